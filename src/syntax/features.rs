//! Features of a parser's state: the words, tags and relations around the top of the stack and the front of the buffer.

use super::tagger::mix;
use super::transitions::{NONE, State};
use super::words::Unit;

/// What the parser knows of a sentence before it begins.
pub(super) struct Input<'s> {
    pub(super) units: &'s [Unit],
    /// Fine tag of each unit, counted from 1.
    pub(super) fine: &'s [u32],
    /// Universal tag of each unit, counted from 1.
    pub(super) coarse: &'s [u32],
}

#[derive(Clone, Copy)]
struct Place {
    form: u32,
    suffix: u32,
    shape: u32,
    fine: u32,
    coarse: u32,
    relation: u32,
}

fn place(input: &Input, state: &State, node: u32) -> Place {
    if node == NONE || node >= state.count {
        return Place {
            form: 0,
            suffix: 0,
            shape: 0,
            fine: 0,
            coarse: 0,
            relation: 0,
        };
    }
    let Some(at) = (node as usize).checked_sub(1) else {
        return Place {
            form: 1,
            suffix: 1,
            shape: 1,
            fine: 1000,
            coarse: 1000,
            relation: 0,
        };
    };
    let unit = &input.units[at];
    Place {
        form: unit.form,
        suffix: unit.suffix3,
        shape: unit.shape,
        fine: input.fine[at],
        coarse: input.coarse[at],
        relation: state.relations[node as usize],
    }
}

