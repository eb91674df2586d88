use super::*;
use crate::load::bundle;

fn file(path: &str, text: &str) -> DataFile {
    DataFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn bundled() -> Ontology {
    let (ontology, diagnostics) = Ontology::load(&bundle::ontology());
    let shown: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(diagnostics.is_empty(), "{}", shown.join("\n"));
    ontology
}

#[test]
fn bundled_ontology_is_whole() {
    let ontology = bundled();
    assert_eq!(ontology.relations.len(), 27);
    assert_eq!(ontology.classes.len(), 12);
    assert_eq!(ontology.vocabulary.base(), "https://w3id.org/dossier/");
    for relation in ontology.relations.values() {
        assert!(relation.comment.ends_with('.'), "{}", relation.name);
        let family = relation
            .family
            .as_ref()
            .and_then(|family| ontology.families.get(family));
        assert!(
            family.is_some_and(|family| family.color.is_some()),
            "{}",
            relation.name
        );
    }
    for (class, description) in &ontology.classes {
        assert!(description.color.is_some(), "{class}");
    }
}

#[test]
fn signatures() {
    use Class::*;
    let ontology = bundled();
    let cases = [
        ("attacks", Some(ArmedForce), Facility, true),
        ("attacks", None, Place, true),
        ("attacks", Some(Place), ArmedForce, false),
        ("kills", Some(ArmedGroup), Place, false),
        ("besieges", Some(ArmedForce), Population, true),
        ("threatens", Some(Country), Facility, false),
        ("leads", Some(Person), Operation, true),
        ("near", Some(Place), Country, true),
        ("near", Some(Country), Place, true),
        ("locatedIn", Some(Country), Place, false),
        ("borders", Some(Place), Country, true),
        ("participatesIn", Some(ArmedForce), ArmedForce, false),
    ];
    for (name, subject, object, expected) in cases {
        let relation = ontology.relation(name).unwrap();
        assert_eq!(
            relation.admits(subject, object),
            expected,
            "{name} {subject:?} {object}"
        );
    }
    let marks = [
        ("meetsWith", Mark::Symmetric),
        ("locatedIn", Mark::Transitive),
        ("captures", Mark::BeginsControl),
        ("controls", Mark::Exclusive),
        ("withdrawsFrom", Mark::EndsControl),
        ("kills", Mark::Counts),
    ];
    for (name, mark) in marks {
        assert!(ontology.relation(name).unwrap().has(mark), "{name} {mark}");
    }
    assert!(!ontology.relation("controls").unwrap().has(Mark::Happens));
}

#[test]
fn iris_need_no_escapes() {
    let vocabulary = bundled().vocabulary;
    let cases = [
        ("al-tanf", "al-tanf"),
        ("place/tal-rihan", "place%2Ftal-rihan"),
        ("-x.y", "%2Dx%2Ey"),
        ("حلب", "%D8%AD%D9%84%D8%A8"),
    ];
    for (id, local) in cases {
        assert_eq!(
            vocabulary.iri_of("ent", id),
            format!("https://w3id.org/dossier/entity/{local}")
        );
    }
    assert_eq!(
        vocabulary.shorten("https://w3id.org/dossier/ontology#Claim"),
        "dos:Claim"
    );
    let moved = vocabulary.with_base("https://example.org/x/");
    assert_eq!(
        moved.iri("graph:asserted"),
        "https://example.org/x/graph/asserted"
    );
    assert_eq!(
        moved.iri("skos:prefLabel"),
        "http://www.w3.org/2004/02/skos/core#prefLabel"
    );
}

#[test]
fn faults_are_told_in_their_place() {
    let mut files = bundle::ontology();
    files.push(file(
        "ontology/own.ttl",
        "@prefix dos: <https://w3id.org/dossier/ontology#> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         dos:trades a dos:Relation ; rdfs:label \"trades\" ; rdfs:comment \"Barters.\" ;\n  \
         rdfs:domain dos:Actor ; rdfs:range dos:Merchant ; dos:mark dos:Hapens .\n\
         dos:x a [ .\n",
    ));
    files.push(file(
        "ontology/queries/broken.rq",
        "# Which?\nSELECT ?a WHERE {\n  ?a dos:states }\n",
    ));
    files.push(file(
        "ontology/queries/mute.rq",
        "SELECT ?a WHERE { ?a a $clas }\n",
    ));
    let (ontology, diagnostics) = Ontology::load(&files);
    assert!(ontology.relation("trades").is_none());
    assert_eq!(ontology.relations.len(), 27);
    let shown: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let (line, column) = diagnostic.position.unwrap_or_default();
            let message: String = diagnostic.message.chars().take(40).collect();
            format!(
                "{}:{line}:{column} {message}",
                diagnostic.file.rsplit('/').next().unwrap()
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn parameters_are_filled() {
    let query = |text: &str| {
        let mut diagnostics = Vec::new();
        let file = file("q/one.rq", text);
        query::load([&file].into_iter(), &bundled().vocabulary, &mut diagnostics).remove(0)
    };
    let one = query(
        "# What of it?\n# parameter: name\n# parameter: limit = a\"b\n\
         SELECT ?s { ?s ?p $name . ?s ?q \"$name\" . ?s <http://e/$name> $limit } # $name\n",
    );
    assert_eq!(one.question, "What of it?");
    let filled = one.fill([("name", "al-\"Tanf\"\n")]).unwrap();
    assert!(filled.ends_with(
        "SELECT ?s { ?s ?p \"al-\\\"Tanf\\\"\\u000A\" . ?s ?q \"$name\" . ?s <http://e/$name> \"a\\\"b\" } # $name\n"
    ));
    assert_eq!(
        one.fill([]).unwrap_err().to_string(),
        "the query `one` needs the parameter `name`"
    );
    assert_eq!(
        one.fill([("nam", "x")]).unwrap_err().to_string(),
        "the query `one` has no parameter `nam`; it has: name, limit"
    );
}
