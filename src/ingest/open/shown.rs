//! A workbook's cell as its sheet shows it.

use calamine::{Data, DataRef, DataType, ExcelDateTime};

use super::number_format::shown_number;

/// The text of a cell whose number format is `format`; blank for an empty one.
pub fn shown(value: &DataRef<'_>, format: &str) -> String {
    match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        other => text_of(&Data::from(other.clone()), format),
    }
}

/// As [`shown`], of a value that is read as a whole.
pub fn text_of(value: &Data, format: &str) -> String {
    match value {
        Data::Float(number) => shown_number(*number, format),
        #[expect(clippy::cast_precision_loss, reason = "a workbook stores every number as a float")]
        Data::Int(number) => shown_number(*number as f64, format),
        Data::DateTime(date) if date.is_datetime() => day(date, format),
        // 36:00 is stored as 1.5, and is no number of either.
        Data::DateTime(length) => format!("{} (a length of time)", length.as_f64()),
        Data::DateTimeIso(date) => date.split('T').next().unwrap_or_default().to_owned(),
        Data::Empty => String::new(),
        other => other.as_string().unwrap_or_else(|| other.to_string()),
    }
}

/// A day as its format shows it where that is a year, or a year and a month; else in full.
fn day(date: &ExcelDateTime, format: &str) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    let whole = format!("{year:04}-{month:02}-{day:02}");
    let (years, months) = (format!("{year:04}"), format!("{month:02}"));
    let mut shown = String::new();
    let mut chars = format.split(';').next().unwrap_or_default().chars().peekable();
    while let Some(c) = chars.next() {
        let mut length = 1;
        while matches!(c, 'y' | 'm' | 'e') && chars.next_if_eq(&c).is_some() {
            length += 1;
        }
        match (c, length) {
            ('y', 3..) | ('e', _) => shown += &years,
            ('m', 1) => shown += &month.to_string(),
            ('m', 2) => shown += &months,
            ('"', _) => shown.extend(chars.by_ref().take_while(|c| *c != '"')),
            ('\\', _) => shown.extend(chars.next()),
            ('[', _) => drop(chars.by_ref().take_while(|c| *c != ']').count()),
            ('_' | '*', _) => drop(chars.next()),
            ('-' | '/' | '.' | ' ' | '年' | '月', _) => shown.push(c),
            // A day, an hour, a month by its name, a year of two digits.
            _ => return whole,
        }
    }
    if shown.contains(&years) { shown } else { whole }
}
