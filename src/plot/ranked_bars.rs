//! Ranked horizontal bars, from zero, each with its value at its end.

use plotters::{chart::ChartBuilder, element::PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend, bar,
    canvas::Canvas,
    grid::{Patch, pt},
    paint::Firmness,
    plane,
    rows::{self, RowLabels},
};
use crate::{doc::figure::RankedBars, font::MissingGlyph, frame::item::Frame};

/// Between a bar and its value: half a digit, so that the value is read as that bar's.
const GAP: i32 = pt(4);

/// Draws the bars in the order in which they come. Every value is written, so no axis is.
pub fn draw(ranked: &RankedBars, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &ranked.unit)?;
    let rows = RowLabels::measure(canvas, &rows::names(&ranked.bars), unit_height + pt(3), pt(11))?;
    let mut shown = vec![];
    let (mut beyond_left, mut beyond_right) = (0, 0);
    for (bar, ink) in ranked.bars.iter().zip(&rows.inks) {
        let value = canvas.cut(&bar.datum.shown, ink.letter_style(), canvas.share(20))?;
        let width = canvas.width_of(&value, ink.letter_style())? + GAP;
        let beyond = if bar.datum.value < 0.0 { &mut beyond_left } else { &mut beyond_right };
        *beyond = width.max(*beyond);
        shown.push(value);
    }
    let axis = Axis::over(ranked.bars.iter().map(|bar| bar.datum.value), Zero::Always, 5, canvas.lang);
    let height = rows.bottom + pt(2);

    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        rows.draw_names(canvas, area)?;
        let plane = ChartBuilder::on(area)
            .margin_left(rows.left + beyond_left)
            .margin_right(beyond_right)
            .build_cartesian_2d(axis.range.clone(), 0.0..1.0)?;
        let x_of = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        let zero = x_of(0.0);
        for (row, bar) in ranked.bars.iter().enumerate().filter(|(_, bar)| bar.datum.value.is_finite()) {
            let (ink, (top, bottom), end) = (rows.inks[row], rows.sides(row), x_of(bar.datum.value));
            let patch = Patch { left: zero.min(end), top, right: zero.max(end), bottom };
            bar::draw(area, patch, ink, Firmness::from(bar.datum.status))?;
            let (x, h) = if end < zero { (end - GAP, HPos::Right) } else { (end + GAP, HPos::Left) };
            area.draw_text(
                &shown[row],
                &canvas.pen(ink.letter_style(), ink.text, h, VPos::Center),
                (x, rows.middle(row)),
            )?;
        }
        let foot = vec![(zero, unit_height + pt(2)), (zero, height)];
        area.draw(&PathElement::new(foot, plane::thin(canvas)))?;
        Ok(())
    })
}
