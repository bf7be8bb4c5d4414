//! Collection: rows of the finished table become facts with their formulas and sources.

use std::collections::BTreeMap;

use polars::prelude::*;
use rust_decimal::Decimal;

use super::{
    columns::name::{FACT, ROWS},
    derivation::Derivation,
};
use crate::{
    data::{
        fact::Fact,
        formula::Formula,
        interval::Interval,
        metric::{FactKey, Rule},
        observation::{Observation, SCALE, col},
        status::{Qualifier, Status},
        unit::MeasureCode,
    },
    diag::{Diagnostic, Reported, Sink},
    plan::facts::DeclaredFact,
};

/// What the phase has computed: the operands found, and value and bounds of each fact.
pub struct Derived<'a> {
    pub operands: &'a DataFrame,
    pub values: [&'a DataFrame; 2],
}

/// The observations behind each operand of a fact, in the order of the formula: one, or several that
/// add up to it.
type Operands = Vec<Vec<Observation>>;

impl Derived<'_> {
    /// Turns rows into facts. A fact whose divisor is not above zero is reported.
    ///
    /// # Errors
    /// What polars reports.
    pub fn collect(&self, request: &Derivation, sink: &mut Sink) -> PolarsResult<Vec<Fact>> {
        let mut operands = self.operands_of(request)?;
        let mut facts = vec![];
        for values in self.values {
            let positions = values.column(FACT)?.u32()?;
            let [value, lo, hi] = [col::OBS_VALUE, col::LO, col::HI].map(|name| decimals(values, name));
            let (value, lo, hi) = (value?, lo?, hi?);
            for row in 0..values.height() {
                let Some(fact) = positions.get(row) else { continue };
                let key = &request.keys[fact as usize];
                // A fact that misses an operand was reported when the operands were looked for.
                let Some(operands) = operands.remove(&fact) else { continue };
                match value[row] {
                    Some(value) => {
                        let bounds = Interval::new(lo[row], hi[row]);
                        let fact = request.fact(key, value, bounds, operands);
                        request.impossible_share(&fact).into_iter().for_each(|fault| sink.push(fault));
                        facts.extend(request.of_one_family(fact, sink));
                    }
                    None => sink.push(request.undefined(key)),
                }
            }
        }
        Ok(facts)
    }

    /// The operands of each fact that has them all.
    fn operands_of(&self, request: &Derivation) -> PolarsResult<BTreeMap<u32, Operands>> {
        let facts = self.operands.column(FACT)?.u32()?;
        let rows = self.operands.column(ROWS)?.list()?;
        let mut found: BTreeMap<u32, Option<Operands>> = BTreeMap::new();
        for row in 0..self.operands.height() {
            let Some(fact) = facts.get(row) else { continue };
            let entry = found.entry(fact).or_insert_with(|| Some(vec![]));
            match rows.get_as_series(row) {
                None => *entry = None,
                Some(positions) => {
                    let behind = positions.u64()?.iter().flatten().filter_map(|position| {
                        request.public.observations.rows().get(usize::try_from(position).ok()?).cloned()
                    });
                    let behind: Vec<Observation> = behind.collect();
                    entry.iter_mut().for_each(|it| it.push(behind.clone()));
                }
            }
        }
        Ok(found.into_iter().filter_map(|(fact, operands)| Some((fact, operands?))).collect())
    }
}

