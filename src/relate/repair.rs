//! Mends what parsers of general English often get wrong in reports of war, before any rule is asked.
//!
//! Three faults come again and again: a rare verb taken for an adjective or noun between its two arguments
//! ("the army besieged the town"), a preposition that reaches over a verb for its noun, and the halves of a
//! coordination or of a title with its name hung apart. Each is known by its form and mended in place; the
//! tree stays a tree.

mod lists;

use std::borrow::Cow;

use crate::model::{Dependency, Mention, Node, PartOfSpeech, Sentence, Tree};

use super::words::Words;

/// The tree of a sentence with such faults mended.
pub(super) fn mend<'t>(
    text: &str,
    sentence: &Sentence,
    tree: &'t Tree,
    mentions: &[Mention],
    words: &Words,
) -> Cow<'t, Tree> {
    let mut mender = Mender {
        text,
        sentence,
        tree: Cow::Borrowed(tree),
        mentions,
        words,
    };
    mender.dateline();
    for at in 0..tree.nodes.len() {
        mender.lemma(at);
        mender.participle(at);
        mender.row(at);
        mender.inner_list(at);
        mender.coordination(at);
        mender.preposition(at);
    }
    for at in 0..tree.nodes.len() {
        mender.verb(at);
        mender.between(at);
        mender.title(at);
    }
    match reaches_root(&mender.tree) {
        true => mender.tree,
        // Never give on what is no tree.
        false => Cow::Borrowed(tree),
    }
}

fn reaches_root(tree: &Tree) -> bool {
    let roots = tree.nodes.iter().filter(|node| node.head.is_none()).count();
    roots == 1
        && (0..tree.nodes.len()).all(|start| {
            let mut at = start;
            for _ in 0..=tree.nodes.len() {
                match tree.nodes[at].head {
                    Some(head) => at = head as usize,
                    None => return true,
                }
            }
            false
        })
}

struct Mender<'m, 't> {
    text: &'m str,
    sentence: &'m Sentence,
    tree: Cow<'t, Tree>,
    mentions: &'m [Mention],
    words: &'m Words,
}

impl Mender<'_, '_> {
    fn node(&self, at: usize) -> &Node {
        &self.tree.nodes[at]
    }

    fn form(&self, at: usize) -> &str {
        self.sentence.bytes(self.node(at).words).of(self.text)
    }

    fn len(&self) -> usize {
        self.tree.nodes.len()
    }

    fn has_mention(&self, at: usize) -> bool {
        let words = self.node(at).words;
        self.mentions
            .iter()
            .any(|mention| mention.words.end == words.end && mention.words.start <= words.start)
    }

    fn nominal(&self, at: usize) -> bool {
        matches!(
            self.node(at).tag,
            PartOfSpeech::Noun
                | PartOfSpeech::ProperNoun
                | PartOfSpeech::Pronoun
                | PartOfSpeech::Numeral
        )
    }

    fn dominates(&self, ancestor: usize, node: usize) -> bool {
        self.tree.dominates(ancestor, node)
    }

    fn hang(&mut self, at: usize, head: usize, relation: Dependency) {
        if at == head || self.dominates(at, head) {
            return;
        }
        let node = &mut self.tree.to_mut().nodes[at];
        node.head = Some(head as u32);
        node.relation = relation;
    }

    /// The dictionary form of a rules' verb, where a general list gave another.
    fn lemma(&mut self, at: usize) {
        if self.node(at).tag != PartOfSpeech::Verb || self.node(at).words.len() != 1 {
            return;
        }
        let form = self.form(at).to_lowercase();
        if let Some(verb) = self.words.verb_of(&form)
            && !form.ends_with("ing")
            && *self.node(at).lemma != *verb
            && !self.words.is_verb(&self.node(at).lemma)
        {
            let verb: Box<str> = verb.into();
            self.tree.to_mut().nodes[at].lemma = verb;
        }
    }

    /// "against forces surrounded by" with "forces" hung on the participle.
    fn participle(&mut self, at: usize) {
        self.deed_clause(at);
        self.gerund(at);
        let node = self.node(at);
        if node.tag != PartOfSpeech::Verb || node.relation != Dependency::Acl {
            return;
        }
        let (Some(before), Some(above)) = (at.checked_sub(1), node.head.map(|head| head as usize))
        else {
            return;
        };
        let hung = self.node(before).head == Some(at as u32)
            && self.node(before).relation == Dependency::Obl
            && self.nominal(before)
            && above < before;
        let case = self
            .tree
            .children(before)
            .any(|child| child < before && self.node(child).relation == Dependency::Case);
        if hung && case {
            let nodes = &mut self.tree.to_mut().nodes;
            nodes[before].head = Some(above as u32);
            nodes[before].relation = Dependency::Nmod;
            nodes[at].head = Some(before as u32);
        }
    }

