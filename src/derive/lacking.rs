//! What to say of a value that no source ever gave: where it would be looked for, and what there is instead.

use super::derivation::Derivation;
use crate::{
    data::{area::AreaCode, observation::Observation, operand::Need, period::Period},
    diag::{Diagnostic, Locus},
};

impl Derivation<'_> {
    /// The fault of a missing observation, once for all names that need it.
    pub(super) fn never_given(&self, need: &Need, names: Vec<Locus>) -> Diagnostic {
        let (indicator, area, period) = (need.indicator, need.area, need.period);
        let mut message = format!("no value for {indicator}, {area}, {period} by {}", self.public.day);
        if let Some(family) = need.family {
            message = format!("{message} in the family {family}");
        }
        let fault = Diagnostic::error("missing-observation", message);
        let fault = names.into_iter().fold(fault, Diagnostic::at);
        let instead = self.in_another_family(need).or_else(|| self.lacking_parts(need));
        let fault = instead.or_else(|| self.other_periods(need)).into_iter().fold(fault, Diagnostic::help);
        fault.help("add the observation to the inputs, or take the fact out of the plan")
    }

    /// There is one in another family than the one that the plan insists on.
    fn in_another_family(&self, need: &Need) -> Option<String> {
        let wanted = need.family?;
        let other = self.given(need.indicator, need.area, need.period).find(|it| it.family != wanted)?;
        let family = &other.family;
        Some(format!("there is one in {family} ({}): write family = \"{family}\"", other.cell.locus()))
    }

    /// Of a sum of parts, which of them have one and which have not.
    fn lacking_parts(&self, need: &Need) -> Option<String> {
        let parts = &self.public.catalogue.areas.get(need.area).filter(|it| !it.parts.is_empty())?.parts;
        let has = |part: &&AreaCode| self.given(need.indicator, part, need.period).next().is_some();
        let (there, lacking): (Vec<&AreaCode>, Vec<&AreaCode>) = parts.iter().partition(has);
        let told = |parts: &[&AreaCode]| parts.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
        let there = if there.is_empty() { String::new() } else { format!(" ({} has it)", told(&there)) };
        (!lacking.is_empty()).then(|| format!("of its parts {} lacks {}{there}", told(&lacking), need.period))
    }

    /// The periods of which there are values, where it is not one of them.
    fn other_periods(&self, need: &Need<'_>) -> Option<String> {
        let all = self.public.observations.periods(need.indicator);
        let has = |period: &Period| self.given(need.indicator, need.area, *period).next().is_some();
        let there: Vec<String> = all.into_iter().filter(has).map(|it| it.to_string()).collect();
        match there.as_slice() {
            [] => Some(format!("there is none of {} in any period", need.area)),
            some if some.contains(&need.period.to_string()) => None,
            some => Some(format!("there are values of {}", some.join(", "))),
        }
    }

    fn given<'b>(
        &'b self,
        indicator: &'b str,
        area: &'b str,
        period: Period,
    ) -> impl Iterator<Item = &'b Observation> {
        self.public.observations.vintages(indicator, area, period)
    }
}
