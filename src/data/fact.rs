//! Facts: derived quantities that know their bounds and their sources.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    area::AreaCode,
    code::code,
    formula::Formula,
    indicator::IndicatorCode,
    interval::Interval,
    metric::FactKey,
    observation::Observation,
    operand::Need,
    period::Period,
    status::{Qualifier, Status},
    unit::{MeasureCode, Scale},
};
use crate::lang::Bilingual;

code! {
    /// A fact's identity: its key written out, such as `percent_change(RD_EXP, SC_CQ, 2020..2023)`.
    FactId
}

/// A derived quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub id: FactId,
    pub key: FactKey,
    /// In whole units of `measure`: yuan, %, percentage points, places.
    pub value: Decimal,
    /// The values that the fact can have, given how its operands were rounded.
    pub bounds: Interval,
    pub measure: MeasureCode,
    pub status: Status,
    pub qualifier: Qualifier,
    /// The computation with its operands as printed: `(2104.5 ÷ 1582.1 − 1) × 100`.
    pub formula: String,
    /// The same computation over the numbers of its operands.
    pub computation: Formula<usize>,
    /// The power of ten that a result of the printed operands is to be multiplied by: their common
    /// multiplier, where the formula does not write theirs out.
    pub exponent: u32,
    /// What the fact was computed from, in the order of the formula; a value that stands in it twice is
    /// listed once.
    pub operands: Vec<Observation>,
    /// Why the plan lets values of different vintage families meet in this fact, where they do.
    pub reason: Option<Bilingual>,
}

impl Fact {
    /// The vintage families of its operands, sorted; those of no family do not count.
    pub fn families(&self) -> BTreeSet<&str> {
        self.operands.iter().map(|it| it.family.as_str()).filter(|family| !family.is_empty()).collect()
    }
}

/// An observation that was not public yet on the day that counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Awaited {
    pub indicator: IndicatorCode,
    pub period: Period,
    pub area: AreaCode,
    /// The day on which it came out.
    pub since: NaiveDate,
    /// Whether it was known by then in another vintage family: what is awaited is its restatement.
    pub is_restatement: bool,
}

impl Awaited {
    /// Remembers what is needed and when it came out.
    pub fn new(need: &Need, since: NaiveDate, is_restatement: bool) -> Self {
        let (indicator, area) = (need.indicator.into(), need.area.into());
        Self { indicator, period: need.period, area, since, is_restatement }
    }
}

/// What each fact waits for that was not known yet.
pub type Waiting = BTreeMap<FactId, Vec<Awaited>>;

/// How a name of the plan shows its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Show {
    pub scale: Scale,
    /// Decimals at `scale` in Chinese; in English the same last digit is shown.
    pub decimals: u32,
}

/// A name that the plan gives to a fact, or to a panel of facts over areas and periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub show: Show,
    /// The keys behind the name: one for a plain fact, areas × periods in order for a panel.
    pub keys: Vec<FactKey>,
    pub is_panel: bool,
    /// How the plan writes its keys, `level, GDP, CN, end-1`: what is written alike moves only with the plan's own
    /// periods and with the day.
    pub written: String,
    /// Why values of different vintage families may meet in these facts, where they do.
    pub mixes_families: Option<Bilingual>,
}

/// Every fact of an edition, and the names that the plan gives them.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    facts: BTreeMap<FactId, Fact>,
    names: BTreeMap<String, Named>,
    awaited: Waiting,
}

impl Facts {
    /// Joins the facts with their names. A key without a fact was reported by `derive`.
    pub fn new(facts: impl IntoIterator<Item = Fact>, names: BTreeMap<String, Named>) -> Self {
        let facts = facts.into_iter().map(|fact| (fact.id.clone(), fact)).collect();
        Self { facts, names, awaited: BTreeMap::new() }
    }

    /// Adds what the facts wait for that were not known yet on the day that counts.
    #[must_use]
    pub fn awaiting(self, awaited: Waiting) -> Self {
        Self { awaited, ..self }
    }

    /// What a fact waits for that was not known yet; none of a fact that is there, or that the data
    /// can never give.
    pub fn awaits(&self, id: &str) -> Option<&[Awaited]> {
        self.awaited.get(id).map(Vec::as_slice)
    }

    /// Every observation that some fact waits for, once, by indicator, period and area; what was known
    /// and only waits to be restated does not count.
    pub fn awaited(&self) -> BTreeSet<&Awaited> {
        self.awaited.values().flatten().filter(|it| !it.is_restatement).collect()
    }

    /// The fact of that identity.
    pub fn get(&self, id: &str) -> Option<&Fact> {
        self.facts.get(id)
    }

    /// What the plan means by `name`.
    pub fn named(&self, name: &str) -> Option<&Named> {
        self.names.get(name)
    }

    /// The names of the plan, sorted.
    pub fn names(&self) -> impl Iterator<Item = (&str, &Named)> {
        self.names.iter().map(|(name, named)| (name.as_str(), named))
    }

    /// Every fact, sorted by identity.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.values()
    }
}
