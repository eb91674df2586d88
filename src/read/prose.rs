//! Tells prose from the furniture of a page: navigation, credits, advertising, scripts.
//!
//! The unit is the line, since outlets' pages come as one line a paragraph. A text that is wrapped at a
//! fixed width is told by its lines and read paragraph by paragraph instead.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Byte, Span};

/// Where in a text prose stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// The headline, which is also the first range of prose.
    pub headline: Option<Span<Byte>>,
    /// One range for each paragraph, in order.
    pub prose: Vec<Span<Byte>>,
}

/// A line with more words than this is never furniture for a phrase in it.
const SHORT: usize = 18;

static PHRASES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("boilerplate.txt").lines();
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

/// A credit in brackets inside a caption: "(Photo by X)", "[Image: Y]", "(File photo)".
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[(\[](?:[^()\[\]]{0,40}\b)?(?:photo|image|picture|video|credit|file photo)s?\b[^()\[\]]{0,80}[)\]]").ok()
});

/// A link or an address that stands as a line of its own.
static ADDRESS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\W*(?:https?://|www\.|[\w.+-]+@[\w-]+\.)\S*\W*$").ok());

/// Finds the headline and the prose of a text.
pub fn layout(text: &str) -> Layout {
    let lines = paragraphs(text);
    let mut layout = Layout::default();
    let mut prose_seen = false;
    for (at, line) in lines.iter().enumerate() {
        let words = line.of(text);
        let followed_by_gap = text[line.end as usize..]
            .split('\n')
            .nth(1)
            .is_none_or(|next| next.trim().is_empty());
        if at == 0 && lines.len() > 1 && followed_by_gap && is_headline(words) {
            layout.headline = Some(*line);
            layout.prose.push(*line);
        } else if is_prose(words, prose_seen) {
            prose_seen = true;
            layout.prose.extend(without_credits(*line, words));
        }
    }
    layout
}

/// The text's paragraphs, trimmed: its lines, or its blocks of lines where it is wrapped at a width.
fn paragraphs(text: &str) -> Vec<Span<Byte>> {
    let mut lines: Vec<Span<Byte>> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let from = start + line.len() - line.trim_start_matches(blank).len();
        let length = line.trim_matches(blank).len();
        start += line.len() + 1;
        lines.push(Span::new(from as u32, (from + length) as u32));
    }
    let wrapped = is_wrapped(text, &lines);
    let mut paragraphs: Vec<Span<Byte>> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_empty() {
            open = false;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if wrapped && open => *last = last.join(line),
            _ => paragraphs.push(line),
        }
        open = true;
    }
    paragraphs
}

fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Whether lines are broken at a width: most lines that are followed by another are of like length and end
/// inside a sentence.
fn is_wrapped(text: &str, lines: &[Span<Byte>]) -> bool {
    let followed: Vec<&str> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_empty() && !pair[1].is_empty())
        .map(|pair| pair[0].of(text))
        .collect();
    let inside = |line: &&&str| {
        (40..=100).contains(&line.chars().count())
            && line
                .chars()
                .last()
                .is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '–'))
    };
    followed.len() >= 4 && followed.iter().filter(inside).count() * 10 >= followed.len() * 7
}

