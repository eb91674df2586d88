//! Cuts a sentence's text into the pieces that names are made of, with an offset map back to the document.
//!
//! It reads the text, not the tokens, so that no choice of the tokenizer can hide a name.

use super::fold::{Folder, plain};
use super::lexicon::{Flags, Lexicon};
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
    plain: (u32, u32),
    key: (u32, u32),
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has capitals alone.
    pub upper: bool,
    /// Whether it ends in "'s".
    pub possessive: bool,
    /// Whether it is a form of the Arabic article.
    pub article: bool,
    pub flags: Flags,
    /// What the lexicon has on the word: an index of its phrases.
    pub cue: u32,
    /// What follows it.
    pub gap: Gap,
}

/// The pieces of one sentence.
#[derive(Debug, Default)]
pub(super) struct Pieces<'t> {
    text: &'t str,
    pub all: Vec<Piece>,
    letters: String,
    keys: Vec<u8>,
    /// Whether all its letters are capitals, so that they tell nothing.
    pub shouted: bool,
    /// Whether most of its longer words have a capital, as headlines do.
    pub titled: bool,
    /// Whether the document is written in small letters alone.
    pub lower: bool,
}

impl<'t> Pieces<'t> {
    /// The pieces of the text at `span`.
    pub(super) fn new(text: &'t str, span: Span<Byte>, folder: &Folder, lexicon: &Lexicon) -> Self {
        let length = span.of(text).len();
        let mut pieces = Self {
            text,
            all: Vec::with_capacity(length / 5 + 2),
            letters: String::with_capacity(length),
            keys: Vec::with_capacity(length),
            ..Self::default()
        };
        pieces.cut(span.of(text), span.start, folder, Some(lexicon));
        let words = pieces.all.iter().filter(|p| p.end - p.start > 3);
        let (mut long, mut upper, mut capital) = (0, 0, 0);
        for piece in words {
            long += 1;
            upper += usize::from(piece.upper);
            capital += usize::from(piece.capital);
        }
        pieces.shouted = long >= 3 && upper * 10 >= long * 8;
        pieces.titled = long >= 4 && capital * 10 >= long * 8;
        pieces
    }

    /// A name alone, as an alias.
    pub(super) fn of_name(name: &'t str, folder: &Folder) -> Self {
        let mut pieces = Self {
            text: name,
            ..Self::default()
        };
        pieces.cut(name, 0, folder, None);
        pieces
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

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// A piece's plain letters; empty where there is none.
    pub(super) fn plain(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |piece| {
            &self.letters[piece.plain.0 as usize..piece.plain.1 as usize]
        })
    }

    /// A piece's plain letters, without a possessive "s".
    pub(super) fn stem(&self, at: usize) -> &str {
        let word = self.plain(at);
        match self.all.get(at) {
            Some(piece) if piece.possessive => word.strip_suffix('s').unwrap_or(word),
            _ => word,
        }
    }

    /// A piece's plain letters without the last "s".
    pub(super) fn stem_of(&self, at: usize) -> &str {
        let word = self.plain(at);
        word.strip_suffix('s').unwrap_or(word)
    }

    /// A piece's folded key.
    pub(super) fn key(&self, at: usize) -> &[u8] {
        let (start, end) = self.all[at].key;
        &self.keys[start as usize..end as usize]
    }

    /// Whether a piece begins with a small Latin letter.
    pub(super) fn starts_small(&self, at: usize) -> bool {
        self.all
            .get(at)
            .and_then(|piece| self.text.as_bytes().get(piece.start as usize))
            .is_some_and(u8::is_ascii_lowercase)
    }

    /// What stands before a piece; a break before the first.
    pub(super) fn gap_before(&self, at: usize) -> Gap {
        match at.checked_sub(1) {
            Some(before) => self.all[before].gap,
            None => Gap::Break,
        }
    }

    /// Whether a name may go on from a piece to the next.
    pub(super) fn joined(&self, at: usize) -> bool {
        at + 1 < self.all.len() && matches!(self.all[at].gap, Gap::Space | Gap::Hyphen | Gap::Dot)
    }

    /// What a piece is by the lists; nothing where there is none.
    pub(super) fn flags(&self, at: usize) -> Flags {
        self.all
            .get(at)
            .map_or(Flags::default(), |piece| piece.flags)
    }

    fn cut(&mut self, text: &str, offset: u32, folder: &Folder, lexicon: Option<&Lexicon>) {
        let bytes = text.as_bytes();
        let mut gap_from: Option<usize> = None;
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
            // Only these can go on with a word.
            if let Some(&next) = bytes.get(at)
                && (!next.is_ascii() || matches!(next, b'.' | b'\'' | b'`'))
            {
                (stem_end, end) = word_end(text, start);
                at = end;
            }
            if let (Some(from), Some(last)) = (gap_from, self.all.last_mut()) {
                let long = last.end - last.start > 4;
                last.gap = gap(&text[from..start], long);
            }
            self.push(text, (start, stem_end, end), offset, folder, lexicon);
            gap_from = Some(end);
        }
    }

    fn push(
        &mut self,
        text: &str,
        (start, stem_end, end): (usize, usize, usize),
        offset: u32,
        folder: &Folder,
        lexicon: Option<&Lexicon>,
    ) {
        let word = &text[start..end];
        let plain_start = self.letters.len() as u32;
        plain(word, &mut self.letters);
        let plain_end = self.letters.len() as u32;
        let letters = &self.letters[plain_start as usize..];
        let key_start = self.keys.len() as u32;
        let (flags, cue, key) = lexicon.map_or((Flags::default(), 0, None), |lexicon| {
            lexicon.word_and_key(letters)
        });
        // The key of a possessive ends in its own "s", so that a name can end before it: "IS's".
        let stem = letters.strip_suffix('s').filter(|_| stem_end < end);
        match (stem, key) {
            (Some(stem), _) => {
                folder.key(stem, &mut self.keys);
                self.keys.push(b's');
            }
            (None, Some(key)) => self.keys.extend_from_slice(key),
            (None, None) => folder.key(letters, &mut self.keys),
        }
        let article = folder.is_article(letters);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let mut any = false;
        let upper = capital_or_digit(word)
            && word[..stem_end - start].chars().all(|c| {
                any |= c.is_uppercase();
                !c.is_lowercase()
            })
            && any;
        self.all.push(Piece {
            start: offset + start as u32,
            end: offset + end as u32,
            stem_end: offset + stem_end as u32,
            plain: (plain_start, plain_end),
            key: (key_start, self.keys.len() as u32),
            capital,
            upper,
            possessive: stem_end < end,
            article,
            flags,
            cue,
            gap: Gap::Break,
        });
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

/// Whether the first letter leaves open that the word has capitals alone.
fn capital_or_digit(word: &str) -> bool {
    !word
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_lowercase())
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