/// The features of a state.
pub(super) fn features(input: &Input, state: &State, found: &mut Vec<u32>) {
    found.clear();
    let node = |node: u32| place(input, state, node);
    let child = |of: u32, side: &[[u32; 2]], rank: usize| {
        if of == NONE || of >= state.count {
            NONE
        } else {
            side[of as usize][rank]
        }
    };
    let (t0, t1, t2) = (state.top(0), state.top(1), state.top(2));
    let b = state.next;
    let (s0, s1, s2) = (node(t0), node(t1), node(t2));
    let (b0, b1, b2) = (node(b), node(b + 1), node(b + 2));
    let (l0, r0) = (child(t0, &state.left, 0), child(t0, &state.right, 0));
    let (l1, r1) = (child(t1, &state.left, 0), child(t1, &state.right, 0));
    let lb = child(b, &state.left, 0);
    let (s0l, s0r, s1l, s1r, b0l) = (node(l0), node(r0), node(l1), node(r1), node(lb));
    let (s0l2, s0r2, s1r2, b0l2) = (
        node(child(t0, &state.left, 1)),
        node(child(t0, &state.right, 1)),
        node(child(t1, &state.right, 1)),
        node(child(b, &state.left, 1)),
    );
    let distance = |a: u32, b: u32| {
        if a == NONE || b == NONE {
            0
        } else {
            (b.saturating_sub(a)).min(10) + 1
        }
    };
    let d01 = distance(t0, b);
    let d10 = distance(t1, t0);
    let count = |of: u32, counts: &[u32]| {
        if of == NONE || of >= state.count {
            0
        } else {
            counts[of as usize].min(5) + 1
        }
    };
    let (s0lc, s0rc) = (count(t0, &state.left_count), count(t0, &state.right_count));
    let (s1rc, b0lc) = (count(t1, &state.right_count), count(b, &state.left_count));

    let singles = [
        s0.form, s0.fine, s0.suffix, s0.shape, s1.form, s1.fine, s1.suffix, s2.form, s2.fine,
        b0.form, b0.fine, b0.suffix, b0.shape, b1.form, b1.fine, b1.suffix, b2.form, b2.fine,
        s0l.form, s0r.form, s1r.form, s1l.form, b0l.form, s0.coarse, s1.coarse, b0.coarse,
    ];
    let pairs = [
        (s0.form, s0.fine),
        (s1.form, s1.fine),
        (b0.form, b0.fine),
        (b1.form, b1.fine),
        (s0.form, b0.form),
        (s0.fine, b0.fine),
        (s0.form, b0.fine),
        (s0.fine, b0.form),
        (s1.form, s0.form),
        (s1.fine, s0.fine),
        (s1.form, s0.fine),
        (s1.fine, s0.form),
        (s1.form, b0.form),
        (s1.fine, b0.fine),
        (s1.form, b0.fine),
        (s1.fine, b0.form),
        (b0.fine, b1.fine),
        (b0.form, b1.fine),
        (b0.fine, b1.form),
        (s0.fine, b1.fine),
        (s0.suffix, b0.fine),
        (s0.fine, b0.suffix),
        (s0.suffix, b0.suffix),
        (s1.suffix, s0.fine),
        (s1.fine, s0.suffix),
        (s1.suffix, s0.suffix),
        (s0.form, s0lc),
        (s0.fine, s0lc),
        (s0.form, s0rc),
        (s0.fine, s0rc),
        (s1.form, s1rc),
        (s1.fine, s1rc),
        (b0.form, b0lc),
        (b0.fine, b0lc),
        (s0.form, d01),
        (s0.fine, d01),
        (b0.form, d01),
        (b0.fine, d01),
        (s1.fine, d10),
        (s0.fine, d10),
        (s0.form, s0l.relation),
        (s0.form, s0r.relation),
        (s1.form, s1r.relation),
        (s1.form, s1l.relation),
        (b0.form, b0l.relation),
        (s0l.relation, s0l.fine),
        (s0r.relation, s0r.fine),
        (s1r.relation, s1r.fine),
        (b0l.relation, b0l.fine),
        (s0.form, s1r.relation),
        (s0.form, b0l.relation),
        (b0.form, s0r.relation),
        (b0.form, s0l.relation),
        (s0l.relation, s0l2.relation),
        (s0r.relation, s0r2.relation),
        (s1r.relation, s1r2.relation),
        (b0l.relation, b0l2.relation),
    ];
    let triples = [
        (s0.fine, b0.fine, b1.fine),
        (s1.fine, s0.fine, b0.fine),
        (s2.fine, s1.fine, s0.fine),
        (b0.fine, b1.fine, b2.fine),
        (s0.fine, s0l.fine, b0.fine),
        (s0.fine, s0r.fine, b0.fine),
        (s0.fine, b0l.fine, b0.fine),
        (s1.fine, s1r.fine, s0.fine),
        (s1.fine, s1l.fine, s0.fine),
        (s1.fine, s0.fine, s0l.fine),
        (s1.fine, s0.fine, s0r.fine),
        (s0.form, s0.fine, b0.fine),
        (s0.fine, b0.form, b0.fine),
        (s1.form, s0.fine, b0.fine),
        (s1.fine, s0.form, b0.fine),
        (s1.fine, s0.fine, b0.form),
        (s0.fine, b0.fine, d01),
        (s0.form, b0.form, d01),
        (s1.fine, s0.fine, d10),
        (s1.form, s0.form, d10),
        (s0.fine, s0l.relation, s0l2.relation),
        (s0.fine, s0r.relation, s0r2.relation),
        (s1.fine, s1r.relation, s1r2.relation),
        (b0.fine, b0l.relation, b0l2.relation),
        (s0.fine, s0l.relation, s0r.relation),
        (s1.fine, s1l.relation, s1r.relation),
        (s0.coarse, b0.coarse, s0r.relation),
        (s1.coarse, s0.coarse, s1r.relation),
        (s1.fine, s1r.relation, s0.fine),
        (s0.fine, s0l.relation, b0.fine),
        (s0.fine, s0r.relation, b0.fine),
        (s0.fine, b0l.relation, b0.fine),
        (s0.form, b0.fine, b1.fine),
        (s0.fine, b0.form, b1.fine),
        (s1.fine, s0.fine, b1.fine),
        (s1.form, s0l.form, s0.fine),
        (s1.fine, s0l.form, s0.form),
        (s0.fine, b0l.form, b0.fine),
    ];
    found.push(0);
    let mut template = 100;
    for a in singles {
        template += 1;
        found.push(mix(template, a, 0));
    }
    for (a, b) in pairs {
        template += 1;
        found.push(mix(template, a, b));
    }
    for (a, b, c) in triples {
        template += 1;
        found.push(mix(template, mix(template, a, b), c));
    }
}
