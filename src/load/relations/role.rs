//! What a rule may call the arguments of its trigger.

use std::fmt;
use std::sync::Arc;

use crate::load::similar;

/// One argument of a trigger, however the sentence is built.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ArgumentRole {
    /// Who does it.
    Agent,
    /// To whom or what it is done.
    Patient,
    /// The verb's own object, where a phrase ends in a preposition and has its patient behind that.
    Theme,
    /// To whom it is given.
    Recipient,
    /// Who bears a title.
    Holder,
    /// Whose it is.
    Possessor,
    /// What stands before the noun.
    Modifier,
    /// The name that a hyphen binds to the word.
    Bound,
    /// The noun that the word goes with.
    Head,
    /// The noun behind a link.
    Dependent,
    /// Who does what the clause says in which the noun stands.
    Clause,
    /// Who takes part in what the noun tells, by the clause in whose phrase it stands.
    Participant,
    /// The states that the noun's own words join or name by an adjective.
    States,
    /// Who fills a role of the gazetteer's `roles.toml` for such a state.
    StateRole(Arc<str>),
    /// The state of a person who is named in full behind a title, as the gazetteer knows it.
    Home,
    /// What is said to be under the noun: "the town is under siege".
    Bearer,
    /// What follows a preposition.
    Preposition(Arc<str>),
}

/// The words for roles that are no prepositions.
const NAMED: [(&str, ArgumentRole); 15] = [
    ("agent", ArgumentRole::Agent),
    ("patient", ArgumentRole::Patient),
    ("theme", ArgumentRole::Theme),
    ("recipient", ArgumentRole::Recipient),
    ("holder", ArgumentRole::Holder),
    ("possessor", ArgumentRole::Possessor),
    ("modifier", ArgumentRole::Modifier),
    ("bound", ArgumentRole::Bound),
    ("head", ArgumentRole::Head),
    ("dependent", ArgumentRole::Dependent),
    ("clause", ArgumentRole::Clause),
    ("participant", ArgumentRole::Participant),
    ("states", ArgumentRole::States),
    ("home", ArgumentRole::Home),
    ("bearer", ArgumentRole::Bearer),
];

/// The prepositions that a rule may name, simple and compound.
pub const PREPOSITIONS: [&str; 69] = [
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead of",
    "along",
    "alongside",
    "along with",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "away from",
    "because of",
    "before",
    "behind",
    "below",
    "beside",
    "between",
    "beyond",
    "by",
    "by means of",
    "close to",
    "despite",
    "due to",
    "during",
    "except",
    "following",
    "for",
    "from",
    "in",
    "in front of",
    "including",
    "inside",
    "instead of",
    "into",
    "like",
    "near",
    "next to",
    "of",
    "off",
    "on",
    "onto",
    "on behalf of",
    "opposite",
    "out of",
    "outside",
    "over",
    "past",
    "per",
    "than",
    "that",
    "through",
    "throughout",
    "till",
    "to",
    "together with",
    "toward",
    "towards",
    "under",
    "until",
    "up to",
    "upon",
    "via",
    "when",
    "with",
    "within",
];

/// Whether words are a preposition, or words that end in one: "in cooperation with", "north of".
fn is_prepositional(words: &str) -> bool {
    PREPOSITIONS.contains(&words)
        || words
            .rsplit_once(' ')
            .is_some_and(|(_, last)| PREPOSITIONS.contains(&last))
}

/// A role as a rule asks for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Argument {
    /// The role.
    pub role: ArgumentRole,
    /// Whether it counts only where its noun is a deed, and the end is the deed's doer.
    pub deed: bool,
}

impl Argument {
    /// Reads `agent`, `from`, `in:deed` or `states:army`.
    ///
    /// # Errors
    /// Where the word is no role; the text says what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (word, deed) = match text.split_once(':') {
            None => (text, false),
            Some(("states", role)) if !role.is_empty() && role != "deed" => {
                return Ok(Self {
                    role: ArgumentRole::StateRole(role.into()),
                    deed: false,
                });
            }
            Some((word, "deed")) => (word, true),
            Some(_) => {
                return Err(
                    "after a colon only `deed` may stand, after `states:` a role".to_owned(),
                );
            }
        };
        let named = NAMED.into_iter().find(|(name, _)| *name == word);
        let role = match named {
            Some((_, role)) => role,
            None if is_prepositional(word) => ArgumentRole::Preposition(word.into()),
            None => {
                let known = NAMED.iter().map(|(name, _)| *name).chain(PREPOSITIONS);
                return Err(match similar(word, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "expected `agent`, `patient`, another argument or a preposition".into(),
                });
            }
        };
        Ok(Self { role, deed })
    }
}

impl fmt::Display for ArgumentRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArgumentRole::Preposition(word) => f.pad(word),
            ArgumentRole::StateRole(role) => f.pad(&format!("states:{role}")),
            named => f.pad(
                NAMED
                    .iter()
                    .find(|(_, role)| role == named)
                    .map_or("", |(name, _)| name),
            ),
        }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let deed = if self.deed { ":deed" } else { "" };
        write!(f, "{}{deed}", self.role)
    }
}
