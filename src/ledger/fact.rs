//! A fact in the ledger: its value, its bounds, and the cells that it was computed from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    data::{
        area::AreaCode,
        fact::{Fact, FactId, Facts},
        indicator::IndicatorCode,
        observation::Observation,
        source::SourceCode,
        status::Qualifier,
        unit::MeasureCode,
    },
    output::table::CsvTable,
};

/// A fact as it is written down. Numbers are text: no reader rounds them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub id: FactId,
    /// The plan's names for it; a panel's name stands for several facts.
    pub names: Vec<String>,
    /// The names among them that mean this fact alone.
    pub own_names: Vec<String>,
    pub metric: String,
    /// What it is about besides metric and periods: two facts that differ here are different things.
    pub subject: String,
    /// `2023`, or `2020..2023` for a change.
    pub period: String,
    /// In whole units.
    pub value: String,
    /// The ends of its bounds; none where it is unbounded.
    pub lo: Option<String>,
    pub hi: Option<String>,
    pub unit: MeasureCode,
    /// SDMX `CL_OBS_STATUS`.
    pub status: String,
    pub qualifier: String,
    pub formula: String,
    /// The power of ten that what the formula gives is to be multiplied by.
    #[serde(default)]
    pub exponent: u32,
    /// In the order of the formula, each once.
    pub operands: Vec<Operand>,
}

/// A value that a fact was computed from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Operand {
    pub indicator: IndicatorCode,
    pub area: AreaCode,
    pub period: String,
    /// The day on which it was published.
    pub vintage: String,
    pub family: String,
    /// As its source printed it, to be multiplied by ten to the power of `multiplier`.
    pub printed: String,
    pub multiplier: u32,
    /// How far the print may be from the true value, in its own unit: half a unit of the last digit.
    #[serde(default)]
    pub slack: String,
    /// SDMX `CL_OBS_STATUS`.
    pub status: String,
    /// Where it was read, `inputs/rd.csv:42:6`.
    pub cell: String,
    pub source: SourceCode,
}

impl Operand {
    fn of(observation: &Observation) -> Self {
        Self {
            indicator: observation.indicator.clone(),
            area: observation.area.clone(),
            period: observation.period.to_string(),
            vintage: observation.vintage.to_string(),
            family: observation.family.clone(),
            printed: observation.printed.to_string(),
            multiplier: observation.multiplier,
            slack: observation.slack().normalize().to_string(),
            status: observation.status.code().to_owned(),
            cell: observation.cell.to_string(),
            source: observation.source.clone(),
        }
    }

    /// What it is a value of, whoever published it when: indicator, area, period.
    pub fn key(&self) -> (&str, &str, &str) {
        (&self.indicator, &self.area, &self.period)
    }
}

/// Every fact with its names, sorted by id.
pub(super) fn entries(facts: &Facts) -> Vec<Entry> {
    let mut names: BTreeMap<FactId, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for (name, named) in facts.names() {
        for key in &named.keys {
            let (all, own) = names.entry(key.id()).or_default();
            all.push(name.to_owned());
            if !named.is_panel {
                own.push(name.to_owned());
            }
        }
    }
    facts.iter().map(|fact| entry(fact, names.remove(&fact.id).unwrap_or_default())).collect()
}

fn entry(fact: &Fact, (names, own_names): (Vec<String>, Vec<String>)) -> Entry {
    let (subject, period) = (fact.key.subject(), fact.key.span());
    Entry {
        id: fact.id.clone(),
        names,
        own_names,
        metric: fact.key.metric().name().to_owned(),
        subject,
        period,
        value: fact.value.normalize().to_string(),
        lo: fact.bounds.lo().map(|end| end.normalize().to_string()),
        hi: fact.bounds.hi().map(|end| end.normalize().to_string()),
        unit: fact.measure.clone(),
        status: fact.status.code().to_owned(),
        qualifier: qualifier(fact.qualifier).to_owned(),
        formula: fact.formula.clone(),
        exponent: fact.exponent,
        operands: fact.operands.iter().map(Operand::of).collect(),
    }
}

fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::MoreThan => "more than",
        Qualifier::About => "about",
    }
}

/// A row a fact; several cells, vintages or sources are separated by semicolons, in the order of
/// the formula.
pub(super) fn to_csv(facts: &[Entry]) -> Vec<u8> {
    let mut table = CsvTable::new([
        "FACT",
        "NAMES",
        "VALUE",
        "LO",
        "HI",
        "UNIT",
        "STATUS",
        "QUALIFIER",
        "FORMULA",
        "CELLS",
        "PRINTED",
        "VINTAGES",
        "SOURCES",
    ]);
    for fact in facts {
        let operands = |of: fn(&Operand) -> &str| fact.operands.iter().map(of).collect::<Vec<_>>().join("; ");
        let row = [
            fact.id.as_str(),
            &fact.names.join("; "),
            &fact.value,
            fact.lo.as_deref().unwrap_or_default(),
            fact.hi.as_deref().unwrap_or_default(),
            &fact.unit,
            &fact.status,
            &fact.qualifier,
            &fact.formula,
            &operands(|it| &it.cell),
            &operands(|it| &it.printed),
            &operands(|it| &it.vintage),
            &operands(|it| &it.source),
        ];
        table.row(row);
    }
    table.into_bytes()
}
