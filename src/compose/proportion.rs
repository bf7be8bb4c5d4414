//! Proportions: the words for a doubling, a halving or a simple fraction, chosen from the bounds.

use rust_decimal::Decimal;

use crate::{data::interval::Interval, lang::Lang};

/// How far from a fraction, in percentage points, a share is still just over or just under it.
const NEAR: Decimal = Decimal::ONE;

/// The words for a change in percent that at least halves or doubles; none for a smaller one, and
/// where the bounds leave open which words are true.
pub fn of_change(bounds: Interval, lang: Lang) -> Option<&'static str> {
    let is_above = |change: i32| bounds.lo().is_some_and(|lo| lo > change.into());
    let is_below = |change: i32| bounds.hi().is_some_and(|hi| hi < change.into());
    let may_be = |change: i32| bounds.contains(change.into());
    Some(match () {
        () if is_above(200) => lang.pick("增长两倍以上", "more than tripled"),
        () if is_above(100) => lang.pick("增长一倍以上", "more than doubled"),
        () if is_below(-50) => lang.pick("减少一半以上", "more than halved"),
        () if is_above(80) && may_be(100) && is_below(120) => lang.pick("约增长一倍", "about doubled"),
        () if is_above(-60) && may_be(-50) && is_below(-40) => lang.pick("约减少一半", "about halved"),
        () => return None,
    })
}

/// The words for a share in percent that lies within a percentage point of a simple fraction; none
/// for any other.
pub fn of_share(bounds: Interval, lang: Lang) -> Option<String> {
    let (lo, hi) = (bounds.lo()?, bounds.hi()?);
    let (share, words) = FRACTIONS.into_iter().find_map(|(part, whole, zh, en)| {
        let share = Decimal::ONE_HUNDRED * Decimal::from(part) / Decimal::from(whole);
        let is_near = share - NEAR <= lo && hi <= share + NEAR;
        is_near.then(|| (share, lang.pick(zh, en)))
    })?;
    Some(match lang {
        Lang::Zh if lo > share => format!("略高于{words}"),
        Lang::Zh if hi < share => format!("略低于{words}"),
        Lang::Zh => format!("约{words}"),
        Lang::En if lo > share => format!("just over {words}"),
        Lang::En if hi < share => format!("just under {words}"),
        Lang::En => format!("about {words}"),
    })
}

/// The fractions that have words: part, whole, and how they are said.
const FRACTIONS: [(u32, u32, &str, &str); 7] = [
    (1, 2, "一半", "half"),
    (1, 3, "三分之一", "a third"),
    (2, 3, "三分之二", "two thirds"),
    (1, 4, "四分之一", "a quarter"),
    (3, 4, "四分之三", "three quarters"),
    (1, 5, "五分之一", "a fifth"),
    (1, 10, "十分之一", "a tenth"),
];
