//! A part of its own in a workbook: what other programs leave alone, and hand on.
//!
//! Custom XML data storage (ISO/IEC 29500-1, 15.2.5): spreadsheets keep it when they save a file.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
};

use quick_xml::escape::{partial_escape, unescape};
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::parts::{LARGEST, WorkbookParts};
use crate::inputs::sha256;

/// Where the part is.
const PART: &str = "customXml/item1.xml";

/// What says that it belongs to the workbook.
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

const RELATION: &str = "<Relationship Id=\"seal\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" \
     Target=\"../customXml/item1.xml\"/></Relationships>";

const OPENING: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<seal xmlns=\"urn:briefing:seal\">";

/// What says which program has saved a workbook, and what the writer of ours says there.
const PROGRAM: &str = "docProps/app.xml";
const VERSION: &str = "<AppVersion>12.0000</AppVersion>";

const CLOSING: &str = "</seal>";

/// The workbook with a text in it.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn attach(workbook: &[u8], text: &str) -> Result<Vec<u8>, String> {
    let work = || -> zip::result::ZipResult<Vec<u8>> {
        let mut archive = ZipArchive::new(Cursor::new(workbook))?;
        let mut writer = ZipWriter::new(Cursor::new(vec![]));
        // The first date that the format knows, as the other parts have it: the same workbook, the same bytes.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::DEFAULT);
        for index in 0..archive.len() {
            let mut part = archive.by_index(index)?;
            if part.name()? != RELATIONS {
                drop(part);
                writer.raw_copy_file(archive.by_index_raw(index)?)?;
                continue;
            }
            let mut relations = String::new();
            part.read_to_string(&mut relations)?;
            writer.start_file(RELATIONS, options)?;
            writer.write_all(relations.replace("</Relationships>", RELATION).as_bytes())?;
        }
        // It is large and says in other words what the sheets do: twice as long at packing it would save a tenth.
        writer.start_file(PART, options.compression_level(Some(1)))?;
        writer.write_all(format!("{OPENING}{}{CLOSING}", partial_escape(text)).as_bytes())?;
        Ok(writer.finish()?.into_inner())
    };
    work().map_err(|error| format!("it takes no seal: {error}"))
}

/// The text that was attached; none where there is none.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn attached(workbook: &[u8]) -> Result<Option<String>, String> {
    let mut parts = WorkbookParts::of(workbook)?;
    for name in parts.names.clone().into_iter().filter(|it| it.starts_with("customXml/item")) {
        let mut part = String::new();
        if parts.read(&name)?.read_to_string(&mut part).is_err() {
            continue;
        }
        // Whoever saves the workbook again may write the declaration otherwise.
        let text = part.split_once("urn:briefing:seal").and_then(|(_, rest)| rest.split_once('>'));
        if let Some(text) = text.and_then(|(_, rest)| rest.rsplit_once(CLOSING)) {
            let text = unescape(text.0).map_err(|error| format!("its seal was altered: {error}"))?;
            return Ok(Some(text.into_owned()));
        }
    }
    Ok(None)
}

/// The digest of all parts of a workbook by their names, but for what is attached: whatever is written otherwise, in a
/// name, a link, a head of print or a style, gives another. How an archive orders and compresses them says nothing.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn parts_digest(workbook: &[u8]) -> Result<String, String> {
    let work = || -> zip::result::ZipResult<String> {
        let mut archive = ZipArchive::new(Cursor::new(workbook))?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let part = archive.by_index(index)?;
            let name = part.name()?.into_owned();
            if name == PART {
                continue;
            }
            let mut bytes = Vec::new();
            part.take(LARGEST).read_to_end(&mut bytes)?;
            if name == RELATIONS {
                let relations = String::from_utf8_lossy(&bytes).replace(RELATION, "</Relationships>");
                bytes = relations.into_bytes();
            }
            parts.insert(name, sha256(&bytes));
        }
        let all = parts.into_iter().map(|(name, digest)| format!("{digest} {name}\n")).collect::<Vec<_>>();
        Ok(sha256(all.concat().as_bytes()))
    };
    work().map_err(|error| format!("it is no workbook: {error}"))
}

/// Whether a workbook says that another program than the writer of ours has saved it.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn is_saved_anew(workbook: &[u8]) -> Result<bool, String> {
    let refused = |error: zip::result::ZipError| format!("it is no workbook: {error}");
    let mut archive = ZipArchive::new(Cursor::new(workbook)).map_err(refused)?;
    let Ok(part) = archive.by_name(PROGRAM) else { return Ok(true) };
    let mut said = String::new();
    Ok(part.take(LARGEST).read_to_string(&mut said).is_err() || !said.contains(VERSION))
}
