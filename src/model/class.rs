//! The classes of entities, as the annotation guideline has them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// A sovereign state, as territory or as actor.
    Country,
    /// A state's military, its branches, units and commands.
    ArmedForce,
    /// An armed group that is not a state's regular military.
    ArmedGroup,
    /// A military alliance of several states.
    Coalition,
    /// A government, ministry, agency, parliament, police or office.
    Government,
    /// An inter-governmental or non-governmental body, a party, a company, a monitor.
    Organization,
    /// A news outlet or agency.
    Media,
    /// A named individual, or one who takes part without a name.
    Person,
    /// People who are no organised actor.
    Population,
    /// A settlement, region, river, hill, border or declared zone.
    Place,
    /// A built site.
    Facility,
    /// A named operation, campaign, battle, agreement or round of talks.
    Operation,
}

impl Class {
    /// All of them, in the order of the guideline.
    pub const ALL: [Class; 12] = [
        Class::Country,
        Class::ArmedForce,
        Class::ArmedGroup,
        Class::Coalition,
        Class::Government,
        Class::Organization,
        Class::Media,
        Class::Person,
        Class::Population,
        Class::Place,
        Class::Facility,
        Class::Operation,
    ];

    /// The name in records, in the ontology and in data files.
    pub const fn name(self) -> &'static str {
        match self {
            Class::Country => "Country",
            Class::ArmedForce => "ArmedForce",
            Class::ArmedGroup => "ArmedGroup",
            Class::Coalition => "Coalition",
            Class::Government => "Government",
            Class::Organization => "Organization",
            Class::Media => "Media",
            Class::Person => "Person",
            Class::Population => "Population",
            Class::Place => "Place",
            Class::Facility => "Facility",
            Class::Operation => "Operation",
        }
    }

    /// Whether an entity of this class can act.
    pub const fn is_actor(self) -> bool {
        !matches!(self, Class::Place | Class::Facility | Class::Operation)
    }

    /// Whether an entity of this class can be held, entered or struck as ground.
    pub const fn is_ground(self) -> bool {
        matches!(self, Class::Place | Class::Facility | Class::Country)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Class {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Class::ALL
            .into_iter()
            .find(|class| class.name() == name)
            .ok_or(())
    }
}

/// One class, or one of the unions of classes that relations are declared over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClassGroup {
    /// Whoever can act.
    Actor,
    /// Whatever can be held or entered: a place, a facility, a country.
    Ground,
    /// Exactly this class.
    One(Class),
}

impl ClassGroup {
    /// Whether an entity of `class` belongs to it.
    pub fn contains(self, class: Class) -> bool {
        match self {
            ClassGroup::Actor => class.is_actor(),
            ClassGroup::Ground => class.is_ground(),
            ClassGroup::One(one) => one == class,
        }
    }
}

impl fmt::Display for ClassGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClassGroup::Actor => f.pad("Actor"),
            ClassGroup::Ground => f.pad("Ground"),
            ClassGroup::One(class) => f.pad(class.name()),
        }
    }
}

impl FromStr for ClassGroup {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        match name {
            "Actor" => Ok(ClassGroup::Actor),
            "Ground" => Ok(ClassGroup::Ground),
            _ => name.parse().map(ClassGroup::One),
        }
    }
}
