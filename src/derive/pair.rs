//! Pairing: every fact finds its operands, and they stand side by side in one row.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use polars::prelude::{col as column, *};

use super::{
    KEY, Request, Series,
    change::Rule,
    in_order,
    name::{FACT, PIN, ROLE, ROWS, RULE, YEARS},
};
use crate::{
    data::{
        catalogue::Catalogue,
        fact::{Awaited, Waiting},
        metric::{FactKey, Metric},
        observation::col,
        operand::{Need, Role},
    },
    diag::{Diagnostic, Sink},
};

/// The roles that stand side by side in a fact's row.
pub const PAIRED: [Role; 7] =
    [Role::End, Role::Base, Role::WholeEnd, Role::WholeBase, Role::Rate, Role::Over, Role::OverBase];

/// One row a fact and operand: `FACT`, `ROLE`, the key of the value, and the value itself, null
/// where the series has none.
///
/// # Errors
/// What polars reports.
pub fn operands(series: &Series, keys: &[FactKey]) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = (0_u32..)
        .zip(keys)
        .flat_map(|(fact, key)| key.needs().into_iter().map(move |need| (fact, need)))
        .collect();
    let wanted = DataFrame::new(
        rows.len(),
        vec![
            Column::new(FACT.into(), rows.iter().map(|(fact, _)| *fact).collect::<Vec<_>>()),
            Column::new(ROLE.into(), rows.iter().map(|(_, need)| need.role.name()).collect::<Vec<_>>()),
            Column::new(
                col::INDICATOR.into(),
                rows.iter().map(|(_, need)| need.indicator).collect::<Vec<_>>(),
            ),
            Column::new(col::REF_AREA.into(), rows.iter().map(|(_, need)| need.area).collect::<Vec<_>>()),
            Column::new(
                col::TIME_PERIOD.into(),
                rows.iter().map(|(_, need)| need.period.to_string()).collect::<Vec<_>>(),
            ),
            Column::new(
                PIN.into(),
                rows.iter().map(|(_, need)| need.family.unwrap_or_default()).collect::<Vec<_>>(),
            ),
        ],
    )?;
    let areas: BTreeSet<&str> = rows.iter().map(|(_, need)| need.area).collect();
    let series = series.about(areas.into_iter())?.lazy();
    wanted.lazy().join(series, KEY.map(column), KEY.map(column), in_order(JoinType::Left)).collect()
}

/// One row a fact: `FACT`, `RULE`, `YEARS`, and for each role its value and bounds.
///
/// # Errors
/// What polars reports.
pub fn side_by_side(
    operands: &DataFrame,
    keys: &[FactKey],
    catalogue: &Catalogue,
) -> PolarsResult<DataFrame> {
    let years = |key: &FactKey| key.base.map(|base| f64::from(key.period.years_since(base)));
    let mut columns = vec![
        Column::new(FACT.into(), (0_u32..).take(keys.len()).collect::<Vec<_>>()),
        Column::new(RULE.into(), keys.iter().map(|key| Rule::of(key, catalogue).name()).collect::<Vec<_>>()),
        Column::new(YEARS.into(), keys.iter().map(years).collect::<Vec<_>>()),
    ];
    for role in PAIRED {
        let places = places(operands, role, keys.len())?;
        for kind in [col::OBS_VALUE, col::LO, col::HI] {
            let values = operands.column(kind)?.take(&places)?;
            columns.push(values.with_name(role.column(kind).into()));
        }
    }
    DataFrame::new(keys.len(), columns)
}

/// For each fact the row of its operand in that role; null where it has none.
fn places(operands: &DataFrame, role: Role, facts: usize) -> PolarsResult<IdxCa> {
    let mut places = vec![None; facts];
    let (of, roles) = (operands.column(FACT)?.u32()?, operands.column(ROLE)?.str()?);
    for ((fact, found), row) in of.iter().zip(roles.iter()).zip(0..) {
        if let Some(fact) = fact.filter(|_| found == Some(role.name())) {
            places[fact as usize] = Some(row);
        }
    }
    Ok(places.into_iter().collect())
}

impl Role {
    /// The role's column of that kind once paired: `END_LO`.
    pub(super) fn column(self, kind: &str) -> String {
        format!("{}_{kind}", self.name())
    }
}

impl Request<'_> {
    /// What each fact lacks: reported where no source ever gave it, remembered where it was only
    /// not public yet.
    pub(super) fn missing(&self, operands: &DataFrame, sink: &mut Sink) -> PolarsResult<Waiting> {
        let facts = operands.column(FACT)?.u32()?;
        let roles = operands.column(ROLE)?.str()?;
        let areas = operands.column(col::REF_AREA)?.str()?;
        let is_missing = operands.column(ROWS)?.is_null();
        let mut awaited = Waiting::new();
        for row in (0..operands.height()).filter(|row| is_missing.get(*row) == Some(true)) {
            let (Some(fact), role, area) = (facts.get(row), roles.get(row), areas.get(row)) else { continue };
            let key = &self.keys[fact as usize];
            let needs = key.needs();
            let is_it = |need: &&Need| Some(need.role.name()) == role && Some(need.area) == area;
            let Some(need) = needs.iter().find(is_it) else { continue };
            let day = self.public.day;
            match self.public.since(need).filter(|since| *since > day) {
                Some(since) => {
                    let in_any_family = Need { family: None, ..*need };
                    let is_restatement = self.public.since(&in_any_family).is_some_and(|since| since <= day);
                    let it = Awaited::new(need, since, is_restatement);
                    awaited.entry(key.to_string()).or_default().push(it);
                }
                None => sink.push(self.never_given(key, need)),
            }
        }
        Ok(awaited)
    }

    /// Tells what was not known yet, and which names of the plan go without it.
    pub(super) fn tell(&self, awaited: &Waiting, sink: &mut Sink) {
        let mut told: BTreeMap<_, (BTreeSet<NaiveDate>, BTreeSet<&str>)> = BTreeMap::new();
        for key in self.keys {
            let awaited = awaited.get(&key.to_string()).into_iter().flatten();
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

    fn never_given(&self, key: &FactKey, need: &Need) -> Diagnostic {
        let (indicator, area, period) = (need.indicator, need.area, need.period);
        let mut message = format!("no value for {indicator}, {area}, {period} by {}", self.public.day);
        if let Some(family) = need.family {
            message = format!("{message} in the family {family}");
        }
        let fault = Diagnostic::error("missing-observation", message);
        let fault =
            self.naming(key).fold(fault, |fault, (name, it)| fault.at(it.locus.clone().showing(name)));
        fault.help("add the observation to the inputs, or take the fact out of the plan")
    }
}

/// Whether a key's value is a rank within a field, which [`super::rank`] computes.
pub fn is_ranked(key: &FactKey) -> bool {
    key.metric == Metric::Rank
}
