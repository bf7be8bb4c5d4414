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
pub fn clusters(run: &GlyphRun) -> Vec<Cluster<'_>> {
    let starts: Vec<usize> =
        (0..run.glyphs.len()).filter(|&index| index == 0 || !run.glyphs[index].range.is_empty()).collect();
    let mut clusters = Vec::with_capacity(starts.len());
    for (nth, &first) in starts.iter().enumerate() {
        let next = starts.get(nth + 1).copied();
        let glyphs = &run.glyphs[first..next.unwrap_or(run.glyphs.len())];
        let range = glyphs[0].range.clone();
        let claimed = run.text.get(range.clone()).unwrap_or_default();
        let end = next.map_or(run.text.len(), |next| run.glyphs[next].range.start);
        let text = run.text.get(range.start..end).filter(|text| text.len() >= claimed.len());
        clusters.push(Cluster { glyphs, claimed, text: text.unwrap_or(claimed) });
    }
    clusters
}
