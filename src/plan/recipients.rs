//! Recipients: who gets a copy, as `recipients.csv` lists them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    diag::{Diagnostic, Locus, Sink},
    inputs::File,
    lang::Lang,
};

/// Somebody who gets a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The number printed on the copy.
    pub copy: u32,
    pub name: String,
    pub delegation: String,
    pub lang: Lang,
    /// Where the copy goes by mail; empty for paper.
    pub email: String,
    /// What opens the copy; empty for one that is open to all.
    pub password: String,
    /// The anchors of the sections that are in the copy; none for all of them.
    pub sections: BTreeSet<String>,
    /// Whether name and number also stand large and faint below the text of every page.
    pub has_watermark: bool,
    pub locus: Locus,
}

/// A row as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    delegation: String,
    language: Lang,
    copy: u32,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    /// Parted by blanks.
    #[serde(default)]
    sections: String,
    #[serde(default)]
    watermark: Option<YesNo>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum YesNo {
    Yes,
    No,
}

/// The columns of the list; all but name, language and number may be missing.
const COLUMNS: &str = "NAME,DELEGATION,LANGUAGE,COPY,EMAIL,PASSWORD,SECTIONS,WATERMARK";

/// Reads the recipients, in the order of their copy numbers; every faulty row is reported.
pub fn recipients(file: &File, sink: &mut Sink) -> Vec<Recipient> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.bytes.as_slice());
    let mut found: BTreeMap<u32, Recipient> = BTreeMap::new();
    for (row, line) in reader.deserialize::<Row>().zip(2..) {
        let locus = Locus::line(&file.path, line);
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                sink.push(bad_row(&error, locus));
                continue;
            }
        };
        if row.name.is_empty() || row.name.chars().any(char::is_control) {
            let message = format!("copy {} is for nobody", row.copy);
            let fault = Diagnostic::error("recipient-name", message).at(locus);
            sink.push(fault.help("write the name that is to stand on the copy, on one line"));
            continue;
        }
        let recipient = Recipient {
            copy: row.copy,
            name: row.name,
            delegation: row.delegation,
            lang: row.language,
            email: row.email,
            password: row.password,
            sections: row.sections.split_whitespace().map(str::to_owned).collect(),
            has_watermark: row.watermark == Some(YesNo::Yes),
            locus,
        };
        if let Some(before) = found.insert(recipient.copy, recipient.clone()) {
            let message = format!("copy {} is for two people", recipient.copy);
            let fault = Diagnostic::error("copy-number", message).at(recipient.locus).at(before.locus);
            sink.push(fault.help("give every copy a number of its own"));
        }
    }
    if found.is_empty() && !sink.has_errors() {
        let fault = Diagnostic::error("no-recipient", "nobody is to get a copy").at(Locus::file(&file.path));
        sink.push(fault.help(format!("write a row a recipient below {COLUMNS}")));
    }
    found.into_values().collect()
}

fn bad_row(error: &csv::Error, locus: Locus) -> Diagnostic {
    let message = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    };
    Diagnostic::error("bad-recipient", message)
        .at(locus)
        .help(format!("the columns are {COLUMNS}; LANGUAGE is zh or en, WATERMARK yes or no"))
}
