//! Claims of a period: the fact that each is judged by, whatever the plan is about by then.

use std::collections::BTreeMap;

use super::{
    Plan,
    facts::{Completion, DeclaredFact, FactSpec, PeriodSpec},
};
use crate::{
    data::{claim::Claim, public::Public},
    diag::{Diagnostic, Sink},
};

impl Plan {
    /// Has each claim that says of which period it is judged by the fact of that period.
    ///
    /// What was printed of 2023 stays a statement about 2023 when the plan's end moves on. Where the plan's own
    /// fact is another one by then, one of the claim's period is declared beside it, as `rd@2023`, and the claim
    /// names that one.
    pub fn declare_claimed(
        &self,
        claims: &mut [Claim],
        declared: &mut BTreeMap<String, DeclaredFact>,
        public: &Public,
        sink: &mut Sink,
    ) {
        for claim in claims {
            let Some(period) = claim.period else { continue };
            let found = self.facts.iter().find(|(name, _)| *name.get_ref() == claim.fact);
            // One that names nothing, or a milestone, is reported or judged elsewhere.
            let (Some((_, spec)), Some(own)) = (found, declared.get(&claim.fact)) else { continue };
            let spec = spec.get_ref();
            if spec.metric.needs_base() && claim.base_period.is_none() {
                let message =
                    format!("the claim {} compares {period} with a period that it does not say", claim.id);
                let fault = Diagnostic::error("claim-period", message).at(claim.cell.locus());
                sink.push(fault.help("write the period that it compares with into BASE_PERIOD"));
                continue;
            }
            let area = spec.area.clone().or_else(|| spec.areas.as_ref()?.first().cloned());
            let of_then = FactSpec {
                area,
                areas: None,
                period: Some(PeriodSpec::At(period)),
                periods: None,
                base: claim.base_period.map(PeriodSpec::At).or(spec.base),
                ..spec.clone()
            };
            let keys = Completion { plan: self, public }.keys(&of_then);
            if keys.first() == own.named.keys.first() {
                continue;
            }
            let mut named = own.named.clone();
            (named.keys, named.is_panel) = (keys, false);
            let name = match claim.base_period {
                Some(base) => format!("{}@{base}..{period}", claim.fact),
                None => format!("{}@{period}", claim.fact),
            };
            declared.entry(name.clone()).or_insert(DeclaredFact { named, locus: claim.cell.locus() });
            claim.fact = name;
        }
    }
}
