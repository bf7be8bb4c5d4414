//! Precision: no more digits than the bounds carry.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::{
    data::fact::{Fact, Facts, Show},
    diag::{Diagnostic, Sink},
    plan::facts::Declared,
};

/// Warns of every name that shows a fact more finely than its bounds allow, with the decimals that
/// they do allow.
///
/// The last digit may be uncertain, the one before it may not: bounds that lie ten units of the
/// last digit apart leave that digit without meaning (the rule of significant figures).
pub fn precision(facts: &Facts, declared: &BTreeMap<String, Declared>, sink: &mut Sink) {
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
        sink.push(warning.help(format!("write decimals = {honest}")));
    }
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
