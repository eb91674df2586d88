//! Whom the document credits with a statement: speech verbs, "according to", quotations over several sentences.

mod scope;

use crate::load::ArgumentRole;
use crate::model::{Byte, Claim, Class, Dependency, Document, PartOfSpeech, Span, Speaker};

use super::arguments::{Arguments, is_ing};
use super::ends::Ends;
use super::trace::{Trace, TracedSpeech};
use super::view::View;

/// Somebody says something in one sentence.
#[derive(Debug, Clone)]
struct Event {
    /// The speaker nearest to the statement first.
    speakers: Vec<Speaker>,
    cue: Span<Byte>,
    /// The node of the cue.
    node: usize,
    /// The node that names the speaker.
    speaker_node: usize,
    /// Whether it quotes another, who then is nearest.
    cited: bool,
    /// The words that name the speaker are not said by him.
    speaker: Option<Span<Byte>>,
    scope: Scope,
}

#[derive(Debug, Clone)]
enum Scope {
    /// These bytes.
    Bytes(Span<Byte>),
    /// These nodes, sorted.
    Nodes(Vec<usize>),
}

/// What is known of who speaks, over a document.
pub(super) struct Speech {
    /// Quotations, without their marks, in order.
    quoted: Vec<Span<Byte>>,
    /// The paragraphs, to keep quotations apart.
    paragraphs: Vec<Span<Byte>>,
    /// Events of the sentence at hand.
    events: Vec<Event>,
    /// All events outside quotations: the cue and the speakers.
    told: Vec<(Span<Byte>, Vec<Speaker>)>,
}

impl Speech {
    pub(super) fn new(document: &Document) -> Self {
        Self {
            quoted: quotations(document),
            paragraphs: document.prose.clone(),
            events: Vec::new(),
            told: Vec::new(),
        }
    }

    /// Reads who speaks in a sentence.
    pub(super) fn enter(&mut self, arguments: &mut Arguments<'_, '_>) {
        self.events.clear();
        let view = arguments.view;
        for node in 0..view.len() {
            if let Some(event) = self.phrase(arguments, node) {
                self.events.push(event);
            } else if view.tag(node) == PartOfSpeech::Verb
                && arguments.words.speech.contains(view.lemma(node))
            {
                let event = self.verb(arguments, node);
                self.events.extend(event);
            }
        }
        if view.sentence.headline {
            let event = self.headline(arguments);
            self.events.extend(event);
        }
        for event in &self.events {
            if !self.is_quoted(event.cue) && !event.speakers.is_empty() {
                self.told.push((event.cue, event.speakers.clone()));
            }
        }
    }