    /// "denies supporting X" with the gerund taken for a clause of a noun.
    fn gerund(&mut self, at: usize) {
        let node = self.node(at);
        let under_verb = node.relation == Dependency::Acl
            && node.tag == PartOfSpeech::Verb
            && node.head.is_some_and(|head| {
                let head = head as usize;
                head + 1 == at && self.node(head).tag == PartOfSpeech::Verb
            });
        if under_verb && self.form(at).ends_with("ing") {
            self.tree.to_mut().nodes[at].relation = Dependency::Xcomp;
        }
    }

    /// "injured in attacks carried out by X" with the participle hung on the verb.
    fn deed_clause(&mut self, at: usize) {
        let node = self.node(at);
        let clause = node.tag == PartOfSpeech::Verb
            && matches!(
                node.relation,
                Dependency::Advcl | Dependency::Dep | Dependency::Parataxis
            );
        let Some(before) = at.checked_sub(1).filter(|_| clause) else {
            return;
        };
        let by = self
            .tree
            .children(at)
            .any(|child| self.node(child).relation == Dependency::OblAgent);
        let whole = self.tree.children(at).any(|child| {
            matches!(
                self.node(child).relation,
                Dependency::Aux
                    | Dependency::AuxPass
                    | Dependency::Nsubj
                    | Dependency::NsubjPass
                    | Dependency::Mark
            )
        });
        let deed = self.nominal(before) && self.words.is_deed(&self.node(before).lemma);
        if by && !whole && deed && self.node(before).head == self.node(at).head {
            self.hang(at, before, Dependency::Acl);
        }
    }

    /// "Hamas and Israel reached" with both hung on the verb.
    fn coordination(&mut self, at: usize) {
        if !self.form(at).eq_ignore_ascii_case("and") {
            return;
        }
        let (Some(first), second) = (at.checked_sub(1), at + 1) else {
            return;
        };
        if second >= self.len() || !self.nominal(first) || !self.nominal(second) {
            return;
        }
        let (left, right) = (self.node(first), self.node(second));
        let both = left.head.is_some()
            && left.head == right.head
            && left.relation == right.relation
            && matches!(
                left.relation,
                Dependency::Nsubj | Dependency::NsubjPass | Dependency::Obj | Dependency::Obl
            );
        if both {
            self.hang(second, first, Dependency::Conj);
        }
    }

    /// "strikes by the coalition killed 20 civilians" with "by" hung on "civilians".
    fn preposition(&mut self, at: usize) {
        let node = self.node(at);
        if node.relation != Dependency::Case || node.tag != PartOfSpeech::Adposition {
            return;
        }
        let Some(head) = node
            .head
            .map(|head| head as usize)
            .filter(|head| *head > at + 1)
        else {
            return;
        };
        let Some(noun) =
            (at + 1..head).find(|between| self.nominal(*between) && self.has_mention(*between))
        else {
            return;
        };
        let verb = (noun + 1..head).find(|between| {
            self.node(*between).tag == PartOfSpeech::Verb && !self.form(*between).ends_with("ing")
        });
        let Some(verb) = verb.filter(|verb| *verb == noun + 1) else {
            return;
        };
        let Some(before) = at
            .checked_sub(1)
            .filter(|before| self.nominal(*before) || self.form(*before).ends_with("ing"))
        else {
            return;
        };
        // The verb rises above what it was hung on; the nouns before it become its subject.
        self.hang(at, noun, Dependency::Case);
        if !self.nominal(before) {
            self.tree.to_mut().nodes[before].tag = PartOfSpeech::Noun;
        }
        self.raise(verb, before);
        self.hang(noun, before, Dependency::Nmod);
        self.hang(before, verb, Dependency::Nsubj);
        if self.nominal(head) && head > verb {
            self.hang(head, verb, Dependency::Obj);
        }
    }

    /// Gives a verb the place of `top` in the tree.
    fn raise(&mut self, verb: usize, top: usize) {
        let mut highest = top;
        // The highest of the phrase that does not stand above it all by a clause of its own.
        for _ in 0..self.len() {
            let Some(head) = self.node(highest).head.map(|head| head as usize) else {
                break;
            };
            let inside = matches!(
                self.node(highest).relation,
                Dependency::Compound
                    | Dependency::Amod
                    | Dependency::Nmod
                    | Dependency::Appos
                    | Dependency::Flat
                    | Dependency::Nsubj
            ) && (self.nominal(head) || head == verb);
            if !inside {
                break;
            }
            highest = head;
        }
        if highest == verb {
            return;
        }
        let (head, relation) = (self.node(highest).head, self.node(highest).relation);
        let nodes = &mut self.tree.to_mut().nodes;
        nodes[verb].head = head;
        nodes[verb].relation = match (head, relation) {
            (None, _) => Dependency::Root,
            (_, Dependency::Obj | Dependency::Nsubj | Dependency::Xcomp) => Dependency::Ccomp,
            (_, Dependency::Obl | Dependency::Nmod) => Dependency::Advcl,
            (_, relation) => relation,
        };
        nodes[highest].head = Some(verb as u32);
        nodes[highest].relation = match highest < verb {
            true => Dependency::Nsubj,
            false => Dependency::Obj,
        };
    }

