//! A line of text into tokens.
//!
//! Words between spaces are peeled from both sides (brackets, quotes, stops) and what remains is cut at hyphens, dashes,
//! slashes, clitics and units.

use super::lists::LISTS;
use crate::model::{Span, Token};

/// The longest word between spaces that is examined in full; anything longer is cut blindly, which keeps hostile input
/// in linear time.
const LONGEST: usize = 400;

/// The tokens of `text[start..end]`, in order.
pub(super) fn tokenize(text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut cutter = Cutter {
        text,
        tokens: Vec::new(),
    };
    let Some(line) = text.get(start..end) else {
        return Vec::new();
    };
    let mut begin = None;
    for (at, character) in line.char_indices() {
        let at = start + at;
        if blank(character) {
            if let Some(from) = begin.take() {
                cutter.word(from, at);
            }
        } else if begin.is_none() {
            begin = Some(at);
        } else if let Some(from) = begin
            && at - from >= LONGEST
        {
            cutter.word(from, at);
            begin = Some(at);
        }
    }
    if let Some(from) = begin {
        cutter.word(from, end);
    }
    cutter.tokens
}

fn blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(
            character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'
                ..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

fn apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '`' | '´' | '‘')
}

fn dash(character: char) -> bool {
    matches!(character, '–' | '—' | '―' | '‒' | '−')
}

/// Punctuation that stands apart before a word.
fn opens(character: char) -> bool {
    matches!(
        character,
        '(' | '['
            | '{'
            | '<'
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '¿'
            | '¡'
            | '*'
            | '|'
            | '•'
            | '·'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '/'
            | '='
            | '~'
            | '…'
    ) || apostrophe(character)
        || currency(character)
        || dash(character)
}

fn currency(character: char) -> bool {
    matches!(character, '$' | '€' | '£' | '¥' | '₤' | '₪' | '₹' | '﷼')
}

/// Punctuation that stands apart after a word.
fn closes(character: char) -> bool {
    matches!(
        character,
        ')' | ']'
            | '}'
            | '>'
            | '"'
            | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '%'
            | '*'
            | '|'
            | '/'
            | '='
            | '~'
            | '،'
            | '؛'
            | '؟'
            | '。'
            | '、'
            | '，'
            | '-'
    ) || apostrophe(character)
        || currency(character)
        || dash(character)
}

