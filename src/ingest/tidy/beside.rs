//! What stands beside a table and says something of its values all the same: a unit in a note, a multiple in a
//! title, another measure in the name of the sheet. It agrees with what is read, or it is asked about.

use std::collections::BTreeSet;

use super::{
    cross::{Crossing, INDICATOR, REF_AREA, TIME_PERIOD, UNIT},
    left_out::Unread,
    lexicon::{Holds, LineTopic, names_source, said},
    named::{UnitOrMultiple, units_named},
    qualified::without_titles,
    qualities::{QUALITIES, is_brief, looks, other_currency, part_named_first, stretch},
};
use crate::{
    data::unit::PrintedUnit,
    ingest::{
        label::{name_key, period, plain},
        table::Cell,
    },
};

impl Crossing<'_> {
    /// Asks about units that a title, a note, a comment or the sheet's name says, and no value is read in.
    pub fn check_units_beside(&mut self) {
        let said_of = |cell: &Cell| {
            let line = match said(cell) {
                Some((LineTopic::Column(UNIT), value)) => vec![UnitOrMultiple::Unit(value)],
                _ => Vec::new(),
            };
            line.into_iter().chain(units_named(&cell.text)).collect::<Vec<_>>()
        };
        let named = self.account.notes.iter().map(|cell| (cell.clone(), said_of(cell)));
        let named = named.filter(|(_, named)| !named.is_empty()).collect::<Vec<_>>();
        // Most tables have no such note, and a large one takes time.
        let used = if named.is_empty() { BTreeSet::new() } else { self.units_used() };
        for (cell, named) in named.into_iter().filter(|_| !used.is_empty()) {
            let other = named.iter().find(|it| !used.iter().any(|unit| agrees(it, unit)));
            if let Some(other) = other {
                self.ask(Unread::UnitBeside(other.text()), &cell);
            }
        }
    }

    /// The units that values are read in, as they are printed.
    fn units_used(&self) -> BTreeSet<String> {
        let column = self.table.header.iter().position(|cell| &*cell.text == UNIT);
        let rows = self.table.rows.iter().filter_map(|row| row.get(column?));
        let units = rows.chain(self.table.constants.get(UNIT)).map(|cell| cell.text.trim());
        let units = units.filter(|unit| !unit.is_empty()).collect::<BTreeSet<_>>();
        units.into_iter().map(str::to_owned).collect()
    }

    /// Asks about a title, a sheet's name or a note that speaks of another quantity than the one indicator of the
    /// table, of another area than the one that is said of it, or of a part of a year. Headings account for what
    /// stands in columns of their own.
    pub fn check_measure_beside(&mut self) {
        let sheet = self.source.sheet.name.as_deref().map(Cell::declared);
        let above = self.anatomy.above.iter().flatten().filter(|cell| !cell.is_blank()).cloned();
        // Two notes or more may stand in one cell; what a line of the source names is of another table.
        let is_above = |cell: &Cell| self.anatomy.above.iter().flatten().any(|it| it == cell);
        let notes = self.account.notes.iter().filter(|cell| !is_above(cell) && !names_source(cell));
        let titles = above.chain(sheet).filter(|cell| !names_source(cell)).map(|cell| (cell, true));
        let beside = titles.chain(notes.map(|cell| (cell.clone(), false))).collect::<Vec<_>>();
        if beside.is_empty() {
            return;
        }
        let headings = self.anatomy.header.iter().flatten().map(|cell| plain(&cell.text).to_lowercase());
        let accounted = headings.chain(self.wording_of_all()).collect::<Vec<_>>().join("\n");
        let has_one = self.wording_of_all().is_some();
        let is_of_years = self.reads_whole_years();
        let units = self.units_used();
        let currencies = units.iter().fold(accounted.clone(), |all, unit| all + "\n" + &unit.to_lowercase());
        let mut asked = Vec::new();
        for (cell, is_title) in &beside {
            let text = plain(&without_titles(&cell.text)).to_lowercase();
            let speaks_of_all = *is_title || is_brief(&text);
            let is_accounted = |word: &str| accounted.contains(word);
            let mut qualities =
                QUALITIES.iter().filter(|it| has_one && (speaks_of_all || it.is_told_in_notes));
            if let Some(it) = qualities.find(|it| it.said(&text, is_accounted).is_some()) {
                asked.push((Unread::OtherMeasure(it.what), cell.clone()));
                continue;
            }
            // 研发经费投入：in € million says it behind its colon.
            let behind = text.rsplit([':', '：']).next().unwrap_or_default().trim();
            let speaks_of_unit = !units.is_empty() && (speaks_of_all || is_brief(behind));
            if let Some(it) = other_currency(&text, &currencies).filter(|_| speaks_of_unit) {
                asked.push((Unread::OtherMeasure(it), cell.clone()));
                continue;
            }
            let part = stretch(&without_titles(&cell.text));
            let first = || part_named_first(&cell.text).filter(|_| *is_title && !self.gives(Holds::Periods));
            if let Some(part) = part.or_else(first).filter(|it| is_of_years && !is_accounted(it)) {
                asked.push((Unread::Stretch(part), cell.clone()));
            } else if !is_title && let Some(word) = looks(&cell.text) {
                asked.push((Unread::Looks(word), cell.clone()));
            } else if *is_title && let Some(area) = self.other_area(&cell.text) {
                asked.push((Unread::OtherArea(area), cell.clone()));
            }
        }
        for (what, cell) in asked {
            self.ask(what, &cell);
        }
    }

    /// All names of the indicator that every value is of, in small letters; `None` where there are several.
    fn wording_of_all(&self) -> Option<String> {
        let column = self.table.header.iter().position(|cell| &*cell.text == INDICATOR);
        let mut rows =
            self.table.rows.iter().filter_map(|row| row.get(column?)).map(|cell| name_key(&cell.text));
        let name = match self.table.constants.get(INDICATOR) {
            Some(cell) => name_key(&cell.text),
            None => rows.next().filter(|first| rows.all(|it| it == *first))?,
        };
        self.vocabulary.wordings.get(&name).cloned()
    }

    /// Whether some value is of a whole year.
    fn reads_whole_years(&self) -> bool {
        let column = self.table.header.iter().position(|cell| &*cell.text == TIME_PERIOD);
        let rows = self.table.rows.iter().filter_map(|row| row.get(column?));
        let mut times = rows.chain(self.table.constants.get(TIME_PERIOD));
        times.any(|cell| period(&cell.text).is_some_and(|it| it.month().is_none()))
    }

    /// The area that is said of all values, where a text names others and not that one.
    fn other_area(&self, text: &str) -> Option<String> {
        const PUBLISHERS: [&str; 6] = ["年鉴", "出版", "统计局", "yearbook", "bureau", "statistical"];
        let said = self.table.constants.get(REF_AREA)?;
        let small = plain(text).to_lowercase();
        let code = self.vocabulary.area_codes.get(&name_key(&said.text))?;
        let named = self.vocabulary.areas_named(text);
        let is_other = !named.is_empty() && !named.contains(code.as_str());
        (is_other && !PUBLISHERS.iter().any(|word| small.contains(word))).then(|| said.text.to_string())
    }
}

/// Whether what is named is the unit that values are read in.
fn agrees(named: &UnitOrMultiple, used: &str) -> bool {
    let power =
        |text: &str| PrintedUnit::parse(text).map_or_else(|| PrintedUnit::power_of(text), |it| it.exponent);
    match named {
        UnitOrMultiple::Multiple(it) => *it == power(used),
        UnitOrMultiple::Word(unit) => name_key(unit) == name_key(used),
        UnitOrMultiple::Unit(unit) => match (PrintedUnit::parse(unit), PrintedUnit::parse(used)) {
            (Some(one), Some(other)) => {
                let is_same = one.measures.iter().any(|it| other.measures.contains(it))
                    || one.measures.is_empty() && other.measures.is_empty();
                is_same && one.exponent == other.exponent
            }
            _ => name_key(unit) == name_key(used),
        },
    }
}