    /// "The army besieged the town" with "besieged" taken for an adjective.
    fn verb(&mut self, at: usize) {
        let node = self.node(at);
        let taken = matches!(node.tag, PartOfSpeech::Adjective | PartOfSpeech::Noun)
            || (node.tag == PartOfSpeech::Verb
                && matches!(node.relation, Dependency::Amod | Dependency::Compound));
        if !taken || node.words.len() != 1 {
            return;
        }
        let form = self.form(at);
        if form.starts_with(char::is_uppercase) {
            return;
        }
        let participle = form.ends_with("ing");
        let Some(lemma) = self.words.verb_of(form) else {
            return;
        };
        let lemma: Box<str> = lemma.into();
        let Some(subject) = at
            .checked_sub(1)
            .filter(|before| self.nominal(*before) && self.has_mention(*before))
        else {
            return;
        };
        // The object: the head of the nouns that follow.
        let first = at + 1;
        let mut last = None;
        for next in first..self.len().min(first + 7) {
            let tag = self.node(next).tag;
            if self.nominal(next) {
                last = Some(next);
                continue;
            }
            let inside = matches!(tag, PartOfSpeech::Determiner | PartOfSpeech::Adjective)
                || (last.is_some() && matches!(tag, PartOfSpeech::Particle));
            if !inside || (last.is_some() && tag == PartOfSpeech::Determiner) {
                break;
            }
        }
        let Some(object) = last else { return };
        if participle && !self.has_mention(object) {
            return;
        }
        let upside_down = self.node(at).head == Some(object as u32)
            && self.node(subject).head == Some(at as u32)
            && self.node(subject).relation == Dependency::Nsubj
            && self.node(object).relation == Dependency::Root;
        if upside_down && !participle {
            self.overturn(at, subject, object, lemma);
            return;
        }
        if self.node(subject).head == Some(at as u32) || self.node(object).head == Some(at as u32) {
            self.inside(at, subject, object, lemma, participle);
            return;
        }
        if self.dominates(at, subject) || self.dominates(at, object) {
            return;
        }
        let top = match self.dominates(object, subject) {
            true => object,
            false => subject,
        };
        // Where the two do not hang together the parser has seen another clause.
        let together = self.dominates(object, subject) || self.dominates(subject, object);
        if !together {
            return;
        }
        let (head, relation) = (self.node(top).head, self.node(top).relation);
        if participle {
            // "the coalition fighting X killed": a clause of the noun before.
            let nodes = &mut self.tree.to_mut().nodes;
            nodes[subject].head = head;
            nodes[subject].relation = relation;
            nodes[at].tag = PartOfSpeech::Verb;
            nodes[at].lemma = lemma;
            nodes[at].head = Some(subject as u32);
            nodes[at].relation = Dependency::Acl;
            nodes[object].head = Some(at as u32);
            nodes[object].relation = Dependency::Obj;
            return;
        }
        {
            let nodes = &mut self.tree.to_mut().nodes;
            nodes[at].tag = PartOfSpeech::Verb;
            nodes[at].lemma = lemma;
            nodes[at].head = head;
            nodes[at].relation = match (head, relation) {
                (None, _) => Dependency::Root,
                (
                    _,
                    Dependency::Obj | Dependency::Nsubj | Dependency::Xcomp | Dependency::Appos,
                ) => Dependency::Ccomp,
                (_, Dependency::Obl | Dependency::Nmod) => Dependency::Advcl,
                (_, relation) => relation,
            };
            nodes[subject].head = Some(at as u32);
            nodes[subject].relation = Dependency::Nsubj;
            nodes[object].head = Some(at as u32);
            nodes[object].relation = Dependency::Obj;
        }
        self.leave_before(subject, object);
        for other in object + 1..self.len() {
            let hung = self.node(other).head == Some(subject as u32);
            if hung
                && matches!(
                    self.node(other).relation,
                    Dependency::Nmod | Dependency::Obl | Dependency::Punct
                )
            {
                let relation = match self.node(other).relation {
                    Dependency::Punct => Dependency::Punct,
                    _ => Dependency::Obl,
                };
                self.hang(other, at, relation);
            }
        }
    }

    /// What stands before the subject and hung on the object belongs to the subject.
    fn leave_before(&mut self, subject: usize, object: usize) {
        for other in 0..subject {
            if self.node(other).head == Some(object as u32) {
                let relation = self.node(other).relation;
                self.hang(other, subject, relation);
            }
        }
    }

