//! Change: the value of every fact and its bounds, as expressions over one table.
//!
//! Bounds follow interval arithmetic (Moore, *Interval Analysis*, 1966): each end of the result is
//! taken at the ends of the operands that push it furthest. An unbounded end is null and stays so.

use std::ops::{Div, Mul, Sub};

use polars::prelude::{col as column, *};

use super::{
    columns::name::{FACT, FORMULA},
    pair::{Paired, operand_column},
};
use crate::data::{
    formula::Formula,
    observation::{SCALE, VALUE_TYPE, col},
};

/// Computes `OBS_VALUE`, `LO` and `HI` of every paired fact by its formula; a fact without an operand,
/// or with one that may be zero below a fraction bar, gets a null value. Places are not computed here:
/// see [`super::rank`].
///
/// # Errors
/// What polars reports.
pub fn compute(paired: &Paired) -> PolarsResult<DataFrame> {
    // One is there always, for the columns.
    let level = Formula::Operand(0);
    let formulas = paired.formulas.iter().chain((!paired.formulas.contains(&level)).then_some(&level));
    let by_formula = formulas.zip(0_u32..).filter_map(|(formula, number)| {
        let Bounded { value, lo, hi } = Bounded::of(formula)?;
        Some(paired.table.clone().lazy().filter(column(FORMULA).eq(lit(number))).select([
            column(FACT),
            value.cast(VALUE_TYPE).alias(col::OBS_VALUE),
            lo.cast(VALUE_TYPE).alias(col::LO),
            hi.cast(VALUE_TYPE).alias(col::HI),
        ]))
    });
    let by_formula: Vec<LazyFrame> = by_formula.collect();
    concat(by_formula, UnionArgs::default())?.sort([FACT], SortMultipleOptions::default()).collect()
}

/// An expression with the expressions of its bounds.
#[derive(Clone)]
struct Bounded {
    value: Expr,
    lo: Expr,
    hi: Expr,
}

impl Bounded {
    /// A formula over numbered operands; none of what is no arithmetic.
    fn of(formula: &Formula<usize>) -> Option<Self> {
        Some(match formula {
            Formula::Operand(number) => {
                let column = |kind: &str| column(operand_column(*number, kind));
                Self { value: column(col::OBS_VALUE), lo: column(col::LO), hi: column(col::HI) }
            }
            Formula::Exact(number) => {
                let number = exact(i128::from(*number));
                Self { value: number.clone(), lo: number.clone(), hi: number }
            }
            Formula::Difference(a, b) => Self::of(a)? - Self::of(b)?,
            // What is divided by itself is 1, and no quotient of two roundings.
            Formula::Quotient(a, b) if a == b => Self::of(&Formula::Exact(1))?,
            Formula::Quotient(a, b) => Self::of(a)? / Self::of(b)?,
            Formula::Product(a, b) => match (&**a, &**b) {
                (a, Formula::Exact(number)) => Self::of(a)? * exact(i128::from(*number)),
                // The share of a whole, a ÷ b × c: as c ÷ b × a, so that what the quotient was rounded
                // by is multiplied by the part and not by the whole.
                (Formula::Quotient(a, b), c) => {
                    let (part, power) = Self::of(a)?.shifted();
                    part.times(Self::of(c)? * power / Self::of(b)?)
                }
                (a, b) => Self::of(a)?.times(Self::of(b)?),
            },
            Formula::Root(of, n) => {
                let terms = match &**of {
                    Formula::Quotient(a, b) if a != b => Some([Self::of(a)?.value, Self::of(b)?.value]),
                    _ => None,
                };
                Self::of(of)?.root(*n, terms)
            }
            Formula::Parts(_) | Formula::Place { .. } => return None,
        })
    }

    /// The same divided by a power of ten, and that power: as large as it can be with nothing rounded away. A small
    /// quotient that is multiplied by it first keeps so many digits more: a million patents over the whole of GDP.
    fn shifted(self) -> (Self, Expr) {
        const POWERS: [u32; 3] = [9, 6, 3];
        let Self { value, lo, hi } = &self;
        let power = POWERS.into_iter().rev().fold(exact(1), |smaller, digits| {
            let power = exact(10_i128.pow(digits));
            let is_exact = |it: &Expr| (it.clone() / power.clone() * power.clone()).eq_missing(it.clone());
            let is_large =
                value.clone().gt_eq(power.clone()).or(value.clone().lt_eq(exact(-10_i128.pow(digits))));
            let is_kept = is_large.and(is_exact(value)).and(is_exact(lo)).and(is_exact(hi));
            when(is_kept).then(power).otherwise(smaller)
        });
        let shift = |it: Expr| it / power.clone();
        (Self { value: shift(self.value), lo: shift(self.lo), hi: shift(self.hi) }, power)
    }

    /// Times a factor none of whose values is below zero; by any other the product is null.
    fn times(self, by: Self) -> Self {
        // The rounding of a quotient may have put its lower end a last place below.
        let is_positive = (by.lo.clone() + last_place()).gt_eq(exact(0));
        let factor = |it: Expr| when(is_positive.clone()).then(it).otherwise(lit(NULL).cast(VALUE_TYPE));
        let [value, least, most] = [by.value, by.lo.clone(), by.hi].map(factor);
        let towards = |end: Expr, if_negative: &Expr, otherwise: &Expr| {
            when(end.clone().lt(exact(0)))
                .then(end.clone() * if_negative.clone())
                .otherwise(end * otherwise.clone())
        };
        Self {
            value: self.value * value,
            lo: towards(self.lo, &most, &least) - last_place(),
            hi: towards(self.hi, &least, &most) + last_place(),
        }
    }

    /// The n-th root, n in years; in floating point, since no finite decimal holds it. `powf` may
    /// differ in its last bit from machine to machine: the cast to twelve decimals takes that away.
    /// Of a quotient below a thousandth, whose twelve decimals hold few digits, it is that of its `terms`.
    fn root(self, years: i32, terms: Option<[Expr; 2]>) -> Self {
        let exponent = lit(1.0 / f64::from(years));
        let float = |it: Expr| it.cast(DataType::Float64);
        let root = |it: Expr| it.pow(exponent.clone()).cast(VALUE_TYPE);
        let value = match terms {
            Some([a, b]) => when(self.value.clone().lt(decimal(10_i128.pow(SCALE - 3))))
                .then(float(a) / float(b))
                .otherwise(float(self.value)),
            None => float(self.value),
        };
        let [lo, hi] = [self.lo, self.hi].map(|it| root(float(it)));
        Self { value: root(value), lo: lo - last_place(), hi: hi + last_place() }
    }
}

impl Sub for Bounded {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, lo: self.lo - other.hi, hi: self.hi - other.lo }
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
