//! Precision: no more digits than the bounds carry.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    data::{
        fact::{Fact, Facts, Show},
        metric::Metric,
        observation::Observation,
        quantity::Rounding,
        unit::Scale,
    },
    diag::{Diagnostic, Sink},
    plan::facts::DeclaredFact,
};

/// The decimals of the values themselves (`Decimal(38, 12)`).
const MOST_DECIMALS: u32 = 12;

/// Warns of every name that shows a fact more finely than its bounds allow, with the decimals that
/// they do allow.
///
/// The last digit may be uncertain, the one before it may not: bounds that lie ten units of the
/// last digit apart leave that digit without meaning (the rule of significant figures).
pub fn precision(facts: &Facts, declared: &BTreeMap<String, DeclaredFact>, sink: &mut Sink) {
    for (name, it) in declared {
        let show = it.named.show;
        let shown = it.named.keys.iter().filter_map(|key| facts.get(&key.to_string()));
        let Some((fact, honest)) =
            shown.filter_map(|fact| Some((fact, too_fine(fact, show)?))).min_by_key(|it| it.1)
        else {
            continue;
        };
        let message = format!(
            "{name} shows {} decimals of {}, which is only known to {honest}",
            show.decimals, fact.id
        );
        let warning =
            Diagnostic::warning("too-precise", message).at(it.locus.clone().showing(fact.bounds.to_string()));
        let lost = lost_zero(facts, fact).into_iter().fold(warning, Diagnostic::help);
        sink.push(lost.help(format!("write decimals = {honest}")));
    }
}

/// Reports every name that shows a value as nought which is none: an amount or a ratio as an error, a
/// change, which may well be next to nothing, as a warning.
pub fn vanishing(facts: &Facts, declared: &BTreeMap<String, DeclaredFact>, sink: &mut Sink) {
    for (name, it) in declared {
        let show = it.named.show;
        let shown = it.named.keys.iter().filter_map(|key| facts.get(&key.to_string()));
        let Some((fact, needed)) =
            shown.filter_map(|fact| Some((fact, vanishes(fact, show)?))).max_by_key(|it| it.1)
        else {
            continue;
        };
        let message = format!("{name} shows {} as 0, which is {}", fact.id, fact.value.normalize());
        let fault = match fact.key.metric() {
            Metric::Level
            | Metric::Index
            | Metric::Share
            | Metric::Rank
            | Metric::Conversion
            | Metric::Multiple
            | Metric::Intensity => Diagnostic::error("rounds-to-zero", message),
            Metric::AbsoluteChange
            | Metric::PercentChange
            | Metric::AnnualRate
            | Metric::PointChange
            | Metric::RankChange
            | Metric::Contribution
            | Metric::GrowthGap
            | Metric::Gap => Diagnostic::warning("rounds-to-zero", message),
        };
        let fault = fault.at(it.locus.clone()).help(format!("write decimals = {needed}"));
        let fault = if show.scale == Scale::One { fault } else { fault.help("or a smaller `scale`") };
        let per = fact.key.metric() == Metric::Intensity && fact.measure != "PT";
        sink.push(if per { fault.help("or so many of the other: per = 1000") } else { fault });
    }
}

/// The decimals that a value needs which is shown as nought and is none.
fn vanishes(fact: &Fact, show: Show) -> Option<u32> {
    let scaled = (fact.value / show.scale.factor()).abs();
    let is_nought = |decimals: u32| Rounding::HalfAway.round(scaled, decimals).is_zero();
    (!scaled.is_zero() && is_nought(show.decimals))
        .then(|| (show.decimals..=MOST_DECIMALS).find(|decimals| !is_nought(*decimals)))
        .flatten()
}

/// The value of a fact that has fewer digits than its indicator's others: 2.4 among 2.40 and 2.56 has lost a
/// zero on its way through a spreadsheet.
fn lost_zero(facts: &Facts, fact: &Fact) -> Option<String> {
    let decimals = |it: &Observation| it.printed.decimals();
    let of = |indicator: &str| {
        let all = facts.iter().flat_map(|it| &it.operands).filter(move |it| it.indicator == indicator);
        all.map(decimals).max()
    };
    let short = fact.operands.iter().find(|it| of(&it.indicator).is_some_and(|most| decimals(it) < most))?;
    Some(format!(
        "{} is {} there, beside values with more digits: has a zero been lost?",
        short.cell, short.printed
    ))
}

/// The decimals that the bounds carry, if fewer than are shown.
fn too_fine(fact: &Fact, show: Show) -> Option<u32> {
    let (Some(lo), Some(hi)) = (fact.bounds.lo(), fact.bounds.hi()) else { return None };
    let width = (hi - lo) / show.scale.factor();
    let carries = |decimals: u32| width < Decimal::new(10, decimals) || is_round(fact, show, decimals);
    (0..=show.decimals).rev().find(|decimals| carries(*decimals)).filter(|honest| *honest < show.decimals)
}

/// A whole number that ends in zeros claims nothing by them.
fn is_round(fact: &Fact, show: Show, decimals: u32) -> bool {
    let scaled = fact.value / show.scale.factor();
    decimals == 0 && (scaled % Decimal::TEN).is_zero()
}
