//! The terms that the store writes, looked up once in the ontology's vocabulary.

use oxigraph::model::{Literal, NamedNode, Term, Triple};

use crate::load::Vocabulary;
use crate::model::PartialDate;

macro_rules! terms {
    ($($field:ident = $name:literal,)*) => {
        /// The fixed terms as nodes, each under the name it has in the ontology.
        #[derive(Debug, Clone)]
        #[allow(missing_docs)]
        pub struct Terms {
            $(pub $field: NamedNode,)*
            vocabulary: Vocabulary,
        }

        impl Terms {
            /// The prefixed names of all of them.
            pub const NAMES: &[&str] = &[$($name,)*];

            /// Looks them up.
            pub fn new(vocabulary: &Vocabulary) -> Self {
                Self {
                    $($field: NamedNode::new_unchecked(vocabulary.iri($name)),)*
                    vocabulary: vocabulary.clone(),
                }
            }
        }
    };
}

terms! {
    a = "rdf:type",
    about = "dos:about",
    amount = "dos:amount",
    amount_max = "dos:amountMax",
    alt_label = "skos:altLabel",
    as_wkt = "geo:asWKT",
    asserted = "graph:asserted",
    assertion_policy = "dos:assertionPolicy",
    attributed_to = "prov:wasAttributedTo",
    attribution = "dos:attribution",
    attribution_class = "dos:Attribution",
    between = "dos:between",
    borne_out_by = "dos:borneOutBy",
    build_class = "dos:Build",
    build_graph = "graph:build",
    cameo_code = "dos:cameoCode",
    claim_class = "dos:Claim",
    claim_count = "dos:claimCount",
    color = "dos:color",
    comment = "rdfs:comment",
    confidence = "dos:confidence",
    contradiction_class = "dos:Contradiction",
    contradiction_kind = "dos:contradictionKind",
    contradictions = "graph:contradictions",
    corroborated = "dos:corroborated",
    country = "dos:country",
    cue = "dos:cue",
    data_file_class = "dos:DataFile",
    date_published = "schema:datePublished",
    denied = "dos:denied",
    denied_by = "dos:deniedBy",
    derived_from = "prov:wasDerivedFrom",
    document_class = "dos:Document",
    event_class = "dos:Event",
    earliest = "dos:earliest",
    events = "graph:events",
    exact = "oa:exact",
    exact_match = "skos:exactMatch",
    facts_from = "dos:factsFrom",
    family_class = "dos:Family",
    found_by = "dos:foundBy",
    from = "dos:from",
    gazetteer = "graph:gazetteer",
    generated_by = "prov:wasGeneratedBy",
    geometry = "geo:hasGeometry",
    geometry_class = "geo:Geometry",
    gravity = "dos:gravity",
    has_selector = "oa:hasSelector",
    has_source = "oa:hasSource",
    has_target = "oa:hasTarget",
    in_place = "dos:inPlace",
    kind = "dos:kind",
    known = "dos:known",
    latest = "dos:latest",
    label = "rdfs:label",
    leader_of = "dos:leaderOf",
    mark = "dos:mark",
    member_of = "dos:memberOf",
    modality = "dos:modality",
    notation = "skos:notation",
    ontology_graph = "graph:ontology",
    object_words = "dos:objectWords",
    origin = "dos:origin",
    origin_count = "dos:originCount",
    outlet_class = "dos:Outlet",
    participant = "dos:participant",
    path = "dos:path",
    plover_code = "dos:ploverCode",
    polarity = "dos:polarity",
    position = "dos:position",
    position_selector_class = "oa:TextPositionSelector",
    precision = "dos:precision",
    pref_label = "skos:prefLabel",
    proposition_class = "dos:Proposition",
    propositions = "graph:propositions",
    quote_selector_class = "oa:TextQuoteSelector",
    rdf_object = "rdf:object",
    rdf_predicate = "rdf:predicate",
    rdf_subject = "rdf:subject",
    reason = "dos:reason",
    relation_class = "dos:Relation",
    relayed_by = "dos:relayedBy",
    said_by = "dos:saidBy",
    same_as = "dos:sameAs",
    selection_class = "dos:Selection",
    sha256 = "dos:sha256",
    since = "dos:since",
    source_class = "dos:Source",
    span_class = "dos:Span",
    speaker = "dos:speaker",
    speaks_for = "dos:speaksFor",
    sponsor = "dos:sponsor",
    stance = "dos:stance",
    start = "oa:start",
    end = "oa:end",
    states = "dos:states",
    sub_class_of = "rdfs:subClassOf",
    sub_property_of = "rdfs:subPropertyOf",
    subject_words = "dos:subjectWords",
    successor_of = "dos:successorOf",
    tells = "dos:tells",
    title = "schema:headline",
    trigger = "dos:trigger",
    unit = "dos:unit",
    unnamed_source_class = "dos:UnnamedSource",
    until = "dos:until",
    url = "schema:url",
    used = "prov:used",
    version = "dos:version",
    when = "dos:when",
    when_end = "dos:whenEnd",
    when_relation = "dos:whenRelation",
    where_ = "dos:where",
    wkt_literal = "geo:wktLiteral",
    words = "dos:words",
    boolean = "xsd:boolean",
    integer = "xsd:integer",
    decimal = "xsd:decimal",
    date = "xsd:date",
    year_month = "xsd:gYearMonth",
    year = "xsd:gYear",
    any_uri = "xsd:anyURI",
}

