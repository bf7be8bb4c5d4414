//! The register of identities: what has to hold between published values.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{catalogue::CodeLists, columns::RoleColumns, row::RowReader};
use crate::{
    data::{
        identity::{ExceptedValue, Identity, Relation},
        indicator::IndicatorCode,
        period::Period,
        unit::MeasureCode,
    },
    diag::Reported,
};

pub(super) const IDENTITY_COLUMNS: RoleColumns = RoleColumns {
    required: &["IDENTITY", "INDICATOR", "RELATION", "TERMS", "SOURCE_ID"],
    optional: &["WHOLE", "EXCEPT", "REASON"],
};

/// Reads an identity. What it excepts needs a reason, and each value how far it may be off.
pub(super) fn identity(id: String, row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Identity, Reported> {
    let indicator = row.code("INDICATOR", &lists.indicators).map(|it| (it.code.clone(), it.measure.clone()));
    let relation = row.choice("RELATION", "unknown-relation", &Relation::WORDS);
    let terms = terms(row, lists);
    let named = !row.optional_text("WHOLE").trim().is_empty();
    let whole =
        if named { row.code("WHOLE", &lists.areas).map(|it| Some(it.code.clone())) } else { Ok(None) };
    let excepted = excepted(row, lists);
    let source = row.code("SOURCE_ID", &lists.sources).map(|it| it.code.clone());
    let (relation, terms, whole) = (relation?, terms?, whole?);
    let (least, most) = relation.terms();
    if !(least..=most).contains(&terms.len()) {
        let message = format!("{id} has {} terms", terms.len());
        let help =
            "a sum has two and more, a ratio two, a share, a growth or a change one; they are parted by +";
        return Err(row.refuse("TERMS", "identity-terms", message, help));
    }
    if whole.is_some() != (relation == Relation::Share) {
        let message = format!("{id} {} an area that it is of", if named { "names" } else { "lacks" });
        let help = "WHOLE is the area that a share is of, and of nothing else";
        return Err(row.refuse("WHOLE", "identity-terms", message, help));
    }
    let cell = row.cell_ref("IDENTITY");
    let ((indicator, measure), terms) = (indicator?, one_measure(terms));
    let made = match (relation, &terms) {
        (Relation::Growth | Relation::Share, _) => Some("PT"),
        // A quotient of two amounts of one unit is a percentage; of two units, nothing that has a name here.
        (Relation::Ratio, (_, Some(_))) => Some("PT"),
        (Relation::Change, (_, Some(of))) if of == "PT" => Some("PP"),
        (_, (_, of)) => of.as_deref(),
    };
    if made != Some(measure.as_str()) {
        let message =
            format!("{indicator} is measured in {measure}, and {id} makes {}", made.unwrap_or("no unit"));
        let help =
            "terms of one unit make a sum of that unit, a ratio, share or growth in PT, a change of PT in PP";
        return Err(row.refuse("INDICATOR", "identity-terms", message, help));
    }
    let terms = terms.0;
    let (excepted, source) = (excepted?, source?);
    if excepted.is_empty() != row.optional_text("REASON").trim().is_empty() {
        let message = format!("{id} has one of EXCEPT and REASON without the other");
        let help = "what is excepted may be off by what it says, for a REASON";
        return Err(row.refuse("EXCEPT", "identity-exception", message, help));
    }
    Ok(Identity { id, indicator, relation, terms, whole, excepted, source, cell })
}

/// An indicator with its unit of measure.
type Measured = (IndicatorCode, MeasureCode);

/// The terms, with the unit that all of them have.
fn one_measure(terms: Vec<Measured>) -> (Vec<IndicatorCode>, Option<String>) {
    let first = terms.first().map(|(_, measure)| measure.to_string());
    let one = first.filter(|first| terms.iter().all(|(_, measure)| measure.as_str() == first));
    (terms.into_iter().map(|(code, _)| code).collect(), one)
}

fn terms(row: &mut RowReader<'_>, lists: &CodeLists) -> Result<Vec<Measured>, Reported> {
    let named = row.text("TERMS")?;
    let named: Vec<&str> = named.split('+').map(str::trim).collect();
    let found: Vec<_> = named.iter().map(|code| row.code_named("TERMS", code, &lists.indicators)).collect();
    found.into_iter().map(|it| it.map(|it| (it.code.clone(), it.measure.clone()))).collect()
}

/// The excepted values, parted by semicolons or lines: `CN-BJ/2024/2025-09-29/0.016` may be off by 0.016.
fn excepted(
    row: &mut RowReader<'_>,
    lists: &CodeLists,
) -> Result<BTreeMap<ExceptedValue, Decimal>, Reported> {
    let text = row.optional_text("EXCEPT");
    let mut found = BTreeMap::new();
    for said in text.split([';', '\n']).map(str::trim).filter(|it| !it.is_empty()) {
        let Some((area, period, vintage, off)) = parts_of(said) else {
            let message = format!("{said} is no published value");
            let help = "write area, period, vintage and how far it may be off: CN-BJ/2024/2025-09-29/0.016";
            return Err(row.refuse("EXCEPT", "identity-exception", message, help));
        };
        let area = row.code_named("EXCEPT", area, &lists.areas)?.code.clone();
        found.insert(ExceptedValue { area, period, vintage }, off);
    }
    Ok(found)
}

fn parts_of(said: &str) -> Option<(&str, Period, NaiveDate, Decimal)> {
    let [area, period, vintage, off] = said.split('/').collect::<Vec<_>>().try_into().ok()?;
    let off = off.parse().ok().filter(|it| *it > Decimal::ZERO)?;
    Some((area, period.parse().ok()?, vintage.parse().ok()?, off))
}
