//! Grounds: what stands behind the numerals of a page.
//!
//! A numeral is a fact's, as it is shown, as one of its bounds or as part of its formula; or it is a
//! literal that the seal lists: a date, a count, the number of a heading, what somebody else printed.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::package::columns;
use crate::{
    data::fact::FactId,
    lang::Lang,
    ledger::{Ledger, numerals::numerals},
};

/// The texts that each fact is shown as, by its identity.
pub type Shown = BTreeMap<FactId, BTreeSet<String>>;

/// The numerals that facts stand behind.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds {
    /// Sorted, each once.
    numerals: Vec<String>,
    /// The bounds of what is shown, at the scale at which it is, and the decimals that it has there; sorted.
    bounds: Vec<(Decimal, u32)>,
    /// What a fact is said to be shown as and does not amount to, a line each.
    pub faults: Vec<String>,
}

/// What the facts of `ledger` are shown as in a language.
pub fn shown(ledger: &Ledger, lang: Lang) -> Shown {
    let mut found = Shown::new();
    for fact in ledger.passages.iter().filter(|it| it.lang == lang).flat_map(|it| &it.facts) {
        found.entry(fact.id.clone()).or_default().insert(fact.shown.clone());
    }
    found
}

impl Grounds {
    /// The numerals of the facts of a `facts.csv` and of its `observations.csv`, the facts shown as
    /// `shown` says.
    pub fn of(facts: &[u8], observations: &[u8], shown: &Shown) -> Self {
        let mut grounds = Self::default();
        let rows = columns(facts, ["FACT", "VALUE", "LO", "HI", "FORMULA", "PRINTED"]).unwrap_or_default();
        let printed = columns(observations, ["OBS_VALUE"]).unwrap_or_default();
        let formulas = rows.iter().flat_map(|[.., formula, printed]| [formula, printed]);
        formulas.chain(printed.iter().flatten()).for_each(|text| grounds.take(text));
        let rows: BTreeMap<&str, &[String; 6]> = rows.iter().map(|row| (row[0].as_str(), row)).collect();
        for (fact, texts) in shown {
            for text in texts {
                if !rows.get(fact.as_str()).is_some_and(|row| grounds.take_reading(row, text)) {
                    grounds.faults.push(format!("{fact} does not read {text} in the attached facts.csv"));
                }
            }
        }
        grounds.numerals.sort_unstable();
        grounds.numerals.dedup();
        grounds.bounds.sort_unstable();
        grounds.bounds.dedup();
        grounds
    }

    /// Whether a fact stands behind a numeral.
    pub fn bear(&self, numeral: &str) -> bool {
        let numeral = if numeral.contains(',') { &plain(numeral) } else { numeral };
        let is_printed = self.numerals.binary_search_by(|known| known.as_str().cmp(numeral)).is_ok();
        is_printed || self.has_bound(numeral)
    }

    /// Whether a numeral is a bound of what is shown: with as many digits as tell it from the value, those of the value
    /// or more, without zeros at the end or with them. Whatever way it is rounded, it is one of its neighbours.
    fn has_bound(&self, numeral: &str) -> bool {
        let is_led_by_zero = numeral.starts_with('0') && !numeral.starts_with("0.") && numeral != "0";
        let Some(said) = numeral.parse::<Decimal>().ok().filter(|_| !is_led_by_zero) else { return false };
        let step = |decimals: u32| Decimal::new(1, decimals);
        let decimals = said.scale();
        let is_short = said.normalize().scale() == decimals;
        let from = self.bounds.partition_point(|(end, _)| *end <= said - step(decimals));
        let near = self.bounds[from..].iter().take_while(|(end, _)| *end < said + step(decimals));
        let has_digits = |least: u32| (is_short || least <= decimals) && decimals <= DIGITS.max(least);
        let mut near = near.filter(|(_, least)| has_digits(*least));
        near.any(|(end, least)| (*end - said).abs() < step(decimals.max(*least)))
    }

    fn take(&mut self, text: &str) {
        self.numerals.extend(numerals(text).iter().map(|numeral| plain(numeral)));
    }

    /// Takes a text that a fact is shown as, with its bounds at that scale; tells whether its value
    /// reads so.
    fn take_reading(&mut self, [_, value, lo, hi, ..]: &[String; 6], text: &str) -> bool {
        let Ok(value) = value.parse::<Decimal>() else { return false };
        // Of 8.5 beds per 1,000 people, 张/万人, what stands behind is the unit.
        let (text, unit) = text.split_once(" per ").or_else(|| text.split_once('/')).unwrap_or((text, ""));
        self.take(unit);
        let mut reads = true;
        for numeral in numerals(text).iter().map(|numeral| plain(numeral)) {
            let Ok(said) = numeral.parse::<Decimal>() else { return false };
            let half = Decimal::new(5, said.scale() + 1) * zeros(&numeral);
            let is_read = |scale: &&Decimal| (value.abs() / **scale - said).abs() <= half;
            let scales: Vec<Decimal> = scales(text);
            let scales: Vec<&Decimal> = scales.iter().filter(is_read).collect();
            reads &= !scales.is_empty();
            for scale in scales {
                let ends = [lo, hi].into_iter().filter_map(|end| end.parse::<Decimal>().ok());
                self.bounds.extend(ends.map(|end| (end.abs() / scale, said.scale())));
            }
            if reads {
                self.numerals.push(numeral);
            }
        }
        reads
    }
}

