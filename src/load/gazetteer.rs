//! The gazetteer: every entity that the program knows, the roles that every state fills, and the
//! forms by which names that nobody listed are known. `gazetteer/README.md` describes the files.

mod check;
mod entity;
mod forms;
mod roles;

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use indexmap::map::Entry;
use rustc_hash::FxHashMap;

use super::{DataFile, Fields, List, Spot, parse_toml, tables};
use crate::model::{Class, Diagnostic, EntityId, Severity};

pub use entity::{Alias, Entity, Gender};
pub use forms::{Form, Forms, PersonForms, PlaceCues};
pub use roles::{Role, RoleName};

/// All that the data files under `gazetteer/` say.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// The entities, in the order of the files.
    pub entities: IndexMap<EntityId, Entity>,
    /// Compiled lists beneath the entities, each before the next.
    pub lists: Vec<Arc<List>>,
    /// The roles that every state has, by their id.
    pub roles: IndexMap<String, Role>,
    /// The forms of names that are not listed.
    pub forms: Forms,
    /// Which entity fills a role for a state: by the state's id and the role's.
    claimed: FxHashMap<(EntityId, String), EntityId>,
}

/// An entity as read, with what checks need to speak of it.
struct Read {
    entity: Entity,
    file: usize,
    at: Range<usize>,
    references: Vec<Reference>,
}

/// One entity that another names, and where.
struct Reference {
    field: &'static str,
    id: String,
    at: Range<usize>,
}

impl Gazetteer {
    /// Reads the files in their order. What is wrong in them is told in the diagnostics, in its place, and
    /// left out; the rest is used.
    ///
    /// A file called `roles.toml` holds roles, one called `forms.toml` forms; [`Nominals`](super::Nominals)
    /// reads `nominals.toml`; every other one holds entities.
    pub fn load(files: &[DataFile]) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut gazetteer = Self::default();
        let mut read: IndexMap<EntityId, Read> = IndexMap::new();
        // Where the lines of files with doubled entries end.
        let mut lines: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (index, file) in files.iter().enumerate() {
            let name = file.path.rsplit('/').next().unwrap_or_default();
            if !name.ends_with(".toml") || name == super::Nominals::FILE {
                continue;
            }
            let table = parse_toml(file, &mut diagnostics);
            if name == "forms.toml" {
                forms::read(
                    file,
                    table.get_ref(),
                    &mut gazetteer.forms,
                    &mut diagnostics,
                );
                continue;
            }
            for (Spot { value: id, at }, fields) in tables(file, table.get_ref(), &mut diagnostics)
            {
                if !is_id(id) {
                    diagnostics.push(
                        file.error(at.clone(), format!("`{id}` is no id"))
                            .with_help("ids are ASCII: lower-case letters, digits and hyphens"),
                    );
                    continue;
                }
                let mut fields = Fields::new(file, fields, at.clone(), &mut diagnostics);
                if name == "roles.toml" {
                    let role = roles::read(id, &mut fields);
                    fields.finish();
                    if let Some(role) = role {
                        gazetteer.roles.insert(id.to_owned(), role);
                    }
                    continue;
                }
                let mut references = Vec::new();
                let entity = entity::read(id, &mut fields, &mut references);
                fields.finish();
                let Some(entity) = entity else { continue };
                match read.entry(entity.id.clone()) {
                    Entry::Occupied(first) => {
                        let first = first.get();
                        let of = &files[first.file];
                        let line = 1
                            + (lines.entry(first.file))
                                .or_insert_with(|| {
                                    of.text.match_indices('\n').map(|(at, _)| at).collect()
                                })
                                .partition_point(|end| *end < first.at.start);
                        let problem = Diagnostic::after(
                            diagnostics.last(),
                            Severity::Error,
                            &file.path,
                            &file.text,
                            at,
                            format!("`{id}` is listed twice; this entry is not used"),
                        );
                        let help = format!("the first is {}:{line}", of.path);
                        diagnostics.push(problem.with_help(help));
                    }
                    Entry::Vacant(vacant) => {
                        vacant.insert(Read {
                            entity,
                            file: index,
                            at,
                            references,
                        });
                    }
                }
            }
        }
        check::check(files, &mut read, &gazetteer, &mut diagnostics);
        for (id, read) in read {
            if let Some(country) = &read.entity.country {
                for role in &read.entity.claims {
                    gazetteer
                        .claimed
                        .entry((country.clone(), role.clone()))
                        .or_insert_with(|| id.clone());
                }
            }
            gazetteer.entities.insert(id, read.entity);
        }
        (gazetteer, diagnostics)
    }

    /// The entity with this id, of the files or of a compiled list.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities
            .get(id)
            .or_else(|| self.lists.iter().find_map(|list| list.find(id)))
    }

    /// The states, in the order of the files.
    pub fn countries(&self) -> impl Iterator<Item = &Entity> {
        self.entities
            .values()
            .filter(|entity| entity.class == Class::Country)
    }

    /// The entity that fills a role for a state because its entry claims it.
    pub fn claimed(&self, country: &EntityId, role: &str) -> Option<&Entity> {
        self.claimed
            .get(&(country.clone(), role.to_owned()))
            .and_then(|id| self.entities.get(id))
    }

    /// The media by every name in lower case. Where two share one, the outlet that publishes under it comes first,
    /// then the one that it is the label of.
    pub fn outlets(&self) -> FxHashMap<String, &EntityId> {
        let media = || {
            self.entities
                .values()
                .filter(|entity| entity.class == Class::Media)
        };
        let published =
            media().flat_map(|entity| entity.outlet.iter().map(move |name| (name, &entity.id)));
        let labels = media().map(|entity| (&entity.label, &entity.id));
        let aliases = media().flat_map(|entity| {
            entity
                .aliases
                .iter()
                .map(move |alias| (&alias.name, &entity.id))
        });
        let mut outlets = FxHashMap::default();
        for (name, id) in published.chain(labels).chain(aliases) {
            outlets.entry(name.to_lowercase()).or_insert(id);
        }
        outlets
    }
}

/// Whether a text can be an entity's id: lower-case ASCII letters, digits and single hyphens between them.
pub(crate) fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|part| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests;
