//! Totals: a published total must be one that its published parts can make.

use polars::prelude::{col as column, *};

use super::columns::{
    KEY, in_order,
    name::{PIN, ROWS},
};
use crate::{
    data::observation::{Observation, Observations, col},
    diag::{Diagnostic, Sink},
};

/// The suffix of the sum's columns beside those of the total.
const OF_SUM: &str = "_OF_SUM";

/// Reports every total whose bounds the bounds of its parts' sum do not touch: 33.3 + 33.3 + 33.3
/// can be 100.0, 33.3 + 33.3 + 32.3 cannot.
///
/// # Errors
/// What polars reports.
pub fn report(
    published: &DataFrame,
    sums: &DataFrame,
    observations: &Observations,
    sink: &mut Sink,
) -> PolarsResult<()> {
    let of_sum = |name: &str| column(format!("{name}{OF_SUM}"));
    let joined = JoinArgs { suffix: Some(OF_SUM.into()), ..in_order(JoinType::Inner) };
    let apart = published
        .clone()
        .lazy()
        .filter(column(PIN).eq(lit("")))
        .join(sums.clone().lazy(), KEY.map(column), KEY.map(column), joined)
        .filter(of_sum(col::HI).lt(column(col::LO)).or(of_sum(col::LO).gt(column(col::HI))))
        .collect()?;
    let [total, parts] =
        [ROWS.to_owned(), format!("{ROWS}{OF_SUM}")].map(|name| behind(&apart, &name, observations));
    for (total, parts) in total?.into_iter().zip(parts?) {
        let Some(whole) = total.first() else { continue };
        let message = format!(
            "the parts of {} cannot make its {} of {}, whatever was rounded",
            whole.area, whole.indicator, whole.period
        );
        let fault = Diagnostic::error("parts-total", message);
        let fault = total.iter().chain(&parts).fold(fault, |fault, it| {
            fault.at(it.cell.locus().showing(format!("{} {}", it.area, it.printed)))
        });
        sink.push(fault.help("find the wrong cell, or correct the parts of the area in areas.csv"));
    }
    Ok(())
}

/// The observations behind each row of a column of positions.
fn behind<'a>(
    frame: &DataFrame,
    name: &str,
    observations: &'a Observations,
) -> PolarsResult<Vec<Vec<&'a Observation>>> {
    let rows = frame.column(name)?.list()?;
    let of_row = |row: usize| {
        let positions = rows.get_as_series(row).map(|it| it.u64().cloned()).transpose()?;
        let positions = positions.iter().flat_map(|it| it.iter().flatten().collect::<Vec<_>>());
        let found = positions.filter_map(|it| observations.rows().get(usize::try_from(it).ok()?));
        Ok(found.collect())
    };
    (0..frame.height()).map(of_row).collect()
}
