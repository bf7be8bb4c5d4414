//! Numerals that are no measurements: section numbers and dates in either language.

use chrono::{Datelike as _, NaiveDate};

use crate::{
    data::period::{MONTHS_EN, Period},
    doc::lang::Lang,
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

/// The number of a section: 一、 in Chinese (GB/T 9704), 1 in English.
pub fn section_number(number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}、", in_chinese(number)),
        Lang::En => number.to_string(),
    }
}

/// The number of a subsection: （一） in Chinese, 1.1 in English.
pub fn subsection_number(section: usize, number: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("（{}）", in_chinese(number)),
        Lang::En => format!("{section}.{number}"),
    }
}

/// A number from 1 to 99 in Chinese: 九, 十, 十一, 二十一.
fn in_chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10 % 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}
