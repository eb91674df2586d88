//! Prefixes and the IRIs they stand for.

use indexmap::IndexMap;

/// The prefixes of the ontology, in the order of the file.
///
/// ```
/// use dossier::load::{Ontology, bundle};
/// let (ontology, _) = Ontology::load(&bundle::ontology());
/// let vocabulary = ontology.with_base("https://example.org/war/").vocabulary;
/// assert_eq!(vocabulary.iri("dos:Claim"), "https://example.org/war/ontology#Claim");
/// assert_eq!(vocabulary.iri_of("ent", "place/tal-rihan"), "https://example.org/war/entity/place%2Ftal-rihan");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    base: String,
    prefixes: IndexMap<String, String>,
}

impl Vocabulary {
    pub(super) fn new(base: &str, prefixes: &IndexMap<String, String>) -> Self {
        Self {
            base: base.to_owned(),
            prefixes: prefixes.clone(),
        }
    }

    /// The IRI under which all of the project's own stand.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The same with everything under the base moved to another.
    pub(super) fn with_base(self, base: &str) -> Self {
        let prefixes = self
            .prefixes
            .into_iter()
            .map(
                |(prefix, namespace)| match namespace.strip_prefix(&self.base) {
                    Some(rest) if !self.base.is_empty() => (prefix, format!("{base}{rest}")),
                    _ => (prefix, namespace),
                },
            )
            .collect();
        Self {
            base: base.to_owned(),
            prefixes,
        }
    }

    /// The namespace of a prefix.
    pub fn namespace(&self, prefix: &str) -> Option<&str> {
        self.prefixes.get(prefix).map(String::as_str)
    }

    /// Each prefix with its namespace.
    pub fn prefixes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.prefixes
            .iter()
            .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    /// The IRI of a prefixed name; a name without a known prefix is given back as it is.
    pub fn iri(&self, name: &str) -> String {
        match name.split_once(':') {
            Some((prefix, local)) => match self.namespace(prefix) {
                Some(namespace) => format!("{namespace}{local}"),
                None => name.to_owned(),
            },
            None => name.to_owned(),
        }
    }

    /// The IRI of an id under a prefix, the id percent-encoded so that it is a local name without escapes.
    pub fn iri_of(&self, prefix: &str, id: &str) -> String {
        let mut iri = self.namespace(prefix).unwrap_or_default().to_owned();
        for (at, byte) in id.bytes().enumerate() {
            if byte.is_ascii_alphanumeric() || byte == b'_' || (byte == b'-' && at > 0) {
                iri.push(char::from(byte));
            } else {
                iri.push('%');
                for digit in [byte >> 4, byte & 15] {
                    iri.extend(
                        char::from_digit(u32::from(digit), 16).map(|c| c.to_ascii_uppercase()),
                    );
                }
            }
        }
        iri
    }

    /// The prefixed name of an IRI, where a prefix covers it; else the IRI itself.
    pub fn shorten(&self, iri: &str) -> String {
        self.prefixes()
            .filter(|(_, namespace)| iri.starts_with(namespace))
            .max_by_key(|(_, namespace)| namespace.len())
            .map_or_else(
                || iri.to_owned(),
                |(prefix, namespace)| format!("{prefix}:{}", &iri[namespace.len()..]),
            )
    }
}
