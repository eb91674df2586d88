//! The places of a sentence where somebody says something: speech verbs, "according to", a headline's colon.

use crate::load::ArgumentRole;
use crate::model::{Class, Dependency, MentionKind, PartOfSpeech, Span, Speaker};

use super::closing::{Closing, says_more};
use super::{Event, Scope, Speech};
use crate::relate::arguments::{Arguments, Predicate, is_ing};
use crate::relate::ends::Ends;
use crate::relate::view::View;

impl Speech {
    /// Who says what a speech verb carries.
    pub(super) fn verb(&self, arguments: &mut Arguments<'_, '_>, verb: usize) -> Option<Event> {
        let view = arguments.view;
        let predicate = arguments.verb(verb);
        let quoting = arguments
            .words
            .language
            .speech
            .quoting
            .iter()
            .any(|word| word == view.lemma(verb));
        // "quoted the army as saying": the quoting verb tells all.
        let inside_quoting = view.head(verb).is_some_and(|head| {
            let quoting = &arguments.words.language.speech.quoting;
            quoting.iter().any(|word| word == view.lemma(head))
                && view.relation(verb) != Dependency::Conj
        });
        if inside_quoting && is_ing(view, verb) && !quoting {
            return None;
        }
        let mut agent = predicate.first(&ArgumentRole::Agent);
        let mut patient = predicate.first(&ArgumentRole::Patient);
        let addressing = arguments
            .words
            .language
            .speech
            .addressing
            .iter()
            .any(|word| word == view.lemma(verb));
        let closing = self
            .closing(
                arguments,
                verb,
                if quoting { patient } else { agent },
                predicate.passive,
            )
            .filter(|_| !says_more(view, verb));
        if let Some(closing) = closing {
            return self.closed(arguments, verb, &predicate, &closing);
        }
        // "…, said the army": what follows is the speaker, whatever the parser took it for.
        let next = self.inverted(arguments, verb);
        let speaks = |at: usize| {
            view.own_mention(at).is_some() || arguments.words.unnamed.contains(view.lemma(at))
        };
        let named = agent.is_some_and(|agent| {
            view.preposition(agent).is_none() && speaks(agent) && agent + 3 >= verb && agent < verb
        });
        if let Some(next) = next.filter(|_| !named && !addressing && !predicate.passive && !quoting)
        {
            agent = Some(next);
            patient = None;
        }
        if let Some(person) = agent.and_then(|agent| entitled(view, agent, verb)) {
            agent = Some(person);
        }
        // "Mr Mansour": the tree may have made the title the speaker.
        if let Some(title) = agent
            && view.own_mention(title).is_none()
            && view.tag(title) == PartOfSpeech::ProperNoun
            && title + 1 < verb
            && view
                .own_mention(title + 1)
                .is_some_and(|mention| view.class(mention.entity) == Class::Person)
        {
            agent = Some(title + 1);
        }
        if predicate.passive
            && let Some(person) = patient.and_then(|patient| entitled(view, patient, verb))
        {
            patient = Some(person);
        }
        let inserted = self
            .inserted(arguments, verb)
            .filter(|speaker| agent != Some(*speaker));
        if inserted.is_some() {
            agent = inserted;
        }
        let mut nodes: Vec<usize> = Vec::new();
        if quoting {
            nodes.extend(patient);
            nodes.extend(agent);
        } else {
            nodes.extend(agent);
        }
        if nodes.is_empty() {
            return None;
        }
        let cue = view.bytes(verb);
        let mut speakers: Vec<Speaker> = Vec::new();
        // "…, adding that": who spoke before in the sentence goes on.
        if is_ing(view, verb)
            && !quoting
            && let Some(before) = self
                .events
                .iter()
                .rev()
                .find(|event| event.node < verb && view.tag(event.node) == PartOfSpeech::Verb)
        {
            speakers.clone_from(&before.speakers);
            for speaker in &mut speakers {
                speaker.cue = cue;
            }
            nodes.clear();
            nodes.push(before.speaker_node);
            let scope = Scope::Bytes(Span::new(cue.end, view.sentence.span.end));
            return Some(Event {
                speakers,
                cue,
                node: verb,
                speaker_node: before.speaker_node,
                cited: false,
                speaker: before.speaker,
                scope,
            });
        }
        for node in &nodes {
            speakers.extend(self.speaker(arguments, *node, cue));
        }
        speakers.extend(self.hearer(arguments, verb, &predicate, quoting, patient));
        let named = nodes.first().copied()?;
        let speaker = view.phrase(named);
        let scope = match inserted {
            Some(_) => Scope::Bytes(view.sentence.span),
            None => self.scope(
                arguments,
                verb,
                named,
                patient.filter(|_| !predicate.passive),
            )?,
        };
        Some(Event {
            speakers,
            cue,
            node: verb,
            speaker_node: named,
            cited: quoting,
            speaker: Some(speaker),
            scope,
        })
    }

