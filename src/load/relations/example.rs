//! The sentences of a rule that must and must not match.

use crate::load::Fields;
use crate::model::{Modality, PartialDate, Polarity};

/// A text in which a rule's relation must be found. Ends are named by id, label or words of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// One or more sentences.
    pub text: String,
    /// The subject; empty where it is unknown.
    pub subject: String,
    /// The object.
    pub object: String,
    /// Checked where given.
    pub from: Option<String>,
    /// Checked where given.
    pub place: Option<String>,
    /// An entity, or the words that describe the source; checked where given, empty for none.
    pub source: Option<String>,
    /// Affirmed, unless the example says otherwise.
    pub polarity: Polarity,
    /// Fact, unless the example says otherwise.
    pub modality: Modality,
    /// Checked where given.
    pub kind: Option<String>,
    /// Checked where given.
    pub when: Option<PartialDate>,
    /// Checked where given.
    pub quantity: Option<f64>,
    /// Where it stands in the file, in bytes.
    pub at: std::ops::Range<usize>,
}

/// A text in which a rule's relation must not be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// One or more sentences.
    pub text: String,
    /// Not between these two; `None` for not at all.
    pub ends: Option<(String, String)>,
    /// Where it stands in the file, in bytes.
    pub at: std::ops::Range<usize>,
}

/// Reads a table of the list `yes`.
pub(super) fn read_yes(mut fields: Fields<'_, '_>) -> Option<Example> {
    let at = fields.at();
    let text = fields.required_string("text");
    let subject = fields.string("s");
    if subject.is_none() {
        fields.error(
            at.clone(),
            "`s` is missing",
            "name the subject, or write `s = \"\"` for an unknown one",
        );
    }
    let object = fields.required_string("o");
    let from = fields.string("from").map(|spot| spot.value);
    let place = fields.string("place").map(|spot| spot.value);
    let source = fields.string("source").map(|spot| spot.value);
    let kind = fields.string("kind").map(|spot| spot.value);
    let quantity = fields.number("quantity").map(|spot| spot.value);
    let polarity = polarity(&mut fields);
    let modality = modality(&mut fields);
    let when = match fields.string("when") {
        None => None,
        Some(spot) => match spot.value.parse() {
            Ok(date) => Some(date),
            Err(message) => {
                let message: String = message;
                fields.error(spot.at, message, "write 2017-06-18, 2017-06 or 2017");
                None
            }
        },
    };
    fields.finish();
    Some(Example {
        text: text?.value,
        subject: subject?.value,
        object: object?.value,
        from,
        place,
        source,
        polarity: polarity.unwrap_or_default(),
        modality: modality.unwrap_or_default(),
        kind,
        when,
        quantity,
        at,
    })
}

/// Reads a table of the list `no`.
pub(super) fn read_no(mut fields: Fields<'_, '_>) -> Option<Near> {
    let at = fields.at();
    let text = fields.required_string("text");
    let subject = fields.required_string("s");
    let object = fields.required_string("o");
    fields.finish();
    Some(Near {
        text: text?.value,
        ends: Some((subject?.value, object?.value)),
        at,
    })
}

/// Reads `polarity`.
pub(super) fn polarity(fields: &mut Fields<'_, '_>) -> Option<Polarity> {
    let word = fields.string("polarity")?;
    match word.value.as_str() {
        "positive" => Some(Polarity::Positive),
        "negative" => Some(Polarity::Negative),
        other => {
            fields.error(
                word.at,
                format!("`{other}` is no polarity"),
                "expected positive or negative",
            );
            None
        }
    }
}

/// Reads `modality`.
pub(super) fn modality(fields: &mut Fields<'_, '_>) -> Option<Modality> {
    let word = fields.string("modality")?;
    match word.value.as_str() {
        "actual" => Some(Modality::Actual),
        "intended" => Some(Modality::Intended),
        "possible" => Some(Modality::Possible),
        other => {
            fields.error(
                word.at,
                format!("`{other}` is no modality"),
                "expected actual, intended or possible",
            );
            None
        }
    }
}
