//! The sheet: where the text stands on it.

use crate::{
    frame::geom::{Abs, Size},
    theme::{PageStyle, Theme},
};

impl Theme {
    /// From line to line of the grid; none without one.
    pub fn grid_pitch(&self) -> Option<Abs> {
        self.grid.as_ref().map(|grid| self.page.text_height() / f64::from(grid.lines))
    }
}

impl PageStyle {
    /// The sheet on its side: its margins stand where they stand on the others.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { width: self.height, height: self.width, ..self }
    }

    /// The whole sheet.
    pub fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }

    /// The width of the text.
    pub fn text_width(&self) -> Abs {
        self.width - self.margin_inner - self.margin_outer
    }

    /// The height of the text.
    pub fn text_height(&self) -> Abs {
        self.height - self.margin_top - self.margin_bottom
    }

    /// From the sheet's left edge to the text on the page of that index: the inner margin is left
    /// on odd page numbers, which lie to the right of the spine, and where pages are not mirrored.
    pub fn text_left(&self, page: usize) -> Abs {
        if page.is_multiple_of(2) || !self.is_mirrored { self.margin_inner } else { self.margin_outer }
    }
}
