//! Makes the ways to write each listed name: with articles and without, whole and without the words of its form.

use rustc_hash::FxHashMap;

use super::NameForm;
use super::needs::Needs;
use crate::load::{Alias, Entity, Form};
use crate::model::Class;
use crate::names::fold::Folder;
use crate::names::pieces::{Gap, Pieces};
use crate::names::words::Words;

/// The last words of forms, to find what a name is without them.
pub(super) struct Stems {
    /// The words in plain letters, the kinds that they fit, the form.
    lasts: Vec<(Vec<String>, u32)>,
    kinds: Vec<Vec<String>>,
}

impl Stems {
    pub(super) fn new(forms: &[Form], folder: &Folder) -> Self {
        let mut lasts = Vec::new();
        let mut read = Words::default();
        for (index, form) in forms.iter().enumerate() {
            for last in &form.last {
                let pieces = read.name(last, folder);
                let words = (0..pieces.len())
                    .map(|at| pieces.plain(at).to_owned())
                    .collect();
                lasts.push((words, index as u32));
            }
        }
        // The longest first: "border crossing" before "crossing".
        lasts.sort_by(|a: &(Vec<String>, u32), b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        Self {
            lasts,
            kinds: forms
                .iter()
                .map(|form| form.kind.iter().chain(&form.fits).cloned().collect())
                .collect(),
        }
    }

    /// How many words of an entity's name are its stem, and the form of the rest.
    fn split(&self, pieces: &Pieces<'_>, entity: &Entity) -> Option<(usize, u32)> {
        if !matches!(entity.class, Class::Place | Class::Facility) {
            return None;
        }
        let kind = entity.kind.as_deref()?;
        self.lasts.iter().find_map(|(words, form)| {
            let stem = pieces.len().checked_sub(words.len())?;
            let ends = words
                .iter()
                .enumerate()
                .all(|(at, word)| pieces.plain(stem + at) == word);
            let fits = self.kinds[*form as usize].iter().any(|fit| fit == kind);
            (stem > 0 && ends && fits).then_some((stem, *form))
        })
    }
}

/// Gathers the ways to write each name under their keys.
pub(super) struct Builder<'b> {
    pub(super) folder: &'b Folder,
    pub(super) is_common: &'b dyn Fn(&str) -> bool,
    pub(super) keys: FxHashMap<Vec<u8>, (usize, Vec<u32>)>,
    pub(super) order: Vec<Vec<u8>>,
    pub(super) forms: Vec<NameForm>,
    pub(super) needs: Needs,
    /// The words of the names.
    pub(super) words: Words,
}

impl Builder<'_> {
    pub(super) fn add(
        &mut self,
        index: u32,
        at: u32,
        entity: &Entity,
        alias: &Alias,
        stems: &Stems,
    ) {
        let mut words = std::mem::take(&mut self.words);
        let pieces = words.name(&alias.name, self.folder);
        if pieces.len() == 0 {
            self.words = words;
            return;
        }
        let needs = self.needs.add(&alias.needs);
        let name = |stem: Option<u32>, count: usize| {
            let letters = alias.name.chars().filter(|c| c.is_alphabetic()).count();
            let initials = stem.is_none()
                && letters <= 5
                && letters > 0
                && alias.name.chars().any(char::is_uppercase)
                && alias.name.chars().all(|c| !c.is_lowercase());
            let first = (0..count).find(|at| !pieces.all[*at].article).unwrap_or(0);
            NameForm {
                entity: index,
                alias: at,
                plain: Box::default(),
                strict: initials
                    || alias.case
                    || matches!(entity.class, Class::Country | Class::Media)
                    || !alias
                        .name
                        .chars()
                        .all(|c| c < '\u{250}' || !c.is_alphabetic()),
                stem,
                initials,
                capital: pieces.all[first].capital,
                common: count == 1 && (self.is_common)(pieces.plain(0)),
                case: alias.case,
                needs,
                class: entity.class,
            }
        };
        let whole = name(None, pieces.len());
        let keep = entity.class == Class::Media;
        self.variants(&pieces, pieces.len(), keep, whole);
        if let Some((count, form)) = stems.split(&pieces, entity) {
            let stem = name(Some(form), count);
            self.variants(&pieces, count, false, stem);
        }
        self.words = words;
    }

    /// Puts in all spellings of a name's beginning.
    fn variants(&mut self, pieces: &Pieces<'_>, count: usize, keep: bool, form: NameForm) {
        for words in spellings(pieces, count, keep) {
            let mut key = Vec::new();
            for word in &words {
                self.folder.key(word, &mut key);
            }
            if key.is_empty() {
                continue;
            }
            let number = self.forms.len() as u32;
            self.forms.push(NameForm {
                plain: words.join(" ").into_boxed_str(),
                ..form.clone()
            });
            match self.keys.get_mut(&key) {
                Some((_, forms)) => forms.push(number),
                None => {
                    self.keys
                        .insert(key.clone(), (self.order.len(), vec![number]));
                    self.order.push(key);
                }
            }
        }
    }
}

/// The first words of a name with its articles left out, unless they are kept, and with each one grown onto the word
/// behind it.
pub(in crate::names) fn spellings(
    pieces: &Pieces<'_>,
    count: usize,
    keep: bool,
) -> Vec<Vec<String>> {
    let articles: Vec<usize> = (0..count.saturating_sub(1))
        .filter(|&at| {
            pieces.all[at].article
                && pieces.joined(at)
                && Folder::assimilates(pieces.plain(at), pieces.plain(at + 1))
                && (pieces.all[at].gap == Gap::Hyphen || pieces.plain(at).ends_with(['l', 'z']))
        })
        .collect();
    let spell = |grown: &dyn Fn(usize) -> Option<String>| -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut onto = String::new();
        for at in 0..count {
            if articles.contains(&at) {
                if let Some(article) = grown(at) {
                    onto = article;
                }
                continue;
            }
            words.push(std::mem::take(&mut onto) + pieces.plain(at));
        }
        words
    };
    let mut spellings: Vec<Vec<String>> = Vec::new();
    if !keep || articles.is_empty() {
        spellings.push(spell(&|_| None));
    }
    for &article in articles.iter().take(3) {
        let next = pieces.plain(article + 1);
        spellings.push(spell(&|at| (at == article).then(|| "al".to_owned())));
        let sun = ["t", "d", "r", "z", "s", "n"]
            .iter()
            .find(|letter| next.starts_with(**letter));
        if let Some(letter) = sun {
            spellings.push(spell(&|at| (at == article).then(|| format!("a{letter}"))));
        }
    }
    spellings
}
