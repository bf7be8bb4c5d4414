//! Room for the labels inside a plot: taken where nothing is, refused elsewhere.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Area,
    desk::Desk,
    grid::{Patch, Spot, pt},
    lettering::Voice,
};
use crate::{font::MissingGlyph, frame::color::Color};

/// What is taken already.
pub struct Room {
    bounds: Patch,
    texts: Vec<Patch>,
    marks: Vec<Patch>,
    lines: Vec<(Spot, Spot)>,
}

impl Room {
    /// An empty room.
    pub fn new(bounds: Patch) -> Self {
        Self { bounds, texts: vec![], marks: vec![], lines: vec![] }
    }

    /// Keeps labels off a mark.
    pub fn take(&mut self, mark: Patch) {
        self.marks.push(mark);
    }

    /// Keeps labels off lines.
    pub fn take_lines(&mut self, lines: impl IntoIterator<Item = (Spot, Spot)>) {
        self.lines.extend(lines);
    }

    /// Whether a text could stand there.
    fn is_free(&self, patch: Patch) -> bool {
        self.bounds.holds(patch)
            && !self.texts.iter().any(|text| text.grown(pt(1)).meets(patch))
            && !self.marks.iter().any(|mark| mark.meets(patch))
            && !self.lines.iter().any(|line| patch.is_crossed(*line))
    }

    /// Writes `text` centred at the first of the middles that is free, if any is.
    pub fn write(
        &mut self,
        desk: &Desk,
        area: &Area,
        text: &str,
        (voice, color): (Voice, Color),
        middles: &[Spot],
    ) -> Result<bool, MissingGlyph> {
        let Some(middle) = self.place(desk, text, voice, middles)? else { return Ok(false) };
        area.draw_text(text, &desk.pen(voice, color, HPos::Center, VPos::Center), middle)?;
        Ok(true)
    }

    /// Takes the first of the middles at which `text` can stand centred, if it can at any.
    pub fn place(
        &mut self,
        desk: &Desk,
        text: &str,
        voice: Voice,
        middles: &[Spot],
    ) -> Result<Option<Spot>, MissingGlyph> {
        let half = desk.width_of(text, voice)? / 2;
        let above = desk.ascent(voice) - desk.middle(voice);
        let below = desk.descent(voice) + desk.middle(voice);
        for &(x, y) in middles {
            let patch = Patch { left: x - half, top: y - above, right: x + half, bottom: y + below };
            if self.is_free(patch) {
                self.texts.push(patch);
                return Ok(Some((x, y)));
            }
        }
        Ok(None)
    }
}
