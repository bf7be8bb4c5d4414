//! A table for readers becomes a tidy one: a row for each cell where a row and a column cross.

use super::{
    Account, Source,
    anatomy::{self, Anatomy, Holds, Said, filled, said},
    dimensions::{Labels, settle},
    empty_table,
    value::{Printed, printed},
    vocabulary::Vocabulary,
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        describe::Layout,
        label::{name_and_unit, period},
        table::{Cell, Table},
    },
};

/// Columns of the tidy table that the crossing gives, in this order, where the labels give them.
const INDICATOR: &str = "INDICATOR";
const REF_AREA: &str = "REF_AREA";
const TIME_PERIOD: &str = "TIME_PERIOD";
const UNIT: &str = "UNIT";

/// Takes a published table apart.
pub fn tidy(
    source: Source<'_>,
    layout: Layout,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Option<(Table, Account)> {
    let Some(mut anatomy) = anatomy::find(source, vocabulary) else {
        let fault = Diagnostic::error("no-header", "no row looks like the headings of a table")
            .at(source.sheet.place())
            .help("say where they are: \"briefing\": {\"skip-rows\": 3, \"header-rows\": 1}");
        sink.push(fault);
        return None;
    };
    let mut account = Account::new(layout);
    settle(&mut anatomy, source, vocabulary, sink)?;
    let mut crossing = Crossing { source, anatomy, table: empty_table(source), account, columns: Vec::new() };
    crossing.read_above();
    crossing.read_sheet_name();
    crossing.read_headings(sink);
    crossing.check_dimensions(sink)?;
    crossing.cross();
    crossing.read_below();
    account = crossing.account;
    Some((crossing.table, account))
}

struct Crossing<'a> {
    source: Source<'a>,
    anatomy: Anatomy<'a>,
    table: Table,
    account: Account,
    /// The columns of values: the index into a row, and what the headings say.
    columns: Vec<(usize, Labels)>,
}

