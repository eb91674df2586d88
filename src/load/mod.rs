//! Takes the files that users edit, `gazetteer/` and `ontology/`, and gives checked values, with a
//! diagnostic in its place for each thing that is wrong. Must not know of documents.

pub mod bundle;
mod data_file;
mod fields;
mod gazetteer;
mod identity;
pub mod import;
mod list;
mod nominals;
mod ontology;
mod relations;

pub use data_file::{DataFile, lists_in, read_folder};
pub use fields::{Fields, Spot, parse_toml, similar, tables};
pub use gazetteer::{
    Alias, Entity, Form, Forms, Gazetteer, Gender, PersonForms, PlaceCues, Role, RoleName,
};
pub use identity::{Decision, Ledger};
pub use list::{List, ListError, ListWriter, Posting, VERSION as LIST_VERSION, Written};
pub use nominals::{Nominals, Sense};
pub use ontology::{
    ClassDescription, Family, Mark, NamedQuery, Ontology, Parameter, ParameterError,
    RelationSignature, Vocabulary,
};
pub use relations::{
    Argument, ArgumentRole, Ends, Example, Judged, Language, LightVerbs, Near, Numbers, Operator,
    RelationRules, Relations, Rule, Speech, Time, Transparent, Trigger, TriggerKind, Unit, Voice,
};
