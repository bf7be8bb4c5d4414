//! The plane: plotters' coordinate system between the labels, with light rules at its ticks.

use std::ops::Range;

use plotters::{
    chart::{ChartBuilder, ChartContext},
    coord::{cartesian::Cartesian2d, types::RangedCoordf64},
    element::PathElement,
    style::{RGBColor, ShapeStyle, TRANSPARENT},
};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::Axis,
    backend::{FrameBackend, Surface},
    canvas::Canvas,
    grid::{Patch, count, pt, units},
    lettering::LetterStyle,
    paint,
};
use crate::{font::MissingGlyph, lang::Lang};

/// Positions across, values up.
pub type Plane<'a, 'f> = ChartContext<'a, FrameBackend<'f>, Cartesian2d<RangedCoordf64, Axis>>;

/// Between the numbers of the ticks and the plane: a judgement, half a Han character, so that a rule does not strike its number.
const TICK_GAP: i32 = pt(4);

/// The width of the numbers at an axis' ticks with the gap to the plane.
pub fn gutter(canvas: &Canvas, axis: &Axis) -> Result<i32, MissingGlyph> {
    let numbers: Vec<String> = axis.values().iter().map(|value| axis.label(*value)).collect();
    Ok(canvas.widest(numbers.iter().map(String::as_str), LetterStyle::Tick)? + TICK_GAP)
}

/// Lays the plane over `inner`; the numbers of the ticks stand left of it.
pub fn lay<'c, 'f>(
    canvas: &Canvas,
    area: &Surface<'f>,
    inner: Patch,
    across: Range<f64>,
    axis: &Axis,
) -> Result<Plane<'c, 'f>, MissingGlyph> {
    let (width, height) = area.dim_in_pixel();
    let gutter = gutter(canvas, axis)?.min(inner.left);
    let plane = ChartBuilder::on(area)
        .margin_top(inner.top)
        .margin_left(inner.left - gutter)
        .margin_right(width.cast_signed() - inner.right)
        .margin_bottom(height.cast_signed() - inner.bottom)
        .y_label_area_size(gutter)
        .build_cartesian_2d(across, axis.clone())?;
    Ok(plane)
}

/// Draws a thin rule and a number at every tick.
pub fn draw_rules(canvas: &Canvas, plane: &mut Plane) -> Result<(), MissingGlyph> {
    plane
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .max_light_lines(0)
        .axis_style(TRANSPARENT)
        .set_all_tick_mark_size(TICK_GAP / 2)
        .bold_line_style(thin(canvas))
        .light_line_style(TRANSPARENT)
        .y_label_style(canvas.pen(LetterStyle::Tick, canvas.theme.color.muted, HPos::Right, VPos::Center))
        .draw()?;
    Ok(())
}

/// The heights of the rules that [`draw_rules`] draws.
pub fn rules(plane: &Plane, axis: &Axis) -> Vec<i32> {
    let across = plane.x_range().start;
    axis.values().into_iter().map(|value| plane.backend_coord(&(across, value)).1).collect()
}

/// Draws a rule across the plane at a value that counts: the zero of bars, the base of an index.
pub fn draw_level(canvas: &Canvas, plane: &Plane, value: f64) -> Result<(), MissingGlyph> {
    let across = plane.x_range();
    let rule = paint::line(canvas.theme.color.muted, units(canvas.theme.chart.rule_width) * 3 / 2);
    plane.plotting_area().draw(&PathElement::new(vec![(across.start, value), (across.end, value)], rule))?;
    Ok(())
}

/// The style of rules that only guide the eye.
pub fn thin(canvas: &Canvas) -> ShapeStyle {
    let rule = canvas.theme.color.rule;
    ShapeStyle {
        color: RGBColor(rule.r, rule.g, rule.b).into(),
        filled: false,
        stroke_width: units(canvas.theme.chart.rule_width).unsigned_abs(),
    }
}

/// Writes the unit at the top left.
pub fn draw_unit(canvas: &Canvas, area: &Surface, unit: &[String]) -> Result<(), MissingGlyph> {
    let set = (LetterStyle::Tick, canvas.theme.color.muted);
    canvas.write(area, unit, (0, 0), set, (HPos::Left, VPos::Top))
}

/// The unit with a word about the scale, where that does not begin at zero.
pub fn said(unit: &str, axis: &Axis, lang: Lang) -> String {
    let broken = match lang {
        Lang::Zh => "数轴未从零起",
        Lang::En => "scale does not start at zero",
    };
    match (axis.shows_zero(), unit.is_empty(), lang) {
        (true, ..) => unit.to_owned(),
        (false, true, _) => broken.to_owned(),
        (false, false, Lang::Zh) => format!("{unit}（{broken}）"),
        (false, false, Lang::En) => format!("{unit} ({broken})"),
    }
}

/// The unit in lines as wide as the drawing, and their height.
pub fn unit(canvas: &Canvas, unit: &str) -> Result<(Vec<String>, i32), MissingGlyph> {
    let lines = canvas.wrap(unit, LetterStyle::Tick, canvas.width, 2)?;
    let height = count(lines.len()) * canvas.leading(LetterStyle::Tick);
    Ok((lines, height))
}
