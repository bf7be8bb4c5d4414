//! Reading: a shown number becomes a magnitude again.

use rust_decimal::Decimal;

use crate::lang::Lang;

/// A number as a reader understands it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// In whole units: yuan, %, places.
    pub value: Decimal,
    /// What one unit of the last digit is worth.
    pub place: Decimal,
}

/// Reads a fact as it is shown: 超过2.7万家, −0.18个百分点, 第23位; more than 27,000, 23rd,
/// $29.87 billion. None for what is no number.
pub fn read(shown: &str, lang: Lang) -> Option<Reading> {
    let start = shown.find(|c: char| c.is_ascii_digit())?;
    let is_negative = shown[..start].ends_with(['−', '-']);
    let length = shown[start..].find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
    let end = start + length.unwrap_or(shown.len() - start);
    let digits = shown[start..end].replace(',', "");
    let digits: Decimal = digits.trim_end_matches('.').parse().ok()?;
    let factor = Decimal::from(10_u64.pow(exponent(&shown[end..], lang)));
    let value = if is_negative { -digits } else { digits } * factor;
    Some(Reading { value, place: Decimal::new(1, digits.scale()) * factor })
}

/// The power of ten that the words behind the digits mean.
fn exponent(after: &str, lang: Lang) -> u32 {
    let words: &[(&str, u32)] = match lang {
        Lang::Zh => &[("万亿", 12), ("亿", 8), ("万", 4)],
        Lang::En => &[("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)],
    };
    let after = after.trim_start();
    words.iter().find(|(word, _)| after.starts_with(word)).map_or(0, |(_, exponent)| *exponent)
}

impl Reading {
    /// Whether two readings can be of one value: they agree within the coarser one's last digit.
    pub fn agrees(self, other: Self) -> bool {
        (self.value - other.value).abs() * Decimal::TWO <= self.place.max(other.place)
    }

    /// Whether two readings that agree also say how exact they are alike. Zeros at the end of a
    /// whole number say nothing: 27,000 is as exact as 2.7万.
    pub fn is_as_exact_as(self, other: Self) -> bool {
        let (fine, coarse) = if self.place <= other.place { (self, other) } else { (other, self) };
        fine.place == coarse.place || fine.place >= Decimal::ONE && (fine.value % coarse.place).is_zero()
    }
}
