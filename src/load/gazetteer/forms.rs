//! Reads `forms.toml`: by which words names are known that nobody listed, and how words are spelled.

use toml::de::{DeTable, DeValue};

use super::entity::read_class;
use super::is_id;
use crate::load::{DataFile, Fields, tables};
use crate::model::{Class, Diagnostic};

/// The words by which the tagger knows names, as data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forms {
    /// Words that are no name, though a sentence or a headline may write them with a capital. Lower case.
    pub common: Vec<String>,
    /// Months and days of the week.
    pub calendar: Vec<String>,
    /// Words that may stand in lower case inside a name: "of", "for", "the".
    pub inside: Vec<String>,
    /// Articles, pronouns, auxiliaries and the like: never a noun that a word before them could qualify. They are
    /// among the common words too.
    pub function: Vec<String>,
    /// Words of a role that before a common noun are adjectives: "military" in "Syrian military sources".
    pub attributive: Vec<String>,
    /// Adjectives that may stand between a state and a role: "Syrian opposition and army".
    pub between: Vec<String>,
    /// Words that with "of" stand before a place: "north", "outskirts".
    pub directions: Vec<String>,
    /// Adjectives of peoples, languages and creeds that no state's demonyms give: "Kurdish".
    pub adjectives: Vec<String>,
    /// Adjectives of the compass: "southern", "eastern".
    pub compass: Vec<String>,
    /// Words beside a number that set what is counted apart from what was counted before: "six others", "three more".
    pub remainder: Vec<String>,
    /// Sets of words that are one word in different transliterations, the first standing for all.
    pub same: Vec<Vec<String>>,
    /// The same for the beginnings of words: "abdel", "abdul".
    pub same_beginnings: Vec<Vec<String>>,
    /// The article of Arabic names, in its forms.
    pub articles: Vec<String>,
    /// What is known of names by their place in the sentence.
    pub places: PlaceCues,
    /// How the names of people are known.
    pub people: PersonForms,
    /// The forms, in the order of the file.
    pub forms: Vec<Form>,
}

/// Where names of places and actors stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceCues {
    /// Prepositions before a place: "in", "near".
    pub before: Vec<String>,
    /// Those that show a place where nobody listed the name.
    pub shows: Vec<String>,
    /// Verbs of speech and decision: their subject is an actor.
    pub speech: Vec<String>,
    /// Words before an actor: "backed by", "between".
    pub actor_before: Vec<String>,
    /// Words for the line between two states.
    pub border: Vec<String>,
}

/// How the names of people are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PersonForms {
    /// Titles before a name, no part of it: "Col.", "President", "Mr".
    pub titles: Vec<String>,
    /// What a person does, in lower case before or after a name: "spokesman", "activist".
    pub roles: Vec<String>,
    /// First names.
    pub first_names: Vec<String>,
    /// Small words inside a name: "bin", "al", "de".
    pub particles: Vec<String>,
}

/// One form of names: which words begin, end or accompany them, and what such a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The form's id.
    pub id: String,
    /// What a name of this form is.
    pub class: Class,
    /// The kind of an entity that this form means.
    pub kind: Option<String>,
    /// Other kinds of listed entities that the words of this form fit.
    pub fits: Vec<String>,
    /// Words that begin the name and are a part of it.
    pub first: Vec<String>,
    /// Words that end the name and are a part of it; one in lower case counts in any case.
    pub last: Vec<String>,
    /// Words before the name that are no part of it.
    pub before: Vec<String>,
    /// Words behind the name that are no part of it.
    pub after: Vec<String>,
    /// Whether a listed name counts without the words of this form too: "Anbar" for "Anbar Governorate".
    pub alone: bool,
    /// Whether a name of this form that nobody listed is a name at all; one of an armed force with a number is.
    pub unlisted: bool,
}

pub(super) fn read<'f>(
    file: &'f DataFile,
    table: &DeTable<'f>,
    forms: &mut Forms,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, entry) in tables(file, table, diagnostics) {
        if id.value == "form" {
            each_form(file, entry, forms, diagnostics);
            continue;
        }
        let mut fields = Fields::new(file, entry, id.at.clone(), diagnostics);
        match id.value {
            "words" => {
                forms.common.extend(fields.texts("common"));
                forms.calendar.extend(fields.texts("calendar"));
                forms.function.extend(fields.texts("function"));
                forms.inside.extend(fields.texts("inside"));
                forms.attributive.extend(fields.texts("attributive"));
                forms.between.extend(fields.texts("between"));
                forms.directions.extend(fields.texts("directions"));
                forms.compass.extend(fields.texts("compass"));
                forms.remainder.extend(fields.texts("remainder"));
                forms.adjectives.extend(fields.texts("adjectives"));
            }
            "spelling" => {
                forms.articles.extend(fields.texts("articles"));
                sets(&mut forms.same, &mut fields, "same");
                sets(&mut forms.same_beginnings, &mut fields, "same_beginnings");
            }
            "places" => {
                forms.places.before.extend(fields.texts("before"));
                forms.places.shows.extend(fields.texts("shows"));
                forms.places.speech.extend(fields.texts("speech"));
                forms
                    .places
                    .actor_before
                    .extend(fields.texts("actor_before"));
                forms.places.border.extend(fields.texts("border"));
            }
            "people" => {
                forms.people.titles.extend(fields.texts("titles"));
                forms.people.roles.extend(fields.texts("roles"));
                forms.people.first_names.extend(fields.texts("first_names"));
                forms.people.particles.extend(fields.texts("particles"));
            }
            _ => {
                fields.error(
                    id.at,
                    format!("`{}` is no table of forms.toml", id.value),
                    "words, spelling, places, people, or form.ID",
                );
                continue;
            }
        }
        fields.finish();
    }
}

fn each_form<'f>(
    file: &'f DataFile,
    table: &DeTable<'f>,
    forms: &mut Forms,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (id, entry) in tables(file, table, diagnostics) {
        let mut fields = Fields::new(file, entry, id.at.clone(), diagnostics);
        if !is_id(id.value) {
            fields.error(
                id.at,
                format!("`{}` is no id", id.value),
                "a form is a table [form.ID]; ids are ASCII: lower-case letters, digits and hyphens",
            );
            continue;
        }
        let class = read_class(&mut fields);
        let kind = fields.string("kind").map(|kind| kind.value);
        let form = Form {
            id: id.value.to_owned(),
            class: class.unwrap_or(Class::Place),
            kind,
            fits: fields.texts("fits"),
            first: fields.texts("first"),
            last: fields.texts("last"),
            before: fields.texts("before"),
            after: fields.texts("after"),
            alone: fields.boolean("alone").unwrap_or_default(),
            unlisted: fields.boolean("unlisted").unwrap_or(true),
        };
        fields.finish();
        if class.is_some() {
            forms.forms.push(form);
        }
    }
}

/// A list of lists of texts.
fn sets(list: &mut Vec<Vec<String>>, fields: &mut Fields<'_, '_>, key: &'static str) {
    let Some(value) = fields.value(key) else {
        return;
    };
    let DeValue::Array(items) = value.get_ref() else {
        fields.wrong_kind(key, value, "a list of lists of words");
        return;
    };
    for item in items.iter() {
        let words = item.get_ref().as_array().and_then(|words| {
            words
                .iter()
                .map(|word| word.get_ref().as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>()
        });
        match words {
            Some(words) if words.len() > 1 => list.push(words),
            _ => fields.wrong_kind(key, item, "a list of two words or more"),
        }
    }
}