impl Terms {
    /// The node of an id under a prefix.
    pub fn node(&self, prefix: &str, id: &str) -> NamedNode {
        NamedNode::new_unchecked(self.vocabulary.iri_of(prefix, id))
    }

    /// A term of the ontology by its local name.
    pub fn own(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(self.vocabulary.iri(&format!("dos:{name}")))
    }

    /// The term of a prefixed name.
    pub fn named(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(self.vocabulary.iri(name))
    }

    /// A date as exact as it is.
    pub fn when(&self, date: PartialDate) -> Term {
        let datatype = match (date.month, date.day) {
            (Some(_), Some(_)) => &self.date,
            (Some(_), None) => &self.year_month,
            _ => &self.year,
        };
        Literal::new_typed_literal(date.to_string(), datatype.clone()).into()
    }

    /// A whole number.
    pub fn integer(&self, number: impl ToString) -> Term {
        Literal::new_typed_literal(number.to_string(), self.integer.clone()).into()
    }

    /// A number; `None` where it is none.
    pub fn number(&self, number: f64) -> Option<Term> {
        if !number.is_finite() {
            return None;
        }
        let datatype = if number.fract() == 0.0 {
            &self.integer
        } else {
            &self.decimal
        };
        Some(Literal::new_typed_literal(number.to_string(), datatype.clone()).into())
    }

    /// True or false.
    pub fn boolean(&self, value: bool) -> Term {
        Literal::new_typed_literal(value.to_string(), self.boolean.clone()).into()
    }
}

/// A plain text.
pub fn text(value: &str) -> Term {
    Literal::new_simple_literal(value).into()
}

/// A text in a language; a plain one where the tag is none.
pub fn text_in(value: &str, language: &str) -> Term {
    Literal::new_language_tagged_literal(value, language)
        .unwrap_or_else(|_| Literal::new_simple_literal(value))
        .into()
}

/// The triples of one subject, one after the other.
pub struct About<'t> {
    subject: NamedNode,
    triples: &'t mut Vec<Triple>,
}

impl<'t> About<'t> {
    /// Speaks of `subject` from here on.
    pub fn new(subject: NamedNode, triples: &'t mut Vec<Triple>) -> Self {
        Self { subject, triples }
    }

    /// Adds a triple.
    pub fn say(&mut self, predicate: &NamedNode, object: impl Into<Term>) -> &mut Self {
        self.triples
            .push(Triple::new(self.subject.clone(), predicate.clone(), object));
        self
    }

    /// Adds a triple for each object there is.
    pub fn say_each<T: Into<Term>>(
        &mut self,
        predicate: &NamedNode,
        objects: impl IntoIterator<Item = T>,
    ) -> &mut Self {
        for object in objects {
            self.say(predicate, object);
        }
        self
    }
}
