//! What cannot both hold, and what only seems so.

use super::{Ground, Telling, told};
use crate::model::ContradictionKind::{self, Capture, Control, Count, Date, Denial};

#[test]
fn what_cannot_both_hold_contradicts_and_what_changed_does_not() {
    let ground = Ground::new();
    let cases: &[(&str, &[Telling], &[ContradictionKind])] = &[
        (
            "one affirms what another denies",
            &[
                ("2020-03-02", "sudland supports river-front"),
                ("2020-03-03", "sudland supports river-front not by sudland"),
            ],
            &[Denial],
        ),
        (
            "a denial years later is of another time",
            &[
                ("2015-03-02", "sudland supports river-front"),
                ("2020-03-03", "sudland supports river-front not by sudland"),
            ],
            &[],
        ),
        (
            "what is only possible denies nothing",
            &[
                ("2020-03-02", "sudland supports river-front maybe"),
                ("2020-03-03", "sudland supports river-front not by sudland"),
            ],
            &[],
        ),
        (
            "two holders of one place on one day",
            &[
                ("2020-03-02", "river-front controls tarn-bridge"),
                ("2020-03-02", "norish-army controls tarn-bridge"),
            ],
            &[Control],
        ),
        (
            "an army and what it is part of hold the same",
            &[
                ("2020-03-02", "norish-armed-forces controls tarn-bridge"),
                ("2020-03-02", "norish-army controls tarn-bridge"),
            ],
            &[],
        ),
        (
            "allies hold the same",
            &[
                ("2020-03-02", "river-front controls tarn-bridge"),
                ("2020-03-02", "free-hills controls tarn-bridge"),
                ("2020-03-02", "free-hills alliedWith river-front"),
            ],
            &[],
        ),
        (
            "one still said to hold it days after another took it",
            &[
                ("2020-03-02", "norish-army captures tarn on 2020-03-01"),
                ("2020-03-06", "river-front controls tarn on 2020-03-05"),
            ],
            &[Control],
        ),
        (
            "who held it before it was taken",
            &[
                ("2020-03-01", "river-front controls tarn"),
                (
                    "2020-03-02",
                    "norish-army captures tarn on 2020-03-01 from river-front",
                ),
            ],
            &[],
        ),
        (
            "captured in March, lost in May, is a change",
            &[
                ("2020-03-10", "norish-army captures tarn on 2020-03"),
                ("2020-05-10", "river-front captures tarn on 2020-05"),
                ("2020-05-11", "river-front controls tarn"),
            ],
            &[],
        ),
        (
            "two captors on one day",
            &[
                ("2020-03-02", "norish-army captures tarn on 2020-03-01"),
                ("2020-03-02", "river-front captures tarn on 2020-03-01"),
            ],
            &[Capture],
        ),
        (
            "a province can be held in parts",
            &[
                ("2020-03-02", "norish-army controls norland"),
                ("2020-03-02", "river-front controls norland"),
            ],
            &[],
        ),
        (
            "20 against 20,000 for one deed",
            &[
                (
                    "2020-03-02",
                    "- captures hill-province on 2020-03-01 count over 20 km2",
                ),
                (
                    "2020-03-02",
                    "norish-army captures hill-province count about 20000 km2",
                ),
            ],
            &[Count],
        ),
        (
            "rounding explains it",
            &[
                (
                    "2020-03-02",
                    "norish-army kills river-front on 2020-03-01 count exactly 40 people",
                ),
                (
                    "2020-03-02",
                    "norish-army kills river-front on 2020-03-01 count exactly 43 people",
                ),
                (
                    "2020-03-02",
                    "norish-army kills river-front on 2020-03-01 count over 25 people",
                ),
            ],
            &[],
        ),
        (
            "counts of two days are of two deeds",
            &[
                (
                    "2020-03-02",
                    "norish-army kills river-front on 2020-03-01 count exactly 4 people",
                ),
                (
                    "2020-03-03",
                    "norish-army kills river-front on 2020-03-02 count exactly 43 people",
                ),
            ],
            &[],
        ),
        (
            "other things were counted",
            &[
                (
                    "2020-03-02",
                    "norish-army captures tarn on 2020-03-01 count exactly 4 villages",
                ),
                (
                    "2020-03-02",
                    "norish-army captures tarn on 2020-03-01 count exactly 300 km2",
                ),
            ],
            &[],
        ),
        (
            "two days for one capture",
            &[
                ("2020-03-08", "norish-army captures tarn on 2020-03-01"),
                ("2020-03-08", "norish-army captures tarn on 2020-03-05"),
            ],
            &[Date],
        ),
        (
            "taken, lost and taken again",
            &[
                ("2020-03-08", "norish-army captures tarn on 2020-03-01"),
                ("2020-03-08", "norish-army withdrawsFrom tarn on 2020-03-03"),
                ("2020-03-08", "norish-army captures tarn on 2020-03-05"),
            ],
            &[],
        ),
    ];
    for (name, tellings, expected) in cases {
        let found = told(&ground, tellings);
        let kinds: Vec<_> = found.contradictions.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, *expected, "{name}: {:?}", found.contradictions);
    }
}

