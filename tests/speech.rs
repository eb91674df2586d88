//! Who is credited over several sentences: quotations that go on, "he added", descriptions taken up again, chains.

use dossier::load::bundle;
use dossier::pipeline::{Data, Pipeline};

/// A text, the claim looked for as subject, relation, object, and its chain of speakers, the nearest first; an
/// entity by its id, others by their words, nobody as nothing.
type Case = (&'static str, [&'static str; 3], &'static [&'static str]);

const CASES: &[Case] = &[
    (
        "“The Syrian army captured Palmyra,” Sergei Shoigu said. “Russian warplanes bombed Raqqa. They also struck Idlib.”",
        ["russian-aerospace-forces", "attacks", "raqqa"],
        &["sergei-shoigu"],
    ),
    (
        "John Kirby spoke in Washington. He said US forces had captured Tabqa.",
        ["united-states-armed-forces", "captures", "tabqa"],
        &["john-kirby"],
    ),
    (
        "John Kirby said US forces had captured Tabqa. He added that the Syrian Democratic Forces had attacked Raqqa.",
        ["syrian-democratic-forces", "attacks", "raqqa"],
        &["john-kirby"],
    ),
    (
        "A military source told Reuters that Hezbollah had captured Yabroud. The source added that the Syrian army had shelled Arsal.",
        ["syrian-arab-army", "attacks", "arsal"],
        &["A military source"],
    ),
    (
        "“We condemn the attack. Islamic State attacked Baghdad,” Haider al-Abadi said in a statement.",
        ["islamic-state", "attacks", "baghdad"],
        &["haider-al-abadi"],
    ),
    (
        "Rami Abdurrahman spoke to AFP by telephone. “Russian warplanes bombed Douma,” he said.",
        ["russian-aerospace-forces", "attacks", "douma"],
        &["rami-abdulrahman"],
    ),
    (
        "SANA quoted a general as saying that the army was close to Raqqa. Turkey struck Afrin on Friday.",
        ["turkey", "attacks", "afrin"],
        &[],
    ),
    (
        "Witnesses said the street was calm. Boko Haram had attacked Gwoza on Friday, residents told Reuters.",
        ["boko-haram", "attacks", "gwoza"],
        &["residents", "reuters"],
    ),
    (
        "The Pentagon gave few details. In a statement, it said US forces had captured Tabqa.",
        ["united-states-armed-forces", "captures", "tabqa"],
        &["us-department-of-defense"],
    ),
    (
        "SANA quoted the army as saying that Hezbollah had captured Yabroud. Reuters could not confirm it.",
        ["hezbollah", "captures", "yabroud"],
        &["syrian-arab-army", "sana"],
    ),
    (
        "“Hezbollah captured Yabroud,” the general said. “It was a long fight,” he added. “The Syrian army shelled Arsal for days.”",
        ["syrian-arab-army", "attacks", "arsal"],
        &["the general"],
    ),
    (
        "Reports that Islamic State had captured Palmyra came on Friday. Syria denied them.",
        ["islamic-state", "captures", "palmyra"],
        &["Reports"],
    ),
];

#[test]
fn speech_over_several_sentences_is_credited() {
    let data = Data::load(&bundle::gazetteer(), &bundle::ontology()).0;
    let pipeline = Pipeline::new(&data);
    let mut wrong = Vec::new();
    for (text, [subject, relation, object], expected) in CASES {
        let analysis = pipeline.analyse_text(text, "2017-06-18".parse().ok());
        let id = |entity: u32| analysis.mentions.entities[entity as usize].id.as_str();
        let claim = analysis.claims.iter().find(|claim| {
            claim.subject.is_some_and(|end| id(end.entity) == *subject)
                && claim.relation.as_str() == *relation
                && id(claim.object.entity) == *object
        });
        let found: Vec<&str> = claim
            .iter()
            .flat_map(|claim| &claim.speakers)
            .map(|speaker| {
                speaker
                    .entity
                    .map_or(speaker.span.of(&analysis.document.text), id)
            })
            .collect();
        let starts = expected
            .iter()
            .zip(&found)
            .all(|(wanted, said)| wanted == said)
            && found.len() >= expected.len()
            && (expected.is_empty() == found.is_empty());
        if claim.is_none() || !starts {
            wrong.push(format!(
                "{text}\n  expected {expected:?}, found {found:?}, claim {}",
                claim.is_some()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} wrong:\n{}",
        wrong.len(),
        CASES.len(),
        wrong.join("\n")
    );
}
