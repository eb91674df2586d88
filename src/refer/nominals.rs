//! Decides of whom a noun phrase speaks: of an entity named before, of the state's own that needs no
//! name, of a group that only these words describe, or of none.

use super::antecedents::{antecedent, candidates, fits_kind};
use super::discourse::{Discourse, Local, Placed};
use super::harm::{is_harmed, is_taken, strikes};
use super::phrases::{Determiner, Phrase};
use super::surroundings::{
    acting_state, actor, describing, is_argument, is_name, other_state, scene, speaking_state,
    speaks, state_of,
};
use super::view::View;
use crate::load::{Nominals, Sense};
use crate::model::{Class, Dependency, EntityId, LocalEntity};

/// Whom a phrase speaks of, and why.
pub(super) struct Settled {
    pub(super) entity: u32,
    pub(super) reason: String,
}

impl Settled {
    fn new(entity: u32, reason: String) -> Self {
        Self { entity, reason }
    }

    fn enter(discourse: &mut Discourse<'_, '_>, entity: LocalEntity, reason: String) -> Self {
        Self::new(discourse.enter(entity), reason)
    }
}

/// One phrase in its sentence, with what was found out about it.
pub(super) struct Case<'c, 'd> {
    pub(super) view: &'c View<'d>,
    pub(super) nominals: &'c Nominals,
    pub(super) sense: &'c Sense,
    pub(super) phrase: &'c Phrase,
    /// Whether it speaks of something known: by "the", by its state, or by a headline's style.
    pub(super) definite: bool,
    /// The state that its modifiers tell.
    pub(super) state: Option<EntityId>,
    /// Whether its words set it apart from others.
    pub(super) describing: bool,
    /// Whether something is done to those it speaks of.
    pub(super) harmed: bool,
    /// Whether they do it to others.
    pub(super) strikes: bool,
    /// Whether it is said to say something.
    pub(super) speaks: bool,
}

/// Settles one phrase; `possessor` is the entity of its possessive pronoun or name.
pub(super) fn settle(
    discourse: &mut Discourse<'_, '_>,
    view: &View<'_>,
    nominals: &Nominals,
    phrase: &Phrase,
    possessor: Option<u32>,
) -> Option<Settled> {
    if is_name(discourse, view, phrase) {
        return None;
    }
    let sense = nominals.senses.get(phrase.sense)?;
    let state = state_of(discourse, view, phrase);
    let headline = view.sentence.headline && phrase.determiner == Determiner::None;
    let case = Case {
        definite: phrase.determiner == Determiner::Definite
            || headline && !phrase.plural && !phrase.counted
            || state.is_some()
                && phrase.determiner == Determiner::None
                && !phrase.plural
                && sense.role.is_some(),
        sense,
        describing: describing(discourse, view, nominals, phrase),
        harmed: is_harmed(view, nominals, phrase),
        strikes: strikes(view, nominals, phrase),
        speaks: speaks(view, nominals, phrase.node, phrase.words),
        state,
        view,
        nominals,
        phrase,
    };
    case.settle(discourse, possessor)
}

