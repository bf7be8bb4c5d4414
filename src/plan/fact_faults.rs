//! What is wrong in how a fact is written: codes that there are not, parts that its metric needs or has no use
//! for.

use super::{
    facts::{FactSpec, rule},
    subject::{SUBJECT, WHOLE},
};
use crate::{
    data::{area::AreaCode, catalogue::Catalogue, indicator::IndicatorCode, metric::Metric, period::Period},
    diag::{Diagnostic, there_is},
};

/// The indicators and areas that the catalogue does not have.
pub(super) fn unknown_codes(spec: &FactSpec, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let others = spec.rate.iter().chain(&spec.over).chain(&spec.share_of);
    let indicators = others.chain([&spec.indicator]);
    let areas = spec.area.iter().chain(spec.areas.iter().flatten()).chain(&spec.of).chain(&spec.among);
    let unknown_indicators = indicators
        .filter(|code| !catalogue.indicators.contains_key(*code))
        .map(|code| unknown("indicator", code, catalogue.indicators.keys().map(IndicatorCode::as_str)));
    let unknown_areas = areas
        .filter(|code| !catalogue.areas.contains_key(*code))
        .map(|code| unknown("area", code, catalogue.areas.keys().map(AreaCode::as_str)));
    unknown_indicators.chain(unknown_areas).collect()
}

/// What the metric of a fact needs and the plan does not give.
pub(super) fn missing_parts(spec: &FactSpec) -> Vec<Diagnostic> {
    let name = spec.metric.name();
    let mut faults = vec![];
    let mut need = |is_missing: bool, what: &str| {
        if is_missing {
            faults.push(Diagnostic::error("fact-incomplete", format!("{name} needs {what}")));
        }
    };
    need(spec.area.is_none() == spec.areas.is_none(), "either `area` or `areas`");
    need(spec.period.is_some() && spec.periods.is_some(), "either `period` or `periods`, not both");
    // Which period the base is, is of no account here.
    if let Err(what) = rule(spec, Period::year(0)) {
        need(true, what);
    }
    faults
}

/// What the plan gives to a fact whose metric has no use for it: a whole that is no part of a level's
/// formula would be read as one.
pub(super) fn idle_parts(spec: &FactSpec) -> Vec<Diagnostic> {
    let metric = spec.metric;
    let is_change_of_ratio = metric == Metric::PointChange;
    let wholes = [Metric::Share, Metric::Contribution, Metric::GrowthGap, Metric::Gap];
    let given = [
        ("base", spec.base.is_some(), metric.needs_base() || metric == Metric::Gap),
        ("of", spec.of.is_some(), wholes.contains(&metric) || is_change_of_ratio),
        ("over", spec.over.is_some(), metric == Metric::Intensity || is_change_of_ratio),
        ("per", spec.per.is_some(), metric == Metric::Intensity),
        ("among", !spec.among.is_empty(), metric == Metric::Rank),
        ("rate", spec.rate.is_some(), metric == Metric::Conversion),
        ("share-of", spec.share_of.is_some(), metric == Metric::Gap),
    ];
    let idle = given.into_iter().filter(|(_, is_given, is_used)| *is_given && !is_used);
    idle.map(|(part, ..)| {
        let message = format!("{} has no use for `{part}`", metric.name());
        Diagnostic::error("fact-surplus", message).help("take it out, or choose the metric that was meant")
    })
    .collect()
}

fn unknown<'a>(what: &str, code: &str, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    let diagnostic = match what {
        "area" => Diagnostic::error("unknown-area", format!("there is no area {code}")),
        _ => Diagnostic::error("unknown-indicator", format!("there is no indicator {code}")),
    };
    if [SUBJECT, WHOLE].contains(&code) {
        return diagnostic.help("say which: subject = { area = …, whole = … } in the plan, or --editions");
    }
    diagnostic.help(there_is(code, known))
}
