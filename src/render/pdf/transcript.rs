//! The transcript of a page: what its operators say, in their order.
//!
//! It is kept twice, by the writer of a page and by the reader of a finished file: both must come to
//! the same.

/// What a page says, piece by piece. Texts that were placed apart are on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageTranscript {
    /// What a reader who copies or listens gets.
    pub reads: String,
    /// What the glyphs show, whatever the page says that they mean.
    pub draws: String,
    /// The open marked contents, and whether each says its text itself (`ActualText`).
    spans: Vec<bool>,
    /// What the open span says, until its first glyph shows where it stands.
    pending: Option<String>,
}

/// How far the pen moves between texts that have nothing to do with each other, in thousandths of
/// an em: more than any kerning, and more than the quarter em between Han and Latin.
const APART: f32 = 400.0;

impl PageTranscript {
    /// What follows stands somewhere else (`BT`, `Tm` and the like).
    pub fn apart(&mut self) {
        let is_inside = self.spans.contains(&true) && self.pending.is_none();
        if !is_inside {
            end_line(&mut self.reads);
        }
        end_line(&mut self.draws);
    }

    /// The pen moves on a line, by thousandths of an em.
    pub fn moved(&mut self, thousandths: f32) {
        if thousandths.abs() > APART {
            self.apart();
        }
    }

    /// Glyphs are shown that stand for `text`.
    pub fn show(&mut self, text: &str) {
        self.draws.push_str(text);
        if self.spans.contains(&true) {
            self.reads.push_str(&self.pending.take().unwrap_or_default());
        } else {
            self.reads.push_str(text);
        }
    }

    /// Marked content begins, which may say its text itself.
    pub fn begin(&mut self, actual: Option<String>) {
        self.spans.push(actual.is_some());
        self.pending = actual;
    }

    /// Marked content ends.
    pub fn end(&mut self) {
        self.spans.pop();
        self.reads.push_str(&self.pending.take().unwrap_or_default());
    }
}

fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}
