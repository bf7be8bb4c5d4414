//! Figures: the plan's declaration and the facts become a chart's data and words.

use std::collections::BTreeMap;

use super::{
    Edition,
    numerals::period_in_words,
    scope::{Scope, Style},
};
use crate::{
    data::{
        area::AreaCode,
        fact::{Fact, Named, Show},
        period::Period,
    },
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::{
        figure::{
            Bar, Bars, Chart, Datum, Emphasis, Event, Figure, Lines, Matrix, MatrixRow, RankedBars, Ranks,
            Series, ShareBars, Slope, Timeline,
        },
        inline::{Inline, plain},
        lang::Lang,
    },
    plan::floats::{By, FigureKind, FigureSpec},
};

/// What a figure is made of.
pub struct Drawing<'a> {
    pub edition: &'a Edition<'a>,
    pub scope: &'a Scope,
    pub spec: &'a FigureSpec,
    /// Where the text calls the figure.
    pub locus: &'a Locus,
}

/// A chart with the facts that it shows.
struct Drawn {
    chart: Chart,
    subtitle: String,
    facts: Vec<Fact>,
}

impl Drawing<'_> {
    /// Binds the figure to its facts. None when it was reported why it cannot be drawn.
    pub fn figure(&self, id: String, number: u32, title: Vec<Inline>, sink: &mut Sink) -> Option<Figure> {
        let drawn = match self.spec.kind {
            FigureKind::Timeline => self.timeline(),
            FigureKind::Matrix => self.matrix(),
            FigureKind::ShareBars => self.rows(sink),
            FigureKind::RankedBars if !self.spec.rows.is_empty() => self.rows(sink),
            _ => self.panel(sink)?,
        };
        let mut notes = vec![];
        if !drawn.facts.is_empty() {
            notes.push(vec![Inline::Literal(self.scope.writer.sources(&drawn.facts))]);
        }
        let alt = super::alt::describe(&drawn.chart, &plain(&title), self.scope.writer.lang);
        let subtitle = match drawn.subtitle.as_str() {
            "" => vec![],
            subtitle => vec![Inline::Literal(subtitle.to_owned())],
        };
        Some(Figure { id, number, title, subtitle, notes, alt, chart: drawn.chart })
    }

    fn panel(&self, sink: &mut Sink) -> Option<Drawn> {
        let name = self.spec.panel.as_deref().unwrap_or_default();
        let Some(named) = self.scope.named(name) else {
            sink.push(unknown_fact(name, self.scope, self.locus));
            return None;
        };
        let panel = Panel::new(self.scope, named);
        let first = panel.facts.values().next()?;
        let (unit, subtitle) =
            (self.scope.writer.unit(first, named.show), self.scope.writer.panel(first, named.show));
        let periods = || panel.periods.iter().map(ToString::to_string).collect::<Vec<_>>();
        let chart = match self.spec.kind {
            FigureKind::Slope => {
                let [from, to] = periods().try_into().ok().or_else(|| self.not_two_periods(sink))?;
                Chart::Slope(Slope { unit, periods: [from, to], series: self.by_area(&panel) })
            }
            FigureKind::Lines => {
                let reference = self.spec.reference;
                Chart::Lines(Lines { unit, periods: periods(), series: self.by_area(&panel), reference })
            }
            FigureKind::Ranks => {
                Chart::Ranks(Ranks { unit, periods: periods(), series: self.by_area(&panel) })
            }
            FigureKind::RankedBars => Chart::RankedBars(RankedBars { unit, bars: self.ranked(&panel) }),
            _ => {
                let is_stacked = self.spec.kind == FigureKind::StackedBars;
                let (groups, series) = match self.spec.by {
                    By::Area => (periods(), self.by_area(&panel)),
                    By::Period => (
                        panel.areas.iter().map(|it| self.scope.writer.area(it)).collect(),
                        Self::by_period(&panel),
                    ),
                };
                Chart::Bars(Bars { unit, groups, series, is_stacked })
            }
        };
        Some(Drawn { chart, subtitle, facts: panel.facts.into_values().collect() })
    }

    fn not_two_periods<T>(&self, sink: &mut Sink) -> Option<T> {
        let fault = Diagnostic::error("slope-periods", "a slope chart goes from one period to one other");
        sink.push(fault.at(self.locus.clone()).help("give its panel two periods"));
        None
    }

    fn by_area(&self, panel: &Panel) -> Vec<Series> {
        let series = |area: &AreaCode| Series {
            label: self.scope.writer.area(area),
            emphasis: self.emphasis(area),
            points: panel.periods.iter().map(|period| panel.datum(area, *period)).collect(),
        };
        panel.areas.iter().map(series).collect()
    }

    fn by_period(panel: &Panel) -> Vec<Series> {
        let last = panel.periods.last();
        let series = |period: &Period| Series {
            label: period.to_string(),
            emphasis: if Some(period) == last { Emphasis::Subject } else { Emphasis::Context },
            points: panel.areas.iter().map(|area| panel.datum(area, *period)).collect(),
        };
        panel.periods.iter().map(series).collect()
    }

    /// Bars of the panel's last period, the largest first.
    fn ranked(&self, panel: &Panel) -> Vec<Bar> {
        let Some(period) = panel.periods.last() else { return vec![] };
        let bar = |area: &AreaCode| {
            let datum = panel.datum(area, *period)?;
            Some(Bar { label: self.scope.writer.area(area), emphasis: self.emphasis(area), datum })
        };
        let mut bars: Vec<Bar> = panel.areas.iter().filter_map(bar).collect();
        bars.sort_by(|a, b| b.datum.value.total_cmp(&a.datum.value));
        bars
    }

    /// Bars of single facts, in the plan's order.
    fn rows(&self, sink: &mut Sink) -> Drawn {
        let (mut bars, mut facts, mut unit) = (vec![], vec![], String::new());
        for row in &self.spec.rows {
            let Some(named) = self.scope.named(&row.fact) else {
                sink.push(unknown_fact(&row.fact, self.scope, self.locus));
                continue;
            };
            let Some(fact) = named.keys.first().and_then(|key| self.scope.fact(key)) else { continue };
            unit = self.scope.writer.unit(fact, named.show);
            bars.push(Bar {
                label: row.label.get(self.scope.writer.lang).to_owned(),
                emphasis: if row.subject { Emphasis::Subject } else { Emphasis::Context },
                datum: datum(self.scope, fact, named.show),
            });
            facts.push(fact.clone());
        }
        let subtitle = match (self.scope.writer.lang, self.spec.kind) {
            (Lang::Zh, FigureKind::ShareBars) => "占全国比重（%）",
            (Lang::En, FigureKind::ShareBars) => "Share of the country (%)",
            _ => "",
        };
        let chart = match self.spec.kind {
            FigureKind::ShareBars => Chart::ShareBars(ShareBars { unit, bars }),
            _ => Chart::RankedBars(RankedBars { unit, bars }),
        };
        Drawn { chart, subtitle: subtitle.to_owned(), facts }
    }

    fn timeline(&self) -> Drawn {
        let lang = self.scope.writer.lang;
        let events = self.edition.registers.milestones.iter().map(|it| Event {
            year: it.date.calendar_year(),
            date: period_in_words(it.date, lang),
            text: it.text.get(lang).to_owned(),
        });
        Drawn {
            chart: Chart::Timeline(Timeline { events: events.collect() }),
            subtitle: String::new(),
            facts: vec![],
        }
    }

    fn matrix(&self) -> Drawn {
        let lang = self.scope.writer.lang;
        let facilities = &self.edition.registers.facilities;
        let mut cities: Vec<&AreaCode> = vec![];
        for facility in facilities {
            if !cities.contains(&&facility.city) {
                cities.push(&facility.city);
            }
        }
        let names = |kind: &str, city: &str| {
            let there = facilities.iter().filter(|it| it.kind == kind && it.city == *city);
            there.map(|it| it.name.get(lang).to_owned()).collect()
        };
        let rows = self.spec.kinds.iter().map(|kind| MatrixRow {
            label: kind.name.get(lang).to_owned(),
            cells: cities.iter().map(|city| names(&kind.id, city)).collect(),
        });
        let columns = cities.iter().map(|city| self.scope.writer.area(city)).collect();
        Drawn {
            chart: Chart::Matrix(Matrix { columns, rows: rows.collect() }),
            subtitle: String::new(),
            facts: vec![],
        }
    }

    fn emphasis(&self, area: &AreaCode) -> Emphasis {
        if self.spec.subject.contains(area) {
            Emphasis::Subject
        } else if self.spec.parts.contains(area) {
            Emphasis::Part
        } else {
            Emphasis::Context
        }
    }
}

