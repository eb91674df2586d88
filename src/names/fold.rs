//! Folds words so that one name in several transliterations gives one key, and tells how far apart two
//! spellings with the same key are.
//!
//! The key is coarse: all front and open vowels are one, all back vowels are one, and consonants that
//! transliterations of Arabic confuse are one. [`distance`] then weighs the differences that the key hides, so
//! that short names do not melt together. The differences are those of the romanizations in use side by side
//! (BGN/PCGN, ALA-LC, DIN 31635, French and newspapers' own).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::Forms;

/// The spelling rules that are data.
#[derive(Debug, Clone, Default)]
pub(super) struct Folder {
    same: FxHashMap<String, String>,
    beginnings: Vec<(String, String)>,
    articles: FxHashSet<String>,
    /// The first bytes of the beginnings and of the articles, so that most words need no closer look.
    begun: FirstBytes,
    article: FirstBytes,
}

/// A set of first bytes.
#[derive(Debug, Clone, Copy, Default)]
struct FirstBytes([u64; 4]);

impl FirstBytes {
    fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut set = Self::default();
        for byte in words.into_iter().filter_map(|word| word.bytes().next()) {
            set.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        set
    }

    fn begins(&self, word: &str) -> bool {
        word.bytes()
            .next()
            .is_some_and(|byte| self.0[usize::from(byte >> 6)] & (1 << (byte & 63)) != 0)
    }
}

impl Folder {
    pub(super) fn new(forms: &Forms) -> Self {
        let mut folder = Self::default();
        for set in &forms.same {
            if let Some((first, others)) = set.split_first() {
                for other in others {
                    folder.same.insert(other.clone(), first.clone());
                }
            }
        }
        for set in &forms.same_beginnings {
            if let Some((first, others)) = set.split_first() {
                for other in others {
                    folder.beginnings.push((other.clone(), first.clone()));
                }
            }
        }
        // The longest first, so that none hides behind its own beginning.
        folder
            .beginnings
            .sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        folder.articles = forms.articles.iter().cloned().collect();
        folder.begun = FirstBytes::of(folder.beginnings.iter().map(|(other, _)| other.as_str()));
        folder.article = FirstBytes::of(forms.articles.iter().map(String::as_str));
        folder
    }

    /// Whether a word in plain letters is a form of the Arabic article.
    pub(super) fn is_article(&self, plain: &str) -> bool {
        plain.len() <= 4 && self.article.begins(plain) && self.articles.contains(plain)
    }

    /// Whether a word is only the first half of a name: "Abdel", "Abu".
    pub(super) fn binds(&self, plain: &str) -> bool {
        let (standard, rest) = self.standard(plain);
        rest.is_empty() && self.beginnings.iter().any(|(_, first)| first == standard)
    }

    /// Whether `article` can stand before `next` by the rules of assimilation: `ash` before `sh`, `al` before all.
    pub(super) fn assimilates(article: &str, next: &str) -> bool {
        let tail = &article[1..];
        tail == "l" || (!tail.is_empty() && next.starts_with(tail))
    }

    /// The spelling that stands for all spellings of a word.
    pub(super) fn standard<'w>(&'w self, plain: &'w str) -> (&'w str, &'w str) {
        if let Some(first) = self.same.get(plain) {
            return (first, "");
        }
        if !self.begun.begins(plain) {
            return (plain, "");
        }
        for (beginning, first) in &self.beginnings {
            if let Some(rest) = plain.strip_prefix(beginning.as_str()) {
                return (first, rest);
            }
        }
        (plain, "")
    }

    /// Appends the key of a word in plain letters.
    pub(super) fn key(&self, plain: &str, key: &mut Vec<u8>) {
        if !plain.is_ascii() {
            key.extend_from_slice(bare(plain).as_bytes());
            return;
        }
        let (first, rest) = self.standard(plain);
        for part in [first, rest] {
            units(part, |class, _, _| key.push(class));
        }
    }
}

/// An Arabic word without its article.
fn bare(plain: &str) -> &str {
    match plain.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 2 => rest,
        _ => plain,
    }
}

/// Appends a word in plain letters: lower case, without diacritics and apostrophes; other scripts stay
/// themselves, with their variant letters made one.
pub(super) fn plain(word: &str, out: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2b0}'..='\u{36f}' => {}
            '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ة' => out.push('ه'),
            'ى' | 'ی' => out.push('ي'),
            'ک' => out.push('ك'),
            'ё' | 'Ё' => out.push('е'),
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => out.extend(
                any_ascii::any_ascii_char(c)
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|c| c.to_ascii_lowercase()),
            ),
            _ if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'y')
}

/// Calls `each` with the class, the letters and whether they are the last, for each sound of a word.
fn units<'w>(word: &'w str, mut each: impl FnMut(u8, &'w str, bool)) {
    let bytes = word.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let (class, length) = match byte {
            _ if is_vowel(byte) => {
                let mut end = at;
                let mut class = b'a';
                while let Some(&vowel) = bytes.get(end) {
                    if !is_vowel(vowel) {
                        break;
                    }
                    if matches!(vowel, b'o' | b'u' | b'w') {
                        class = b'o';
                    }
                    end += 1;
                }
                if end + 1 == bytes.len() && bytes[end] == b'h' {
                    end += 1;
                }
                (class, end - at)
            }
            b'c' if next == b'h' => (b'x', 2),
            b'c' if next == b'k' => (b'k', 2),
            b'c' => (b'k', 1),
            b'd' if next == b'h' => (b'd', 2),
            b'd' if next == b'j' => (b'j', 2),
            b'g' if next == b'h' => (b'g', 2),
            b'k' if next == b'h' => (b'h', 2),
            b'p' if next == b'h' => (b'f', 2),
            b's' if next == b'h' => (b'x', 2),
            b't' if next == b'h' => (b't', 2),
            b'z' if next == b'h' => (b'j', 2),
            b'x' => (b'X', 1),
            b'q' => (b'k', 1),
            b'z' => (b'd', 1),
            other => (other, 1),
        };
        let unit = &bytes[at..at + length];
        let mut end = at + length;
        if !is_vowel(byte) && !byte.is_ascii_digit() && bytes[end..].starts_with(unit) {
            end += length;
        }
        each(class, &word[at..end], end == bytes.len());
        at = end;
    }
}