impl Derivation<'_> {
    fn fact(&self, key: &FactKey, value: Decimal, bounds: Interval, operands: Operands) -> Fact {
        let computation = over_observations(&key.formula(self.public.catalogue).numbered().0, &operands);
        let operands: Vec<Observation> = operands.into_iter().flatten().collect();
        let are_alike = operands.windows(2).all(|pair| pair[0].multiplier == pair[1].multiplier);
        let multiplier = operands.first().map_or(0, |it| it.multiplier);
        let is_amount = computation.degree() > 0;
        Fact {
            id: key.id(),
            value,
            bounds,
            measure: self.measure(key),
            status: operands.iter().map(|it| it.status).max().unwrap_or(Status::A),
            qualifier: qualifier(key, &operands),
            formula: computation.text(&|operand: &usize| printed(&operands[*operand], !are_alike)),
            computation,
            exponent: if are_alike && is_amount { multiplier } else { 0 },
            key: key.clone(),
            operands,
            reason: None,
        }
    }

    /// Lets a fact pass whose operands are of one vintage family, or which the plan lets mix them:
    /// GDP as first published and after a census are two accounts, not one series.
    fn of_one_family(&self, fact: Fact, sink: &mut Sink) -> Result<Fact, Reported> {
        let families: Vec<&str> = fact.families().into_iter().collect();
        if families.len() < 2 {
            return Ok(fact);
        }
        let reason = self.naming(&fact.key).find_map(|(_, it)| it.named.mixes_families.clone());
        if reason.is_some() {
            return Ok(Fact { reason, ..fact });
        }
        let message = format!("{} mixes the vintage families {}", fact.id, families.join(" and "));
        let mut fault = Diagnostic::error("mixed-families", message);
        for (name, it) in self.naming(&fact.key) {
            fault = fault.at(it.locus.clone().showing(name));
        }
        for operand in fact.operands.iter().filter(|it| !it.family.is_empty()) {
            fault = fault.at(operand.cell.locus().showing(format!("{} {}", operand.printed, operand.family)));
        }
        let help =
            "keep to one with `family`, or say why they may meet with `mixes-families = { zh = …, en = … }`";
        Err(sink.error(fault.help(help)))
    }

    /// The fault of a share that is less than nothing or more than the whole. A quotient of two values
    /// that do not add up is a ratio, and may be anything.
    fn impossible_share(&self, fact: &Fact) -> Option<Diagnostic> {
        let is_of_whole = self.public.catalogue.indicators.get(&fact.key.indicator)?.makes_up_whole;
        let is_within = fact.value >= Decimal::ZERO && fact.value <= Decimal::ONE_HUNDRED;
        let Rule::Share { of } = &fact.key.rule else { return None };
        if !is_of_whole || is_within {
            return None;
        }
        let message =
            format!("{} is {}% of {of}, which is no share", fact.id, fact.value.round_dp(2).normalize());
        let fault = Diagnostic::error("share-range", message);
        let fault =
            self.naming(&fact.key).fold(fault, |fault, (name, it)| fault.at(it.locus.clone().showing(name)));
        Some(fault.help(
            "name the whole in `of`; where areas do not add up to it, give the indicator WHOLE = other",
        ))
    }

    /// The names of the plan that mean a fact.
    pub(super) fn naming<'a>(
        &'a self,
        key: &'a FactKey,
    ) -> impl Iterator<Item = (&'a String, &'a DeclaredFact)> {
        self.declared.iter().filter(|(_, it)| it.named.keys.contains(key))
    }

    fn measure(&self, key: &FactKey) -> MeasureCode {
        let of = |code: &str| {
            self.public.catalogue.indicators.get(code).map(|it| it.measure.clone()).unwrap_or_default()
        };
        match &key.rule {
            Rule::Level | Rule::AbsoluteChange { .. } | Rule::Gap { .. } => of(&key.indicator),
            Rule::PercentChange { .. } | Rule::AnnualRate { .. } | Rule::Share { .. } => "PT".into(),
            Rule::PointChange { .. }
            | Rule::ShareChange { .. }
            | Rule::IntensityChange { .. }
            | Rule::Contribution { .. }
            | Rule::GrowthGap { .. } => "PP".into(),
            Rule::Multiple { .. } => "TIMES".into(),
            Rule::Intensity { over, .. } if key.has_one_unit_with(over, self.public.catalogue) => "PT".into(),
            Rule::Intensity { over, per: 1 } => format!("{}_PER_{}", of(&key.indicator), of(over)).into(),
            Rule::Intensity { over, per } => format!("{}_PER_{per}_{}", of(&key.indicator), of(over)).into(),
            Rule::Index { .. } => "INDEX".into(),
            Rule::Rank { .. } => "RANK".into(),
            Rule::RankChange { .. } => "PLACES".into(),
            // A rate in CNY_PER_USD turns yuan into dollars.
            Rule::Conversion { rate } => {
                let rate = of(rate);
                rate.split_once("_PER_").map(|(_, unit)| unit.into()).unwrap_or_default()
            }
        }
    }

    fn undefined(&self, key: &FactKey) -> Diagnostic {
        let message = format!("{key} divides by a value that is not above zero");
        let fault = Diagnostic::error("undefined-fact", message).help(
            "name another base or period, or say the change as absolute_change, which divides by nothing",
        );
        self.naming(key).fold(fault, |fault, (name, it)| fault.at(it.locus.clone().showing(name)))
    }
}

/// A level, or a level converted, is qualified as its source qualifies it; "more than" of two
/// years says nothing of the change between them that a word could carry.
fn qualifier(key: &FactKey, operands: &[Observation]) -> Qualifier {
    match key.rule {
        Rule::Level | Rule::Conversion { .. } => {
            operands.iter().map(|it| it.qualifier).max().unwrap_or_default()
        }
        _ => Qualifier::Exact,
    }
}

/// The formula over the observations themselves, counted through.
fn over_observations(formula: &Formula<usize>, operands: &Operands) -> Formula<usize> {
    formula.with(&mut |operand| {
        let start: usize = operands[..*operand].iter().map(Vec::len).sum();
        match operands[*operand].len() {
            1 => Formula::Operand(start),
            several => Formula::Parts((start..start + several).map(Formula::Operand).collect()),
        }
    })
}

/// A value as printed; with its power of ten where those of a formula differ.
fn printed(it: &Observation, is_mixed: bool) -> String {
    match it.multiplier {
        // In brackets: a divisor is divided by as a whole.
        multiplier if is_mixed && multiplier > 0 => format!("({} × 10^{multiplier})", it.printed),
        _ => it.printed.to_string(),
    }
}

fn decimals(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<Decimal>>> {
    let scaled = frame.column(name)?.decimal()?;
    Ok(scaled.physical().iter().map(|value| value.map(from_scale)).collect())
}

/// A decimal of the tables; of one too long for 28 digits, the last are rounded away.
fn from_scale(scaled: i128) -> Decimal {
    let (mut digits, mut scale) = (scaled, SCALE);
    loop {
        match Decimal::try_from_i128_with_scale(digits, scale) {
            Ok(value) => return value.normalize(),
            Err(_) if scale > 0 => (digits, scale) = (digits / 10, scale - 1),
            Err(_) => return if scaled < 0 { Decimal::MIN } else { Decimal::MAX },
        }
    }
}
