//! Text: a glyph run becomes the operators that show it where it was set.

use std::collections::BTreeMap;

use printpdf::{Codepoint, DictItem, Op, PdfFontHandle, Pt, TextItem, TextMatrix};

use super::{
    cluster::{Cluster, clusters},
    fonts::Subset,
    number::{point, text_string},
};
use crate::frame::text::{Glyph, GlyphRun};

/// Writes runs of glyphs of one subset.
struct TextWriter<'a> {
    subset: &'a Subset,
    /// The run's size, in points.
    size: f64,
    /// Where the run starts on the page, in points from the bottom left.
    start: (f64, f64),
    /// Where the next glyph's origin is, in points from the start.
    origin: f64,
    /// Where the text line that is being shown began, in points from the start, and its height
    /// over the baseline.
    line: Option<(f64, f64)>,
    /// Where a viewer's pen stands, in thousandths of an em from where the line began.
    pen: i64,
    items: Vec<TextItem>,
    ops: Vec<Op>,
}

/// The operators that show `run` from `start` on, for the inside of a text object.
///
/// Glyphs stand where they were set to within half a thousandth of an em, however long the run:
/// each correction starts from where the viewer's pen really is.
pub fn show(run: &GlyphRun, subset: &Subset, start: (f64, f64)) -> Vec<Op> {
    let mut writer = TextWriter {
        subset,
        size: run.size.to_pt(),
        start,
        origin: 0.0,
        line: None,
        pen: 0,
        items: vec![],
        ops: vec![],
    };
    for cluster in clusters(run) {
        writer.show_cluster(cluster);
    }
    writer.flush();
    writer.ops
}

/// The operator that selects the subset's font.
pub fn set_font(subset: &Subset, size: f64) -> Op {
    Op::SetFont { font: PdfFontHandle::External(subset.id()), size: Pt(point(size)) }
}

/// The operator that opens a span with properties of its own: its language, its text.
pub fn begin_span(key: &str, value: &str) -> Op {
    let map = BTreeMap::from([(key.to_owned(), text_string(value))]);
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties: DictItem::Dict { map } }
}

impl TextWriter<'_> {
    /// A cluster whose glyphs would copy as something else says in a span what it means
    /// (`ActualText`, ISO 32000-1, 14.9.4): `ToUnicode` has only one text a glyph.
    fn show_cluster(&mut self, cluster: Cluster<'_>) {
        let copied: String =
            cluster.glyphs.iter().map(|glyph| self.subset.code(glyph.id).text.as_str()).collect();
        let is_plain = copied == cluster.text;
        if !is_plain {
            self.flush();
            self.ops.push(begin_span("ActualText", cluster.text));
        }
        for glyph in cluster.glyphs {
            self.show_glyph(glyph);
        }
        if !is_plain {
            self.flush();
            self.ops.push(Op::EndMarkedContent);
        }
    }

    fn show_glyph(&mut self, glyph: &Glyph) {
        let code = self.subset.code(glyph.id);
        let x = self.origin + glyph.x_offset.to_pt();
        let rise = glyph.y_offset.to_pt();
        match self.line {
            Some((line, height)) if height.total_cmp(&rise).is_eq() => self.move_to(x - line),
            _ => self.start_line(x, rise),
        }
        let codepoint = Codepoint::with_cid(code.number, 0.0, code.text.clone());
        match self.items.last_mut() {
            Some(TextItem::GlyphIds(codepoints)) => codepoints.push(codepoint),
            _ => self.items.push(TextItem::GlyphIds(vec![codepoint])),
        }
        self.pen += i64::from(code.width);
        self.origin += glyph.advance.to_pt();
    }

    /// Moves the pen to `x` points from where the line began; a positive number in `TJ` moves it
    /// to the left (ISO 32000-1, 9.4.3).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a page is a few hundred ems wide"
    )]
    fn move_to(&mut self, x: f64) {
        let wanted = (x * 1000.0 / self.size).round() as i64;
        let back = self.pen - wanted;
        if back != 0 {
            self.items.push(TextItem::Offset(back as f32));
            self.pen = wanted;
        }
    }

    fn start_line(&mut self, x: f64, rise: f64) {
        self.flush();
        let (left, baseline) = self.start;
        let matrix = TextMatrix::Translate(Pt(point(left + x)), Pt(point(baseline + rise)));
        self.ops.push(Op::SetTextMatrix { matrix });
        self.line = Some((x, rise));
        self.pen = 0;
    }

    fn flush(&mut self) {
        if !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.ops.push(Op::ShowText { items });
        }
    }
}
