//! Who is who, and what changed between two builds.

use super::{Ground, told};
use crate::load::{DataFile, Ledger};
use crate::model::EntityId;
use crate::resolve::{difference, doubts};

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
    let old = told(
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
    let one = told(&ground, &tellings);
    let mut records = one.records.clone();
    records.reverse();
    assert_eq!(ground.resolve(records), one);
}
