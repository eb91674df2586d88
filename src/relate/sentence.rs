//! All rules on one sentence.

mod linked;
mod sides;
mod titles;

use std::sync::Arc;

use crate::load::{ArgumentRole, Ends as RuleEnds, Mark, Rule, TriggerKind, Voice};
use crate::model::{Byte, Claim, Dependency, PartOfSpeech, Span, TimeRelation};

use super::arguments::{Arguments, Predicate, UNNAMED_DOER, is_infinitive};
use super::attribution::Speech;
use super::deeds::{self, Deeds};
use super::ends::{EndAt, Ends};
use super::links;
use super::quantity::{self, Counted};
use super::stance;
use super::time::{Clock, Expression};
use super::trace::{Attempt, Outcome, Trace, TracedPredicate, TracedTime};
use super::triggers::{Entry, Matched, try_at};
use super::view::View;
use super::{Compiled, Extractor};

/// A claim with where in the tree it was found.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) claim: Claim,
    /// The relation, an index into the extractor's rules.
    pub(super) relation: usize,
    /// The node of the trigger.
    pub(super) node: usize,
}

/// More claims than this from one word are no statement but a list gone wrong.
const MOST: usize = 64;

pub(super) struct Reader<'r, 'd> {
    extractor: &'r Extractor<'d>,
    view: &'r View<'r>,
    arguments: Arguments<'r, 'r>,
    speech: &'r mut Speech,
    times: Vec<Expression>,
    counted: Vec<Counted>,
    /// The deeds told so far.
    told: &'r mut Deeds,
}

impl<'r, 'd> Reader<'r, 'd> {
    pub(super) fn new(
        extractor: &'r Extractor<'d>,
        view: &'r View<'r>,
        speech: &'r mut Speech,
        clock: &mut Clock,
        told: &'r mut Deeds,
    ) -> Self {
        let words = &extractor.words;
        let mut arguments = Arguments::new(view, words);
        speech.enter(&mut arguments);
        let times = clock.read(view, words, &|span| speech.is_quoted(span));
        let counted = quantity::read(view, words, &times);
        Self {
            extractor,
            view,
            arguments,
            speech,
            times,
            counted,
            told,
        }
    }

    /// The expressions of time in the sentence.
    pub(super) fn times(self) -> Vec<Expression> {
        self.times
    }

    /// All that any rule finds, in the order of the words.
    pub(super) fn candidates(&mut self, mut trace: Option<&mut Trace>) -> Vec<Candidate> {
        let mut found = Vec::new();
        let extractor = self.extractor;
        for node in 0..self.view.len() {
            // The relations that a longer phrase has found here already.
            let mut done: Vec<(usize, usize)> = Vec::new();
            // How long the titles are that any relation has found here.
            let mut titles: Vec<usize> = Vec::new();
            let mut shown = false;
            for entry in extractor.triggers.at(self.view, node) {
                let longer = |(relation, length): &(usize, usize)| {
                    *relation == entry.relation && *length > entry.trigger.words.len()
                };
                if done.iter().any(longer) || self.is_part_of_title(entry, &titles) {
                    continue;
                }
                let before = found.len();
                let result = self.try_entry(entry, node, &mut found);
                self.told
                    .take(&extractor.rules, self.view, &found[before..]);
                if found.len() > before {
                    done.push((entry.relation, entry.trigger.words.len()));
                    if self.names_title(entry) {
                        titles.push(entry.trigger.words.len());
                    }
                }
                if let Some(trace) = trace.as_deref_mut() {
                    self.note(trace, entry, node, found.len() - before, result, &mut shown);
                }
            }
        }
        let links = links::find(self.view, &extractor.triggers, &extractor.words);
        for link in links {
            let before = found.len();
            let result = self.link(&link, &mut found);
            if let Some(trace) = trace.as_deref_mut() {
                self.note(
                    trace,
                    link.entry,
                    link.node,
                    found.len() - before,
                    result,
                    &mut true,
                );
            }
        }
        if let Some(trace) = trace {
            self.speech.note(self.view, trace);
            stance::note(self.view, &extractor.words, trace);
            trace.times.extend(self.times.iter().map(|time| TracedTime {
                sentence: self.view.index,
                at: time.when.span,
                when: time.when,
            }));
        }
        found
    }

