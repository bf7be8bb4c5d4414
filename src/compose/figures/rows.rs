//! Charts of single facts, a row each, in the plan's order.

use std::collections::BTreeSet;

use super::{
    DrawnChart, FigureBuilder,
    panel::{datum, geometry, unknown_fact},
};
use crate::{
    data::{
        fact::{Fact, Show},
        metric::{FactKey, Metric},
        period::Period,
    },
    diag::{Diagnostic, Sink, there_is},
    doc::figure::{Bar, Chart, Emphasis, Reach, Step},
    lang::Lang,
    plan::floats::{FigureKind, RowSpec},
};

/// A row with its fact.
pub(super) struct FactRow<'a> {
    pub bar: Bar,
    pub fact: &'a Fact,
    pub show: Show,
}

impl FigureBuilder<'_> {
    /// The rows of the plan; facts that the data cannot give were reported.
    pub(super) fn rows(&self, sink: &mut Sink) -> Vec<FactRow<'_>> {
        let mut rows: Vec<FactRow> = self.spec.rows.iter().filter_map(|row| self.row(row, sink)).collect();
        if self.spec.kind != FigureKind::Waterfall {
            self.tell_periods(&mut rows);
        }
        rows
    }

    /// Says in each label which period it is of, where they are not all of one. On an earlier day the end is an
    /// earlier one, and a fact of a fixed period would stand beside those of the end as if it were of it.
    ///
    /// The steps of a waterfall lead from one period to the next, and its labels say what they are.
    fn tell_periods(&self, rows: &mut [FactRow]) {
        let periods: BTreeSet<Period> = rows.iter().map(|row| row.fact.key.period).collect();
        if periods.len() < 2 {
            return;
        }
        for row in rows {
            let period = row.fact.key.period.to_string();
            let label = &mut row.bar.label;
            if !label.contains(&period) {
                *label = match self.lang() {
                    Lang::Zh => format!("{label}（{period}年）"),
                    Lang::En => format!("{label} ({period})"),
                };
            }
        }
    }

    /// A chart of rows in the unit of the first; none of no row.
    pub(super) fn of_rows<'r>(
        &self,
        rows: Vec<FactRow<'r>>,
        subtitle: String,
        chart: impl FnOnce(String, Vec<FactRow<'r>>) -> Chart,
    ) -> Option<DrawnChart> {
        let first = rows.first()?;
        let unit = self.scope.writer.unit(first.fact, first.show);
        let facts = rows.iter().map(|row| row.fact.clone()).collect();
        Some(DrawnChart { chart: chart(unit, rows), subtitle, facts })
    }

    /// What shares are shares of.
    pub(super) fn share_of_the_country(&self) -> String {
        match self.lang() {
            Lang::Zh => "占全国比重",
            Lang::En => "Share of the country",
        }
        .to_owned()
    }

    /// What squares to scale show, and that they are no map.
    pub(super) fn to_scale(&self, fact: &Fact) -> String {
        let what = self.subtitle(fact);
        match self.lang() {
            Lang::Zh => format!("{what}（方块按比例绘制，不表示位置）"),
            Lang::En => format!("{what}: squares to scale, which show no place"),
        }
    }

    fn row(&self, row: &RowSpec, sink: &mut Sink) -> Option<FactRow<'_>> {
        let Some(named) = self.scope.named(&row.fact) else {
            sink.push(unknown_fact(&row.fact, self.scope, self.locus));
            return None;
        };
        let is_meant = |key: &&FactKey| row.area.as_ref().is_none_or(|area| key.area == *area);
        let Some(key) = named.keys.iter().find(is_meant) else {
            let area = row.area.as_deref().unwrap_or_default();
            let known = named.keys.iter().map(|key| key.area.as_str());
            let fault = Diagnostic::error("unknown-area", format!("{} has no area {area}", row.fact));
            sink.push(fault.at(self.locus.clone()).help(there_is(area, known)));
            return None;
        };
        let fact = self.scope.fact(key)?;
        let label = match (&row.label, &row.area) {
            (Some(label), _) => label.get(self.lang()).to_owned(),
            (None, Some(area)) => self.scope.writer.area(area).clone(),
            (None, None) => self.what_tells_it(fact),
        };
        let emphasis = if row.subject { Emphasis::Subject } else { Emphasis::Context };
        let bar = Bar { label, emphasis, datum: datum(self.scope, fact, named.show) };
        Some(FactRow { bar, fact, show: named.show })
    }

    /// The label of a row that the plan gives none: what tells it from the others. 2022年 重庆 where they are of
    /// one indicator, its name where they are of several.
    fn what_tells_it(&self, fact: &Fact) -> String {
        let rows = self.spec.rows.iter().filter(|it| it.label.is_none() && it.area.is_none());
        let keys: Vec<&FactKey> = rows.filter_map(|it| self.scope.named(&it.fact)?.keys.first()).collect();
        let differ = |same: fn(&FactKey, &FactKey) -> bool| keys.iter().any(|key| !same(key, &fact.key));
        let when_and_where = self.when_and_where(fact);
        if !differ(|one, other| one.indicator == other.indicator) {
            return when_and_where;
        }
        let indicator = self.scope.writer.catalogue.indicators.get(fact.key.indicator.as_str());
        let name = indicator.map_or_else(String::new, |it| it.name.get(self.lang()).to_owned());
        let is_one_place = !differ(|one, other| (&one.area, one.period) == (&other.area, other.period));
        if name.is_empty() {
            when_and_where
        } else if is_one_place {
            name
        } else {
            match self.lang() {
                Lang::Zh => format!("{name}，{when_and_where}"),
                Lang::En => format!("{name}, {when_and_where}"),
            }
        }
    }

    /// 2022年 重庆, 2022 Chongqing.
    fn when_and_where(&self, fact: &Fact) -> String {
        let (period, area) = (fact.key.period, self.scope.writer.area(&fact.key.area));
        match self.lang() {
            Lang::Zh => format!("{period}年 {area}"),
            Lang::En => format!("{period} {area}"),
        }
    }

    /// A row with its bounds at the scale at which it is shown.
    pub(super) fn reach(&self, row: FactRow) -> Reach {
        let end = |bound| geometry(self.scope.writer.scaled(bound, row.show));
        Reach { lo: row.fact.bounds.lo().map(end), hi: row.fact.bounds.hi().map(end), bar: row.bar }
    }
}

/// The bars of the rows.
pub(super) fn bars(rows: Vec<FactRow>) -> Vec<Bar> {
    rows.into_iter().map(|row| row.bar).collect()
}

/// On an earlier day the level at the end is an earlier one: no step leads past it.
pub(super) fn up_to_the_last_level(mut rows: Vec<FactRow>) -> Vec<FactRow> {
    let end = rows.last().map(|row| row.fact.key.period);
    rows.retain(|row| Some(row.fact.key.period) <= end);
    rows
}

/// A level stands on zero; a change is written with its sign.
pub(super) fn step(row: FactRow) -> Step {
    let is_level = row.fact.key.metric() == Metric::Level;
    let mut bar = row.bar;
    if !is_level && bar.datum.value > 0.0 {
        bar.datum.shown.insert(0, '+');
    }
    Step { bar, is_level }
}
