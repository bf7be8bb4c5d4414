//! Numerals that are no measurements: dates in either language.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    data::period::{MONTHS_EN, Period},
    lang::Lang,
};

/// A day: 2025年2月28日, 28 February 2025.
pub fn day_in_words(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), MONTHS_EN[day.month0() as usize], day.year()),
    }
}

/// A year or a month: 2021年, 2025年1月; 2021, January 2025.
pub fn period_in_words(period: Period, lang: Lang) -> String {
    let year = period.calendar_year();
    match (period.month(), lang) {
        (None, Lang::Zh) => format!("{year}年"),
        (None, Lang::En) => year.to_string(),
        (Some(month), Lang::Zh) => format!("{year}年{month}月"),
        (Some(month), Lang::En) => format!("{} {year}", MONTHS_EN[usize::from(month) - 1]),
    }
}
