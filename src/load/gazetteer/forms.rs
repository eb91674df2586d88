//! Reads `forms.toml`: by which words names are known that nobody listed, and how words are spelled.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::entity::read_class;
use super::is_id;
use crate::load::{DataFile, Fields};
use crate::model::{Class, Diagnostic, Severity};

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
    /// Whether a name of this form that nobody listed is a name at all.
    pub unlisted: bool,
}

pub(super) fn read<'f>(
    file: &'f DataFile,
    table: &DeTable<'f>,
    forms: &mut Forms,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (key, value) in table {
        let id = key.get_ref().as_ref();
        let DeValue::Table(entry) = value.get_ref() else {
            diagnostics.push(
                Diagnostic::at(
                    Severity::Error,
                    &file.path,
                    &file.text,
                    key.span(),
                    format!("`{id}` is no table"),
                )
                .with_help("begin a table with its name in brackets"),
            );
            continue;
        };
        if id == "form" {
            each_form(file, entry, forms, diagnostics);
            continue;
        }
        let mut fields = Fields::new(file, entry, key.span(), diagnostics);
        match id {
            "words" => {
                extend(&mut forms.common, &mut fields, "common");
                extend(&mut forms.calendar, &mut fields, "calendar");
                extend(&mut forms.function, &mut fields, "function");
                extend(&mut forms.inside, &mut fields, "inside");
                extend(&mut forms.attributive, &mut fields, "attributive");
                extend(&mut forms.between, &mut fields, "between");
                extend(&mut forms.directions, &mut fields, "directions");
                extend(&mut forms.compass, &mut fields, "compass");
                extend(&mut forms.adjectives, &mut fields, "adjectives");
            }
            "spelling" => {
                extend(&mut forms.articles, &mut fields, "articles");
                sets(&mut forms.same, &mut fields, "same");
                sets(&mut forms.same_beginnings, &mut fields, "same_beginnings");
            }
            "places" => {
                extend(&mut forms.places.before, &mut fields, "before");
                extend(&mut forms.places.shows, &mut fields, "shows");
                extend(&mut forms.places.speech, &mut fields, "speech");
                extend(&mut forms.places.actor_before, &mut fields, "actor_before");
                extend(&mut forms.places.border, &mut fields, "border");
            }
            "people" => {
                extend(&mut forms.people.titles, &mut fields, "titles");
                extend(&mut forms.people.roles, &mut fields, "roles");
                extend(&mut forms.people.first_names, &mut fields, "first_names");
                extend(&mut forms.people.particles, &mut fields, "particles");
            }
            _ => {
                let at: Range<usize> = fields.at();
                fields.error(
                    at,
                    format!("`{id}` is no table of forms.toml"),
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
    for (key, value) in table {
        let id = key.get_ref().as_ref();
        let problem = match value.get_ref() {
            DeValue::Table(_) if !is_id(id) => "is no id",
            DeValue::Table(_) => "",
            _ => "is no table",
        };
        let entry = value.get_ref().as_table().filter(|_| problem.is_empty());
        let Some(entry) = entry else {
            diagnostics.push(
                Diagnostic::at(
                    Severity::Error,
                    &file.path,
                    &file.text,
                    key.span(),
                    format!("`{id}` {problem}"),
                )
                .with_help("a form is a table [form.ID]; ids are ASCII: lower-case letters, digits and hyphens"),
            );
            continue;
        };
        let mut fields = Fields::new(file, entry, key.span(), diagnostics);
        let class = read_class(&mut fields);
        let kind = fields.string("kind").map(|kind| kind.value);
        let mut form = Form {
            id: id.to_owned(),
            class: class.unwrap_or(Class::Place),
            kind,
            fits: Vec::new(),
            first: Vec::new(),
            last: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            alone: false,
            unlisted: true,
        };
        extend(&mut form.fits, &mut fields, "fits");
        extend(&mut form.first, &mut fields, "first");
        extend(&mut form.last, &mut fields, "last");
        extend(&mut form.before, &mut fields, "before");
        extend(&mut form.after, &mut fields, "after");
        form.alone = fields.boolean("alone").unwrap_or_default();
        form.unlisted = fields.boolean("unlisted").unwrap_or(true);
        fields.finish();
        if class.is_some() {
            forms.forms.push(form);
        }
    }
}

fn extend(list: &mut Vec<String>, fields: &mut Fields<'_, '_>, key: &'static str) {
    list.extend(fields.strings(key).into_iter().map(|text| text.value));
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
