//! All that was understood of a table, for programs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    data::observation::{Missing, Observation},
    ingest::{table::RawTable, tidy::SheetReport},
};

/// What was understood. It becomes JSON only for whoever asks: that of a million observations takes more than
/// they do.
#[derive(Debug, Default)]
pub struct Report {
    pub file: String,
    pub format: String,
    /// Each as [`reported`] tells of it.
    pub sheets: Vec<Value>,
    pub observations: Vec<Observation>,
    pub missing: Vec<Missing>,
}

impl Report {
    /// With the entry that the descriptor would have.
    pub fn json(&self, entry: &str) -> Value {
        json!({
            "file": self.file,
            "format": self.format,
            "sheets": self.sheets,
            "observations": self.observations.iter().map(observed).collect::<Vec<_>>(),
            "missing": self.missing.iter().map(absent).collect::<Vec<_>>(),
            "entry": serde_json::from_str::<Value>(entry).unwrap_or_default(),
        })
    }
}

/// A sheet, for programs.
pub fn reported(table: &RawTable, account: &SheetReport) -> Value {
    let skipped = account.skipped.iter().map(|it| json!({"at": it.locus.to_string(), "why": it.why}));
    let constants = table.constants.iter().map(|(column, cell)| (*column, &*cell.text));
    json!({
        "name": table.sheet.as_deref(),
        "layout": account.layout.name(),
        "found": account.found,
        "rows": table.rows.len(),
        "every-row": constants.collect::<BTreeMap<_, _>>(),
        "notes": account.notes.iter().map(|note| &*note.text).collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
    })
}

fn observed(row: &Observation) -> Value {
    json!({
        "INDICATOR": row.indicator,
        "REF_AREA": row.area,
        "TIME_PERIOD": row.period,
        "OBS_VALUE": row.printed.to_string(),
        "UNIT_MEASURE": row.measure,
        "UNIT_MULT": row.multiplier,
        "OBS_STATUS": row.status,
        "VINTAGE": row.vintage.to_string(),
        "SOURCE_ID": row.source,
        "at": row.cell.to_string(),
    })
}

fn absent(row: &Missing) -> Value {
    json!({
        "INDICATOR": row.indicator,
        "REF_AREA": row.area,
        "TIME_PERIOD": row.period,
        "OBS_STATUS": row.absence,
        "at": row.cell.to_string(),
    })
}
