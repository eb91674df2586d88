//! Sentences and their tokens.

use super::{Byte, Span, Word};

/// One token: a word, a number, a mark or a clitic such as `'s`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the document.
    pub span: Span<Byte>,
}

/// One sentence, with its tokens in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first token to the last.
    pub span: Span<Byte>,
    /// Never empty.
    pub tokens: Vec<Token>,
    /// The paragraph of the document it stands in: an index into `Document::prose`.
    pub paragraph: u32,
    /// Whether it is the document's headline.
    pub headline: bool,
}

impl Sentence {
    /// The bytes of the document that these words cover; empty where there are none.
    pub fn bytes(&self, words: Span<Word>) -> Span<Byte> {
        match self.tokens.get(words.range()) {
            Some([first, .., last]) => first.span.join(last.span),
            Some([only]) => only.span,
            _ => Span::new(self.span.start, self.span.start),
        }
    }

    /// The words that lie wholly inside these bytes of the document.
    pub fn words(&self, bytes: Span<Byte>) -> Span<Word> {
        let start = self
            .tokens
            .partition_point(|token| token.span.start < bytes.start);
        let end = self
            .tokens
            .partition_point(|token| token.span.end <= bytes.end);
        Span::new(start as u32, end.max(start) as u32)
    }
}
