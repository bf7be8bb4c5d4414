//! Units of measure, and the scales at which people read them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The code of a unit of measure, SDMX `UNIT_MEASURE`: `CNY`, `PT`.
pub type MeasureCode = String;

/// The unit codes that the program knows how to write in both languages.
pub const MEASURES: [&str; 11] =
    ["CNY", "USD", "CNY_PER_USD", "PT", "PP", "RANK", "PLACES", "COUNT", "ENT", "PAT", "KM2"];

/// Further codes that may be read and computed with, and are written as plain numbers.
pub const PLAIN_MEASURES: [&str; 3] = ["PS", "PAT_PER_10K_PS", "INDEX"];

/// Whether `code` is a unit of measure of this program.
pub fn is_measure(code: &str) -> bool {
    MEASURES.contains(&code) || PLAIN_MEASURES.contains(&code)
}

/// The multiple of a unit at which a value is shown.
///
/// Chinese counts in myriads, English in thousands: one scale is written as the word each
/// language uses, and the last digit shown stands at the same place in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// 1.
    #[default]
    One,
    /// 10⁴: 万; in English written out in full.
    Wan,
    /// 10⁸: 亿; English billion (10⁹), with one decimal more.
    Yi,
    /// 10¹²: 万亿, trillion.
    Wanyi,
}

impl Scale {
    /// The power of ten in Chinese.
    pub fn exponent(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Wan => 4,
            Self::Yi => 8,
            Self::Wanyi => 12,
        }
    }

    /// The power of ten in English.
    pub fn exponent_en(self) -> u32 {
        match self {
            Self::One | Self::Wan => 0,
            Self::Yi => 9,
            Self::Wanyi => 12,
        }
    }

    /// The value of one unit at this scale: 10⁸ for 亿.
    pub fn factor(self) -> Decimal {
        Decimal::from(10_u64.pow(self.exponent()))
    }
}
