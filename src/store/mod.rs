//! The store: what is known as RDF quads, written as sorted N-Quads and readable TriG, and read back into an
//! embedded SPARQL store.
//!
//! Takes propositions, claims and the gazetteer; must not know of formats of graph tools. The model:
//! each document has a named graph of its own with its claims; propositions, what is asserted, the
//! gazetteer, contradictions, events, the ontology's labels and the build have one each. A query
//! sees the union of all.

mod database;
mod describe;
pub mod disk;
mod distance;
mod query;
mod table;
mod terms;
mod write;

pub use database::{Store, StoreError};
pub use describe::{AssertionPolicy, BuildDescription, Content, UsedFile};
pub use query::{Answer, Format, QueryError, QueryLimits, Triples, Value};
pub use terms::Terms;
pub use write::{Written, write};

#[cfg(test)]
mod tests;
