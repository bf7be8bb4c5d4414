//! Words of the code lists: each in its own language, and a unit's of the unit it is the word for.

use super::row::RowReader;
use crate::{
    data::unit::PrintedUnit,
    diag::Diagnostic,
    lang::{Bilingual, is_han},
};

/// The units whose words are fixed. What is counted may be called by any noun: sets, facilities.
const FIXED: [&str; 6] = ["CNY", "USD", "CNY_PER_USD", "PT", "PP", "KM2"];

/// What a noun that is counted cannot begin with: the program writes the scale before it.
const MULTIPLES: [&str; 9] =
    ["万", "亿", "千", "百", "hundred ", "thousand ", "million ", "billion ", "trillion "];

/// Reports a Chinese word in the column of the English.
pub fn check_language(stem: &str, row: &mut RowReader<'_>) {
    let column = format!("{stem}_EN");
    if row.optional_text(&column).contains(is_han) {
        let fault = Diagnostic::error("wrong-language", format!("{column} is written in Chinese"));
        let fault = fault.at(row.locus(&column));
        row.report(fault.help(format!("exchange it with {stem}_ZH, or translate it")));
    }
}

/// Reports a word for a unit that is the word for another, or for a multiple: it would stand behind
/// every number of the indicator.
pub fn check_unit(measure: &str, unit: &Bilingual, row: &mut RowReader<'_>) {
    for (word, column) in [(&unit.zh, "UNIT_ZH"), (&unit.en, "UNIT_EN")] {
        if word.trim().is_empty() || is_word_for(word, measure) {
            continue;
        }
        let message = format!("{column} says {word}, and the indicator is measured in {measure}");
        let fault = Diagnostic::error("unit-word", message).at(row.locus(column));
        row.report(
            fault.help("write the plain unit that belongs to UNIT_MEASURE; the scale is written before it"),
        );
    }
}

fn is_word_for(word: &str, measure: &str) -> bool {
    // Of patents per ten thousand people, the word says patents.
    let counted = measure.split_once("_PER_").map_or(measure, |(counted, _)| counted);
    match PrintedUnit::parse(word) {
        // Whatever a list of indicators defines may be called so.
        Some(unit) if unit.measures.is_empty() => unit.exponent == 0 && !FIXED.contains(&measure),
        Some(unit) => {
            unit.exponent == 0 && unit.measures.iter().any(|known| [measure, counted].contains(known))
        }
        None => !FIXED.contains(&measure) && !MULTIPLES.iter().any(|it| word.to_lowercase().starts_with(it)),
    }
}
