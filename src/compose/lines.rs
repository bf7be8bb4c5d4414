//! Lines: where in the template the reader is, as its line marks tell.

/// A reader's place. A mark stands at the end of its line, so text is read before its line is known.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The first line of the block being read.
    block: Option<u32>,
    last: u32,
    /// Text whose line is not known yet.
    waiting: Vec<String>,
}

impl Lines {
    /// At the start of a template.
    pub fn new() -> Self {
        Self { block: None, last: 1, waiting: vec![] }
    }

    /// Keeps text until its line is known.
    pub fn read(&mut self, text: &str) {
        self.waiting.push(text.to_owned());
    }

    /// Learns that the text read since the last mark stands on `line`, and gives it back.
    pub fn end(&mut self, line: u32) -> Vec<String> {
        self.block.get_or_insert(line);
        self.last = line;
        std::mem::take(&mut self.waiting)
    }

    /// The text without a mark behind it, as far as is known on the last line.
    pub fn rest(&mut self) -> (u32, Vec<String>) {
        (self.last, std::mem::take(&mut self.waiting))
    }

    /// The line that a finished block begins on; the next block begins after it.
    pub fn block(&mut self) -> u32 {
        self.block.take().unwrap_or(self.last)
    }
}
