//! What stands before the noun of a phrase: determiner, numbers, modifiers.

use super::{Determiner, Phrase};
use crate::load::Nominals;
use crate::model::{Dependency, PartOfSpeech, Span};
use crate::refer::view::View;

const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "both"];
const INDEFINITE: &[&str] = &[
    "a", "an", "another", "some", "any", "no", "every", "each", "other", "several", "many", "few",
    "most", "more", "certain", "various", "such", "all",
];
const POSSESSIVE: &[&str] = &["his", "her", "its", "their", "our", "my", "your"];
/// Numbers that a parser may take for nouns.
const NUMBER: &[&str] = &[
    "hundred",
    "thousand",
    "million",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
];
/// What may stand before a number.
const ABOUT: &[&str] = &[
    "least",
    "than",
    "about",
    "around",
    "nearly",
    "almost",
    "approximately",
    "over",
    "some",
    "roughly",
    "only",
    "up",
    "to",
    "another",
];
/// Nouns that count what follows their "of".
const QUANTITY: &[&str] = &[
    "number",
    "numbers",
    "hundreds",
    "thousands",
    "dozens",
    "scores",
    "tens",
    "majority",
    "most",
    "some",
    "many",
    "all",
    "half",
    "several",
    "couple",
    "handful",
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "group",
    "groups",
    "members",
    "units",
];

/// The phrase around the noun from word `noun` to word `last`.
pub(super) fn phrase(
    view: &View<'_>,
    nominals: &Nominals,
    noun: usize,
    last: usize,
    sense: usize,
    plural: bool,
) -> Phrase {
    let node = view.node(last);
    let mut start = noun;
    let mut determiner = Determiner::None;
    let mut counted = false;
    let mut modifiers = Vec::new();
    // Once a name stands in the phrase, a noun before it belongs to what came before.
    let mut closed = false;
    while let Some(at) = start.checked_sub(1) {
        let word = view.word(at);
        // "Said that rebels": no determiner, whatever the word.
        let conjunction = view.tag(at) == Some(PartOfSpeech::SubordinatingConjunction);
        if DEFINITE.contains(&word) && !conjunction {
            determiner = Determiner::Definite;
            start = at;
            break;
        }
        if INDEFINITE.contains(&word) {
            determiner = Determiner::Indefinite;
            start = at;
            match view.before(at) {
                "the" => {
                    determiner = Determiner::Definite;
                    start = at - 1;
                }
                before if POSSESSIVE.contains(&before) => {
                    determiner = Determiner::Possessor(at - 1);
                    start = at - 1;
                }
                _ => {}
            }
            break;
        }
        if POSSESSIVE.contains(&word) {
            determiner = Determiner::Possessor(at);
            start = at;
            break;
        }
        let clitic = matches!(word, "'s" | "’s")
            || matches!(word, "'" | "’") && view.before(at).ends_with('s');
        if at > 0 && clitic {
            determiner = Determiner::Possessor(at - 1);
            break;
        }
        let tag = view.tag(at);
        let number = tag == Some(PartOfSpeech::Numeral)
            || word.starts_with(|first: char| first.is_ascii_digit())
            || NUMBER.contains(&word);
        if number {
            counted = true;
            start = at;
            continue;
        }
        if counted && ABOUT.contains(&word) {
            start = at;
            if matches!(view.before(at), "at" | "more" | "less" | "fewer") {
                start = at - 1;
            }
            continue;
        }
        if tag == Some(PartOfSpeech::Adverb) && view.word(at + 1) != "-" {
            break;
        }
        let noun_tag = matches!(tag, Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun));
        let linked = view.word(at + 1) == "-" || view.before(at) == "-";
        if !modifies(view, nominals, at, node) || (closed && noun_tag && !linked) {
            break;
        }
        closed |= view.name_at(at).is_some();
        modifiers.insert(0, at);
        start = at;
    }
    if view.before(start) == "of" && start >= 2 && QUANTITY.contains(&view.before(start - 1)) {
        counted = true;
    }
    // A dash or quotation mark at the front belongs to what stands before.
    while modifiers.first() == Some(&start) && !view.word(start).contains(char::is_alphanumeric) {
        modifiers.remove(0);
        start += 1;
    }
    Phrase {
        words: Span::new(start as u32, last as u32 + 1),
        noun: Span::new(noun as u32, last as u32 + 1),
        node,
        sense,
        plural,
        determiner,
        counted,
        modifiers,
        body: None,
        behind: Span::new(0, 0),
    }
}

/// Whether the word stands before the noun as a part of its phrase.
fn modifies(view: &View<'_>, nominals: &Nominals, at: usize, noun: Option<usize>) -> bool {
    let word = view.word(at);
    if matches!(word, "-" | "–" | "\"" | "“" | "”" | "‘") {
        // Inside a compound ("US-backed"), or the quotation marks of a doubted word.
        return word == "-" || word == "–" || at > 0;
    }
    let Some(node) = view.node(at) else {
        return false;
    };
    let Some((relation, _)) = view.relation(node) else {
        return false;
    };
    let hyphen = view.word(at + 1) == "-" || view.before(at) == "-";
    let inside = noun.is_some_and(|noun| view.tree.is_some_and(|tree| tree.dominates(noun, node)));
    match view.tag(at) {
        Some(PartOfSpeech::Adjective | PartOfSpeech::Noun | PartOfSpeech::ProperNoun) => {
            hyphen || inside
        }
        Some(PartOfSpeech::Verb) => {
            // "The captured militants", "US backed militants"; but "the blast killed militants".
            let after_noun = at > 0
                && matches!(
                    view.tag(at - 1),
                    Some(PartOfSpeech::Noun | PartOfSpeech::ProperNoun | PartOfSpeech::Pronoun)
                );
            hyphen
                || (nominals.describing.contains(word)
                    && after_noun
                    && view.name_at(at - 1).is_some())
                || (inside && relation == Dependency::Amod && !after_noun)
        }
        _ => hyphen,
    }
}
