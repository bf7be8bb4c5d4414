//! Rows: labelled horizontal bars below one another, a name on the left, the bar beside it.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Surface,
    canvas::Canvas,
    grid::{count, pt},
    paint::{self, Ink},
};
use crate::{
    doc::figure::{Bar, ChartSeries, Emphasis},
    font::MissingGlyph,
};

/// Between the names and the bars: a judgement, so that a name is seen as a heading of its row.
const GAP: i32 = pt(8);

/// What a row is called by, and how loudly.
pub type Name<'a> = (&'a str, Emphasis);

/// The names of bars.
pub fn names<'b>(bars: impl IntoIterator<Item = &'b Bar>) -> Vec<Name<'b>> {
    bars.into_iter().map(|bar| (bar.label.as_str(), bar.emphasis)).collect()
}

/// The names of rows of numbers.
pub fn names_of(series: &[ChartSeries]) -> Vec<Name<'_>> {
    series.iter().map(|it| (it.label.as_str(), it.emphasis)).collect()
}

/// The names of the rows, broken, and where the rows stand.
pub struct RowLabels {
    pub inks: Vec<Ink>,
    names: Vec<Vec<String>>,
    tops: Vec<i32>,
    heights: Vec<i32>,
    /// The width of the names with the gap behind them.
    pub left: i32,
    /// The bottom of the last row.
    pub bottom: i32,
    thickness: i32,
}

impl RowLabels {
    /// Lays out the rows from `top` on, each as high as its name or its bar of that thickness.
    pub fn measure(canvas: &Canvas, rows: &[Name], top: i32, thickness: i32) -> Result<Self, MissingGlyph> {
        let inks = paint::inks(rows.iter().map(|(_, emphasis)| *emphasis), canvas.theme);
        let labels: Vec<&str> = rows.iter().map(|(label, _)| *label).collect();
        let mut rows =
            Self { inks, names: vec![], tops: vec![], heights: vec![], left: GAP, bottom: top, thickness };
        for (label, ink) in labels.into_iter().zip(&rows.inks) {
            let name = canvas.wrap(label, ink.letter_style(), canvas.share(30), 2)?;
            let text = count(name.len()) * canvas.leading(ink.letter_style());
            rows.left =
                rows.left.max(canvas.widest(name.iter().map(String::as_str), ink.letter_style())? + GAP);
            rows.names.push(name);
            rows.tops.push(rows.bottom);
            rows.heights.push(thickness.max(text) + pt(5));
            rows.bottom += thickness.max(text) + pt(5);
        }
        Ok(rows)
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> i32 {
        self.tops[row] + self.heights[row] / 2
    }

    /// The upper and the lower side of a row's bar.
    pub fn sides(&self, row: usize) -> (i32, i32) {
        (self.middle(row) - self.thickness / 2, self.middle(row) + self.thickness / 2)
    }

    /// Writes the names, right-aligned to the bars.
    pub fn draw_names(&self, canvas: &Canvas, area: &Surface) -> Result<(), MissingGlyph> {
        for (row, (name, ink)) in self.names.iter().zip(&self.inks).enumerate() {
            let color = if ink.is_context() { canvas.theme.color.text } else { ink.text };
            let first = self.middle(row) - (count(name.len()) - 1) * canvas.leading(ink.letter_style()) / 2;
            let at = (self.left - GAP, first);
            canvas.write(area, name, at, (ink.letter_style(), color), (HPos::Right, VPos::Center))?;
        }
        Ok(())
    }
}