impl Case<'_, '_> {
    fn settle(&self, discourse: &mut Discourse<'_, '_>, possessor: Option<u32>) -> Option<Settled> {
        let (sense, phrase) = (self.sense, self.phrase);
        if let Some(settled) = self.apposition(discourse) {
            return Some(settled);
        }
        if matches!(phrase.determiner, Determiner::Possessor(_)) {
            return self.owned(discourse, possessor?);
        }
        if let Some(body) = phrase.body.filter(|_| !sense.described) {
            let reason = format!("people of {}", discourse.label(body));
            return Some(Settled::new(body, reason));
        }
        if sense.possessed {
            // "In cooperation with allies": those of whoever acts.
            let bare = phrase.determiner == Determiner::None && phrase.plural;
            let actor = bare.then(|| actor(discourse, self.view)).flatten()?;
            return self.owned(discourse, actor);
        }
        if sense.described && !self.describing {
            return None;
        }
        let ahead = (sense.ahead && !self.definite && self.speaks)
            .then(|| self.ahead(discourse))
            .flatten();
        if ahead.is_some() {
            return ahead;
        }
        if !self.counts() {
            return None;
        }
        if let Some(generic) = &sense.generic {
            let entity = discourse.facts.listed(generic).unwrap_or(LocalEntity {
                id: EntityId::from(generic.as_str()),
                label: generic.clone(),
                class: *sense.classes.first()?,
                known: true,
                described: false,
            });
            let reason = format!("people of no body, wherever they are: {}", entity.label);
            return Some(Settled::enter(discourse, entity, reason));
        }
        if sense.home {
            return self.home(discourse);
        }
        if sense.border
            && let Some(settled) = self.border(discourse)
        {
            return Some(settled);
        }
        // Whom "rebels" fight, and whose "eight soldiers" died, tells who acts or speaks.
        let acting = (!self.definite && sense.role.is_some())
            .then(|| acting_state(discourse, self.view))
            .flatten();
        let told = self.state.clone().or(acting);
        if (sense.role.is_some() || sense.seat) && self.is_regional() {
            return None;
        }
        if told.is_none()
            && let Some(settled) = self.abroad(discourse)
        {
            return Some(settled);
        }
        let country = told.or_else(|| discourse.home.clone());
        if sense.seat {
            let seat = discourse.facts.seat(country.as_ref()?)?;
            let reason = format!("the capital of {}: {}", country?, seat.label);
            return Some(Settled::enter(discourse, seat, reason));
        }
        if sense.umbrella && !self.describing {
            let role = sense.role.as_deref()?;
            if let Some(holder) = discourse.facts.claimed(country.as_ref()?, role) {
                let about = country?;
                let reason = format!("generic, and the text is about {about}: {}", holder.label);
                return Some(Settled::enter(discourse, holder, reason));
            }
        }
        if self.is_one_of_many()
            && let Some(class) = sense.introduces
        {
            let entity = discourse.described(&phrase.described(self.view), class);
            let reason = "one without a name".to_owned();
            return Some(Settled::enter(discourse, entity, reason));
        }
        if let Some(settled) = self.apart(discourse) {
            return Some(settled);
        }
        if let Some(settled) = antecedent(discourse, self) {
            return Some(settled);
        }
        if sense.around
            && let Some(settled) = self.around(discourse)
        {
            return Some(settled);
        }
        if sense.ahead
            && let Some(settled) = self.ahead(discourse)
        {
            return Some(settled);
        }
        // "The local government" is not the state's.
        if let (Some(role), Some(country)) = (&sense.role, country)
            && (!self.describing || self.state.is_some())
            && (self.definite || self.phrase.counted || is_argument(self.view, phrase))
            && let Some(holder) = discourse.facts.holder(&country, role)
        {
            let reason = format!("the text is about {country}: {}", holder.label);
            return Some(Settled::enter(discourse, holder, reason));
        }
        let class = sense.introduces?;
        let taken = sense.taken && self.taken() || class == Class::Person && self.harmed;
        if !taken && (self.definite || sense.own || !is_argument(self.view, phrase)) {
            return None;
        }
        let entity = discourse.described(&phrase.described(self.view), class);
        let reason = "no name, and none before that it could speak of".to_owned();
        Some(Settled::enter(discourse, entity, reason))
    }

    /// Whether the phrase speaks of anybody at all.
    fn counts(&self) -> bool {
        let sense = self.sense;
        let person = sense.introduces == Some(Class::Person);
        let involved = self.harmed || person && self.strikes;
        if sense.harmed && !involved && !(self.definite && sense.own) {
            return false;
        }
        let ground = sense.introduces.is_some_and(Class::is_ground);
        if sense.taken && self.taken() || sense.own && ground || sense.described {
            return true;
        }
        let single = self.phrase.determiner == Determiner::Indefinite && !self.phrase.plural;
        if single {
            let group = sense.introduces == Some(Class::ArmedGroup) && self.describing;
            let person = person && (self.harmed || self.strikes);
            return group || person || involved && sense.generic.is_some();
        }
        self.definite || sense.bare && (self.phrase.plural || sense.role.is_some())
    }

