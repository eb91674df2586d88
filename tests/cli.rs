//! The real program, as a user runs it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

fn dossier(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("dossier"))
        .args(arguments)
        .current_dir(root())
        .assert()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    folder
}

/// A build of the seeds, made once for all tests.
fn seeds() -> &'static str {
    static BUILD: OnceLock<String> = OnceLock::new();
    BUILD.get_or_init(|| {
        let out = fresh("seeds").to_string_lossy().into_owned();
        dossier(&["build", "seeds", "--out", &out]).success();
        out
    })
}

fn stdout(assert: &OutputAssert) -> String {
    String::from_utf8_lossy(&assert.get_output().stdout).into_owned()
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read(&path).unwrap(),
            )
        })
        .collect();
    found.sort();
    found
}

#[test]
fn a_build_leaves_every_file_and_the_same_bytes_on_any_number_of_threads() {
    let first = files(Path::new(seeds()));
    let names: Vec<&str> = first.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "extractions.jsonl",
            "graph.dot",
            "graph.nq",
            "graph.svg",
            "graph.trig",
            "manifest.json",
            "report.md",
        ]
    );
    let again = fresh("one-thread");
    Command::new(cargo_bin!("dossier"))
        .args(["build", "seeds", "--out"])
        .arg(&again)
        .env("RAYON_NUM_THREADS", "1")
        .current_dir(root())
        .assert()
        .success();
    assert!(first == files(&again), "two builds differ");
}

#[test]
fn every_named_question_has_an_answer_in_every_format() {
    for format in ["table", "csv", "tsv", "json", "xml"] {
        let answer = dossier(&[
            "query",
            "--name",
            "who-controls-what",
            "--format",
            format,
            "--out",
            seeds(),
        ])
        .success();
        assert!(!stdout(&answer).trim().is_empty(), "{format}");
    }
    let three_lines = "SELECT ?who ?what WHERE { ?who dos:captures ?what }";
    dossier(&["query", three_lines, "--out", seeds()]).success();
}

#[test]
fn a_typo_is_answered_with_what_was_meant() {
    let missed = dossier(&["query", "--name", "who-control-what", "--out", seeds()]).code(2);
    let words = String::from_utf8_lossy(&missed.get_output().stderr).into_owned();
    assert!(
        words.contains("did you mean `who-controls-what`?"),
        "{words}"
    );
    dossier(&["query", "SELECT ?x WHERE { ?x", "--out", seeds()]).code(2);
    dossier(&[
        "query",
        "--name",
        "who-controls-what",
        "--out",
        "no/such/folder",
    ])
    .code(2);
}

#[test]
fn an_entity_is_explained_with_its_quotes() {
    let told = stdout(&dossier(&["explain", "syrian-arab-army", "--out", seeds()]).success());
    assert!(
        told.contains("Syrian Arab Army") && told.contains("characters:") && told.contains("rule ")
    );
    dossier(&["explain", "Nobody In Particular", "--out", seeds()]).code(1);
}

#[test]
fn a_picture_of_a_part_is_graphviz() {
    let dot =
        stdout(&dossier(&["draw", "--about", "SAA", "--hops", "1", "--out", seeds()]).success());
    assert!(
        dot.starts_with("digraph") && dot.trim_end().ends_with('}'),
        "{dot}"
    );
    dossier(&["draw", "--relation", "meetWith", "--out", seeds()]).code(2);
}

