//! SPARQL 1.1 over the union of all graphs, never over the network, with an end in time and size.

use std::io::{self, Write};
use std::str::FromStr;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use oxigraph::model::{NamedNode, Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, SparqlEvaluator, Variable,
};
use thiserror::Error;

use super::Store;
use super::write::write_turtle;
use super::{distance, table};

/// How long a query may take and how much it may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QueryLimits {
    /// When it is broken off; never where `None`.
    pub timeout: Option<Duration>,
    /// How many rows are given; all where `None`.
    pub max_rows: Option<usize>,
}

/// Why a query was not answered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// It is no SPARQL; the message names line and column.
    #[error("the query is not valid SPARQL: {0}")]
    Syntax(String),
    /// It took longer than it may.
    #[error("the query was broken off after {0:?}")]
    TimedOut(Duration),
    /// It failed while it ran.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// Its answer could not be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

/// What a query gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Rows of `SELECT`.
    Rows {
        /// The columns.
        columns: Vec<String>,
        /// A value for each column, where there is one.
        rows: Vec<Vec<Option<Value>>>,
        /// Whether there were more rows than the limit.
        cut: bool,
    },
    /// The answer of `ASK`.
    Boolean(bool),
    /// The triples of `CONSTRUCT` and `DESCRIBE`.
    Graph(Triples),
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// As a reader wants to see it: a prefixed name, or the text of a literal.
    pub shown: String,
    pub(super) term: Term,
}

/// Triples of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Triples(pub(super) Vec<Triple>);

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Columns for a reader; triples as Turtle.
    Table,
    /// SPARQL 1.1 results as CSV.
    Csv,
    /// SPARQL 1.1 results as TSV.
    Tsv,
    /// SPARQL 1.1 results as JSON.
    Json,
    /// SPARQL 1.1 results as XML.
    Xml,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv),
            "tsv" => Ok(Self::Tsv),
            "json" => Ok(Self::Json),
            "xml" => Ok(Self::Xml),
            _ => Err(format!(
                "`{name}` is no format: expected table, csv, tsv, json or xml"
            )),
        }
    }
}

impl Store {
    /// Answers a SPARQL query and writes the answer; gives the number of rows (of triples; 1 for yes, 0 for no).
    ///
    /// # Errors
    /// Where it is no SPARQL, fails, or `out` does.
    pub fn query(
        &self,
        sparql: &str,
        format: Format,
        out: &mut dyn Write,
    ) -> Result<usize, QueryError> {
        let answer = self.answer(sparql, QueryLimits::default())?;
        self.write_answer(&answer, format, out)?;
        Ok(match &answer {
            Answer::Rows { rows, .. } => rows.len(),
            Answer::Boolean(answer) => usize::from(*answer),
            Answer::Graph(triples) => triples.0.len(),
        })
    }

    /// Answers a SPARQL query. The ontology's prefixes need no declaration; without `FROM`, the default graph
    /// is the union of all graphs.
    ///
    /// # Errors
    /// Where it is no SPARQL, fails, or takes longer than it may.
    pub fn answer(&self, sparql: &str, limits: QueryLimits) -> Result<Answer, QueryError> {
        let token = CancellationToken::new();
        let Some(timeout) = limits.timeout else {
            return self.evaluate(sparql, limits.max_rows, token);
        };
        // A join looks at its token only between the quads that it reads, so the answer is not waited for.
        let (sender, receiver) = mpsc::channel();
        let (store, sparql, inside) = (self.clone(), sparql.to_owned(), token.clone());
        thread::spawn(move || {
            // Nobody listens any more where the time is over.
            let _ = sender.send(store.evaluate(&sparql, limits.max_rows, inside));
        });
        receiver.recv_timeout(timeout).unwrap_or_else(|_| {
            token.cancel();
            Err(QueryError::TimedOut(timeout))
        })
    }

