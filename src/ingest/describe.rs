//! What the descriptor says of a table that does not say it itself: the `briefing` property of a
//! resource.
//!
//! ```json
//! "briefing": {
//!   "layout": "wide-years",
//!   "indicator": "TECH_MARKET_TURNOVER", "unit": "亿元",
//!   "vintage": "2024-10-31", "source": "NBS_DATA",
//!   "exceptions": [{"area": "广东省", "period": "2024", "status": "U"}]
//! }
//! ```
//!
//! All of it is optional. What a table says itself is read there; what neither says is a fault.

use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{label::name_key, role::Role};
use crate::{
    data::status::{Absence, Status},
    inputs::Place,
    snapshot::Asked,
};

/// How a table is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A row an observation, columns named as in SDMX.
    Tidy,
    /// As tidy, in the CSV format of SDMX 2.1.
    SdmxCsv,
    /// A row an area, a column a year.
    WideYears,
    /// A row an indicator, with its unit in the name; a column a year.
    IndicatorsInRows,
    /// A sheet a year, named after it; a row an area, a column an indicator.
    SheetAYear,
    /// Two rows of headings, one of which repeats under each heading of the other.
    TwoLevelHeader,
    /// A row a year, a column an area or an indicator.
    YearsInRows,
}

impl Layout {
    /// The name used in the descriptor.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tidy => "tidy",
            Self::SdmxCsv => "sdmx-csv",
            Self::WideYears => "wide-years",
            Self::IndicatorsInRows => "indicators-in-rows",
            Self::SheetAYear => "sheet-a-year",
            Self::TwoLevelHeader => "two-level-header",
            Self::YearsInRows => "years-in-rows",
        }
    }
}

/// What headings or labels are names of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Names {
    Areas,
    Indicators,
}

/// What becomes of rows and columns that a sheet does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum HiddenCells {
    Read,
    Leave,
}

/// What the descriptor says of columns: whose names their headings are, or what each of them holds.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Columns {
    Names(Names),
    Mapped(Box<Mapped>),
}

/// The headings of a table's columns, by what the columns hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
pub struct Mapped {
    pub area: Option<String>,
    pub indicator: Option<String>,
    pub period: Option<String>,
    pub value: Option<String>,
    pub unit: Option<String>,
    /// Multiples of the unit: millions.
    pub scale: Option<String>,
    /// Marks of the values: p, e, b.
    pub flag: Option<String>,
}

/// The `briefing` property.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Declared {
    pub layout: Option<Layout>,
    /// What the file asks, where it is a query.
    #[schemars(with = "Option<BTreeMap<String, serde_json::Value>>")]
    pub records: Option<Records>,
    /// Who is asked for what the file holds, where it is a snapshot.
    #[schemars(with = "Option<BTreeMap<String, serde_json::Value>>")]
    pub pull: Option<Asked>,
    /// Only these sheets of the workbook; else every one that shows something.
    #[serde(default)]
    pub sheets: Vec<String>,
    /// Rows of the file before the first row of headings.
    pub skip_rows: Option<u32>,
    /// Rows of headings.
    pub header_rows: Option<usize>,
    /// What the first column names, where its heading does not say it.
    pub rows: Option<Names>,
    /// What the headings name, besides years; or which column is what, by its heading.
    pub columns: Option<Columns>,
    pub indicator: Option<String>,
    pub area: Option<String>,
    pub period: Option<String>,
    /// As a table prints it: 亿元, %, km².
    pub unit: Option<String>,
    /// The power of ten, where `unit` is a code of a unit of measure.
    pub multiplier: Option<u32>,
    pub status: Option<String>,
    pub qualifier: Option<String>,
    pub vintage: Option<String>,
    pub family: Option<String>,
    pub source: Option<String>,
    /// What the table's signs for absent values mean, where they do not mean the usual.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub symbols: BTreeMap<String, Absence>,
    /// What the table's marks on years and values say of them: `{"①": "P"}`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub marks: BTreeMap<String, Status>,
    /// Whether hidden rows and columns are read as well, or left out.
    pub hidden: Option<HiddenCells>,
    /// What parts decimals: `.` or `,`.
    pub decimal: Option<char>,
    /// Headings, labels and lines that may be left out, as they stand in the table.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Only the rows that have this text in the column of this heading.
    #[serde(default)]
    pub only: BTreeMap<String, String>,
    /// Units of single indicators or headings, where the table does not say them itself.
    #[serde(default)]
    pub units: BTreeMap<String, String>,
    #[serde(default)]
    #[schemars(with = "Vec<BTreeMap<String, String>>")]
    pub exceptions: Vec<Exception>,
}

