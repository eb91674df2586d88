//! Spans that know what they count, so that bytes, characters and words cannot be mixed.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// Counts bytes of a document's UTF-8 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Byte {}

/// Counts Unicode code points of a document's text, as records and RDF do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Char {}

/// Counts the tokens of one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Word {}

/// A range from `start` to `end`, end exclusive, that counts units of `U`.
///
/// ```
/// use dossier::model::{Byte, Span};
/// let span = Span::<Byte>::new(4, 7);
/// assert_eq!(span.of("the war goes on"), "war");
/// ```
pub struct Span<U> {
    /// The first unit inside.
    pub start: u32,
    /// The first unit behind.
    pub end: u32,
    unit: PhantomData<U>,
}

impl<U> Span<U> {
    /// The span from `start` to `end`, end exclusive.
    pub const fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end,
            unit: PhantomData,
        }
    }

    /// How many units it covers; 0 where the end lies before the start.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the unit at `position` lies inside.
    pub const fn contains(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether all of `other` lies inside.
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a unit.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same as a range of `usize`, to index with.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Span<Byte> {
    /// The piece of `text` that it covers; empty where it does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

// Written out, because a derive would ask the same of the unit.
impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for Span<U> {}
impl<U> PartialEq for Span<U> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<U> Eq for Span<U> {}
impl<U> PartialOrd for Span<U> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<U> Ord for Span<U> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<U> Hash for Span<U> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
