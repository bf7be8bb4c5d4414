//! The parts of a workbook, which somebody may have sent.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// No part has so many bytes: whoever sends a workbook may have packed anything into it.
pub(super) const LARGEST: u64 = 256 << 20;

/// A workbook by its parts.
pub(super) struct WorkbookParts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// In the order of the archive.
    pub names: Vec<String>,
}

impl<'a> WorkbookParts<'a> {
    /// # Errors
    /// It is no workbook, in a few words.
    pub fn of(workbook: &'a [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(workbook)).map_err(|error| refused(&error))?;
        let names = archive.file_names().filter_map(|it| Some(it.ok()?.into_owned())).collect();
        Ok(Self { archive, names })
    }

    /// The bytes of a part, as far as one may be long.
    ///
    /// # Errors
    /// It has none of that name, in a few words.
    pub fn read(&mut self, name: &str) -> Result<impl Read, String> {
        Ok(self.archive.by_name(name).map_err(|error| refused(&error))?.take(LARGEST))
    }
}

fn refused(error: &zip::result::ZipError) -> String {
    format!("it is no workbook: {error}")
}
