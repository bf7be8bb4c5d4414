//! Which of indicator, area, period and unit each row and each column of a published table gives.

use std::collections::BTreeMap;

use super::{
    DescribedSheet,
    anatomy::Anatomy,
    left_out::Unread,
    lexicon::{Holds, LineTopic, said},
    vocabulary::Vocabulary,
};
use crate::{
    data::{period::Period, status::Status},
    diag::{Diagnostic, Reported, Sink},
    ingest::{
        calendar::{SPAN, TimeText, YearMark, known, resolved, written},
        label::{lone_unit, name_and_unit, without_of_which},
        mark::label_and_mark,
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
    /// A multiple of the unit that stands in a column of its own.
    pub scale: Option<Cell>,
    /// What a mark on the year says of the values.
    pub status: Option<Cell>,
}

/// How the times of one row of headings or column of labels are read.
#[derive(Debug, Clone, Copy)]
pub struct Times<'a> {
    /// Whether those of the form 2011-12 are months.
    pub are_months: bool,
    /// Whether one of them can only be a year that ends in the next.
    pub are_spans: bool,
    pub marks: &'a BTreeMap<String, Status>,
}

impl Times<'_> {
    /// What the descriptor says of a year, by its heading or by itself.
    fn said_of(&self, heading: &str, period: Period) -> Option<Status> {
        self.marks.get(heading.trim()).or_else(|| self.marks.get(&period.to_string())).copied()
    }
}

impl Labels {
    /// Takes a label in.
    ///
    /// # Errors
    /// What of it is not understood.
    pub fn take(&mut self, holds: Holds, cell: &Cell, times: Times<'_>) -> Result<(), Unread> {
        match holds {
            Holds::Areas | Holds::Indicators => {
                let (label, mark) = label_and_mark(&cell.text);
                if let Some(mark) = mark {
                    let status = times.marks.get(mark).ok_or_else(|| Unread::Mark(mark.to_owned()))?;
                    self.status = Some(cell.reading(status.code()));
                }
                let (name, unit) = name_and_unit(&without_of_which(label));
                let named = if holds == Holds::Areas { &mut self.area } else { &mut self.indicator };
                *named = Some(cell.reading(&name));
                if let Some(unit) = unit {
                    self.unit = Some(cell.reading(&unit));
                }
            }
            Holds::Periods => {
                let (text, unit) = name_and_unit(&cell.text);
                if let Some(unit) = unit {
                    self.unit = Some(cell.reading(&unit));
                }
                let written = written(&text).ok_or(Unread::NoYear)?;
                let (period, mark) = resolved(&written, times.are_months).ok_or(match &written {
                    TimeText::Unread(what) => Unread::Time(what),
                    TimeText::Either(_) if times.are_spans => Unread::Time(SPAN),
                    _ => Unread::Either,
                })?;
                let status = match mark {
                    Some(YearMark::Known(status)) => Some(*status),
                    Some(YearMark::Open(mark)) => {
                        Some(*times.marks.get(mark).ok_or_else(|| Unread::Mark(mark.clone()))?)
                    }
                    // A note may say of a year what its heading does not.
                    None => times.said_of(&cell.text, period),
                };
                self.status = status.map(|status| cell.reading(status.code()));
                self.period = Some(cell.reading(&period.to_string()));
            }
            Holds::Units => {
                let unit = lone_unit(&cell.text).unwrap_or_else(|| cell.text.to_string());
                self.unit = Some(cell.reading(&unit));
            }
            Holds::Scale => self.scale = Some(cell.clone()),
            Holds::Flags => {
                let text = cell.text.trim();
                let said = times.marks.get(text).copied().or_else(|| known(text));
                let status = said.ok_or_else(|| Unread::Mark(text.to_owned()))?;
                self.status = Some(cell.reading(status.code()));
            }
            Holds::Nothing | Holds::Names | Holds::Values => {}
        }
        Ok(())
    }
}

