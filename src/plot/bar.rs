//! A bar: full, hatched or hollow, by how sure its value is.

use plotters::element::{PathElement, Rectangle};

use super::{
    backend::Surface,
    grid::{Patch, Spot, pt},
    paint::{self, Firmness, Ink},
};
use crate::{font::MissingGlyph, frame::color::Color};

/// Between the strokes of a hatching, across: a judgement, seen apart on a printed page and in its copy.
const HATCH: i32 = pt(4);

/// Draws a bar; a firm value fills it, a provisional one hatches it, an estimate outlines it.
pub fn draw(area: &Surface, bar: Patch, ink: Ink, firmness: Firmness) -> Result<(), MissingGlyph> {
    fill(area, bar, ground(ink, firmness))?;
    if firmness == Firmness::Firm {
        return Ok(());
    }
    let stroke = paint::line(ink.color, 8);
    if firmness == Firmness::Provisional {
        for (from, to) in hatching(bar) {
            area.draw(&PathElement::new(vec![from, to], paint::line(paint::tint(ink.color, 60), 6)))?;
        }
    }
    // The outline lies inside, so that hollow bars are as wide as full ones.
    let Patch { left, top, right, bottom } = bar.grown(-4);
    if left < right && top < bottom {
        area.draw(&Rectangle::new([(left, top), (right, bottom)], stroke))?;
    }
    Ok(())
}

/// The colour inside a bar.
pub fn ground(ink: Ink, firmness: Firmness) -> Color {
    match firmness {
        Firmness::Firm => ink.color,
        Firmness::Provisional => paint::tint(ink.color, 25),
        Firmness::Soft => paint::tint(ink.color, 12),
    }
}

/// Fills a patch.
pub fn fill(area: &Surface, patch: Patch, color: Color) -> Result<(), MissingGlyph> {
    let Patch { left, top, right, bottom } = patch;
    area.draw(&Rectangle::new([(left, top), (right, bottom)], paint::fill(color)))?;
    Ok(())
}

/// Rising diagonals, cut off at the edges of the bar.
fn hatching(bar: Patch) -> Vec<(Spot, Spot)> {
    let Patch { left, top, right, bottom } = bar;
    let height = bottom - top;
    let mut strokes = vec![];
    let mut foot = left - height + HATCH;
    while foot < right {
        let (start, end) = (foot.max(left), (foot + height).min(right));
        if start < end {
            strokes.push(((start, bottom - (start - foot)), (end, bottom - (end - foot))));
        }
        foot += HATCH;
    }
    strokes
}
