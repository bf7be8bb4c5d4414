//! Query: what an editor asks of records, as it was written, and the rules that it keeps.
//!
//! Its text, and the places in it that messages and references need; [`rules`] says what has one exact
//! answer, whoever gives it.

mod dialect;
mod portable;
mod rewrite;
mod rules;

use std::collections::BTreeSet;

use sqlparser::{
    ast::{self, Ident, Statement, Visit as _},
    dialect::GenericDialect,
    parser::{Parser, ParserError},
    tokenizer::Location,
};

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
    snapshot::{OBS_COUNT, OBS_VALUE},
};
use rules::Rules;

pub use dialect::Dialect;
pub use portable::Portable;
pub use rewrite::{Proof, Rewritten};
pub use rules::{RECORDS, column};

/// A query that keeps the rules.
pub struct Query<'a> {
    pub file: &'a File,
    pub text: &'a str,
    parsed: ast::Query,
    /// Every column that it names, where it does.
    columns: Vec<Ident>,
    /// The names that it gives itself.
    aliases: BTreeSet<String>,
    /// The columns that it groups by and does not add up.
    keys: BTreeSet<String>,
    /// Where it names the value.
    value: Location,
}

impl<'a> Query<'a> {
    /// Reads a query and checks it against the rules.
    ///
    /// # Errors
    /// It is no text, no SQL, or breaks rules: all of them.
    pub fn read(file: &'a File) -> Result<Self, Vec<Diagnostic>> {
        let text = file.text().map_err(|fault| vec![fault])?;
        let statements =
            Parser::parse_sql(&GenericDialect {}, text).map_err(|error| vec![not_sql(file, &error)])?;
        let mut rules = Rules::new(file);
        let [Statement::Query(parsed)] = statements.as_slice() else {
            let other = Diagnostic::error("not-a-query", "the file is not one SELECT");
            return Err(vec![other.at(Locus::file(&file.path)).help("write a single query of records")]);
        };
        let _ = statements.visit(&mut rules);
        for name in [OBS_VALUE, OBS_COUNT].into_iter().filter(|name| !rules.aliases.contains_key(*name)) {
            rules.faults.push(nameless(file, name));
        }
        if !rules.faults.is_empty() {
            return Err(rules.faults);
        }
        let value = rules.aliases[OBS_VALUE];
        let keys = rules.grouped.difference(&rules.added).cloned().collect();
        let aliases = rules.aliases.into_keys().collect();
        Ok(Self { file, text, parsed: parsed.as_ref().clone(), columns: rules.columns, aliases, keys, value })
    }

    /// Whether the column only tells groups apart, so that its numbers need no room to add up.
    pub fn is_key(&self, column: &str) -> bool {
        self.keys.contains(column)
    }

    /// Line and column at which the query names the value.
    pub fn value_place(&self) -> (u32, u32) {
        place(self.value)
    }

    /// Every column that it names and does not make itself, where it does.
    pub fn named(&self) -> impl Iterator<Item = (&str, Locus)> {
        let named = self.columns.iter().filter(|it| !self.aliases.contains(&it.value));
        named.map(|column| (column.value.as_str(), locus(self.file, column.span.start)))
    }
}

/// The place of something in the query; the whole file where the parser keeps none.
pub fn locus(file: &File, at: Location) -> Locus {
    match place(at) {
        (0, _) => Locus::file(&file.path),
        (line, column) => Locus::cell(&file.path, line, column),
    }
}

fn place(at: Location) -> (u32, u32) {
    let count = |it: u64| u32::try_from(it).unwrap_or(u32::MAX);
    (count(at.line), count(at.column))
}

/// The parser says the place at the end of its message: `… at Line: 2, Column: 5`.
fn not_sql(file: &File, error: &ParserError) -> Diagnostic {
    let message = match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => message.as_str(),
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    let (what, at) = message.rsplit_once(" at Line: ").unwrap_or((message, ""));
    let numbers = at
        .split_once(", Column: ")
        .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    let locus =
        numbers.map_or(Locus::file(&file.path), |(line, column)| Locus::cell(&file.path, line, column));
    let mut what = what.to_owned();
    if let Some(first) = what.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Diagnostic::error("not-sql", format!("the query cannot be read: {what}"))
        .at(locus)
        .help("correct it there, or a little before")
}

fn nameless(file: &File, name: &str) -> Diagnostic {
    let help = if name == OBS_VALUE { "SUM(amount) AS OBS_VALUE" } else { "COUNT(*) AS OBS_COUNT" };
    Diagnostic::error("no-such-result", format!("the query names nothing {name}"))
        .at(Locus::file(&file.path))
        .help(format!("each observation has a value, and says of how many records: {help}"))
}
