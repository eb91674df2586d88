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

/// The files of a build with their content, by name; what is kept for the next build is no part of it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(root).unwrap().to_string_lossy();
                found.push((name.into_owned(), fs::read(&path).unwrap()));
            } else if !path.ends_with(".cache") {
                collect(root, &path, found);
            }
        }
    }
    let mut found = Vec::new();
    collect(folder, folder, &mut found);
    found.sort();
    found
}

fn stderr(assert: &OutputAssert) -> String {
    String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
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
fn a_claim_is_explained_with_its_tree_and_the_rules_tried() {
    let told = stdout(&dossier(&["explain", "syrian-arab-army", "--out", seeds()]).success());
    let id = told
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split_whitespace().next())
        .find(|word| word.len() == 16 && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .unwrap();
    let told = stdout(&dossier(&["explain", id, "--out", seeds()]).success());
    for part in ["Tokens", "Tree", "Arguments", "Rules tried", "stopped: "] {
        assert!(told.contains(part), "{part} is missing in\n{told}");
    }
}

#[test]
fn the_catalogue_of_relations_is_markdown() {
    let told = stdout(&dossier(&["relations"]).success());
    for part in [
        "| [`captures`](#captures) |",
        "## captures",
        "- ends: Actor → Ground",
        "- PLOVER: SEIZE",
        "### partOf/member",
        "- precision: ",
        "- frame: subject `holder`",
    ] {
        assert!(told.contains(part), "{part} is missing");
    }
    let one = stdout(&dossier(&["relations", "near"]).success());
    assert!(one.contains("## near") && !one.contains("## captures"));
    dossier(&["relations", "meetWith"]).code(2);
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
    let told = stdout(
        &dossier(&[
            "try",
            "The Pentagon denied that US forces had captured Tabqa.",
        ])
        .success(),
    );
    for part in [
        "Denial, plan, doubt",
        "“denied” makes denied",
        "Speech",
        "Rules tried",
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

/// A folder of articles of several kinds.
fn articles(name: &str) -> PathBuf {
    let folder = fresh(name);
    fs::create_dir_all(&folder).unwrap();
    for (file, text) in [
        ("one.txt", "The Syrian army captured Palmyra on Monday."),
        (
            "page.html",
            "<p>Boko Haram attacked Maiduguri on Monday, the army said.</p>",
        ),
        (
            "two.txt",
            "Hamas fired rockets at Israel, Reuters reported.",
        ),
        (
            "rows.jsonl",
            "{\"id\": \"row/1\", \"text\": \"The Houthis control Sanaa.\", \"date\": \"2019-01-02\"}\n",
        ),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// Builds into `out`, and gives the first line of the summary.
fn build(articles: &Path, out: &Path, more: &[&str]) -> (String, OutputAssert) {
    let (articles, out) = (articles.to_string_lossy(), out.to_string_lossy());
    let told = dossier(&[&["build", &articles, "--out", &out], more].concat());
    let first = stdout(&told).lines().next().unwrap_or_default().to_owned();
    (first, told)
}

#[test]
fn a_build_after_a_change_reads_that_part_and_leaves_what_a_full_build_does() {
    let (articles, out) = (articles("changing"), fresh("changing-out"));
    let check = |expected: &str, what: &str| {
        let (told, _) = build(&articles, &out, &[]);
        assert!(told.ends_with(expected), "{what}: {told}");
        let full = fresh("changing-full");
        build(&articles, &full, &["--no-cache"]);
        assert!(!full.join(".cache").exists());
        assert!(
            files(&out) == files(&full),
            "{what} differs from a full build"
        );
    };
    check("4 read anew, 0 kept from before", "the first build");
    check("0 read anew, 4 kept from before", "the second build");
    fs::write(articles.join("three.txt"), "Iraqi forces retook Mosul.").unwrap();
    check("1 read anew, 4 kept from before", "an article that came");
    fs::write(
        articles.join("one.txt"),
        "The Syrian army lost Palmyra to ISIS.",
    )
    .unwrap();
    check("1 read anew, 4 kept from before", "an article that changed");
    fs::remove_file(articles.join("two.txt")).unwrap();
    check("0 read anew, 4 kept from before", "an article that went");
    let rows =
        "{\"id\": \"row/1\", \"text\": \"The Houthis control Sanaa.\", \"date\": \"2019-01-03\"}\n";
    fs::write(articles.join("rows.jsonl"), rows).unwrap();
    check("1 read anew, 3 kept from before", "a date that changed");
    assert!(out.join("texts/row%2F1.txt").exists());
}

#[test]
fn what_is_damaged_in_the_cache_is_read_anew_with_a_note() {
    let (articles, out) = (articles("damaged"), fresh("damaged-out"));
    build(&articles, &out, &[]);
    let before = files(&out);
    let folder = fs::read_dir(out.join(".cache")).unwrap().next().unwrap();
    let entry = fs::read_dir(folder.unwrap().path())
        .unwrap()
        .next()
        .unwrap();
    let entry = entry.unwrap().path();
    let mut bytes = fs::read(&entry).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&entry, &bytes).unwrap();
    let (told, run) = build(&articles, &out, &[]);
    assert!(told.ends_with("1 read anew, 3 kept from before"), "{told}");
    assert!(stderr(&run).contains("is damaged"), "{}", stderr(&run));
    run.success();
    assert!(files(&out) == before);
}

#[test]
fn texts_go_with_the_records() {
    let (articles, out) = (articles("texts"), fresh("texts-out"));
    build(&articles, &out, &[]);
    let (records, texts) = (fresh("texts-records"), fresh("texts-texts"));
    fs::create_dir_all(&records).unwrap();
    let (given, texts) = (articles.to_string_lossy(), texts.to_string_lossy());
    let extracted = dossier(&["extract", &given, "--texts", &texts]).success();
    let file = records.join("records.jsonl");
    fs::write(&file, &extracted.get_output().stdout).unwrap();
    let beside = out.join("extractions.jsonl");
    for arguments in [
        &["assemble", &file.to_string_lossy(), "--texts", &texts][..],
        &["assemble", &beside.to_string_lossy()],
    ] {
        let again = fresh("texts-again");
        dossier(&[arguments, &["--out", &again.to_string_lossy()]].concat()).success();
        assert!(files(&out) == files(&again), "{arguments:?}");
    }
}

#[test]
fn the_exit_status_tells_of_problems_and_the_rest_is_done() {
    let folder = fresh("problems");
    fs::create_dir_all(&folder).unwrap();
    let good = "{\"id\": \"a\", \"text\": \"Hamas fired rockets at Israel.\"}\n";
    let cases: [(&str, &[u8], &str); 5] = [
        (
            "date.jsonl",
            b"{\"id\": \"b\", \"text\": \"The army left.\", \"date\": \"soon\"}\n",
            "date.jsonl:1:1: error: `soon` is no date",
        ),
        (
            "bytes.jsonl",
            b"{\"id\": \"a\", \"text\": \"Caf\xe9\"}\n",
            "bytes.jsonl:1:1: error: no UTF-8: byte 24 of the row is none",
        ),
        (
            "bytes.csv",
            b"id,text\nb,Good words\nc,Caf\xe9\n",
            "bytes.csv:3:1: error: no UTF-8: byte 5 of the row is none",
        ),
        (
            "index.jsonl",
            b"{\"id\": \"missing\"}\n{\"file\": \"good.jsonl.txt\", \"date\": \"2017-13-01\"}\n",
            "no such file: missing.txt",
        ),
        ("empty.jsonl", b"{}\n", "empty.jsonl:1:1: error: no text"),
    ];
    for (name, bytes, expected) in cases {
        let inside = folder.join(name.replace('.', "-"));
        fs::create_dir_all(&inside).unwrap();
        fs::write(inside.join("good.jsonl"), good).unwrap();
        fs::write(inside.join("good.jsonl.txt"), "Hamas fired rockets.").unwrap();
        fs::write(inside.join(name), bytes).unwrap();
        let out = inside.join("out");
        let (_, told) = build(&inside, &out, &[]);
        let words = stderr(&told);
        assert!(words.contains(expected), "{words}");
        told.code(1);
        assert!(out.join("manifest.json").exists(), "{name}");
    }

    let ledger = folder.join("identity.toml");
    fs::write(&ledger, "[[same]]\nids = [\"one\"]\n").unwrap();
    let ledger = ledger.to_string_lossy();
    let out = fresh("problems-out");
    let (_, told) = build(Path::new("seeds"), &out, &["--identity", &ledger]);
    told.code(1);
    let records = out.join("extractions.jsonl");
    let records = records.to_string_lossy();
    let again = fresh("problems-again");
    let again = again.to_string_lossy();
    dossier(&["assemble", &records, "--out", &again, "--identity", &ledger]).code(1);
    dossier(&["assemble", &records, "--out", &again]).code(0);
    dossier(&["assemble", &records, &records, "--out", &again]).code(1);
    dossier(&["assemble", "README.md", "--out", &again]).code(2);
    dossier(&["build", "no/such/folder", "--out", &again]).code(2);
}

#[test]
fn what_stands_in_a_folder_stays_when_a_build_fails() {
    let out = fresh("failing");
    fs::create_dir_all(out.join("articles")).unwrap();
    fs::write(out.join("articles/a.txt"), "Hamas fired rockets at Israel.").unwrap();
    build(&out.join("articles"), &out.join("out"), &[]);
    let before = files(&out.join("out"));
    fs::write(out.join("articles/a.txt"), [0, 1, 2]).unwrap();
    build(&out.join("articles"), &out.join("out"), &[])
        .1
        .code(2);
    assert!(files(&out.join("out")) == before);
    fs::write(out.join("articles/a.txt"), "Hamas fired rockets at Israel.").unwrap();
    build(&out.join("articles"), &out.join("out"), &[])
        .1
        .success();
    assert!(files(&out.join("out")) == before);
}

#[test]
fn records_come_in_the_order_of_the_rows() {
    let rows: String = (0..300)
        .rev()
        .map(|n| {
            format!("{{\"id\": \"r{n:03}\", \"text\": \"Hamas fired {n} rockets at Israel.\"}}\n")
        })
        .collect();
    let extracted = Command::new(cargo_bin!("dossier"))
        .arg("extract")
        .stdin(format!(
            "{rows}{{\"id\": \"r000\", \"text\": \"Again.\"}}\n"
        ))
        .current_dir(root())
        .assert()
        .code(1);
    let told = stdout(&extracted);
    let ids: Vec<&str> = told.lines().map(|line| &line[8..12]).collect();
    let expected: Vec<String> = (0..300).rev().map(|n| format!("r{n:03}")).collect();
    assert_eq!(ids, expected);
    assert!(stderr(&extracted).contains("a second article has the id `r000`"));
}
