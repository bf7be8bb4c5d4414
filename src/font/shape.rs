//! Shaping: text becomes glyphs at distances.

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont};

use super::{
    book::{FontBook, MissingGlyph, Style},
    face::Face,
};
use crate::{
    frame::{
        color::Color,
        geom::Abs,
        text::{FaceId, Glyph, GlyphRun},
    },
    lang::Lang,
};

impl FontBook {
    /// Shapes `text` into runs, one a face, side by side.
    ///
    /// # Errors
    /// The first character that no face of the style's family draws.
    pub fn shape(
        &self,
        text: &str,
        lang: Lang,
        style: Style,
        size: Abs,
        color: Color,
    ) -> Result<Vec<GlyphRun>, MissingGlyph> {
        let stretches = self.itemize(text, lang, style)?;
        let run = |(face, range): (FaceId, std::ops::Range<usize>)| {
            let text = text[range].to_owned();
            let glyphs = shape_in(self.face(face), &text, size);
            GlyphRun { face, size, color, lang, text, glyphs }
        };
        Ok(stretches.into_iter().map(run).collect())
    }

    /// The width of `text` set in one line.
    ///
    /// # Errors
    /// The first character that no face of the style's family draws.
    pub fn width(&self, text: &str, lang: Lang, style: Style, size: Abs) -> Result<Abs, MissingGlyph> {
        Ok(self.shape(text, lang, style, size, Color::BLACK)?.iter().map(GlyphRun::width).sum())
    }
}

/// Shapes text that one face draws whole.
fn shape_in(face: &Face, text: &str, size: Abs) -> Vec<Glyph> {
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(face.plan().script());
    buffer.set_language(face.plan().language().cloned());
    harfrust::shape(&ShaperFont::new(face.font()), &mut buffer, ShapeOptions::new().plan(Some(face.plan())))
        .expect("the plan was made for this face, and the buffer has the plan's properties");

    let em = f64::from(face.units_per_em());
    let length = |units: i32| size * (f64::from(units) / em);
    let infos = buffer.glyph_infos();
    let starts: Vec<usize> = infos.iter().map(|info| info.cluster as usize).collect();
    infos
        .iter()
        .zip(buffer.glyph_positions())
        .enumerate()
        .map(|(index, (info, position))| Glyph {
            id: u16::try_from(info.glyph_id).expect("a TrueType face has at most 65,535 glyphs"),
            advance: length(position.x_advance),
            x_offset: length(position.x_offset),
            y_offset: length(position.y_offset),
            range: cluster_range(&starts, index, text.len()),
        })
        .collect()
}

/// The bytes that a glyph stands for: its cluster's, for the cluster's first glyph.
fn cluster_range(starts: &[usize], index: usize, end: usize) -> std::ops::Range<usize> {
    let start = starts[index];
    if index > 0 && starts[index - 1] == start {
        return start..start;
    }
    let next = starts[index..].iter().copied().find(|other| *other > start).unwrap_or(end);
    start..next
}
