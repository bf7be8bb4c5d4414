//! How tables write time: years with marks, months, and what looks like either.
//!
//! A year is taken only where the text can mean nothing else. `2011-12` is the December of 2011 or a
//! year that begins in 2011 and ends in 2012: what stands beside it decides, or nothing does.

use super::label::plain;
use crate::data::{
    period::{MONTHS_EN, Period},
    status::Status,
};

/// A text that speaks of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeText {
    /// A year or a month, and the mark that stands with it.
    Period(Period, Option<YearMark>),
    /// `2011-12`, `2022-1`: a month if what stands beside it proves that.
    Either(Period),
    /// A time that no observation is of here; what it is, for a message.
    Unread(&'static str),
}

/// A mark on a year: `p`, 初步核算, ①.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearMark {
    Known(Status),
    /// One that the table explains, or nobody.
    Open(String),
}

const QUARTER: &str = "a quarter";
const HALF: &str = "half a year";
/// 2011-12 where 12 is 2012, and the like.
pub const SPAN: &str = "a year that begins in one calendar year and ends in the next, or several years";
const SUM: &str = "months added up";
/// A day of a year.
pub const DAY: &str = "a day";
/// A year with a decimal, which may be anything else, too.
pub const POINT: &str = "a year with a decimal: .1 may be January or October";
const ERA: &str = "a year of another era: 民國112年 is 2023, 令和5年 is 2023";
const FISCAL: &str = "a fiscal year";
const FORECAST: &str = "a forecast or an aim";
/// As English and its abbreviations begin them.
pub const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a text that may speak of time; `None` when it does not.
pub fn written(text: &str) -> Option<TimeText> {
    let text = plain(text).replace(' ', "").to_lowercase();
    // Y2023 is how some files make a name of a year.
    let text = text.strip_prefix('y').filter(|rest| leading_year(rest).is_some()).unwrap_or(&text);
    let Some((year, rest)) = leading_year(text) else { return without_leading_year(text) };
    let (rest, mark) = without_mark(rest, year);
    if mark == Some(YearMark::Open(FORECAST.to_owned())) {
        return Some(TimeText::Unread(FORECAST));
    }
    let whole = || year.parse().ok().map(|period| TimeText::Period(period, mark.clone()));
    let trimmed = rest.trim_end_matches(['度', '末', '底', '份']);
    if matches!(trimmed, "" | "年" | "-a1") || is_zeros(rest) {
        return whole();
    }
    if let Some(month) = trimmed.strip_prefix('年').and_then(|it| it.strip_suffix('月')) {
        return match month_of(year, month) {
            Some(period) => Some(TimeText::Period(period, mark)),
            None => month.contains(['-', '~', '—', '至']).then_some(TimeText::Unread(SUM)),
        };
    }
    if let Some(month) = rest.strip_prefix("-m").or_else(|| rest.strip_prefix('m')) {
        return Some(TimeText::Period(month_of(year, month)?, mark));
    }
    if is_quarter(trimmed.trim_start_matches(['年', '-'])) {
        return Some(TimeText::Unread(QUARTER));
    }
    if rest.contains("半年") || matches!(rest.trim_start_matches('-'), "h1" | "h2" | "s1" | "s2") {
        return Some(TimeText::Unread(HALF));
    }
    after_dash(year, rest)
}

/// The year that evidence of neighbours makes of it: `is_month` says whether they prove months.
pub fn resolved(written: &TimeText, is_month: bool) -> Option<(Period, Option<&YearMark>)> {
    match written {
        TimeText::Period(period, mark) => Some((*period, mark.as_ref())),
        TimeText::Either(period) if is_month => Some((*period, None)),
        TimeText::Either(_) | TimeText::Unread(_) => None,
    }
}

/// Whether texts side by side prove that those of the form `2011-12` are months: one of them cannot
/// be a year that ends in the next, nor a quarter, and none is such a year.
pub fn proves_months<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let mut is_proven = false;
    for text in texts {
        match written(text) {
            Some(TimeText::Unread(SPAN)) => return false,
            Some(TimeText::Either(period)) => {
                let text = plain(text);
                let month = u16::from(period.month().unwrap_or_default());
                let ends_next_year = (period.calendar_year() + 1) % 100 == month;
                let has_two_digits = text.rsplit('-').next().is_some_and(|it| it.trim().len() == 2);
                is_proven |= if has_two_digits { !ends_next_year } else { month > 4 };
            }
            _ => {}
        }
    }
    is_proven
}

/// Every year that a text names: 2022年数据, Table 3, 2019–2023.
pub fn years(text: &str) -> Vec<u16> {
    let text = plain(text);
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    runs.filter_map(|run| run.parse().ok()).filter(|year| (1900..=2100).contains(year)).collect()
}

fn leading_year(text: &str) -> Option<(&str, &str)> {
    let year = text.get(..4)?;
    let number = year.parse::<u16>().ok()?;
    // Any other number of four digits is a value, and so is one of five.
    let is_year = (1900..=2100).contains(&number) && !text[4..].starts_with(|c: char| c.is_ascii_digit());
    is_year.then(|| text.split_at(4))
}

