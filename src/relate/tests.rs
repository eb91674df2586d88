//! Arguments, stance, time and attribution on trees written by hand, so that no other stage has a say.

mod documents;

use super::*;
use crate::load::DataFile;
use crate::model::{Modality, Polarity};
use documents::{Text, ontology};

const RULES: &str = r#"
relation = "attacks"
why = "Force."
units = ["strikes"]
[[rule]]
name = "strike"
why = "Verbs."
verbs = ["strike", "open fire on"]
subject = ["agent"]
object = ["patient"]
yes = [{ text = "A struck B.", s = "A", o = "B" }]
[[rule]]
name = "attack"
why = "Nouns."
nouns = ["attack", "air strike"]
subject = ["agent"]
object = ["on", "against"]
yes = [{ text = "A's attack on B.", s = "A", o = "B" }]
"#;

fn relations() -> Relations {
    let mut files = crate::load::bundle::ontology();
    files.retain(|file| file.path.contains("language/"));
    files.push(DataFile {
        path: "ontology/relations/attacks.toml".to_owned(),
        text: RULES.to_owned(),
    });
    Relations::load(&files).0
}

/// The claims of a text, as `subject > object` with what is marked.
fn claims(text: &Text) -> Vec<String> {
    let (relations, ontology) = (relations(), ontology());
    let extractor = Extractor::new(&relations, &ontology);
    let mut found: Vec<String> = extractor
        .relate(&text.document, &text.sentences, &text.trees, &text.mentions)
        .into_iter()
        .map(|claim| {
            let name = |entity: u32| text.mentions.entities[entity as usize].label.clone();
            let subject = claim.subject.map_or("?".to_owned(), |end| name(end.entity));
            let mut shown = format!("{subject} > {}", name(claim.object.entity));
            if claim.polarity == Polarity::Negative {
                shown.push_str(" not");
            }
            match claim.modality {
                Modality::Actual => {}
                Modality::Intended => shown.push_str(" intended"),
                Modality::Possible => shown.push_str(" possible"),
            }
            if let Some(when) = claim.when {
                shown.push_str(&format!(" {}", when.date));
            }
            for speaker in &claim.speakers {
                shown.push_str(&format!(" says {}", speaker.span.of(&text.document.text)));
            }
            shown
        })
        .collect();
    found.sort();
    found
}

/// Form, tag, head (from 1) and relation; capitals of one letter are mentions.
fn check(tree: &str, expected: &[&str]) {
    let text = Text::new(&[tree]);
    assert_eq!(claims(&text), expected, "{tree}");
}

#[test]
fn one_rule_reads_every_construction() {
    let cases = [
        (
            "A/PROPN/2/nsubj struck/VERB:strike/0/root B/PROPN/2/obj",
            "A > B",
        ),
        (
            "B/PROPN/3/nsubj:pass was/AUX:be/3/aux:pass struck/VERB:strike/0/root by/ADP/5/case A/PROPN/3/obl:agent",
            "A > B",
        ),
        (
            "B/PROPN/3/nsubj:pass was/AUX:be/3/aux:pass struck/VERB:strike/0/root",
            "? > B",
        ),
        (
            "A/PROPN/5/nsubj ,/PUNCT/4/punct which/PRON/4/nsubj struck/VERB:strike/1/acl:relcl left/VERB:leave/0/root B/PROPN/4/obj",
            "A > B",
        ),
        (
            "B/PROPN/5/nsubj struck/VERB:strike/1/acl by/ADP/4/case A/PROPN/2/obl:agent fell/VERB:fall/0/root",
            "A > B",
        ),
        (
            "A/PROPN/2/nsubj managed/VERB:manage/0/root to/PART/4/mark strike/VERB:strike/2/xcomp B/PROPN/4/obj",
            "A > B",
        ),
        (
            "A/PROPN/2/nsubj entered/VERB:enter/0/root ,/PUNCT/4/punct striking/VERB:strike/2/advcl B/PROPN/4/obj",
            "A > B",
        ),
        (
            "C/PROPN/2/nsubj helped/VERB:help/0/root A/PROPN/2/obj strike/VERB:strike/2/xcomp B/PROPN/4/obj",
            "A > B",
        ),
        (
            "A/PROPN/3/nmod:poss 's/PART/1/case attack/NOUN/0/root on/ADP/5/case B/PROPN/3/nmod",
            "A > B",
        ),
        (
            "an/DET/2/det attack/NOUN/0/root by/ADP/4/case A/PROPN/2/nmod on/ADP/6/case B/PROPN/2/nmod",
            "A > B",
        ),
        (
            "A/PROPN/2/nsubj launched/VERB:launch/0/root an/DET/4/det attack/NOUN/2/obj on/ADP/6/case B/PROPN/2/obl",
            "A > B",
        ),
        (
            "attacks/NOUN:attack/0/root launched/VERB:launch/1/acl by/ADP/4/case A/PROPN/2/obl:agent on/ADP/6/case B/PROPN/2/obl",
            "A > B",
        ),
        (
            "A/PROPN/2/nsubj opened/VERB:open/0/root fire/NOUN/2/obj on/ADP/5/case B/PROPN/2/obl",
            "A > B",
        ),
        // A parser's mistakes, mended.
        (
            "the/DET/2/det A/PROPN/0/root struck/ADJ/4/amod B/PROPN/2/nmod",
            "A > B",
        ),
    ];
    for (tree, expected) in cases {
        check(tree, &[expected]);
    }
}

