//! Facts that changed, and why.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::Serialize;

use crate::{
    data::{fact::FactId, unit::MeasureCode},
    lang::Lang,
    ledger::{Entry, Ledger, Operand},
};

/// A fact that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactChange {
    /// The plan's names for it, those that mean it alone before the cells of panels.
    pub names: Vec<String>,
    pub reason: Reason,
    /// None where the fact is new.
    pub old: Option<FactState>,
    /// None where it is gone.
    pub new: Option<FactState>,
    /// The operands that made the difference, `1357.8 → 1457.8 (inputs/rd.csv:31:4)`.
    pub because: Vec<String>,
}

/// A fact at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactState {
    pub id: FactId,
    pub value: String,
    pub bounds: [Option<String>; 2],
    pub unit: MeasureCode,
    pub status: String,
    /// As the pages of each language show it most fully, where they do: a chart or a column has no unit.
    pub shown: BTreeMap<Lang, String>,
}

impl FactState {
    /// Whether a reader finds the same number: with its unit in a sentence, or without in a column.
    fn says_what(&self, other: &Self) -> bool {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let is_alike = |lang: &Lang| match (self.shown.get(lang), other.shown.get(lang)) {
            (Some(one), Some(another)) => digits(one) == digits(another),
            _ => true,
        };
        (&self.id, &self.value, &self.bounds, &self.unit, &self.status)
            == (&other.id, &other.value, &other.bounds, &other.unit, &other.status)
            && Lang::ALL.iter().all(is_alike)
    }
}

/// Why a fact changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The same operands, published anew at a later day.
    Revision,
    /// The plan's name means another period now.
    NewPeriod,
    /// The same operands of the same day, read differently.
    Correction,
    /// It is computed or shown in another way, or from other operands.
    Method,
    Added,
    Removed,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Revision => "revision",
            Self::NewPeriod => "new period",
            Self::Correction => "correction",
            Self::Method => "method",
            Self::Added => "added",
            Self::Removed => "removed",
        })
    }
}

/// The facts that differ, sorted by their new ids.
///
/// A fact is found again by its id; if a plain name of the plan has moved to another id, the two
/// are one fact that changed.
pub(super) fn changes(before: &Ledger, after: &Ledger) -> Vec<FactChange> {
    let (old_shown, new_shown) = (shown(before), shown(after));
    let mut seen = BTreeSet::new();
    let mut changes = vec![];
    for new in &after.facts {
        let old = counterpart(new, before);
        seen.extend(old.map(|old| old.id.as_str()));
        let old = old.map(|old| (old, state(old, &old_shown)));
        let new = (new, state(new, &new_shown));
        changes.extend(change(old, Some(new)));
    }
    for old in before.facts.iter().filter(|old| !seen.contains(old.id.as_str())) {
        changes.extend(change(Some((old, state(old, &old_shown))), None));
    }
    changes
}

fn counterpart<'a>(new: &Entry, before: &'a Ledger) -> Option<&'a Entry> {
    let by_name =
        || before.facts.iter().find(|old| old.own_names.iter().any(|name| new.own_names.contains(name)));
    before.fact(&new.id).or_else(by_name)
}

fn change(old: Option<(&Entry, FactState)>, new: Option<(&Entry, FactState)>) -> Option<FactChange> {
    if let (Some((_, old)), Some((_, new))) = (&old, &new)
        && old.says_what(new)
    {
        return None;
    }
    let (reason, because) = match (&old, &new) {
        (Some((old, _)), Some((new, _))) => (reason(old, new), because(old, new)),
        (None, _) => (Reason::Added, vec![]),
        (_, None) => (Reason::Removed, vec![]),
    };
    let names = new.as_ref().or(old.as_ref()).map(|it| names(it.0)).unwrap_or_default();
    Some(FactChange { names, reason, old: old.map(|it| it.1), new: new.map(|it| it.1), because })
}

/// Its own names, and the cells that it is of panels: `beds_by_area["CN-SC"]["2023"]`.
fn names(entry: &Entry) -> Vec<String> {
    let area = entry.subject.split_once(", ").map_or("", |(_, rest)| rest);
    let area = area.split([' ', ',', ')', '/']).next().unwrap_or_default();
    let period = entry.period.rsplit("..").next().unwrap_or_default();
    let of_panels = entry.names.iter().filter(|name| !entry.own_names.contains(name));
    let cells = of_panels.map(|name| format!("{name}[\"{area}\"][\"{period}\"]"));
    entry.own_names.iter().cloned().chain(cells).collect()
}

fn state(entry: &Entry, shown: &BTreeMap<(&str, Lang), &str>) -> FactState {
    FactState {
        id: entry.id.clone(),
        value: entry.value.clone(),
        bounds: [entry.lo.clone(), entry.hi.clone()],
        unit: entry.unit.clone(),
        status: entry.status.clone(),
        shown: Lang::ALL
            .into_iter()
            .filter_map(|lang| Some((lang, (*shown.get(&(entry.id.as_str(), lang))?).to_owned())))
            .collect(),
    }
}

/// How each language shows each fact most fully.
fn shown(ledger: &Ledger) -> BTreeMap<(&str, Lang), &str> {
    let mut fullest = BTreeMap::new();
    for passage in &ledger.passages {
        for shown in &passage.facts {
            let known = fullest.entry((shown.id.as_str(), passage.lang)).or_insert(shown.shown.as_str());
            if shown.shown.len() > known.len() {
                *known = shown.shown.as_str();
            }
        }
    }
    fullest
}

fn reason(old: &Entry, new: &Entry) -> Reason {
    if old.id != new.id {
        let is_same_thing = old.subject == new.subject && old.period != new.period;
        return if is_same_thing { Reason::NewPeriod } else { Reason::Method };
    }
    let keys = |entry: &'_ Entry| -> BTreeSet<(String, String, String)> {
        let owned = |(a, b, c): (&str, &str, &str)| (a.to_owned(), b.to_owned(), c.to_owned());
        entry.operands.iter().map(|it| owned(it.key())).collect()
    };
    let pairs = pairs(old, new);
    if keys(old) != keys(new) {
        Reason::Method
    } else if pairs.iter().any(|(old, new)| old.vintage != new.vintage || old.family != new.family) {
        Reason::Revision
    } else if pairs.iter().any(|(old, new)| is_read_differently(old, new)) || old.status != new.status {
        Reason::Correction
    } else {
        Reason::Method
    }
}

/// The operands of the same key, in the old fact and in the new one.
fn pairs<'a>(old: &'a Entry, new: &'a Entry) -> Vec<(&'a Operand, &'a Operand)> {
    let find =
        |operand: &'a Operand| Some((old.operands.iter().find(|it| it.key() == operand.key())?, operand));
    new.operands.iter().filter_map(find).collect()
}

fn is_read_differently(old: &Operand, new: &Operand) -> bool {
    (&old.printed, old.multiplier, &old.source) != (&new.printed, new.multiplier, &new.source)
}

fn because(old: &Entry, new: &Entry) -> Vec<String> {
    let differing = pairs(old, new).into_iter().filter(|(old, new)| {
        is_read_differently(old, new) || old.vintage != new.vintage || old.family != new.family
    });
    let mut lines: Vec<String> = differing
        .map(|(old, new)| {
            let (indicator, area, period) = new.key();
            let vintages = if old.vintage == new.vintage {
                new.vintage.clone()
            } else {
                format!("{} → {}", old.vintage, new.vintage)
            };
            format!(
                "{indicator} {area} {period}: {} → {}, published {vintages} ({})",
                old.printed, new.printed, new.cell
            )
        })
        .collect();
    lines.dedup();
    lines
}
