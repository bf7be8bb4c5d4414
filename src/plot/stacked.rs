//! Stacked vertical bars: what is positive stands on zero, what is negative hangs from it.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    end_labels::EndLabels,
    footer::Footer,
    grid::{Patch, Spot, count, pt},
    labels::{self, LabelExtent},
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane::{self, Plane},
    series_line,
};
use crate::{
    data::status::Status,
    doc::figure::{Bars, Datum},
    font::MissingGlyph,
    frame::{color::Color, item::Frame},
    lang::Lang,
};

/// What the heights of the stacks are read from.
pub fn axis(bars: &Bars, lang: Lang) -> Axis {
    Axis::over(stack(bars).iter().flat_map(|it| [it.from, it.to]), Zero::Always, 5, lang)
}

/// Draws the stacks, the values in them and the names of the parts beside the last one.
pub fn draw(bars: &Bars, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let inks = paint::inks_of(&bars.series, canvas.theme);
    let segments = stack(bars);
    let axis = axis(bars, canvas.lang);
    let ends = EndLabels::measure(canvas, &bars.series, &inks, |_| None)?;
    let (unit, unit_height) = plane::unit(canvas, &bars.unit)?;
    let left = plane::gutter(canvas, &axis)?;
    let right = canvas.width - ends.width();
    let step = (right - left) / count(bars.groups.len().max(1));
    let footer = Footer::measure(canvas, &bars.groups, step, 3, LetterStyle::Label)?;

    let top = unit_height + canvas.leading(LetterStyle::Label);
    let (must, may) = ends.heights(canvas);
    let height = canvas.height(top + footer.height(canvas), must, may);
    let inner = Patch { left, top, right, bottom: height - footer.height(canvas) };
    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        let mut plane = plane::lay(canvas, area, inner, 0.0..1.0, &axis)?;
        plane::draw_rules(canvas, &mut plane)?;
        let middle = |group: usize| left + step * count(group) + step / 2;
        let half = (step * 31 / 100).min(pt(30));
        let patch = |segment: &Segment| segment.patch(&plane, middle(segment.group), half);
        let mut beside = vec![];
        for segment in &segments {
            let (patch, ink) = (patch(segment), inks[segment.series]);
            if !draw_segment(canvas, area, segment, patch, ink)? {
                beside.push(Beside { group: segment.group, shown: &segment.datum.shown, patch, ink });
            }
            if segment.datum.status == Status::B && segment.group > 0 {
                let zero = plane.backend_coord(&(0.0, 0.0)).1;
                let between = middle(segment.group) - step / 2;
                series_line::draw_break(area, (between, zero - pt(5)), inks[segment.series])?;
            }
        }
        plane::draw_level(canvas, &plane, 0.0)?;
        // The last stack has half the room that lies between two: the names stand behind it.
        for group in 0..bars.groups.len() {
            let room = if group + 1 == bars.groups.len() { step / 2 - half } else { step - half * 2 };
            let labels = beside.iter().filter(|it| it.group == group);
            draw_beside(canvas, area, labels, room, (inner.top, inner.bottom))?;
        }
        let middles: Vec<i32> = (0..bars.groups.len()).map(middle).collect();
        footer.draw(canvas, area, &middles, inner.bottom)?;
        let bounds = (
            top - canvas.leading(LetterStyle::Label) / 2,
            inner.bottom + canvas.leading(LetterStyle::Label) / 2,
        );
        ends.draw(canvas, area, right, bounds, |series| anchor(&segments, series).map(&patch).map(side))
    })
}

/// A part of a stack, between two values of the axis.
struct Segment<'a> {
    series: usize,
    group: usize,
    from: f64,
    to: f64,
    datum: &'a Datum,
}

impl Segment<'_> {
    fn patch(&self, plane: &Plane, middle: i32, half: i32) -> Patch {
        let [from, to] = [self.from, self.to].map(|value| plane.backend_coord(&(0.0, value)).1);
        Patch { left: middle - half, top: from.min(to), right: middle + half, bottom: from.max(to) }
    }
}