#[test]
fn coordinated_ends_give_one_claim_each() {
    check(
        "A/PROPN/4/nsubj and/CCONJ/3/cc C/PROPN/1/conj struck/VERB:strike/0/root B/PROPN/4/obj and/CCONJ/7/cc D/PROPN/5/conj",
        &["A > B", "A > D", "C > B", "C > D"],
    );
}

#[test]
fn stance_follows_the_tree() {
    let cases = [
        (
            "A/PROPN/4/nsubj did/AUX:do/4/aux not/PART/4/advmod strike/VERB/0/root B/PROPN/4/obj",
            "A > B not",
        ),
        (
            "A/PROPN/2/nsubj failed/VERB:fail/0/root to/PART/4/mark strike/VERB/2/xcomp B/PROPN/4/obj",
            "A > B not",
        ),
        (
            "A/PROPN/2/nsubj denied/VERB:deny/0/root striking/VERB:strike/2/xcomp B/PROPN/3/obj",
            "A > B not says A",
        ),
        (
            "A/PROPN/2/nsubj vowed/VERB:vow/0/root to/PART/4/mark strike/VERB/2/xcomp B/PROPN/4/obj",
            "A > B intended",
        ),
        (
            "A/PROPN/3/nsubj will/AUX/3/aux strike/VERB/0/root B/PROPN/3/obj",
            "A > B intended",
        ),
        (
            "A/PROPN/3/nsubj may/AUX/3/aux strike/VERB/0/root B/PROPN/3/obj",
            "A > B possible",
        ),
        (
            "A/PROPN/2/nsubj entered/VERB:enter/0/root to/PART/4/mark strike/VERB/2/advcl B/PROPN/4/obj",
            "A > B intended",
        ),
        (
            "no/DET/2/det A/PROPN/3/nsubj struck/VERB:strike/0/root B/PROPN/3/obj",
            "A > B not",
        ),
        (
            "rumours/NOUN:rumour/0/root of/ADP/4/case A/PROPN/4/compound attack/NOUN/1/nmod on/ADP/6/case B/PROPN/4/nmod",
            "A > B possible",
        ),
        // A "not" of another clause does not reach it.
        (
            "A/PROPN/4/nsubj did/AUX:do/4/aux not/PART/4/advmod stay/VERB/0/root and/CCONJ/7/cc C/PROPN/7/nsubj struck/VERB:strike/4/conj B/PROPN/7/obj",
            "C > B",
        ),
    ];
    for (tree, expected) in cases {
        check(tree, &[expected]);
    }
}

#[test]
fn speakers_are_credited_over_what_they_say() {
    let cases = [
        (
            "S/PROPN/2/nsubj said/VERB:say/0/root A/PROPN/4/nsubj struck/VERB:strike/2/ccomp B/PROPN/4/obj",
            "A > B says S",
        ),
        (
            "A/PROPN/2/nsubj struck/VERB:strike/0/root B/PROPN/2/obj ,/PUNCT/2/punct S/PROPN/6/nsubj said/VERB:say/2/parataxis",
            "A > B says S",
        ),
        (
            "A/PROPN/6/nsubj ,/PUNCT/3/punct S/PROPN/1/appos said/VERB:say/6/parataxis ,/PUNCT/4/punct struck/VERB:strike/0/root B/PROPN/6/obj",
            "A > B says S",
        ),
        (
            "According/VERB:accord/3/case to/ADP/1/fixed S/PROPN/5/obl A/PROPN/5/nsubj struck/VERB:strike/0/root B/PROPN/5/obj",
            "A > B says S",
        ),
    ];
    for (tree, expected) in cases {
        check(tree, &[expected]);
    }
}

#[test]
fn dates_are_reckoned_from_the_day_of_publication() {
    // Published on Sunday, 18 June 2017.
    let cases = [
        ("on/ADP/5/case Friday/PROPN/3/obl", "2017-06-16"),
        ("yesterday/NOUN/3/obl:tmod", "2017-06-17"),
        ("in/ADP/5/case March/PROPN/3/obl", "2017-03"),
        ("in/ADP/5/case September/PROPN/3/obl", "2016-09"),
        (
            "on/ADP/6/case June/PROPN/3/obl 5/NUM/5/nummod",
            "2017-06-05",
        ),
        ("in/ADP/5/case 2014/NUM/3/obl", "2014"),
        ("last/ADJ/5/amod month/NOUN/3/obl:tmod", "2017-05"),
        (
            "two/NUM/5/nummod days/NOUN:day/6/obl:tmod ago/ADV/3/advmod",
            "2017-06-16",
        ),
    ];
    for (words, date) in cases {
        // The words stand behind the verb at 2, as nodes from 4 on.
        let words = words.replace("/3/", "/2/");
        let tree = format!("A/PROPN/2/nsubj struck/VERB:strike/0/root B/PROPN/2/obj {words}");
        check(&tree, &[&format!("A > B {date}")]);
    }
}

#[test]
fn nothing_panics_on_odd_trees() {
    let long =
        "A/PROPN/0/root ".to_owned() + &"and/CCONJ/1/cc struck/VERB:strike/1/conj ".repeat(400);
    for tree in ["A/PROPN/0/root", "struck/VERB:strike/0/root", long.trim()] {
        let _ = claims(&Text::new(&[tree]));
    }
    assert!(claims(&Text::new(&[])).is_empty());
}
