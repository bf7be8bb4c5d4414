//! Charts of registers: the milestones on a line, the facilities by kind and city.

use super::{DrawnChart, FigureBuilder};
use crate::{
    compose::numerals::period_in_words,
    data::{area::AreaCode, period::Period},
    doc::figure::{Chart, Event, Matrix, MatrixRow, Timeline},
};

impl FigureBuilder<'_> {
    pub(super) fn timeline(&self) -> DrawnChart {
        let lang = self.lang();
        let first = self.spec.from.map_or(0, Period::calendar_year);
        let milestones = self.edition.registers.milestones.iter();
        let events = milestones.filter(|it| it.date.calendar_year() >= first).map(|it| Event {
            year: it.date.calendar_year(),
            date: period_in_words(it.date, lang),
            text: it.text.get(lang).to_owned(),
        });
        DrawnChart {
            chart: Chart::Timeline(Timeline { events: events.collect() }),
            subtitle: String::new(),
            facts: vec![],
        }
    }

    pub(super) fn matrix(&self) -> DrawnChart {
        let lang = self.lang();
        let facilities = &self.edition.registers.facilities;
        let mut cities: Vec<&AreaCode> = vec![];
        for facility in facilities {
            if !cities.contains(&&facility.city) {
                cities.push(&facility.city);
            }
        }
        let names = |kind: &str, city: &str| {
            let there = facilities.iter().filter(|it| it.kind == kind && it.city == *city);
            there.map(|it| it.name.get(lang).to_owned()).collect()
        };
        let rows = self.spec.kinds.iter().map(|kind| MatrixRow {
            label: kind.name.get(lang).to_owned(),
            cells: cities.iter().map(|city| names(&kind.id, city)).collect(),
        });
        let columns = cities.iter().map(|city| self.scope.writer.area(city)).collect();
        DrawnChart {
            chart: Chart::Matrix(Matrix { columns, rows: rows.collect() }),
            subtitle: String::new(),
            facts: vec![],
        }
    }
}
