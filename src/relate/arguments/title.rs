//! Who bears the title that a noun is, and whose title it is.
//!
//! Titles and names are what parsers hang apart most ("SOHR head X", "UN special envoy for Y X", "the leader of
//! Y, X"), so beside the tree the order of the words is read: what stands before the title, what follows it by a
//! preposition, and the name that stands behind them or before a comma.

use crate::load::ArgumentRole;
use crate::model::{Class, Dependency, MentionKind, PartOfSpeech};

use super::Predicate;
use crate::relate::view::View;

/// How many words are read on each side of a title.
const REACH: usize = 8;

/// Adds who bears the title, by the tree and by the order of the words.
pub(super) fn holders(view: &View<'_>, noun: usize, found: &mut Predicate) {
    by_tree(view, noun, found);
    in_order(view, noun, found);
    for child in view.children(noun) {
        match view.relation(child) {
            Dependency::Appos | Dependency::Flat
                if !(several(view, noun) && ground(view, child)) =>
            {
                found.add(ArgumentRole::Holder, child, "name beside a title")
            }
            // "Y's armed wing, known as X"
            Dependency::Acl if is_naming(view, child) => {
                let name = view
                    .children(child)
                    .find(|at| *at > child && name(view, *at));
                if let Some(name) = name {
                    found.add(ArgumentRole::Holder, name, "called so");
                }
            }
            Dependency::Nsubj if view.child(noun, Dependency::Cop).is_some() => {
                found.add(ArgumentRole::Holder, child, "copula");
            }
            _ => {}
        }
    }
}

fn by_tree(view: &View<'_>, noun: usize, found: &mut Predicate) {
    let relation = view.relation(noun);
    let Some(head) = view.head(noun) else { return };
    let beside = matches!(
        relation,
        Dependency::Appos
            | Dependency::Compound
            | Dependency::Flat
            | Dependency::Amod
            | Dependency::Nmod
    );
    if beside && view.own_mention(head).is_some() && view.preposition(noun).is_none() {
        found.add(ArgumentRole::Holder, head, "title beside a name");
        if matches!(
            relation,
            Dependency::Compound | Dependency::Flat | Dependency::Nmod
        ) {
            between(view, noun, head, found);
        }
    }
    // "X, one of the leaders of Y", "X is one of Y's towns"
    if view.lemma(head) == "one" && view.preposition(noun).as_deref() == Some("of") {
        let named = view
            .child(head, Dependency::Nsubj)
            .filter(|_| view.child(head, Dependency::Cop).is_some())
            .or_else(|| {
                view.head(head)
                    .filter(|_| view.relation(head) == Dependency::Appos)
            });
        if let Some(named) = named {
            found.add(ArgumentRole::Holder, named, "one of several");
        }
    }
    let governed = matches!(
        relation,
        Dependency::Xcomp | Dependency::Obl | Dependency::Obj
    );
    if governed && view.tag(head) == PartOfSpeech::Verb {
        let as_noun = view.preposition(noun).is_none_or(|words| words == "as");
        let subject = view
            .child(head, Dependency::NsubjPass)
            .or_else(|| {
                view.child(head, Dependency::Obj)
                    .filter(|_| relation == Dependency::Xcomp)
            })
            .or_else(|| {
                view.child(head, Dependency::Nsubj).filter(|_| {
                    relation == Dependency::Xcomp || as_noun && relation == Dependency::Obl
                })
            });
        if let Some(subject) = subject.filter(|subject| as_noun && *subject != noun) {
            found.add(ArgumentRole::Holder, subject, "title in the predicate");
        }
    }
}

/// "SOHR head Rami Abdurrahman": what the name has before the title, or between title and name, belongs to the title.
fn between(view: &View<'_>, noun: usize, name: usize, found: &mut Predicate) {
    for sibling in view.children(name) {
        let before = sibling < noun
            && matches!(
                view.relation(sibling),
                Dependency::Compound | Dependency::NmodPoss | Dependency::Amod | Dependency::Nmod
            )
            && view.own_mention(sibling).is_some();
        if before {
            found.add(ArgumentRole::Modifier, sibling, "before a title");
            if view.relation(sibling) == Dependency::NmodPoss {
                found.add(ArgumentRole::Possessor, sibling, "before a title");
            }
        }
        let inside = sibling > noun && sibling < name;
        if inside && view.preposition(sibling).as_deref() == Some("of") {
            of(found, sibling, "between title and name");
        }
    }
}

fn of(found: &mut Predicate, node: usize, how: &'static str) {
    found.add(ArgumentRole::Preposition("of".into()), node, how);
}

/// Whether a word says that a name follows.
fn is_naming(view: &View<'_>, at: usize) -> bool {
    matches!(
        view.lemma(at),
        "call" | "name" | "dub" | "know" | "title" | "codename" | "nickname" | "style"
    )
}

