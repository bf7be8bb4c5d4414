//! Selection: of every value, the latest vintage that was public.

use polars::prelude::{col as column, *};

use super::columns::{
    KEY, in_order,
    name::{PIN, ROWS},
};
use crate::data::{observation::col, public::Public};

/// Keeps, for each indicator × area × period, the latest vintage that was public: once over all
/// vintage families (`PIN` empty), and once within each family (`PIN` its name), for facts that
/// insist on one. What has no family goes with any.
///
/// # Errors
/// What polars reports.
pub fn latest_vintage(observations: LazyFrame, public: &Public) -> PolarsResult<LazyFrame> {
    // ISO dates sort as text.
    let to_come = Series::new("TO_COME".into(), public.sources_to_come().collect::<Vec<_>>());
    let is_out = column(col::SOURCE).is_in(lit(to_come).implode(true), false).not();
    let has_family = column(col::FAMILY).neq(lit(""));
    // A row a family, known yet or not, and for each the family of what has none.
    let families = observations
        .clone()
        .filter(has_family.clone())
        .select([lit("").alias(col::FAMILY), column(col::FAMILY).alias(PIN)])
        .unique_stable(None, UniqueKeepStrategy::First);
    let public = observations.filter(column(col::VINTAGE).lt_eq(lit(public.day.to_string())).and(is_out));
    let any = public.clone().with_column(lit("").alias(PIN));
    let pinned = public.clone().filter(has_family.clone()).with_column(column(col::FAMILY).alias(PIN));
    let family = [column(col::FAMILY)];
    let with_any =
        public.filter(has_family.not()).join(families, family.clone(), family, in_order(JoinType::Inner));
    let latest = concat([any, pinned, with_any], UnionArgs::default())?
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