/// What one unit of the last digit that says something is worth: zeros at the end of a whole number are
/// written where Chinese counts in 万, 10,174,000 for 1017.4万.
fn zeros(numeral: &str) -> Decimal {
    let blank = numeral.len() - numeral.trim_end_matches('0').len();
    if numeral.contains('.') {
        Decimal::ONE
    } else {
        Decimal::from(10_u64.pow(u32::try_from(blank.min(4)).unwrap_or(0)))
    }
}

/// The most decimals that a bound is shown with.
const DIGITS: u32 = 8;

/// A numeral without the commas between thousands.
fn plain(numeral: &str) -> String {
    numeral.replace(',', "")
}

/// The words of scale that a fact is shown with, each with its power of ten; the longer first.
const SCALES: [(&str, u32); 6] =
    [("万亿", 12), ("trillion", 12), ("亿", 8), ("billion", 9), ("million", 6), ("万", 4)];

/// What stands behind a value that has no scale.
const UNSCALED: [&str; 4] = ["%", "百分点", "point", "[%]"];

/// What the value of a fact may have been divided by where it is shown so. In a table the head names
/// the scale: any that the languages have.
fn scales(text: &str) -> Vec<Decimal> {
    let power = |exponent: u32| Decimal::from(10_u64.pow(exponent));
    if let Some((_, exponent)) = SCALES.iter().find(|(word, _)| text.contains(word)) {
        return vec![power(*exponent)];
    }
    if UNSCALED.iter().any(|sign| text.contains(sign)) {
        return vec![power(0)];
    }
    [0, 3, 4, 6, 8, 9, 12].map(power).to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::RoundingStrategy;

    use super::*;

    const FACTS: &str = "FACT,VALUE,LO,HI,FORMULA,PRINTED\n\
                         growth,36.7481,36.747,36.749,(33357.1 ÷ 24393.1 − 1) × 100,33357.1; 24393.1\n\
                         level,210450000000,210440000000,210460000000,1357.8 + 746.7,1357.8; 746.7\n";

    fn grounds(shown: &[(&str, &str)]) -> Grounds {
        let mut texts = Shown::new();
        for (fact, text) in shown {
            texts.entry((*fact).into()).or_default().insert((*text).to_owned());
        }
        Grounds::of(FACTS.as_bytes(), b"OBS_VALUE\n1357.8\n", &texts)
    }

    #[test]
    fn a_numeral_is_borne_by_the_fact_that_reads_so_at_its_scale() {
        let found =
            grounds(&[("growth", "36.7%"), ("level", "2104.5亿元"), ("level", "210.45 billion yuan")]);
        assert_eq!(found.faults, Vec::<String>::new());
        for borne in ["36.7", "2104.5", "210.45", "210.44", "2104.6", "33,357.1", "746.7", "100"] {
            assert!(found.bear(borne), "{borne}");
        }
        for not in ["86.7", "21.0", "2014.5", "37"] {
            assert!(!found.bear(not), "{not}");
        }
    }

    #[test]
    fn a_fact_that_is_said_to_read_otherwise_is_a_fault() {
        for (fact, text) in
            [("growth", "86.7%"), ("level", "2104.5亿美分之一0"), ("none", "1%"), ("growth", "3.67%")]
        {
            assert_eq!(grounds(&[(fact, text)]).faults.len(), 1, "{text}");
        }
    }

    /// What a bound may read like, each written out.
    fn readings(end: Decimal, least: u32) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for decimals in least..=DIGITS {
            let below = end.round_dp_with_strategy(decimals, RoundingStrategy::ToZero);
            let above = (below != end).then(|| below + Decimal::new(1, decimals));
            for rounded in [Some(below), above].into_iter().flatten() {
                let whole = format!("{rounded:.0$}", decimals as usize);
                if whole.contains('.') {
                    found.insert(whole.trim_end_matches('0').trim_end_matches('.').to_owned());
                }
                found.insert(whole);
            }
        }
        found
    }

    proptest! {
        #[test]
        fn a_bound_is_borne_as_it_may_be_rounded_and_not_otherwise(
            (digits, scale, least) in (0..200_000_i64, 0..7_u32, 0..5_u32), off in -30..30_i64, at in 0..6_u32,
        ) {
            let end = Decimal::new(digits, scale);
            let grounds = Grounds { bounds: vec![(end, least)], ..Grounds::default() };
            let readings = readings(end, least);
            for reading in &readings {
                prop_assert!(grounds.bear(reading), "{end} reads {reading}");
            }
            // Whatever else stands near to it.
            let other = (end.round_dp(at) + Decimal::new(off, at)).abs();
            for other in [format!("{other:.0$}", at as usize), other.normalize().to_string()] {
                prop_assert_eq!(grounds.bear(&other), readings.contains(&other), "{} reads {}", end, other);
            }
        }
    }
}
