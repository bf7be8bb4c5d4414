//! Records where they are kept: opened without being read, made exact, counted, asked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::{prelude::*, sql::SQLContext};

use super::fold;
use crate::{
    diag::{Diagnostic, Locus, did_you_mean},
    ingest::describe,
    inputs::{Stored, Survey},
    query::{Query, RECORDS},
};

/// Digits of every decimal, and the decimals of what is compared with it.
pub const DIGITS: usize = 38;
const MOST_DECIMALS: u8 = 18;

/// Opened records: their schema is known, none of them is read.
pub struct OpenedRecords<'a> {
    survey: &'a Survey,
    declared: &'a describe::Records,
    /// Where the descriptor names them.
    entry: &'a Locus,
    frame: LazyFrame,
    schema: SchemaRef,
}

/// A query, and the table that it is put to.
struct PutQuery {
    query: String,
    records: LazyFrame,
}

impl<'a> OpenedRecords<'a> {
    /// Opens records, by their first bytes as Parquet or as CSV in UTF-8, whose columns are all
    /// text. Folders named `year=2023` are columns of a Parquet table.
    ///
    /// # Errors
    /// They are neither, or damaged; the program has no cloud readers; a declared column is missing,
    /// or is exact as it stands.
    pub fn open(
        survey: &'a Survey,
        declared: &'a describe::Records,
        entry: &'a Locus,
    ) -> Result<Self, Vec<Diagnostic>> {
        if survey.place.is_remote() && !cfg!(feature = "microdata-cloud") {
            let absent = Diagnostic::error("no-cloud", "this program was built without the cloud readers");
            return Err(vec![
                absent
                    .at(entry.clone().showing(survey.place.name()))
                    .help("build it with them: cargo build --profile microdata --features microdata-cloud"),
            ]);
        }
        let opened = shielded(|| {
            let mut frame = scan(survey)?;
            let schema = frame.collect_schema()?;
            Ok((frame, schema))
        });
        let (frame, schema) = opened.map_err(|error| vec![unreadable(survey, entry, &error)])?;
        let records = Self { survey, declared, entry, frame, schema };
        records.check_declared()?;
        Ok(records)
    }

