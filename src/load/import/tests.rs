//! Each format with rows of our own making, right and wrong.

use std::io::Cursor;

use super::*;
use crate::load::{DataFile, Gazetteer};

fn states() -> States {
    let (gazetteer, _) = Gazetteer::load(&[DataFile {
        path: "countries.toml".into(),
        text: "[norland]\ntype = \"Country\"\nlabel = \"Norland\"\nids = { iso = \"NX\" }\n\
               [sudland]\ntype = \"Country\"\nlabel = \"Sudland\"\nids = { iso = \"SX\" }\n"
            .into(),
    }]);
    States::of(&gazetteer)
}

fn read(format: Format, text: &str, selection: &Selection) -> (Vec<Imported>, Report) {
    let mut entities = Vec::new();
    let report = import(
        format,
        "list",
        &mut Cursor::new(text.as_bytes()),
        &states(),
        selection,
        &mut |entity| {
            entities.push(entity);
            Ok(())
        },
    )
    .unwrap();
    (entities, report)
}

fn problems(report: &Report) -> Vec<String> {
    report
        .problems
        .iter()
        .map(|problem| {
            problem
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

/// A row of the geoname table.
fn geoname(
    id: &str,
    name: &str,
    others: &str,
    at: &str,
    feature: &str,
    state: &str,
    people: &str,
) -> String {
    let (lat, lon) = at.split_once(' ').unwrap();
    let (class, code) = feature.split_once('.').unwrap();
    [
        id,
        name,
        name,
        others,
        lat,
        lon,
        class,
        code,
        state,
        "",
        "01",
        "",
        "",
        "",
        people,
        "",
        "300",
        "Asia/Damascus",
        "2020-01-01",
    ]
    .join("\t")
        + "\n"
}

#[test]
fn geonames_rows_become_places_and_facilities() {
    let text = geoname(
        "1",
        "Tarnova",
        "TRN,Tarnowa,تارنوفا,塔尔诺瓦",
        "35.5 40.1",
        "P.PPL",
        "NX",
        "1200",
    ) + &geoname(
        "2",
        "Tarnova Air Base",
        "",
        "35.6 40.2",
        "S.AIRB",
        "NX",
        "0",
    ) + &geoname("3", "Hotel Tarnova", "", "35.6 40.2", "S.HTL", "NX", "0")
        + &geoname("4", "Elsewhere", "", "1 2", "P.PPL", "SX", "90");
    let (all, report) = read(Format::Geonames, &text, &Selection::default());
    assert_eq!(
        (report.rows, report.given, report.left_out, report.wrong),
        (4, 3, 1, 0)
    );
    assert_eq!(
        to_toml(&all[0]),
        "[geonames-1]\ntype = \"Place\"\nlabel = \"Tarnova\"\naliases = [\"Tarnowa\", \"تارنوفا\"]\n\
         kind = \"settlement\"\ncountry = \"norland\"\nat = [35.5, 40.1]\nids = { geonames = \"1\" }\n\
         origin = \"geonames\"\n\n"
    );
    assert_eq!(
        (all[1].class, all[1].kind.as_deref()),
        (Class::Facility, Some("air base"))
    );
    let ids = |selection: Selection| -> Vec<String> {
        let (some, _) = read(Format::Geonames, &text, &selection);
        some.into_iter().map(|entity| entity.id).collect()
    };
    let norland = Selection {
        countries: vec!["nx".into()],
        ..Selection::default()
    };
    assert_eq!(ids(norland), ["geonames-1", "geonames-2"]);
    let by_id = Selection {
        countries: vec!["sudland".into()],
        ..Selection::default()
    };
    assert_eq!(ids(by_id), ["geonames-4"]);
    let bases = Selection {
        features: vec!["AIRB".into()],
        ..Selection::default()
    };
    assert_eq!(ids(bases), ["geonames-2"]);
    let large = Selection {
        population: 1000,
        ..Selection::default()
    };
    assert_eq!(ids(large), ["geonames-1"]);
}

#[test]
fn wrong_geonames_rows_are_told_and_the_rest_is_read() {
    let text = geoname("x", "Tarnova", "", "35.5 40.1", "P.PPL", "NX", "0")
        + "1\tTarnova\n"
        + &geoname("2", "Tarnova", "", "95.5 40.1", "P.PPL", "NX", "0")
        + &geoname("3", "Tarnova", "", "35.5 east", "P.PPL", "NX", "0")
        + &geoname("4", "Tarnova", "", "35.5 40.1", "P.PPL", "NX", "many")
        + &geoname("5", "", "", "35.5 40.1", "P.PPL", "NX", "")
        + &geoname("6", "Tarnova", "", "35.5 40.1", "P.PPL", "NX", "");
    let (all, report) = read(Format::Geonames, &text, &Selection::default());
    assert_eq!(all.len(), 1);
    assert_eq!(
        problems(&report),
        [
            "list:1:1: error: `x` is no GeoNames id",
            "list:2:1: error: 2 columns instead of 19",
            "list:3:20: error: no point on the globe",
            "list:4:25: error: `east` is no coordinate",
            "list:5:46: error: `many` is no population",
            "list:6:3: error: a row without a name",
        ]
    );
}

#[test]
fn wikidata_results_are_read_as_csv_as_json_and_as_short_json() {
    let csv = "item,itemLabel,itemAltLabel,typeLabel,coord,countryLabel,population,inception\n\
        http://www.wikidata.org/entity/Q5,River Front,\"RF, Front of the River\",militia,,Norland,,2013-06-18T00:00:00Z\n\
        http://www.wikidata.org/entity/Q6,Tarnova,,town,Point(40.1 35.5),Norland,1200,\n\
        http://www.wikidata.org/entity/Q6,Tarnova,Tarnowa,city,Point(40.1 35.5),Norland,1200,\n";
    let json = r#"{"head": {"vars": ["item"]}, "results": {"bindings": [
        {"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q5"}, "itemLabel": {"value": "River Front", "xml:lang": "en"},
         "itemAltLabel": {"value": "RF, Front of the River"}, "typeLabel": {"value": "militia"}, "countryLabel": {"value": "Norland"},
         "inception": {"value": "2013-06-18T00:00:00Z"}},
        {"item": {"value": "http://www.wikidata.org/entity/Q6"}, "itemLabel": {"value": "Tarnova"}, "typeLabel": {"value": "town"},
         "itemAltLabel": {"value": "Tarnowa"},
         "coord": {"value": "Point(40.1 35.5)"}, "countryLabel": {"value": "Norland"}, "population": {"value": "1200"}}]}}"#;
    let short = r#"[{"item": "http://www.wikidata.org/entity/Q5", "itemLabel": "River Front", "itemAltLabel": "RF, Front of the River",
          "typeLabel": "militia", "countryLabel": "Norland", "inception": "2013-06-18T00:00:00Z"},
        {"item": "Q6", "itemLabel": "Tarnova", "itemAltLabel": "Tarnowa", "typeLabel": "town", "coord": "Point(40.1 35.5)",
         "countryLabel": "Norland", "population": "1200"}]"#;
    for text in [csv, json, short] {
        let (all, report) = read(Format::Wikidata, text, &Selection::default());
        assert_eq!(problems(&report), Vec::<String>::new());
        let entries: String = all.iter().map(to_toml).collect();
        assert_eq!(
            entries,
            "[wikidata-q5]\ntype = \"Organization\"\nlabel = \"River Front\"\naliases = [\"RF\", \"Front of the River\"]\n\
             kind = \"militia\"\ncountry = \"norland\"\nsince = \"2013-06-18\"\nids = { wikidata = \"Q5\" }\n\
             origin = \"wikidata\"\n\n\
             [wikidata-q6]\ntype = \"Place\"\nlabel = \"Tarnova\"\naliases = [\"Tarnowa\"]\nkind = \"town\"\n\
             country = \"norland\"\nat = [35.5, 40.1]\nids = { wikidata = \"Q6\" }\norigin = \"wikidata\"\n\n"
        );
    }
}

