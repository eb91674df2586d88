//! Which of the claims found stand.

use crate::model::{Claim, Polarity, RelationName};

use super::Compiled;
use super::sentence::Candidate;

/// Leaves out what is found twice in a sentence, and what a more telling relation says better.
pub(super) fn in_sentence(relations: &[Compiled<'_>], found: &mut Vec<Candidate>) {
    let mut keep = vec![true; found.len()];
    for (at, candidate) in found.iter().enumerate() {
        let claim = &candidate.claim;
        for (other_at, other) in found.iter().enumerate() {
            if at == other_at || !keep[other_at] {
                continue;
            }
            let better = &other.claim;
            let same_relation = better.relation == claim.relation;
            let twice = same_relation
                && same_claim(relations, candidate, other)
                && (other.node == candidate.node || better.polarity == claim.polarity)
                && (richer(better), std::cmp::Reverse(other_at))
                    > (richer(claim), std::cmp::Reverse(at));
            // "five were killed" beside "X killed five": the named one says it all.
            let unnamed = same_relation
                && claim.subject.is_none()
                && better.subject.is_some()
                && better.object.entity == claim.object.entity;
            let outranked = relations
                .get(other.relation)
                .is_some_and(|rules| rules.rules.outranks.contains(&claim.relation))
                && same_ends(claim, better);
            if twice || unnamed || outranked {
                keep[at] = false;
                break;
            }
        }
    }
    let mut index = 0;
    found.retain(|_| {
        index += 1;
        keep[index - 1]
    });
    found.sort_by_key(|candidate| candidate.claim.trigger.start);
}

fn same_claim(relations: &[Compiled<'_>], a: &Candidate, b: &Candidate) -> bool {
    let ends = |claim: &Claim| {
        (
            claim.subject.map(|end| end.entity),
            Some(claim.object.entity),
        )
    };
    let (first, second) = (ends(&a.claim), ends(&b.claim));
    let symmetric = relations
        .get(a.relation)
        .is_some_and(|rules| rules.signature.has(crate::load::Mark::Symmetric));
    first == second || (symmetric && first == (second.1, second.0))
}

/// How much a claim tells besides its ends.
fn richer(claim: &Claim) -> usize {
    usize::from(claim.quantity.is_some())
        + usize::from(claim.when.is_some())
        + usize::from(claim.place.is_some())
        + usize::from(claim.from.is_some())
        + usize::from(claim.kind.is_some())
}

/// Whether a claim speaks of no other two than a better one; who lost it counts as an object.
fn same_ends(claim: &Claim, better: &Claim) -> bool {
    let subject = claim.subject.map(|end| end.entity);
    let wanted = better.subject.map(|end| end.entity);
    let object = claim.object.entity;
    let objects = [
        Some(better.object.entity),
        better.from.map(|end| end.entity),
    ];
    let forward = subject == wanted && objects.contains(&Some(object));
    let backward = Some(object) == wanted && objects.contains(&subject);
    (forward || backward) && claim.polarity == better.polarity
}

/// Leaves out relations that stand only where nothing more telling is said of the same two ends, and those by
/// somebody unknown to one whom the document names the doer for elsewhere.
pub(super) fn in_document(
    relations: &[Compiled<'_>],
    claims: &mut Vec<Claim>,
    one: &dyn Fn(u32) -> bool,
) {
    let named: Vec<(RelationName, u32, Polarity)> = claims
        .iter()
        .filter(|claim| claim.subject.is_some() && one(claim.object.entity))
        .map(|claim| (claim.relation.clone(), claim.object.entity, claim.polarity))
        .collect();
    claims.retain(|claim| {
        claim.subject.is_some()
            || !named.iter().any(|(relation, object, polarity)| {
                (relation, *object, *polarity)
                    == (&claim.relation, claim.object.entity, claim.polarity)
            })
    });
    let residual: Vec<&RelationName> = relations
        .iter()
        .filter(|rules| rules.rules.residual)
        .map(|rules| &rules.rules.relation)
        .collect();
    let pairs: Vec<(Option<u32>, u32, Polarity)> = claims
        .iter()
        .filter(|claim| !residual.contains(&&claim.relation))
        .map(|claim| {
            (
                claim.subject.map(|end| end.entity),
                claim.object.entity,
                claim.polarity,
            )
        })
        .collect();
    claims.retain(|claim| {
        let pair = (
            claim.subject.map(|end| end.entity),
            claim.object.entity,
            claim.polarity,
        );
        !residual.contains(&&claim.relation) || !pairs.contains(&pair)
    });
}