    fn taken(&self) -> bool {
        let site = self.sense.introduces == Some(Class::Facility);
        self.harmed
            || site && !self.phrase.behind.is_empty()
            || is_taken(self.view, self.nominals, self.phrase)
    }

    /// Whether its words make it less than the state's: "the provincial capital".
    fn is_regional(&self) -> bool {
        let modifiers = &self.phrase.modifiers;
        let ground = self.sense.seat || self.sense.classes == [Class::Government];
        ground
            && modifiers
                .iter()
                .any(|at| self.nominals.regional.contains(self.view.word(*at)))
    }

    /// Whether it is a person whom nothing tells from others: "a soldier".
    fn is_one_of_many(&self) -> bool {
        self.sense.introduces == Some(Class::Person)
            && self.phrase.determiner == Determiner::Indefinite
            && !self.phrase.plural
    }

    /// The force of the state in which the sentence plays, where that is not the state that the text is about.
    fn abroad(&self, discourse: &mut Discourse<'_, '_>) -> Option<Settled> {
        let (sense, role) = (self.sense, self.sense.role.as_deref()?);
        let force = sense.classes == [Class::ArmedForce] || sense.umbrella;
        if !force || self.describing {
            return None;
        }
        let speaking = speaking_state(discourse, self.view, self.nominals, self.phrase);
        let spoken = speaking.is_some();
        let state = match speaking {
            Some(state) => state,
            None => scene(discourse, self.view)?,
        };
        if !spoken && discourse.home.as_ref() == Some(&state) {
            return None;
        }
        let holder = discourse.facts.claimed(&state, role)?;
        let reason = match spoken {
            true => format!("a source of {state} speaks: {}", holder.label),
            false => format!("the sentence plays in {state}: {}", holder.label),
        };
        Some(Settled::enter(discourse, holder, reason))
    }

    /// What lies around the place last spoken of.
    fn around(&self, discourse: &mut Discourse<'_, '_>) -> Option<Settled> {
        let fits = |local: &Local, _: &Placed| {
            matches!(local.entity.class, Class::Place | Class::Facility)
        };
        let found = discourse.antecedents(self.view.index, fits, |_| false);
        let last = found.iter().max_by_key(|antecedent| antecedent.last)?;
        let inner = discourse.locals.get(last.entity as usize)?.entity.clone();
        let outer = discourse.facts.around(&inner.id, &self.sense.kinds)?;
        let reason = format!("around {}: {}", inner.label, outer.label);
        Some(Settled::enter(discourse, outer, reason))
    }

    /// "X, a monitoring group", "the group, X".
    fn apposition(&self, discourse: &Discourse<'_, '_>) -> Option<Settled> {
        if let Some(entity) = self.beside_comma(discourse) {
            let reason = format!("beside a comma with {}", discourse.label(entity));
            return Some(Settled::new(entity, reason));
        }
        let (view, node) = (self.view, self.phrase.node?);
        let (relation, head) = view.relation(node)?;
        let tree = view.tree?;
        let beside = |node: usize| {
            let word = tree.nodes.get(node)?.words.start as usize;
            let name = view.name_at(word)?;
            let class = discourse.class(name.entity)?;
            self.sense.classes.contains(&class).then_some(name.entity)
        };
        let up = (relation == Dependency::Appos)
            .then_some(head)
            .flatten()
            .and_then(beside);
        let down = || {
            tree.children(node)
                .filter(|child| tree.nodes[*child].relation == Dependency::Appos)
                .find_map(beside)
        };
        let entity = up.or_else(down)?;
        let reason = format!("stands in apposition to {}", discourse.label(entity));
        Some(Settled::new(entity, reason))
    }

