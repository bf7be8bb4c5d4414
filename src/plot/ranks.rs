//! Ranks over periods: a bump chart, 1 at the top.

use super::{axis::Axis, canvas::Canvas, lines::Strands, series_line};
use crate::{doc::figure::Ranks, font::MissingGlyph, frame::item::Frame};

/// Draws the ranks on an axis that runs downwards from 1.
pub fn draw(ranks: &Ranks, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let values =
        ranks.series.iter().flat_map(|series| series_line::points(series).map(|(_, datum)| datum.value));
    let axis = Axis::of_ranks(values, 6, canvas.lang);
    Strands { unit: &ranks.unit, periods: &ranks.periods, series: &ranks.series, reference: None }
        .draw(canvas, &axis)
}
