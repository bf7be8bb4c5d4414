//! Which of indicator, area, period and unit each row and each column of a published table gives.

use super::{
    Source,
    anatomy::{Anatomy, Holds},
    vocabulary::Vocabulary,
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        describe::Names,
        label::{lone_unit, name_and_unit, period, without_of_which},
        table::Cell,
    },
};

/// What a row or a column says of the values in it.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    pub indicator: Option<Cell>,
    pub area: Option<Cell>,
    pub period: Option<Cell>,
    pub unit: Option<Cell>,
}

impl Labels {
    /// Takes a label in; `false` when it is not what it should be.
    pub fn take(&mut self, holds: Holds, cell: &Cell) -> bool {
        match holds {
            Holds::Areas => self.area = Some(cell.reading(&without_of_which(&cell.text))),
            Holds::Indicators => {
                let (name, unit) = name_and_unit(&without_of_which(&cell.text));
                self.indicator = Some(cell.reading(&name));
                if let Some(unit) = unit {
                    self.unit = Some(cell.reading(&unit));
                }
            }
            Holds::Periods => match period(&cell.text) {
                Some(period) => self.period = Some(cell.reading(&period.to_string())),
                None => return false,
            },
            Holds::Units => {
                let unit = lone_unit(&cell.text).unwrap_or_else(|| cell.text.to_string());
                self.unit = Some(cell.reading(&unit));
            }
            Holds::Nothing | Holds::Names => {}
        }
        true
    }
}

/// Settles whose names the unnamed labels and headings are. `None` when it stays open, which is
/// reported: a guess would attach numbers to the wrong things.
pub fn settle(
    anatomy: &mut Anatomy<'_>,
    source: Source<'_>,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Option<()> {
    let labels = anatomy.body.iter().filter_map(|row| row.first()).map(|cell| &*cell.text);
    let in_rows = source.declared.rows.or_else(|| vocabulary.kind(labels));
    let declares = |names: Option<Names>, holds: &mut Holds| {
        if *holds == Holds::Names
            && let Some(names) = names
        {
            *holds = names.into();
        }
    };
    declares(in_rows, &mut anatomy.stubs[0]);
    let width = anatomy.stubs.len();
    for (level, row) in anatomy.levels.iter_mut().zip(anatomy.header) {
        let headings = row.iter().skip(width).map(|cell| &*cell.text);
        declares(source.declared.columns.or_else(|| vocabulary.kind(headings)), level);
    }
    complete(anatomy, source);
    let open = anatomy.stubs[0] == Holds::Names;
    let row = anatomy.levels.iter().position(|level| *level == Holds::Names);
    let cell = if open {
        anatomy.body.first().and_then(|row| row.first())
    } else {
        row.and_then(|row| anatomy.header[row].get(width))
    };
    if !open && row.is_none() {
        return Some(());
    }
    let (labels, property) = if open { ("labels", "rows") } else { ("headings", "columns") };
    let message = format!("the table does not say whether its {labels} are areas or indicators");
    let place = cell.map_or_else(|| source.sheet.place(), |cell| source.sheet.locus(cell));
    sink.push(Diagnostic::error("ambiguous-labels", message).at(place).help(format!(
        "say it in the descriptor: \"briefing\": {{\"{property}\": \"areas\"}} or \"indicators\""
    )));
    None
}

/// Where one name is left to be told and one of the two kinds is given nowhere, they belong together.
fn complete(anatomy: &mut Anatomy<'_>, source: Source<'_>) {
    let declared = source.declared;
    let is_said = |column: &'static str| {
        let cells = anatomy.above.iter().flatten();
        cells.filter_map(super::anatomy::said).any(|(said, _)| said == super::anatomy::Said::Column(column))
    };
    let gives = |holds: Holds| anatomy.stubs.contains(&holds) || anatomy.levels.contains(&holds);
    let has_area = gives(Holds::Areas) || declared.area.is_some() || is_said("REF_AREA");
    let has_indicator = gives(Holds::Indicators) || declared.indicator.is_some() || is_said("INDICATOR");
    let missing = match (has_area, has_indicator) {
        (false, true) => Holds::Areas,
        (true, false) => Holds::Indicators,
        _ => return,
    };
    let mut open = anatomy.stubs[..1].iter_mut().chain(&mut anatomy.levels).filter(|it| **it == Holds::Names);
    if let (Some(only), None) = (open.next(), open.next()) {
        *only = missing;
    }
}
