//! Share bars: each stands for a whole of 100 %, of which a part is filled.

use plotters::chart::ChartBuilder;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend, bar,
    canvas::Canvas,
    grid::{Patch, count, pt},
    lettering::LetterStyle,
    paint::{self, Firmness},
    plane,
    rows::{self, RowLabels},
};
use crate::{doc::figure::ShareBars, font::MissingGlyph, frame::item::Frame};

/// Between the filled part and its number: half a Han character, so that it is read as that part's.
const GAP: i32 = pt(5);

/// Draws the wholes below one another with a scale under the last.
pub fn draw(shares: &ShareBars, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &shares.unit)?;
    let rows = RowLabels::measure(canvas, &rows::names(&shares.bars), unit_height + pt(3), pt(17))?;
    let height = rows.bottom + pt(2) + canvas.leading(LetterStyle::Tick);
    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        rows.draw_names(canvas, area)?;
        // Half of the scale's last number stands out beyond the whole.
        let plane = ChartBuilder::on(area)
            .margin_left(rows.left)
            .margin_right(pt(8))
            .build_cartesian_2d(0.0..100.0, 0.0..1.0)?;
        let x_of = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        for (row, share) in shares.bars.iter().enumerate().filter(|(_, share)| share.datum.value.is_finite())
        {
            let (ink, (top, bottom)) = (rows.inks[row], rows.sides(row));
            let (left, right, end) = (x_of(0.0), x_of(100.0), x_of(share.datum.value.clamp(0.0, 100.0)));
            let firmness = Firmness::from(share.datum.status);
            bar::fill(area, Patch { left, top, right, bottom }, paint::tint(canvas.theme.color.rule, 45))?;
            bar::draw(area, Patch { left, top, right: end, bottom }, ink, firmness)?;

            let shown = canvas.cut(&share.datum.shown, ink.letter_style(), (right - left) / 2 - GAP)?;
            let width = canvas.width_of(&shown, ink.letter_style())?;
            let (x, h, color) = if end + GAP + width <= right {
                (end + GAP, HPos::Left, ink.text)
            } else {
                (end - GAP, HPos::Right, paint::on(bar::ground(ink, firmness), canvas.theme))
            };
            area.draw_text(
                &shown,
                &canvas.pen(ink.letter_style(), color, h, VPos::Center),
                (x, rows.middle(row)),
            )?;
        }
        for quarter in 0..=4 {
            let value = quarter * 25;
            let pen = canvas.pen(LetterStyle::Tick, canvas.theme.color.muted, HPos::Center, VPos::Top);
            area.draw_text(&value.to_string(), &pen, (x_of(f64::from(count(value))), rows.bottom + pt(1)))?;
        }
        Ok(())
    })
}
