//! By which codes and names lists speak of states.

use rustc_hash::FxHashMap;

use crate::load::Gazetteer;

/// The states of a gazetteer, by code and by name.
#[derive(Debug, Clone, Default)]
pub struct States {
    codes: FxHashMap<String, String>,
    names: FxHashMap<String, String>,
}

impl States {
    /// Those of a gazetteer: its countries, by their `iso` code, id, names.
    pub fn of(gazetteer: &Gazetteer) -> Self {
        let mut states = Self::default();
        for country in gazetteer.countries() {
            let id = country.id.as_str();
            if let Some(code) = country.ids.get("iso") {
                states.codes.insert(code.to_lowercase(), id.to_owned());
            }
            states.names.insert(id.to_owned(), id.to_owned());
            for alias in &country.aliases {
                states
                    .names
                    .entry(alias.name.to_lowercase())
                    .or_insert_with(|| id.to_owned());
            }
        }
        states
    }

    /// The id of the state with this code.
    pub fn by_code(&self, code: &str) -> Option<&str> {
        self.codes.get(&code.to_lowercase()).map(String::as_str)
    }

    /// The id of the state with this code, id or name.
    pub fn find(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        self.by_code(text)
            .or_else(|| self.names.get(&text.to_lowercase()).map(String::as_str))
    }
}
