//! Dossier reads reporting on armed conflict and builds a knowledge graph in which every edge tells
//! who said it, in which text, at which characters, and how sure the text is.
//!
//! Each module is a stage of one river, in this order: [`read`] → [`segment`] → `names` → [`syntax`] →
//! [`refer`] → `relate` → [`resolve`] → `store`, `graph` → [`export`]. The types that flow are in
//! [`model`], the checked data files in [`load`], and `pipeline` alone knows the order.

pub mod cache;
pub mod cli;
pub mod evaluate;
pub mod export;
pub mod graph;
pub mod load;
pub mod model;
pub mod names;
pub mod pipeline;
pub mod read;
pub mod refer;
pub mod relate;
pub mod resolve;
pub mod segment;
pub mod store;
pub mod syntax;

#[cfg(test)]
mod tests;