/// Whether a noun stands in the plural.
fn several(view: &View<'_>, noun: usize) -> bool {
    view.form(noun) != view.lemma(noun) && view.form(noun).ends_with('s')
}

/// Whether a node stands for a place, a facility or a country.
fn ground(view: &View<'_>, at: usize) -> bool {
    view.own_mention(at)
        .is_some_and(|mention| view.class(mention.entity).is_ground())
}

/// Whether a node is the name of a person.
fn person(view: &View<'_>, at: usize) -> bool {
    view.own_mention(at).is_some_and(|mention| {
        mention.kind == MentionKind::Name && view.class(mention.entity) == Class::Person
    })
}

/// Whether a node stands for somebody who acts.
fn actor(view: &View<'_>, at: usize) -> bool {
    view.own_mention(at)
        .is_some_and(|mention| view.class(mention.entity).is_actor())
}

/// Whether a node is a name.
fn name(view: &View<'_>, at: usize) -> bool {
    view.own_mention(at)
        .is_some_and(|mention| mention.kind == MentionKind::Name)
}

/// What stands before a title in the order of the text.
struct Before {
    /// Its first word.
    start: usize,
    /// The body named there, and whether a possessive stands between.
    body: Option<(usize, bool)>,
}

/// The words before a title that go with it: "the UN's special", "Iran-backed Hamas's", "its armed".
fn before(view: &View<'_>, noun: usize) -> Before {
    let mut start = noun;
    let mut body = None;
    let mut possessive = false;
    while let Some(at) = start.checked_sub(1).filter(|at| at + REACH >= noun) {
        let form = view.form(at);
        match view.tag(at) {
            PartOfSpeech::Particle | PartOfSpeech::Punctuation
                if matches!(form, "'s" | "’s" | "'" | "’") && body.is_none() =>
            {
                possessive = true;
            }
            PartOfSpeech::Punctuation if matches!(form, "-" | "‑" | "–") => {}
            PartOfSpeech::Determiner => {
                start = at;
                break;
            }
            PartOfSpeech::Pronoun
                if body.is_none() && (view.own_mention(at).is_some() || form == "whose") =>
            {
                body = Some((at, true));
                start = at;
                break;
            }
            PartOfSpeech::Adposition if inside_title(view, at, noun) => {}
            PartOfSpeech::Adjective
            | PartOfSpeech::Noun
            | PartOfSpeech::ProperNoun
            | PartOfSpeech::Numeral
            | PartOfSpeech::Verb => {
                if person(view, at) {
                    break;
                }
                if view.tag(at) == PartOfSpeech::Verb && !bound(view, at) {
                    break;
                }
                if body.is_none() && view.own_mention(at).is_some() && !bound(view, at + 1) {
                    body = Some((at, possessive));
                }
            }
            _ => break,
        }
        start = at;
    }
    Before { start, body }
}

/// "chief of staff", "commander-in-chief": a preposition between two words of a title.
fn inside_title(view: &View<'_>, preposition: usize, noun: usize) -> bool {
    let bare = |at: usize| {
        view.own_mention(at).is_none()
            && matches!(
                view.tag(at),
                PartOfSpeech::Noun | PartOfSpeech::ProperNoun | PartOfSpeech::Punctuation
            )
    };
    matches!(view.form(preposition), "of" | "in")
        && preposition + 2 >= noun
        && view
            .own_mention(noun)
            .is_none_or(|own| own.kind != MentionKind::Name)
        && preposition.checked_sub(1).is_some_and(bare)
}

/// Whether a hyphen stands right before a word.
fn bound(view: &View<'_>, at: usize) -> bool {
    at < view.len()
        && (matches!(view.form(at), "-" | "‑" | "–")
            || at
                .checked_sub(1)
                .is_some_and(|hyphen| matches!(view.form(hyphen), "-" | "‑" | "–")))
}

/// What follows a title in the order of the text.
struct Behind {
    /// Bodies with the preposition before them.
    bodies: Vec<(String, usize)>,
    /// The first node that is read no more.
    end: usize,
}

