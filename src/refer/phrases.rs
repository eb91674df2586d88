//! Finds the noun phrases that may speak of an entity: their noun, determiner and modifiers.

mod front;

use super::facts::Facts;
use super::surroundings;
use super::view::{Named, View};
use crate::load::{Nominals, Role};
use crate::model::{Class, Dependency, PartOfSpeech, Span, Word};

/// The most words in brackets between a name and the noun that says what it is.
const BRACKET: usize = 8;

/// What stands at the front of a noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    /// Nothing.
    None,
    /// "the", "this", "that", "these", "those", "both".
    Definite,
    /// "a", "an", "another", "some", "no" …
    Indefinite,
    /// A possessive pronoun, or the last word of a name before "'s": its position.
    Possessor(usize),
}

/// A noun phrase around one of the listed nouns.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    /// From the determiner to the noun's last word.
    pub(super) words: Span<Word>,
    /// The noun, one or several words.
    pub(super) noun: Span<Word>,
    /// Its node in the tree.
    pub(super) node: Option<usize>,
    /// An index into `Nominals::senses`.
    pub(super) sense: usize,
    pub(super) plural: bool,
    pub(super) determiner: Determiner,
    /// Whether a number or "dozens of" counts them.
    pub(super) counted: bool,
    /// The words between determiner and noun, numbers left out.
    pub(super) modifiers: Vec<usize>,
    /// The body that "from" or "of" behind the noun names: "fighters from the Black Guard".
    pub(super) body: Option<u32>,
    /// The words behind the noun that set the group apart: "loyal to the king".
    pub(super) behind: Span<Word>,
}

impl Phrase {
    /// The modifiers and the noun as written, and what stands behind it, for a label.
    pub(super) fn described(&self, view: &View<'_>) -> String {
        let mut words = String::new();
        let rest = self.noun.range().chain(self.behind.range());
        let mut last = None;
        for at in self.modifiers.iter().copied().chain(rest) {
            let Some(token) = view.sentence.tokens.get(at) else {
                continue;
            };
            if last.is_some_and(|end| end < token.span.start) {
                words.push(' ');
            }
            words.push_str(token.span.of(view.text));
            last = Some(token.span.end);
        }
        words
    }
}

/// What the search gives: phrases, and nouns that only say what a name beside them is.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) phrases: Vec<Phrase>,
    /// The entity's index, and the position of the noun said of it.
    pub(super) said: Vec<(u32, usize)>,
}

/// Finds the phrases of a sentence, in the order of the text. `class` tells the class of a settled name.
pub(super) fn find(
    view: &View<'_>,
    nominals: &Nominals,
    class: impl Fn(u32) -> Option<Class>,
) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while at < view.lower.len() {
        if let Some(compound) = compound(view, nominals, at) {
            found.phrases.push(compound);
            at += 1;
            continue;
        }
        let Some((sense, plural, length)) = noun_at(view, nominals, at) else {
            at += 1;
            continue;
        };
        if let Some(institution) = institution(view, nominals, at, sense, plural, length) {
            found.phrases.push(institution);
            at += length;
            continue;
        }
        let (noun, last) = (at, at + length - 1);
        at += length;
        let classes = &nominals.senses[sense].classes;
        let fits = |entity: u32| class(entity).is_some_and(|class| classes.contains(&class));
        let organised = classes.iter().any(|class| is_body(*class));
        let same = |entity: u32| {
            class(entity)
                .is_some_and(|class| organised && is_body(class) || classes.contains(&class))
        };
        // "The town of X", "rebel group X", "X fighters": the name is the mention.
        let beside = match view.word(last + 1) {
            // "The wife of X" is not X.
            "of" if classes.contains(&Class::Person) => last + 1,
            "of" if view.word(last + 2) == "the" => last + 3,
            "of" => last + 2,
            _ => last + 1,
        };
        let named = view
            .name_at(beside)
            .filter(|name| fits(name.entity) && (!plural || beside == last + 1));
        let before = || {
            let outside =
                opening(view, noun).and_then(|bracket| view.name_at(bracket.checked_sub(1)?));
            // The tokenizer may leave a bracket inside a name: "African Union (AU".
            let inside = usize::from(view.before(noun) == ")");
            outside.or_else(|| view.name_at(noun.checked_sub(1 + inside)?))
        };
        if let Some(name) = named.or_else(|| before().filter(|name| same(name.entity))) {
            found.said.push((name.entity, noun));
            continue;
        }
        if view.word(last + 1) == "of" && !plural && nominals.senses[sense].id == "group" {
            continue;
        }
        // "The towns of X and Y": each is named.
        if plural
            && beside > last + 1
            && classes == &[Class::Place]
            && view.name_at(beside).is_some()
        {
            continue;
        }
        if !is_noun(view, noun, last) || (is_modifier(view, last) && !does(view, nominals, last)) {
            continue;
        }
        let mut phrase = front::phrase(view, nominals, noun, last, sense, plural);
        if plural && organised {
            phrase.body = body(view, last + 1, |entity| class(entity).is_some_and(is_body));
            if phrase.body.is_none() {
                phrase.behind = behind(view, nominals, last + 1);
            }
        } else if nominals.senses[sense].introduces == Some(Class::Facility) {
            let ground = |name: &Named| class(name.entity).is_some_and(|class| class.is_ground());
            if let Some(place) = surroundings::lies(view, last + 1)
                && view.name_at(place.end as usize - 1).is_some_and(ground)
            {
                phrase.behind = place;
            }
        }
        found.phrases.push(phrase);
    }
    found
}

