//! The reader on the five articles: what is prose, and what an index tells.

use std::fmt::Write as _;
use std::path::PathBuf;

use dossier::read;

#[test]
fn the_seeds_prose() {
    let (sources, diagnostics) = read::find(&[PathBuf::from("seeds")]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let mut shown = String::new();
    for source in sources {
        let document = source.read().unwrap();
        let _ = writeln!(
            shown,
            "# {} · {} · {}",
            document.id,
            document.outlet.as_deref().unwrap_or("?"),
            document
                .published
                .map(|date| date.to_string())
                .unwrap_or_default()
        );
        for span in &document.prose {
            let mark = if document.headline == Some(*span) {
                "headline"
            } else {
                "prose"
            };
            let text = span.of(&document.text);
            let cut: String = text.chars().take(90).collect();
            let more = if cut.len() < text.len() { "…" } else { "" };
            let _ = writeln!(shown, "{mark} {span:?} {cut}{more}");
        }
    }
    insta::assert_snapshot!(shown);
}
