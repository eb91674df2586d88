//! Compiled lists beneath the gazetteer.

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;

use crate::load::{Alias, DataFile, Entity, Gazetteer, List, ListWriter, bundle};
use crate::model::{Class, NameMention};
use crate::names::{KeyMaker, Tagger, spelling};
use crate::pipeline::{Data, Pipeline};

/// A list of entities, each an id, a class, a state, names and how well known it is.
type Row<'r> = (&'r str, Class, &'r str, &'r [&'r str], u32);

fn list(name: &str, gazetteer: &Gazetteer, rows: &[Row<'_>]) -> Arc<List> {
    let path = std::env::temp_dir().join(format!("dossier-{}-{name}.list", std::process::id()));
    let spelling = spelling(&gazetteer.forms);
    let mut writer = ListWriter::new(&path, spelling, "made up").unwrap();
    let keys = KeyMaker::new(gazetteer);
    for (id, class, country, names, prominence) in rows {
        let names = names.iter().map(|name| Alias {
            name: (*name).to_owned(),
            ..Alias::default()
        });
        let entity = Entity {
            kind: (*class == Class::Place).then(|| "settlement".to_owned()),
            country: (!country.is_empty()).then(|| (*country).into()),
            ..Entity::new((*id).into(), *class, names.collect())
        };
        writer
            .add(&entity, *prominence, &keys.keys(&entity))
            .unwrap();
    }
    writer.finish().unwrap();
    let list = List::open(&path, spelling).unwrap();
    fs::remove_file(&path).unwrap();
    Arc::new(list)
}

fn data() -> Data {
    Data::load(&bundle::gazetteer(), &bundle::ontology()).0
}

/// The names of a text with the ids of what they stand for.
fn named(data: &Data, text: &str) -> Vec<(String, String)> {
    let analysis = Pipeline::new(data).analyse_text(text, None);
    let name = |mention: &NameMention| {
        (
            mention.span.of(text).to_owned(),
            mention.candidates[0].id.to_string(),
        )
    };
    analysis.names.iter().map(name).collect()
}

#[test]
fn a_list_gives_names_where_they_are_shown_and_the_gazetteer_comes_first() {
    let mut data = data();
    let rows: &[Row<'_>] = &[
        (
            "geonames-1",
            Class::Place,
            "syria",
            &["Qorvane", "Korvanah"],
            900,
        ),
        ("geonames-2", Class::Place, "france", &["Qorvane"], 90_000),
        ("geonames-3", Class::Place, "syria", &["Tell Vorsunam"], 0),
        ("geonames-4", Class::Place, "france", &["Aleppo"], 9_000_000),
        ("geonames-5", Class::Place, "syria", &["Sevrel"], 0),
        (
            "geonames-6",
            Class::Place,
            "syria",
            &["Said", "Bridge", "March", "James"],
            0,
        ),
        (
            "ftm-1",
            Class::Organization,
            "russia",
            &["Zelvograd Trading House"],
            0,
        ),
    ];
    data.gazetteer
        .lists
        .push(list("shown", &data.gazetteer, rows));
    let cases: &[(&str, &[(&str, &str)])] = &[
        // The state that the text speaks of decides, before how well known a place is.
        (
            "Syrian troops entered Homs. They fought in Qorvane.",
            &[("Qorvane", "geonames-1")],
        ),
        (
            "French police searched a house in Qorvane near Paris.",
            &[("Qorvane", "geonames-2")],
        ),
        // In another spelling, with an article, of several words.
        (
            "Shells fell in Syria near Tal Vorsunam.",
            &[("Tal Vorsunam", "geonames-3")],
        ),
        // A firm acts without a preposition; the gazetteer's own name stays its own.
        (
            "Zelvograd Trading House sold oil in Aleppo.",
            &[("Zelvograd Trading House", "ftm-1"), ("Aleppo", "aleppo")],
        ),
        // One word without anything that shows a place is none, but once shown it is everywhere.
        ("Syria was calm. Sevrel spoke late.", &[]),
        (
            "Syrian troops are in Sevrel. Sevrel is calm.",
            &[("Sevrel", "geonames-5"), ("Sevrel", "geonames-5")],
        ),
        // A part of a longer name, a person, a common word.
        ("Syrian activist Omar Sevrel lives in Homs.", &[]),
        ("Bridge by bridge, James Said left Syria in March.", &[]),
    ];
    for (text, wanted) in cases {
        let found: Vec<(String, String)> = named(&data, text)
            .into_iter()
            .filter(|(name, id)| {
                id.starts_with("geonames-") || id.starts_with("ftm-") || name == "Aleppo"
            })
            .collect();
        let wanted: Vec<(String, String)> = wanted
            .iter()
            .map(|(name, id)| ((*name).to_owned(), (*id).to_owned()))
            .collect();
        assert_eq!(found, wanted, "{text}");
    }
    assert_eq!(data.gazetteer.get("geonames-1").unwrap().label, "Qorvane");
}

#[test]
fn an_entity_that_the_gazetteer_has_itself_is_not_taken_from_a_list() {
    let mut data = data();
    let (id, number) = data
        .gazetteer
        .entities
        .values()
        .find_map(|entity| Some((entity.id.clone(), entity.ids.get("geonames")?.clone())))
        .unwrap();
    let listed = format!("geonames-{number}");
    let rows: &[Row<'_>] = &[(&listed, Class::Place, "syria", &["Ravokhan Taht"], 0)];
    data.gazetteer
        .lists
        .push(list("own", &data.gazetteer, rows));
    let found = named(&data, "Syrian troops are in Ravokhan Taht.");
    assert!(
        found.iter().all(|(_, found)| *found != listed),
        "{id}: {found:?}"
    );
}

/// Words that are no first names, which would make people of them.
fn word() -> impl Strategy<Value = String> {
    "(Krav|Zelv|Vorq|Munq|Tsav|Brev|Shuq|Qasv|Dhiv)(a|e|i|o|ou|ee)(b|d|k|kh|l|m|n|r|s|z)(an|iya|ek|un|ur|)"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_list_finds_what_its_entries_find(
        names in prop::collection::btree_set((word(), word()), 1..6),
        article in any::<bool>(),
    ) {
        let names: Vec<String> = names
            .into_iter()
            .map(|(one, other)| format!("{one} {}{other}", if article { "al-" } else { "" }))
            .collect();
        let forms: Vec<DataFile> = bundle::gazetteer()
            .into_iter()
            .filter(|file| file.path.ends_with("forms.toml") || file.path.ends_with("roles.toml"))
            .collect();
        let entries: String = names
            .iter()
            .enumerate()
            .map(|(at, name)| format!("[town-{at}]\ntype = \"Place\"\nlabel = \"{name}\"\n"))
            .collect();
        let mut files = forms.clone();
        files.push(DataFile { path: "towns.toml".into(), text: entries });
        let (listed, _) = Gazetteer::load(&files);
        let (mut compiled, _) = Gazetteer::load(&forms);
        let ids: Vec<String> = (0..names.len()).map(|at| format!("town-{at}")).collect();
        let written: Vec<[&str; 1]> = names.iter().map(|name| [name.as_str()]).collect();
        let rows: Vec<Row<'_>> = ids
            .iter()
            .zip(&written)
            .map(|(id, names)| (id.as_str(), Class::Place, "", names.as_slice(), 0))
            .collect();
        compiled.lists.push(list(&format!("same{:x}", names.len() as u64 * 31 + names[0].len() as u64), &compiled, &rows));
        for (at, name) in names.iter().enumerate() {
            let text = format!("They slept in {name} on that day.");
            let sentences = crate::segment::segment_text(&text);
            let document = crate::read::document("a".into(), "a".into(), text.clone(), text.as_bytes(), crate::read::Metadata::default());
            let find = |gazetteer: &Gazetteer| -> Vec<(u32, u32, String)> {
                Tagger::new(gazetteer)
                    .tag(&document, &sentences)
                    .into_iter()
                    .map(|mention| (mention.span.start, mention.span.end, mention.candidates[0].id.to_string()))
                    .collect()
            };
            let found = find(&compiled);
            prop_assert_eq!(&found, &find(&listed));
            // Two names of one spelling may stand for either; the first is taken.
            prop_assert_eq!(found.len(), 1, "{} {}", at, name);
        }
    }
}
