//! The words and phrases that surround and compose names, from the roles, the states and the forms.

use rustc_hash::FxHashMap;

use super::fold::Folder;
use super::pieces::Pieces;
use super::words::Words;
use crate::load::Gazetteer;

/// What a word is by the lists of `forms.toml`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Flags(u32);

impl Flags {
    pub(super) const COMMON: Flags = Flags(1);
    pub(super) const CALENDAR: Flags = Flags(1 << 1);
    pub(super) const INSIDE: Flags = Flags(1 << 2);
    pub(super) const ATTRIBUTIVE: Flags = Flags(1 << 3);
    pub(super) const BETWEEN: Flags = Flags(1 << 4);
    pub(super) const DIRECTION: Flags = Flags(1 << 5);
    pub(super) const PLACE_BEFORE: Flags = Flags(1 << 6);
    pub(super) const SPEECH: Flags = Flags(1 << 7);
    pub(super) const ACTOR_BEFORE: Flags = Flags(1 << 8);
    pub(super) const BORDER: Flags = Flags(1 << 9);
    pub(super) const TITLE: Flags = Flags(1 << 10);
    pub(super) const ROLE: Flags = Flags(1 << 11);
    pub(super) const FIRST_NAME: Flags = Flags(1 << 12);
    pub(super) const PARTICLE: Flags = Flags(1 << 13);
    pub(super) const FUNCTION: Flags = Flags(1 << 14);
    pub(super) const DEMONYM: Flags = Flags(1 << 15);
    pub(super) const SHOWS_PLACE: Flags = Flags(1 << 17);
    pub(super) const COMPASS: Flags = Flags(1 << 16);

    /// Whether it is any of these.
    #[inline]
    pub(super) const fn any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(super) const fn or(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// A name of a role, by the role's index.
    RoleName { role: u32, case: u32 },
    /// A nominal of a role.
    RoleNominal { role: u32 },
    /// A use of force of a role's force.
    RoleDeed { role: u32 },
    /// An adjective or a name of a state's people, by the state's index among the entities.
    Demonym { country: u32, plural: bool },
    /// Words that begin a name of a form.
    First { form: u32 },
    /// Words that end one; `capital` where they do so only with a capital.
    Last { form: u32, capital: bool },
    /// Words before one.
    Before { form: u32 },
    /// Words behind one.
    After { form: u32 },
}

/// What the phrases that begin with a word mean, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cues(u8);

impl Cues {
    pub(super) const ROLE: Cues = Cues(1);
    pub(super) const DEMONYM: Cues = Cues(1 << 1);
    pub(super) const FIRST: Cues = Cues(1 << 2);
    pub(super) const LAST: Cues = Cues(1 << 3);
    pub(super) const BEFORE: Cues = Cues(1 << 4);
    pub(super) const AFTER: Cues = Cues(1 << 5);

    const fn of(cue: Cue) -> Self {
        match cue {
            Cue::RoleName { .. } | Cue::RoleNominal { .. } | Cue::RoleDeed { .. } => Self::ROLE,
            Cue::Demonym { .. } => Self::DEMONYM,
            Cue::First { .. } => Self::FIRST,
            Cue::Last { .. } => Self::LAST,
            Cue::Before { .. } => Self::BEFORE,
            Cue::After { .. } => Self::AFTER,
        }
    }

    #[inline]
    pub(super) const fn or(self, other: Cues) -> Cues {
        Cues(self.0 | other.0)
    }

    /// Whether one of these is among them.
    #[inline]
    pub(super) const fn any(self, other: Cues) -> bool {
        self.0 & other.0 != 0
    }
}

struct Phrase {
    /// The words behind the first.
    rest: Vec<String>,
    cue: Cue,
}

/// A phrase found in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// The piece behind its last.
    pub end: usize,
    pub cue: Cue,
}

/// What the lists have on a word.
#[derive(Debug, Clone, Default)]
struct Listed {
    flags: Flags,
    /// The index of the phrases that it begins; 0 for none.
    cue: u32,
}

/// The words and phrases that surround and compose names.
#[derive(Default)]
pub(super) struct Lexicon {
    words: FxHashMap<String, Listed>,
    phrases: Vec<Vec<Phrase>>,
    /// For each list of phrases, what they mean.
    cues: Vec<Cues>,
    /// The words of a role's name as written, where their case counts.
    cased: Vec<String>,
    folder: Folder,
}

