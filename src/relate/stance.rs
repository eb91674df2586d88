//! Whether a claim is affirmed or denied, told as fact, plan or possibility.
//!
//! Scope follows the tree: from the claim's word up to the clause that carries it, and no farther. What
//! stands beside that way, a "not" in another clause say, does not reach the claim.

use crate::load::{Operator, Rule};
use crate::model::{Byte, Dependency, Modality, PartOfSpeech, Polarity, Span};

use super::arguments::{is_infinitive, is_ing};
use super::trace::{Trace, TracedStance};
use super::triggers::Matched;
use super::view::View;
use super::words::Words;

pub(super) struct Stance {
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
    pub(super) cues: Vec<Span<Byte>>,
}

/// Adds a sentence's words of denial, plan and doubt to a trace, with what each stands over.
pub(super) fn note(view: &View<'_>, words: &Words, trace: &mut Trace) {
    for node in 0..view.len() {
        for operator in words.operators_at(view, node) {
            let mut tops: Vec<usize> = Vec::new();
            if operator.over_self {
                tops.extend(view.head(node).filter(|_| {
                    matches!(
                        view.relation(node),
                        Dependency::Advmod
                            | Dependency::Aux
                            | Dependency::AuxPass
                            | Dependency::Det
                            | Dependency::Cop
                            | Dependency::Mark
                            | Dependency::Cc
                            | Dependency::Case
                    )
                }));
            }
            if operator.over_complement {
                tops.extend(
                    view.children(node)
                        .filter(|child| match view.relation(*child) {
                            Dependency::Xcomp | Dependency::Ccomp => true,
                            Dependency::Advcl | Dependency::Acl => {
                                is_infinitive(view, *child) || gerund_of(view, *child)
                            }
                            _ => false,
                        }),
                );
            }
            if operator.over_object {
                tops.extend(view.children(node).filter(|child| {
                    matches!(
                        view.relation(*child),
                        Dependency::Obj | Dependency::NsubjPass
                    )
                }));
                tops.extend(view.head(node).filter(|_| {
                    matches!(view.relation(node), Dependency::Amod | Dependency::Compound)
                }));
            }
            let reach = tops
                .iter()
                .map(|top| view.phrase(*top))
                .reduce(Span::<Byte>::join);
            if let Some(reach) = reach {
                trace.stances.push(TracedStance {
                    sentence: view.index,
                    cue: view.bytes(node),
                    polarity: operator.polarity,
                    modality: operator.modality,
                    reach,
                });
            }
        }
    }
}

struct Walk<'s, 'a> {
    view: &'s View<'a>,
    words: &'s Words,
    negative: bool,
    modality: Modality,
    cues: Vec<Span<Byte>>,
}

/// What a claim is told as. `ends` are the nodes of its ends' arguments: "no" beside one of them denies it all.
pub(super) fn of(
    view: &View<'_>,
    words: &Words,
    matched: &Matched,
    rule: &Rule,
    ends: &[usize],
) -> Stance {
    let mut walk = Walk {
        view,
        words,
        negative: rule.polarity == Polarity::Negative,
        modality: rule.modality,
        cues: Vec::new(),
    };
    let top = matched.predicate.node;
    for node in &matched.nodes {
        walk.modifiers(*node, *node == top);
    }
    if let Some(light) = matched.predicate.light {
        walk.modifiers(light, true);
    }
    for end in ends.iter().filter(|end| !matched.nodes.contains(end)) {
        walk.denied_end(*end);
        walk.doubted_end(*end);
    }
    walk.climb(top, matched.predicate.light);
    walk.cues.sort();
    walk.cues.dedup();
    Stance {
        polarity: match walk.negative {
            true => Polarity::Negative,
            false => Polarity::Positive,
        },
        modality: walk.modality,
        cues: walk.cues,
    }
}

impl Walk<'_, '_> {
    fn apply(&mut self, operator: &Operator, node: usize) {
        let cue = self.view.bytes(node);
        if self.cues.contains(&cue) || self.is_spared(operator, node) {
            return;
        }
        if operator.polarity == Polarity::Negative {
            self.negative = !self.negative;
        }
        // A plan that is only possible is possible, a possibility that is planned stays one.
        if operator.modality != Modality::Actual && self.modality != Modality::Possible {
            self.modality = operator.modality;
        }
        self.cues.push(cue);
    }

    /// Applies the operators of a node that a test lets through, and tells whether there were any.
    fn apply_where(&mut self, node: usize, fits: impl Fn(&Operator) -> bool) -> bool {
        let words = self.words;
        let mut any = false;
        for operator in words.operators_at(self.view, node) {
            if fits(operator) {
                any = true;
                self.apply(operator, node);
            }
        }
        any
    }

