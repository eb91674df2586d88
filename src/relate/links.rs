//! Prepositions and commas between two nouns: "X in Y", "X, 30 km east of Y", "X, Y".
//!
//! The words are looked for in the order of the text, the nouns beside them by the tree, for parsers often
//! hang a prepositional phrase on the verb that the text means for the noun before it.

use crate::load::ArgumentRole;
use crate::model::{Dependency, MentionKind, PartOfSpeech};

use super::arguments::{Found, Predicate};
use super::triggers::{Entry, Triggers};
use super::view::View;
use super::words::Words;

/// How many words may stand between the noun and the link: "X, some 30 km to the east of Y".
const REACH: usize = 12;

pub(super) struct Link<'t> {
    pub(super) entry: &'t Entry,
    /// The last node of the link's words.
    pub(super) node: usize,
    pub(super) nodes: Vec<usize>,
    pub(super) heads: Vec<usize>,
    dependent: usize,
    /// Whether the tree hangs the dependent on a noun before the link.
    pub(super) attached: bool,
}

impl Link<'_> {
    pub(super) fn predicate(&self) -> Predicate {
        let found = |role, node| Found {
            role,
            node,
            how: "beside the link",
        };
        let mut arguments: Vec<Found> = self
            .heads
            .iter()
            .map(|head| found(ArgumentRole::Head, *head))
            .collect();
        arguments.push(found(ArgumentRole::Dependent, self.dependent));
        Predicate {
            node: self.node,
            passive: false,
            light: None,
            arguments,
        }
    }
}

/// All links of a sentence.
pub(super) fn find<'t>(view: &View<'_>, triggers: &'t Triggers, words: &Words) -> Vec<Link<'t>> {
    let mut links = Vec::new();
    for start in 0..view.len() {
        let by_lemma = triggers.links.get(view.lemma(start));
        let by_form = triggers
            .links
            .get(view.form(start))
            .filter(|_| view.form(start) != view.lemma(start));
        let possessive = apostrophe(view, start, "'s")
            .then(|| triggers.links.get("'s"))
            .flatten();
        let mut longest: Vec<(usize, usize)> = Vec::new();
        for entry in by_lemma
            .into_iter()
            .chain(by_form)
            .chain(possessive)
            .flatten()
        {
            let length = entry.trigger.words.len();
            if longest
                .iter()
                .any(|(relation, other)| *relation == entry.relation && *other > length)
            {
                continue;
            }
            let Some(nodes) = words_at(view, start, &entry.trigger.words) else {
                continue;
            };
            let comma = entry.trigger.head() == ",";
            let last = nodes.last().copied().unwrap_or(start);
            let dependent = if comma {
                behind_comma(view, last)
            } else if entry.trigger.head() == "'s" {
                behind_possessive(view, last)
            } else {
                dependent(view, last)
            };
            let Some(dependent) = dependent else { continue };
            let mut heads = heads(view, words, start, last, dependent, comma);
            heads.retain(|head| *head != dependent);
            if !heads.is_empty() {
                let attached = governor(view, start, dependent)
                    .is_some_and(|head| head < start && view.is_nominal(head));
                links.push(Link {
                    entry,
                    node: last,
                    nodes,
                    heads,
                    dependent,
                    attached,
                });
                longest.push((entry.relation, length));
            }
        }
    }
    links
}

/// What the tree hangs a link's second noun on, past a participle between the two: "in neighboring **Iraq**".
fn governor(view: &View<'_>, start: usize, dependent: usize) -> Option<usize> {
    let head = view.head(dependent)?;
    let between = head > start && head < dependent && view.tag(head) == PartOfSpeech::Verb;
    match between {
        true => view.head(head),
        false => Some(head),
    }
}

/// Whether a node is the possessive ending that a rule writes `'s`.
fn apostrophe(view: &View<'_>, at: usize, word: &str) -> bool {
    word == "'s"
        && matches!(view.form(at), "’s" | "'" | "’")
        && view.tag(at) == PartOfSpeech::Particle
}

/// The nodes of a link's words from `start`, with articles left out.
fn words_at(view: &View<'_>, start: usize, words: &[String]) -> Option<Vec<usize>> {
    let mut nodes = Vec::with_capacity(words.len());
    let mut at = start;
    for (position, word) in words.iter().enumerate() {
        while position > 0
            && at < view.len()
            && view.tag(at) == PartOfSpeech::Determiner
            && !view.is(at, word)
        {
            at += 1;
        }
        if at >= view.len() || !(view.is(at, word) || apostrophe(view, at, word)) {
            return None;
        }
        nodes.push(at);
        at += 1;
    }
    Some(nodes)
}

fn dependent(view: &View<'_>, last: usize) -> Option<usize> {
    // "and allied militias": the link's last word may head what it names.
    if view.own_mention(last).is_some() {
        return Some(last);
    }
    let marks = matches!(
        view.relation(last),
        Dependency::Case | Dependency::Mark | Dependency::Fixed
    );
    let mut head = view.head(last).filter(|_| marks);
    if view.relation(last) == Dependency::Fixed {
        head = head.and_then(|first| view.head(first));
    }
    if let Some(head) = head.filter(|head| *head > last && view.is_nominal(*head)) {
        return Some(head);
    }
    // Else the first noun behind, past its article and adjectives.
    (last + 1..view.len().min(last + 6))
        .take_while(|at| {
            matches!(
                view.tag(*at),
                PartOfSpeech::Determiner
                    | PartOfSpeech::Adjective
                    | PartOfSpeech::Noun
                    | PartOfSpeech::ProperNoun
                    | PartOfSpeech::Numeral
            ) || view.form(*at).ends_with("ing")
        })
        .find(|at| view.own_mention(*at).is_some())
}

