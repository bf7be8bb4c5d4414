//! Waffles: squares of ten by ten, each a whole, of which so many hundredths are filled.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Area},
    bar,
    desk::Desk,
    grid::{Patch, Spot, count, pt},
    lettering::Voice,
    paint::{self, Firmness, Ink},
    plane,
};
use crate::{
    doc::figure::{Bar, Waffles},
    font::MissingGlyph,
    frame::item::Frame,
};

/// From a square to the next, and what of that is the square.
const PITCH: i32 = pt(8);
const SQUARE: i32 = 70;
/// A whole is given this width at least, its words included.
const NARROWEST: i32 = pt(96);
/// Between neighbours, and between rows of wholes.
const BETWEEN: i32 = pt(16);

/// Draws the wholes beside one another, in as many rows as they take, each with its number and
/// name below.
pub fn draw(chart: &Waffles, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(desk, &chart.unit)?;
    let wholes: Vec<&Bar> = chart.wholes.iter().filter(|whole| whole.datum.value.is_finite()).collect();
    let inks = paint::inks(wholes.iter().map(|whole| whole.emphasis), desk.theme);
    let a_row = ((desk.width + BETWEEN) / (NARROWEST + BETWEEN)).clamp(1, count(wholes.len().max(1)));
    let each = (desk.width + BETWEEN) / a_row;
    // Beside the squares words need no height of their own.
    let beside = each - BETWEEN - PITCH * 10 - pt(4);
    let is_beside = beside >= pt(52);
    let mut words = vec![];
    for (whole, ink) in wholes.iter().zip(&inks) {
        words.push(Words::measure(desk, whole, *ink, if is_beside { beside } else { each - BETWEEN })?);
    }
    let tallest = words.iter().map(|it| it.height(desk)).max().unwrap_or(0);
    let step = PITCH * 10 + if is_beside { 0 } else { tallest } + BETWEEN;
    let lines = count(wholes.len()).div_euclid(a_row) + i32::from(count(wholes.len()) % a_row > 0);
    let top = unit_height + pt(4);
    backend::frame(desk, (top + lines * step - BETWEEN).max(top), |area| {
        plane::draw_unit(desk, area, &unit)?;
        for (nth, (whole, words)) in wholes.iter().zip(&words).enumerate() {
            let nth = count(nth);
            let at = (nth % a_row * each, top + nth / a_row * step);
            draw_whole(desk, area, at, whole, words.ink)?;
            let foot = at.1 + PITCH * 10;
            let at = if is_beside {
                (at.0 + PITCH * 10 + pt(4), foot - words.height(desk))
            } else {
                (at.0, foot + pt(3))
            };
            words.draw(desk, area, at)?;
        }
        Ok(())
    })
}

/// Draws the hundred squares from the bottom left, row by row upwards; the last filled one only as
/// far as the number goes.
fn draw_whole(desk: &Desk, area: &Area, (x, y): Spot, whole: &Bar, ink: Ink) -> Result<(), MissingGlyph> {
    let share = whole.datum.value.clamp(0.0, 100.0);
    for nth in 0..100 {
        let (left, top) = (x + nth % 10 * PITCH, y + (9 - nth / 10) * PITCH);
        let square = Patch { left, top, right: left + SQUARE, bottom: top + SQUARE };
        bar::fill(area, square, paint::tint(desk.theme.color.rule, 45))?;
        let filled = (share - f64::from(nth)).clamp(0.0, 1.0);
        let right = left + whole_units(f64::from(SQUARE) * filled);
        if right > left {
            bar::draw(area, Patch { right, ..square }, ink, Firmness::from(whole.datum.status))?;
        }
    }
    Ok(())
}

#[expect(clippy::cast_possible_truncation, reason = "no more than a square's side")]
fn whole_units(length: f64) -> i32 {
    length.round() as i32
}

/// The number of a whole and its name.
struct Words {
    shown: String,
    name: Vec<String>,
    ink: Ink,
}

impl Words {
    fn measure(desk: &Desk, whole: &Bar, ink: Ink, width: i32) -> Result<Self, MissingGlyph> {
        let shown = desk.cut(&whole.datum.shown, Voice::Strong, width)?;
        Ok(Self { shown, name: desk.wrap(&whole.label, Voice::Tick, width, 3)?, ink })
    }

    fn height(&self, desk: &Desk) -> i32 {
        pt(3) + desk.leading(Voice::Strong) + count(self.name.len()) * desk.leading(Voice::Tick)
    }

    fn draw(&self, desk: &Desk, area: &Area, (x, y): Spot) -> Result<(), MissingGlyph> {
        let side = (HPos::Left, VPos::Top);
        let shown = std::slice::from_ref(&self.shown);
        desk.write(area, shown, (x, y), (Voice::Strong, self.ink.text), side)?;
        let below = (x, y + desk.leading(Voice::Strong));
        desk.write(area, &self.name, below, (Voice::Tick, desk.theme.color.text), side)
    }
}
