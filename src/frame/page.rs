//! Finished pages.

use super::item::Frame;

/// A document laid out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pages {
    /// In order; the first is the cover.
    pub pages: Vec<Frame>,
    /// The headings in order, for the outline.
    pub outline: Vec<OutlineEntry>,
    /// The number that each page bears; none on one that shows none.
    pub numbers: Vec<Option<usize>>,
}

/// A heading in the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for a section.
    pub level: u8,
    /// With its number, as it is read.
    pub title: String,
    /// The anchor on the heading.
    pub anchor: String,
    /// The index of its page.
    pub page: usize,
}
