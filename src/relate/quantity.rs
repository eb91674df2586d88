//! How many and how much: numbers in figures and words, with what they count.

use crate::model::{About, Class, Dependency, PartOfSpeech, Quantity};

use super::ends::EndAt;
use super::time::Expression;
use super::triggers::Matched;
use super::view::View;
use super::words::Words;

/// A number in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    /// How many nodes it covers.
    pub(super) length: usize,
    /// Whether the word only says about how many ("dozens").
    vague: bool,
}

/// A number with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Counted {
    pub(super) quantity: Quantity,
    /// The first node of the number.
    number: usize,
    /// The node behind the number.
    end: usize,
    /// The noun that is counted.
    noun: Option<usize>,
}

/// The number that starts at a node.
pub(super) fn number_at(view: &View<'_>, words: &Words, start: usize) -> Option<Number> {
    let numbers = &words.language.numbers;
    let mut total = 0.0;
    let mut part: Option<f64> = None;
    let mut vague = false;
    let mut at = start;
    while at < view.len() {
        let form = view.form(at);
        if let Some(value) = figure(form) {
            if part.is_some() {
                break;
            }
            part = Some(value);
        } else if let Some(value) = numbers.words.get(form) {
            part = Some(match part {
                Some(part) if *value >= 100.0 => part * value,
                Some(part) if *value < 10.0 && part % 10.0 == 0.0 && part < 100.0 => part + value,
                Some(part) if part >= 100.0 && *value < 100.0 => part + value,
                Some(_) => break,
                None => *value,
            });
            if *value >= 1000.0 {
                total += part.take().unwrap_or_default();
            }
        } else if let Some(value) = numbers.vague.get(form) {
            match part {
                Some(part_value) if form == "dozen" => part = Some(part_value * value),
                Some(_) => break,
                None if at == start => {
                    part = Some(*value);
                    vague = true;
                    at += 1;
                    break;
                }
                None => break,
            }
        } else if at > start
            && matches!(form, "-" | "and")
            && at + 1 < view.len()
            && part.is_some()
            && numbers.words.contains_key(view.form(at + 1))
            && !numbers
                .words
                .get(view.form(at + 1))
                .is_some_and(|next| form == "and" && *next >= 100.0)
            && (form == "-" || part.is_some_and(|part| part >= 100.0))
        {
            // "twenty-five", "a hundred and ten"
        } else {
            break;
        }
        at += 1;
    }
    (at > start).then(|| Number {
        value: total + part.unwrap_or_default(),
        length: at - start,
        vague,
    })
}

fn figure(form: &str) -> Option<f64> {
    let first = form.chars().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    let plain: String = form.chars().filter(|c| *c != ',').collect();
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The numbers of a sentence with what they count, but for those in words of time.
pub(super) fn read(view: &View<'_>, words: &Words, times: &[Expression]) -> Vec<Counted> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let timed = times.iter().find(|time| time.nodes.contains(at as u32));
        if let Some(time) = timed {
            at = time.nodes.end as usize;
            continue;
        }
        let Some(number) = number_at(view, words, at) else {
            at += 1;
            continue;
        };
        let mut end = at + number.length;
        let mut max = None;
        // "10 to 15", "10-15"
        if end + 1 < view.len()
            && matches!(view.form(end), "to" | "-" | "–" | "or")
            && let Some(second) = number_at(view, words, end + 1)
            && second.value > number.value
        {
            max = Some(second.value);
            end = end + 1 + second.length;
        }
        let noun = counted_noun(view, words, at, end);
        if let Some((unit, factor)) = unit_of(view, words, noun, at) {
            let about = about(view, words, at, &number);
            let first = about.1.min(at);
            let last = noun
                .filter(|noun| *noun >= end && *noun < end + 4)
                .unwrap_or(end - 1);
            found.push(Counted {
                quantity: Quantity {
                    value: round(number.value * factor),
                    max: max.map(|max| round(max * factor)),
                    unit: unit.to_owned(),
                    about: about.0,
                    span: view.bytes(first).join(view.bytes(last)),
                },
                number: at,
                end,
                noun,
            });
        }
        at = end;
    }
    found
}

/// Three digits behind the point are more than any text means.
fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn counted_noun(view: &View<'_>, words: &Words, start: usize, end: usize) -> Option<usize> {
    let last = end - 1;
    // The tree: "18 members".
    for at in start..end {
        if matches!(
            view.relation(at),
            Dependency::Nummod | Dependency::Amod | Dependency::Det | Dependency::Compound
        ) && let Some(head) = view.head(at)
            && head >= end
        {
            // "square kilometers" and the like count by themselves.
            return Some(head);
        }
    }
    // "dozens of fighters", "60 of them"
    let of = view
        .children(last)
        .find(|child| *child > last && view.preposition(*child).as_deref() == Some("of"));
    if of.is_some() {
        return of;
    }
    (end..view.len().min(end + 4))
        .take_while(|at| {
            matches!(
                view.tag(*at),
                PartOfSpeech::Noun
                    | PartOfSpeech::ProperNoun
                    | PartOfSpeech::Adjective
                    | PartOfSpeech::Symbol
            ) || matches!(view.form(*at), "-")
        })
        .find(|at| words.unit(view, *at).is_some() || view.own_mention(*at).is_some())
}

