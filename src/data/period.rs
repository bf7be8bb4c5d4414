//! Time periods: a year, or a month of one.

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The months in English, January first.
pub const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A time period, SDMX `TIME_PERIOD`: `2023` or `2025-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    /// 1 … 12, or 0 for the whole year, so that a year sorts before its months.
    month: u8,
}

impl Period {
    /// A calendar year.
    pub fn year(year: u16) -> Self {
        Self { year, month: 0 }
    }

    /// The calendar year that the period is, or lies in.
    pub fn calendar_year(self) -> u16 {
        self.year
    }

    /// The month, 1 … 12; none for a whole year.
    pub fn month(self) -> Option<u8> {
        Some(self.month).filter(|month| *month > 0)
    }

    /// The same period of the year before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.later(-1)
    }

    /// The same period so many years later, none before the year 1.
    #[must_use]
    pub fn later(self, years: i32) -> Self {
        let year = (i32::from(self.year)).saturating_add(years).clamp(1, 9999);
        Self { year: u16::try_from(year).unwrap_or(self.year), ..self }
    }

    /// Every period from `self` to `end`, a year apart, both included.
    pub fn through(self, end: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.year..=end.year).map(move |year| Self { year, ..self })
    }

    /// Whole years from `base` to `self`, the exponent's denominator of an annual rate.
    pub fn years_since(self, base: Self) -> i32 {
        i32::from(self.year) - i32::from(base.year)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            0 => write!(f, "{:04}", self.year),
            month => write!(f, "{:04}-{month:02}", self.year),
        }
    }
}

/// Text that is neither a year nor a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAPeriod;

impl fmt::Display for NotAPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time period: write a year (2023) or a month (2025-01)")
    }
}

impl std::error::Error for NotAPeriod {}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let (year, month) = text.split_once('-').unwrap_or((text, ""));
        let is_number = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(year, 4) || !(month.is_empty() && !text.contains('-') || is_number(month, 2)) {
            return Err(NotAPeriod);
        }
        let year = year.parse().map_err(|_| NotAPeriod)?;
        let month = if month.is_empty() { 0 } else { month.parse().map_err(|_| NotAPeriod)? };
        if year == 0 || month > 12 || (month == 0 && text.contains('-')) {
            return Err(NotAPeriod);
        }
        Ok(Self { year, month })
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Period {
    fn schema_name() -> Cow<'static, str> {
        "Period".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2})?$", "description": "A year or a month: 2024, 2024-06." })
    }
}
