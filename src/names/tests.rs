use std::sync::LazyLock;

use super::Tagger;
use crate::load::{DataFile, Gazetteer, bundle};
use crate::model::{Document, MentionKind, NameMention, Sentence, Span};
use crate::segment::segment_text;

mod context;
mod list;
mod spelling;
mod unlisted;
mod words;

/// A small world of its own, with the bundled roles and forms and countries.
static WORLD: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut files: Vec<DataFile> = bundle::gazetteer()
        .into_iter()
        .filter(|file| {
            let name = file.path.as_str();
            [
                "roles.toml",
                "forms.toml",
                "countries.toml",
                "capitals.toml",
            ]
            .iter()
            .any(|kept| name == format!("gazetteer/{kept}"))
        })
        .collect();
    files.push(DataFile {
        path: "world.toml".into(),
        text: include_str!("tests/world.toml").into(),
    });
    Gazetteer::load(&files).0
});

static TAGGER: LazyLock<Tagger<'static>> = LazyLock::new(|| Tagger::new(&WORLD));

fn document(text: &str) -> Document {
    let whole = Span::new(0, text.len() as u32);
    Document {
        id: "test".into(),
        path: "test.txt".into(),
        text: text.into(),
        sha256: String::new(),
        outlet: None,
        published: None,
        url: None,
        headline: None,
        title: None,
        prose: vec![whole],
    }
}

fn tag(text: &str) -> (Vec<Sentence>, Vec<NameMention>) {
    let document = document(text);
    let sentences = segment_text(text);
    let mentions = TAGGER.tag(&document, &sentences);
    (sentences, mentions)
}

/// The names of a text, each with the id of its best candidate: `Homs=homs`; a nominal in braces.
fn told(text: &str) -> String {
    let mut out = Vec::new();
    for mention in tag(text).1 {
        let entry = format!("{}={}", mention.span.of(text), mention.candidates[0].id);
        out.push(match mention.kind {
            MentionKind::Name => entry,
            _ => format!("{{{entry}}}"),
        });
    }
    out.join("; ")
}

/// Checks a table of texts with what must be found in them.
fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter_map(|(text, expected)| {
            let found = told(text);
            (found != *expected)
                .then(|| format!("{text}\n  expected {expected}\n  found    {found}"))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong\n{}",
        wrong.len(),
        table.len(),
        wrong.join("\n")
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn words() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            4 => prop::sample::select(vec![
                "Syrian", "army", "Army", "al-", "Al", "Homs", "Deir", "ez-Zor", "province", "US", "U.S.", "IS", "is", "the",
                "of", "and", ",", ".", "(", ")", "'s", "’s", "Brigade", "Col.", "said", "border", "-", "near", "town", "«", "ЦАХАЛ",
                "داعش", "İstanbul", "ß", "é", "\u{301}", "\n", "Operation", "Tal", "Assads", "O'Neill", "''", "1,000", "T4",
            ]).prop_map(str::to_owned),
            1 => "\\PC{0,6}",
        ];
        prop::collection::vec((word, prop::bool::ANY), 0..40).prop_map(|words| {
            words
                .into_iter()
                .map(|(word, spaced)| if spaced { word + " " } else { word })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn mentions_are_in_order_at_token_edges_and_never_empty(text in words()) {
            let (sentences, mentions) = tag(&text);
            let mut end = 0;
            for mention in &mentions {
                let sentence = &sentences[mention.sentence as usize];
                prop_assert!(!mention.words.is_empty());
                prop_assert_eq!(sentence.bytes(mention.words), mention.span);
                prop_assert!(mention.span.start >= end);
                prop_assert!(!mention.candidates.is_empty());
                let mut scores = mention.candidates.iter().map(|candidate| candidate.score);
                prop_assert!(mention.candidates.iter().all(|candidate| !candidate.reason.is_empty()));
                let first = scores.next();
                prop_assert!(first.is_some_and(|first| scores.all(|other| other <= first)));
                end = mention.span.end;
            }
        }

        #[test]
        fn the_same_text_gives_the_same_names(text in words()) {
            let again = Tagger::new(&WORLD);
            let sentences = segment_text(&text);
            let document = document(&text);
            prop_assert_eq!(TAGGER.tag(&document, &sentences), again.tag(&document, &sentences));
        }
    }

    #[test]
    fn a_text_without_a_full_stop_is_tagged_in_linear_time() {
        let text = "the Syrian army near Homs and Al Tanf said ".repeat(3_000);
        assert!(tag(&text).1.len() > 3_000);
    }
}