#[test]
fn wrong_wikidata_rows_are_told() {
    let csv = "item,itemLabel,coord\nQx,One,\nQ1,Q1,\nQ2,Two,Point(200 10)\nQ3,Three,\n";
    let (all, report) = read(Format::Wikidata, csv, &Selection::default());
    assert_eq!(all.len(), 1);
    assert_eq!(
        problems(&report),
        [
            "list:2:1: error: `Qx` is no item",
            "list:3:1: error: `Q1` has no label",
            "list:4:8: error: `Point(200 10)` is no point on the globe",
        ]
    );
    let (_, report) = read(
        Format::Wikidata,
        "[{\"item\":\n oops",
        &Selection::default(),
    );
    assert!(
        problems(&report)[0].starts_with("list:2:2: error: no JSON"),
        "{:?}",
        problems(&report)
    );
    let json = "[\n{\"item\": \"Q1\", \"itemLabel\": \"One\"},\n{\"item\": \"Q2\", \"itemLabel\": \"Two\", \"coord\": \"here\"}]";
    let (_, report) = read(Format::Wikidata, json, &Selection::default());
    assert_eq!(
        problems(&report),
        ["list:3:45: error: `here` is no point on the globe"]
    );
    let (_, report) = read(
        Format::Wikidata,
        "thing,label\n1,2\n",
        &Selection::default(),
    );
    assert_eq!(
        problems(&report),
        ["list:1:1: error: no column is called item"]
    );
}

