//! Claims: what a document says, who says it, and how surely.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Byte, RelationName, Span, When};

/// The id of the rule that found a claim: its relation, a slash and its own name, `captures/seize`.
pub type RuleId = Arc<str>;

/// Whether the text affirms or denies.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is said to be so.
    #[default]
    Positive,
    /// It is denied, failed or did not happen.
    Negative,
}

/// Whether it is told as fact, as plan or as possibility.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Told as having happened, happening or holding.
    #[default]
    Actual,
    /// A plan, aim, order, promise, preparation or ongoing attempt.
    Intended,
    /// May, might, could, if, likely, feared.
    Possible,
}

/// How exact a number is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// More than that, at least that.
    Over,
    /// Less than that, at most that.
    Under,
    /// About that.
    About,
    /// That.
    #[default]
    Exactly,
}

/// A number that a claim speaks of, with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number, or the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    pub max: Option<f64>,
    /// `people`, `km`, `km2`, `strikes`, `vehicles` …
    pub unit: String,
    /// How exact it is.
    pub about: About,
    /// The words that say so.
    pub span: Span<Byte>,
}

/// One end of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// An index into `Mentions::entities`.
    pub entity: u32,
    /// The mention by which the sentence names it.
    pub span: Span<Byte>,
}

/// One link of a chain of attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The entity, an index into `Mentions::entities`; `None` for an unnamed source.
    pub entity: Option<u32>,
    /// The words that name or describe the speaker.
    pub span: Span<Byte>,
    /// The words that show the speaking ("said", "according to").
    pub cue: Span<Byte>,
}

/// One statement of a relation in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Who; `None` where the text does not say.
    pub subject: Option<End>,
    /// Did or is what.
    pub relation: RelationName,
    /// A finer kind of the relation, where the text tells it.
    pub kind: Option<Arc<str>>,
    /// To whom or what.
    pub object: End,
    /// The sentence, an index into the document's sentences.
    pub sentence: u32,
    /// The words that state the relation.
    pub trigger: Span<Byte>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan or possibility.
    pub modality: Modality,
    /// The words that deny or hedge, in the order of the text.
    pub stance_cues: Vec<Span<Byte>>,
    /// Who is credited, the speaker nearest to the statement first; empty in the article's own voice.
    pub speakers: Vec<Speaker>,
    /// When it happened.
    pub when: Option<When>,
    /// Where, when that is not the object itself.
    pub place: Option<End>,
    /// Who lost what was captured.
    pub from: Option<End>,
    /// How many or how much.
    pub quantity: Option<Quantity>,
    /// The rule that found it.
    pub rule: RuleId,
    /// The measured precision of the rule, smoothed; `None` where it was never measured.
    pub confidence: Option<f64>,
}