/// The bracket that opens what a bracket before a noun closes: "African Union (AU) troops".
fn opening(view: &View<'_>, noun: usize) -> Option<usize> {
    (view.before(noun) == ")")
        .then(|| {
            (noun.saturating_sub(BRACKET)..noun)
                .rev()
                .find(|at| view.word(*at) == "(")
        })
        .flatten()
}

/// Whether an entity of the class has fighters of its own.
fn is_body(class: Class) -> bool {
    matches!(
        class,
        Class::ArmedForce | Class::ArmedGroup | Class::Coalition | Class::Organization
    )
}

/// The body that "from X", "of the group X" behind a noun names.
fn body(view: &View<'_>, at: usize, fits: impl Fn(u32) -> bool) -> Option<u32> {
    /// Words between the preposition and the name: "the Somali Islamist group X".
    const BETWEEN: usize = 6;
    if !matches!(view.word(at), "from" | "of" | "with") {
        return None;
    }
    for next in at + 1..at + 2 + BETWEEN {
        if let Some(name) = view.name_at(next) {
            return fits(name.entity).then_some(name.entity);
        }
        if !(view.word(next) == "the" || continues(view, next)) {
            return None;
        }
    }
    None
}

/// "Loyal to X", "allied to X", "backed by X" behind a noun.
fn behind(view: &View<'_>, nominals: &Nominals, at: usize) -> Span<Word> {
    let none = Span::new(at as u32, at as u32);
    if !nominals.describing.contains(view.word(at))
        || !matches!(view.word(at + 1), "to" | "by" | "with")
    {
        return none;
    }
    (at + 2..at + 6)
        .find_map(|next| view.name_at(next))
        .map_or(none, |name| Span::new(at as u32, name.words.end))
}

/// "The" before the name of a role that has no state beside it, in the order of the text.
pub(super) fn roles<'g>(
    view: &View<'_>,
    facts: &Facts<'g>,
    phrases: &[Phrase],
) -> Vec<(Span<Word>, &'g Role)> {
    /// The longest role names have six words.
    const LONGEST: usize = 6;
    let mut found = Vec::new();
    for at in 0..view.lower.len() {
        if view.word(at) != "the" {
            continue;
        }
        let mut words = String::new();
        let mut best = None;
        for next in at + 1..view.lower.len().min(at + 1 + LONGEST) {
            if view.name_at(next).is_some() {
                break;
            }
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(view.word(next));
            if let Some(role) = facts.role_named(&words) {
                best = Some((Span::new(at as u32, next as u32 + 1), role));
            }
        }
        let Some((words, role)) = best else { continue };
        let class = matches!(role.class, Class::Government | Class::ArmedForce);
        // "The ministry of defence" before "the ministry".
        let taken = phrases.iter().any(|phrase| {
            phrase.words.overlaps(words)
                && !(phrase.words.start == words.start && phrase.words.len() < words.len())
        });
        if class && !taken && !is_modifier(view, words.end as usize - 1) {
            found.push((words, role));
        }
    }
    found
}

/// "Rebel shelling", "regime-held": a noun that speaks of somebody only there.
fn compound(view: &View<'_>, nominals: &Nominals, at: usize) -> Option<Phrase> {
    let sense = *nominals.compounds.get(view.word(at))?;
    let held = view.word(at + 1) == "-" && nominals.holding.contains(view.word(at + 2));
    if view.name_at(at).is_some() || !(held || does(view, nominals, at)) {
        return None;
    }
    let words = Span::new(at as u32, at as u32 + 1);
    // "Regime shelling" is that of the known regime; "militant attack" may be anybody's.
    let determiner = match nominals.senses.get(sense)?.role {
        Some(_) => Determiner::Definite,
        None => Determiner::None,
    };
    Some(Phrase {
        words,
        noun: words,
        node: view.node(at),
        sense,
        plural: true,
        determiner,
        counted: false,
        modifiers: Vec::new(),
        body: None,
        behind: Span::new(0, 0),
    })
}

