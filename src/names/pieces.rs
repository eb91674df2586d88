//! Cuts a sentence's text into the pieces that names are made of, with an offset map back to the document.
//!
//! It reads the text, not the tokens, so that no choice of the tokenizer can hide a name.

use super::lexicon::{Cues, Flags};
use super::words::{Begins, Reader, Words};
use crate::model::{Byte, Span};

/// What stands between a piece and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Space.
    Space,
    /// A hyphen, with or without space.
    Hyphen,
    /// A full stop that may belong to an abbreviation.
    Dot,
    /// A comma.
    Comma,
    /// Any other mark, or the end: no name goes over it.
    Break,
}

/// A word of the text, or a letter word like "U.S.".
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Where it stands in the document, with a possessive "'s".
    pub start: u32,
    pub end: u32,
    /// Its end without a possessive "'s".
    pub stem_end: u32,
    /// Its number among the distinct words.
    pub word: u32,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has capitals alone.
    pub upper: bool,
    /// Whether it ends in "'s".
    pub possessive: bool,
    /// Whether it is a form of the Arabic article.
    pub article: bool,
    /// Whether it can be a word of an unlisted name.
    pub nameable: bool,
    /// Where a listed name may begin with it.
    pub begins: Begins,
    /// The first letter of its key, as a bit.
    pub initial: u32,
    pub flags: Flags,
    /// What the lexicon has on the word: an index of its phrases.
    pub cue: u32,
    /// What those phrases mean.
    pub cues: Cues,
    /// What follows it.
    pub gap: Gap,
}

/// The pieces of one sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pieces<'t> {
    text: &'t str,
    pub all: &'t [Piece],
    words: &'t Words,
    /// Whether all its letters are capitals, so that they tell nothing.
    pub shouted: bool,
    /// Whether most of its longer words have a capital, as headlines do.
    pub titled: bool,
    /// Whether the document is written in small letters alone.
    pub lower: bool,
}

impl<'t> Pieces<'t> {
    /// The pieces of one of the sentences of `text`; `lower` where the whole of it is written in small letters.
    pub(super) fn new(text: &'t str, all: &'t [Piece], words: &'t Words, lower: bool) -> Self {
        let (mut long, mut upper, mut capital) = (0, 0, 0);
        for piece in all.iter().filter(|piece| piece.end - piece.start > 3) {
            long += 1;
            upper += usize::from(piece.upper);
            capital += usize::from(piece.capital);
        }
        Self {
            shouted: long >= 3 && upper * 10 >= long * 8,
            titled: long >= 4 && capital * 10 >= long * 8,
            lower,
            ..Self::bare(text, all, words)
        }
    }

    /// The pieces of a name alone, as an alias.
    pub(super) fn bare(name: &'t str, all: &'t [Piece], words: &'t Words) -> Self {
        Self {
            text: name,
            all,
            words,
            shouted: false,
            titled: false,
            lower: false,
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Some pieces as written.
    pub(super) fn written(&self, start: usize, end: usize) -> &'t str {
        match self.all.get(start..end) {
            Some([first, .., last]) => Span::<Byte>::new(first.start, last.end).of(self.text),
            Some([only]) => Span::<Byte>::new(only.start, only.end).of(self.text),
            _ => "",
        }
    }

    /// The same without a possessive "'s" at the end.
    pub(super) fn stem_written(&self, start: usize, end: usize) -> &'t str {
        match self.all.get(start..end) {
            Some([first, .., last]) => Span::<Byte>::new(first.start, last.stem_end).of(self.text),
            Some([only]) => Span::<Byte>::new(only.start, only.stem_end).of(self.text),
            _ => "",
        }
    }

    /// Whether a piece stands in brackets of its own.
    pub(super) fn in_brackets(&self, at: usize) -> bool {
        let piece = &self.all[at];
        let before = self.text[..piece.start as usize].trim_end();
        let after = self.text[piece.end as usize..].trim_start();
        before.ends_with(['(', '[']) && after.starts_with([')', ']', ','])
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// A piece's plain letters; empty where there is none.
    #[inline]
    pub(super) fn plain(&self, at: usize) -> &'t str {
        self.all
            .get(at)
            .map_or("", |piece| self.words.plain(piece.word))
    }

