//! The word lists, made ready to be looked up.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::load::{Language, RelationRules, TriggerKind};
use crate::model::Dependency;

use super::view::View;

/// Word lists by word.
pub(super) struct Words {
    pub(super) language: Language,
    /// Light verbs by their first word: the other words, and whether they turn the deed round.
    light: FxHashMap<String, Vec<(Vec<String>, bool)>>,
    /// Transparent nouns: the lists that hold them.
    transparent: FxHashMap<String, Vec<usize>>,
    deeds: FxHashSet<String>,
    pub(super) speech: FxHashSet<String>,
    pub(super) strong: FxHashSet<String>,
    pub(super) unnamed: FxHashSet<String>,
    places: FxHashSet<String>,
    /// Operators by their first word.
    operators: FxHashMap<String, Vec<(Option<String>, usize)>>,
    /// Counted nouns by their last word: the words before, unit, factor.
    units: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    /// Past forms of the rules' verbs, where the form is no noun that rules wait for.
    past: FxHashMap<String, String>,
    /// The verbs that rules wait for.
    verbs: FxHashSet<String>,
}

/// The regular past forms of a verb.
fn past_forms(verb: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if verb.ends_with('e') {
        forms.push(format!("{verb}d"));
    } else if let Some(stem) = verb.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        forms.push(format!("{stem}ied"));
    } else {
        forms.push(format!("{verb}ed"));
        if let Some(last) = verb
            .chars()
            .last()
            .filter(|last| "bdgklmnprt".contains(*last))
        {
            forms.push(format!("{verb}{last}ed"));
        }
    }
    forms
}

