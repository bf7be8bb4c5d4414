//! Proofreading: the numbers on the finished pages, against the ledger.

use std::collections::BTreeMap;

use crate::{
    lang::Lang,
    ledger::{Kind, Ledger, numerals::numerals},
};

/// The numbers that `ledger` says are shown in a language and that its pages do not have, a line
/// each: every numeral must stand on the pages as often as the passages print it.
///
/// The numbers inside a drawing are left out: a chart may leave labels away for want of room.
pub fn missing_numbers(ledger: &Ledger, lang: Lang, pages: &[&str]) -> Vec<String> {
    let mut printed: BTreeMap<String, usize> = BTreeMap::new();
    for numeral in pages.iter().flat_map(|page| numerals(page)) {
        *printed.entry(numeral).or_default() += 1;
    }
    let mut missing = vec![];
    for passage in ledger.passages.iter().filter(|it| it.lang == lang && it.kind != Kind::Figure) {
        for shown in &passage.facts {
            for numeral in numerals(&shown.shown) {
                match printed.get_mut(&numeral) {
                    Some(times @ 1..) => *times -= 1,
                    _ => missing.push(format!(
                        "{numeral} of {} is not printed where {} shows it",
                        shown.id, passage.place
                    )),
                }
            }
        }
    }
    missing
}
