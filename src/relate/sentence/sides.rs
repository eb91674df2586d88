//! What a claim tells besides its ends: where, from whom, and by which words an end is named.

use crate::load::{Argument, ArgumentRole, Rule};
use crate::model::{Class, ClassGroup, Dependency, End, MentionKind, PartOfSpeech};

use super::Reader;
use crate::relate::arguments::Predicate;
use crate::relate::ends::{EndAt, Ends};

impl Reader<'_, '_> {
    /// The same end by a name or noun of the sentence, where a pronoun is all that its own place has.
    pub(super) fn named(&self, end: End) -> End {
        let here = self.view.mentions.in_sentence(self.view.index);
        let pronoun = here
            .iter()
            .any(|mention| mention.span == end.span && mention.kind == MentionKind::Pronoun);
        if !pronoun {
            return end;
        }
        here.iter()
            .filter(|mention| mention.entity == end.entity && mention.kind != MentionKind::Pronoun)
            .min_by_key(|mention| mention.span.start.abs_diff(end.span.start))
            .map_or(end, |mention| End {
                entity: end.entity,
                span: mention.span,
            })
    }

    /// The first end that side arguments give.
    pub(super) fn side(
        &mut self,
        wanted: &[Argument],
        predicate: &Predicate,
        used: &[usize],
        fits: impl Fn(Class) -> bool,
    ) -> Option<EndAt> {
        for argument in wanted {
            let nodes: Vec<usize> = predicate
                .in_role(&argument.role)
                .map(|found| found.node)
                .filter(|node| !used.contains(node))
                .collect();
            for node in nodes {
                let ends = Ends {
                    fits: &fits,
                    doer: false,
                };
                if let Some(end) = ends.at(&mut self.arguments, node).into_iter().next() {
                    return Some(end);
                }
            }
        }
        None
    }

    /// "liberated X in the district of Y in the province of Z from the group": who lost it, whatever the tree hangs the
    /// words on.
    pub(super) fn far_loser(
        &mut self,
        wanted: &[Argument],
        trigger: usize,
        used: &[usize],
    ) -> Option<EndAt> {
        let view = self.view;
        let from = |argument: &Argument| matches!(&argument.role, ArgumentRole::Preposition(word) if &**word == "from");
        if !wanted.iter().any(from) {
            return None;
        }
        let fighter =
            |class: Class| class.is_actor() && !class.is_ground() && class != Class::Person;
        let nodes: Vec<usize> = (trigger + 1..view.len())
            .take_while(|at| view.tag(*at) != PartOfSpeech::Verb)
            .filter(|at| !used.contains(at) && view.preposition(*at).as_deref() == Some("from"))
            .collect();
        let ends = Ends {
            fits: &fighter,
            doer: false,
        };
        nodes
            .into_iter()
            .find_map(|node| ends.at(&mut self.arguments, node).into_iter().next())
            .filter(|end| !used.contains(&end.node))
    }

    /// Where it happened: what the rule says, else the nearest preposition of place.
    pub(super) fn place(
        &mut self,
        rule: &Rule,
        predicate: &Predicate,
        used: &[usize],
        object_is_ground: bool,
        object: EndAt,
    ) -> Option<End> {
        let ground = |class| ClassGroup::Ground.contains(class);
        if let Some(wanted) = &rule.place {
            return self
                .side(wanted, predicate, used, ground)
                .map(|end| end.end);
        }
        if object_is_ground {
            return None;
        }
        let mut nodes: Vec<usize> = Vec::new();
        let words = &self.extractor.words;
        let mut near = |predicate: &Predicate| {
            for found in &predicate.arguments {
                if let ArgumentRole::Preposition(preposition) = &found.role
                    && words.is_place_preposition(preposition)
                    && !nodes.contains(&found.node)
                {
                    nodes.push(found.node);
                }
            }
        };
        near(predicate);
        if let Some(light) = predicate.light {
            near(&self.arguments.verb(light));
        }
        // "killed in a strike on X", "strikes on X killed": the place of the deed behind.
        let deeds: Vec<usize> = predicate
            .arguments
            .iter()
            .filter(|found| {
                matches!(
                    &found.role,
                    ArgumentRole::Agent | ArgumentRole::Preposition(_)
                )
            })
            .map(|found| found.node)
            .filter(|node| words.is_deed(self.view.lemma(*node)))
            .collect();
        for deed in deeds {
            near(&self.arguments.noun(deed));
        }
        // "strikes on positions in X": the place may hang on the object.
        near(&self.arguments.noun(object.argument));
        if object.argument != object.node {
            near(&self.arguments.noun(object.node));
        }
        // "…, killing 12": the place may stand with the verb before.
        let mut at = predicate.node;
        for _ in 0..4 {
            let clause = matches!(
                self.view.relation(at),
                Dependency::Advcl
                    | Dependency::Conj
                    | Dependency::Xcomp
                    | Dependency::Acl
                    | Dependency::Obj
                    | Dependency::Obl
                    | Dependency::Nsubj
            );
            let Some(head) = self.view.head(at).filter(|_| clause) else {
                break;
            };
            if self.view.tag(head) == PartOfSpeech::Verb {
                near(&self.arguments.verb(head));
            }
            at = head;
        }
        for node in nodes {
            if used.contains(&node) {
                continue;
            }
            let ends = Ends {
                fits: &ground,
                doer: false,
            };
            if let Some(end) = ends.at(&mut self.arguments, node).into_iter().next() {
                return Some(end.end);
            }
        }
        None
    }
}
