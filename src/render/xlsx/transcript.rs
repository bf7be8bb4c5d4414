//! The transcript of a workbook: what each cell says and computes, by sheet and place.
//!
//! Whoever writes a workbook and whoever reads it come to one transcript, by libraries that know nothing of
//! each other.

use std::{collections::BTreeMap, fmt::Write as _, io::Cursor};

use calamine::{Data, Reader as _, Xlsx};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    front::CONTENTS,
    sheet::{BACK, FactsWorkbook, HEAD, SheetCell, WorkbookSheet, number},
    write::unique,
};

/// Every sheet's cells that say something, by their places, `E6`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WorkbookTranscript(pub BTreeMap<String, BTreeMap<String, CellSays>>);

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellSays {
    /// Its words, or its number with all digits.
    pub says: String,
    /// How it computes that; empty for a cell that does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

impl CellSays {
    fn words(text: &str) -> Self {
        Self { says: text.to_owned(), by: String::new() }
    }
}

impl FactsWorkbook {
    /// What its file will say.
    pub fn transcript(&self) -> WorkbookTranscript {
        WorkbookTranscript(
            self.sheets.iter().map(|it| (it.name.clone(), it.transcript(&self.provenance))).collect(),
        )
    }
}

impl WorkbookSheet {
    fn transcript(&self, provenance: &str) -> BTreeMap<String, CellSays> {
        let back = if self.name == CONTENTS { BACK[0] } else { BACK[1] };
        let above = [self.title.as_str(), &self.about, provenance, back];
        let mut said: BTreeMap<String, CellSays> =
            (0..).zip(above).map(|(row, text)| (place(row, 0), CellSays::words(text))).collect();
        said.extend(
            (0..).zip(unique(self)).map(|(column, head)| (place(HEAD, column), CellSays::words(&head))),
        );
        for (row, cells) in (HEAD + 1..).zip(&self.rows) {
            said.extend((0..).zip(cells).map(|(column, cell)| (place(row, column), cell.said())));
        }
        said
    }
}

impl SheetCell {
    fn said(&self) -> CellSays {
        match self {
            Self::Text(text) | Self::Link(text) => CellSays::words(text),
            Self::Number(value) => CellSays::words(&number(*value).to_string()),
            Self::Live(formula, result) => {
                CellSays { says: number(*result).to_string(), by: formula.clone() }
            }
            Self::Judged(formula, result) => CellSays { says: result.clone(), by: formula.clone() },
        }
    }
}

impl WorkbookTranscript {
    /// What a file says.
    ///
    /// # Errors
    /// It is no workbook, in a few words.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let refused = |error: calamine::XlsxError| format!("it is no workbook: {error}");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
        let mut sheets = BTreeMap::new();
        for name in book.sheet_names() {
            let mut said: BTreeMap<String, CellSays> = BTreeMap::new();
            // Cell by cell: a corner far away would make a whole range of a sheet.
            let mut cells = book.worksheet_cells_reader(&name).map_err(refused)?;
            while let Some(cell) = cells.next_cell_with_formula().map_err(refused)? {
                let says = shown(&Data::from(cell.value));
                let by = cell.formula.unwrap_or_default();
                if !says.is_empty() || !by.is_empty() {
                    said.insert(place(cell.pos.0, cell.pos.1), CellSays { says, by });
                }
            }
            drop(cells);
            sheets.insert(name, said);
        }
        Ok(Self(sheets))
    }

    /// Where `found` says something else, a line each.
    pub fn differences(&self, found: &Self) -> Vec<String> {
        let mut told = vec![];
        for name in found.0.keys().filter(|name| !self.0.contains_key(*name)) {
            told.push(format!("the sheet {name} was not published"));
        }
        for (name, published) in &self.0 {
            let Some(found) = found.0.get(name) else {
                told.push(format!("the sheet {name} was taken out"));
                continue;
            };
            // As almost always: nothing is looked for then.
            if found == published {
                continue;
            }
            for (place, was) in published {
                match found.get(place) {
                    Some(is) if !is_same(&is.says, &was.says) => {
                        told.push(format!("{name}!{place} says {}, {} was published", is.says, was.says));
                    }
                    Some(is) if is.by != was.by && evened(&is.by) != evened(&was.by) => {
                        let [is, was] =
                            [is, was].map(|it| if it.by.is_empty() { "no formula" } else { &it.by });
                        told.push(format!("{name}!{place} computes {is}, {was} was published"));
                    }
                    Some(_) => {}
                    None => told.push(format!("{name}!{place} says nothing, {} was published", was.says)),
                }
            }
            for (place, is) in found.iter().filter(|(place, _)| !published.contains_key(*place)) {
                told.push(format!("{name}!{place} says {}, nothing was published", is.says));
            }
        }
        told
    }

    /// How many cells hold a number.
    pub fn numbers(&self) -> usize {
        self.0.values().flat_map(BTreeMap::values).filter(|it| it.says.parse::<f64>().is_ok()).count()
    }
}

