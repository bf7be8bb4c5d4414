//! A workbook's cell as its sheet shows it.
//!
//! A workbook stores 1215 for what it shows as 1215.0. The decimals that the cell's format asks for
//! belong to the number that was published; digits beyond them are kept, since nobody rounds twice.

use calamine::{Data, DataRef, DataType};
use rust_decimal::Decimal;

/// The text of a cell whose number format is `format`; blank for an empty one.
pub fn shown(value: &DataRef<'_>, format: &str) -> String {
    match value {
        DataRef::Float(number) => formatted(*number, format),
        #[expect(clippy::cast_precision_loss, reason = "a workbook stores every number as a float")]
        DataRef::Int(number) => formatted(*number as f64, format),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Empty => String::new(),
        other => text_of(&Data::from(other.clone())),
    }
}

/// The text of a cell whose format is not known.
pub fn text_of(value: &Data) -> String {
    match value {
        Data::Float(number) => formatted(*number, ""),
        Data::Int(number) => number.to_string(),
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(date) => date.split('T').next().unwrap_or_default().to_owned(),
        other => other.as_string().unwrap_or_else(|| other.to_string()),
    }
}

fn formatted(number: f64, format: &str) -> String {
    let plain = digits(number);
    // The part for positive numbers; colours, conditions and units stand in brackets or quotes.
    let section = format.split(';').next().unwrap_or_default();
    let Ok(mut value) = Decimal::from_str_exact(&plain) else { return plain };
    let is_percent = section.contains('%') && !section.contains('"');
    if is_percent {
        let Some(hundredfold) = value.checked_mul(Decimal::ONE_HUNDRED) else { return plain };
        value = hundredfold.normalize();
    }
    let decimals = section
        .split_once('.')
        .map_or(0, |(_, rest)| rest.chars().take_while(|c| *c == '0').take(11).fold(0, |count, _| count + 1));
    if value.scale() < decimals {
        value.rescale(decimals);
    }
    format!("{value}{}", if is_percent { "%" } else { "" })
}

/// The number as a spreadsheet writes it: to fifteen digits, which hides the noise of binary
/// fractions (0.1 + 0.2).
fn digits(number: f64) -> String {
    let shortest = number.to_string();
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return shortest;
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}