    /// A piece's plain letters, without a possessive "s".
    #[inline]
    pub(super) fn stem(&self, at: usize) -> &'t str {
        let word = self.plain(at);
        match self.all.get(at) {
            Some(piece) if piece.possessive => word.strip_suffix('s').unwrap_or(word),
            _ => word,
        }
    }

    /// A piece's plain letters without the last "s".
    #[inline]
    pub(super) fn stem_of(&self, at: usize) -> &'t str {
        let word = self.plain(at);
        word.strip_suffix('s').unwrap_or(word)
    }

    /// A piece's folded key.
    #[inline]
    pub(super) fn key(&self, at: usize) -> &'t [u8] {
        self.words.key(self.all[at].word)
    }

    /// The number of a piece's plain letters, without the last "s" where it is `bare`.
    #[inline]
    pub(super) fn number(&self, at: usize, bare: bool) -> u32 {
        let word = self.words.get(self.all[at].word);
        if bare { word.bare } else { word.number }
    }

    /// The distinct words.
    #[inline]
    pub(super) fn words(&self) -> &'t Words {
        self.words
    }

    /// What stands before a piece; a break before the first.
    #[inline]
    pub(super) fn gap_before(&self, at: usize) -> Gap {
        match at.checked_sub(1) {
            Some(before) => self.all[before].gap,
            None => Gap::Break,
        }
    }

    /// Whether a name may go on from a piece to the next.
    #[inline]
    pub(super) fn joined(&self, at: usize) -> bool {
        at + 1 < self.all.len() && matches!(self.all[at].gap, Gap::Space | Gap::Hyphen | Gap::Dot)
    }

    /// What a piece is by the lists; nothing where there is none.
    #[inline]
    pub(super) fn flags(&self, at: usize) -> Flags {
        self.all
            .get(at)
            .map_or(Flags::default(), |piece| piece.flags)
    }
}

/// Appends the pieces of a text that stands at `offset`.
pub(super) fn cut(
    text: &str,
    offset: u32,
    words: &mut Words,
    by: Reader<'_>,
    pieces: &mut Vec<Piece>,
) {
    let bytes = text.as_bytes();
    let first = pieces.len();
    let mut gap_from = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if byte.is_ascii() {
            if !byte.is_ascii_alphanumeric() {
                at += 1;
                continue;
            }
        } else if let Some(c) = text[at..].chars().next()
            && !c.is_alphanumeric()
        {
            at += c.len_utf8();
            continue;
        }
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let (mut end, mut stem_end) = (at, at);
        if goes_on(&bytes[at..]) {
            (stem_end, end) = word_end(text, start);
            at = end;
        }
        if let Some(last) = pieces[first..].last_mut() {
            let long = last.end - last.start > 4;
            last.gap = gap(&text[gap_from..start], long);
        }
        gap_from = end;
        let id = words.id(text, start..end, stem_end - start, by);
        let word = words.get(id);
        pieces.push(Piece {
            start: offset + start as u32,
            end: offset + end as u32,
            stem_end: offset + stem_end as u32,
            word: id,
            capital: word.capital,
            upper: word.upper,
            possessive: word.possessive,
            article: word.article,
            nameable: word.nameable,
            begins: word.begins,
            initial: word.initial,
            flags: word.flags,
            cue: word.cue,
            cues: word.cues,
            gap: Gap::Break,
        });
    }
}

/// Whether a word of plain letters may go on with what stands behind them.
fn goes_on(rest: &[u8]) -> bool {
    match rest {
        [b'.', next, ..] => !next.is_ascii() || next.is_ascii_uppercase(),
        [b'\'' | b'`', next, ..] => !next.is_ascii() || next.is_ascii_alphanumeric(),
        [next, ..] => !next.is_ascii(),
        [] => false,
    }
}

/// Where the word that begins at `start` ends, without and with a possessive "'s".
fn word_end(text: &str, start: usize) -> (usize, usize) {
    let mut end = start;
    let mut letters = 0;
    let chars = text[start..].char_indices();
    for (at, c) in chars {
        let at = start + at;
        if c.is_alphanumeric() || is_mark(c) {
            end = at + c.len_utf8();
            letters += 1;
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let follows = rest.chars().next();
        if is_apostrophe(c) && follows.is_some_and(char::is_alphanumeric) {
            let clitic: &str = rest
                .split(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            if matches!(clitic, "s" | "S") {
                return (end, at + c.len_utf8() + 1);
            }
            continue;
        }
        // "U.S." and "U.A.E." are one piece.
        let dotted = c == '.'
            && (letters == 1 || text[start..end].contains('.'))
            && text[..end]
                .chars()
                .next_back()
                .is_some_and(char::is_uppercase)
            && follows.is_some_and(char::is_uppercase)
            && !rest.chars().nth(1).is_some_and(char::is_alphanumeric);
        if !dotted {
            break;
        }
    }
    (end, end)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʿ' | 'ʾ' | 'ʼ' | 'ʻ')
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{2b0}'..='\u{2ff}' | '\u{ad}' | '\u{200c}')
}

fn gap(between: &str, long: bool) -> Gap {
    if between == " " {
        return Gap::Space;
    }
    let mut kind = Gap::Space;
    let mut previous = ' ';
    for c in between.chars() {
        match c {
            ' ' | '\u{a0}' | '\t' | '\n' | '\r' | '\u{2009}' | '\u{202f}' => {
                if is_apostrophe(previous) {
                    return Gap::Break;
                }
            }
            '-' | '\u{2010}' | '\u{2011}' => kind = Gap::Hyphen,
            '–' if !between.contains(char::is_whitespace) => kind = Gap::Hyphen,
            '.' if !long => kind = Gap::Dot,
            ',' => return Gap::Comma,
            _ if is_apostrophe(c) => {}
            _ => return Gap::Break,
        }
        previous = c;
    }
    kind
}
