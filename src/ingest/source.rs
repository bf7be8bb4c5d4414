//! Where a resource's cells come from: decided once, when the descriptor is read.

use super::{
    describe::{Declared, Records},
    read::name_of,
};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::{File, Files, Survey},
    snapshot::{Pulls, pulls_path},
};

/// Where the cells of a resource come from. Every reader of tables is one of these.
pub enum CellSource<'a> {
    /// They are in its file.
    File,
    /// Its file is a query, and they are the answer of these records.
    Query(AskedRecords<'a>),
    /// They are in its file, a snapshot of answers that these pulls have got.
    Snapshot(Pulls),
}

/// Records that a query is put to.
pub struct AskedRecords<'a> {
    pub declared: Records,
    /// As they were found, where they could be surveyed.
    #[cfg_attr(not(feature = "microdata"), expect(dead_code, reason = "the program has no queries then"))]
    pub survey: Option<&'a Survey>,
}

impl<'a> CellSource<'a> {
    /// The source that the descriptor gives to the resource of a file.
    ///
    /// # Errors
    /// The file is a snapshot that no pull has left; or it is a query as well.
    pub fn of(declared: &Declared, file: &File, inputs: &'a Files) -> Result<Self, Diagnostic> {
        match (&declared.records, &declared.pull) {
            (None, None) => Ok(Self::File),
            (Some(records), None) => {
                let survey = inputs.surveyed(&records.place);
                Ok(Self::Query(AskedRecords { declared: records.clone(), survey }))
            }
            (None, Some(_)) => {
                let record = inputs.get(&pulls_path(name_of(file)))?;
                Pulls::read(record, file).map(Self::Snapshot)
            }
            (Some(_), Some(_)) => {
                let both = Diagnostic::error("two-sources", "the table is said to come from two places");
                Err(both
                    .at(Locus::file(&file.path))
                    .help("leave \"records\", which this program asks, or \"pull\", which an engine answers"))
            }
        }
    }
}
