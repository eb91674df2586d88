//! What a document has spoken of so far, and how present each entity is to a reader.

use rustc_hash::FxHashMap;

use super::facts::Facts;
use crate::model::{Class, Dependency, EntityId, LocalEntity, Mention};

/// How many sentences back a noun or pronoun may look: beyond that, writers of news name the entity anew.
const WINDOW: u32 = 12;
/// How many mentions back; keeps a text of a hundred thousand names in linear time.
const MENTIONS: usize = 96;
/// Presence that any mention gives in its own sentence; halved with each sentence after it. This weight and
/// the next two are those of Lappin and Leass (1994), "An Algorithm for Pronominal Anaphora Resolution".
const RECENT: f32 = 100.0;
/// What a subject adds: subjects are what a text is about.
const SUBJECT: f32 = 80.0;
/// What a direct object adds.
const OBJECT: f32 = 50.0;
/// What an oblique or a possessor adds.
const OBLIQUE: f32 = 40.0;
/// What a nominal or pronoun loses against a name: it may itself have been settled wrongly.
const INDIRECT: f32 = 0.8;

/// How many sentences somebody stays the one who speaks.
const SPOKEN: u32 = 2;

/// An entity of the document with what reference asks of it.
pub(super) struct Local {
    pub(super) entity: LocalEntity,
    pub(super) country: Option<EntityId>,
    /// Its kind, its names and the nouns said of it: lower case, between spaces.
    words: String,
    /// The head nouns of its names of several words, in lower case.
    heads: Vec<String>,
    pub(super) female: Option<bool>,
}

impl Local {
    /// Whether one of the words stands in the kind or the names.
    pub(super) fn has_word(&self, words: &[impl AsRef<str>]) -> bool {
        words
            .iter()
            .any(|word| self.words.contains(&format!(" {} ", word.as_ref())))
    }

    /// Whether a word in the kind or the names begins so: "Kurdistan" where "Kurdish" is asked for.
    pub(super) fn has_beginning(&self, letters: &str) -> bool {
        self.words.contains(&format!(" {letters}"))
    }

    /// Whether the head noun of one of its names is this word, so that "the" with it can stand for the name.
    pub(super) fn is_called(&self, word: &str) -> bool {
        !matches!(
            self.entity.class,
            Class::Person | Class::Country | Class::Population
        ) && self.heads.iter().any(|head| head == word)
    }

    /// Whether the noun, in either number, stands in the kind or the names.
    pub(super) fn has_noun(&self, noun: &str) -> bool {
        let single = noun.strip_suffix('s').unwrap_or(noun);
        self.has_word(&[single]) || self.has_word(&[format!("{single}s")])
    }
}

/// A settled mention with its place in the tree.
pub(super) struct Placed {
    pub(super) mention: Mention,
    pub(super) node: Option<usize>,
    /// The node that it depends on.
    pub(super) head: Option<usize>,
    pub(super) relation: Option<Dependency>,
    pub(super) plural: bool,
    /// Whether it is said to say something.
    pub(super) spoke: bool,
    weight: f32,
}

/// An entity that a noun or pronoun may speak of.
#[derive(Clone, Copy)]
pub(super) struct Antecedent {
    pub(super) entity: u32,
    pub(super) presence: f32,
    /// Sentences since its last mention.
    pub(super) distance: u32,
    /// Its last mention.
    pub(super) last: usize,
    /// Whether it was lately said to say something.
    pub(super) spoke: bool,
}

impl Antecedent {
    /// The most present first, among equals the later one.
    pub(super) fn sort(found: &mut [Antecedent]) {
        found.sort_by(|a, b| b.presence.total_cmp(&a.presence).then(b.last.cmp(&a.last)));
    }
}

/// What a document has spoken of up to some point.
pub(super) struct Discourse<'f, 'g> {
    pub(super) facts: &'f Facts<'g>,
    pub(super) document: &'f str,
    pub(super) locals: Vec<Local>,
    index: FxHashMap<EntityId, u32>,
    pub(super) mentions: Vec<Placed>,
    /// The state that the text is about.
    pub(super) home: Option<EntityId>,
}

impl<'f, 'g> Discourse<'f, 'g> {
    pub(super) fn new(facts: &'f Facts<'g>, document: &'f str) -> Self {
        Self {
            facts,
            document,
            locals: Vec::new(),
            index: FxHashMap::default(),
            mentions: Vec::new(),
            home: None,
        }
    }

    /// The index of an entity, which is entered if it is new.
    pub(super) fn enter(&mut self, entity: LocalEntity) -> u32 {
        if let Some(known) = self.index.get(&entity.id) {
            return *known;
        }
        let index = self.locals.len() as u32;
        self.index.insert(entity.id.clone(), index);
        let mut words = String::from(" ");
        let mut heads = Vec::new();
        for name in [entity.label.as_str()]
            .into_iter()
            .chain(self.facts.words(&entity.id))
        {
            add_words(&mut words, name);
            heads.extend(head_noun(name).filter(|_| !entity.described));
        }
        self.locals.push(Local {
            country: self.facts.country(&entity.id),
            female: self.facts.female(&entity.id),
            words,
            heads,
            entity,
        });
        index
    }

