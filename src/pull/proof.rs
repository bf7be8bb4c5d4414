//! Proof of sums: several engines add up in 64 or 128 bits and go round without a word when they are
//! full. So each sum comes with the least and the greatest of what was added and their number.
//!
//! No partial sum, in any order and on any number of machines, is further from nought than
//! `n · max(|least|, |greatest|)`. Where the type has room for that, none of them can have gone round.
//! And where it had not, whatever came is refused, be it right or wrong.

use std::fmt;

use crate::snapshot::Exact;

/// What the type that an engine adds up in has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// Any number of digits, as `NUMERIC` in PostgreSQL and its kin.
    Any,
    /// Whole numbers of so many bits, one of them the sign.
    Bits(u32),
    /// Decimals of so many digits.
    Digits(u32),
}

/// A sum, and what was added up: digits, or nothing where there was nothing to add up.
#[derive(Debug, Clone, Copy)]
pub struct ProvenSum<'a> {
    pub sum: Option<&'a str>,
    pub least: Option<&'a str>,
    pub greatest: Option<&'a str>,
    pub count: &'a str,
}

/// Why a sum is not proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unproven {
    /// A partial sum may have been larger than its type.
    Overflow { count: u128, furthest: String },
    /// No such numbers have that sum.
    Impossible,
    /// One of the four is no number in digits.
    NoNumber(String),
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow { count, furthest } => {
                write!(f, "{count} values as far from 0 as {furthest} may be more than the sum's type holds")
            }
            Self::Impossible => f.write_str("no values between the least and the greatest have that sum"),
            Self::NoNumber(text) => write!(f, "{text} is no number in digits"),
        }
    }
}

impl ProvenSum<'_> {
    /// Whether the sum is what its values add up to, as far as its type decides it.
    ///
    /// # Errors
    /// Why that cannot be said.
    pub fn prove(self, room: Room) -> Result<(), Unproven> {
        let count = self.count.parse::<u64>().map_err(|_| Unproven::NoNumber(self.count.to_owned()))?;
        let (Some(sum), Some(least), Some(greatest)) = (self.sum, self.least, self.greatest) else {
            // The sum of nothing is NULL, and so are its extremes.
            let is_nothing = self.sum.is_none() && self.least.is_none() && self.greatest.is_none();
            return if is_nothing && count == 0 { Ok(()) } else { Err(Unproven::Impossible) };
        };
        let read = |text: &str| Exact::read(text).ok_or_else(|| Unproven::NoNumber(text.to_owned()));
        let numbers = [read(sum)?, read(least)?, read(greatest)?];
        let scale = numbers.iter().map(|it| it.scale()).max().expect("there are three");
        let count = u128::from(count);
        let further = if least.trim_start_matches('-').len() > greatest.trim_start_matches('-').len() {
            least
        } else {
            greatest
        };
        let overflow = || Unproven::Overflow { count, furthest: further.to_owned() };
        let steps = numbers.map(|it| it.steps(scale));
        let [Some(sum), Some(least), Some(greatest)] = steps else { return Err(overflow()) };
        let limit = match room {
            Room::Any => None,
            Room::Bits(bits) => Some(1_u128 << bits.saturating_sub(1).min(127)),
            Room::Digits(digits) => Some(10_u128.checked_pow(digits).unwrap_or(u128::MAX)),
        };
        if let Some(limit) = limit {
            let furthest = least.unsigned_abs().max(greatest.unsigned_abs()).checked_mul(count);
            if furthest.is_none_or(|it| it >= limit) {
                return Err(overflow());
            }
        }
        // Where 128 bits do not hold the bound, every sum that was read keeps it.
        let times = i128::try_from(count).expect("a count has 64 bits");
        let is_above = least.checked_mul(times).map_or(least < 0, |bound| bound <= sum);
        let is_below = greatest.checked_mul(times).map_or(greatest > 0, |bound| sum <= bound);
        if count > 0 && least <= greatest && is_above && is_below {
            Ok(())
        } else {
            Err(Unproven::Impossible)
        }
    }
}
