//! Who the noun of a speaker is: an entity, or words that describe him.

use crate::model::{Byte, Class, Dependency, PartOfSpeech, Span, Speaker};

use super::Speech;
use crate::relate::arguments::Arguments;
use crate::relate::ends::Ends;
use crate::relate::view::View;

impl Speech {
    /// Who a speaker's noun is.
    pub(super) fn speaker(
        &self,
        arguments: &mut Arguments<'_, '_>,
        node: usize,
        cue: Span<Byte>,
    ) -> Option<Speaker> {
        let span = arguments.view.phrase(node);
        self.speaker_at(arguments, node, span, cue)
    }

    /// The same, where these words name him.
    pub(super) fn speaker_at(
        &self,
        arguments: &mut Arguments<'_, '_>,
        node: usize,
        span: Span<Byte>,
        cue: Span<Byte>,
    ) -> Option<Speaker> {
        let view = arguments.view;
        // "information provided by a source"
        let stated = arguments
            .words
            .language
            .speech
            .nouns
            .iter()
            .any(|word| word == view.lemma(node));
        let author = view
            .children(node)
            .filter(|child| stated && view.relation(*child) == Dependency::Acl)
            .flat_map(|clause| view.children(clause))
            .find(|by| *by > node && view.preposition(*by).as_deref() == Some("by"));
        if let Some(author) = author {
            return self.speaker(arguments, author, cue);
        }
        let unnamed = arguments.words.unnamed.contains(view.lemma(node));
        let own = view.own_mention(node).filter(|mention| {
            let entity = &view.mentions.entities[mention.entity as usize];
            entity.class.is_actor() && (!unnamed || entity.class == Class::Person)
        });
        if let Some(own) = own {
            return Some(Speaker {
                entity: Some(own.entity),
                span: own.span,
                cue,
            });
        }
        // "the head of the group, X": the name beside the description.
        // "X, head of the group": the name before it.
        let of = view
            .children(node)
            .any(|child| child > node && view.preposition(child).as_deref() == Some("of"));
        let beside = view
            .children(node)
            .filter(|child| match view.relation(*child) {
                Dependency::Appos | Dependency::Flat => true,
                Dependency::Compound | Dependency::Nmod => of && *child < node,
                _ => false,
            })
            .filter_map(|at| view.own_mention(at))
            .find(|mention| view.class(mention.entity) == Class::Person);
        if let Some(person) = beside {
            return Some(Speaker {
                entity: Some(person.entity),
                span: person.span,
                cue,
            });
        }
        // "a report by the group": a statement of somebody's is his.
        let statement = arguments.words.language.transparent.iter().any(|list| {
            list.name == "statements" && list.words.iter().any(|w| w == view.lemma(node))
        });
        let actor = |class: Class| class.is_actor();
        let ends = Ends {
            fits: &actor,
            doer: false,
        }
        .at(arguments, node);
        let named = ends.first().map(|end| Speaker {
            entity: Some(end.entity()),
            span: end.span(),
            cue,
        });
        if unnamed && statement && named.is_some() {
            return named;
        }
        if unnamed && let Some(known) = self.spoken_of(view, node, span) {
            return Some(Speaker { cue, ..known });
        }
        if unnamed {
            return Some(Speaker {
                entity: None,
                span,
                cue,
            });
        }
        if named.is_some() {
            return named;
        }
        // A place that does not stand for somebody says nothing.
        if view
            .own_mention(node)
            .is_some_and(|mention| !view.class(mention.entity).is_actor())
        {
            return None;
        }
        if view.tag(node) == PartOfSpeech::Pronoun {
            // Whoever spoke last goes on.
            return self
                .told
                .last()
                .and_then(|(_, speakers)| speakers.first().cloned())
                .map(|last| Speaker { cue, ..last });
        }
        Some(Speaker {
            entity: None,
            span,
            cue,
        })
    }

    /// Who "the source", "the general" is: the speaker told of before with the same noun.
    fn spoken_of(&self, view: &View<'_>, node: usize, span: Span<Byte>) -> Option<Speaker> {
        let words = span.of(view.text);
        let definite = words
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("the "));
        // Further words describe another.
        if !definite || words.split_whitespace().count() > 4 {
            return None;
        }
        let noun = view.lemma(node);
        self.told
            .iter()
            .rev()
            .filter_map(|(_, speakers)| speakers.first())
            .find(|speaker| {
                speaker.span.end <= span.start
                    && speaker
                        .span
                        .of(view.text)
                        .to_lowercase()
                        .split_whitespace()
                        .any(|word| word == noun || word.strip_suffix('s') == Some(noun))
            })
            .cloned()
    }
}
