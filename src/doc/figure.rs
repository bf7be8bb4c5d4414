//! Figures: a chart's data and words, before it is drawn.

use serde::Serialize;

use super::inline::Inline;
use crate::data::{fact::FactId, status::Status};

mod checks;
mod tabular;

pub use checks::Nonsense;

/// A chart with its title, notes and alternative text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// The anchor that references point to.
    pub id: String,
    /// The number by which it is called, `1`.
    pub number: u32,
    /// The message, in a sentence.
    pub title: Vec<Inline>,
    /// What is shown: indicator, areas, unit.
    pub subtitle: Vec<Inline>,
    /// Set small below: marks, sources.
    pub notes: Vec<Vec<Inline>>,
    /// What the chart shows, for those who cannot see it.
    pub alt: String,
    pub chart: Chart,
    /// Whether it stands on a page turned on its side.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_turned: bool,
}

/// The data of a chart, ready to be drawn; one variant a kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Chart {
    Slope(Slope),
    Lines(Lines),
    Bars(Bars),
    RankedBars(RankedBars),
    Ranks(Ranks),
    ShareBars(ShareBars),
    Dumbbells(Dumbbells),
    Waffles(Waffles),
    NestedSquares(NestedSquares),
    Multiples(Multiples),
    Waterfall(Waterfall),
    Scatter(Box<Scatter>),
    Intervals(Intervals),
    Sparklines(Sparklines),
    Timeline(Timeline),
    Matrix(Matrix),
}

/// What a chart holds, whatever it is drawn as: its alternative text, its table and its checks are read from it.
#[derive(Debug, Clone, PartialEq)]
pub enum Holding<'a> {
    /// A row of numbers a series, one below each head.
    Series { unit: &'a str, heads: &'a [String], series: &'a [ChartSeries] },
    /// A number a bar, step or whole; shares lie between 0 and 100.
    Bars { unit: &'a str, bars: Vec<&'a Bar>, are_shares: bool },
    /// Two numbers a point.
    Places(&'a Scatter),
    /// Words in the order of time.
    Events(&'a Timeline),
    /// Words in rows and columns.
    Cells(&'a Matrix),
}

/// How a chart shows a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawnAs {
    /// Of points on lines.
    Points,
    /// Of lengths from zero.
    Bars,
}

impl Chart {
    /// What it holds.
    pub fn holds(&self) -> Holding<'_> {
        let bars = |unit, bars, are_shares| Holding::Bars { unit, bars, are_shares };
        match self {
            Self::Slope(it) => Holding::Series { unit: &it.unit, heads: &it.periods, series: &it.series },
            Self::Lines(it) => Holding::Series { unit: &it.unit, heads: &it.periods, series: &it.series },
            Self::Bars(it) => Holding::Series { unit: &it.unit, heads: &it.groups, series: &it.series },
            Self::Ranks(it) => Holding::Series { unit: &it.unit, heads: &it.periods, series: &it.series },
            Self::Dumbbells(it) => Holding::Series { unit: &it.unit, heads: &it.periods, series: &it.rows },
            Self::Multiples(it) => Holding::Series { unit: &it.unit, heads: &it.panels, series: &it.series },
            Self::Sparklines(it) => Holding::Series { unit: &it.unit, heads: &it.periods, series: &it.rows },
            Self::RankedBars(it) => bars(&it.unit, it.bars.iter().collect(), false),
            Self::ShareBars(it) => bars(&it.unit, it.bars.iter().collect(), true),
            Self::Waffles(it) => bars(&it.unit, it.wholes.iter().collect(), true),
            Self::NestedSquares(it) => bars(&it.unit, it.squares.iter().collect(), false),
            Self::Waterfall(it) => bars(&it.unit, it.steps.iter().map(|step| &step.bar).collect(), false),
            Self::Intervals(it) => bars(&it.unit, it.rows.iter().map(|row| &row.bar).collect(), false),
            Self::Scatter(it) => Holding::Places(it),
            Self::Timeline(it) => Holding::Events(it),
            Self::Matrix(it) => Holding::Cells(it),
        }
    }

    /// How it shows its values; none for one that shows words.
    pub fn drawn_as(&self) -> Option<DrawnAs> {
        match self {
            Self::Slope(_)
            | Self::Lines(_)
            | Self::Ranks(_)
            | Self::Dumbbells(_)
            | Self::Sparklines(_)
            | Self::Scatter(_)
            | Self::Intervals(_) => Some(DrawnAs::Points),
            Self::Bars(_)
            | Self::RankedBars(_)
            | Self::ShareBars(_)
            | Self::Multiples(_)
            | Self::Waterfall(_)
            | Self::Waffles(_)
            | Self::NestedSquares(_) => Some(DrawnAs::Bars),
            Self::Timeline(_) | Self::Matrix(_) => None,
        }
    }

    /// The numbers of the drawing.
    pub fn data(&self) -> Vec<&Datum> {
        match self.holds() {
            Holding::Series { series, .. } => {
                series.iter().flat_map(|it| it.points.iter().flatten()).collect()
            }
            Holding::Bars { bars, .. } => bars.into_iter().map(|bar| &bar.datum).collect(),
            Holding::Places(it) => {
                it.points.iter().chain(&it.cross).flat_map(|place| [&place.x, &place.y]).collect()
            }
            Holding::Events(_) | Holding::Cells(_) => vec![],
        }
    }
}

/// How loudly a series speaks: one subject, its parts beside it, the rest in grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Emphasis {
    Subject,
    /// How-manieth of the parts, from 0: an area keeps its colour from chart to chart.
    Part(u8),
    Context,
}

