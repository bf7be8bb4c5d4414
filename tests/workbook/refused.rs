//! What cannot be written as it was released is not written: every metric can, and what is wrong is told.

use std::{collections::BTreeMap, sync::Arc};

use briefing::{
    audit::Accounted,
    compose::describe,
    data::{fact::Facts, formula::Formula, quantity::Rounding, register::Registers},
    diag::Sink,
    doc::block::Document,
    inputs::File,
    lang::Lang,
    ledger::Ledger,
    render::xlsx::{Material, SheetCell, book, write},
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::{
    bounds,
    desk::{Desk, catalogue, composed},
};

/// What is said when the workbook of these facts, this ledger and these documents is made, and its words are held
/// against what they account for.
fn told(facts: &Facts, ledger: &Ledger, documents: Vec<&Document>) -> String {
    let catalogue = Arc::new(catalogue());
    let words = describe(facts, &catalogue, Rounding::default());
    let accounted = Accounted::of(documents.iter().copied(), ledger, &catalogue, &[]);
    let material = Material { ledger, facts, catalogue: &catalogue, claims: &[], words: &words, documents };
    let mut sink = Sink::default();
    let book = book(&material, &mut sink);
    accounted.report("facts.xlsx", book.words(), |_| false, &mut sink);
    sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn ledger(facts: &Facts) -> Ledger {
    Ledger::of(facts, &[], &BTreeMap::new())
}

/// Two facts and a text that shows one.
fn shown() -> (Facts, Document) {
    let observations = "RD A 2020 1582.1 e8\nRD A 2023 2104.5 e8";
    let declared = "[facts]\ngrowth = { metric = \"percent_change\", indicator = \"RD\", area = \"A\" }";
    let (facts, mut sink) = Desk::new(observations).facts(declared.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(declared);
    let text = File::new("templates/plan/en.md", b"# R&D {#rd}\n\nIt rose by {{ growth }}.\n".to_vec());
    let document = composed(&plan, facts.clone(), &Registers::default(), &text, Lang::En, &mut sink).unwrap();
    (facts, document)
}

#[test]
fn a_fact_that_is_shown_and_has_no_row_is_an_error() {
    let (facts, document) = shown();
    let mut ledger = ledger(&facts);
    ledger.add(&document);
    assert_eq!(told(&facts, &ledger, vec![&document]), "");
    ledger.facts.clear();
    let told = told(&facts, &ledger, vec![&document]);
    assert!(
        told.starts_with(
            "error[fact-without-row]: percent_change(RD, A, 2020..2023) is shown and has no row"
        ) && told.contains("templates/plan/en.md:3"),
        "{told}"
    );
}

#[test]
fn a_formula_that_does_not_give_what_was_released_is_an_error() {
    let (facts, _) = shown();
    let fact = facts.iter().next().unwrap().clone();
    let with = |change: fn(&mut briefing::data::fact::Fact)| {
        let mut fact = fact.clone();
        change(&mut fact);
        let facts = Facts::new([fact], BTreeMap::new());
        told(&facts, &ledger(&facts), vec![])
    };
    let other = with(|it| it.value += Decimal::ONE);
    assert!(
        other.contains("error[no-live-formula]: percent_change(RD, A, 2020..2023): (Observations!G7"),
        "{other}"
    );
    assert!(other.contains(" was released"), "{other}");
    let missing = with(|it| it.computation = Formula::Operand(7));
    assert!(missing.contains("its formula is not one over cells"), "{missing}");
    // Each factor that is not known exactly takes two forms in either bound.
    let long = with(|it| {
        let same = it.computation.clone();
        it.computation = (0..12).fold(same, |it, _| it * Formula::Operand(0) / Formula::Operand(0));
    });
    assert!(long.contains("characters long, a cell holds 8192"), "{long}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Whatever is observed, however it was rounded, whichever ends it lacks: each metric is a formula over
    /// cells that gives the value and the bounds that were derived.
    #[test]
    fn every_metric_can_be_written(
        digits in prop::collection::vec(20_i64..99_999, bounds::OBSERVED.len()),
        decimals in prop::collection::vec(0_u32..=3, bounds::OBSERVED.len()),
        open in prop::collection::vec(prop::bool::weighted(0.2), bounds::OBSERVED.len()),
        multipliers in prop::collection::vec(0_usize..3, 4),
        place in 1_u32..100,
    ) {
        let rows = bounds::OBSERVED.iter().enumerate().map(|(at, what)| {
            let is_rank = what.starts_with("PLACE");
            let value = Decimal::new(digits[at], if is_rank { 0 } else { decimals[at] });
            // A source prints an indicator in one unit for an area, and may in another for another.
            let unit = multipliers[usize::from(what.starts_with("GDP")) * 2 + usize::from(what.contains(" CN "))];
            let unit = if is_rank || what.starts_with("FX") { 0 } else { unit * 4 };
            let open = if open[at] && !is_rank { " more_than" } else { "" };
            format!("{what} {value} e{unit}{open}")
        });
        let rows = rows.collect::<Vec<_>>().join("\n");
        let desk = Desk::new(&format!("{rows}\nPLACE A 2023 {place}\nRD B 2020 {}", digits[0]));
        let sums = "
            sum = { metric = 'level', indicator = 'RD', area = 'AB' }
            growth_of_sum = { metric = 'percent_change', indicator = 'RD', area = 'AB' }
            share_of_sum = { metric = 'share', indicator = 'RD', area = 'AB', of = 'CN' }
        ";
        let (facts, _) = desk.facts(&format!("{}{sums}", bounds::FACTS));
        prop_assume!(facts.iter().count() > 0);
        let told = told(&facts, &ledger(&facts), vec![]);
        prop_assert!(told.is_empty(), "{rows}\n{told}");
    }
}

#[test]
fn a_book_is_written_with_the_digits_that_were_printed() {
    let (facts, document) = shown();
    let (ledger, catalogue, words) = (ledger(&facts), catalogue(), BTreeMap::new());
    let documents = vec![&document];
    let material = Material {
        ledger: &ledger,
        facts: &facts,
        catalogue: &catalogue,
        claims: &[],
        words: &words,
        documents,
    };
    let book = book(&material, &mut Sink::default());
    let names: Vec<&str> = book.sheets.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Cover", "Contents", "Notes", "Facts", "Observations"]);
    let observations = &book.sheets[4].rows;
    assert_eq!(observations[0][3], SheetCell::Number(Decimal::new(15821, 1)));
    assert_eq!(
        observations[0][7],
        SheetCell::Live("(D6-E6)*10^F6".to_owned(), Decimal::from(158_205_000_000_u64))
    );
    assert!(write(&book).unwrap() == write(&book).unwrap());
}
