//! Which entities an argument's noun stands for.

use crate::load::ArgumentRole;
use crate::model::{Byte, Class, Dependency, End, MentionKind, PartOfSpeech, Span};

use super::arguments::{Arguments, is_past};

/// How many nouns are looked behind, one after the other.
const DEPTH: u32 = 5;

/// An end with the node at which it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct EndAt {
    pub(super) end: End,
    /// The node of the argument, or of its conjunct.
    pub(super) argument: usize,
    /// The node of the mention.
    pub(super) node: usize,
}

impl EndAt {
    pub(super) fn entity(&self) -> u32 {
        self.end.entity
    }

    pub(super) fn span(&self) -> Span<Byte> {
        self.end.span
    }
}

/// Looks for ends of fitting classes.
pub(super) struct Ends<'e> {
    pub(super) fits: &'e dyn Fn(Class) -> bool,
    /// Whether the doers of deeds are looked for.
    pub(super) doer: bool,
}

impl Ends<'_> {
    /// The ends at a node and its conjuncts, in the order of the text, each entity once.
    pub(super) fn at(&self, arguments: &mut Arguments<'_, '_>, node: usize) -> Vec<EndAt> {
        let mut found = Vec::new();
        self.conjuncts(arguments, node, DEPTH, &mut found);
        let mut unique: Vec<EndAt> = Vec::with_capacity(found.len());
        for end in found {
            if !unique.iter().any(|other| other.entity() == end.entity()) {
                unique.push(end);
            }
        }
        unique
    }

    /// The doers of a deed, where the node is one.
    pub(super) fn doers(&self, arguments: &mut Arguments<'_, '_>, node: usize) -> Vec<EndAt> {
        let lemma = arguments.view.lemma(node).to_owned();
        let last = arguments.view.last_word(node).to_owned();
        let deed = arguments.words.is_deed(&lemma)
            || arguments.words.is_deed(&last)
            || last
                .strip_suffix('s')
                .is_some_and(|word| arguments.words.is_deed(word));
        if !deed {
            return Vec::new();
        }
        if let Some(own) = self.mention(arguments, node, node) {
            return vec![own];
        }
        self.doer_of(arguments, node, DEPTH)
    }

    fn conjuncts(
        &self,
        arguments: &mut Arguments<'_, '_>,
        node: usize,
        depth: u32,
        found: &mut Vec<EndAt>,
    ) {
        found.extend(self.one(arguments, node, depth));
        if depth == 0 {
            return;
        }
        let view = arguments.view;
        let conjuncts: Vec<usize> = view
            .children(node)
            .filter(|child| view.relation(*child) == Dependency::Conj && view.is_nominal(*child))
            .collect();
        for conjunct in conjuncts {
            self.conjuncts(arguments, conjunct, depth - 1, found);
        }
        // "several towns, including X and Y"
        let inside: Vec<usize> = view
            .children(node)
            .filter(|child| {
                matches!(
                    view.preposition(*child).as_deref(),
                    Some("including" | "such as" | "like" | "notably" | "especially")
                )
            })
            .collect();
        for example in inside {
            self.conjuncts(arguments, example, depth - 1, found);
        }
    }

    /// The ends at one node alone: its own mention, an apposition, or what it stands for.
    fn one(&self, arguments: &mut Arguments<'_, '_>, node: usize, depth: u32) -> Vec<EndAt> {
        if let Some(named) = self.named_place(arguments, node) {
            return vec![named];
        }
        if let Some(named) = self.named_behind(arguments, node) {
            return vec![named];
        }
        if let Some(own) = self.mention(arguments, node, node) {
            return vec![own];
        }
        if depth == 0 {
            return Vec::new();
        }
        let view = arguments.view;
        if let Some(antecedent) = view.antecedent(node) {
            return self.one(arguments, antecedent, depth - 1);
        }
        let appositions: Vec<usize> = view
            .children(node)
            .filter(|child| {
                let relation = view.relation(*child);
                // "Foreign Minister X": the person whose title it is.
                let titled = relation == Dependency::Nmod
                    && *child > node
                    && view.preposition(*child).is_none()
                    && view
                        .own_mention(*child)
                        .is_some_and(|mention| view.class(mention.entity) == Class::Person);
                titled || matches!(relation, Dependency::Appos | Dependency::Flat)
            })
            .collect();
        for apposition in appositions {
            if let Some(found) = self.mention(arguments, apposition, node) {
                return vec![found];
            }
        }
        // "X, a city 80 km north of Y": what is said of the apposition is said of the name.
        if view.relation(node) == Dependency::Appos
            && let Some(head) = view.head(node)
            && let Some(found) = self.mention(arguments, head, node)
            && view.class(found.entity()).is_ground()
        {
            return vec![found];
        }
        let lemma = view.lemma(node).to_owned();
        if arguments.words.is_transparent(&lemma) {
            let found = self.behind(arguments, node, &lemma, depth);
            if !found.is_empty() {
                return found;
            }
        }
        if self.doer && arguments.words.is_deed(&lemma) {
            return self.doer_of(arguments, node, depth);
        }
        Vec::new()
    }

    /// "the town of X": the name says which, whatever "the town" was taken for.
    fn named_place(&self, arguments: &Arguments<'_, '_>, node: usize) -> Option<EndAt> {
        let view = arguments.view;
        let own = view.own_mention(node)?;
        if own.kind == MentionKind::Name || !view.class(own.entity).is_ground() {
            return None;
        }
        let named = view.children(node).find(|child| {
            view.preposition(*child).as_deref() == Some("of")
                && view.own_mention(*child).is_some_and(|mention| {
                    mention.kind == MentionKind::Name
                        && matches!(view.class(mention.entity), Class::Place | Class::Facility)
                })
        })?;
        self.mention(arguments, named, node)
    }

    /// "journalists **X** and Y": the names say who.
    fn named_behind(&self, arguments: &Arguments<'_, '_>, node: usize) -> Option<EndAt> {
        let view = arguments.view;
        let own = view.own_mention(node)?;
        let name = node + 1;
        if own.kind == MentionKind::Name
            || name >= view.len()
            || view.head(name) != Some(node)
            || !matches!(view.relation(name), Dependency::Appos | Dependency::Flat)
        {
            return None;
        }
        let named = view.own_mention(name)?;
        let person = named.kind == MentionKind::Name && view.class(named.entity) == Class::Person;
        person
            .then(|| self.mention(arguments, name, node))
            .flatten()
    }

    fn mention(
        &self,
        arguments: &Arguments<'_, '_>,
        node: usize,
        argument: usize,
    ) -> Option<EndAt> {
        let mention = arguments.view.mention(node)?;
        let class = arguments.view.class(mention.entity);
        (self.fits)(class).then_some(EndAt {
            end: End {
                entity: mention.entity,
                span: mention.span,
            },
            argument,
            node,
        })
    }

    /// What a transparent noun stands for.
    fn behind(
        &self,
        arguments: &mut Arguments<'_, '_>,
        node: usize,
        lemma: &str,
        depth: u32,
    ) -> Vec<EndAt> {
        let through: Vec<ArgumentRole> = arguments
            .words
            .through(lemma)
            .map(|word| match word {
                "possessor" => ArgumentRole::Possessor,
                "modifier" => ArgumentRole::Modifier,
                "appos" => ArgumentRole::Holder,
                preposition => ArgumentRole::Preposition(preposition.into()),
            })
            .collect();
        let predicate = arguments.noun(node);
        let view = arguments.view;
        // "Y's affiliate X": the name says who it is.
        let called = predicate
            .in_role(&ArgumentRole::Holder)
            .filter(|found| found.node == node + 1 || found.how == "called so")
            .find_map(|found| self.mention(arguments, found.node, node))
            .filter(|end| view.class(end.entity()) != Class::Person);
        if let Some(called) = called {
            return vec![called];
        }
        for role in through {
            let mut nodes: Vec<usize> = predicate
                .in_role(&role)
                .filter(|found| role != ArgumentRole::Holder || found.node > node)
                .map(|found| found.node)
                .collect();
            // "areas held by X in Y": the place may hang on the participle.
            if let ArgumentRole::Preposition(words) = &role {
                let participles = view.children(node).filter(|child| {
                    view.relation(*child) == Dependency::Acl && is_past(view, *child)
                });
                nodes.extend(
                    participles
                        .flat_map(|participle| view.children(participle))
                        .filter(|child| view.preposition(*child).as_deref() == Some(&**words)),
                );
            }
            for next in nodes {
                let mut found = Vec::new();
                self.conjuncts(arguments, next, depth - 1, &mut found);
                if !found.is_empty() {
                    for end in &mut found {
                        end.argument = node;
                    }
                    return found;
                }
            }
        }
        Vec::new()
    }

    fn doer_of(&self, arguments: &mut Arguments<'_, '_>, node: usize, depth: u32) -> Vec<EndAt> {
        if depth == 0 {
            return Vec::new();
        }
        let deed = match arguments.view.tag(node) {
            PartOfSpeech::Verb => arguments.verb(node),
            _ => arguments.noun(node),
        };
        let named = |light: bool| {
            deed.in_role(&ArgumentRole::Agent)
                .filter(|found| found.how != "`of` of a noun")
                .filter(move |found| (found.how == "subject of a light verb") == light)
                .map(|found| found.node)
        };
        // "repelled an attack of X's": the subject of the verb comes last.
        let mut agents: Vec<usize> = named(false).chain(named(true)).collect();
        // "shelling by X injured", with the deed read as a verb.
        if agents.is_empty() {
            let by = ArgumentRole::Preposition("by".into());
            agents.extend(deed.in_role(&by).map(|found| found.node));
        }
        // "killed in clashes with X": the other side.
        let lemma = arguments.view.lemma(node);
        if agents.is_empty() && arguments.words.has_opponents(lemma) {
            for side in ["with", "against", "between"] {
                let role = ArgumentRole::Preposition(side.into());
                agents.extend(deed.in_role(&role).map(|found| found.node));
            }
        }
        for agent in agents {
            let mut found = Vec::new();
            self.conjuncts(arguments, agent, depth - 1, &mut found);
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}
