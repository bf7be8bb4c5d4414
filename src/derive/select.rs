//! Selection: of every value, the latest vintage that was public.

use chrono::NaiveDate;
use polars::prelude::{col as column, *};

use super::{
    KEY,
    name::{PIN, ROWS},
};
use crate::data::observation::col;

/// Keeps, for each indicator × area × period, the latest vintage not after `as_of`: once over all
/// vintage families (`PIN` empty), and once within each family (`PIN` its name), for facts that
/// insist on one.
///
/// # Errors
/// What polars reports.
pub fn latest_vintage(observations: LazyFrame, as_of: NaiveDate) -> PolarsResult<LazyFrame> {
    // ISO dates sort as text.
    let public = observations.filter(column(col::VINTAGE).lt_eq(lit(as_of.to_string())));
    let any = public.clone().with_column(lit("").alias(PIN));
    let pinned = public.with_column(column(col::FAMILY).alias(PIN)).filter(column(PIN).neq(lit("")));
    let latest = concat([any, pinned], UnionArgs::default())?
        .sort([col::VINTAGE], SortMultipleOptions::default().with_maintain_order(true))
        .group_by_stable(KEY.map(column))
        .agg([
            column(col::FAMILY).last(),
            column(col::OBS_VALUE).last(),
            column(col::LO).last(),
            column(col::HI).last(),
            column(col::ROW).tail(Some(1)).alias(ROWS),
        ]);
    Ok(latest)
}
