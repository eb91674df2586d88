//! Documents into sentences and tokens.
//!
//! Takes the prose ranges of a [`Document`] and gives [`Sentence`]s whose tokens follow the conventions of the English
//! Universal Dependencies treebanks (UD_English-EWT): clitics apart ("Syria's" is two tokens), hyphenated compounds in
//! three ("US-led"), numbers and dates whole, units apart from their number ("30km"). It must not know names.
//!
//! Both steps are rules over characters with two word lists as data, `abbreviations.toml` and `splits.toml`. A line
//! break always ends a sentence. Every step is linear in the length of the text.

mod lists;
mod sentences;
mod tokens;

use crate::model::{Byte, Document, Sentence, Span, Token};

/// The sentences of a document's prose, in order.
///
/// Tokens never overlap, never are empty, and lie inside their sentence, which lies inside one prose range. Whitespace
/// and control characters belong to no token.
pub fn segment(document: &Document) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (paragraph, range) in document.prose.iter().enumerate() {
        let headline = document.headline == Some(*range);
        for line in lines(&document.text, *range) {
            push_line(&document.text, line, paragraph as u32, headline, &mut found);
        }
    }
    found
}

/// The sentences of a plain text that is all prose, each line a paragraph, for commands that take a sentence from the command line.
pub fn segment_text(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let whole = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    for (paragraph, line) in lines(text, whole).into_iter().enumerate() {
        push_line(text, line, paragraph as u32, false, &mut found);
    }
    found
}

fn push_line(
    text: &str,
    line: (usize, usize),
    paragraph: u32,
    headline: bool,
    found: &mut Vec<Sentence>,
) {
    let tokens = tokens::tokenize(text, line.0, line.1);
    let ends = if headline {
        vec![tokens.len()]
    } else {
        sentences::ends(text, &tokens)
    };
    let mut tokens = tokens.into_iter();
    let mut begin = 0;
    for end in ends {
        let own: Vec<Token> = tokens.by_ref().take(end - begin).collect();
        begin = end;
        if let (Some(first), Some(last)) = (own.first(), own.last()) {
            let span = Span::new(first.span.start, last.span.end);
            found.push(Sentence {
                span,
                tokens: own,
                paragraph,
                headline,
            });
        }
    }
}

/// The lines of a range as byte offsets, without their line breaks.
fn lines(text: &str, range: Span<Byte>) -> Vec<(usize, usize)> {
    let (start, end) = (range.start as usize, (range.end as usize).min(text.len()));
    let Some(prose) = text.get(start..end) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut begin = start;
    for (at, character) in prose.char_indices() {
        if matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}') {
            found.push((begin, start + at));
            begin = start + at + character.len_utf8();
        }
    }
    found.push((begin, end));
    found
}

#[cfg(test)]
mod tests {
    use super::segment_text;
    use proptest::prelude::*;

    fn tokens(text: &str) -> Vec<&str> {
        let sentences = segment_text(text);
        sentences
            .iter()
            .flat_map(|sentence| &sentence.tokens)
            .map(|token| token.span.of(text))
            .collect()
    }

    #[test]
    fn tokens_follow_the_english_treebank() {
        for (text, expected) in [
            ("Syria's army didn't halt.", "Syria 's army did n't halt ."),
            (
                "the rebels’ position they’ll hold",
                "the rebels ’ position they ’ll hold",
            ),
            (
                "US-led, Iran-backed forces",
                "US - led , Iran - backed forces",
            ),
            (
                "a pro-government ex-officer of al-Bab",
                "a pro-government ex-officer of al - Bab",
            ),
            ("at 5pm, 30km away, 80km/h", "at 5 pm , 30 km away , 80km/h"),
            (
                "$40bn, 12:30, 25,000 and 45%",
                "$ 40 bn , 12:30 , 25,000 and 45 %",
            ),
            ("U.S. Army and the U.N.", "U.S. Army and the U.N."),
            ("Lt. Gen. J. Smith", "Lt. Gen. J. Smith"),
            ("they cannot, didnt, wont", "they can not , did nt , wo nt"),
            ("\"Go!\" (he said)...", "\" Go ! \" ( he said ) ..."),
            (
                "see https://example.org/a-b?c=1, or a@b.org.",
                "see https://example.org/a-b?c=1 , or a@b.org .",
            ),
            ("took Hama.The army went on", "took Hama . The army went on"),
            (
                "towns–villages and/or hills—all",
                "towns – villages and / or hills — all",
            ),
            (
                "Qur'an, Sha'ban and Ba'athists",
                "Qur'an , Sha'ban and Ba'athists",
            ),
            ("the 1990s and ’72", "the 1990s and ’72"),
            (
                "in 2013-2014, call 555-0145",
                "in 2013 - 2014 , call 555-0145",
            ),
            ("Smith et al., at 7:30PM", "Smith et al. , at 7:30 PM"),
            ("F-16s, 9/11 and No. 5", "F - 16s , 9/11 and No. 5"),
        ] {
            assert_eq!(tokens(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn sentences_end_where_readers_say() {
        for (text, expected) in [
            (
                "The army left. It came back.",
                vec!["The army left.", "It came back."],
            ),
            (
                "Lt. Gen. Ali met Col. Omar. They talked.",
                vec!["Lt. Gen. Ali met Col. Omar.", "They talked."],
            ),
            (
                "The U.S. Army left. The U.S. The next.",
                vec!["The U.S. Army left.", "The U.S.", "The next."],
            ),
            (
                "It fell on Jan. 3. Then approx. 25,000 fled.",
                vec!["It fell on Jan. 3.", "Then approx. 25,000 fled."],
            ),
            (
                "He said: \"We won.\" They did not.",
                vec!["He said: \"We won.\"", "They did not."],
            ),
            (
                "“Did they?” he asked. No!",
                vec!["“Did they?” he asked.", "No!"],
            ),
            ("one line\nanother line", vec!["one line", "another line"]),
            (
                "1. The first point. 2. The second.",
                vec!["1. The first point.", "2. The second."],
            ),
            (
                "They fled... and came back",
                vec!["They fled... and came back"],
            ),
            (
                "It ended at 5 p.m. The city slept.",
                vec!["It ended at 5 p.m.", "The city slept."],
            ),
            (
                "took Hama.The army went on.",
                vec!["took Hama.", "The army went on."],
            ),
        ] {
            let found = segment_text(text);
            assert_eq!(
                found
                    .iter()
                    .map(|sentence| sentence.span.of(text))
                    .collect::<Vec<_>>(),
                expected
            );
        }
    }

    #[test]
    fn blank_text_has_no_sentence() {
        assert!(segment_text("").is_empty());
        assert!(segment_text(" \n\t\u{a0}\u{200b} ").is_empty());
    }

    proptest! {
        #[test]
        fn tokens_hold_every_visible_character_once(text in "(\\PC|[ .,'\"!?\\-/\\n]|[A-Za-z]{1,8}){0,60}") {
            let mut end = 0;
            for sentence in segment_text(&text) {
                prop_assert_eq!(sentence.span.start, sentence.tokens[0].span.start);
                for token in &sentence.tokens {
                    prop_assert!(!token.span.is_empty() && token.span.start >= end);
                    prop_assert!(text.get(end as usize..token.span.start as usize).is_some_and(|gap| !gap.chars().any(char::is_alphanumeric)));
                    prop_assert!(!token.span.of(&text).is_empty());
                    end = token.span.end;
                }
                prop_assert_eq!(sentence.span.end, end);
            }
        }
    }
}