    /// "The ombudsman, X Y", "a kingpin, one X", "X Y, the mufti": the person across a comma, whom trees often miss.
    fn beside_comma(&self, discourse: &Discourse<'_, '_>) -> Option<u32> {
        /// Titles between the comma and the name.
        const TITLES: usize = 3;
        let (view, phrase) = (self.view, self.phrase);
        if self.sense.classes != [Class::Person] || phrase.plural {
            return None;
        }
        let person = |at: usize| {
            let name = view.name_at(at)?;
            (discourse.class(name.entity)? == Class::Person).then_some(name)
        };
        let end = phrase.words.end as usize;
        // "This man, X": X is spoken to.
        let addressed = view.word(phrase.words.start as usize) == "this";
        if view.word(end) == "," && !addressed {
            for at in end + 1..end + 2 + TITLES {
                if view.name_at(at).is_some() {
                    return person(at).map(|name| name.entity);
                }
                if !(view.is_capital(at) || view.word(at) == "one") {
                    break;
                }
            }
        }
        let determined = !matches!(
            phrase.determiner,
            Determiner::None | Determiner::Possessor(_)
        );
        let start = phrase.words.start as usize;
        let before = start
            .checked_sub(2)
            .filter(|_| determined && view.before(start) == ",")?;
        person(before).map(|name| name.entity)
    }

    /// "Its allies", "their fighters", "Syria's army".
    fn owned(&self, discourse: &mut Discourse<'_, '_>, possessor: u32) -> Option<Settled> {
        let sense = self.sense;
        let class = discourse.class(possessor)?;
        let owner = discourse.label(possessor).to_owned();
        let local = discourse.locals.get(possessor as usize)?;
        let (country, id) = (local.country.clone(), local.entity.id.clone());
        let own = sense.possessed
            || sense.classes == [Class::Population]
            || sense.introduces == Some(Class::Person) && sense.own && self.harmed
            || self.describing && sense.introduces != Some(Class::Person);
        if let (Some(introduced), true) = (sense.introduces, own && class.is_actor()) {
            let id = id.as_str().rsplit('/').next().unwrap_or_default();
            let words = self.phrase.described(self.view);
            let mut entity = discourse.described(&format!("{words} of {id}"), introduced);
            entity.label = format!("{words} of {owner}");
            let reason = format!("those of {owner}, a group of their own");
            return Some(Settled::enter(discourse, entity, reason));
        }
        if let (Some(introduced), true) = (sense.introduces, sense.taken && self.taken()) {
            let entity = discourse.described(&self.phrase.described(self.view), introduced);
            let reason = format!("no name, in the hands of {owner}");
            return Some(Settled::enter(discourse, entity, reason));
        }
        if sense.seat {
            let seat = discourse.facts.seat(&country?)?;
            let reason = format!("the capital of {owner}");
            return Some(Settled::enter(discourse, seat, reason));
        }
        if sense.classes.contains(&class) && self.phrase.plural {
            let reason = format!("its own people: {owner}");
            return Some(Settled::new(possessor, reason));
        }
        if let (Some(role), Some(country), Class::Country | Class::Government) =
            (&sense.role, country, class)
        {
            let holder = discourse.facts.holder(&country, role)?;
            let reason = format!("that of {owner}: {}", holder.label);
            return Some(Settled::enter(discourse, holder, reason));
        }
        None
    }

    /// "The country".
    fn home(&self, discourse: &mut Discourse<'_, '_>) -> Option<Settled> {
        if !self.definite {
            return None;
        }
        let home = discourse.home.clone()?;
        let entity = discourse.facts.listed(home.as_str())?;
        // A state in which something happens in the same sentence is nearer than what the whole text is about.
        let fits = |local: &Local, placed: &Placed| {
            local.entity.class == Class::Country
                && placed.mention.sentence == self.view.index
                && matches!(
                    placed.relation,
                    Some(Dependency::Obl | Dependency::Nmod | Dependency::NmodPoss)
                )
        };
        let near = discourse.antecedents(self.view.index, fits, |_| false);
        if let [only] = near.as_slice() {
            let label = discourse.label(only.entity);
            let reason = format!("the state named in the same sentence: {label}");
            return Some(Settled::new(only.entity, reason));
        }
        let reason = format!("the state that the text is about: {}", entity.label);
        Some(Settled::enter(discourse, entity, reason))
    }

