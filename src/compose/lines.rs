//! Lines: where in the template the reader is, as its line marks tell, and what it has read since.

use crate::doc::numeral::GAP;

/// A reader's place. A mark stands at the end of its line, so text is read before its line is known.
#[derive(Debug, Clone)]
pub struct SourceLines {
    /// The first line of the block being read.
    block: Option<u32>,
    last: u32,
    passage: TypedPassage,
}

/// The text of a block as far as it was read, joined over markup and lines: what somebody typed, with a
/// gap for what is bound.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedPassage {
    pub text: String,
    /// How far the text goes that stands on a line or before it.
    ends: Vec<(usize, u32)>,
}

impl TypedPassage {
    /// The line on which a byte of the text stands; the last known one where no mark follows.
    pub fn line(&self, byte: usize, last: u32) -> u32 {
        self.ends.iter().find(|(end, _)| byte < *end).map_or(last, |(_, line)| *line)
    }
}

impl SourceLines {
    /// At the start of a template.
    pub fn new() -> Self {
        Self { block: None, last: 1, passage: TypedPassage::default() }
    }

    /// Learns where a block begins of which nothing was read yet.
    pub fn begin(&mut self, line: u32) {
        self.last = line;
    }

    /// Reads text that somebody typed.
    pub fn read(&mut self, text: &str) {
        self.passage.text.push_str(text);
    }

    /// Reads something bound.
    pub fn read_bound(&mut self) {
        self.passage.text.push(GAP);
    }

    /// Learns that the text read since the last mark stands on `line`.
    pub fn end(&mut self, line: u32) {
        self.block.get_or_insert(line);
        self.last = line;
        self.passage.ends.push((self.passage.text.len(), line));
    }

    /// The passage that has come to its end, and the last line that is known.
    pub fn passage(&mut self) -> (TypedPassage, u32) {
        (std::mem::take(&mut self.passage), self.last)
    }

    /// The line that a finished block begins on; the next block begins after it.
    pub fn block(&mut self) -> u32 {
        self.block.take().unwrap_or(self.last)
    }
}
