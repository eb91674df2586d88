//! Takes a document's trees and mentions with the relation rules, and gives claims: who did what to whom,
//! who says so, and how surely. Must not know of the store.
//!
//! The way of one sentence: its predicates' deep arguments (`arguments`), whichever construction they stand in;
//! the trigger words of the rules (`triggers`) and links between two nouns (`links`); the ends that the arguments
//! stand for (`ends`); what denies, plans or doubts (`stance`), who is credited (`attribution`), when (`time`), how many
//! (`quantity`) and where; and last the choice among what was found (`choose`).

mod arguments;
mod attribution;
mod choose;
mod deeds;
mod ends;
mod examples;
mod links;
mod quantity;
mod repair;
mod sentence;
mod stance;
mod states;
mod story;
mod time;
mod trace;
mod triggers;
mod view;
mod words;

use std::fmt;

use indexmap::IndexMap;

use crate::load::{Gazetteer, Judged, Ontology, RelationRules, RelationSignature, Relations, Rule};
use crate::model::{Claim, Class, Document, Mentions, Sentence, Tree};

use attribution::Speech;
use triggers::Triggers;
use view::View;
use words::Words;

pub use examples::{Analysed, check_examples};
pub use trace::{Attempt, Outcome, Trace, TracedPredicate, TracedSpeech, TracedStance, TracedTime};

/// Finds claims by rules. Made once, used for all documents.
pub struct Extractor<'d> {
    rules: Vec<Compiled<'d>>,
    triggers: Triggers,
    words: Words,
    states: states::States,
    precision: &'d IndexMap<String, Judged>,
}

/// A relation's rules with what the ontology says of it.
struct Compiled<'d> {
    rules: &'d RelationRules,
    signature: &'d RelationSignature,
    /// Whether deeds stand as subjects of its words: "the attack killed".
    by_deeds: bool,
}

impl Compiled<'_> {
    fn rule(&self, at: usize) -> Option<&Rule> {
        self.rules.rules.get(at)
    }
}

impl fmt::Debug for Extractor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor")
            .field("relations", &self.rules.len())
            .finish_non_exhaustive()
    }
}

impl<'d> Extractor<'d> {
    /// Makes the rules ready. Rules of relations that the ontology does not know find nothing.
    pub fn new(relations: &'d Relations, ontology: &'d Ontology) -> Self {
        let known: Vec<&RelationRules> = relations
            .relations
            .iter()
            .filter(|rules| ontology.relation(rules.relation.as_str()).is_some())
            .collect();
        let triggers = Triggers::new(&known);
        let words = Words::new(&relations.language, &known);
        let rules = known
            .into_iter()
            .filter_map(|rules| {
                let signature = ontology.relation(rules.relation.as_str())?;
                let by_deeds = rules.rules.iter().any(deeds::takes_deeds);
                Some(Compiled {
                    rules,
                    signature,
                    by_deeds,
                })
            })
            .collect();
        Self {
            precision: &relations.precision,
            rules,
            triggers,
            words,
            states: states::States::default(),
        }
    }

    /// The same, with what the gazetteer tells of states: their adjectives, and the places that two of them share.
    #[must_use]
    pub fn knowing(mut self, gazetteer: &Gazetteer) -> Self {
        self.states = states::States::new(gazetteer);
        self
    }

    /// The claims of a document, in the order of the text.
    pub fn relate(
        &self,
        document: &Document,
        sentences: &[Sentence],
        trees: &[Tree],
        mentions: &Mentions,
    ) -> Vec<Claim> {
        self.run(document, sentences, trees, mentions, None)
    }

    /// The same, with what was tried and where it stopped.
    pub fn relate_traced(
        &self,
        document: &Document,
        sentences: &[Sentence],
        trees: &[Tree],
        mentions: &Mentions,
    ) -> (Vec<Claim>, Trace) {
        let mut trace = Trace::default();
        let claims = self.run(document, sentences, trees, mentions, Some(&mut trace));
        (claims, trace)
    }

    fn run(
        &self,
        document: &Document,
        sentences: &[Sentence],
        trees: &[Tree],
        mentions: &Mentions,
        mut trace: Option<&mut Trace>,
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        let mut speech = Speech::new(document);
        let mut clock = time::Clock::new(document.published);
        let mut told = deeds::Deeds::default();
        let mut story = story::Story::default();
        for (index, (sentence, tree)) in sentences.iter().zip(trees).enumerate() {
            if !view::fits(sentence, tree) {
                continue;
            }
            let here = mentions.in_sentence(index as u32);
            let tree = repair::mend(&document.text, sentence, tree, here, &self.words);
            let Some(view) = View::new(&document.text, index as u32, sentence, &tree, mentions)
            else {
                continue;
            };
            let mut reader = sentence::Reader::new(self, &view, &mut speech, &mut clock, &mut told);
            let mut found = reader.candidates(trace.as_deref_mut());
            let times = reader.times();
            choose::in_sentence(&self.rules, &mut found);
            story.date(&view, &self.words, &times, &mut clock, &mut found);
            claims.extend(found.into_iter().map(|candidate| candidate.claim));
        }
        speech.finish(sentences, &mut claims);
        story.finish(&self.words, sentences, &mut claims);
        let one = |entity: u32| {
            mentions
                .entities
                .get(entity as usize)
                .is_some_and(|known| known.class == Class::Person || known.class.is_ground())
        };
        choose::in_document(&self.rules, &mut claims, &one);
        for claim in &mut claims {
            claim.confidence = self
                .precision
                .get(&*claim.rule)
                .map(|judged| judged.confidence());
        }
        claims
    }
}

#[cfg(test)]
mod tests;
