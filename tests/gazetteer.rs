//! `dossier gazetteer` and what `dossier check` says of wrong entries, by the real program.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

fn dossier(arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("dossier"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .assert()
}

fn fresh(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gazetteer-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn stdout(assert: &OutputAssert) -> String {
    text(&assert.get_output().stdout)
}

fn stderr(assert: &OutputAssert) -> String {
    text(&assert.get_output().stderr)
}

/// A gazetteer folder with the project's forms and one file of entries.
fn gazetteer(name: &str, entries: &str) -> PathBuf {
    let folder = fresh(name);
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer/forms.toml");
    fs::copy(forms, folder.join("forms.toml")).unwrap();
    fs::write(folder.join("entries.toml"), entries).unwrap();
    folder
}

/// Every wrong entry of the list is told at its line and column, with what to do, and the right ones are used.
#[test]
fn wrong_entries_are_told_in_their_place() {
    let town = |id: &str, label: &str, more: &str| {
        format!("[{id}]\ntype = \"Place\"\nlabel = \"{label}\"\nkind = \"settlement\"\n{more}\n")
    };
    // What is wrong, the entries, the place with the message, what to do.
    let cases: &[(&str, String, &str, &str)] = &[
        (
            "duplicate",
            town("tarn", "Tarn", "")
                + &town("tarno", "Tarno", "")
                + &town("tarn", "Tarn Again", ""),
            "entries.toml:11:2: error: duplicate key",
            "it stands here for the second time",
        ),
        (
            "shared",
            town("tarn", "Tarn", "") + &town("tarn-east", "Tarn East", "aliases = [\"Tarn\"]"),
            "entries.toml:6:2: warning: `Tarn` is a name of `tarn` too, and nothing tells them apart",
            "guard one with `case` or `needs`",
        ),
        (
            "common",
            town("tarn", "Tarn", "aliases = [\"Front\"]"),
            "entries.toml:1:2: warning: the name `Front` is a common word",
            "guard it: { name = \"Front\", case = true }, or with `needs`",
        ),
        (
            "cycle",
            town("tarn", "Tarn", "in = \"mere\"") + &town("mere", "Mere", "in = \"tarn\""),
            "error: a cycle by `in`: tarn → mere → tarn",
            "take one of the links out; this one is left out",
        ),
        (
            "itself",
            town("tarn", "Tarn", "in = \"tarn\""),
            "entries.toml:5:6: error: `in` names `tarn`, the entry itself",
            "the reference is left out",
        ),
        (
            "type",
            "[tarn]\ntype = \"Plaec\"\nlabel = \"Tarn\"\n".to_owned(),
            "entries.toml:2:8: error: `Plaec` is no type",
            "did you mean `Place`?",
        ),
        (
            "field",
            town("tarn", "Tarn", "alises = [\"Tarne\"]"),
            "entries.toml:5:1: error: unknown field `alises`",
            "did you mean `aliases`?",
        ),
        (
            "point",
            town("tarn", "Tarn", "at = [40.1, 235.5]"),
            "entries.toml:5:6: error: no point on the globe",
            "write [latitude, longitude] in degrees: -90 to 90, -180 to 180",
        ),
        (
            "point-kind",
            town("tarn", "Tarn", "at = \"40.1 N\""),
            "entries.toml:5:6: error: `at` is of the kind string",
            "expected a list of numbers",
        ),
        (
            "reference",
            town("tarn", "Tarn", "in = \"mear\"") + &town("mere", "Mere", ""),
            "entries.toml:5:6: error: `in` names `mear`, which no entry has as its id",
            "did you mean `mere`?",
        ),
        (
            "id",
            town("Tarn_1", "Tarn", ""),
            "entries.toml:1:2: error: `Tarn_1` is no id",
            "lower-case letters, digits and hyphens",
        ),
        (
            "time",
            town("tarn", "Tarn", "since = \"2013\"\nuntil = \"2011\""),
            "entries.toml:6:9: error: `until` 2011 lies before `since` 2013",
            "swap them",
        ),
        (
            "toml",
            "[tarn]\ntype = \"Place\nlabel = \"Tarn\"\n".to_owned(),
            "entries.toml:2:",
            "the file must be TOML",
        ),
    ];
    let folder = gazetteer("wrong", &town("right", "Rightby", ""));
    // Each case with names of its own, so that all are read at once.
    let own = |text: &str, name: &str| {
        let capital = name[..1].to_uppercase() + &name[1..];
        text.replace("mear", &format!("{name}-mear"))
            .replace("mere", &format!("{name}-mere"))
            .replace("Mere", &format!("{capital} Mere"))
            .replace("tarn", name)
            .replace("Tarn", &capital)
            .replace("entries.toml", &format!("{name}.toml"))
    };
    for (name, entries, ..) in cases {
        fs::write(folder.join(format!("{name}.toml")), own(entries, name)).unwrap();
    }
    fs::write(folder.join("z.toml"), town("right", "Rightby Again", "")).unwrap();
    let ran = dossier(&["check", "--gazetteer", folder.to_str().unwrap()]).code(1);
    let told = stderr(&ran);
    for (name, _, place, help) in cases {
        let (place, help) = (own(place, name), own(help, name));
        assert!(told.contains(&place), "{name}: {place}\n{told}");
        let about = &told[told.find(&place).unwrap()..];
        let about = about.split("\n/").next().unwrap();
        assert!(about.contains(&help), "{name}: {help}\n{about}");
    }
    let twice = "z.toml:1:2: error: `right` is listed twice; this entry is not used";
    assert!(told.contains(twice), "{told}");
    assert!(
        told.contains("entries.toml:1"),
        "where the first is: {told}"
    );
    // The rest is used.
    let arguments = [
        "gazetteer",
        "similar",
        "Rightby",
        "--gazetteer",
        folder.to_str().unwrap(),
    ];
    assert!(stdout(&dossier(&arguments)).contains("Rightby"), "{told}");
}

const ARTICLES: &[(&str, &str)] = &[
    (
        "one.txt",
        "The army took the village of Qastarun on Monday. Fighters left Qastarun at night.\n",
    ),
    (
        "two.txt",
        "Shells fell near Qastarun. The Sarmun Brigade denied it.\n",
    ),
];

#[test]
fn unlisted_names_are_suggested_and_become_entries_that_load() {
    let folder = fresh("suggest");
    for (name, article) in ARTICLES {
        fs::write(folder.join(name), article).unwrap();
    }
    let articles = folder.to_str().unwrap();
    let shown = stdout(&dossier(&["gazetteer", "suggest", articles, "--least", "1"]).success());
    let first = shown.lines().next().unwrap();
    assert!(
        first.starts_with("Qastarun  3 in 2 documents, Place"),
        "{shown}"
    );
    assert!(
        shown.contains("    The army took the village of Qastarun on Monday."),
        "{shown}"
    );
    assert!(
        shown.contains("Sarmun Brigade  1 in 1 documents, ArmedGroup"),
        "{shown}"
    );
    let json = stdout(&dossier(&["gazetteer", "suggest", articles, "--format", "json"]).success());
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(list[0]["label"], "Qastarun");
    assert_eq!(list.as_array().unwrap().len(), 1);

    let entries = fresh("suggested").join("new.toml");
    dossier(&[
        "gazetteer",
        "suggest",
        articles,
        "--least",
        "1",
        "--out",
        entries.to_str().unwrap(),
    ])
    .success();
    let own = gazetteer("suggested", &fs::read_to_string(&entries).unwrap());
    let own = own.to_str().unwrap();
    let told =
        stderr(&dossier(&["gazetteer", "similar", "Qastaroun", "--gazetteer", own]).success());
    assert!(!told.contains("error"), "{told}");
    // Once they are listed, nothing is left to suggest.
    dossier(&[
        "gazetteer",
        "suggest",
        articles,
        "--least",
        "1",
        "--gazetteer",
        own,
    ])
    .code(1);
}

#[test]
fn similar_names_are_shown_with_their_ids() {
    let shown = stdout(&dossier(&["gazetteer", "similar", "Dayr az Zor"]).success());
    assert!(shown.contains("deir-ez-zor"), "{shown}");
    let none = dossier(&["gazetteer", "similar", "Xyxyxyxyxy"]).code(1);
    assert!(stdout(&none).contains("no listed name is like"));
    let json = stdout(&dossier(&["gazetteer", "similar", "Homs", "--format", "json"]).success());
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(list[0]["likeness"], 1.0);
}

fn geonames() -> String {
    let row = |id: &str, name: &str, feature: &str, state: &str| {
        let (class, code) = feature.split_once('.').unwrap();
        [
            id,
            name,
            name,
            "",
            "35.1",
            "38.2",
            class,
            code,
            state,
            "",
            "",
            "",
            "",
            "",
            "4000",
            "",
            "300",
            "Asia/Damascus",
            "2020-01-01",
        ]
        .join("\t")
            + "\n"
    };
    row("900001", "Qorvane", "P.PPL", "SY")
        + &row("900002", "Tell Vorsunam", "P.PPL", "SY")
        + &row("900003", "Sarvonne", "P.PPL", "FR")
        + "900004\tbroken\n"
}

#[test]
fn a_table_is_imported_compiled_and_used_by_a_build() {
    let folder = fresh("import");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("SY.txt"), geonames()).unwrap();
    let list = path("places.list");
    let ran = dossier(&[
        "gazetteer",
        "import",
        "geonames",
        &path("SY.txt"),
        "--country",
        "SY",
        "--out",
        &list,
    ])
    .code(1);
    assert!(
        stdout(&ran).starts_with("2 entities in "),
        "{}",
        stdout(&ran)
    );
    assert!(
        stdout(&ran).contains("of 4 rows; 1 left out, 1 wrong"),
        "{}",
        stdout(&ran)
    );
    assert!(
        stderr(&ran).contains("SY.txt:4:1: error: 2 columns instead of 19"),
        "{}",
        stderr(&ran)
    );
    let bytes = fs::read(&list).unwrap();
    dossier(&[
        "gazetteer",
        "import",
        "geonames",
        &path("SY.txt"),
        "--country",
        "SY",
        "--out",
        &list,
    ])
    .code(1);
    assert!(
        bytes == fs::read(&list).unwrap(),
        "the same table gives the same bytes"
    );
    // Nothing but the list is left.
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);

    fs::write(
        path("article.txt"),
        "Syrian troops entered Qorvane and Tal Vorsunam, state media said.\n",
    )
    .unwrap();
    let build = |more: &[&str]| -> String {
        let (article, out) = (path("article.txt"), path("out"));
        let mut arguments = vec!["build", &article, "--out", &out];
        arguments.extend(more);
        dossier(&arguments).success();
        fs::read_to_string(folder.join("out/graph.nq")).unwrap()
    };
    let without = build(&[]);
    assert!(!without.contains("geonames-900001"));
    let with = build(&["--name-list", &list]);
    assert!(
        with.contains("geonames-900001") && with.contains("geonames-900002"),
        "{with}"
    );
    assert!(with.contains("35.1"), "its place is known");
    let manifest = fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    assert!(manifest.contains("places.list"), "{manifest}");

    // The same entries as TOML, compiled, find the same.
    let entries = path("places.toml");
    let ran = dossier(&[
        "gazetteer",
        "import",
        "geonames",
        &path("SY.txt"),
        "--country",
        "SY",
        "--out",
        &entries,
    ])
    .code(1);
    assert!(stdout(&ran).contains("put it into a folder of the gazetteer"));
    let compiled = path("compiled.list");
    dossier(&[
        "gazetteer",
        "compile",
        &entries,
        "--out",
        &compiled,
        "--origin",
        "GeoNames, CC BY 4.0",
    ])
    .success();
    let again = build(&["--name-list", &compiled]);
    assert!(
        again.contains("geonames-900001") && again.contains("geonames-900002"),
        "{again}"
    );
}

