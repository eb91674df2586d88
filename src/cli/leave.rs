//! The folder of a build, filled from extraction records: what `build` and `assemble` have in common.
//!
//! The records are gone through twice. The first time each leaves its outline in memory; then all outlines are resolved;
//! the second time each record is described in RDF and forgotten.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use indexmap::IndexMap;

use super::input::DataFiles;
use crate::export::{
    self, Input, Manifest, RecordPlaces, Stage, StagedFile, dot, report, svg, write_record,
};
use crate::graph::{Graph, Limits};
use crate::load::DataFile;
use crate::model::{Knowledge, Outline, Record};
use crate::pipeline::{Data, assemble};
use crate::resolve::Outliner;
use crate::store::{self, AssertionPolicy, BuildDescription, Content, UsedFile};
use crate::syntax;

/// What `graph.dot` and `graph.svg` show at most.
pub(super) const MOST_DRAWN: Limits = Limits {
    entities: 1000,
    statements: 2000,
};

/// The file of extraction records.
const RECORDS: &str = "extractions.jsonl";

/// A build on its way into its folder.
pub(super) struct Leaving {
    stage: Stage,
    records: Option<StagedFile>,
    places: RecordPlaces,
    outliner: Outliner,
    outlines: Vec<Outline>,
}

impl Leaving {
    /// Makes the folder ready. Its old files stay until all new ones are written.
    pub fn open(folder: &Path) -> Result<Self> {
        let cannot = || format!("cannot write to the folder {}", folder.display());
        let stage = Stage::open(folder).with_context(cannot)?;
        let records = stage.create(RECORDS).with_context(cannot)?;
        Ok(Self {
            places: RecordPlaces::of_file(records.path().to_owned()),
            records: Some(records),
            stage,
            outliner: Outliner::default(),
            outlines: Vec::new(),
        })
    }

    /// Whether no record has come.
    pub fn is_empty(&self) -> bool {
        self.outlines.is_empty()
    }

    /// Takes the next record, in the order of document ids, and writes it.
    pub fn record(&mut self, record: &Record) -> Result<()> {
        if let Some(file) = &mut self.records {
            let start = file.bytes();
            let length = write_record(record, file).with_context(|| RECORDS)?;
            self.places.push(start, length);
        }
        self.outlines.push(self.outliner.outline(record));
        Ok(())
    }

    /// Leaves the text that a record's offsets point into.
    pub fn text(&mut self, name: &str, text: &[u8]) -> Result<()> {
        Ok(self
            .stage
            .write(&format!("texts/{name}"), |file| file.write_all(text))?)
    }

    /// Resolves what the records say, writes all other files and moves everything into place.
    pub fn finish(mut self, files: &DataFiles, data: &Data) -> Result<Knowledge> {
        if let Some(file) = self.records.take() {
            self.stage.close(file)?;
        }
        drop(self.outliner);
        let records = self.places.read();
        Self::rest(self.stage, self.outlines, records, files, data)
    }

    /// Writes records that lie elsewhere, in the order of document ids, and does the rest as `finish` does.
    pub fn finish_with(
        self,
        outlines: Vec<Outline>,
        places: &RecordPlaces,
        files: &DataFiles,
        data: &Data,
    ) -> Result<Knowledge> {
        let mut leaving = self;
        for record in places.read() {
            let record = record?;
            if let Some(file) = &mut leaving.records {
                let start = file.bytes();
                let length = write_record(&record, file).with_context(|| RECORDS)?;
                leaving.places.push(start, length);
            }
        }
        leaving.outlines = outlines;
        leaving.finish(files, data)
    }

    fn rest(
        mut stage: Stage,
        outlines: Vec<Outline>,
        records: impl Iterator<Item = std::io::Result<Record>>,
        files: &DataFiles,
        data: &Data,
    ) -> Result<Knowledge> {
        let knowledge = assemble(outlines, data);
        let build = BuildDescription {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            files: files.used(data)?,
        };
        let content = Content {
            knowledge: &knowledge,
            gazetteer: &data.gazetteer,
            ontology: &data.ontology,
            policy: AssertionPolicy::default(),
            build: &build,
        };
        let (mut nquads, mut trig) = (stage.create("graph.nq")?, stage.create("graph.trig")?);
        store::write(content, records, &mut nquads, &mut trig, &stage.scratch())
            .context("graph.nq and graph.trig")?;
        stage.close(nquads)?;
        stage.close(trig)?;
        let graph = Graph::strongest_of(&knowledge, &data.ontology, MOST_DRAWN);
        stage.write("graph.dot", |file| dot::write(&graph, file))?;
        stage.write("graph.svg", |file| svg::write(&graph, file))?;
        drop(graph);
        stage.write("report.md", |file| {
            report::write(&knowledge, &data.ontology, file)
        })?;
        stage.finish(manifest(files, data, &knowledge))?;
        Ok(knowledge)
    }
}

