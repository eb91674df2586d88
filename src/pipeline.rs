//! The river from a text to its claims, and from all claims to one graph. This file alone knows the order.
//!
//! ```text
//! read → segment → names → syntax → refer → relate  │ each document by itself, in parallel
//! resolve → store, graph → export                   │ all documents together
//! ```

use rayon::prelude::*;

use crate::cache::{Cache, Entry, Key};
use crate::load::{DataFile, Gazetteer, Ledger, Nominals, Ontology, Relations};
use crate::model::{
    Claim, Diagnostic, Document, Knowledge, Mentions, NameMention, Outline, PartialDate, Record,
    Sentence, Severity, Span, Tree, Word,
};
use crate::names::{Suggestions, Tagger};
use crate::read::{self, Source};
use crate::refer::Resolver;
use crate::relate::{self, Extractor, Trace};
use crate::resolve::{self, Background};
use crate::segment::segment;
use crate::syntax::Parser;

/// The checked data that the stages work with.
#[derive(Debug)]
pub struct Data {
    /// Names.
    pub gazetteer: Gazetteer,
    /// Nouns that refer.
    pub nominals: Nominals,
    /// Classes, relations with their marks, named queries.
    pub ontology: Ontology,
    /// The rules that find relations.
    pub relations: Relations,
    /// What users decided on who is who; empty unless it is set.
    pub ledger: Ledger,
}

impl Data {
    /// Loads all data from the files of the gazetteer and of the ontology. What is wrong is reported and left out.
    pub fn load(gazetteer: &[DataFile], ontology: &[DataFile]) -> (Self, Vec<Diagnostic>) {
        let (gazetteer_loaded, mut diagnostics) = Gazetteer::load(gazetteer);
        let (nominals, wrong) = Nominals::load(gazetteer);
        diagnostics.extend(wrong);
        let (ontology_loaded, wrong) = Ontology::load(ontology);
        diagnostics.extend(wrong);
        let (relations, wrong) = Relations::load(ontology);
        diagnostics.extend(wrong);
        let data = Self {
            gazetteer: gazetteer_loaded,
            nominals,
            ontology: ontology_loaded,
            relations,
            ledger: Ledger::default(),
        };
        (data, diagnostics)
    }

    /// What the stage `resolve` knows before any document is read.
    pub fn background(&self) -> Background<'_> {
        Background {
            gazetteer: &self.gazetteer,
            ontology: &self.ontology,
            ledger: &self.ledger,
        }
    }
}

/// All that the stages found in one document.
#[derive(Debug)]
pub struct Analysis {
    /// What was read.
    pub document: Document,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// Its names, with what each may stand for.
    pub names: Vec<NameMention>,
    /// A tree for each sentence.
    pub trees: Vec<Tree>,
    /// Its mentions, settled.
    pub mentions: Mentions,
    /// What it says.
    pub claims: Vec<Claim>,
}

impl Analysis {
    /// The extraction record of the document.
    pub fn record(&self) -> Record {
        Record::new(
            &self.document,
            &self.sentences,
            &self.mentions,
            &self.claims,
        )
    }
}

/// Documents that are worked on at a time; what was found in them is given away before the next are read.
const AT_A_TIME: usize = 128;

/// What is left of a document when its stages are done.
#[derive(Debug)]
pub struct Extracted {
    /// Its extraction record.
    pub record: Record,
    /// How many words it has.
    pub words: u64,
    /// Its text, where that is not simply its file's content.
    pub text: Option<String>,
    /// The entry of the cache that holds it; `None` without a cache.
    pub key: Option<Key>,
    /// Whether an earlier build extracted it.
    pub kept: bool,
    /// What went wrong with the cache; the record is good all the same.
    pub notes: Vec<Diagnostic>,
}

/// The stages that work on one document, made ready once.
pub struct Pipeline<'d> {
    tagger: Tagger<'d>,
    parser: &'static Parser,
    resolver: Resolver<'d>,
    extractor: Extractor<'d>,
}

impl<'d> Pipeline<'d> {
    /// Makes the stages ready.
    pub fn new(data: &'d Data) -> Self {
        Self {
            tagger: Tagger::new(&data.gazetteer),
            parser: Parser::bundled(),
            resolver: Resolver::new(&data.gazetteer, &data.nominals),
            extractor: Extractor::new(&data.relations, &data.ontology).knowing(&data.gazetteer),
        }
    }

    /// Takes one document through all stages.
    pub fn analyse(&self, document: Document) -> Analysis {
        let sentences = segment(&document);
        let names = self.tagger.tag(&document, &sentences);
        let trees = self.parse(&document, &sentences, &names);
        let mentions = self.resolver.settle(&document, &sentences, &names, &trees);
        let claims = self
            .extractor
            .relate(&document, &sentences, &trees, &mentions);
        Analysis {
            document,
            sentences,
            names,
            trees,
            mentions,
            claims,
        }
    }

    /// What was tried in a document, and where each try stopped.
    pub fn trace(&self, analysis: &Analysis) -> Trace {
        let Analysis {
            document,
            sentences,
            trees,
            mentions,
            ..
        } = analysis;
        self.extractor
            .relate_traced(document, sentences, trees, mentions)
            .1
    }

    /// Takes a text that is all prose through all stages, as published on the given day.
    pub fn analyse_text(&self, text: &str, published: Option<PartialDate>) -> Analysis {
        let metadata = read::Metadata {
            published,
            ..read::Metadata::default()
        };
        let mut document = read::document(
            "text".into(),
            "-".into(),
            text.to_owned(),
            text.as_bytes(),
            metadata,
        );
        document.headline = None;
        document.prose = vec![Span::new(0, text.len() as u32)];
        self.analyse(document)
    }

