//! Who spoke first. A chain of attribution ends at the speaker nearest to the statement; where the text
//! credits nobody, the outlet itself is the origin.

use crate::model::{Knowledge, Origin, Record, RecordRelation};

/// The origin of one claim.
pub(super) fn of(knowledge: &Knowledge, record: &Record, relation: &RecordRelation) -> Origin {
    let outlet = record.outlet.as_deref().unwrap_or(&record.doc);
    let Some(source) = &relation.source else {
        return Origin {
            key: format!("outlet/{}", slug(outlet)),
            label: outlet.to_owned(),
        };
    };
    match &source.entity {
        Some(id) => Origin {
            key: id.to_string(),
            label: knowledge.label(id).to_owned(),
        },
        // An unnamed source is told from another outlet's unnamed source, which may be somebody else.
        None => Origin {
            key: format!("outlet/{}/{}", slug(outlet), slug(&source.text)),
            label: format!("{} ({outlet})", source.text),
        },
    }
}

fn slug(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-")
}
