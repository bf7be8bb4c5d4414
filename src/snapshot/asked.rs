//! Whom the descriptor has asked for a snapshot.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diag::Locus;

/// Who is asked, and for what: the `pull` of a resource, whose file is the snapshot.
///
/// ```json
/// {"path": "turnover.csv", "briefing:role": "observations", "briefing": {
///   "pull": {"engine": "warehouse", "query": "turnover.sql", "table": "lake.contracts"},
///   "unit": "元", "status": "A", "source": "REGISTER"
/// }}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub enum Asked {
    Engine(EngineAsked),
    Server(ServerAsked),
}

/// A query that is put to an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineAsked {
    /// The name of a connection, which is made outside the inputs.
    pub engine: String,
    /// The file of the query, relative to the inputs.
    pub query: String,
    /// What the engine calls the records: `lake.contracts`.
    pub table: String,
}

/// An address that answers with a table in SDMX-CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAsked {
    pub url: String,
    /// How the server is asked for SDMX-CSV, where the address does not say it: each has its own way.
    pub accept: Option<String>,
    /// What the inputs call its columns, where it calls them otherwise: `geo` is `REF_AREA`.
    pub columns: BTreeMap<String, String>,
}

/// The same as the descriptor writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    engine: Option<String>,
    query: Option<String>,
    table: Option<String>,
    url: Option<String>,
    accept: Option<String>,
    columns: Option<BTreeMap<String, String>>,
}

impl TryFrom<Written> for Asked {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, &'static str> {
        match written {
            Written {
                engine: Some(engine),
                query: Some(query),
                table: Some(table),
                url: None,
                accept: None,
                columns: None,
            } => Ok(Self::Engine(EngineAsked { engine, query, table })),
            Written { engine: None, query: None, table: None, url: Some(url), accept, columns } => {
                Ok(Self::Server(ServerAsked { url, accept, columns: columns.unwrap_or_default() }))
            }
            _ => Err(
                "\"pull\" names an engine, a query and a table; or a url, what it is asked to accept and what its columns are called",
            ),
        }
    }
}

/// A resource that is a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The resource's name, or else its path.
    pub name: String,
    /// The snapshot's file, relative to the inputs.
    pub path: String,
    pub asked: Asked,
    /// Where the descriptor says it.
    pub entry: Locus,
}
