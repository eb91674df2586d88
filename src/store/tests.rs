use std::collections::BTreeSet;
use std::time::Duration;

use super::*;
use crate::load::Ontology;
use crate::tests::corpus;

/// The corpus as N-Quads and as TriG.
fn written(ontology: &Ontology) -> (Vec<u8>, Vec<u8>) {
    let build = BuildDescription {
        version: "1".to_owned(),
        files: vec![UsedFile {
            path: "gazetteer/corpus.toml".to_owned(),
            sha256: "ab".repeat(32),
        }],
    };
    let (known, gazetteer) = (corpus::knowledge(), corpus::gazetteer());
    let content = Content {
        knowledge: &known,
        gazetteer: &gazetteer,
        ontology,
        policy: AssertionPolicy::default(),
        build: &build,
    };
    let records = known.records.iter().cloned().map(Ok);
    let (mut nquads, mut trig) = (Vec::new(), Vec::new());
    let spill = std::env::temp_dir();
    let written = write(content, records, &mut nquads, &mut trig, &spill).unwrap();
    assert_eq!(
        written.quads,
        nquads.split(|byte| *byte == b'\n').count() as u64 - 1
    );
    (nquads, trig)
}

fn store(ontology: &Ontology) -> Store {
    let (nquads, _) = written(ontology);
    Store::read(nquads.as_slice(), &ontology.vocabulary).unwrap()
}

