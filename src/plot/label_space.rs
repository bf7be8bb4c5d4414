//! LabelSpace for the labels inside a plot: taken where nothing is, refused elsewhere.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Surface,
    bar,
    canvas::Canvas,
    grid::{Patch, Spot, pt},
    lettering::LetterStyle,
};
use crate::{font::MissingGlyph, frame::color::Color};

/// What is taken already.
pub struct LabelSpace {
    bounds: Patch,
    texts: Vec<Patch>,
    marks: Vec<Patch>,
    lines: Vec<(Spot, Spot)>,
    /// The heights of the rules that guide the eye.
    rules: Vec<i32>,
}

impl LabelSpace {
    /// An empty room.
    pub fn new(bounds: Patch) -> Self {
        Self { bounds, texts: vec![], marks: vec![], lines: vec![], rules: vec![] }
    }

    /// Keeps labels off a mark.
    pub fn take(&mut self, mark: Patch) {
        self.marks.push(mark);
    }

    /// Keeps labels off lines.
    pub fn take_lines(&mut self, lines: impl IntoIterator<Item = (Spot, Spot)>) {
        self.lines.extend(lines);
    }

    /// Keeps labels off rules if it can: they stand beside one rather than on it, and where the only
    /// place is on it, the rule stops for them.
    pub fn take_rules(&mut self, rules: impl IntoIterator<Item = i32>) {
        self.rules.extend(rules);
    }

    fn is_on_rule(&self, patch: Patch) -> bool {
        self.rules.iter().any(|rule| patch.top < *rule && *rule < patch.bottom)
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
        canvas: &Canvas,
        area: &Surface,
        text: &str,
        (voice, color): (LetterStyle, Color),
        middles: &[Spot],
    ) -> Result<bool, MissingGlyph> {
        let Some(patch) = self.patch(canvas, text, voice, middles)? else { return Ok(false) };
        if self.is_on_rule(patch) {
            bar::fill(area, patch, Color::WHITE)?;
        }
        let middle =
            (patch.left.midpoint(patch.right), patch.top + canvas.ascent(voice) - canvas.middle(voice));
        area.draw_text(text, &canvas.pen(voice, color, HPos::Center, VPos::Center), middle)?;
        Ok(true)
    }

    /// Takes the first of the middles at which `text` can stand centred, if it can at any.
    pub fn place(
        &mut self,
        canvas: &Canvas,
        text: &str,
        voice: LetterStyle,
        middles: &[Spot],
    ) -> Result<Option<Spot>, MissingGlyph> {
        let above = canvas.ascent(voice) - canvas.middle(voice);
        let patch = self.patch(canvas, text, voice, middles)?;
        Ok(patch.map(|patch| (patch.left.midpoint(patch.right), patch.top + above)))
    }

    /// The ground of `text` at the first free middle that is off the rules, else at the first free one.
    fn patch(
        &mut self,
        canvas: &Canvas,
        text: &str,
        voice: LetterStyle,
        middles: &[Spot],
    ) -> Result<Option<Patch>, MissingGlyph> {
        let half = canvas.width_of(text, voice)? / 2;
        let above = canvas.ascent(voice) - canvas.middle(voice);
        let below = canvas.descent(voice) + canvas.middle(voice);
        let patches = middles.iter().map(|&(x, y)| Patch {
            left: x - half,
            top: y - above,
            right: x + half,
            bottom: y + below,
        });
        let free: Vec<Patch> = patches.filter(|patch| self.is_free(*patch)).collect();
        let found = free.iter().find(|patch| !self.is_on_rule(**patch)).or(free.first()).copied();
        self.texts.extend(found);
        Ok(found)
    }
}
