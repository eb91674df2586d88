//! Words are looked up once and passed over where nothing begins with them; that must change nothing.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

/// A tagger that passes no word over.
static PLAIN: LazyLock<Tagger<'static>> = LazyLock::new(|| {
    let mut tagger = Tagger::new(&WORLD);
    tagger.index.passes = false;
    tagger
});

const TEXTS: &[&str] = &[
    "The Syrian army's 4th Division left Deir ez-Zor for al-Tanf. It had taken Deirezzor, the SDF said.",
    "syrian troops and isis fighters clashed near deir ez-zor, homs and al-bukamal",
    "SYRIAN ARMY TAKES HOMS AS ISIS LEAVES",
    "Assads forces took Homs's east. The IS is weak; us troops of the U.S. left us.",
    "O'Neill's men met ʰ Homs ʰ province's governor in the Hama countryside",
];

#[test]
fn no_document_tags_otherwise_for_those_before_it() {
    for text in TEXTS {
        let document = document(text);
        let sentences = segment_text(text);
        let fresh = Tagger::new(&WORLD).tag(&document, &sentences);
        for other in TEXTS {
            tag(other);
        }
        assert_eq!(TAGGER.tag(&document, &sentences), fresh, "{text}");
    }
}

proptest! {
    #[test]
    fn passing_words_over_loses_no_name(
        words in prop::collection::vec(
            prop_oneof![
                6 => prop::sample::select(TEXTS.iter().flat_map(|text| text.split(' ')).collect::<Vec<_>>())
                    .prop_map(str::to_owned),
                1 => "\\PC{0,5}",
                1 => "[A-Za-z]{1,18}'?s?",
            ],
            0..30,
        ),
        upper in any::<bool>(),
    ) {
        let mut text = words.join(" ");
        if upper {
            text = text.to_uppercase();
        }
        let document = document(&text);
        let sentences = segment_text(&text);
        prop_assert_eq!(TAGGER.tag(&document, &sentences), PLAIN.tag(&document, &sentences));
    }
}
