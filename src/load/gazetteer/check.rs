//! What can be checked only when all entries are read: references, cycles, names that clash.

use std::ops::Range;

use indexmap::IndexMap;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Gazetteer, Read};
use crate::load::{DataFile, similar};
use crate::model::{Class, Diagnostic, EntityId, Severity};

pub(super) fn check(
    files: &[DataFile],
    read: &mut IndexMap<EntityId, Read>,
    gazetteer: &Gazetteer,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut problems = Problems { files, diagnostics };
    references(read, &mut problems);
    roles(read, gazetteer, &mut problems);
    cycles(read, &mut problems);
    clashes(read, gazetteer, &mut problems);
}

/// Takes down what is wrong with entries, where their files have them.
struct Problems<'a> {
    files: &'a [DataFile],
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Problems<'_> {
    fn tell(
        &mut self,
        severity: Severity,
        entry: &Read,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let file = &self.files[entry.file];
        let last = self.diagnostics.last();
        let problem = Diagnostic::after(last, severity, &file.path, &file.text, span, message);
        self.diagnostics.push(problem.with_help(help));
    }
}

fn references(read: &mut IndexMap<EntityId, Read>, problems: &mut Problems<'_>) {
    let known: FxHashSet<EntityId> = read.keys().cloned().collect();
    for entry in read.values_mut() {
        let mut unknown = FxHashSet::default();
        for reference in &entry.references {
            if known.contains(reference.id.as_str()) && reference.id != entry.entity.id.as_str() {
                continue;
            }
            let message = format!(
                "`{}` names `{}`, {}",
                reference.field,
                reference.id,
                if known.contains(reference.id.as_str()) {
                    "the entry itself"
                } else {
                    "which no entry has as its id"
                }
            );
            let mut near: Vec<&str> = known.iter().map(EntityId::as_str).collect();
            near.sort_unstable();
            let itself = reference.id == entry.entity.id.as_str();
            let help = match similar(&reference.id, near) {
                _ if itself => "name another entry; the reference is left out".to_owned(),
                Some(near) => format!("did you mean `{near}`? The reference is left out"),
                None => {
                    "add an entry with this id, or correct it; the reference is left out".into()
                }
            };
            problems.tell(Severity::Error, entry, reference.at.clone(), message, help);
            unknown.insert(EntityId::from(reference.id.as_str()));
        }
        if unknown.is_empty() {
            continue;
        }
        let entity = &mut entry.entity;
        for list in [
            &mut entity.within,
            &mut entity.part_of,
            &mut entity.sponsors,
            &mut entity.successor_of,
            &mut entity.leads,
            &mut entity.member_of,
            &mut entity.speaks_for,
            &mut entity.seats,
            &mut entity.borders,
        ] {
            list.retain(|id| !unknown.contains(id));
        }
        for one in [&mut entity.country, &mut entity.stance] {
            if one.as_ref().is_some_and(|id| unknown.contains(id)) {
                *one = None;
            }
        }
    }
}

fn roles(read: &IndexMap<EntityId, Read>, gazetteer: &Gazetteer, problems: &mut Problems<'_>) {
    let mut claimed: FxHashMap<(&EntityId, &str), &EntityId> = FxHashMap::default();
    for entry in read.values() {
        let entity = &entry.entity;
        for role in &entity.claims {
            let problem = if !gazetteer.roles.contains_key(role) {
                let help = match similar(role, gazetteer.roles.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "take one of the ids of roles.toml".to_owned(),
                };
                Some((format!("`claims` names `{role}`, which is no role"), help))
            } else if let Some(country) = &entity.country {
                claimed
                    .insert((country, role), &entity.id)
                    .map(|other| {
                        (
                            format!("two entries claim the role `{role}` of `{country}`: this one and `{other}`"),
                            "leave the claim to one of them; the first is used".to_owned(),
                        )
                    })
            } else {
                Some((
                    format!("`claims` `{role}` of no state"),
                    "add a line `country = \"…\"`".to_owned(),
                ))
            };
            if let Some((message, help)) = problem {
                problems.tell(Severity::Error, entry, entry.at.clone(), message, help);
            }
        }
        for (field, given, fits) in [
            (
                "demonyms",
                !entity.demonyms.is_empty(),
                entity.class == Class::Country,
            ),
            (
                "seats",
                !entity.seats.is_empty(),
                entity.class == Class::Country,
            ),
            (
                "gender",
                entity.gender.is_some(),
                entity.class == Class::Person,
            ),
            ("at", entity.at.is_some(), entity.class.is_ground()),
        ] {
            if given && !fits {
                problems.tell(
                    Severity::Warning,
                    entry,
                    entry.at.clone(),
                    format!("`{field}` says nothing of a {}", entity.class),
                    "take it out, or correct the type",
                );
            }
        }
    }
}

