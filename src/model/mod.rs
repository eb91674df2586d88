//! The plain types that flow through the program, from one stage to the next.
//!
//! Nothing here knows of anything else in the project: no stage, no file, no format. A reader who
//! knows these types knows what each stage takes and gives.

mod claim;
mod class;
mod date;
mod diagnostic;
mod document;
mod entity;
mod knowledge;
mod mention;
mod outline;
mod record;
mod sentence;
mod span;
mod tree;

pub use claim::{About, Claim, End, Modality, Polarity, Quantity, RuleId, Speaker};
pub use class::{Class, ClassGroup};
pub use date::{PartialDate, TimeRelation, When};
pub use diagnostic::{Diagnostic, Severity};
pub use document::{CharOffsets, Document};
pub use entity::{EntityId, LocalEntity, RelationName};
pub use knowledge::{
    BorneOut, Build, ContentId, Contradiction, ContradictionKind, Event, Joining, Knowledge,
    Origin, Proposition, ResolvedClaim, ResolvedEntity,
};
pub use mention::{Candidate, Mention, MentionKind, Mentions, NameMention};
pub use outline::{Outline, OutlineEntity, OutlineQuantity, OutlineRelation, OutlineSource};
pub use record::{
    Record, RecordEntity, RecordMention, RecordQuantity, RecordRelation, RecordSource, RecordSpan,
};
pub use sentence::{Sentence, Token};
pub use span::{Byte, Char, Span, Word};
pub use tree::{Dependency, Node, PartOfSpeech, Tree};
