//! What is wrong in how a fact is written: codes that there are not, parts that its metric needs or has no use
//! for.

use super::{
    facts::{FactSpec, PeriodSpec, rule},
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
            let fault = Diagnostic::error("fact-incomplete", format!("{name} needs {what}"));
            faults.push(
                fault.help("write it in the fact's entry; the guide's reference has the keys of each metric"),
            );
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
    let given = [
        ("base", spec.base.is_some()),
        ("of", spec.of.is_some()),
        ("over", spec.over.is_some()),
        ("per", spec.per.is_some()),
        ("among", !spec.among.is_empty()),
        ("rate", spec.rate.is_some()),
        ("share-of", spec.share_of.is_some()),
    ];
    let idle = given.into_iter().filter(|(part, is_given)| *is_given && !uses(spec.metric, part));
    idle.map(|(part, _)| {
        let message = format!("{} has no use for `{part}`", spec.metric.name());
        Diagnostic::error("fact-surplus", message).help("take it out, or choose the metric that was meant")
    })
    .collect()
}

/// The keys that only some metrics have a use for.
pub(super) const METRIC_KEYS: [&str; 7] = ["of", "over", "per", "among", "rate", "share-of", "base"];

/// Whether a metric has a use for a key of a fact beside those that every fact has.
pub(super) fn uses(metric: Metric, part: &str) -> bool {
    let is_change_of_ratio = metric == Metric::PointChange;
    let wholes = [Metric::Share, Metric::Contribution, Metric::GrowthGap, Metric::Gap];
    match part {
        "base" => metric.needs_base() || metric == Metric::Gap,
        "of" => wholes.contains(&metric) || is_change_of_ratio,
        "over" => metric == Metric::Intensity || is_change_of_ratio,
        "per" => metric == Metric::Intensity,
        "among" => metric == Metric::Rank,
        "rate" => metric == Metric::Conversion,
        "share-of" => metric == Metric::Gap,
        _ => false,
    }
}

/// The key that a metric cannot do without, beside those that every fact has.
fn needs(metric: Metric) -> Option<&'static str> {
    match metric {
        Metric::Share | Metric::Contribution | Metric::GrowthGap | Metric::Gap => Some("of"),
        Metric::Intensity => Some("over"),
        Metric::Conversion => Some("rate"),
        Metric::Rank => Some("among"),
        _ => None,
    }
}

/// The keys beside `indicator`, `area` and `period` that a metric takes, and whether it needs each.
pub fn metric_keys(metric: Metric) -> Vec<(&'static str, bool)> {
    let used = METRIC_KEYS.into_iter().filter(|part| uses(metric, part));
    used.map(|part| (part, needs(metric) == Some(part))).collect()
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

/// The period of a fact and the one that it is compared with, where that is not an earlier one: nothing has changed
/// since, or what is called growth is the way back. What the latest period is, only the data know.
pub(super) fn late_base(spec: &FactSpec, (base, end): (Period, Period)) -> Option<Diagnostic> {
    if spec.periods.is_some() {
        return None;
    }
    let own = spec.period.unwrap_or(PeriodSpec::End(0)).of((base, end), end)?;
    let from = spec.base.unwrap_or(PeriodSpec::Base(0)).of((base, end), own)?;
    rule(spec, from).ok()?.base().filter(|from| *from >= own)?;
    let message = format!("{} of {own} is compared with {from}, which is not before it", spec.metric.name());
    let fault = Diagnostic::error("late-base", message);
    Some(fault.help("name an earlier period as its `base`, or a later one as its `period`"))
}

#[cfg(test)]
mod tests {
    use schemars::schema_for;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_fact_that_says_no_more_than_it_must_lacks_what_its_metric_needs() {
        let schema = schema_for!(Metric).to_value();
        let kinds = schema["oneOf"].as_array().expect("an enumeration");
        for word in
            kinds.iter().flat_map(|it| it["enum"].as_array().into_iter().flatten().chain(it.get("const")))
        {
            let metric: Metric = serde_json::from_value(word.clone()).expect("a metric");
            let bare = json!({"metric": metric.name(), "indicator": "X", "area": "X"});
            let bare: FactSpec = serde_json::from_value(bare).expect("a fact needs no more to be read");
            let lacks = rule(&bare, Period::year(0)).err();
            let key = lacks.and_then(|what| what.split('`').nth(1));
            assert_eq!(key, needs(metric), "{metric:?}");
        }
    }
}
