//! How fast the tagger is: from tokens to chosen mentions, on one core, the best of several rounds.
//!
//! `cargo bench --bench tagging -- [--text FILE] [--list FILE] [--rounds N] [--write-names FILE]`
//!
//! It reads text (`.txt`, or `.jsonl` with a `text` in each line; without, the project's seeds) and prints one line
//! of JSON. `benches/tagging.py` runs it beside other matchers on the same names and text.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Instant;
use std::{env, fs};

use dossier::load::{Gazetteer, List, bundle};
use dossier::model::{Document, Sentence};
use dossier::names::{self, Tagger};
use dossier::read;
use dossier::segment::segment;

fn main() {
    let option = |name: &str| {
        let mut arguments = env::args();
        arguments.find(|argument| argument == name)?;
        arguments.next()
    };
    let rounds: usize = option("--rounds").map_or(3, |count| count.parse().unwrap());
    let text = option("--text").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"),
        PathBuf::from,
    );

    let (mut gazetteer, _) = Gazetteer::load(&bundle::gazetteer());
    if let Some(file) = option("--write-names") {
        let names: BTreeSet<&str> = gazetteer
            .entities
            .values()
            .flat_map(|entity| &entity.aliases)
            .map(|alias| alias.name.as_str())
            .collect();
        fs::write(file, names.into_iter().collect::<Vec<_>>().join("\n")).unwrap();
        return;
    }
    let started = seconds();
    if let Some(file) = option("--list") {
        let list = List::open(Path::new(&file), names::spelling(&gazetteer.forms)).unwrap();
        gazetteer.lists.push(Arc::new(list));
    }
    let list = seconds() - started;
    let tagger = Tagger::new(&gazetteer);
    let opened = seconds() - started;

    let (sources, _) = read::find(&[text]);
    let documents: Vec<(Document, Vec<Sentence>)> = sources
        .into_iter()
        .filter_map(|source| source.read().ok())
        .map(|document| {
            let sentences = segment(&document);
            (document, sentences)
        })
        .collect();
    let bytes: usize = documents
        .iter()
        .map(|(document, _)| document.text.len())
        .sum();
    let (mut best, mut mentions) = (f64::INFINITY, 0);
    for _ in 0..rounds {
        let started = seconds();
        mentions = documents
            .iter()
            .map(|(document, sentences)| tagger.tag(document, sentences).len())
            .sum();
        best = best.min(seconds() - started);
    }
    // Whether two versions of the program find the same.
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for (document, sentences) in &documents {
        for mention in tagger.tag(document, sentences) {
            let best = &mention.candidates[0];
            let found = format!(
                "{}-{} {} {}",
                mention.span.start, mention.span.end, best.id, best.reason
            );
            for byte in found.bytes() {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    println!(
        "{{\"bytes\":{bytes},\"mentions\":{mentions},\"digest\":\"{digest:016x}\",\"list_opened_s\":{list:.3},\"made_ready_s\":{opened:.3},\
         \"resident_mb\":{},\"megabytes_per_s\":{:.2}}}",
        resident().map_or("null".to_owned(), |megabytes| format!("{megabytes:.0}")),
        bytes as f64 / best / 1e6
    );
}

/// A clock that runs while this thread does, so that other programs do not count; the wall's where the system has none.
fn seconds() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let own = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = own.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    own.map_or_else(
        || START.get_or_init(Instant::now).elapsed().as_secs_f64(),
        |nanoseconds| nanoseconds / 1e9,
    )
}

/// The memory that the process has had at most, in megabytes, where the system tells it.
fn resident() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1000.0)
}
