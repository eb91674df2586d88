//! Takes a document with its sentences, names and trees, and gives every mention with its entity:
//! names settled, nominals ("the army", "US-backed rebels") and pronouns. Must not know relations.
//!
//! Nothing here knows a force or a place: which nouns speak of what is `gazetteer/nominals.toml`.

mod antecedents;
mod binding;
mod discourse;
mod facts;
mod harm;
mod names;
mod nominals;
mod phrases;
mod pronouns;
mod surroundings;
mod view;

#[cfg(test)]
mod tests;

use crate::load::{Gazetteer, Nominals};
use crate::model::{
    Byte, Class, Document, EntityId, Mention, MentionKind, Mentions, NameMention, Sentence, Span,
    Tree, Word,
};
use discourse::{Discourse, Placed};
use facts::Facts;
use phrases::{Determiner, Phrase};
use rustc_hash::FxHashMap;
use view::{Named, View};

/// Settles of whom the words of a document speak.
#[derive(Debug)]
pub struct Resolver<'g> {
    facts: Facts<'g>,
    nominals: &'g Nominals,
}

impl<'g> Resolver<'g> {
    /// A resolver that stands on these data.
    pub fn new(gazetteer: &'g Gazetteer, nominals: &'g Nominals) -> Self {
        Self {
            facts: Facts::new(gazetteer),
            nominals,
        }
    }

    /// All mentions of a document, in the order of the text. `names` are in that order, `trees` one for each sentence;
    /// where one is missing or empty, the order of words alone decides.
    pub fn settle(
        &self,
        document: &Document,
        sentences: &[Sentence],
        names: &[NameMention],
        trees: &[Tree],
    ) -> Mentions {
        let mut by_sentence: Vec<Vec<usize>> = vec![Vec::new(); sentences.len()];
        for (at, name) in names.iter().enumerate() {
            if let Some(own) = by_sentence.get_mut(name.sentence as usize) {
                own.push(at);
            }
        }
        let mut views: Vec<View<'_>> = sentences
            .iter()
            .enumerate()
            .map(|(at, sentence)| View::new(at as u32, sentence, trees.get(at), &document.text))
            .collect();
        let chosen = names::choose(names, &views, self.nominals);
        let mut discourse = Discourse::new(&self.facts, &document.id);
        discourse.home = self.home(names, &chosen, sentences);
        // All names first: some nouns speak of what is named only later.
        for (name, (choice, _)) in names.iter().zip(&chosen) {
            if let Some(candidate) = name.candidates.get(*choice) {
                discourse.enter(facts::of_candidate(candidate));
            }
        }
        for (index, own) in by_sentence.iter().enumerate() {
            let mut settled: Vec<(usize, Mention)> = Vec::new();
            let mut named = Vec::new();
            for at in own {
                let (Some(name), Some((choice, reason))) = (names.get(*at), chosen.get(*at)) else {
                    continue;
                };
                let Some(candidate) = name.candidates.get(*choice) else {
                    continue;
                };
                let entity = discourse.enter(facts::of_candidate(candidate));
                discourse.describe(entity, name.span.of(&document.text));
                named.push(Named {
                    words: name.words,
                    entity,
                });
                settled.push((
                    name.words.start as usize,
                    Mention {
                        sentence: index as u32,
                        words: name.words,
                        span: name.span,
                        kind: name.kind,
                        entity,
                        reason: reason.clone(),
                    },
                ));
            }
            let Some(view) = views.get_mut(index) else {
                continue;
            };
            view.set_names(named);
            self.sentence(&mut discourse, view, settled);
        }
        finish(discourse)
    }

