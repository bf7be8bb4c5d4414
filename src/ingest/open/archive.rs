//! What a workbook's archive would become when unpacked, seen before a reader unpacks it.
//!
//! A few kilobytes can declare gigabytes, or declare nothing and hold them; both are refused here.

use std::io::{Cursor, Read as _, copy, sink};

use zip::ZipArchive;

use super::{Format, damaged, limits};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// Checks an archive's sizes and says which kind of workbook it is.
///
/// # Errors
/// It is damaged, encrypted, no workbook, or would unpack to more than the limit.
pub fn check(file: &File) -> Result<Format, Diagnostic> {
    let mut archive =
        ZipArchive::new(Cursor::new(file.bytes.as_slice())).map_err(|error| damaged(file, error))?;
    let names = archive.file_names().filter_map(Result::ok).map(|it| it.to_string()).collect::<Vec<_>>();
    let mut total = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| damaged(file, error))?;
        if entry.encrypted() {
            return Err(super::workbook::encrypted(file));
        }
        total += entry.size();
        check_size(total, file)?;
    }
    let mut unpacked = 0;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| damaged(file, error))?;
        let room = limits::PART + 1 - unpacked;
        unpacked += copy(&mut entry.take(room), &mut sink()).map_err(|error| damaged(file, error))?;
        check_size(unpacked, file)?;
    }
    if names.iter().any(|name| name == "xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    if names.iter().any(|name| name == "content.xml") {
        check_repeats(file, &mut archive)?;
        return Ok(Format::Ods);
    }
    if names.iter().any(|name| name == "xl/workbook.bin") {
        return Err(Diagnostic::error("no-table", "the file is a binary workbook (xlsb), which is not read")
            .at(Locus::file(&file.path))
            .help("open it in a spreadsheet program and save it as .xlsx"));
    }
    Err(Diagnostic::error("no-table", "the file is an archive, but no workbook")
        .at(Locus::file(&file.path))
        .help("unpack it, and put the table itself there"))
}

fn check_size(size: u64, file: &File) -> Result<(), Diagnostic> {
    if size <= limits::PART {
        return Ok(());
    }
    let message = format!("the workbook unpacks to more than {} MB", limits::PART >> 20);
    Err(limits::too_large(message, Locus::file(&file.path)))
}

/// Refuses an `.ods` whose cells repeat into more than the limit: two attributes can stand for
/// seventeen thousand million cells.
fn check_repeats(file: &File, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Diagnostic> {
    let mut content = String::new();
    let entry = archive.by_name("content.xml").map_err(|error| damaged(file, error))?;
    entry.take(limits::PART).read_to_string(&mut content).map_err(|error| damaged(file, error))?;
    let (mut cells, mut repeats, mut in_row) = (0_u64, 1, 0);
    for tag in content.split('<') {
        let name = tag.split([' ', '>', '/']).next().unwrap_or_default();
        match name {
            "table:table-row" => {
                (repeats, in_row) = (attribute(tag, "table:number-rows-repeated"), 0);
            }
            "table:table-cell" if tag.contains("office:value-type") => {
                in_row += attribute(tag, "table:number-columns-repeated");
                cells = cells.saturating_add(in_row.saturating_mul(repeats));
            }
            _ => {}
        }
        if cells > limits::CELLS as u64 {
            let message = format!("the file has more than {} cells", limits::CELLS);
            return Err(limits::too_large(message, Locus::file(&file.path)));
        }
    }
    Ok(())
}

/// A number in a tag; 1 where there is none.
fn attribute(tag: &str, name: &str) -> u64 {
    let value = tag.split_once(name).and_then(|(_, rest)| rest.split('"').nth(1));
    value.map_or(1, |value| value.parse().unwrap_or(u64::MAX))
}
