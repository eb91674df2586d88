//! A small made-up corpus of records, with a gazetteer of its own, whose answers are known.

use std::collections::BTreeMap;

use crate::load::{DataFile, Gazetteer, Ledger, Ontology, bundle};
use crate::model::{
    About, Build, Class, EntityId, MentionKind, Modality, Polarity, Record, RecordEntity,
    RecordMention, RecordQuantity, RecordRelation, RecordSource,
};
use crate::resolve::Background;

/// The gazetteer of the corpus.
pub const GAZETTEER: &str = r#"
[norland]
type = "Country"
label = "Norland"
demonyms = ["Norish"]
ids = { iso = "NX" }
[sudland]
type = "Country"
label = "Sudland"
[norish-army]
type = "ArmedForce"
label = "Norish Army"
aliases = ["NA", { name = "جيش", lang = "ar" }]
country = "norland"
part_of = "norish-armed-forces"
[norish-armed-forces]
type = "ArmedForce"
label = "Norish Armed Forces"
country = "norland"
[river-front]
type = "ArmedGroup"
label = "River Front"
kind = "militia"
sponsors = ["sudland"]
[free-hills]
type = "ArmedGroup"
label = "Free Hills Movement"
[hill-province]
type = "Place"
label = "Hill Province"
kind = "governorate"
in = "norland"
country = "norland"
[tarn]
type = "Place"
label = "Tarn"
kind = "settlement"
in = "hill-province"
country = "norland"
at = [35.0, 40.0]
precision = 1000
ids = { geonames = "4711", wikidata = "Q42" }
origin = "geonames"
[tarn-bridge]
type = "Facility"
label = "Tarn Bridge"
kind = "bridge"
in = "tarn"
country = "norland"
[odal]
type = "Place"
label = "Odal"
in = "norland"
country = "norland"
at = [35.2, 40.1]
[daily-tarn]
type = "Media"
label = "Daily Tarn"
outlet = ["The Daily Tarn"]
country = "norland"
stance = "norland"
[civilians]
type = "Population"
label = "civilians"
"#;

/// One claim a line: document; subject or `-`; relation; object; stance (`+` affirmed, `-` denied,
/// `>` intended, `?` possible); source (an id, a text in quotes, or `-`; further speakers behind `<`);
/// date or `-`; amount with its unit or `-`; sentence.
const CLAIMS: &str = r#"
a-daily-tarn | norish-army | captures | tarn | + | - | 2020-03-01 | - | The Norish Army captured Tarn on Sunday.
a-daily-tarn | norish-army | kills | river-front | + | "a military source" | 2020-03-01 | over 75 people | More than 75 River Front fighters were killed, a military source said.
a-daily-tarn | sudland | supports | river-front | + | norland | - | - | Norland says that Sudland arms the River Front.
a-daily-tarn | norish-army | captures | odal | > | - | - | - | The army will take Odal next.
b-hill-post | norish-army | captures | tarn | + | river-front < group/hill-radio | 2020-03-01 | - | Tarn has fallen to the army, Hill Radio quoted the River Front as saying.
b-hill-post | norish-army | kills | river-front | + | - | 2020-03-01 | exactly 20 people | The army killed 20 men of the River Front.
b-hill-post | sudland | supports | river-front | - | sudland | - | - | Sudland denied that it backs the River Front.
b-hill-post | free-hills | alliedWith | river-front | + | - | - | - | The Free Hills Movement fights beside the River Front.
b-hill-post | - | kills | civilians | + | - | 2020-02 | about 12 people | About 12 civilians were killed in February.
c-wire | river-front | controls | tarn-bridge | + | - | 2020-03-02 | - | The bridge is still in the hands of the River Front.
c-wire | place/low-mill | near | tarn | + | - | - | exactly 8 km | Low Mill lies 8 km from Tarn.
c-wire | norish-army | attacks | place/low-mill | ? | - | 2020-03-03 | - | The army may have shelled Low Mill on Tuesday.
c-wire | river-front | alliedWith | free-hills | + | "a resident" | - | - | "They fight together" with the Free Hills, a resident said of the River Front.
"#;

const DOCUMENTS: [(&str, Option<&str>, Option<&str>); 3] = [
    ("a-daily-tarn", Some("The Daily Tarn"), Some("2020-03-01")),
    ("b-hill-post", Some("Hill Post"), Some("2020-03-02")),
    ("c-wire", None, Some("2020-03-04")),
];

/// The corpus's gazetteer, loaded.
pub fn gazetteer() -> Gazetteer {
    let file = DataFile {
        path: "gazetteer/corpus.toml".to_owned(),
        text: GAZETTEER.to_owned(),
    };
    let (gazetteer, diagnostics) = Gazetteer::load(&[file]);
    assert_eq!(diagnostics, [], "the corpus's gazetteer");
    gazetteer
}

/// The project's own ontology.
pub fn ontology() -> Ontology {
    Ontology::load(&bundle::ontology()).0
}

