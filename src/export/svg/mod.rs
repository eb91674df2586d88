//! The graph as SVG, drawn by the program itself: boxes placed by `graph::layout`, curves between them with their
//! words where they cover nothing, a legend, and the evidence in tooltips.

mod curve;
mod legend;

use std::fmt::Write as _;
use std::io::{self, Write};

use self::curve::{Curve, Rectangle};
use super::picture::{
    LINE, NODE_FONT, NODE_WIDTH, box_size, class_appearance, edge_color, edge_label, edge_tooltip,
    edge_width, is_dashed, lines, node_tooltip, text_width, tint, xml,
};
use crate::graph::layout::{Pair, Spacing, layout};
use crate::graph::{Edge, Graph, Limits};

/// More than this makes no picture that anybody can read.
const MOST: Limits = Limits {
    entities: 120,
    statements: 600,
};
const EDGE_FONT: f64 = 9.5;
const MARGIN: f64 = 24.0;
/// How far apart the curves between the same two entities run.
const FAN: f64 = 34.0;

/// Writes the graph; of a large one as much as can be read.
///
/// # Errors
/// Where `out` fails.
pub fn write(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let (entities, statements) = (graph.graph.node_count(), graph.graph.edge_count());
    if entities <= MOST.entities && statements <= MOST.statements {
        return write_whole(graph, out);
    }
    write_whole(&graph.strongest(MOST), out)
}

fn write_whole(graph: &Graph, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<Vec<String>> = graph
        .graph
        .node_weights()
        .map(|node| lines(&node.label, NODE_WIDTH))
        .collect();
    let sizes: Vec<Pair> = names.iter().map(|lines| box_size(lines)).collect();
    let mut best: Option<(f64, Vec<Rectangle>, Vec<Placed<'_>>, Pair)> = None;
    // A wider picture is drawn only where words do not fit a narrower one.
    for edge in [180.0, 220.0, 265.0] {
        let spacing = Spacing {
            edge,
            gap: [edge * 0.27, edge * 0.22],
        };
        let (places, size) = layout(graph, &sizes, spacing);
        let boxes: Vec<Rectangle> = places
            .iter()
            .zip(&sizes)
            .map(|(place, size)| Rectangle::around([place[0] + MARGIN, place[1] + MARGIN], *size))
            .collect();
        let (placed, covered) = place_edges(graph, &boxes);
        let better = best
            .as_ref()
            .is_none_or(|(least, ..)| covered < *least * 0.6);
        if better {
            best = Some((covered, boxes, placed, size));
        }
        if covered == 0.0 {
            break;
        }
    }
    let (_, boxes, placed, size) = best.unwrap_or_default();
    let mut body = String::new();
    let mut corner = [size[0] + 2.0 * MARGIN, size[1] + 2.0 * MARGIN];
    for edge in &placed {
        for point in edge.curve.points() {
            corner = [
                corner[0].max(point[0] + MARGIN),
                corner[1].max(point[1] + MARGIN),
            ];
        }
    }
    for edge in &placed {
        draw_edge(graph, edge, &mut body);
    }
    for edge in &placed {
        draw_label(graph, edge, &mut body);
    }
    for ((node, lines), place) in graph.graph.node_weights().zip(&names).zip(&boxes) {
        let appearance = class_appearance(graph, node);
        let color = appearance.map_or("#777777", |class| class.color.as_str());
        let dashes = if node.known {
            ""
        } else {
            " stroke-dasharray=\"4 2.5\""
        };
        let _ = write!(
            body,
            "<g class=\"entity\"><title>{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"7\" \
             fill=\"{}\" stroke=\"{color}\" stroke-width=\"1.3\"{dashes}/>",
            xml(&node_tooltip(graph, node)),
            place.low[0],
            place.low[1],
            place.width(),
            place.height(),
            tint(color, 0.84),
        );
        let [x, y] = place.middle();
        let first = y - (lines.len() as f64 - 1.0) * LINE / 2.0 + NODE_FONT * 0.35;
        for (at, line) in lines.iter().enumerate() {
            let _ = write!(
                body,
                "<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"{NODE_FONT}\">{}</text>",
                first + at as f64 * LINE,
                xml(line)
            );
        }
        body.push_str("</g>\n");
    }
    let legend = legend::draw(graph, [MARGIN, corner[1]], corner[0]);
    let (width, height) = (
        corner[0].max(legend.width),
        corner[1] + legend.height + MARGIN,
    );
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" fill=\"#222222\">\n\
         <style>.statement:hover path{{stroke-width:4}} .entity:hover rect{{stroke-width:3}}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"
    )?;
    out.write_all(body.as_bytes())?;
    out.write_all(legend.body.as_bytes())?;
    writeln!(out, "</svg>")
}

/// An edge with its curve and the place of its words.
struct Placed<'g> {
    edge: &'g Edge,
    ends: [usize; 2],
    curve: Curve,
    words: String,
    label: Rectangle,
}

