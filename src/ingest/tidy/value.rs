//! A value as a published table prints it: separators, signs for what is absent, percent signs, marks.
//!
//! The separators of a table are read in one way: what would be another number in another way of reading
//! them is asked about.

use std::borrow::Cow;

use super::{DescribedSheet, left_out::Unread};
use crate::{
    data::status::{Absence, Status},
    ingest::{label::plain, mark::may_be_mark, table::Cell},
};

/// What stands in a value's cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrintedValue<'a> {
    /// A number in plain digits, and the unit and the mark that stand with it.
    Number {
        digits: Cow<'a, str>,
        unit: Option<&'static str>,
        status: Option<Status>,
    },
    Absent(Absence),
    /// Anything else, to be reported as it stands.
    Text,
}

/// Cells at the head of a table among which its labels are.
const HEAD: usize = 4096;

/// How a table parts the digits of its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separators {
    /// `.` or `,`.
    decimal: char,
    /// Whether a space between digits parts thousands.
    has_spaces: bool,
}

/// As in German: 1.234,5.
const COMMA: Separators = Separators { decimal: ',', has_spaces: false };

impl Default for Separators {
    fn default() -> Self {
        Self { decimal: '.', has_spaces: true }
    }
}

impl Separators {
    /// Finds out how the numbers in `cells` are parted.
    ///
    /// # Errors
    /// The first cell that could be two numbers, or stands for another than those beside it.
    pub fn of<'a>(
        source: DescribedSheet<'_>,
        cells: impl Iterator<Item = &'a Cell>,
    ) -> Result<Self, (Unread, Cell)> {
        // Nobody who writes Han characters parts decimals with a comma.
        let mut texts = source.sheet.rows.iter().flatten().take(HEAD);
        let has_han = texts.any(|cell| cell.text.contains(crate::lang::is_han));
        let (mut points, mut commas, mut groups, mut spaces) = (None, None, None, None);
        let (mut has_groups, mut open_points) = (false, None);
        for cell in cells {
            let is_parted = |c: char| matches!(c, ',' | '.' | '，' | '．' | '\'' | '’') || c.is_whitespace();
            // Plain digits with a point among others, or one that can do nothing but part decimals.
            if let Some((whole, fraction)) = plain_parts(&cell.text) {
                let is_open = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
                let found = if is_open { &mut open_points } else { &mut points };
                if !fraction.is_empty() {
                    found.get_or_insert(cell);
                }
                continue;
            }
            if !cell.text.contains(is_parted) {
                continue;
            }
            let text = plain(&cell.text).replace('’', "'");
            let text = without_apostrophes(&text).unwrap_or(text);
            let text = text.trim_end_matches(['%', '‰']).trim_end();
            let digits = text.trim_start_matches(['-', '+']);
            if !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b' ')) {
                continue;
            }
            if digits.contains(' ') && digits.matches(' ').count() < 2 {
                spaces.get_or_insert(cell);
            }
            has_groups |= digits.matches([' ', ',']).count() > 1;
            if is_grouped(text) {
                groups.get_or_insert(cell);
            } else if digits.contains(',') && could_be_grouped(digits) {
                commas.get_or_insert((cell, false));
            } else if digits.matches(',').count() == 1
                && !digits.contains(' ')
                && digits.rfind('.') < digits.find(',')
            {
                commas = commas.filter(|(_, is_proof)| *is_proof).or(Some((cell, true)));
            } else if digits.matches('.').count() == 1 && !digits.contains([',', ' ']) {
                let is_open = without_separators(digits, COMMA).is_some();
                if is_open {
                    open_points.get_or_insert(cell)
                } else {
                    points.get_or_insert(cell)
                };
            }
        }
        let declared = source.declared.decimal;
        if let Some(decimal) = declared {
            return Ok(Self { decimal, has_spaces: true });
        }
        let has_points = points.is_some() || groups.is_some();
        match commas {
            // A comma that parts no thousands, where no point parts decimals: 0,444.
            Some((cell, true)) if !has_points => return Err((Unread::Decimal, cell.clone())),
            Some((cell, false)) if !has_points && !has_han => return Err((Unread::Decimal, cell.clone())),
            _ => {}
        }
        // 1.234 beside nothing that proves its point a decimal one. A workbook's numbers are no text.
        let is_text = source.sheet.name.is_none();
        if let Some(cell) = open_points.filter(|_| is_text && !has_points && !has_han) {
            return Err((Unread::Decimal, cell.clone()));
        }
        match spaces {
            Some(cell) if !has_groups => Err((Unread::Space, cell.clone())),
            _ => Ok(Self { decimal: '.', has_spaces: has_groups }),
        }
    }
}

