//! The entity that a user names.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use crate::load::similar;
use crate::model::{Build, EntityId, MentionKind};

/// The entity with this id, or with this label or mention in any case.
pub(super) fn find_entity(build: &Build, what: &str) -> Option<EntityId> {
    if let Some(entity) = build.entity(&EntityId::from(what)) {
        return Some(entity.id.clone());
    }
    let wanted = what.to_lowercase();
    let by_label = build
        .entities
        .values()
        .filter(|entity| entity.label.to_lowercase() == wanted)
        .max_by_key(|entity| entity.mentions);
    if let Some(entity) = by_label {
        return Some(entity.id.clone());
    }
    // By a form that some document uses; the entity most often called so wins.
    let mut called: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for entity in build.records.iter().flat_map(|record| &record.entities) {
        let times = entity
            .mentions
            .iter()
            .filter(|mention| {
                mention.kind == MentionKind::Name && mention.text.to_lowercase() == wanted
            })
            .count();
        if times > 0 {
            *called.entry(&entity.id).or_default() += times;
        }
    }
    let (id, _) = called
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
    build.entity(id).map(|entity| entity.id.clone())
}

/// The same.
///
/// # Errors
/// Where nothing is called so; the message names what comes nearest.
pub(super) fn entity(build: &Build, what: &str) -> Result<EntityId> {
    match find_entity(build, what) {
        Some(id) => Ok(id),
        None => bail!(unknown(build, what)),
    }
}

/// The message that nothing is called so.
pub(super) fn unknown(build: &Build, what: &str) -> String {
    let ids = build.entities.keys().map(EntityId::as_str);
    let labels = build.entities.values().map(|entity| entity.label.as_str());
    let hint = similar(what, ids.chain(labels))
        .map(|near| format!(": did you mean `{near}`?"))
        .unwrap_or_default();
    format!("nothing in this build is called `{what}`{hint}")
}