/// A large table whose records a query makes observations of.
///
/// ```json
/// {"path": "turnover.sql", "briefing:role": "observations", "briefing": {
///   "records": {"path": "../contracts", "decimals": {"amount": 2}},
///   "unit": "元", "status": "A", "vintage": "2025-01-31", "source": "REGISTER"
/// }}
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "WrittenRecords")]
pub struct Records {
    pub place: Place,
    /// The decimals of columns that are stored as text or in floating point.
    #[cfg_attr(not(feature = "microdata"), expect(dead_code, reason = "the program has no queries then"))]
    pub decimals: BTreeMap<String, u8>,
}

/// The same as the descriptor writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenRecords {
    /// A file, a folder (partitioned or not) or a URL; relative to the inputs, and not in them.
    path: String,
    #[serde(default)]
    decimals: BTreeMap<String, u8>,
    /// Which state of a remote table is meant.
    version: Option<String>,
}

impl From<WrittenRecords> for Records {
    fn from(written: WrittenRecords) -> Self {
        Self { place: Place::of(written.path, written.version), decimals: written.decimals }
    }
}

impl Declared {
    /// Whether a heading, label or line may be left out.
    pub fn ignores(&self, text: &str) -> bool {
        self.ignoring(text).is_some()
    }

    /// The entry of `ignore` by which a heading, label or line may be left out. One that ends in … has the
    /// beginning of a long line, as messages quote it.
    pub fn ignoring(&self, text: &str) -> Option<&str> {
        let key = (!self.ignore.is_empty()).then(|| name_key(text))?;
        let is_it = |ignored: &&String| match ignored.strip_suffix('…') {
            Some(beginning) if !beginning.is_empty() => key.starts_with(&name_key(beginning)),
            _ => name_key(ignored) == key,
        };
        self.ignore.iter().find(is_it).map(String::as_str)
    }

    /// What headings name, besides years.
    pub fn names(&self) -> Option<Names> {
        match self.columns {
            Some(Columns::Names(names)) => Some(names),
            _ => None,
        }
    }

    /// Which column is what.
    pub fn mapped(&self) -> Option<&Mapped> {
        match &self.columns {
            Some(Columns::Mapped(mapped)) => Some(mapped),
            _ => None,
        }
    }

    /// The text that the column of a heading must have for its row to be read.
    pub fn only(&self, heading: &str) -> Option<&str> {
        let key = (!self.only.is_empty()).then(|| name_key(heading))?;
        self.only.iter().find(|(column, _)| name_key(column) == key).map(|(_, text)| text.as_str())
    }

    /// What holds of every row, by the name of its column.
    pub fn constants(&self) -> Vec<(&'static str, String)> {
        let unit = if self.multiplier.is_some() { "UNIT_MEASURE" } else { "UNIT" };
        let multiplier = self.multiplier.map(|power| power.to_string());
        let said = [
            ("INDICATOR", &self.indicator),
            ("REF_AREA", &self.area),
            ("TIME_PERIOD", &self.period),
            (unit, &self.unit),
            ("UNIT_MULT", &multiplier),
            ("OBS_STATUS", &self.status),
            ("QUALIFIER", &self.qualifier),
            ("VINTAGE", &self.vintage),
            ("FAMILY", &self.family),
            ("SOURCE_ID", &self.source),
        ];
        said.into_iter().filter_map(|(column, said)| Some((column, said.clone()?))).collect()
    }
}

/// Rows of which something else holds than of the rest: those that match all of `indicator`, `area`
/// and `period` that are given. A later exception wins over an earlier one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Exception {
    pub indicator: Option<String>,
    pub area: Option<String>,
    pub period: Option<String>,
    status: Option<String>,
    qualifier: Option<String>,
    vintage: Option<String>,
    family: Option<String>,
    source: Option<String>,
}

impl Exception {
    /// Whether it says how reliable values are.
    pub fn says_status(&self) -> bool {
        self.status.is_some() || self.qualifier.is_some()
    }

    /// What it says, by the name of the column.
    pub fn says(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            ("OBS_STATUS", &self.status),
            ("QUALIFIER", &self.qualifier),
            ("VINTAGE", &self.vintage),
            ("FAMILY", &self.family),
            ("SOURCE_ID", &self.source),
        ]
        .into_iter()
        .filter_map(|(column, said)| Some((column, said.as_deref()?)))
    }
}

/// The JSON Schema of `datapackage.json`: what each file is for, and what may be said of it.
pub fn descriptor_schema() -> Value {
    let mut declared = schema_for!(Declared).to_value();
    let kinds = declared.as_object_mut().and_then(|it| it.remove("$defs")).unwrap_or_default();
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.name()).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "datapackage.json",
        "type": "object",
        "required": ["resources"],
        "properties": { "resources": { "type": "array", "items": {
            "type": "object",
            "required": ["path", "briefing:role"],
            "properties": {
                "path": { "type": "string", "description": "The file, from the folder of inputs." },
                "name": { "type": "string", "description": "What it is called." },
                "briefing:role": { "enum": roles, "description": "What it is for." },
                "encoding": { "type": "string", "description": "How its text is encoded, where that is not told from it." },
                "briefing": declared,
            },
        }}},
        "$defs": kinds,
    })
}
