//! How a fact is derived from observations.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{area::AreaCode, indicator::IndicatorCode, period::Period};

/// A rule that turns observations into a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// The value itself.
    Level,
    /// `end − base`.
    AbsoluteChange,
    /// `(end ÷ base − 1) × 100`, %.
    PercentChange,
    /// `((end ÷ base)^(1 ÷ years) − 1) × 100`, % a year: the compound annual growth rate.
    AnnualRate,
    /// `end ÷ base × 100`.
    Index,
    /// `area ÷ reference area × 100`, %.
    Share,
    /// The change of a share, or of an intensity in %, `end − base`, in percentage points.
    PointChange,
    /// The place of an area among others, 1 the best.
    Rank,
    /// Places gained, `base − end`: a better rank is a lower number.
    RankChange,
    /// `value ÷ rate`, the rate of the same period: yuan become dollars.
    Conversion,
    /// `end ÷ base`: 2 when doubled, 0.5 when halved.
    Multiple,
    /// `(end − base) ÷ whole's base × 100`: the points of the whole's growth that a part brings.
    Contribution,
    /// The growth of an area less that of a reference area, in percentage points.
    GrowthGap,
    /// `value ÷ other indicator`: % where both are in one unit, else a unit per unit.
    Intensity,
}

impl Metric {
    /// The name used in plans and fact ids.
    pub fn name(self) -> &'static str {
        match self {
            Self::Level => "level",
            Self::AbsoluteChange => "absolute_change",
            Self::PercentChange => "percent_change",
            Self::AnnualRate => "annual_rate",
            Self::Index => "index",
            Self::Share => "share",
            Self::PointChange => "point_change",
            Self::Rank => "rank",
            Self::RankChange => "rank_change",
            Self::Conversion => "conversion",
            Self::Multiple => "multiple",
            Self::Contribution => "contribution",
            Self::GrowthGap => "growth_gap",
            Self::Intensity => "intensity",
        }
    }

    /// Whether the metric compares its period with a base period.
    pub fn needs_base(self) -> bool {
        !matches!(self, Self::Level | Self::Share | Self::Rank | Self::Conversion | Self::Intensity)
    }
}

/// What a fact is about: everything that its value depends on but the data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FactKey {
    pub metric: Metric,
    pub indicator: IndicatorCode,
    pub area: AreaCode,
    /// The end period of a change, the period of anything else.
    pub period: Period,
    pub base: Option<Period>,
    /// The whole that a share is a share of.
    pub of: Option<AreaCode>,
    /// The field that a rank is taken in, `area` included.
    pub among: Vec<AreaCode>,
    /// The exchange rate that a conversion divides by, observed for the country.
    pub rate: Option<IndicatorCode>,
    /// The indicator that an intensity divides by, observed for the same area.
    pub over: Option<IndicatorCode>,
    /// The vintage family that every operand must belong to, where the plan names one.
    pub family: Option<String>,
}

/// Writes `percent_change(RD_EXP, SC_CQ, 2020..2023)`; a share's whole follows a slash, a rank's
/// field the word `in`, an intensity's divisor the word `over`, a conversion's rate the word `at`, a pinned family an at sign.
impl fmt::Display for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({}, {}", self.metric.name(), self.indicator, self.area)?;
        if let Some(of) = &self.of {
            write!(f, "/{of}")?;
        }
        if !self.among.is_empty() {
            write!(f, " in {}", self.among.join("+"))?;
        }
        if let Some(over) = &self.over {
            write!(f, " over {over}")?;
        }
        if let Some(rate) = &self.rate {
            write!(f, " at {rate}")?;
        }
        f.write_str(", ")?;
        if let Some(base) = self.base {
            write!(f, "{base}..")?;
        }
        write!(f, "{}", self.period)?;
        if let Some(family) = &self.family {
            write!(f, " @{family}")?;
        }
        f.write_str(")")
    }
}
