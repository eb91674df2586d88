//! Measures one document.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::cluster::{Pair, Sums, b_cubed};
use super::gold::GoldMention;
use super::{Annotated, Evaluation, GoldDocument, GoldRelation, Tally};
use crate::load::Ontology;
use crate::model::{
    Char, Class, EntityId, MentionKind, Modality, Polarity, Record, RecordRelation, Span,
};

/// What one rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleOutcome {
    /// Distinct claims that count.
    pub found: u32,
    /// Those of them that are right.
    pub right: u32,
}

/// What is added up over documents.
pub(super) struct Measured {
    pub coreference: Sums,
    /// The id and the annotators' key of each name with the very span.
    pub names: Vec<Pair>,
}

/// A mention that the program found.
struct Found<'r> {
    span: Span<Char>,
    id: &'r EntityId,
    class: Class,
    is_name: bool,
}

/// A distinct claim of the program: its ends as the annotators' entities, and its tellings.
struct Distinct<'r> {
    subject: Option<Target>,
    object: Target,
    tellings: Vec<&'r RecordRelation>,
}

impl Distinct<'_> {
    fn first(&self) -> &RecordRelation {
        self.tellings[0]
    }
}

/// What an end of a claim lies on: an annotated entity, or something the annotators did not note.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Target {
    Gold(usize),
    Unknown(String),
}

pub(super) fn measure(
    one: &Annotated,
    record: Option<&Record>,
    ontology: &Ontology,
    evaluation: &mut Evaluation,
) -> Measured {
    let gold = &one.gold;
    let wanted = gold.mentions(&one.text);
    let found: Vec<Found<'_>> = record
        .iter()
        .flat_map(|record| &record.entities)
        .flat_map(|entity| {
            entity.mentions.iter().map(|mention| Found {
                span: Span::new(mention.start, mention.end),
                id: &entity.id,
                class: entity.class,
                is_name: mention.kind == MentionKind::Name,
            })
        })
        .collect();
    let mut errors = Vec::new();
    let names = names(one, &found, &wanted, evaluation, &mut errors);
    let pairs = pair_up(&found, &wanted, |ours, theirs| {
        overlap(ours.span, theirs.span)
    });
    evaluation.mentions_overlap += Tally::new(pairs.len(), found.len(), wanted.len());
    let mut sizes: BTreeMap<String, u32> = BTreeMap::new();
    for mention in &wanted {
        *sizes
            .entry(gold.entities[mention.entity].id.clone())
            .or_default() += 1;
    }
    let clusters: Vec<Pair> = pairs
        .iter()
        .map(|(ours, theirs)| {
            (
                found[*ours].id.to_string(),
                gold.entities[wanted[*theirs].entity].id.clone(),
            )
        })
        .collect();
    relations(
        one,
        record,
        &found,
        &wanted,
        ontology,
        evaluation,
        &mut errors,
    );
    if one.open {
        evaluation.errors.append(&mut errors);
    }
    Measured {
        coreference: b_cubed(&clusters, Some(&sizes)),
        names,
    }
}

fn names(
    one: &Annotated,
    found: &[Found<'_>],
    wanted: &[GoldMention],
    evaluation: &mut Evaluation,
    errors: &mut Vec<String>,
) -> Vec<Pair> {
    let gold = &one.gold;
    let theirs: Vec<&GoldMention> = wanted.iter().filter(|mention| mention.is_name).collect();
    let on = |span: Span<Char>, name: bool| {
        wanted
            .iter()
            .any(|mention| mention.is_name == name && mention.span.overlaps(span))
    };
    // A name found where the annotators have a nominal is neither right nor wrong.
    let ours: Vec<&Found<'_>> = found
        .iter()
        .filter(|mention| mention.is_name && (!on(mention.span, false) || on(mention.span, true)))
        .collect();
    let exact = pair_up(&ours, &theirs, |a, b| u32::from(a.span == b.span));
    let loose = pair_up(&ours, &theirs, |a, b| overlap(a.span, b.span));
    let typed = exact
        .iter()
        .filter(|(a, b)| ours[*a].class == gold.entities[theirs[*b].entity].class)
        .count();
    evaluation.names_exact += Tally::new(exact.len(), ours.len(), theirs.len());
    evaluation.names_typed += Tally::new(typed, ours.len(), theirs.len());
    evaluation.names_overlap += Tally::new(loose.len(), ours.len(), theirs.len());
    let hit: BTreeSet<usize> = loose.iter().map(|(_, theirs)| *theirs).collect();
    for (_, mention) in theirs
        .iter()
        .enumerate()
        .filter(|(at, _)| !hit.contains(at))
    {
        let class = gold.entities[mention.entity].class;
        errors.push(format!(
            "{}  no name   {:?} ({class})",
            gold.id,
            words(&one.text, mention.span)
        ));
    }
    let hit: BTreeSet<usize> = loose.iter().map(|(ours, _)| *ours).collect();
    for (_, mention) in ours.iter().enumerate().filter(|(at, _)| !hit.contains(at)) {
        errors.push(format!(
            "{}  odd name  {:?} ({})",
            gold.id,
            words(&one.text, mention.span),
            mention.class
        ));
    }
    exact
        .iter()
        .map(|(a, b)| {
            (
                ours[*a].id.to_string(),
                gold.entities[theirs[*b].entity].key.clone(),
            )
        })
        .collect()
}

/// Finds which annotated entity an end of a claim lies on.
struct Ends<'m> {
    gold: &'m GoldDocument,
    wanted: &'m [GoldMention],
    /// The annotated entity that each of the program's entities lies on most.
    usual: BTreeMap<&'m str, usize>,
    spans: BTreeMap<&'m str, Vec<Span<Char>>>,
}

