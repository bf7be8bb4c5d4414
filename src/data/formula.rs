//! Formulas: how a fact is computed, as a tree that each reader reads in its own way.
//!
//! Derivation reads it as polars expressions, the ledger as text, the workbook as a spreadsheet's
//! formula. The check of a release does not read it: that one computes from the printed text again.

use std::ops::{Div, Mul, Sub};

/// A formula over operands: what is needed, numbers of columns, or numbers of observations.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formula<T> {
    Operand(T),
    /// A number that is known exactly.
    Exact(u32),
    /// What several observations add up to: one operand, in brackets.
    Parts(Vec<Self>),
    Difference(Box<Self>, Box<Self>),
    Product(Box<Self>, Box<Self>),
    Quotient(Box<Self>, Box<Self>),
    /// The n-th root.
    Root(Box<Self>, i32),
    /// The place of one among rivals, 1 the best: one more than those that are better.
    Place {
        own: Box<Self>,
        rivals: Vec<Self>,
        lower_is_better: bool,
    },
}

impl<T> Formula<T> {
    /// The `n`-th root.
    #[must_use]
    pub fn root(self, n: i32) -> Self {
        Self::Root(Box::new(self), n)
    }

    /// The operands, as often as they stand in it, in reading order.
    pub fn operands(&self) -> Vec<&T> {
        match self {
            Self::Operand(operand) => vec![operand],
            Self::Exact(_) => vec![],
            Self::Parts(parts) => parts.iter().flat_map(Self::operands).collect(),
            Self::Difference(a, b) | Self::Product(a, b) | Self::Quotient(a, b) => {
                [a.operands(), b.operands()].concat()
            }
            Self::Root(of, _) => of.operands(),
            Self::Place { own, rivals, .. } => {
                std::iter::once(&**own).chain(rivals).flat_map(Self::operands).collect()
            }
        }
    }

    /// The same formula over other operands: each gives way to a formula.
    pub fn with<U>(&self, operand: &mut impl FnMut(&T) -> Formula<U>) -> Formula<U> {
        match self {
            Self::Operand(it) => operand(it),
            Self::Exact(number) => Formula::Exact(*number),
            Self::Parts(parts) => Formula::Parts(parts.iter().map(|it| it.with(operand)).collect()),
            Self::Difference(a, b) => {
                Formula::Difference(Box::new(a.with(operand)), Box::new(b.with(operand)))
            }
            Self::Product(a, b) => Formula::Product(Box::new(a.with(operand)), Box::new(b.with(operand))),
            Self::Quotient(a, b) => Formula::Quotient(Box::new(a.with(operand)), Box::new(b.with(operand))),
            Self::Root(it, n) => Formula::Root(Box::new(it.with(operand)), *n),
            Self::Place { own, rivals, lower_is_better } => Formula::Place {
                own: Box::new(own.with(operand)),
                rivals: rivals.iter().map(|it| it.with(operand)).collect(),
                lower_is_better: *lower_is_better,
            },
        }
    }

    /// The formula over the numbers of its operands, counted from 0 in reading order, and the operands;
    /// one that stands in it twice counts once.
    pub fn numbered(self) -> (Formula<usize>, Vec<T>)
    where
        T: Clone + PartialEq,
    {
        let mut found: Vec<T> = vec![];
        let formula = self.with(&mut |operand| {
            let known = found.iter().position(|it| it == operand);
            Formula::Operand(known.unwrap_or_else(|| {
                found.push(operand.clone());
                found.len() - 1
            }))
        });
        (formula, found)
    }

    /// The formula as people write it, `(a ÷ b − 1) × 100`, each operand as `operand` writes it: as a
    /// number, or as a whole in brackets. A place is one more than the number of those that it is behind,
    /// `1 + #(3 < 5, 2)`.
    pub fn text(&self, operand: &impl Fn(&T) -> String) -> String {
        let of = |it: &Self| it.text(operand);
        let bracketed = |it: &Self, is_loose: bool| if is_loose { format!("({})", of(it)) } else { of(it) };
        let sum = |it: &Self| matches!(it, Self::Difference(..));
        let tied = |it: &Self| matches!(it, Self::Difference(..) | Self::Product(..) | Self::Quotient(..));
        match self {
            Self::Operand(it) => operand(it),
            Self::Exact(number) => number.to_string(),
            Self::Parts(parts) => format!("({})", parts.iter().map(of).collect::<Vec<_>>().join(" + ")),
            Self::Difference(a, b) => format!("{} − {}", of(a), bracketed(b, sum(b))),
            Self::Product(a, b) => format!("{} × {}", bracketed(a, sum(a)), bracketed(b, tied(b))),
            Self::Quotient(a, b) => format!("{} ÷ {}", bracketed(a, sum(a)), bracketed(b, tied(b))),
            Self::Root(it, n) => format!("{}^(1/{n})", bracketed(it, tied(it))),
            Self::Place { own, rivals, lower_is_better } => {
                let is_behind = if *lower_is_better { '>' } else { '<' };
                let rivals: Vec<String> = rivals.iter().map(of).collect();
                format!("1 + #({} {is_behind} {})", of(own), rivals.join(", "))
            }
        }
    }

    /// The power of the operands' common unit that a result is in: 1 for amounts, 0 for ratios.
    pub fn degree(&self) -> i32 {
        match self {
            Self::Operand(_) | Self::Parts(_) => 1,
            Self::Exact(_) | Self::Place { .. } => 0,
            Self::Difference(a, _) => a.degree(),
            Self::Product(a, b) => a.degree() + b.degree(),
            Self::Quotient(a, b) => a.degree() - b.degree(),
            Self::Root(of, n) => of.degree() / n,
        }
    }
}

impl<T> Sub for Formula<T> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::Difference(Box::new(self), Box::new(other))
    }
}

impl<T> Mul for Formula<T> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::Product(Box::new(self), Box::new(other))
    }
}

impl<T> Div for Formula<T> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(other))
    }
}
