//! Ranks over periods: a bump chart, 1 at the top.

use super::{axis::Axis, course, desk::Desk, lines::Strands};
use crate::{doc::figure::Ranks, font::MissingGlyph, frame::item::Frame};

/// Draws the ranks on an axis that runs downwards from 1.
pub fn draw(ranks: &Ranks, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let values = ranks.series.iter().flat_map(|series| course::points(series).map(|(_, datum)| datum.value));
    let axis = Axis::of_ranks(values, 6, desk.lang);
    Strands { unit: &ranks.unit, periods: &ranks.periods, series: &ranks.series, reference: None }
        .draw(desk, &axis)
}
