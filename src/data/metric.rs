//! How a fact is derived from observations.
//!
//! A [`Metric`] is the name that plans and ids know; a [`Rule`] is a metric with all that it is applied
//! to beside the value itself, so that a share without a whole cannot be written down.

use std::{cmp::Ordering, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{area::AreaCode, fact::FactId, indicator::IndicatorCode, period::Period};

/// The name of a rule that turns observations into a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    /// `share × whole − value`: what the area lacks to the share that it had in a base period, or to the
    /// share that it has of another indicator; below zero where it has more.
    Gap,
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
            Self::Gap => "gap",
        }
    }

    /// Whether the metric always compares its period with a base period.
    pub fn needs_base(self) -> bool {
        match self {
            Self::AbsoluteChange
            | Self::PercentChange
            | Self::AnnualRate
            | Self::Index
            | Self::PointChange
            | Self::RankChange
            | Self::Multiple
            | Self::Contribution
            | Self::GrowthGap => true,
            Self::Level | Self::Share | Self::Rank | Self::Conversion | Self::Intensity | Self::Gap => false,
        }
    }
}

/// A metric with what it is applied to beside the value itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Level,
    AbsoluteChange {
        base: Period,
    },
    PercentChange {
        base: Period,
    },
    AnnualRate {
        base: Period,
    },
    Index {
        base: Period,
    },
    Share {
        of: AreaCode,
    },
    /// Of a percentage that is observed.
    PointChange {
        base: Period,
    },
    /// Of a share of a whole.
    ShareChange {
        base: Period,
        of: AreaCode,
    },
    /// Of an intensity in %.
    IntensityChange {
        base: Period,
        over: IndicatorCode,
    },
    Rank {
        /// The field that the rank is taken in, the area itself included.
        among: Vec<AreaCode>,
    },
    RankChange {
        base: Period,
    },
    Conversion {
        /// Observed for the country.
        rate: IndicatorCode,
    },
    Multiple {
        base: Period,
    },
    Contribution {
        base: Period,
        of: AreaCode,
    },
    GrowthGap {
        base: Period,
        of: AreaCode,
    },
    Intensity {
        over: IndicatorCode,
        /// Of how many units of the other indicator: 1000 for beds per 1,000 people.
        per: u32,
    },
    Gap {
        of: AreaCode,
        /// The period whose share is to be reached, where it is an earlier one.
        base: Option<Period>,
        /// The indicator whose share is to be reached, where it is another one.
        share_of: Option<IndicatorCode>,
    },
}

impl Rule {
    /// Its name: changes in points have one, whatever they are a change of.
    pub fn metric(&self) -> Metric {
        match self {
            Self::Level => Metric::Level,
            Self::AbsoluteChange { .. } => Metric::AbsoluteChange,
            Self::PercentChange { .. } => Metric::PercentChange,
            Self::AnnualRate { .. } => Metric::AnnualRate,
            Self::Index { .. } => Metric::Index,
            Self::Share { .. } => Metric::Share,
            Self::PointChange { .. } | Self::ShareChange { .. } | Self::IntensityChange { .. } => {
                Metric::PointChange
            }
            Self::Rank { .. } => Metric::Rank,
            Self::RankChange { .. } => Metric::RankChange,
            Self::Conversion { .. } => Metric::Conversion,
            Self::Multiple { .. } => Metric::Multiple,
            Self::Contribution { .. } => Metric::Contribution,
            Self::GrowthGap { .. } => Metric::GrowthGap,
            Self::Intensity { .. } => Metric::Intensity,
            Self::Gap { .. } => Metric::Gap,
        }
    }