    /// "not far from", "not only": a negation of how far or how much, not of the deed.
    fn is_spared(&self, operator: &Operator, node: usize) -> bool {
        let (view, spared) = (self.view, &self.words.language.spared);
        operator.polarity == Polarity::Negative
            && node + 1 < view.len()
            && spared.iter().any(|word| word == view.form(node + 1))
    }

    /// What modifies a node by itself: adverbs, auxiliaries, determiners, conjunctions; of a noun also adjectives.
    fn modifiers(&mut self, node: usize, marks: bool) {
        let view = self.view;
        let nominal = view.is_nominal(node);
        for child in view.children(node) {
            let own = match view.relation(child) {
                Dependency::Advmod
                | Dependency::Aux
                | Dependency::AuxPass
                | Dependency::Det
                | Dependency::Cop => true,
                Dependency::Mark | Dependency::Cc => marks,
                Dependency::Case => nominal && view.is(child, "without"),
                _ => false,
            };
            let beside = nominal
                && matches!(
                    view.relation(child),
                    Dependency::Amod | Dependency::Compound | Dependency::Advmod
                );
            let reported = view.relation(child) == Dependency::Aux
                && self
                    .words
                    .language
                    .reported
                    .iter()
                    .any(|word| word == view.form(child))
                && view.relation(node) == Dependency::Ccomp
                && view.head(node).is_some_and(|head| {
                    self.words.speech.contains(view.lemma(head))
                        && view.form(head) != view.lemma(head)
                });
            if reported {
                if self.modality == Modality::Actual {
                    self.modality = Modality::Intended;
                }
                self.cues.push(view.bytes(child));
                continue;
            }
            self.apply_where(child, |operator| {
                (own && operator.over_self) || (beside && operator.over_object)
            });
            // "no longer", "not yet"
            if own {
                let inner: Vec<usize> = view
                    .children(child)
                    .filter(|inner| view.relation(*inner) == Dependency::Advmod)
                    .collect();
                for inner in inner {
                    self.apply_where(inner, |operator| {
                        operator.over_self && operator.polarity == Polarity::Negative
                    });
                }
            }
        }
    }

    /// "No militants were in the school", "killed none of them": a determiner that denies an end.
    fn denied_end(&mut self, end: usize) {
        let view = self.view;
        let determiners: Vec<usize> = view
            .children(end)
            .filter(|child| view.relation(*child) == Dependency::Det && *child < end)
            .collect();
        for child in determiners {
            self.apply_where(child, |operator| {
                operator.over_self && operator.polarity == Polarity::Negative
            });
        }
    }

    /// "Army to leave the town, minister says": an infinitive with a subject of its own tells what will be.
    fn announced(&mut self, node: usize) {
        let view = self.view;
        let alone = matches!(
            view.relation(node),
            Dependency::Root | Dependency::Ccomp | Dependency::Parataxis
        ) && view.sentence.headline
            && is_infinitive(view, node);
        if alone && self.modality == Modality::Actual {
            self.modality = Modality::Intended;
            if let Some(to) = view.child_named(node, "to") {
                self.cues.push(view.bytes(to));
            }
        }
    }

    /// "Suspected militants attacked": who did it, or to whom, is told with doubt.
    fn doubted_end(&mut self, end: usize) {
        let view = self.view;
        let beside: Vec<usize> = view
            .children(end)
            .filter(|child| {
                *child < end
                    && matches!(
                        view.relation(*child),
                        Dependency::Amod | Dependency::Compound
                    )
            })
            .collect();
        for child in beside {
            self.apply_where(child, |operator| {
                operator.over_object && operator.modality == Modality::Possible
            });
        }
    }

