//! The graph as GEXF 1.3, for Gephi (0.9.3 or later) and Gephi Lite.

use std::io::{self, Write};

use super::fields::{DECLARED, Field, Kind, OF_EDGES, OF_NODES, of_edge, of_node, shown_in_xml};
use super::picture::{NODE_WIDTH, box_size, class_appearance, edge_color, lines, xml};
use crate::graph::Graph;
use crate::graph::layout::{Pair, Spacing, layout};
use crate::graph::measures::Measures;

/// Names that GEXF or its readers keep for themselves: these are said by elements and attributes of their own.
const OWN: [&str; 3] = ["label", "weight", "color"];

/// Of more entities than these the places are a spiral, from which any layout of the tool can start.
const MOST_PLACED: usize = 300;

/// The angle between two neighbours on the spiral, in radians: the golden one, so that none hides another.
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Writes the graph.
///
/// # Errors
/// Where `out` fails.
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let measures = Measures::new(graph);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n  \
         <meta><creator>dossier</creator></meta>\n  \
         <graph defaultedgetype=\"directed\" mode=\"static\" idtype=\"string\">"
    )?;
    for (of, fields) in DECLARED {
        writeln!(out, "    <attributes class=\"{of}\" mode=\"static\">")?;
        for (name, kind) in fields.iter().filter(|(name, _)| !OWN.contains(name)) {
            let kind = kind.of_xml();
            writeln!(
                out,
                "      <attribute id=\"{name}\" title=\"{name}\" type=\"{kind}\"/>"
            )?;
        }
        writeln!(out, "    </attributes>")?;
    }
    writeln!(out, "    <nodes>")?;
    let places = places(graph);
    for at in graph.graph.node_indices() {
        let node = &graph.graph[at];
        writeln!(
            out,
            "      <node id=\"{}\" label=\"{}\">",
            xml(node.id.as_str()),
            xml(&node.label)
        )?;
        values(out, &OF_NODES, &of_node(graph, &measures, at))?;
        if let Some(color) = class_appearance(graph, node) {
            writeln!(out, "        {}", viz_color(&color.color))?;
        }
        let size = 8.0 + 4.0 * f64::from(node.documents.min(20)).sqrt();
        let [x, y] = places.get(at.index()).copied().unwrap_or_default();
        writeln!(
            out,
            "        <viz:size value=\"{size:.2}\"/><viz:position x=\"{x:.1}\" y=\"{y:.1}\" z=\"0.0\"/>\n      </node>"
        )?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (_, from, to, edge) in graph.edges() {
        // NetworkX reads no graph of directed and undirected edges, so `symmetric` alone tells of the latter. Gephi draws
        // no edge without a weight: what nobody affirms gets a hair's breadth.
        let weight = if edge.support.is_empty() {
            "0.1".to_owned()
        } else {
            edge.support.len().to_string()
        };
        writeln!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\" kind=\"{}\" label=\"{}\" weight=\"{weight}\">",
            edge.proposition,
            xml(graph.graph[from].id.as_str()),
            xml(graph.graph[to].id.as_str()),
            xml(edge.relation.as_str()),
            xml(&edge.label),
        )?;
        values(out, &OF_EDGES, &of_edge(graph, edge))?;
        writeln!(
            out,
            "        {}\n      </edge>",
            viz_color(edge_color(graph, edge))
        )?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn values(out: &mut dyn Write, names: &[(&str, Kind)], fields: &[Field]) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (name, shown) in shown_in_xml(names, fields).filter(|(name, _)| !OWN.contains(name)) {
        let shown = shown.replace(['\n', '\t'], " ");
        writeln!(
            out,
            "          <attvalue for=\"{name}\" value=\"{shown}\"/>"
        )?;
    }
    writeln!(out, "        </attvalues>")
}

/// `#rrggbb` as GEXF has it.
fn viz_color(color: &str) -> String {
    let part = |at: usize| {
        let digits = color.get(at..at + 2);
        digits
            .and_then(|digits| u8::from_str_radix(digits, 16).ok())
            .unwrap_or(128)
    };
    format!(
        "<viz:color r=\"{}\" g=\"{}\" b=\"{}\"/>",
        part(1),
        part(3),
        part(5)
    )
}

fn places(graph: &Graph) -> Vec<Pair> {
    let count = graph.graph.node_count();
    if count <= MOST_PLACED {
        let nodes = graph.graph.node_weights();
        let sizes: Vec<Pair> = nodes
            .map(|node| box_size(&lines(&node.label, NODE_WIDTH)))
            .collect();
        let spacing = Spacing {
            edge: 220.0,
            gap: [60.0, 48.0],
        };
        return layout(graph, &sizes, spacing).0;
    }
    (0..count)
        .map(|at| {
            let (radius, angle) = (40.0 * (at as f64).sqrt(), at as f64 * GOLDEN);
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::tests::corpus::written;

    #[test]
    fn gexf_of_the_corpus() {
        insta::assert_snapshot!(written(super::write));
    }
}