/// "An Army helicopter": a body of the state, by the capital that the text gives it, though it only modifies.
fn institution(
    view: &View<'_>,
    nominals: &Nominals,
    at: usize,
    sense: usize,
    plural: bool,
    length: usize,
) -> Option<Phrase> {
    let last = at + length - 1;
    let fits = nominals.senses.get(sense)?.role.is_some() && !plural && !view.sentence.headline;
    let written =
        at > 0 && view.is_capital(at) && !view.is_capital(last + 1) && !view.is_capital(at - 1);
    if !(fits && written && is_modifier(view, last)) {
        return None;
    }
    let words = Span::new(at as u32, last as u32 + 1);
    Some(Phrase {
        words,
        noun: words,
        node: view.node(last),
        sense,
        plural,
        determiner: Determiner::Definite,
        counted: false,
        modifiers: Vec::new(),
        body: None,
        behind: Span::new(0, 0),
    })
}

/// Whether a deed follows that the noun before it does: "army shelling", "rebel rocket attack".
fn does(view: &View<'_>, nominals: &Nominals, last: usize) -> bool {
    /// Words between the doer and the deed.
    const BETWEEN: usize = 2;
    for next in last + 1..=last + 1 + BETWEEN {
        let word = view.word(next);
        if nominals
            .deeds
            .contains(word.strip_suffix('s').unwrap_or(word))
        {
            return true;
        }
        if !continues(view, next) || view.name_at(next).is_some() {
            return false;
        }
    }
    false
}

/// "The" before a word that may be the last of a name, in the order of the text.
pub(super) fn namesakes(
    view: &View<'_>,
    nominals: &Nominals,
    taken: &[Span<Word>],
) -> Vec<Span<Word>> {
    (0..view.lower.len())
        .filter(|at| {
            let noun = at + 1;
            view.word(*at) == "the"
                && matches!(
                    view.tag(noun),
                    Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun)
                )
                && view.name_at(noun).is_none()
                && view.word(noun + 1) != "-"
                && !matches!(
                    view.tag(noun + 1),
                    Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun)
                )
                && !nominals.plain.contains(view.word(noun))
        })
        .map(|at| Span::new(at as u32, at as u32 + 2))
        .filter(|words| !taken.iter().any(|other| other.overlaps(*words)))
        .collect()
}

/// The longest listed noun that begins at a word and touches no name.
fn noun_at(view: &View<'_>, nominals: &Nominals, at: usize) -> Option<(usize, bool, usize)> {
    let mut best = None;
    let mut words = String::new();
    for length in 1..=nominals.longest {
        let next = at + length - 1;
        if next >= view.lower.len() || view.covered.get(next).copied().flatten().is_some() {
            break;
        }
        if length > 1 {
            words.push(' ');
        }
        words.push_str(view.word(next));
        // "The countrys north": a genitive that lost its apostrophe, for the plural is "countries".
        let genitive = words.strip_suffix('s').filter(|single| {
            let before = single
                .strip_suffix('y')
                .and_then(|stem| stem.chars().next_back());
            before.is_some_and(|letter| !"aeou".contains(letter))
        });
        let found = nominals.nouns.get(&words);
        if let Some((sense, plural)) = found.or_else(|| nominals.nouns.get(genitive?)) {
            best = Some((*sense, *plural, length));
        }
    }
    best
}

/// Whether the tree, where there is one, takes the word for a noun.
fn is_noun(view: &View<'_>, first: usize, last: usize) -> bool {
    if first < last {
        return true;
    }
    match view.tag(last) {
        Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun) | None => true,
        // "… kills five: monitor", "…, monitor says", which are easily taken for verbs.
        Some(PartOfSpeech::Verb) => {
            let before = view.before(first);
            let ends = view.sentence.headline && before == ":" && last + 1 == view.lower.len();
            ends || before == "," && matches!(view.word(last + 1), "says" | "said")
        }
        // Newswire's "the military", "the armed" are often taken for adjectives at the end of a phrase.
        Some(PartOfSpeech::Adjective) => !continues(view, last + 1),
        _ => false,
    }
}

/// Whether a word goes on with a noun phrase.
fn continues(view: &View<'_>, at: usize) -> bool {
    matches!(
        view.tag(at),
        Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun | PartOfSpeech::Adjective)
    )
}

/// Whether the noun only modifies the next one: "army statement", "rebel commander".
fn is_modifier(view: &View<'_>, last: usize) -> bool {
    if view.word(last + 1) == "-" {
        return true;
    }
    let Some((relation, Some(head))) = view.node(last).and_then(|node| view.relation(node)) else {
        return false;
    };
    matches!(
        relation,
        Dependency::Compound | Dependency::Amod | Dependency::Flat
    ) && view.node(last).is_some_and(|node| node < head)
        && view.covered.get(last + 1).copied().flatten().is_none()
        && continues(view, last + 1)
}