    /// The names of the columns, as they are stored.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.schema.iter_names().map(PlSmallStr::as_str)
    }

    pub fn has(&self, column: &str) -> bool {
        self.schema.contains(column)
    }

    /// Whether the column is stored in floating point and nothing says how many decimals it has.
    pub fn is_inexact(&self, column: &str) -> bool {
        let is_float = self.schema.get(column).is_some_and(DataType::is_float);
        is_float && !self.declared.decimals.contains_key(column)
    }

    /// The columns that the query names must be those of the records.
    ///
    /// # Errors
    /// Each that is not, and each that is stored in floating point without a word on its decimals.
    pub fn check_named(&self, query: &Query<'_>) -> Result<(), Vec<Diagnostic>> {
        let faults = query.named().filter_map(|(name, at)| {
            let fault = if self.is_inexact(name) {
                Diagnostic::error("float-column", format!("{name} is stored in floating point"))
                    .help(format!("say how many decimals it has: \"decimals\": {{\"{name}\": 2}}"))
            } else if !self.has(name) {
                let hint = did_you_mean(name, self.columns());
                Diagnostic::error("unknown-column", format!("the records have no column {name}"))
                    .help(hint.unwrap_or_else(|| format!("they have {}", self.names())))
            } else {
                return None;
            };
            Some(fault.at(at.showing(name)))
        });
        none_of(faults.collect())
    }

    /// How many records there are. Where columns have declared decimals, each of their values is
    /// held against these on the way; else the files' footers say it.
    ///
    /// # Errors
    /// The records cannot be read, or values of a column have more decimals than declared.
    pub fn count(&self, query: &Query<'_>) -> Result<u64, Vec<Diagnostic>> {
        let declared = self.declared.decimals.iter();
        let misfits = declared.clone().map(|(name, decimals)| self.misfits(name, *decimals));
        let counts = std::iter::once(len().alias("")).chain(misfits).collect::<Vec<_>>();
        let frame = self.frame.clone().select(counts);
        let counted = shielded(|| streamed(frame));
        let counted = counted.map_err(|error| vec![self.refused(query, &error)])?;
        let mut counts =
            counted.columns().iter().map(|column| number(&column.get(0).unwrap_or(AnyValue::Null)));
        let records = counts.next().unwrap_or_default();
        let misfits = declared.zip(counts).filter(|(_, misfits)| *misfits > 0);
        let faults = misfits.map(|((name, decimals), misfits)| {
            let message =
                format!("{misfits} values of {name} are no numbers, or have more decimals than {decimals}");
            let fault = Diagnostic::error("decimals", message).at(self.entry.clone().showing(name));
            fault.help("declare as many decimals as the records have")
        });
        none_of(faults.collect()).map(|()| records)
    }

    /// Puts the query to the records: folded ones where it allows that, else to each of them.
    ///
    /// # Errors
    /// polars cannot make sense of the query, or not read the records.
    pub fn ask(&self, query: &Query<'_>) -> Result<DataFrame, Diagnostic> {
        let folded = shielded(|| Ok(self.folded(query))).unwrap_or_default();
        match folded.map(|it| self.answer(query, it)) {
            Some(Ok(answer)) => Ok(answer),
            // What polars has to say is said of the query as it was written.
            Some(Err(_)) | None => self.answer(query, self.single(query)),
        }
    }

    fn answer(&self, query: &Query<'_>, asked: PutQuery) -> Result<DataFrame, Diagnostic> {
        let answer = shielded(|| {
            let mut context = SQLContext::new();
            context.register(RECORDS, asked.records);
            streamed(context.execute(&asked.query)?)
        });
        answer.map_err(|error| self.refused(query, &error))
    }

    /// The records one by one.
    fn single(&self, query: &Query<'_>) -> PutQuery {
        let exact = self.schema.iter().filter(|(name, _)| !self.is_inexact(name));
        let exact = exact.map(|(name, dtype)| self.exact(name, dtype, query)).collect::<Vec<_>>();
        PutQuery { query: query.text.to_owned(), records: self.frame.clone().select(exact) }
    }

    /// The records with all that are alike in one, if the query and the records allow it.
    fn folded(&self, query: &Query<'_>) -> Option<PutQuery> {
        let request = fold::FoldRequest::of(query.text, &self.schema)?;
        let mut named = request.keys.iter().chain(request.tallies.iter().map(|it| &it.column));
        if self.survey.place.is_remote() || named.any(|it| self.declared.decimals.contains_key(it)) {
            return None;
        }
        let folded = fold::fold(&self.frame, &self.schema, &request)?;
        let exact = folded.schema().iter().map(|(name, dtype)| {
            let is_key = request.keys.contains(name.as_str());
            if is_key { self.exact(name, dtype, query) } else { col(name.clone()) }
        });
        let exact = exact.collect::<Vec<_>>();
        Some(PutQuery { query: request.text, records: folded.lazy().select(exact) })
    }

    /// A column as it is computed with: decimals as declared, and whole numbers with room for the
    /// sum of as many as there are. polars adds up 64 bits in 64 bits, and goes round when they are
    /// full.
    fn exact(&self, name: &PlSmallStr, dtype: &DataType, query: &Query<'_>) -> Expr {
        let column = col(name.clone());
        match self.declared.decimals.get(name.as_str()) {
            Some(decimals) => column.strict_cast(decimal(*decimals)),
            None if dtype.is_integer() && !query.is_key(name) => column.cast(DataType::Int128),
            None => column,
        }
    }

    /// How many values of a column are no numbers with so many decimals.
    fn misfits(&self, name: &str, decimals: u8) -> Expr {
        let column = col(name);
        let exact = column.clone().cast(decimal(decimals));
        let is_same = match self.schema.get(name) {
            Some(float) if float.is_float() => exact.clone().cast(float.clone()).eq(column.clone()),
            _ => exact.clone().eq(column.clone().cast(decimal(MOST_DECIMALS))),
        };
        let is_misfit = column.is_not_null().and(exact.is_null().or(is_same.not()));
        is_misfit.fill_null(lit(true)).cast(DataType::UInt64).sum().alias(name)
    }

    fn check_declared(&self) -> Result<(), Vec<Diagnostic>> {
        let mut faults = Vec::new();
        for (name, decimals) in &self.declared.decimals {
            let place = self.entry.clone().showing(name);
            let dtype = self.schema.get(name);
            let (message, help) = match dtype {
                None => (format!("the records have no column {name}"), format!("they have {}", self.names())),
                Some(dtype) if !dtype.is_float() && *dtype != DataType::String => (
                    format!("{name} is stored as {dtype}, which is exact"),
                    "take it out of \"decimals\"".to_owned(),
                ),
                Some(_) if *decimals > MOST_DECIMALS => (
                    format!("{name} cannot have {decimals} decimals"),
                    format!("declare at most {MOST_DECIMALS}"),
                ),
                Some(_) => continue,
            };
            faults.push(Diagnostic::error("decimals", message).at(place).help(help));
        }
        none_of(faults)
    }

    fn names(&self) -> String {
        self.columns().collect::<Vec<_>>().join(", ")
    }

    fn refused(&self, query: &Query<'_>, error: &PolarsError) -> Diagnostic {
        unreadable(self.survey, self.entry, error).at(Locus::file(&query.file.path))
    }
}

