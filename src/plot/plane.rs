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
    backend::{Area, FrameBackend},
    desk::Desk,
    grid::{Patch, count, pt, units},
    lettering::Voice,
    paint,
};
use crate::{font::MissingGlyph, lang::Lang};

/// Positions across, values up.
pub type Plane<'a, 'f> = ChartContext<'a, FrameBackend<'f>, Cartesian2d<RangedCoordf64, Axis>>;

/// Between the numbers of the ticks and the plane.
const TICK_GAP: i32 = pt(4);

/// The width of the numbers at an axis' ticks with the gap to the plane.
pub fn gutter(desk: &Desk, axis: &Axis) -> Result<i32, MissingGlyph> {
    let numbers: Vec<String> = axis.values().iter().map(|value| axis.label(*value)).collect();
    Ok(desk.widest(numbers.iter().map(String::as_str), Voice::Tick)? + TICK_GAP)
}

/// Lays the plane over `inner`; the numbers of the ticks stand left of it.
pub fn lay<'c, 'f>(
    desk: &Desk,
    area: &Area<'f>,
    inner: Patch,
    across: Range<f64>,
    axis: &Axis,
) -> Result<Plane<'c, 'f>, MissingGlyph> {
    let (width, height) = area.dim_in_pixel();
    let gutter = gutter(desk, axis)?.min(inner.left);
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
pub fn draw_rules(desk: &Desk, plane: &mut Plane) -> Result<(), MissingGlyph> {
    plane
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .max_light_lines(0)
        .axis_style(TRANSPARENT)
        .set_all_tick_mark_size(TICK_GAP / 2)
        .bold_line_style(thin(desk))
        .light_line_style(TRANSPARENT)
        .y_label_style(desk.pen(Voice::Tick, desk.theme.color.muted, HPos::Right, VPos::Center))
        .draw()?;
    Ok(())
}

/// The heights of the rules that [`draw_rules`] draws.
pub fn rules(plane: &Plane, axis: &Axis) -> Vec<i32> {
    let across = plane.x_range().start;
    axis.values().into_iter().map(|value| plane.backend_coord(&(across, value)).1).collect()
}

/// Draws a rule across the plane at a value that counts: the zero of bars, the base of an index.
pub fn draw_level(desk: &Desk, plane: &Plane, value: f64) -> Result<(), MissingGlyph> {
    let across = plane.x_range();
    let rule = paint::line(desk.theme.color.muted, units(desk.theme.chart.rule_width) * 3 / 2);
    plane.plotting_area().draw(&PathElement::new(vec![(across.start, value), (across.end, value)], rule))?;
    Ok(())
}

/// The style of rules that only guide the eye.
pub fn thin(desk: &Desk) -> ShapeStyle {
    let rule = desk.theme.color.rule;
    ShapeStyle {
        color: RGBColor(rule.r, rule.g, rule.b).into(),
        filled: false,
        stroke_width: units(desk.theme.chart.rule_width).unsigned_abs(),
    }
}

/// Writes the unit at the top left.
pub fn draw_unit(desk: &Desk, area: &Area, unit: &[String]) -> Result<(), MissingGlyph> {
    let set = (Voice::Tick, desk.theme.color.muted);
    desk.write(area, unit, (0, 0), set, (HPos::Left, VPos::Top))
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
pub fn unit(desk: &Desk, unit: &str) -> Result<(Vec<String>, i32), MissingGlyph> {
    let lines = desk.wrap(unit, Voice::Tick, desk.width, 2)?;
    let height = count(lines.len()) * desk.leading(Voice::Tick);
    Ok((lines, height))
}
