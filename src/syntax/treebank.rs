//! Treebanks in CoNLL-U, read for training and evaluation.
//!
//! Format: <https://universaldependencies.org/format.html>. Lines of multiword tokens give the surface form of the
//! words they cover, empty nodes of enhanced graphs are passed over.

use crate::model::{Byte, Sentence, Span, Token};
use thiserror::Error;

/// One word of a treebank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in [`Annotated::text`].
    pub span: Span<Byte>,
    /// The form that the annotation gives, where it differs from the surface ("wo" stays "wo").
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub tag: String,
    /// Part of speech of the Penn Treebank.
    pub fine_tag: String,
    /// The head's number counted from 1; 0 for the root.
    pub head: usize,
    /// The relation to the head with its subtype.
    pub relation: String,
}

/// One sentence of a treebank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotated {
    /// The `sent_id`.
    pub id: String,
    /// Whether a document or a paragraph begins here.
    pub begins_paragraph: bool,
    /// The raw text.
    pub text: String,
    /// The words in order.
    pub words: Vec<Word>,
}

/// A line that is no CoNLL-U.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line}: expected {expected}")]
pub struct TreebankError {
    /// Counted from 1.
    pub line: usize,
    /// What the format wants there.
    pub expected: &'static str,
}

/// The sentences of a CoNLL-U file.
///
/// # Errors
/// The first line that does not have ten columns, whose numbers are none, or whose head lies outside its sentence.
pub fn read(content: &str) -> Result<Vec<Annotated>, TreebankError> {
    let mut found = Vec::new();
    let mut current = Annotated::default();
    // The last word that a multiword token covers, and whether a space follows that token.
    let mut covered = (0, true);
    let mut built = String::new();
    for (number, line) in content
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .chain([""])
        .enumerate()
    {
        let error = |expected| TreebankError {
            line: number + 1,
            expected,
        };
        if line.is_empty() {
            if !current.words.is_empty() {
                if current
                    .words
                    .iter()
                    .any(|word| word.head > current.words.len())
                {
                    return Err(error("heads inside the sentence above"));
                }
                current.text = std::mem::take(&mut built).trim_end().to_owned();
                found.push(std::mem::take(&mut current));
            }
            built.clear();
            covered = (0, true);
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            let comment = comment.trim();
            if let Some(id) = comment.strip_prefix("sent_id = ") {
                id.clone_into(&mut current.id);
            }
            current.begins_paragraph |=
                comment.starts_with("newpar") || comment.starts_with("newdoc");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, tag, fine_tag, _, head, relation, _, misc] = columns[..] else {
            return Err(error("ten columns with tabs between"));
        };
        let space = !misc.split('|').any(|entry| entry == "SpaceAfter=No");
        if id.contains('.') {
            continue;
        }
        if let Some((_, last)) = id.split_once('-') {
            covered = (
                last.parse().map_err(|_| error("a range of word numbers"))?,
                space,
            );
            continue;
        }
        let id: usize = id.parse().map_err(|_| error("a word number"))?;
        let start =
            u32::try_from(built.len()).map_err(|_| error("a sentence of less than 4 GB"))?;
        built.push_str(form);
        let end = u32::try_from(built.len()).map_err(|_| error("a sentence of less than 4 GB"))?;
        if (id > covered.0 && space) || (id == covered.0 && covered.1) {
            built.push(' ');
        }
        current.words.push(Word {
            span: Span::new(start, end),
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            tag: tag.to_owned(),
            fine_tag: fine_tag.to_owned(),
            head: head.parse().map_err(|_| error("the number of the head"))?,
            relation: relation.to_owned(),
        });
    }
    Ok(found)
}

/// The raw text of sentences, a blank line between paragraphs and a space between other sentences, with the sentences
/// and words that the annotation sees in it.
pub fn raw_text(sentences: &[Annotated]) -> (String, Vec<Sentence>) {
    let mut text = String::new();
    let mut found = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 {
            text.push_str(if sentence.begins_paragraph {
                "\n\n"
            } else {
                " "
            });
        }
        let offset = text.len() as u32;
        text.push_str(&sentence.text);
        let moved = |span: Span<Byte>| Span::new(span.start + offset, span.end + offset);
        let tokens: Vec<Token> = sentence
            .words
            .iter()
            .map(|word| Token {
                span: moved(word.span),
            })
            .collect();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            found.push(Sentence {
                span: first.span.join(last.span),
                tokens,
                paragraph: 0,
                headline: false,
            });
        }
    }
    (text, found)
}
