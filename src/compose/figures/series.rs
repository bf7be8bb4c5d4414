//! Charts over one panel: its areas and periods become series.

use super::{DrawnChart, FigureBuilder, Panel};
use crate::{
    data::{area::AreaCode, period::Period},
    diag::{Diagnostic, Sink},
    doc::figure::{Bar, Chart, ChartSeries, Emphasis},
};

impl FigureBuilder<'_> {
    /// A chart over the figure's panel, in its unit.
    pub(super) fn panel(
        &self,
        sink: &mut Sink,
        chart: impl FnOnce(String, &Panel, &mut Sink) -> Option<Chart>,
    ) -> Option<DrawnChart> {
        let panel = self.named_panel(self.spec.panel.as_deref(), "panel", sink).ok()?;
        // A panel whose every fact is missing was reported where each of them is declared.
        let first = panel.facts.values().next()?;
        let (unit, subtitle) = (self.scope.writer.unit(first, panel.show), self.subtitle(first));
        let chart = chart(unit, &panel, sink)?;
        Some(DrawnChart { chart, subtitle, facts: panel.facts.into_values().collect() })
    }

    /// The periods of a chart that goes from one to another.
    pub(super) fn two_periods(&self, panel: &Panel, sink: &mut Sink) -> Option<[String; 2]> {
        let periods = periods(panel);
        let found = periods.len();
        let two = periods.try_into();
        if two.is_err() {
            let message = format!("this chart goes from one period to one other, and its panel has {found}");
            let fault = Diagnostic::error("chart-periods", message).at(self.locus.clone());
            sink.push(fault.help("give its panel two periods, or draw lines"));
        }
        two.ok()
    }

    /// A series an area.
    pub(super) fn by_area(&self, panel: &Panel) -> Vec<ChartSeries> {
        let series = |(nth, area): (usize, &AreaCode)| ChartSeries {
            label: self.scope.writer.area(area),
            emphasis: self.emphasis_of(nth, panel.areas.len(), area),
            points: panel.periods.iter().map(|period| panel.datum(area, *period)).collect(),
        };
        panel.areas.iter().enumerate().map(series).collect()
    }

    /// Bars of the panel's last period, the largest first.
    pub(super) fn ranked(&self, panel: &Panel) -> Vec<Bar> {
        let Some(period) = panel.periods.last() else { return vec![] };
        let bar = |area: &AreaCode| {
            let datum = panel.datum(area, *period)?;
            Some(Bar { label: self.scope.writer.area(area), emphasis: self.emphasis(area), datum })
        };
        let mut bars: Vec<Bar> = panel.areas.iter().filter_map(bar).collect();
        bars.sort_by(|a, b| b.datum.value.total_cmp(&a.datum.value));
        bars
    }
}

/// The periods of a panel, as a chart writes them.
pub(super) fn periods(panel: &Panel) -> Vec<String> {
    panel.periods.iter().map(ToString::to_string).collect()
}

/// The rows by their last number.
pub(super) fn largest_first(mut rows: Vec<ChartSeries>) -> Vec<ChartSeries> {
    let last =
        |row: &ChartSeries| row.points.iter().flatten().last().map_or(f64::NEG_INFINITY, |it| it.value);
    rows.sort_by(|a, b| last(b).total_cmp(&last(a)));
    rows
}

/// A series a period: the last is the subject, the one before it the grey it is held against; more than
/// two have a colour each.
pub(super) fn by_period(panel: &Panel) -> Vec<ChartSeries> {
    let last = panel.periods.last();
    let is_pair = panel.periods.len() <= 2;
    let emphasis = |nth: usize, period: &Period| match (Some(period) == last, is_pair) {
        (true, _) => Emphasis::Subject,
        (false, true) => Emphasis::Context,
        (false, false) => Emphasis::Part(u8::try_from(nth).unwrap_or(u8::MAX)),
    };
    let series = |(nth, period): (usize, &Period)| ChartSeries {
        label: period.to_string(),
        emphasis: emphasis(nth, period),
        points: panel.areas.iter().map(|area| panel.datum(area, *period)).collect(),
    };
    panel.periods.iter().enumerate().map(series).collect()
}
