//! The words that a rule waits for.

use std::fmt;

/// What kind of word starts a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TriggerKind {
    /// A verb, alone or with what belongs to it.
    Verb,
    /// A noun, alone or with words before it.
    Noun,
    /// An adjective or participle, alone or with a preposition.
    Adjective,
    /// A word that a hyphen binds to the name before it (`-backed`) or behind it (`pro-`).
    Compound,
    /// A preposition, words that end in one, or a comma, between two nouns.
    Link,
}

impl TriggerKind {
    /// The field of a rule that lists triggers of this kind.
    pub const fn field(self) -> &'static str {
        match self {
            TriggerKind::Verb => "verbs",
            TriggerKind::Noun => "nouns",
            TriggerKind::Adjective => "adjectives",
            TriggerKind::Compound => "compounds",
            TriggerKind::Link => "links",
        }
    }

    /// All of them.
    pub const ALL: [TriggerKind; 5] = [
        TriggerKind::Verb,
        TriggerKind::Noun,
        TriggerKind::Adjective,
        TriggerKind::Compound,
        TriggerKind::Link,
    ];
}

/// One trigger: a word or a phrase, in dictionary forms.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Trigger {
    /// What starts it.
    pub kind: TriggerKind,
    /// Its words in order, never empty: of a noun the last one is the head, of the others the first.
    /// Of a compound without the hyphen.
    pub words: Vec<String>,
    /// Of a compound: whether the name stands behind the word.
    pub before_name: bool,
}

impl Trigger {
    /// Reads a trigger as a rule writes it.
    ///
    /// # Errors
    /// Where it is no trigger of this kind; the text says what to write.
    pub fn parse(kind: TriggerKind, text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("write a word between the quotes".to_owned());
        }
        if text.chars().any(char::is_uppercase) {
            return Err("triggers are dictionary forms in lower case".to_owned());
        }
        let before_name = kind == TriggerKind::Compound && text.ends_with('-');
        let bare = match kind {
            TriggerKind::Compound => text
                .strip_prefix('-')
                .or_else(|| text.strip_suffix('-'))
                .ok_or_else(|| format!("a compound shows its hyphen: `-{text}` or `{text}-`"))?,
            _ => text,
        };
        let words: Vec<String> = bare.split_whitespace().map(str::to_owned).collect();
        if kind == TriggerKind::Compound && words.len() != 1 {
            return Err("a compound is one word with its hyphen".to_owned());
        }
        Ok(Self {
            kind,
            words,
            before_name,
        })
    }

    /// The word under which it is looked up: of a noun the last, of the others the first.
    pub fn head(&self) -> &str {
        match self.kind {
            TriggerKind::Noun => self.words.last(),
            _ => self.words.first(),
        }
        .map_or("", String::as_str)
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.join(" ");
        match (self.kind, self.before_name) {
            (TriggerKind::Compound, true) => write!(f, "{words}-"),
            (TriggerKind::Compound, false) => write!(f, "-{words}"),
            _ => f.write_str(&words),
        }
    }
}