    fn note(
        &mut self,
        trace: &mut Trace,
        entry: &Entry,
        node: usize,
        found: usize,
        result: Result<(), &'static str>,
        shown: &mut bool,
    ) {
        let Some(rule) = self.extractor.rules[entry.relation].rule(entry.rule) else {
            return;
        };
        if result == Err("another form") {
            return;
        }
        if !*shown {
            *shown = true;
            let predicate = match self.view.tag(node) {
                PartOfSpeech::Verb => self.arguments.verb(node),
                PartOfSpeech::Adjective => self.arguments.adjective(node),
                _ => self.arguments.noun(node),
            };
            let arguments = predicate
                .arguments
                .iter()
                .map(|f| (f.role.to_string(), self.view.phrase(f.node), f.how))
                .collect();
            trace.predicates.push(TracedPredicate {
                sentence: self.view.index,
                at: self.view.bytes(node),
                arguments,
            });
        }
        trace.attempts.push(Attempt {
            sentence: self.view.index,
            rule: Arc::clone(&rule.id),
            trigger: entry.trigger.to_string(),
            at: self.view.bytes(node),
            outcome: match result {
                Ok(()) => Outcome::Found(found),
                Err(reason) => Outcome::Stopped(reason.to_owned()),
            },
        });
    }

    fn try_entry(
        &mut self,
        entry: &Entry,
        node: usize,
        found: &mut Vec<Candidate>,
    ) -> Result<(), &'static str> {
        let extractor = self.extractor;
        let compiled = &extractor.rules[entry.relation];
        let rule = compiled.rule(entry.rule).ok_or("no such rule")?;
        let matched = try_at(&mut self.arguments, &entry.trigger, node)?;
        self.conditions(rule, entry.trigger.kind, &matched)?;
        // "the terrorist groups in Sinai": several are told apart by where they are.
        let one = self.view.form(node) == self.view.lemma(node);
        if rule.outside_deeds && one && self.ends_a_deed(node) {
            return Err("a deed is done to it, perhaps there");
        }
        let pairs = self.pairs(compiled, rule, &matched.predicate, entry.trigger.kind)?;
        for (subject, object) in pairs.into_iter().take(MOST) {
            let claim = self.claim(compiled, rule, &matched, subject, object);
            found.push(Candidate {
                claim,
                relation: entry.relation,
                node,
            });
        }
        Ok(())
    }

    fn conditions(
        &self,
        rule: &Rule,
        kind: TriggerKind,
        matched: &Matched,
    ) -> Result<(), &'static str> {
        let passive = matched.predicate.passive;
        if kind == TriggerKind::Verb {
            match rule.voice {
                Some(Voice::Active) if passive => return Err("the verb is passive"),
                Some(Voice::Passive) if !passive => return Err("the verb is active"),
                _ => {}
            }
        }
        if rule.infinitive && !governs_infinitive(self.view, &matched.nodes) {
            return Err("no infinitive goes with it");
        }
        if rule.with.is_empty() && rule.without.is_empty() {
            return Ok(());
        }
        let view = self.view;
        let node = matched.predicate.node;
        let stands = |words: &[String]| {
            (0..view.len()).any(|at| {
                at != node
                    && words.iter().any(|word| view.is(at, word))
                    && matched.nodes.iter().any(|top| view.dominates(*top, at))
            })
        };
        if !rule.with.is_empty() && !stands(&rule.with) {
            return Err("none of the words in `with` stands there");
        }
        // "former Iraqi prime minister X": the tree may hang the word on the name.
        let first = matched.nodes.iter().copied().min().unwrap_or(node);
        let before = (0..first)
            .rev()
            .take(4)
            .take_while(|at| {
                matches!(
                    view.tag(*at),
                    PartOfSpeech::Adjective | PartOfSpeech::Noun | PartOfSpeech::ProperNoun
                ) || view.form(*at) == "-"
            })
            .any(|at| rule.without.iter().any(|word| view.is(at, word)));
        if before || stands(&rule.without) {
            return Err("a word in `without` stands there");
        }
        Ok(())
    }

    /// The ends of the claims of a rule at a predicate.
    fn pairs(
        &mut self,
        compiled: &Compiled<'_>,
        rule: &Rule,
        predicate: &Predicate,
        kind: TriggerKind,
    ) -> Result<Vec<(Option<EndAt>, EndAt)>, &'static str> {
        let signature = compiled.signature;
        let object_fits = |class| signature.admits_object(class) && fits_rule(&rule.object, class);
        let (objects, role) = self.ends(&rule.object, predicate, &object_fits, kind, false, &[]);
        if objects.is_empty() {
            if rule.pair.is_empty() {
                return Err("no end fits as object");
            }
            return self.joined(compiled, rule, predicate);
        }
        let taken: Vec<usize> = objects.iter().map(|end| end.node).collect();
        let arguments: Vec<usize> = objects.iter().map(|end| end.argument).collect();
        let taken: Vec<usize> = match role {
            Some(ArgumentRole::States | ArgumentRole::StateRole(_) | ArgumentRole::Home) => {
                Vec::new()
            }
            _ => taken.into_iter().chain(arguments).collect(),
        };
        let subject_fits =
            |class| signature.admits_subject(class) && fits_rule(&rule.subject, class);
        let (subjects, _) = self.ends(&rule.subject, predicate, &subject_fits, kind, true, &taken);
        let mut pairs = Vec::new();
        if subjects.is_empty() {
            let words = &self.extractor.words;
            let by_deed =
                kind == TriggerKind::Verb && deeds::as_subject(self.view, words, rule, predicate);
            let named = rule.subject.arguments.iter().any(|argument| {
                !argument.deed
                    && predicate.in_role(&argument.role).any(|f| {
                        let deed = by_deed && deeds::is_deed(self.view, words, f.node);
                        !deed && f.how != UNNAMED_DOER && !taken.contains(&f.node)
                    })
            });
            let attributive = matches!(
                self.view.relation(predicate.node),
                Dependency::Amod | Dependency::Compound
            );
            let agentless = kind == TriggerKind::Verb
                && predicate.passive
                && !attributive
                && role == Some(ArgumentRole::Patient);
            let implied = kind == TriggerKind::Verb
                && role == Some(ArgumentRole::Patient)
                && predicate.arguments.iter().any(|f| f.how == UNNAMED_DOER);
            let unknown = rule.subject.arguments.is_empty()
                || rule.unnamed
                || agentless
                || implied
                || by_deed;
            if !unknown
                || signature.has(Mark::Symmetric)
                || (named && !rule.subject.arguments.is_empty())
            {
                if !rule.pair.is_empty() {
                    return self.joined(compiled, rule, predicate);
                }
                return Err(match named {
                    true => "no end fits as subject",
                    false => "nobody is named as subject",
                });
            }
            let told = match kind {
                TriggerKind::Noun if deeds::is_deed(self.view, words, predicate.node) => {
                    deeds::doer_of_noun(self.view, words, predicate.node, &*self.told, 0)
                }
                _ => deeds::doer_told(self.view, words, rule, predicate, &*self.told),
            };
            let told = told.filter(|told| subject_fits(self.view.class(told.entity())));
            for object in objects {
                let told = told.filter(|told| told.entity() != object.entity());
                if signature.admits(None, self.view.class(object.entity())) {
                    pairs.push((told, object));
                }
            }
            return Ok(pairs);
        }
        for subject in &subjects {
            for object in &objects {
                let classes = (
                    self.view.class(subject.entity()),
                    self.view.class(object.entity()),
                );
                if subject.entity() != object.entity()
                    && signature.admits(Some(classes.0), classes.1)
                {
                    pairs.push((Some(*subject), *object));
                }
            }
        }
        match pairs.is_empty() {
            true => Err("both ends are the same, or do not fit together"),
            false => Ok(pairs),
        }
    }

    /// Both ends in one argument, joined by "and".
    fn joined(
        &mut self,
        compiled: &Compiled<'_>,
        rule: &Rule,
        predicate: &Predicate,
    ) -> Result<Vec<(Option<EndAt>, EndAt)>, &'static str> {
        let signature = compiled.signature;
        let fits = |class| {
            (signature.admits_subject(class) || signature.admits_object(class))
                && fits_rule(&rule.subject, class)
                && fits_rule(&rule.object, class)
        };
        for argument in &rule.pair {
            let nodes: Vec<usize> = predicate.in_role(&argument.role).map(|f| f.node).collect();
            for node in nodes {
                let search = Ends {
                    fits: &fits,
                    doer: true,
                };
                let mut ends = search.at(&mut self.arguments, node);
                if argument.role == ArgumentRole::Modifier {
                    // "the X-Y talks"
                    let bound: Vec<usize> = self
                        .view
                        .children(node)
                        .filter(|child| self.view.relation(*child) == Dependency::Compound)
                        .collect();
                    for child in bound {
                        ends.extend(search.at(&mut self.arguments, child));
                    }
                }
                let mut pairs = Vec::new();
                for (at, first) in ends.iter().enumerate() {
                    for second in &ends[at + 1..] {
                        let classes = (
                            self.view.class(first.entity()),
                            self.view.class(second.entity()),
                        );
                        if signature.admits(Some(classes.0), classes.1) {
                            pairs.push((Some(*first), *second));
                            if !signature.has(Mark::Symmetric) {
                                // "accused each other": each does it to the other.
                                pairs.push((Some(*second), *first));
                            }
                        }
                    }
                }
                if !pairs.is_empty() {
                    return Ok(pairs);
                }
            }
        }
        Err("no argument holds both ends")
    }

    /// The ends that a rule's arguments give, from the first argument that gives any.
    fn ends(
        &mut self,
        wanted: &RuleEnds,
        predicate: &Predicate,
        fits: &dyn Fn(crate::model::Class) -> bool,
        kind: TriggerKind,
        doer: bool,
        taken: &[usize],
    ) -> (Vec<EndAt>, Option<ArgumentRole>) {
        let objects = !doer;
        for argument in &wanted.arguments {
            if matches!(
                argument.role,
                ArgumentRole::States | ArgumentRole::StateRole(_) | ArgumentRole::Home
            ) {
                let found = self.states(&argument.role, predicate, fits);
                if !found.is_empty() {
                    return (found, Some(argument.role.clone()));
                }
            }
            let nodes: Vec<usize> = predicate
                .in_role(&argument.role)
                .filter(|found| !taken.contains(&found.node))
                .map(|found| found.node)
                .collect();
            for node in nodes {
                // "the Turkish border": a name is known by its last word.
                let said = [self.view.lemma(node), self.view.last_word(node)];
                let word_fits = (wanted.words.is_empty()
                    || wanted
                        .words
                        .iter()
                        .any(|word| said.contains(&word.as_str())))
                    && !wanted.not_words.iter().any(|word| word == said[0]);
                if !word_fits {
                    continue;
                }
                // "supported by Iran in Syria": a place as agent is no doer, but a title's body is whatever it is.
                let doer =
                    doer && kind != TriggerKind::Link && argument.role == ArgumentRole::Agent;
                let ends = Ends { fits, doer };
                let found = match argument.deed {
                    true => ends.doers(&mut self.arguments, node),
                    false => ends.at(&mut self.arguments, node),
                };
                let again = || {
                    let words = &self.extractor.words;
                    deeds::doer_of_noun(self.view, words, node, &*self.told, deeds::REACH)
                        .filter(|told| fits(self.view.class(told.entity())))
                };
                let found = match argument.deed && objects && found.is_empty() {
                    true => again().into_iter().collect(),
                    false => found,
                };
                let found: Vec<EndAt> = found
                    .into_iter()
                    .filter(|end| !taken.contains(&end.node))
                    .collect();
                if !found.is_empty() {
                    return (found, Some(argument.role.clone()));
                }
            }
        }
        (Vec::new(), None)
    }

    fn claim(
        &mut self,
        compiled: &Compiled<'_>,
        rule: &Rule,
        matched: &Matched,
        subject: Option<EndAt>,
        object: EndAt,
    ) -> Claim {
        let view = self.view;
        let node = matched.predicate.node;
        let mut used = vec![object.node, object.argument];
        used.extend(subject.iter().flat_map(|end| [end.node, end.argument]));
        let stance = stance::of(view, &self.extractor.words, matched, rule, &used);
        let from = self.side(&rule.from, &matched.predicate, &used, |class| {
            class.is_actor()
        });
        let from = from.or_else(|| self.far_loser(&rule.from, node, &used));
        used.extend(from.iter().flat_map(|end| [end.node, end.argument]));
        let object_is_ground = view.class(object.entity()).is_ground();
        let place = self.place(rule, &matched.predicate, &used, object_is_ground, object);
        let trigger = matched
            .nodes
            .iter()
            .map(|node| view.bytes(*node))
            .fold(view.bytes(node), Span::<Byte>::join);
        let quantity = match rule.quantity && !compiled.rules.units.is_empty() {
            true => {
                let units = &compiled.rules.units;
                quantity::choose(view, &self.counted, units, matched, object)
                    .or_else(|| quantity::of_subject(view, &self.counted, units, subject, object))
                    .or_else(|| quantity::single(view, units, object))
            }
            false => None,
        };
        Claim {
            subject: subject.map(|end| self.named(end.end)),
            relation: compiled.rules.relation.clone(),
            kind: rule.kind.clone(),
            object: self.named(object.end),
            sentence: view.index,
            trigger,
            polarity: stance.polarity,
            modality: stance.modality,
            stance_cues: stance.cues,
            speakers: match titles::told_in_passing(view, rule, subject)
                && !self.speech.is_quoted(trigger)
            {
                true => Vec::new(),
                false => self.speech.of(view, node),
            },
            when: super::time::choose(view, &self.extractor.words, &self.times, matched).filter(
                |when| {
                    // A state holds beyond the day of the clause that mentions it.
                    // "1,000 dead since May" counts, and does not tell when.
                    let since = when.relation == TimeRelation::Since;
                    match compiled.signature.has(Mark::Happens) {
                        true => !since || !compiled.signature.has(Mark::Counts),
                        false => since,
                    }
                },
            ),
            place: place.filter(|place| {
                Some(place.entity) != subject.map(|end| end.entity())
                    && place.entity != object.entity()
            }),
            from: from.map(|end| end.end),
            quantity,
            rule: Arc::clone(&rule.id),
            confidence: None,
        }
    }
}

/// Whether an infinitive hangs on one of a trigger's words, or follows its object.
fn governs_infinitive(view: &View<'_>, nodes: &[usize]) -> bool {
    nodes.iter().any(|node| {
        view.children(*node).any(|child| {
            child > *node
                && (is_infinitive(view, child)
                    || view
                        .children(child)
                        .any(|inner| inner > child && is_infinitive(view, inner)))
        })
    })
}

fn fits_rule(ends: &RuleEnds, class: crate::model::Class) -> bool {
    (ends.classes.is_empty() || ends.classes.iter().any(|group| group.contains(class)))
        && !ends.not_classes.iter().any(|group| group.contains(class))
}
