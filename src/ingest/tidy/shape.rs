//! The rows of the tidy table that a table for readers becomes.

use super::{
    cross::{INDICATOR, REF_AREA, TIME_PERIOD, UNIT},
    dimensions::Labels,
    value::PrintedValue,
};
use crate::ingest::table::Cell;

/// Which columns the tidy table has; what is not among them is a constant.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "a column each, there or not")]
pub struct TidyColumns {
    pub indicator: bool,
    pub area: bool,
    pub period: bool,
    pub unit: bool,
}

impl TidyColumns {
    /// The names of the columns.
    pub fn header(self) -> Vec<Cell> {
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

    /// The row of one value. What its own labels say counts before what the headings do.
    pub fn row(
        self,
        labels: &Labels,
        headings: &Labels,
        cell: &Cell,
        value: &PrintedValue<'_>,
        unit: &Cell,
        status: &Cell,
    ) -> Vec<Cell> {
        let either = |of: fn(&Labels) -> &Option<Cell>| {
            let cell = of(labels).as_ref().or(of(headings).as_ref());
            cell.cloned().unwrap_or_else(|| cell_without(cell_place(headings, labels)))
        };
        let status = labels.status.as_ref().or(headings.status.as_ref()).unwrap_or(status);
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
            PrintedValue::Number { digits, status: own, .. } => {
                let number = if *digits == *cell.text { cell.clone() } else { cell.reading(digits) };
                row.extend([number, own.map_or_else(|| status.clone(), |own| cell.reading(own.code()))]);
            }
            PrintedValue::Absent(absence) => row.extend([cell.reading(""), cell.reading(absence.code())]),
            PrintedValue::Text => row.extend([cell.clone(), status.clone()]),
        }
        if self.unit {
            row.push(match value {
                PrintedValue::Number { unit: Some(sign), .. } => cell.reading(sign),
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
