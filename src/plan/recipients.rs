//! Recipients: who gets a copy, as `recipients.csv` lists them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diag::{Diagnostic, Locus, Reported, Sink},
    doc::numeral::name_says_quantity,
    inputs::{File, strange_character},
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
    /// Whether the workbook goes along.
    pub has_workbook: bool,
    pub locus: Locus,
}

/// The columns of the list; all but name, language and number may be missing.
const COLUMNS: [&str; 9] =
    ["NAME", "DELEGATION", "LANGUAGE", "COPY", "EMAIL", "PASSWORD", "SECTIONS", "WATERMARK", "FORMATS"];

/// Those that may not.
const NEEDED: [&str; 3] = ["NAME", "LANGUAGE", "COPY"];

/// What a list of recipients has to be.
pub fn columns() -> String {
    format!("write it with the columns {}, or name another with --recipients", COLUMNS.join(","))
}

/// Reads the recipients, in the order of their copy numbers; every faulty row is reported.
///
/// What a cell says is never told: a row that is shifted by a column would show a password.
pub fn recipients(file: &File, sink: &mut Sink) -> Vec<Recipient> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::Headers).from_reader(file.bytes.as_slice());
    let Ok(head) = head(&mut reader, file, sink) else { return vec![] };
    let mut found: BTreeMap<u32, Recipient> = BTreeMap::new();
    for (row, line) in reader.records().zip(2..) {
        let locus = Locus::line(&file.path, line);
        let read = row.map_err(|error| bad_row(&error)).and_then(|row| recipient(&row, &head, &locus));
        let recipient = match read {
            Ok(recipient) => recipient,
            Err(fault) => {
                sink.push(fault.at(locus));
                continue;
            }
        };
        if (1..SHORTEST).contains(&recipient.password.chars().count()) {
            let message =
                format!("PASSWORD of copy {} is shorter than {SHORTEST} characters", recipient.copy);
            let fault = Diagnostic::warning("short-password", message).at(recipient.locus.clone());
            sink.push(fault.help("write a longer one: whoever has the copy can try them all"));
        }
        if stringprep::saslprep(&recipient.password).is_ok_and(|prepared| prepared != recipient.password) {
            let message = format!(
                "PASSWORD of copy {} has characters that not every viewer takes alike",
                recipient.copy
            );
            let fault = Diagnostic::warning("prepared-password", message).at(recipient.locus.clone());
            sink.push(fault.help(
                "write it in plain letters and digits: full-width ones, ligatures and signs that nobody sees are \
                 written otherwise before a viewer tries it, by some and not by all",
            ));
        }
        if let Some(before) = found.insert(recipient.copy, recipient.clone()) {
            let message = format!("copy {} is for two people", recipient.copy);
            let fault = Diagnostic::error("copy-number", message).at(recipient.locus).at(before.locus);
            sink.push(fault.help("give every copy a number of its own"));
        }
    }
    if found.is_empty() && !sink.has_errors() {
        let fault = Diagnostic::error("no-recipient", "nobody is to get a copy").at(Locus::file(&file.path));
        sink.push(fault.help(format!("write a row a recipient below {}", COLUMNS.join(","))));
    }
    found.into_values().collect()
}

/// Where each column is, if the head is of this list.
fn head(reader: &mut csv::Reader<&[u8]>, file: &File, sink: &mut Sink) -> Result<Vec<String>, Reported> {
    let columns = || format!("the columns are {}", COLUMNS.join(","));
    let head = match reader.headers() {
        Ok(head) => head.iter().map(|it| it.trim_start_matches('\u{feff}').to_owned()).collect::<Vec<_>>(),
        Err(error) => {
            return Err(sink.error(bad_row(&error).at(Locus::line(&file.path, 1))));
        }
    };
    let strange = head.iter().position(|name| !COLUMNS.contains(&name.as_str()));
    let missing = NEEDED.into_iter().find(|name| !head.iter().any(|it| it == name));
    let message = match (strange, missing) {
        (Some(at), _) => format!("the heading of column {} is none of the list", at + 1),
        (None, Some(name)) => format!("there is no column {name}"),
        (None, None) => return Ok(head),
    };
    let fault = Diagnostic::error("bad-recipient", message).at(Locus::line(&file.path, 1));
    Err(sink.error(fault.help(columns())))
}

