//! What names and relations are called, and the entities of one document.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Class;

macro_rules! name {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The text of it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

name! {
    /// An entity's id: the gazetteer's (`al-tanf`), a composed name's (`egypt-navy`), an unlisted one's
    /// (`place/tal-rihan`) or a described one's (`003-fort-russ-news/moderate-rebels`).
    EntityId
}

name! {
    /// A relation's name as the ontology has it, `meetsWith` say.
    RelationName
}

/// An entity as one document knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalEntity {
    /// Depends on the document alone.
    pub id: EntityId,
    /// The gazetteer's label, or the fullest form that the document uses.
    pub label: String,
    /// What it is.
    pub class: Class,
    /// Whether the gazetteer lists it, or composes it from a state and a role.
    pub known: bool,
    /// Whether it has no name at all, only a description ("US-backed rebels").
    pub described: bool,
}
