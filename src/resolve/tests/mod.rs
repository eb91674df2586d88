//! What a few tellings give together. Each is written as a line: `subject relation object`, then any of `not`,
//! `maybe`, `on DATE`, `since DATE`, `at PLACE`, `from LOSER`, `by SOURCE`, `count ABOUT VALUE UNIT`, `: SENTENCE`.

mod contradictions;
mod corpus;
mod corroboration;
mod events;
mod identity;
mod undated;

use crate::load::{DataFile, Gazetteer, Ledger, Ontology};
use crate::model::{
    About, Build, Class, EntityId, MentionKind, Modality, Polarity, Record, RecordEntity,
    RecordMention, RecordQuantity, RecordRelation, RecordSource, TimeRelation,
};
use crate::resolve::{Background, resolve};
use crate::tests::corpus::{GAZETTEER, ontology};

/// The day of publication, and what is told.
type Telling = (&'static str, &'static str);
/// A telling whose words are composed.
type LongTelling = (&'static str, String);

/// Resolves tellings, each a document of its own outlet.
fn told(ground: &Ground, tellings: &[(&str, &str)]) -> Build {
    let records = tellings
        .iter()
        .enumerate()
        .map(|(at, (published, line))| {
            let (doc, outlet) = (format!("d{at:02}"), format!("Outlet {at}"));
            ground.record(&doc, &outlet, published, &[line])
        })
        .collect();
    ground.resolve(records)
}

/// The corpus's gazetteer with a state's own forces, a coalition that a state leads, a province as wide as provinces are,
/// and words that set a count apart.
fn gazetteer_with_kin() -> Gazetteer {
    let entries = GAZETTEER
        .replace(
            "label = \"Norish Armed Forces\"\n",
            "label = \"Norish Armed Forces\"\nclaims = [\"armed-forces\"]\n",
        )
        .replace(
            "label = \"Hill Province\"\n",
            "label = \"Hill Province\"\nat = [35.0, 40.0]\nprecision = 50000\n",
        );
    let more = r#"
[norish-navy]
type = "ArmedForce"
label = "Norish Navy"
country = "norland"
part_of = "norish-armed-forces"
[sudland-led-coalition]
type = "Coalition"
label = "Sudland-led coalition"
country = "sudland"
claims = ["coalition"]
"#;
    let roles = r#"
[armed-forces]
type = "ArmedForce"
label = "{Demonym} Armed Forces"
names = ["armed forces"]
[coalition]
type = "Coalition"
label = "{Demonym}-led coalition"
names = ["led coalition"]
"#;
    let forms = "[words]\nremainder = [\"other\"]\n";
    let file = |name: &str, text: &str| DataFile {
        path: format!("gazetteer/{name}.toml"),
        text: text.to_owned(),
    };
    let files = [
        file("corpus", &entries),
        file("more", more),
        file("roles", roles),
        file("forms", forms),
    ];
    let (gazetteer, diagnostics) = Gazetteer::load(&files);
    assert_eq!(diagnostics, []);
    gazetteer
}

/// The data of the tests, loaded once.
pub struct Ground {
    pub gazetteer: Gazetteer,
    pub ontology: Ontology,
    pub ledger: Ledger,
}

impl Ground {
    pub fn new() -> Self {
        Self {
            gazetteer: gazetteer_with_kin(),
            ontology: ontology(),
            ledger: Ledger::default(),
        }
    }

    pub fn background(&self) -> Background<'_> {
        Background {
            gazetteer: &self.gazetteer,
            ontology: &self.ontology,
            ledger: &self.ledger,
        }
    }

    pub fn resolve(&self, records: Vec<Record>) -> Build {
        resolve(records, self.background())
    }

    /// A record of one document.
    pub fn record(&self, doc: &str, outlet: &str, published: &str, lines: &[&str]) -> Record {
        let relations: Vec<RecordRelation> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| telling(doc, at, line))
            .collect();
        let mut ids: Vec<EntityId> = Vec::new();
        for relation in &relations {
            let ends = relation.subject.iter().chain([&relation.object]);
            let more = relation.place.iter().chain(&relation.from);
            let source = relation.source.iter().filter_map(|s| s.entity.as_ref());
            for id in ends.chain(more).chain(source) {
                if !ids.contains(id) {
                    ids.push(id.clone());
                }
            }
        }
        let entities = ids
            .into_iter()
            .enumerate()
            .map(|(at, id)| {
                let entry = self.gazetteer.get(id.as_str());
                let name = id.as_str().rsplit('/').next().unwrap_or_default();
                let label =
                    entry.map_or_else(|| name.replace('-', " "), |entry| entry.label.clone());
                let class = entry.map_or_else(
                    || match id.as_str().split('/').next() {
                        Some("person") => Class::Person,
                        Some("place") => Class::Place,
                        Some("media") => Class::Media,
                        _ => Class::ArmedGroup,
                    },
                    |entry| entry.class,
                );
                RecordEntity {
                    known: entry.is_some(),
                    mentions: vec![RecordMention {
                        start: at as u32 * 20,
                        end: at as u32 * 20 + 10,
                        text: label.clone(),
                        kind: MentionKind::Name,
                    }],
                    id,
                    label,
                    class,
                }
            })
            .collect();
        Record {
            doc: doc.to_owned(),
            path: format!("{doc}.txt"),
            sha256: format!("{doc}-{}", lines.join("|")),
            outlet: Some(outlet.to_owned()),
            published: published.parse().ok(),
            url: None,
            title: None,
            entities,
            relations,
        }
    }
}

