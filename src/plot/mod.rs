//! Charts: the data of a figure become a frame, drawn by plotters.
//!
//! Every kind goes the same way: `measure the labels → scale → draw the marks → place the labels`.
//! Vectors come from plotters through [`backend`]; where text goes is decided here, because a
//! chart whose labels overlap says nothing.

mod across;
mod axis;
mod backend;
mod bar;
mod bars;
mod course;
mod desk;
mod dumbbells;
mod ends;
mod footer;
mod grid;
mod intervals;
mod key;
mod labels;
mod lettering;
mod lines;
mod matrix;
mod multiples;
mod paint;
mod plane;
mod ranked_bars;
mod ranks;
mod room;
mod rows;
mod scatter;
mod share_bars;
mod slope;
mod sparklines;
mod stacked;
mod timeline;
mod waffles;
mod waterfall;

use crate::{
    doc::figure::Chart,
    font::{FontBook, MissingGlyph},
    frame::{geom::Abs, item::Frame},
    lang::Lang,
    theme::Theme,
};
use desk::Desk;

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
    let desk = Desk { fonts, theme, lang, width: grid::units(width) };
    match chart {
        Chart::Slope(slope) => slope::draw(slope, &desk),
        Chart::Lines(lines) => lines::draw(lines, &desk),
        Chart::Bars(bars) if bars.is_stacked => stacked::draw(bars, &desk),
        Chart::Bars(bars) => bars::draw(bars, &desk),
        Chart::RankedBars(bars) => ranked_bars::draw(bars, &desk),
        Chart::Ranks(ranks) => ranks::draw(ranks, &desk),
        Chart::ShareBars(bars) => share_bars::draw(bars, &desk),
        Chart::Dumbbells(rows) => dumbbells::draw(rows, &desk),
        Chart::Waffles(wholes) => waffles::draw(wholes, &desk),
        Chart::Multiples(panels) => multiples::draw(panels, &desk),
        Chart::Waterfall(steps) => waterfall::draw(steps, &desk),
        Chart::Scatter(points) => scatter::draw(points, &desk),
        Chart::Intervals(rows) => intervals::draw(rows, &desk),
        Chart::Sparklines(rows) => sparklines::draw(rows, &desk),
        Chart::Timeline(timeline) => timeline::draw(timeline, &desk),
        Chart::Matrix(matrix) => matrix::draw(matrix, &desk),
    }
}