    /// Settles the nominals and pronouns of a sentence, in the order of the text, between its names.
    fn sentence(
        &self,
        discourse: &mut Discourse<'_, '_>,
        view: &View<'_>,
        names: Vec<(usize, Mention)>,
    ) {
        let mut found = phrases::find(view, self.nominals, |entity| discourse.class(entity));
        for (entity, noun) in found.said {
            discourse.describe(entity, view.word(noun));
        }
        let mut names = names.into_iter().peekable();
        // Pronouns already settled in this sentence, by their word.
        let mut pronouns: FxHashMap<usize, u32> = FxHashMap::default();
        let roles = phrases::roles(view, &self.facts, &found.phrases);
        let inside = |phrase: &Phrase| {
            (roles.iter())
                .any(|(words, _)| phrase.words.overlaps(*words) && phrase.words.len() < words.len())
        };
        found.phrases.retain(|phrase| !inside(phrase));
        let taken: Vec<Span<Word>> = (found.phrases.iter().map(|phrase| phrase.words))
            .chain(roles.iter().map(|(words, _)| *words))
            .collect();
        let mut namesakes = phrases::namesakes(view, self.nominals, &taken)
            .into_iter()
            .peekable();
        let mut roles = roles.into_iter().peekable();
        let mut phrases = found.phrases.into_iter().peekable();
        for at in 0..view.lower.len() {
            while let Some((_, mention)) = names.next_if(|(start, _)| *start <= at) {
                let node = view.head_node(mention.words);
                let class = discourse.class(mention.entity);
                let plural = is_plural(view, mention.words, class);
                let indirect = mention.kind != MentionKind::Name;
                let spoke = surroundings::speaks(view, self.nominals, node, mention.words);
                let placed = Placed::new(mention, view.tree, node, plural, spoke);
                discourse.mention(placed, indirect);
            }
            if let Some(settled) = pronouns::settle(discourse, view, self.nominals, at) {
                pronouns.insert(at, settled.entity);
                let words = Span::new(at as u32, at as u32 + 1);
                self.mention(discourse, view, words, MentionKind::Pronoun, settled);
            }
            // At its noun, when the pronoun before it is settled.
            while let Some(phrase) = phrases.next_if(|phrase| phrase.noun.end as usize <= at + 1) {
                self.phrase(discourse, view, &phrase, &pronouns);
            }
            while let Some(words) = namesakes.next_if(|words| words.end as usize <= at + 1) {
                let word = view.word(words.end as usize - 1);
                if let Some(settled) = nominals::namesake(discourse, view, word) {
                    self.mention(discourse, view, words, MentionKind::Nominal, settled);
                }
            }
            while let Some((words, role)) = roles.next_if(|(words, _)| words.end as usize <= at + 1)
            {
                if let Some(settled) = nominals::role(discourse, view, &role.id, role.class) {
                    self.mention(discourse, view, words, MentionKind::Nominal, settled);
                }
            }
        }
        for (_, mention) in names {
            let node = view.head_node(mention.words);
            discourse.mention(Placed::new(mention, view.tree, node, false, false), false);
        }
    }

    fn phrase(
        &self,
        discourse: &mut Discourse<'_, '_>,
        view: &View<'_>,
        phrase: &Phrase,
        pronouns: &FxHashMap<usize, u32>,
    ) {
        let possessor = match phrase.determiner {
            Determiner::Possessor(at) => pronouns
                .get(&at)
                .copied()
                .or_else(|| view.name_at(at).map(|name| name.entity))
                .or_else(|| discourse.ending(view.index, at as u32 + 1)),
            _ => None,
        };
        let Some(settled) = nominals::settle(discourse, view, self.nominals, phrase, possessor)
        else {
            return;
        };
        let noun = view
            .lower
            .get(phrase.noun.range())
            .unwrap_or_default()
            .join(" ");
        discourse.describe(settled.entity, &noun);
        self.mention(discourse, view, phrase.words, MentionKind::Nominal, settled);
    }

    fn mention(
        &self,
        discourse: &mut Discourse<'_, '_>,
        view: &View<'_>,
        words: Span<Word>,
        kind: MentionKind,
        settled: nominals::Settled,
    ) {
        let node = view.head_node(words);
        let plural = is_plural(view, words, None);
        let mention = Mention {
            sentence: view.index,
            words,
            span: view.sentence.bytes(words),
            kind,
            entity: settled.entity,
            reason: settled.reason,
        };
        let spoke = surroundings::speaks(view, self.nominals, node, words);
        discourse.mention(Placed::new(mention, view.tree, node, plural, spoke), true);
    }