    fn climb(&mut self, from: usize, light: Option<usize>) {
        let view = self.view;
        let mut at = from;
        for _ in 0..view.len() {
            self.announced(at);
            let Some(head) = view.head(at) else { return };
            let relation = view.relation(at);
            let nominal = view.is_nominal(at) && !matches!(view.tag(at), PartOfSpeech::Verb);
            let complement = match relation {
                Dependency::Xcomp | Dependency::Ccomp => true,
                Dependency::Advcl | Dependency::Acl => {
                    is_infinitive(view, at) || gerund_of(view, at)
                }
                // "it is believed that …"
                Dependency::Csubj => view.child_named(head, "it").is_some(),
                _ => false,
            };
            let object = nominal
                && matches!(
                    relation,
                    Dependency::Obj
                        | Dependency::NsubjPass
                        | Dependency::Obl
                        | Dependency::Nmod
                        | Dependency::Xcomp
                        | Dependency::Amod
                );
            let mut hit = self.apply_where(head, |operator| {
                (complement && operator.over_complement)
                    || (object
                        && operator.over_object
                        && relation != Dependency::Obl
                        && relation != Dependency::Nmod)
            });
            // "was accused of bombing": nobody who says so is named.
            let accused = matches!(
                relation,
                Dependency::Advcl | Dependency::Xcomp | Dependency::Acl | Dependency::Obl
            ) && self
                .words
                .language
                .speech
                .accusing
                .iter()
                .any(|word| word == view.lemma(head))
                && view.child(head, Dependency::AuxPass).is_some()
                && !view
                    .children(head)
                    .any(|child| view.preposition(child).as_deref() == Some("by"));
            if accused {
                hit = true;
                if self.modality != Modality::Possible {
                    self.modality = Modality::Possible;
                    self.cues.push(view.bytes(head));
                }
            }
            // "is believed to be responsible for the killing"
            let answered = object
                && matches!(relation, Dependency::Obl | Dependency::Nmod)
                && view
                    .preposition(at)
                    .is_some_and(|before| self.words.answers(view.lemma(head), &before));
            // "efforts for the liberation of", "rumours of the death of"
            if object && matches!(relation, Dependency::Nmod | Dependency::Obl) {
                let modality = match view.preposition(at).as_deref() {
                    Some("for") => Modality::Intended,
                    Some("of" | "about" | "over") => Modality::Possible,
                    _ => Modality::Actual,
                };
                self.apply_where(head, |operator| {
                    operator.over_complement
                        && modality != Modality::Actual
                        && operator.modality == modality
                });
            }
            let purpose = relation == Dependency::Advcl && is_infinitive(view, at) && !hit;
            // "a springboard to attack X"; but "the first to attack X" did.
            let aim = relation == Dependency::Acl
                && is_infinitive(view, at)
                && !hit
                && view.is_nominal(head)
                && view.own_mention(head).is_none()
                && !self.words.succeeds(view.lemma(head))
                && !view.children(head).any(|child| {
                    matches!(
                        view.form(child),
                        "first" | "second" | "third" | "last" | "only" | "latest"
                    )
                });
            let towards = purpose
                && view.tag(head) == PartOfSpeech::Verb
                && !self.words.succeeds(view.lemma(head));
            if (towards || aim) && self.modality == Modality::Actual {
                // "advanced to capture X": an infinitive of purpose.
                self.modality = Modality::Intended;
                if let Some(to) = view.child_named(at, "to") {
                    self.cues.push(view.bytes(to));
                }
            }
            let carried = Some(head) == light;
            let follows = match relation {
                Dependency::Xcomp => true,
                Dependency::Ccomp => hit || !self.words.speech.contains(view.lemma(head)),
                Dependency::Conj => self.shares(at),
                Dependency::Advcl => {
                    !purpose
                        && !view.children(at).any(|child| {
                            view.relation(child) == Dependency::Mark && !is_infinitive(view, at)
                        })
                        || hit
                }
                Dependency::Acl => complement,
                Dependency::Csubj => hit,
                Dependency::Obj | Dependency::NsubjPass | Dependency::Obl => {
                    carried || (nominal && hit) || answered
                }
                Dependency::Nmod => answered,
                _ => false,
            };
            if !follows {
                return;
            }
            match relation {
                Dependency::Conj => self.auxiliaries(head),
                Dependency::Advcl if !hit => self.auxiliaries(head),
                _ if !carried => self.modifiers(head, true),
                _ => {}
            }
            at = head;
        }
    }

    /// Whether a coordinated clause shares what stands over the first.
    fn shares(&self, node: usize) -> bool {
        let view = self.view;
        !view.children(node).any(|child| {
            matches!(
                view.relation(child),
                Dependency::Nsubj
                    | Dependency::NsubjPass
                    | Dependency::Aux
                    | Dependency::AuxPass
                    | Dependency::Mark
            )
        }) || is_infinitive(view, node)
    }

    /// The auxiliaries of plan and possibility that a clause shares; negation it does not share.
    fn auxiliaries(&mut self, node: usize) {
        let view = self.view;
        for child in view.children(node) {
            if view.relation(child) != Dependency::Aux {
                continue;
            }
            self.apply_where(child, |operator| {
                operator.over_self && operator.polarity == Polarity::Positive
            });
        }
    }
}

/// "from reaching", "of bombing", "against attacking": a gerund that completes its verb.
fn gerund_of(view: &View<'_>, node: usize) -> bool {
    is_ing(view, node)
        && view.children(node).any(|child| {
            matches!(view.relation(child), Dependency::Mark | Dependency::Case)
                && matches!(
                    view.form(child),
                    "from" | "of" | "in" | "on" | "to" | "for" | "against" | "at"
                )
        })
}
