//! The content of a page: operators in their order, and the transcript of what they say.
//!
//! Glyphs on one baseline are shown by one operator, with the pen moved between them by whole
//! thousandths of an em: side by side, the same text takes a tenth less than piece by piece.

use lopdf::{Dictionary, Object};

use super::{
    fonts::Code,
    number::{point, text_object},
    operand::{write_operand, write_string, write_whole},
    transcript::PageTranscript,
};

/// The content of a page that is being written.
#[derive(Default)]
pub struct PageContent {
    /// The operators as they stand in a file.
    written: Vec<u8>,
    transcript: PageTranscript,
    /// The size of the selected font, in points.
    size: f64,
    line: Option<TextLine>,
}

/// Text that is being shown on one baseline.
struct TextLine {
    /// Where the line began, as a viewer reads it, in points.
    left: f64,
    baseline: f32,
    /// Where the viewer's pen stands, in thousandths of an em from where the line began.
    pen: i64,
    /// Glyphs and moves whose operator is not written yet, as they stand in its array.
    parts: Vec<u8>,
    /// The glyphs since the last move.
    shown: Vec<u8>,
}

impl PageContent {
    /// Writes an operator that says nothing.
    pub fn op(&mut self, operator: &str, operands: impl IntoIterator<Item = Object>) {
        self.show_line();
        self.begin_line();
        for operand in operands {
            write_operand(&mut self.written, &operand);
            self.written.push(b' ');
        }
        self.written.extend(operator.as_bytes());
    }

    /// An operator a line.
    fn begin_line(&mut self) {
        if !self.written.is_empty() {
            self.written.push(b'\n');
        }
    }

    /// Begins a text object, in which alone text may be shown.
    pub fn begin_text(&mut self) {
        self.op("BT", []);
        self.line = None;
        self.transcript.apart();
    }

    /// Ends the text object.
    pub fn end_text(&mut self) {
        self.op("ET", []);
        self.line = None;
    }

    /// Selects a font by its name, in a size in points.
    pub fn set_font(&mut self, name: &str, size: f64) {
        self.op("Tf", [Object::Name(name.as_bytes().to_vec()), Object::Real(point(size))]);
        self.size = size;
        self.line = None;
    }

    /// Shows a glyph of the selected font at a place of the page, in points. It stands there to within
    /// half a thousandth of an em, however long the line: each move starts from where the viewer's pen
    /// really is.
    pub fn show(&mut self, code: &Code, (x, y): (f64, f64)) {
        let baseline = point(y);
        if self.line.as_ref().is_none_or(|line| line.baseline.total_cmp(&baseline).is_ne()) {
            self.start_line(x, baseline);
        }
        let line = self.line.as_mut().expect("a line was just started");
        self.transcript.moved(line.move_to(x, self.size));
        line.show(code);
        self.transcript.show(&code.text);
    }

    /// Begins marked content without properties.
    pub fn begin_mark(&mut self, tag: &str) {
        self.op("BMC", [tag.into()]);
        self.transcript.begin(None);
    }

    /// Begins the marked content of that number of the page.
    pub fn begin_content(&mut self, tag: &str, mcid: Object) {
        let properties = Dictionary::from_iter([("MCID", mcid)]);
        self.op("BDC", [tag.into(), properties.into()]);
        self.transcript.begin(None);
    }

    /// Begins a span in another language.
    pub fn begin_language(&mut self, tag: &str) {
        self.begin_span("Lang", tag);
        self.transcript.begin(None);
    }

    /// Begins a span that says its text itself, whatever its glyphs stand for (`ActualText`,
    /// ISO 32000-1, 14.9.4).
    pub fn begin_actual(&mut self, text: &str) {
        self.begin_span("ActualText", text);
        self.transcript.begin(Some(text.to_owned()));
    }

    fn begin_span(&mut self, key: &str, value: &str) {
        let properties = Dictionary::from_iter([(key, text_object(value))]);
        self.op("BDC", ["Span".into(), properties.into()]);
    }

    /// Ends the marked content that was begun last.
    pub fn end_mark(&mut self) {
        self.op("EMC", []);
        self.transcript.end();
    }

    /// The operators as they stand in a file, and what they say.
    pub fn finish(mut self) -> (Vec<u8>, PageTranscript) {
        self.show_line();
        (self.written, self.transcript)
    }

    fn start_line(&mut self, x: f64, baseline: f32) {
        let left = point(x);
        let matrix = [1.into(), 0.into(), 0.into(), 1.into(), Object::Real(left), Object::Real(baseline)];
        self.op("Tm", matrix);
        self.transcript.apart();
        self.line = Some(TextLine { left: left.into(), baseline, pen: 0, parts: vec![], shown: vec![] });
    }

    /// Writes what is not written yet of the line; the pen stays where it is.
    fn show_line(&mut self) {
        let Some(line) = &mut self.line else { return };
        line.write_shown();
        let parts = std::mem::take(&mut line.parts);
        if !parts.is_empty() {
            self.begin_line();
            self.written.push(b'[');
            self.written.extend(parts);
            self.written.extend(b"] TJ");
        }
    }
}

impl TextLine {
    /// Moves the pen to `x` points, in a font of that size, and returns by how many thousandths of an
    /// em; a positive number in `TJ` moves it to the left (ISO 32000-1, 9.4.3).
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a page is a few hundred ems wide"
    )]
    fn move_to(&mut self, x: f64, size: f64) -> f32 {
        let wanted = ((x - self.left) * 1000.0 / size).round() as i64;
        let back = self.pen - wanted;
        if back != 0 {
            self.write_shown();
            if !self.parts.is_empty() {
                self.parts.push(b' ');
            }
            write_whole(&mut self.parts, back);
            self.pen = wanted;
        }
        back as f32
    }

    fn show(&mut self, code: &Code) {
        self.shown.extend(code.number.to_be_bytes());
        self.pen += i64::from(code.width);
    }

    fn write_shown(&mut self) {
        if !self.shown.is_empty() {
            write_string(&mut self.parts, &self.shown);
            self.shown.clear();
        }
    }
}
