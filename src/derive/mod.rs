//! Derivation: observations become facts.
//!
//! Once a run, `series: select (vintage) → aggregate (sums of parts) → totals (held against them)`; for
//! every edition, `pair (operands) → change (value and bounds) and rank → collect`. Every step is a
//! polars expression over a whole table at once, in exact decimals; a `DataFrame` does not leave this
//! phase.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::{
    data::{
        fact::{Fact, Facts, Waiting},
        metric::FactKey,
        public::Public,
    },
    diag::Sink,
    plan::facts::DeclaredFact,
};

mod aggregate;
mod change;
mod collect;
mod columns;
mod derivation;
pub mod judge;
mod lacking;
mod pair;
mod rank;
mod select;
mod series;
mod totals;

use columns::failed;
use derivation::Derivation;

pub use series::Series;

/// Derives every declared fact from the series of what was public on the day that counts.
///
/// A fact that the data cannot give is reported once, with the observation it misses; its name
/// stays known, so that texts that use it are not reported a second time. One whose operands were
/// only not public yet is no fault: the facts remember what it waits for.
pub fn derive(
    series: &Series,
    public: &Public,
    declared: &BTreeMap<String, DeclaredFact>,
    sink: &mut Sink,
) -> Facts {
    let keys: Vec<FactKey> = declared
        .values()
        .flat_map(|it| it.named.keys.iter().cloned())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let request = Derivation { series, public, declared, keys: &keys };
    let (facts, awaited) = request.derive(sink).unwrap_or_else(|error| {
        sink.push(failed(&error));
        Default::default()
    });
    let names = declared.iter().map(|(name, it)| (name.clone(), it.named.clone())).collect();
    Facts::new(facts, names).awaiting(awaited)
}

impl Derivation<'_> {
    fn derive(&self, sink: &mut Sink) -> PolarsResult<(Vec<Fact>, Waiting)> {
        let catalogue = self.public.catalogue;
        let operands = pair::operands(self.series, self.keys, catalogue)?;
        let awaited = self.missing(&operands, sink)?;
        self.report_awaited(&awaited, sink);
        let paired = pair::side_by_side(&operands, self.keys, catalogue)?;
        let changed = change::compute(&paired)?;
        let ranked = rank::compute(&operands, self.keys, catalogue)?;
        let derived = collect::Derived { operands: &operands, values: [&changed, &ranked] };
        Ok((derived.collect(self, sink)?, awaited))
    }
}