fn telling(doc: &str, at: usize, line: &str) -> RecordRelation {
    let (line, sentence) = line.split_once(" : ").unwrap_or((line, ""));
    let mut words = line.split_whitespace();
    let mut word = || words.next().unwrap_or_default();
    let (subject, predicate, object) = (word(), word(), word());
    let start = at as u32 * 100;
    let mut relation = RecordRelation {
        subject: (subject != "-").then(|| subject.into()),
        predicate: predicate.into(),
        object: object.into(),
        kind: None,
        subject_span: Some([start, start + 5]),
        object_span: Some([start + 10, start + 15]),
        trigger_span: Some([start + 6, start + 9]),
        sentence_span: Some([start, start + 90]),
        sentence: if sentence.is_empty() {
            format!("Sentence {at} of {doc}.")
        } else {
            sentence.to_owned()
        },
        polarity: Polarity::Positive,
        modality: Modality::Actual,
        source: None,
        chain: Vec::new(),
        when: None,
        when_end: None,
        when_relation: None,
        when_span: None,
        place: None,
        from: None,
        quantity: None,
        rule: format!("{predicate}/test"),
        confidence: None,
    };
    loop {
        match word() {
            "" => return relation,
            "not" => relation.polarity = Polarity::Negative,
            "maybe" => relation.modality = Modality::Possible,
            "on" => relation.when = word().parse().ok(),
            "since" => {
                relation.when = word().parse().ok();
                relation.when_relation = Some(TimeRelation::Since);
            }
            "at" => relation.place = Some(word().into()),
            "from" => relation.from = Some(word().into()),
            "by" => {
                let source = word();
                relation.source = Some(RecordSource {
                    entity: (!source.starts_with('"')).then(|| source.into()),
                    text: source.trim_matches('"').replace('_', " "),
                    span: None,
                    cue_span: None,
                });
            }
            "count" => {
                let about = match word() {
                    "over" => About::Over,
                    "under" => About::Under,
                    "about" => About::About,
                    _ => About::Exactly,
                };
                // Behind a stroke the words of what is counted, where they are not the number and its unit.
                let (value, unit) = (word(), word());
                let (unit, noun) = unit.split_once('/').unwrap_or((unit, unit));
                let text = match noun {
                    "dozens" => "dozens of people".to_owned(),
                    _ => format!("{value} {}", noun.replace('_', " ")),
                };
                relation.quantity = Some(RecordQuantity {
                    value: value.parse().unwrap(),
                    max: None,
                    unit: unit.to_owned(),
                    about,
                    text,
                });
            }
            other => panic!("`{other}` in `{line}`"),
        }
    }
}
