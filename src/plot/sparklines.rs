//! Sparklines: lines without axes, one a row, each to its own scale, its last value at its end.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    canvas::Canvas,
    grid::{Patch, index, pt},
    paint::{Firmness, Ink},
    plane,
    rows::{self, RowLabels},
    series_line,
};
use crate::{
    doc::figure::{ChartSeries, Sparklines},
    font::MissingGlyph,
    frame::item::Frame,
    lang::Lang,
};

/// Between a line's end and its value: a judgement, clear of the dot at its end.
const GAP: i32 = pt(6);
/// Of a line: a judgement, a row of lettering and a half: lower, ups and downs are not told apart.
const HEIGHT: i32 = pt(16);

/// Draws the rows; with neither label nor unit nothing but the line and its last value is drawn.
pub fn draw(chart: &Sparklines, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &unit_of(chart, canvas.lang))?;
    let rows = RowLabels::measure(canvas, &rows::names_of(&chart.rows), unit_height, HEIGHT)?;
    let left = if chart.rows.iter().all(|row| row.label.is_empty()) { pt(3) } else { rows.left + pt(3) };
    let mut shown = vec![];
    let mut beyond = pt(3);
    for (row, ink) in chart.rows.iter().zip(&rows.inks) {
        let last = series_line::points(row).last().map_or("", |(_, datum)| &datum.shown);
        let last = canvas.cut(last, ink.letter_style(), canvas.share(25))?;
        beyond = beyond.max(canvas.width_of(&last, ink.letter_style())? + GAP);
        shown.push(last);
    }
    backend::frame(canvas, rows.bottom.max(HEIGHT), |area| {
        plane::draw_unit(canvas, area, &unit)?;
        rows.draw_names(canvas, area)?;
        for (row, series) in chart.rows.iter().enumerate() {
            let (top, bottom) = rows.sides(row);
            let line = Patch { left, top, right: canvas.width - beyond, bottom };
            let periods = chart.periods.len();
            draw_line(canvas, area, line, (series, periods), (rows.inks[row], &shown[row]))?;
        }
        Ok(())
    })
}

/// The unit, and that no two rows may be compared by their height.
fn unit_of(chart: &Sparklines, lang: Lang) -> String {
    let own = match lang {
        Lang::Zh => "各行比例不同",
        Lang::En => "each row to its own scale",
    };
    match (chart.rows.len() > 1, chart.unit.is_empty(), lang) {
        (false, ..) => chart.unit.clone(),
        (true, true, _) => own.to_owned(),
        (true, false, Lang::Zh) => format!("{}（{own}）", chart.unit),
        (true, false, Lang::En) => format!("{} ({own})", chart.unit),
    }
}

fn draw_line(
    canvas: &Canvas,
    area: &Surface,
    inner: Patch,
    (series, periods): (&ChartSeries, usize),
    (ink, shown): (Ink, &str),
) -> Result<(), MissingGlyph> {
    let values = series_line::points(series).map(|(_, datum)| datum.value);
    let axis = Axis::over(values, Zero::IfNear, 5, canvas.lang).bare();
    let last = index(periods.saturating_sub(1)).max(1.0);
    let mut plane = plane::lay(canvas, area, inner, 0.0..last, &axis)?;
    series_line::draw_line(&mut plane, series, ink)?;
    series_line::draw_breaks(area, &plane, series, ink)?;
    if let Some((position, datum)) = series_line::points(series).last() {
        let at = plane.backend_coord(&(index(position), datum.value));
        series_line::draw_marker(area, at, ink, Firmness::from(datum.status))?;
        let middle = inner.top.midpoint(inner.bottom);
        let pen = canvas.pen(ink.letter_style(), ink.text, HPos::Left, VPos::Center);
        area.draw_text(shown, &pen, (inner.right + GAP, middle))?;
    }
    Ok(())
}
