//! Figures: the plan's declaration and the facts become a chart's data and words.
//!
//! `panels, rows or registers → chart → checks → notes and alternative text`

use super::{Edition, scope::Scope};
use crate::{
    data::{area::AreaCode, fact::Fact},
    diag::{Diagnostic, Locus, Reported, Sink},
    doc::{
        figure::{Chart, Emphasis, Figure},
        inline::Inline,
    },
    lang::Lang,
    plan::floats::{FigureKind, FigureSpec},
};

mod checks;
pub mod key;
mod kinds;
mod measures;
mod panel;
mod registers;
mod rows;
mod series;

pub use panel::{Panel, geometry, unknown_fact};

/// What a figure is made of.
pub struct FigureBuilder<'a> {
    pub edition: &'a Edition<'a>,
    pub scope: &'a Scope,
    pub spec: &'a FigureSpec,
    /// Where the text calls the figure.
    pub locus: &'a Locus,
}

/// A figure before it has a number and a title.
#[derive(Debug)]
pub struct FigureBody {
    pub subtitle: Vec<Inline>,
    pub notes: Vec<Vec<Inline>>,
    pub alt: String,
    pub chart: Chart,
    /// Whether it stands on a page turned on its side.
    pub is_turned: bool,
}

impl FigureBody {
    /// Gives the body its title.
    pub fn figure(self, id: String, number: u32, title: Vec<Inline>) -> Figure {
        let Self { subtitle, notes, alt, chart, is_turned } = self;
        Figure { id, number, title, subtitle, notes, alt, chart, is_turned }
    }
}

/// A chart with the facts that it shows.
struct DrawnChart {
    chart: Chart,
    subtitle: String,
    facts: Vec<Fact>,
}

/// As many lines as the palette has colours that are apart in grey, too.
const FEW_LINES: usize = 6;

impl FigureBuilder<'_> {
    /// Binds the figure to its facts; `title` is what it is called, for those who cannot see it.
    ///
    /// # Errors
    /// It cannot be drawn, or its drawing would mislead.
    pub fn body(&self, id: &str, title: &str, sink: &mut Sink) -> Result<FigureBody, Reported> {
        // Facts that the data cannot give were reported; where nothing was, the plan names none.
        let empty = || {
            Diagnostic::error("chart-empty", format!("figure {id}: there is nothing to draw"))
                .at(self.locus.clone())
                .help("name its facts in the plan")
        };
        let drawn = self.draw(sink).ok_or_else(|| sink.because(empty))?;
        self.check(&drawn, id, sink)?;
        let alt = super::alt::describe(&drawn.chart, title, self.scope.writer.lang);
        let subtitle = match drawn.subtitle.as_str() {
            subtitle if is_said(subtitle, title) => vec![],
            subtitle => vec![Inline::Literal(subtitle.to_owned())],
        };
        let notes = self.notes(&drawn.facts);
        Ok(FigureBody { subtitle, notes, alt, chart: drawn.chart, is_turned: self.spec.turned })
    }

    /// What is set small below: where the numbers come from.
    fn notes(&self, facts: &[Fact]) -> Vec<Vec<Inline>> {
        if facts.is_empty() { vec![] } else { vec![vec![Inline::Literal(self.scope.writer.sources(facts))]] }
    }

    /// How loudly the `nth` of a figure's `count` areas speaks. Where bars of several areas stand side by side,
    /// or a few lines cross, and the plan picks none out, each has a colour of its own: equal greys tell nothing.
    fn emphasis_of(&self, nth: usize, count: usize, area: &AreaCode) -> Emphasis {
        let is_told_apart = match self.spec.kind {
            FigureKind::Bars | FigureKind::StackedBars => true,
            FigureKind::Lines | FigureKind::Slope | FigureKind::Ranks => (2..=FEW_LINES).contains(&count),
            _ => false,
        };
        if is_told_apart && self.spec.subject.is_empty() && self.spec.parts.is_empty() {
            return Emphasis::Part(u8::try_from(nth).unwrap_or(u8::MAX));
        }
        self.emphasis(area)
    }

    fn emphasis(&self, area: &AreaCode) -> Emphasis {
        if self.spec.subject.contains(area) {
            Emphasis::Subject
        } else if let Some(nth) = self.spec.parts.iter().position(|part| part == area) {
            Emphasis::Part(u8::try_from(nth).unwrap_or(u8::MAX))
        } else {
            Emphasis::Context
        }
    }

    /// The panel of that name; what is missing is reported, `key` being what the figure lacks.
    fn named_panel(&self, name: Option<&str>, key: &str, sink: &mut Sink) -> Result<Panel<'_>, Reported> {
        let Some(name) = name else {
            let message = format!("the plan gives this figure no `{key}`");
            let fault = Diagnostic::error("figure-incomplete", message).at(self.locus.clone());
            return Err(sink.error(fault.help(format!("write {key} = with the name of a panel of facts"))));
        };
        let unknown = || unknown_fact(name, self.scope, self.locus);
        let named = self.scope.named(name).ok_or_else(|| sink.error(unknown()))?;
        Ok(Panel::new(self.scope, named))
    }

    /// What a chart shows, and on which accounts; without its unit, which the chart says itself.
    fn subtitle(&self, fact: &Fact) -> String {
        let writer = &self.scope.writer;
        let (indicator, metric) = (writer.indicator(&fact.key.indicator), writer.metric(&fact.key));
        let comma = if self.lang() == Lang::En && !metric.is_empty() { ", " } else { "" };
        let basis = match (self.scope.basis(fact), self.lang()) {
            (None, _) => String::new(),
            (Some(basis), Lang::Zh) => format!("（{basis}）"),
            (Some(basis), Lang::En) => format!(" ({basis})"),
        };
        format!("{indicator}{comma}{metric}{basis}")
    }

    fn lang(&self) -> Lang {
        self.scope.writer.lang
    }
}

/// Whether the title has these words already: what stands under it says what it leaves open.
fn is_said(words: &str, title: &str) -> bool {
    title.to_lowercase().contains(&words.to_lowercase())
}
