//! The sheet: where the text stands on it.

use crate::{
    frame::geom::{Abs, Size},
    theme::PageStyle,
};

impl PageStyle {
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
    /// on odd page numbers, which lie to the right of the spine.
    pub fn text_left(&self, page: usize) -> Abs {
        if page.is_multiple_of(2) { self.margin_inner } else { self.margin_outer }
    }
}