    /// "The state resumed aid", with the verb hung on its object: the sentence has no other verb.
    fn overturn(&mut self, at: usize, subject: usize, object: usize, lemma: Box<str>) {
        let nodes = &mut self.tree.to_mut().nodes;
        nodes[at].tag = PartOfSpeech::Verb;
        nodes[at].lemma = lemma;
        nodes[at].head = None;
        nodes[at].relation = Dependency::Root;
        nodes[object].head = Some(at as u32);
        nodes[object].relation = Dependency::Obj;
        self.leave_before(subject, object);
    }

    /// The same where the taken noun heads one or both of its arguments: "a coalition fighting X".
    fn inside(
        &mut self,
        at: usize,
        subject: usize,
        object: usize,
        lemma: Box<str>,
        participle: bool,
    ) {
        let above = [subject, object]
            .into_iter()
            .any(|other| self.dominates(other, at));
        let hung = |mender: &Self, node: usize| {
            mender.node(node).head == Some(at as u32)
                && !matches!(
                    mender.node(node).relation,
                    Dependency::Conj | Dependency::Nsubj | Dependency::Obl | Dependency::NmodPoss
                )
        };
        if above || !hung(self, subject) || !hung(self, object) {
            return;
        }
        let (head, relation) = (self.node(at).head, self.node(at).relation);
        let nodes = &mut self.tree.to_mut().nodes;
        nodes[at].tag = PartOfSpeech::Verb;
        nodes[at].lemma = lemma;
        nodes[object].head = Some(at as u32);
        nodes[object].relation = Dependency::Obj;
        if participle {
            nodes[subject].head = head;
            nodes[subject].relation = relation;
            nodes[at].head = Some(subject as u32);
            nodes[at].relation = Dependency::Acl;
        } else {
            nodes[subject].head = Some(at as u32);
            nodes[subject].relation = Dependency::Nsubj;
            if matches!(
                relation,
                Dependency::Obj | Dependency::Nsubj | Dependency::Nmod | Dependency::Appos
            ) {
                nodes[at].relation = Dependency::Ccomp;
            }
        }
        // Articles and prepositions before the subject are the subject's.
        for other in 0..subject {
            if self.node(other).head == Some(at as u32) {
                let relation = self.node(other).relation;
                self.hang(other, subject, relation);
            }
        }
    }

    /// "between X and Y broke out" with Y hung on the verb.
    fn between(&mut self, at: usize) {
        if !self.form(at).eq_ignore_ascii_case("between") {
            return;
        }
        let Some(first) = self
            .node(at)
            .head
            .map(|head| head as usize)
            .filter(|head| *head > at)
        else {
            return;
        };
        let Some(and) =
            (first + 1..self.len().min(first + 4)).find(|next| self.form(*next) == "and")
        else {
            return;
        };
        let Some(second) = (and + 1..self.len().min(and + 5))
            .find(|next| self.nominal(*next) && self.has_mention(*next))
        else {
            return;
        };
        let joined = self
            .tree
            .children(first)
            .any(|child| child > and && self.node(child).relation == Dependency::Conj);
        if joined || self.node(second).head == Some(first as u32) || self.dominates(second, first) {
            return;
        }
        let verb = self.node(second).head.map(|head| head as usize);
        let subject = matches!(
            self.node(second).relation,
            Dependency::Nsubj | Dependency::NsubjPass
        );
        let noun = self.node(first).head.map(|head| head as usize);
        self.hang(and, second, Dependency::Cc);
        self.hang(second, first, Dependency::Conj);
        if let (Some(verb), Some(noun), true) = (verb, noun, subject)
            && self.dominates(noun, verb)
            && self.node(verb).relation == Dependency::Conj
        {
            let (head, relation) = (self.node(noun).head, self.node(noun).relation);
            let nodes = &mut self.tree.to_mut().nodes;
            nodes[verb].head = head;
            nodes[verb].relation = relation;
            nodes[noun].head = Some(verb as u32);
            nodes[noun].relation = Dependency::Nsubj;
        }
    }

    /// A title and its name, both hung on the verb.
    fn title(&mut self, at: usize) {
        let next = at + 1;
        if next >= self.len() || !self.has_mention(next) || !self.nominal(at) || !self.nominal(next)
        {
            return;
        }
        let (first, second) = (self.node(at), self.node(next));
        let both = first.head.is_some()
            && first.head == second.head
            && matches!(
                first.relation,
                Dependency::Nsubj | Dependency::NsubjPass | Dependency::Obj | Dependency::Obl
            )
            && first.relation == second.relation
            && first.tag == PartOfSpeech::Noun;
        if both {
            self.hang(at, next, Dependency::Compound);
        }
    }
}
