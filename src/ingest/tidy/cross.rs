//! A table for readers becomes a tidy one: a row for each cell where a row and a column cross.

use super::{
    DescribedSheet, SheetReport,
    anatomy::{self, Anatomy, filled},
    dimensions::{Labels, name_dimensions},
    empty_table,
    left_out::{LeftOut, Unread},
    lexicon::Holds,
    vocabulary::Vocabulary,
};
use crate::{
    data::status::Status,
    diag::{Diagnostic, Reported, Sink},
    ingest::{
        describe::Layout,
        table::{Cell, RawTable},
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
    found: Option<Anatomy<'_>>,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Result<(RawTable, SheetReport), Reported> {
    let Some(mut anatomy) = found.or_else(|| anatomy::find(source, vocabulary)) else {
        let fault = Diagnostic::error("no-header", "no row looks like the headings of a table")
            .at(source.sheet.place())
            .help("say where they are: \"briefing\": {\"skip-rows\": 3, \"header-rows\": 1}")
            .help("or which column is what: \"columns\": {\"area\": …, \"period\": …, \"value\": …} (--column area=…)");
        return Err(sink.error(fault));
    };
    name_dimensions(&mut anatomy, source, vocabulary, sink)?;
    let mut crossing = Crossing {
        source,
        vocabulary,
        anatomy,
        table: empty_table(source),
        account: SheetReport::new(layout),
        columns: Vec::new(),
        filters: Vec::new(),
        left_out: LeftOut::default(),
    };
    crossing.check_second(sink);
    crossing.read_above();
    crossing.read_sheet_name(sink);
    crossing.check_stubs();
    crossing.read_headings(sink);
    let is_complete = crossing.check_dimensions(sink);
    crossing.check_merges();
    if is_complete.is_ok() {
        crossing.cross();
    }
    crossing.read_below();
    crossing.read_comments();
    crossing.check_measure_beside();
    if is_complete.is_ok() {
        crossing.check_notes();
        crossing.check_units_beside();
    }
    crossing.left_out.report(source, sink);
    // A table with faults is still looked into, so that those of its values are told as well.
    is_complete.map(|()| (crossing.table, crossing.account))
}

pub struct Crossing<'a> {
    pub source: DescribedSheet<'a>,
    pub vocabulary: &'a Vocabulary,
    pub anatomy: Anatomy<'a>,
    pub table: RawTable,
    pub account: SheetReport,
    /// The columns of values: the index into a row, and what the headings say.
    pub columns: Vec<(usize, Labels)>,
    /// Columns in which only some rows are wanted: the index into a row, and the text it must have.
    pub filters: Vec<(usize, &'a str)>,
    pub left_out: LeftOut,
}

impl Crossing<'_> {
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

    /// Reports what neither the table nor the descriptor says.
    fn check_dimensions(&mut self, sink: &mut Sink) -> Result<(), Reported> {
        let mut found = Ok(());
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
                let fault = Diagnostic::error(code, format!("the table {message}"))
                    .at(self.source.sheet.place())
                    .at(self.source.entry.clone())
                    .help(format!(
                        "say it: --{property}, or \"briefing\": {{\"{property}\": …}} in its entry"
                    ))
                    .answer(property, "", Some("its code or name; of a period, a year or a month"));
                found = Err(sink.error(fault));
            }
        }
        if !self.gives_units() {
            let fault = Diagnostic::error("no-unit", "the table never says its unit")
                .at(self.source.sheet.place())
                .at(self.source.entry.clone())
                .help(
                    "say it as a table would print it: --unit 亿元, or \"briefing\": {\"unit\": \"亿元\"} in its entry",
                )
                .answer("unit", "", Some("a unit as a table prints it: 亿元, %"));
            found = Err(sink.error(fault));
        }
        let marks = &self.source.declared.marks;
        let of_period = self.table.constants.get(TIME_PERIOD).and_then(|period| marks.get(&*period.text));
        let status = of_period.copied().unwrap_or(Status::A).code();
        self.table.constants.entry("OBS_STATUS").or_insert_with(|| Cell::declared(status));
        found
    }

    /// Whether something says the unit of at least some values.
    fn gives_units(&self) -> bool {
        let constants = &self.table.constants;
        constants.contains_key(UNIT)
            || constants.contains_key("UNIT_MEASURE")
            || self.gives(Holds::Indicators)
            || self.gives(Holds::Units)
            || self.columns.iter().any(|(_, labels)| labels.unit.is_some())
            || self.has_unit_of_labels()
            || self.has_signs()
    }

    /// Whether values carry their unit: 2.15%.
    pub fn has_signs(&self) -> bool {
        self.anatomy.body.iter().flatten().any(|cell| cell.text.contains(['%', '％', '‰']))
    }

    fn read_below(&mut self) {
        for cell in self.anatomy.below.iter().flat_map(|row| filled(row)) {
            self.account.skip(self.source.sheet.locus(cell), "a note below the table");
            self.account.notes.push(cell.clone());
        }
    }

    /// Keeps the comments on cells, which are no cells.
    fn read_comments(&mut self) {
        for cell in &self.source.sheet.comments {
            self.account.skip(self.source.sheet.locus(cell), "a comment on a cell");
            self.account.notes.push(cell.clone());
        }
    }

    pub fn findings(&self) -> Vec<String> {
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
