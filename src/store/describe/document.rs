//! A document's own graph: what it is, its claims and the pieces of text that show them.

use oxigraph::model::{Literal, NamedNode, Triple};

use super::Content;
use super::speakers::{Speakers, slug};
use crate::model::{
    About as Exactness, EntityId, Knowledge, Modality, Polarity, Record, RecordRelation,
    RecordSource, RecordSpan, ResolvedClaim, TimeRelation,
};
use crate::store::terms::{About, Terms, text};

pub fn describe(
    content: Content<'_>,
    terms: &Terms,
    speakers: &Speakers<'_>,
    record: &Record,
    claims: &[ResolvedClaim],
) -> Vec<Triple> {
    let mut triples = Vec::with_capacity(8 + claims.len() * 40);
    let document = terms.node("doc", &record.doc);
    let mut about = About::new(document.clone(), &mut triples);
    about
        .say(&terms.a, terms.document_class.clone())
        .say(&terms.path, text(&record.path))
        .say(&terms.sha256, text(&record.sha256))
        .say_each(&terms.title, record.title.as_deref().map(text))
        .say_each(
            &terms.date_published,
            record.published.map(|date| terms.when(date)),
        )
        .say_each(
            &terms.url,
            record
                .url
                .as_deref()
                .map(|url| Literal::new_typed_literal(url, terms.any_uri.clone())),
        )
        .say_each(
            &terms.attributed_to,
            speakers.publisher(record.outlet.as_deref(), terms),
        );
    let mut pieces = Pieces {
        terms,
        record,
        document,
        knowledge: content.knowledge,
        speakers,
        triples,
    };
    for claim in claims {
        if let Some(relation) = record.relations.get(claim.relation as usize) {
            pieces.claim(claim, relation);
        }
    }
    pieces.triples
}

struct Pieces<'a> {
    terms: &'a Terms,
    record: &'a Record,
    document: NamedNode,
    knowledge: &'a Knowledge,
    speakers: &'a Speakers<'a>,
    triples: Vec<Triple>,
}

