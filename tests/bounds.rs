//! Bounds: whatever the true values behind the prints, the true fact lies within its bounds.

use std::collections::BTreeMap;

use briefing::{
    data::{
        fact::Fact,
        metric::{Metric, Rule},
    },
    diag::Diagnostic,
    ledger::Ledger,
    seal::recompute::contradictions,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::desk::Desk;

/// What is observed, in the order in which the true values are drawn.
pub const OBSERVED: [&str; 11] = [
    "RD A 2020",
    "RD A 2023",
    "RD CN 2020",
    "RD CN 2023",
    "RD B 2023",
    "GDP A 2020",
    "GDP A 2023",
    "FX CN 2023",
    "PLACE A 2020",
    "GDP CN 2020",
    "GDP CN 2023",
];

/// A fact a metric.
pub const FACTS: &str = "
    level = { metric = 'level', indicator = 'RD', area = 'A' }
    absolute_change = { metric = 'absolute_change', indicator = 'RD', area = 'A' }
    percent_change = { metric = 'percent_change', indicator = 'RD', area = 'A' }
    annual_rate = { metric = 'annual_rate', indicator = 'RD', area = 'A' }
    index = { metric = 'index', indicator = 'RD', area = 'A' }
    share = { metric = 'share', indicator = 'RD', area = 'A', of = 'CN' }
    point_change = { metric = 'point_change', indicator = 'RD', area = 'A', of = 'CN' }
    intensity_change = { metric = 'point_change', indicator = 'RD', area = 'A', over = 'GDP' }
    rank = { metric = 'rank', indicator = 'RD', area = 'A', among = ['A', 'B'] }
    rank_change = { metric = 'rank_change', indicator = 'PLACE', area = 'A' }
    conversion = { metric = 'conversion', indicator = 'RD', area = 'A', rate = 'FX' }
    multiple = { metric = 'multiple', indicator = 'RD', area = 'A' }
    contribution = { metric = 'contribution', indicator = 'RD', area = 'A', of = 'CN' }
    growth_gap = { metric = 'growth_gap', indicator = 'RD', area = 'A', of = 'CN' }
    intensity = { metric = 'intensity', indicator = 'RD', area = 'A', over = 'GDP' }
    gap = { metric = 'gap', indicator = 'RD', area = 'A', of = 'CN' }
    gap_to_gdp = { metric = 'gap', indicator = 'RD', area = 'A', of = 'CN', share-of = 'GDP' }
    gap_to_former_gdp = { metric = 'gap', indicator = 'RD', area = 'A', of = 'CN', share-of = 'GDP', base = 'base' }
";

/// The fact by its definition, in floating point, at one point of its operands' bounds. A metric that
/// is added to the program has to be added here.
fn at_a_point(fact: &Fact, points: &[f64], place: f64) -> f64 {
    let &[
        base,
        end,
        whole_base,
        whole_end,
        rival,
        gdp_base,
        gdp_end,
        rate,
        place_base,
        gdp_whole_base,
        gdp_whole_end,
    ] = points
    else {
        unreachable!("a point an observation")
    };
    match fact.key.metric() {
        Metric::Level => end,
        Metric::AbsoluteChange => end - base,
        Metric::PercentChange => (end / base - 1.0) * 100.0,
        Metric::AnnualRate => ((end / base).cbrt() - 1.0) * 100.0,
        Metric::Index => end / base * 100.0,
        Metric::Share => end / whole_end * 100.0,
        Metric::PointChange if matches!(fact.key.rule, Rule::IntensityChange { .. }) => {
            (end / gdp_end - base / gdp_base) * 100.0
        }
        Metric::PointChange => (end / whole_end - base / whole_base) * 100.0,
        Metric::Rank => 1.0 + f64::from(u8::from(rival > end)),
        Metric::RankChange => place_base.round() - place,
        Metric::Conversion => end / rate,
        Metric::Multiple => end / base,
        Metric::Contribution => (end - base) / whole_base * 100.0,
        Metric::GrowthGap => (end / base - whole_end / whole_base) * 100.0,
        Metric::Intensity => end / gdp_end * 100.0,
        Metric::Gap if matches!(fact.key.rule, Rule::Gap { share_of: None, .. }) => {
            base / whole_base * whole_end - end
        }
        Metric::Gap if fact.key.base().is_none() => gdp_end / gdp_whole_end * whole_end - end,
        Metric::Gap => gdp_base / gdp_whole_base * whole_end - end,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// Whatever its metric, its signs and the powers of ten of its cells: whoever reads the formula as text comes to
    /// the value that was derived.
    #[test]
    fn the_text_of_every_formula_gives_the_value_beside_it(
        values in prop::collection::vec((1000_i64..99_999, any::<bool>(), 0_u32..=3, prop::sample::select(vec![4, 8])), OBSERVED.len()),
        is_signed in any::<bool>(),
    ) {
        let rows: Vec<String> = OBSERVED.iter().zip(&values).map(|(what, (digits, is_below, decimals, multiplier))| {
            if what.starts_with("PLACE") {
                return format!("{what} {digits}");
            }
            // A divisor is above zero.
            let sign = if is_signed && *is_below && what.starts_with("RD A") { -1 } else { 1 };
            format!("{what} {} e{multiplier}", Decimal::new(sign * digits, *decimals))
        }).collect();
        let desk = Desk::new(&format!("{}\nPLACE A 2023 7\nPLACE B 2023 9", rows.join("\n")));
        let (facts, _) = desk.facts(&format!(
            "{FACTS}\nlowest = {{ metric = 'rank', indicator = 'PLACE', area = 'B', among = ['A', 'B'] }}"
        ));
        prop_assert!(facts.iter().count() > 2);
        let table = Ledger::of(&facts, &[], &BTreeMap::new()).to_csv();
        prop_assert_eq!(contradictions(&table), Vec::<String>::new());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_bounds_of_every_metric_hold_the_metric_of_every_point(
        digits in prop::collection::vec(20_i64..99_999, OBSERVED.len()),
        decimals in prop::collection::vec(0_u32..=3, OBSERVED.len()),
        within in prop::collection::vec(0.0..1.0_f64, OBSERVED.len()),
        place in 1_u32..100,
    ) {
        // A rank is a whole number, and exact.
        let decimals: Vec<u32> =
            OBSERVED.iter().zip(&decimals).map(|(it, n)| if it.starts_with("PLACE") { 0 } else { *n }).collect();
        let printed = digits.iter().zip(&decimals).map(|(digits, decimals)| Decimal::new(*digits, *decimals));
        let rows: Vec<String> = OBSERVED.iter().zip(printed).map(|(what, value)| format!("{what} {value}")).collect();
        let desk = Desk::new(&format!("{}\nPLACE A 2023 {place}", rows.join("\n")));
        let points: Vec<f64> = digits.iter().zip(&decimals).zip(&within).zip(&OBSERVED)
            .map(|(((digits, decimals), within), what)| {
                let within = if what.starts_with("PLACE") { 0.5 } else { *within };
                let digits: f64 = digits.to_string().parse().unwrap();
                (digits - 0.5 + within) / 10_f64.powi(i32::try_from(*decimals).unwrap())
            })
            .collect();
        let (facts, sink) = desk.facts(FACTS);
        // The values are drawn apart from each other: a part may come out greater than its whole.
        let is_share = |fault: &Diagnostic| fault.to_string().starts_with("error[share-range]");
        prop_assert!(sink.iter().all(is_share));
        prop_assert_eq!(facts.iter().count(), FACTS.lines().filter(|line| line.contains('=')).count());
        for fact in facts.iter() {
            let expected = at_a_point(fact, &points, f64::from(place));
            let end = |end: Option<Decimal>| end.unwrap().to_string().parse::<f64>().unwrap();
            let (lo, hi) = (end(fact.bounds.lo()), end(fact.bounds.hi()));
            let slack = expected.abs() * 1e-9 + 1e-9;
            prop_assert!(lo <= expected + slack && expected - slack <= hi, "{expected} in {fact:?}");
            prop_assert!(fact.bounds.contains(fact.value), "{fact:?}");
        }
    }
}
