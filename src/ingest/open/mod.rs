//! From the bytes of a file to sheets of located text cells.
//!
//! `recognise → decode → cells`. What a file is, its first bytes say; its name says nothing.

mod archive;
mod array;
mod biff;
mod columnar;
mod delimited;
mod disguise;
mod encoding;
mod limits;
mod number_format;
mod opendocument;
mod shown;
mod spreadsheet_ml;
mod workbook;
mod xml;

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
};

#[cfg(feature = "microdata")]
pub use columnar::sheet;

use super::table::Sheet;
use crate::{
    diag::{Diagnostic, Locus},
    inputs::{File, no_character, strange_character},
};

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with this character between its fields, in this encoding.
    Delimited(char, &'static str),
    Xlsx,
    Xls,
    Ods,
    Parquet,
    Arrow,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Delimited(delimiter, encoding) => {
                let between = match delimiter {
                    '\t' => "tabs",
                    ';' => "semicolons",
                    '|' => "vertical strokes",
                    _ => "commas",
                };
                write!(f, "text with {between} between its fields, in {encoding}")
            }
            Self::Xlsx => f.write_str("a workbook (xlsx)"),
            Self::Xls => f.write_str("a workbook (xls)"),
            Self::Ods => f.write_str("a workbook (ods)"),
            Self::Parquet => f.write_str("a Parquet file"),
            Self::Arrow => f.write_str("an Arrow file"),
        }
    }
}

/// A file's sheets; those of a workbook that hold nothing are left out.
#[derive(Debug, Clone)]
pub struct OpenedFile {
    pub format: Format,
    pub sheets: Vec<Sheet>,
}

/// Opens a file. `encoding` is what the descriptor says of a text, if it does.
///
/// # Errors
/// It is no table of a known format, is damaged, encrypted, or larger than [`limits`] allow.
pub fn open(file: &File, encoding: Option<&str>) -> Result<OpenedFile, Diagnostic> {
    limits::check_file(file)?;
    let opened = read(file, encoding)?;
    for sheet in &opened.sheets {
        for cell in sheet.rows.iter().flatten() {
            if let Some(strange) = strange_character(&cell.text) {
                return Err(no_character(strange).at(sheet.locus(cell)));
            }
        }
    }
    Ok(opened)
}

fn read(file: &File, encoding: Option<&str>) -> Result<OpenedFile, Diagnostic> {
    let sheets = |format, sheets| OpenedFile { format, sheets };
    match file.bytes.as_slice() {
        [b'P', b'A', b'R', b'1', ..] => {
            shielded(file, || columnar::read_parquet(file)).map(|it| sheets(Format::Parquet, it))
        }
        [b'A', b'R', b'R', b'O', b'W', b'1', ..] => {
            shielded(file, || columnar::read_arrow(file)).map(|it| sheets(Format::Arrow, it))
        }
        [b'P', b'K', 3, 4, ..] => {
            let format = shielded(file, || archive::check(file))?;
            shielded(file, || workbook::read(file, format)).map(|it| sheets(format, it))
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            shielded(file, || workbook::read(file, Format::Xls)).map(|it| sheets(Format::Xls, it))
        }
        _ => {
            disguise::check(file)?;
            let (encoding, delimiter, sheet) = delimited::read(file, encoding)?;
            Ok(sheets(Format::Delimited(delimiter, encoding), vec![sheet]))
        }
    }
}

/// Runs a reader of other people's making on bytes that nobody has checked: where it would panic,
/// the file is damaged.
fn shielded<T>(file: &File, read: impl FnOnce() -> Result<T, Diagnostic>) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(damaged(file, "its parts do not fit together")))
}

/// The fault of a file that is not what its first bytes promise.
fn damaged(file: &File, why: impl fmt::Display) -> Diagnostic {
    Diagnostic::error("damaged-file", format!("the file is damaged: {why}"))
        .at(Locus::file(&file.path))
        .help("fetch it again, or open it in a spreadsheet program and save it anew")
}
