//! The word lists of segmentation, read once from the files embedded in the program.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// What a full stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before what it belongs to: never the end of a sentence.
    Before,
    /// A month or weekday: the end only before a sentence's usual first word.
    Month,
    /// May be the last word: the end before a sentence's usual first word.
    Last,
}

#[derive(Deserialize)]
struct AbbreviationFile {
    before: Vec<String>,
    month: Vec<String>,
    last: Vec<String>,
    starters: Vec<String>,
    also_words: Vec<String>,
}

#[derive(Deserialize)]
struct SplitFile {
    clitics: Vec<String>,
    words: Vec<String>,
    prefixes: Vec<String>,
    units: Vec<String>,
}

/// The lists in the form in which segmentation asks them; all entries are in lower case.
#[derive(Default)]
pub(super) struct Lists {
    pub(super) abbreviations: FxHashMap<String, Abbreviation>,
    pub(super) starters: FxHashSet<String>,
    /// Abbreviations that in lower case are words of another kind.
    pub(super) also_words: FxHashSet<String>,
    pub(super) clitics: FxHashSet<String>,
    /// Byte offset at which the second word begins.
    pub(super) words: FxHashMap<String, usize>,
    pub(super) prefixes: FxHashSet<String>,
    pub(super) units: FxHashSet<String>,
}

/// The bundled lists. The files are part of the program and a test reads them, so an unreadable one, which would leave
/// a list empty, cannot ship.
pub(super) static LISTS: LazyLock<Lists> = LazyLock::new(|| read().unwrap_or_default());

fn read() -> Result<Lists, toml::de::Error> {
    let abbreviations: AbbreviationFile = toml::from_str(include_str!("abbreviations.toml"))?;
    let splits: SplitFile = toml::from_str(include_str!("splits.toml"))?;
    let mut lists = Lists {
        starters: abbreviations.starters.into_iter().collect(),
        also_words: abbreviations.also_words.into_iter().collect(),
        clitics: splits.clitics.into_iter().collect(),
        prefixes: splits.prefixes.into_iter().collect(),
        units: splits.units.into_iter().collect(),
        ..Lists::default()
    };
    for (words, kind) in [
        (abbreviations.last, Abbreviation::Last),
        (abbreviations.month, Abbreviation::Month),
        (abbreviations.before, Abbreviation::Before),
    ] {
        lists
            .abbreviations
            .extend(words.into_iter().map(|word| (word, kind)));
    }
    for word in splits.words {
        if let Some(at) = word.find(' ') {
            lists.words.insert(word.replacen(' ', "", 1), at);
        }
    }
    Ok(lists)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn lists_are_readable_and_in_lower_case() {
        let lists = read().unwrap();
        assert!(lists.abbreviations.len() > 100);
        assert_eq!(lists.words.get("didnt"), Some(&3));
        assert!(
            lists
                .abbreviations
                .keys()
                .chain(&lists.starters)
                .all(|word| *word == word.to_lowercase())
        );
    }
}
