//! Judgement: what others printed, against the facts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::data::{
    claim::{Claim, Verdict},
    fact::{Fact, Facts},
    interval::Interval,
    quantity::Rounding,
    register::{Milestone, Registers},
    status::Qualifier,
};

/// What the data say of each claim, by its id. A claim about something that the plan does not declare
/// is left to those who know where to report it.
pub fn verdicts(registers: &Registers, facts: &Facts) -> BTreeMap<String, Verdict> {
    let verdict = |claim: &Claim| {
        if claim.fact.is_empty() {
            return Some(Verdict::NoData);
        }
        if let Some(id) = claim.milestone() {
            let milestone = registers.milestones.iter().find(|it| it.id == id)?;
            return Some(judge_date(claim, milestone));
        }
        let id = facts.named(&claim.fact)?.keys.first()?.to_string();
        let not_yet = facts.awaits(&id).map(|_| Verdict::NotYet);
        facts.get(&id).map(|fact| judge(claim, fact)).or(not_yet)
    };
    registers.claims.iter().filter_map(|claim| Some((claim.id.clone(), verdict(claim)?))).collect()
}

/// Judges the year that a claim gives by the date of the milestone that it is about.
fn judge_date(claim: &Claim, milestone: &Milestone) -> Verdict {
    if claim.measure != "YEAR" {
        return Verdict::NotComparable;
    }
    match claim.value() == Decimal::from(milestone.date.calendar_year()) {
        false => Verdict::Contradicted,
        true if milestone.source == claim.source => Verdict::NotIndependent,
        true => Verdict::Holds,
    }
}

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
