//! A table for readers becomes a tidy one: a row for each cell where a row and a column cross.

use super::{
    Account, DescribedSheet,
    anatomy::{self, Anatomy, Holds, Stub, continues, filled, is_note, repeats},
    dimensions::{Labels, Times, settle},
    empty_table,
    left_out::{LeftOut, Unread},
    shape::Shape,
    value::{Printed, Separators, plainly_printed, printed},
    vocabulary::Vocabulary,
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        calendar::{SPAN, Written, proves_months, written},
        describe::Layout,
        label::{name_key, plain},
        table::{Cell, Merge, Table},
    },
};

/// Columns of the tidy table that the crossing gives, in this order, where the labels give them.
pub const INDICATOR: &str = "INDICATOR";
pub const REF_AREA: &str = "REF_AREA";
pub const TIME_PERIOD: &str = "TIME_PERIOD";
pub const UNIT: &str = "UNIT";

/// Takes a published table apart.
pub fn tidy(
    source: DescribedSheet<'_>,
    layout: Layout,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Option<(Table, Account)> {
    let Some(mut anatomy) = anatomy::find(source, vocabulary) else {
        let fault = Diagnostic::error("no-header", "no row looks like the headings of a table")
            .at(source.sheet.place())
            .help("say where they are: \"briefing\": {\"skip-rows\": 3, \"header-rows\": 1}")
            .help("or which column is what: \"columns\": {\"area\": …, \"period\": …, \"value\": …} (--column area=…)");
        sink.push(fault);
        return None;
    };
    settle(&mut anatomy, source, vocabulary, sink)?;
    let mut crossing = Crossing {
        source,
        vocabulary,
        anatomy,
        table: empty_table(source),
        account: Account::new(layout),
        columns: Vec::new(),
        filters: Vec::new(),
        left_out: LeftOut::default(),
    };
    let errors = sink.errors();
    crossing.check_second(sink);
    crossing.read_above();
    crossing.read_sheet_name(sink);
    crossing.check_stubs();
    crossing.read_headings(sink);
    let is_complete = crossing.check_dimensions(sink).is_some();
    crossing.check_merges();
    if is_complete {
        crossing.cross();
    }
    crossing.read_below();
    crossing.left_out.report(source, sink);
    // A table with faults is still looked into, so that those of its values are told as well.
    (is_complete || sink.errors() == errors).then_some((crossing.table, crossing.account))
}

pub struct Crossing<'a> {
    pub source: DescribedSheet<'a>,
    vocabulary: &'a Vocabulary,
    pub anatomy: Anatomy<'a>,
    pub table: Table,
    pub account: Account,
    /// The columns of values: the index into a row, and what the headings say.
    columns: Vec<(usize, Labels)>,
    /// Columns in which only some rows are wanted: the index into a row, and the text it must have.
    filters: Vec<(usize, &'a str)>,
    pub left_out: LeftOut,
}

impl<'a> Crossing<'a> {
    /// Reports a table that follows in the same sheet.
    fn check_second(&mut self, sink: &mut Sink) {
        let Some(row) = self.anatomy.second.first() else { return };
        let place =
            filled(row).first().map_or_else(|| self.source.sheet.line(row), |it| self.source.sheet.locus(it));
        sink.push(
            Diagnostic::error("second-table", "a second table begins within the rows")
                .at(place)
                .help("put each of the tables into a file or a sheet of its own"),
        );
    }

    pub fn say(&mut self, column: &'static str, cell: &Cell) {
        let is_unit_declared = column == UNIT && self.table.constants.contains_key("UNIT_MEASURE");
        if !is_unit_declared {
            self.table.constants.entry(column).or_insert_with(|| cell.clone());
        }
    }

    pub fn skip(&mut self, cell: &Cell, why: &'static str) {
        self.account.skip(self.source.sheet.locus(cell), why);
    }

    /// Asks about a cell; whether the descriptor says that it may be left out.
    pub fn ask(&mut self, what: Unread, cell: &Cell) -> bool {
        self.left_out.ask(what, cell, self.source, &mut self.account)
    }

    pub fn gives(&self, holds: Holds) -> bool {
        self.anatomy.gives(holds)
    }

    /// Asks which of two columns of one kind is meant, and notes those of which only some rows are wanted.
    fn check_stubs(&mut self) {
        let header = self.anatomy.header;
        let heading =
            |column: usize| header.iter().filter_map(|row| row.get(column)).find(|cell| !cell.is_blank());
        for (at, stub) in self.anatomy.stubs.clone().into_iter().enumerate() {
            let Some(cell) = heading(stub.column) else { continue };
            if self.left_out.is_ignored(cell, self.source.declared) {
                self.skip(cell, "left out, as the entry says");
                continue;
            }
            if let Some(text) = self.source.declared.only(&cell.text) {
                self.filters.push((stub.column, text));
            }
            let is_second = self.anatomy.stubs[..at].iter().any(|it| it.holds == stub.holds);
            let what = match stub.holds {
                Holds::Areas => "areas",
                Holds::Indicators => "indicators",
                Holds::Periods => "times",
                Holds::Units => "units",
                Holds::Scale | Holds::Flags | Holds::Values | Holds::Nothing | Holds::Names => continue,
            };
            if is_second {
                self.ask(Unread::SecondColumn(what), cell);
            }
        }
    }

    /// Whether the times among texts side by side are months where they may be something else.
    fn times<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Times<'a> {
        let texts = texts.collect::<Vec<_>>();
        let are_spans = texts.iter().any(|text| written(text) == Some(Written::Unread(SPAN)));
        Times { are_months: proves_months(texts.into_iter()), are_spans, marks: &self.source.declared.marks }
    }

    /// Reads what stands over each column. A heading over several, merged or followed by blanks, is
    /// that of all of them.
    fn read_headings(&mut self, sink: &mut Sink) {
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

    /// Reports what neither the table nor the descriptor says.
    fn check_dimensions(&mut self, sink: &mut Sink) -> Option<()> {
        let errors = sink.errors();
        let dimensions = [
            (Holds::Indicators, INDICATOR, "no-indicator", "never names its indicator", "indicator"),
            (Holds::Areas, REF_AREA, "no-area", "never names its area", "area"),
            (Holds::Periods, TIME_PERIOD, "no-period", "never says of which year it is", "period"),
        ];
        for (holds, column, code, message, property) in dimensions {
            if self.gives(holds) {
                // What the labels say of each row counts, not what is said of all.
                self.table.constants.remove(column);
            } else if !self.table.constants.contains_key(column) {
                sink.push(
                    Diagnostic::error(code, format!("the table {message}"))
                        .at(self.source.sheet.place())
                        .at(self.source.entry.clone())
                        .help(format!("say it in the descriptor: \"briefing\": {{\"{property}\": …}}")),
                );
            }
        }
        if !self.gives_units() {
            sink.push(
                Diagnostic::error("no-unit", "the table never says its unit")
                    .at(self.source.sheet.place())
                    .at(self.source.entry.clone())
                    .help("say it in the descriptor as a table would print it: \"briefing\": {\"unit\": \"亿元\"}"),
            );
        }
        self.table.constants.entry("OBS_STATUS").or_insert_with(|| Cell::declared("A"));
        (sink.errors() == errors).then_some(())
    }

    /// Whether something says the unit of at least some values.
    fn gives_units(&self) -> bool {
        let constants = &self.table.constants;
        constants.contains_key(UNIT)
            || constants.contains_key("UNIT_MEASURE")
            || self.gives(Holds::Indicators)
            || self.gives(Holds::Units)
            || self.has_signs()
    }

    /// Whether values carry their unit: 2.15%.
    fn has_signs(&self) -> bool {
        self.anatomy.body.iter().flatten().any(|cell| cell.text.contains(['%', '％', '‰']))
    }

    fn shape(&self) -> Shape {
        let indicator = self.gives(Holds::Indicators);
        let has_measure = self.table.constants.contains_key("UNIT_MEASURE");
        Shape {
            indicator,
            area: self.gives(Holds::Areas),
            period: self.gives(Holds::Periods),
            // An indicator's name may hold its unit.
            unit: indicator && !has_measure
                || self.gives(Holds::Units)
                || self.gives(Holds::Scale)
                || self.has_signs(),
        }
    }

    fn cross(&mut self) {
        let shape = self.shape();
        self.table.header = shape.header();
        let status = self.table.constants.remove("OBS_STATUS").expect("it was filled in before");
        let unit = self.table.constants.get(UNIT).cloned().unwrap_or_else(|| Cell::declared(""));
        if shape.unit {
            self.table.constants.remove(UNIT);
        }
        let anatomy = &self.anatomy;
        let times = anatomy.stubs.iter().find(|stub| stub.holds == Holds::Periods);
        let times = times.map(|stub| anatomy.labels(stub.column).collect::<Vec<_>>()).unwrap_or_default();
        let times = self.times(times.into_iter());
        let separators = self.separators();
        let mut above: Vec<Option<&Cell>> = vec![None; self.anatomy.stubs.len()];
        let body = self.anatomy.body;
        for (at, row) in body.iter().enumerate() {
            let goes_on =
                continues(row) && body.get(at + 1).is_some_and(|it| repeats(it, self.anatomy.header));
            if goes_on || repeats(row, self.anatomy.header) {
                self.account.skip(self.source.sheet.line(row), "the headings again");
                continue;
            }
            let is_wanted = |(column, text): &(usize, &str)| {
                row.get(*column).is_some_and(|cell| name_key(&cell.text) == name_key(text))
            };
            if !self.filters.iter().all(is_wanted) {
                continue;
            }
            let Some(mut labels) = self.labels_of(row, &mut above, times) else { continue };
            if let Some(scale) = labels.scale.take() {
                let own = labels.unit.take().map(|unit| self.unit_of(Some(&unit)).unwrap_or(unit));
                let of = own.as_ref().map_or(&*unit.text, |unit| &*unit.text);
                labels.unit = Some(scale.reading(&scaled(&scale.text, of)));
            }
            for (column, headings) in &self.columns {
                let end = u32::try_from(column + 1).unwrap_or(u32::MAX);
                let line = row.first().map_or(0, |cell| cell.row);
                let blank = Cell::new("", line, end);
                let cell = row.get(*column).unwrap_or(&blank);
                let said = || self.unit_of(labels.indicator.as_ref().or(headings.indicator.as_ref()));
                let own = labels.unit.as_ref().or(headings.unit.as_ref());
                let own =
                    own.map(|unit| self.unit_of(Some(unit)).unwrap_or_else(|| unit.clone())).or_else(said);
                let unit = own.as_ref().unwrap_or(&unit);
                let value = printed(&cell.text, self.source, separators);
                self.table.rows.push(shape.row(&labels, headings, cell, &value, unit, &status));
            }
        }
        self.account.found = self.findings();
    }

    /// Asks about values that stand in several cells at once.
    fn check_merges(&mut self) {
        let body = self.anatomy.body;
        let rows = body.iter().filter_map(|row| row.first()).map(|cell| cell.row).collect::<Vec<_>>();
        for merge in &self.source.sheet.merges {
            let columns = self.columns.iter().filter(|(column, _)| {
                u32::try_from(column + 1).is_ok_and(|column| merge.contains(merge.rows.0, column))
            });
            let rows = rows.iter().filter(|row| merge.contains(**row, merge.columns.0)).count();
            let count = rows * columns.count();
            let cell =
                body.iter().flatten().find(|cell| cell.row == merge.rows.0 && cell.column == merge.columns.0);
            if let Some(cell) = cell.filter(|cell| count > 1 && !cell.is_blank()) {
                self.ask(Unread::Merged, cell);
            }
        }
    }

    /// How the values are parted; asked about where it stays open.
    fn separators(&mut self) -> Separators {
        let columns = &self.columns;
        let values = |row: &'a Vec<Cell>| columns.iter().filter_map(|(column, _)| row.get(*column));
        match Separators::of(self.source, self.anatomy.body.iter().flat_map(values)) {
            Ok(separators) => separators,
            Err((what, cell)) => {
                self.ask(what, &cell);
                Separators::default()
            }
        }
    }

    /// The unit that the descriptor says of one indicator, or in the place of a code for a unit.
    fn unit_of(&self, indicator: Option<&Cell>) -> Option<Cell> {
        let units = &self.source.declared.units;
        let key = name_key(&indicator.filter(|_| !units.is_empty())?.text);
        units.iter().find(|(name, _)| name_key(name) == key).map(|(_, unit)| Cell::declared(unit))
    }

    /// The labels of a row; `None` where it is none of the table, or asked about.
    ///
    /// `above` has the label of each column that stands over this row and reaches into it.
    fn labels_of(
        &mut self,
        row: &'a [Cell],
        above: &mut [Option<&'a Cell>],
        times: Times<'_>,
    ) -> Option<Labels> {
        let stubs = self.anatomy.stubs.clone();
        let last = stubs.iter().rposition(|stub| stub.holds.tells()).unwrap_or_default();
        for (at, stub) in stubs.iter().enumerate() {
            let own = row.get(stub.column).filter(|cell| !cell.is_blank());
            // A label over several rows, merged or followed by blanks, is that of all of them; the last
            // column of labels has one a row.
            if own.is_some() || at >= last || !stub.holds.tells() {
                above[at] = own;
            }
        }
        let own = stubs.iter().filter(|stub| stub.holds.tells()).filter_map(|stub| row.get(stub.column));
        let own = own.filter(|cell| !cell.is_blank()).collect::<Vec<_>>();
        if own.iter().any(|cell| self.left_out.is_ignored(cell, self.source.declared)) {
            self.account.skip(self.source.sheet.line(row), "left out, as the entry says");
            return None;
        }
        let has_values =
            self.columns.iter().any(|(column, _)| row.get(*column).is_some_and(|cell| !cell.is_blank()));
        if !has_values {
            let cells = filled(row);
            let is_row =
                own.iter().any(|cell| self.vocabulary.knows(&cell.text) || written(&cell.text).is_some());
            if !is_row && let Some(cell) = cells.first() {
                self.ask(if is_note(cell) { Unread::Note } else { Unread::Section }, cell);
            }
            if !is_row {
                return None;
            }
        }
        let mut labels = Labels::default();
        let is_read = |stub: &Stub| has_values || stub.holds != Holds::Flags;
        for (at, stub) in stubs.iter().enumerate().filter(|(_, stub)| is_read(stub)) {
            match above[at] {
                Some(cell) => {
                    if let Err(what) = labels.take(stub.holds, cell, times) {
                        self.ask(what, cell);
                        return None;
                    }
                }
                None if stub.holds.tells() => {
                    let cell = filled(row).first().map_or_else(|| Cell::declared(""), |cell| (*cell).clone());
                    self.ask(Unread::NoLabel, &cell);
                    return None;
                }
                None => {}
            }
        }
        Some(labels)
    }

    fn read_below(&mut self) {
        for cell in self.anatomy.below.iter().flat_map(|row| filled(row)) {
            self.account.skip(self.source.sheet.locus(cell), "a note below the table");
            self.account.notes.push(cell.clone());
        }
    }

    fn findings(&self) -> Vec<String> {
        let word = |holds: Holds| match holds {
            Holds::Areas => "areas",
            Holds::Indicators => "indicators",
            Holds::Periods => "years",
            Holds::Units => "units",
            Holds::Scale => "multiples of units",
            Holds::Flags => "marks",
            Holds::Values | Holds::Nothing | Holds::Names => "what is not read",
        };
        let rows = self
            .anatomy
            .header
            .iter()
            .zip(&self.anatomy.levels)
            .filter_map(|(row, holds)| Some(format!("{} in row {}", word(*holds), row.first()?.row)));
        let columns = self
            .anatomy
            .stubs
            .iter()
            .map(|stub| format!("{} in column {}", word(stub.holds), stub.column + 1));
        columns.chain(rows).collect()
    }
}

/// Whether a cell is text that is no value: it may tell its row apart from others.
fn is_prose(cell: &Cell) -> bool {
    if cell.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return false;
    }
    let text = plain(&cell.text);
    let is_time = matches!(written(&text), Some(Written::Period(..)));
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | '('));
    is_time && text.contains('年')
        || !is_number && plainly_printed(&text, Separators::default()) == Printed::Text
}

/// A unit with the multiple that stands in another column: Billions, U.S. dollars.
fn scaled(scale: &str, unit: &str) -> String {
    let scale = plain(scale).to_lowercase();
    match scale.trim_end_matches('s') {
        "unit" | "one" | "" => unit.to_owned(),
        scale => format!("{scale} {unit}"),
    }
}