impl Pieces<'_> {
    fn claim(&mut self, claim: &ResolvedClaim, relation: &RecordRelation) {
        let terms = self.terms;
        let id = claim.id.to_string();
        let node = terms.node("claim", &id);
        let sentence = relation
            .sentence_span
            .map(|span| self.sentence(span, &relation.sentence));
        let trigger = self.selection(relation, relation.trigger_span);
        let subject = self.selection(relation, relation.subject_span);
        let object = self.selection(relation, relation.object_span);
        let speakers: Vec<NamedNode> = relation
            .source
            .iter()
            .chain(&relation.chain)
            .enumerate()
            .map(|(at, source)| self.attribution(&id, at + 1, source, relation))
            .collect();
        let proposition = self.knowledge.proposition(claim);
        let origin = self.speakers.origin(claim.origin).cloned();
        let place = relation.place.as_ref().map(|id| self.entity(id));
        let from = relation.from.as_ref().map(|id| self.entity(id));
        let links = 1..=speakers.len();
        let mut about = About::new(node, &mut self.triples);
        about
            .say(&terms.a, terms.claim_class.clone())
            .say(
                &terms.states,
                terms.node("prop", &proposition.id.to_string()),
            )
            .say(&terms.polarity, terms.own(polarity(relation.polarity)))
            .say(&terms.modality, terms.own(modality(relation.modality)))
            .say_each(&terms.said_by, speakers.first().cloned())
            .say_each(&terms.relayed_by, speakers.into_iter().skip(1))
            .say_each(
                &terms.attribution,
                links.map(|at| terms.node("attribution", &format!("{id}-{at}"))),
            )
            .say_each(&terms.origin, origin)
            .say(&terms.derived_from, self.document.clone())
            .say_each(&terms.when, relation.when.map(|date| terms.when(date)))
            .say_each(
                &terms.when_end,
                relation.when_end.map(|date| terms.when(date)),
            )
            .say_each(
                &terms.when_relation,
                relation
                    .when_relation
                    .map(|relation| terms.own(time_relation(relation))),
            )
            .say_each(&terms.where_, place)
            .say_each(&terms.from, from)
            .say_each(&terms.kind, relation.kind.as_deref().map(text))
            .say(&terms.found_by, text(&relation.rule))
            .say_each(
                &terms.confidence,
                relation.confidence.and_then(|number| terms.number(number)),
            )
            .say_each(&terms.has_target, sentence)
            .say_each(&terms.trigger, trigger)
            .say_each(&terms.subject_words, subject)
            .say_each(&terms.object_words, object);
        if let Some(quantity) = &relation.quantity {
            about
                .say_each(&terms.amount, terms.number(quantity.value))
                .say_each(
                    &terms.amount_max,
                    quantity.max.and_then(|number| terms.number(number)),
                )
                .say(&terms.unit, text(&quantity.unit))
                .say(&terms.about, terms.own(exactness(quantity.about)));
        }
    }

    fn entity(&self, id: &EntityId) -> NamedNode {
        let id = self.knowledge.entity(id).map_or(id, |entity| &entity.id);
        self.terms.node("ent", id.as_str())
    }

    /// Describes one link of the chain, and gives the speaker.
    fn attribution(
        &mut self,
        claim: &str,
        position: usize,
        source: &RecordSource,
        relation: &RecordRelation,
    ) -> NamedNode {
        let terms = self.terms;
        let speaker = match &source.entity {
            Some(id) => self.entity(id),
            None => {
                let node = terms.node(
                    "source",
                    &format!("{}-{}", self.record.doc, slug(&source.text)),
                );
                About::new(node.clone(), &mut self.triples)
                    .say(&terms.a, terms.unnamed_source_class.clone())
                    .say(&terms.pref_label, text(&source.text))
                    .say(&terms.derived_from, self.document.clone());
                node
            }
        };
        let words = self.selection(relation, source.span);
        let cue = self.selection(relation, source.cue_span);
        let node = terms.node("attribution", &format!("{claim}-{position}"));
        About::new(node, &mut self.triples)
            .say(&terms.a, terms.attribution_class.clone())
            .say(&terms.position, terms.integer(position))
            .say(&terms.speaker, speaker.clone())
            .say_each(&terms.words, words)
            .say_each(&terms.cue, cue);
        speaker
    }

    fn span_id(&self, [start, end]: RecordSpan) -> String {
        format!("{}-{start}-{end}", self.record.doc)
    }

    /// A sentence, as Web Annotation has it: the resource with a selector by place and one by words.
    fn sentence(&mut self, span: RecordSpan, words: &str) -> NamedNode {
        let terms = self.terms;
        let id = self.span_id(span);
        let node = terms.node("span", &id);
        let position = terms.node("span", &format!("{id}-position"));
        let quote = terms.node("span", &format!("{id}-quote"));
        About::new(node.clone(), &mut self.triples)
            .say(&terms.a, terms.span_class.clone())
            .say(&terms.has_source, self.document.clone())
            .say(&terms.has_selector, position.clone())
            .say(&terms.has_selector, quote.clone());
        About::new(position, &mut self.triples)
            .say(&terms.a, terms.position_selector_class.clone())
            .say(&terms.start, terms.integer(span[0]))
            .say(&terms.end, terms.integer(span[1]));
        About::new(quote, &mut self.triples)
            .say(&terms.a, terms.quote_selector_class.clone())
            .say(&terms.exact, text(words));
        node
    }

    /// A piece of a sentence, by place and words at once.
    fn selection(
        &mut self,
        relation: &RecordRelation,
        span: Option<RecordSpan>,
    ) -> Option<NamedNode> {
        let terms = self.terms;
        let [start, end] = span?;
        let node = terms.node("span", &format!("{}-words", self.span_id([start, end])));
        let words = relation
            .sentence_span
            .filter(|sentence| sentence[0] <= start && end <= sentence[1])
            .map(|sentence| {
                let skipped = (start - sentence[0]) as usize;
                let length = end.saturating_sub(start) as usize;
                relation
                    .sentence
                    .chars()
                    .skip(skipped)
                    .take(length)
                    .collect::<String>()
            });
        About::new(node.clone(), &mut self.triples)
            .say(&terms.a, terms.selection_class.clone())
            .say(&terms.start, terms.integer(start))
            .say(&terms.end, terms.integer(end))
            .say_each(&terms.exact, words.as_deref().map(text));
        Some(node)
    }
}

fn polarity(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "Positive",
        Polarity::Negative => "Negative",
    }
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Actual => "Actual",
        Modality::Intended => "Intended",
        Modality::Possible => "Possible",
    }
}

fn exactness(about: Exactness) -> &'static str {
    match about {
        Exactness::Over => "Over",
        Exactness::Under => "Under",
        Exactness::About => "About",
        Exactness::Exactly => "Exactly",
    }
}

fn time_relation(relation: TimeRelation) -> &'static str {
    match relation {
        TimeRelation::On => "On",
        TimeRelation::Since => "Since",
        TimeRelation::Until => "Until",
        TimeRelation::Before => "Before",
        TimeRelation::After => "After",
    }
}
