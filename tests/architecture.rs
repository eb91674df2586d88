//! The rules of ARCHITECTURE.md that a look at the sources can hold. (That the same input gives the
//! same bytes on any number of threads is held in `tests/cli.rs`.)

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages that hold no input or output, no clock and no randomness.
const PURE: [&str; 6] = ["segment", "names", "syntax", "refer", "relate", "resolve"];

/// All stages.
const STAGES: [&str; 12] = [
    "model", "load", "read", "segment", "names", "syntax", "refer", "relate", "resolve", "store",
    "graph", "export",
];

/// The sources under `src/`, without their tests and comments, each with its stage.
fn sources() -> Vec<(String, PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs")
                && path
                    .file_stem()
                    .is_none_or(|stem| stem != "tests" && stem != "build")
                && !path.components().any(|part| part.as_os_str() == "tests")
            {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let stage = |path: &Path| {
        let inside = path.strip_prefix(&root).unwrap();
        let first = inside
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        first.trim_end_matches(".rs").to_owned()
    };
    paths
        .into_iter()
        .map(|path| {
            (
                stage(&path),
                path.clone(),
                code(&fs::read_to_string(&path).unwrap()),
            )
        })
        .collect()
}

/// A source without its comments and without what stands behind `#[cfg(test)]`.
fn code(source: &str) -> String {
    let source = source
        .split("#[cfg(test)]\nmod ")
        .next()
        .unwrap_or_default();
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| format!("{}\n", line.split(" // ").next().unwrap_or_default()))
        .collect()
}

#[test]
fn a_stage_imports_the_model_and_what_load_gives_and_no_other_stage() {
    for (stage, path, code) in sources() {
        if !STAGES.contains(&stage.as_str()) {
            continue;
        }
        let allowed: &[&str] = match stage.as_str() {
            "model" => &[],
            "load" => &["model"],
            // Formats are written from the graph and the store.
            "export" => &["model", "load", "graph", "store"],
            _ => &["model", "load"],
        };
        for other in STAGES.iter().chain(&["pipeline", "cli"]) {
            if *other != stage && !allowed.contains(other) {
                let import = format!("crate::{other}");
                let grouped = code.lines().any(|line| {
                    line.trim_start().starts_with("use crate::{")
                        && line.contains(&format!(" {other}::"))
                });
                assert!(
                    !code.contains(&import) && !grouped,
                    "{} imports {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn from_segment_to_resolve_there_is_no_input_no_output_no_clock_and_no_chance() {
    for (stage, path, code) in sources() {
        if PURE.contains(&stage.as_str()) {
            for word in [
                "std::fs",
                "std::net",
                "std::time",
                "std::env",
                "std::process",
                "Instant::",
                "SystemTime",
                "rand::",
            ] {
                assert!(!code.contains(word), "{} holds {word}", path.display());
            }
        }
    }
}

#[test]
fn each_foreign_library_stays_in_its_place() {
    for (stage, path, code) in sources() {
        let place = path.to_string_lossy().replace('\\', "/");
        let homes: [(&str, bool); 3] = [
            (
                "oxigraph",
                stage == "store" || place.contains("export/rdf") || place.contains("load/ontology"),
            ),
            ("petgraph", stage == "graph" || stage == "export"),
            ("clap", stage == "cli"),
        ];
        for (library, at_home) in homes {
            let named =
                code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            assert!(at_home || !named, "{place} names {library}");
        }
    }
}

#[test]
fn no_force_place_or_relation_is_named_in_the_code() {
    let mut names = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in dossier::load::read_folder(&root.join("gazetteer")).unwrap() {
        if file.path.ends_with(".toml") {
            let table: toml::Table = file.text.parse().unwrap_or_default();
            for (id, entry) in &table {
                if entry.get("type").is_some()
                    && entry.get("label").is_some_and(|label| label.is_str())
                {
                    // A short id such as `male` or `time` is also an ordinary word.
                    if id.contains('-') {
                        names.insert(id.clone());
                    }
                    names.insert(entry["label"].as_str().unwrap_or_default().to_owned());
                }
            }
        }
    }
    for file in dossier::load::read_folder(&root.join("ontology/relations")).unwrap() {
        let stem = Path::new(&file.path)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        if file.path.ends_with(".toml") {
            names.insert(stem);
        }
    }
    assert!(
        names.len() > 1000 && names.contains("captures"),
        "the data was not read"
    );
    // Fields of the gazetteer are called by the same words; no relation is meant there.
    let ordinary = ["near", "leads", "borders", "Time"];
    for (_, path, code) in sources() {
        for literal in code.split('"').skip(1).step_by(2) {
            assert!(
                !names.contains(literal) || ordinary.contains(&literal),
                "{} names {literal:?}: it belongs in gazetteer/ or ontology/",
                path.display()
            );
        }
    }
}

#[test]
fn the_library_neither_prints_nor_exits() {
    for (stage, path, code) in sources() {
        if stage == "cli" || stage == "main" {
            continue;
        }
        for word in [
            "println!",
            "eprintln!",
            "print!(",
            "process::exit",
            ".unwrap()",
            ".expect(",
            "panic!(",
            "unreachable!(",
        ] {
            assert!(!code.contains(word), "{} holds {word}", path.display());
        }
    }
}

#[test]
fn files_stay_short() {
    for (_, path, _) in sources() {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}
