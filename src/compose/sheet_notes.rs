//! Below each figure and table: which sheet of the workbook holds its numbers.

use std::collections::BTreeMap;

use crate::{
    doc::{
        block::{Content, Document},
        inline::Inline,
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
        let is_first = notes.is_empty();
        let words = match (lang, is_first) {
            (Lang::Zh, true) => format!("数据：{WORKBOOK}，{sheet}"),
            (Lang::Zh, false) => format!("　数据：{WORKBOOK}，{sheet}"),
            (Lang::En, true) => format!("Data: {WORKBOOK}, {sheet}"),
            (Lang::En, false) => format!(" Data: {WORKBOOK}, {sheet}"),
        };
        // On the line of the sources, where there is one.
        match notes.last_mut() {
            Some(note) => note.push(Inline::Literal(words)),
            None => notes.push(vec![Inline::Literal(words)]),
        }
    }
}
