//! The labels at the ends of lines: a column beside the plot, value and name, pushed apart.

use plotters::element::{DashedPathElement, PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Area,
    course,
    desk::Desk,
    grid::{Spot, count, pt},
    labels::{Extent, spread},
    paint::{self, Ink},
};
use crate::{
    doc::figure::{Datum, Series},
    font::MissingGlyph,
};

/// From the plot to the column; a leader runs through it.
const GAP: i32 = pt(11);
/// Between a value and its name.
const BETWEEN: i32 = pt(4);
/// A label that is moved farther gets a leader.
const FAR: i32 = pt(3);

/// A column of labels.
pub struct Ends {
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

impl Ends {
    /// Breaks the labels of the series; a series without any number has none.
    ///
    /// `value` is what is written beside the name: the number at that end, if the series has one
    /// there.
    pub fn measure<'s>(
        desk: &Desk,
        series: &'s [Series],
        inks: &[Ink],
        value: impl Fn(&'s Series) -> Option<&'s Datum>,
    ) -> Result<Self, MissingGlyph> {
        let mut column = Self { ends: vec![], widest: 0 };
        for (position, (series, &ink)) in series.iter().zip(inks).enumerate() {
            if course::points(series).next().is_none() {
                continue;
            }
            let value = value(series).map_or_else(String::new, |datum| datum.shown.clone());
            let value = desk.cut(&value, ink.voice(), desk.share(22))?;
            let name =
                desk.wrap(&series.label, ink.voice(), desk.share(27), if ink.is_context() { 2 } else { 3 })?;
            let indent = if value.is_empty() { 0 } else { desk.width_of(&value, ink.voice())? + BETWEEN };
            let names = desk.widest(name.iter().map(String::as_str), ink.voice())?;
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
    pub fn heights(&self, desk: &Desk) -> (i32, i32) {
        let sum =
            |of: fn(&End) -> bool| self.ends.iter().filter(|end| of(end)).map(|end| end.height(desk)).sum();
        (sum(|end| !end.ink.is_context()), sum(|_| true))
    }

    /// Writes the labels from `left` on, within `lo … hi`, each beside the end of its series.
    ///
    /// Where there is no room for all, the context loses labels, the last ones first.
    pub fn draw(
        &self,
        desk: &Desk,
        area: &Area,
        left: i32,
        (lo, hi): (i32, i32),
        end_of: impl Fn(usize) -> Option<Spot>,
    ) -> Result<(), MissingGlyph> {
        let placed: Vec<(&End, Spot)> = self
            .fitting(desk, hi - lo)
            .into_iter()
            .filter_map(|end| Some((end, end_of(end.series)?)))
            .collect();
        let extents: Vec<Extent> =
            placed.iter().map(|(end, at)| Extent { middle: at.1, length: end.height(desk) }).collect();
        for ((end, at), middle) in placed.into_iter().zip(spread(&extents, lo, hi)) {
            draw_leader(area, end, at, (left, middle))?;
            write(desk, area, end, (left + GAP, middle))?;
        }
        Ok(())
    }

    /// The labels that fit into `room` together.
    fn fitting(&self, desk: &Desk, room: i32) -> Vec<&End> {
        let mut left = room - self.heights(desk).0;
        let mut fits = |end: &&End| {
            if end.ink.is_context() {
                left -= end.height(desk);
            }
            !end.ink.is_context() || left >= 0
        };
        self.ends.iter().filter(|end| fits(end)).collect()
    }
}

/// Joins the end of a series with its label where that stands off, by dots where the way leads
/// through the plot: a solid line would say that the series goes on.
fn draw_leader(area: &Area, end: &End, at: Spot, (left, middle): Spot) -> Result<(), MissingGlyph> {
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
fn write(desk: &Desk, area: &Area, end: &End, (x, middle): Spot) -> Result<(), MissingGlyph> {
    let set = (end.ink.voice(), end.ink.text);
    let first = middle - (count(end.name.len()) - 1) * desk.leading(set.0) / 2;
    let side = (HPos::Left, VPos::Center);
    desk.write(area, std::slice::from_ref(&end.value), (x, first), set, side)?;
    desk.write(area, &end.name, (x + end.indent, first), set, side)
}

impl End {
    fn height(&self, desk: &Desk) -> i32 {
        count(self.name.len().max(1)) * desk.leading(self.ink.voice())
    }
}
