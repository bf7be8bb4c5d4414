//! What each kind of chart is made of: a panel, several of them, single facts, or a register.

use super::{
    DrawnChart, FigureBuilder,
    rows::{bars, up_to_the_last_level},
    series::{by_period, largest_first, periods},
};
use crate::{
    diag::Sink,
    doc::figure::{
        Bars, Chart, Dumbbells, Intervals, Lines, NestedSquares, RankedBars, Ranks, ShareBars, Slope,
        Sparklines, Waffles, Waterfall,
    },
    plan::floats::{By, FigureKind},
};

impl FigureBuilder<'_> {
    /// The chart of the figure's kind. None where what it is made of is missing.
    pub(super) fn draw(&self, sink: &mut Sink) -> Option<DrawnChart> {
        match self.spec.kind {
            FigureKind::Slope => self.panel(sink, |unit, panel, sink| {
                let (periods, series) = (self.two_periods(panel, sink)?, self.by_area(panel));
                Some(Chart::Slope(Slope { unit, periods, series }))
            }),
            FigureKind::Dumbbells => self.panel(sink, |unit, panel, sink| {
                let (periods, rows) = (self.two_periods(panel, sink)?, largest_first(self.by_area(panel)));
                Some(Chart::Dumbbells(Dumbbells { unit, periods, rows }))
            }),
            FigureKind::Lines => self.panel(sink, |unit, panel, _| {
                let (periods, series) = (periods(panel), self.by_area(panel));
                Some(Chart::Lines(Lines { unit, periods, series, reference: self.spec.reference }))
            }),
            FigureKind::Ranks => self.panel(sink, |unit, panel, _| {
                Some(Chart::Ranks(Ranks { unit, periods: periods(panel), series: self.by_area(panel) }))
            }),
            FigureKind::Sparklines => self.panel(sink, |unit, panel, _| {
                let (periods, rows) = (periods(panel), self.by_area(panel));
                Some(Chart::Sparklines(Sparklines { unit, periods, rows }))
            }),
            FigureKind::Bars | FigureKind::StackedBars => self.panel(sink, |unit, panel, _| {
                let is_stacked = self.spec.kind == FigureKind::StackedBars;
                let (groups, series) = match self.spec.by {
                    By::Area => (periods(panel), self.by_area(panel)),
                    By::Period => {
                        (panel.areas.iter().map(|it| self.scope.writer.area(it)).collect(), by_period(panel))
                    }
                };
                Some(Chart::Bars(Bars { unit, groups, series, is_stacked }))
            }),
            FigureKind::RankedBars if self.spec.rows.is_empty() => self.panel(sink, |unit, panel, _| {
                Some(Chart::RankedBars(RankedBars { unit, bars: self.ranked(panel) }))
            }),
            FigureKind::RankedBars => self.of_rows(self.rows(sink), String::new(), |unit, rows| {
                Chart::RankedBars(RankedBars { unit, bars: bars(rows) })
            }),
            FigureKind::ShareBars => {
                self.of_rows(self.rows(sink), self.share_of_the_country(), |unit, rows| {
                    Chart::ShareBars(ShareBars { unit, bars: bars(rows) })
                })
            }
            FigureKind::Waffles => {
                self.of_rows(self.rows(sink), self.share_of_the_country(), |unit, rows| {
                    Chart::Waffles(Waffles { unit, wholes: bars(rows) })
                })
            }
            FigureKind::NestedSquares => {
                let rows = self.rows(sink);
                let subtitle = rows.first().map(|first| self.to_scale(first.fact)).unwrap_or_default();
                self.of_rows(rows, subtitle, |unit, rows| {
                    Chart::NestedSquares(NestedSquares { unit, squares: bars(rows) })
                })
            }
            FigureKind::Waterfall => {
                let rows = up_to_the_last_level(self.rows(sink));
                let subtitle = rows.first().map(|first| self.subtitle(first.fact)).unwrap_or_default();
                self.of_rows(rows, subtitle, |unit, rows| {
                    Chart::Waterfall(Waterfall {
                        unit,
                        steps: rows.into_iter().map(super::rows::step).collect(),
                    })
                })
            }
            FigureKind::Intervals => self.of_rows(self.rows(sink), String::new(), |unit, rows| {
                let rows = rows.into_iter().map(|row| self.reach(row)).collect();
                Chart::Intervals(Intervals { unit, rows })
            }),
            FigureKind::Multiples => self.multiples(sink),
            FigureKind::Scatter => self.scatter(sink),
            FigureKind::Timeline => Some(self.timeline()),
            FigureKind::Matrix => Some(self.matrix()),
        }
    }
}
