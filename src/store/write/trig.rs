//! TriG for readers: prefixed names, one block for each graph, one paragraph for each subject.

use std::io::{self, BufWriter, Write};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Term, Triple};
use rustc_hash::FxHashMap;

use crate::load::Vocabulary;
use crate::store::describe::GraphPart;

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// The prefixes of a vocabulary, by namespace.
pub struct Prefixes<'v> {
    vocabulary: &'v Vocabulary,
    names: FxHashMap<String, String>,
}

impl<'v> Prefixes<'v> {
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let names = vocabulary
            .prefixes()
            .map(|(prefix, namespace)| (namespace.to_owned(), prefix.to_owned()))
            .collect();
        Self { vocabulary, names }
    }
}

/// The whole block of a graph that comes in one part, to be written with `TrigWriter::write_block`.
pub fn block(part: &GraphPart, prefixes: &Prefixes<'_>) -> io::Result<Vec<u8>> {
    let mut block = Vec::with_capacity(part.triples.len() * 80);
    let mut writer = TrigWriter {
        out: &mut block,
        prefixes,
        open: None,
    };
    writer.part(part)?;
    writer.finish()?;
    Ok(block)
}

/// Writes graph parts one after the other; those of one graph that follow each other share a block.
pub struct TrigWriter<'p, W: Write> {
    out: W,
    prefixes: &'p Prefixes<'p>,
    open: Option<NamedNode>,
}

impl<'p, W: Write> TrigWriter<'p, BufWriter<W>> {
    /// Declares the prefixes.
    pub fn new(out: W, prefixes: &'p Prefixes<'p>) -> io::Result<Self> {
        let mut out = BufWriter::new(out);
        for (prefix, namespace) in prefixes.vocabulary.prefixes() {
            writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
        }
        Ok(Self {
            out,
            prefixes,
            open: None,
        })
    }
}

impl<W: Write> TrigWriter<'_, W> {
    /// Writes a block that `block` made.
    pub fn write_block(&mut self, block: &[u8]) -> io::Result<()> {
        self.close()?;
        self.out.write_all(block)
    }

    /// Writes one part; its triples must be sorted by subject and predicate.
    pub fn part(&mut self, part: &GraphPart) -> io::Result<()> {
        if self.open.as_ref() != Some(&part.name) {
            self.close()?;
            self.out.write_all(b"\nGRAPH ")?;
            self.iri(part.name.as_str())?;
            self.out.write_all(b" {\n")?;
            self.open = Some(part.name.clone());
        }
        self.triples(&part.triples, "  ")
    }

    fn triples(&mut self, triples: &[Triple], indent: &str) -> io::Result<()> {
        let mut before: Option<&Triple> = None;
        for triple in triples {
            match before {
                Some(last)
                    if last.subject == triple.subject && last.predicate == triple.predicate =>
                {
                    self.out.write_all(b" , ")?;
                }
                Some(last) if last.subject == triple.subject => {
                    write!(self.out, " ;\n{indent}  ")?;
                    self.predicate(triple.predicate.as_str())?;
                }
                _ => {
                    if before.is_some() {
                        self.out.write_all(b" .\n")?;
                    }
                    self.out.write_all(indent.as_bytes())?;
                    self.subject(&triple.subject)?;
                    self.out.write_all(b" ")?;
                    self.predicate(triple.predicate.as_str())?;
                }
            }
            self.object(&triple.object)?;
            before = Some(triple);
        }
        if before.is_some() {
            self.out.write_all(b" .\n")?;
        }
        Ok(())
    }

    /// Closes the last block.
    pub fn finish(mut self) -> io::Result<()> {
        self.close()?;
        self.out.flush()
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open.take().is_some() {
            self.out.write_all(b"}\n")?;
        }
        Ok(())
    }

    fn subject(&mut self, subject: &NamedOrBlankNode) -> io::Result<()> {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => write!(self.out, "{node}"),
        }
    }

    fn predicate(&mut self, iri: &str) -> io::Result<()> {
        if iri == TYPE {
            self.out.write_all(b"a ")
        } else {
            self.iri(iri)?;
            self.out.write_all(b" ")
        }
    }

    fn iri(&mut self, iri: &str) -> io::Result<()> {
        let split = iri.rfind(['/', '#']).map_or(0, |at| at + 1);
        let (namespace, local) = iri.split_at(split);
        match self.prefixes.names.get(namespace) {
            Some(prefix) if is_local_name(local) => write!(self.out, "{prefix}:{local}"),
            _ => write!(self.out, "<{iri}>"),
        }
    }

    fn object(&mut self, object: &Term) -> io::Result<()> {
        let literal = match object {
            Term::NamedNode(node) => return self.iri(node.as_str()),
            Term::BlankNode(node) => return write!(self.out, "{node}"),
            Term::Literal(literal) => literal,
        };
        let value = literal.value();
        let datatype = literal.datatype();
        let kind = datatype.as_str().strip_prefix(XSD).unwrap_or_default();
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let unsigned = value.strip_prefix('-').unwrap_or(value);
        let bare = match kind {
            "integer" => digits(unsigned),
            "decimal" => unsigned
                .split_once('.')
                .is_some_and(|(whole, part)| digits(whole) && digits(part)),
            "boolean" => matches!(value, "true" | "false"),
            _ => false,
        };
        if bare {
            return self.out.write_all(value.as_bytes());
        }
        self.quoted(value)?;
        if let Some(language) = literal.language() {
            write!(self.out, "@{language}")
        } else if kind == "string" {
            Ok(())
        } else {
            self.out.write_all(b"^^")?;
            self.iri(datatype.as_str())
        }
    }

    fn quoted(&mut self, value: &str) -> io::Result<()> {
        self.out.write_all(b"\"")?;
        let mut written = 0;
        for (at, c) in value.char_indices() {
            let escaped = match c {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ if c.is_control() => "",
                _ => continue,
            };
            self.out.write_all(&value.as_bytes()[written..at])?;
            if escaped.is_empty() {
                write!(self.out, "\\u{:04X}", u32::from(c))?;
            } else {
                self.out.write_all(escaped.as_bytes())?;
            }
            written = at + c.len_utf8();
        }
        self.out.write_all(&value.as_bytes()[written..])?;
        self.out.write_all(b"\"")
    }
}

/// Writes sorted triples as Turtle, with those prefixes alone that they use.
pub fn write_turtle(
    triples: &[Triple],
    vocabulary: &Vocabulary,
    out: impl Write,
) -> io::Result<()> {
    let mut text = Vec::new();
    let prefixes = Prefixes::new(vocabulary);
    let mut writer = TrigWriter {
        out: &mut text,
        prefixes: &prefixes,
        open: None,
    };
    writer.triples(triples, "")?;
    writer.finish()?;
    let mut out = BufWriter::new(out);
    for (prefix, namespace) in vocabulary.prefixes() {
        let used = |triple: &Triple| {
            [
                triple.subject.to_string(),
                triple.predicate.to_string(),
                triple.object.to_string(),
            ]
            .iter()
            .any(|term| term.contains(&format!("<{namespace}")))
        };
        if triples.iter().any(used) {
            writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
        }
    }
    out.write_all(&text)?;
    out.flush()
}

/// Whether the text can stand behind a prefix without escapes.
fn is_local_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'%' => {
                let hex = bytes.get(at + 1..at + 3);
                if !hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
                    return false;
                }
                at += 3;
            }
            b'-' if at == 0 => return false,
            byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' => at += 1,
            _ => return false,
        }
    }
    !text.is_empty()
}
