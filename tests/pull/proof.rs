//! A sum that is believed is the sum, however the engine adds up.

use briefing::pull::proof::{ProvenSum, Room, Unproven};
use proptest::prelude::*;

fn proven(sum: i128, values: &[i128], room: Room) -> Result<(), Unproven> {
    let extremes = [values.iter().min(), values.iter().max()].map(|it| it.map(i128::to_string));
    let (sum, count) = (sum.to_string(), values.len().to_string());
    let sum = (!values.is_empty()).then_some(sum.as_str());
    let [least, greatest] = extremes.each_ref().map(Option::as_deref);
    ProvenSum { sum, least, greatest, count: &count }.prove(room)
}

/// Adds up as an engine does whose type is full at so many bits, and goes round.
fn wrapped(values: &[i128], bits: u32) -> i128 {
    let modulus = 1_i128 << bits;
    values.iter().fold(0_i128, |sum, value| {
        let sum = (sum + value).rem_euclid(modulus);
        if sum >= modulus / 2 { sum - modulus } else { sum }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn what_went_round_is_never_believed(
        values in prop::collection::vec((-(1_i128 << 62)..(1_i128 << 62), 0_u32..62), 1..40),
        bits in prop::sample::select(vec![32_u32, 64]),
    ) {
        let limit = 1_i128 << (bits - 1);
        let values = values.iter().map(|(value, shift)| (value >> shift) % limit).collect::<Vec<_>>();
        let exact = values.iter().sum::<i128>();
        let answer = wrapped(&values, bits);
        if proven(answer, &values, Room::Bits(bits)).is_ok() {
            prop_assert_eq!(answer, exact);
        }
        // And what has room in any order is believed.
        let furthest = values.iter().map(|it| it.abs()).max().unwrap() * i128::try_from(values.len()).unwrap();
        if furthest < limit {
            prop_assert_eq!(proven(exact, &values, Room::Bits(bits)), Ok(()));
        }
    }

    #[test]
    fn decimals_have_room_for_their_digits(
        values in prop::collection::vec((-(1_i128 << 120)..(1_i128 << 120), 0_u32..120), 1..20),
        digits in 18_u32..39,
    ) {
        let limit = 10_i128.pow(digits);
        let values = values.iter().map(|(value, shift)| (value >> shift) % limit).collect::<Vec<_>>();
        let exact = values.iter().try_fold(0_i128, |sum, value| sum.checked_add(*value));
        if let Some(exact) = exact.filter(|sum| sum.abs() < 10_i128.pow(38)) {
            let furthest = values.iter().map(|it| it.unsigned_abs()).max().unwrap();
            let fits = furthest.checked_mul(values.len() as u128).is_some_and(|it| it < limit.unsigned_abs());
            prop_assert_eq!(proven(exact, &values, Room::Digits(digits)).is_ok(), fits);
            prop_assert_eq!(proven(exact, &values, Room::Any), Ok(()));
        }
    }

    #[test]
    fn a_sum_beyond_what_its_values_can_make_is_impossible(
        values in prop::collection::vec(-1000_i128..1000, 1..20),
        off in 1_i128..1000,
    ) {
        let [least, greatest] = [values.iter().min(), values.iter().max()].map(|it| *it.unwrap());
        let count = i128::try_from(values.len()).unwrap();
        for sum in [least * count - off, greatest * count + off] {
            prop_assert_eq!(proven(sum, &values, Room::Any), Err(Unproven::Impossible));
        }
    }
}

#[test]
fn the_sum_of_nothing_is_nothing() {
    let nothing = ProvenSum { sum: None, least: None, greatest: None, count: "0" };
    assert_eq!(nothing.prove(Room::Bits(64)), Ok(()));
    assert_eq!(ProvenSum { sum: Some("0"), ..nothing }.prove(Room::Any), Err(Unproven::Impossible));
    assert_eq!(ProvenSum { count: "3", ..nothing }.prove(Room::Any), Err(Unproven::Impossible));
}

#[test]
fn the_wrap_that_an_engine_was_seen_to_answer() {
    // SUM of 64-bit numbers whose sum is 2305255726801666399156906.
    let sum = ProvenSum {
        sum: Some("3013398331152808618"),
        least: Some("1"),
        greatest: Some("4611686018427387904"),
        count: "1000000",
    };
    let told = sum.prove(Room::Bits(64)).unwrap_err().to_string();
    insta::assert_snapshot!(told, @"1000000 values as far from 0 as 4611686018427387904 may be more than the sum's type holds");
}

#[test]
fn scales_may_differ() {
    let sum = ProvenSum { sum: Some("3.30"), least: Some("1"), greatest: Some("1.2"), count: "3" };
    assert_eq!(sum.prove(Room::Digits(38)), Ok(()));
    assert_eq!(
        ProvenSum { sum: Some("nan"), ..sum }.prove(Room::Any),
        Err(Unproven::NoNumber("nan".to_owned()))
    );
}
