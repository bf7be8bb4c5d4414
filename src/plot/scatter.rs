//! A scatter of names by two measures, parted into quadrants by what they are compared with.

use plotters::element::PathElement;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    canvas::Canvas,
    grid::{Patch, Spot, pt},
    label_space::LabelSpace,
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane::{self, Plane},
    series_line,
    value_scale::ValueScale,
};
use crate::{
    doc::figure::{Scatter, ScatterPoint},
    font::MissingGlyph,
    frame::item::Frame,
    lang::Lang,
};

/// Between a point's middle and its label.
const OFF: i32 = pt(6);
/// How far apart the places are that are tried for a label that must stand: a line of lettering.
const TRIED: i32 = pt(11);
/// A label that stands farther from its point gets a leader: from two lines on it could be another's.
const FAR: i32 = pt(16);

/// The scales across and upwards.
pub fn axes(chart: &Scatter, lang: Lang) -> [Axis; 2] {
    let places: Vec<&ScatterPoint> =
        chart.points.iter().chain(&chart.cross).filter(|it| is_there(it)).collect();
    [
        Axis::over(roomy(places.iter().map(|place| place.x.value)), Zero::IfNear, 6, lang),
        Axis::over(roomy(places.iter().map(|place| place.y.value)), Zero::IfNear, 5, lang),
    ]
}

/// Draws the points over two scales; labels of the subject and its parts always find a place.
pub fn draw(chart: &Scatter, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let [x_axis, y_axis] = axes(chart, canvas.lang);
    let [x_measure, y_measure] = &chart.measures;
    let (y_unit, above) = plane::unit(canvas, &plane::said(&format!("↑ {y_measure}"), &y_axis, canvas.lang))?;
    let (x_unit, below) = plane::unit(canvas, &plane::said(&format!("→ {x_measure}"), &x_axis, canvas.lang))?;
    let left = plane::gutter(canvas, &y_axis)?;
    let right = canvas.width - pt(8);
    let scale = ValueScale::new(&x_axis, left, right);
    let numbers = scale.numbers(canvas)?;
    let top = above + pt(4);
    let around = top + numbers.height(canvas) + below;
    let height = canvas.height(around, 0, 0);
    let inner = Patch { left, top, right, bottom: height - numbers.height(canvas) - below };
    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &y_unit)?;
        let mut plane = plane::lay(canvas, area, inner, x_axis.range.clone(), &y_axis)?;
        plane::draw_rules(canvas, &mut plane)?;
        numbers.draw(
            canvas,
            area,
            &x_axis.values().iter().map(|it| scale.x(*it)).collect::<Vec<_>>(),
            inner.bottom,
        )?;
        let set = (LetterStyle::Tick, canvas.theme.color.muted);
        let foot = (right, height - below);
        canvas.write(area, &x_unit, foot, set, (HPos::Right, VPos::Top))?;
        let mut room = LabelSpace::new(inner);
        room.take_rules(plane::rules(&plane, &y_axis));
        draw_cross(canvas, area, &plane, inner, chart, &mut room)?;
        draw_points(canvas, area, &plane, inner, chart, &mut room)
    })
}

/// The least and the greatest value, a sixth farther out: the words of the quarters stand there.
fn roomy(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let ends = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), it| (lo.min(it), hi.max(it)));
    let room = (ends.1 - ends.0) / 6.0;
    [ends.0 - room, ends.1 + room]
}

fn is_there(place: &ScatterPoint) -> bool {
    place.x.value.is_finite() && place.y.value.is_finite()
}

fn spot(plane: &Plane, it: &ScatterPoint) -> Spot {
    plane.backend_coord(&(it.x.value, it.y.value))
}

