//! The graph as GraphML (Brandes and others, "GraphML progress report", 2002), for NetworkX, igraph, Gephi, Cytoscape,
//! yEd and Neo4j.

use std::io::{self, Write};

use super::fields::{DECLARED, Field, Kind, OF_EDGES, OF_NODES, of_edge, of_node, shown_in_xml};
use super::picture::xml;
use crate::graph::Graph;
use crate::graph::measures::Measures;

/// Writes the graph; edges keep the ids of their propositions.
///
/// # Errors
/// Where `out` fails.
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let measures = Measures::new(graph);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">"
    )?;
    for (of, fields) in DECLARED {
        for (name, kind) in fields {
            let kind = kind.of_xml();
            writeln!(
                out,
                "  <key id=\"{of}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
            )?;
        }
    }
    writeln!(out, "  <graph id=\"dossier\" edgedefault=\"directed\">")?;
    for at in graph.graph.node_indices() {
        let id = xml(graph.graph[at].id.as_str());
        writeln!(out, "    <node id=\"{id}\">")?;
        data(out, "node", &OF_NODES, &of_node(graph, &measures, at))?;
        writeln!(out, "    </node>")?;
    }
    for (_, from, to, edge) in graph.edges() {
        writeln!(
            out,
            "    <edge id=\"{}\" source=\"{}\" target=\"{}\">",
            edge.proposition,
            xml(graph.graph[from].id.as_str()),
            xml(graph.graph[to].id.as_str()),
        )?;
        data(out, "edge", &OF_EDGES, &of_edge(graph, edge))?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn data(out: &mut dyn Write, of: &str, names: &[(&str, Kind)], fields: &[Field]) -> io::Result<()> {
    for (name, shown) in shown_in_xml(names, fields) {
        writeln!(out, "      <data key=\"{of}_{name}\">{shown}</data>")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::tests::corpus::written;

    #[test]
    fn graphml_of_the_corpus() {
        insta::assert_snapshot!(written(super::write));
    }
}
