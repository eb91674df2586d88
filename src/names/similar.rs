//! The listed names most like a name, for an editor who asks whether it is known already.

use serde::Serialize;

use super::fold::{Folder, plain};
use crate::load::Gazetteer;
use crate::model::EntityId;

/// A listed name like the one asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Similar {
    /// The entity.
    pub id: EntityId,
    /// Its name that is the most alike.
    pub name: String,
    /// How much alike, from 0 to 1: the Jaro-Winkler likeness of the two names' folded keys and letters.
    pub likeness: f64,
}

/// The listed entities whose names are the most like `name`, at most `count`, the nearest first.
pub fn similar(gazetteer: &Gazetteer, name: &str, count: usize) -> Vec<Similar> {
    let folder = Folder::new(&gazetteer.forms);
    let asked = folded(&folder, name);
    let mut found: Vec<Similar> = gazetteer
        .entities
        .values()
        .filter_map(|entity| {
            entity
                .aliases
                .iter()
                .map(|alias| {
                    let other = folded(&folder, &alias.name);
                    let likeness = 0.7 * strsim::jaro_winkler(&asked.0, &other.0)
                        + 0.3 * strsim::jaro_winkler(&asked.1, &other.1);
                    (likeness, alias)
                })
                .max_by(|a, b| a.0.total_cmp(&b.0))
                .map(|(likeness, alias)| Similar {
                    id: entity.id.clone(),
                    name: alias.name.clone(),
                    likeness,
                })
        })
        .filter(|similar| similar.likeness > 0.75)
        .collect();
    found.sort_by(|a, b| {
        b.likeness
            .total_cmp(&a.likeness)
            .then_with(|| a.id.cmp(&b.id))
    });
    found.truncate(count);
    found
}

/// A name's key without its articles, and its plain letters.
fn folded(folder: &Folder, name: &str) -> (String, String) {
    let mut key = Vec::new();
    let mut letters = String::new();
    for word in name.split(|c: char| c.is_whitespace() || c == '-') {
        let start = letters.len();
        plain(word, &mut letters);
        if folder.is_article(&letters[start..]) {
            letters.truncate(start);
            continue;
        }
        folder.key(&letters[start..], &mut key);
    }
    (String::from_utf8_lossy(&key).into_owned(), letters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::DataFile;

    #[test]
    fn the_nearest_name_comes_first() {
        let (gazetteer, _) = Gazetteer::load(&[DataFile {
            path: "a.toml".into(),
            text: "[deir-ez-zor]\ntype = \"Place\"\nlabel = \"Deir ez-Zor\"\n\
                   [deir-hafer]\ntype = \"Place\"\nlabel = \"Deir Hafer\"\n\
                   [homs]\ntype = \"Place\"\nlabel = \"Homs\"\n"
                .into(),
        }]);
        let ids = |name: &str| -> Vec<String> {
            similar(&gazetteer, name, 5)
                .into_iter()
                .map(|similar| similar.id.to_string())
                .collect()
        };
        assert_eq!(
            ids("Dayr al-Zawr").first().map(String::as_str),
            Some("deir-ez-zor")
        );
        assert_eq!(
            ids("Deir Hafir").first().map(String::as_str),
            Some("deir-hafer")
        );
        assert_eq!(ids("Xylophone"), Vec::<String>::new());
    }
}