/// No place may lie in itself, and no body be a part of itself, by however many steps.
fn cycles(read: &mut IndexMap<EntityId, Read>, problems: &mut Problems<'_>) {
    for field in ["in", "part_of"] {
        let mut done: FxHashSet<usize> = FxHashSet::default();
        for start in 0..read.len() {
            let mut path: Vec<usize> = Vec::new();
            let mut stack = vec![(start, 0_usize)];
            while let Some((node, next)) = stack.pop() {
                if next == 0 {
                    if done.contains(&node) {
                        continue;
                    }
                    path.push(node);
                }
                let entity = &read[node].entity;
                let parents = if field == "in" {
                    &entity.within
                } else {
                    &entity.part_of
                };
                let Some(parent) = parents.get(next).and_then(|id| read.get_index_of(id)) else {
                    done.insert(node);
                    path.pop();
                    continue;
                };
                if let Some(from) = path.iter().position(|seen| *seen == parent) {
                    let chain: Vec<&str> = path[from..]
                        .iter()
                        .chain([&parent])
                        .map(|index| read[*index].entity.id.as_str())
                        .collect();
                    let message = format!("a cycle by `{field}`: {}", chain.join(" → "));
                    let entry = &read[node];
                    let place = entry
                        .references
                        .iter()
                        .find(|reference| {
                            reference.field == field
                                && read.get_index_of(reference.id.as_str()) == Some(parent)
                        })
                        .map_or(entry.at.clone(), |reference| reference.at.clone());
                    problems.tell(
                        Severity::Error,
                        entry,
                        place,
                        message,
                        "take one of the links out; this one is left out",
                    );
                    let entity = &mut read[node].entity;
                    let parents = if field == "in" {
                        &mut entity.within
                    } else {
                        &mut entity.part_of
                    };
                    parents.remove(next);
                    // A node with no link before this one is entered anew, without being put on the path twice.
                    if next == 0 {
                        path.pop();
                    }
                    stack.push((node, next));
                    continue;
                }
                stack.push((node, next + 1));
                stack.push((parent, 0));
            }
        }
    }
}

/// Names that two entities share where no context can tell them apart, and names that are common words.
fn clashes(read: &IndexMap<EntityId, Read>, gazetteer: &Gazetteer, problems: &mut Problems<'_>) {
    let common: FxHashSet<&str> = gazetteer
        .forms
        .common
        .iter()
        .chain(&gazetteer.forms.function)
        .map(String::as_str)
        .collect();
    let mut seen: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (index, entry) in read.values().enumerate() {
        let entity = &entry.entity;
        for alias in &entity.aliases {
            if alias.case || !alias.needs.is_empty() {
                continue;
            }
            let key: String = any_ascii::any_ascii(&alias.name)
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase())
                .collect();
            let lower = alias.name.to_lowercase();
            let initials =
                alias.name.chars().count() <= 5 && !alias.name.chars().any(char::is_lowercase);
            if common.contains(lower.as_str()) && !initials {
                problems.tell(
                    Severity::Warning,
                    entry,
                    entry.at.clone(),
                    format!("the name `{}` is a common word", alias.name),
                    format!(
                        "guard it: {{ name = \"{}\", case = true }}, or with `needs`",
                        alias.name
                    ),
                );
            }
            let others = seen.entry(key).or_default();
            for other in others.iter() {
                let rival = &read[*other].entity;
                let told_apart = rival.class != entity.class
                    || rival.kind != entity.kind
                    || (entity.class.is_ground() && rival.within != entity.within)
                    || rival.country != entity.country;
                if *other != index && !told_apart {
                    problems.tell(
                        Severity::Warning,
                        entry,
                        entry.at.clone(),
                        format!(
                            "`{}` is a name of `{}` too, and nothing tells them apart",
                            alias.name, rival.id
                        ),
                        "guard one with `case` or `needs`, or give them different kinds or places",
                    );
                }
            }
            if !others.contains(&index) {
                others.push(index);
            }
        }
    }
}
