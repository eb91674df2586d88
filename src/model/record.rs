//! The extraction record: what was found in one document, as one JSON object a line.
//!
//! It is the program's own interchange form: `extract` writes it, `assemble` reads it, and it holds
//! all that later stages need. Offsets count Unicode code points, end exclusive.

use serde::{Deserialize, Serialize};

use super::{
    About, Byte, CharOffsets, Claim, Class, Document, End, EntityId, MentionKind, Mentions,
    Modality, PartialDate, Polarity, RelationName, Sentence, Span, Speaker, TimeRelation,
};

/// A span in a record: start and end in code points, end exclusive.
pub type RecordSpan = [u32; 2];

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The document's id.
    pub doc: String,
    /// The file it came from.
    pub path: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it speaks of.
    pub entities: Vec<RecordEntity>,
    /// What it says.
    pub relations: Vec<RecordRelation>,
}

/// One entity of a document, with its mentions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordEntity {
    /// Depends on the document alone.
    pub id: EntityId,
    /// The name to show.
    pub label: String,
    /// What it is.
    #[serde(rename = "type")]
    pub class: Class,
    /// Whether the gazetteer lists or composes it.
    pub known: bool,
    /// Where the document speaks of it, in order.
    pub mentions: Vec<RecordMention>,
}

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordMention {
    /// First code point.
    pub start: u32,
    /// Behind the last code point.
    pub end: u32,
    /// The words.
    pub text: String,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
}

/// One claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordRelation {
    /// Who, an id of the record's entities; `None` where the text does not say.
    pub subject: Option<EntityId>,
    /// The relation's name.
    pub predicate: RelationName,
    /// To whom or what, an id of the record's entities.
    pub object: EntityId,
    /// A finer kind.
    pub kind: Option<String>,
    /// The mention that is the subject.
    pub subject_span: Option<RecordSpan>,
    /// The mention that is the object.
    pub object_span: Option<RecordSpan>,
    /// The words that state the relation.
    pub trigger_span: Option<RecordSpan>,
    /// The sentence.
    pub sentence_span: Option<RecordSpan>,
    /// The sentence's words.
    pub sentence: String,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// Fact, plan or possibility.
    pub modality: Modality,
    /// The speaker nearest to the statement; `None` in the article's own voice.
    pub source: Option<RecordSource>,
    /// The further speakers, outward.
    #[serde(default)]
    pub chain: Vec<RecordSource>,
    /// When it happened.
    pub when: Option<PartialDate>,
    /// The end of a range of dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_end: Option<PartialDate>,
    /// How the words bind the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_relation: Option<TimeRelation>,
    /// The words that date it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_span: Option<RecordSpan>,
    /// Where, an id of the record's entities.
    #[serde(rename = "where")]
    pub place: Option<EntityId>,
    /// Who lost what was captured.
    pub from: Option<EntityId>,
    /// How many or how much.
    pub quantity: Option<RecordQuantity>,
    /// The rule that found it.
    pub rule: String,
    /// The measured precision of the rule, smoothed.
    pub confidence: Option<f64>,
}

/// One speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordSource {
    /// The entity; absent for an unnamed source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<EntityId>,
    /// The words that name or describe the speaker.
    pub text: String,
    /// Where those words stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<RecordSpan>,
    /// The words that show the speaking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue_span: Option<RecordSpan>,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordQuantity {
    /// The number, or the lower end of a range.
    pub value: f64,
    /// The upper end of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// `people`, `km`, `km2` …
    pub unit: String,
    /// How exact it is.
    pub about: About,
    /// The words that say so.
    pub text: String,
}

impl Record {
    /// Gathers what the stages found in one document. Entities that have no mention and stand in no claim are left out.
    pub fn new(
        document: &Document,
        sentences: &[Sentence],
        mentions: &Mentions,
        claims: &[Claim],
    ) -> Self {
        let offsets = CharOffsets::new(&document.text);
        let text = document.text.as_str();
        let chars = |span: Span<Byte>| {
            let span = offsets.chars(span);
            [span.start, span.end]
        };
        let id = |entity: u32| mentions.entities[entity as usize].id.clone();
        let end = |end: &End| id(end.entity);
        let source = |speaker: &Speaker| RecordSource {
            entity: speaker.entity.map(id),
            text: speaker.span.of(text).to_owned(),
            span: Some(chars(speaker.span)),
            cue_span: Some(chars(speaker.cue)),
        };
        let mut entities: Vec<RecordEntity> = mentions
            .entities
            .iter()
            .map(|entity| RecordEntity {
                id: entity.id.clone(),
                label: entity.label.clone(),
                class: entity.class,
                known: entity.known,
                mentions: Vec::new(),
            })
            .collect();
        for mention in &mentions.mentions {
            let [start, end] = chars(mention.span);
            entities[mention.entity as usize]
                .mentions
                .push(RecordMention {
                    start,
                    end,
                    text: mention.span.of(text).to_owned(),
                    kind: mention.kind,
                });
        }
        let relations: Vec<RecordRelation> = claims
            .iter()
            .map(|claim| {
                let sentence = sentences[claim.sentence as usize].span;
                RecordRelation {
                    subject: claim.subject.as_ref().map(end),
                    predicate: claim.relation.clone(),
                    object: end(&claim.object),
                    kind: claim.kind.as_deref().map(str::to_owned),
                    subject_span: claim.subject.map(|subject| chars(subject.span)),
                    object_span: Some(chars(claim.object.span)),
                    trigger_span: Some(chars(claim.trigger)),
                    sentence_span: Some(chars(sentence)),
                    sentence: sentence.of(text).to_owned(),
                    polarity: claim.polarity,
                    modality: claim.modality,
                    source: claim.speakers.first().map(source),
                    chain: claim.speakers.iter().skip(1).map(source).collect(),
                    when: claim.when.map(|when| when.date),
                    when_end: claim.when.and_then(|when| when.end),
                    when_relation: claim.when.map(|when| when.relation),
                    when_span: claim.when.map(|when| chars(when.span)),
                    place: claim.place.as_ref().map(end),
                    from: claim.from.as_ref().map(end),
                    quantity: claim.quantity.as_ref().map(|quantity| RecordQuantity {
                        value: quantity.value,
                        max: quantity.max,
                        unit: quantity.unit.clone(),
                        about: quantity.about,
                        text: quantity.span.of(text).to_owned(),
                    }),
                    rule: claim.rule.to_string(),
                    confidence: claim.confidence,
                }
            })
            .collect();
        let spoken_of = |entity: &RecordEntity| {
            !entity.mentions.is_empty()
                || relations.iter().any(|relation| {
                    let ids = [Some(&relation.object), relation.subject.as_ref()];
                    let more = [relation.place.as_ref(), relation.from.as_ref()];
                    ids.into_iter()
                        .chain(more)
                        .flatten()
                        .any(|id| *id == entity.id)
                })
        };
        entities.retain(spoken_of);
        Self {
            doc: document.id.clone(),
            path: document.path.clone(),
            sha256: document.sha256.clone(),
            outlet: document.outlet.clone(),
            published: document.published,
            url: document.url.clone(),
            title: document.title.clone(),
            entities,
            relations,
        }
    }
}