/// Whether two cells say the same: spreadsheets that write a file anew keep fifteen digits of a number.
fn is_same(is: &str, was: &str) -> bool {
    is == was || is_rounded(is, was).unwrap_or(false)
}

/// Whether a number is another one to fifteen digits; none where one of them is no number.
fn is_rounded(is: &str, was: &str) -> Option<bool> {
    let digits = was.bytes().filter(u8::is_ascii_digit).count();
    let power: i32 = format!("{:e}", was.parse::<f64>().ok()?).split_once('e')?.1.parse().ok()?;
    // As decimals: of a binary fraction the half of a last digit is not always half of it.
    let (is, was): (Decimal, Decimal) = (is.parse().ok()?, was.parse().ok()?);
    let last = Decimal::from_scientific(&format!("1e{}", power - LAST)).ok()?;
    Some(digits > 15 && ((is - was).abs() * Decimal::TWO) <= last)
}

/// How far the last of fifteen digits stands behind the first.
const LAST: i32 = 14;

/// A formula whose numbers are written in one way: `1.573E2` is `157.3` to whoever writes the file anew.
fn evened(formula: &str) -> String {
    let (mut out, mut rest, mut quote) = (String::new(), formula, None);
    while let Some(c) = rest.chars().next() {
        let is_name = out.ends_with(|before: char| before.is_alphanumeric() || "_$.".contains(before));
        let length = if quote.is_none() && !is_name { literal(rest) } else { 0 };
        if let Ok(number) = rest[..length].parse::<f64>() {
            write!(out, "{number:e}").expect("writing to memory does not fail");
            // A number ends there: what follows it is no part of it.
            rest = &rest[length..];
            continue;
        }
        match quote {
            None if c == '"' || c == '\'' => quote = Some(c),
            Some(open) if c == open => quote = None,
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// How long the number is that a text begins with.
fn literal(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    if end == 0 {
        return 0;
    }
    if text[end..].starts_with('.') {
        end += 1 + digits(end + 1);
    }
    let power = text[end..].starts_with('E').then(|| {
        let sign = usize::from(text[end + 1..].starts_with(['+', '-']));
        (sign, digits(end + 1 + sign))
    });
    power.filter(|it| it.1 > 0).map_or(end, |(sign, digits)| end + 1 + sign + digits)
}

fn shown(value: &Data) -> String {
    match value {
        Data::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// `E6` for row 5 and column 4, both counted from 0.
fn place(row: u32, column: u32) -> String {
    // The largest sheet has three letters and seven digits.
    let mut place = String::with_capacity(10);
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        place.insert(0, char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    write!(place, "{}", row.saturating_add(1)).expect("writing to memory does not fail");
    place
}

#[cfg(test)]
mod tests {
    use super::{evened, is_same};

    #[test]
    fn a_number_is_the_same_in_fifteen_digits_and_in_no_fewer() {
        for (is, was) in [
            ("29865043211.7161", "29865043211.71612"),
            ("2366.30558925139", "2366.305589251385"),
            ("5923606560.06527", "5923606560.065265"),
        ] {
            assert!(is_same(is, was), "{is} {was}");
        }
        for (is, was) in [("29865043211.7162", "29865043211.71612"), ("12.3", "12.30"), ("1400", "1357.8")] {
            assert!(!is_same(is, was), "{is} {was}");
        }
    }

    #[test]
    fn a_formula_is_the_same_however_its_numbers_are_written() {
        let published = "IF(ABS(E10-F$10)<=1.573E2,\"1.50 agrees\",'T 1.0'!A1*2.410E-9)";
        let anew = "IF(ABS(E10-F$10)<=157.3,\"1.50 agrees\",'T 1.0'!A1*0.00000000241)";
        assert_eq!(evened(published), evened(anew));
        for (old, new) in
            [("E10", "E100"), ("1.573E2", "1.573E3"), ("1.50", "1.5"), ("A1*", "A10*"), ("F$10", "F$1E1")]
        {
            assert_ne!(evened(published), evened(&published.replace(old, new)), "{old}");
        }
    }
}
