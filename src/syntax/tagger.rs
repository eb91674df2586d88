//! Features of the tagger: the forms around a unit and the two tags before it.

use super::words::Unit;

/// Joins two hash values under a template's number.
pub(super) fn mix(template: u32, a: u32, b: u32) -> u32 {
    let mut state = template.wrapping_mul(0x9e37_79b9) ^ a.wrapping_mul(0x85eb_ca6b);
    state = (state ^ (state >> 15))
        .wrapping_add(b.wrapping_mul(0xc2b2_ae35))
        .wrapping_mul(0x2c1b_3c6d);
    state ^ (state >> 13)
}

/// The features of the unit at `at`, given the fine tags (counted from 1) of the two before.
pub(super) fn features(units: &[Unit], at: usize, before: [u32; 2], found: &mut Vec<u32>) {
    found.clear();
    let unit = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| units.get(at))
            .copied()
            .unwrap_or_default()
    };
    let (own, left, right) = (unit(0), unit(-1), unit(1));
    let (left2, right2) = (unit(-2), unit(2));
    let [tag1, tag2] = before;
    let pairs = [
        (own.form, 0),
        (own.suffix3, 0),
        (own.suffix2, 0),
        (own.prefix, 0),
        (own.shape, 0),
        (own.shape, own.suffix3),
        (left.form, 0),
        (left2.form, 0),
        (right.form, 0),
        (right2.form, 0),
        (left.suffix3, 0),
        (right.suffix3, 0),
        (right.suffix2, 0),
        (right.shape, 0),
        (left.shape, own.shape),
        (tag1, 0),
        (tag2, 0),
        (tag1, tag2),
        (tag1, own.form),
        (tag1, own.suffix3),
        (tag2, own.form),
        (tag1, own.shape),
        (left.form, own.form),
        (own.form, right.form),
        (left.form, right.form),
        (own.suffix3, right.suffix3),
        (own.suffix3, right.form),
        (own.form, right.suffix3),
        (tag1, right.form),
        (tag1, right.suffix3),
        (own.shape, right.shape),
        (right.form, right2.form),
        (right.suffix3, right2.suffix3),
        (u32::from(own.name), 0),
        (u32::from(left.name), u32::from(right.name)),
    ];
    found.push(0);
    found.extend(
        pairs
            .iter()
            .enumerate()
            .map(|(template, (a, b))| mix(template as u32 + 1, *a, *b)),
    );
    found.push(mix(90, mix(91, tag1, tag2), own.form));
    found.push(mix(92, mix(93, tag1, own.suffix2), right.suffix2));
}
