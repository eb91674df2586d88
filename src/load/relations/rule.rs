//! One rule: trigger words, and which of their arguments is which end.

use std::sync::Arc;

use super::example::{self, Example, Near};
use super::role::Argument;
use super::trigger::{Trigger, TriggerKind};
use crate::load::{Fields, Spot, similar};
use crate::model::{Class, ClassGroup, Modality, Polarity, RuleId};

/// The voice that a verb must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Who does it is the subject.
    Active,
    /// To whom it is done is the subject.
    Passive,
}

/// What an end of a rule's claims must be, besides fitting the relation's domain or range.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ends {
    /// Where to look, the best first.
    pub arguments: Vec<Argument>,
    /// One of these, where not empty.
    pub classes: Vec<ClassGroup>,
    /// None of these.
    pub not_classes: Vec<ClassGroup>,
    /// The argument's noun is one of these lemmas, where not empty.
    pub words: Vec<String>,
    /// The argument's noun is none of these lemmas.
    pub not_words: Vec<String>,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its relation, a slash and its name.
    pub id: RuleId,
    /// Its name in the file.
    pub name: String,
    /// The reason for it.
    pub why: String,
    /// The words that it waits for.
    pub triggers: Vec<Trigger>,
    /// The subject; without arguments it is unknown.
    pub subject: Ends,
    /// The object.
    pub object: Ends,
    /// Arguments that hold both ends, joined by "and".
    pub pair: Vec<Argument>,
    /// Who lost it.
    pub from: Vec<Argument>,
    /// Where it happened; `None` for the usual prepositions.
    pub place: Option<Vec<Argument>>,
    /// Whether a claim stands with an unknown subject where none is found.
    pub unnamed: bool,
    /// Lemmas of which one must stand in the trigger's phrase.
    pub with: Vec<String>,
    /// Lemmas of which none may stand there.
    pub without: Vec<String>,
    /// Whether the trigger must govern an infinitive ("urged X to leave").
    pub infinitive: bool,
    /// The voice that the verb must have.
    pub voice: Option<Voice>,
    /// What the words say by themselves.
    pub polarity: Polarity,
    /// What the words say by themselves.
    pub modality: Modality,
    /// The finer kind of the claims.
    pub kind: Option<Arc<str>>,
    /// Of a link: whether the tree too must hang the second noun on the first.
    pub attached: bool,
    /// Of a link: whether the first noun must not be what a deed is done to, whose place the second may be.
    pub outside_deeds: bool,
    /// A link counts only where the gazetteer knows that the first lies in the second.
    pub known_inside: bool,
    /// Whether a number beside it may be taken for its quantity.
    pub quantity: bool,
    /// Texts that must match.
    pub yes: Vec<Example>,
    /// Texts that must not.
    pub no: Vec<Near>,
    /// Where the rule stands in its file, in bytes.
    pub at: std::ops::Range<usize>,
}

