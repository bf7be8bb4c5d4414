//! Live formulas: how a fact is computed, as a spreadsheet's formula over cells, with its bounds.
//!
//! Bounds follow the interval arithmetic of `derive`: each end is taken at the ends of the operands that
//! push it furthest. Which these are may turn when somebody changes a cell, so that a formula takes the
//! least and the greatest of what can be; where an operand has no end, the released values say which counts.

use crate::data::formula::Formula;

/// `derive` rounds quotients at the twelfth decimal and gives their bounds a unit of it: one that is smaller
/// is no more exact than one of this size to a thousand-millionth.
const LEAST_QUOTIENT: f64 = 2e-3;

/// A formula as text, without its equals sign, and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    pub text: String,
    pub result: f64,
    /// How large the numbers were whose last digits count in it: of a difference, what was subtracted.
    pub around: f64,
    bond: Precedence,
}

/// How tightly the parts of a text hold together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Sum,
    Product,
    Power,
    Whole,
}

/// A fact's value and the ends of its bounds; an end that is missing is unbounded.
#[derive(Debug, Clone, PartialEq)]
pub struct Live {
    pub value: Term,
    pub lo: Option<Term>,
    pub hi: Option<Term>,
}

/// The cells of an observation, and what is in them, in whole units.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    pub row: usize,
    pub value: f64,
    pub lo: f64,
    pub hi: Option<f64>,
}

/// Where observations are: the sheet, and the columns of the value and the ends in whole units.
#[derive(Debug, Clone, Copy)]
pub struct Sheeted {
    pub sheet: &'static str,
    pub value: char,
    pub lo: char,
    pub hi: char,
}

/// An end of the bounds.
type End = fn(&Live) -> Option<&Term>;

impl Live {
    /// The formula over the cells of its operands, by their numbers. None where it asks for a cell that
    /// is not there.
    pub fn of(formula: &Formula<usize>, cells: &[Cells], at: Sheeted) -> Option<Self> {
        let of = |it: &Formula<usize>| Self::of(it, cells, at);
        Some(match formula {
            Formula::Operand(number) => Self::sum(&[cells.get(*number)?], at)?,
            Formula::Parts(parts) => {
                let operand = |part: &Formula<usize>| match part {
                    Formula::Operand(number) => cells.get(*number),
                    _ => None,
                };
                Self::sum(&parts.iter().map(operand).collect::<Option<Vec<_>>>()?, at)?
            }
            Formula::Exact(number) => Self::exact(*number),
            Formula::Difference(a, b) => {
                let (a, b) = (of(a)?, of(b)?);
                Self {
                    value: a.value.minus(&b.value),
                    lo: both(a.lo.as_ref(), b.hi.as_ref()).map(|(a, b)| a.minus(b)),
                    hi: both(a.hi.as_ref(), b.lo.as_ref()).map(|(a, b)| a.minus(b)),
                }
            }
            // What is divided by itself is 1, and no quotient of two roundings.
            Formula::Quotient(a, b) if a == b => Self::exact(1),
            Formula::Quotient(a, b) => of(a)?.over(&of(b)?),
            Formula::Product(a, b) => match (&**a, &**b) {
                (a, Formula::Exact(number)) => {
                    let (a, by) = (of(a)?, Term::exact(*number));
                    let times = |it: Term| it.times(&by);
                    Self { value: times(a.value), lo: a.lo.map(times), hi: a.hi.map(times) }
                }
                // As `derive` computes it: the quotient is what is known best.
                (Formula::Quotient(a, b), c) => of(a)?.by(&of(c)?.over(&of(b)?)),
                (a, b) => of(a)?.by(&of(b)?),
            },
            Formula::Root(it, n) => {
                let it = of(it)?;
                let root = |it: Term| it.root(*n);
                Self { value: root(it.value), lo: it.lo.map(root), hi: it.hi.map(root) }
            }
            Formula::Place { own, rivals, lower_is_better } => {
                let rivals = rivals.iter().map(of).collect::<Option<Vec<_>>>()?;
                Self::place(&of(own)?, &rivals, *lower_is_better)
            }
        })
    }

    fn lo(&self) -> Option<&Term> {
        self.lo.as_ref()
    }

    fn hi(&self) -> Option<&Term> {
        self.hi.as_ref()
    }

    fn exact(number: u32) -> Self {
        let term = Term::exact(number);
        Self { value: term.clone(), lo: Some(term.clone()), hi: Some(term) }
    }

    /// What some observations add up to.
    fn sum(cells: &[&Cells], at: Sheeted) -> Option<Self> {
        let mut rows: Vec<usize> = cells.iter().map(|it| it.row).collect();
        rows.sort_unstable();
        let total = |of: fn(&Cells) -> Option<f64>| cells.iter().map(|it| of(it)).sum::<Option<f64>>();
        let term =
            |column: char, result: f64| Term::new(summed(&rows, column, at), result, Precedence::Whole);
        Some(Self {
            value: term(at.value, total(|it| Some(it.value))?),
            lo: total(|it| Some(it.lo)).map(|it| term(at.lo, it)),
            hi: total(|it| it.hi).map(|it| term(at.hi, it)),
        })
    }

    /// Divided by what is above zero.
    fn over(self, by: &Self) -> Self {
        Self {
            value: self.value.over(&by.value),
            lo: towards(self.lo.as_ref(), by.lo.as_ref(), by.hi.as_ref(), Term::over, "MIN"),
            hi: towards(self.hi.as_ref(), by.hi.as_ref(), by.lo.as_ref(), Term::over, "MAX"),
        }
    }

