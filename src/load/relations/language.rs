//! Word lists of English that extraction stands on: `ontology/language/*.toml`.

use std::collections::BTreeMap;

use crate::load::{DataFile, Fields, parse_toml};
use crate::model::{Diagnostic, Modality, Polarity};

use super::example;

/// All word lists.
#[derive(Debug, Clone, Default)]
pub struct Language {
    /// Verbs that say little besides the noun in their object.
    pub light: LightVerbs,
    /// Nouns that stand for something else.
    pub transparent: Vec<Transparent>,
    /// Prepositions that say where.
    pub place_prepositions: Vec<String>,
    /// Nouns for what somebody does.
    pub deeds: Vec<String>,
    /// Those of them that two sides do to each other.
    pub opponents: Vec<String>,
    /// Words of speaking.
    pub speech: Speech,
    /// Words that deny, plan or doubt.
    pub operators: Vec<Operator>,
    /// Verbs whose infinitive tells what was done, not what it was done for.
    pub facts: Vec<String>,
    /// Past forms of what will be, in speech that is reported: no doubt, a plan.
    pub reported: Vec<String>,
    /// Words behind a negation that they leave without force: "only", "far".
    pub spared: Vec<String>,
    /// Words of numbers.
    pub numbers: Numbers,
    /// What is counted, in the order of the file.
    pub units: Vec<Unit>,
    /// Words of dates.
    pub time: Time,
    /// Past forms that do not end in -ed, with their verbs.
    pub irregular: BTreeMap<String, String>,
}

/// Verbs that say little besides the noun in their object, as their words.
#[derive(Debug, Clone, Default)]
pub struct LightVerbs {
    /// Their subject does it.
    pub agent: Vec<Vec<String>>,
    /// It is done to their subject.
    pub patient: Vec<Vec<String>>,
    /// Words with a preposition by which somebody answers for what stands behind: "responsible for".
    pub answers: Vec<Vec<String>>,
    /// Verbs with a preposition whose object answers for what stands behind: "blame for".
    pub blamed: Vec<Vec<String>>,
}

/// Nouns that stand for what they are said of.
#[derive(Debug, Clone, Default)]
pub struct Transparent {
    /// What they have in common.
    pub name: String,
    /// Their lemmas.
    pub words: Vec<String>,
    /// Prepositions, `possessor`, `modifier` or `appos`.
    pub through: Vec<String>,
}

/// Words that credit somebody with a statement.
#[derive(Debug, Clone, Default)]
pub struct Speech {
    /// Verbs of speaking.
    pub verbs: Vec<String>,
    /// Those that credit their subject with the noun in their object.
    pub strong: Vec<String>,
    /// Prepositions, as their words.
    pub phrases: Vec<Vec<String>>,
    /// Verbs whose object is the speaker.
    pub quoting: Vec<String>,
    /// Verbs whose subject, not whose object, does what their infinitive says.
    pub subject_control: Vec<String>,
    /// Verbs with the preposition whose noun, not the subject, does what their infinitive says.
    pub oblique_control: Vec<Vec<String>>,
    /// Verbs whose object hears what is said.
    pub addressing: Vec<String>,
    /// Verbs by whose subject somebody else is said to have done what a preposition brings.
    pub accusing: Vec<String>,
    /// Nouns of bodies that speak, where no name stands with them.
    pub bodies: Vec<String>,
    /// Nouns whose clause is said: "the report that …".
    pub nouns: Vec<String>,
    /// Nouns for people who speak without a name.
    pub unnamed: Vec<String>,
}

/// Words that deny, plan or doubt what they stand over.
#[derive(Debug, Clone, Default)]
pub struct Operator {
    /// What they have in common.
    pub name: String,
    /// Their lemmas; a second word is a particle.
    pub words: Vec<String>,
    /// Over the infinitive, clause or "from"-phrase that goes with them.
    pub over_complement: bool,
    /// Over the noun in their object, or that they stand beside.
    pub over_object: bool,
    /// Over the word that they modify.
    pub over_self: bool,
    /// What they do to polarity.
    pub polarity: Polarity,
    /// What they do to modality.
    pub modality: Modality,
}