#[test]
fn the_gravest_contradiction_comes_first() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            (
                "2020-03-02",
                "norish-army kills river-front on 2020-03-01 count exactly 4 people",
            ),
            (
                "2020-03-02",
                "norish-army kills river-front on 2020-03-01 count exactly 9 people",
            ),
            ("2020-03-02", "norish-army captures tarn on 2020-03-01"),
            ("2020-03-02", "river-front captures tarn on 2020-03-01"),
            ("2020-03-02", "sudland supports river-front"),
            ("2020-03-03", "sudland supports river-front not"),
        ],
    );
    let kinds: Vec<_> = found.contradictions.iter().map(|c| c.kind).collect();
    assert_eq!(kinds, [Capture, Denial, Count]);
    assert_eq!(found.contradictions[2].detail, "4 against 9 people");
}

#[test]
fn figures_are_compared_only_where_they_are_of_one_count() {
    let ground = Ground::new();
    let cases: &[(&str, [&str; 2], usize)] = &[
        (
            "one doer, one day",
            [
                "norish-army kills civilians on 2020-03-01 count exactly 4 people",
                "norish-armed-forces kills civilians on 2020-03-01 count exactly 9 people",
            ],
            1,
        ),
        (
            "two doers",
            [
                "norish-army kills civilians on 2020-03-01 at tarn-bridge count exactly 4 people",
                "river-front kills civilians on 2020-03-01 at tarn-bridge count exactly 9 people",
            ],
            0,
        ),
        (
            "nobody named, one bridge",
            [
                "- kills civilians on 2020-03-01 at tarn-bridge count exactly 4 people",
                "- kills civilians on 2020-03-01 at tarn-bridge count exactly 9 people",
            ],
            1,
        ),
        (
            "nobody named, one province",
            [
                "- kills civilians on 2020-03-01 at hill-province count exactly 4 people : A bomb at a market left four dead.",
                "- kills civilians on 2020-03-01 at hill-province count exactly 9 people : Nine drowned as rockets sank their boat.",
            ],
            0,
        ),
        (
            "nobody named, one province, in much the same words",
            [
                "- kills civilians on 2020-03-01 at hill-province count exactly 4 people : A car bomb at the fish market left four dead.",
                "- kills civilians on 2020-03-01 at hill-province count exactly 9 people : A car bomb left nine dead at the fish market.",
            ],
            1,
        ),
        (
            "one doer, two towns",
            [
                "norish-army kills civilians on 2020-03-01 at tarn count exactly 4 people",
                "norish-army kills civilians on 2020-03-01 at odal count exactly 9 people",
            ],
            0,
        ),
        (
            "a day against none",
            [
                "norish-army kills civilians on 2020-03-01 at tarn count exactly 4 people",
                "norish-army kills civilians at tarn count exactly 9 people",
            ],
            0,
        ),
        (
            "children among the dead",
            [
                "norish-army kills civilians on 2020-03-01 count exactly 4 people/children",
                "norish-army kills civilians on 2020-03-01 count exactly 9 people",
            ],
            0,
        ),
        (
            "others than those told before",
            [
                "norish-army kills civilians on 2020-03-01 count exactly 4 people/other_people",
                "norish-army kills civilians on 2020-03-01 count exactly 9 people",
            ],
            0,
        ),
        (
            "dozens may be fifty, and are not a thousand",
            [
                "norish-army kills civilians on 2020-03-01 count over 24 people/dozens",
                "norish-army kills civilians on 2020-03-01 count exactly 53 people",
            ],
            0,
        ),
        (
            "dozens against a thousand",
            [
                "norish-army kills civilians on 2020-03-01 count over 24 people/dozens",
                "norish-army kills civilians on 2020-03-01 count exactly 1040 people",
            ],
            1,
        ),
    ];
    for (name, [one, other], expected) in cases {
        let found = told(&ground, &[("2020-03-02", one), ("2020-03-02", other)]);
        let counts = found.contradictions.iter();
        let counts = counts.filter(|c| c.kind == Count).count();
        assert_eq!(counts, *expected, "{name}: {:?}", found.contradictions);
    }
}

#[test]
fn one_document_contradicts_itself_only_by_two_speakers() {
    let ground = Ground::new();
    let kills = "norish-army kills civilians on 2020-03-01 count exactly";
    for (speakers, expected) in [(["", ""], 0), ([" by sudland", " by free-hills"], 1)] {
        let lines = [
            format!("{kills} 4 people{}", speakers[0]),
            format!("{kills} 9 people{}", speakers[1]),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let found = ground.resolve(vec![ground.record("a", "a", "2020-03-02", &lines)]);
        assert_eq!(found.contradictions.len(), expected, "{speakers:?}");
    }
}
