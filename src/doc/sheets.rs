//! Sheets: what the workbook calls the sheet behind each figure and table.

use std::collections::BTreeMap;

use super::{
    block::{Content, Document},
    table::Table,
};

/// How long the name of a sheet may be (Excel specifications and limits).
const LONGEST: usize = 31;

/// The sheets behind the figures and tables of an edition's documents, by anchor: `Figure_3`, `Table_1`,
/// and for one without a number by its anchor. A register of facts has none: the facts are a sheet
/// themselves.
///
/// A figure has one sheet in all languages, called after its number in the first document.
pub fn sheet_names<'a>(documents: impl IntoIterator<Item = &'a Document>) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let blocks = documents.into_iter().flat_map(|it| &it.blocks);
    for (anchor, wanted) in blocks.filter_map(|block| wanted(&block.content)) {
        if names.contains_key(anchor) {
            continue;
        }
        let is_taken = |name: &str| names.values().any(|it| it.eq_ignore_ascii_case(name));
        let mut name: String = wanted.chars().take(LONGEST).collect();
        name.truncate(name.trim_end_matches('_').len());
        for nth in 2_u32.. {
            if !is_taken(&name) {
                break;
            }
            let ending = format!("_{nth}");
            name = wanted.chars().take(LONGEST - ending.len()).chain(ending.chars()).collect();
        }
        names.insert(anchor.to_owned(), name);
    }
    names
}

/// The anchor of a figure or table, and what its sheet would be called.
fn wanted(content: &Content) -> Option<(&str, String)> {
    match content {
        Content::Figure(it) => Some((&it.id, format!("Figure_{}", it.number))),
        Content::Table(it) if !it.is_register() => Some((
            &it.id,
            match it.number {
                Some(number) => format!("Table_{number}"),
                // Of an anchor, what may stand in a formula without quotes.
                None => format!("Table_{}", it.id.replace(|c: char| !c.is_ascii_alphanumeric(), "_")),
            },
        )),
        _ => None,
    }
}

impl Table {
    /// Whether its rows are the entries of facts.
    pub fn is_register(&self) -> bool {
        self.rows.iter().any(|row| row.entry_of.is_some())
    }
}
