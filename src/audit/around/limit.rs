//! Limits: a word that makes an end of a range of a number is borne out by the fact.

use rust_decimal::Decimal;

use super::{BoundNumber, NumberFault};
use crate::{data::status::Qualifier, lang::Lang};

/// Words directly before a number that say that the value lies above it.
const ABOVE_EN: &[&str] =
    &["at least", "upwards of", "in excess of", "well over", "no less than", "no fewer than"];
const ABOVE_ZH: &[&str] = &["至少", "逾", "不少于", "不低于"];

/// Words that say that it lies below.
const BELOW_EN: &[&str] = &["nearly", "almost", "just under", "at most", "no more than", "not quite"];
const BELOW_ZH: &[&str] = &["将近", "不足", "不到", "至多", "最多", "不超过", "近"];

pub fn judge(place: BoundNumber) -> Option<NumberFault> {
    let shown = place.shown_fact()?;
    let fact = place.run.fact(shown).filter(|fact| fact.qualifier == Qualifier::Exact)?;
    let before = place.before().trim_end().to_lowercase();
    let (above, below) = match place.run.lang {
        Lang::En => (ABOVE_EN, BELOW_EN),
        Lang::Zh => (ABOVE_ZH, BELOW_ZH),
    };
    let ends = |words: &[&'static str]| {
        let is_word = |word: &&&str| {
            let Some(rest) = before.strip_suffix(**word) else { return false };
            // 最近 and 附近 are words of their own, 接近 says nothing of the side.
            let is_part = |c: char| match place.run.lang {
                Lang::Zh => matches!(c, '最' | '附' | '接' | '邻' | '临'),
                Lang::En => c.is_alphabetic(),
            };
            !rest.ends_with(is_part)
        };
        words.iter().find(is_word).copied()
    };
    // The number as it is shown, in the fact's own units.
    let digits: Decimal = shown.shown.digits().replace(',', "").replace('\u{2212}', "-").parse().ok()?;
    let said = digits.checked_mul(Decimal::from(10_u64.checked_pow(shown.exponent)?))?;
    let is_magnitude = said.is_sign_positive() && fact.value.is_sign_negative();
    let said = if is_magnitude { -said } else { said };
    let word = ends(above)
        .filter(|_| fact.bounds.lo().is_none_or(|lo| lo < said))
        .or_else(|| ends(below).filter(|_| fact.bounds.hi().is_none_or(|hi| hi > said)))?;
    Some(NumberFault {
        code: "typed-limit",
        message: format!("{word} is said of {}, and {} may lie on its other side", shown.shown, fact.id),
        help: "let the number stand by itself, or declare the value as more_than",
    })
}