struct Cutter<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(end))
            && from < to
        {
            self.tokens.push(Token {
                span: Span::new(from, to),
            });
        }
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// One stretch of text without blanks.
    fn word(&mut self, start: usize, end: usize) {
        let mut start = start;
        while let Some(length) = self.leading(start, end) {
            self.push(start, start + length);
            start += length;
        }
        let mut tail = Vec::new();
        let mut end = end;
        while let Some(length) = self.trailing(start, end) {
            tail.push((end - length, end));
            end -= length;
        }
        if start < end {
            self.core(start, end);
        }
        for (from, to) in tail.into_iter().rev() {
            self.push(from, to);
        }
    }

    /// Length in bytes of the punctuation that stands apart at the front, if any.
    fn leading(&self, start: usize, end: usize) -> Option<usize> {
        let word = self.slice(start, end);
        let first = word.chars().next()?;
        let rest = &word[first.len_utf8()..];
        if matches!(first, '.' | '-' | '*' | '=' | '~' | '!' | '?' | '<' | '>')
            || (matches!(first, '`' | '\'') && rest.starts_with(first))
        {
            let run = word.len() - word.trim_start_matches(first).len();
            let after = word[run..].chars().next();
            // A point or sign before a number belongs to it.
            if run == 1 && matches!(first, '.' | '-') && after.is_some_and(|c| c.is_ascii_digit()) {
                return None;
            }
            if matches!(first, '!' | '?') {
                return Some(word.len() - word.trim_start_matches(['!', '?']).len());
            }
            return Some(run);
        }
        if apostrophe(first) {
            let lower = rest.to_lowercase();
            let clitic = LISTS.clitics.contains(&lower) || lower == "em" || lower == "n";
            let year = rest.len() >= 2 && rest.as_bytes().iter().take(2).all(u8::is_ascii_digit);
            return if (clitic || year) && !rest.is_empty() {
                None
            } else {
                Some(first.len_utf8())
            };
        }
        if first == '#' && rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(1);
        }
        opens(first).then(|| first.len_utf8())
    }

    /// Length in bytes of the punctuation that stands apart at the back, if any.
    fn trailing(&self, start: usize, end: usize) -> Option<usize> {
        let word = self.slice(start, end);
        let last = word.chars().next_back()?;
        if last == '.' {
            let run = word.len() - word.trim_end_matches('.').len();
            if run > 1 && run < word.len() {
                return Some(run);
            }
            return (!keeps_stop(&word[..word.len() - 1])).then_some(1);
        }
        if matches!(last, '!' | '?') {
            return Some(word.len() - word.trim_end_matches(['!', '?']).len());
        }
        if matches!(last, '-' | '*' | '=' | '~' | '\'' | '<' | '>') {
            return Some(word.len() - word.trim_end_matches(last).len());
        }
        closes(last).then(|| last.len_utf8())
    }

    /// A word without punctuation around it: addresses stay whole, the rest is cut at its inner marks.
    fn core(&mut self, start: usize, end: usize) {
        let word = self.slice(start, end);
        if address(word) {
            self.push(start, end);
            return;
        }
        let characters: Vec<(usize, char)> =
            word.char_indices().map(|(at, c)| (start + at, c)).collect();
        let mut begin = start;
        let mut index = 0;
        while index < characters.len() {
            let (at, character) = characters[index];
            let run = characters[index..]
                .iter()
                .take_while(|(_, c)| *c == character)
                .count();
            let after = characters.get(index + run).map_or(end, |(at, _)| *at);
            if begin < at && after < end && self.cuts(begin, at, character, run, after, end) {
                self.part(begin, at);
                self.push(at, after);
                begin = after;
            } else if begin == at
                && after < end
                && begin > start
                && (opens(character) || closes(character))
                && !apostrophe(character)
            {
                self.push(at, after);
                begin = after;
            }
            index += run;
        }
        if begin < end {
            self.part(begin, end);
        }
    }

    /// Whether the mark at `at..after` inside a word stands apart from what is before (`begin..at`) and after it.
    fn cuts(
        &self,
        begin: usize,
        at: usize,
        mark: char,
        run: usize,
        after: usize,
        end: usize,
    ) -> bool {
        let left = self.slice(begin, at);
        let right = self.slice(after, end);
        let last = left.chars().next_back().unwrap_or(' ');
        let next = right.chars().next().unwrap_or(' ');
        match mark {
            '-' if run > 1 => true,
            '-' => {
                let whole = right.split('-').next().unwrap_or(right);
                let number = |part: &str| part.chars().all(|c| c.is_ascii_digit());
                let year = |part: &str| part.len() == 4 && part.starts_with(['1', '2']);
                // Telephone numbers stay whole, ranges of small numbers and of years do not.
                if number(left)
                    && number(whole)
                    && (left.len() > 2 || whole.len() > 2)
                    && right.len() > 2
                    && !(year(left) && year(right))
                {
                    return false;
                }
                !LISTS.prefixes.contains(&left.to_lowercase())
                    || !next.is_alphanumeric()
                    // "pro-Assad": the name is a word of its own.
                    || next.is_uppercase()
            }
            '/' => {
                let whole = right.split('/').next().unwrap_or(right);
                last.is_alphabetic()
                    && next.is_alphabetic()
                    && left.chars().count() > 1
                    && whole.chars().count() > 1
            }
            '.' if run > 1 => true,
            // A lost space after a full stop: "in Homs.The army".
            '.' => {
                let mut letters = right.chars();
                letters.next();
                last.is_lowercase()
                    && left.chars().filter(|c| c.is_lowercase()).count() > 2
                    && next.is_uppercase()
                    && letters.next().is_some_and(char::is_lowercase)
            }
            ',' => !(last.is_ascii_digit() && next.is_ascii_digit()),
            ':' => !(last.is_ascii_digit() && next.is_ascii_digit()),
            '…' | ';' | '!' | '?' | '"' | '“' | '”' | '(' | ')' | '[' | ']' | '{' | '}' | '<'
            | '>' | '|' | '،' | '؛' | '؟' | '。' | '、' | '，' => true,
            '%' => last.is_ascii_digit(),
            _ if currency(mark) => next.is_ascii_digit(),
            _ => dash(mark),
        }
    }

    /// A part without inner marks: clitics, words written together, units.
    fn part(&mut self, start: usize, end: usize) {
        let word = self.slice(start, end);
        let lower = word.to_lowercase();
        if lower.len() == word.len()
            && let Some(at) = LISTS.words.get(&lower)
        {
            self.push(start, start + at);
            self.push(start + at, end);
            return;
        }
        if let Some(at) = clitic(word).or_else(|| unit(word)) {
            self.push(start, start + at);
            self.push(start + at, end);
            return;
        }
        self.push(start, end);
    }
}

/// Where the clitic of a word begins: at "n't" or at the last apostrophe before a listed ending.
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| apostrophe(*c))?;
    if at == 0 {
        return None;
    }
    let ending = word[at + mark.len_utf8()..].to_lowercase();
    if ending == "t" && word[..at].ends_with(['n', 'N']) && at > 1 {
        return Some(at - 1);
    }
    LISTS.clitics.contains(&ending).then_some(at)
}

/// Where the unit after a number begins: "30km", "5pm".
fn unit(word: &str) -> Option<usize> {
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let at = word.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | ':')))?;
    LISTS
        .units
        .contains(&word[at..].to_lowercase())
        .then_some(at)
}

/// Whether a full stop after this word belongs to it.
fn keeps_stop(word: &str) -> bool {
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return true;
    };
    let Some(second) = characters.next() else {
        return first.is_uppercase();
    };
    if !first.is_alphabetic() || second == ' ' {
        return false;
    }
    // Initials: "U.S", "a.m".
    let mut initials = word.split('.');
    if word.contains('.')
        && initials.all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
    {
        return true;
    }
    LISTS.abbreviations.contains_key(&word.to_lowercase()) && !LISTS.also_words.contains(word)
}

/// Web and mail addresses, handles and hashtags.
fn address(word: &str) -> bool {
    if word.contains("://")
        || word.starts_with("www.")
        || word.starts_with("http") && word.contains(':')
    {
        return true;
    }
    if word.len() > 1 && word.starts_with(['@', '#']) {
        return word[1..].chars().all(|c| c.is_alphanumeric() || c == '_');
    }
    match word.split_once('@') {
        Some((name, host)) => !name.is_empty() && host.contains('.') && !host.contains('@'),
        None => domain(word),
    }
}

/// A bare host name with a path: "osf.io/abc", "example.com".
fn domain(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    let Some((name, top)) = host.rsplit_once('.') else {
        return false;
    };
    name.len() > 1
        && matches!(
            top,
            "com"
                | "org"
                | "net"
                | "gov"
                | "edu"
                | "info"
                | "int"
                | "mil"
                | "io"
                | "co"
                | "uk"
                | "ru"
                | "ir"
                | "sy"
                | "iq"
                | "tr"
        )
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
