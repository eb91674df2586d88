//! What a careful reader finds in the five articles when they are laid side by side, and the part of it that the
//! program finds.
//!
//! The reader's list, by origin: the General Command's statement (Inside Syria Media Center in full, The Issue by way of
//! SANA) and the Syrian military source of Tabnak tell that the army reached the Iraqi border on Friday, 9 June; Fort
//! Russ News and Press TV tell of the meeting of Syrian and Iraqi forces on Sunday, 18 June, the Syrian Observatory too;
//! both tell that Iraqi forces took al-Waleed; the land taken in the desert is 20 square kilometres with the General
//! Command and 25,000 with a military source and with al-Manar. Nothing else in them cannot both hold.
//!
//! The reader also joins what the outlets tell of different doers: American strikes on the Syrian army (of the coalition,
//! the United States, forces led by them) and help for it from Russia (and its air force) and Hezbollah. The program does
//! where it finds them told, and says why. One of the reader's list it does not find told twice: the deal of Russia, Iran
//! and Turkey on zones, which one of two outlets tells as a deal brokered by one with the others' backing.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use dossier::load::{self, DataFile};
use dossier::model::{ContradictionKind, Knowledge, Outline};
use dossier::pipeline::{Data, Pipeline, assemble};
use dossier::read;
use dossier::resolve::Outliner;

fn folder(name: &str) -> Vec<DataFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    load::read_folder(&root.join(name)).unwrap()
}

fn build() -> Knowledge {
    let (data, _) = Data::load(&folder("gazetteer"), &folder("ontology"));
    let (sources, _) = read::find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")]);
    let (analyses, _) = Pipeline::new(&data).extract(sources, || ());
    let mut outliner = Outliner::default();
    let outlines: Vec<Outline> = analyses
        .iter()
        .map(|analysis| outliner.outline(&analysis.record()))
        .collect();
    assemble(outlines, &data)
}

#[test]
fn what_several_articles_bear_out_and_the_one_contradiction_are_found() {
    let found = build();
    let origins = |subject: &str, relation: &str, object: &str| {
        found
            .propositions
            .iter()
            .find(|proposition| {
                let ends = [proposition.subject.as_ref(), Some(&proposition.object)]
                    .map(|id| id.map_or("", |id| id.as_str()));
                proposition.corroborated
                    && proposition.relation.as_str() == relation
                    && (ends == [subject, object] || ends == [object, subject])
            })
            .map_or(0, |proposition| {
                let others = proposition.borne_out_by.iter();
                let mut origins: BTreeSet<u32> = others
                    .flat_map(|other| &found.propositions[other.proposition as usize].support)
                    .copied()
                    .collect();
                origins.extend(&proposition.support);
                origins.len()
            })
    };
    for (subject, relation, object, at_least) in [
        ("syrian-arab-army", "advancesTo", "syrian-iraqi-border", 3),
        ("syrian-arab-army", "meetsWith", "iraqi-army", 3),
        ("iraqi-army", "captures", "al-waleed-border-crossing", 2),
        ("syrian-arab-army", "captures", "syrian-desert", 2),
        ("russia", "supports", "syrian-arab-army", 2),
        ("hezbollah", "supports", "syrian-arab-army", 2),
        (
            "united-states-armed-forces",
            "attacks",
            "syrian-arab-army",
            2,
        ),
    ] {
        let told = origins(subject, relation, object);
        assert!(
            told >= at_least,
            "{subject} {relation} {object}: {told} origins"
        );
    }

    let contradictions: Vec<(ContradictionKind, &str)> = found
        .contradictions
        .iter()
        .map(|contradiction| (contradiction.kind, contradiction.detail.as_str()))
        .collect();
    assert_eq!(
        contradictions,
        [(ContradictionKind::Count, "20 against 25,000 km2")],
    );
}
