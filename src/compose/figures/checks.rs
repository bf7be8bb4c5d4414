//! Checks: what a kind of chart may be drawn of, so that no drawing says what its facts do not.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::{DrawnChart, FigureBuilder};
use crate::{
    data::{area::AreaCode, fact::Fact, metric::Metric},
    diag::{Diagnostic, Reported, Sink},
    doc::figure::{Chart, DrawnAs},
    plan::floats::FigureKind,
};

/// What is wrong: a code, what was found, what to do about it.
type Fault = (&'static str, String, &'static str);

impl FigureBuilder<'_> {
    /// Whether the chart may be drawn.
    ///
    /// # Errors
    /// Something speaks against it: all of it is reported.
    pub(super) fn check(&self, drawn: &DrawnChart, id: &str, sink: &mut Sink) -> Result<(), Reported> {
        let mut faults: Vec<Fault> =
            drawn.chart.nonsense().into_iter().map(|it| (it.code, it.message, it.help)).collect();
        faults.extend(self.wrong_measure(drawn));
        faults.extend(self.mixed_units(&drawn.facts));
        faults.extend(self.double_counting(&drawn.facts));
        faults.extend(self.undrawn_areas(&drawn.facts));
        if !matches!(self.spec.quadrants.len(), 0 | 4) {
            let message = format!("{} of 4 quadrants have words", self.spec.quadrants.len());
            let help = "name top left, top right, bottom left and bottom right, or none";
            faults.push(("figure-incomplete", message, help));
        }
        if let Chart::Waterfall(_) = drawn.chart {
            faults.extend(broken_sum(&drawn.facts));
        }
        if faults.is_empty() {
            return Ok(());
        }
        let fault = |(code, message, help)| {
            Diagnostic::error(code, format!("figure {id}: {message}")).at(self.locus.clone()).help(help)
        };
        Err(sink.all(faults.into_iter().map(fault).collect()))
    }

    /// Ranks of what is no rank, parts of what is no whole, bars of what has no zero.
    fn wrong_measure(&self, drawn: &DrawnChart) -> Option<Fault> {
        let stands_on_zero = drawn.chart.drawn_as() == Some(DrawnAs::Bars);
        let wrong = |fact: &&Fact| match (self.spec.kind, fact.measure.as_str()) {
            (FigureKind::Ranks, measure) => measure != "RANK",
            (FigureKind::ShareBars | FigureKind::Waffles, measure) => measure != "PT",
            (_, "INDEX" | "RANK") => stands_on_zero,
            _ => false,
        };
        let fact = drawn.facts.iter().find(wrong)?;
        let message = format!("{} cannot be drawn by this kind of chart", fact.id);
        let help = match self.spec.kind {
            FigureKind::Ranks => "only ranks have a first place: draw lines or bars",
            FigureKind::ShareBars | FigureKind::Waffles => {
                "only a percentage is a part of a whole: draw bars"
            }
            _ => "an index or a rank has no zero for bars to stand on: draw lines or ranks",
        };
        Some(("chart-measure", message, help))
    }

    /// Numbers in different units on one scale; a scatter has a scale for each of its measures.
    fn mixed_units(&self, facts: &[Fact]) -> Option<Fault> {
        let measures: BTreeSet<&str> = facts.iter().map(|fact| fact.measure.as_str()).collect();
        let is_one = self.spec.kind == FigureKind::Scatter || measures.len() < 2;
        let units = measures.into_iter().collect::<Vec<_>>().join(" and ");
        let message = format!("{units} stand on one scale");
        (!is_one).then_some(("chart-units", message, "draw a figure for each unit"))
    }

    /// Stacks of what does not add up, or of a whole beside its own parts.
    fn double_counting(&self, facts: &[Fact]) -> Option<Fault> {
        if self.spec.kind != FigureKind::StackedBars {
            return None;
        }
        let catalogue = &self.edition.catalogue;
        let adds_up = |fact: &Fact| {
            let indicator = catalogue.indicators.get(&fact.key.indicator);
            matches!(fact.key.metric(), Metric::Level | Metric::AbsoluteChange)
                && indicator.is_none_or(|indicator| indicator.kind.is_additive())
        };
        if let Some(fact) = facts.iter().find(|fact| !adds_up(fact)) {
            let message = format!("{} does not add up over areas", fact.id);
            return Some(("chart-stack", message, "draw the bars beside one another: kind = \"bars\""));
        }
        let areas: BTreeSet<&AreaCode> = facts.iter().map(|fact| &fact.key.area).collect();
        let holds = |whole: &&&AreaCode| {
            let parts = catalogue.areas.get(**whole).map(|area| &area.parts);
            parts.is_some_and(|parts| parts.iter().any(|part| areas.contains(part)))
        };
        let whole = areas.iter().find(holds)?;
        let message = format!("{whole} is stacked on its own parts");
        Some(("chart-stack", message, "leave the whole or the parts out of the panel"))
    }

    /// Areas that the plan picks out and the chart does not have.
    fn undrawn_areas(&self, facts: &[Fact]) -> Vec<Fault> {
        let spec = self.spec;
        let picked = spec.subject.iter().chain(&spec.parts).chain(&spec.cross);
        let is_undrawn = |area: &&AreaCode| !facts.iter().any(|fact| fact.key.area == **area);
        let fault = |area: &AreaCode| {
            let message = format!("{area} is picked out, and no number of it is drawn");
            ("chart-area", message, "add the area to the panel, or pick another one out")
        };
        picked.filter(is_undrawn).map(fault).collect()
    }
}

/// A level that is not what the steps before it came to, by more than rounding explains.
fn broken_sum(facts: &[Fact]) -> Option<Fault> {
    let mut stand: Option<(Decimal, Decimal)> = None;
    for fact in facts {
        let slack = match (fact.bounds.lo(), fact.bounds.hi()) {
            (Some(lo), Some(hi)) => hi - lo,
            _ => Decimal::ZERO,
        };
        stand = match (fact.key.metric(), stand) {
            (Metric::Level, Some((sum, slacks))) if (sum - fact.value).abs() > slacks + slack => {
                let message = format!(
                    "the steps come to {}, and {} is {}",
                    sum.normalize(),
                    fact.id,
                    fact.value.normalize()
                );
                return Some(("chart-sum", message, "name every step between the two levels, in order"));
            }
            (Metric::Level, _) | (_, None) => Some((fact.value, slack)),
            (_, Some((sum, slacks))) => Some((sum + fact.value, slacks + slack)),
        };
    }
    None
}
