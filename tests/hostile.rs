//! Whatever a text holds, every stage survives it, and every span points into the text.

use std::sync::LazyLock;

use dossier::load::bundle;
use dossier::model::{CharOffsets, Record};
use dossier::pipeline::{Data, Pipeline};
use proptest::prelude::*;

static DATA: LazyLock<Data> =
    LazyLock::new(|| Data::load(&bundle::gazetteer(), &bundle::ontology()).0);

static PIPELINE: LazyLock<Pipeline<'static>> = LazyLock::new(|| Pipeline::new(&DATA));

/// Takes the text through all stages and holds the record to what records promise.
fn survives(text: &str) -> Record {
    let analysis = PIPELINE.analyse_text(text, None);
    let record = analysis.record();
    let chars: Vec<char> = text.chars().collect();
    let inside = |[start, end]: [u32; 2]| start < end && end as usize <= chars.len();
    for mention in record.entities.iter().flat_map(|entity| &entity.mentions) {
        assert!(inside([mention.start, mention.end]), "{mention:?}");
        let words: String = chars[mention.start as usize..mention.end as usize]
            .iter()
            .collect();
        assert_eq!(words, mention.text);
    }
    for relation in &record.relations {
        let spans = [
            relation.subject_span,
            relation.object_span,
            relation.trigger_span,
            relation.sentence_span,
        ];
        assert!(spans.into_iter().flatten().all(inside), "{relation:?}");
        let known = |id| record.entities.iter().any(|entity| &entity.id == id);
        assert!(known(&relation.object) && relation.subject.as_ref().is_none_or(known));
    }
    record
}

#[test]
fn texts_that_nobody_writes() {
    let long = "the army and ".repeat(3000);
    let nested = "He said that she said that ".repeat(300);
    for text in [
        "",
        " ",
        "\u{feff}",
        ".",
        "…!?…",
        "\r\n\r\n",
        "'s n't 'll",
        "IS is IS",
        "الجيش السوري دخل تدمر",
        "Сирийская армия вошла в Пальмиру",
        "👩‍👩‍👧‍👦 attacked 🇸🇾 near Homs 💥",
        "THE SYRIAN ARMY CAPTURED PALMYRA FROM ISIS",
        "the syrian army captured palmyra from isis",
        "e\u{301}\u{301}\u{301} al-al-al-Tanf Tanf's's",
        &long,
        &nested,
        &"(".repeat(2000),
        &"Homs, ".repeat(2000),
        &"a".repeat(20_000),
        &"“Homs” ".repeat(500),
    ] {
        survives(text);
    }
}

#[test]
fn offsets_count_code_points() {
    let record = survives("Заявление: the Syrian army entered Homs.");
    let mention = &record
        .entities
        .iter()
        .find(|e| e.label == "Homs")
        .unwrap()
        .mentions[0];
    assert_eq!((mention.start, mention.end), (35, 39));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        survives(&text);
    }

    #[test]
    fn any_order_of_words(words in proptest::collection::vec(
        prop::sample::select(vec![
            "the", "Syrian", "army", "captured", "Palmyra", "from", "ISIS", ",", "said", "on", "Friday", "not",
            "Hezbollah", "'s", "attack", "killed", "12", "civilians", "who", "by", "and", "“", "”", ".", "to", "US", "-",
            "backed", "rebels", "near", "Homs", "it", "they", "will", "km", "of", "2017", "SANA", "according",
        ]), 0..40))
    {
        survives(&words.join(" "));
    }

    #[test]
    fn offsets_agree_with_counting(text in "\\PC{0,300}") {
        let offsets = CharOffsets::new(&text);
        for (chars, (bytes, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(offsets.char_at(bytes as u32), chars as u32);
        }
    }
}