impl<'m> Ends<'m> {
    fn new(gold: &'m GoldDocument, found: &'m [Found<'_>], wanted: &'m [GoldMention]) -> Self {
        let mut votes: BTreeMap<&str, IndexMap<usize, u32>> = BTreeMap::new();
        let mut spans: BTreeMap<&str, Vec<Span<Char>>> = BTreeMap::new();
        for ours in found {
            spans.entry(ours.id.as_str()).or_default().push(ours.span);
            for theirs in wanted
                .iter()
                .filter(|theirs| theirs.span.overlaps(ours.span))
            {
                let weight = if ours.is_name && theirs.is_name { 2 } else { 1 };
                *votes
                    .entry(ours.id.as_str())
                    .or_default()
                    .entry(theirs.entity)
                    .or_default() += weight;
            }
        }
        let usual = votes
            .into_iter()
            .filter_map(|(id, votes)| Some((id, most(&votes)?)))
            .collect();
        Self {
            gold,
            wanted,
            usual,
            spans,
        }
    }

    /// The annotated entity under the span, if the span is a mention of the entity; else the entity's usual one.
    fn target(&self, id: &EntityId, span: Option<[u32; 2]>) -> Target {
        let id = id.as_str();
        if let Some([start, end]) = span {
            let span = Span::new(start, end);
            let own = self
                .spans
                .get(id)
                .is_some_and(|own| own.iter().any(|own| own.overlaps(span)));
            if own {
                let mut hits: IndexMap<usize, u32> = IndexMap::new();
                for mention in self
                    .wanted
                    .iter()
                    .filter(|mention| mention.span.overlaps(span))
                {
                    hits.insert(mention.entity, overlap(mention.span, span));
                }
                if let Some(entity) = most(&hits) {
                    return Target::Gold(entity);
                }
            }
        }
        self.usual.get(id).map_or_else(
            || Target::Unknown(id.to_owned()),
            |gold| Target::Gold(*gold),
        )
    }

    /// Whether an end may stand for the annotated entity with this id.
    fn fits(&self, target: Option<&Target>, wanted: Option<&str>) -> bool {
        match (target, wanted) {
            (None, None) => true,
            (Some(Target::Gold(entity)), Some(wanted)) => {
                let own = &self.gold.entities[*entity].id;
                own == wanted
                    || self
                        .gold
                        .entities
                        .iter()
                        .any(|gold| gold.id == wanted && gold.accept.contains(own))
            }
            _ => false,
        }
    }

    /// Whether the ends of a claim are those of the relation: straight, and turned round.
    fn compare(&self, ours: &Distinct<'_>, theirs: &GoldRelation) -> (bool, bool) {
        let (s, o) = (theirs.s.as_deref(), Some(theirs.o.as_str()));
        let (subject, object) = (ours.subject.as_ref(), Some(&ours.object));
        (
            self.fits(subject, s) && self.fits(object, o),
            self.fits(subject, o) && self.fits(object, s),
        )
    }

    fn name(&self, target: Option<&Target>) -> String {
        match target {
            None => "nobody".to_owned(),
            Some(Target::Gold(entity)) => self.gold.entities[*entity].name.clone(),
            Some(Target::Unknown(id)) => format!("?{id}"),
        }
    }
}

fn relations(
    one: &Annotated,
    record: Option<&Record>,
    found: &[Found<'_>],
    wanted: &[GoldMention],
    ontology: &Ontology,
    evaluation: &mut Evaluation,
    errors: &mut Vec<String>,
) {
    let gold = &one.gold;
    let ends = Ends::new(gold, found, wanted);
    let symmetric = |relation: &str| ontology.is_symmetric(relation);
    let family = |relation: &str| ontology.relation(relation).and_then(|r| r.family.clone());
    let mut system = distinct(record, &ends, &symmetric);
    let typed = |ours: &Distinct<'_>, theirs: &GoldRelation| {
        let (straight, turned) = ends.compare(ours, theirs);
        let own = ours.first().predicate.as_str();
        own == theirs.p && (straight || (turned && symmetric(own)))
    };
    let related = |ours: &Distinct<'_>, theirs: &GoldRelation| {
        let (straight, turned) = ends.compare(ours, theirs);
        let own = ours.first().predicate.as_str();
        let same = family(own).is_some() && family(own) == family(&theirs.p);
        same && (straight || (turned && (symmetric(own) || symmetric(&theirs.p))))
    };
    let likeness = |ours: &Distinct<'_>, theirs: &GoldRelation| match typed(ours, theirs) {
        true if ours.first().polarity == theirs.polarity => 3,
        true => 2,
        false => 0,
    };
    let pairs = pair_up(&system, &gold.relations, likeness);
    // The same deed told of an entity and of one that the annotators accept in its place counts once.
    let hit: BTreeSet<usize> = pairs.iter().map(|(ours, _)| *ours).collect();
    let mut at = 0;
    system.retain(|ours| {
        let keep =
            hit.contains(&at) || !pairs.iter().any(|(_, g)| typed(ours, &gold.relations[*g]));
        at += 1;
        keep
    });
    let pairs = pair_up(&system, &gold.relations, likeness);
    let count = (system.len(), gold.relations.len());
    evaluation.relations += Tally::new(pairs.len(), count.0, count.1);
    let in_family = pair_up(&system, &gold.relations, |a, b| {
        if typed(a, b) {
            2
        } else {
            u32::from(related(a, b))
        }
    });
    evaluation.relations_family += Tally::new(in_family.len(), count.0, count.1);
    let joined = |a: &Distinct<'_>, b: &GoldRelation| {
        let (straight, turned) = ends.compare(a, b);
        if typed(a, b) {
            2
        } else {
            u32::from(straight || turned)
        }
    };
    let with_ends = pair_up(&system, &gold.relations, joined);
    evaluation.relations_ends += Tally::new(with_ends.len(), count.0, count.1);

    let mut stance = 0;
    for (ours, theirs) in &pairs {
        stance += usize::from(attributes(
            &system[*ours],
            &gold.relations[*theirs],
            &ends,
            evaluation,
        ));
    }
    evaluation.relations_stance += Tally::new(stance, count.0, count.1);

    let right: BTreeSet<usize> = pairs.iter().map(|(ours, _)| *ours).collect();
    for (at, ours) in system.iter().enumerate() {
        let relation = ours.first();
        let tally = evaluation
            .by_relation
            .entry(relation.predicate.to_string())
            .or_default();
        tally.found += 1;
        let rule = evaluation.by_rule.entry(relation.rule.clone()).or_default();
        rule.found += 1;
        if right.contains(&at) {
            rule.right += 1;
        } else {
            errors.push(format!(
                "{}  spurious  {} | {} | {}   rule={}",
                gold.id,
                ends.name(ours.subject.as_ref()),
                relation.predicate,
                ends.name(Some(&ours.object)),
                relation.rule
            ));
        }
    }
    let met: BTreeSet<usize> = pairs.iter().map(|(_, theirs)| *theirs).collect();
    for (at, theirs) in gold.relations.iter().enumerate() {
        let tally = evaluation.by_relation.entry(theirs.p.clone()).or_default();
        tally.wanted += 1;
        if met.contains(&at) {
            tally.right += 1;
            continue;
        }
        let evidence: String = theirs.evidence.chars().take(110).collect();
        errors.push(format!(
            "{}  missed    {} | {} | {}   «{evidence}»",
            gold.id,
            theirs.s.as_deref().map_or("nobody", |id| gold.label(id)),
            theirs.p,
            gold.label(&theirs.o),
        ));
    }
}

