//! Charts: the data of a figure become a frame, drawn by plotters.
//!
//! Every kind goes the same way: `measure the labels → scale → draw the marks → place the labels`.
//! Vectors come from plotters through [`backend`]; where text goes is decided here, because a
//! chart whose labels overlap says nothing.

mod axis;
mod backend;
mod bar;
mod bars;
mod canvas;
mod dumbbells;
mod end_labels;
mod footer;
mod grid;
mod intervals;
mod key;
mod label_space;
mod labels;
mod lettering;
mod lines;
mod matrix;
mod multiples;
mod nested_squares;
mod paint;
mod plane;
mod ranked_bars;
mod ranks;
mod rows;
mod scatter;
mod series_line;
mod share_bars;
mod slope;
mod sparklines;
mod stacked;
mod timeline;
mod value_scale;
mod waffles;
mod waterfall;

use crate::{
    doc::figure::Chart,
    font::{FontBook, MissingGlyph},
    frame::{geom::Abs, item::Frame},
    lang::Lang,
    theme::Theme,
};
use canvas::Canvas;

/// The numbers at the ticks of a chart's scales, with blanks between them; some may find no room in the drawing.
pub fn scales(chart: &Chart, lang: Lang) -> String {
    let axes = match chart {
        Chart::Lines(lines) => vec![lines::axis(lines, lang)],
        Chart::Bars(bars) if bars.is_stacked => vec![stacked::axis(bars, lang)],
        Chart::Bars(bars) => vec![bars::axis(bars, lang)],
        Chart::Waterfall(steps) => vec![waterfall::axis(steps, lang)],
        Chart::Scatter(points) => scatter::axes(points, lang).into(),
        Chart::Intervals(rows) => vec![intervals::axis(rows, lang)],
        // Their values stand beside their marks, or they count places.
        Chart::Slope(_)
        | Chart::RankedBars(_)
        | Chart::Ranks(_)
        | Chart::ShareBars(_)
        | Chart::Dumbbells(_)
        | Chart::Waffles(_)
        | Chart::NestedSquares(_)
        | Chart::Multiples(_)
        | Chart::Sparklines(_)
        | Chart::Timeline(_)
        | Chart::Matrix(_) => vec![],
    };
    let numbers = |axis: &axis::Axis| axis.values().into_iter().map(|it| axis.label(it)).collect::<Vec<_>>();
    axes.iter().flat_map(numbers).collect::<Vec<_>>().join(" ")
}

/// Draws a chart `width` wide; its height is the theme's or what its content needs.
///
/// The frame holds shapes and text only; figure tags and alternative text are the layout's.
///
/// # Errors
/// The first character of a label that no face draws.
pub fn draw(
    chart: &Chart,
    width: Abs,
    lang: Lang,
    fonts: &FontBook,
    theme: &Theme,
) -> Result<Frame, MissingGlyph> {
    let canvas = Canvas { fonts, theme, lang, width: grid::units(width) };
    match chart {
        Chart::Slope(slope) => slope::draw(slope, &canvas),
        Chart::Lines(lines) => lines::draw(lines, &canvas),
        Chart::Bars(bars) if bars.is_stacked => stacked::draw(bars, &canvas),
        Chart::Bars(bars) => bars::draw(bars, &canvas),
        Chart::RankedBars(bars) => ranked_bars::draw(bars, &canvas),
        Chart::Ranks(ranks) => ranks::draw(ranks, &canvas),
        Chart::ShareBars(bars) => share_bars::draw(bars, &canvas),
        Chart::Dumbbells(rows) => dumbbells::draw(rows, &canvas),
        Chart::Waffles(wholes) => waffles::draw(wholes, &canvas),
        Chart::NestedSquares(squares) => nested_squares::draw(squares, &canvas),
        Chart::Multiples(panels) => multiples::draw(panels, &canvas),
        Chart::Waterfall(steps) => waterfall::draw(steps, &canvas),
        Chart::Scatter(points) => scatter::draw(points, &canvas),
        Chart::Intervals(rows) => intervals::draw(rows, &canvas),
        Chart::Sparklines(rows) => sparklines::draw(rows, &canvas),
        Chart::Timeline(timeline) => timeline::draw(timeline, &canvas),
        Chart::Matrix(matrix) => matrix::draw(matrix, &canvas),
    }
}