/// A panel's facts by area and period, in the plan's order.
pub struct Panel<'a> {
    scope: &'a Scope,
    show: Show,
    pub areas: Vec<AreaCode>,
    pub periods: Vec<Period>,
    pub facts: BTreeMap<(AreaCode, Period), Fact>,
}

impl<'a> Panel<'a> {
    /// Finds the facts of a panel; a missing one was reported and stays a gap.
    pub fn new(scope: &'a Scope, named: &Named) -> Self {
        let mut panel =
            Self { scope, show: named.show, areas: vec![], periods: vec![], facts: BTreeMap::new() };
        for key in &named.keys {
            if !panel.areas.contains(&key.area) {
                panel.areas.push(key.area.clone());
            }
            if !panel.periods.contains(&key.period) {
                panel.periods.push(key.period);
            }
            if let Some(fact) = scope.fact(key) {
                panel.facts.insert((key.area.clone(), key.period), fact.clone());
            }
        }
        panel
    }

    /// The fact of an area and a period.
    pub fn fact(&self, area: &AreaCode, period: Period) -> Option<&Fact> {
        self.facts.get(&(area.clone(), period))
    }

    fn datum(&self, area: &AreaCode, period: Period) -> Option<Datum> {
        self.fact(area, period).map(|fact| datum(self.scope, fact, self.show))
    }
}

fn datum(scope: &Scope, fact: &Fact, show: Show) -> Datum {
    let shown = plain(&[scope.show(fact, show, Style::Number)]);
    let scaled = scope.writer.scaled(fact.value, show);
    // Only the geometry of a drawing is made from this float; the digits are in `shown`.
    let value = scaled.to_string().parse().unwrap_or(f64::NAN);
    Datum { fact: fact.id.clone(), value, shown, status: fact.status }
}

/// A figure or table that names a fact which the plan does not declare.
pub fn unknown_fact(name: &str, scope: &Scope, locus: &Locus) -> Diagnostic {
    let message = format!("the plan declares no fact named {name:?}");
    let diagnostic = Diagnostic::error("unknown-fact", message).at(locus.clone());
    match did_you_mean(name, scope.facts.names().map(|(name, _)| name)) {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic,
    }
}
