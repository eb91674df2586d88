//! Lists whose commas are lost or that hang too high, and datelines that the parser took into the sentence.

use crate::model::{Dependency, PartOfSpeech};

use super::Mender;

impl Mender<'_, '_> {
    /// "MOSCOW (Sputnik) The army said": the place from which is reported is no subject.
    pub(super) fn dateline(&mut self) {
        if self.len() < 4 || !self.has_mention(0) {
            return;
        }
        // The dash or the bracket that ends the dateline, within its first words.
        let reach = self.len().min(8);
        let bracket = (1..reach.min(4)).find(|at| self.form(*at) == "(");
        let close = bracket
            .and_then(|open| (open + 1..reach).find(|at| self.form(*at) == ")"))
            .map(
                |close| match close + 1 < self.len() && dash(self.form(close + 1)) {
                    true => close + 1,
                    false => close,
                },
            );
        let shouted = |at: usize| {
            let form = self.form(at);
            form.chars().any(char::is_alphabetic) && !form.chars().any(char::is_lowercase)
        };
        let end = close.or_else(|| {
            (1..reach)
                .find(|at| dash(self.form(*at)))
                .filter(|_| shouted(0))
        });
        let Some(first) = end.map(|end| end + 1).filter(|first| *first < self.len()) else {
            return;
        };
        let Some(verb) = self.node(0).head.map(|head| head as usize) else {
            return;
        };
        let relation = self.node(0).relation;
        let subject = matches!(relation, Dependency::Nsubj | Dependency::NsubjPass);
        if verb < first || !subject {
            return;
        }
        // The noun before the verb that hangs on the dateline is the subject; the dateline hangs loose.
        let inside: Vec<usize> = (first..verb)
            .filter(|at| self.nominal(*at))
            .filter(|at| {
                self.node(*at)
                    .head
                    .is_some_and(|head| (head as usize) < first || head as usize == verb)
            })
            .collect();
        let nodes = &mut self.tree.to_mut().nodes;
        nodes[0].relation = Dependency::Dep;
        if let Some(noun) = inside.first() {
            nodes[*noun].head = Some(verb as u32);
            nodes[*noun].relation = relation;
        }
    }

    /// "the towns of A B C and D": names side by side before "and" are a list whose commas are lost.
    pub(super) fn row(&mut self, at: usize) {
        let name = |mender: &Self, at: usize| {
            mender.node(at).tag == PartOfSpeech::ProperNoun && mender.has_mention(at)
        };
        let last = at + 1;
        if !self.form(at).eq_ignore_ascii_case("and") || last >= self.len() || !name(self, last) {
            return;
        }
        let mut first = at;
        while let Some(before) = first.checked_sub(1).filter(|before| name(self, *before)) {
            first = before;
        }
        if at - first < 2 {
            return;
        }
        // The first of the list takes the place of the one above the others.
        let inside = first..=last;
        let Some(top) = inside.clone().find(|node| {
            self.node(*node)
                .head
                .is_none_or(|head| !inside.contains(&(head as usize)))
        }) else {
            return;
        };
        let (head, relation) = (self.node(top).head, self.node(top).relation);
        let nodes = &mut self.tree.to_mut().nodes;
        nodes[first].head = head;
        nodes[first].relation = relation;
        for other in inside.filter(|node| *node != first && *node != at) {
            nodes[other].head = Some(first as u32);
            nodes[other].relation = Dependency::Conj;
        }
        nodes[at].head = Some(last as u32);
        nodes[at].relation = Dependency::Cc;
        // A preposition that stood above another of them stands before the first.
        for before in 0..first {
            let hung = self.node(before).head.map(|head| head as usize);
            if hung.is_some_and(|head| head > first && head <= last) {
                let relation = self.node(before).relation;
                self.hang(before, first, relation);
            }
        }
    }

    /// "The army, with the aid of Russia, militias and Hezbollah, took X": what goes on from the last word of an inserted
    /// phrase is listed with that word, not with the noun before the phrase.
    pub(super) fn inner_list(&mut self, at: usize) {
        let Some(head) = self.node(at).head.map(|head| head as usize) else {
            return;
        };
        if self.node(at).relation != Dependency::Conj || head >= at || !self.nominal(head) {
            return;
        }
        let edge = (head + 1..at)
            .find(|inner| self.dominates(at, *inner))
            .unwrap_or(at);
        let last = edge.saturating_sub(2);
        let listed = last > head
            && self.form(edge - 1) == ","
            && self.node(edge).relation != Dependency::Cc
            && self.nominal(last)
            && self.has_mention(last)
            && matches!(
                self.node(last).relation,
                Dependency::Obl | Dependency::Nmod | Dependency::Conj
            );
        let inserted = (head + 1..last).any(|comma| {
            self.form(comma) == "," && self.node(comma + 1).relation == Dependency::Case
        });
        let closed = (at + 1..self.len())
            .any(|inner| self.dominates(at, inner) && self.node(inner).relation == Dependency::Cc);
        if listed && inserted && closed {
            self.hang(at, last, Dependency::Conj);
        }
    }
}

fn dash(form: &str) -> bool {
    matches!(form, "-" | "–" | "—" | "--" | "―")
}
