//! A made-up corpus of 2,000 articles whose copies, denials and conflicting figures are known.

use super::Ground;
use crate::model::{ContradictionKind, Record};

const STORIES: usize = 500;

/// Story `n` is of village `n`; a day of its own, so that no two stories are of one happening.
fn date(n: usize) -> String {
    format!(
        "20{:02}-{:02}-{:02}",
        10 + n / 300,
        1 + (n / 25) % 12,
        1 + n % 25
    )
}

/// Four articles on each story, of the outlets North, East, South and West.
///
/// - every story: North tells that a village was taken, East tells it in its own words
/// - South carries North's text in every second story, and tells it by itself in the others
/// - West denies it in every fifth story
/// - in every third story North and East count the dead, and in every sixth the figures disagree
fn records(ground: &Ground) -> Vec<Record> {
    let mut records = Vec::with_capacity(4 * STORIES);
    for n in 0..STORIES {
        let (day, village) = (date(n), format!("place/village-{n:03}"));
        let taken = format!("norish-army captures {village} on {day}");
        let north = format!(
            "{taken} : Troops of the army went into village {n} in the morning of the {day} without meeting much \
             resistance, as people there told North."
        );
        let east = format!(
            "{taken} : By noon on {day} the flag was up over the school of village {n}, our man there writes; \
             that makes it the army's."
        );
        let south = if n % 2 == 0 {
            north.replace("told North", "have said")
        } else {
            format!(
                "{taken} : The fall of village {n} was seen on {day} by a driver for South who came through on the road."
            )
        };
        let west = if n % 5 == 0 {
            format!(
                "{taken} not by river-front : Nothing of that kind happened in village {n}, the River Front said on {day}."
            )
        } else {
            format!(
                "river-front attacks norish-army on {day} at {village} : The Front fired on village {n} on {day} from the hill."
            )
        };
        let dead = |number: usize| {
            format!(
                "norish-army kills river-front on {day} at {village} count exactly {number} people : {number} lay dead in {n}."
            )
        };
        let (mut first, mut second) = (vec![north], vec![east]);
        if n % 3 == 0 {
            first.push(dead(17));
            second.push(dead(if n % 6 == 0 { 71 } else { 17 }));
        }
        for (outlet, lines) in [
            ("North", first),
            ("East", second),
            ("South", vec![south]),
            ("West", vec![west]),
        ] {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let doc = format!("{}-{n:03}", outlet.to_lowercase());
            records.push(ground.record(&doc, outlet, &day, &lines));
        }
    }
    records
}

#[test]
fn two_thousand_articles_with_copies_denials_and_conflicting_counts_are_resolved_right() {
    let ground = Ground::new();
    let knowledge = ground.resolve(records(&ground));
    assert_eq!(knowledge.records.len(), 2000);
    let mut wrong = Vec::new();
    for n in 0..STORIES {
        let village = format!("place/village-{n:03}");
        let taken = knowledge
            .propositions
            .iter()
            .find(|p| {
                p.object.as_str() == village
                    && p.subject
                        .as_ref()
                        .is_some_and(|s| s.as_str() == "norish-army")
            })
            .unwrap();
        let origins: Vec<&str> = taken
            .support
            .iter()
            .map(|at| knowledge.origins[*at as usize].label.as_str())
            .collect();
        let expected: &[&str] = if n % 2 == 0 {
            &["East", "North"]
        } else {
            &["East", "North", "South"]
        };
        if origins != expected || !taken.corroborated {
            wrong.push(format!("{village} is affirmed by {origins:?}"));
        }
        if taken.denial.len() != usize::from(n % 5 == 0) {
            wrong.push(format!("{village} is denied by {:?}", taken.denial));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {:?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
    let of = |kind| {
        knowledge
            .contradictions
            .iter()
            .filter(|c| c.kind == kind)
            .count()
    };
    // Each denial stands against each origin that affirms: two where the third is a copy, else three.
    assert_eq!(of(ContradictionKind::Denial), 50 * 2 + 50 * 3);
    assert_eq!(of(ContradictionKind::Count), STORIES.div_ceil(6));
    assert_eq!(
        of(ContradictionKind::Capture)
            + of(ContradictionKind::Control)
            + of(ContradictionKind::Date),
        0
    );
    assert!(
        knowledge.joinings.is_empty(),
        "{:?}",
        &knowledge.joinings[..3]
    );
    let captures = knowledge
        .events
        .iter()
        .filter(|event| event.label.contains("captures"))
        .count();
    assert_eq!(captures, STORIES);
}