/// Reads a cell. `symbols` and `marks` of the descriptor are what the table's own signs mean.
///
/// By the conventions of the China Statistical Yearbook: … is a value below the smallest unit of the
/// table, a blank is one that is not known; — is none, in the tables of bureaus. A blank never is 0.
pub fn printed<'a>(text: &'a str, source: DescribedSheet<'_>, separators: Separators) -> PrintedValue<'a> {
    if is_plain(text) && (separators.decimal == '.' || !text.contains('.')) {
        return PrintedValue::Number { digits: text.into(), unit: None, status: None };
    }
    let text = plain(text);
    let declared = source.declared;
    if let Some(absence) = declared.symbols.get(&text) {
        return PrintedValue::Absent(*absence);
    }
    let read = plainly_printed(&text, separators);
    if read != PrintedValue::Text || declared.marks.is_empty() {
        return read;
    }
    let marked = declared.marks.iter().filter(|(mark, _)| may_be_mark(mark)).find_map(|(mark, status)| {
        let rest = text.strip_suffix(plain(mark).as_str())?;
        let PrintedValue::Number { digits, unit, .. } = plainly_printed(rest.trim_end(), separators) else {
            return None;
        };
        Some(PrintedValue::Number { digits, unit, status: Some(*status) })
    });
    marked.unwrap_or(PrintedValue::Text)
}

/// As [`printed`], with nothing said of signs and marks.
pub fn plainly_printed(text: &str, separators: Separators) -> PrintedValue<'static> {
    let text = plain(text);
    if let Some(absence) = absent(&text) {
        return PrintedValue::Absent(absence);
    }
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number, Some("%")),
        None => text.strip_suffix('‰').map_or((text.as_str(), None), |number| (number, Some("‰"))),
    };
    let number = number.trim_end().replace('’', "'");
    let number = without_apostrophes(&number).unwrap_or(number);
    match without_separators(&number, separators) {
        Some(digits) => PrintedValue::Number { digits: digits.into(), unit, status: None },
        None => PrintedValue::Text,
    }
}

/// Whether a text is digits with at most a point between them: most values of most tables are.
fn is_plain(text: &str) -> bool {
    plain_parts(text).is_some()
}

/// What stands before and behind the point of such a text; nothing behind it where there is no point.
fn plain_parts(text: &str) -> Option<(&str, &str)> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match text.split_once('.') {
        Some((whole, fraction)) => (is_number(whole) && is_number(fraction)).then_some((whole, fraction)),
        None => is_number(text).then_some((text, "")),
    }
}

fn absent(text: &str) -> Option<Absence> {
    let is_all = |signs: &[char]| !text.is_empty() && text.chars().all(|c| signs.contains(&c));
    if text.is_empty() || matches!(text, "NaN" | "#N/A" | "n/a" | "N/A" | "NA" | "..") {
        Some(Absence::O)
    } else if is_all(&['…']) || text == "..." {
        Some(Absence::N)
    } else if is_all(&['-', '—', '–', '―', '─']) {
        Some(Absence::M)
    } else {
        None
    }
}

/// Whether commas part the thousands of a number and can do nothing else: there are two of them, or a
/// point behind them.
pub fn is_grouped(number: &str) -> bool {
    let digits = number.trim_start_matches(['-', '+']);
    let is_proven = digits.matches(',').count() > 1 || digits.contains(',') && digits.contains('.');
    is_proven && without_separators(digits, Separators { decimal: '.', has_spaces: false }).is_some()
}

/// Whether commas could part thousands: 1,111, but not 0,111.
fn could_be_grouped(digits: &str) -> bool {
    without_separators(digits, Separators::default()).is_some()
}

/// A number without the apostrophes that part its thousands, which can do nothing else: 1'234.5, as in
/// Switzerland. What else has one is no such number.
fn without_apostrophes(number: &str) -> Option<String> {
    let digits = number.trim_start_matches(['-', '+']);
    let whole = digits.split(['.', ',']).next().unwrap_or_default();
    let mut groups = whole.split('\'');
    let first = groups.next().unwrap_or_default();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = whole.contains('\'')
        && (1..=3).contains(&first.len())
        && is_number(first)
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && is_number(group));
    (is_grouped && number.matches('\'').count() == whole.matches('\'').count())
        .then(|| number.replace('\'', ""))
}

/// Plain digits: without what parts thousands, where it parts thousands, and with a point.
fn without_separators(number: &str, separators: Separators) -> Option<String> {
    let group = if separators.decimal == ',' { '.' } else { ',' };
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    let (whole, fraction) = digits.split_once(separators.decimal).unwrap_or((digits, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_group = |c: char| c == group || c == ' ' && separators.has_spaces;
    let mut groups = whole.split(is_group);
    let first = groups.next().unwrap_or_default();
    let rest = groups.collect::<Vec<_>>();
    let is_grouped = rest.iter().all(|group| group.len() == 3 && is_number(group));
    // No thousands begin with a zero.
    let begins = rest.is_empty() || first.len() <= 3 && !first.starts_with('0');
    let is_read = is_number(first) && is_grouped && begins && is_number(fraction);
    is_read.then(|| number.replace(is_group, "").replace(separators.decimal, "."))
}
