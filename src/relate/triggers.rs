//! Which triggers of which rules stand where in a sentence.

use rustc_hash::FxHashMap;

use crate::load::{ArgumentRole, RelationRules, Trigger, TriggerKind};
use crate::model::{Dependency, MentionKind, PartOfSpeech};

use super::arguments::{Arguments, Found, Predicate, is_past, noun_like};
use super::view::View;

/// One trigger of one rule: indices into the relations and their rules.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) relation: usize,
    pub(super) rule: usize,
    pub(super) trigger: Trigger,
}

/// All triggers by the word under which they are looked up; links apart.
#[derive(Default)]
pub(super) struct Triggers {
    by_word: FxHashMap<String, Vec<Entry>>,
    /// Links by their first word.
    pub(super) links: FxHashMap<String, Vec<Entry>>,
}

impl Triggers {
    pub(super) fn new(relations: &[&RelationRules]) -> Self {
        let mut triggers = Self::default();
        for (relation, rules) in relations.iter().enumerate() {
            for (at, rule) in rules.rules.iter().enumerate() {
                for trigger in &rule.triggers {
                    let map = match trigger.kind {
                        TriggerKind::Link => &mut triggers.links,
                        _ => &mut triggers.by_word,
                    };
                    let head = match (trigger.kind, trigger.words.as_slice()) {
                        (TriggerKind::Verb, [be, preposition, noun, ..])
                            if be == "be" && is_preposition(preposition) =>
                        {
                            noun
                        }
                        (TriggerKind::Verb, [be, word, ..]) if be == "be" => word,
                        _ => trigger.head(),
                    };
                    map.entry(head.to_owned()).or_default().push(Entry {
                        relation,
                        rule: at,
                        trigger: trigger.clone(),
                    });
                }
            }
        }
        for list in triggers
            .by_word
            .values_mut()
            .chain(triggers.links.values_mut())
        {
            // Longer phrases first, else in the order of the files.
            list.sort_by_key(|entry| std::cmp::Reverse(entry.trigger.words.len()));
        }
        triggers
    }

    /// The triggers that may start at a node.
    pub(super) fn at<'t>(
        &'t self,
        view: &View<'_>,
        node: usize,
    ) -> impl Iterator<Item = &'t Entry> {
        let lemma = self.by_word.get(view.lemma(node));
        let same = |word: &str| word == view.lemma(node);
        let form = self
            .by_word
            .get(view.form(node))
            .filter(|_| !same(view.form(node)));
        // The deed inside a mention of several words: "Israeli air strikes".
        let last = view.last_word(node);
        let holds = view.own_mention(node).is_none_or(|mention| {
            mention.kind != MentionKind::Name || view.class(mention.entity).is_ground()
        });
        let inside = (holds && last.len() < view.form(node).len()).then_some(last);
        let singular = inside.and_then(|word| word.strip_suffix('s'));
        let inside = inside.and_then(|word| self.by_word.get(word));
        let singular = singular.and_then(|word| self.by_word.get(word));
        lemma
            .into_iter()
            .chain(form)
            .chain(inside)
            .chain(singular)
            .flatten()
    }
}

/// What a trigger found in the tree: the predicate with the phrase's arguments.
pub(super) struct Matched {
    pub(super) predicate: Predicate,
    /// The nodes of the trigger's words.
    pub(super) nodes: Vec<usize>,
}

/// Tries a trigger at a node.
///
/// # Errors
/// Where it stopped, for the trace.
pub(super) fn try_at(
    arguments: &mut Arguments<'_, '_>,
    trigger: &Trigger,
    node: usize,
) -> Result<Matched, &'static str> {
    match trigger.kind {
        TriggerKind::Verb => verb(arguments, trigger, node),
        TriggerKind::Noun => noun(arguments, trigger, node),
        TriggerKind::Adjective => adjective(arguments, trigger, node),
        TriggerKind::Compound => compound(arguments, trigger, node),
        TriggerKind::Link => Err("a link is no word"),
    }
}

