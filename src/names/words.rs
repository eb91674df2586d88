//! The distinct words of texts, each with all that depends on the word alone.
//!
//! Texts repeat their words, so that what a word is by the lists, how it is folded and which listed names it begins or is
//! by itself are found out once, and read from here wherever the word stands again.

use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use aho_corasick::automaton::StateID;
use rustc_hash::FxHashMap;

use super::fold::{Folder, plain};
use super::index::Index;
use super::lexicon::{Cues, Flags, Lexicon};
use super::pieces::{Piece, Pieces, cut};

/// How many words are kept from one document to the next.
const KEPT: usize = 1 << 16;

/// What words are read by. The words of names, of which lexicon and index are made, know neither.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r> {
    pub folder: &'r Folder,
    pub lexicon: Option<&'r Lexicon>,
    pub index: Option<&'r Index>,
}

/// Where a listed name may begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Begins {
    /// Nowhere.
    #[default]
    Nowhere,
    /// Where capitals tell nothing.
    Uncased,
    /// Anywhere.
    Anywhere,
}

/// A range of one of the stores.
pub(super) type Part = (u32, u32);

/// What depends on a word alone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    letters: Part,
    key: Part,
    /// The number of its plain letters among all distinct ones.
    pub number: u32,
    /// The same without a last "s".
    pub bare: u32,
    pub flags: Flags,
    /// An index of the lexicon's phrases.
    pub cue: u32,
    /// What those phrases mean.
    pub cues: Cues,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has capitals alone.
    pub upper: bool,
    /// Whether it begins with a small Latin letter.
    pub small: bool,
    /// Whether it ends in "'s".
    pub possessive: bool,
    /// Whether it is a form of the Arabic article.
    pub article: bool,
    /// Whether it can be a word of an unlisted name.
    pub nameable: bool,
    pub begins: Begins,
    /// The first letter of its key, as [`initial`] has it.
    pub initial: u32,
    /// The index's state behind its key.
    pub whole: Option<StateID>,
    /// The letters of keys that go on from there, as [`initial`] has them.
    pub follows: u32,
    /// The state before the last "s" of its key.
    pub short: Option<StateID>,
    /// The listed names that it is by itself.
    singles: Part,
    /// Those that it is without the last "s".
    short_singles: Part,
    /// Those of the words that aliases need which it is.
    needed: Part,
}

/// A listed name that a word is by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Single {
    /// The index of its form.
    pub form: u32,
    /// How far its spelling is from the listed one.
    pub distance: f32,
}

/// All distinct words met.
#[derive(Default)]
pub(super) struct Words {
    /// The numbers of words of no more than sixteen bytes, by these.
    short: FxHashMap<u128, u32>,
    long: FxHashMap<Box<str>, u32>,
    all: Vec<Word>,
    letters: String,
    keys: Vec<u8>,
    numbers: FxHashMap<Box<str>, u32>,
    singles: Vec<Single>,
    needed: Vec<u32>,
    /// Room for the pieces of a text.
    pub pieces: Vec<Piece>,
}

impl Words {
    /// The number of the word at `place` of a text, whose first `stem` bytes stand before a possessive "'s".
    pub(super) fn id(
        &mut self,
        text: &str,
        place: Range<usize>,
        stem: usize,
        by: Reader<'_>,
    ) -> u32 {
        let short = short(text.as_bytes(), &place);
        let word = &text[place];
        let known = match short {
            Some(bytes) => self.short.get(&bytes),
            None => self.long.get(word),
        };
        if let Some(id) = known {
            return *id;
        }
        let id = self.all.len() as u32;
        let read = self.read(word, stem, by);
        self.all.push(read);
        match short {
            Some(bytes) => self.short.insert(bytes, id),
            None => self.long.insert(word.into(), id),
        };
        id
    }

    #[inline]
    pub(super) fn get(&self, id: u32) -> &Word {
        &self.all[id as usize]
    }

    /// A word's letters in plain.
    #[inline]
    pub(super) fn plain(&self, id: u32) -> &str {
        let (start, end) = self.get(id).letters;
        &self.letters[start as usize..end as usize]
    }

    /// A word's folded key. That of a possessive ends in its own "s", so that a name can end before it.
    #[inline]
    pub(super) fn key(&self, id: u32) -> &[u8] {
        let (start, end) = self.get(id).key;
        &self.keys[start as usize..end as usize]
    }

    /// The listed names that a word is by itself, without its last "s" where it is `short`.
    #[inline]
    pub(super) fn singles(&self, id: u32, short: bool) -> &[Single] {
        let word = self.get(id);
        let (start, end) = if short {
            word.short_singles
        } else {
            word.singles
        };
        &self.singles[start as usize..end as usize]
    }

