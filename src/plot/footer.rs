//! The footer: the labels of periods or groups below a plot.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::Surface,
    canvas::Canvas,
    grid::{count, pt},
    lettering::LetterStyle,
};
use crate::font::MissingGlyph;

/// The gap between a plot and its footer.
pub const GAP: i32 = pt(6);
/// Between neighbours: a judgement, as between words, so that two names are not read as one.
const BETWEEN: i32 = pt(3);
/// No label is squeezed into less: three Han characters or a year a line.
const NARROWEST: i32 = pt(26);

/// The labels that are shown, broken to their room; every `stride`th counted from the last.
pub struct Footer {
    labels: Vec<Option<Vec<String>>>,
    voice: LetterStyle,
}

impl Footer {
    /// Breaks labels that stand `step` units apart into at most `most` lines.
    ///
    /// Where they are too near to one another, every second, third … is shown, the last always:
    /// it is the one that a reader looks for. Words that are too wide for their room are set
    /// lighter and smaller before they are cut.
    pub fn measure(
        canvas: &Canvas,
        labels: &[String],
        step: i32,
        most: usize,
        voice: LetterStyle,
    ) -> Result<Self, MissingGlyph> {
        let widest = canvas.widest(labels.iter().map(String::as_str), voice)?;
        let wanted = if most == 1 { widest } else { widest.min(NARROWEST) };
        let room = |stride: usize| step.saturating_mul(count(stride)) - BETWEEN;
        let stride =
            (1..labels.len().max(1)).find(|stride| room(*stride) >= wanted).unwrap_or(labels.len().max(1));
        let width = room(stride).clamp(NARROWEST, canvas.share(30)).min(room(stride).max(pt(12)));
        let words = canvas.widest_word(labels.iter().map(String::as_str), voice)?;
        let voice = if words > width { LetterStyle::Tick } else { voice };
        let shown = |(position, label): (usize, &String)| {
            let is_shown = (labels.len() - 1 - position).is_multiple_of(stride);
            is_shown.then(|| canvas.wrap(label, voice, width, most)).transpose()
        };
        Ok(Self { labels: labels.iter().enumerate().map(shown).collect::<Result<_, _>>()?, voice })
    }

    /// How high the footer is, with the gap above.
    pub fn height(&self, canvas: &Canvas) -> i32 {
        let lines = self.labels.iter().flatten().map(Vec::len).max().unwrap_or(0);
        GAP + count(lines) * canvas.leading(self.voice)
    }

    /// Writes the labels under `middles`, moved into the drawing where they would stand out.
    pub fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        middles: &[i32],
        plot_bottom: i32,
    ) -> Result<(), MissingGlyph> {
        let mut free_to = canvas.width;
        for (lines, &middle) in self.labels.iter().zip(middles).rev() {
            let Some(lines) = lines else { continue };
            let half = canvas.widest(lines.iter().map(String::as_str), self.voice)? / 2 + 1;
            let middle = middle.clamp(half, (canvas.width - half).max(half));
            if middle + half <= free_to {
                free_to = middle - half - pt(2);
                let set = (self.voice, canvas.theme.color.text);
                canvas.write(area, lines, (middle, plot_bottom + GAP), set, (HPos::Center, VPos::Top))?;
            }
        }
        Ok(())
    }
}