fn verb(
    arguments: &mut Arguments<'_, '_>,
    trigger: &Trigger,
    node: usize,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    if let [be, word, rest @ ..] = trigger.words.as_slice()
        && be == "be"
    {
        return predicative(arguments, word, rest, node);
    }
    let verbal = view.tag(node) == PartOfSpeech::Verb
        || (view.tag(node) == PartOfSpeech::Adjective
            && is_past(view, node)
            && view.form(node) != view.lemma(node));
    if !verbal {
        return Err("no verb here");
    }
    if view.lemma(node) != trigger.head() {
        return Err("another form");
    }
    let predicate = arguments.verb(node);
    phrase(arguments, &trigger.words[1..], node, predicate)
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word,
        "in" | "at" | "under" | "on" | "within" | "behind" | "with"
    )
}

/// "be located in": the word that "be" stands with.
fn predicative(
    arguments: &mut Arguments<'_, '_>,
    word: &str,
    rest: &[String],
    node: usize,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    // "be in control of": the noun behind the preposition carries it.
    let (word, rest) = match rest {
        [noun, rest @ ..] if is_preposition(word) => {
            if view.preposition(node).as_deref() != Some(word) {
                return Err("the rest of the phrase is missing");
            }
            (noun.as_str(), rest)
        }
        _ => (word, rest),
    };
    if !view.is(node, word) {
        return Err("another form");
    }
    let mut predicate = match view.tag(node) {
        PartOfSpeech::Verb => arguments.verb(node),
        _ => arguments.adjective(node),
    };
    if predicate.passive
        && !predicate
            .arguments
            .iter()
            .any(|found| found.role == ArgumentRole::Agent)
    {
        let patients: Vec<usize> = predicate
            .in_role(&ArgumentRole::Patient)
            .map(|found| found.node)
            .collect();
        for node in patients {
            predicate.arguments.push(Found {
                role: ArgumentRole::Agent,
                node,
                how: "what it is said of",
            });
        }
    }
    phrase(arguments, rest, node, predicate)
}

fn adjective(
    arguments: &mut Arguments<'_, '_>,
    trigger: &Trigger,
    node: usize,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    if !view.is(node, trigger.head()) {
        return Err("another form");
    }
    let predicate = match view.tag(node) {
        PartOfSpeech::Verb => {
            let mut verb = arguments.verb(node);
            // Of a participle used as an adjective the thing described is the agent.
            if verb.passive {
                let agents: Vec<usize> = verb
                    .in_role(&ArgumentRole::Patient)
                    .map(|f| f.node)
                    .collect();
                verb.arguments.retain(|found| {
                    !matches!(found.role, ArgumentRole::Patient | ArgumentRole::Agent)
                });
                for agent in agents {
                    verb.arguments.push(Found {
                        role: ArgumentRole::Agent,
                        node: agent,
                        how: "what the participle is said of",
                    });
                }
            }
            verb
        }
        _ => arguments.adjective(node),
    };
    phrase(arguments, &trigger.words[1..], node, predicate)
}

/// The words of a phrase behind its first: particles, nouns, and at the end a preposition.
fn phrase(
    arguments: &Arguments<'_, '_>,
    rest: &[String],
    node: usize,
    mut predicate: Predicate,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    let mut nodes = vec![node];
    let mut anchor = None;
    let mut rest = rest;
    while let Some(word) = rest.first() {
        if final_preposition(arguments, rest, node, anchor, &mut predicate) {
            return Ok(Matched { predicate, nodes });
        }
        let from = anchor.unwrap_or(node);
        if let Some(particle) = particle(view, node, from, word) {
            nodes.push(particle);
            rest = &rest[1..];
        } else if let Some(noun) = inner_noun(view, from, word, None) {
            nodes.push(noun);
            anchor = Some(noun);
            rest = &rest[1..];
        } else if let (Some(noun), true) = (
            rest.get(1)
                .and_then(|second| inner_noun(view, from, second, Some(word))),
            rest.len() > 1,
        ) {
            nodes.push(noun);
            anchor = Some(noun);
            rest = &rest[2..];
        } else {
            return Err("the rest of the phrase is missing");
        }
    }
    if let Some(anchor) = anchor {
        arguments.prepositional(anchor, &mut predicate, "hung on the noun of the phrase");
        // The noun of the phrase is no argument of it.
        predicate.arguments.retain(|found| found.node != anchor);
    }
    Ok(Matched { predicate, nodes })
}

