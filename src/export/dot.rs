//! The graph as DOT, for Graphviz: entities grouped and coloured by class, the evidence in tooltips, a legend.
//!
//! Boxes come with their places, for Graphviz's layered layout does not cope with a hub that everything meets in;
//! an analyst who wants another layout says `-Kdot` or `-Ksfdp`.

use std::io::{self, Write};

use petgraph::graph::NodeIndex;

use super::fields::{Field, Kind, OF_NODES, of_node};
use super::picture::{
    NODE_WIDTH, box_size, edge_color, edge_label, edge_tooltip, edge_width, extent, is_dashed,
    lines, node_tooltip, tint, xml,
};
use crate::graph::layout::{Pair, Spacing, layout};
use crate::graph::measures::Measures;
use crate::graph::{Graph, Standing};

const SPACING: Spacing = Spacing {
    edge: 220.0,
    gap: [60.0, 48.0],
};

/// Of more entities than these the places are left to Graphviz.
const MOST_PLACED: usize = 300;

/// How far the middle of the legend stands from the picture, in pixels.
const LEGEND_ROOM: f64 = 190.0;

/// Writes the graph; `dot -Tsvg` draws it.
///
/// # Errors
/// Where `out` fails.
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let sizes: Vec<Pair> = graph
        .graph
        .node_weights()
        .map(|node| box_size(&lines(&node.label, NODE_WIDTH)))
        .collect();
    let measures = Measures::new(graph);
    let placed = graph.graph.node_count() <= MOST_PLACED;
    let (places, size) = if placed {
        layout(graph, &sizes, SPACING)
    } else {
        (Vec::new(), [0.0; 2])
    };
    let engine = if placed {
        "layout=neato, inputscale=96, splines=true, overlap=true"
    } else {
        "layout=sfdp, splines=false, overlap=prism"
    };
    writeln!(
        out,
        "digraph dossier {{\n  \
         graph [charset=\"UTF-8\", {engine}, outputorder=edgesfirst, \
         pad=0.3, bgcolor=\"white\", fontname=\"Helvetica\", tooltip=\" \"];\n  \
         node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=9, height=0.2, margin=\"0.09,0.05\", penwidth=1];\n  \
         edge [fontname=\"Helvetica\", fontsize=7, arrowsize=0.55];"
    )?;
    for (class, appearance) in &graph.classes {
        let members: Vec<NodeIndex> = graph
            .graph
            .node_indices()
            .filter(|at| graph.graph[*at].class == *class)
            .collect();
        if members.is_empty() {
            continue;
        }
        writeln!(
            out,
            "\n  subgraph {} {{\n    node [color={}, fillcolor={}];",
            quoted(&appearance.label),
            quoted(&appearance.color),
            quoted(&tint(&appearance.color, 0.84)),
        )?;
        for at in members {
            let node = &graph.graph[at];
            let dashed = if node.known {
                ""
            } else {
                "style=\"rounded,filled,dashed\", "
            };
            let place = places.get(at.index()).map_or_else(String::new, |[x, y]| {
                format!("pos=\"{x:.0},{:.0}!\", ", size[1] - y)
            });
            writeln!(
                out,
                "    {} [label={}, {place}{dashed}tooltip={}{}];",
                quoted(node.id.as_str()),
                quoted(&lines(&node.label, NODE_WIDTH).join("\n")),
                quoted(&node_tooltip(graph, node)),
                measures_of(&of_node(graph, &measures, at)),
            )?;
        }
        writeln!(out, "  }}")?;
    }
    writeln!(out)?;
    for (_, from, to, edge) in graph.edges() {
        let (source, target) = (&graph.graph[from], &graph.graph[to]);
        let color = edge_color(graph, edge);
        let tooltip = quoted(&edge_tooltip(graph, edge, source, target));
        let mut attributes = vec![
            format!("label={}", quoted(&edge_label(edge))),
            format!("color={}", quoted(color)),
            format!("fontcolor={}", quoted(color)),
            format!("penwidth={:.1}", edge_width(edge)),
        ];
        if is_dashed(edge) {
            attributes.push("style=dashed".to_owned());
        }
        if edge.symmetric {
            attributes.push("dir=none".to_owned());
        }
        attributes.push(format!("tooltip={tooltip}"));
        attributes.push(format!("labeltooltip={tooltip}"));
        writeln!(
            out,
            "  {} -> {} [{}];",
            quoted(source.id.as_str()),
            quoted(target.id.as_str()),
            attributes.join(", ")
        )?;
    }
    legend(graph, placed, size, out)?;
    writeln!(out, "}}")
}

/// The measures of a node as attributes of their own, which Graphviz keeps and does not draw.
fn measures_of(fields: &[Field]) -> String {
    let named = OF_NODES.iter().zip(fields);
    named
        .filter(|((name, kind), _)| *kind == Kind::Number || *name == "community")
        .filter_map(|((name, _), field)| Some(format!(", {name}={}", field.shown()?)))
        .collect()
}

fn legend(graph: &Graph, placed: bool, size: Pair, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = String::new();
    for (class, appearance) in &graph.classes {
        if graph.graph.node_weights().any(|node| node.class == *class) {
            rows.push_str(&row(
                &format!("<FONT COLOR=\"{}\">■</FONT>", appearance.color),
                &appearance.label,
            ));
        }
    }
    for (name, appearance) in &graph.families {
        let used = |edge: &crate::graph::Edge| {
            edge.family.as_ref() == Some(name) && edge.standing != Standing::Denied
        };
        if graph.graph.edge_weights().any(used) {
            rows.push_str(&row(
                &format!("<FONT COLOR=\"{}\">━━</FONT>", appearance.color),
                &appearance.label,
            ));
        }
    }
    for (mark, words) in [
        ("━ ━", "planned, or only possible"),
        ("<FONT COLOR=\"#9a9a9a\">━━</FONT>", "denied"),
        (
            "<B>━━</B>",
            "the wider, the more independent origins say so",
        ),
        ("┄", "broken frame: not in the gazetteer"),
    ] {
        rows.push_str(&row(mark, words));
    }
    for words in extent(graph) {
        rows.push_str(&row("", &words));
    }
    let place = if placed {
        format!(
            "pos=\"{:.0},{:.0}!\", ",
            size[0] + LEGEND_ROOM,
            size[1] / 2.0
        )
    } else {
        String::new()
    };
    writeln!(
        out,
        "\n  \"legend/box\" [shape=box, style=rounded, color=\"#bbbbbb\", tooltip=\"legend\", {place}\
         label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"1\">{rows}</TABLE>>];"
    )
}

fn row(mark: &str, words: &str) -> String {
    format!(
        "<TR><TD ALIGN=\"RIGHT\">{mark}</TD><TD ALIGN=\"LEFT\">{}</TD></TR>",
        xml(words)
    )
}

/// A text in quotes, as DOT has it. A backslash is doubled, so that Graphviz shows it and nothing of a text
/// becomes an escape of its own; line breaks become `\n`.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::corpus;

    #[test]
    fn texts_are_quoted() {
        assert_eq!(
            quoted("a \"b\" \\N\nc\u{7}\t<d>"),
            "\"a \\\"b\\\" \\\\N\\nc <d>\""
        );
    }

    #[test]
    fn dot_of_the_corpus() {
        let graph = Graph::new(&corpus::knowledge(), &corpus::ontology());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
        insta::assert_snapshot!(String::from_utf8(out).unwrap());
    }
}
