//! Charts: the data of a figure become a frame, drawn by plotters.
//!
//! Every kind goes the same way: `measure the labels → scale → draw the marks → place the labels`.
//! Vectors come from plotters through [`backend`]; where text goes is decided here, because a
//! chart whose labels overlap says nothing.

mod axis;
mod backend;
mod bar;
mod bars;
mod course;
mod desk;
mod ends;
mod footer;
mod grid;
mod key;
mod labels;
mod lettering;
mod lines;
mod matrix;
mod paint;
mod plane;
mod ranked_bars;
mod ranks;
mod room;
mod rows;
mod share_bars;
mod slope;
mod stacked;
mod timeline;

use crate::{
    doc::{figure::Chart, lang::Lang},
    font::{FontBook, MissingGlyph},
    frame::{geom::Abs, item::Frame},
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
        Chart::Timeline(timeline) => timeline::draw(timeline, &desk),
        Chart::Matrix(matrix) => matrix::draw(matrix, &desk),
    }
}
