//! Rank: the place of an area in a field, 1 the best.

use polars::prelude::{col as column, *};

use super::{
    change::exact,
    columns::{
        in_order,
        name::{FACT, OPERAND},
    },
    pair::is_ranked,
};
use crate::data::{catalogue::Catalogue, indicator::Direction, metric::FactKey, observation::col};

const LOWER_IS_BETTER: &str = "LOWER_IS_BETTER";
/// Before the names of columns of the area itself, and of a rival.
const OWN: &str = "OWN_";
const RIVAL: &str = "RIVAL_";

/// Computes `OBS_VALUE`, `LO` and `HI` of every ranked fact: one more than the rivals that are
/// better, surely better and possibly better (standard competition ranking, "1224").
///
/// # Errors
/// What polars reports.
pub fn compute(operands: &DataFrame, keys: &[FactKey], catalogue: &Catalogue) -> PolarsResult<DataFrame> {
    let ranked: Vec<(u32, bool)> = (0_u32..)
        .zip(keys)
        .filter(|(_, key)| is_ranked(key))
        .map(|(fact, key)| {
            let indicator = catalogue.indicators.get(&key.indicator);
            (fact, indicator.is_some_and(|it| it.direction == Direction::Lower))
        })
        .collect();
    let facts = DataFrame::new(
        ranked.len(),
        vec![
            Column::new(FACT.into(), ranked.iter().map(|it| it.0).collect::<Vec<_>>()),
            Column::new(LOWER_IS_BETTER.into(), ranked.iter().map(|it| it.1).collect::<Vec<_>>()),
        ],
    )?;
    // The area itself is the first operand, its rivals are the others.
    let values = |is_it: Expr, prefix: &str| {
        let named = |kind: &str| column(kind).alias(format!("{prefix}{kind}"));
        let columns = [column(FACT), named(col::OBS_VALUE), named(col::LO), named(col::HI)];
        operands.clone().lazy().filter(is_it).select(columns)
    };
    let first = || lit(0_u32);
    let inner = || in_order(JoinType::Inner);
    let counted = |is_better: Expr, name: &str| {
        (is_better.cast(DataType::Int64).sum() + lit(1_i64))
            .cast(crate::data::observation::VALUE_TYPE)
            .alias(name)
    };
    facts
        .lazy()
        .join(values(column(OPERAND).eq(first()), OWN), [column(FACT)], [column(FACT)], inner())
        .join(values(column(OPERAND).neq(first()), RIVAL), [column(FACT)], [column(FACT)], inner())
        .group_by_stable([column(FACT)])
        .agg([
            counted(is_better(col::OBS_VALUE, col::OBS_VALUE), col::OBS_VALUE),
            counted(is_better(col::LO, col::HI), col::LO),
            counted(is_better(col::HI, col::LO), col::HI),
        ])
        .collect()
}

/// Whether the rival's end `theirs` is better than our end `ours`; the ends change places where
/// lower is better. An unbounded end counts as the best that can be.
fn is_better(theirs: &str, ours: &str) -> Expr {
    let difference =
        |theirs: &str, ours: &str| column(format!("{RIVAL}{theirs}")) - column(format!("{OWN}{ours}"));
    let lower = difference(ours, theirs).lt(exact(0));
    let higher = difference(theirs, ours).gt(exact(0));
    when(column(LOWER_IS_BETTER)).then(lower).otherwise(higher).fill_null(lit(theirs == col::HI))
}
