//! What is written is read again, and what is not as written is refused.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::load::Alias;

fn place(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("dossier-{}-{name}.list", std::process::id()))
}

fn entity(id: &str, names: &[&str]) -> Entity {
    let alias = |name: &&str| Alias {
        name: (*name).to_owned(),
        ..Alias::default()
    };
    Entity {
        kind: Some("settlement".into()),
        country: Some("syria".into()),
        at: Some([34.73, 36.71]),
        ..Entity::new(id.into(), Class::Place, names.iter().map(alias).collect())
    }
}

fn written(name: &str, entities: &[(Entity, u32)]) -> Vec<u8> {
    let path = place(name);
    let mut writer = ListWriter::new(&path, 7, "made up").unwrap();
    for (entity, prominence) in entities {
        let keys: Vec<(Vec<u8>, u16)> = entity
            .aliases
            .iter()
            .enumerate()
            .map(|(at, alias)| (alias.name.to_lowercase().into_bytes(), at as u16))
            .collect();
        writer.add(entity, *prominence, &keys).unwrap();
    }
    writer.finish().unwrap();
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    bytes
}

#[test]
fn entities_come_back_as_they_were() {
    let mut full = entity("geonames-12", &["Qalat", "Kalat"]);
    full.aliases[1].lang = Some("tr".into());
    full.aliases[1].since = "1963".parse().ok();
    full.aliases[1].needs = vec!["Syria".into(), "Syrian".into()];
    full.ids.insert("geonames".into(), "12".into());
    full.ids.insert("wikidata".into(), "Q9".into());
    full.within = vec!["homs-governorate".into(), "syria".into()];
    full.since = "2013-06-18".parse().ok();
    full.origin = Some("geonames".into());
    full.note = Some("by the river".into());
    let bare = Entity::new(
        "ftm-1".into(),
        Class::Person,
        vec![Alias {
            name: "Ada Byron".into(),
            ..Alias::default()
        }],
    );
    let bytes = written("back", &[(full.clone(), 5), (bare.clone(), 0)]);
    let list = List::from_bytes("x.list".into(), bytes.clone(), 7).unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list.origin(), "made up");
    assert_eq!(list.find("geonames-12"), Some(&full));
    assert_eq!(list.find("ftm-1"), Some(&bare));
    assert_eq!(list.find("ftm-2"), None);
    let value = list.keys().get(b"kalat").unwrap().value();
    let postings: Vec<Posting> = list.postings(value).collect();
    assert_eq!(postings.len(), 1);
    assert_eq!(list.written(postings[0]), "Kalat");
    // The same entities give the same bytes.
    assert_eq!(bytes, written("again", &[(full, 5), (bare, 0)]));
}

#[test]
fn the_best_known_of_one_name_comes_first() {
    let bytes = written(
        "known",
        &[
            (entity("a", &["Springfield"]), 10),
            (entity("b", &["Springfield"]), 900),
            (entity("c", &["Springfield"]), 10),
            (entity("a", &["Another"]), 1),
        ],
    );
    let list = List::from_bytes("x.list".into(), bytes, 7).unwrap();
    let value = list.keys().get(b"springfield").unwrap().value();
    let ids: Vec<&str> = list
        .postings(value)
        .map(|one| list.id(one.entity))
        .collect();
    assert_eq!(ids, ["b", "a", "c"]);
    // An id that stands twice is the first's.
    assert_eq!(list.find("a").unwrap().label, "Springfield");
    assert!(list.keys().get(b"another").is_none());
}

#[test]
fn what_is_no_whole_list_of_this_version_is_refused() {
    let bytes = written("refused", &[(entity("a", &["Qalat"]), 0)]);
    let refused = |bytes: Vec<u8>, spelling: u64| {
        List::from_bytes("x.list".into(), bytes, spelling)
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    assert_eq!(refused(bytes.clone(), 7), "");
    assert!(refused(b"[qalat]\n".to_vec(), 7).contains("no compiled list"));
    assert!(refused(Vec::new(), 7).contains("no compiled list"));
    assert!(refused(bytes.clone(), 8).contains("spelling rules"));
    let mut newer = bytes.clone();
    newer[16] = 9;
    assert!(refused(newer, 7).contains("version 9"));
    for length in [20, Header::LENGTH, bytes.len() - 1] {
        assert!(
            refused(bytes[..length].to_vec(), 7).contains("damaged"),
            "{length}"
        );
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(refused(longer, 7).contains("damaged"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn one_changed_byte_is_seen(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut bytes = written(
            &format!("bit{}-{bit}", at.index(1 << 20)),
            &[(entity("a", &["Qalat", "Kalat"]), 3), (entity("b", &["Homs"]), 4)],
        );
        let at = at.index(bytes.len());
        // The four bytes behind the version mean nothing.
        prop_assume!(!(20..24).contains(&at));
        bytes[at] ^= 1 << bit;
        prop_assert!(List::from_bytes("x.list".into(), bytes, 7).is_err());
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = List::from_bytes("x.list".into(), bytes, 7);
    }
}
