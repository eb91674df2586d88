//! Reads one entity's entry.

use indexmap::IndexMap;
use toml::de::DeValue;

use super::Reference;
use crate::load::{Fields, Spot, similar};
use crate::model::{Class, EntityId, PartialDate};

/// One name of an entity, with what guards it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alias {
    /// The name as it is usually written.
    pub name: String,
    /// Whether it counts only with these very capitals.
    pub case: bool,
    /// It counts only in a text that has one of these words; no condition where empty.
    pub needs: Vec<String>,
    /// Its language, as ISO 639-1 has it.
    pub lang: Option<String>,
    /// From when it was in use.
    pub since: Option<PartialDate>,
    /// Until when it was in use.
    pub until: Option<PartialDate>,
}

/// Whether a person is spoken of as "she" or "he".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// "She".
    Female,
    /// "He".
    Male,
}

/// One entity, as its entry describes it. `gazetteer/README.md` says what each field means.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Entity {
    pub id: EntityId,
    pub class: Class,
    pub label: String,
    /// All its names, the label first.
    pub aliases: Vec<Alias>,
    pub kind: Option<String>,
    /// The field `in`.
    pub within: Vec<EntityId>,
    pub country: Option<EntityId>,
    pub part_of: Vec<EntityId>,
    pub sponsors: Vec<EntityId>,
    pub successor_of: Vec<EntityId>,
    pub leads: Vec<EntityId>,
    pub member_of: Vec<EntityId>,
    pub speaks_for: Vec<EntityId>,
    pub gender: Option<Gender>,
    pub stance: Option<EntityId>,
    pub outlet: Vec<String>,
    pub claims: Vec<String>,
    pub demonyms: Vec<String>,
    pub seats: Vec<EntityId>,
    pub borders: Vec<EntityId>,
    pub since: Option<PartialDate>,
    pub until: Option<PartialDate>,
    /// Latitude and longitude, WGS 84 degrees.
    pub at: Option<[f64; 2]>,
    /// In metres.
    pub precision: Option<f64>,
    /// Outside identifiers, by the name of their register.
    pub ids: IndexMap<String, String>,
    pub origin: Option<String>,
    pub note: Option<String>,
}

impl Entity {
    /// One of which only the names are known; the first is the label.
    pub fn new(id: EntityId, class: Class, aliases: Vec<Alias>) -> Self {
        Self {
            id,
            class,
            label: aliases
                .first()
                .map_or(String::new(), |alias| alias.name.clone()),
            aliases,
            kind: None,
            within: Vec::new(),
            country: None,
            part_of: Vec::new(),
            sponsors: Vec::new(),
            successor_of: Vec::new(),
            leads: Vec::new(),
            member_of: Vec::new(),
            speaks_for: Vec::new(),
            gender: None,
            stance: None,
            outlet: Vec::new(),
            claims: Vec::new(),
            demonyms: Vec::new(),
            seats: Vec::new(),
            borders: Vec::new(),
            since: None,
            until: None,
            at: None,
            precision: None,
            ids: IndexMap::new(),
            origin: None,
            note: None,
        }
    }
}

pub(super) fn read(
    id: &str,
    fields: &mut Fields<'_, '_>,
    references: &mut Vec<Reference>,
) -> Option<Entity> {
    let class = read_class(fields);
    let label = fields.required_string("label");
    let mut aliases = label
        .iter()
        .map(|label| Alias {
            name: label.value.clone(),
            ..Alias::default()
        })
        .collect::<Vec<_>>();
    for alias in read_aliases(fields) {
        match aliases.iter_mut().find(|known| known.name == alias.name) {
            Some(known) => *known = alias,
            None => aliases.push(alias),
        }
    }
    let mut refer = |fields: &mut Fields<'_, '_>, field: &'static str| -> Vec<EntityId> {
        let mut ids = Vec::new();
        for Spot { value, at } in fields.strings(field) {
            ids.push(EntityId::from(value.as_str()));
            references.push(Reference {
                field,
                id: value,
                at,
            });
        }
        ids
    };
    let within = refer(fields, "in");
    let country = refer(fields, "country").into_iter().next();
    let part_of = refer(fields, "part_of");
    let sponsors = refer(fields, "sponsors");
    let successor_of = refer(fields, "successor_of");
    let leads = refer(fields, "leads");
    let member_of = refer(fields, "member_of");
    let speaks_for = refer(fields, "speaks_for");
    let stance = refer(fields, "stance").into_iter().next();
    let seats = refer(fields, "seats");
    let borders = refer(fields, "borders");
    let gender = read_gender(fields);
    let since = read_date(fields, "since");
    let until = read_date(fields, "until");
    if let (Some(first), Some(last)) = (&since, &until)
        && last.value < first.value
        && !last.value.compatible(first.value)
    {
        fields.error(
            last.at.clone(),
            format!("`until` {} lies before `since` {}", last.value, first.value),
            "swap them, or correct one",
        );
    }
    let kind = fields.string("kind").map(|kind| kind.value);
    let outlet = fields.texts("outlet");
    let claims = fields.texts("claims");
    let demonyms = fields.texts("demonyms");
    let at = read_point(fields);
    let precision = fields.number("precision").map(|metres| metres.value);
    let ids = read_ids(fields);
    let origin = fields.string("origin").map(|origin| origin.value);
    let note = fields.string("note").map(|note| note.value);
    Some(Entity {
        id: EntityId::from(id),
        class: class?,
        label: label?.value,
        aliases,
        kind,
        within,
        country,
        part_of,
        sponsors,
        successor_of,
        leads,
        member_of,
        speaks_for,
        gender,
        stance,
        outlet,
        claims,
        demonyms,
        seats,
        borders,
        since: since.map(|date| date.value),
        until: until.map(|date| date.value),
        at,
        precision,
        ids,
        origin,
        note,
    })
}

