//! Who bears whom out.

use super::{Ground, LongTelling, Telling, told};

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
        let found = told(&ground, &tellings);
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
fn a_part_bears_its_whole_out_and_a_coalition_the_state_that_leads_it() {
    let ground = Ground::new();
    /// What is told, and the subjects that are borne out, each with the reason.
    type Case = (
        &'static str,
        &'static [Telling],
        &'static [(&'static str, &'static str)],
    );
    let cases: &[Case] = &[
        (
            "what a state's army did, the state did; the other way round nobody knows",
            &[
                ("2020-03-02", "norland supports river-front"),
                ("2020-03-02", "norish-army supports river-front"),
            ],
            &[(
                "norland",
                "Norish Army is part of Norish Armed Forces, Norish Armed Forces is of Norland",
            )],
        ),
        (
            "in one happening a part may be told for the whole, and the whole for the part",
            &[
                ("2020-03-02", "norland kills river-front on 2020-03-01"),
                (
                    "2020-03-02",
                    "norish-armed-forces kills river-front on 2020-03-01",
                ),
            ],
            &[
                ("norish-armed-forces", "Norish Armed Forces is of Norland"),
                ("norland", "Norish Armed Forces is of Norland"),
            ],
        ),
        (
            "a state that leads a coalition, and the coalition",
            &[
                ("2020-03-02", "sudland-led-coalition attacks river-front"),
                ("2020-03-09", "sudland attacks river-front"),
            ],
            &[
                ("sudland", "Sudland leads Sudland-led coalition"),
                (
                    "sudland-led-coalition",
                    "Sudland leads Sudland-led coalition",
                ),
            ],
        ),
        (
            "a group that a document alone describes, and who leads it there",
            &[
                ("2020-03-02", "group/hill-guard attacks river-front"),
                ("2020-03-02", "sudland leads group/hill-guard"),
                ("2020-03-03", "sudland attacks river-front"),
            ],
            &[
                (
                    "group/hill-guard",
                    "Sudland is said to be of or to lead hill guard",
                ),
                ("sudland", "Sudland is said to be of or to lead hill guard"),
            ],
        ),
        (
            "two branches of one state are two",
            &[
                ("2020-03-02", "norish-army supports free-hills"),
                ("2020-03-02", "norish-navy supports free-hills"),
            ],
            &[],
        ),
        (
            "a state struck as ground is not its army",
            &[
                ("2020-03-02", "sudland attacks norland"),
                ("2020-03-02", "sudland attacks norish-army"),
            ],
            &[],
        ),
        (
            "years apart",
            &[
                ("2015-03-02", "norland supports river-front"),
                ("2020-03-02", "norish-army supports river-front"),
            ],
            &[],
        ),
        (
            "one speaker twice",
            &[
                ("2020-03-02", "norland supports river-front by free-hills"),
                (
                    "2020-03-02",
                    "norish-army supports river-front by free-hills",
                ),
            ],
            &[],
        ),
    ];
    for (name, tellings, expected) in cases {
        let found = told(&ground, tellings);
        let mut borne_out: Vec<(&str, &str)> = found
            .propositions
            .iter()
            .filter(|proposition| proposition.corroborated)
            .flat_map(|proposition| {
                let subject = proposition.subject.as_ref().map_or("", |id| id.as_str());
                let reasons = proposition.borne_out_by.iter();
                reasons.map(move |other| (subject, other.reason.as_str()))
            })
            .collect();
        borne_out.sort_unstable();
        assert_eq!(borne_out, *expected, "{name}");
    }
}

#[test]
fn who_did_what_without_a_day_is_borne_out_within_a_month() {
    let ground = Ground::new();
    for (later, corroborated) in [("2020-03-25", true), ("2020-05-02", false)] {
        let found = told(
            &ground,
            &[
                ("2020-03-02", "norish-army attacks river-front"),
                (later, "norish-army attacks river-front"),
            ],
        );
        assert_eq!(found.propositions[0].corroborated, corroborated, "{later}");
    }
}

#[test]
fn where_nobody_is_named_those_who_tell_of_one_happening_support_it() {
    let ground = Ground::new();
    let found = told(
        &ground,
        &[
            ("2020-03-02", "- kills civilians on 2020-03-01 at odal"),
            ("2020-04-02", "- kills civilians on 2020-04-01 at tarn"),
            ("2020-04-03", "- kills civilians on 2020-04-01 at tarn"),
            ("2020-05-02", "- kills civilians on 2020-05-01 at odal"),
        ],
    );
    let [proposition] = &found.propositions[..] else {
        panic!("{:?}", found.propositions);
    };
    let origins: Vec<&str> = proposition
        .support
        .iter()
        .map(|at| found.origins[*at as usize].label.as_str())
        .collect();
    assert_eq!(origins, ["Outlet 1", "Outlet 2"]);
    assert_eq!(proposition.claims.len(), 4);
    assert!(proposition.corroborated);
}