/// The rows of an answer, cells joined by ` | `.
fn rows(store: &Store, sparql: &str) -> Vec<String> {
    match store.answer(sparql, QueryLimits::default()).unwrap() {
        Answer::Rows { rows, .. } => rows
            .iter()
            .map(|row| {
                let cells: Vec<&str> = row
                    .iter()
                    .map(|cell| cell.as_ref().map_or("", |value| &value.shown))
                    .collect();
                cells.join(" | ")
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn trig_of_the_corpus() {
    let ontology = corpus::ontology();
    let (_, once) = written(&ontology);
    assert_eq!(once, written(&ontology).1);
    let trig = String::from_utf8(once).unwrap();
    // The ontology's labels change with the ontology; its graph is not part of the picture.
    let parts: Vec<&str> = trig
        .split("\nGRAPH ")
        .filter(|part| !part.starts_with("graph:ontology") && !part.starts_with("@prefix"))
        .collect();
    insta::assert_snapshot!(parts.join("\nGRAPH "));
}

#[test]
fn both_formats_hold_the_same_quads() {
    let ontology = corpus::ontology();
    let (nquads, trig) = written(&ontology);
    let lines: Vec<&str> = std::str::from_utf8(&nquads).unwrap().lines().collect();
    assert!(lines.is_sorted());
    assert!(
        lines.iter().all(|line| !line.contains("_:")),
        "a blank node"
    );
    let parsed = |format, bytes: &[u8]| -> BTreeSet<String> {
        oxigraph::io::RdfParser::from_format(format)
            .for_slice(bytes)
            .map(|quad| quad.unwrap().to_string())
            .collect()
    };
    let from_nquads = parsed(oxigraph::io::RdfFormat::NQuads, &nquads);
    assert_eq!(from_nquads.len(), lines.len());
    assert_eq!(from_nquads, parsed(oxigraph::io::RdfFormat::TriG, &trig));
}

#[test]
fn every_term_stands_in_the_ontology() {
    let ontology = corpus::ontology();
    let text = include_str!("../../ontology/dossier.ttl");
    for name in Terms::NAMES {
        let (prefix, _) = name.split_once(':').unwrap();
        assert!(ontology.vocabulary.namespace(prefix).is_some(), "{name}");
        if matches!(prefix, "dos" | "graph") {
            assert!(
                text.contains(&format!("\n{name} a ")),
                "{name} is not declared"
            );
        }
    }
}

#[test]
fn only_what_is_affirmed_as_fact_is_asserted() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    let asserted = rows(
        &store,
        "SELECT ?s ?p ?o { GRAPH graph:asserted { ?s ?p ?o } } ORDER BY ?p ?s ?o",
    );
    insta::assert_snapshot!(asserted.join("\n"));
}

#[test]
fn answers_to_the_named_queries() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    assert!(ontology.queries.len() >= 14);
    let mut shown = String::new();
    for query in &ontology.queries {
        let values: Vec<(&str, &str)> = query
            .parameters
            .iter()
            .filter(|parameter| parameter.default.is_none())
            .map(|parameter| match parameter.name.as_str() {
                "outlet" => ("outlet", "hill post"),
                name => (name, "tarn"),
            })
            .collect();
        let answer = rows(&store, &query.fill(values).unwrap());
        assert!(
            !answer.is_empty() || query.name == "events",
            "{} gives nothing",
            query.name
        );
        shown.push_str(&format!("{}\n  {}\n", query.name, answer.join("\n  ")));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn answers_in_each_format() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    let select =
        "SELECT ?place ?at { ?place a dos:Place ; geo:hasGeometry/geo:asWKT ?at } ORDER BY ?place";
    let construct = "CONSTRUCT { ?a dos:leads ?b } { GRAPH graph:asserted { ?a dos:supports|dos:alliedWith ?b } }";
    let mut shown = String::new();
    for (name, sparql, format) in [
        ("table", select, "table"),
        ("csv", select, "csv"),
        ("tsv", select, "tsv"),
        ("json", select, "json"),
        ("xml", select, "xml"),
        ("ask", "ASK { ent:tarn a dos:Place }", "table"),
        ("construct", construct, "table"),
    ] {
        let mut out = Vec::new();
        store
            .query(sparql, format.parse().unwrap(), &mut out)
            .unwrap();
        shown.push_str(&format!("# {name}\n{}\n", String::from_utf8(out).unwrap()));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_query_ends() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    let limits = QueryLimits {
        timeout: Some(Duration::from_millis(2)),
        max_rows: None,
    };
    let long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }";
    assert!(matches!(
        store.answer(long, limits),
        Err(QueryError::TimedOut(_))
    ));
    let few = QueryLimits {
        max_rows: Some(3),
        ..QueryLimits::default()
    };
    match store.answer("SELECT ?a { ?a ?b ?c }", few).unwrap() {
        Answer::Rows { rows, cut, .. } => assert!(rows.len() == 3 && cut),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        store.answer("SELECT ?a {", few),
        Err(QueryError::Syntax(_))
    ));
    let remote = "SELECT * { SERVICE <http://localhost:1/> { ?a ?b ?c } }";
    assert!(store.answer(remote, few).is_err());
}

#[test]
fn a_document_is_dropped_with_all_it_says() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    let claims = "SELECT ?c { ?c a dos:Claim }";
    assert_eq!(rows(&store, claims).len(), 13);
    store.drop_document("b-hill-post").unwrap();
    assert_eq!(rows(&store, claims).len(), 8);
}

#[test]
fn another_base() {
    let ontology = corpus::ontology().with_base("https://example.org/own/");
    let store = store(&ontology);
    let documents = rows(
        &store,
        "SELECT (STR(?d) AS ?iri) { ?d a dos:Document } ORDER BY ?d LIMIT 1",
    );
    assert_eq!(documents, ["https://example.org/own/document/a-daily-tarn"]);
}

/// The shapes' commonest constraints, asked in SPARQL; a validator of SHACL checks them all in continuous integration.
#[test]
fn the_shapes_hold() {
    let ontology = corpus::ontology();
    let store = store(&ontology);
    let shapes = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
    store
        .store
        .load_from_slice(shapes, include_str!("../../ontology/shapes.ttl"))
        .unwrap();
    let target = "?shape sh:targetClass ?class ; sh:property ?property . ?property sh:path ?path . ?focus a ?class .";
    let checks = [
        (
            "minCount",
            "?property sh:minCount ?min . OPTIONAL { ?focus ?path ?value }",
            "GROUP BY ?focus ?path ?min HAVING(COUNT(DISTINCT ?value) < ?min)",
        ),
        (
            "maxCount",
            "?property sh:maxCount ?max . ?focus ?path ?value .",
            "GROUP BY ?focus ?path ?max HAVING(COUNT(DISTINCT ?value) > ?max)",
        ),
        (
            "in",
            "?property sh:in ?list . ?focus ?path ?value . FILTER NOT EXISTS { ?list rdf:rest*/rdf:first ?value }",
            "",
        ),
        (
            "datatype",
            "?property sh:datatype ?type . ?focus ?path ?value . FILTER(DATATYPE(?value) != ?type)",
            "",
        ),
        (
            "class",
            "?property sh:class ?type . ?focus ?path ?value . FILTER NOT EXISTS { ?value a ?type }",
            "",
        ),
        (
            "pattern",
            "?property sh:pattern ?pattern . ?focus ?path ?value . FILTER(!REGEX(STR(?value), ?pattern))",
            "",
        ),
    ];
    let focused = rows(&store, &format!("SELECT DISTINCT ?class {{ {target} }}"));
    assert!(focused.len() >= 8, "{focused:?}");
    for (name, pattern, group) in checks {
        let found = rows(
            &store,
            &format!("SELECT ?focus ?path {{ {target} {pattern} }} {group}"),
        );
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}