impl Crossing<'_> {
    /// Reads the lines above the headings. What the descriptor says counts for more.
    fn read_above(&mut self) {
        for cell in self.anatomy.above.iter().flat_map(|row| filled(row)) {
            match said(cell) {
                Some((Said::Column(INDICATOR), value)) => {
                    let (name, unit) = name_and_unit(&value);
                    self.say(INDICATOR, &cell.reading(&name));
                    if let Some(unit) = unit {
                        self.say(UNIT, &cell.reading(&unit));
                    }
                }
                Some((Said::Column(TIME_PERIOD), value)) => match period(&value) {
                    Some(period) => self.say(TIME_PERIOD, &cell.reading(&period.to_string())),
                    None => self.skip(cell, "a line that says how the table was selected"),
                },
                // Two units in one line do not say which is whose.
                Some((Said::Column(UNIT), value)) if value.contains(['、', ',', ';']) => {
                    self.skip(cell, "more than one unit for the whole table");
                }
                Some((Said::Column(column), value)) => self.say(column, &cell.reading(&value)),
                Some((Said::Note, _)) => self.account.notes.push(cell.clone()),
                Some((Said::Other, _)) => self.skip(cell, "a line that says how the table was selected"),
                None => {
                    self.skip(cell, "a title");
                    self.account.notes.push(cell.clone());
                }
            }
        }
    }

    fn say(&mut self, column: &'static str, cell: &Cell) {
        let is_unit_declared = column == UNIT && self.table.constants.contains_key("UNIT_MEASURE");
        if !is_unit_declared {
            self.table.constants.entry(column).or_insert_with(|| cell.clone());
        }
    }

    fn skip(&mut self, cell: &Cell, why: &'static str) {
        self.account.skip(self.source.sheet.locus(cell), why);
    }

    fn read_sheet_name(&mut self) {
        let named = self.source.sheet.name.as_deref().and_then(period);
        if let Some(period) = named.filter(|_| !self.gives(Holds::Periods)) {
            self.say(TIME_PERIOD, &Cell::declared(&period.to_string()));
        }
    }

    fn gives(&self, holds: Holds) -> bool {
        self.anatomy.stubs.contains(&holds) || self.anatomy.levels.contains(&holds)
    }

    /// Reads what stands over each column. A heading over several, merged or followed by blanks, is
    /// that of all of them.
    fn read_headings(&mut self, sink: &mut Sink) {
        let header = self.anatomy.header;
        let first = self.anatomy.stubs.len();
        let width = header.iter().chain(self.anatomy.body).map(Vec::len).max().unwrap_or(0);
        let mut over = vec![None; header.len()];
        for column in first..width {
            let mut labels = Labels::default();
            let (mut is_headed, mut is_known) = (false, true);
            for (level, row) in header.iter().enumerate() {
                let own = row.get(column).filter(|cell| !cell.is_blank());
                is_headed |= own.is_some();
                if own.is_some() {
                    // A new group: what stood below the one before does not reach into it.
                    over[level..].fill(None);
                    over[level] = own;
                }
                // The lowest row of headings has one a column.
                let cell = if level + 1 < header.len() { over[level] } else { own };
                is_known &= cell.is_none_or(|cell| labels.take(self.anatomy.levels[level], cell));
            }
            let mut values = self.anatomy.body.iter().filter_map(|row| row.get(column));
            let value = values.find(|cell| !cell.is_blank());
            match (is_headed, value) {
                (true, _) if is_known => self.columns.push((column, labels)),
                (true, _) => {
                    let mut cells = header.iter().filter_map(|row| row.get(column));
                    let cell = cells.rfind(|cell| !cell.is_blank());
                    let cell = cell.expect("the column is headed").clone();
                    self.skip(&cell, "a column that is of no year");
                }
                (false, Some(value)) => sink.push(
                    Diagnostic::error("column-without-heading", "a column of values has no heading")
                        .at(self.source.sheet.locus(value))
                        .help("give it one, or say which rows are headings: \"header-rows\""),
                ),
                (false, None) => {
                    let cell = header.iter().find_map(|row| row.get(column)).cloned();
                    if let Some(cell) = cell {
                        self.skip(&cell, "a column without a name or a value");
                    }
                }
            }
        }
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

    fn cross(&mut self) {
        let stubs = self.anatomy.stubs.clone();
        let mut shape = Shape::of(self);
        shape.unit |= self.has_signs();
        self.table.header = shape.header();
        let status = self.table.constants.remove("OBS_STATUS").expect("it was filled in before");
        let unit = self.table.constants.get(UNIT).cloned().unwrap_or_else(|| Cell::declared(""));
        if shape.unit {
            self.table.constants.remove(UNIT);
        }
        let mut above: Vec<Option<&Cell>> = vec![None; stubs.len()];
        for row in self.anatomy.body {
            if !self.columns.iter().any(|(column, _)| row.get(*column).is_some_and(|cell| !cell.is_blank())) {
                if let Some(cell) = filled(row).first() {
                    let why = "a row without a value";
                    self.account.skip(self.source.sheet.locus(cell), why);
                }
                continue;
            }
            let mut labels = Labels::default();
            let mut is_known = true;
            for (column, holds) in stubs.iter().enumerate() {
                let own = row.get(column).filter(|cell| !cell.is_blank());
                // A label over several rows, merged or followed by blanks, is that of all of them;
                // the last column of labels has one a row.
                if own.is_some() || column + 1 == stubs.len() {
                    above[column] = own;
                }
                is_known &= above[column].is_some_and(|cell| labels.take(*holds, cell))
                    || matches!(holds, Holds::Units | Holds::Nothing);
            }
            if !is_known {
                let cell = filled(row).first().map(|cell| (*cell).clone());
                self.account.skip(
                    cell.map_or_else(|| self.source.sheet.line(row), |cell| self.source.sheet.locus(&cell)),
                    "a row without a label",
                );
                continue;
            }
            for (column, headings) in &self.columns {
                let end = u32::try_from(column + 1).unwrap_or(u32::MAX);
                let line = row.first().map_or(0, |cell| cell.row);
                let blank = Cell::new("", line, end);
                let cell = row.get(*column).unwrap_or(&blank);
                let unit = labels.unit.as_ref().or(headings.unit.as_ref()).unwrap_or(&unit);
                let value = printed(&cell.text, &self.source.declared.symbols);
                self.table.rows.push(shape.row(&labels, headings, cell, &value, unit, &status));
            }
        }
        self.account.found = self.findings();
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
            Holds::Nothing | Holds::Names => "what is not read",
        };
        let rows = self
            .anatomy
            .header
            .iter()
            .zip(&self.anatomy.levels)
            .filter_map(|(row, holds)| Some(format!("{} in row {}", word(*holds), row.first()?.row)));
        let columns = (1..)
            .zip(&self.anatomy.stubs)
            .map(|(column, holds): (u32, _)| format!("{} in column {column}", word(*holds)));
        columns.chain(rows).collect()
    }
}