/// The sounds of words with spaces between: the class, the letters and whether they are the word's last.
fn sounds<'w>(folder: &'w Folder, words: &'w str) -> Vec<(u8, &'w str, bool)> {
    let mut all = Vec::with_capacity(words.len());
    for word in words.split(' ') {
        let (first, rest) = folder.standard(word);
        for part in [first, rest] {
            units(part, |class, letters, last| {
                all.push((class, letters, last))
            });
        }
    }
    all
}

/// How far apart two spellings are whose keys are the same, and how many sounds they have; words are
/// separated by spaces. 0 is the same spelling.
pub(super) fn distance(folder: &Folder, a: &str, b: &str) -> (f32, usize) {
    if a == b {
        return (0.0, a.len());
    }
    let (a, b) = (sounds(folder, a), sounds(folder, b));
    if a.len() != b.len() {
        return (f32::INFINITY, 0);
    }
    let mut sum = 0.0;
    for (index, (x, y)) in a.iter().zip(&b).enumerate() {
        if x.1 != y.1 {
            sum += if matches!(x.0, b'a' | b'o') {
                vowels(x.1, y.1, index == 0, x.2 && y.2)
            } else {
                consonants(x.1, y.1)
            };
        }
    }
    (sum, a.len())
}

/// Whether two spellings with the same key may be one name: the shorter, the closer they must be.
pub(super) fn close_enough(distance: f32, sounds: usize) -> bool {
    let allowed = match sounds {
        0..=2 => 0.0,
        3 => 0.2,
        4 => 0.3,
        5 => 0.5,
        6 => 0.7,
        _ => (sounds as f32 * 0.15).min(1.8),
    };
    distance <= allowed + 0.001
}

/// One of two letters that are the same, or of two pairs.
fn single(letters: &str) -> &str {
    match letters.len() {
        2 | 4 => match letters.split_at_checked(letters.len() / 2) {
            Some((one, other)) if one == other => one,
            _ => letters,
        },
        _ => letters,
    }
}

fn consonants(a: &str, b: &str) -> f32 {
    let (x, y) = (single(a), single(b));
    let doubled = if (x == a) == (y == b) { 0.0 } else { 0.1 };
    doubled
        + match (x.min(y), x.max(y)) {
            (x, y) if x == y => 0.0,
            ("k", "q") => 0.15,
            ("c", "k") | ("ck", "k") | ("c", "q") | ("ck", "q") | ("c", "ck") => 0.3,
            ("h", "kh") => 0.35,
            ("g", "gh") | ("d", "dh") | ("dj", "j") | ("f", "ph") => 0.2,
            ("dh", "z") => 0.4,
            ("j", "zh") => 0.4,
            ("t", "th") => 0.5,
            _ => 1.0,
        }
}

/// The sound of a run of vowel letters, in few letters.
fn sound(run: &str, last: bool) -> Vec<u8> {
    let bytes = run.as_bytes();
    let bytes = bytes.strip_suffix(b"h").unwrap_or(bytes);
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        let (letter, length) = match (byte, next) {
            (b'o', Some(b'u' | b'o')) | (b'u', Some(b'u')) => (b'u', 2),
            (b'e', Some(b'e')) | (b'i' | b'y', Some(b'i' | b'y')) => (b'i', 2),
            (b'e', Some(b'i' | b'y')) => (b'a', 1),
            (b'y', _) => (b'i', 1),
            (b'w', None) => (b'u', 1),
            (b'e', None) if last => (b'a', 1),
            (other, _) => (other, 1),
        };
        if out.last() != Some(&letter) {
            out.push(letter);
        }
        at += length;
    }
    out
}

fn vowels(a: &str, b: &str, first: bool, last: bool) -> f32 {
    let (a, b) = (sound(a, last), sound(b, last));
    // "-iya" makes another word: "Arabi", "Arabiya".
    if last && a.ends_with(b"ia") != b.ends_with(b"ia") {
        return 0.7;
    }
    let missing = |letter: u8, at: usize| -> f32 {
        match letter {
            b'i' | b'w' if first && at == 0 => 0.8,
            b'i' | b'e' => 0.25,
            _ => 0.3,
        }
    };
    let swap = |x: u8, y: u8| -> f32 {
        let pair = (x.min(y), x.max(y));
        match pair {
            (x, y) if x == y => 0.0,
            (b'a', b'e') => 0.3,
            (b'e', b'i') | (b'o', b'u') | (b'u', b'w') => 0.2,
            (b'a', b'i') => 0.9,
            _ => 1.0,
        }
    };
    let mut row: Vec<f32> = vec![0.0; b.len() + 1];
    for (j, letter) in b.iter().enumerate() {
        row[j + 1] = row[j] + missing(*letter, j);
    }
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] += missing(*x, i);
        for (j, y) in b.iter().enumerate() {
            let best = (corner + swap(*x, *y))
                .min(row[j] + missing(*y, j))
                .min(row[j + 1] + missing(*x, i));
            corner = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()]
}
