//! The rows of values, each with what its labels say.

use super::{
    anatomy::{Stub, continues, filled, repeats},
    cross::{Crossing, UNIT},
    dimensions::{Labels, Times},
    left_out::Unread,
    lexicon::{Holds, is_note},
    shape::TidyColumns,
    value::{Separators, printed},
};
use crate::ingest::{
    calendar::written,
    label::{name_and_unit, name_key, plain},
    table::Cell,
};

impl<'a> Crossing<'a> {
    fn shape(&self) -> TidyColumns {
        let indicator = self.gives(Holds::Indicators);
        let has_measure = self.table.constants.contains_key("UNIT_MEASURE");
        TidyColumns {
            indicator,
            area: self.gives(Holds::Areas),
            period: self.gives(Holds::Periods),
            // An indicator's name may hold its unit.
            unit: indicator && !has_measure
                || self.gives(Holds::Units)
                || self.gives(Holds::Scale)
                || self.columns.iter().any(|(_, labels)| labels.unit.is_some())
                || self.has_unit_of_labels()
                || self.has_signs(),
        }
    }

    /// Whether a year or an area among the labels has a unit with it: 2023年(万元).
    pub fn has_unit_of_labels(&self) -> bool {
        let may_have = |holds: Holds| matches!(holds, Holds::Periods | Holds::Areas);
        let mut stubs = self.anatomy.stubs.iter().filter(|stub| may_have(stub.holds));
        stubs.any(|stub| self.anatomy.labels(stub.column).any(|label| name_and_unit(label).1.is_some()))
    }

    pub fn cross(&mut self) {
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
                let blank;
                let cell = if let Some(cell) = row.get(*column) {
                    cell
                } else {
                    let end = u32::try_from(column + 1).unwrap_or(u32::MAX);
                    blank = Cell::new("", row.first().map_or(0, |cell| cell.row), end);
                    &blank
                };
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
    pub fn check_merges(&mut self) {
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
        let last = stubs.iter().rposition(|stub| stub.holds.is_key()).unwrap_or_default();
        for (at, stub) in stubs.iter().enumerate() {
            let own = row.get(stub.column).filter(|cell| !cell.is_blank());
            // A label over several rows, merged or followed by blanks, is that of all of them; the last
            // column of labels has one a row.
            if own.is_some() || at >= last || !stub.holds.is_key() {
                above[at] = own;
            }
        }
        let own = stubs.iter().filter(|stub| stub.holds.is_key()).filter_map(|stub| row.get(stub.column));
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
                None if stub.holds.is_key() => {
                    let cell = filled(row).first().map_or_else(|| Cell::declared(""), |cell| (*cell).clone());
                    self.ask(Unread::NoLabel, &cell);
                    return None;
                }
                None => {}
            }
        }
        Some(labels)
    }
}

/// A unit with the multiple that stands in another column: Billions, U.S. dollars.
fn scaled(scale: &str, unit: &str) -> String {
    let scale = plain(scale).to_lowercase();
    match scale.trim_end_matches('s') {
        "unit" | "one" | "" => unit.to_owned(),
        scale => format!("{scale} {unit}"),
    }
}