/// Reads one `[[rule]]`.
pub(super) fn read(mut fields: Fields<'_, '_>, relation: &str) -> Option<(Spot<String>, Rule)> {
    let at = fields.at();
    let name = fields.required_string("name");
    let why = fields.required_string("why");
    let mut triggers = Vec::new();
    for kind in TriggerKind::ALL {
        for text in fields.strings(kind.field()) {
            match Trigger::parse(kind, &text.value) {
                Ok(trigger) => triggers.push(trigger),
                Err(help) => fields.error(
                    text.at,
                    format!("`{}` cannot stand in `{}`", text.value, kind.field()),
                    help,
                ),
            }
        }
    }
    if triggers.is_empty() {
        fields.error(
            at.clone(),
            "the rule has no trigger",
            "add `verbs`, `nouns`, `adjectives`, `compounds` or `links`",
        );
    }
    let subject = Ends {
        arguments: arguments(&mut fields, "subject").unwrap_or_default(),
        classes: classes(&mut fields, "subject_classes"),
        not_classes: classes(&mut fields, "not_subject_classes"),
        words: fields.texts("subject_words"),
        not_words: fields.texts("not_subject_words"),
    };
    let object = Ends {
        arguments: arguments(&mut fields, "object").unwrap_or_default(),
        classes: classes(&mut fields, "object_classes"),
        not_classes: classes(&mut fields, "not_object_classes"),
        words: fields.texts("object_words"),
        not_words: fields.texts("not_object_words"),
    };
    let pair = arguments(&mut fields, "pair").unwrap_or_default();
    if object.arguments.is_empty() && pair.is_empty() {
        fields.error(
            at.clone(),
            "the rule binds no object",
            "add `object = [\"patient\"]`, or `pair` for a relation without an order",
        );
    }
    let from = arguments(&mut fields, "from").unwrap_or_default();
    let place = arguments(&mut fields, "place");
    let unnamed = fields.boolean("unnamed").unwrap_or_default();
    let with = fields.texts("with");
    let without = fields.texts("without");
    let infinitive = fields.boolean("infinitive").unwrap_or_default();
    let voice = voice(&mut fields);
    let polarity = example::polarity(&mut fields).unwrap_or_default();
    let modality = example::modality(&mut fields).unwrap_or_default();
    let kind = fields.string("kind").map(|spot| Arc::from(spot.value));
    let attached = fields.boolean("attached").unwrap_or_default();
    let outside_deeds = fields.boolean("outside_deeds").unwrap_or_default();
    let known_inside = fields.boolean("known_inside").unwrap_or_default();
    let quantity = fields.boolean("quantity").unwrap_or(true);
    let (yes, no) = (yes(&mut fields), no(&mut fields));
    if yes.is_empty() {
        fields.error(
            at.clone(),
            "the rule has no `yes` example",
            "write a sentence that it must match",
        );
    }
    fields.finish();
    let name = name?;
    if triggers.is_empty() || (object.arguments.is_empty() && pair.is_empty()) {
        return None;
    }
    let rule = Rule {
        id: RuleId::from(format!("{relation}/{}", name.value)),
        name: name.value.clone(),
        why: why.map(|why| why.value).unwrap_or_default(),
        triggers,
        subject,
        object,
        pair,
        from,
        place,
        unnamed,
        with,
        without,
        infinitive,
        voice,
        polarity,
        modality,
        kind,
        attached,
        outside_deeds,
        known_inside,
        quantity,
        yes,
        no,
        at,
    };
    Some((name, rule))
}

fn arguments(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Vec<Argument>> {
    fields.value(key)?;
    let mut read = Vec::new();
    for text in fields.strings(key) {
        match Argument::parse(&text.value) {
            Ok(argument) => read.push(argument),
            Err(help) => {
                fields.error(text.at, format!("`{}` is no argument", text.value), help);
            }
        }
    }
    Some(read)
}

pub(super) fn classes(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<ClassGroup> {
    let mut read = Vec::new();
    for text in fields.strings(key) {
        match text.value.parse() {
            Ok(group) => read.push(group),
            Err(()) => {
                let known = Class::ALL.iter().map(|class| class.name());
                let help = match similar(&text.value, known.clone().chain(["Actor", "Ground"])) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "expected Actor, Ground or one of {}",
                        known.collect::<Vec<_>>().join(", ")
                    ),
                };
                fields.error(text.at, format!("`{}` is no class", text.value), help);
            }
        }
    }
    read
}

fn voice(fields: &mut Fields<'_, '_>) -> Option<Voice> {
    let word = fields.string("voice")?;
    match word.value.as_str() {
        "active" => Some(Voice::Active),
        "passive" => Some(Voice::Passive),
        other => {
            fields.error(
                word.at,
                format!("`{other}` is no voice"),
                "expected active or passive",
            );
            None
        }
    }
}

fn yes(fields: &mut Fields<'_, '_>) -> Vec<Example> {
    let mut read = Vec::new();
    for table in fields.tables("yes") {
        read.extend(example::read_yes(fields.inner(table.value, table.at)));
    }
    read
}

fn no(fields: &mut Fields<'_, '_>) -> Vec<Near> {
    let Some(list) = fields.value("no") else {
        return Vec::new();
    };
    let Some(array) = list.get_ref().as_array() else {
        fields.wrong_kind("no", list, "a list of texts");
        return Vec::new();
    };
    let mut read = Vec::new();
    for item in array.iter() {
        if let Some(text) = item.get_ref().as_str() {
            read.push(Near {
                text: text.to_owned(),
                ends: None,
                at: item.span(),
            });
        } else if let Some(table) = item.get_ref().as_table() {
            read.extend(example::read_no(fields.inner(table, item.span())));
        } else {
            fields.wrong_kind("no", item, "a text, or a table with `text`, `s` and `o`");
        }
    }
    read
}