/// The distinct claims of a record: one for each subject, relation, object and polarity.
fn distinct<'r>(
    record: Option<&'r Record>,
    ends: &Ends<'_>,
    symmetric: &impl Fn(&str) -> bool,
) -> Vec<Distinct<'r>> {
    type Key<'k> = (Polarity, &'k str, Option<Target>, Option<Target>);
    let mut seen: IndexMap<Key<'_>, Distinct<'_>> = IndexMap::new();
    for relation in record.iter().flat_map(|record| &record.relations) {
        let subject = relation
            .subject
            .as_ref()
            .map(|id| ends.target(id, relation.subject_span));
        let object = ends.target(&relation.object, relation.object_span);
        let (mut low, mut high) = (subject.clone(), Some(object.clone()));
        if symmetric(relation.predicate.as_str()) && high < low {
            std::mem::swap(&mut low, &mut high);
        }
        seen.entry((relation.polarity, relation.predicate.as_str(), low, high))
            .or_insert_with(|| Distinct {
                subject,
                object,
                tellings: Vec::new(),
            })
            .tellings
            .push(relation);
    }
    seen.into_values().collect()
}

/// Counts which attributes of a right claim are right, and tells whether its stance is.
fn attributes(
    ours: &Distinct<'_>,
    theirs: &GoldRelation,
    ends: &Ends<'_>,
    evaluation: &mut Evaluation,
) -> bool {
    let told =
        |test: &dyn Fn(&RecordRelation) -> bool| ours.tellings.iter().any(|telling| test(telling));
    let usual = |id: &Option<EntityId>| {
        id.as_ref()
            .and_then(|id| ends.usual.get(id.as_str()).copied())
    };
    let gold = |id: &str| ends.gold.entities.iter().position(|entity| entity.id == id);
    let source = told(&|telling| source_right(telling, theirs.source.as_deref(), ends));
    let first = ours.first();
    let stance = (first.polarity, first.modality) == (theirs.polarity, theirs.modality);
    let when = told(&|telling| telling.when.map(|date| date.to_string()) == theirs.when);
    let place = told(&|telling| usual(&telling.place) == theirs.place.as_deref().and_then(gold));
    let mut count = |name: &'static str, right: bool| {
        let accuracy = evaluation.attributes.entry(name).or_default();
        accuracy.0 += u32::from(right);
        accuracy.1 += 1;
    };
    count("source", source);
    count("stance", stance);
    count("when", when);
    count("where", place);
    if (theirs.polarity, theirs.modality) != (Polarity::Positive, Modality::Actual) {
        count("stance_marked", stance);
    }
    if theirs.source.is_some() {
        count("source_given", source);
    }
    if theirs.when.is_some() {
        count("when_given", when);
    }
    if theirs.place.is_some() {
        count("where_given", place);
    }
    if let Some(from) = &theirs.from {
        let right = told(&|telling| {
            let target = usual(&telling.from).map(Target::Gold);
            target.is_some() && ends.fits(target.as_ref(), Some(from))
        });
        count("from_given", right);
    }
    if let Some(quantity) = &theirs.quantity {
        let right = told(&|telling| {
            telling
                .quantity
                .as_ref()
                .is_some_and(|own| own.value == quantity.value)
        });
        count("quantity_given", right);
    }
    stance
}