#[test]
fn follow_the_money_lines_become_people_and_bodies() {
    let text = r#"{"id": "Q17", "schema": "Person", "caption": "Ivan Petrovich Sidorov", "properties": {"name": ["Ivan Petrovich Sidorov"], "alias": ["Sidorov", "Ivan Sidorov"], "country": ["nx"], "topics": ["sanction"]}}
{"id": "NK-a1", "schema": "PublicBody", "properties": {"name": ["Norland River Guard"], "abbreviation": ["NRG"], "country": ["nx"], "incorporationDate": ["1994-05-01"]}}
{"id": "v-1", "schema": "Vessel", "properties": {"name": ["Sea Star"]}}
{"id": "NK-b2", "schema": "Company", "properties": {}}
{"id": "NK-c3", "schema": Company}
{"id": "NK-d4", "schema": "Company", "properties": {"name": ["Tarn Oil"], "country": ["sx"]}}
"#;
    let (all, report) = read(Format::FollowTheMoney, text, &Selection::default());
    assert_eq!(
        (report.rows, report.given, report.left_out, report.wrong),
        (6, 3, 2, 1)
    );
    let entries: String = all.iter().take(2).map(to_toml).collect();
    assert_eq!(
        entries,
        "[wikidata-q17]\ntype = \"Person\"\nlabel = \"Ivan Petrovich Sidorov\"\naliases = [\"Ivan Sidorov\"]\n\
         country = \"norland\"\nids = { wikidata = \"Q17\", followthemoney = \"Q17\" }\norigin = \"followthemoney\"\n\
         note = \"topics: sanction\"\n\n\
         [ftm-nk-a1]\ntype = \"Government\"\nlabel = \"Norland River Guard\"\naliases = [\"NRG\"]\ncountry = \"norland\"\n\
         since = \"1994-05-01\"\nids = { followthemoney = \"NK-a1\" }\norigin = \"followthemoney\"\n\n"
    );
    assert_eq!(
        problems(&report),
        [
            "list:4:1: error: `NK-b2` has no name",
            "list:5:27: error: no FollowTheMoney entity: expected value",
        ]
    );
    let sudland = Selection {
        countries: vec!["SX".into()],
        ..Selection::default()
    };
    assert_eq!(
        read(Format::FollowTheMoney, text, &sudland).0[0].label,
        "Tarn Oil"
    );
}

#[test]
fn petrarch_actors_keep_their_codes_and_times() {
    let text = "# A dictionary of our own\n\
        NORLAND_ ; the state\n\t[NXX]\n+NORLANDIA_\n\
        IVAN_SIDOROV_\n\t[NXXGOV 940501-20010611]\n\t[NXXELI >010612]\n+I._SIDOROV_\n\
        RIVER_FRONT_ [NXXREB]\n\
        IRON_DIVISION_ [NXXMIL]\n\
        FRIENDS_OF_THE_RIVER_ [NGOENV]\n";
    let (all, report) = read(Format::Petrarch, text, &Selection::default());
    assert_eq!(problems(&report), Vec::<String>::new());
    assert_eq!((report.given, report.left_out), (4, 1));
    let entries: String = all.iter().map(to_toml).collect();
    assert_eq!(
        entries,
        "[petrarch-ivan-sidorov]\ntype = \"Person\"\nlabel = \"Ivan Sidorov\"\naliases = [\"I. Sidorov\"]\ncountry = \"norland\"\n\
         ids = { cameo = \"NXXGOV\" }\norigin = \"petrarch\"\n\
         note = \"CAMEO NXXGOV from 1994-05-01 to 2001-06-11, NXXELI from 2001-06-12\"\n\n\
         [petrarch-river-front]\ntype = \"ArmedGroup\"\nlabel = \"River Front\"\ncountry = \"norland\"\n\
         ids = { cameo = \"NXXREB\" }\norigin = \"petrarch\"\nnote = \"CAMEO NXXREB\"\n\n\
         [petrarch-iron-division]\ntype = \"ArmedForce\"\nlabel = \"Iron Division\"\ncountry = \"norland\"\n\
         ids = { cameo = \"NXXMIL\" }\norigin = \"petrarch\"\nnote = \"CAMEO NXXMIL\"\n\n\
         [petrarch-friends-of-the-river]\ntype = \"Organization\"\nlabel = \"Friends of the River\"\n\
         ids = { cameo = \"NGOENV\" }\norigin = \"petrarch\"\nnote = \"CAMEO NGOENV\"\n\n"
    );
}

