//! Charts over several panels: small multiples of many measures, a scatter of two.

use super::{DrawnChart, FigureBuilder, Panel};
use crate::{
    compose::wording::capitalised,
    data::{area::AreaCode, fact::Fact},
    diag::Sink,
    doc::figure::{Chart, ChartSeries, Multiples, Scatter, ScatterPoint},
    lang::Lang,
};

impl FigureBuilder<'_> {
    /// Small multiples: a panel of the figure a panel of the plan, its last period.
    pub(super) fn multiples(&self, sink: &mut Sink) -> Option<DrawnChart> {
        let mut panels = vec![];
        for name in &self.spec.panels {
            panels.push(self.named_panel(Some(name), "panels", sink).ok()?);
        }
        let writer = &self.scope.writer;
        let heads = panels.iter().map(|panel| panel.facts.values().next()).collect::<Option<Vec<&Fact>>>()?;
        let first = heads.first()?;
        let unit = writer.unit(first, panels.first()?.show);
        let (span, metric) = (writer.span(&first.key), writer.metric(&first.key));
        let subtitle = match self.lang() {
            Lang::Zh => format!("{span}{metric}"),
            Lang::En => format!("{metric}, {span}").trim_start_matches([',', ' ']).to_owned(),
        };
        let mut areas: Vec<&AreaCode> = vec![];
        for area in panels.iter().flat_map(|panel| &panel.areas) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        let last = |panel: &Panel, area| panel.periods.last().and_then(|period| panel.datum(area, *period));
        let series = areas.iter().map(|area| ChartSeries {
            label: writer.area(area),
            emphasis: self.emphasis(area),
            points: panels.iter().map(|panel| last(panel, area)).collect(),
        });
        let series = series.collect();
        let titles = heads.iter().map(|fact| writer.indicator(&fact.key.indicator)).collect();
        let chart = Chart::Multiples(Multiples { unit, panels: titles, series });
        let facts = panels.into_iter().flat_map(|panel| panel.facts.into_values()).collect();
        Some(DrawnChart { chart, subtitle: capitalised(&subtitle), facts })
    }

    /// A scatter of the areas that both panels have, each in its last period.
    pub(super) fn scatter(&self, sink: &mut Sink) -> Option<DrawnChart> {
        let x = self.named_panel(self.spec.x.as_deref(), "x", sink);
        let y = self.named_panel(self.spec.y.as_deref(), "y", sink);
        let (x, y) = (x.ok()?, y.ok()?);
        let place = |area: &AreaCode| {
            let [x, y] = [&x, &y].map(|panel| panel.datum(area, *panel.periods.last()?));
            Some(ScatterPoint {
                label: self.scope.writer.area(area),
                emphasis: self.emphasis(area),
                x: x?,
                y: y?,
            })
        };
        let cross = self.spec.cross.as_ref().and_then(place);
        let is_drawn = |area: &&AreaCode| Some(*area) != self.spec.cross.as_ref();
        let points: Vec<ScatterPoint> = x.areas.iter().filter(is_drawn).filter_map(place).collect();
        let measures = [self.measure(&x)?, self.measure(&y)?];
        let words = self.spec.quadrants.iter().map(|words| words.get(self.lang()).to_owned());
        let quadrants = words.collect::<Vec<_>>().try_into().ok();
        let is_shown = |fact: &Fact| {
            let ids = points.iter().chain(&cross).flat_map(|it| [&it.x.fact, &it.y.fact]);
            ids.into_iter().any(|id| *id == fact.id)
        };
        let facts = x.facts.into_values().chain(y.facts.into_values()).filter(is_shown).collect();
        let chart = Chart::Scatter(Box::new(Scatter { measures, points, cross, quadrants }));
        Some(DrawnChart { chart, subtitle: String::new(), facts })
    }

    /// What a panel measures, and when: 研发强度（%），2023年.
    fn measure(&self, panel: &Panel) -> Option<String> {
        let fact = panel.areas.iter().find_map(|area| panel.fact(area, *panel.periods.last()?))?;
        let (what, span) = (self.scope.writer.panel(fact, panel.show), self.scope.writer.span(&fact.key));
        Some(match self.lang() {
            Lang::Zh => format!("{what}，{span}"),
            Lang::En => format!("{what}, {span}"),
        })
    }
}
