//! Shaped text.

use std::ops::Range;

use super::{color::Color, geom::Abs};
use crate::lang::Lang;

/// A face of the font book, by its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FaceId(pub u16);

/// Glyphs of one face, size and colour, side by side on a baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct GlyphRun {
    pub face: FaceId,
    pub size: Abs,
    pub color: Color,
    pub lang: Lang,
    /// What the glyphs say, in reading order.
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

/// A glyph of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How far the next glyph stands from this one's origin, spacing included.
    pub advance: Abs,
    /// Where the glyph is drawn, off its origin, to the right (a squeezed opening bracket is
    /// drawn to the left of it).
    pub x_offset: Abs,
    /// Off its baseline, upwards.
    pub y_offset: Abs,
    /// The bytes of the run's text that the glyph stands for; a cluster's later glyphs are empty.
    pub range: Range<usize>,
}

impl GlyphRun {
    /// The width from the first origin to behind the last advance.
    pub fn width(&self) -> Abs {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}
