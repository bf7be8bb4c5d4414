//! Pairing: every fact finds its operands, and they stand side by side in one row.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::{col as column, *};

use super::{
    columns::{
        KEY, in_order,
        name::{FACT, FORMULA, OPERAND, PIN, ROWS},
    },
    derivation::Derivation,
    series::Series,
};
use crate::{
    data::{
        catalogue::Catalogue,
        fact::{Awaited, Waiting},
        formula::Formula,
        metric::{FactKey, Rule},
        observation::col,
        operand::Need,
    },
    diag::{Diagnostic, Locus, Sink},
};

/// One row a fact and operand: `FACT`, `OPERAND`, the key of the value, and the value itself, null
/// where the series has none.
///
/// # Errors
/// What polars reports.
pub fn operands(series: &Series, keys: &[FactKey], catalogue: &Catalogue) -> PolarsResult<DataFrame> {
    let numbered = |key| (0_u32..).zip(FactKey::needs(key, catalogue));
    let rows: Vec<_> = (0_u32..)
        .zip(keys)
        .flat_map(|(fact, key)| numbered(key).map(move |(operand, need)| (fact, operand, need)))
        .collect();
    let wanted = DataFrame::new(
        rows.len(),
        vec![
            Column::new(FACT.into(), rows.iter().map(|(fact, ..)| *fact).collect::<Vec<_>>()),
            Column::new(OPERAND.into(), rows.iter().map(|(_, operand, _)| *operand).collect::<Vec<_>>()),
            Column::new(
                col::INDICATOR.into(),
                rows.iter().map(|(.., need)| need.indicator).collect::<Vec<_>>(),
            ),
            Column::new(col::REF_AREA.into(), rows.iter().map(|(.., need)| need.area).collect::<Vec<_>>()),
            Column::new(
                col::TIME_PERIOD.into(),
                rows.iter().map(|(.., need)| need.period.to_string()).collect::<Vec<_>>(),
            ),
            Column::new(
                PIN.into(),
                rows.iter().map(|(.., need)| need.family.unwrap_or_default()).collect::<Vec<_>>(),
            ),
        ],
    )?;
    let areas: BTreeSet<&str> = rows.iter().map(|(.., need)| need.area).collect();
    let series = series.of_areas(areas.into_iter())?.lazy();
    wanted.lazy().join(series, KEY.map(column), KEY.map(column), in_order(JoinType::Left)).collect()
}

/// The facts side by side, and the formulas that compute them.
pub struct Paired {
    /// One row a fact: `FACT`, `FORMULA`, and for each operand its value and bounds.
    pub table: DataFrame,
    /// Each once; `FORMULA` counts them from 0.
    pub formulas: Vec<Formula<usize>>,
}

/// Puts the operands of each fact into one row.
///
/// # Errors
/// What polars reports.
pub fn side_by_side(operands: &DataFrame, keys: &[FactKey], catalogue: &Catalogue) -> PolarsResult<Paired> {
    let of_keys: Vec<Formula<usize>> = keys.iter().map(|key| key.formula(catalogue).numbered().0).collect();
    // A formula that no fact has costs as much to plan as any other.
    let formulas: Vec<_> = of_keys.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let number = |formula: &Formula<usize>| {
        let found = formulas.binary_search(formula).ok();
        found.and_then(|it| u32::try_from(it).ok())
    };
    let mut columns = vec![
        Column::new(FACT.into(), (0_u32..).take(keys.len()).collect::<Vec<_>>()),
        Column::new(FORMULA.into(), of_keys.iter().map(number).collect::<Vec<_>>()),
    ];
    let is_arithmetic = |it: &&Formula<usize>| !matches!(it, Formula::Place { .. });
    let highest = of_keys.iter().filter(is_arithmetic).flat_map(Formula::operands).max();
    for operand in 0..=highest.copied().unwrap_or(0) {
        let places = places(operands, operand, keys.len())?;
        for kind in [col::OBS_VALUE, col::LO, col::HI] {
            let values = operands.column(kind)?.take(&places)?;
            columns.push(values.with_name(operand_column(operand, kind).into()));
        }
    }
    Ok(Paired { table: DataFrame::new(keys.len(), columns)?, formulas })
}