    /// What a speaker says who stands behind it with no comma between.
    fn closed(
        &self,
        arguments: &mut Arguments<'_, '_>,
        verb: usize,
        predicate: &Predicate,
        closing: &Closing,
    ) -> Option<Event> {
        let view = arguments.view;
        let cue = view.bytes(verb);
        let mut speakers = vec![self.speaker_at(arguments, closing.node, closing.span, cue)?];
        let patient = predicate.first(&ArgumentRole::Patient);
        if predicate.passive {
            let outlet = predicate
                .first(&ArgumentRole::Agent)
                .or(predicate.first(&ArgumentRole::Preposition("by".into())));
            speakers.extend(outlet.and_then(|outlet| self.speaker(arguments, outlet, cue)));
        } else {
            let hearer = patient.filter(|patient| *patient > verb);
            speakers.extend(self.hearer(arguments, verb, predicate, false, hearer));
        }
        Some(Event {
            speakers,
            cue,
            node: verb,
            speaker_node: closing.node,
            cited: predicate.passive,
            speaker: Some(closing.span),
            scope: Scope::Bytes(Span::new(
                view.sentence.span.start,
                closing.span.start.max(view.sentence.span.start),
            )),
        })
    }

    /// "told Reuters": the outlet passes it on.
    fn hearer(
        &self,
        arguments: &mut Arguments<'_, '_>,
        verb: usize,
        predicate: &Predicate,
        quoting: bool,
        patient: Option<usize>,
    ) -> Option<Speaker> {
        let view = arguments.view;
        let cue = view.bytes(verb);
        let hearer = patient
            .filter(|_| !quoting && !predicate.passive)
            .or(predicate.first(&ArgumentRole::Recipient))
            .or(predicate.first(&ArgumentRole::Preposition("to".into())))?;
        let media = |class| class == Class::Media;
        let ends = Ends {
            fits: &media,
            doer: false,
        }
        .at(arguments, hearer);
        ends.first().map(|end| Speaker {
            entity: Some(end.entity()),
            span: end.span(),
            cue,
        })
    }

    /// "X, the army said, did": who speaks within commas, whatever the tree hangs the words on.
    fn inserted(&self, arguments: &Arguments<'_, '_>, verb: usize) -> Option<usize> {
        let view = arguments.view;
        let speaker = verb.checked_sub(1)?;
        let closed = verb + 1 < view.len() && view.form(verb + 1) == ",";
        let speaks = view.own_mention(speaker).is_some()
            || view.tag(speaker) == PartOfSpeech::Pronoun
            || arguments.words.unnamed.contains(view.lemma(speaker));
        if !closed || !speaks {
            return None;
        }
        let opened = (0..speaker)
            .rev()
            .take(6)
            .find(|at| {
                !matches!(
                    view.tag(*at),
                    PartOfSpeech::Determiner
                        | PartOfSpeech::Adjective
                        | PartOfSpeech::Noun
                        | PartOfSpeech::ProperNoun
                )
            })
            .filter(|at| *at > 0 && view.form(*at) == ",");
        // Something must be said on both sides.
        let goes_on = (verb + 2..view.len())
            .any(|at| matches!(view.tag(at), PartOfSpeech::Verb | PartOfSpeech::Auxiliary));
        opened.filter(|_| goes_on).map(|_| speaker)
    }

