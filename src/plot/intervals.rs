//! Interval bars: from the least to the greatest value that a number can stand for.

use plotters::element::{PathElement, Polygon};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    grid::{Patch, pt},
    paint::{self, Ink},
    plane,
    rows::{self, RowLabels},
    value_scale::ValueScale,
};
use crate::{
    doc::figure::{Intervals, Reach},
    font::MissingGlyph,
    frame::item::Frame,
    lang::Lang,
};

/// Between a bar and its value: half a Han character, so that the value is read as that bar's.
const GAP: i32 = pt(5);
/// Half of a bar's height: a judgement, thin beside the lettering, since its ends are what is read.
const HALF: i32 = pt(3);
/// Of the head of an open end: as long as the bar is high, so that it is seen as an arrow.
const HEAD: i32 = pt(6);

/// What the ends of the bars are read from.
pub fn axis(chart: &Intervals, lang: Lang) -> Axis {
    let ends = chart.rows.iter().flat_map(|row| [row.lo, row.hi, Some(row.bar.datum.value)]).flatten();
    Axis::over(ends, Zero::IfNear, 5, lang)
}

/// Draws the intervals below one another over a scale, a stroke at each value; an open end is an
/// arrow to the edge.
pub fn draw(chart: &Intervals, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let axis = axis(chart, canvas.lang);
    let (unit, unit_height) = plane::unit(canvas, &plane::said(&chart.unit, &axis, canvas.lang))?;
    let rows = RowLabels::measure(
        canvas,
        &rows::names(chart.rows.iter().map(|row| &row.bar)),
        unit_height + pt(3),
        pt(12),
    )?;
    let mut shown = vec![];
    let mut beyond = 0;
    for (row, ink) in chart.rows.iter().zip(&rows.inks) {
        let value = canvas.cut(&row.bar.datum.shown, ink.letter_style(), canvas.share(20))?;
        beyond = beyond.max(canvas.width_of(&value, ink.letter_style())? + GAP);
        shown.push(value);
    }
    let scale = ValueScale::new(&axis, rows.left + HEAD, canvas.width - beyond - HEAD);
    let numbers = scale.numbers(canvas)?;
    backend::frame(canvas, rows.bottom + numbers.height(canvas), |area| {
        plane::draw_unit(canvas, area, &unit)?;
        rows.draw_names(canvas, area)?;
        let edges = (rows.left, canvas.width - beyond);
        let inner = Patch { left: edges.0, top: unit_height + pt(3), right: edges.1, bottom: rows.bottom };
        scale.draw(canvas, area, inner, &numbers)?;
        for (row, reach) in chart.rows.iter().enumerate().filter(|(_, it)| it.bar.datum.value.is_finite()) {
            let (ink, y) = (rows.inks[row], rows.middle(row));
            let right = draw_reach(area, reach, &scale, edges, (ink, y))?;
            let pen = canvas.pen(ink.letter_style(), ink.text, HPos::Left, VPos::Center);
            area.draw_text(&shown[row], &pen, (right + GAP, y))?;
        }
        Ok(())
    })
}

/// Draws a bar between its ends and a stroke at its value; returns where it ends.
fn draw_reach(
    area: &Surface,
    reach: &Reach,
    scale: &ValueScale,
    (leftmost, rightmost): (i32, i32),
    (ink, y): (Ink, i32),
) -> Result<i32, MissingGlyph> {
    let at = scale.x(reach.bar.datum.value);
    let end =
        |bound: Option<f64>, open: i32| bound.filter(|it| it.is_finite()).map_or(open, |it| scale.x(it));
    let (left, right) = (end(reach.lo, leftmost + HEAD).min(at), end(reach.hi, rightmost - HEAD).max(at));
    bar::fill(area, Patch { left, top: y - HALF, right, bottom: y + HALF }, paint::tint(ink.color, 45))?;
    let head = |tail: i32, tip: i32| {
        let corners = vec![(tail, y - HALF * 2), (tip, y), (tail, y + HALF * 2)];
        area.draw(&Polygon::new(corners, paint::fill(paint::tint(ink.color, 45))))
    };
    if reach.lo.is_none() {
        head(left, leftmost)?;
    }
    if reach.hi.is_none() {
        head(right, rightmost)?;
    }
    let stroke = vec![(at, y - HALF - pt(2)), (at, y + HALF + pt(2))];
    area.draw(&PathElement::new(stroke, paint::line(ink.color, 16)))?;
    Ok(if reach.hi.is_none() { rightmost } else { right })
}
