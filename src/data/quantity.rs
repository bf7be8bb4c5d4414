//! A number as its source printed it.

use std::{fmt, str::FromStr};

use rust_decimal::{Decimal, RoundingStrategy};
use schemars::JsonSchema;
use serde::Deserialize;

use super::interval::Interval;

/// A value exactly as its source printed it.
///
/// `12.30` and `12.3` are different quantities: the first stands for 12.295 … 12.305.
#[derive(Debug, Clone, Copy)]
pub struct Quantity(Decimal);

impl Quantity {
    /// The number.
    pub fn value(self) -> Decimal {
        self.0
    }

    /// Decimals as printed.
    pub fn decimals(self) -> u32 {
        self.0.scale()
    }

    /// The same quantity in a unit `places` powers of ten as large: 5.3 ‰ is 0.53 %, and both stand
    /// for the same values. `None` where it would have more decimals than a quantity can.
    pub fn in_larger_unit(self, places: u32) -> Option<Self> {
        let decimals = self.decimals() + places;
        let fits = usize::try_from(decimals).is_ok_and(|it| it <= MOST_DECIMALS);
        fits.then(|| Self(Decimal::from_i128_with_scale(self.0.mantissa(), decimals)))
    }

    /// The values that the printed digits can stand for: half a unit of the last digit each way.
    pub fn interval(self) -> Interval {
        let half = Decimal::new(5, self.decimals() + 1);
        Interval::new(Some(self.0 - half), Some(self.0 + half))
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 && self.0.scale() == other.0.scale()
    }
}

impl Eq for Quantity {}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Decimals that a quantity may have: its bounds have one more, and the columns of
/// [`super::observation`] hold twelve.
const MOST_DECIMALS: usize = 11;

/// Text that is no plain decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAQuantity;

impl FromStr for Quantity {
    type Err = NotAQuantity;

    /// Reads digits with at most one point and an optional sign; nothing else, no exponent. A number that begins
    /// with a zero too many is a code or a typing error: 0012.3.
    fn from_str(text: &str) -> Result<Self, NotAQuantity> {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_padded = whole.len() > 1 && whole.starts_with('0');
        if is_padded || !all_digits(whole) || !all_digits(fraction) || fraction.len() > MOST_DECIMALS {
            return Err(NotAQuantity);
        }
        Decimal::from_str_exact(text).map(Self).map_err(|_| NotAQuantity)
    }
}

/// How a value is rounded when it is shown; nothing is rounded before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// Half away from zero, 四舍五入.
    #[default]
    HalfAway,
    /// Half to even, GB/T 8170—2008.
    HalfEven,
}

impl Rounding {
    /// Rounds to `decimals` places.
    pub fn round(self, value: Decimal, decimals: u32) -> Decimal {
        let strategy = match self {
            Self::HalfAway => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
        };
        let mut rounded = value.round_dp_with_strategy(decimals, strategy);
        rounded.rescale(decimals);
        rounded
    }
}
