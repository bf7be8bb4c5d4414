//! A decimal with the digits that an engine sent.

use std::cmp::Ordering;

/// A decimal: whole steps of 10⁻ˢᶜᵃˡᵉ. `12.30` and `12.3` are the same number and different digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exact {
    steps: i128,
    scale: u32,
}

impl Exact {
    /// Digits that any value may have: no engine's decimal has more, and with them every step fits
    /// 128 bits.
    pub const DIGITS: usize = 38;

    /// Reads digits with at most one point between them, and a minus before them. `None` for anything
    /// else (an exponent, a plus, `NaN`), and for more digits than [`Self::DIGITS`].
    pub fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !are_digits(whole) || !are_digits(decimals) {
            return None;
        }
        let decimals = if unsigned.contains('.') { decimals } else { "" };
        let digits = format!("{whole}{decimals}");
        let digits = digits.trim_start_matches('0');
        if digits.len() > Self::DIGITS {
            return None;
        }
        let steps = if digits.is_empty() { 0 } else { digits.parse::<i128>().ok()? };
        let scale = u32::try_from(decimals.len()).ok()?;
        Some(Self { steps: if text.starts_with('-') { -steps } else { steps }, scale })
    }

    /// A whole number.
    pub fn whole(number: i128) -> Self {
        Self { steps: number, scale: 0 }
    }

    /// Its decimals.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// The same number in steps of 10⁻ˢᶜᵃˡᵉ: `None` where it is no whole number of them, or more than
    /// fit 128 bits.
    pub fn steps(self, scale: u32) -> Option<i128> {
        match scale.checked_sub(self.scale) {
            Some(more) => self.steps.checked_mul(10_i128.checked_pow(more)?),
            None => {
                let step = 10_i128.checked_pow(self.scale - scale)?;
                (self.steps % step == 0).then_some(self.steps / step)
            }
        }
    }

    /// Whether both are the same number, whatever their digits.
    pub fn is_same_number(self, other: Self) -> bool {
        self.compare(other) == Some(Ordering::Equal)
    }

    /// Which number is larger: `None` where 128 bits do not hold both at one scale.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let scale = self.scale.max(other.scale);
        Some(self.steps(scale)?.cmp(&other.steps(scale)?))
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    #[test]
    fn digits_and_nothing_else_are_a_number() {
        for text in ["0", "-1", "12.30", "0.000", "99999999999999999999999999999999999999"] {
            assert!(Exact::read(text).is_some(), "{text}");
        }
        for text in ["", "-", ".5", "5.", "+1", "1e3", "NaN", "nan", "1,000", "1.2.3", " 1", "--1", "１"] {
            assert!(Exact::read(text).is_none(), "{text}");
        }
        assert!(Exact::read("999999999999999999999999999999999999990").is_none(), "39 digits");
    }

    #[test]
    fn a_number_is_the_same_at_any_scale() {
        let [a, b, c] = ["12.30", "12.3", "12.31"].map(|it| Exact::read(it).expect("digits"));
        assert!(a.is_same_number(b) && a != b && !a.is_same_number(c));
        assert_eq!((a.steps(2), a.steps(1), c.steps(1)), (Some(1230), Some(123), None));
    }
}
