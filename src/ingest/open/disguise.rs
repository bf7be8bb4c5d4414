//! What is handed out under a table's name and is none: a web page called `.xls`, a compressed text.

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// How far into a page its table is looked for: portals put style sheets and forms before it.
const HEAD: usize = 65_536;

/// The first bytes that each compression promises in its format's definition.
const COMPRESSIONS: [(&[u8], &str); 6] = [
    (&[0x1f, 0x8b], "gzip"),
    (&[0x28, 0xb5, 0x2f, 0xfd], "zstd"),
    (&[0xfd, b'7', b'z', b'X', b'Z', 0], "xz"),
    (b"BZh", "bzip2"),
    (&[b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c], "7z"),
    (b"Rar!\x1a\x07", "rar"),
];

/// Refuses a file that its own bytes show to be no table, and says what it is.
///
/// # Errors
/// It is a web page, a PDF, or compressed.
pub fn check(file: &File) -> Result<(), Diagnostic> {
    let bytes = file.bytes.as_slice();
    let (what, hint) = if let Some(name) = compression(bytes) {
        (format!("compressed ({name})"), "unpack it, and put the table itself there")
    } else if is_web_page(bytes) {
        ("a web page".to_owned(), "open it in a spreadsheet program and save it as .xlsx")
    } else if bytes.trim_ascii_start().starts_with(b"%PDF") {
        ("a PDF".to_owned(), "ask the publisher for the table, or copy it into a spreadsheet")
    } else {
        return Ok(());
    };
    let fault = Diagnostic::error("no-table", format!("the file is {what}, whatever its name"));
    Err(fault.at(Locus::file(&file.path)).help(hint))
}

/// The compression that the first bytes name. Those of bzip2 are letters, which a text may begin
/// with, too: a digit for the size and the digits of pi have to follow.
fn compression(bytes: &[u8]) -> Option<&'static str> {
    let (_, name) = COMPRESSIONS.into_iter().find(|(magic, _)| bytes.starts_with(magic))?;
    (name != "bzip2" || bytes.get(4..10) == Some(b"1AY&SY")).then_some(name)
}

/// Whether the text begins with a tag, behind a byte order mark or not, and is a page or holds a
/// table: a page need not begin with `<html>`.
fn is_web_page(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = text[..text.len().min(HEAD)].to_ascii_lowercase();
    let holds = |tag: &[u8]| head.windows(tag.len()).any(|it| it == tag);
    head.starts_with(b"<") && (head.starts_with(b"<!doctype html") || holds(b"<html") || holds(b"<table"))
}
