//! Measures: what a PDF says of a face, in thousandths of an em.

use std::collections::BTreeMap;

use harfrust::GlyphId;
use printpdf::{
    ParsedFont,
    font::{FontMetrics, FontType, PdfFontMetricsStub},
};

use crate::font::Face;

/// The measures of a whole face, in thousandths of an em.
pub struct Measured<'a> {
    face: &'a Face,
    ascent: i16,
    descent: i16,
    pub cap_height: i16,
    /// Left, bottom, right, top of all its glyphs.
    bounds: [i16; 4],
    /// In degrees, negative to the right.
    pub italic_angle: i16,
    /// 400 for regular.
    weight: u16,
}

impl<'a> Measured<'a> {
    /// Measures `face`.
    pub fn of(face: &'a Face) -> Self {
        let bounds = face.metrics().bounds;
        let sides = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max];
        let units = f64::from(face.units_per_em());
        let (ascent, descent) = face.line_box();
        let angle = face.font().style_metrics().italic_angle.unwrap_or_default();
        Self {
            face,
            ascent: rounded(ascent * 1000.0),
            descent: rounded(descent * 1000.0),
            cap_height: rounded(face.cap_height() * 1000.0),
            bounds: sides.map(|side| rounded(side.to_f64() * 1000.0 / units)),
            italic_angle: rounded(angle.to_f64()),
            weight: rounded(face.font().default_attributes().weight.value().into()).unsigned_abs(),
        }
    }

    /// The width of a glyph.
    pub fn width(&self, glyph: u16) -> u16 {
        let width = f64::from(self.face.font().glyph_metrics().h_advance(GlyphId::from(glyph)));
        rounded(width * 1000.0 / f64::from(self.face.units_per_em())).unsigned_abs()
    }

    /// The font for the assembler. Everything is in thousandths of an em, because it would cut
    /// off what it had to scale where a viewer rounds.
    pub fn font(&self, program: Vec<u8>, glyph_widths: BTreeMap<u16, u16>, name: String) -> ParsedFont {
        let [x_min, y_min, x_max, y_max] = self.bounds;
        let is_cff = program.starts_with(b"OTTO");
        ParsedFont {
            original_bytes: program,
            font_index: 0,
            font_name: Some(name),
            codepoint_to_glyph: BTreeMap::new(),
            glyph_widths,
            units_per_em: 1000,
            font_metrics: FontMetrics { ascent: self.ascent, descent: self.descent },
            font_type: if is_cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType },
            pdf_font_metrics: PdfFontMetricsStub {
                units_per_em: 1000,
                x_min,
                y_min,
                x_max,
                y_max,
                caret_slope_rise: 1,
                caret_slope_run: 0,
                us_weight_class: self.weight,
            },
        }
    }
}

/// A measure as a whole number.
#[expect(clippy::cast_possible_truncation, reason = "a cast from f64 saturates, and faces are smaller")]
fn rounded(measure: f64) -> i16 {
    measure.round() as i16
}
