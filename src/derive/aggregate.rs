//! Aggregation: the value of an area that is the sum of its parts.

use polars::prelude::{col as column, *};

use super::columns::{
    KEY, in_order,
    name::{PIN, ROWS},
};
use crate::data::{catalogue::Catalogue, observation::col};

const WHOLE: &str = "WHOLE";
const PARTS: &str = "PARTS";
const ORDER: &str = "ORDER";
const FOUND: &str = "FOUND";

/// Adds a row for every area that is the sum of its parts and has no value of its own: a published
/// one comes first, and so is the one that stays.
///
/// # Errors
/// What polars reports.
pub fn with_sums(series: LazyFrame, sums: LazyFrame) -> PolarsResult<LazyFrame> {
    Ok(concat([series, sums], UnionArgs::default())?
        .unique_stable(Some(by_name(KEY, true, false)), UniqueKeepStrategy::First))
}

/// The sum of every area whose parts all have a value, of one vintage family. Bounds add up too; a
/// missing end stays missing.
///
/// # Errors
/// What polars reports.
pub fn sums(series: LazyFrame, catalogue: &Catalogue) -> PolarsResult<LazyFrame> {
    let additive = catalogue.indicators.values().filter(|it| it.kind.is_additive());
    let additive = Series::new("ADDITIVE".into(), additive.map(|it| it.code.as_str()).collect::<Vec<_>>());
    Ok(series
        .filter(column(col::INDICATOR).is_in(lit(additive).implode(true), false))
        .join(
            parts(catalogue)?.lazy(),
            [column(col::REF_AREA)],
            [column(col::REF_AREA)],
            in_order(JoinType::Inner),
        )
        // The parts in the order of the code list, whatever order their rows were read in.
        .sort([col::INDICATOR, WHOLE, col::TIME_PERIOD, PIN, ORDER], SortMultipleOptions::default())
        .group_by_stable([col::INDICATOR, WHOLE, col::TIME_PERIOD, PIN, col::FAMILY].map(column))
        .agg([
            sum_or_null(col::OBS_VALUE),
            sum_or_null(col::LO),
            sum_or_null(col::HI),
            column(ROWS).explode(ExplodeOptions { empty_as_null: true, keep_nulls: true }),
            column(PARTS).first(),
            len().alias(FOUND),
        ])
        .filter(column(FOUND).eq(column(PARTS)))
        .select([
            column(col::INDICATOR),
            column(WHOLE).alias(col::REF_AREA),
            column(col::TIME_PERIOD),
            column(PIN),
            column(col::FAMILY),
            column(col::OBS_VALUE),
            column(col::LO),
            column(col::HI),
            column(ROWS),
        ]))
}

/// One row a part: the part, its whole, how many parts the whole has, and which of them it is.
fn parts(catalogue: &Catalogue) -> PolarsResult<DataFrame> {
    let rows: Vec<(&str, &str, u32, u32)> = catalogue
        .areas
        .values()
        .flat_map(|whole| {
            let count = u32::try_from(whole.parts.len()).unwrap_or(u32::MAX);
            (0..)
                .zip(&whole.parts)
                .map(move |(order, part)| (part.as_str(), whole.code.as_str(), count, order))
        })
        .collect();
    DataFrame::new(
        rows.len(),
        vec![
            Column::new(col::REF_AREA.into(), rows.iter().map(|row| row.0).collect::<Vec<_>>()),
            Column::new(WHOLE.into(), rows.iter().map(|row| row.1).collect::<Vec<_>>()),
            Column::new(PARTS.into(), rows.iter().map(|row| row.2).collect::<Vec<_>>()),
            Column::new(ORDER.into(), rows.iter().map(|row| row.3).collect::<Vec<_>>()),
        ],
    )
}

fn sum_or_null(name: &str) -> Expr {
    let is_whole = column(name).null_count().eq(lit(0_u32));
    when(is_whole).then(column(name).sum()).otherwise(lit(NULL)).alias(name)
}
