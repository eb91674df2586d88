//! The nodes or the edges of the graph as CSV (RFC 4180), for spreadsheets and for Gephi's import.

use std::io::{self, Write};

use super::fields::{Field, Kind, OF_EDGES, OF_NODES, of_edge, of_node};
use crate::graph::Graph;
use crate::graph::measures::Measures;

/// Writes the nodes, the id first.
///
/// # Errors
/// Where `out` fails.
pub fn write_nodes(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let measures = Measures::new(graph);
    let mut writer = csv::Writer::from_writer(out);
    heading(&mut writer, &["Id"], &OF_NODES)?;
    for at in graph.graph.node_indices() {
        let id = graph.graph[at].id.to_string();
        row(&mut writer, vec![id], &of_node(graph, &measures, at))?;
    }
    writer.flush()
}

/// Writes the edges, the proposition's id and the ids of both ends first.
///
/// # Errors
/// Where `out` fails.
pub fn write_edges(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    heading(&mut writer, &["Id", "Source", "Target", "Type"], &OF_EDGES)?;
    for (_, from, to, edge) in graph.edges() {
        let first = vec![
            edge.proposition.to_string(),
            graph.graph[from].id.to_string(),
            graph.graph[to].id.to_string(),
            if edge.symmetric {
                "Undirected".to_owned()
            } else {
                "Directed".to_owned()
            },
        ];
        row(&mut writer, first, &of_edge(graph, edge))?;
    }
    writer.flush()
}

fn heading<W: Write>(
    writer: &mut csv::Writer<W>,
    first: &[&str],
    fields: &[(&str, Kind)],
) -> io::Result<()> {
    let names = fields.iter().map(|(name, _)| *name);
    Ok(writer.write_record(first.iter().copied().chain(names))?)
}

fn row<W: Write>(
    writer: &mut csv::Writer<W>,
    mut cells: Vec<String>,
    fields: &[Field],
) -> io::Result<()> {
    cells.extend(fields.iter().map(|field| field.shown().unwrap_or_default()));
    Ok(writer.write_record(cells)?)
}

#[cfg(test)]
mod tests {
    use crate::tests::corpus::written;

    #[test]
    fn tables_of_the_corpus() {
        insta::assert_snapshot!("nodes", written(super::write_nodes));
        insta::assert_snapshot!("edges", written(super::write_edges));
    }
}