fn word_count(line: &str) -> usize {
    line.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

fn is_headline(line: &str) -> bool {
    let words = word_count(line);
    (3..=40).contains(&words)
        && line.chars().count() <= 300
        && !line.trim_end().ends_with(['.', ',', ';', ':'])
        && !line.contains(" / ")
        && !line.contains("   ")
        && !is_furniture(line)
}

fn is_prose(line: &str, prose_seen: bool) -> bool {
    let words = word_count(line);
    if words < 3 || is_furniture(line) {
        return false;
    }
    let ends_sentence = line
        .trim_end_matches(['"', '\'', '”', '’', ')', ']', '»', ' '])
        .ends_with(['.', '!', '?', '…', ':', ';']);
    let in_letters = line.chars().filter(|c| c.is_alphabetic()).count() * 10
        >= line.chars().filter(|c| !c.is_whitespace()).count() * 7;
    // A subheading, or a text that lost its full stops, has the little words of a sentence in lower case.
    let small_words = line
        .split_whitespace()
        .filter(|word| word.len() <= 5 && word.chars().all(char::is_lowercase))
        .count();
    in_letters
        && (ends_sentence && words >= 4
            || small_words >= if prose_seen { 2 } else { 1 } && words >= 5)
}

fn is_furniture(line: &str) -> bool {
    if ADDRESS
        .as_ref()
        .is_some_and(|address| address.is_match(line))
        || is_code(line)
    {
        return true;
    }
    let credited = CREDIT
        .as_ref()
        .map_or_else(|| line.into(), |credit| credit.replace_all(line, " "));
    let lower = credited.to_lowercase();
    if word_count(&lower) <= SHORT && PHRASES.iter().any(|phrase| holds(&lower, phrase)) {
        return true;
    }
    // A byline or a dateline between dashes: "– Outlet – translated by X –".
    let dashes = line
        .split_whitespace()
        .filter(|word| matches!(*word, "–" | "—" | "-" | "|"))
        .count();
    dashes >= 2 && word_count(line) <= SHORT && line.trim_end().ends_with(['–', '—', '-', '|'])
}

/// Whether the phrase stands in the line as whole words.
fn holds(line: &str, phrase: &str) -> bool {
    line.match_indices(phrase).any(|(at, found)| {
        let bounded = |c: Option<char>, own: Option<char>| {
            !(c.is_some_and(char::is_alphanumeric) && own.is_some_and(char::is_alphanumeric))
        };
        bounded(line[..at].chars().next_back(), phrase.chars().next())
            && bounded(
                line[at + found.len()..].chars().next(),
                phrase.chars().next_back(),
            )
    })
}

fn is_code(line: &str) -> bool {
    let marks = line
        .chars()
        .filter(|c| matches!(c, '{' | '}' | ';' | '=' | '<' | '>' | '\\'))
        .count();
    let braces = line.contains('{') && line.contains('}');
    braces && marks >= 3
        || line.contains("function(")
        || line.contains("function (")
        || marks * 8 > line.len()
}

/// The pieces of a line that are left when credits in brackets are taken out.
fn without_credits(line: Span<Byte>, words: &str) -> Vec<Span<Byte>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut push = |start: usize, end: usize| {
        let piece = &words[start..end];
        let start = start + piece.len() - piece.trim_start().len();
        let length = piece.trim().len();
        if word_count(piece) >= 3 {
            pieces.push(Span::new(
                line.start + start as u32,
                line.start + (start + length) as u32,
            ));
        }
    };
    for credit in CREDIT.iter().flat_map(|credit| credit.find_iter(words)) {
        push(from, credit.start());
        from = credit.end();
    }
    push(from, words.len());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        layout(text)
            .prose
            .iter()
            .map(|span| span.of(text))
            .collect()
    }

    #[test]
    fn headline_prose_and_furniture() {
        let text = "Army Enters the Town After Weeks of Siege\n\nHome / World / Middle East\n\n\
            The army entered the town on Monday, a spokesman said.\n\
            Soldiers raise a flag on the hill. (Photo by Some Agency)\n\n\
            Source: Some Agency\nShare this article\nwww.example.org\n\
            @page { margin: 0.79in }\n__x.push(function() { y({ id: 'a' }); });\n\
            Residents fled north as the shelling grew.\n0 86\nTags: war, town";
        assert_eq!(
            pieces(text),
            [
                "Army Enters the Town After Weeks of Siege",
                "The army entered the town on Monday, a spokesman said.",
                "Soldiers raise a flag on the hill.",
                "Residents fled north as the shelling grew.",
            ]
        );
        assert_eq!(
            layout(text).headline.map(|span| span.of(text)),
            Some(pieces(text)[0])
        );
    }

    #[test]
    fn a_single_paragraph_has_no_headline() {
        let text = "Ten people died when a shell hit the market in the old town on Friday";
        assert_eq!(layout(text).headline, None);
        assert_eq!(pieces(text), [text]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The first units of the army reached the river before dawn and\n\
            set up a bridge under fire from the other bank, where militants had\n\
            dug trenches over the summer and brought up guns from the coast by\n\
            road. By noon the bridge was open and the first vehicles crossed to\n\
            the town, which had been without water since the end of the winter.\n\nTalks go on in the capital.";
        assert_eq!(pieces(text).len(), 2, "{:#?}", pieces(text));
    }

    #[test]
    fn empty_and_odd_texts_do_no_harm() {
        for text in ["", "\n\n", "\u{feff}", "{}{}{}", "…", "a\r\nb\r\n"] {
            assert!(
                layout(text).prose.iter().all(|span| !span.is_empty()),
                "{text:?}"
            );
        }
    }
}
