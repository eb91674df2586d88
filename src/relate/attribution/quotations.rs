//! Quotations, of one sentence or of several, and whom they are credited to.

use crate::model::{Byte, Claim, Document, Sentence, Span};

use super::Speech;

impl Speech {
    /// The quotation around a span.
    pub(super) fn quotation(&self, span: Span<Byte>) -> Option<Span<Byte>> {
        let after = self
            .quoted
            .partition_point(|quoted| quoted.start <= span.start);
        let last = *self.quoted.get(after.checked_sub(1)?)?;
        last.covers(span).then_some(last)
    }

    /// Credits what stands in quotations to whoever is said to speak next to them.
    ///
    /// A headline that credits nobody tells what the sentence behind it credits.
    pub(in crate::relate) fn finish(&self, sentences: &[Sentence], claims: &mut [Claim]) {
        if let Some(lead) = &self.lead {
            for claim in claims.iter_mut() {
                let headline = sentences
                    .get(claim.sentence as usize)
                    .is_some_and(|sentence| sentence.headline);
                if headline && claim.speakers.is_empty() {
                    claim.speakers.clone_from(lead);
                }
            }
        }
        for claim in claims.iter_mut().filter(|claim| claim.speakers.is_empty()) {
            let Some(quotation) = self.quotation(claim.trigger) else {
                continue;
            };
            // A word or two in quotation marks are no speech.
            if quotation.len() < 30 {
                continue;
            }
            let paragraph = self
                .paragraphs
                .iter()
                .find(|paragraph| paragraph.covers(quotation))
                .copied()
                .unwrap_or(quotation);
            let behind = self
                .told
                .iter()
                .filter(|(cue, _)| {
                    cue.start >= quotation.end
                        && paragraph.covers(*cue)
                        && cue.start - quotation.end < 80
                })
                .min_by_key(|(cue, _)| cue.start);
            let before = self
                .told
                .iter()
                .filter(|(cue, _)| cue.end <= quotation.start && quotation.start - cue.end < 600)
                .max_by_key(|(cue, _)| cue.end);
            if let Some((_, speakers)) = behind.or(before) {
                claim.speakers.clone_from(speakers);
            }
        }
    }
}

/// The quotations of a document. One that is not closed ends with its paragraph.
///
/// Single marks count only where they open before a word and close behind one, so that apostrophes do not.
pub(super) fn of(document: &Document) -> Vec<Span<Byte>> {
    let mut found = Vec::new();
    for paragraph in &document.prose {
        let text = paragraph.of(&document.text);
        let mut open: Option<(char, u32)> = None;
        let mut before = ' ';
        for (offset, mark) in text.char_indices() {
            let at = paragraph.start + offset as u32;
            let next = text
                .get(offset + mark.len_utf8()..)
                .and_then(|rest| rest.chars().next())
                .unwrap_or(' ');
            match (mark, open) {
                ('“' | '«' | '„' | '"', None) => {
                    open = Some((mark, at + mark.len_utf8() as u32));
                }
                ('‘', None) if !before.is_alphanumeric() && next.is_alphanumeric() => {
                    open = Some((mark, at + mark.len_utf8() as u32));
                }
                ('”' | '»' | '"', Some((with, start))) if with != '‘' => {
                    found.push(Span::new(start, at));
                    open = None;
                }
                ('’', Some(('‘', start))) if !next.is_alphanumeric() => {
                    found.push(Span::new(start, at));
                    open = None;
                }
                _ => {}
            }
            before = mark;
        }
        if let Some((_, start)) = open.filter(|(with, _)| *with != '‘') {
            found.push(Span::new(start, paragraph.end));
        }
    }
    found
}
