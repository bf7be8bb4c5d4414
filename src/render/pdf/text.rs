//! Text: a glyph run is shown where it was set.

use super::{
    cluster::{Cluster, clusters},
    content::PageContent,
    fonts::Subset,
};
use crate::frame::text::GlyphRun;

/// Shows `run`, whose first origin is at a place of the page in points, inside a text object; its font
/// is selected.
pub fn show(run: &GlyphRun, subset: &Subset, start: (f64, f64), content: &mut PageContent) {
    let mut writer = TextWriter { subset, origin: start, content };
    for cluster in clusters(run) {
        writer.show_cluster(cluster);
    }
}

/// Shows glyphs of one subset side by side.
struct TextWriter<'a> {
    subset: &'a Subset,
    /// Where the next glyph's origin is on the page, in points from the bottom left.
    origin: (f64, f64),
    content: &'a mut PageContent,
}

impl TextWriter<'_> {
    /// A cluster whose glyphs would copy as something else says in a span what it means:
    /// `ToUnicode` has only one text a glyph.
    fn show_cluster(&mut self, cluster: Cluster<'_>) {
        let is_plain = self.copies(&cluster);
        if !is_plain {
            self.content.begin_actual(cluster.text);
        }
        for glyph in cluster.glyphs {
            let (x, y) = self.origin;
            let at = (x + glyph.x_offset.to_pt(), y + glyph.y_offset.to_pt());
            self.content.show(self.subset.code(glyph.id), at);
            self.origin.0 += glyph.advance.to_pt();
        }
        if !is_plain {
            self.content.end_mark();
        }
    }

    /// Whether the glyphs of a cluster copy as what it means.
    fn copies(&self, cluster: &Cluster<'_>) -> bool {
        let mut rest = Some(cluster.text);
        for glyph in cluster.glyphs {
            rest = rest.and_then(|rest| rest.strip_prefix(&*self.subset.code(glyph.id).text));
        }
        rest == Some("")
    }
}
