//! A waterfall: a level, what was added to it and taken away, step by step, and what it came to.

use plotters::element::PathElement;

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    footer::Footer,
    grid::{Patch, count, pt},
    label_space::LabelSpace,
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane::{self, Plane},
};
use crate::{
    doc::figure::{Step, Waterfall},
    font::MissingGlyph,
    frame::item::Frame,
    lang::Lang,
};

/// What the heights of the steps are read from.
pub fn axis(chart: &Waterfall, lang: Lang) -> Axis {
    Axis::over(spans(&chart.steps).iter().flatten().copied(), Zero::Always, 5, lang)
}

/// Draws the levels from zero, the changes where they begin and end, and joins the steps.
pub fn draw(chart: &Waterfall, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let spans = spans(&chart.steps);
    let axis = axis(chart, canvas.lang);
    let (unit, unit_height) = plane::unit(canvas, &chart.unit)?;
    let left = plane::gutter(canvas, &axis)?;
    let pitch = (canvas.width - left) / count(chart.steps.len().max(1));
    let labels: Vec<String> = chart.steps.iter().map(|step| step.bar.label.clone()).collect();
    let footer = Footer::measure(canvas, &labels, pitch, 3, LetterStyle::Tick)?;
    let top = unit_height + canvas.leading(LetterStyle::Label);
    let height = canvas.height(top + footer.height(canvas), 0, 0);
    let inner = Patch { left, top, right: canvas.width, bottom: height - footer.height(canvas) };
    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        let mut plane = plane::lay(canvas, area, inner, 0.0..1.0, &axis)?;
        plane::draw_rules(canvas, &mut plane)?;
        let middle = |step: usize| left + pitch * count(step) + pitch / 2;
        let half = (pitch * 36 / 100).clamp(1, pt(24));
        let patches = patches(&plane, &spans, middle, half);
        draw_joints(canvas, area, &chart.steps, &patches)?;
        draw_steps(canvas, area, inner, &chart.steps, &patches)?;
        plane::draw_level(canvas, &plane, 0.0)?;
        let middles: Vec<i32> = (0..chart.steps.len()).map(middle).collect();
        footer.draw(canvas, area, &middles, inner.bottom)
    })
}

/// From where to where each step goes; a step without a number stays where the last one ended.
fn spans(steps: &[Step]) -> Vec<[f64; 2]> {
    let mut stand = 0.0;
    let span = |step: &Step| {
        let value = if step.bar.datum.value.is_finite() { step.bar.datum.value } else { 0.0 };
        let from = if step.is_level { 0.0 } else { stand };
        stand = from + value;
        [from, stand]
    };
    steps.iter().map(span).collect()
}

fn patches(plane: &Plane, spans: &[[f64; 2]], middle: impl Fn(usize) -> i32, half: i32) -> Vec<[i32; 4]> {
    let y = |value: f64| plane.backend_coord(&(0.0, value)).1;
    let patch =
        |(step, [from, to]): (usize, &[f64; 2])| [middle(step) - half, y(*from), middle(step) + half, y(*to)];
    spans.iter().enumerate().map(patch).collect()
}

/// Joins the end of each step with the next one, which begins there.
fn draw_joints(
    canvas: &Canvas,
    area: &Surface,
    steps: &[Step],
    patches: &[[i32; 4]],
) -> Result<(), MissingGlyph> {
    for (pair, next) in patches.windows(2).zip(steps.iter().skip(1)) {
        let [[.., right, end], [left, begin, _, come_to]] = [pair[0], pair[1]];
        // A level that is not what the steps came to is not joined to them.
        let is_joined = if next.is_level { (come_to - end).abs() <= pt(1) } else { begin == end };
        if is_joined && left > right {
            let joint = paint::line(canvas.theme.color.muted, 5);
            area.draw(&PathElement::new(vec![(right, end), (left, end)], joint))?;
        }
    }
    Ok(())
}

/// Draws the bars, then the values beyond their ends.
fn draw_steps(
    canvas: &Canvas,
    area: &Surface,
    inner: Patch,
    steps: &[Step],
    patches: &[[i32; 4]],
) -> Result<(), MissingGlyph> {
    let inks = paint::inks(steps.iter().map(|step| step.bar.emphasis), canvas.theme);
    let inks: Vec<Ink> =
        inks.into_iter().zip(steps).map(|(ink, step)| level_ink(canvas, ink, step)).collect();
    let mut room = LabelSpace::new(Patch { top: inner.top - canvas.leading(LetterStyle::Label), ..inner });
    let shown: Vec<_> = steps.iter().zip(patches).zip(&inks).collect();
    let is_there = |step: &Step| step.bar.datum.value.is_finite();
    for ((step, [left, from, right, to]), ink) in shown.iter().filter(|((step, _), _)| is_there(step)) {
        let patch = Patch { left: *left, top: *from.min(to), right: *right, bottom: *from.max(to) };
        bar::draw(area, patch, **ink, Firmness::from(step.bar.datum.status))?;
        // A change of nothing is seen all the same.
        area.draw(&PathElement::new(vec![(*left, *to), (*right, *to)], paint::line(ink.color, 8)))?;
        room.take(patch);
    }
    let mut order: Vec<_> = shown.into_iter().filter(|((step, _), _)| is_there(step)).collect();
    order.sort_by_key(|(_, ink)| ink.emphasis);
    for ((step, [left, from, right, to]), ink) in order {
        let (x, off) = (left.midpoint(*right), pt(6));
        let beyond = if step.bar.datum.value < 0.0 { to + off } else { to - off };
        let behind = if step.bar.datum.value < 0.0 { from - off } else { from + off };
        let middles = [(x, beyond), (x, behind)];
        room.write(canvas, area, &step.bar.datum.shown, (ink.letter_style(), ink.text), &middles)?;
    }
    Ok(())
}

/// Levels are darker than the changes around them, unless they are the subject.
fn level_ink(canvas: &Canvas, ink: Ink, step: &Step) -> Ink {
    if step.is_level && ink.is_context() {
        return Ink { color: canvas.theme.color.muted, text: canvas.theme.color.text, ..ink };
    }
    ink
}
