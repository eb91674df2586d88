//! What pictures have in common: the words, colours and lines by which nodes and edges are shown.

use crate::graph::layout::Pair;
use crate::graph::{Appearance, Edge, Evidence, Graph, LeftOut, Node, Standing};
use crate::model::{Modality, Polarity};

/// How many sentences a tooltip quotes.
const QUOTES: usize = 4;

/// The size of the names of entities, in pixels.
pub const NODE_FONT: f64 = 12.0;

/// How far apart two lines of a name stand, in pixels.
pub const LINE: f64 = 15.0;

/// How many characters a line of a name holds.
pub const NODE_WIDTH: usize = 20;

/// The colour of what is denied.
pub const DENIED: &str = "#9a9a9a";

/// The colour of what has none of its own.
const PLAIN: &str = "#666666";

/// The words on an edge: the relation, and how it is told where not plainly as fact.
pub fn edge_label(edge: &Edge) -> String {
    let label = &edge.label;
    match edge.standing {
        Standing::Affirmed => label.clone(),
        Standing::Contested => format!("{label} (denied by some)"),
        Standing::Planned => format!("{label} (planned)"),
        Standing::Possible => format!("{label} (possibly)"),
        Standing::Denied => format!("[not] {label}"),
    }
}

/// The colour of an edge: its family's, grey where it is denied alone.
pub fn edge_color<'g>(graph: &'g Graph, edge: &Edge) -> &'g str {
    match (edge.standing, graph.appearance(edge)) {
        (Standing::Denied, _) => DENIED,
        (_, Some(appearance)) => &appearance.color,
        _ => PLAIN,
    }
}

/// Whether an edge is drawn broken: planned or only possible.
pub fn is_dashed(edge: &Edge) -> bool {
    matches!(edge.standing, Standing::Planned | Standing::Possible)
}

/// The width of an edge's line: wider with each independent origin, up to six.
pub fn edge_width(edge: &Edge) -> f64 {
    1.3 + edge.support.len().clamp(1, 6).saturating_sub(1) as f64
}

/// The colour of a node's class.
pub fn class_appearance<'g>(graph: &'g Graph, node: &Node) -> Option<&'g Appearance> {
    graph.classes.get(&node.class)
}

/// A colour with so much white in it, from 0 to 1.
pub fn tint(color: &str, white: f64) -> String {
    let part = |at: usize| {
        let value = color
            .get(at..at + 2)
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .map_or(128.0, f64::from);
        (value + (255.0 - value) * white).round() as u8
    };
    format!("#{:02x}{:02x}{:02x}", part(1), part(3), part(5))
}

/// Who affirms and who denies it, then the sentences.
pub fn edge_tooltip(graph: &Graph, edge: &Edge, from: &Node, to: &Node) -> String {
    let family = graph
        .appearance(edge)
        .map_or("", |family| family.label.as_str());
    let mut text = format!("{} · {} · {}", from.label, edge_label(edge), to.label);
    if !family.is_empty() {
        text.push_str(&format!("  ({family})"));
    }
    if !edge.support.is_empty() {
        let how = if edge.corroborated {
            "Affirmed, independently, by"
        } else {
            "Affirmed by"
        };
        text.push_str(&format!("\n{how}: {}", edge.support.join("; ")));
    }
    if !edge.denial.is_empty() {
        text.push_str(&format!("\nDenied by: {}", edge.denial.join("; ")));
    }
    for evidence in edge.evidence.iter().take(QUOTES) {
        text.push_str(&format!("\n\n{}", quote(evidence)));
    }
    if edge.claims > QUOTES {
        text.push_str(&format!("\n\nand {} more", edge.claims - QUOTES));
    }
    text
}

fn quote(evidence: &Evidence) -> String {
    let mut stance = Vec::new();
    if evidence.polarity == Polarity::Negative {
        stance.push("denied".to_owned());
    }
    match evidence.modality {
        Modality::Actual => {}
        Modality::Intended => stance.push("planned".to_owned()),
        Modality::Possible => stance.push("possible".to_owned()),
    }
    stance.extend(evidence.when.map(|when| when.to_string()));
    stance.push(evidence.document.clone());
    format!(
        "“{}”\n— {} ({})",
        evidence.quote,
        evidence.said_by,
        stance.join(", ")
    )
}

/// What a node is and where it comes from.
pub fn node_tooltip(graph: &Graph, node: &Node) -> String {
    let class = class_appearance(graph, node).map_or("", |class| class.label.as_str());
    let listed = if node.known {
        ""
    } else {
        ", not in the gazetteer"
    };
    let documents = plural(node.documents as usize, "document", "documents");
    let mentions = plural(node.mentions as usize, "mention", "mentions");
    format!(
        "{}\n{class}{listed}\n{mentions} in {documents}\n{}",
        node.label, node.id
    )
}

/// A number with its noun.
pub fn plural(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

/// How much a picture shows, and what it leaves out and by which order.
pub fn extent(graph: &Graph) -> Vec<String> {
    let (entities, statements) = (graph.graph.node_count(), graph.graph.edge_count());
    let mut told = vec![format!(
        "{}, {}",
        plural(entities, "entity", "entities"),
        plural(statements, "statement", "statements")
    )];
    if graph.left_out != LeftOut::default() {
        told.push(format!(
            "of {} entities and {} statements: those that most origins affirm",
            entities + graph.left_out.entities,
            statements + graph.left_out.statements
        ));
    }
    if graph.without_subject > 0 {
        let number = plural(graph.without_subject, "statement names", "statements name");
        told.push(format!("{number} no actor and cannot be drawn"));
    }
    told
}

/// Breaks words into lines of at most so many characters where spaces let it.
pub fn lines(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A text inside XML: the five marks escaped, control characters that XML forbids left out.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => out.push(c),
        }
    }
    out
}

/// How large the box around a name's lines is, in pixels.
pub fn box_size(lines: &[String]) -> Pair {
    let widest = lines
        .iter()
        .map(|line| text_width(line, NODE_FONT))
        .fold(0.0, f64::max);
    [widest + 18.0, lines.len() as f64 * LINE + 10.0]
}

/// About how wide a text is in a common sans-serif; rather too wide than too narrow.
pub fn text_width(text: &str, size: f64) -> f64 {
    let em: f64 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ':' | '|' | '!' => 0.30,
            'f' | 't' | 'r' | ' ' | '-' | '(' | ')' | '[' | ']' | '/' => 0.38,
            'm' | 'w' | 'M' | 'W' | '@' => 0.92,
            'A'..='Z' => 0.72,
            '0'..='9' => 0.58,
            c if c.is_ascii() => 0.58,
            c if (c as u32) < 0x2E80 => 0.64,
            _ => 1.0,
        })
        .sum();
    em * size
}
