//! Observations: one value for an indicator, a reference area, a time period and a vintage.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use polars::prelude::*;
use rust_decimal::Decimal;

use super::{
    area::AreaCode,
    indicator::IndicatorCode,
    interval::Interval,
    period::Period,
    provenance::CellRef,
    quantity::Quantity,
    source::SourceCode,
    status::{Absence, Qualifier, Status},
    unit::MeasureCode,
};

/// The columns of [`Observations`], named as in SDMX where SDMX has a name.
pub mod col {
    pub const INDICATOR: &str = "INDICATOR";
    pub const REF_AREA: &str = "REF_AREA";
    pub const TIME_PERIOD: &str = "TIME_PERIOD";
    pub const VINTAGE: &str = "VINTAGE";
    pub const FAMILY: &str = "FAMILY";
    pub const SOURCE: &str = "SOURCE_ID";
    /// The value in whole units of measure (yuan, not 亿元), a decimal of scale [`super::SCALE`].
    pub const OBS_VALUE: &str = "OBS_VALUE";
    /// The lower end of the values that `OBS_VALUE` stands for; null when unbounded.
    pub const LO: &str = "LO";
    /// The upper end; null when unbounded.
    pub const HI: &str = "HI";
    /// The position of the observation in [`super::Observations::rows`].
    pub const ROW: &str = "ROW";
}

/// Decimals of every decimal column: enough for a share of a share, and 10²⁶ units fit above them.
pub const SCALE: u32 = 12;

/// The decimal type of every column of values.
pub const VALUE_TYPE: DataType = DataType::Decimal(38, SCALE as usize);

/// One value with all that its source says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    pub indicator: IndicatorCode,
    pub area: AreaCode,
    pub period: Period,
    /// The day on which the value was published.
    pub vintage: NaiveDate,
    /// The state of the accounts that the value belongs to; empty where there is only one.
    pub family: String,
    pub printed: Quantity,
    pub measure: MeasureCode,
    /// The power of ten that `printed` is to be multiplied by, SDMX `UNIT_MULT`.
    pub multiplier: u32,
    /// Whether it counts things in a unit that an editor has defined: 张, 所. People are estimated as often as counted.
    pub is_counted: bool,
    pub status: Status,
    pub qualifier: Qualifier,
    pub source: SourceCode,
    pub cell: CellRef,
}

impl Observation {
    /// The value in whole units of measure.
    pub fn value(&self) -> Decimal {
        self.printed.value() * self.factor()
    }

    /// The values that it can stand for, in whole units of measure.
    ///
    /// "More than" leaves the upper end open; "about" doubles the half unit of the last digit. A
    /// count written in whole units, like a rank, is exact.
    pub fn bounds(&self) -> Interval {
        let value = self.value();
        let slack = self.slack() * self.factor();
        let hi = (self.qualifier != Qualifier::MoreThan).then_some(value + slack);
        Interval::new(Some(value - slack), hi)
    }

    /// How far from its true value a print may be, in its own unit: half a unit of the last digit, a
    /// whole one for "about"; nothing below what is "more than" printed, and for a whole count.
    pub fn slack(&self) -> Decimal {
        let half = Decimal::new(5, self.printed.decimals() + 1);
        match self.qualifier {
            Qualifier::MoreThan => Decimal::ZERO,
            Qualifier::About => half + half,
            Qualifier::Exact if self.is_whole_count() => Decimal::ZERO,
            Qualifier::Exact => half,
        }
    }

    /// What it is a value of.
    fn key(&self) -> (&str, &str, Period) {
        (&self.indicator, &self.area, self.period)
    }

    fn factor(&self) -> Decimal {
        Decimal::from(10_u64.pow(self.multiplier))
    }

    fn is_whole_count(&self) -> bool {
        self.multiplier == 0
            && self.printed.decimals() == 0
            && (self.is_counted || matches!(self.measure.as_str(), "RANK" | "COUNT" | "ENT" | "PAT"))
    }
}

