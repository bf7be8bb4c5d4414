//! Outlines of glyphs, step by step, in the words of SVG's paths.

use harfrust::{
    Font, GlyphId,
    font::glyph::outline::{DrawMemory, DrawOptions, PathSink},
};

/// Hands each step of a glyph's outline to `step`: its command and its points, in design units upwards. Whether
/// the outline could be drawn to its end; a glyph that has none has nothing to draw.
pub fn draw(font: &Font, glyph: GlyphId, step: impl FnMut(char, &[(f32, f32)])) -> bool {
    let Some(outline) = font.outline_glyphs().get(glyph) else { return true };
    outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut Steps(step)).is_ok()
}

struct Steps<F>(F);

impl<F: FnMut(char, &[(f32, f32)])> PathSink for Steps<F> {
    fn move_to(&mut self, x: f32, y: f32) {
        (self.0)('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        (self.0)('L', &[(x, y)]);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        (self.0)('Q', &[(cx0, cy0), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        (self.0)('C', &[(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        (self.0)('Z', &[]);
    }
}
