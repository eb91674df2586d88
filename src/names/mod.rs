//! The names of a document, and what each may stand for.
//!
//! Takes sentences and the gazetteer; gives [`NameMention`](crate::model::NameMention)s: listed names in any
//! spelling, names composed of a state and a role, and names that nobody listed, known by their form and by
//! what stands around them. It must not know of relations.
//!
//! The steps, each in a file of its own: the text is cut into `pieces`, whose `words` are looked up once each, with folded keys (`fold`); an automaton over the
//! listed names is walked from the beginnings of words (`index`); listed, composed and unlisted names are proposed
//! (`propose`, `compose`, `unlisted`) and the longest taken; the document's `context` orders what each may stand
//! for (`rank`); and what the document explains itself is found everywhere in it (`repeats`).

mod aliases;
mod compose;
mod compose_ids;
mod context;
mod fold;
mod index;
mod lexicon;
mod list;
mod people;
mod pieces;
mod propose;
mod rank;
mod repeats;
mod senses;
mod similar;
mod suggest;
mod tagger;
mod units;
mod unlisted;
mod words;

pub use list::{KeyMaker, spelling};
pub use similar::{Similar, similar};
pub use suggest::{Suggestion, Suggestions};
pub use tagger::Tagger;

#[cfg(test)]
mod tests;
