//! What can be checked only when all entries are read: references, cycles, names that clash.

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
    references(files, read, diagnostics);
    roles(files, read, gazetteer, diagnostics);
    cycles(files, read, diagnostics);
    clashes(files, read, gazetteer, diagnostics);
}

fn at(
    last: Option<&Diagnostic>,
    severity: Severity,
    files: &[DataFile],
    read: &Read,
    span: std::ops::Range<usize>,
    message: String,
) -> Diagnostic {
    let file = &files[read.file];
    Diagnostic::after(last, severity, &file.path, &file.text, span, message)
}

fn references(
    files: &[DataFile],
    read: &mut IndexMap<EntityId, Read>,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
            diagnostics.push(
                at(
                    diagnostics.last(),
                    Severity::Error,
                    files,
                    entry,
                    reference.at.clone(),
                    message,
                )
                .with_help(help),
            );
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

fn roles(
    files: &[DataFile],
    read: &IndexMap<EntityId, Read>,
    gazetteer: &Gazetteer,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
                diagnostics.push(
                    at(
                        diagnostics.last(),
                        Severity::Error,
                        files,
                        entry,
                        entry.at.clone(),
                        message,
                    )
                    .with_help(help),
                );
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
                diagnostics.push(
                    at(
                        diagnostics.last(),
                        Severity::Warning,
                        files,
                        entry,
                        entry.at.clone(),
                        format!("`{field}` says nothing of a {}", entity.class),
                    )
                    .with_help("take it out, or correct the type"),
                );
            }
        }
    }
}

/// No place may lie in itself, and no body be a part of itself, by however many steps.
fn cycles(
    files: &[DataFile],
    read: &mut IndexMap<EntityId, Read>,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
                    diagnostics.push(
                        at(
                            diagnostics.last(),
                            Severity::Error,
                            files,
                            entry,
                            place,
                            message,
                        )
                        .with_help("take one of the links out; this one is left out"),
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
fn clashes(
    files: &[DataFile],
    read: &IndexMap<EntityId, Read>,
    gazetteer: &Gazetteer,
    diagnostics: &mut Vec<Diagnostic>,
) {
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
                diagnostics.push(
                    at(
                        diagnostics.last(),
                        Severity::Warning,
                        files,
                        entry,
                        entry.at.clone(),
                        format!("the name `{}` is a common word", alias.name),
                    )
                    .with_help(format!(
                        "guard it: {{ name = \"{}\", case = true }}, or with `needs`",
                        alias.name
                    )),
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
                    diagnostics.push(
                        at(
                            diagnostics.last(), Severity::Warning,
                            files,
                            entry,
                            entry.at.clone(),
                            format!(
                                "`{}` is a name of `{}` too, and nothing tells them apart",
                                alias.name, rival.id
                            ),
                        )
                        .with_help("guard one with `case` or `needs`, or give them different kinds or places"),
                    );
                }
            }
            if !others.contains(&index) {
                others.push(index);
            }
        }
    }
}