    /// "The border with Iraq", and "the border" where one neighbour alone is spoken of.
    fn border(&self, discourse: &mut Discourse<'_, '_>) -> Option<Settled> {
        let home = discourse.home.clone()?;
        let other = other_state(discourse, self, &home)?;
        let border = discourse.facts.border(&home, &other)?;
        let reason = format!("the border of {home} with {other}");
        Some(Settled::enter(discourse, border, reason))
    }

    /// The only entity of the whole text that fits, also one named later: "a monitor said".
    fn ahead(&self, discourse: &Discourse<'_, '_>) -> Option<Settled> {
        let mut fitting = (0..discourse.locals.len() as u32).filter(|entity| {
            discourse
                .locals
                .get(*entity as usize)
                .is_some_and(|local| fits_kind(self, local))
        });
        let only = fitting.next()?;
        if fitting.next().is_some() {
            return None;
        }
        let reason = format!("the only one in the text: {}", discourse.label(only));
        Some(Settled::new(only, reason))
    }

    /// A group that only its own words or their number set apart.
    fn apart(&self, discourse: &mut Discourse<'_, '_>) -> Option<Settled> {
        let class = self.sense.introduces?;
        let words = self.phrase.described(self.view);
        let entity = discourse.described(&words, class);
        if discourse.entered(entity.id.as_str()).is_some() {
            let reason = format!("the same words as before: {}", entity.label);
            return Some(Settled::enter(discourse, entity, reason));
        }
        // What a state's adjective sets apart is the state's, where it has a force.
        let force = self.sense.role.is_some() && self.sense.classes == [Class::ArmedForce];
        if force && self.state.is_some() {
            return None;
        }
        let own = self.sense.own || self.describing;
        // Numbers set apart those who come and go; the killed and captured are of a group known.
        let counted = self.phrase.counted && !self.harmed;
        if !own && !counted || self.sense.taken && !self.taken() {
            return None;
        }
        let first = (self.describing || self.sense.own && (!self.sense.harmed || self.harmed))
            && candidates(discourse, self).is_empty();
        if self.definite && !first {
            return None;
        }
        let reason = "no name, set apart by its own words".to_owned();
        Some(Settled::enter(discourse, entity, reason))
    }
}

/// "The foreign ministry": the role of a state whose name the text leaves out.
pub(super) fn role(
    discourse: &mut Discourse<'_, '_>,
    view: &View<'_>,
    role: &str,
    class: Class,
) -> Option<Settled> {
    // A ministry is that of the state that speaks, a force that of the state in which the text plays.
    let speaking = (class == Class::Government)
        .then(|| {
            let fits = |local: &Local, placed: &Placed| {
                matches!(local.entity.class, Class::Country | Class::Government)
                    && local.country.is_some()
                    && placed.mention.sentence + 1 >= view.index
            };
            let found = discourse.antecedents(view.index, fits, |_| false);
            let first = discourse.locals.get(found.first()?.entity as usize)?;
            first.country.clone()
        })
        .flatten();
    let country = speaking.or_else(|| discourse.home.clone())?;
    let holder = discourse.facts.holder(&country, role)?;
    let label = &holder.label;
    let reason = format!("that of {country}, of which the text speaks: {label}");
    Some(Settled::enter(discourse, holder, reason))
}

/// "The forum": the body whose name ends in that word.
pub(super) fn namesake(
    discourse: &Discourse<'_, '_>,
    view: &View<'_>,
    word: &str,
) -> Option<Settled> {
    let fits = |local: &Local, _: &Placed| local.is_called(word);
    let found = discourse.antecedents(view.index, fits, |_| false);
    let best = found.first()?;
    let reason = format!("its name ends so: {}", discourse.label(best.entity));
    Some(Settled::new(best.entity, reason))
}