impl Lexicon {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let forms = &gazetteer.forms;
        let mut lexicon = Self {
            folder: Folder::new(forms),
            phrases: vec![Vec::new()],
            cased: vec![String::new()],
            ..Self::default()
        };
        for (list, flag) in [
            (&forms.common, Flags::COMMON),
            (&forms.calendar, Flags::CALENDAR),
            (&forms.function, Flags::COMMON.or(Flags::FUNCTION)),
            (&forms.inside, Flags::INSIDE),
            (&forms.attributive, Flags::ATTRIBUTIVE),
            (&forms.between, Flags::BETWEEN),
            (&forms.adjectives, Flags::DEMONYM),
            (&forms.directions, Flags::DIRECTION),
            (&forms.compass, Flags::COMPASS),
            (&forms.places.before, Flags::PLACE_BEFORE),
            (&forms.places.shows, Flags::SHOWS_PLACE),
            (&forms.places.speech, Flags::SPEECH),
            (&forms.places.actor_before, Flags::ACTOR_BEFORE),
            (&forms.places.border, Flags::BORDER),
            (&forms.people.titles, Flags::TITLE),
            (&forms.people.roles, Flags::ROLE),
            (&forms.people.first_names, Flags::FIRST_NAME),
            (&forms.people.particles, Flags::PARTICLE),
        ] {
            for word in list {
                let mut plain = String::new();
                super::fold::plain(word, &mut plain);
                let entry = lexicon.words.entry(plain).or_default();
                entry.flags = entry.flags.or(flag);
            }
        }
        for (index, role) in gazetteer.roles.values().enumerate() {
            let index = index as u32;
            for name in &role.names {
                let case = if name.case {
                    lexicon.cased.push(name.name.clone());
                    lexicon.cased.len() as u32 - 1
                } else {
                    0
                };
                lexicon.add_with_plural(&name.name, Cue::RoleName { role: index, case });
            }
            for nominal in &role.nominals {
                lexicon.add_with_plural(nominal, Cue::RoleNominal { role: index });
            }
            for deed in &role.deeds {
                lexicon.add_with_plural(deed, Cue::RoleDeed { role: index });
            }
        }
        for (index, entity) in gazetteer.entities.values().enumerate() {
            for (at, demonym) in entity.demonyms.iter().enumerate() {
                // "Syrians" beside "Syrian", "the Dutch": the plural is the people.
                let plural = at > 0
                    && entity.demonyms[..at]
                        .iter()
                        .any(|other| demonym.strip_suffix('s') == Some(other));
                lexicon.add(
                    demonym,
                    Cue::Demonym {
                        country: index as u32,
                        plural,
                    },
                );
            }
        }
        for (index, form) in forms.forms.iter().enumerate() {
            let form_index = index as u32;
            for word in &form.first {
                lexicon.add(word, Cue::First { form: form_index });
            }
            for word in &form.last {
                let capital = word.chars().next().is_some_and(char::is_uppercase);
                lexicon.add(
                    word,
                    Cue::Last {
                        form: form_index,
                        capital,
                    },
                );
            }
            for word in &form.before {
                lexicon.add(word, Cue::Before { form: form_index });
            }
            for word in &form.after {
                lexicon.add(word, Cue::After { form: form_index });
            }
        }
        lexicon.cues = lexicon
            .phrases
            .iter()
            .map(|list| {
                list.iter().fold(Cues::default(), |cues, phrase| {
                    cues.or(Cues::of(phrase.cue))
                })
            })
            .collect();
        lexicon
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }

    fn add(&mut self, phrase: &str, cue: Cue) {
        let mut read = Words::default();
        let pieces = read.name(phrase, &self.folder);
        let mut words = (0..pieces.len()).map(|at| pieces.plain(at).to_owned());
        let Some(first) = words.next() else { return };
        let demonym = pieces.len() == 1 && matches!(cue, Cue::Demonym { .. });
        let phrase = Phrase {
            rest: words.collect(),
            cue,
        };
        let next = self.phrases.len() as u32;
        let entry = self.words.entry(first).or_default();
        if demonym {
            entry.flags = entry.flags.or(Flags::DEMONYM);
        }
        if entry.cue == 0 {
            entry.cue = next;
            self.phrases.push(vec![phrase]);
        } else {
            let list = &mut self.phrases[entry.cue as usize];
            if !list
                .iter()
                .any(|known| known.rest == phrase.rest && known.cue == phrase.cue)
            {
                list.push(phrase);
            }
        }
    }

    fn add_with_plural(&mut self, phrase: &str, cue: Cue) {
        self.add(phrase, cue);
        let plural = match phrase.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if phrase.ends_with('s') => return,
            _ => format!("{phrase}s"),
        };
        self.add(&plural, cue);
    }

    /// What a word in plain letters is, and the index of the phrases that begin with it. A possessive keeps its "s" in
    /// plain letters.
    pub(super) fn word(&self, plain: &str, possessive: bool) -> (Flags, u32) {
        if let Some(listed) = self.words.get(plain) {
            return (listed.flags, listed.cue);
        }
        let stem = plain.strip_suffix('s').filter(|_| possessive);
        let cue = stem
            .and_then(|stem| self.words.get(stem))
            .map_or(0, |listed| listed.cue);
        (Flags::default(), cue)
    }

    /// What the phrases of an index mean.
    pub(super) fn cues(&self, cue: u32) -> Cues {
        self.cues.get(cue as usize).copied().unwrap_or_default()
    }

    /// Whether a word with a capital, of these plain letters and flags, can be a word of an unlisted name.
    pub(super) fn nameable(&self, plain: &str, flags: Flags) -> bool {
        let barred = Flags::COMMON
            .or(Flags::CALENDAR)
            .or(Flags::TITLE)
            .or(Flags::DEMONYM)
            .or(Flags::INSIDE);
        let several = plain
            .strip_suffix('s')
            .and_then(|one| self.words.get(one))
            .is_some_and(|one| one.flags.any(Flags::CALENDAR));
        !flags.any(barred) && plain.len() > 1 && !several
    }

    /// The phrases that begin at a piece.
    #[inline]
    pub(super) fn at<'s>(
        &'s self,
        pieces: &'s Pieces<'s>,
        at: usize,
    ) -> impl Iterator<Item = Found> + 's {
        let list = pieces.all.get(at).map_or(0, |piece| piece.cue as usize);
        self.phrases[list].iter().filter_map(move |phrase| {
            let end = at + 1 + phrase.rest.len();
            if end > pieces.len() {
                return None;
            }
            for (offset, word) in phrase.rest.iter().enumerate() {
                let piece = at + 1 + offset;
                if !pieces.joined(piece - 1)
                    || (pieces.plain(piece) != word && pieces.stem(piece) != word)
                {
                    return None;
                }
            }
            Some(Found {
                end,
                cue: phrase.cue,
            })
        })
    }

    /// Whether the words of a role's name stand with the capitals that they need.
    pub(super) fn case_fits(&self, case: u32, written: &str) -> bool {
        case == 0 || self.cased[case as usize] == written
    }
}