    /// The state that a text is about: the one to which most of its places, forces and governments belong.
    fn home(
        &self,
        names: &[NameMention],
        chosen: &[(usize, String)],
        sentences: &[Sentence],
    ) -> Option<EntityId> {
        /// Ground tells best where a text plays; a state named is often an actor from outside.
        const GROUND: f32 = 1.0;
        const STATE: f32 = 0.8;
        const ACTOR: f32 = 0.5;
        /// A headline says what the text is about.
        const HEADLINE: f32 = 2.0;
        let mut votes: Vec<(EntityId, f32)> = Vec::new();
        for (name, (choice, _)) in names.iter().zip(chosen) {
            let Some(candidate) = name.candidates.get(*choice) else {
                continue;
            };
            let weight = match candidate.class {
                Class::Place | Class::Facility => GROUND,
                Class::Country => STATE,
                Class::ArmedForce | Class::ArmedGroup | Class::Government | Class::Population => {
                    ACTOR
                }
                _ => continue,
            };
            let Some(country) = self.facts.country(&candidate.id) else {
                continue;
            };
            let headline = sentences
                .get(name.sentence as usize)
                .is_some_and(|sentence| sentence.headline);
            let weight = if headline { weight * HEADLINE } else { weight };
            match votes.iter_mut().find(|(known, _)| *known == country) {
                Some((_, sum)) => *sum += weight,
                None => votes.push((country, weight)),
            }
        }
        // Among equals the first.
        votes
            .into_iter()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
            .map(|(country, _)| country)
    }
}

/// Whether the words are a plural, as far as form and class tell.
fn is_plural(view: &View<'_>, words: Span<Word>, class: Option<Class>) -> bool {
    let Some(last) = words.range().next_back() else {
        return false;
    };
    match class {
        Some(Class::Country | Class::Person | Class::Media) => false,
        Some(
            Class::ArmedGroup
            | Class::ArmedForce
            | Class::Place
            | Class::Facility
            | Class::Organization
            | Class::Government,
        )
        | None => {
            let word = view.word(last);
            matches!(
                word,
                "they" | "them" | "their" | "people" | "men" | "women" | "children"
            ) || (word.len() > 3
                && word.ends_with('s')
                && !word.ends_with("ss")
                && !word.ends_with("is")
                && word.chars().all(char::is_alphabetic)
                && !word.ends_with("us"))
        }
        Some(Class::Population) => true,
        _ => false,
    }
}

/// The mentions in order, each span once, and the entities in the order of their first mention.
fn finish(discourse: Discourse<'_, '_>) -> Mentions {
    let mut mentions: Vec<Mention> = discourse
        .mentions
        .into_iter()
        .map(|placed| placed.mention)
        .filter(|mention| !mention.span.is_empty())
        .collect();
    mentions.sort_by_key(|mention| {
        (
            mention.sentence,
            mention.span.start,
            std::cmp::Reverse(mention.span.end),
            mention.kind,
        )
    });
    let mut ends: [Option<Span<Byte>>; 3] = [None; 3];
    let mut last = None;
    mentions.retain(|mention| {
        let own = &mut ends[mention.kind as usize];
        if last == Some(mention.span) || own.is_some_and(|own| own.overlaps(mention.span)) {
            return false;
        }
        *own = Some(mention.span);
        last = Some(mention.span);
        true
    });
    let mut entities = Vec::new();
    let mut renamed: FxHashMap<u32, u32> = FxHashMap::default();
    for mention in &mut mentions {
        let Some(local) = discourse.locals.get(mention.entity as usize) else {
            continue;
        };
        mention.entity = *renamed.entry(mention.entity).or_insert_with(|| {
            entities.push(local.entity.clone());
            entities.len() as u32 - 1
        });
    }
    Mentions { entities, mentions }
}
