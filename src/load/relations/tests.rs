//! Errors in rules are shown in their place, and what is right still stands.

use super::{ArgumentRole, Relations};
use crate::load::DataFile;

fn load(text: &str) -> (Relations, Vec<String>) {
    let file = DataFile {
        path: "ontology/relations/strikes.toml".to_owned(),
        text: text.to_owned(),
    };
    let (relations, diagnostics) = Relations::load(&[file]);
    let shown = diagnostics
        .iter()
        .map(|diagnostic| {
            let (line, column) = diagnostic.position.unwrap_or_default();
            let help = diagnostic.help.clone().unwrap_or_default();
            format!("{line}:{column} {} ({help})", diagnostic.message)
        })
        .filter(|shown| !shown.contains("examples, too few"))
        .collect();
    (relations, shown)
}

const RULE: &str = r#"relation = "strikes"
why = "Force is used."
[[rule]]
name = "strike"
why = "Plain words."
verbs = ["strike", "carry out strike on"]
compounds = ["-struck"]
subject = ["agent", "in:deed"]
object = ["patient", "on", "states:army"]
yes = [{ text = "A struck B.", s = "A", o = "B", polarity = "negative" }]
no = ["B.", { text = "C.", s = "A", o = "B" }]
"#;

#[test]
fn a_rule_is_read_with_all_its_parts() {
    let (relations, shown) = load(RULE);
    assert_eq!(shown, Vec::<String>::new());
    let rule = &relations.of("strikes").unwrap().rules[0];
    assert_eq!(&*rule.id, "strikes/strike");
    assert_eq!(rule.triggers.len(), 3);
    assert_eq!(rule.triggers[2].to_string(), "-struck");
    assert_eq!(rule.subject.arguments[1].to_string(), "in:deed");
    assert_eq!(
        rule.object.arguments[1].role,
        ArgumentRole::Preposition("on".into())
    );
    assert_eq!(rule.object.arguments[2].to_string(), "states:army");
    assert!(!rule.infinitive);
    assert_eq!((rule.yes.len(), rule.no.len()), (1, 2));
}

#[test]
fn faults_are_shown_in_their_place() {
    let cases = [
        (
            "[\"agent\", \"in:deed\"]",
            "[\"agnet\"]",
            "8:12 `agnet` is no argument (did you mean `agent`?)",
        ),
        (
            "[\"-struck\"]",
            "[\"struck\"]",
            "7:14 `struck` cannot stand in `compounds` (a compound shows its hyphen: `-struck` or `struck-`)",
        ),
        (
            "object =",
            "objekt =",
            "9:1 unknown field `objekt` (did you mean `object`?)",
        ),
        (
            "\"negative\"",
            "\"no\"",
            "10:61 `no` is no polarity (expected positive or negative)",
        ),
        (
            "[\"strike\", ",
            "[\"Strike\", ",
            "6:10 `Strike` cannot stand in `verbs` (triggers are dictionary forms in lower case)",
        ),
    ];
    for (right, wrong, expected) in cases {
        let (_, shown) = load(&RULE.replacen(right, wrong, 1));
        assert!(
            shown.iter().any(|line| line == expected),
            "{expected}\n{shown:#?}"
        );
    }
}