    /// The actor that stands right behind a speech verb which ends what is said: "said the Observatory".
    fn inverted(&self, arguments: &Arguments<'_, '_>, verb: usize) -> Option<usize> {
        let view = arguments.view;
        if !arguments.words.strong.contains(view.lemma(verb)) || verb == 0 {
            return None;
        }
        let mut last = None;
        for at in verb + 1..view.len().min(verb + 8) {
            let inside = matches!(
                view.tag(at),
                PartOfSpeech::Determiner
                    | PartOfSpeech::Adjective
                    | PartOfSpeech::Noun
                    | PartOfSpeech::ProperNoun
            );
            if !inside {
                break;
            }
            last = Some(at);
        }
        let last = last?;
        let actor = (verb + 1..=last).rev().find(|at| {
            view.own_mention(*at)
                .is_some_and(|mention| view.class(mention.entity).is_actor())
                || arguments.words.unnamed.contains(view.lemma(*at))
        })?;
        // Nothing else may be said behind it.
        let more = (last + 1..view.len())
            .any(|at| view.tag(at) == PartOfSpeech::Verb && !is_ing(view, at));
        let clause = view.children(verb).any(|child| {
            child > verb && matches!(view.relation(child), Dependency::Ccomp | Dependency::Xcomp)
        });
        let before = (0..verb).any(|at| view.tag(at) == PartOfSpeech::Verb);
        (before && !more && !clause).then_some(actor)
    }

    /// "According to X": all of the sentence.
    pub(super) fn phrase(&self, arguments: &mut Arguments<'_, '_>, node: usize) -> Option<Event> {
        let view = arguments.view;
        let phrases = &arguments.words.language.speech.phrases;
        let matches = |phrase: &&Vec<String>| {
            phrase.iter().enumerate().all(|(offset, word)| {
                node + offset < view.len() && view.form(node + offset) == word
            })
        };
        let phrase = phrases.iter().find(matches)?;
        let last = node + phrase.len() - 1;
        let inside = |at: usize| (node..=last).contains(&at);
        let speaker = [last, node]
            .into_iter()
            .filter_map(|at| view.head(at))
            .find(|head| *head > last && view.is_nominal(*head))
            .or_else(|| {
                (last + 1..view.len())
                    .take(5)
                    .find(|at| view.is_nominal(*at) && !inside(*at))
            })?;
        let cue = view.bytes(node).join(view.bytes(last));
        let speakers = self.speaker(arguments, speaker, cue).into_iter().collect();
        let span = view.phrase(speaker);
        Some(Event {
            speakers,
            cue,
            node,
            speaker_node: speaker,
            cited: false,
            speaker: Some(span),
            scope: Scope::Bytes(view.sentence.span),
        })
    }

    /// "Bombs kill 13: monitor", "Minister: we fight on".
    pub(super) fn headline(&self, arguments: &mut Arguments<'_, '_>) -> Option<Event> {
        let view = arguments.view;
        let colon = (1..view.len()).find(|at| view.form(*at) == ":")?;
        let behind = view.len() - colon - 1;
        let (nodes, scope) = if behind > 0 && behind <= 3 {
            let end = view.bytes(colon).start;
            (
                colon + 1..view.len(),
                Span::new(view.sentence.span.start, end),
            )
        } else if colon <= 3 {
            (
                0..colon,
                Span::new(view.bytes(colon).end, view.sentence.span.end),
            )
        } else {
            return None;
        };
        let speaker = nodes.rev().find(|at| view.is_nominal(*at))?;
        let fits = arguments.words.unnamed.contains(view.lemma(speaker))
            || view
                .own_mention(speaker)
                .is_some_and(|mention| view.class(mention.entity).is_actor())
            || view.lemma(speaker) == "monitor";
        if !fits {
            return None;
        }
        let cue = view.bytes(colon);
        let speakers = self.speaker(arguments, speaker, cue).into_iter().collect();
        Some(Event {
            speakers,
            cue,
            node: colon,
            speaker_node: speaker,
            cited: false,
            speaker: Some(view.bytes(speaker)),
            scope: Scope::Bytes(scope),
        })
    }

