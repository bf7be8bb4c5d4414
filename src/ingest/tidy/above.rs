//! What stands above the headings of a table: titles, and lines that say something of all of it.

use super::{
    anatomy::filled,
    cross::{Crossing, INDICATOR, TIME_PERIOD, UNIT},
    left_out::Unread,
    lexicon::{Holds, Said, said},
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        calendar::{Mark, settled, written, years},
        label::{name_and_unit, name_key, period},
        table::Cell,
    },
};

impl Crossing<'_> {
    /// Reads the lines above the headings, and one in the corner of these. What the descriptor says of
    /// indicator, area and period counts for more; a unit is that of the table where it says one.
    pub fn read_above(&mut self) {
        let is_corner = |cell: &&Cell| matches!(said(cell), Some((Said::Column(_), _)));
        let corner = self.anatomy.header.iter().filter_map(|row| row.first()).filter(is_corner);
        let cells = self.anatomy.above.iter().flat_map(|row| filled(row)).chain(corner).collect::<Vec<_>>();
        let mut units = Vec::new();
        for cell in cells {
            match said(cell) {
                Some((Said::Column(INDICATOR), value)) => {
                    let (name, unit) = name_and_unit(&value);
                    self.say(INDICATOR, &cell.reading(&name));
                    if let Some(unit) = unit {
                        units.push((cell, unit));
                    }
                }
                Some((Said::Column(TIME_PERIOD), value)) => match written(&value) {
                    Some(it) => match settled(&it, false) {
                        Some((period, None | Some(Mark::Known(_)))) => {
                            self.say(TIME_PERIOD, &cell.reading(&period.to_string()));
                        }
                        // 时间：2020-2023 over columns of years tells which of them were asked for.
                        _ if self.gives(Holds::Periods) => {
                            self.skip(cell, "a line that says how the table was selected");
                        }
                        _ => drop(self.ask(Unread::Either, cell)),
                    },
                    None => self.skip(cell, "a line that says how the table was selected"),
                },
                // Two units in one line do not say which is whose.
                Some((Said::Column(UNIT), value)) if value.contains(['、', ',', ';', '，', '；']) => {
                    self.skip(cell, "more than one unit for the whole table");
                }
                Some((Said::Column(UNIT), value)) => units.push((cell, value)),
                Some((Said::Column(column), value)) => self.say(column, &cell.reading(&value)),
                Some((Said::Note, _)) => self.account.notes.push(cell.clone()),
                Some((Said::Other, _)) => self.skip(cell, "a line that says how the table was selected"),
                None => {
                    self.skip(cell, "a title");
                    self.account.notes.push(cell.clone());
                    if let Some(unit) = name_and_unit(&cell.text).1 {
                        units.push((cell, unit));
                    }
                    self.check_title(cell);
                }
            }
        }
        self.take_units(&units);
    }

    /// The unit that lines above say, if they say one. The descriptor's fills a gap.
    fn take_units(&mut self, units: &[(&Cell, String)]) {
        let Some((cell, first)) = units.first() else { return };
        if let Some((other, _)) = units[1..].iter().find(|(_, unit)| name_key(unit) != name_key(first)) {
            if !self.gives(Holds::Units) && self.source.declared.units.is_empty() {
                self.ask(Unread::Unit, other);
            }
            return;
        }
        if !self.table.constants.contains_key("UNIT_MEASURE") {
            self.table.constants.insert(UNIT, cell.reading(first));
        }
    }

    /// A period that is said of the whole table, and a title that names other years.
    fn check_title(&mut self, cell: &Cell) {
        if self.gives(Holds::Periods) {
            return;
        }
        let declared = self.source.declared.period.as_deref().and_then(period);
        let of_sheet = || self.source.sheet.name.as_deref().and_then(period);
        let Some(said) = declared.or_else(of_sheet) else { return };
        let named = years(&cell.text);
        if !named.is_empty() && !named.contains(&said.calendar_year()) {
            self.ask(Unread::OtherYear(said.to_string()), cell);
        }
    }

    /// Takes the period that the sheet's name says.
    pub fn read_sheet_name(&mut self, sink: &mut Sink) {
        let Some(name) = self.source.sheet.name.as_deref().filter(|_| !self.gives(Holds::Periods)) else {
            return;
        };
        let place = self.source.sheet.place();
        let declared = self.source.declared.period.as_deref().and_then(period);
        match (declared, written(name).map(|it| settled(&it, false).map(|(period, _)| period))) {
            (Some(declared), _) if !years(name).is_empty() && !years(name).contains(&declared.calendar_year()) => {
                Self::contradicts(place, &declared.to_string(), sink);
            }
            (None, Some(Some(period))) => self.say(TIME_PERIOD, &Cell::declared(&period.to_string())),
            (None, Some(None)) => sink.push(
                Diagnostic::error("no-period", "the name of the sheet may be of a month or of several years")
                    .at(place)
                    .help("name it after one year or month (2023年12月), or say \"period\" in the entry (--period)"),
            ),
            _ => {}
        }
    }

    fn contradicts(place: crate::diag::Locus, period: &str, sink: &mut Sink) {
        sink.push(
            Diagnostic::error(
                "other-period",
                format!("the entry says {period} of the table, which names another year"),
            )
            .at(place)
            .help("leave \"period\" out (--period), or name the sheets that are of it: \"sheets\" (--sheet)"),
        );
    }
}
