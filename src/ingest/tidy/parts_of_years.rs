//! Years whose months or quarters stand in another column: year 2012, period M01; 年份 2012, 月份 1.
//!
//! Without that column a month would be read as its year, so it is no column that may be left out: the two are
//! read as one time.

use super::lexicon::{Holds, heading};
use crate::ingest::{
    calendar::MONTHS,
    label::{name_key, plain},
    table::{Cell, Sheet},
};

/// The sheet with year and part in one column, where it has both; `None` where it has not.
///
/// A part that is the whole year (M13, the average of BLS; A01) leaves the year; a quarter or half makes a time
/// that is refused by its name.
pub fn joined(sheet: &Sheet) -> Option<Sheet> {
    let (headings, body) = sheet.rows.split_first()?;
    let key = |cell: &Cell| name_key(&cell.text);
    let year = headings.iter().position(|cell| {
        heading(&cell.text) == Some(Holds::Periods) && key(cell) != "period" && !key(cell).starts_with("time")
    })?;
    let part = headings.iter().position(|cell| {
        let words = [
            "period",
            "month",
            "quarter",
            "月",
            "月份",
            "月别",
            "季",
            "季度",
            "四半期",
            "mois",
            "monat",
            "mes",
        ];
        words.contains(&key(cell).as_str())
    })?;
    let is_of_quarters = matches!(key(&headings[part]).as_str(), "quarter" | "季" | "季度" | "四半期");
    let time = |row: &Vec<Cell>| {
        let (year, part) = (plain(&row.get(year)?.text), plain(&row.get(part)?.text));
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| part_of_year(&part, is_of_quarters)).flatten().map(|part| year + &part)
    };
    let times = body.iter().map(time).collect::<Option<Vec<_>>>().filter(|times| !times.is_empty())?;
    let mut rows = sheet.rows.clone();
    rows[0][part] = rows[0][part].reading("");
    for (row, time) in rows[1..].iter_mut().zip(&times) {
        row[year] = row[year].reading(time);
        row[part] = row[part].reading("");
    }
    Some(Sheet { rows, ..sheet.clone() })
}

/// What a part adds to its year: `-M01`, `Q1`, nothing.
fn part_of_year(text: &str, is_quarter: bool) -> Option<String> {
    let text = text.to_lowercase().replace(' ', "");
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let month = |number: u32| (1..=12).contains(&number).then(|| format!("-M{number:02}"));
    if matches!(text.as_str(), "m13" | "a01" | "a1" | "a" | "annual" | "s03" | "q05" | "全年" | "年") {
        return Some(String::new());
    }
    if let Some(rest) = text.strip_prefix('m').and_then(number) {
        return month(rest);
    }
    if let Some(rest) = text.strip_prefix('q').and_then(number).filter(|it| (1..=4).contains(it)) {
        return Some(format!("Q{rest}"));
    }
    if let Some(rest) = text.strip_prefix(['s', 'h']).and_then(number).filter(|it| (1..=2).contains(it)) {
        return Some(format!("H{rest}"));
    }
    let bare = text.trim_start_matches('第').trim_end_matches("季度").trim_end_matches(['月', '季']);
    if let Some(number) = number(bare) {
        let quarter = || (1..=4).contains(&number).then(|| format!("Q{number}"));
        return if is_quarter || text.contains('季') { quarter() } else { month(number) };
    }
    if let Some(at) =
        ["一", "二", "三", "四"].iter().position(|it| *it == bare).filter(|_| text.contains('季'))
    {
        return Some(format!("Q{}", at + 1));
    }
    let at = MONTHS.iter().position(|month| text.starts_with(month))?;
    month(u32::try_from(at + 1).ok()?)
}