#[test]
fn a_sentence_is_tried_stage_by_stage() {
    let told = stdout(
        &dossier(&[
            "try",
            "The Syrian army captured Palmyra from ISIS on Friday.",
            "--published",
            "2017-06-18",
        ])
        .success(),
    );
    for part in [
        "Tokens",
        "Tree",
        "Mentions",
        "Claims",
        "captures",
        "2017-06-16",
        "islamic-state",
    ] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn the_projects_own_data_is_right() {
    let told = dossier(&["check"]);
    let words = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(words.is_empty(), "{words}");
    told.success();
}

#[test]
fn a_wrong_field_in_a_gazetteer_is_shown_in_its_place_and_the_rest_is_used() {
    let folder = fresh("gazetteer");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("mine.toml"),
        "[red-brigade]\ntype = \"ArmedGroup\"\nlabel = \"Red Brigade\"\nalises = [\"RB\"]\n\n[nowhere]\ntype = \"Place\"\nlabel = \"Nowhere\"\n",
    )
    .unwrap();
    let told = dossier(&["check", "--gazetteer", &folder.to_string_lossy()]).code(1);
    let words = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(
        words.contains("mine.toml:4:1") && words.contains("did you mean `aliases`?"),
        "{words}"
    );
    let out = stdout(&dossier(&[
        "try",
        "The Red Brigade attacked Nowhere.",
        "--gazetteer",
        &folder.to_string_lossy(),
    ]));
    assert!(out.contains("red-brigade"), "{out}");
}

#[test]
fn a_strange_folder_is_read_as_far_as_it_can_be() {
    let folder = fresh("strange");
    fs::create_dir_all(folder.join("deep/er")).unwrap();
    fs::write(
        folder.join("deep/er/a.txt"),
        "The Syrian army captured Palmyra.",
    )
    .unwrap();
    fs::write(folder.join("deep/a.md"), "Another text of the same name.").unwrap();
    fs::write(
        folder.join("rows.jsonl"),
        "{\"id\": \"row\", \"text\": \"Hamas fired rockets at Israel.\"}\n{broken\n",
    )
    .unwrap();
    fs::write(
        folder.join("table.csv"),
        "id,text,date\nc,\"The Houthis control Sanaa.\",2019-01-02\n",
    )
    .unwrap();
    fs::write(
        folder.join("page.html"),
        "<p>Boko Haram attacked Maiduguri on Monday.</p>",
    )
    .unwrap();
    fs::write(folder.join("bytes.txt"), [0xff, 0xfe, 0x00, 0x41]).unwrap();
    fs::write(folder.join("empty.txt"), " \n").unwrap();
    fs::write(
        folder.join("latin.txt"),
        b"The army entered Saint-Andr\xe9.",
    )
    .unwrap();
    fs::write(folder.join("picture.png"), [0x89, 0x50]).unwrap();
    let out = fresh("strange-out");
    let told = dossier(&[
        "build",
        &folder.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
    ])
    .code(1);
    let words = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(
        words.contains("rows.jsonl:2:1") && words.contains("is also that of"),
        "{words}"
    );
    let records = fs::read_to_string(out.join("extractions.jsonl")).unwrap();
    for problem in [
        "bytes.txt: error: no text",
        "empty.txt: error: the file is empty",
        "latin.txt: error: no UTF-8: byte 27",
    ] {
        assert!(words.contains(problem), "{problem}\n{words}");
    }
    assert_eq!(records.lines().count(), 4, "{records}");
    assert!(out.join("texts/row.txt").exists() && out.join("texts/page.txt").exists());
}

#[test]
fn the_readmes_picture_is_what_the_program_draws() {
    let drawn = stdout(
        &dossier(&[
            "draw",
            "--about",
            "syrian-arab-army",
            "--format",
            "svg",
            "--out",
            seeds(),
        ])
        .success(),
    );
    // To renew it: SNAPSHOTS=overwrite cargo test --test cli
    snapbox::assert_data_eq!(drawn, snapbox::file!["pictures/syrian-arab-army.svg"].raw());
}

#[test]
fn extracting_and_assembling_gives_what_a_build_gives() {
    let records = fresh("records");
    fs::create_dir_all(&records).unwrap();
    let file = records.join("records.jsonl");
    let extracted = dossier(&["extract", "seeds"]).success();
    fs::write(&file, &extracted.get_output().stdout).unwrap();
    let out = fresh("assembled");
    dossier(&[
        "assemble",
        &file.to_string_lossy(),
        "--out",
        &out.to_string_lossy(),
    ])
    .success();
    assert!(
        files(Path::new(seeds())) == files(&out),
        "a build and its two halves differ"
    );
}