impl Words {
    pub(super) fn new(language: &Language, relations: &[&RelationRules]) -> Self {
        let mut light: FxHashMap<String, Vec<(Vec<String>, bool)>> = FxHashMap::default();
        for (list, turned) in [
            (&language.light.agent, false),
            (&language.light.patient, true),
        ] {
            for phrase in list {
                if let Some((first, rest)) = phrase.split_first() {
                    light
                        .entry(first.clone())
                        .or_default()
                        .push((rest.to_vec(), turned));
                }
            }
        }
        let mut transparent: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, list) in language.transparent.iter().enumerate() {
            for word in &list.words {
                transparent.entry(word.to_lowercase()).or_default().push(at);
            }
        }
        let mut operators: FxHashMap<String, Vec<(Option<String>, usize)>> = FxHashMap::default();
        for (at, operator) in language.operators.iter().enumerate() {
            for word in &operator.words {
                let (first, particle) = match word.split_once(' ') {
                    Some((first, particle)) => (first, Some(particle.to_owned())),
                    None => (word.as_str(), None),
                };
                operators
                    .entry(first.to_owned())
                    .or_default()
                    .push((particle, at));
            }
        }
        let mut units: FxHashMap<String, Vec<(Vec<String>, usize)>> = FxHashMap::default();
        for (at, unit) in language.units.iter().enumerate() {
            for phrase in &unit.words {
                if let Some((last, before)) = phrase.split_last() {
                    units
                        .entry(last.to_lowercase())
                        .or_default()
                        .push((before.to_vec(), at));
                }
            }
        }
        for list in units.values_mut() {
            list.sort_by_key(|(before, _)| std::cmp::Reverse(before.len()));
        }
        let mut past: FxHashMap<String, String> = language
            .irregular
            .iter()
            .map(|(form, verb)| (form.clone(), verb.clone()))
            .collect();
        let triggers = relations
            .iter()
            .flat_map(|rules| &rules.rules)
            .flat_map(|rule| &rule.triggers)
            .filter(|trigger| trigger.kind == TriggerKind::Verb);
        let mut verbs = FxHashSet::default();
        for trigger in triggers {
            verbs.insert(trigger.head().to_owned());
            let participle = match trigger.head().strip_suffix('e') {
                Some(stem) => format!("{stem}ing"),
                None => format!("{}ing", trigger.head()),
            };
            for form in past_forms(trigger.head()).into_iter().chain([participle]) {
                past.entry(form)
                    .or_insert_with(|| trigger.head().to_owned());
            }
        }
        Self {
            past,
            verbs,
            light,
            transparent,
            deeds: set(&language.deeds),
            speech: set(&language.speech.verbs),
            strong: set(&language.speech.strong),
            unnamed: set(&language.speech.unnamed),
            places: set(&language.place_prepositions),
            operators,
            units,
            language: language.clone(),
        }
    }

    /// Whether a lemma is a verb that rules wait for.
    pub(super) fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains(lemma)
    }

    /// The verb of which a form is the past, by the form alone.
    pub(super) fn verb_of(&self, form: &str) -> Option<&str> {
        self.past.get(form).map(String::as_str)
    }

    pub(super) fn is_transparent(&self, lemma: &str) -> bool {
        self.transparent.contains_key(lemma)
    }

    /// Where what a noun stands for is to be looked for.
    pub(super) fn through(&self, lemma: &str) -> impl Iterator<Item = &str> {
        self.transparent
            .get(lemma)
            .into_iter()
            .flatten()
            .filter_map(|at| self.language.transparent.get(*at))
            .flat_map(|list| list.through.iter().map(String::as_str))
    }

    /// Whether a deed is one that two sides do to each other.
    pub(super) fn has_opponents(&self, lemma: &str) -> bool {
        self.language.opponents.iter().any(|word| word == lemma)
    }

    /// Whether a word with this preposition says who answers for what stands behind.
    pub(super) fn answers(&self, lemma: &str, preposition: &str) -> bool {
        let fits = |phrase: &Vec<String>| match phrase.as_slice() {
            [word, last] => word == lemma && last == preposition,
            _ => false,
        };
        self.language.light.answers.iter().any(fits)
    }

    /// Whether the object of a verb with this preposition answers for what stands behind.
    pub(super) fn blamed(&self, lemma: &str, preposition: &str) -> bool {
        let fits = |phrase: &Vec<String>| match phrase.as_slice() {
            [word, last] => word == lemma && last == preposition,
            _ => false,
        };
        self.language.light.blamed.iter().any(fits)
    }

    pub(super) fn is_deed(&self, lemma: &str) -> bool {
        self.deeds.contains(lemma)
    }

    pub(super) fn is_place_preposition(&self, words: &str) -> bool {
        self.places.contains(words)
    }

    /// Whether a verb is light beside this noun, and then whether it turns the deed round.
    pub(super) fn light(&self, view: &View<'_>, verb: usize, noun: usize) -> Option<bool> {
        let list = self.light.get(view.lemma(verb))?;
        let fits = |rest: &[String]| match rest {
            [] => view.relation(noun) != Dependency::Obl,
            [word, ..] => {
                view.children(verb).any(|child| {
                    view.is(child, word)
                        && matches!(
                            view.relation(child),
                            Dependency::CompoundPrt
                                | Dependency::Advmod
                                | Dependency::Case
                                | Dependency::Mark
                        )
                }) || view.preposition(noun).is_some_and(|before| before == *word)
                    || (verb + 1 < view.len() && view.is(verb + 1, word))
            }
        };
        list.iter()
            .filter(|(rest, _)| fits(rest))
            .max_by_key(|(rest, _)| rest.len())
            .map(|(_, turned)| *turned)
    }

    /// Whether the subject of this verb, not its object, does what the infinitive says.
    pub(super) fn subject_control(&self, lemma: &str) -> bool {
        self.language
            .speech
            .subject_control
            .iter()
            .any(|verb| verb == lemma)
    }

    /// Whether what stands behind this preposition, not the subject, does what the verb's infinitive says.
    pub(super) fn oblique_control(&self, lemma: &str, preposition: &str) -> bool {
        self.language
            .speech
            .oblique_control
            .iter()
            .any(|phrase| matches!(phrase.as_slice(), [verb, word] if verb == lemma && word == preposition))
    }

    /// Whether a verb's infinitive tells what was done.
    pub(super) fn succeeds(&self, lemma: &str) -> bool {
        self.language.facts.iter().any(|verb| verb == lemma)
    }

    /// The operators that a node is, by its lemma, its form or with its particle.
    pub(super) fn operators_at<'w>(
        &'w self,
        view: &'w View<'_>,
        node: usize,
    ) -> impl Iterator<Item = &'w crate::load::Operator> {
        let by_lemma = self.operators.get(view.lemma(node));
        let by_form = self
            .operators
            .get(view.form(node))
            .filter(|_| view.form(node) != view.lemma(node));
        by_lemma
            .into_iter()
            .chain(by_form)
            .flatten()
            .filter(move |(particle, _)| {
                particle
                    .as_deref()
                    .is_none_or(|particle| view.child_named(node, particle).is_some())
            })
            .filter_map(|(_, at)| self.language.operators.get(*at))
    }

    /// The unit that a node counts, with the factor.
    pub(super) fn unit(&self, view: &View<'_>, node: usize) -> Option<(&str, f64)> {
        let list = self
            .units
            .get(view.lemma(node))
            .or_else(|| self.units.get(view.last_word(node)))?;
        let (_, at) = list.iter().find(|(before, _)| {
            before.iter().rev().enumerate().all(|(back, word)| {
                node.checked_sub(back + 1)
                    .is_some_and(|at| view.is(at, word))
            })
        })?;
        let unit = self.language.units.get(*at)?;
        Some((&unit.name, unit.factor))
    }
}

fn set(words: &[String]) -> FxHashSet<String> {
    words.iter().cloned().collect()
}
