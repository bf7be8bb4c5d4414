//! Paces: a growth over several years is no growth of a year, and what is said to be one is.

use super::{BoundNumber, NumberFault};
use crate::{
    data::{fact::Fact, metric::Metric},
    lang::Lang,
};

/// Words behind a number that make it one of every year.
const A_YEAR_EN: &[&str] = &[
    "a year",
    "per year",
    "per annum",
    "p.a.",
    "annually",
    "each year",
    "every year",
    "yearly",
    "year after year",
];

/// Words of its clause before it that do.
const YEARLY_EN: &[&str] =
    &["annual average", "average annual", "annual rate", "annually", "each year", "every year"];
const YEARLY_ZH: &[&str] = &["年均", "每年", "逐年", "年平均", "平均每年"];

/// Words that compare with the year before.
const ON_THE_YEAR_EN: &[&str] = &["year on year", "year-on-year", "on the year", "yoy", "y-o-y"];
const ON_THE_YEAR_ZH: &[&str] = &["同比", "比上年", "较上年", "比去年", "较去年"];

/// Words that compare with the month or the quarter before: no fact does.
const ON_THE_MONTH: &[&str] =
    &["环比", "month on month", "month-on-month", "quarter on quarter", "quarter-on-quarter"];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let shown = place.shown_fact()?;
    let fact = place.run.fact(shown)?;
    let years = fact.key.period.years_since(fact.key.base()?);
    let is_change =
        [Metric::PercentChange, Metric::AbsoluteChange, Metric::PointChange].contains(&fact.key.metric());
    let (before, behind) = (place.clause().to_lowercase(), place.behind().trim_start().to_lowercase());
    let says = |before_words: &[&str], behind_words: &[&str]| {
        let word = before_words.iter().find(|it| before.contains(**it));
        word.or_else(|| behind_words.iter().find(|it| behind.starts_with(**it))).map(|it| (*it).to_owned())
    };
    let (yearly, on_the_year) = match place.run.lang {
        Lang::En => (says(YEARLY_EN, A_YEAR_EN), says(ON_THE_YEAR_EN, ON_THE_YEAR_EN)),
        Lang::Zh => (says(YEARLY_ZH, &[]), says(ON_THE_YEAR_ZH, &[])),
    };
    let is_several = is_change && years > 1;
    let said = yearly.filter(|_| is_several);
    let said = said.or_else(|| on_the_year.filter(|_| is_several || fact.key.metric() == Metric::AnnualRate));
    let said =
        said.or_else(|| says(ON_THE_MONTH, ON_THE_MONTH).filter(|_| fact.key.period.month().is_none()))?;
    Some(fault(&said, &shown.shown, fact, years))
}

fn fault(said: &str, shown: &str, fact: &Fact, years: i32) -> NumberFault {
    NumberFault {
        code: "wrong-pace",
        message: format!("{said} is said of {shown}, and {} is of {years} years", fact.id),
        help: "declare the fact with metric = \"annual_rate\", or with base = \"previous\"",
    }
}
