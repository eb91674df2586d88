use super::*;

fn load(files: &[(&str, &str)]) -> (Gazetteer, Vec<String>) {
    let files: Vec<DataFile> = files
        .iter()
        .map(|(path, text)| DataFile {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    let (gazetteer, diagnostics) = Gazetteer::load(&files);
    let told = diagnostics
        .iter()
        .map(|d| {
            let (line, column) = d.position.unwrap_or_default();
            format!("{}:{line}:{column}: {}", d.file, d.message)
        })
        .collect();
    (gazetteer, told)
}

#[test]
fn reads_all_fields() {
    let (gazetteer, told) = load(&[
        (
            "a.toml",
            r#"
[freedonia]
type = "Country"
label = "Freedonia"
demonyms = ["Freedonian"]
seats = ["marx"]
[marx]
type = "Place"
label = "Marx"
country = "freedonia"
in = "freedonia"
kind = "settlement"
at = [33.5, 36]
precision = 500
ids = { geonames = "17", wikidata = "Q1" }
aliases = ["Marks", { name = "MX", case = true, needs = ["city"], lang = "en", since = "2011", until = "2013-02" }]
[army]
type = "ArmedForce"
label = "Freedonian Army"
country = "freedonia"
claims = ["army"]
"#,
        ),
        (
            "roles.toml",
            "[army]\ntype = \"ArmedForce\"\nlabel = \"{Demonym} Army\"\nnames = [\"army\", { name = \"GHQ\", case = true }]\nnominals = [\"troops\"]\n",
        ),
    ]);
    assert_eq!(told, Vec::<String>::new());
    let marx = gazetteer.get("marx").unwrap();
    assert_eq!(marx.at, Some([33.5, 36.0]));
    assert_eq!(marx.aliases.len(), 3);
    assert!(marx.aliases[2].case);
    assert_eq!(marx.aliases[2].until, "2013-02".parse().ok());
    let freedonia = EntityId::from("freedonia");
    assert_eq!(
        gazetteer
            .claimed(&freedonia, "army")
            .map(|e| e.label.as_str()),
        Some("Freedonian Army")
    );
    assert!(gazetteer.roles["army"].names[1].case);
}

#[test]
fn tells_what_is_wrong_in_its_place_and_uses_the_rest() {
    let cases: &[(&str, &str, &str)] = &[
        ("[A b]\ntype = \"Place\"", "a.toml:1:3", "expected"),
        (
            "[a_b]\ntype = \"Place\"\nlabel = \"X\"",
            "a.toml:1:2",
            "is no id",
        ),
        (
            "[a]\ntype = \"Plaice\"\nlabel = \"X\"",
            "a.toml:2:8",
            "is no type",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nalias = [\"Y\"]",
            "a.toml:4:1",
            "unknown field `alias`",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\n[b]\ntype = \"Place\"\nlabel = \"Y\"\nin = \"zz\"",
            "a.toml:7:6",
            "which no entry",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nat = [91, 0]",
            "a.toml:4:6",
            "no point",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nat = [1]",
            "a.toml:4:6",
            "no point",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nin = \"a\"",
            "a.toml:4:6",
            "the entry itself",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nin = \"b\"\n[b]\ntype = \"Place\"\nlabel = \"Y\"\nin = [\"c\", \"a\"]\n[c]\ntype = \"Place\"\nlabel = \"Z\"",
            "a.toml:8:12",
            "a cycle by `in`: a → b → a",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nsince = \"2013-31\"",
            "a.toml:4:9",
            "is no date",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\nsince = \"2013\"\nuntil = \"2011\"",
            "a.toml:5:9",
            "lies before",
        ),
        (
            "[a]\ntype = \"ArmedForce\"\nlabel = \"X\"\nclaims = [\"army\"]",
            "a.toml:1:2",
            "is no role",
        ),
        (
            "[a]\ntype = \"Media\"\nlabel = \"Sun Times\"\n[b]\ntype = \"Media\"\nlabel = \"sun-times\"",
            "a.toml:4:2",
            "is a name of `a` too",
        ),
        (
            "[a]\ntype = \"Place\"\nlabel = \"X\"\naliases = [3]",
            "a.toml:4:12",
            "of the kind integer",
        ),
        ("a = 3", "a.toml:1:1", "is no table"),
    ];
    for (text, place, message) in cases {
        let (_, told) = load(&[("a.toml", text)]);
        assert!(
            told.iter()
                .any(|line| line.starts_with(place) && line.contains(message)),
            "{text}\ngave {told:#?}"
        );
    }
}

#[test]
fn keeps_the_first_of_two_entries_with_one_id() {
    let (gazetteer, told) = load(&[
        ("a.toml", "[x]\ntype = \"Place\"\nlabel = \"First\""),
        ("b.toml", "[x]\ntype = \"Place\"\nlabel = \"Second\""),
    ]);
    assert_eq!(gazetteer.get("x").unwrap().label, "First");
    assert_eq!(
        told,
        ["b.toml:1:2: `x` is listed twice; this entry is not used"]
    );
}

#[test]
fn a_cycle_loses_one_link_only() {
    let (gazetteer, told) = load(&[(
        "a.toml",
        "[a]\ntype = \"Place\"\nlabel = \"X\"\nin = [\"b\"]\n[b]\ntype = \"Place\"\nlabel = \"Y\"\nin = [\"a\", \"c\"]\n[c]\ntype = \"Place\"\nlabel = \"Z\"",
    )]);
    assert_eq!(told.len(), 1);
    assert_eq!(gazetteer.get("b").unwrap().within, [EntityId::from("c")]);
    assert_eq!(gazetteer.get("a").unwrap().within, [EntityId::from("b")]);
}

#[test]
fn the_bundled_gazetteer_is_sound() {
    let (gazetteer, diagnostics) = Gazetteer::load(&crate::load::bundle::gazetteer());
    assert!(gazetteer.countries().count() > 190);
    let errors: Vec<String> = diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn forms_are_read_and_checked() {
    let (gazetteer, told) = load(&[(
        "forms.toml",
        "[words]\ncommon = [\"the\"]\n[spelling]\nsame = [[\"a\", \"b\"], [\"c\"]]\n[form.dam]\ntype = \"Facility\"\nlast = [\"dam\"]\nunlisted = false\n[form.X]\ntype = \"Place\"\n[wrods]\n",
    )]);
    assert_eq!(gazetteer.forms.common, ["the"]);
    assert_eq!(gazetteer.forms.same, [["a", "b"]]);
    assert_eq!(gazetteer.forms.forms.len(), 1);
    assert!(!gazetteer.forms.forms[0].unlisted);
    assert_eq!(
        told,
        [
            "forms.toml:4:21: `same` is of the kind array",
            "forms.toml:9:7: `X` is no id",
            "forms.toml:11:2: `wrods` is no table of forms.toml",
        ]
    );
}