#[test]
fn json_lines_on_standard_input_are_extracted() {
    let extracted = Command::new(cargo_bin!("dossier"))
        .arg("extract")
        .stdin("{\"id\": \"a\", \"text\": \"Hamas fired rockets at Israel.\"}\n")
        .current_dir(root())
        .assert()
        .success();
    let told = stdout(&extracted);
    assert!(
        told.lines().count() == 1 && told.starts_with("{\"doc\":\"a\""),
        "{told}"
    );
}

/// A build of two outlets that tell of one day otherwise.
fn two_voices() -> String {
    let folder = fresh("two-voices");
    fs::create_dir_all(&folder).unwrap();
    let articles = folder.join("articles.jsonl");
    fs::write(
        &articles,
        [
            "{\"id\": \"north\", \"outlet\": \"The Northern Star\", \"published\": \"2017-03-04\", \"text\": \"Hamas \
             bombed Sderot on 3 March 2017. The Syrian army killed 12 soldiers of the Turkish army in Palmyra on 3 \
             March 2017.\"}\n",
            "{\"id\": \"south\", \"outlet\": \"The Southern Cross\", \"published\": \"2017-03-04\", \"text\": \"Hamas \
             did not bomb Sderot on 3 March 2017. The Syrian army killed 400 soldiers of the Turkish army in Palmyra \
             on 3 March 2017.\"}\n",
        ]
        .concat(),
    )
    .unwrap();
    let out = folder.join("out").to_string_lossy().into_owned();
    dossier(&["build", &articles.to_string_lossy(), "--out", &out]).success();
    out
}

#[test]
fn both_sides_of_contradictions_are_told_gravest_first() {
    let told = stdout(&dossier(&["contradictions", "--out", &two_voices()]).success());
    let order = [
        "count: 12 against 400 people",
        "denial: affirmed by The Northern Star, denied by The Southern Cross",
        "Hamas did not bomb Sderot",
    ]
    .map(|words| {
        told.find(words)
            .unwrap_or_else(|| panic!("no `{words}` in {told}"))
    });
    assert!(order.is_sorted(), "{told}");
}

#[test]
fn times_and_ways_are_told_with_their_quotes() {
    for arguments in [
        &["timeline", "Syria"][..],
        &["path", "syrian-arab-army", "islamic-state"],
    ] {
        let told = stdout(&dossier(&[arguments, &["--out", seeds()]].concat()).success());
        assert!(told.contains('“'), "{arguments:?}: {told}");
    }
    dossier(&["timeline", "Nobody In Particular", "--out", seeds()]).failure();
    dossier(&["path", "syrian-arab-army", "Nobody", "--out", seeds()]).code(2);
}

#[test]
fn two_builds_are_compared() {
    let out = fresh("one-article");
    dossier(&[
        "build",
        "seeds/004-press-tv.txt",
        "--out",
        &out.to_string_lossy(),
    ])
    .success();
    let out = out.to_string_lossy();
    let told = stdout(&dossier(&["diff", seeds(), &out]).success());
    assert!(told.contains("documents: 0 came, 4 went"), "{told}");
    let json = stdout(&dossier(&["diff", seeds(), &out, "--format", "json"]).success());
    assert!(json.starts_with("{\n  \"documents\""), "{json}");
    dossier(&["diff", seeds(), seeds()]).code(1);
}

#[test]
fn a_wrong_ledger_is_shown_in_its_place() {
    let folder = fresh("ledger");
    fs::create_dir_all(&folder).unwrap();
    let ledger = folder.join("identity.toml");
    fs::write(&ledger, "[[same]]\nids = [\"one\"]\n").unwrap();
    let told = dossier(&[
        "try",
        "Hamas fired rockets at Israel.",
        "--identity",
        &ledger.to_string_lossy(),
    ]);
    let words = String::from_utf8_lossy(&told.get_output().stderr).into_owned();
    assert!(words.contains("identity.toml:1:1: error"), "{words}");
}
