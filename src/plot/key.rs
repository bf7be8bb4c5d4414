//! The key: the names of grouped bars with a sample of each colour, where the bars themselves
//! have no room for them.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Surface,
    bar,
    canvas::Canvas,
    grid::{Patch, Spot, pt},
    lettering::LetterStyle,
    paint::Ink,
};
use crate::{doc::figure::ChartSeries, font::MissingGlyph};

/// The side of a sample: the height of a capital beside it.
const SAMPLE: i32 = pt(7);

/// Names in rows.
pub struct Key {
    entries: Vec<(Spot, String, Ink)>,
    /// With the gap below.
    pub height: i32,
}

impl Key {
    /// Sets the names in as many rows as they take.
    pub fn measure(canvas: &Canvas, series: &[ChartSeries], inks: &[Ink]) -> Result<Self, MissingGlyph> {
        let row = canvas.leading(LetterStyle::Label) + pt(1);
        let mut entries = vec![];
        let (mut x, mut y) = (0, 0);
        for (series, &ink) in series.iter().zip(inks) {
            let name = canvas.cut(&series.label, ink.letter_style(), canvas.share(45))?;
            let width = SAMPLE + pt(4) + canvas.width_of(&name, ink.letter_style())?;
            if x > 0 && x + width > canvas.width {
                (x, y) = (0, y + row);
            }
            entries.push(((x, y), name, ink));
            x += width + pt(14);
        }
        Ok(Self { height: if entries.is_empty() { 0 } else { y + row + pt(3) }, entries })
    }

    /// Draws the rows from `top` on.
    pub fn draw(&self, canvas: &Canvas, area: &Surface, top: i32) -> Result<(), MissingGlyph> {
        for ((x, y), name, ink) in &self.entries {
            let middle = top + y + canvas.leading(LetterStyle::Label) / 2;
            let (top, bottom) = (middle - SAMPLE / 2, middle + SAMPLE / 2);
            bar::fill(area, Patch { left: *x, top, right: x + SAMPLE, bottom }, ink.color)?;
            let pen = canvas.pen(ink.letter_style(), ink.text, HPos::Left, VPos::Center);
            area.draw_text(name, &pen, (x + SAMPLE + pt(4), middle))?;
        }
        Ok(())
    }

    /// No names.
    pub fn empty() -> Self {
        Self { entries: vec![], height: 0 }
    }
}
