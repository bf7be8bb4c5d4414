//! Quotes: the measures in a document that are none of its facts, each with the words around it.
//!
//! What somebody else printed, what stood in the release before, the number of a law, the scale of a chart: each is
//! listed in the document itself, so that nothing on a page that reads like a measurement stands for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{ground::Grounds, package::columns};
use crate::{
    doc::{
        block::{Content, Document},
        figure::Chart,
        inline::{footnotes, plain},
    },
    lang::Lang,
    ledger::numerals::numerals,
    output::table::CsvTable,
};

/// The file of the quotes among the attachments.
pub const QUOTES: &str = "quotes.csv";

/// What follows a numeral that measures something.
const UNITS: [&str; 15] = [
    "%",
    "％",
    "‰",
    "个百分点",
    "百分点",
    "percent",
    "per cent",
    "percentage",
    "亿",
    "万",
    "元",
    "billion",
    "million",
    "trillion",
    "yuan",
];

/// The numerals of a text that read like measurements: with a fraction, or before a unit.
pub fn measures(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let mut rest = line;
        for numeral in numerals(line) {
            let Some(at) = rest.find(&numeral) else { continue };
            rest = &rest[at + numeral.len()..];
            let behind = rest.trim_start_matches([' ', '\u{a0}', '\u{2009}', '\u{202f}']);
            if numeral.contains('.') || UNITS.iter().any(|unit| behind.starts_with(unit)) {
                found.insert(numeral);
            }
        }
    }
    found
}

/// What the scales of a chart say, in a language.
pub type Scales<'a> = &'a dyn Fn(&Chart, Lang) -> String;

/// The quotes of some documents as a table: a row for each run of text that has measures which no fact
/// bears, in the order of the documents, and each chart whose `scales` do; `grounds` are those of each of their
/// languages.
pub fn quotes(documents: &[&Document], grounds: &BTreeMap<Lang, Grounds>, scales: Scales) -> Vec<u8> {
    let mut table = CsvTable::new(["LANGUAGE", "MEASURES", "TEXT"]);
    for document in documents {
        let grounds = &grounds[&document.lang];
        let mut quote = |text: &str| {
            let loose: Vec<String> = measures(text).into_iter().filter(|it| !grounds.bear(it)).collect();
            if !loose.is_empty() {
                table.row([document.lang.code(), &loose.join("; "), text]);
            }
        };
        let meta = &document.meta;
        for text in [&meta.title, &meta.short_title, &meta.author, &meta.subject, &meta.release, &meta.foot] {
            quote(text);
        }
        for block in &document.blocks {
            if let Content::Figure(figure) = &block.content {
                quote(&scales(&figure.chart, document.lang));
            }
        }
        for run in document.blocks.iter().flat_map(|block| block.content.runs()) {
            quote(&plain(run));
            footnotes(run).iter().for_each(|note| quote(&plain(&note.text)));
        }
    }
    table.into_bytes()
}

/// The measures that a table of quotes lists.
pub fn quoted(table: &[u8]) -> BTreeSet<String> {
    let rows = columns(table, ["MEASURES"]).unwrap_or_default();
    rows.iter().flat_map(|[measures]| measures.split("; ")).map(str::to_owned).collect()
}

/// Whether a numeral is the number of a heading: a bookmark begins with it, and there are as many.
pub fn is_heading(numeral: &str, bookmarks: &[String]) -> bool {
    let parts: Vec<&str> = numeral.split('.').collect();
    let is_count = |part: &&str| part.parse::<usize>().is_ok_and(|it| (1..=bookmarks.len()).contains(&it));
    let begins = |title: &String| {
        title.strip_prefix(numeral).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    parts.len() > 1 && parts.iter().all(is_count) && bookmarks.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_or_a_unit_makes_a_measure_of_a_numeral() {
        let text = "In 2023 it grew by 86.7 and 87%, to 210 billion yuan;\n12 provinces, 3.1 Headings\n5亿";
        let found: Vec<String> = measures(text).into_iter().collect();
        assert_eq!(found, ["210", "3.1", "5", "86.7", "87"]);
    }

    #[test]
    fn a_heading_has_a_number_that_its_bookmarks_can_count_to() {
        let bookmarks = ["1 A", "1.1 B", "2 C"].map(str::to_owned);
        assert!(is_heading("1.1", &bookmarks));
        for not in ["1", "1.10", "86.7", "2.1"] {
            assert!(!is_heading(not, &bookmarks), "{not}");
        }
    }
}
