//! Identities held against the values: of every area and period that both sides are known of.
//!
//! Sides are intervals, for what was printed was rounded. They agree where they have a value in common; a value that
//! was published in several vintages agrees with its other side if one of them does. Values that belong to different
//! families of accounts (before and after a census) are never set against each other.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::{
    data::{
        area::AreaCode,
        catalogue::Catalogue,
        identity::{ExceptedValue, Identity, Relation},
        indicator::IndicatorCode,
        interval::Interval,
        observation::Observation,
        period::Period,
    },
    diag::{Diagnostic, Locus, Sink},
};

/// Reports every published value that its identity cannot make of the published others, with their cells, and
/// exceptions that nothing needs.
pub fn report_unequal(identities: &[Identity], rows: &[Observation], catalogue: &Catalogue, sink: &mut Sink) {
    if identities.is_empty() {
        return;
    }
    let values = PublishedValues::of(rows, catalogue);
    for identity in identities {
        let mut needed = BTreeSet::new();
        for left in rows.iter().filter(|it| it.indicator == identity.indicator) {
            let Some(unequal) = values.unequal(identity, left) else { continue };
            let value = ExceptedValue { area: left.area.clone(), period: left.period, vintage: left.vintage };
            if identity.excepted.get(&value).is_none_or(|off| unequal.apart > *off) {
                sink.push(unequal.fault(identity, left));
            }
            needed.insert(value);
        }
        for unneeded in identity.excepted.keys().filter(|it| !needed.contains(it)) {
            let message = format!("{} holds of {unneeded}, which it excepts", identity.id);
            let warning = Diagnostic::warning("unused-exception", message).at(identity.cell.locus());
            sink.push(warning.help("take it out of EXCEPT, or correct its area, period or vintage"));
        }
    }
}

/// The values by what they are of.
struct PublishedValues<'a> {
    by_key: BTreeMap<(&'a str, &'a str, Period), Vec<&'a Observation>>,
    catalogue: &'a Catalogue,
}

/// A value, or the sum of an area's parts, of one family.
#[derive(Clone)]
struct Term<'a> {
    bounds: Interval,
    rows: Vec<&'a Observation>,
}

/// What an identity makes of its terms, and does not agree with its left side.
struct Unequal<'a> {
    right: Term<'a>,
    /// How far the two are apart, in whole units.
    apart: Decimal,
}

impl<'a> PublishedValues<'a> {
    fn of(rows: &'a [Observation], catalogue: &'a Catalogue) -> Self {
        let mut by_key = BTreeMap::<_, Vec<_>>::new();
        for row in rows {
            by_key.entry((row.indicator.as_str(), row.area.as_str(), row.period)).or_default().push(row);
        }
        Self { by_key, catalogue }
    }

    /// The right side that comes nearest to the left, if none agrees with it. None where a term was not published.
    fn unequal(&self, identity: &Identity, left: &'a Observation) -> Option<Unequal<'a>> {
        let mut nearest: Option<Unequal<'a>> = None;
        for terms in self.combinations(identity, left) {
            let Some(bounds) = right(identity.relation, &terms) else { continue };
            let right = Term { bounds, rows: terms.into_iter().flat_map(|it| it.rows).collect() };
            let apart = apart(left.bounds(), right.bounds);
            if apart.is_zero() {
                return None;
            }
            if nearest.as_ref().is_none_or(|it| apart < it.apart) {
                nearest = Some(Unequal { right, apart });
            }
        }
        nearest
    }

    /// Every choice of vintages for the terms, of one family.
    fn combinations(&self, identity: &Identity, left: &'a Observation) -> Vec<Vec<Term<'a>>> {
        let (area, period) = (&left.area, left.period);
        let of = |term: &str, area: &AreaCode, period| self.terms(term, area, period, &left.family);
        let first = &identity.terms[0];
        let choices = match (identity.relation, &identity.whole) {
            (Relation::Share, Some(whole)) => vec![of(first, area, period), of(first, whole, period)],
            (Relation::Growth | Relation::Change, _) => {
                vec![of(first, area, period), of(first, area, period.previous())]
            }
            _ => identity.terms.iter().map(|term| of(term, area, period)).collect(),
        };
        let start = vec![vec![]];
        choices.into_iter().fold(start, |chosen, choices| product(&chosen, &choices))
    }

    /// The values of an indicator, area and period that may stand beside those of a family; of an area that none was
    /// published of, the sums of its parts.
    fn terms(&self, indicator: &str, area: &AreaCode, period: Period, family: &str) -> Vec<Term<'a>> {
        let key = (indicator, area.as_str(), period);
        let own = self.by_key.get(&key);
        if let Some(rows) = own {
            let of_family = rows.iter().filter(|it| is_one_family([family, &it.family]));
            return of_family.map(|it| Term { bounds: it.bounds(), rows: vec![*it] }).collect();
        }
        let parts = self.catalogue.areas.get(area).map(|it| it.parts.as_slice()).unwrap_or_default();
        let is_sum = self.catalogue.indicators.get(indicator).is_some_and(|it| it.kind.is_additive());
        if parts.is_empty() || !is_sum {
            return vec![];
        }
        let of_parts = parts.iter().map(|part| self.terms(indicator, part, period, family));
        let sums = of_parts.fold(vec![vec![]], |chosen, choices| product(&chosen, &choices));
        let sum = |terms: Vec<Term<'a>>| {
            let bounds = right(Relation::Sum, &terms)?;
            Some(Term { bounds, rows: terms.into_iter().flat_map(|it| it.rows).collect() })
        };
        sums.into_iter().filter_map(sum).collect()
    }
}