    /// The index of an entity that the document has spoken of.
    pub(super) fn entered(&self, id: &str) -> Option<u32> {
        self.index.get(id).copied()
    }

    /// Notes words said of an entity.
    pub(super) fn describe(&mut self, entity: u32, words: &str) {
        // Enough for all that a sane text says; a hostile one repeats a name without end.
        const MOST: usize = 4000;
        if let Some(local) = self.locals.get_mut(entity as usize)
            && local.words.len() < MOST
        {
            let mut added = String::from(" ");
            add_words(&mut added, words);
            if !local.words.contains(&added) {
                local.words.push_str(&added[1..]);
                if !local.entity.described {
                    local.heads.extend(head_noun(words));
                }
            }
        }
    }

    /// Adds a mention; its entity is more present from here on.
    pub(super) fn mention(&mut self, mut placed: Placed, indirect: bool) {
        let role = match placed.relation {
            Some(Dependency::Nsubj | Dependency::NsubjPass) => SUBJECT,
            Some(Dependency::Obj | Dependency::Iobj | Dependency::Root) => OBJECT,
            Some(Dependency::Obl | Dependency::OblAgent | Dependency::NmodPoss) => OBLIQUE,
            _ => 0.0,
        };
        placed.weight = (RECENT + role) * if indirect { INDIRECT } else { 1.0 };
        self.mentions.push(placed);
    }

    /// The entities of which a mention passes `fits` and none is barred, the most present at `sentence` first.
    pub(super) fn antecedents(
        &self,
        sentence: u32,
        fits: impl Fn(&Local, &Placed) -> bool,
        bars: impl Fn(&Placed) -> bool,
    ) -> Vec<Antecedent> {
        let mut found: Vec<Antecedent> = Vec::new();
        let mut barred: Vec<u32> = Vec::new();
        for (at, placed) in self.mentions.iter().enumerate().rev().take(MENTIONS) {
            let distance = sentence.saturating_sub(placed.mention.sentence);
            if distance > WINDOW {
                break;
            }
            let entity = placed.mention.entity;
            let presence = placed.weight * 0.5_f32.powi(distance as i32);
            if bars(placed) {
                barred.push(entity);
                continue;
            }
            let spoke = placed.spoke && distance <= SPOKEN;
            if let Some(known) = found.iter_mut().find(|known| known.entity == entity) {
                known.presence += presence;
                known.spoke |= spoke;
            } else if self
                .locals
                .get(entity as usize)
                .is_some_and(|local| fits(local, placed))
            {
                found.push(Antecedent {
                    entity,
                    presence,
                    distance,
                    last: at,
                    spoke,
                });
            }
        }
        found.retain(|antecedent| !barred.contains(&antecedent.entity));
        Antecedent::sort(&mut found);
        found
    }

    /// The entity of the mention whose last word stands before `end`.
    pub(super) fn ending(&self, sentence: u32, end: u32) -> Option<u32> {
        self.mentions
            .iter()
            .rev()
            .take_while(|placed| placed.mention.sentence == sentence)
            .find(|placed| placed.mention.words.end == end)
            .map(|placed| placed.mention.entity)
    }

    /// The label of an entity, for reasons.
    pub(super) fn label(&self, entity: u32) -> &str {
        self.locals
            .get(entity as usize)
            .map_or("", |local| local.entity.label.as_str())
    }

    /// The class of an entity.
    pub(super) fn class(&self, entity: u32) -> Option<Class> {
        let local = self.locals.get(entity as usize)?;
        Some(local.entity.class)
    }

    /// An entity that has no name, only a description: its id is made under the document's.
    pub(super) fn described(&self, words: &str, class: Class) -> LocalEntity {
        let slug = slug(words);
        LocalEntity {
            id: EntityId::from(format!("{}/{slug}", self.document)),
            label: words.to_owned(),
            class,
            known: false,
            described: true,
        }
    }
}

impl Placed {
    /// A mention at a place in the tree.
    pub(super) fn new(
        mention: Mention,
        tree: Option<&crate::model::Tree>,
        node: Option<usize>,
        plural: bool,
        spoke: bool,
    ) -> Self {
        let at = tree.and_then(|tree| tree.nodes.get(node?));
        Self {
            mention,
            node,
            head: at.and_then(|node| node.head).map(|head| head as usize),
            relation: at.map(|node| node.relation),
            plural,
            spoke,
            weight: 0.0,
        }
    }
}

/// Words in lower case with hyphens, ASCII where the transliteration gives it.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for part in any_ascii::any_ascii(words)
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
    {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(part);
    }
    slug
}

/// The head noun of a name of two words or more: its last word, or the last before "of" or "for".
fn head_noun(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let end = words
        .iter()
        .position(|word| matches!(*word, "of" | "for"))
        .unwrap_or(words.len());
    (words.len() > 1 && end > 0).then(|| words[end - 1].to_owned())
}

fn add_words(words: &mut String, text: &str) {
    for part in text
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
    {
        words.push_str(part);
        words.push(' ');
    }
}
