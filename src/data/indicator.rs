//! Indicators: what is measured, in which unit, and how its numbers are shown.

use serde::{Deserialize, Serialize};

use super::{
    code::code,
    unit::{MeasureCode, Scale},
};
use crate::lang::Bilingual;

code! {
    /// The code of an indicator, SDMX `INDICATOR`: `RD_EXP`.
    IndicatorCode
}

/// An indicator as `indicators.csv` describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    pub code: IndicatorCode,
    pub name: Bilingual,
    pub measure: MeasureCode,
    /// The word for the unit: 元 / yuan, 家 / enterprises, 台（套）/ sets; blank where a sign says it.
    pub unit: Bilingual,
    pub kind: IndicatorKind,
    pub direction: Direction,
    /// The multiple of the unit in which values are shown unless a fact says otherwise.
    pub scale: Scale,
    /// Decimals shown at `scale`, in Chinese; English follows with the same last digit.
    pub decimals: u32,
    /// Whether the values of the provinces add up to the country's: only then is a quotient of the two
    /// a share.
    #[serde(default = "yes")]
    pub makes_up_whole: bool,
    /// Further names under which tables print it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

fn yes() -> bool {
    true
}

/// What kind of number an indicator is; it decides which metrics make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndicatorKind {
    /// An amount that adds up over areas: yuan, square kilometres.
    Level,
    /// Things counted; adds up over areas.
    Count,
    /// A percentage of a whole; its change is in percentage points.
    Share,
    /// A place in a ranking, 1 the best; its change is places gained.
    Rank,
    /// A ratio of two units: yuan per dollar, patents per ten thousand people.
    Rate,
}

impl IndicatorKind {
    /// Whether the values of parts sum to the value of their whole.
    pub fn is_additive(self) -> bool {
        matches!(self, Self::Level | Self::Count)
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    Higher,
    Lower,
    Neither,
}
