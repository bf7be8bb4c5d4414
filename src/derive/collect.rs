//! Collection: rows of the finished table become facts with their formulas and sources.

use std::collections::BTreeMap;

use polars::prelude::*;
use rust_decimal::Decimal;

use super::{
    Request,
    change::Rule,
    name::{FACT, ROLE, ROWS},
    pair::PAIRED,
};
use crate::{
    data::{
        fact::Fact,
        interval::Interval,
        metric::{FactKey, Metric},
        observation::{Observation, SCALE, col},
        operand::Role,
        status::{Qualifier, Status},
        unit::MeasureCode,
    },
    diag::{Diagnostic, Sink},
    plan::facts::Declared,
};

/// What the phase has computed: the operands found, and value and bounds of each fact.
pub struct Derived<'a> {
    pub operands: &'a DataFrame,
    pub values: [&'a DataFrame; 2],
}

/// The observations behind a fact, by the part they play, in the order of the formula.
type Operands = Vec<(String, Vec<Observation>)>;

impl Derived<'_> {
    /// Turns rows into facts. A fact whose divisor is not above zero is reported.
    ///
    /// # Errors
    /// What polars reports.
    pub fn collect(&self, request: &Request, sink: &mut Sink) -> PolarsResult<Vec<Fact>> {
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
                        facts.extend(request.of_one_family(fact, sink));
                    }
                    None => sink.push(request.undefined(key)),
                }
            }
        }
        Ok(facts)
    }

    /// The operands of each fact that has them all.
    fn operands_of(&self, request: &Request) -> PolarsResult<BTreeMap<u32, Operands>> {
        let facts = self.operands.column(FACT)?.u32()?;
        let roles = self.operands.column(ROLE)?.str()?;
        let rows = self.operands.column(ROWS)?.list()?;
        let mut found: BTreeMap<u32, Option<Operands>> = BTreeMap::new();
        for row in 0..self.operands.height() {
            let (Some(fact), Some(role)) = (facts.get(row), roles.get(row)) else { continue };
            let entry = found.entry(fact).or_insert_with(|| Some(vec![]));
            match rows.get_as_series(row) {
                None => *entry = None,
                Some(positions) => {
                    let behind = positions.u64()?.iter().flatten().filter_map(|position| {
                        request.public.observations.rows().get(usize::try_from(position).ok()?).cloned()
                    });
                    let behind = behind.collect();
                    entry.iter_mut().for_each(|it| it.push((role.to_owned(), Vec::clone(&behind))));
                }
            }
        }
        Ok(found.into_iter().filter_map(|(fact, operands)| Some((fact, operands?))).collect())
    }
}

impl Request<'_> {
    fn fact(&self, key: &FactKey, value: Decimal, bounds: Interval, operands: Operands) -> Fact {
        let observations = || operands.iter().flat_map(|(_, behind)| behind);
        Fact {
            id: key.to_string(),
            value,
            bounds,
            measure: self.measure(key),
            status: observations().map(|it| it.status).max().unwrap_or(Status::A),
            qualifier: qualifier(key, &operands),
            formula: formula(key, Rule::of(key, self.public.catalogue), &operands),
            key: key.clone(),
            operands: operands.into_iter().flat_map(|(_, behind)| behind).collect(),
            reason: None,
        }
    }

    /// Lets a fact pass whose operands are of one vintage family, or which the plan lets mix them:
    /// GDP as first published and after a census are two accounts, not one series.
    fn of_one_family(&self, fact: Fact, sink: &mut Sink) -> Option<Fact> {
        let families: Vec<&str> = fact.families().into_iter().collect();
        if families.len() < 2 {
            return Some(fact);
        }
        let reason = self.naming(&fact.key).find_map(|(_, it)| it.named.mixes_families.clone());
        if reason.is_some() {
            return Some(Fact { reason, ..fact });
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
        sink.push(fault.help(help));
        None
    }

    /// The names of the plan that mean a fact.
    pub(super) fn naming<'a>(&'a self, key: &'a FactKey) -> impl Iterator<Item = (&'a String, &'a Declared)> {
        self.declared.iter().filter(|(_, it)| it.named.keys.contains(key))
    }

    fn measure(&self, key: &FactKey) -> MeasureCode {
        let of = |code: &str| {
            self.public.catalogue.indicators.get(code).map(|it| it.measure.clone()).unwrap_or_default()
        };
        match key.metric {
            Metric::Level | Metric::AbsoluteChange => of(&key.indicator),
            Metric::PercentChange | Metric::AnnualRate | Metric::Share => "PT".to_owned(),
            Metric::PointChange | Metric::Contribution | Metric::GrowthGap => "PP".to_owned(),
            Metric::Multiple => "TIMES".to_owned(),
            Metric::Intensity => {
                let over = of(key.over.as_deref().unwrap_or_default());
                let measure = of(&key.indicator);
                if measure == over { "PT".to_owned() } else { format!("{measure}_PER_{over}") }
            }
            Metric::Index => "INDEX".to_owned(),
            Metric::Rank => "RANK".to_owned(),
            Metric::RankChange => "PLACES".to_owned(),
            // A rate in CNY_PER_USD turns yuan into dollars.
            Metric::Conversion => {
                let rate = of(key.rate.as_deref().unwrap_or_default());
                rate.split_once("_PER_").map(|(_, unit)| unit.to_owned()).unwrap_or_default()
            }
        }
    }

    fn undefined(&self, key: &FactKey) -> Diagnostic {
        let message = format!("{key} divides by a value that is not above zero");
        self.naming(key).fold(Diagnostic::error("undefined-fact", message), |diagnostic, (name, it)| {
            diagnostic.at(it.locus.clone().showing(name))
        })
    }
}

