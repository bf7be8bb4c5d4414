//! Derivation: each metric against a table computed by hand.

use briefing::data::{fact::Fact, status::Status};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    bounds::{FACTS, OBSERVED},
    desk::Desk,
    project::Project,
};

/// Two areas over the years, in 亿元, as the national bulletin prints them.
fn region() -> Desk {
    Desk::new(
        "RD A 2020 1055.3 e8
         RD A 2021 1214.5 e8
         RD A 2022 1215.0 e8
         RD A 2023 1357.8 e8
         RD B 2020 526.8 e8
         RD B 2021 603.8 e8
         RD B 2022 686.6 e8
         RD B 2023 746.7 e8 E
         RD CN 2020 24393.1 e8
         RD CN 2023 33357.1 e8",
    )
}

/// Value, lower and upper bound, rounded to `decimals` for reading.
fn reading(fact: &Fact, scale: u32, decimals: u32) -> String {
    let unit = Decimal::from(10_u64.pow(scale));
    let show = |value: Option<Decimal>| {
        value.map_or("∞".to_owned(), |value| {
            format!("{:.*}", decimals as usize, (value / unit).round_dp(decimals))
        })
    };
    let (lo, hi) = (show(fact.bounds.lo()), show(fact.bounds.hi()));
    format!("{} in {lo} … {hi}", show(Some(fact.value)))
}

#[test]
fn a_level_is_the_printed_value_and_stands_for_half_a_unit_of_its_last_digit_each_way() {
    let fact = region().fact("metric = 'level', indicator = 'RD', area = 'A'");
    assert_eq!(reading(&fact, 8, 2), "1357.80 in 1357.75 … 1357.85");
    assert_eq!(fact.formula, "1357.8");
}

#[test]
fn a_zero_at_the_end_is_a_digit() {
    let fact = region().fact("metric = 'level', indicator = 'RD', area = 'A', period = '2022'");
    assert_eq!(fact.formula, "1215.0");
    assert_eq!(reading(&fact, 8, 2), "1215.00 in 1214.95 … 1215.05");
}

#[test]
fn an_area_without_a_value_is_the_sum_of_its_parts_and_so_are_its_bounds() {
    let fact = region().fact("metric = 'level', indicator = 'RD', area = 'AB'");
    assert_eq!(reading(&fact, 8, 1), "2104.5 in 2104.4 … 2104.6");
    assert_eq!(fact.formula, "(1357.8 + 746.7)");
    assert_eq!(fact.operands.len(), 2);
}