/// The records of the corpus.
pub fn records() -> Vec<Record> {
    let gazetteer = gazetteer();
    DOCUMENTS
        .into_iter()
        .map(|(doc, outlet, published)| record(doc, outlet, published, &gazetteer))
        .collect()
}

/// What the corpus says.
pub fn knowledge() -> Build {
    let (gazetteer, ontology, ledger) = (gazetteer(), ontology(), Ledger::default());
    crate::resolve::resolve(
        records(),
        Background {
            gazetteer: &gazetteer,
            ontology: &ontology,
            ledger: &ledger,
        },
    )
}

fn record(
    doc: &str,
    outlet: Option<&str>,
    published: Option<&str>,
    gazetteer: &Gazetteer,
) -> Record {
    let mut start = 0;
    let mut relations = Vec::new();
    let mut mentions: BTreeMap<String, Vec<[u32; 2]>> = BTreeMap::new();
    for line in CLAIMS.lines().filter(|line| line.starts_with(doc)) {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let [
            _,
            subject,
            relation,
            object,
            stance,
            source,
            when,
            amount,
            sentence,
        ] = fields[..]
        else {
            panic!("{line}");
        };
        let length = sentence.chars().count() as u32;
        let span = |at: u32, long: u32| [start + at, start + at + long];
        let mut end = |id: &str, at: u32| {
            mentions.entry(id.to_owned()).or_default().push(span(at, 4));
            EntityId::from(id)
        };
        let subject = (subject != "-").then(|| end(subject, 0));
        let object = end(object, 5);
        let mut speakers = source
            .split(" < ")
            .filter(|source| *source != "-")
            .map(|source| {
                let quoted = source
                    .strip_prefix('"')
                    .and_then(|text| text.strip_suffix('"'));
                RecordSource {
                    entity: quoted.is_none().then(|| end(source, 10)),
                    text: quoted.unwrap_or(source).to_owned(),
                    span: Some(span(10, 4)),
                    cue_span: Some(span(15, 4)),
                }
            });
        let source = speakers.next();
        let chain: Vec<RecordSource> = speakers.collect();
        relations.push(RecordRelation {
            subject_span: subject.as_ref().map(|_| span(0, 4)),
            subject,
            predicate: relation.into(),
            object,
            kind: None,
            object_span: Some(span(5, 4)),
            trigger_span: Some(span(10, 4)),
            sentence_span: Some(span(0, length)),
            sentence: sentence.to_owned(),
            polarity: if stance == "-" {
                Polarity::Negative
            } else {
                Polarity::Positive
            },
            modality: match stance {
                ">" => Modality::Intended,
                "?" => Modality::Possible,
                _ => Modality::Actual,
            },
            source,
            chain,
            when: when.parse().ok(),
            when_end: None,
            when_relation: None,
            when_span: None,
            place: None,
            from: None,
            quantity: quantity(amount),
            rule: format!("{relation}/test"),
            confidence: None,
        });
        start += length + 1;
    }
    Record {
        doc: doc.to_owned(),
        path: format!("articles/{doc}.txt"),
        sha256: "00".repeat(32),
        outlet: outlet.map(str::to_owned),
        published: published.and_then(|date| date.parse().ok()),
        url: None,
        title: Some(format!("News of {doc}")),
        entities: mentions
            .into_iter()
            .map(|(id, spans)| entity(&id, spans, gazetteer))
            .collect(),
        relations,
    }
}

fn entity(id: &str, spans: Vec<[u32; 2]>, gazetteer: &Gazetteer) -> RecordEntity {
    let listed = gazetteer.get(id);
    let (kind, name) = id.split_once('/').unwrap_or(("", id));
    RecordEntity {
        id: id.into(),
        label: listed.map_or_else(|| name.replace('-', " "), |entity| entity.label.clone()),
        class: listed.map_or(
            if kind == "place" {
                Class::Place
            } else {
                Class::ArmedGroup
            },
            |entity| entity.class,
        ),
        known: listed.is_some(),
        mentions: spans
            .into_iter()
            .map(|[start, end]| RecordMention {
                start,
                end,
                text: name.to_owned(),
                kind: MentionKind::Name,
            })
            .collect(),
    }
}

fn quantity(text: &str) -> Option<RecordQuantity> {
    let words: Vec<&str> = text.split(' ').collect();
    let [about, value, unit] = words[..] else {
        return None;
    };
    Some(RecordQuantity {
        value: value.parse().unwrap(),
        max: None,
        unit: unit.to_owned(),
        about: match about {
            "over" => About::Over,
            "under" => About::Under,
            "about" => About::About,
            _ => About::Exactly,
        },
        text: text.to_owned(),
    })
}

/// What a format makes of the corpus's graph.
pub fn written(
    write: impl Fn(&crate::graph::Graph, &mut dyn std::io::Write) -> std::io::Result<()>,
) -> String {
    let graph = crate::graph::Graph::new(&knowledge(), &ontology());
    let mut out = Vec::new();
    write(&graph, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
