//! A line of text as it stands on the page: shaped, a little space between Han and Latin, and the blank
//! halves of full-width marks squeezed as the text of a paragraph has them.

use super::{
    FontBook, MissingGlyph, Style,
    marks::{Class, class},
};
use crate::{
    frame::{color::Color, geom::Abs, text::GlyphRun},
    lang::Lang,
};

/// The first glyph of a cluster: its run, its position there, and the class of what it says.
struct ClusterStart {
    run: usize,
    glyph: usize,
    class: Class,
}

impl FontBook {
    /// Shapes a line that is never broken: a label. `han_latin` is the space between a Han character and
    /// a Latin letter or digit, in ems.
    ///
    /// # Errors
    /// The first character that no face of the style's family draws.
    pub fn set_line(
        &self,
        text: &str,
        lang: Lang,
        (style, size, color): (Style, Abs, Color),
        han_latin: f64,
    ) -> Result<Vec<GlyphRun>, MissingGlyph> {
        let mut runs = self.shape(text, lang, style, size, color)?;
        let clusters = clusters(&runs, lang);
        let half = size * 0.5;
        for (nth, cluster) in clusters.iter().enumerate() {
            let before = nth.checked_sub(1).map(|before| clusters[before].class);
            let after = clusters.get(nth + 1).map(|next| next.class);
            if cluster.class == Class::Opening && matches!(before, None | Some(Class::Opening)) {
                let glyph = &mut runs[cluster.run].glyphs[cluster.glyph];
                (glyph.advance, glyph.x_offset) = (glyph.advance - half, glyph.x_offset - half);
            }
            // Of two blank halves that meet, one is left; at the line's end none is.
            let is_squeezed = matches!(after, None | Some(Class::Closing | Class::Opening | Class::Space));
            let behind = match (cluster.class, after) {
                (Class::Closing, _) if is_squeezed => -half,
                (Class::Han, Some(Class::Word)) | (Class::Word, Some(Class::Han)) => size * han_latin,
                _ => continue,
            };
            let end = clusters.get(nth + 1).filter(|next| next.run == cluster.run).map(|next| next.glyph);
            let glyphs = &mut runs[cluster.run].glyphs;
            let last = end.unwrap_or(glyphs.len()) - 1;
            glyphs[last].advance += behind;
        }
        Ok(runs)
    }
}

fn clusters(runs: &[GlyphRun], lang: Lang) -> Vec<ClusterStart> {
    let mut clusters = vec![];
    for (run, shaped) in runs.iter().enumerate() {
        for (glyph, drawn) in shaped.glyphs.iter().enumerate() {
            let Some(first) = shaped.text[drawn.range.clone()].chars().next() else { continue };
            // A mark drawn narrower than its square has no blank half to give.
            let is_full_width = drawn.advance >= shaped.size * 0.9;
            let class = match class(first, lang) {
                Class::Opening | Class::Closing if !is_full_width => Class::Other,
                class => class,
            };
            clusters.push(ClusterStart { run, glyph, class });
        }
    }
    clusters
}