/// Tells whose names the unnamed labels and headings are.
///
/// # Errors
/// It stays open: a guess would attach numbers to the wrong things.
pub fn name_dimensions(
    anatomy: &mut Anatomy<'_>,
    source: DescribedSheet<'_>,
    vocabulary: &Vocabulary,
    sink: &mut Sink,
) -> Result<(), Reported> {
    let open = |anatomy: &Anatomy<'_>| anatomy.stubs.iter().position(|stub| stub.holds == Holds::Names);
    if let Some(at) = open(anatomy) {
        let in_rows =
            source.declared.rows.or_else(|| vocabulary.kind(anatomy.labels(anatomy.stubs[at].column)));
        if let Some(names) = in_rows {
            anatomy.stubs[at].holds = names.into();
        }
    }
    for level in 0..anatomy.levels.len() {
        if anatomy.levels[level] == Holds::Names {
            let headings = headings(anatomy, level).map(|cell| &*cell.text);
            if let Some(names) = source.declared.names().or_else(|| vocabulary.kind(headings)) {
                anatomy.levels[level] = names.into();
            }
        }
    }
    complete(anatomy, source);
    let row = anatomy.levels.iter().position(|level| *level == Holds::Names);
    let (cell, labels, property) = match (open(anatomy), row) {
        (Some(at), _) => {
            let column = anatomy.stubs[at].column;
            (anatomy.body.first().and_then(|row| row.get(column)), "labels", "rows")
        }
        (None, Some(row)) => (headings(anatomy, row).next(), "headings", "columns"),
        (None, None) => return Ok(()),
    };
    // Where rows say it all, a heading that nobody knows is that of the values.
    if let (None, Some(cell)) = (open(anatomy), cell)
        && anatomy.gives(Holds::Periods)
        && is_told(anatomy, source) == (true, true)
    {
        let text = cell.text.trim();
        let fault = Diagnostic::error("unknown-column", format!("{text} names no area and no indicator"));
        let fault = fault.answer("column", format!("value={text}"), None).answer("ignore", text, None);
        return Err(sink.error(fault.at(source.sheet.locus(cell)).help(format!(
            "if it heads the values, say so: \"columns\": {{\"value\": {text:?}}} in the entry (--column value={text}); or leave it out: \"ignore\" (--ignore)"
        ))));
    }
    let message = format!("the table does not say whether its {labels} are areas or indicators");
    let place = cell.map_or_else(|| source.sheet.place(), |cell| source.sheet.locus(cell));
    let (option, given) = if property == "rows" { ("rows", "") } else { ("column", "headings=") };
    let fault = ["areas", "indicators"]
        .into_iter()
        .fold(Diagnostic::error("ambiguous-labels", message), |fault, names| {
            fault.answer(option, format!("{given}{names}"), None)
        });
    Err(sink.error(fault.at(place).help(format!(
        "say it in the descriptor: \"briefing\": {{\"{property}\": \"areas\"}} or \"indicators\""
    ))))
}

/// The headings of a row of the header.
fn headings<'a>(anatomy: &Anatomy<'a>, level: usize) -> impl Iterator<Item = &'a Cell> {
    let cells = anatomy.header[level].iter().enumerate().filter(|(column, _)| !anatomy.is_stub(*column));
    cells.map(|(_, cell)| cell).filter(|cell| !cell.is_blank())
}

/// Where one name is left to be told and one of the two kinds is given nowhere, they belong together.
fn complete(anatomy: &mut Anatomy<'_>, source: DescribedSheet<'_>) {
    let missing = match is_told(anatomy, source) {
        (false, true) => Holds::Areas,
        (true, false) => Holds::Indicators,
        _ => return,
    };
    let stubs = anatomy.stubs.iter_mut().map(|stub| &mut stub.holds);
    let mut open = stubs.chain(&mut anatomy.levels).filter(|it| **it == Holds::Names);
    if let (Some(only), None) = (open.next(), open.next()) {
        *only = missing;
    }
}

/// Whether something tells the areas, and whether something tells the indicators.
fn is_told(anatomy: &Anatomy<'_>, source: DescribedSheet<'_>) -> (bool, bool) {
    let declared = source.declared;
    let is_said = |column: &'static str| {
        let cells = anatomy.above.iter().flatten();
        cells.filter_map(said).any(|(said, _)| said == LineTopic::Column(column))
    };
    let has_area = anatomy.gives(Holds::Areas) || declared.area.is_some() || is_said("REF_AREA");
    let has_indicator =
        anatomy.gives(Holds::Indicators) || declared.indicator.is_some() || is_said("INDICATOR");
    (has_area, has_indicator)
}
