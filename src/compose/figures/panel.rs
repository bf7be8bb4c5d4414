//! Panels: the facts behind a name, by area and period, and the numbers that charts draw.

use std::collections::BTreeMap;

use crate::{
    compose::scope::{Scope, ShownPart},
    data::{
        area::AreaCode,
        fact::{Fact, Named, Show},
        period::Period,
    },
    diag::{Diagnostic, Locus, did_you_mean},
    doc::{figure::Datum, inline::plain},
};

/// A panel's facts by area and period, in the plan's order.
pub struct Panel<'a> {
    scope: &'a Scope,
    pub show: Show,
    pub areas: Vec<AreaCode>,
    pub periods: Vec<Period>,
    pub facts: BTreeMap<(AreaCode, Period), Fact>,
}

impl<'a> Panel<'a> {
    /// Finds the facts of a panel: one that was not known yet has no place in it; a missing one was
    /// reported and stays a gap.
    pub fn new(scope: &'a Scope, named: &Named) -> Self {
        let mut panel =
            Self { scope, show: named.show, areas: vec![], periods: vec![], facts: BTreeMap::new() };
        for key in named.keys.iter().filter(|key| !scope.is_awaited(key)) {
            if !panel.areas.contains(&key.area) {
                panel.areas.push(key.area.clone());
            }
            if !panel.periods.contains(&key.period) {
                panel.periods.push(key.period);
            }
            if let Some(fact) = scope.fact(key) {
                panel.facts.insert((key.area.clone(), key.period), fact.clone());
            }
        }
        panel
    }

    /// The fact of an area and a period.
    pub fn fact(&self, area: &AreaCode, period: Period) -> Option<&Fact> {
        self.facts.get(&(area.clone(), period))
    }

    /// Its number, as a chart draws it.
    pub fn datum(&self, area: &AreaCode, period: Period) -> Option<Datum> {
        self.fact(area, period).map(|fact| datum(self.scope, fact, self.show))
    }
}

/// A fact as a chart draws it.
pub fn datum(scope: &Scope, fact: &Fact, show: Show) -> Datum {
    let shown = plain(&[scope.show(fact, show, ShownPart::Number)]);
    let scaled = scope.writer.scaled(fact.value, show);
    let exponent = scope.writer.exponent(show.scale);
    Datum { fact: fact.id.clone(), value: geometry(scaled), shown, exponent, status: fact.status }
}

/// A figure or table that names a fact which the plan does not declare.
pub fn unknown_fact(name: &str, scope: &Scope, locus: &Locus) -> Diagnostic {
    let message = format!("the plan declares no fact named {name:?}");
    let diagnostic = Diagnostic::error("unknown-fact", message).at(locus.clone());
    match did_you_mean(name, scope.facts.names().map(|(name, _)| name)) {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic,
    }
}

/// A number as a length: only the geometry of a drawing is made from it, its digits are said by
/// [`Scope::show`].
pub fn geometry(scaled: rust_decimal::Decimal) -> f64 {
    scaled.to_string().parse().unwrap_or(f64::NAN)
}