/// Words of numbers.
#[derive(Debug, Clone, Default)]
pub struct Numbers {
    /// Exact ones.
    pub words: BTreeMap<String, f64>,
    /// Words that name about so many.
    pub vague: BTreeMap<String, f64>,
    /// "more than" and its like.
    pub over: Vec<Vec<String>>,
    /// "less than" and its like.
    pub under: Vec<Vec<String>>,
    /// "about" and its like.
    pub about: Vec<Vec<String>>,
}

/// What a counted noun counts.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    /// The word in records.
    pub name: String,
    /// The nouns, as their words.
    pub words: Vec<Vec<String>>,
    /// Turns the text's number into the record's.
    pub factor: f64,
}

/// Words of dates.
#[derive(Debug, Clone, Default)]
pub struct Time {
    /// 1 to 12.
    pub months: BTreeMap<String, f64>,
    /// 1, Monday, to 7.
    pub weekdays: BTreeMap<String, f64>,
    /// Days from the day of publication.
    pub days: BTreeMap<String, f64>,
    /// Lengths in days.
    pub units: BTreeMap<String, f64>,
    /// Parts of a day: what they stand with is dated, not they.
    pub parts: Vec<String>,
    /// The relations that go on telling what happened on a day that was named before.
    pub story: Vec<String>,
    /// Words at the beginning of a sentence by which a text turns to something else.
    pub turns: Vec<String>,
    /// Words that tell of a stretch of time up to now, so that no one day dates the sentence.
    pub stretches: Vec<String>,
    /// Words that stand before the date of publication where a text begins with it.
    pub dateline: Vec<String>,
}