/// Whether the source is the one wanted: the entity, or half the words that describe it.
fn source_right(relation: &RecordRelation, wanted: Option<&str>, ends: &Ends<'_>) -> bool {
    let (Some(wanted), Some(source)) = (wanted, &relation.source) else {
        return wanted.is_none() && relation.source.is_none();
    };
    if ends.gold.entities.iter().any(|entity| entity.id == wanted) {
        let target = source
            .entity
            .as_ref()
            .and_then(|id| ends.usual.get(id.as_str()).copied())
            .map(Target::Gold);
        return target.is_some() && ends.fits(target.as_ref(), Some(wanted));
    }
    let split = |text: &str| -> BTreeSet<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut words = split(wanted);
    for little in ["a", "an", "the", "of", "in", "one"] {
        words.remove(little);
    }
    let found = split(&source.text);
    2 * words.intersection(&found).count() >= words.len()
}

/// The key with the highest count; of equals, the first.
fn most(counts: &IndexMap<usize, u32>) -> Option<usize> {
    let highest = *counts.values().max()?;
    counts
        .iter()
        .find(|(_, count)| **count == highest)
        .map(|(key, _)| *key)
}

pub(super) fn overlap(a: Span<Char>, b: Span<Char>) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn words(text: &str, span: Span<Char>) -> String {
    text.chars()
        .skip(span.start as usize)
        .take(span.len() as usize)
        .collect()
}

/// Pairs two lists one to one, greedily: the likest pairs first, of equals the earlier.
pub(super) fn pair_up<A, B>(
    ours: &[A],
    theirs: &[B],
    likeness: impl Fn(&A, &B) -> u32,
) -> Vec<(usize, usize)> {
    let mut links: Vec<(u32, usize, usize)> = Vec::new();
    for (i, a) in ours.iter().enumerate() {
        for (j, b) in theirs.iter().enumerate() {
            let score = likeness(a, b);
            if score > 0 {
                links.push((score, i, j));
            }
        }
    }
    links.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in links {
        if !used_a.contains(&i) && !used_b.contains(&j) {
            used_a.insert(i);
            used_b.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
}