/// Binds what follows the preposition that ends a phrase as its patient.
fn final_preposition(
    arguments: &Arguments<'_, '_>,
    rest: &[String],
    node: usize,
    anchor: Option<usize>,
    predicate: &mut Predicate,
) -> bool {
    let words = rest.join(" ");
    let role = ArgumentRole::Preposition(words.as_str().into());
    let mut at = anchor.and_then(|anchor| {
        let mut inner = Predicate {
            node: anchor,
            ..predicate.clone()
        };
        inner.arguments.clear();
        arguments.prepositional(anchor, &mut inner, "phrase");
        if let Some((next, head)) = arguments.following(anchor)
            && next == words
        {
            return Some(head);
        }
        inner.first(&role)
    });
    at = at.or_else(|| predicate.first(&role));
    let Some(at) = at else { return false };
    let passive_noun = anchor.is_some();
    // "X called upon Y": what has its patient behind a preposition is no bare passive.
    let active = predicate.passive
        && !predicate
            .arguments
            .iter()
            .any(|found| found.role == ArgumentRole::Agent)
        && arguments.view.child(node, Dependency::AuxPass).is_none();
    if active {
        let subjects: Vec<usize> = predicate
            .in_role(&ArgumentRole::Patient)
            .map(|found| found.node)
            .collect();
        for subject in subjects
            .into_iter()
            .filter(|subject| *subject != at && *subject < node)
        {
            predicate.arguments.push(Found {
                role: ArgumentRole::Agent,
                node: subject,
                how: "noun before the phrase",
            });
        }
    }
    for found in &mut predicate.arguments {
        if found.role == ArgumentRole::Patient && found.node != at {
            found.role = ArgumentRole::Theme;
        }
    }
    predicate.arguments.retain(|found| {
        found.role != ArgumentRole::Patient && (!passive_noun || Some(found.node) != anchor)
    });
    if at != node {
        predicate.arguments.push(Found {
            role: ArgumentRole::Patient,
            node: at,
            how: "behind the phrase's preposition",
        });
    }
    true
}

fn particle(view: &View<'_>, verb: usize, from: usize, word: &str) -> Option<usize> {
    let hangs = |child: &usize| {
        view.is(*child, word)
            && matches!(
                view.relation(*child),
                Dependency::CompoundPrt
                    | Dependency::Advmod
                    | Dependency::Case
                    | Dependency::Mark
                    | Dependency::Xcomp
                    | Dependency::Amod
            )
            && (*child > verb)
    };
    let next = from + 1;
    let before_oblique = |child: usize| {
        view.children(child).find(|case| {
            *case < child && view.form(*case) == word && view.relation(*case) == Dependency::Case
        })
    };
    let oblique = || {
        view.children(verb)
            .filter(|child| view.relation(*child) == Dependency::Obl && *child > verb)
            .find_map(before_oblique)
    };
    view.children(verb)
        .find(hangs)
        .or_else(oblique)
        .or_else(|| {
            let particle = next < view.len()
                && view.form(next) == word
                && matches!(
                    view.tag(next),
                    PartOfSpeech::Adposition | PartOfSpeech::Adverb | PartOfSpeech::Particle
                );
            particle.then_some(next)
        })
}

/// The noun of a phrase, among the children of its verb (or of the noun before).
fn inner_noun(
    view: &View<'_>,
    from: usize,
    word: &str,
    preposition: Option<&str>,
) -> Option<usize> {
    view.children(from).find(|child| {
        let kind = match view.relation(*child) {
            Dependency::Obj | Dependency::NsubjPass | Dependency::Xcomp => preposition.is_none(),
            Dependency::Obl | Dependency::Nmod => true,
            _ => false,
        };
        kind && view.lemma(*child) == word
            && match preposition {
                Some(preposition) => view.preposition(*child).as_deref() == Some(preposition),
                None => true,
            }
    })
}