/// Puts the parts of each group on one another, in the order of the series.
fn stack(bars: &Bars) -> Vec<Segment<'_>> {
    let mut ends = vec![(0.0, 0.0); bars.groups.len()];
    let mut segments = vec![];
    for (series, row) in bars.series.iter().enumerate() {
        for (group, datum) in series_line::points(row).filter(|(group, _)| *group < bars.groups.len()) {
            let (above, below): &mut (f64, f64) = &mut ends[group];
            let end = if datum.value < 0.0 { below } else { above };
            let from = *end;
            *end += datum.value;
            segments.push(Segment { series, group, from, to: *end, datum });
        }
    }
    segments
}

/// The last segment of a series: its name stands beside it.
fn anchor<'s, 'a>(segments: &'s [Segment<'a>], series: usize) -> Option<&'s Segment<'a>> {
    segments.iter().filter(|segment| segment.series == series).max_by_key(|segment| segment.group)
}

/// The middle of a patch's right side.
fn side(patch: Patch) -> Spot {
    (patch.right, patch.top.midpoint(patch.bottom))
}

/// A value whose segment is too small to hold it.
struct Beside<'a> {
    group: usize,
    shown: &'a str,
    patch: Patch,
    ink: Ink,
}

/// Between a segment and its value beside it.
const ASIDE: i32 = pt(3);

/// Writes the values of a stack's small segments to their right, parted where they would overlap, on a white ground
/// that no rule runs through; what the room does not hold is left out.
fn draw_beside<'a>(
    canvas: &Canvas,
    area: &Surface,
    labels: impl Iterator<Item = &'a Beside<'a>>,
    room: i32,
    (top, bottom): (i32, i32),
) -> Result<(), MissingGlyph> {
    let mut shown = vec![];
    for label in labels {
        let width = canvas.width_of(label.shown, voice(label.ink))?;
        if width + ASIDE * 2 <= room {
            shown.push((label, width));
        }
    }
    let extents: Vec<LabelExtent> = shown
        .iter()
        .map(|(label, _)| LabelExtent {
            middle: side(label.patch).1,
            length: canvas.leading(voice(label.ink)),
        })
        .collect();
    // Half of them would be taken for all: a stack of more small segments than lines names none.
    if extents.iter().map(|it| it.length).sum::<i32>() > bottom - top {
        return Ok(());
    }
    for ((label, width), y) in shown.into_iter().zip(labels::spread(&extents, top, bottom)) {
        let (left, half) = (label.patch.right + ASIDE, canvas.leading(voice(label.ink)) / 2);
        let ground =
            Patch { left: left - pt(1), top: y - half, right: left + width + pt(1), bottom: y + half };
        bar::fill(area, ground, Color::WHITE)?;
        let pen = canvas.pen(voice(label.ink), label.ink.text, HPos::Left, VPos::Center);
        area.draw_text(label.shown, &pen, (left, y))?;
    }
    Ok(())
}

fn voice(ink: Ink) -> LetterStyle {
    if ink.is_context() { LetterStyle::Tick } else { LetterStyle::Label }
}

/// Draws a segment, a white seam between it and its neighbour, and its value if it has room; returns whether it had.
fn draw_segment(
    canvas: &Canvas,
    area: &Surface,
    segment: &Segment,
    patch: Patch,
    ink: Ink,
) -> Result<bool, MissingGlyph> {
    let firmness = Firmness::from(segment.datum.status);
    let seam = if patch.bottom - patch.top > pt(3) { 4 } else { 0 };
    let body = Patch { top: patch.top + seam, bottom: patch.bottom - seam, ..patch };
    bar::draw(area, body, ink, firmness)?;

    let shown = &segment.datum.shown;
    let voice = voice(ink);
    let width = canvas.width_of(shown, voice)?;
    let line = canvas.leading(voice);
    if width + pt(4) > body.right - body.left || line + pt(1) > body.bottom - body.top {
        return Ok(false);
    }
    let ground = bar::ground(ink, firmness);
    let (x, y) = (body.left.midpoint(body.right), body.top.midpoint(body.bottom));
    if firmness == Firmness::Provisional {
        let (dx, dy) = (width / 2 + pt(2), line / 2);
        bar::fill(area, Patch { left: x - dx, top: y - dy, right: x + dx, bottom: y + dy }, ground)?;
    }
    let color: Color = paint::on(ground, canvas.theme);
    area.draw_text(shown, &canvas.pen(voice, color, HPos::Center, VPos::Center), (x, y))?;
    Ok(true)
}