fn unit_of<'w>(
    view: &View<'_>,
    words: &'w Words,
    noun: Option<usize>,
    number: usize,
) -> Option<(&'w str, f64)> {
    if number
        .checked_sub(1)
        .is_some_and(|before| matches!(view.form(before), "$" | "€" | "£"))
    {
        return Some(("dollars", 1.0));
    }
    let Some(noun) = noun else {
        // "62 were killed": people, where it is what somebody does something to.
        let end = matches!(
            view.relation(number),
            Dependency::Nsubj | Dependency::NsubjPass | Dependency::Obj | Dependency::Conj
        );
        return end.then_some((PEOPLE, 1.0));
    };
    if let Some(unit) = words.unit(view, noun) {
        return Some(unit);
    }
    let people = view.mention(noun).is_some_and(|mention| {
        let class = view.class(mention.entity);
        class.is_actor() && class != Class::Country
    });
    people.then_some((PEOPLE, 1.0))
}

/// How exact a number is, and the node at which the words for it begin.
fn about(view: &View<'_>, words: &Words, start: usize, number: &Number) -> (About, usize) {
    let numbers = &words.language.numbers;
    let lists = [
        (&numbers.over, About::Over),
        (&numbers.under, About::Under),
        (&numbers.about, About::About),
    ];
    let mut best: Option<(usize, About)> = None;
    for (list, about) in lists {
        for phrase in list {
            let fits = start.checked_sub(phrase.len()).is_some_and(|from| {
                phrase
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| view.form(from + offset) == word)
            });
            if fits && best.is_none_or(|(length, _)| phrase.len() > length) {
                best = Some((phrase.len(), about));
            }
        }
    }
    match best {
        Some((length, about)) => (about, start - length),
        None if number.vague => (About::Over, start),
        None => (About::Exactly, start),
    }
}

/// The number that belongs to a claim.
pub(super) fn choose(
    view: &View<'_>,
    counted: &[Counted],
    units: &[String],
    matched: &Matched,
    object: EndAt,
) -> Option<Quantity> {
    let fits = |counted: &&Counted| units.contains(&counted.quantity.unit);
    // From the object's mention up to the argument: "18 members of the X".
    let mut way = vec![object.node];
    let mut at = object.node;
    for _ in 0..view.len() {
        if at == object.argument {
            break;
        }
        let Some(head) = view.head(at) else { break };
        way.push(head);
        at = head;
    }
    if !way.contains(&object.argument) {
        way.push(object.argument);
    }
    let on_way = |counted: &&Counted| {
        counted.noun.is_some_and(|noun| way.contains(&noun))
            || (counted.number..counted.end).any(|number| way.contains(&number))
            || view.bytes(object.node).covers(view.bytes(counted.number))
    };
    if let Some(counted) = counted.iter().filter(fits).find(on_way) {
        return Some(counted.quantity.clone());
    }
    let trigger = matched.predicate.node;
    // "land in the desert, over 20 square kilometres": a measure right behind the object, whatever the tree hangs it on.
    let behind = |counted: &Counted| {
        counted
            .number
            .checked_sub(object.node)
            .is_some_and(|apart| (1..=3).contains(&apart))
            && counted.noun.is_none_or(|noun| {
                // "63 km west of Homs" tells where the town lies.
                noun + 1 >= view.len()
                    || matches!(
                        view.tag(noun + 1),
                        PartOfSpeech::Punctuation | PartOfSpeech::SubordinatingConjunction
                    )
            })
    };
    let near = |counted: &&Counted| {
        counted.quantity.unit != PEOPLE
            && (counted.noun == Some(trigger)
                || view.dominates(trigger, counted.number)
                || counted.end.abs_diff(trigger) <= 4
                || behind(counted))
    };
    counted
        .iter()
        .filter(fits)
        .filter(near)
        .min_by_key(|counted| counted.number.abs_diff(trigger))
        .map(|counted| counted.quantity.clone())
}

/// How many they were who did it, where what it was done to cannot be counted: "500 fighters entered the town".
pub(super) fn of_subject(
    view: &View<'_>,
    counted: &[Counted],
    units: &[String],
    subject: Option<EndAt>,
    object: EndAt,
) -> Option<Quantity> {
    let subject = subject.filter(|_| view.class(object.entity()).is_ground())?;
    counted
        .iter()
        .filter(|counted| counted.quantity.unit == PEOPLE && units.contains(&counted.quantity.unit))
        .find(|counted| {
            let noun = |noun: usize| noun == subject.node || noun == subject.argument;
            counted.noun.is_some_and(noun)
                || view
                    .own_mention(subject.node)
                    .is_some_and(|mention| mention.span.covers(view.bytes(counted.number)))
        })
        .map(|counted| counted.quantity.clone())
}

/// "killed a woman": one.
pub(super) fn single(view: &View<'_>, units: &[String], object: EndAt) -> Option<Quantity> {
    let people = units.iter().find(|unit| *unit == PEOPLE)?;
    let one = view.class(object.entity()) == Class::Person
        && view
            .child_named(object.node, "a")
            .or(view.child_named(object.node, "an"))
            .is_some();
    one.then(|| Quantity {
        value: 1.0,
        max: None,
        unit: people.clone(),
        about: About::Exactly,
        span: object.end.span,
    })
}

/// The unit of people.
const PEOPLE: &str = "people";