    /// Times what is not below zero.
    fn by(self, by: &Self) -> Self {
        Self {
            value: self.value.times(&by.value),
            lo: towards(self.lo.as_ref(), by.hi.as_ref(), by.lo.as_ref(), Term::times, "MIN"),
            hi: towards(self.hi.as_ref(), by.lo.as_ref(), by.hi.as_ref(), Term::times, "MAX"),
        }
    }

    /// One more than the rivals that are better, surely better and possibly better.
    fn place(own: &Self, rivals: &[Self], lower_is_better: bool) -> Self {
        let count = |theirs: End, ours: Option<&Term>, unbounded: bool| {
            rivals.iter().fold(Term::exact(1), |place, rival| match both(theirs(rival), ours) {
                Some((theirs, ours)) => place.plus(&theirs.is_better(ours, lower_is_better)),
                // No end counts as the best that can be.
                None if unbounded => place.plus(&Term::exact(1)),
                None => place,
            })
        };
        // The ends change places where lower is better.
        let (least, most): (End, End) =
            if lower_is_better { (Self::hi, Self::lo) } else { (Self::lo, Self::hi) };
        Self {
            value: count(|it| Some(&it.value), Some(&own.value), false),
            lo: Some(count(least, most(own), false)),
            hi: Some(count(most, least(own), true)),
        }
    }
}

/// An end of a quotient or a product: what the end gives with the one end of the other where it is
/// below zero, with the second where it is not.
fn towards(
    end: Option<&Term>,
    if_negative: Option<&Term>,
    otherwise: Option<&Term>,
    operation: fn(&Term, &Term) -> Term,
    extreme: &str,
) -> Option<Term> {
    let end = end?;
    let counts = if end.result < 0.0 { if_negative } else { otherwise };
    let result = operation(end, counts?);
    match both(if_negative, otherwise) {
        Some((a, b)) if a != b => {
            let text = format!("{extreme}({},{})", operation(end, a).text, operation(end, b).text);
            Some(Term { text, bond: Precedence::Whole, ..result })
        }
        _ => Some(result),
    }
}

fn both<'a>(a: Option<&'a Term>, b: Option<&'a Term>) -> Option<(&'a Term, &'a Term)> {
    a.zip(b)
}

/// The cells of those rows added up, neighbours as a range.
fn summed(rows: &[usize], column: char, Sheeted { sheet, .. }: Sheeted) -> String {
    if let [row] = rows {
        return format!("{sheet}!{column}{row}");
    }
    let mut runs: Vec<(usize, usize)> = vec![];
    for row in rows {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *row => *last = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let run = |(first, last): &(usize, usize)| {
        if first == last {
            format!("{sheet}!{column}{first}")
        } else {
            format!("{sheet}!{column}{first}:{column}{last}")
        }
    };
    format!("SUM({})", runs.iter().map(run).collect::<Vec<_>>().join(","))
}

impl Term {
    fn exact(number: u32) -> Self {
        Self::new(number.to_string(), f64::from(number), Precedence::Whole)
    }

    fn new(text: String, result: f64, bond: Precedence) -> Self {
        Self { text, result, around: result.abs(), bond }
    }

    /// In brackets where it holds together no tighter than `bond`.
    fn within(&self, bond: Precedence) -> String {
        if self.bond < bond { format!("({})", self.text) } else { self.text.clone() }
    }

    fn plus(&self, other: &Self) -> Self {
        let text = format!("{}+{}", self.text, other.text);
        let around = self.around.max(other.around);
        Self { text, result: self.result + other.result, around, bond: Precedence::Sum }
    }

    fn minus(&self, other: &Self) -> Self {
        let text = format!("{}-{}", self.text, other.within(Precedence::Product));
        let around = self.around.max(other.around);
        Self { text, result: self.result - other.result, around, bond: Precedence::Sum }
    }

    fn times(&self, other: &Self) -> Self {
        let text = format!("{}*{}", self.within(Precedence::Product), other.within(Precedence::Power));
        let around = (self.around * other.result.abs()).max(other.around * self.result.abs());
        Self { text, result: self.result * other.result, around, bond: Precedence::Product }
    }

    fn over(&self, other: &Self) -> Self {
        let text = format!("{}/{}", self.within(Precedence::Product), other.within(Precedence::Power));
        let result = self.result / other.result;
        let around = (self.around / other.result.abs()).max(result.abs() * other.around / other.result.abs());
        Self { text, result, around: around.max(LEAST_QUOTIENT), bond: Precedence::Product }
    }

    #[expect(clippy::disallowed_methods, reason = "a check within a tolerance, which reaches no output")]
    fn root(&self, n: i32) -> Self {
        let text = format!("{}^(1/{n})", self.within(Precedence::Whole));
        Self::new(text, self.result.powf(1.0 / f64::from(n)), Precedence::Power)
    }

    /// 1 where it is better than `ours`, else 0.
    fn is_better(&self, ours: &Self, lower_is_better: bool) -> Self {
        let (sign, is_it) =
            if lower_is_better { ('<', self.result < ours.result) } else { ('>', self.result > ours.result) };
        let text = format!("({}{sign}{})", self.text, ours.text);
        Self::new(text, f64::from(u8::from(is_it)), Precedence::Whole)
    }
}
