//! Waffles: squares of ten by ten, each a whole, of which so many hundredths are filled.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    grid::{Patch, Spot, count, pt},
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane,
};
use crate::{
    doc::figure::{Bar, Waffles},
    font::MissingGlyph,
    frame::item::Frame,
};

/// From a square to the next, and what of that is the square: a judgement; narrower, a hundred of them run together in print.
const PITCH: i32 = pt(8);
const SQUARE: i32 = 70;
/// A whole is given this width at least, its words included: ten squares above a name of twelve Han characters.
const NARROWEST: i32 = pt(96);
/// Between neighbours, and between rows of wholes: a judgement, twice a square, so that no two are read as one.
const BETWEEN: i32 = pt(16);

/// Draws the wholes beside one another, in as many rows as they take, each with its number and
/// name below.
pub fn draw(chart: &Waffles, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &chart.unit)?;
    let wholes: Vec<&Bar> = chart.wholes.iter().filter(|whole| whole.datum.value.is_finite()).collect();
    let inks = paint::inks(wholes.iter().map(|whole| whole.emphasis), canvas.theme);
    let a_row = ((canvas.width + BETWEEN) / (NARROWEST + BETWEEN)).clamp(1, count(wholes.len().max(1)));
    let each = (canvas.width + BETWEEN) / a_row;
    // Beside the squares words need no height of their own.
    let beside = each - BETWEEN - PITCH * 10 - pt(4);
    let is_beside = beside >= pt(52);
    let mut words = vec![];
    for (whole, ink) in wholes.iter().zip(&inks) {
        words.push(WaffleLabel::measure(
            canvas,
            whole,
            *ink,
            if is_beside { beside } else { each - BETWEEN },
        )?);
    }
    let tallest = words.iter().map(|it| it.height(canvas)).max().unwrap_or(0);
    let step = PITCH * 10 + if is_beside { 0 } else { tallest } + BETWEEN;
    let lines = count(wholes.len()).div_euclid(a_row) + i32::from(count(wholes.len()) % a_row > 0);
    let top = unit_height + pt(4);
    backend::frame(canvas, (top + lines * step - BETWEEN).max(top), |area| {
        plane::draw_unit(canvas, area, &unit)?;
        for (nth, (whole, words)) in wholes.iter().zip(&words).enumerate() {
            let nth = count(nth);
            let at = (nth % a_row * each, top + nth / a_row * step);
            draw_whole(canvas, area, at, whole, words.ink)?;
            let foot = at.1 + PITCH * 10;
            let at = if is_beside {
                (at.0 + PITCH * 10 + pt(4), foot - words.height(canvas))
            } else {
                (at.0, foot + pt(3))
            };
            words.draw(canvas, area, at)?;
        }
        Ok(())
    })
}

/// Draws the hundred squares from the bottom left, row by row upwards; the last filled one only as
/// far as the number goes.
fn draw_whole(
    canvas: &Canvas,
    area: &Surface,
    (x, y): Spot,
    whole: &Bar,
    ink: Ink,
) -> Result<(), MissingGlyph> {
    let share = whole.datum.value.clamp(0.0, 100.0);
    for nth in 0..100 {
        let (left, top) = (x + nth % 10 * PITCH, y + (9 - nth / 10) * PITCH);
        let square = Patch { left, top, right: left + SQUARE, bottom: top + SQUARE };
        bar::fill(area, square, paint::tint(canvas.theme.color.rule, 45))?;
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
struct WaffleLabel {
    shown: String,
    name: Vec<String>,
    ink: Ink,
}

impl WaffleLabel {
    fn measure(canvas: &Canvas, whole: &Bar, ink: Ink, width: i32) -> Result<Self, MissingGlyph> {
        let shown = canvas.cut(&whole.datum.shown, LetterStyle::Strong, width)?;
        Ok(Self { shown, name: canvas.wrap(&whole.label, LetterStyle::Tick, width, 3)?, ink })
    }

    fn height(&self, canvas: &Canvas) -> i32 {
        pt(3)
            + canvas.leading(LetterStyle::Strong)
            + count(self.name.len()) * canvas.leading(LetterStyle::Tick)
    }

    fn draw(&self, canvas: &Canvas, area: &Surface, (x, y): Spot) -> Result<(), MissingGlyph> {
        let side = (HPos::Left, VPos::Top);
        let shown = std::slice::from_ref(&self.shown);
        canvas.write(area, shown, (x, y), (LetterStyle::Strong, self.ink.text), side)?;
        let below = (x, y + canvas.leading(LetterStyle::Strong));
        canvas.write(area, &self.name, below, (LetterStyle::Tick, canvas.theme.color.text), side)
    }
}