    /// Those of the words that aliases need which a word is.
    #[inline]
    pub(super) fn needed(&self, id: u32) -> &[u32] {
        let (start, end) = self.get(id).needed;
        &self.needed[start as usize..end as usize]
    }

    /// The pieces of a name alone, as of an alias.
    pub(super) fn name<'w>(&'w mut self, name: &'w str, folder: &Folder) -> Pieces<'w> {
        let by = Reader {
            folder,
            lexicon: None,
            index: None,
        };
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.clear();
        cut(name, 0, self, by, &mut pieces);
        self.pieces = pieces;
        Pieces::bare(name, &self.pieces, self)
    }

    fn read(&mut self, text: &str, stem: usize, by: Reader<'_>) -> Word {
        let possessive = stem < text.len();
        let start = self.letters.len();
        plain(text, &mut self.letters);
        let letters = &self.letters[start..];
        let bare = letters.strip_suffix('s').unwrap_or(letters);
        let number = number_of(&mut self.numbers, letters);
        let bare_number = number_of(&mut self.numbers, bare);
        let (flags, cue) = by.lexicon.map_or((Flags::default(), 0), |lexicon| {
            lexicon.word(letters, possessive)
        });
        let key_start = self.keys.len();
        if possessive && bare.len() < letters.len() {
            by.folder.key(bare, &mut self.keys);
            self.keys.push(b's');
        } else {
            by.folder.key(letters, &mut self.keys);
        }
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        let article = by.folder.is_article(letters);
        let mut word = Word {
            letters: (start as u32, self.letters.len() as u32),
            key: (key_start as u32, self.keys.len() as u32),
            number,
            bare: bare_number,
            flags,
            cue,
            capital,
            upper: upper(&text[..stem]),
            small: text
                .bytes()
                .next()
                .is_some_and(|byte| byte.is_ascii_lowercase()),
            possessive,
            article,
            initial: self
                .keys
                .get(key_start)
                .map_or(NO_LETTER, |first| initial(*first)),
            ..Word::default()
        };
        if let Some(lexicon) = by.lexicon {
            word.cues = lexicon.cues(cue);
            word.nameable = capital && !article && lexicon.nameable(letters, flags);
        }
        if let Some(index) = by.index {
            let key = &self.keys[key_start..];
            (word.whole, word.short) = index.states(key);
            word.follows = word.whole.map_or(0, |state| index.follows(state));
            word.begins = index.begins(&word, key);
            let singles = &mut self.singles;
            let mut part = |state, depth, letters| {
                let from = singles.len();
                index.singles(by.folder, state, depth, letters, flags, singles);
                (from as u32, singles.len() as u32)
            };
            word.singles = part(word.whole, key.len(), letters);
            word.short_singles = part(word.short, key.len().saturating_sub(1), bare);
            let from = self.needed.len() as u32;
            self.needed.extend(index.needs.of(letters, bare));
            word.needed = (from, self.needed.len() as u32);
        }
        word
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("count", &self.all.len())
            .finish_non_exhaustive()
    }
}

/// The bytes of a word as one number, where it has no more than that holds; no word has a byte 0.
fn short(text: &[u8], place: &Range<usize>) -> Option<u128> {
    const LONGEST: usize = size_of::<u128>();
    let length = place.len();
    if length == 0 || length > LONGEST {
        return None;
    }
    let bytes = match text.get(place.start..place.start + LONGEST) {
        Some(whole) => whole.try_into().map_or(0, u128::from_le_bytes),
        None => text[place.clone()]
            .iter()
            .rev()
            .fold(0, |bytes, byte| bytes << 8 | u128::from(*byte)),
    };
    Some(bytes & u128::MAX >> (8 * (LONGEST - length)))
}

/// The number of some plain letters.
fn number_of(numbers: &mut FxHashMap<Box<str>, u32>, letters: &str) -> u32 {
    if let Some(number) = numbers.get(letters) {
        return *number;
    }
    let number = numbers.len() as u32;
    numbers.insert(letters.into(), number);
    number
}

/// What [`initial`] would have for a word without letters, which any name goes on with.
pub(super) const NO_LETTER: u32 = 1;

/// A letter of a key as a bit; some share one.
pub(super) const fn initial(letter: u8) -> u32 {
    1 << (letter & 31)
}

/// Whether a word has capitals alone; digits may stand among them.
fn upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// The words of earlier documents, a set for each thread that has tagged at one time. What is in them is no more than
/// what the gazetteer tells of a word, so that no document tags otherwise for those before it.
#[derive(Default)]
pub(super) struct Shelf(Mutex<Vec<Words>>);

impl Shelf {
    pub(super) fn take(&self) -> Words {
        let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sets.pop().unwrap_or_default()
    }

    pub(super) fn give(&self, words: Words) {
        if words.all.len() <= KEPT {
            let mut sets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            sets.push(words);
        }
    }
}
