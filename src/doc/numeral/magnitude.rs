//! Magnitudes: a number as it is written becomes a value again.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::lang::Lang;

/// A number as a reader understands it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Magnitude {
    /// In whole units: yuan, %, places.
    pub value: Decimal,
    /// What one unit of the last digit is worth.
    pub place: Decimal,
}

/// Reads a fact as it is shown: 超过2.7万家, −0.18个百分点, 第23位; more than 27,000, 23rd,
/// $29.87 billion. None for what is no number.
pub fn read(shown: &str, lang: Lang) -> Option<Magnitude> {
    all(shown, lang).into_iter().next()
}

/// Reads every number of a text, in order.
pub fn all(text: &str, lang: Lang) -> Vec<Magnitude> {
    let mut found = vec![];
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let is_negative = rest[..start].ends_with(['−', '-']);
        let length = rest[start..].find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',')));
        let end = start + length.unwrap_or(rest.len() - start);
        let digits = rest[start..end].replace(',', "");
        if let Ok(digits) = digits.trim_end_matches('.').parse::<Decimal>() {
            let factor = Decimal::from(10_u64.pow(exponent(&rest[end..], lang)));
            let value = if is_negative { -digits } else { digits } * factor;
            found.push(Magnitude { value, place: Decimal::new(1, digits.scale()) * factor });
        }
        rest = &rest[end..];
    }
    found
}

/// A text without the numbers that [`all`] reads, nor the words of scale and percent behind them.
pub fn without_digits(text: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        let scale = "万亿|[万亿]|trillion|billion|million|thousand|per ?cent|%";
        Regex::new(&format!("[0-9][0-9,.]*(?:[ \u{a0}-]?(?:{scale}))?")).expect("a pattern")
    });
    NUMBER.replace_all(text, " ").into_owned()
}

/// Numbers that are written in words where they count something or tell its place, from one on.
const WORDS: [[&str; 3]; 12] = [
    ["一", "one", "first"],
    ["二", "two", "second"],
    ["三", "three", "third"],
    ["四", "four", "fourth"],
    ["五", "five", "fifth"],
    ["六", "six", "sixth"],
    ["七", "seven", "seventh"],
    ["八", "eight", "eighth"],
    ["九", "nine", "ninth"],
    ["十", "ten", "tenth"],
    ["十一", "eleven", "eleventh"],
    ["十二", "twelve", "twelfth"],
];

/// The whole number of a numeral in words, if it is a plain count or rank: 第四个, 两家, five years, fourth. None for
/// what says another quantity: 三成, a fifth, twofold.
pub fn in_words(numeral: &str) -> Option<Decimal> {
    let numeral = numeral.to_lowercase();
    let mut parts = numeral.split_whitespace();
    let first = parts.next()?;
    let han = first.trim_start_matches(['第', '近', '约']).replace('两', "二");
    let counted = han.trim_end_matches(['个', '位', '名', '家', '项', '年', '次']);
    let number = WORDS.into_iter().zip(1_u32..).find_map(|([zh, cardinal, ordinal], number)| {
        (zh == counted || cardinal == first || ordinal == first).then_some(number)
    })?;
    let is_alone = parts.all(|part| !WORDS.as_flattened().contains(&part.trim_end_matches('s')));
    is_alone.then(|| number.into())
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

impl Magnitude {
    /// Whether two magnitudes can be of one value: they agree within the coarser one's last digit.
    pub fn agrees(self, other: Self) -> bool {
        (self.value - other.value).abs() * Decimal::TWO <= self.place.max(other.place)
    }

    /// Whether two magnitudes that agree also say how exact they are alike. Zeros at the end of a
    /// whole number say nothing: 27,000 is as exact as 2.7万.
    pub fn is_as_exact_as(self, other: Self) -> bool {
        let (fine, coarse) = if self.place <= other.place { (self, other) } else { (other, self) };
        fine.place == coarse.place || fine.place >= Decimal::ONE && (fine.value % coarse.place).is_zero()
    }
}
