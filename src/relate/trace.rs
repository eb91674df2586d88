//! What was tried in a document, and where each try stopped: for `dossier try` and `dossier explain`.

use crate::model::{Byte, Modality, Polarity, RuleId, Span, When};

/// All tries of one document, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// Rules whose trigger word stands in the text.
    pub attempts: Vec<Attempt>,
    /// The predicates at which rules were tried, with their deep arguments.
    pub predicates: Vec<TracedPredicate>,
    /// Words that credit somebody.
    pub speeches: Vec<TracedSpeech>,
    /// Words of time.
    pub times: Vec<TracedTime>,
    /// Words that deny, plan or doubt.
    pub stances: Vec<TracedStance>,
}

/// A word that denies, plans or doubts what it stands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedStance {
    /// The sentence, an index.
    pub sentence: u32,
    /// The word.
    pub cue: Span<Byte>,
    /// What it makes of the polarity.
    pub polarity: Polarity,
    /// What it makes of the modality.
    pub modality: Modality,
    /// What it stands over, from its first word to its last.
    pub reach: Span<Byte>,
}

/// A predicate with its deep arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedPredicate {
    /// The sentence, an index.
    pub sentence: u32,
    /// The word.
    pub at: Span<Byte>,
    /// Each argument: its name in the language of rules, its words, and how it was found.
    pub arguments: Vec<(String, Span<Byte>, &'static str)>,
}

/// Somebody says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedSpeech {
    /// The sentence, an index.
    pub sentence: u32,
    /// The words that name the speaker.
    pub speaker: Option<Span<Byte>>,
    /// The words that show the speaking.
    pub cue: Span<Byte>,
    /// What is said, from its first word to its last.
    pub reach: Span<Byte>,
}

/// An expression of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedTime {
    /// The sentence, an index.
    pub sentence: u32,
    /// The words.
    pub at: Span<Byte>,
    /// What they stand for.
    pub when: When,
}

/// One rule at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The sentence, an index.
    pub sentence: u32,
    /// The rule.
    pub rule: RuleId,
    /// Its trigger as the rule writes it.
    pub trigger: String,
    /// The word at which it was tried.
    pub at: Span<Byte>,
    /// How far it came.
    pub outcome: Outcome,
}

/// How far a rule came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It found so many claims.
    Found(usize),
    /// It stopped, for this reason.
    Stopped(String),
}