impl DataFiles {
    /// The hashes of the gazetteer and of the ontology.
    pub fn hashes(&self) -> (String, String) {
        (
            export::hash_of(&self.gazetteer.0, &self.gazetteer.1),
            export::hash_of(&self.ontology.0, &self.ontology.1),
        )
    }

    /// The data files by name and hash, in the order of their names: those of both folders, the ledger, the
    /// compiled lists, the parser's model.
    fn used(&self, data: &Data) -> Result<Vec<UsedFile>> {
        let mut used = export::used_files(&self.gazetteer.0, &self.gazetteer.1, "gazetteer");
        used.extend(export::used_files(
            &self.ontology.0,
            &self.ontology.1,
            "ontology",
        ));
        let ledger: Vec<DataFile> = self
            .identity
            .iter()
            .map(|file| DataFile {
                path: "identity.toml".to_owned(),
                text: file.text.clone(),
            })
            .collect();
        used.extend(export::used_files(&ledger, "", "identity"));
        for (path, list) in self.lists.iter().zip(&data.gazetteer.lists) {
            used.push(UsedFile {
                path: format!("list/{}", list.name()),
                sha256: export::hash_of_file(path)?,
            });
        }
        used.push(UsedFile {
            path: "parser/model".to_owned(),
            sha256: syntax::bundled_model_hash(),
        });
        Ok(used)
    }
}

/// The checksum and the name of each compiled list.
pub(super) fn lists(data: &Data) -> Vec<String> {
    let lists = data.gazetteer.lists.iter();
    lists
        .map(|list| format!("{} {}", list.checksum(), list.name()))
        .collect()
}

fn manifest(files: &DataFiles, data: &Data, knowledge: &Knowledge) -> Manifest {
    let (gazetteer, ontology) = files.hashes();
    Manifest {
        dossier: env!("CARGO_PKG_VERSION").to_owned(),
        gazetteer,
        lists: lists(data),
        ontology,
        identity: files
            .identity
            .as_ref()
            .map(|file| export::hash_of(std::slice::from_ref(file), &file.path)),
        parser: syntax::bundled_model_hash(),
        counts: counts(knowledge),
        inputs: knowledge
            .outlines
            .iter()
            .map(|outline| Input {
                doc: outline.doc.to_string(),
                path: outline.path.to_string(),
                sha256: outline.sha256.to_string(),
            })
            .collect(),
        outputs: Vec::new(),
    }
}

fn counts(knowledge: &Knowledge) -> IndexMap<String, u64> {
    let mentions = knowledge.entities.values().map(|e| u64::from(e.mentions));
    let corroborated = knowledge.propositions.iter().filter(|p| p.corroborated);
    [
        ("documents", knowledge.outlines.len() as u64),
        ("entities", knowledge.entities.len() as u64),
        ("mentions", mentions.sum()),
        ("claims", knowledge.claims.len() as u64),
        ("propositions", knowledge.propositions.len() as u64),
        ("corroborated", corroborated.count() as u64),
        ("contradictions", knowledge.contradictions.len() as u64),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), count))
    .collect()
}

/// The longest name of a file before its ending; longer ones are cut.
const LONGEST: usize = 150;

/// The name of the file that holds a document's text. What no file system takes is written as its bytes, `%` and two
/// digits each; a name that is too long is cut and told apart by a hash of the whole.
pub(super) fn text_name(doc: &str) -> String {
    let mut name = String::with_capacity(doc.len() + 4);
    for c in doc.chars() {
        if c.is_control()
            || matches!(
                c,
                '/' | '\\' | ':' | '%' | '*' | '?' | '"' | '<' | '>' | '|'
            )
        {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(name, "%{byte:02X}");
            }
        } else {
            name.push(c);
        }
    }
    if name.len() > LONGEST {
        let hash = export::hash_of(
            &[DataFile {
                path: String::new(),
                text: name.clone(),
            }],
            "",
        );
        let mut end = LONGEST;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
        let _ = write!(name, "-{}", &hash[..16]);
    }
    name.push_str(".txt");
    name
}

#[cfg(test)]
mod tests {
    use super::text_name;

    #[test]
    fn every_id_has_a_name_of_its_own() {
        assert_eq!(text_name("003-fort-russ"), "003-fort-russ.txt");
        assert_eq!(text_name("a/b"), "a%2Fb.txt");
        assert_eq!(text_name("a%2Fb"), "a%252Fb.txt");
        let long = "ي".repeat(300);
        assert!(text_name(&long).len() < 200);
        assert_ne!(text_name(&long), text_name(&format!("{long}ي")));
    }
}