/// Draws the lines that part the plane, named at the upper end, and what the quarters mean.
fn draw_cross(
    canvas: &Canvas,
    area: &Surface,
    plane: &Plane,
    inner: Patch,
    chart: &Scatter,
    room: &mut LabelSpace,
) -> Result<(), MissingGlyph> {
    let Some(cross) = chart.cross.as_ref().filter(|place| is_there(place)) else { return Ok(()) };
    let (x, y) = spot(plane, cross);
    let rule = paint::line(canvas.theme.color.muted, 8);
    let lines = [((x, inner.top), (x, inner.bottom)), ((inner.left, y), (inner.right, y))];
    for (from, to) in lines {
        area.draw(&PathElement::new(vec![from, to], rule))?;
    }
    room.take_lines(lines);
    for place in chart.points.iter().filter(|place| is_there(place)) {
        let (x, y) = spot(plane, place);
        room.take(Patch { left: x, top: y, right: x, bottom: y }.grown(pt(4)));
    }
    let set = (LetterStyle::Tick, canvas.theme.color.muted);
    let high = canvas.leading(LetterStyle::Tick) / 2 + pt(1);
    for (words, is_right, is_low) in quarters(chart) {
        let half = canvas.width_of(words, LetterStyle::Tick)? / 2 + pt(3);
        let outer = if is_right { inner.right - half } else { inner.left + half };
        let y = if is_low { inner.bottom - high } else { inner.top + high };
        room.write(canvas, area, words, set, &[(outer, y)])?;
    }
    for (words, at) in [(&cross.x.shown, (x, inner.bottom)), (&cross.y.shown, (inner.right, y))] {
        let words = format!("{} {words}", cross.label);
        let half = canvas.width_of(&words, LetterStyle::Tick)? / 2 + pt(2);
        let middles = if at.1 == inner.bottom {
            [(x + half, at.1 - high), (x - half, at.1 - high)]
        } else {
            [(at.0 - half, y - high), (at.0 - half, y + high)]
        };
        room.write(canvas, area, &words, set, &middles)?;
    }
    Ok(())
}

/// The words of the quarters, each with whether it is right and whether it is low.
fn quarters(chart: &Scatter) -> impl Iterator<Item = (&str, bool, bool)> {
    let sides = [(false, false), (true, false), (false, true), (true, true)];
    let words = chart.quadrants.iter().flatten();
    words.zip(sides).map(|(words, (is_right, is_low))| (words.as_str(), is_right, is_low))
}

/// Draws the points, then the names beside them: the subject's first.
fn draw_points(
    canvas: &Canvas,
    area: &Surface,
    plane: &Plane,
    inner: Patch,
    chart: &Scatter,
    room: &mut LabelSpace,
) -> Result<(), MissingGlyph> {
    let inks = paint::inks(chart.points.iter().map(|it| it.emphasis), canvas.theme);
    for point in paint::back_to_front(&inks) {
        let it = &chart.points[point];
        if is_there(it) {
            let firmness = Firmness::from(it.x.status.max(it.y.status));
            series_line::draw_marker(area, spot(plane, it), inks[point], firmness)?;
        }
    }
    for point in paint::back_to_front(&inks).into_iter().rev() {
        let it = &chart.points[point];
        if is_there(it) {
            write_name(canvas, area, inner, room, (it, inks[point], spot(plane, it)))?;
        }
    }
    Ok(())
}

/// Writes a name right of its point, else left, above, below; one that must stand goes wherever
/// there is room, with a leader.
fn write_name(
    canvas: &Canvas,
    area: &Surface,
    inner: Patch,
    room: &mut LabelSpace,
    (place, ink, at): (&ScatterPoint, Ink, Spot),
) -> Result<(), MissingGlyph> {
    let name = canvas.cut(&place.label, ink.letter_style(), canvas.share(30))?;
    let half = canvas.width_of(&name, ink.letter_style())? / 2;
    let beside = half + OFF;
    let near = [(beside, 0), (-beside, 0), (0, -pt(10)), (0, pt(10))];
    let mut middles: Vec<Spot> = near.iter().map(|(dx, dy)| (at.0 + dx, at.1 + dy)).collect();
    if !ink.is_context() {
        let far = (inner.top / TRIED..=inner.bottom / TRIED).flat_map(|row| {
            (inner.left / TRIED..=inner.right / TRIED).map(move |column| (column * TRIED, row * TRIED))
        });
        let mut far: Vec<Spot> = far.collect();
        far.sort_by_key(|(x, y)| ((x - at.0).abs() + 2 * (y - at.1).abs(), *y, *x));
        middles.extend(far);
    }
    let stands = room.place(canvas, &name, ink.letter_style(), &middles)?;
    let Some(middle) = stands else { return Ok(()) };
    if (middle.1 - at.1).abs() > FAR || (middle.0 - at.0).abs() > half + FAR {
        let rule = paint::line(paint::tint(ink.color, 60), 4);
        let below = middle.1 + (at.1 - middle.1).signum() * canvas.leading(ink.letter_style()) / 2;
        area.draw(&PathElement::new(vec![at, (middle.0, below)], rule))?;
    }
    area.draw_text(&name, &canvas.pen(ink.letter_style(), ink.text, HPos::Center, VPos::Center), middle)?;
    Ok(())
}
