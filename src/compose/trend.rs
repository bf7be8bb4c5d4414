//! Trends: the small line beside the number of a card, through the facts that the card's fourth part names.

use std::collections::BTreeSet;

use super::{
    draft::{DraftInline, plain},
    figures::geometry,
    scope::Scope,
};
use crate::{
    data::fact::Fact,
    doc::{
        block::Trend,
        figure::{ChartSeries, Datum, Emphasis},
        inline::ShownFact,
    },
};

/// Two periods are a change, which the card says in words.
const FEWEST: usize = 3;

/// The line through the facts of a card's fourth part, whose words are what it says to those who cannot see it; none
/// where the card has no such part.
///
/// # Errors
/// Too few facts for a line, or facts in more than one unit.
pub fn read(run: &[DraftInline], scope: &Scope) -> Result<Option<Trend>, String> {
    if run.is_empty() {
        return Ok(None);
    }
    let facts: Vec<(&ShownFact, &Fact)> =
        run.iter().filter_map(shown).filter_map(|it| Some((it, scope.facts.get(&it.id)?))).collect();
    let measures: BTreeSet<_> = facts.iter().map(|(_, fact)| &fact.measure).collect();
    if facts.len() < FEWEST || measures.len() > 1 {
        let (values, units) = (facts.len(), measures.len());
        return Err(format!("the trend of a card has {values} values in {units} units"));
    }
    let points = facts.into_iter().map(|(shown, fact)| Some(datum(shown, fact))).collect();
    let series = ChartSeries { label: String::new(), emphasis: Emphasis::Subject, points };
    Ok(Some(Trend { series, alt: plain(run) }))
}

fn shown(piece: &DraftInline) -> Option<&ShownFact> {
    match piece {
        DraftInline::Said(inline) => inline.fact(),
        _ => None,
    }
}

fn datum(shown: &ShownFact, fact: &Fact) -> Datum {
    Datum {
        fact: fact.id.clone(),
        value: geometry(fact.value),
        shown: shown.shown.to_string(),
        exponent: shown.exponent,
        status: fact.status,
    }
}
