//! Clusters: the smallest pieces of a run whose glyphs and characters belong together.

use crate::frame::text::{Glyph, GlyphRun};

/// A glyph that stands for characters, with the later glyphs that share them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster<'a> {
    pub glyphs: &'a [Glyph],
    /// The characters that the first glyph claims.
    pub claimed: &'a str,
    /// What the cluster says to a reader: the claimed characters, then those up to the next
    /// cluster that no glyph claims, such as a space that was dropped at a line's end.
    pub text: &'a str,
}

/// Cuts a run into its clusters, in the order of its glyphs.
///
/// Together their texts are the run's text, from the first claimed character on.
pub fn clusters(run: &GlyphRun) -> impl Iterator<Item = Cluster<'_>> {
    let mut rest = run.glyphs.as_slice();
    std::iter::from_fn(move || {
        let (first, later) = rest.split_first()?;
        let length = 1 + later.iter().take_while(|glyph| glyph.range.is_empty()).count();
        let (glyphs, behind) = rest.split_at(length);
        rest = behind;
        let claimed = run.text.get(first.range.clone()).unwrap_or_default();
        let end = behind.first().map_or(run.text.len(), |next| next.range.start);
        let text = run.text.get(first.range.start..end).filter(|text| text.len() >= claimed.len());
        Some(Cluster { glyphs, claimed, text: text.unwrap_or(claimed) })
    })
}