/// Which columns the tidy table has; what is not among them is a constant.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "a column each, there or not")]
struct Shape {
    indicator: bool,
    area: bool,
    period: bool,
    unit: bool,
}

impl Shape {
    fn of(crossing: &Crossing<'_>) -> Self {
        let indicator = crossing.gives(Holds::Indicators);
        Self {
            indicator,
            area: crossing.gives(Holds::Areas),
            period: crossing.gives(Holds::Periods),
            // An indicator's name may hold its unit.
            unit: indicator && !crossing.table.constants.contains_key("UNIT_MEASURE")
                || crossing.gives(Holds::Units),
        }
    }

    fn header(self) -> Vec<Cell> {
        let given = [
            (self.indicator, INDICATOR),
            (self.area, REF_AREA),
            (self.period, TIME_PERIOD),
            (true, "OBS_VALUE"),
            (true, "OBS_STATUS"),
            (self.unit, UNIT),
        ];
        given.into_iter().filter(|(is_given, _)| *is_given).map(|(_, name)| Cell::declared(name)).collect()
    }

    fn row(
        self,
        labels: &Labels,
        headings: &Labels,
        cell: &Cell,
        value: &Printed,
        unit: &Cell,
        status: &Cell,
    ) -> Vec<Cell> {
        let either = |of: fn(&Labels) -> &Option<Cell>| {
            let cell = of(labels).as_ref().or(of(headings).as_ref());
            cell.cloned().unwrap_or_else(|| cell_without(cell_place(headings, labels)))
        };
        let mut row = Vec::with_capacity(6);
        if self.indicator {
            row.push(either(|it| &it.indicator));
        }
        if self.area {
            row.push(either(|it| &it.area));
        }
        if self.period {
            row.push(either(|it| &it.period));
        }
        match value {
            Printed::Number { digits, .. } if **digits == *cell.text => {
                row.extend([cell.clone(), status.clone()]);
            }
            Printed::Number { digits, .. } => row.extend([cell.reading(digits), status.clone()]),
            Printed::Absent(absence) => row.extend([cell.reading(""), cell.reading(absence.code())]),
            Printed::Text => row.extend([cell.clone(), status.clone()]),
        }
        if self.unit {
            row.push(match value {
                Printed::Number { unit: Some(sign), .. } => cell.reading(sign),
                _ => unit.clone(),
            });
        }
        row
    }
}

/// A blank cell at the place of a heading or label that should say more.
fn cell_without(place: Option<&Cell>) -> Cell {
    place.map_or_else(|| Cell::declared(""), |cell| cell.reading(""))
}

fn cell_place<'a>(headings: &'a Labels, labels: &'a Labels) -> Option<&'a Cell> {
    let of = |it: &'a Labels| it.period.as_ref().or(it.indicator.as_ref()).or(it.area.as_ref());
    of(headings).or_else(|| of(labels))
}
