//! Contradictions, corroboration, events, identity and time, a few tellings each.

use super::Ground;
use crate::load::{DataFile, Ledger};
use crate::model::{Build, ContradictionKind, EntityId};
use crate::resolve::{difference, doubts, held_by, holders};

use ContradictionKind::{Capture, Control, Count, Date, Denial};

/// The day of publication, and what is told.
type Telling = (&'static str, &'static str);
/// A telling whose words are composed.
type LongTelling = (&'static str, String);

/// Each telling is a document of its own outlet.
fn knowledge(ground: &Ground, tellings: &[(&str, &str)]) -> Build {
    let records = tellings
        .iter()
        .enumerate()
        .map(|(at, (published, line))| {
            ground.record(
                &format!("d{at:02}"),
                &format!("Outlet {at}"),
                published,
                &[line],
            )
        })
        .collect();
    ground.resolve(records)
}

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
        let found = knowledge(&ground, tellings);
        let kinds: Vec<_> = found.contradictions.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, *expected, "{name}: {:?}", found.contradictions);
    }
}

#[test]
fn the_gravest_contradiction_comes_first() {
    let ground = Ground::new();
    let found = knowledge(
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
fn two_origins_corroborate_and_one_told_twice_does_not() {
    let ground = Ground::new();
    let same = ": Fighters of the River Front have been armed by Sudland for years, a report seen by us says.";
    let cases: &[(&str, Vec<LongTelling>, bool)] = &[
        (
            "two outlets",
            vec![
                ("2020-03-02", "sudland supports river-front".into()),
                ("2020-03-03", "sudland supports river-front".into()),
            ],
            true,
        ),
        (
            "two outlets that quote one body",
            vec![
                (
                    "2020-03-02",
                    "sudland supports river-front by norland".into(),
                ),
                (
                    "2020-03-03",
                    "sudland supports river-front by norland".into(),
                ),
            ],
            false,
        ),
        (
            "one text in two outlets",
            vec![
                ("2020-03-02", format!("sudland supports river-front {same}")),
                ("2020-03-03", format!("sudland supports river-front {same}")),
            ],
            false,
        ),
        (
            "one text with an unnamed source in two outlets",
            vec![
                (
                    "2020-03-02",
                    format!("sudland supports river-front by \"a_report\" {same}"),
                ),
                (
                    "2020-03-03",
                    format!("sudland supports river-front by \"a_report\" {same}"),
                ),
            ],
            false,
        ),
        (
            "of two years",
            vec![
                ("2015-03-02", "norish-army captures tarn".into()),
                ("2020-03-03", "norish-army captures tarn".into()),
            ],
            false,
        ),
        (
            "at two places",
            vec![
                (
                    "2020-03-02",
                    "norish-army kills river-front on 2020-03-01 at tarn".into(),
                ),
                (
                    "2020-03-03",
                    "norish-army kills river-front on 2020-03-01 at odal".into(),
                ),
            ],
            false,
        ),
        (
            "done by nobody named, on two days",
            vec![
                ("2020-03-02", "- kills civilians on 2020-03-01".into()),
                ("2020-03-03", "- kills civilians on 2020-03-02".into()),
            ],
            false,
        ),
        (
            "done by nobody named, in one event",
            vec![
                (
                    "2020-03-02",
                    "- kills civilians on 2020-03-01 at tarn".into(),
                ),
                (
                    "2020-03-03",
                    "- kills civilians on 2020-03-01 at tarn".into(),
                ),
            ],
            true,
        ),
    ];
    for (name, tellings, corroborated) in cases {
        let tellings: Vec<(&str, &str)> = tellings
            .iter()
            .map(|(day, line)| (*day, line.as_str()))
            .collect();
        let found = knowledge(&ground, &tellings);
        assert_eq!(found.propositions.len(), 1, "{name}");
        assert_eq!(
            found.propositions[0].corroborated, *corroborated,
            "{name}: {:?}",
            found.origins
        );
    }
}

#[test]
fn an_outlet_in_the_gazetteer_is_one_origin_whoever_quotes_it() {
    let ground = Ground::new();
    let own = ground.record(
        "a",
        "The Daily Tarn",
        "2020-03-01",
        &["sudland supports river-front"],
    );
    let quoting = ground.record(
        "b",
        "Hill Post",
        "2020-03-01",
        &["sudland supports river-front by daily-tarn"],
    );
    let found = ground.resolve(vec![quoting, own]);
    assert_eq!(found.origins.len(), 1, "{:?}", found.origins);
    assert_eq!(found.origins[0].stance, Some("norland".into()));
    assert!(!found.propositions[0].corroborated);
}

#[test]
fn tellings_of_one_happening_make_an_event() {
    let ground = Ground::new();
    let found = knowledge(
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
    let found = knowledge(
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
fn names_join_when_form_type_and_surroundings_agree_and_never_on_spelling_alone() {
    let mut ground = Ground::new();
    let records = |ground: &Ground| {
        vec![
            ground.record(
                "a",
                "One",
                "2020-03-01",
                &[
                    "person/karim-dazal leads river-front at tarn",
                    "place/al-mazra near odal at tarn",
                ],
            ),
            ground.record(
                "b",
                "Two",
                "2020-03-01",
                &[
                    "person/dazal leads river-front at tarn",
                    "place/mazra near odal at tarn",
                ],
            ),
            ground.record(
                "c",
                "Three",
                "2020-03-01",
                &["person/karim-dazel alliedWith free-hills"],
            ),
        ]
    };
    let found = ground.resolve(records(&ground));
    let joined: Vec<String> = found
        .joinings
        .iter()
        .map(|j| format!("{} < {}: {}", j.kept, j.joined, j.reason))
        .collect();
    assert!(
        joined.iter().any(|j| j.starts_with(
            "person/karim-dazal < person/dazal: one name ends with the other, both Person, near both"
        )),
        "{joined:?}"
    );
    assert!(!joined.iter().any(|j| j.contains("dazel")), "{joined:?}");
    let asked = doubts(&found, ground.background());
    assert!(
        asked
            .iter()
            .any(|d| d.reason.starts_with("alike in spelling only")),
        "{asked:?}"
    );
    assert!(
        found
            .propositions
            .iter()
            .any(|p| p.corroborated && p.relation.as_str() == "leads")
    );

    // What users decided is obeyed, both ways.
    let (ledger, wrong) = Ledger::load(&DataFile {
        path: "identity.toml".into(),
        text: "[[same]]\nids = [\"person/karim-dazal\", \"person/karim-dazel\"]\n[[different]]\nids = \
               [\"person/dazal\", \"person/karim-dazel\"]\n"
            .into(),
    });
    assert_eq!(wrong, []);
    ground.ledger = ledger;
    let found = ground.resolve(records(&ground));
    let id = |id: &str| {
        found
            .entity(&EntityId::from(id))
            .map(|entity| entity.id.clone())
    };
    assert_eq!(id("person/karim-dazel"), id("person/karim-dazal"));
    assert_ne!(
        id("person/dazal"),
        id("person/karim-dazal"),
        "{:?}",
        found.joinings
    );
}

#[test]
fn a_difference_tells_what_came_went_and_changed() {
    let ground = Ground::new();
    let old = knowledge(
        &ground,
        &[
            ("2020-03-02", "sudland supports river-front"),
            ("2020-03-02", "norish-army captures tarn"),
        ],
    );
    let mut records = old.records.clone();
    records.remove(1);
    records.push(ground.record(
        "new",
        "Newcomer",
        "2020-03-03",
        &["sudland supports river-front"],
    ));
    let new = ground.resolve(records);
    assert!(difference(&old, &old).is_empty());
    let difference = difference(&old, &new);
    assert_eq!(difference.documents.came.len(), 1);
    assert_eq!(difference.documents.went.len(), 1);
    assert_eq!(difference.propositions.went.len(), 1);
    assert_eq!(
        difference.propositions.changed[0].differs,
        [
            "affirmed by: Outlet 0 → Newcomer, Outlet 0",
            "corroborated: false → true",
            "claims: 1 → 2"
        ]
    );
}

#[test]
fn the_order_of_records_makes_no_difference() {
    let ground = Ground::new();
    let tellings = [
        ("2020-03-02", "norish-army captures tarn on 2020-03-01"),
        ("2020-03-02", "river-front captures tarn on 2020-03-01"),
        ("2020-03-03", "person/karim-dazal leads river-front at tarn"),
        ("2020-03-03", "person/dazal leads river-front at tarn"),
    ];
    let one = knowledge(&ground, &tellings);
    let mut records = one.records.clone();
    records.reverse();
    assert_eq!(ground.resolve(records), one);
}