fn none_of(faults: Vec<Diagnostic>) -> Result<(), Vec<Diagnostic>> {
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn scan(survey: &Survey) -> PolarsResult<LazyFrame> {
    let place = PlRefPath::new(survey.opens.as_str());
    // A place on this machine is a name, not a pattern.
    let glob = survey.place.is_remote();
    match survey.stored {
        Stored::Parquet => {
            let mut args = ScanArgsParquet { glob, ..ScanArgsParquet::default() };
            args.hive_options.try_parse_dates = false;
            LazyFrame::scan_parquet(place, args)
        }
        Stored::Csv => LazyCsvReader::new(place).with_glob(glob).with_infer_schema_length(Some(0)).finish(),
    }
}

fn decimal(decimals: u8) -> DataType {
    DataType::Decimal(DIGITS, usize::from(decimals))
}

fn number(value: &AnyValue<'_>) -> u64 {
    value.extract().unwrap_or_default()
}

fn streamed(frame: LazyFrame) -> PolarsResult<DataFrame> {
    Ok(frame.collect_with_engine(Engine::Streaming)?.unwrap_single())
}

/// Runs polars on what nobody has checked: where it would panic, the records are damaged.
fn shielded<T>(run: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    catch_unwind(AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(PolarsError::ComputeError("they are damaged".into())))
}

fn unreadable(survey: &Survey, entry: &Locus, error: &PolarsError) -> Diagnostic {
    // What follows the first line is polars' plan.
    let message = error.to_string();
    let message = message.lines().next().unwrap_or_default();
    Diagnostic::error("records", format!("the records give no answer: {message}"))
        .at(entry.clone().showing(survey.place.name()))
        .help(if survey.place.is_remote() { REMOTE } else { LOCAL })
}

const LOCAL: &str =
    "records are Parquet, or CSV in UTF-8 with a header; columns of a CSV are text until they are cast";
/// The readers know no folders, only names that begin alike.
const REMOTE: &str = "check the name (a folder ends in /) and what the environment says: for s3:// \
                      AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and, elsewhere than at Amazon, \
                      AWS_ENDPOINT_URL";

#[cfg(test)]
mod tests;
