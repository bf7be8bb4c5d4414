//! The page: the sheet, its type area, the grid in it and the furniture around it.

use serde::Deserialize;

use super::Theme;
use crate::{
    diag::{Diagnostic, Locus},
    frame::geom::Abs,
    inputs::File,
};

/// The sheet and its margins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageStyle {
    pub width: Abs,
    pub height: Abs,
    pub margin_top: Abs,
    pub margin_bottom: Abs,
    pub margin_inner: Abs,
    pub margin_outer: Abs,
    /// Whether the inner margin is on the right of even pages; else it is always on the left.
    pub is_mirrored: bool,
    /// From the sheet's top to the running head's baseline.
    pub head: Abs,
    /// From the sheet's bottom to the page number's baseline.
    pub foot: Abs,
}

/// Lines at fixed places, as many squares in each.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// The lines of a page.
    pub lines: u32,
    /// The squares of a line: body text is that many characters wide.
    pub characters: u32,
}

/// What stands around the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Furniture {
    /// Whether the short title and the section's name run along the top.
    pub has_head: bool,
    /// What stands before and behind the page's number.
    pub before_number: String,
    pub after_number: String,
    /// How far the number stands in from the outer edge of the text, in ems of its style.
    pub number_inset: f64,
}

impl Theme {
    /// Reports what cannot be set.
    pub(super) fn check(&self, file: &File) -> Result<(), Diagnostic> {
        let fault = |message: String| Diagnostic::error("bad-theme", message).at(Locus::file(&file.path));
        if self.text.heading.is_empty() {
            return Err(
                fault("no style of a heading is named".to_owned()).help("give text.heading one style")
            );
        }
        let Some(Grid { lines, characters }) = self.grid else { return Ok(()) };
        let (page, body) = (&self.page, &self.text.body);
        let needed = [body.size * f64::from(characters), body.leading * f64::from(lines)];
        let (wide, high) = (page.width - page.margin_inner - page.margin_outer, page.text_height());
        if lines > 0 && characters > 0 && needed[0].fits(wide) && needed[1].fits(high) {
            return Ok(());
        }
        let [width, height] = needed.map(|it| format!("{:.1}", it.to_pt()));
        let message = format!(
            "a grid of {lines} lines of {characters} characters needs {width} × {height} pt, the margins leave {:.1} × {:.1} pt",
            wide.to_pt(),
            high.to_pt()
        );
        Err(fault(message).help("make text.body smaller, its leading shorter, or the margins narrower"))
    }
}
