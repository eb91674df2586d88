//! Tellings of one happening, and who held what when.

use super::{Ground, told};
use crate::resolve::{held_by, holders, told_of_ground, vicinity};

#[test]
fn tellings_of_one_happening_make_an_event() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            (
                "2020-03-02",
                "norish-army meetsWith free-hills on 2020-03-01 at odal",
            ),
            (
                "2020-03-02",
                "free-hills meetsWith norish-army on 2020-03-01",
            ),
            (
                "2020-03-09",
                "norish-army meetsWith free-hills on 2020-03-08",
            ),
            ("2020-03-02", "norish-army attacks river-front"),
            ("2020-03-02", "norish-army attacks river-front"),
        ],
    );
    assert_eq!(found.events.len(), 1, "{:?}", found.events);
    assert_eq!(found.events[0].claims, [0, 1]);
    assert_eq!(
        found.events[0].label,
        "Free Hills Movement meets with Norish Army at Odal, 2020-03-01"
    );
}

#[test]
fn a_strike_and_its_dead_told_in_one_sentence_are_one_event() {
    let ground = Ground::new();
    let record = |doc: &str, lines: &[&str], in_one: bool| {
        let mut record = ground.record(doc, doc, "2020-03-02", lines);
        if in_one {
            for relation in &mut record.relations {
                relation.sentence_span = Some([0, 90]);
            }
        }
        record
    };
    let strike = "norish-army attacks river-front on 2020-03-01";
    let dead = "norish-army kills dalmen on 2020-03-01";
    for (in_one, dead, expected) in [
        (true, dead, vec![vec![0, 1, 2, 3]]),
        (
            true,
            "free-hills kills dalmen on 2020-03-01",
            vec![vec![0, 2], vec![1, 3]],
        ),
        (false, dead, vec![vec![0, 2], vec![1, 3]]),
    ] {
        let found = ground.resolve(vec![
            record("a", &[strike, dead], in_one),
            record("b", &[strike, dead], false),
        ]);
        let mut events: Vec<Vec<u32>> = found.events.iter().map(|e| e.claims.clone()).collect();
        events.sort();
        assert_eq!(events, expected, "{dead}, in one sentence: {in_one}");
    }
}

#[test]
fn intervals_tell_who_held_a_place_when() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            ("2020-02-01", "river-front controls tarn on 2020-01-15"),
            (
                "2020-03-02",
                "norish-army captures tarn on 2020-03-01 from river-front",
            ),
            ("2020-04-02", "norish-army controls tarn on 2020-04-01"),
            ("2020-05-02", "norish-army withdrawsFrom tarn on 2020-05-01"),
        ],
    );
    let show = |date: Option<(crate::model::PartialDate, bool)>| {
        date.map_or_else(
            || "?".into(),
            |(date, sure)| format!("{date}{}", if sure { "!" } else { "" }),
        )
    };
    let shown: Vec<String> = holders(&found, &"tarn".into(), ground.background())
        .iter()
        .map(|i| format!("{} {} {}", i.holder, show(i.from), show(i.until)))
        .collect();
    assert_eq!(
        shown,
        [
            "river-front 2020-01-15 2020-03-01!",
            "norish-army 2020-03-01! 2020-05-01!"
        ]
    );
    assert_eq!(
        held_by(&found, &"river-front".into(), ground.background()).len(),
        1
    );
}

#[test]
fn a_deal_of_three_told_in_one_sentence_is_one_event() {
    let ground = Ground::new();
    let deal = |doc: &str, apart: bool| {
        let mut record = ground.record(
            doc,
            doc,
            "2020-03-02",
            &[
                "norland agreesWith sudland on 2020-03-01",
                "norland agreesWith free-hills on 2020-03-01",
                "sudland agreesWith free-hills on 2020-03-01",
            ],
        );
        if !apart {
            for relation in &mut record.relations {
                relation.sentence_span = Some([0, 90]);
            }
        }
        record
    };
    for (apart, events) in [(false, 1), (true, 3)] {
        let found = ground.resolve(vec![deal("a", apart), deal("b", apart)]);
        assert_eq!(found.events.len(), events, "{:?}", found.events);
    }
}

#[test]
fn one_happening_may_be_told_of_a_state_and_of_its_army_and_says_why() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            ("2020-03-02", "sudland meetsWith norland on 2020-03-01"),
            (
                "2020-03-02",
                "norish-armed-forces meetsWith sudland on 2020-03-01",
            ),
            ("2020-03-02", "free-hills meetsWith sudland on 2020-03-01"),
        ],
    );
    assert_eq!(found.events.len(), 1, "{:?}", found.events);
    assert_eq!(found.events[0].claims, [0, 1]);
    assert_eq!(
        found.events[0].reasons,
        ["Norish Armed Forces is of Norland"]
    );
}

#[test]
fn of_a_place_that_nobody_is_told_to_hold_its_surroundings_are_told() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            (
                "2020-03-02",
                "norish-army captures tarn-bridge on 2020-03-01",
            ),
            ("2020-03-02", "place/low-mill near tarn"),
            ("2020-03-02", "river-front attacks tarn"),
            ("2020-03-02", "river-front kills norish-army at tarn"),
        ],
    );
    let tarn = "tarn".into();
    assert!(holders(&found, &tarn, ground.background()).is_empty());
    let near: Vec<String> = vicinity(&found, &tarn, ground.background())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(near, ["place/low-mill", "tarn-bridge"]);
    let mut claims = told_of_ground(&found, &tarn, ground.background());
    claims.sort_unstable();
    assert_eq!(claims, [2, 3]);
}
