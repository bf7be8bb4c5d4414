//! Formulas: each metric as a spreadsheet writes it.

use briefing::{
    data::formula::Formula,
    render::xlsx::live::{Cells, Live, Sheeted},
};
use proptest::prelude::*;

const AT: Sheeted = Sheeted { sheet: "O", value: 'V', lo: 'L', hi: 'H' };

fn operand(number: usize) -> Formula<usize> {
    Formula::Operand(number)
}

/// Observations in the rows from 6 on, each half a unit wide either way.
fn cells(values: &[f64]) -> Vec<Cells> {
    let cell = |(nth, value): (usize, &f64)| Cells {
        row: nth + 6,
        value: *value,
        lo: value - 0.5,
        hi: Some(value + 0.5),
    };
    values.iter().enumerate().map(cell).collect()
}

/// Value and bounds as they are written.
fn written(formula: &Formula<usize>, cells: &[Cells]) -> [String; 3] {
    let Live { value, lo, hi } = Live::of(formula, cells, AT).unwrap();
    let end =
        |it: Option<_>| it.map_or("unbounded".to_owned(), |it: briefing::render::xlsx::live::Term| it.text);
    [value.text, end(lo), end(hi)]
}

#[test]
fn a_growth_takes_each_end_where_it_is_pushed_furthest() {
    let growth = (operand(0) / operand(1) - Formula::Exact(1)) * Formula::Exact(100);
    assert_eq!(
        written(&growth, &cells(&[120.0, 100.0])),
        ["(O!V6/O!V7-1)*100", "(MIN(O!L6/O!L7,O!L6/O!H7)-1)*100", "(MAX(O!H6/O!H7,O!H6/O!L7)-1)*100",]
    );
}

#[test]
fn a_sum_over_neighbours_is_a_range() {
    let parts = |numbers: &[usize]| Formula::Parts(numbers.iter().copied().map(operand).collect());
    let formula = parts(&[2, 0, 1, 4]);
    assert_eq!(written(&formula, &cells(&[1.0, 2.0, 3.0, 4.0, 5.0]))[0], "SUM(O!V6:V8,O!V10)");
}

#[test]
fn an_open_end_stays_open_where_it_counts_and_nowhere_else() {
    let mut cells = cells(&[27.0, 20.0]);
    cells[0].hi = None;
    let [_, lo, hi] = written(&(operand(0) - operand(1)), &cells);
    assert_eq!([lo.as_str(), &hi], ["O!L6-O!H7", "unbounded"]);
    let [_, lo, hi] = written(&(operand(1) - operand(0)), &cells);
    assert_eq!([lo.as_str(), &hi], ["unbounded", "O!H7-O!L6"]);
}

#[test]
fn a_place_counts_the_rivals_that_are_better() {
    let place = |lower_is_better| Formula::Place {
        own: Box::new(operand(0)),
        rivals: vec![operand(1), operand(2)],
        lower_is_better,
    };
    let cells = cells(&[5.0, 9.0, 5.2]);
    assert_eq!(
        written(&place(false), &cells),
        ["1+(O!V7>O!V6)+(O!V8>O!V6)", "1+(O!L7>O!H6)+(O!L8>O!H6)", "1+(O!H7>O!L6)+(O!H8>O!L6)"]
    );
    let Live { value, lo, hi } = Live::of(&place(false), &cells, AT).unwrap();
    let places = [value, lo.unwrap(), hi.unwrap()].map(|it| it.result.to_string());
    assert_eq!(places, ["3", "2", "3"]);
    assert_eq!(written(&place(true), &cells)[0], "1+(O!V7<O!V6)+(O!V8<O!V6)");
}

#[test]
fn a_root_and_what_is_divided_by_itself() {
    let rate = ((operand(0) / operand(1)).root(3) - Formula::Exact(1)) * Formula::Exact(100);
    assert_eq!(written(&rate, &cells(&[8.0, 1.0]))[0], "((O!V6/O!V7)^(1/3)-1)*100");
    let index = (operand(0) / operand(0)) * Formula::Exact(100);
    assert_eq!(written(&index, &cells(&[8.0])), ["1*100"; 3]);
}

#[test]
fn a_formula_over_what_is_not_there_is_none() {
    assert_eq!(Live::of(&operand(3), &cells(&[1.0]), AT), None);
}

/// Any arithmetic over four operands above zero; a product only of what is not below zero.
fn arithmetic() -> impl Strategy<Value = Formula<usize>> {
    let leaf = prop_oneof![(0_usize..4).prop_map(operand), (1_u32..200).prop_map(Formula::Exact)];
    leaf.prop_recursive(4, 12, 2, |inner| {
        let by = (0_usize..4).prop_map(operand);
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| a - b),
            (inner.clone(), by.clone()).prop_map(|(a, b)| a / b),
            (inner, by).prop_map(|(a, b)| a * b),
        ]
    })
}

fn evaluated(formula: &Formula<usize>, values: &[f64]) -> f64 {
    let of = |it: &Formula<usize>| evaluated(it, values);
    match formula {
        Formula::Operand(number) => values[*number],
        Formula::Exact(number) => f64::from(*number),
        Formula::Difference(a, b) => of(a) - of(b),
        Formula::Product(a, b) => of(a) * of(b),
        Formula::Quotient(a, b) => of(a) / of(b),
        _ => unreachable!("arithmetic alone"),
    }
}

proptest! {
    /// Whatever the observations truly were, the fact lies within its bounds.
    #[test]
    fn bounds_hold_what_any_values_within_the_observations_give(
        formula in arithmetic(),
        values in prop::collection::vec(2.0_f64..1000.0, 4),
        shifts in prop::collection::vec(-0.5_f64..0.5, 4),
    ) {
        let live = Live::of(&formula, &cells(&values), AT).unwrap();
        let (lo, hi) = (live.lo.unwrap().result, live.hi.unwrap().result);
        let shifted: Vec<f64> = values.iter().zip(&shifts).map(|(value, shift)| value + shift).collect();
        let near = 1e-9 * lo.abs().max(hi.abs()).max(1.0);
        for values in [&values, &shifted] {
            let it = evaluated(&formula, values);
            prop_assert!(lo - near <= it && it <= hi + near, "{lo} … {hi} lacks {it}: {:?}", live.value.text);
        }
    }
}
