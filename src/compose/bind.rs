//! Binding: what a template prints becomes an inline that still knows what it is.
//!
//! Templates print text. A fact prints a marker instead: two private-use characters around the
//! fact's position in [`Bindings`]. Markdown passes markers through, and [`Bindings::resolve`] puts
//! the facts back. Line marks work the same way: they carry a template's line number past loops
//! and Markdown to the diagnostic that needs it.

use std::sync::{Mutex, PoisonError};

use crate::doc::inline::{Inline, plain};

const FACT: char = '\u{E000}';
const LINE: char = '\u{E001}';
const END: char = '\u{E002}';
/// Stands for the digit 0; the other nine follow. No Markdown rule knows them.
const ZERO: u32 = 0xE010;

/// The bound inlines of one rendering, by the number in their marker.
#[derive(Debug, Default)]
pub struct Bindings(Mutex<Vec<Inline>>);

/// A piece of rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as the editor typed it, or as a register says it.
    Text(String),
    Bound(Inline),
    /// What follows stands on a later line of the template than this one.
    EndOfLine(u32),
}

impl Bindings {
    /// Remembers an inline and gives the marker to print for it.
    pub fn bind(&self, inline: Inline) -> String {
        let mut bound = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bound.push(inline);
        marker(FACT, bound.len() - 1)
    }

    /// Rendered text as it is read, without marks.
    pub fn read(&self, text: &str) -> String {
        let pieces = self.resolve(text).into_iter();
        let inlines = pieces.filter_map(|piece| match piece {
            Piece::Text(text) => Some(Inline::Text(text)),
            Piece::Bound(inline) => Some(inline),
            Piece::EndOfLine(_) => None,
        });
        plain(&inlines.collect::<Vec<_>>())
    }

    /// Cuts rendered text at its markers.
    pub fn resolve(&self, text: &str) -> Vec<Piece> {
        let bound = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut pieces = vec![];
        let mut rest = text;
        while let Some(start) = rest.find([FACT, LINE]) {
            if start > 0 {
                pieces.push(Piece::Text(rest[..start].to_owned()));
            }
            let marker = &rest[start..];
            let end = marker.find(END).map_or(marker.len(), |end| end + END.len_utf8());
            let number = number(&marker[..end]);
            if marker.starts_with(LINE) {
                pieces.push(Piece::EndOfLine(u32::try_from(number).unwrap_or(u32::MAX)));
            } else if let Some(inline) = bound.get(number) {
                pieces.push(Piece::Bound(inline.clone()));
            }
            rest = &marker[end..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        pieces
    }
}

/// Writes a line mark at the end of every line of a template that holds running text, before a
/// heading's anchor.
///
/// Inside a tag, in a fence's own line, on a blank line or one that holds nothing but
/// conditions, a mark would change what the line means: none is written there.
pub fn with_line_marks(template: &str) -> String {
    let mut out = String::with_capacity(template.len() * 5 / 4);
    let mut is_in_tag = false;
    for (line, number) in template.lines().zip(1_usize..) {
        is_in_tag = ends_in_tag(line, is_in_tag);
        let text = line.trim_end();
        // A row of a table has its mark before its last bar, the line below its head has none.
        let is_rule = text.contains('-') && text.trim_matches(['-', ':', '|', ' ']).is_empty();
        let row = text.strip_suffix('|').filter(|_| text.trim_start().starts_with('|'));
        if let Some(row) = row.filter(|_| !is_rule && !is_in_tag) {
            out.push_str(row);
            out.push_str(&marker(LINE, number));
            out.push_str("|\n");
            continue;
        }
        let is_structure = text.is_empty()
            || is_rule
            || text.trim_start().starts_with(['`', '|', '~'])
            || is_condition_alone(text)
            || text.trim_matches(['-', '*', '_', ' ']).is_empty();
        if is_in_tag || is_structure {
            out.push_str(line);
        } else {
            let at = if text.ends_with('}') { text.rfind(" {#") } else { None };
            let (running, anchor) = text.split_at(at.unwrap_or(text.len()));
            out.push_str(running);
            out.push_str(&marker(LINE, number));
            out.push_str(anchor);
        }
        out.push('\n');
    }
    out
}

/// Takes the line marks out of a text that is no prose: a heading's anchor, a float's address.
pub fn without_marks(text: &str) -> String {
    let is_mark = |c: char| matches!(c, FACT | LINE | END) || (ZERO..ZERO + 10).contains(&u32::from(c));
    text.chars().filter(|c| !is_mark(*c)).collect()
}

/// Whether a line holds statements and no text.
pub fn is_condition_alone(line: &str) -> bool {
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once("{%") {
        let Some((_, after)) = tag.split_once("%}").filter(|_| before.trim().is_empty()) else {
            return false;
        };
        rest = after;
    }
    rest.len() < line.len() && rest.trim().is_empty()
}

fn ends_in_tag(line: &str, mut is_in_tag: bool) -> bool {
    let mut rest = line;
    loop {
        let delimiters = if is_in_tag { ["}}", "%}"] } else { ["{{", "{%"] };
        let Some(at) = delimiters.iter().filter_map(|it| rest.find(it)).min() else { return is_in_tag };
        is_in_tag = !is_in_tag;
        rest = &rest[at + 2..];
    }
}

fn marker(kind: char, number: usize) -> String {
    let digits = number.to_string().bytes().map(|digit| u32::from(digit - b'0') + ZERO).collect::<Vec<_>>();
    std::iter::once(kind).chain(digits.into_iter().filter_map(char::from_u32)).chain([END]).collect()
}

fn number(marker: &str) -> usize {
    let digits = marker.chars().filter_map(|c| u32::from(c).checked_sub(ZERO).filter(|digit| *digit < 10));
    digits.fold(0, |number, digit| number * 10 + digit as usize)
}