/// The field `type`, as a class.
pub(super) fn read_class(fields: &mut Fields<'_, '_>) -> Option<Class> {
    let name = fields.required_string("type")?;
    let class = name.value.parse().ok();
    if class.is_none() {
        let known = Class::ALL.map(Class::name);
        let help = match similar(&name.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of {}", known.join(", ")),
        };
        fields.error(name.at, format!("`{}` is no type", name.value), help);
    }
    class
}

fn read_aliases(fields: &mut Fields<'_, '_>) -> Vec<Alias> {
    let Some(value) = fields.value("aliases") else {
        return Vec::new();
    };
    let DeValue::Array(items) = value.get_ref() else {
        fields.wrong_kind("aliases", value, "a list of names");
        return Vec::new();
    };
    let mut aliases: Vec<Alias> = Vec::new();
    for item in items.iter() {
        let alias = match item.get_ref() {
            DeValue::String(name) => Some(Alias {
                name: name.as_ref().to_owned(),
                ..Alias::default()
            }),
            DeValue::Table(table) => {
                let mut inner = fields.inner(table, item.span());
                let alias = read_alias(&mut inner);
                inner.finish();
                alias
            }
            _ => {
                fields.wrong_kind("aliases", item, "a name in quotes, or { name = \"…\", … }");
                None
            }
        };
        let Some(alias) = alias else { continue };
        if !alias.name.chars().any(char::is_alphanumeric) {
            fields.error(
                item.span(),
                "an alias without a letter",
                "write the name, or take the alias out",
            );
        } else if aliases
            .iter()
            .any(|known| (&known.name, &known.lang) == (&alias.name, &alias.lang))
        {
            fields.warning(
                item.span(),
                format!("`{}` stands twice among the aliases", alias.name),
                "take one out",
            );
        } else {
            aliases.push(alias);
        }
    }
    aliases
}

fn read_alias(fields: &mut Fields<'_, '_>) -> Option<Alias> {
    let name = fields.required_string("name");
    let case = fields.boolean("case").unwrap_or_default();
    let needs = fields.texts("needs");
    let lang = fields.string("lang").map(|lang| lang.value);
    let since = read_date(fields, "since").map(|date| date.value);
    let until = read_date(fields, "until").map(|date| date.value);
    Some(Alias {
        name: name?.value,
        case,
        needs,
        lang,
        since,
        until,
    })
}

fn read_gender(fields: &mut Fields<'_, '_>) -> Option<Gender> {
    let word = fields.string("gender")?;
    match word.value.as_str() {
        "female" => Some(Gender::Female),
        "male" => Some(Gender::Male),
        other => {
            fields.error(
                word.at,
                format!("`{other}` is no gender that the program reads"),
                "write \"female\" or \"male\", or leave the line out",
            );
            None
        }
    }
}

fn read_date(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spot<PartialDate>> {
    let text = fields.string(key)?;
    match text.value.parse() {
        Ok(value) => Some(Spot { value, at: text.at }),
        Err(message) => {
            fields.error(
                text.at,
                message,
                "write \"2013\", \"2013-06\" or \"2013-06-18\"",
            );
            None
        }
    }
}

fn read_point(fields: &mut Fields<'_, '_>) -> Option<[f64; 2]> {
    let numbers = fields.numbers("at")?;
    match numbers.value.as_slice() {
        [latitude, longitude]
            if (-90.0..=90.0).contains(latitude) && (-180.0..=180.0).contains(longitude) =>
        {
            Some([*latitude, *longitude])
        }
        _ => {
            fields.error(
                numbers.at,
                "no point on the globe",
                "write [latitude, longitude] in degrees: -90 to 90, -180 to 180",
            );
            None
        }
    }
}

fn read_ids(fields: &mut Fields<'_, '_>) -> IndexMap<String, String> {
    let mut ids = IndexMap::new();
    let Some(table) = fields.table("ids") else {
        return ids;
    };
    for (register, value) in table.value {
        let text = match value.get_ref() {
            DeValue::String(text) => text.as_ref().to_owned(),
            DeValue::Integer(number) => number.to_string(),
            _ => {
                let name = register.get_ref().to_string();
                fields.wrong_kind(&name, value, "an identifier in quotes");
                continue;
            }
        };
        ids.insert(register.get_ref().to_string(), text);
    }
    ids
}
