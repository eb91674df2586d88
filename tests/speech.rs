//! Who is credited over several sentences: quotations that go on, "he added", descriptions taken up again, chains.

use dossier::load::bundle;
use dossier::model::{Claim, Modality, Polarity};
use dossier::pipeline::{Analysis, Data, Pipeline};

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
    (
        "Government troops shelled Douma late on Monday a group monitoring the war said.",
        ["syrian-arab-army", "attacks", "douma"],
        &["a group monitoring the war"],
    ),
    (
        "Islamic State attacked Palmyra on Sunday state television reported.",
        ["islamic-state", "attacks", "palmyra"],
        &["state television"],
    ),
    (
        "\"Russian warplanes bombed Idlib\" Raed Saleh head of the White Helmets was quoted by AFP as saying.",
        ["russian-aerospace-forces", "attacks", "idlib"],
        &["raed-al-saleh", "agence-france-presse"],
    ),
    (
        "Houthi fighters attacked Taiz, medics at a hospital in the city told AFP.",
        ["houthis", "attacks", "taiz"],
        &["medics at a hospital in the city", "agence-france-presse"],
    ),
    (
        "Tribal and media sources said US forces bombed Raqqa. The sources added that US forces struck Tabqa.",
        ["united-states-armed-forces", "attacks", "tabqa"],
        &["Tribal and media sources"],
    ),
    (
        "The opposition blamed the Syrian army for the attack on Douma.",
        ["syrian-arab-army", "attacks", "douma"],
        &["The opposition"],
    ),
];

/// A text published on 18 June 2017, a Sunday, the claim looked for, and when it happened.
type Dated = (&'static str, [&'static str; 3], Option<&'static str>);

const DATED: &[Dated] = &[
    (
        "Boko Haram stormed Gwoza on Friday evening.",
        ["boko-haram", "attacks", "gwoza"],
        Some("2017-06-16"),
    ),
    (
        "Boko Haram stormed Gwoza on Friday and Saturday.",
        ["boko-haram", "attacks", "gwoza"],
        Some("2017-06-16"),
    ),
    (
        "Friday 9 June 2017 Boko Haram fighters stormed Gwoza on Thursday.",
        ["boko-haram", "attacks", "gwoza"],
        Some("2017-06-08"),
    ),
    (
        "On June 3 2017 Boko Haram stormed Gwoza.",
        ["boko-haram", "attacks", "gwoza"],
        Some("2017-06-03"),
    ),
    (
        "Islamic State stormed the town of Tabqa on Tuesday. The attack killed twelve civilians.",
        ["islamic-state", "kills", "civilians"],
        Some("2017-06-13"),
    ),
    (
        "Islamic State stormed the town of Tabqa on Tuesday. Meanwhile, Boko Haram stormed Gwoza.",
        ["boko-haram", "attacks", "gwoza"],
        None,
    ),
    (
        "Islamic State stormed the town of Tabqa on Tuesday. Boko Haram has stormed Gwoza before.",
        ["boko-haram", "attacks", "gwoza"],
        None,
    ),
    (
        "Islamic State stormed the town of Tabqa on Tuesday. It had come in May. Boko Haram stormed Gwoza.",
        ["boko-haram", "attacks", "gwoza"],
        None,
    ),
    (
        "Islamic State stormed the town of Tabqa on Tuesday. Its attacks killed 40 civilians since they began.",
        ["islamic-state", "kills", "civilians"],
        None,
    ),
    (
        "Boko Haram stormed Gwoza for the first time since 2015.",
        ["boko-haram", "attacks", "gwoza"],
        None,
    ),
    (
        "On Friday Boko Haram stormed Gwoza. \"Boko Haram stormed the town of Bama today\" the army said.",
        ["boko-haram", "attacks", "bama-nigeria"],
        Some("2017-06-16"),
    ),
];

fn id_of(analysis: &Analysis, entity: u32) -> &str {
    analysis.mentions.entities[entity as usize].id.as_str()
}

/// The claim of a text with these ends: subject, relation, object.
fn claim_of<'a>(
    analysis: &'a Analysis,
    [subject, relation, object]: &[&str; 3],
) -> Option<&'a Claim> {
    analysis.claims.iter().find(|claim| {
        claim
            .subject
            .is_some_and(|end| id_of(analysis, end.entity) == *subject)
            && claim.relation.as_str() == *relation
            && id_of(analysis, claim.object.entity) == *object
    })
}

