//! Judgement: what others printed, against the facts.

use rust_decimal::Decimal;

use crate::data::{
    claim::{Claim, Verdict},
    fact::Fact,
    interval::Interval,
    quantity::Rounding,
    status::Qualifier,
};

/// Judges a claim by the fact that it is about.
///
/// A claim that holds is confirmed only by a fact that does not rest on the claim's own source.
pub fn judge(claim: &Claim, fact: &Fact) -> Verdict {
    let rests_on_claim = fact.operands.iter().any(|operand| operand.source == claim.source);
    match compare(claim, fact) {
        Verdict::Holds | Verdict::HoldsTruncated if rests_on_claim => Verdict::NotIndependent,
        verdict => verdict,
    }
}

/// A claim printed as 8.19 trillion stands for 8.185 … 8.195. It holds if the fact, rounded to the
/// claim's last digit, is what was printed. It holds truncated if cutting the digits off instead of
/// rounding gives it. If the fact's bounds reach into the claim's interval all the same, the
/// published precision cannot decide; otherwise the claim is contradicted.
fn compare(claim: &Claim, fact: &Fact) -> Verdict {
    let is_count = claim.measure == "COUNT" && ["COUNT", "ENT", "PAT"].contains(&fact.measure.as_str());
    if claim.measure != fact.measure && !is_count {
        return Verdict::NotComparable;
    }
    let claimed = claim.value();
    if claim.qualifier == Qualifier::MoreThan {
        let is_reached = fact.bounds.lo().is_some_and(|lo| lo >= claimed);
        return if is_reached { Verdict::Holds } else { Verdict::Contradicted };
    }
    let place = claim.last_place();
    let in_places = |value: Decimal| value / place;
    let rounded = Rounding::HalfAway.round(in_places(fact.value), 0) * place;
    let truncated = in_places(fact.value).trunc() * place;
    if rounded == claimed {
        Verdict::Holds
    } else if truncated == claimed {
        Verdict::HoldsTruncated
    } else if overlap(fact.bounds, claim.interval()) {
        Verdict::Undecidable
    } else {
        Verdict::Contradicted
    }
}

fn overlap(a: Interval, b: Interval) -> bool {
    let below = |lo: Option<Decimal>, hi: Option<Decimal>| match (lo, hi) {
        (Some(lo), Some(hi)) => lo <= hi,
        _ => true,
    };
    below(a.lo(), b.hi()) && below(b.lo(), a.hi())
}