    /// "the report that …", "reports came that …", "X's claim that …": a noun of stating with its clause.
    pub(super) fn statement(
        &self,
        arguments: &mut Arguments<'_, '_>,
        noun: usize,
    ) -> Option<Event> {
        let view = arguments.view;
        let nouns = &arguments.words.language.speech.nouns;
        if !view.is_nominal(noun) || !nouns.iter().any(|word| word == view.lemma(noun)) {
            return None;
        }
        let told = |top: usize| {
            view.children(top).find(|child| {
                *child > noun
                    && matches!(
                        view.relation(*child),
                        Dependency::Acl | Dependency::Ccomp | Dependency::AclRelcl
                    )
                    && view.children(*child).any(|mark| {
                        view.relation(mark) == Dependency::Mark && view.form(mark) == "that"
                    })
            })
        };
        let above = || {
            let head = view.head(noun)?;
            let subject = view.relation(noun) == Dependency::Nsubj
                && view.tag(head) == PartOfSpeech::Verb
                && !arguments.words.speech.contains(view.lemma(head));
            if subject { told(head) } else { None }
        };
        // "said in a report that": the clause is what the verb's subject says.
        let beside = view.head(noun).is_some_and(|head| {
            view.preposition(noun).is_some() && arguments.words.speech.contains(view.lemma(head))
        });
        if beside {
            return None;
        }
        let clause = told(noun).or_else(above)?;
        let cue = view.bytes(noun);
        let speakers = self.speaker(arguments, noun, cue).into_iter().collect();
        Some(Event {
            speakers,
            cue,
            node: noun,
            speaker_node: noun,
            cited: false,
            speaker: Some(view.phrase(noun)),
            scope: Scope::Nodes(self.below(view, &[clause])),
        })
    }
}

/// The person in a speaker's noun phrase, where the tree has made the body that he belongs to its head: "UN envoy X
/// said", "X, head of the navy, said".
fn entitled(view: &View<'_>, agent: usize, verb: usize) -> Option<usize> {
    let person = |at: usize| {
        view.own_mention(at).is_some_and(|mention| {
            mention.kind == MentionKind::Name && view.class(mention.entity) == Class::Person
        })
    };
    let body = view
        .own_mention(agent)
        .is_some_and(|mention| !matches!(view.class(mention.entity), Class::Person));
    if !body || agent >= verb {
        return None;
    }
    let inside = |at: &usize| {
        matches!(
            view.tag(*at),
            PartOfSpeech::Determiner
                | PartOfSpeech::Adjective
                | PartOfSpeech::Noun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::Adposition
                | PartOfSpeech::Punctuation
                | PartOfSpeech::Particle
                | PartOfSpeech::Numeral
        ) && view.form(*at) != "\""
    };
    let behind = (agent + 1..verb)
        .take_while(inside)
        .find(|at| person(*at))
        .filter(|at| (*at + 1..verb).all(|rest| view.form(rest) == ","));
    // A title must stand between the name and the body.
    let before = || {
        let mut titled = false;
        for at in (0..agent).rev().take_while(inside) {
            if person(at) {
                return Some(at).filter(|_| titled);
            }
            titled |= view.tag(at) == PartOfSpeech::Noun && view.own_mention(at).is_none();
        }
        None
    };
    behind.or_else(before)
}