/// A level, or a level converted, is qualified as its source qualifies it; "more than" of two
/// years says nothing of the change between them that a word could carry.
fn qualifier(key: &FactKey, operands: &Operands) -> Qualifier {
    match key.metric {
        Metric::Level | Metric::Conversion => {
            operands.iter().flat_map(|(_, behind)| behind).map(|it| it.qualifier).max().unwrap_or_default()
        }
        _ => Qualifier::Exact,
    }
}

/// The computation with its operands as printed.
fn formula(key: &FactKey, rule: Rule, operands: &Operands) -> String {
    let multipliers: Vec<u32> =
        operands.iter().flat_map(|(_, behind)| behind).map(|it| it.multiplier).collect();
    let is_mixed = multipliers.windows(2).any(|pair| pair[0] != pair[1]);
    let of = |role: Role| {
        let behind =
            operands.iter().find(|(name, _)| name == role.name()).map(|(_, behind)| behind.as_slice());
        sum(behind.unwrap_or_default(), is_mixed)
    };
    let [end, base, whole_end, whole_base, rate, over, over_base] = PAIRED.map(of);
    match rule {
        Rule::Value => end,
        Rule::Difference => format!("{end} − {base}"),
        Rule::PercentChange => format!("({end} ÷ {base} − 1) × 100"),
        Rule::AnnualRate => {
            let years = key.base.map_or(0, |base| key.period.years_since(base));
            format!("(({end} ÷ {base})^(1/{years}) − 1) × 100")
        }
        Rule::Index | Rule::Hundred => format!("{end} ÷ {base} × 100"),
        Rule::Share => format!("{end} ÷ {whole_end} × 100"),
        Rule::ShareDifference => format!("{end} ÷ {whole_end} × 100 − {base} ÷ {whole_base} × 100"),
        Rule::PlacesGained => format!("{base} − {end}"),
        Rule::Quotient => format!("{end} ÷ {rate}"),
        Rule::Multiple => format!("{end} ÷ {base}"),
        Rule::Contribution => format!("({end} − {base}) ÷ {whole_base} × 100"),
        Rule::GrowthGap => format!("({end} ÷ {base} − {whole_end} ÷ {whole_base}) × 100"),
        Rule::Intensity => format!("{end} ÷ {over} × 100"),
        Rule::IntensityDifference => format!("{end} ÷ {over} × 100 − {base} ÷ {over_base} × 100"),
        Rule::PerUnit => format!("{end} ÷ {over}"),
        Rule::Place => {
            let rivals = operands.iter().filter(|(name, _)| name == Role::Rival.name());
            let rivals: Vec<String> = rivals.map(|(_, behind)| sum(behind, is_mixed)).collect();
            format!("{end} ↔ {}", rivals.join(", "))
        }
    }
}

/// One printed value, or the sum of several in brackets.
fn sum(behind: &[Observation], is_mixed: bool) -> String {
    let printed = |it: &Observation| match it.multiplier {
        // In brackets: a divisor is divided by as a whole.
        multiplier if is_mixed && multiplier > 0 => format!("({} × 10^{multiplier})", it.printed),
        _ => it.printed.to_string(),
    };
    match behind {
        [one] => printed(one),
        several => format!("({})", several.iter().map(printed).collect::<Vec<_>>().join(" + ")),
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