#[test]
fn a_sum_needs_every_part() {
    let mut desk = region();
    desk.rows.retain(|row| !(row.area == "B" && row.period.to_string() == "2023"));
    insta::assert_snapshot!(desk.diagnostics("rd = { metric = 'level', indicator = 'RD', area = 'AB' }"), @r"
    error[missing-observation]: no value for RD, AB, 2023 by 2025-02-28
      --> templates/plan/briefing.toml:16:1   rd
      help: of its parts B lacks 2023 (A has it)
      help: add the observation to the inputs, or take the fact out of the plan
    ");
}

#[test]
fn a_published_value_of_the_whole_goes_before_the_sum() {
    let mut desk = region();
    desk.rows.extend(Desk::new("RD AB 2023 2100 e8").rows);
    let fact = desk.fact("metric = 'level', indicator = 'RD', area = 'AB'");
    assert_eq!(fact.formula, "2100");
}

#[test]
fn parts_that_make_their_total_within_rounding_pass() {
    let desk = Desk::new("RD A 2023 33.3\nRD B 2023 66.6\nRD AB 2023 100.0");
    assert_eq!(desk.diagnostics("it = { metric = 'level', indicator = 'RD', area = 'AB' }"), "");
}

#[test]
fn parts_that_cannot_make_their_total_are_an_error() {
    let desk = Desk::new("RD A 2023 33.3\nRD B 2023 65.6\nRD AB 2023 100.0");
    insta::assert_snapshot!(desk.diagnostics("it = { metric = 'level', indicator = 'RD', area = 'AB' }"), @r"
    error[parts-total]: the parts of AB cannot make its RD of 2023, whatever was rounded
      --> inputs/desk.csv:4:4   AB 100.0
      --> inputs/desk.csv:2:4   A 33.3
      --> inputs/desk.csv:3:4   B 65.6
      help: find the wrong cell, or correct the parts of the area in areas.csv
    ");
}

#[test]
fn percentages_do_not_add_up_over_areas() {
    let desk = Desk::new("RATE A 2023 2.26\nRATE B 2023 2.48");
    assert!(
        desk.diagnostics("it = { metric = 'level', indicator = 'RATE', area = 'AB' }").contains("no value")
    );
}

#[test]
fn a_fact_is_as_reliable_as_its_weakest_operand() {
    assert_eq!(region().fact("metric = 'level', indicator = 'RD', area = 'A'").status, Status::A);
    assert_eq!(region().fact("metric = 'level', indicator = 'RD', area = 'AB'").status, Status::E);
}

#[test]
fn absolute_change_is_end_less_base() {
    let fact = region().fact("metric = 'absolute_change', indicator = 'RD', area = 'AB'");
    assert_eq!(reading(&fact, 8, 1), "522.4 in 522.2 … 522.6");
}

#[test]
fn percent_change_by_hand() {
    // 2104.5 ÷ 1582.1 = 1.330193…; bounds 2104.4 ÷ 1582.2 and 2104.6 ÷ 1582.0
    let fact = region().fact("metric = 'percent_change', indicator = 'RD', area = 'AB'");
    assert_eq!(reading(&fact, 0, 4), "33.0194 in 33.0047 … 33.0341");
    assert_eq!(fact.formula, "((1357.8 + 746.7) ÷ (1055.3 + 526.8) − 1) × 100");
    assert_eq!(fact.measure, "PT");
}

#[test]
fn an_annual_rate_of_next_to_nothing_keeps_its_digits() {
    let fact = Desk::new("RD A 2020 2491 e8\nRD A 2023 3.524 e4")
        .fact("metric = 'annual_rate', indicator = 'RD', area = 'A'");
    // (35240 / 249100000000)^(1/3): the quotient has six digits among its twelve decimals.
    assert_eq!(fact.value.round_dp(8).to_string(), "-99.47894041");
}

#[test]
fn annual_rate_by_hand() {
    // 1.330193^(1/3) = 1.099794…
    let fact = region().fact("metric = 'annual_rate', indicator = 'RD', area = 'AB'");
    assert_eq!(reading(&fact, 0, 3), "9.978 in 9.974 … 9.982");
}

#[test]
fn index_of_the_base_is_a_hundred() {
    let base = region().fact("metric = 'index', indicator = 'RD', area = 'AB', period = 'base'");
    assert_eq!(reading(&base, 0, 2), "100.00 in 100.00 … 100.00");
    let end = region().fact("metric = 'index', indicator = 'RD', area = 'AB'");
    assert_eq!(reading(&end, 0, 2), "133.02 in 133.00 … 133.03");
}

#[test]
fn share_by_hand() {
    let fact = |period: &str| {
        let share =
            format!("metric = 'share', indicator = 'RD', area = 'AB', of = 'CN', period = '{period}'");
        reading(&region().fact(&share), 0, 4)
    };
    assert_eq!(fact("base"), "6.4859 in 6.4854 … 6.4863");
    assert_eq!(fact("end"), "6.3090 in 6.3087 … 6.3093");
}

#[test]
fn point_change_of_a_share_by_hand() {
    let fact = region().fact("metric = 'point_change', indicator = 'RD', area = 'AB', of = 'CN'");
    assert_eq!(reading(&fact, 0, 4), "-0.1768 in -0.1776 … -0.1761");
    assert_eq!(fact.measure, "PP");
    assert!(fact.bounds.is_negative());
}

#[test]
fn point_change_of_a_percentage_is_a_difference() {
    let desk = Desk::new("RATE A 2020 2.17\nRATE A 2023 2.26");
    let fact = desk.fact("metric = 'point_change', indicator = 'RATE', area = 'A'");
    assert_eq!(reading(&fact, 0, 2), "0.09 in 0.08 … 0.10");
}

#[test]
fn places_gained_are_base_less_end() {
    let desk = Desk::new("PLACE A 2020 47\nPLACE A 2023 23");
    let fact = desk.fact("metric = 'rank_change', indicator = 'PLACE', area = 'A'");
    assert_eq!(reading(&fact, 0, 0), "24 in 24 … 24");
}

#[test]
fn rank_counts_those_that_are_better() {
    let rank = |indicator: &str, area: &str| {
        let desk = Desk::new(
            "RD A 2023 10.0\nRD B 2023 30.0\nRD C 2023 20.0\nPLACE A 2023 5\nPLACE B 2023 3\nPLACE C 2023 9",
        );
        let among = "among = ['A', 'B', 'C']";
        desk.fact(&format!("metric = 'rank', indicator = '{indicator}', area = '{area}', {among}")).value
    };
    assert_eq!(["A", "B", "C"].map(|area| rank("RD", area)), [3, 1, 2].map(Decimal::from));
    // Of a rank, the lower number is the better one.
    assert_eq!(["A", "B", "C"].map(|area| rank("PLACE", area)), [2, 1, 3].map(Decimal::from));
}

#[test]
fn a_rank_is_uncertain_where_intervals_touch() {
    let desk = Desk::new("RD A 2023 10.0\nRD B 2023 10\nRD C 2023 2.0");
    let fact = desk.fact("metric = 'rank', indicator = 'RD', area = 'A', among = ['A', 'B', 'C']");
    assert_eq!(reading(&fact, 0, 0), "1 in 1 … 2");
}

#[test]
fn conversion_divides_by_the_rate_of_the_period() {
    let desk = Desk::new("RD A 2023 2104.5 e8\nFX CN 2023 7.0467");
    let fact = desk.fact("metric = 'conversion', indicator = 'RD', area = 'A', rate = 'FX'");
    assert_eq!(reading(&fact, 8, 2), "298.65 in 298.64 … 298.66");
    assert_eq!(fact.measure, "USD");
}

#[test]
fn a_multiple_says_doubled_or_halved() {
    let desk = Desk::new("RD A 2020 10.0\nRD A 2023 20.0");
    assert_eq!(
        reading(&desk.fact("metric = 'multiple', indicator = 'RD', area = 'A'"), 0, 3),
        "2.000 in 1.985 … 2.015"
    );
}

#[test]
fn contributions_of_the_parts_add_up_to_the_growth_of_the_whole() {
    let part = |area: &str| {
        let contribution = format!("metric = 'contribution', indicator = 'RD', area = '{area}', of = 'AB'");
        region().fact(&contribution).value
    };
    // (1357.8 − 1055.3) ÷ 1582.1 and (746.7 − 526.8) ÷ 1582.1
    assert_eq!(part("A").round_dp(4).to_string(), "19.1202");
    assert_eq!(part("B").round_dp(4).to_string(), "13.8992");
    assert_eq!((part("A") + part("B")).round_dp(4).to_string(), "33.0194");
}

#[test]
fn growth_gap_is_in_percentage_points() {
    let fact = region().fact("metric = 'growth_gap', indicator = 'RD', area = 'AB', of = 'CN'");
    assert_eq!(reading(&fact, 0, 2), "-3.73 in -3.74 … -3.71");
    assert_eq!(fact.measure, "PP");
}

#[test]
fn intensity_is_a_percentage_of_one_unit_and_a_unit_per_unit_of_two() {
    let desk = Desk::new("RD A 2023 265 e8\nGDP A 2023 10000 e8\nFIRMS A 2023 100");
    let intensity = |over: &str| {
        desk.fact(&format!("metric = 'intensity', indicator = 'RD', area = 'A', over = '{over}'"))
    };
    assert_eq!(
        (intensity("GDP").value.normalize().to_string(), intensity("GDP").measure.as_str()),
        ("2.65".to_owned(), "PT")
    );
    assert_eq!(intensity("FIRMS").measure, "CNY_PER_ENT");
    assert_eq!(intensity("FIRMS").value, Decimal::from(265_000_000));
}

#[test]
fn more_than_is_a_lower_bound() {
    let desk = Desk::new("FIRMS A 2023 2.7 e4 more_than");
    let fact = desk.fact("metric = 'level', indicator = 'FIRMS', area = 'A'");
    assert_eq!(reading(&fact, 0, 0), "27000 in 27000 … ∞");
}

#[test]
fn a_divisor_that_may_be_zero_gives_no_fact() {
    let desk = Desk::new("RD A 2020 0.0\nRD A 2023 5.0");
    insta::assert_snapshot!(desk.diagnostics("up = { metric = 'percent_change', indicator = 'RD', area = 'A' }"), @r"
    error[undefined-fact]: percent_change(RD, A, 2020..2023) divides by a value that is not above zero
      --> templates/plan/briefing.toml:16:1   up
      help: name another base or period, or say the change as absolute_change, which divides by nothing
    ");
}

#[test]
fn the_latest_vintage_by_the_day_counts() {
    let mut desk = Desk::new("GDP CN 2023 126.1 e12 @2024-03-01\nGDP CN 2023 129.4 e12 @2024-12-26");
    let level = "metric = 'level', indicator = 'GDP', area = 'CN'";
    assert_eq!(desk.fact(level).formula, "129.4");
    desk.as_of = "2024-06-30";
    assert_eq!(desk.fact(level).formula, "126.1");
}

#[test]
fn a_pinned_family_is_kept_to() {
    let desk = Desk::new(
        "GDP CN 2023 126.06 e12 @2024-03-01 #precensus5
         GDP CN 2023 129.4 e12 @2024-12-26 #census5
         GDP A 2023 8.2 e12 @2024-03-05 #precensus5",
    );
    let share = "metric = 'share', indicator = 'GDP', area = 'A', of = 'CN', family = 'precensus5'";
    assert_eq!(desk.fact(share).formula, "8.2 ÷ 126.06 × 100");
}

#[test]
fn two_vintage_families_do_not_meet_in_one_ratio() {
    let desk = Desk::new(
        "GDP CN 2023 129.4 e12 @2024-12-26 #census5
         GDP A 2023 8.2 e12 @2024-03-05 #precensus5",
    );
    insta::assert_snapshot!(desk.diagnostics("it = { metric = 'share', indicator = 'GDP', area = 'A', of = 'CN' }"), @r"
    error[mixed-families]: share(GDP, A/CN, 2023) mixes the vintage families census5 and precensus5
      --> templates/plan/briefing.toml:16:1   it
      --> inputs/desk.csv:3:4   8.2 precensus5
      --> inputs/desk.csv:2:4   129.4 census5
      help: keep to one with `family`, or say why they may meet with `mixes-families = { zh = …, en = … }`
    ");
}

#[test]
fn two_vintage_families_may_meet_for_a_reason() {
    let desk = Desk::new("RATE A 2020 2.40 #precensus5\nRATE A 2023 2.58 #census5");
    let change = "metric = 'point_change', indicator = 'RATE', area = 'A'";
    let fact = desk.fact(&format!("{change}, mixes-families = {{ zh = '因', en = 'because' }}"));
    assert_eq!(fact.reason.unwrap().en, "because");
    assert_eq!(
        reading(&desk.fact(&format!("{change}, mixes-families = {{ zh = '', en = '' }}")), 0, 2),
        "0.18 in 0.17 … 0.19"
    );
}

#[test]
fn a_value_published_later_is_awaited_and_no_fault() {
    let desk = Desk::new("RD A 2023 1357.8 e8 @2025-09-29");
    let (facts, sink) = desk.facts("rd = { metric = 'level', indicator = 'RD', area = 'A' }");
    assert!(facts.get("level(RD, A, 2023)").is_none() && facts.awaits("level(RD, A, 2023)").is_some());
    insta::assert_snapshot!(sink.iter().map(ToString::to_string).collect::<String>(), @r"
    note[not-yet-published]: RD of 2023 was not known yet on 2025-02-28
      help: it came out on 2025-09-29
      help: left out: rd
    ");
}

#[test]
fn a_sum_is_known_when_the_last_of_its_parts_is() {
    let desk = Desk::new("RD A 2023 1357.8 e8 @2024-10-02\nRD B 2023 746.7 e8 @2025-09-29");
    let (facts, sink) = desk.facts("rd = { metric = 'level', indicator = 'RD', area = 'AB' }");
    assert!(!sink.has_errors());
    assert_eq!(facts.awaits("level(RD, AB, 2023)").unwrap()[0].since.to_string(), "2025-09-29");
}

#[test]
fn the_latest_period_is_the_last_that_was_known() {
    let mut desk = Desk::new("PLACE A 2022 29 @2022-12-31\nPLACE A 2024 23 @2024-09-03");
    let latest = "metric = 'level', indicator = 'PLACE', area = 'A', period = 'latest'";
    assert_eq!(desk.fact(latest).id, "level(PLACE, A, 2024)");
    desk.as_of = "2024-06-30";
    assert_eq!(desk.fact(latest).id, "level(PLACE, A, 2022)");
    // Before any was known, the first that came is waited for.
    desk.as_of = "2021-06-30";
    let (facts, sink) = desk.facts(&format!("place = {{ {latest} }}"));
    assert!(!sink.has_errors());
    assert_eq!(facts.awaits("level(PLACE, A, 2022)").unwrap()[0].since.to_string(), "2022-12-31");
}

#[test]
fn of_several_families_the_first_that_has_every_operand_is_taken() {
    let mut desk = Desk::new(
        "GDP A 2020 90 #old @2021-02-28
         GDP A 2023 100 #old @2024-03-01
         GDP A 2023 110 #new @2024-12-26
         GDP A 2020 95 #new @2025-03-08",
    );
    let growth = "metric = 'percent_change', indicator = 'GDP', area = 'A', family = ['new', 'old']";
    assert_eq!(desk.fact(growth).formula, "(100 ÷ 90 − 1) × 100");
    desk.as_of = "2026-06-01";
    assert_eq!(desk.fact(growth).formula, "(110 ÷ 95 − 1) × 100");
}

#[test]
fn what_has_no_family_goes_with_any_and_an_intensity_has_a_change() {
    let desk = Desk::new(
        "RD A 2020 24393.1 e8
         RD A 2023 33357.1 e8
         GDP A 2020 1034867.6 e8 #new
         GDP A 2023 1294271.7 e8 #new",
    );
    let change = "metric = 'point_change', indicator = 'RD', over = 'GDP', area = 'A', family = 'new'";
    let fact = desk.fact(change);
    // 2.577287… − 2.357123…
    assert_eq!(reading(&fact, 0, 6), "0.220165 in 0.220156 … 0.220173");
    assert_eq!(fact.formula, "33357.1 ÷ 1294271.7 × 100 − 24393.1 ÷ 1034867.6 × 100");
    assert_eq!(fact.measure, "PP");
}

#[test]
fn what_makes_no_sense_for_a_kind_of_indicator_is_refused_with_what_does() {
    let found = Desk::new("PLACE A 2020 47\nPLACE A 2023 23").diagnostics(
        "growth = { metric = 'percent_change', indicator = 'PLACE', area = 'A' }
         gain = { metric = 'rank_change', indicator = 'RD', area = 'A' }
         points = { metric = 'point_change', indicator = 'RD', area = 'A' }
         typo = { metric = 'level', indicator = 'RDD', area = 'A' }
         half = { metric = 'share', indicator = 'RD', area = 'A' }",
    );
    insta::assert_snapshot!(found, @r"
    error[metric-kind]: percent_change makes no sense for PLACE
      --> templates/plan/briefing.toml:16:1
      help: a rank does not grow in percent: use rank_change
    error[metric-kind]: rank_change makes no sense for RD
      --> templates/plan/briefing.toml:17:10
      help: only ranks are gained in places
    error[metric-kind]: point_change makes no sense for RD
      --> templates/plan/briefing.toml:18:10
      help: only percentages change in points: add `of` or `over`, or use absolute_change
    error[unknown-indicator]: there is no indicator RDD
      --> templates/plan/briefing.toml:19:10
      help: did you mean RD? there is FIRMS, FX, GDP, PLACE, RATE, RD
    error[fact-incomplete]: share needs `of`, the area that is the whole
      --> templates/plan/briefing.toml:20:10
      help: write it in the fact's entry; the guide's reference has the keys of each metric
    ");
}

/// A printed number of up to five digits, with up to two decimals.
fn printed() -> impl Strategy<Value = (i32, u32)> {
    (1_i32..100_000, 0_u32..=2)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the true values behind the prints, the true change lies within the bounds.
    #[test]
    fn the_bounds_of_a_change_hold_the_change_of_every_point(
        base in printed(), end in printed(), at_base in 0.0..1.0_f64, at_end in 0.0..1.0_f64,
    ) {
        let text = |(digits, decimals): (i32, u32)| Decimal::new(digits.into(), decimals).to_string();
        let desk = Desk::new(&format!("RD A 2020 {}\nRD A 2023 {}", text(base), text(end)));
        let (facts, _) = desk.facts(
            "change = { metric = 'percent_change', indicator = 'RD', area = 'A' }
             rate = { metric = 'annual_rate', indicator = 'RD', area = 'A' }
             index = { metric = 'index', indicator = 'RD', area = 'A' }",
        );
        let point = |at: f64, (digits, decimals): (i32, u32)| {
            (f64::from(digits) - 0.5 + at) / 10_f64.powi(i32::try_from(decimals).unwrap())
        };
        let ratio = point(at_end, end) / point(at_base, base);
        for (name, expected) in [
            ("change", (ratio - 1.0) * 100.0),
            ("rate", (ratio.cbrt() - 1.0) * 100.0),
            ("index", ratio * 100.0),
        ] {
            let Some(fact) = facts.get(&facts.named(name).unwrap().keys[0].to_string()) else { continue };
            let end = |value: Option<Decimal>, missing: f64| {
                value.map_or(missing, |value| value.to_string().parse().unwrap())
            };
            let slack = expected.abs() * 1e-9 + 1e-9;
            prop_assert!(end(fact.bounds.lo(), f64::NEG_INFINITY) <= expected + slack, "{name} {fact:?}");
            prop_assert!(expected - slack <= end(fact.bounds.hi(), f64::INFINITY), "{name} {fact:?}");
            prop_assert!(fact.bounds.contains(fact.value));
        }
    }

    /// The order of the rows never matters.
    #[test]
    fn any_order_of_rows_gives_the_same_facts(seed in any::<usize>()) {
        let declarations = "growth = { metric = 'percent_change', indicator = 'RD', areas = ['A', 'B', 'AB'] }
                            share = { metric = 'share', indicator = 'RD', area = 'AB', of = 'CN' }";
        let straight = region().facts(declarations).0;
        let mut desk = region();
        let count = desk.rows.len();
        for (step, at) in (0..count).rev().enumerate() {
            desk.rows.swap(at, seed.wrapping_mul(step + 7) % (at + 1));
        }
        let shuffled = desk.facts(declarations).0;
        prop_assert_eq!(straight.iter().collect::<Vec<_>>(), shuffled.iter().collect::<Vec<_>>());
    }
}

/// The numbers of a formula's text, in reading order: what an operand is printed as, and constants.
fn numerals(formula: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    formula.split(|c| !is_part(c)).filter(|it| !it.is_empty()).map(ToOwned::to_owned).collect()
}

/// A fact of every metric, and the digits of each operand tell it from all others.
fn of_every_metric() -> Vec<Fact> {
    let rows = OBSERVED.iter().zip(41..).map(|(what, number)| format!("{what} {number}.{number}"));
    let rows = rows.map(|row| if row.starts_with("PLACE") { row.replace('.', "") } else { row });
    let desk = Desk::new(&format!("{}\nPLACE A 2023 7", rows.collect::<Vec<_>>().join("\n")));
    let (facts, sink) = desk.facts(FACTS);
    assert!(!sink.has_errors());
    facts.iter().cloned().collect()
}

#[test]
fn operands_stand_in_the_order_in_which_the_formula_names_them() {
    for fact in of_every_metric() {
        let printed: Vec<String> = fact.operands.iter().map(|it| it.printed.to_string()).collect();
        let mut named = numerals(&fact.formula);
        named.retain(|it| printed.contains(it));
        let mut seen = vec![];
        named.retain(|it| {
            !seen.contains(it) && {
                seen.push(it.clone());
                true
            }
        });
        assert_eq!(printed, named, "{}: {}", fact.id, fact.formula);
    }
}

#[test]
fn what_a_formula_gives_times_its_power_of_ten_is_the_value() {
    let desk = region();
    let change = desk.fact("metric = 'absolute_change', indicator = 'RD', area = 'A'");
    let share = desk.fact("metric = 'share', indicator = 'RD', area = 'A', of = 'CN'");
    assert_eq!((change.exponent, share.exponent), (8, 0));
    assert_eq!(change.value, Decimal::new(3025, 1) * Decimal::from(100_000_000));
}

#[test]
fn the_index_of_the_base_itself_is_exact_and_rests_on_one_value() {
    let fact = region().fact("metric = 'index', indicator = 'RD', area = 'A', period = 'base'");
    assert_eq!(reading(&fact, 0, 2), "100.00 in 100.00 … 100.00");
    assert_eq!((fact.formula.as_str(), fact.operands.len()), ("1055.3 ÷ 1055.3 × 100", 1));
}

#[test]
fn the_gap_to_a_former_share_is_what_that_share_of_todays_whole_exceeds_the_level_by() {
    let fact = region().fact("metric = 'gap', indicator = 'RD', area = 'AB', of = 'CN'");
    assert_eq!(fact.id, "gap(RD, AB/CN, 2020..2023)");
    assert_eq!(fact.formula, "(1055.3 + 526.8) ÷ 24393.1 × 33357.1 − (1357.8 + 746.7)");
    // 1582.1 ± 0.1 ÷ 24393.1 ± 0.05 × 33357.1 ± 0.05 − 2104.5 ± 0.1, in 亿元.
    assert_eq!(reading(&fact, 8, 2), "58.99 in 58.75 … 59.24");
    assert_eq!((fact.measure.as_str(), fact.exponent), ("CNY", 8));
}

#[test]
fn the_gap_to_the_share_of_another_indicator_takes_both_of_one_period() {
    let desk = Desk::new("RD A 2023 10.0 e8\nRD CN 2023 400.0 e8\nGDP A 2023 300 e8\nGDP CN 2023 9000 e8");
    let fact = desk.fact("metric = 'gap', indicator = 'RD', area = 'A', of = 'CN', share-of = 'GDP'");
    assert_eq!(fact.id, "gap(RD, A/CN like GDP, 2023)");
    assert_eq!(fact.formula, "300 ÷ 9000 × 400.0 − 10.0");
    assert_eq!(fact.value.round_dp(0), Decimal::new(3_333_333_333, 1).round_dp(0));
}

#[test]
fn a_gap_is_below_zero_where_the_share_has_grown() {
    let desk = Desk::new("RD A 2020 10.0\nRD CN 2020 100.0\nRD A 2023 30.0\nRD CN 2023 200.0");
    let fact = desk.fact("metric = 'gap', indicator = 'RD', area = 'A', of = 'CN'");
    assert_eq!(fact.value, Decimal::from(-10));
    assert!(fact.bounds.is_negative());
}

#[test]
fn what_a_metric_has_no_use_for_is_refused_and_not_passed_over() {
    let desk = region();
    let told = desk.diagnostics("it = { metric = 'level', indicator = 'RD', area = 'A', of = 'CN' }");
    assert!(told.contains("level has no use for `of`"), "{told}");
    let told = desk.diagnostics(
        "it = { metric = 'point_change', indicator = 'RD', area = 'A', of = 'CN', over = 'GDP' }",
    );
    assert!(told.contains("point_change needs either `of` or `over`, not both"), "{told}");
}

#[test]
fn what_makes_no_sense_is_no_fact() {
    for (declaration, code) in [
        ("x = { metric = 'conversion', indicator = 'RD', area = 'A', rate = 'GDP' }", "error[rate-unit]"),
        ("x = { metric = 'intensity', indicator = 'RD', area = 'A', over = 'RD' }", "error[same-indicator]"),
        ("x = { metric = 'level', indicator = 'RD', area = 'A', of = 'B' }", "error[fact-surplus]"),
    ] {
        let told = Desk::new("RD A 2020 1.0 e8\nRD A 2023 2.0 e8").diagnostics(declaration);
        assert!(told.contains(code), "{declaration}: {told}");
    }
}

#[test]
fn a_province_is_no_part_of_another() {
    let project = Project::short();
    let declared =
        "[facts]\nstray = { metric = \"share\", indicator = \"RD_EXP\", area = \"CN-SC\", of = \"CN-BJ\" }";
    project.set("templates/two-sessions/briefing.toml", "[facts]", declared);
    project.exec("check").must_exit(1).stderr_has("error[wrong-whole]: CN-SC is no part of CN-BJ");
}

#[test]
fn two_letters_of_an_office_s_own_are_no_country() {
    let declaration = "x = { metric = 'share', indicator = 'RD', area = 'SC', of = 'CN' }";
    let told =
        Desk::new("RD SC 2020 1.0\nRD SC 2023 2.0\nRD CN 2020 3.0\nRD CN 2023 5.0").diagnostics(declaration);
    assert!(!told.contains("wrong-whole"), "{told}");
}
