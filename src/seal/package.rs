//! The data package of a document: the observations behind its facts, and what the edition was made
//! of, attached to it so that whoever holds the file can compute again.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    ground::{Grounds, shown},
    quote::{QUOTES, Scales, quotes},
};
use crate::{
    PROGRAM,
    doc::block::Document,
    lang::Lang,
    ledger::{Ledger, Operand},
    output::{
        FACTS_CSV,
        table::{CsvTable, original},
    },
};

/// The observations, a row each.
pub const OBSERVATIONS: &str = "observations.csv";

/// What the edition was made of, without its files, which are not made yet.
pub const MADE_OF: &str = "manifest.json";

/// What the package holds (Frictionless Data Package).
pub const DESCRIPTOR: &str = "datapackage.json";

/// What the first columns say, so that other tools read the table as SDMX-CSV 2.0: rows of a data structure
/// of this program's own, to be taken note of. Nobody publishes that structure: its columns are all there is.
const SDMX: [&str; 3] = ["datastructure", "BRIEFING:OBSERVATIONS(1.0)", "I"];

/// The columns of the observations, with their types in the descriptor.
const FIELDS: [(&str, &str); 13] = [
    ("STRUCTURE", "string"),
    ("STRUCTURE_ID", "string"),
    ("ACTION", "string"),
    ("INDICATOR", "string"),
    ("REF_AREA", "string"),
    ("TIME_PERIOD", "string"),
    ("OBS_VALUE", "number"),
    ("UNIT_MULT", "integer"),
    ("OBS_STATUS", "string"),
    ("VINTAGE", "date"),
    ("FAMILY", "string"),
    ("SOURCE_ID", "string"),
    ("CELL", "string"),
];

/// Everything that a document takes along besides its facts and its seal, by file name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Package(pub BTreeMap<&'static str, Vec<u8>>);

impl Package {
    /// Packs the observations that the facts of `ledger` rest on, as their sources printed them, each
    /// with its cell; the quotes of the documents that show the facts; and a manifest of the edition
    /// without its files, which are not made yet. With it comes what stands behind the numerals of the facts, as each
    /// language shows them.
    pub fn of(
        ledger: &Ledger,
        release: &str,
        ingredients: &[(String, String)],
        documents: &[&Document],
        scales: Scales,
    ) -> (Self, BTreeMap<Lang, Grounds>) {
        let ingredients: BTreeMap<&String, &String> =
            ingredients.iter().map(|(path, digest)| (path, digest)).collect();
        let manifest = json!({
            "release": release,
            "program": PROGRAM,
            "facts": ledger.digest(),
            "ingredients": ingredients,
        });
        let (facts, observations) = (ledger.to_csv(), observations(ledger));
        let grounds = |lang| (lang, Grounds::of(&facts, &observations, &shown(ledger, lang)));
        let grounds = Lang::ALL.map(grounds).into();
        let package = Self(BTreeMap::from([
            (QUOTES, quotes(documents, &grounds, scales)),
            (OBSERVATIONS, observations),
            (DESCRIPTOR, text(&descriptor(release))),
            (MADE_OF, text(&manifest)),
        ]));
        (package, grounds)
    }
}

fn observations(ledger: &Ledger) -> Vec<u8> {
    let operands: BTreeSet<&Operand> = ledger.facts.iter().flat_map(|fact| &fact.operands).collect();
    let mut table = CsvTable::new(FIELDS.map(|(name, _)| name));
    for it in operands {
        let multiplier = it.multiplier.to_string();
        let row = [
            it.indicator.as_str(),
            &it.area,
            &it.period,
            &it.printed,
            &multiplier,
            &it.status,
            &it.vintage,
            &it.family,
            &it.source,
            &it.cell,
        ];
        table.row(SDMX.into_iter().chain(row));
    }
    table.into_bytes()
}

fn descriptor(release: &str) -> serde_json::Value {
    let fields = FIELDS.map(|(name, kind)| json!({ "name": name, "type": kind }));
    json!({
        "name": format!("observations-of-{release}").to_lowercase(),
        "profile": "tabular-data-package",
        "resources": [
            {
                "name": "observations",
                "path": OBSERVATIONS,
                "profile": "tabular-data-resource",
                "schema": { "fields": fields, "missingValues": [""] },
            },
            { "name": "facts", "path": FACTS_CSV, "profile": "data-resource" },
        ],
    })
}

fn text(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("text and lists of text");
    bytes.push(b'\n');
    bytes
}

/// The facts whose formula does not compute with what the observations say, a line each: every cell
/// that a fact names is in the package, and its number in the formula.
pub fn contradictions(observations: &[u8], facts: &[u8]) -> Vec<String> {
    let (Some(cells), Some(rows)) =
        (columns(observations, ["CELL", "OBS_VALUE"]), columns(facts, ["FACT", "CELLS", "FORMULA"]))
    else {
        return vec![format!("{OBSERVATIONS} or {FACTS_CSV} is no table of ours")];
    };
    let printed: BTreeMap<&str, &str> =
        cells.iter().map(|[cell, value]| (cell.as_str(), value.as_str())).collect();
    let mut found = vec![];
    for [fact, cells, formula] in &rows {
        let numbers: BTreeSet<&str> =
            formula.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|it| !it.is_empty()).collect();
        for cell in cells.split("; ").filter(|cell| !cell.is_empty()) {
            match printed.get(cell) {
                None => found.push(format!("{fact}: {OBSERVATIONS} lacks {cell}")),
                Some(value) if !numbers.contains(value.trim_start_matches(['-', '−'])) => {
                    found.push(format!("{fact}: {cell} says {value}, which {formula} does not compute with"));
                }
                Some(_) => {}
            }
        }
    }
    found
}

/// The rows of a table, cut down to some columns, as they were before they were written; none where it lacks one.
pub(super) fn columns<const N: usize>(table: &[u8], names: [&str; N]) -> Option<Vec<[String; N]>> {
    let mut reader = csv::Reader::from_reader(table);
    let head = reader.headers().ok()?.clone();
    let places = names.map(|name| head.iter().position(|it| it == name));
    if places.contains(&None) {
        return None;
    }
    let row = |row: csv::StringRecord| places.map(|at| original(&row[at.unwrap_or_default()]).to_owned());
    reader.records().map(|it| it.ok().map(row)).collect()
}