fn behind(view: &View<'_>, noun: usize) -> Behind {
    let mut bodies: Vec<(String, usize)> = Vec::new();
    let mut preposition: Option<String> = None;
    let mut at = noun + 1;
    while at < view.len() && at <= noun + 2 * REACH {
        let form = view.form(at);
        match view.tag(at) {
            PartOfSpeech::Adposition
                if matches!(
                    form,
                    "of" | "for" | "to" | "at" | "in" | "on" | "with" | "from"
                ) =>
            {
                preposition = Some(form.to_owned());
            }
            PartOfSpeech::Determiner if preposition.is_some() => {}
            PartOfSpeech::Adjective
            | PartOfSpeech::Noun
            | PartOfSpeech::ProperNoun
            | PartOfSpeech::Numeral => {
                let own = view.own_mention(at).is_some();
                match preposition.take() {
                    // "spokesman for X": the person is the one spoken for.
                    Some(words) if own => bodies.push((words, at)),
                    Some(words) => preposition = Some(words).filter(|_| own_follows(view, at)),
                    None if person(view, at) => break,
                    None if own => break,
                    None => {}
                }
            }
            PartOfSpeech::Punctuation if form == "." && at > noun => {
                // The point of an abbreviated rank.
                if view.len() == at + 1 {
                    break;
                }
            }
            PartOfSpeech::CoordinatingConjunction
                if preposition.is_none()
                    && bodies.last().is_some_and(|(_, last)| last + 1 == at) =>
            {
                break;
            }
            _ => break,
        }
        at += 1;
    }
    Behind { bodies, end: at }
}

/// Whether a name follows in the same noun phrase.
fn own_follows(view: &View<'_>, at: usize) -> bool {
    (at + 1..view.len().min(at + 4))
        .take_while(|next| {
            matches!(
                view.tag(*next),
                PartOfSpeech::Adjective | PartOfSpeech::Noun | PartOfSpeech::ProperNoun
            )
        })
        .any(|next| view.own_mention(next).is_some() && !person(view, next))
}

/// Reads the order of the words around a title.
fn in_order(view: &View<'_>, noun: usize, found: &mut Predicate) {
    let before = before(view, noun);
    let behind = behind(view, noun);
    // "according to X, US officials": several are no apposition to one.
    let several = several(view, noun);
    let mut holder = None;
    if behind.end < view.len() {
        let listed = view.child(behind.end, Dependency::Conj).is_some();
        let named = behind.end == noun + 1 && before.body.is_some() && (!several || listed);
        if person(view, behind.end) || (named && name(view, behind.end)) {
            holder = Some((behind.end, "name behind a title"));
        } else if view.form(behind.end) == ","
            && !several
            && let Some(name) = behind_comma(view, behind.end)
            && (person(view, name)
                || before.body.is_some()
                || (!behind.bodies.is_empty() && actor(view, name)))
        {
            holder = Some((name, "name behind a title and its body"));
        }
    }
    if holder.is_none()
        && let Some(name) = before.start.checked_sub(1)
    {
        if person(view, name) && name + 1 == noun {
            // "X chief of Y", without the comma.
            holder = Some((name, "name before a title"));
        } else if view.form(name) == ","
            && !several
            && let Some(name) = before_comma(view, name)
            && (person(view, name)
                || before.body.is_some()
                || (!behind.bodies.is_empty()
                    && view.tag(before.start) == PartOfSpeech::Determiner))
        {
            holder = Some((name, "name before a title"));
        }
    }
    let Some((holder, how)) = holder else { return };
    found.add(ArgumentRole::Holder, holder, how);
    if let Some((body, possessive)) = before.body {
        found.add(ArgumentRole::Modifier, body, "name before a title");
        if possessive {
            found.add(ArgumentRole::Possessor, body, "name before a title");
        }
    }
    for (words, body) in behind.bodies {
        if body != holder {
            found.add(
                ArgumentRole::Preposition(words.as_str().into()),
                body,
                "behind a title",
            );
        }
    }
    // "President X of Y"
    let next = holder + 1;
    if holder > noun && next + 1 < view.len() && view.form(next) == "of" {
        let name = (next + 1..view.len().min(next + 4)).find(|at| view.own_mention(*at).is_some());
        if let Some(name) = name.filter(|name| !person(view, *name)) {
            of(found, name, "behind the name");
        }
    }
}

/// The name behind a comma, past the ranks before it; none in a list of names.
fn behind_comma(view: &View<'_>, comma: usize) -> Option<usize> {
    let at = (comma + 1..view.len().min(comma + 6))
        .take_while(|at| {
            matches!(
                view.tag(*at),
                PartOfSpeech::Determiner
                    | PartOfSpeech::Adjective
                    | PartOfSpeech::Noun
                    | PartOfSpeech::ProperNoun
            ) || view.form(*at) == "."
        })
        .find(|at| view.own_mention(*at).is_some())?;
    let list = (at + 1..view.len().min(at + 3)).any(|at| matches!(view.form(at), "and" | "or"));
    (name(view, at) && !list).then_some(at)
}

/// The name before a comma, past an age or what stands in brackets.
fn before_comma(view: &View<'_>, comma: usize) -> Option<usize> {
    let mut at = comma;
    let mut bracket = false;
    for _ in 0..6 {
        at = at.checked_sub(1)?;
        match view.form(at) {
            ")" => bracket = true,
            "(" => bracket = false,
            "," => {}
            _ if bracket || view.tag(at) == PartOfSpeech::Numeral => {}
            _ => return name(view, at).then_some(at),
        }
    }
    None
}
