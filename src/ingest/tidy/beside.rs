//! What stands beside a table and says something of its values all the same: a unit in a note, a multiple in a
//! title, another measure in the name of the sheet. It agrees with what is read, or it is asked about.

use std::collections::BTreeSet;

use super::{
    cross::{Crossing, INDICATOR, UNIT},
    left_out::Unread,
    lexicon::{LineTopic, said},
};
use crate::{
    data::unit::PrintedUnit,
    ingest::{
        label::{name_key, plain},
        table::Cell,
    },
};

/// A unit, or a multiple without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitOrMultiple {
    /// As it is printed: 万元, million yuan.
    Unit(String),
    /// The power of ten of 万, thousands.
    Multiple(i32),
}

/// The units and multiples that a text names where they can be nothing else: 单位为万元, (亿元，当年价), in millions
/// of yuan.
pub fn units_named(text: &str) -> Vec<UnitOrMultiple> {
    let text = plain(text);
    let mut found = Vec::new();
    let mut pieces = Vec::new();
    for inner in text.split('(').skip(1).filter_map(|rest| rest.split(')').next()) {
        pieces.extend(inner.split([',', ';', '、', '，', '；']).map(str::to_owned));
    }
    for rest in text.split("单位").skip(1) {
        let rest = rest.trim_start_matches(['为', '是', '均', '都', '系', ':', ' ']);
        let end = |c: char| matches!(c, '。' | ',' | '，' | ';' | '；' | ')' | '.' | ' ' | '、');
        pieces.extend(rest.split(end).next().map(str::to_owned));
    }
    found.extend(pieces.iter().filter_map(|piece| named(piece.trim())));
    found.extend(in_multiples(&text.to_lowercase()));
    found.dedup();
    found
}

fn named(piece: &str) -> Option<UnitOrMultiple> {
    if piece.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if PrintedUnit::parse(piece).is_some() || PrintedUnit::is_multiple(piece) {
        return Some(UnitOrMultiple::Unit(piece.to_owned()));
    }
    PrintedUnit::multiple_alone(piece).map(UnitOrMultiple::Multiple)
}

/// What English says of a unit in a sentence: in thousands, in millions of yuan, in billion US dollars.
fn in_multiples(text: &str) -> Option<UnitOrMultiple> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':'));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let at = words.windows(2).position(|pair| {
        pair[0] == "in" && PrintedUnit::multiple_alone(pair[1].trim_end_matches('.')).is_some()
    })?;
    let multiple = words[at + 1].trim_end_matches('.').trim_end_matches('s');
    let behind = words[at + 2..].iter().skip_while(|word| **word == "of").copied().collect::<Vec<_>>();
    let units = (1..=behind.len().min(3))
        .rev()
        .map(|count| format!("{multiple} {}", behind[..count].join(" ").trim_end_matches('.')));
    let unit = units.into_iter().find(|unit| PrintedUnit::parse(unit).is_some());
    unit.map(UnitOrMultiple::Unit)
        .or_else(|| PrintedUnit::multiple_alone(multiple).map(UnitOrMultiple::Multiple))
}

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
            line.into_iter()
                .chain(units_named(&cell.text))
                .filter(UnitOrMultiple::is_read)
                .collect::<Vec<_>>()
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

impl UnitOrMultiple {
    /// Whether it is known what it says.
    fn is_read(&self) -> bool {
        match self {
            Self::Unit(unit) => PrintedUnit::parse(unit).is_some() || PrintedUnit::is_multiple(unit),
            Self::Multiple(_) => true,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Unit(unit) => unit.clone(),
            Self::Multiple(power) => format!("a multiple of 10^{power}"),
        }
    }
}

/// Whether what is named is the unit that values are read in.
fn agrees(named: &UnitOrMultiple, used: &str) -> bool {
    let power =
        |text: &str| PrintedUnit::parse(text).map_or_else(|| PrintedUnit::power_of(text), |it| it.exponent);
    match named {
        UnitOrMultiple::Multiple(it) => *it == power(used),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_in_prose_is_found_where_it_is_one() {
        let units = |text: &str| {
            let names = units_named(text).into_iter().map(|it| it.text()).collect::<Vec<_>>();
            names.join(" | ")
        };
        assert_eq!(units("注：单位为万元。"), "万元");
        assert_eq!(units("各地区生产总值（亿元，当年价）"), "亿元");
        assert_eq!(units("地区生产总值（亿元）及增速（%）"), "亿元 | %");
        assert_eq!(units("Figures are in millions of yuan."), "million yuan");
        assert_eq!(units("Table 1. Population (thousands)"), "a multiple of 10^3");
        assert_eq!(units("Data in thousands"), "a multiple of 10^3");
        assert_eq!(units("规模以上工业单位数（主营业务收入2000万元及以上）按当年价格计算（1）"), "");
        assert_eq!(units("Spending per million people in 2023 (1)"), "");
    }
}