    fn evaluate(
        &self,
        sparql: &str,
        max_rows: Option<usize>,
        token: CancellationToken,
    ) -> Result<Answer, QueryError> {
        let distance = NamedNode::new_unchecked(self.vocabulary.iri("dos:distance"));
        let mut evaluator = SparqlEvaluator::new()
            .with_cancellation_token(token)
            .with_custom_function(distance, distance::between);
        for (prefix, namespace) in self.vocabulary.prefixes() {
            evaluator = evaluator
                .with_prefix(prefix, namespace)
                .map_err(|error| QueryError::Syntax(error.to_string()))?;
        }
        let mut query = evaluator
            .parse_query(sparql)
            .map_err(|error| QueryError::Syntax(error.to_string()))?;
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        let failed = |error: QueryEvaluationError| QueryError::Evaluation(error.to_string());
        match query.on_store(&self.store).execute().map_err(failed)? {
            QueryResults::Boolean(answer) => Ok(Answer::Boolean(answer)),
            QueryResults::Solutions(solutions) => {
                let columns: Vec<String> = solutions
                    .variables()
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect();
                let mut rows = Vec::new();
                let mut cut = false;
                for solution in solutions {
                    let solution = solution.map_err(failed)?;
                    if max_rows.is_some_and(|max| rows.len() >= max) {
                        cut = true;
                        break;
                    }
                    let row = (0..columns.len())
                        .map(|column| solution.get(column).map(|term| self.value(term)))
                        .collect();
                    rows.push(row);
                }
                Ok(Answer::Rows { columns, rows, cut })
            }
            QueryResults::Graph(triples) => {
                let mut found = Vec::new();
                for triple in triples {
                    found.push(triple.map_err(failed)?);
                    if max_rows.is_some_and(|max| found.len() >= max) {
                        break;
                    }
                }
                found.sort_by_cached_key(ToString::to_string);
                found.dedup();
                Ok(Answer::Graph(Triples(found)))
            }
        }
    }

    fn value(&self, term: &Term) -> Value {
        let shown = match term {
            Term::NamedNode(node) => self.vocabulary.shorten(node.as_str()),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => literal.value().to_owned(),
        };
        Value {
            shown,
            term: term.clone(),
        }
    }

    /// Writes an answer.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write_answer(
        &self,
        answer: &Answer,
        format: Format,
        mut out: impl Write,
    ) -> io::Result<()> {
        let machine = match format {
            Format::Table => None,
            Format::Csv => Some(QueryResultsFormat::Csv),
            Format::Tsv => Some(QueryResultsFormat::Tsv),
            Format::Json => Some(QueryResultsFormat::Json),
            Format::Xml => Some(QueryResultsFormat::Xml),
        };
        match (answer, machine) {
            (Answer::Boolean(answer), None) => {
                writeln!(out, "{}", if *answer { "yes" } else { "no" })
            }
            (Answer::Boolean(answer), Some(format)) => {
                QueryResultsSerializer::from_format(format)
                    .serialize_boolean_to_writer(out, *answer)?;
                Ok(())
            }
            (Answer::Rows { columns, rows, cut }, None) => table::write(columns, rows, *cut, out),
            (Answer::Rows { columns, rows, .. }, Some(format)) => {
                let variables: Vec<Variable> = columns
                    .iter()
                    .map(|name| Variable::new_unchecked(name.clone()))
                    .collect();
                let mut serializer = QueryResultsSerializer::from_format(format)
                    .serialize_solutions_to_writer(out, variables.clone())?;
                for row in rows {
                    let bound = variables.iter().zip(row).filter_map(|(variable, value)| {
                        Some((variable.as_ref(), value.as_ref()?.term.as_ref()))
                    });
                    serializer.serialize(bound)?;
                }
                let mut out = serializer.finish()?;
                if matches!(format, QueryResultsFormat::Json | QueryResultsFormat::Xml) {
                    writeln!(out)?;
                }
                Ok(())
            }
            (Answer::Graph(triples), _) => write_turtle(&triples.0, &self.vocabulary, out),
        }
    }
}
