//! The record of a delivery: who got which file.

use crate::{ledger::short_code, output::FACTS_CSV, plan::recipients::Recipient, publish::Manifest};

/// What is recorded of a copy.
pub(super) struct Row<'a> {
    pub recipient: &'a Recipient,
    pub file: String,
    pub digest: String,
}

/// The columns of the record.
const COLUMNS: [&str; 11] = [
    "COPY",
    "NAME",
    "DELEGATION",
    "LANGUAGE",
    "EMAIL",
    "SECTIONS",
    "FILE",
    "SHA256",
    "RELEASE",
    "CODE",
    "ENCRYPTED",
];

/// The record as a table. No password is in it.
pub(super) fn record(manifest: &Manifest, rows: &[Row]) -> Vec<u8> {
    let mut table = csv::Writer::from_writer(vec![]);
    let code = manifest.files.get(FACTS_CSV).map(|digest| short_code(digest)).unwrap_or_default();
    table.write_record(COLUMNS).expect("writing to memory does not fail");
    for Row { recipient, file, digest } in rows {
        let copy = recipient.copy.to_string();
        let sections = recipient.sections.iter().cloned().collect::<Vec<_>>().join(" ");
        let encrypted = if recipient.password.is_empty() { "no" } else { "AES-256" };
        let row = [
            &copy,
            &recipient.name,
            &recipient.delegation,
            recipient.lang.code(),
            &recipient.email,
            &sections,
            file,
            digest,
            &manifest.release,
            &code,
            encrypted,
        ];
        table.write_record(row).expect("every row has the columns of the head");
    }
    table.into_inner().expect("writing to memory does not fail")
}