/// The most combinations that are looked at: each term has a vintage or a few.
const MOST: usize = 512;

/// Every choice with every term behind it that is of its family.
fn product<'a>(chosen: &[Vec<Term<'a>>], choices: &[Term<'a>]) -> Vec<Vec<Term<'a>>> {
    let families = |terms: &[Term<'a>]| -> Vec<&'a str> {
        terms.iter().flat_map(|it| &it.rows).map(|it| it.family.as_str()).collect()
    };
    let pairs = chosen.iter().flat_map(|terms| choices.iter().map(move |it| (terms, it)));
    let with = pairs.map(|(terms, it)| terms.iter().chain([it]).cloned().collect::<Vec<_>>());
    with.filter(|terms| is_one_family(families(terms))).take(MOST).collect()
}

/// Whether values of these families may stand beside each other; what is of none may beside all.
fn is_one_family<'f>(families: impl IntoIterator<Item = &'f str>) -> bool {
    families.into_iter().filter(|it| !it.is_empty()).collect::<BTreeSet<_>>().len() < 2
}

/// What the terms make. None where a divisor may be nought, or below it.
fn right(relation: Relation, terms: &[Term<'_>]) -> Option<Interval> {
    let ends = |of: fn(&Interval) -> Option<Decimal>| terms.iter().map(move |it| of(&it.bounds));
    let (lows, highs) = (|| ends(|it| it.lo()), || ends(|it| it.hi()));
    match (relation, terms) {
        (Relation::Sum, _) => Some(Interval::new(lows().sum(), highs().sum())),
        (Relation::Change, [now, before]) => {
            let less = |one: Option<Decimal>, other: Option<Decimal>| Some(one? - other?);
            let (now, before) = (now.bounds, before.bounds);
            Some(Interval::new(less(now.lo(), before.hi()), less(now.hi(), before.lo())))
        }
        (_, [part, whole]) => {
            let (part, whole) = (part.bounds, whole.bounds);
            if !whole.is_positive() || part.is_negative() {
                return None;
            }
            let percent = |one: Option<Decimal>, other: Option<Decimal>| {
                one?.checked_div(other?)?.checked_mul(Decimal::ONE_HUNDRED)
            };
            let less = if relation == Relation::Growth { Decimal::ONE_HUNDRED } else { Decimal::ZERO };
            let [lo, hi] = [percent(part.lo(), whole.hi()), percent(part.hi(), whole.lo())];
            Some(Interval::new(lo.map(|it| it - less), hi.map(|it| it - less)))
        }
        _ => None,
    }
}

/// How far two intervals are apart; nought where they have a value in common.
fn apart(one: Interval, other: Interval) -> Decimal {
    let over = |lo: Option<Decimal>, hi: Option<Decimal>| {
        lo.zip(hi).map_or(Decimal::ZERO, |(lo, hi)| (lo - hi).max(Decimal::ZERO))
    };
    over(one.lo(), other.hi()).max(over(other.lo(), one.hi()))
}

impl Unequal<'_> {
    fn fault(&self, identity: &Identity, left: &Observation) -> Diagnostic {
        let Identity { id, relation, terms, whole, .. } = identity;
        let joined = |by: &str| terms.iter().map(IndicatorCode::as_str).collect::<Vec<_>>().join(by);
        let right = match (relation, whole) {
            (Relation::Sum, _) => joined(" + "),
            (Relation::Ratio, _) => format!("{} × 100", joined(" ÷ ")),
            (Relation::Share, Some(whole)) => format!("{0} ÷ {0} of {whole} × 100", joined("")),
            (Relation::Growth, _) => format!("the growth of {} on the year before", joined("")),
            (Relation::Share | Relation::Change, _) => {
                format!("the change of {} on the year before", joined(""))
            }
        };
        let message = format!(
            "{} of {} in {} is {}, and {right} is {}: {id} does not hold, by {}",
            left.indicator,
            left.area,
            left.period,
            bounds(left.bounds()),
            bounds(self.right.bounds),
            self.apart.round_sf(3).unwrap_or(self.apart).normalize(),
        );
        let shown = |it: &Observation| -> Locus {
            let power = if it.multiplier == 0 { String::new() } else { format!(" × 10^{}", it.multiplier) };
            it.cell
                .locus()
                .showing(format!("{} {} {}: {}{power}", it.indicator, it.area, it.period, it.printed))
        };
        let fault = Diagnostic::error("identity", message).at(shown(left));
        let fault = self.right.rows.iter().fold(fault, |fault, it| fault.at(shown(it)));
        fault.at(identity.cell.locus()).help(
            "find the wrong cell; a published value that truly differs goes into EXCEPT with its REASON",
        )
    }
}

/// The ends of an interval with as many digits as tell them apart.
fn bounds(interval: Interval) -> String {
    let rounded = |end: Option<Decimal>| end.map(|it| it.round_sf(7).unwrap_or(it).normalize());
    Interval::new(rounded(interval.lo()), rounded(interval.hi())).to_string()
}
