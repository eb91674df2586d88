//! Whom the document credits with a statement: speech verbs, "according to", quotations over several sentences.

mod closing;
mod events;
mod quotations;
mod scope;
mod speakers;

use crate::model::{Byte, Document, PartOfSpeech, Span, Speaker};

use super::arguments::Arguments;
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
    /// Who says what the first sentence behind the headline tells.
    lead: Option<Vec<Speaker>>,
    /// How many sentences behind the headline have been read.
    sentences: usize,
    /// All events outside quotations: the cue and the speakers.
    told: Vec<(Span<Byte>, Vec<Speaker>)>,
}

impl Speech {
    pub(super) fn new(document: &Document) -> Self {
        Self {
            quoted: quotations::of(document),
            paragraphs: document.prose.clone(),
            events: Vec::new(),
            lead: None,
            sentences: 0,
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
            } else if let Some(event) = self.statement(arguments, node) {
                self.events.push(event);
            }
        }
        if view.sentence.headline {
            let event = self.headline(arguments);
            self.events.extend(event);
        }
        if !view.sentence.headline {
            if self.sentences == 0 {
                let start = view.sentence.span.start;
                self.lead = self
                    .events
                    .iter()
                    .find(|event| matches!(event.scope, Scope::Bytes(span) if span.start == start))
                    .map(|event| event.speakers.clone());
            }
            self.sentences += 1;
        }
        for event in &self.events {
            if !self.is_quoted(event.cue) && !event.speakers.is_empty() {
                self.told.push((event.cue, event.speakers.clone()));
            }
        }
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

    /// Whether a span stands inside a quotation.
    pub(super) fn is_quoted(&self, span: Span<Byte>) -> bool {
        self.quotation(span).is_some()
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
