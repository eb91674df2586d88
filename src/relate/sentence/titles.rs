//! Titles: of two the longer counts, and whose state their adjective names.

use crate::load::{ArgumentRole, Rule, TriggerKind};
use crate::model::{Class, End};

use super::Reader;
use crate::relate::arguments::Predicate;
use crate::relate::ends::EndAt;
use crate::relate::triggers::Entry;
use crate::relate::view::View;

impl Reader<'_, '_> {
    /// Whether a rule waits for what somebody is called.
    pub(super) fn names_title(&self, entry: &Entry) -> bool {
        let rule = self.extractor.rules[entry.relation].rule(entry.rule);
        entry.trigger.kind == TriggerKind::Noun
            && rule.is_some_and(|rule| {
                rule.subject
                    .arguments
                    .first()
                    .is_some_and(|argument| argument.role == ArgumentRole::Holder)
            })
    }

    /// Whether a longer title than a rule's has been found at the same noun: a deputy minister is no minister.
    pub(super) fn is_part_of_title(&self, entry: &Entry, titles: &[usize]) -> bool {
        titles
            .iter()
            .any(|length| *length > entry.trigger.words.len())
            && self.names_title(entry)
    }

    /// The states that a noun's own words name, or who fills a role for them; no word of the text is taken up by them.
    pub(super) fn states(
        &self,
        role: &ArgumentRole,
        predicate: &Predicate,
        fits: &dyn Fn(Class) -> bool,
    ) -> Vec<EndAt> {
        let node = predicate.node;
        let span = self
            .view
            .own_mention(node)
            .map_or(self.view.phrase(node), |mention| mention.span);
        let states = &self.extractor.states;
        let found = match role {
            ArgumentRole::StateRole(role) => states.filling(self.view, node, role),
            ArgumentRole::Home => predicate
                .in_role(&ArgumentRole::Holder)
                .filter(|holder| holder.node == node + 1)
                .filter_map(|holder| self.view.own_mention(holder.node))
                .filter(|mention| mention.words.len() > 1)
                .filter_map(|mention| states.home(self.view, mention.entity))
                .take(1)
                .collect(),
            _ => states.of(self.view, node),
        };
        found
            .into_iter()
            .filter(|entity| fits(self.view.class(*entity)))
            .map(|entity| EndAt {
                end: End { entity, span },
                argument: node,
                node,
            })
            .collect()
    }
}

/// Whether the words are a person's title, which the text gives in its own voice also within what somebody says.
pub(super) fn told_in_passing(view: &View<'_>, rule: &Rule, subject: Option<EndAt>) -> bool {
    let title = rule
        .subject
        .arguments
        .first()
        .is_some_and(|argument| argument.role == ArgumentRole::Holder);
    title && subject.is_some_and(|end| view.class(end.entity()) == Class::Person)
}
