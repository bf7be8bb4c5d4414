//! Editions: the list of briefings that one run makes of one plan, a row each.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{edition_name, subject::Subject};
use crate::{
    data::{area::AreaCode, catalogue::Catalogue},
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    inputs::File,
    lang::Lang,
};

/// What a list of editions has to say in its first line.
const HEADER: &str = "EDITION,REF_AREA,WHOLE,LANGUAGES";

/// One briefing of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEdition {
    /// The name of its folder in the output folder.
    pub name: String,
    pub subject: Subject,
    /// In place of the plan's; the plan's if there are none.
    pub languages: Vec<Lang>,
    pub locus: Locus,
}

/// A row as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE", deny_unknown_fields)]
struct WrittenRow {
    edition: String,
    ref_area: AreaCode,
    #[serde(default)]
    whole: Option<AreaCode>,
    #[serde(default)]
    languages: String,
}

/// Reads a list of editions, in the order in which it is written; every faulty row is reported.
pub fn read(file: &File, sink: &mut Sink) -> Vec<ListedEdition> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file.bytes.as_slice());
    let rows = reader.deserialize::<WrittenRow>().zip(2..);
    let read = rows.map(|(row, line)| listed(row, Locus::line(&file.path, line)));
    let listed: Vec<ListedEdition> =
        read.filter_map(|row| row.map_err(|fault| sink.push(fault)).ok()).collect();
    if listed.is_empty() && !sink.has_errors() {
        let fault = Diagnostic::error("no-edition", "the list names no edition").at(Locus::file(&file.path));
        sink.push(fault.help(format!("write a row an edition below {HEADER}")));
    }
    report_twins(&listed, sink);
    listed
}

fn listed(row: Result<WrittenRow, csv::Error>, locus: Locus) -> Result<ListedEdition, Diagnostic> {
    let row = row.map_err(|error| bad_row(&error, locus.clone()))?;
    if let Err(fault) = edition_name(&row.edition) {
        let fault = Diagnostic::error("edition-name", format!("the edition {fault}"));
        return Err(fault.at(locus.showing(row.edition)).help("write letters, digits, - and _"));
    }
    let languages = row.languages.split([';', ' ']).filter(|code| !code.is_empty()).map(language);
    let languages = languages.collect::<Result<Vec<Lang>, _>>().map_err(|code| {
        let fault = Diagnostic::error("edition-language", "there is no such language");
        fault.at(locus.clone().showing(code)).help("write zh, en, or zh;en")
    })?;
    if Lang::ALL.into_iter().any(|lang| languages.iter().filter(|it| **it == lang).count() > 1) {
        let fault = Diagnostic::error("edition-language", "the edition names a language twice");
        return Err(fault.at(locus).help("name each language once"));
    }
    let subject = Subject { area: row.ref_area, whole: row.whole.filter(|code| !code.is_empty()) };
    Ok(ListedEdition { name: row.edition, subject, languages, locus })
}

fn language(code: &str) -> Result<Lang, String> {
    Lang::ALL.into_iter().find(|lang| lang.code() == code).ok_or_else(|| code.to_owned())
}

fn bad_row(error: &csv::Error, locus: Locus) -> Diagnostic {
    let message = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    };
    Diagnostic::error("bad-edition", message).at(locus).help(format!("the columns are {HEADER}"))
}

/// Two editions of one name would take turns in one folder.
fn report_twins(listed: &[ListedEdition], sink: &mut Sink) {
    let mut first: BTreeMap<&str, &Locus> = BTreeMap::new();
    for it in listed {
        if let Some(before) = first.insert(&it.name, &it.locus) {
            let message = format!("two editions are named {}", it.name);
            let fault = Diagnostic::error("edition-twice", message).at(it.locus.clone()).at(before.clone());
            sink.push(fault.help("give every edition a name of its own"));
        }
    }
}

impl ListedEdition {
    /// Reports the areas that `catalogue` does not have.
    pub fn check(&self, catalogue: &Catalogue, sink: &mut Sink) {
        let areas = self.subject.whole.iter().chain([&self.subject.area]);
        for code in areas.filter(|code| !catalogue.areas.contains_key(*code)) {
            let fault = Diagnostic::error("unknown-area", format!("there is no area {code}"));
            let fault = fault.at(self.locus.clone().showing(&self.name));
            let hint = did_you_mean(code, catalogue.areas.keys().map(AreaCode::as_str));
            sink.push(hint.into_iter().fold(fault, Diagnostic::help));
        }
    }
}
