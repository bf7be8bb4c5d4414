//! The file of a snapshot: read back exactly as it was written, or not at all.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Exact, OBS_VALUE, VINTAGE, answer};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// Rows under names of columns, `VINTAGE` the last, sorted by key and vintage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<SnapshotRow>,
}

/// A row, and the day of the answer in which it stood first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SnapshotRow {
    /// Without the vintage.
    pub cells: Vec<String>,
    pub vintage: NaiveDate,
}

impl Snapshot {
    /// Reads a snapshot.
    ///
    /// # Errors
    /// It is not what [`Self::text`] writes: somebody has changed it.
    pub fn read(file: &File) -> Result<Self, Diagnostic> {
        let text = file.text()?;
        let snapshot = Self::parsed(text).ok_or_else(|| edited(&file.path))?;
        if snapshot.text() == text { Ok(snapshot) } else { Err(edited(&file.path)) }
    }

    fn parsed(text: &str) -> Option<Self> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut lines = reader.records().map(|line| {
            let line = line.ok()?;
            Some(line.iter().map(str::to_owned).collect::<Vec<_>>())
        });
        let mut columns = lines.next()??;
        (columns.pop()? == VINTAGE).then_some(())?;
        let value = columns.iter().position(|column| column == OBS_VALUE)?;
        let rows = lines.map(|cells| {
            let mut cells = cells?;
            let vintage = cells.pop()?.parse().ok()?;
            Exact::read(&cells[value])?;
            Some(SnapshotRow { cells, vintage })
        });
        let snapshot = Self { rows: rows.collect::<Option<_>>()?, columns };
        let places = snapshot.rows.iter().map(|row| (snapshot.key(row), row.vintage));
        let places = places.collect::<BTreeSet<_>>();
        (places.len() == snapshot.rows.len()).then_some(snapshot)
    }

    /// The file: CSV, a line a row.
    pub fn text(&self) -> String {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let header = self.columns.iter().map(String::as_str).chain([VINTAGE]);
        let in_memory = "a vector takes what is written to it";
        writer.write_record(header).expect(in_memory);
        for row in &self.rows {
            let vintage = row.vintage.to_string();
            let cells = row.cells.iter().map(String::as_str).chain([vintage.as_str()]);
            writer.write_record(cells).expect(in_memory);
        }
        String::from_utf8(writer.into_inner().expect(in_memory)).expect("cells are text")
    }

    /// What it says as of a day: the newest row of each key, as a line each.
    pub fn as_of(&self, day: NaiveDate) -> Vec<String> {
        let known = self.rows.iter().filter(|row| row.vintage <= day).collect::<Vec<_>>();
        let newest = known
            .iter()
            .enumerate()
            .filter(|(at, row)| known.get(at + 1).is_none_or(|next| self.key(next) != self.key(row)));
        newest.map(|(_, row)| row.cells.join(",")).collect()
    }

    pub(super) fn key<'a>(&self, row: &'a SnapshotRow) -> Vec<&'a str> {
        answer::key(&self.columns, &row.cells)
    }
}

fn edited(path: &str) -> Diagnostic {
    Diagnostic::error("edited-snapshot", "the snapshot is not as a pull has left it").at(Locus::file(path)).help(
        "restore it; or, to keep it by hand from now on, take \"pull\" out of its entry and delete its record",
    )
}