fn noun(
    arguments: &mut Arguments<'_, '_>,
    trigger: &Trigger,
    node: usize,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    let inside = view.nodes[node].words.len() > 1;
    if !noun_like(view, node) {
        return Err("no noun here");
    }
    let mut nodes = vec![node];
    if trigger.words.len() > 1 {
        let before = &trigger.words[..trigger.words.len() - 1];
        if inside {
            let wanted = before.join(" ");
            if !view.form(node).contains(&wanted) {
                return Err("the words before it are missing");
            }
        } else {
            let mut last = node;
            for word in before.iter().rev() {
                let beside = last.checked_sub(1).filter(|at| view.is(*at, word));
                // A hyphen may stand between: "air-strike", "commander-in-chief".
                let hyphenated = last.checked_sub(2).filter(|at| {
                    view.is(*at, word) && matches!(view.form(at + 1), "-" | "‑" | "–")
                });
                match beside.or(hyphenated) {
                    Some(at) => {
                        nodes.push(at);
                        last = at;
                    }
                    None => return Err("the words before it are missing"),
                }
            }
        }
    }
    let mut predicate = arguments.noun(node);
    // A mention that ends in the deed is its doer: "Israeli air strikes".
    if view.own_mention(node).is_some() {
        predicate.arguments.insert(
            0,
            Found {
                role: ArgumentRole::Agent,
                node,
                how: "the mention itself",
            },
        );
        let actor = view
            .own_mention(node)
            .is_some_and(|mention| view.class(mention.entity).is_actor());
        if actor
            && !predicate
                .arguments
                .iter()
                .any(|f| f.role == ArgumentRole::Holder)
        {
            predicate.arguments.push(Found {
                role: ArgumentRole::Holder,
                node,
                how: "the mention itself",
            });
        }
    }
    predicate
        .arguments
        .retain(|found| found.node == node || !nodes.contains(&found.node));
    Ok(Matched { predicate, nodes })
}

fn compound(
    arguments: &mut Arguments<'_, '_>,
    trigger: &Trigger,
    node: usize,
) -> Result<Matched, &'static str> {
    let view = arguments.view;
    if view.form(node) != trigger.head() && view.lemma(node) != trigger.head() {
        return Err("another form");
    }
    let bound = match trigger.before_name {
        false => super::arguments::bound_before(view, node),
        true => bound_behind(view, node),
    };
    let Some(bound) = bound else {
        return Err("no name is bound to it by a hyphen");
    };
    let mut predicate = Predicate {
        node,
        passive: false,
        light: None,
        arguments: Vec::new(),
    };
    let mut add = |role, node| {
        predicate.arguments.push(Found {
            role,
            node,
            how: "hyphen",
        });
    };
    add(ArgumentRole::Bound, bound);
    // The noun that the compound goes with: above the whole of it.
    let parts = [node, bound];
    let head = parts
        .iter()
        .filter_map(|part| view.head(*part))
        .find(|head| !parts.contains(head) && view.is_nominal(*head))
        .or_else(|| {
            let after = parts.iter().max().map_or(node, |last| last + 1);
            (after..view.len().min(after + 3)).find(|at| view.is_nominal(*at))
        });
    if let Some(head) = head {
        add(ArgumentRole::Head, head);
    }
    Ok(Matched {
        predicate,
        nodes: vec![node],
    })
}

fn bound_behind(view: &View<'_>, node: usize) -> Option<usize> {
    let (hyphen, name) = (node + 1, node + 2);
    let bound = name < view.len()
        && matches!(view.form(hyphen), "-" | "‑" | "–")
        && super::arguments::touching(view, node, hyphen)
        && super::arguments::touching(view, hyphen, name);
    bound.then_some(name)
}
