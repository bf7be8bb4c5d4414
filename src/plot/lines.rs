//! Lines over periods, named at their ends.

use std::ops::Range;

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    canvas::Canvas,
    end_labels::EndLabels,
    footer::Footer,
    grid::{Patch, count, index, pt},
    label_space::LabelSpace,
    lettering::LetterStyle,
    paint::{self, Ink},
    plane::{self, Plane},
    series_line,
};
use crate::{
    doc::figure::{ChartSeries, Lines},
    font::MissingGlyph,
    frame::item::Frame,
    lang::Lang,
};

/// Before the first position, within the plane: a value of four digits has room above its point.
const BEFORE: i32 = pt(14);
/// Behind the last one, whose value stands beside it.
const BEHIND: i32 = pt(4);

/// What the heights of the lines are read from.
pub fn axis(lines: &Lines, lang: Lang) -> Axis {
    let values =
        lines.series.iter().flat_map(|series| series_line::points(series).map(|(_, datum)| datum.value));
    Axis::over(values.chain(lines.reference), Zero::IfNear, 5, lang)
}

/// Draws the lines; the axis shows zero where it is near to the values.
pub fn draw(lines: &Lines, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let axis = axis(lines, canvas.lang);
    let unit = plane::said(&lines.unit, &axis, canvas.lang);
    Strands { unit: &unit, periods: &lines.periods, series: &lines.series, reference: lines.reference }
        .draw(canvas, &axis)
}

/// Series over periods on an axis of values or ranks.
pub struct Strands<'a> {
    pub unit: &'a str,
    pub periods: &'a [String],
    pub series: &'a [ChartSeries],
    pub reference: Option<f64>,
}

impl Strands<'_> {
    /// Draws the strands with a label at each end and values inside where there is room.
    pub fn draw(&self, canvas: &Canvas, axis: &Axis) -> Result<Frame, MissingGlyph> {
        let inks = paint::inks_of(self.series, canvas.theme);
        let ends = EndLabels::measure(canvas, self.series, &inks, |series| {
            series_line::points(series).last().map(|it| it.1)
        })?;
        let (unit, unit_height) = plane::unit(canvas, self.unit)?;
        let left = plane::gutter(canvas, axis)?;
        let right = canvas.width - ends.width();
        let steps = count(self.periods.len().saturating_sub(1)).max(1);
        let footer = Footer::measure(
            canvas,
            self.periods,
            (right - left - BEFORE - BEHIND) / steps,
            1,
            LetterStyle::Tick,
        )?;

        let top = unit_height + canvas.leading(LetterStyle::Label);
        let (must, may) = ends.heights(canvas);
        let height = canvas.height(top + footer.height(canvas), must, may);
        let inner = Patch { left, top, right, bottom: height - footer.height(canvas) };
        backend::frame(canvas, height, |area| {
            plane::draw_unit(canvas, area, &unit)?;
            let mut plane = plane::lay(canvas, area, inner, self.x_range(inner), axis)?;
            plane::draw_rules(canvas, &mut plane)?;
            if let Some(level) = self.reference {
                plane::draw_level(canvas, &plane, level)?;
            }
            self.draw_courses(area, &mut plane, &inks)?;
            let middles: Vec<i32> = self.middles(&plane);
            footer.draw(canvas, area, &middles, inner.bottom)?;
            let bounds = (
                top - canvas.leading(LetterStyle::Label) / 2,
                inner.bottom + canvas.leading(LetterStyle::Label) / 2,
            );
            ends.draw(canvas, area, right, bounds, |series| {
                let last = series_line::points(&self.series[series]).last();
                last.map(|(position, datum)| plane.backend_coord(&(index(position), datum.value)))
            })?;
            let mut room = LabelSpace::new(inner.grown(canvas.leading(LetterStyle::Tick) / 2));
            room.take_rules(plane::rules(&plane, axis));
            self.draw_values(canvas, area, &plane, room, &inks)
        })
    }

    /// The range of positions that leaves the margins beside the first and the last.
    fn x_range(&self, inner: Patch) -> Range<f64> {
        let last = index(self.periods.len().saturating_sub(1));
        if last <= 0.0 {
            return -1.0..1.0;
        }
        let inside = f64::from((inner.right - inner.left - BEFORE - BEHIND).max(1));
        let [before, behind] = [BEFORE, BEHIND].map(|margin| last * f64::from(margin) / inside);
        -before..last + behind
    }

    fn middles(&self, plane: &Plane) -> Vec<i32> {
        let level = plane.y_range().start;
        (0..self.periods.len()).map(|position| plane.backend_coord(&(index(position), level)).0).collect()
    }

    fn draw_courses(&self, area: &Surface, plane: &mut Plane, inks: &[Ink]) -> Result<(), MissingGlyph> {
        for series in paint::back_to_front(inks) {
            series_line::draw_line(plane, &self.series[series], inks[series])?;
            series_line::draw_breaks(area, plane, &self.series[series], inks[series])?;
            series_line::draw_points(area, plane, &self.series[series], inks[series])?;
        }
        Ok(())
    }

    /// Writes the values inside, the subject's first, wherever no line, point or text is: all of
    /// the subject and of its parts, the first of the context.
    fn draw_values(
        &self,
        canvas: &Canvas,
        area: &Surface,
        plane: &Plane,
        mut labels: LabelSpace,
        inks: &[Ink],
    ) -> Result<(), MissingGlyph> {
        for series in self.series {
            labels.take_lines(series_line::lines(plane, series));
            for (position, datum) in series_line::points(series) {
                let (x, y) = plane.backend_coord(&(index(position), datum.value));
                labels.take(Patch { left: x, top: y, right: x, bottom: y }.grown(pt(3)));
            }
        }
        for series in paint::back_to_front(inks).into_iter().rev() {
            let ink = inks[series];
            let points: Vec<_> = series_line::points(&self.series[series]).collect();
            let inside = points.len().saturating_sub(1);
            let most = if ink.is_context() { inside.min(1) } else { inside };
            // A value on the level that is drawn across needs no label of its own.
            let is_level = |value: f64| self.reference.is_some_and(|level| (value - level).abs() < 1e-9);
            for (position, datum) in points[..most].iter().filter(|(_, datum)| !is_level(datum.value)) {
                let (x, y) = plane.backend_coord(&(index(*position), datum.value));
                let off = pt(8);
                let set = (ink.letter_style(), ink.text);
                labels.write(
                    canvas,
                    area,
                    &datum.shown,
                    set,
                    &[(x, y - off), (x, y + off), (x, y - off * 3 / 2), (x, y + off * 3 / 2)],
                )?;
            }
        }
        Ok(())
    }
}
