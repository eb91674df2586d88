//! The graph as JSON in the node-link form that NetworkX (`node_link_graph`) and D3 read.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::fields::{Field, Kind, OF_EDGES, OF_NODES, measure, of_edge, of_node};
use crate::graph::Graph;
use crate::graph::measures::Measures;

/// Writes the graph, a node or an edge a line. An edge's `key` is its proposition.
///
/// # Errors
/// Where `out` fails.
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let measures = Measures::new(graph);
    write!(
        out,
        "{{\"directed\":true,\"multigraph\":true,\"graph\":{{\"name\":\"dossier\"}},\n\"nodes\":["
    )?;
    for (position, at) in graph.graph.node_indices().enumerate() {
        let mut node = Map::new();
        node.insert("id".into(), json!(graph.graph[at].id.as_str()));
        add(&mut node, &OF_NODES, &of_node(graph, &measures, at));
        item(out, position, node)?;
    }
    write!(out, "\n],\n\"edges\":[")?;
    for (position, (_, from, to, edge)) in graph.edges().enumerate() {
        let mut link = Map::new();
        link.insert("source".into(), json!(graph.graph[from].id.as_str()));
        link.insert("target".into(), json!(graph.graph[to].id.as_str()));
        link.insert("key".into(), json!(edge.proposition.to_string()));
        add(&mut link, &OF_EDGES, &of_edge(graph, edge));
        item(out, position, link)?;
    }
    writeln!(out, "\n]}}")
}

fn item(out: &mut dyn Write, position: usize, fields: Map<String, Value>) -> io::Result<()> {
    out.write_all(if position == 0 { b"\n" } else { b",\n" })?;
    serde_json::to_writer(out, &Value::Object(fields))?;
    Ok(())
}

fn add(object: &mut Map<String, Value>, names: &[(&str, Kind)], fields: &[Field]) {
    for ((name, _), field) in names.iter().zip(fields) {
        let value = match field {
            Field::Text(text) if text.is_empty() => continue,
            Field::Text(text) => json!(text),
            Field::Whole(number) => json!(number),
            Field::Number(number) => match measure(*number).parse::<f64>() {
                Ok(rounded) => json!(rounded),
                Err(_) => continue,
            },
            Field::Truth(truth) => json!(truth),
        };
        object.insert((*name).to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::corpus::written;

    #[test]
    fn json_of_the_corpus() {
        insta::assert_snapshot!(written(super::write));
    }
}
