//! The labels at the ends of lines: a column beside the plot, value and name, pushed apart.

use plotters::element::{DashedPathElement, PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Surface,
    canvas::Canvas,
    grid::{Spot, count, pt},
    labels::{LabelExtent, spread},
    paint::{self, Ink},
    series_line,
};
use crate::{
    doc::figure::{ChartSeries, Datum},
    font::MissingGlyph,
};

/// From the plot to the column: a judgement, long enough for a leader through it to be seen as slanting.
const GAP: i32 = pt(11);
/// Between a value and its name: a judgement, half a Han character, as between words.
const BETWEEN: i32 = pt(4);
/// A label that is moved farther gets a leader: by half a line it could be the next one's.
const FAR: i32 = pt(3);

/// A column of labels.
pub struct EndLabels {
    ends: Vec<End>,
    /// Of the widest label, value and name.
    widest: i32,
}

/// A label: what is written at the end of a series.
struct End {
    series: usize,
    value: String,
    /// From the label's left to its name.
    indent: i32,
    name: Vec<String>,
    ink: Ink,
}

impl EndLabels {
    /// Breaks the labels of the series; a series without any number has none.
    ///
    /// `value` is what is written beside the name: the number at that end, if the series has one
    /// there.
    pub fn measure<'s>(
        canvas: &Canvas,
        series: &'s [ChartSeries],
        inks: &[Ink],
        value: impl Fn(&'s ChartSeries) -> Option<&'s Datum>,
    ) -> Result<Self, MissingGlyph> {
        let mut column = Self { ends: vec![], widest: 0 };
        for (position, (series, &ink)) in series.iter().zip(inks).enumerate() {
            if series_line::points(series).next().is_none() {
                continue;
            }
            let value = value(series).map_or_else(String::new, |datum| datum.shown.clone());
            let value = canvas.cut(&value, ink.letter_style(), canvas.share(22))?;
            let name = canvas.wrap(
                &series.label,
                ink.letter_style(),
                canvas.share(27),
                if ink.is_context() { 2 } else { 3 },
            )?;
            let indent =
                if value.is_empty() { 0 } else { canvas.width_of(&value, ink.letter_style())? + BETWEEN };
            let names = canvas.widest(name.iter().map(String::as_str), ink.letter_style())?;
            column.widest = column.widest.max(indent + names);
            column.ends.push(End { series: position, value, indent, name, ink });
        }
        Ok(column)
    }

    /// The width of the column with the gap before it.
    pub fn width(&self) -> i32 {
        if self.ends.is_empty() { pt(4) } else { GAP + self.widest }
    }

    /// How high the labels that must stand are together, and how high all are.
    pub fn heights(&self, canvas: &Canvas) -> (i32, i32) {
        let sum =
            |of: fn(&End) -> bool| self.ends.iter().filter(|end| of(end)).map(|end| end.height(canvas)).sum();
        (sum(|end| !end.ink.is_context()), sum(|_| true))
    }

    /// Writes the labels from `left` on, within `lo … hi`, each beside the end of its series.
    ///
    /// Where there is no room for all, the context loses labels, the last ones first.
    pub fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        left: i32,
        (lo, hi): (i32, i32),
        end_of: impl Fn(usize) -> Option<Spot>,
    ) -> Result<(), MissingGlyph> {
        let placed: Vec<(&End, Spot)> = self
            .fitting(canvas, hi - lo)
            .into_iter()
            .filter_map(|end| Some((end, end_of(end.series)?)))
            .collect();
        let extents: Vec<LabelExtent> =
            placed.iter().map(|(end, at)| LabelExtent { middle: at.1, length: end.height(canvas) }).collect();
        for ((end, at), middle) in placed.into_iter().zip(spread(&extents, lo, hi)) {
            draw_leader(area, end, at, (left, middle))?;
            write(canvas, area, end, (left + GAP, middle))?;
        }
        Ok(())
    }

    /// The labels that fit into `room` together.
    fn fitting(&self, canvas: &Canvas, room: i32) -> Vec<&End> {
        let mut left = room - self.heights(canvas).0;
        let mut fits = |end: &&End| {
            if end.ink.is_context() {
                left -= end.height(canvas);
            }
            !end.ink.is_context() || left >= 0
        };
        self.ends.iter().filter(|end| fits(end)).collect()
    }
}

/// Joins the end of a series with its label where that stands off, by dots where the way leads
/// through the plot: a solid line would say that the series goes on.
fn draw_leader(area: &Surface, end: &End, at: Spot, (left, middle): Spot) -> Result<(), MissingGlyph> {
    let from = (at.0 + end.ink.radius() + pt(1), at.1);
    let to = (left + GAP - pt(2), middle);
    let rule = paint::line(paint::tint(end.ink.color, 60), 4);
    if left - at.0 > GAP * 2 {
        area.draw(&DashedPathElement::new([from, to], pt(1), pt(2), rule))?;
    } else if (middle - at.1).abs() > FAR {
        area.draw(&PathElement::new(vec![from, to], rule))?;
    }
    Ok(())
}

/// Writes a label, its name beside its value.
fn write(canvas: &Canvas, area: &Surface, end: &End, (x, middle): Spot) -> Result<(), MissingGlyph> {
    let set = (end.ink.letter_style(), end.ink.text);
    let first = middle - (count(end.name.len()) - 1) * canvas.leading(set.0) / 2;
    let side = (HPos::Left, VPos::Center);
    canvas.write(area, std::slice::from_ref(&end.value), (x, first), set, side)?;
    canvas.write(area, &end.name, (x + end.indent, first), set, side)
}

impl End {
    fn height(&self, canvas: &Canvas) -> i32 {
        count(self.name.len().max(1)) * canvas.leading(self.ink.letter_style())
    }
}
