//! A link between two nouns, tried as a rule's trigger.

use crate::load::{ArgumentRole, Mark, TriggerKind};
use crate::model::Dependency;

use super::{Candidate, Reader, fits_rule};
use crate::relate::ends::EndAt;
use crate::relate::links::{self, Link};
use crate::relate::triggers::Matched;

impl Reader<'_, '_> {
    /// Tries a link.
    ///
    /// # Errors
    /// Where it stopped, for the trace.
    pub(super) fn link(
        &mut self,
        link: &Link<'_>,
        found: &mut Vec<Candidate>,
    ) -> Result<(), &'static str> {
        let extractor = self.extractor;
        let compiled = &extractor.rules[link.entry.relation];
        let rule = compiled.rule(link.entry.rule).ok_or("no such rule")?;
        if rule.attached && !link.attached {
            return Err("the tree hangs the second noun elsewhere");
        }
        if rule.outside_deeds && link.heads.iter().any(|head| self.ends_a_deed(*head)) {
            return Err("a deed is done to the first noun, perhaps at the second");
        }
        let signature = compiled.signature;
        let subject_fits =
            |class| signature.admits_subject(class) && fits_rule(&rule.subject, class);
        let object_fits = |class| signature.admits_object(class) && fits_rule(&rule.object, class);
        let predicate = link.predicate();
        let (objects, _) = self.ends(
            &rule.object,
            &predicate,
            &object_fits,
            TriggerKind::Link,
            false,
            &[],
        );
        let Some(first) = objects.first() else {
            return Err("no end fits as object");
        };
        let taken = [first.node];
        let (mut subjects, role) = self.ends(
            &rule.subject,
            &predicate,
            &subject_fits,
            TriggerKind::Link,
            false,
            &taken,
        );
        // "in X, Y and Z": what is listed behind the link stands not before it.
        let first = link.nodes.first().copied().unwrap_or(link.node);
        if role == Some(ArgumentRole::Head) {
            subjects.retain(|end| end.node < first && !(rule.attached && self.entitles(end)));
        }
        if subjects.is_empty() {
            return Err("no end fits as subject");
        }
        let matched = Matched {
            predicate,
            nodes: link.nodes.clone(),
        };
        for subject in &subjects {
            for object in &objects {
                let classes = (
                    self.view.class(subject.entity()),
                    self.view.class(object.entity()),
                );
                let inside =
                    extractor
                        .states
                        .inside(self.view.mentions, subject.entity(), object.entity());
                let elsewhere = signature.has(Mark::Contains) && inside == Some(false);
                if elsewhere || (rule.known_inside && inside != Some(true)) {
                    continue;
                }
                if subject.entity() == object.entity()
                    || !signature.admits(Some(classes.0), classes.1)
                {
                    continue;
                }
                let claim = self.claim(compiled, rule, &matched, Some(*subject), *object);
                let relation = link.entry.relation;
                found.push(Candidate {
                    claim,
                    relation,
                    node: link.node,
                });
            }
        }
        Ok(())
    }

    /// Whether a noun is what a deed is done to.
    pub(super) fn ends_a_deed(&self, noun: usize) -> bool {
        let extractor = self.extractor;
        let happens = |verb: usize| {
            extractor.triggers.at(self.view, verb).any(|entry| {
                entry.trigger.kind == TriggerKind::Verb
                    && entry.trigger.words.len() == 1
                    && extractor.rules[entry.relation].signature.has(Mark::Happens)
            })
        };
        links::ends_a_deed(self.view, &extractor.words, &happens, noun)
    }

    /// Whether an end is the name beside a title: "the president of X, Y".
    fn entitles(&self, end: &EndAt) -> bool {
        let view = self.view;
        end.node != end.argument
            && view.head(end.node) == Some(end.argument)
            && matches!(
                view.relation(end.node),
                Dependency::Appos | Dependency::Flat
            )
    }
}