/// A row as a recipient.
fn recipient(row: &csv::StringRecord, head: &[String], locus: &Locus) -> Result<Recipient, Diagnostic> {
    let as_written = |name: &str| {
        let at = head.iter().position(|it| it == name);
        at.and_then(|at| row.get(at)).unwrap_or_default()
    };
    let cell = |name: &str| as_written(name).trim().to_owned();
    let fault = |message: String, help: &str| Diagnostic::error("bad-recipient", message).help(help);
    let digits = "write the number of the copy in digits";
    let copy = cell("COPY").parse().map_err(|_| fault("COPY is no number".to_owned(), digits))?;
    let is_broken =
        |name: &&&str| cell(name).contains(char::is_control) || strange_character(&cell(name)).is_some();
    if let Some(name) = COLUMNS.iter().find(is_broken) {
        let message = format!("{name} of copy {copy} has a line break or a character that nobody can see");
        return Err(fault(message, "write it on one line, in letters"));
    }
    if cell("NAME").is_empty() {
        let nobody = Diagnostic::error("recipient-name", format!("copy {copy} is for nobody"));
        return Err(nobody.help("write the name that is to stand on the copy, on one line"));
    }
    // Both stand on every page of the copy, and in its letter.
    if let Some(name) = ["NAME", "DELEGATION"].iter().find(|name| name_says_quantity(&cell(name))) {
        let message = format!("{name} of copy {copy} says a number, which is bound to no fact");
        return Err(fault(message, "write the name alone; a group is counted as 第三组 or Group 3"));
    }
    let lang = Lang::ALL.into_iter().find(|lang| lang.code() == cell("LANGUAGE"));
    let unknown = || fault(format!("LANGUAGE of copy {copy} is neither zh nor en"), "write zh or en");
    let has_watermark = match cell("WATERMARK").as_str() {
        "yes" => true,
        "no" | "" => false,
        _ => return Err(fault(format!("WATERMARK of copy {copy} is neither yes nor no"), "write yes or no")),
    };
    if let Some((what, help)) = unusable(as_written("PASSWORD")) {
        return Err(fault(format!("PASSWORD of copy {copy} {what}"), help));
    }
    Ok(Recipient {
        copy,
        name: cell("NAME"),
        delegation: cell("DELEGATION"),
        lang: lang.ok_or_else(unknown)?,
        email: cell("EMAIL"),
        password: cell("PASSWORD"),
        sections: parted(&cell("SECTIONS")).map(str::to_owned).collect(),
        has_watermark,
        has_workbook: has_workbook(&cell("FORMATS"), &cell("PASSWORD"), copy)?,
        locus: locus.clone(),
    })
}

/// What is wrong with a password that locks nothing, and what to do.
///
/// A viewer prepares what is typed by SASLprep (RFC 4013; ISO 32000-2, 7.6.4.3.3), which takes soft hyphens
/// and the like away: nothing may be left, and the copy opens for anybody.
fn unusable(password: &str) -> Option<(&'static str, &'static str)> {
    let write = "write one of eight characters or more, or leave the cell empty";
    if password.is_empty() {
        return None;
    }
    match stringprep::saslprep(password.trim()) {
        Ok(prepared) if prepared.trim().is_empty() => Some(("is blank: it would lock nothing", write)),
        Ok(_) => None,
        Err(_) => Some(("has a character that no viewer takes", write)),
    }
}

/// The fewest characters of a password that takes more than minutes to guess with the copy at hand.
const SHORTEST: usize = 8;

/// The parts of a cell: anchors and formats have none of the signs that people put between them.
fn parted(cell: &str) -> impl Iterator<Item = &str> {
    let parts = cell.split(|c: char| c.is_whitespace() || ";+,|，；、".contains(c));
    parts.filter(|part| !part.is_empty())
}

/// Whether the formats that a recipient asks for have the workbook among them.
fn has_workbook(formats: &str, password: &str, copy: u32) -> Result<bool, Diagnostic> {
    let formats: BTreeSet<&str> = parted(formats).collect();
    let help = "write pdf, or pdf;xlsx for the workbook beside it";
    if formats.contains("html") {
        let message = format!("FORMATS of copy {copy} asks for html, which is not delivered");
        return Err(Diagnostic::error("html-by-mail", message).help(
            "mail gateways strip such files, and readers take them for phishing: hand on the release's own",
        ));
    }
    if formats.iter().any(|it| !["pdf", "xlsx"].contains(it)) {
        let message = format!("FORMATS of copy {copy} has a format that is not delivered");
        return Err(Diagnostic::error("bad-recipient", message).help(help));
    }
    if !formats.is_empty() && !formats.contains("pdf") {
        let message = format!("FORMATS of copy {copy} leaves out pdf, which a copy is");
        return Err(Diagnostic::error("bad-recipient", message).help(help));
    }
    let has_workbook = formats.contains("xlsx");
    if has_workbook && !password.is_empty() {
        let message = format!("copy {copy} is locked, and the workbook beside it cannot be");
        let fault = Diagnostic::error("open-workbook", message);
        return Err(fault.help("take xlsx out of FORMATS, or the password out of PASSWORD"));
    }
    Ok(has_workbook)
}

/// A row that is none; what it says is not told.
fn bad_row(error: &csv::Error) -> Diagnostic {
    let (message, help) = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => (
            format!("the row has {len} cells, the head {expected_len}"),
            "put a text with a comma in it between quotes",
        ),
        csv::ErrorKind::Utf8 { .. } => ("the row is not UTF-8".to_owned(), "save the list as CSV in UTF-8"),
        _ => ("the row cannot be read".to_owned(), "save the list as CSV in UTF-8"),
    };
    Diagnostic::error("bad-recipient", message).help(help)
}