/// The name that a possessive stands right before: "CNN's X".
fn behind_possessive(view: &View<'_>, last: usize) -> Option<usize> {
    let name = (last + 1..view.len().min(last + 3))
        .find(|at| view.own_mention(*at).is_some() || view.tag(*at) != PartOfSpeech::Adjective)?;
    view.own_mention(name)
        .is_some_and(|mention| mention.kind == MentionKind::Name)
        .then_some(name)
}

/// The name behind a comma, past a direction ("western Iraq").
fn behind_comma(view: &View<'_>, comma: usize) -> Option<usize> {
    let mut first = comma + 1;
    if first + 1 < view.len()
        && view.own_mention(first).is_none()
        && view.tag(first) == PartOfSpeech::Adjective
    {
        first += 1;
    }
    let nominal = first < view.len() && view.own_mention(first).is_some();
    let next = first + 1;
    let list = next < view.len()
        && (matches!(view.form(next), "and" | "or" | "&")
            || (view.form(next) == ","
                && (next + 1..view.len().min(next + 4))
                    .any(|at| matches!(view.form(at), "and" | "or"))));
    let joined = nominal
        && view.relation(first) == Dependency::Conj
        && view.child(first, Dependency::Cc).is_some();
    (nominal && !list && !joined).then_some(first)
}

/// Whether a noun stands behind a deed as what it is done to: "killed **militants**", and of a name also "the war on
/// **X**". Where the deed happened and where the noun's bearer is cannot be told apart there.
pub(super) fn ends_a_deed(
    view: &View<'_>,
    words: &Words,
    happens: &dyn Fn(usize) -> bool,
    noun: usize,
) -> bool {
    let name = view.tag(noun) == PartOfSpeech::ProperNoun;
    let mut at = noun;
    for _ in 0..REACH {
        let Some(governor) = view.head(at).filter(|governor| *governor < at) else {
            return false;
        };
        let preposition = view.preposition(at);
        if name && preposition.as_deref() == Some("against") {
            return true;
        }
        if view.relation(at) == Dependency::Conj {
            at = governor;
            continue;
        }
        if view.tag(governor) == PartOfSpeech::Verb {
            let object = matches!(view.relation(at), Dependency::Obj | Dependency::NsubjPass);
            let carries = || {
                view.child(governor, Dependency::Obj)
                    .is_some_and(|object| words.is_deed(view.lemma(object)))
            };
            let behind = matches!(
                preposition.as_deref(),
                Some("on" | "at" | "with" | "between" | "by")
            );
            return (object && happens(governor))
                || (name && behind && (happens(governor) || carries()));
        }
        if preposition.is_none() {
            return false;
        }
        let lemma = view.lemma(governor);
        if words.is_deed(lemma) {
            return name;
        }
        if !words.is_transparent(lemma) || view.own_mention(governor).is_some() {
            return false;
        }
        at = governor;
    }
    false
}

/// The nouns that may stand before the link, the likeliest first.
fn heads(
    view: &View<'_>,
    words: &Words,
    start: usize,
    last: usize,
    dependent: usize,
    comma: bool,
) -> Vec<usize> {
    let mut found = Vec::new();
    // The noun that stands right before, past numbers, distances and commas.
    let mut at = start;
    for _ in 0..REACH {
        let Some(before) = at.checked_sub(1) else {
            break;
        };
        at = before;
        let distance = matches!(words.unit(view, at), Some(("km" | "km2", _)));
        if view.own_mention(at).is_none() && (distance || skipped(view, at, comma)) {
            continue;
        }
        if view.is_nominal(at) {
            found.extend(listed(view, at).filter(|_| !comma));
            found.push(at);
        }
        break;
    }
    // The noun that the tree names.
    for node in [governor(view, start, dependent), view.head(last)] {
        if let Some(head) = node.filter(|head| *head < start && view.is_nominal(*head))
            && !comma
            && !found.contains(&head)
        {
            found.push(head);
        }
    }
    // "X is 40 km from Y": the subject of a copula.
    for node in [Some(dependent), view.head(dependent)]
        .into_iter()
        .flatten()
    {
        if view.child(node, Dependency::Cop).is_some()
            && let Some(subject) = view.child(node, Dependency::Nsubj)
            && subject < start
        {
            found.insert(0, subject);
        }
    }
    found
}

/// The first of the places in whose list a noun stands last: "**X**, Y and Z".
fn listed(view: &View<'_>, last: usize) -> Option<usize> {
    let ground = |at: usize| {
        view.own_mention(at).is_some_and(|mention| {
            mention.kind == MentionKind::Name && view.class(mention.entity).is_ground()
        })
    };
    let mut first = last;
    while view.relation(first) == Dependency::Conj
        && let Some(head) = view.head(first).filter(|head| *head < first)
        && ground(first)
        && ground(head)
    {
        first = head;
    }
    (first != last).then_some(first)
}

fn skipped(view: &View<'_>, node: usize, comma: bool) -> bool {
    if comma {
        return false;
    }
    match view.tag(node) {
        PartOfSpeech::Numeral | PartOfSpeech::Adverb | PartOfSpeech::Symbol => true,
        PartOfSpeech::Punctuation => matches!(view.form(node), "," | "(" | ")" | "-" | "–"),
        PartOfSpeech::Adjective => {
            matches!(view.form(node), "about" | "approximate" | "few" | "several")
        }
        PartOfSpeech::Adposition | PartOfSpeech::Determiner => {
            matches!(
                view.form(node),
                "about" | "around" | "some" | "to" | "the" | "just" | "over"
            )
        }
        PartOfSpeech::Verb | PartOfSpeech::Auxiliary => {
            matches!(
                view.form(node),
                "located" | "situated" | "lying" | "is" | "lies" | "based"
            )
        }
        _ => false,
    }
}