    /// Takes articles through all stages on all cores, a few at a time, and gives what was found in each to `take`, in
    /// their order. What `cache` holds is taken from there, and what it does not is put there.
    ///
    /// # Errors
    /// The first error of `take`.
    pub fn extract_each<E>(
        &self,
        sources: impl IntoIterator<Item = Source>,
        cache: Option<&Cache>,
        mut take: impl FnMut(Result<Extracted, Box<Diagnostic>>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut sources = sources.into_iter();
        loop {
            let batch: Vec<Source> = sources.by_ref().take(AT_A_TIME).collect();
            if batch.is_empty() {
                return Ok(());
            }
            let results: Vec<Result<Extracted, Box<Diagnostic>>> = batch
                .into_par_iter()
                .map(|source| self.extract_one(source, cache))
                .collect();
            results.into_iter().try_for_each(&mut take)?;
        }
    }

    fn extract_one(
        &self,
        source: Source,
        cache: Option<&Cache>,
    ) -> Result<Extracted, Box<Diagnostic>> {
        let needs_text = source.is_extracted();
        let document = source.read()?;
        let text = needs_text.then(|| document.text.clone());
        let key = cache.map(|cache| cache.key(&document));
        let mut notes = Vec::new();
        if let Some((cache, key)) = cache.zip(key.as_ref()) {
            match cache.get(key) {
                Ok(Some(Entry { words, record })) => {
                    return Ok(Extracted {
                        record,
                        words,
                        text,
                        key: Some(key.clone()),
                        kept: true,
                        notes,
                    });
                }
                Ok(None) => {}
                Err(damaged) => notes.push(*damaged),
            }
        }
        let analysis = self.analyse(document);
        let words = analysis.sentences.iter().map(|s| s.tokens.len() as u64);
        let entry = Entry {
            words: words.sum(),
            record: analysis.record(),
        };
        if let Some((cache, key)) = cache.zip(key.as_ref())
            && let Err(error) = cache.put(key, &entry)
        {
            let message = format!("what was extracted cannot be kept: {error}");
            let path = &entry.record.path;
            notes.push(Diagnostic::of_file(Severity::Warning, path, message));
        }
        Ok(Extracted {
            record: entry.record,
            words: entry.words,
            text,
            key,
            kept: false,
            notes,
        })
    }

    /// Reads and analyses articles on all cores, in their order. `done` is called once for each.
    pub fn extract(
        &self,
        sources: Vec<Source>,
        done: impl Fn() + Sync,
    ) -> (Vec<Analysis>, Vec<Diagnostic>) {
        let results: Vec<Result<Analysis, Box<Diagnostic>>> = sources
            .into_par_iter()
            .map(|source| {
                let analysis = source.read().map(|document| self.analyse(document));
                done();
                analysis
            })
            .collect();
        let (mut analyses, mut diagnostics) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(analysis) => analyses.push(analysis),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        (analyses, diagnostics)
    }

    /// Gathers the unlisted names of articles, read on all cores. `done` is called once for each.
    pub fn suggest(
        &self,
        sources: Vec<Source>,
        done: impl Fn() + Sync,
    ) -> (Suggestions, Vec<Diagnostic>) {
        let results: Vec<Result<_, Box<Diagnostic>>> = sources
            .into_par_iter()
            .map(|source| {
                let named = source.read().map(|document| {
                    let sentences = segment(&document);
                    let names = self.tagger.tag(&document, &sentences);
                    (document, sentences, names)
                });
                done();
                named
            })
            .collect();
        let (mut suggestions, mut diagnostics) = (Suggestions::default(), Vec::new());
        for result in results {
            match result {
                Ok((document, sentences, names)) => suggestions.add(&document, &sentences, &names),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
        (suggestions, diagnostics)
    }

    fn parse(
        &self,
        document: &Document,
        sentences: &[Sentence],
        names: &[NameMention],
    ) -> Vec<Tree> {
        let mut rest = names;
        let mut trees = Vec::with_capacity(sentences.len());
        for (at, sentence) in sentences.iter().enumerate() {
            let here = rest.partition_point(|name| name.sentence as usize <= at);
            let (inside, after) = rest.split_at(here);
            rest = after;
            let units: Vec<Span<Word>> = inside.iter().map(|name| name.words).collect();
            trees.push(self.parser.parse(&document.text, sentence, &units));
        }
        trees
    }
}

/// What running the rules' own examples showed.
#[derive(Debug)]
pub struct Examples {
    /// How many were run.
    pub run: usize,
    /// Those that came out otherwise, each at its place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Runs the examples of all relation rules through all stages. `ontology` are the files that the data was loaded from.
pub fn check_examples(data: &Data, ontology: &[DataFile]) -> Examples {
    let pipeline = Pipeline::new(data);
    let published = PartialDate::day(2017, 6, 18);
    let analyse = |text: &str| {
        let analysis = pipeline.analyse_text(text, Some(published));
        relate::Analysed {
            document: analysis.document,
            mentions: analysis.mentions,
            claims: analysis.claims,
        }
    };
    let rules = data
        .relations
        .relations
        .iter()
        .flat_map(|relation| &relation.rules);
    Examples {
        run: rules.map(|rule| rule.yes.len() + rule.no.len()).sum(),
        diagnostics: relate::check_examples(&data.relations, ontology, analyse),
    }
}

/// What the documents of a build say together; of their records the outlines are enough.
pub fn assemble(outlines: Vec<Outline>, data: &Data) -> Knowledge {
    resolve::resolve_outlines(outlines, data.background())
}
