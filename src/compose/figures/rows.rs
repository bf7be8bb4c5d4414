//! Charts of single facts, a row each, in the plan's order.

use super::{
    Drawing, Drawn,
    panel::{datum, geometry, unknown_fact},
};
use crate::{
    data::{
        fact::{Fact, Show},
        metric::Metric,
    },
    diag::Sink,
    doc::figure::{Bar, Chart, Emphasis, Intervals, RankedBars, Reach, ShareBars, Step, Waffles, Waterfall},
    lang::Lang,
    plan::floats::{FigureKind, RowSpec},
};

/// A row with its fact.
struct Row<'a> {
    bar: Bar,
    fact: &'a Fact,
    show: Show,
}

impl Drawing<'_> {
    pub(super) fn rows(&self, sink: &mut Sink) -> Option<Drawn> {
        let mut rows: Vec<Row> = self.spec.rows.iter().filter_map(|row| self.row(row, sink)).collect();
        if self.spec.kind == FigureKind::Waterfall {
            // On an earlier day the level at the end is an earlier one: no step leads past it.
            let end = rows.last().map(|row| row.fact.key.period);
            rows.retain(|row| Some(row.fact.key.period) <= end);
        }
        // Facts that the data cannot give were reported; a figure of none is not drawn.
        let first = rows.first()?;
        let writer = &self.scope.writer;
        let unit = writer.unit(first.fact, first.show);
        let subtitle = match (self.lang(), self.spec.kind) {
            (Lang::Zh, FigureKind::ShareBars | FigureKind::Waffles) => "占全国比重".to_owned(),
            (Lang::En, FigureKind::ShareBars | FigureKind::Waffles) => "Share of the country".to_owned(),
            (_, FigureKind::Waterfall) => self.subtitle(first.fact),
            _ => String::new(),
        };
        let facts = rows.iter().map(|row| row.fact.clone()).collect();
        let bars = |rows: Vec<Row>| rows.into_iter().map(|row| row.bar).collect();
        let chart = match self.spec.kind {
            FigureKind::ShareBars => Chart::ShareBars(ShareBars { unit, bars: bars(rows) }),
            FigureKind::Waffles => Chart::Waffles(Waffles { unit, wholes: bars(rows) }),
            FigureKind::Waterfall => {
                Chart::Waterfall(Waterfall { unit, steps: rows.into_iter().map(step).collect() })
            }
            FigureKind::Intervals => {
                let rows = rows.into_iter().map(|row| self.reach(row)).collect();
                Chart::Intervals(Intervals { unit, rows })
            }
            FigureKind::RankedBars => Chart::RankedBars(RankedBars { unit, bars: bars(rows) }),
            FigureKind::Slope
            | FigureKind::Lines
            | FigureKind::Bars
            | FigureKind::StackedBars
            | FigureKind::Ranks
            | FigureKind::Dumbbells
            | FigureKind::Multiples
            | FigureKind::Scatter
            | FigureKind::Sparklines
            | FigureKind::Timeline
            | FigureKind::Matrix => unreachable!("these are drawn of panels or of a register"),
        };
        Some(Drawn { chart, subtitle, facts })
    }

    fn row(&self, row: &RowSpec, sink: &mut Sink) -> Option<Row<'_>> {
        let Some(named) = self.scope.named(&row.fact) else {
            sink.push(unknown_fact(&row.fact, self.scope, self.locus));
            return None;
        };
        let fact = named.keys.first().and_then(|key| self.scope.fact(key))?;
        let label =
            row.label.as_ref().map_or_else(|| self.when_and_where(fact), |it| it.get(self.lang()).to_owned());
        let emphasis = if row.subject { Emphasis::Subject } else { Emphasis::Context };
        let bar = Bar { label, emphasis, datum: datum(self.scope, fact, named.show) };
        Some(Row { bar, fact, show: named.show })
    }

    /// The label of a row that the plan gives none: 2022年 重庆, 2022 Chongqing.
    fn when_and_where(&self, fact: &Fact) -> String {
        let (period, area) = (fact.key.period, self.scope.writer.area(&fact.key.area));
        match self.lang() {
            Lang::Zh => format!("{period}年 {area}"),
            Lang::En => format!("{period} {area}"),
        }
    }

    /// A row with its bounds at the scale at which it is shown.
    fn reach(&self, row: Row) -> Reach {
        let end = |bound| geometry(self.scope.writer.scaled(bound, row.show));
        Reach { lo: row.fact.bounds.lo().map(end), hi: row.fact.bounds.hi().map(end), bar: row.bar }
    }
}

/// A level stands on zero; a change is written with its sign.
fn step(row: Row) -> Step {
    let is_level = row.fact.key.metric() == Metric::Level;
    let mut bar = row.bar;
    if !is_level && bar.datum.value > 0.0 {
        bar.datum.shown.insert(0, '+');
    }
    Step { bar, is_level }
}
