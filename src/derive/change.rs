//! Change: the value of every fact and its bounds, as expressions over one table.
//!
//! Bounds follow interval arithmetic (Moore, *Interval Analysis*, 1966): each end of the result is
//! taken at the ends of the operands that push it furthest. An unbounded end is null and stays so.

use std::{
    collections::BTreeSet,
    ops::{Add, Div, Mul, Sub},
};

use polars::prelude::{col as column, *};

use super::{
    name::{FACT, RULE, YEARS},
    pair::PAIRED,
};
use crate::data::{
    catalogue::Catalogue,
    metric::{FactKey, Metric},
    observation::{SCALE, VALUE_TYPE, col},
    operand::Role,
};

/// A formula over the operands of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Value,
    Difference,
    PercentChange,
    AnnualRate,
    Index,
    /// The index of the base itself, which is no quotient of two roundings.
    Hundred,
    Share,
    /// Of a share of a whole.
    ShareDifference,
    PlacesGained,
    Quotient,
    Multiple,
    Contribution,
    GrowthGap,
    /// Of two indicators in one unit, in %.
    Intensity,
    /// Of an intensity in %.
    IntensityDifference,
    /// Of two indicators in different units.
    PerUnit,
    /// Not a formula over operands: see [`super::rank`].
    Place,
}

impl Rule {
    const COMPUTED: [Self; 16] = [
        Self::Value,
        Self::Difference,
        Self::PercentChange,
        Self::AnnualRate,
        Self::Index,
        Self::Hundred,
        Self::Share,
        Self::ShareDifference,
        Self::PlacesGained,
        Self::Quotient,
        Self::Multiple,
        Self::Contribution,
        Self::GrowthGap,
        Self::Intensity,
        Self::IntensityDifference,
        Self::PerUnit,
    ];

    /// The rule of a fact.
    pub fn of(key: &FactKey, catalogue: &Catalogue) -> Self {
        match key.metric {
            Metric::Level => Self::Value,
            Metric::AbsoluteChange => Self::Difference,
            Metric::PercentChange => Self::PercentChange,
            Metric::AnnualRate => Self::AnnualRate,
            Metric::Index if key.base == Some(key.period) => Self::Hundred,
            Metric::Index => Self::Index,
            Metric::Share => Self::Share,
            Metric::PointChange if key.of.is_some() => Self::ShareDifference,
            Metric::PointChange if key.over.is_some() => Self::IntensityDifference,
            Metric::PointChange => Self::Difference,
            Metric::RankChange => Self::PlacesGained,
            Metric::Conversion => Self::Quotient,
            Metric::Multiple => Self::Multiple,
            Metric::Contribution => Self::Contribution,
            Metric::GrowthGap => Self::GrowthGap,
            Metric::Intensity if has_one_unit(key, catalogue) => Self::Intensity,
            Metric::Intensity => Self::PerUnit,
            Metric::Rank => Self::Place,
        }
    }

    /// The value of the column `RULE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "VALUE",
            Self::Difference => "DIFFERENCE",
            Self::PercentChange => "PERCENT_CHANGE",
            Self::AnnualRate => "ANNUAL_RATE",
            Self::Index => "INDEX",
            Self::Hundred => "HUNDRED",
            Self::Share => "SHARE",
            Self::ShareDifference => "SHARE_DIFFERENCE",
            Self::PlacesGained => "PLACES_GAINED",
            Self::Quotient => "QUOTIENT",
            Self::Multiple => "MULTIPLE",
            Self::Contribution => "CONTRIBUTION",
            Self::GrowthGap => "GROWTH_GAP",
            Self::Intensity => "INTENSITY",
            Self::IntensityDifference => "INTENSITY_DIFFERENCE",
            Self::PerUnit => "PER_UNIT",
            Self::Place => "PLACE",
        }
    }

    fn formula(self) -> Bounded {
        let [end, base, whole_end, whole_base, rate, over, over_base] = PAIRED.map(Bounded::operand);
        match self {
            Self::Value | Self::Place => end,
            Self::Difference => end - base,
            Self::PercentChange => (end / base - exact(1)) * exact(100),
            Self::AnnualRate => ((end / base).root(column(YEARS)) - exact(1)) * exact(100),
            Self::Index => end / base * exact(100),
            Self::Hundred => Bounded { value: exact(100), lo: exact(100), hi: exact(100) },
            Self::Share => end / whole_end * exact(100),
            Self::ShareDifference => end / whole_end * exact(100) - base / whole_base * exact(100),
            Self::PlacesGained => base - end,
            Self::Quotient => end / rate,
            Self::Multiple => end / base,
            Self::Contribution => (end - base) / whole_base * exact(100),
            Self::GrowthGap => (end / base - whole_end / whole_base) * exact(100),
            Self::Intensity => end / over * exact(100),
            Self::IntensityDifference => end / over * exact(100) - base / over_base * exact(100),
            Self::PerUnit => end / over,
        }
    }
}

