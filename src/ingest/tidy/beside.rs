//! What stands beside a table and says something of its values all the same: a unit in a note, a multiple in a
//! title, another measure in the name of the sheet. It agrees with what is read, or it is asked about.

use std::collections::BTreeSet;

use super::{
    cross::{Crossing, INDICATOR, UNIT},
    left_out::Unread,
    lexicon::{LineTopic, said},
    named::{UnitOrMultiple, units_named},
};
use crate::{
    data::unit::PrintedUnit,
    ingest::{
        label::{name_key, plain},
        table::Cell,
    },
};

/// Words for another quantity than a level of something: what it is, and the words.
const MEASURES: [(&str, &[&str]); 5] = [
    ("an index", &["指数", "index"]),
    ("a growth", &["增长", "增速", "增幅", "涨幅", "growth", "percentage change"]),
    ("a share", &["比重", "占比", "构成", "份额", "share", "as a percentage", "as percentage", "% of"]),
    ("a value per head", &["人均", "per capita", "per head", "per person"]),
    ("constant prices", &["不变价", "可比价", "constant price"]),
];

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

    /// Asks about a title or a sheet's name that speaks of another quantity than the indicator which is said of
    /// all values: 地区生产总值指数 where the entry says GDP.
    pub fn check_measure_beside(&mut self) {
        let declared = self.source.declared;
        let Some(indicator) =
            declared.indicator.as_ref().filter(|_| self.table.constants.contains_key(INDICATOR))
        else {
            return;
        };
        let Some(wording) = self.vocabulary.wordings.get(&name_key(indicator)) else { return };
        let sheet = self.source.sheet.name.as_deref().map(Cell::declared);
        let above = self.anatomy.above.iter().flatten().filter(|cell| !cell.is_blank()).cloned();
        for cell in above.chain(sheet).collect::<Vec<_>>() {
            let text = plain(&cell.text).to_lowercase();
            let has_one_of = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
            let other =
                MEASURES.iter().find(|(_, words)| has_one_of(&text, words) && !has_one_of(wording, words));
            if let Some((what, _)) = other {
                self.ask(Unread::OtherMeasure(what), &cell);
            }
        }
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