#[test]
fn wrong_petrarch_rows_are_told() {
    let text =
        "+EARLY_\nA_B_ [nope]\nC_D_ [NXXGOV 940]\nE_F_ [NXXGOV\nG_H_ [NXXREB]\n!SET! [NXX]\n";
    let (all, report) = read(Format::Petrarch, text, &Selection::default());
    assert_eq!(all.len(), 1);
    assert_eq!(
        problems(&report),
        [
            "list:1:1: error: another spelling before any actor",
            "list:2:7: error: `nope` is no CAMEO code",
            "list:3:14: error: `940` is no date",
            "list:4:6: error: a code without a closing bracket",
            "list:6:1: error: `!SET!` is no actor",
        ]
    );
}

#[test]
fn plain_tables_are_read_with_any_separator_and_order_of_columns() {
    let tables = [
        "id,name,type,aliases,lat,lon,country,population\nT1,Tarnova,Place,Tarnowa|Ternova,35.5,40.1,NX,1200\n",
        "name;id;country;lon;lat;aliases;population\n\"Tarnova\";T1;Norland;40.1;35.5;Tarnowa|Ternova;1200\n",
        "id\tname\tcountry\tlatitude\tlongitude\talternatenames\tpopulation\nT1\tTarnova\tnorland\t35.5\t40.1\tTarnowa,Ternova\t1200\n",
    ];
    for table in tables {
        let (all, report) = read(Format::Csv, table, &Selection::default());
        assert_eq!(problems(&report), Vec::<String>::new());
        assert_eq!(
            to_toml(&all[0]),
            "[t1]\ntype = \"Place\"\nlabel = \"Tarnova\"\naliases = [\"Tarnowa\", \"Ternova\"]\ncountry = \"norland\"\n\
             at = [35.5, 40.1]\norigin = \"list\"\n\n"
        );
        assert_eq!(all[0].prominence, 1200);
    }
}

#[test]
fn wrong_rows_of_plain_tables_are_told() {
    let table = "name,type,lat,lon,since\nTarnova,Plaec,35,40,\n,Place,35,40,\nTarnova,Place,135,40,\n\
        \"Two\nlines\",Place,35,fourty,\nTarnova,Place,35,40,soon\nTarnova,Place,35,40,2013,more\nTarnova,,,,\n";
    let (all, report) = read(Format::Csv, table, &Selection::default());
    assert_eq!(all.len(), 1);
    assert_eq!(
        problems(&report),
        [
            "list:2:9: error: `Plaec` is no type",
            "list:3:1: error: a row without a name",
            "list:4:15: error: no point on the globe",
            "list:5:17: error: `fourty` is no number",
            "list:7:21: error: `soon` is no date",
            "list:8:26: error: 6 fields under 5 columns",
        ]
    );
    let (places, _) = read(
        Format::Csv,
        "geonameid\tname\tfeature_code\n7\t\"Tarn\tAIRB\n",
        &Selection::default(),
    );
    assert_eq!(
        to_toml(&places[0]),
        "[geonames-7]\ntype = \"Facility\"\nlabel = '\"Tarn'\nkind = \"air base\"\nids = { geonames = \"7\" }\norigin = \"list\"\n\n"
    );
    let (_, report) = read(
        Format::Csv,
        "naem,type\nTarnova,Place\n",
        &Selection::default(),
    );
    assert_eq!(
        problems(&report),
        ["list:1:1: error: no column is called name"]
    );
}

#[test]
fn entries_that_are_written_load_without_a_complaint() {
    let hostile = Imported {
        id: "t1".into(),
        class: Class::Place,
        label: "Tar\"n\\ova\u{7}\n[x]".into(),
        aliases: vec![
            Alias {
                name: "'''".into(),
                lang: Some("ar".into()),
                ..Alias::default()
            },
            Alias {
                name: "T]=".into(),
                ..Alias::default()
            },
        ],
        kind: Some("a = 1".into()),
        country: None,
        at: Some([35.0, -0.000_001]),
        since: None,
        until: None,
        prominence: 0,
        ids: IndexMap::from([("weird register".into(), "1\"2".into())]),
        origin: "x".into(),
        note: None,
    };
    let (gazetteer, wrong) = Gazetteer::load(&[DataFile {
        path: "a.toml".into(),
        text: to_toml(&hostile),
    }]);
    let entity = gazetteer.get("t1").unwrap();
    assert_eq!(entity.label, hostile.label);
    assert_eq!(entity.at, hostile.at);
    assert_eq!(entity.ids, hostile.ids);
    // An alias without a letter is the one thing to complain of.
    assert_eq!(wrong.len(), 1, "{wrong:?}");
}