/// Whether an intensity's two indicators are in the same unit of measure.
fn has_one_unit(key: &FactKey, catalogue: &Catalogue) -> bool {
    let measure = |code: &str| catalogue.indicators.get(code).map(|it| it.measure.as_str());
    key.over.as_deref().is_some_and(|over| measure(over) == measure(&key.indicator))
}

/// Computes `OBS_VALUE`, `LO` and `HI` of every paired fact by its rule; a fact without an operand,
/// or with one that may be zero below a fraction bar, gets a null value.
///
/// # Errors
/// What polars reports.
pub fn compute(paired: &DataFrame) -> PolarsResult<DataFrame> {
    let known: BTreeSet<&str> = paired.column(RULE)?.str()?.iter().flatten().collect();
    // A rule that no fact has costs as much to plan as any other; one is there always, for the columns.
    let is_needed = |rule: &Rule| *rule == Rule::Value || known.contains(rule.name());
    let by_rule = Rule::COMPUTED.into_iter().filter(is_needed).map(|rule| {
        let Bounded { value, lo, hi } = rule.formula();
        paired.clone().lazy().filter(column(RULE).eq(lit(rule.name()))).select([
            column(FACT),
            value.cast(VALUE_TYPE).alias(col::OBS_VALUE),
            lo.cast(VALUE_TYPE).alias(col::LO),
            hi.cast(VALUE_TYPE).alias(col::HI),
        ])
    });
    let by_rule: Vec<LazyFrame> = by_rule.collect();
    concat(by_rule, UnionArgs::default())?.sort([FACT], SortMultipleOptions::default()).collect()
}

/// An expression with the expressions of its bounds.
#[derive(Clone)]
struct Bounded {
    value: Expr,
    lo: Expr,
    hi: Expr,
}

impl Bounded {
    fn operand(role: Role) -> Self {
        let column = |kind: &str| column(role.column(kind));
        Self { value: column(col::OBS_VALUE), lo: column(col::LO), hi: column(col::HI) }
    }

    /// The n-th root, n in years; in floating point, since no finite decimal holds it. `powf` may
    /// differ in its last bit from machine to machine: the cast to twelve decimals takes that away.
    fn root(self, years: Expr) -> Self {
        let exponent = lit(1.0) / years;
        let root = |it: Expr| it.cast(DataType::Float64).pow(exponent.clone()).cast(VALUE_TYPE);
        Self { value: root(self.value), lo: root(self.lo) - last_place(), hi: root(self.hi) + last_place() }
    }
}

impl Sub for Bounded {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, lo: self.lo - other.hi, hi: self.hi - other.lo }
    }
}

impl Sub<Expr> for Bounded {
    type Output = Self;
    fn sub(self, exact: Expr) -> Self {
        Self { value: self.value - exact.clone(), lo: self.lo - exact.clone(), hi: self.hi - exact }
    }
}

impl Add<Expr> for Bounded {
    type Output = Self;
    fn add(self, exact: Expr) -> Self {
        Self { value: self.value + exact.clone(), lo: self.lo + exact.clone(), hi: self.hi + exact }
    }
}

impl Mul<Expr> for Bounded {
    type Output = Self;
    /// Times a positive number that is known exactly.
    fn mul(self, exact: Expr) -> Self {
        Self { value: self.value * exact.clone(), lo: self.lo * exact.clone(), hi: self.hi * exact }
    }
}

impl Div for Bounded {
    type Output = Self;
    /// By a divisor all of whose values are above zero; by any other the quotient is null.
    ///
    /// Quotients are rounded at the twelfth decimal, half to even: the bounds give a unit of it.
    fn div(self, by: Self) -> Self {
        let is_positive = by.lo.clone().gt(exact(0));
        let divisor = |it: Expr| when(is_positive.clone()).then(it).otherwise(lit(NULL).cast(VALUE_TYPE));
        let [value, least, most] = [by.value, by.lo.clone(), by.hi].map(divisor);
        let towards = |end: Expr, if_negative: &Expr, otherwise: &Expr| {
            when(end.clone().lt(exact(0)))
                .then(end.clone() / if_negative.clone())
                .otherwise(end / otherwise.clone())
        };
        Self {
            value: self.value / value,
            lo: towards(self.lo, &least, &most) - last_place(),
            hi: towards(self.hi, &most, &least) + last_place(),
        }
    }
}

/// A whole number as a decimal that is known exactly.
pub fn exact(number: i128) -> Expr {
    decimal(number * 10_i128.pow(SCALE))
}

/// One unit of the last decimal that the tables carry.
fn last_place() -> Expr {
    decimal(1)
}

fn decimal(scaled: i128) -> Expr {
    lit(Scalar::new(VALUE_TYPE, AnyValue::Decimal(scaled, 38, SCALE as usize)))
}