fn assert_none_wrong(wrong: &[String], all: usize) {
    assert!(
        wrong.is_empty(),
        "{} of {all} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_day_dates_what_is_told_of_it() {
    let data = Data::load(&bundle::gazetteer(), &bundle::ontology()).0;
    let pipeline = Pipeline::new(&data);
    let mut wrong = Vec::new();
    for (text, ends, expected) in DATED {
        let analysis = pipeline.analyse_text(text, "2017-06-18".parse().ok());
        let claim = claim_of(&analysis, ends);
        let when = claim
            .and_then(|claim| claim.when)
            .map(|when| when.date.to_string());
        if claim.is_none() || when.as_deref() != *expected {
            wrong.push(format!(
                "{text}\n  expected {expected:?}, found {when:?}, claim {}",
                claim.is_some()
            ));
        }
    }
    assert_none_wrong(&wrong, DATED.len());
}

#[test]
fn speech_over_several_sentences_is_credited() {
    let data = Data::load(&bundle::gazetteer(), &bundle::ontology()).0;
    let pipeline = Pipeline::new(&data);
    let mut wrong = Vec::new();
    for (text, ends, expected) in CASES {
        let analysis = pipeline.analyse_text(text, "2017-06-18".parse().ok());
        let claim = claim_of(&analysis, ends);
        let found: Vec<&str> = claim
            .iter()
            .flat_map(|claim| &claim.speakers)
            .map(|speaker| {
                speaker
                    .entity
                    .map_or(speaker.span.of(&analysis.document.text), |entity| {
                        id_of(&analysis, entity)
                    })
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
    assert_none_wrong(&wrong, CASES.len());
}

/// A text, the claim looked for, whether it is affirmed, and as what it is told.
type Told = (&'static str, [&'static str; 3], Polarity, Modality);

const TOLD: &[Told] = &[
    (
        "Islamic State has designs on capturing Baghdad.",
        ["islamic-state", "captures", "baghdad"],
        Polarity::Positive,
        Modality::Intended,
    ),
    (
        "Hezbollah is on the verge of capturing Yabroud.",
        ["hezbollah", "captures", "yabroud"],
        Polarity::Positive,
        Modality::Intended,
    ),
    (
        "The United States called on Turkey to withdraw from Afrin.",
        ["turkey", "withdrawsFrom", "afrin"],
        Polarity::Positive,
        Modality::Intended,
    ),
    (
        "Iraq asked the United States to bomb Islamic State.",
        ["united-states", "attacks", "islamic-state"],
        Polarity::Positive,
        Modality::Intended,
    ),
    (
        "Turkey warned that it would attack Afrin.",
        ["turkey", "attacks", "afrin"],
        Polarity::Positive,
        Modality::Intended,
    ),
    (
        "Turkey would attack Afrin if Russia withdrew.",
        ["turkey", "attacks", "afrin"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Islamic State has reportedly captured Palmyra.",
        ["islamic-state", "captures", "palmyra"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Suspected Taliban militants attacked Kunduz.",
        ["taliban", "attacks", "kunduz"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Boko Haram stormed Gwoza, a town not far from Bama.",
        ["boko-haram", "attacks", "gwoza"],
        Polarity::Positive,
        Modality::Actual,
    ),
    (
        "Turkey was accused of bombing Afrin.",
        ["turkey", "attacks", "afrin"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Russia accused Turkey of bombing Afrin.",
        ["turkey", "attacks", "afrin"],
        Polarity::Positive,
        Modality::Actual,
    ),
    (
        "An attack by Turkey on Afrin is expected within days.",
        ["turkey", "attacks", "afrin"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Jihadi John is believed to be responsible for the murder of James Foley.",
        ["mohammed-emwazi", "kills", "james-foley"],
        Polarity::Positive,
        Modality::Possible,
    ),
    (
        "Boko Haram tried but failed to capture Gwoza.",
        ["boko-haram", "captures", "gwoza"],
        Polarity::Negative,
        Modality::Actual,
    ),
];

#[test]
fn plans_doubts_and_denials_reach_what_they_stand_over() {
    let data = Data::load(&bundle::gazetteer(), &bundle::ontology()).0;
    let pipeline = Pipeline::new(&data);
    let mut wrong = Vec::new();
    for (text, ends, polarity, modality) in TOLD {
        let analysis = pipeline.analyse_text(text, "2017-06-18".parse().ok());
        let claim = claim_of(&analysis, ends);
        let found = claim.map(|claim| (claim.polarity, claim.modality));
        if found != Some((*polarity, *modality)) {
            wrong.push(format!("{text}\n  found {found:?}"));
        }
    }
    assert_none_wrong(&wrong, TOLD.len());
}