/// For each fact the row of its operand of that number; null where it has none.
fn places(operands: &DataFrame, operand: usize, facts: usize) -> PolarsResult<IdxCa> {
    let mut places = vec![None; facts];
    let (of, numbers) = (operands.column(FACT)?.u32()?, operands.column(OPERAND)?.u32()?);
    for ((fact, found), row) in of.iter().zip(numbers.iter()).zip(0..) {
        if let Some(fact) = fact.filter(|_| found.is_some_and(|it| it as usize == operand)) {
            places[fact as usize] = Some(row);
        }
    }
    Ok(places.into_iter().collect())
}

/// The column of that kind of an operand once paired: `0_LO`.
pub fn operand_column(operand: usize, kind: &str) -> String {
    format!("{operand}_{kind}")
}

impl Derivation<'_> {
    /// What each fact lacks: reported where no source ever gave it, remembered where it was only
    /// not public yet.
    pub(super) fn missing(&self, operands: &DataFrame, sink: &mut Sink) -> PolarsResult<Waiting> {
        let facts = operands.column(FACT)?.u32()?;
        let numbers = operands.column(OPERAND)?.u32()?;
        let is_missing = operands.column(ROWS)?.is_null();
        let mut awaited = Waiting::new();
        // One value may be lacked by many facts, and is told once, at all of them.
        let mut lacked: Vec<(Need, Vec<Locus>)> = vec![];
        for row in (0..operands.height()).filter(|row| is_missing.get(*row) == Some(true)) {
            let (Some(fact), Some(number)) = (facts.get(row), numbers.get(row)) else { continue };
            let key = &self.keys[fact as usize];
            let needs = key.needs(self.public.catalogue);
            let Some(need) = needs.get(number as usize) else { continue };
            let day = self.public.day;
            match self.public.known_since(need).filter(|since| *since > day) {
                Some(since) => {
                    let in_any_family = Need { family: None, ..*need };
                    let is_restatement =
                        self.public.known_since(&in_any_family).is_some_and(|since| since <= day);
                    let it = Awaited::new(need, since, is_restatement);
                    awaited.entry(key.id()).or_default().push(it);
                }
                None => {
                    let names = self.naming(key).map(|(name, it)| it.locus.clone().showing(name));
                    let at = lacked.iter().position(|(known, _)| known == need).unwrap_or_else(|| {
                        lacked.push((*need, vec![]));
                        lacked.len() - 1
                    });
                    for name in names {
                        if !lacked[at].1.contains(&name) {
                            lacked[at].1.push(name);
                        }
                    }
                }
            }
        }
        for (need, names) in lacked {
            sink.push(self.never_given(&need, names));
        }
        Ok(awaited)
    }

    /// Tells what was not known yet, and which names of the plan go without it.
    pub(super) fn report_awaited(&self, awaited: &Waiting, sink: &mut Sink) {
        let mut told: BTreeMap<_, (BTreeSet<NaiveDate>, BTreeSet<&str>)> = BTreeMap::new();
        for key in self.keys {
            let awaited = awaited.get(&key.id()).into_iter().flatten();
            for it in awaited.filter(|it| !it.is_restatement) {
                let (days, names) = told.entry((&it.indicator, it.period)).or_default();
                days.insert(it.since);
                names.extend(self.naming(key).map(|(name, _)| name.as_str()));
            }
        }
        for ((indicator, period), (days, names)) in told {
            let message = format!("{indicator} of {period} was not known yet on {}", self.public.day);
            let days: Vec<String> = days.iter().map(ToString::to_string).collect();
            let names: Vec<&str> = names.into_iter().collect();
            let note = Diagnostic::note("not-yet-published", message);
            let note = note.help(format!("it came out on {}", days.join(", ")));
            sink.push(note.help(format!("left out: {}", names.join(", "))));
        }
    }
}

/// Whether a key's value is a rank within a field, which [`super::rank`] computes.
pub fn is_ranked(key: &FactKey) -> bool {
    matches!(key.rule, Rule::Rank { .. })
}