/// A number of a chart: where it goes, and what is written at it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Datum {
    pub fact: FactId,
    /// At the chart's scale (亿元 in Chinese, billion yuan in English), for geometry only.
    pub value: f64,
    /// The number without its unit, rounded for display.
    pub shown: String,
    /// The power of ten of the chart's unit: 8 for 亿元.
    #[serde(skip)]
    pub exponent: u32,
    pub status: Status,
}

/// A named row of numbers; a missing one is a gap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartSeries {
    pub label: String,
    pub emphasis: Emphasis,
    pub points: Vec<Option<Datum>>,
}

/// Two periods, a line from the one to the other for each series (two points each).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slope {
    /// The unit, said once.
    pub unit: String,
    /// The labels of the two periods.
    pub periods: [String; 2],
    pub series: Vec<ChartSeries>,
}

/// Lines over periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    pub unit: String,
    pub periods: Vec<String>,
    pub series: Vec<ChartSeries>,
    /// A level to compare with, 100 for an index; drawn as a thin rule.
    pub reference: Option<f64>,
}

/// Vertical bars grouped by period or area; each series has a bar in each group. From zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bars {
    pub unit: String,
    pub groups: Vec<String>,
    pub series: Vec<ChartSeries>,
    /// Whether the bars of a group stand on one another.
    pub is_stacked: bool,
}

/// Horizontal bars, already in the order in which they are drawn. From zero.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankedBars {
    pub unit: String,
    pub bars: Vec<Bar>,
}

/// A labelled bar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    pub label: String,
    pub emphasis: Emphasis,
    pub datum: Datum,
}

/// Ranks over periods, 1 at the top (a bump chart).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranks {
    pub unit: String,
    pub periods: Vec<String>,
    pub series: Vec<ChartSeries>,
}

/// Bars that each stand for a whole, of which a part is filled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShareBars {
    pub unit: String,
    /// `Datum::value` is a percentage, 0 … 100.
    pub bars: Vec<Bar>,
}

/// Rows with a value before and a value after, joined (two points each).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dumbbells {
    pub unit: String,
    /// The labels of the two periods.
    pub periods: [String; 2],
    pub rows: Vec<ChartSeries>,
}

/// Squares of 10 × 10, each a whole, of which so many hundredths are filled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waffles {
    pub unit: String,
    /// `Datum::value` is a percentage, 0 … 100.
    pub wholes: Vec<Bar>,
}

/// Squares in one corner, as large to one another as their numbers: sizes without places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NestedSquares {
    pub unit: String,
    /// `Datum::value` is above zero.
    pub squares: Vec<Bar>,
}

/// Small multiples: panels beside one another on the same scale, in each a bar for every series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Multiples {
    /// That of every panel.
    pub unit: String,
    pub panels: Vec<String>,
    /// A point a panel.
    pub series: Vec<ChartSeries>,
}

/// How a level became another: what it started from, what was added and taken away, what it came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waterfall {
    pub unit: String,
    pub steps: Vec<Step>,
}

/// A step of a waterfall.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub bar: Bar,
    /// Whether the step is a level, which stands on zero, and no change.
    pub is_level: bool,
}

/// Points by two measures; a cross parts them into quadrants.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scatter {
    /// What is measured to the right, and upwards, each with its unit.
    pub measures: [String; 2],
    pub points: Vec<ScatterPoint>,
    /// What the others are compared with: the lines through it part the plane.
    pub cross: Option<ScatterPoint>,
    /// What it means to lie top left, top right, bottom left, bottom right; none for no words.
    pub quadrants: Option<[String; 4]>,
}

/// A labelled point by two measures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScatterPoint {
    pub label: String,
    pub emphasis: Emphasis,
    pub x: Datum,
    pub y: Datum,
}

/// Bars from the least to the greatest value that each number can stand for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Intervals {
    pub unit: String,
    pub rows: Vec<Reach>,
}

/// A number with its bounds at the chart's scale; a missing one is open.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reach {
    pub bar: Bar,
    pub lo: Option<f64>,
    pub hi: Option<f64>,
}

/// Lines without axes, one a row, each to its own scale; a row without a label fits into a card.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sparklines {
    pub unit: String,
    pub periods: Vec<String>,
    pub rows: Vec<ChartSeries>,
}

/// Events in the order of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    pub events: Vec<Event>,
}

/// An event: when, and what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    /// The calendar year, for the place on the line.
    pub year: u16,
    pub date: String,
    pub text: String,
}

/// Things sorted into rows (kinds) and columns (cities).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    pub columns: Vec<String>,
    pub rows: Vec<MatrixRow>,
}

/// A kind and, column for column, the things of that kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatrixRow {
    pub label: String,
    pub cells: Vec<Vec<String>>,
}
