//! The record of a delivery: who got which file, and what each was made of.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    inputs::sha256,
    ledger::short_code,
    output::{FACTS_CSV, Output, table::CsvTable},
    plan::recipients::Recipient,
    publish::Manifest,
    signature::PublicKey,
};

/// What is recorded of a file that somebody gets.
pub(super) struct MadeCopy<'a> {
    pub recipient: &'a Recipient,
    /// The copy itself, or the workbook that goes along.
    pub output: Output,
    pub file: String,
    pub digest: String,
    /// See [`order`].
    pub order: String,
}

/// The columns of the record.
const COLUMNS: [&str; 12] = [
    "COPY",
    "NAME",
    "DELEGATION",
    "LANGUAGE",
    "EMAIL",
    "SECTIONS",
    "FILE",
    "SHA256",
    "ORDER",
    "RELEASE",
    "CODE",
    "ENCRYPTED",
];

/// The record as a table. No password is in it.
pub(super) fn record(manifest: &Manifest, rows: &[MadeCopy]) -> Vec<u8> {
    let mut table = CsvTable::new(COLUMNS);
    let code = manifest.files.get(FACTS_CSV).map(|digest| short_code(digest)).unwrap_or_default();
    for MadeCopy { recipient, file, digest, order, .. } in rows {
        let copy = recipient.copy.to_string();
        let sections = recipient.sections.iter().cloned().collect::<Vec<_>>().join(" ");
        let encrypted = if recipient.password.is_empty() { "no" } else { "AES-256" };
        table.row([
            copy.as_str(),
            &recipient.name,
            &recipient.delegation,
            recipient.lang.code(),
            &recipient.email,
            &sections,
            file,
            digest,
            order,
            &manifest.release,
            &code,
            encrypted,
        ]);
    }
    table.into_bytes()
}

/// What a record says of each file: the order that it was made for, and its digest. A record of another
/// form says nothing.
pub(super) fn recorded(table: &[u8]) -> BTreeMap<String, (String, String)> {
    let mut reader = csv::Reader::from_reader(table);
    if reader.headers().is_ok_and(|head| head.iter().eq(COLUMNS)) {
        let rows = reader.records().filter_map(Result::ok);
        return rows.map(|row| (row[6].to_owned(), (row[8].to_owned(), row[7].to_owned()))).collect();
    }
    BTreeMap::new()
}

/// Everything that a copy is made from.
#[derive(Serialize)]
struct CopyOrder<'a> {
    release: &'a str,
    output: &'a str,
    copy: u32,
    name: &'a str,
    delegation: &'a str,
    lang: &'a str,
    sections: Vec<&'a str>,
    has_watermark: bool,
    lock: String,
    /// The public key of who signs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_by: Option<String>,
}

/// The digest of everything that a copy is made from: as long as it is the same, the copy that stands is
/// the one that was ordered. `release` is the digest of the release's manifest.
pub(super) fn order(
    recipient: &Recipient,
    output: Output,
    signed_by: Option<PublicKey>,
    release: &str,
) -> String {
    let order = CopyOrder {
        release,
        output: output.name(),
        copy: recipient.copy,
        name: &recipient.name,
        delegation: &recipient.delegation,
        lang: recipient.lang.code(),
        sections: recipient.sections.iter().map(String::as_str).collect(),
        has_watermark: recipient.has_watermark,
        lock: lock(recipient, release),
        signed_by: signed_by.map(|key| key.to_string()),
    };
    sha256(&serde_json::to_vec(&order).expect("text and lists of text"))
}

/// A digest of the password, slow to make, so that whoever has it can guess no faster than with the copy
/// itself (PDF 2.0's own takes at least 64 rounds).
fn lock(recipient: &Recipient, release: &str) -> String {
    const ROUNDS: usize = 10_000;
    if recipient.password.is_empty() {
        return String::new();
    }
    let salt = format!("{release} {}", recipient.copy);
    (0..ROUNDS).fold(recipient.password.clone(), |digest, _| sha256(format!("{digest} {salt}").as_bytes()))
}
