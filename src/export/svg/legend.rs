//! The legend under the picture.

use std::fmt::Write as _;

use crate::export::picture::{DENIED, NODE_FONT, extent, text_width, tint, xml};
use crate::graph::layout::Pair;
use crate::graph::{Graph, Standing};

const ROW: f64 = 22.0;
const FONT: f64 = 11.0;

/// A drawn legend.
pub struct Legend {
    pub body: String,
    pub width: f64,
    pub height: f64,
}

/// One mark with its words.
struct Item {
    mark: String,
    mark_width: f64,
    words: String,
}

/// Draws it with its upper left corner at `corner`, in rows that fit `width`.
pub fn draw(graph: &Graph, corner: Pair, width: f64) -> Legend {
    let mut body = String::new();
    let mut widest = 0.0_f64;
    let mut y = corner[1] + ROW;
    let _ = writeln!(
        body,
        "<path d=\"M{:.1},{:.1}H{:.1}\" stroke=\"#cccccc\"/>",
        corner[0],
        corner[1],
        (width - corner[0]).max(corner[0] + 200.0)
    );
    for items in [classes(graph), families(graph), lines()] {
        if items.is_empty() {
            continue;
        }
        let mut x = corner[0];
        for item in items {
            let needed = item.mark_width + 6.0 + text_width(&item.words, FONT) + 18.0;
            if x > corner[0] && x + needed > width.max(640.0) {
                x = corner[0];
                y += ROW;
            }
            let _ = writeln!(
                body,
                "<g transform=\"translate({x:.1},{y:.1})\">{}<text x=\"{:.1}\" y=\"4\" font-size=\"{FONT}\">{}</text></g>",
                item.mark,
                item.mark_width + 6.0,
                xml(&item.words)
            );
            x += needed;
            widest = widest.max(x);
        }
        y += ROW;
    }
    let counted = format!(
        "{}. Point at anything to read the evidence.",
        extent(graph).join("; ")
    );
    let _ = writeln!(
        body,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{FONT}\" fill=\"#555555\">{}</text>",
        corner[0],
        y + 4.0,
        xml(&counted)
    );
    widest = widest.max(corner[0] * 2.0 + text_width(&counted, FONT));
    Legend {
        body,
        width: widest,
        height: y - corner[1] + NODE_FONT,
    }
}

fn classes(graph: &Graph) -> Vec<Item> {
    let used = |class| graph.graph.node_weights().any(|node| node.class == class);
    graph
        .classes
        .iter()
        .filter(|(class, _)| used(**class))
        .map(|(_, appearance)| Item {
            mark: format!(
                "<rect y=\"-6\" width=\"18\" height=\"12\" rx=\"4\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.3\"/>",
                tint(&appearance.color, 0.84),
                appearance.color
            ),
            mark_width: 18.0,
            words: appearance.label.clone(),
        })
        .collect()
}

fn families(graph: &Graph) -> Vec<Item> {
    let used = |name: &String| {
        graph
            .graph
            .edge_weights()
            .any(|edge| edge.family.as_ref() == Some(name) && edge.standing != Standing::Denied)
    };
    graph
        .families
        .iter()
        .filter(|(name, _)| used(name))
        .map(|(_, appearance)| line(&appearance.color, 2.0, "", &appearance.label))
        .collect()
}

fn lines() -> Vec<Item> {
    let dark = "#444444";
    vec![
        line(dark, 1.3, " stroke-dasharray=\"6 4\"", "planned, or only possible"),
        line(DENIED, 1.3, "", "denied"),
        line(dark, 4.3, "", "wider: more independent origins say so"),
        Item {
            mark: "<rect y=\"-6\" width=\"18\" height=\"12\" rx=\"4\" fill=\"#ffffff\" stroke=\"#444444\" stroke-dasharray=\"4 2.5\"/>"
                .to_owned(),
            mark_width: 18.0,
            words: "not in the gazetteer".to_owned(),
        },
    ]
}

fn line(color: &str, width: f64, dashes: &str, words: &str) -> Item {
    Item {
        mark: format!("<path d=\"M0,0H28\" stroke=\"{color}\" stroke-width=\"{width}\"{dashes}/>"),
        mark_width: 28.0,
        words: words.to_owned(),
    }
}