#[test]
fn a_list_that_cannot_be_used_stops_the_command_with_a_reason() {
    let folder = fresh("refused");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("a.txt"), "Syrian troops entered Homs.\n").unwrap();
    fs::write(path("SY.txt"), geonames()).unwrap();
    dossier(&[
        "gazetteer",
        "import",
        "geonames",
        &path("SY.txt"),
        "--out",
        &path("good.list"),
    ])
    .code(1);
    let good = fs::read(path("good.list")).unwrap();
    let mut damaged = good.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let mut newer = good.clone();
    newer[16] = 77;
    let cases: &[(&str, Option<Vec<u8>>, &str)] = &[
        (
            "damaged",
            Some(damaged),
            "damaged: its checksum does not fit",
        ),
        ("short", Some(good[..100].to_vec()), "damaged"),
        (
            "newer",
            Some(newer),
            "a list of version 77, and this program reads version 1",
        ),
        ("other", Some(b"[tarn]\n".to_vec()), "no compiled list"),
        ("missing", None, "No such file"),
    ];
    for (name, bytes, reason) in cases {
        let list = path(&format!("{name}.list"));
        if let Some(bytes) = bytes {
            fs::write(&list, bytes).unwrap();
        }
        let ran = dossier(&["extract", &path("a.txt"), "--name-list", &list]).code(2);
        let told = stderr(&ran);
        assert!(told.contains(reason), "{name}: {told}");
        assert!(told.contains(&format!("{name}.list")), "{name}: {told}");
    }
}

#[test]
fn arguments_that_cannot_be_meant_are_explained() {
    let folder = fresh("arguments");
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    fs::write(path("SY.txt"), geonames()).unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["--out", "x.csv"], "tells no format: end it in .toml"),
        (&["--out", "x.toml", "--country", "QQ"], "`QQ` is no state"),
        (
            &["--out", "x.toml", "--type", "Palce"],
            "`Palce` is no type; one of Country",
        ),
    ];
    for (more, reason) in cases {
        let table = path("SY.txt");
        let mut arguments = vec!["gazetteer", "import", "geonames", &table];
        arguments.extend(*more);
        let told = stderr(&dossier(&arguments).code(2));
        assert!(told.contains(reason), "{told}");
    }
    let told = stderr(
        &dossier(&[
            "gazetteer",
            "import",
            "csv",
            &path("none.csv"),
            "--out",
            "x.toml",
        ])
        .code(2),
    );
    assert!(told.contains("none.csv"), "{told}");
    assert!(
        !Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("x.toml.partial")
            .exists()
    );
}