/// Draws a curve for each edge and finds a place for its words; gives also how much of the words lies on something.
fn place_edges<'g>(graph: &'g Graph, boxes: &[Rectangle]) -> (Vec<Placed<'g>>, f64) {
    let mut between: std::collections::BTreeMap<(usize, usize), usize> = Default::default();
    for (_, from, to, _) in graph.edges() {
        let pair = (from.index().min(to.index()), from.index().max(to.index()));
        *between.entry(pair).or_insert(0) += 1;
    }
    let mut drawn: std::collections::BTreeMap<(usize, usize), usize> = Default::default();
    let mut placed: Vec<Placed<'g>> = Vec::new();
    for (_, from, to, edge) in graph.edges() {
        let (from, to) = (from.index(), to.index());
        let pair = (from.min(to), from.max(to));
        let count = between.get(&pair).copied().unwrap_or(1);
        let at = drawn.entry(pair).or_insert(0);
        let mut offset = (*at as f64 - (count as f64 - 1.0) / 2.0) * FAN;
        *at += 1;
        // The fan opens to the same side whichever way the edge runs.
        if from > to {
            offset = -offset;
        }
        let curve = if from == to {
            Curve::over(&boxes[from], *at as f64)
        } else {
            Curve::between(&boxes[from], &boxes[to], offset)
        };
        let words = edge_label(edge);
        placed.push(Placed {
            edge,
            ends: [from, to],
            curve,
            label: Rectangle::around(
                [0.0; 2],
                [text_width(&words, EDGE_FONT) + 4.0, EDGE_FONT + 3.0],
            ),
            words,
        });
    }
    let mut covered = 0.0;
    let mut labels: Vec<Rectangle> = Vec::new();
    // Short curves have the least choice, so their words come first.
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by(|a, b| {
        placed[*a]
            .curve
            .length()
            .total_cmp(&placed[*b].curve.length())
            .then(a.cmp(b))
    });
    for at in order {
        let size = [placed[at].label.width(), placed[at].label.height()];
        let mut best: Option<(f64, Rectangle)> = None;
        for step in 0..13 {
            // From the middle outwards.
            let away = f64::from((step + 1) / 2) * 0.06;
            let t = if step % 2 == 0 {
                0.5 + away
            } else {
                0.5 - away
            };
            let candidate = Rectangle::around(placed[at].curve.at(t), size);
            let area: f64 = boxes
                .iter()
                .chain(&labels)
                .map(|other| candidate.overlap(other))
                .sum();
            if best.as_ref().is_none_or(|(least, _)| area < *least) {
                best = Some((area, candidate));
            }
            if area == 0.0 {
                break;
            }
        }
        if let Some((area, label)) = best {
            covered += area;
            labels.push(label);
            placed[at].label = label;
        }
    }
    (placed, covered)
}

fn draw_edge(graph: &Graph, placed: &Placed<'_>, body: &mut String) {
    let edge = placed.edge;
    let color = edge_color(graph, edge);
    let width = edge_width(edge);
    let dashes = if is_dashed(edge) {
        " stroke-dasharray=\"6 4\""
    } else {
        ""
    };
    let tooltip = tooltip(graph, placed);
    let _ = write!(
        body,
        "<g class=\"statement\"><title>{tooltip}</title><path d=\"{}\" fill=\"none\" stroke=\"{color}\" \
         stroke-width=\"{width:.1}\" stroke-opacity=\"0.85\"{dashes}/>",
        placed.curve.path()
    );
    if !edge.symmetric {
        let _ = write!(
            body,
            "<polygon points=\"{}\" fill=\"{color}\"/>",
            placed.curve.arrow(5.5 + width)
        );
    }
    body.push_str("</g>\n");
}

fn draw_label(graph: &Graph, placed: &Placed<'_>, body: &mut String) {
    let [x, y] = placed.label.middle();
    let _ = writeln!(
        body,
        "<g class=\"statement\"><title>{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\" \
         fill=\"#ffffff\" fill-opacity=\"0.88\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\" \
         font-size=\"{EDGE_FONT}\" fill=\"{}\">{}</text></g>",
        tooltip(graph, placed),
        placed.label.low[0],
        placed.label.low[1],
        placed.label.width(),
        placed.label.height(),
        y + EDGE_FONT * 0.35,
        edge_color(graph, placed.edge),
        xml(&placed.words)
    );
}

fn tooltip(graph: &Graph, placed: &Placed<'_>) -> String {
    let node = |at: usize| graph.graph.node_weight(petgraph::graph::NodeIndex::new(at));
    match (node(placed.ends[0]), node(placed.ends[1])) {
        (Some(from), Some(to)) => xml(&edge_tooltip(graph, placed.edge, from, to)),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::corpus;

    #[test]
    fn svg_of_the_corpus() {
        let graph = Graph::new(&corpus::knowledge(), &corpus::ontology());
        let draw = || {
            let mut out = Vec::new();
            write(&graph, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(draw(), draw());
        insta::assert_snapshot!(draw());
    }

    #[test]
    fn nothing_makes_a_picture_too() {
        let graph = Graph::new(&crate::model::Knowledge::default(), &corpus::ontology());
        let mut out = Vec::new();
        write(&graph, &mut out).unwrap();
        assert!(String::from_utf8(out).unwrap().ends_with("</svg>\n"));
    }
}
