//! Meaning: what a fact asks for must be something that its indicators and areas can give.
//!
//! Every fault here would print a number that is computed correctly and says nothing: an amount
//! divided by another amount that was taken for an exchange rate, the share of a province in another.

use super::facts::FactSpec;
use crate::{
    data::{area::AreaCode, catalogue::Catalogue, metric::Metric},
    diag::Diagnostic,
};

/// What makes no sense in a fact whose codes are all known.
pub fn faults(spec: &FactSpec, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let mut faults: Vec<_> = wrong_rate(spec, catalogue).into_iter().chain(same_indicator(spec)).collect();
    faults.extend(wrong_whole(spec, catalogue));
    faults.extend(percent_per_many(spec, catalogue));
    faults
}

/// A conversion divides by so much of its own unit a unit of another: CNY by CNY_PER_USD.
fn wrong_rate(spec: &FactSpec, catalogue: &Catalogue) -> Option<Diagnostic> {
    let (of, rate) =
        (catalogue.indicators.get(&spec.indicator)?, catalogue.indicators.get(spec.rate.as_ref()?)?);
    let is_of_unit = rate.measure.split_once("_PER_").is_some_and(|(unit, _)| *of.measure == *unit);
    let message = || {
        format!(
            "{} is measured in {}, which is no rate for {} in {}",
            rate.code, rate.measure, of.code, of.measure
        )
    };
    let help = || format!("name an indicator that is measured in {}_PER_ another unit", of.measure);
    (!is_of_unit).then(|| Diagnostic::error("rate-unit", message()).help(help()))
}

/// An intensity over its own indicator is a hundred percent for ever.
fn same_indicator(spec: &FactSpec) -> Option<Diagnostic> {
    (spec.over.as_ref() == Some(&spec.indicator)).then(|| {
        Diagnostic::error("same-indicator", format!("{} is divided by itself", spec.indicator))
            .help("name another indicator in `over`")
    })
}

/// A quotient of two amounts in one unit is in %: there is nothing that it is per a thousand of.
fn percent_per_many(spec: &FactSpec, catalogue: &Catalogue) -> Option<Diagnostic> {
    let measure = |code: &str| catalogue.indicators.get(code).map(|it| &it.measure);
    let is_percent = measure(&spec.indicator) == measure(spec.over.as_ref()?);
    let message = || format!("{} over {} is in %", spec.indicator, spec.over.as_deref().unwrap_or_default());
    (spec.per.is_some() && is_percent)
        .then(|| Diagnostic::error("fact-surplus", message()).help("take `per` out"))
}

/// A share, its change and a contribution are of a whole that holds the part. How growth stands to
/// that of another area is asked of any two.
fn wrong_whole(spec: &FactSpec, catalogue: &Catalogue) -> Vec<Diagnostic> {
    let Some(whole) = spec.of.as_ref().filter(|_| spec.metric != Metric::GrowthGap) else { return vec![] };
    let parts = spec.area.iter().chain(spec.areas.iter().flatten());
    let strange = parts.filter(|part| lies_in(part, whole, catalogue) == Some(false));
    let fault = |part: &AreaCode| {
        let message = format!("{part} is no part of {whole}");
        let name = spec.metric.name();
        Diagnostic::error("wrong-whole", message)
            .help(format!("name a whole in `of` that holds {part}: {name} is a part of a whole"))
    };
    strange.map(fault).collect()
}

/// Whether an area lies in another; none where nothing is known of it.
///
/// Known are sums of parts, and the codes of ISO 3166: CN holds CN-SC, and CN-SC holds nothing of
/// CN-BJ. An economic circle with a code of its own may lie anywhere: its shares are judged by their
/// size.
fn lies_in(part: &str, whole: &str, catalogue: &Catalogue) -> Option<bool> {
    let parts_of = |code: &str| catalogue.areas.get(code).map(|it| it.parts.as_slice()).unwrap_or_default();
    if part == whole || part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('-')) {
        return Some(true);
    }
    if let parts @ [_, ..] = parts_of(part) {
        let lie = parts.iter().map(|it| lies_in(it, whole, catalogue));
        return all(lie);
    }
    if let parts @ [_, ..] = parts_of(whole) {
        let lie = parts.iter().map(|it| lies_in(part, it, catalogue).map(|lies| !lies));
        return all(lie).map(|is_outside| !is_outside);
    }
    // Two provinces, two countries, or a country in one of its provinces.
    (country(part, catalogue).is_some() && country(whole, catalogue).is_some()).then_some(false)
}

/// Whether all are; false as soon as one is known not to be, none where it stays open.
fn all(known: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_open = false;
    for one in known {
        match one {
            Some(true) => {}
            Some(false) => return Some(false),
            None => is_open = true,
        }
    }
    (!is_open).then_some(true)
}

/// The country of a code of ISO 3166: CN of CN and of CN-SC. Two letters alone may be anybody's (SC for
/// Sichuan, which ISO gives to the Seychelles): they are a country where the list has a part of it by that code.
fn country<'a>(code: &'a str, catalogue: &Catalogue) -> Option<&'a str> {
    let (country, is_part) = code.split_once('-').map_or((code, false), |(country, _)| (country, true));
    let is_alpha_2 = country.len() == 2 && country.bytes().all(|it| it.is_ascii_uppercase());
    let holds = |it: &str| it.strip_prefix(country).is_some_and(|rest| rest.starts_with('-'));
    (is_alpha_2 && (is_part || catalogue.areas.keys().any(|it| holds(it)))).then_some(country)
}