    /// The period that the end is compared with, where there is one.
    pub fn base(&self) -> Option<Period> {
        match self {
            Self::AbsoluteChange { base }
            | Self::PercentChange { base }
            | Self::AnnualRate { base }
            | Self::Index { base }
            | Self::PointChange { base }
            | Self::ShareChange { base, .. }
            | Self::IntensityChange { base, .. }
            | Self::RankChange { base }
            | Self::Multiple { base }
            | Self::Contribution { base, .. }
            | Self::GrowthGap { base, .. } => Some(*base),
            Self::Gap { base, .. } => *base,
            Self::Level
            | Self::Share { .. }
            | Self::Rank { .. }
            | Self::Conversion { .. }
            | Self::Intensity { .. } => None,
        }
    }

    /// The other area that the area is held against, where there is one.
    pub fn of(&self) -> Option<&AreaCode> {
        match self {
            Self::Share { of }
            | Self::ShareChange { of, .. }
            | Self::Contribution { of, .. }
            | Self::GrowthGap { of, .. }
            | Self::Gap { of, .. } => Some(of),
            _ => None,
        }
    }
}

/// What a fact is about: everything that its value depends on but the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactKey {
    pub rule: Rule,
    pub indicator: IndicatorCode,
    pub area: AreaCode,
    /// The end period of a change, the period of anything else.
    pub period: Period,
    /// The vintage family that every operand must belong to, where the plan names one.
    pub family: Option<String>,
}

impl FactKey {
    /// The name of its rule.
    pub fn metric(&self) -> Metric {
        self.rule.metric()
    }

    /// The identity of the fact that it is about.
    pub fn id(&self) -> FactId {
        FactId::from(self.to_string())
    }

    /// The period that it compares its own with, where it does.
    pub fn base(&self) -> Option<Period> {
        self.rule.base()
    }

    /// Its periods as they are written, `2023`, or `2020..2023` for a change.
    pub fn span(&self) -> String {
        match self.base() {
            Some(base) => format!("{base}..{}", self.period),
            None => self.period.to_string(),
        }
    }

    /// What it is about besides its periods: `percent_change(RD_EXP, SC_CQ)`.
    pub fn subject(&self) -> String {
        self.to_string().replace(&format!(", {}", self.span()), "")
    }

    /// By metric, indicator, area and period before anything else: the order in which facts are told.
    fn place(&self) -> (Metric, &str, &str, Period, &Rule, Option<&str>) {
        (self.metric(), &self.indicator, &self.area, self.period, &self.rule, self.family.as_deref())
    }
}

/// What a fact is about without the vintage family that its plan names: `level(GDP, CN @census5)` is the level of GDP.
pub fn without_family(subject: &str) -> String {
    match subject.rsplit_once(" @") {
        Some((about, _)) => format!("{about})"),
        None => subject.to_owned(),
    }
}

impl PartialOrd for FactKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FactKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

/// Writes `percent_change(RD_EXP, SC_CQ, 2020..2023)`; a whole follows a slash, a rank's field the
/// word `in`, an intensity's divisor the word `over`, a conversion's rate the word `at`, the indicator
/// whose share is to be reached the word `like`, a pinned family an at sign.
impl fmt::Display for FactKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({}, {}", self.metric().name(), self.indicator, self.area)?;
        if let Some(of) = self.rule.of() {
            write!(f, "/{of}")?;
        }
        match &self.rule {
            Rule::Rank { among } => {
                let among: Vec<&str> = among.iter().map(AreaCode::as_str).collect();
                write!(f, " in {}", among.join("+"))?;
            }
            Rule::Intensity { over, per: 1 } | Rule::IntensityChange { over, .. } => {
                write!(f, " over {over}")?;
            }
            Rule::Intensity { over, per } => write!(f, " over {per} {over}")?,
            Rule::Conversion { rate } => write!(f, " at {rate}")?,
            Rule::Gap { share_of: Some(other), .. } => write!(f, " like {other}")?,
            _ => {}
        }
        f.write_str(", ")?;
        if let Some(base) = self.base() {
            write!(f, "{base}..")?;
        }
        write!(f, "{}", self.period)?;
        if let Some(family) = &self.family {
            write!(f, " @{family}")?;
        }
        f.write_str(")")
    }
}
