//! Below each figure and table: which sheet of the workbook holds its numbers.

use std::collections::BTreeMap;

use crate::{
    doc::{
        block::{Content, Document},
        inline::{Inline, plain},
    },
    lang::Lang,
    output::WORKBOOK,
};

/// Names the sheets, by anchor, in a document.
pub fn name_sheets(document: &mut Document, sheets: &BTreeMap<String, String>) {
    let lang = document.lang;
    for block in &mut document.blocks {
        let (anchor, notes) = match &mut block.content {
            Content::Figure(it) => (&it.id, &mut it.notes),
            Content::Table(it) => (&it.id, &mut it.notes),
            _ => continue,
        };
        let Some(sheet) = sheets.get(anchor) else { continue };
        let words = match lang {
            Lang::Zh => format!("数据：{WORKBOOK}，{sheet}"),
            Lang::En => format!("Data: {WORKBOOK}, {sheet}"),
        };
        // On the line of the sources, where there is one.
        match notes.last_mut() {
            Some(note) => {
                let between = match lang {
                    Lang::Zh => "　",
                    Lang::En if plain(note).ends_with('.') => " ",
                    Lang::En => ". ",
                };
                note.push(Inline::Literal(format!("{between}{words}")));
            }
            None => notes.push(vec![Inline::Literal(words)]),
        }
    }
}
