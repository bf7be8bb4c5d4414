//! What every chart is drawn with: faces, theme, language and width.

use super::grid::{pt, units};
use crate::{font::FontBook, lang::Lang, theme::Theme};

/// Faces, theme and language; `width` is the drawing's, in units.
pub struct Canvas<'a> {
    pub fonts: &'a FontBook,
    pub theme: &'a Theme,
    pub lang: Lang,
    pub width: i32,
}

impl Canvas<'_> {
    /// The height of a drawing with `around` units above and below its plot: the usual one, and
    /// more when labels ask for it.
    ///
    /// `must` is what labels need that may not be dropped, `may` what all of them need: for the
    /// first a drawing grows as far as it takes, for the second up to the theme's greatest height.
    pub fn height(&self, around: i32, must: i32, may: i32) -> i32 {
        let style = &self.theme.chart;
        let [usual, greatest] = [style.height, style.max_height].map(|height| units(height) - around);
        usual.max(must).max(may.min(greatest)).max(pt(40)) + around
    }

    /// The part of the width that a column of labels may take at most.
    pub fn share(&self, percent: i32) -> i32 {
        self.width * percent / 100
    }
}
