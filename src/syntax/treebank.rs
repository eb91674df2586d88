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

#[cfg(test)]
mod tests {
    use super::{TreebankError, raw_text, read};

    const SAMPLE: &str = "# newdoc id = a\n# sent_id = a-1\n# text = They didn't go.\n\
        1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_\n\
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
        4\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No\n\
        4.1\t_\t_\t_\t_\t_\t_\t_\t_\t_\n\
        5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n";

    #[test]
    fn words_stand_where_the_text_has_them() {
        let sentences = read(&format!("{SAMPLE}\n{SAMPLE}")).unwrap();
        assert_eq!(sentences.len(), 2);
        assert_eq!(sentences[0].text, "They didn't go.");
        assert_eq!(sentences[0].id, "a-1");
        let forms: Vec<&str> = sentences[0]
            .words
            .iter()
            .map(|word| word.span.of(&sentences[0].text))
            .collect();
        assert_eq!(forms, ["They", "did", "n't", "go", "."]);
        let (text, found) = raw_text(&sentences);
        assert_eq!(text, "They didn't go.\n\nThey didn't go.");
        assert_eq!(found[1].span.of(&text), "They didn't go.");
    }

    #[test]
    fn what_is_no_treebank_is_refused_with_its_line() {
        let error = |content: &str| read(content).err();
        assert_eq!(
            error("1\tword\n"),
            Some(TreebankError {
                line: 1,
                expected: "ten columns with tabs between"
            })
        );
        assert_eq!(
            error("\n\n1\ta\ta\tX\tX\t_\tx\tdep\t_\t_\n"),
            Some(TreebankError {
                line: 3,
                expected: "the number of the head"
            })
        );
        assert_eq!(
            error("1\ta\ta\tX\tX\t_\t7\tdep\t_\t_\n"),
            Some(TreebankError {
                line: 2,
                expected: "heads inside the sentence above"
            })
        );
    }
}
