//! A snapshot as a sheet: each row with the pull that it came with.

use super::{
    open,
    table::{Origin, Sheet},
};
use crate::{
    diag::Diagnostic,
    inputs::File,
    snapshot::{OBS_COUNT, Pulls, Snapshot, VINTAGE},
};

/// Opens the snapshot in `file`, which `pulls` have left.
///
/// # Errors
/// It is none, or larger than a table may be.
pub fn open(file: &File, pulls: &Pulls) -> Result<(Sheet, Origin), Diagnostic> {
    Snapshot::read(file)?;
    let mut sheets = open::open(file, Some("utf-8"))?.sheets;
    let sheet = sheets.pop().expect("a text is one sheet");
    let (header, rows) = sheet.rows.split_first().expect("a snapshot has a header");
    let at = |name: &str| header.iter().position(|cell| &*cell.text == name);
    let (vintage, count) = (at(VINTAGE).expect("a snapshot has vintages"), at(OBS_COUNT));
    let told = rows.iter().map(|row| {
        let day = row[vintage].text.parse().expect("the snapshot was read");
        let pull = pulls.of_vintage(day).unwrap_or_default();
        match count.map(|at| &row[at].text) {
            Some(count) => format!("{pull}; records: {count}"),
            None => pull,
        }
    });
    let origin = Origin::Pulls(told.collect());
    Ok((sheet, origin))
}