    fn verb(&self, arguments: &mut Arguments<'_, '_>, verb: usize) -> Option<Event> {
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
        // "…, said the army": what follows is the speaker, whatever the parser took it for.
        let next = self.inverted(arguments, verb);
        let named = agent.is_some_and(|agent| {
            view.preposition(agent).is_none()
                && view.own_mention(agent).is_some()
                && agent + 3 >= verb
                && agent < verb
        });
        if let Some(next) = next.filter(|_| !named && !predicate.passive && !quoting) {
            agent = Some(next);
            patient = None;
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
        // "told Reuters": the outlet passes it on.
        let hearer = patient
            .filter(|_| !quoting && !predicate.passive)
            .or(predicate.first(&ArgumentRole::Recipient))
            .or(predicate.first(&ArgumentRole::Preposition("to".into())));
        if let Some(hearer) = hearer {
            let media = |class| class == Class::Media;
            let ends = Ends {
                fits: &media,
                doer: false,
            }
            .at(arguments, hearer);
            speakers.extend(ends.first().map(|end| Speaker {
                entity: Some(end.entity()),
                span: end.span(),
                cue,
            }));
        }
        let named = nodes.first().copied()?;
        let speaker = view.phrase(named);
        let scope = self.scope(
            arguments,
            verb,
            named,
            patient.filter(|_| !predicate.passive),
        )?;
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
    fn phrase(&self, arguments: &mut Arguments<'_, '_>, node: usize) -> Option<Event> {
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
    fn headline(&self, arguments: &mut Arguments<'_, '_>) -> Option<Event> {
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

    /// Who a speaker's noun is.
    fn speaker(
        &self,
        arguments: &mut Arguments<'_, '_>,
        node: usize,
        cue: Span<Byte>,
    ) -> Option<Speaker> {
        let view = arguments.view;
        let span = view.phrase(node);
        let unnamed = arguments.words.unnamed.contains(view.lemma(node));
        let own = view.own_mention(node).filter(|mention| {
            let entity = &view.mentions.entities[mention.entity as usize];
            entity.class.is_actor() && (!unnamed || entity.class == Class::Person)
        });
        if let Some(own) = own {
            return Some(Speaker {
                entity: Some(own.entity),
                span: own.span,
                cue,
            });
        }
        // "the head of the group, X": the name beside the description.
        let beside = view
            .children(node)
            .filter(|child| matches!(view.relation(*child), Dependency::Appos | Dependency::Flat))
            .filter_map(|at| view.own_mention(at))
            .find(|mention| view.class(mention.entity) == Class::Person);
        if let Some(person) = beside {
            return Some(Speaker {
                entity: Some(person.entity),
                span: person.span,
                cue,
            });
        }
        if unnamed && let Some(known) = self.spoken_of(view, node, span) {
            return Some(Speaker { cue, ..known });
        }
        if unnamed {
            return Some(Speaker {
                entity: None,
                span,
                cue,
            });
        }
        let actor = |class: Class| class.is_actor();
        let ends = Ends {
            fits: &actor,
            doer: false,
        }
        .at(arguments, node);
        if let Some(end) = ends.first() {
            return Some(Speaker {
                entity: Some(end.entity()),
                span: end.span(),
                cue,
            });
        }
        // A place that does not stand for somebody says nothing.
        if view
            .own_mention(node)
            .is_some_and(|mention| !view.class(mention.entity).is_actor())
        {
            return None;
        }
        if view.tag(node) == PartOfSpeech::Pronoun {
            // Whoever spoke last goes on.
            return self
                .told
                .last()
                .and_then(|(_, speakers)| speakers.first().cloned())
                .map(|last| Speaker { cue, ..last });
        }
        Some(Speaker {
            entity: None,
            span,
            cue,
        })
    }

    /// Who "the source", "the general" is: the speaker told of before with the same noun.
    fn spoken_of(&self, view: &View<'_>, node: usize, span: Span<Byte>) -> Option<Speaker> {
        let words = span.of(view.text);
        let definite = words
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("the "));
        // Further words describe another.
        if !definite || words.split_whitespace().count() > 4 {
            return None;
        }
        let noun = view.lemma(node);
        self.told
            .iter()
            .rev()
            .filter_map(|(_, speakers)| speakers.first())
            .find(|speaker| {
                speaker.span.end <= span.start
                    && speaker
                        .span
                        .of(view.text)
                        .to_lowercase()
                        .split_whitespace()
                        .any(|word| word == noun)
            })
            .cloned()
    }

    /// The speakers of what stands at a node, the nearest first.
    pub(super) fn of(&self, view: &View<'_>, node: usize) -> Vec<Speaker> {
        let at = view.bytes(node);
        let mut around: Vec<(u32, &Event)> = self
            .events
            .iter()
            .filter(|event| {
                event.node != node && event.speaker.is_none_or(|speaker| !speaker.covers(at))
            })
            .filter_map(|event| match &event.scope {
                Scope::Bytes(span) => span.covers(at).then(|| (span.len(), event)),
                Scope::Nodes(nodes) => {
                    let first = nodes.first().map_or(at, |first| view.bytes(*first));
                    let last = nodes.last().map_or(at, |last| view.bytes(*last));
                    nodes
                        .binary_search(&node)
                        .is_ok()
                        .then(|| (first.join(last).len(), event))
                }
            })
            .collect();
        around.sort_by_key(|(length, event)| (!event.cited, *length, event.cue));
        let mut speakers: Vec<Speaker> = Vec::new();
        for (_, event) in around {
            for speaker in &event.speakers {
                let same = |other: &Speaker| {
                    other.span == speaker.span
                        || (other.entity.is_some() && other.entity == speaker.entity)
                };
                if !speakers.iter().any(same) {
                    speakers.push(speaker.clone());
                }
            }
        }
        speakers
    }

    fn is_quoted(&self, span: Span<Byte>) -> bool {
        self.quotation(span).is_some()
    }

    fn quotation(&self, span: Span<Byte>) -> Option<Span<Byte>> {
        let after = self
            .quoted
            .partition_point(|quoted| quoted.start <= span.start);
        let last = *self.quoted.get(after.checked_sub(1)?)?;
        last.covers(span).then_some(last)
    }

    /// Credits what stands in quotations to whoever is said to speak next to them.
    pub(super) fn finish(&self, claims: &mut [Claim]) {
        for claim in claims.iter_mut().filter(|claim| claim.speakers.is_empty()) {
            let Some(quotation) = self.quotation(claim.trigger) else {
                continue;
            };
            // A word or two in quotation marks are no speech.
            if quotation.len() < 30 {
                continue;
            }
            let paragraph = self
                .paragraphs
                .iter()
                .find(|paragraph| paragraph.covers(quotation))
                .copied()
                .unwrap_or(quotation);
            let behind = self
                .told
                .iter()
                .filter(|(cue, _)| {
                    cue.start >= quotation.end
                        && paragraph.covers(*cue)
                        && cue.start - quotation.end < 80
                })
                .min_by_key(|(cue, _)| cue.start);
            let before = self
                .told
                .iter()
                .filter(|(cue, _)| cue.end <= quotation.start && quotation.start - cue.end < 600)
                .max_by_key(|(cue, _)| cue.end);
            if let Some((_, speakers)) = behind.or(before) {
                claim.speakers.clone_from(speakers);
            }
        }
    }

    /// Adds this sentence's events to a trace.
    pub(super) fn note(&self, view: &View<'_>, trace: &mut Trace) {
        for event in &self.events {
            let reach = match &event.scope {
                Scope::Bytes(span) => *span,
                Scope::Nodes(nodes) => nodes
                    .iter()
                    .map(|node| view.bytes(*node))
                    .reduce(Span::<Byte>::join)
                    .unwrap_or(event.cue),
            };
            trace.speeches.push(TracedSpeech {
                sentence: view.index,
                speaker: event.speakers.first().map(|speaker| speaker.span),
                cue: event.cue,
                reach,
            });
        }
    }
}

/// The quotations of a document. One that is not closed ends with its paragraph.
fn quotations(document: &Document) -> Vec<Span<Byte>> {
    let mut found = Vec::new();
    for paragraph in &document.prose {
        let mut open: Option<u32> = None;
        for (offset, mark) in paragraph.of(&document.text).char_indices() {
            let at = paragraph.start + offset as u32;
            match (mark, open) {
                ('“' | '«' | '„', None) => open = Some(at + mark.len_utf8() as u32),
                ('"', None) => open = Some(at + 1),
                ('”' | '»' | '"', Some(start)) => {
                    found.push(Span::new(start, at));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(start) = open {
            found.push(Span::new(start, paragraph.end));
        }
    }
    found
}
