//! The data files built into the program, so that it runs from one file anywhere.

use super::DataFile;

include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The project's own gazetteer, in the order of the files' paths.
pub fn gazetteer() -> Vec<DataFile> {
    files(GAZETTEER)
}

/// The project's own ontology: classes, relation rules, shapes and queries.
pub fn ontology() -> Vec<DataFile> {
    files(ONTOLOGY)
}

fn files(bundled: &[(&str, &str)]) -> Vec<DataFile> {
    bundled
        .iter()
        .map(|(path, text)| DataFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect()
}