/// 民國112年, FY2023, 2nd quarter: time that does not begin with a year of the common era.
fn without_leading_year(text: &str) -> Option<TimeText> {
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    for era in ["民國", "民国", "令和", "平成", "昭和", "大正"] {
        if let Some(rest) = text.strip_prefix(era) {
            let year = rest.trim_end_matches(['度', '末', '底']).trim_end_matches('年');
            return (is_number(year) || year == "元").then_some(TimeText::Unread(ERA));
        }
    }
    if let Some(rest) = text.strip_prefix("fy") {
        return leading_year(rest).map(|_| TimeText::Unread(FISCAL));
    }
    let end = text.get(text.len().checked_sub(4)?..)?;
    let (year, "") = leading_year(end)? else { return None };
    let start = text[..text.len() - 4].trim_end_matches(['-', '/', ',', '.', '_']);
    if is_quarter(start) || is_quarter(&start.chars().rev().collect::<String>()) {
        return Some(TimeText::Unread(QUARTER));
    }
    let month = MONTHS.iter().position(|month| start.starts_with(month))?;
    // Jan-Sep 2023, January to September: not the first of them.
    if MONTHS.iter().any(|later| start[MONTHS[month].len()..].contains(later)) {
        return Some(TimeText::Unread(SUM));
    }
    if !MONTHS_EN[month].to_lowercase().starts_with(start) {
        return None;
    }
    month_of(year, &(month + 1).to_string()).map(|period| TimeText::Period(period, None))
}

fn month_of(year: &str, month: &str) -> Option<Period> {
    let is_month = matches!(month.len(), 1 | 2) && month.bytes().all(|byte| byte.is_ascii_digit());
    is_month.then(|| format!("{year}-{month:0>2}").parse().ok()).flatten()
}

fn is_zeros(rest: &str) -> bool {
    rest.strip_prefix('.').is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte == b'0'))
}

fn is_quarter(text: &str) -> bool {
    let text = text.trim_start_matches('第');
    let number = |it: &str| matches!(it, "1" | "2" | "3" | "4" | "一" | "二" | "三" | "四");
    let stems = [text.strip_suffix("季度"), text.strip_suffix('季'), text.strip_prefix('q')];
    stems.into_iter().flatten().any(number)
}

/// What follows a year after a dash, a point or a stroke.
fn after_dash(year: &str, rest: &str) -> Option<TimeText> {
    let (sign, after) = rest.split_at_checked(rest.chars().next()?.len_utf8())?;
    let after = after.trim_end_matches(['年', '度']);
    let is_number = !after.is_empty() && after.bytes().all(|byte| byte.is_ascii_digit());
    if sign == "-"
        && matches!(after.split('-').collect::<Vec<_>>()[..], [month, day] if month.len() <= 2 && day.len() <= 2 && !day.is_empty())
    {
        return Some(TimeText::Unread(DAY));
    }
    match (sign, after.len()) {
        _ if !is_number => None,
        ("-", 1 | 2) => Some(month_of(year, after).map_or(TimeText::Unread(SPAN), TimeText::Either)),
        ("-" | "/" | "–" | "—" | "~", 2 | 4) => Some(TimeText::Unread(SPAN)),
        (".", 1 | 2) => Some(TimeText::Unread(POINT)),
        _ => None,
    }
}

/// Takes the mark off what follows a year: a sign or letter at its end, a bracket.
fn without_mark<'a>(rest: &'a str, year: &str) -> (&'a str, Option<YearMark>) {
    for (open, close) in [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】')] {
        let inner = rest.strip_suffix(close).and_then(|it| it.split_once(open));
        if let Some((before, inner)) = inner {
            let is_code = inner.strip_prefix("yr") == Some(year);
            return (before, (!is_code).then(|| mark(inner)));
        }
    }
    let is_sign = |c: char| is_mark(c) || matches!(c, 'p' | 'e' | 'f' | 'r' | 'b' | 'u');
    let before = rest.trim_end_matches(is_sign);
    let is_after_year =
        matches!(before.trim_end_matches(['度', '末', '底']), "" | "年") || before.ends_with('月');
    if before.len() == rest.len() || !is_after_year {
        return (rest, None);
    }
    (before, Some(mark(&rest[before.len()..])))
}

/// Whether a sign refers to a note: ①, *, †, a superscript.
pub fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁰'..='ⁿ' | 'ᵃ'..='ᶻ' | '①'..='⓿' | '❶'..='➓' | '※' | '△' | '▲')
}

fn mark(text: &str) -> YearMark {
    match text.trim_end_matches('数') {
        "f" | "预测" | "目标" | "forecast" | "projected" | "projection" => {
            YearMark::Open(FORECAST.to_owned())
        }
        other => known(other).map_or_else(|| YearMark::Open(text.to_owned()), YearMark::Known),
    }
}

/// The status that a mark stands for wherever it is used: the letters of statistical offices, and words.
pub fn known(text: &str) -> Option<Status> {
    Some(match text.to_lowercase().as_str() {
        "p" | "初步核算" | "初步" | "初步统计" | "快报" | "provisional" | "preliminary" | "prel." => {
            Status::P
        }
        "e" | "预计" | "估计" | "推算" | "estimate" | "estimated" => Status::E,
        "b" => Status::B,
        "u" => Status::U,
        "a" => Status::A,
        _ => return None,
    })
}