impl Language {
    /// Reads the files that lie in a folder `language`; other files are left alone.
    pub(super) fn load(files: &[DataFile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut language = Self::default();
        for file in files {
            let mut parts = file.path.rsplit('/');
            let (name, folder) = (parts.next().unwrap_or_default(), parts.next());
            if folder != Some("language") || !name.ends_with(".toml") {
                continue;
            }
            let table = parse_toml(file, diagnostics);
            let mut fields = Fields::new(file, table.get_ref(), 0..0, diagnostics);
            // The reason is for readers alone.
            let _ = fields.string("why");
            match name {
                "light-verbs.toml" => {
                    language.light.agent = phrases(&mut fields, "agent");
                    language.light.patient = phrases(&mut fields, "patient");
                    language.light.answers = phrases(&mut fields, "answers");
                    language.light.blamed = phrases(&mut fields, "blamed");
                }
                "transparent.toml" => language.transparent = transparent(&mut fields),
                "places.toml" => {
                    language.place_prepositions = fields.texts("prepositions");
                }
                "deeds.toml" => {
                    language.deeds = fields.texts("words");
                    language.opponents = fields.texts("opponents");
                }
                "speech.toml" => {
                    language.speech = Speech {
                        verbs: fields.texts("verbs"),
                        strong: fields.texts("strong"),
                        phrases: phrases(&mut fields, "phrases"),
                        quoting: fields.texts("quoting"),
                        subject_control: fields.texts("subject_control"),
                        oblique_control: phrases(&mut fields, "oblique_control"),
                        addressing: fields.texts("addressing"),
                        accusing: fields.texts("accusing"),
                        bodies: fields.texts("bodies"),
                        nouns: fields.texts("nouns"),
                        unnamed: fields.texts("unnamed"),
                    };
                }
                "stance.toml" => {
                    language.facts = fields.texts("facts");
                    language.reported = fields.texts("reported");
                    language.spared = fields.texts("spared");
                    language.operators = operators(&mut fields);
                }
                "numbers.toml" => {
                    language.numbers.words = numbers(&mut fields, "words");
                    language.numbers.vague = numbers(&mut fields, "vague");
                    if let Some(about) = fields.table("about") {
                        let mut inner = fields.inner(about.value, about.at);
                        language.numbers.over = phrases(&mut inner, "over");
                        language.numbers.under = phrases(&mut inner, "under");
                        language.numbers.about = phrases(&mut inner, "about");
                        inner.finish();
                    }
                }
                "units.toml" => language.units = units(&mut fields),
                "irregular.toml" => {
                    if let Some(past) = fields.table("past") {
                        for (form, verb) in past.value {
                            match verb.get_ref().as_str() {
                                Some(verb) => {
                                    let form = form.get_ref().to_string();
                                    language.irregular.insert(form, verb.to_owned());
                                }
                                None => fields.wrong_kind("past", verb, "a text in quotes"),
                            }
                        }
                    }
                }
                "time.toml" => {
                    language.time = Time {
                        months: numbers(&mut fields, "months"),
                        weekdays: numbers(&mut fields, "weekdays"),
                        parts: fields.texts("parts"),
                        story: fields.texts("story"),
                        turns: fields.texts("turns"),
                        stretches: fields.texts("stretches"),
                        dateline: fields.texts("dateline"),
                        days: numbers(&mut fields, "days"),
                        units: numbers(&mut fields, "units"),
                    };
                }
                // A list of another stage.
                _ => continue,
            }
            fields.finish();
        }
        language
    }
}

fn phrases(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<Vec<String>> {
    let split = |text: String| text.split_whitespace().map(str::to_owned).collect();
    fields.texts(key).into_iter().map(split).collect()
}

fn numbers(fields: &mut Fields<'_, '_>, key: &'static str) -> BTreeMap<String, f64> {
    let mut read = BTreeMap::new();
    let Some(table) = fields.table(key) else {
        return read;
    };
    let mut wrong = Vec::new();
    for (word, value) in table.value {
        let number = match value.get_ref() {
            toml::de::DeValue::Integer(number) => number.to_string().parse().ok(),
            toml::de::DeValue::Float(number) => number.to_string().parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => {
                read.insert(word.get_ref().to_string(), number);
            }
            None => wrong.push(value),
        }
    }
    for value in wrong {
        fields.wrong_kind(key, value, "a number");
    }
    read
}

fn transparent(fields: &mut Fields<'_, '_>) -> Vec<Transparent> {
    let mut read = Vec::new();
    for table in fields.tables("nouns") {
        let mut inner = fields.inner(table.value, table.at);
        let name = inner.required_string("name");
        let _ = inner.required_string("why");
        read.push(Transparent {
            name: name.map(|name| name.value).unwrap_or_default(),
            words: inner.texts("words"),
            through: inner.texts("through"),
        });
        inner.finish();
    }
    read
}

fn operators(fields: &mut Fields<'_, '_>) -> Vec<Operator> {
    let mut read = Vec::new();
    for table in fields.tables("operator") {
        let mut inner = fields.inner(table.value, table.at);
        let name = inner.required_string("name");
        let _ = inner.required_string("why");
        let mut operator = Operator {
            name: name.map(|name| name.value).unwrap_or_default(),
            words: inner.texts("words"),
            polarity: example::polarity(&mut inner).unwrap_or_default(),
            modality: example::modality(&mut inner).unwrap_or_default(),
            ..Operator::default()
        };
        for over in inner.strings("over") {
            match over.value.as_str() {
                "complement" => operator.over_complement = true,
                "object" => operator.over_object = true,
                "self" => operator.over_self = true,
                other => inner.error(
                    over.at,
                    format!("an operator cannot stand over `{other}`"),
                    "expected complement, object or self",
                ),
            }
        }
        inner.finish();
        read.push(operator);
    }
    read
}

fn units(fields: &mut Fields<'_, '_>) -> Vec<Unit> {
    let mut read = Vec::new();
    for table in fields.tables("unit") {
        let mut inner = fields.inner(table.value, table.at);
        let name = inner.required_string("name");
        read.push(Unit {
            name: name.map(|name| name.value).unwrap_or_default(),
            words: phrases(&mut inner, "words"),
            factor: inner.number("factor").map_or(1.0, |factor| factor.value),
        });
        inner.finish();
    }
    read
}
