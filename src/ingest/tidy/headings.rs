//! What stands over each column of values.

use std::collections::BTreeSet;

use super::{
    cross::Crossing,
    dimensions::{Labels, Times},
    left_out::Unread,
    lexicon::Holds,
    value::{PrintedValue, Separators, plainly_printed},
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        calendar::{SPAN, TimeText, proves_months, written},
        label::plain,
        table::{Cell, Merge},
    },
};

impl<'a> Crossing<'a> {
    /// Whether the times among texts side by side are months where they may be something else.
    pub fn times<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Times<'a> {
        // A long table says a dozen years in a million rows.
        let texts = texts.collect::<BTreeSet<_>>();
        let are_spans = texts.iter().any(|text| written(text) == Some(TimeText::Unread(SPAN)));
        Times { are_months: proves_months(texts.into_iter()), are_spans, marks: &self.source.declared.marks }
    }

    /// Reads what stands over each column. A heading over several, merged or followed by blanks, is
    /// that of all of them.
    pub fn read_headings(&mut self, sink: &mut Sink) {
        let header = self.anatomy.header;
        let width = header.iter().chain(self.anatomy.body).map(Vec::len).max().unwrap_or(0);
        let texts = header.iter().flatten().map(|cell| &*cell.text);
        let times = self.times(texts);
        let mut over = vec![None; header.len()];
        for column in (0..width).filter(|column| !self.anatomy.is_stub(*column)).collect::<Vec<_>>() {
            let mut labels = Labels::default();
            let (mut is_headed, mut unread) = (false, None);
            for (level, row) in header.iter().enumerate() {
                let own = row.get(column).filter(|cell| !cell.is_blank());
                is_headed |= own.is_some();
                if own.is_some() {
                    // A new group: what stood below the one before does not reach into it.
                    over[level..].fill(None);
                    over[level] = own;
                }
                // The lowest row of headings has one a column.
                let reaches = |cell: &&Cell| own.is_some() || self.reaches(cell, column);
                let cell = if level + 1 < header.len() { over[level].filter(reaches) } else { own };
                if let Some(cell) = cell
                    && let Err(what) = labels.take(self.anatomy.levels[level], cell, times)
                {
                    unread.get_or_insert((what, cell));
                }
            }
            let body = self.anatomy.body;
            let values = body.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_blank());
            let levels = header.iter().zip(&self.anatomy.levels);
            let is_read =
                |(_, level): &(&Vec<Cell>, &Holds)| **level != Holds::Nothing || self.anatomy.value.is_some();
            let headings = levels.filter(is_read).filter_map(|(row, _)| row.get(column));
            let own = headings.rev().find(|cell| !cell.is_blank());
            let is_empty = values.clone().next().is_none();
            if self.anatomy.value == Some(column) {
                self.columns.push((column, labels));
            } else if let Some(own) = own.filter(|_| is_empty && labels.period.is_none()) {
                self.skip(own, "a column without a value");
            } else if let Some(text) = own.and_then(|cell| self.source.declared.only(&cell.text)) {
                self.filters.push((column, text));
            } else if let Some(own) = own
                && self.left_out.is_ignored(own, self.source.declared)
            {
                self.skip(own, "left out, as the entry says");
            } else if let Some(own) = own
                && labels.period.is_none()
                && (self.anatomy.value.is_some()
                    || !self.vocabulary.knows(&own.text) && values.clone().any(is_prose))
            {
                self.ask(Unread::Column, own);
            } else if let Some((what, cell)) = unread {
                self.ask(what, cell);
            } else if is_headed {
                self.columns.push((column, labels));
            } else if let Some(value) = values.clone().next() {
                sink.push(
                    Diagnostic::error("column-without-heading", "a column of values has no heading")
                        .at(self.source.sheet.locus(value))
                        .help("give it one, or say which rows are headings: \"header-rows\""),
                );
            } else if let Some(cell) = header.iter().find_map(|row| row.get(column)).cloned() {
                self.skip(&cell, "a column without a name or a value");
            }
        }
    }

    /// Whether a heading stands over a column to its right: over all that are blank, but where its row has
    /// merged cells, over those that are merged with it.
    fn reaches(&self, heading: &Cell, column: usize) -> bool {
        let mut merges =
            self.source.sheet.merges.iter().filter(|merge| merge.rows.0 == heading.row).peekable();
        let column = u32::try_from(column + 1).unwrap_or(u32::MAX);
        let is_one = |merge: &Merge| {
            merge.contains(heading.row, heading.column) && merge.contains(heading.row, column)
        };
        merges.peek().is_none() || merges.any(is_one)
    }
}

/// Whether a cell is text that is no value: it may tell its row apart from others.
fn is_prose(cell: &Cell) -> bool {
    if cell.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return false;
    }
    let text = plain(&cell.text);
    let is_time = matches!(written(&text), Some(TimeText::Period(..)));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | '('));
    is_time && text.contains('年')
        || !is_number && plainly_printed(&text, Separators::default()) == PrintedValue::Text
}