/// A value that a table says it does not have. It is never 0, and nothing is computed from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub indicator: IndicatorCode,
    pub area: AreaCode,
    pub period: Period,
    pub vintage: NaiveDate,
    pub absence: Absence,
    pub cell: CellRef,
}

/// The checked observations of a run: a row per indicator × area × period × vintage.
///
/// The frame carries what is computed with; what is only carried along stays in [`Self::rows`],
/// found again through the column `ROW`.
#[derive(Debug, Clone)]
pub struct Observations {
    frame: DataFrame,
    rows: Vec<Observation>,
    /// Positions of the rows, sorted by indicator, area and period.
    by_key: Vec<usize>,
}

impl Observations {
    /// Builds the frame. `ingest` has checked the rows: codes known, no two values for one key.
    ///
    /// # Errors
    /// What polars reports when columns do not fit together; that is a program error.
    pub fn new(rows: Vec<Observation>) -> PolarsResult<Self> {
        let text = |name: &str, of: fn(&Observation) -> &str| {
            Column::new(name.into(), rows.iter().map(of).collect::<Vec<_>>())
        };
        let printed = |name: &str, of: fn(&Observation) -> String| {
            Column::new(name.into(), rows.iter().map(of).collect::<Vec<_>>())
        };
        let positions = (0..rows.len() as u64).collect::<Vec<_>>();
        let columns = vec![
            text(col::INDICATOR, |it| &it.indicator),
            text(col::REF_AREA, |it| &it.area),
            printed(col::TIME_PERIOD, |it| it.period.to_string()),
            printed(col::VINTAGE, |it| it.vintage.to_string()),
            text(col::FAMILY, |it| &it.family),
            text(col::SOURCE, |it| &it.source),
            decimals(col::OBS_VALUE, rows.iter().map(|it| Some(it.value())))?,
            decimals(col::LO, rows.iter().map(|it| it.bounds().lo()))?,
            decimals(col::HI, rows.iter().map(|it| it.bounds().hi()))?,
            Column::new(col::ROW.into(), positions),
        ];
        let mut by_key: Vec<usize> = (0..rows.len()).collect();
        by_key.sort_by_key(|at| rows[*at].key());
        Ok(Self { frame: DataFrame::new(rows.len(), columns)?, rows, by_key })
    }

    /// The table, to be computed with.
    pub fn lazy(&self) -> LazyFrame {
        self.frame.clone().lazy()
    }

    /// Every vintage of one value.
    pub fn vintages<'a>(
        &'a self,
        indicator: &'a str,
        area: &'a str,
        period: Period,
    ) -> impl Iterator<Item = &'a Observation> {
        let key = (indicator, area, period);
        let start = self.by_key.partition_point(|at| self.rows[*at].key() < key);
        let sorted = self.by_key[start..].iter().map(|at| &self.rows[*at]);
        sorted.take_while(move |it| it.key() == key)
    }

    /// The periods for which an indicator was observed in some area, the earliest first.
    pub fn periods(&self, indicator: &str) -> BTreeSet<Period> {
        let start = self.by_key.partition_point(|at| self.rows[*at].indicator.as_str() < indicator);
        let sorted = self.by_key[start..].iter().map(|at| &self.rows[*at]);
        sorted.take_while(|it| it.indicator == indicator).map(|it| it.period).collect()
    }

    /// Every observation, in the order in which it was read.
    pub fn rows(&self) -> &[Observation] {
        &self.rows
    }
}

/// A column of exact decimals.
///
/// # Errors
/// A value of more than 26 digits before the point.
pub fn decimals(name: &str, values: impl Iterator<Item = Option<Decimal>>) -> PolarsResult<Column> {
    let scaled: Int128Chunked = values.map(|value| value.map(to_scale)).collect();
    let series = scaled.with_name(name.into()).into_decimal(38, SCALE as usize)?.into_series();
    Ok(series.into_column())
}

/// The value times 10¹²; exact, since a [`Quantity`] has at most eleven decimals and its bounds
/// one more.
fn to_scale(value: Decimal) -> i128 {
    value.mantissa() * 10_i128.pow(SCALE.saturating_sub(value.scale()))
}
