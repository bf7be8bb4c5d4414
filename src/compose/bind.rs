//! Binding: what a template prints becomes an inline that still knows what it is.
//!
//! Templates print text. A fact prints a marker instead: two private-use characters around the
//! fact's position in [`Bindings`] and a check of it. Markdown passes markers through, and
//! [`Bindings::resolve`] puts the facts back. Line marks work the same way: they carry a template's line
//! number past loops and Markdown to the diagnostic that needs it.
//!
//! No text can hold a marker that no fact has printed: files with such characters are refused, and what gets
//! past that (an escape in an expression, an entity of Markdown) lacks the check, which is made from all facts.

use std::sync::{Mutex, PoisonError};

use crate::{
    doc::inline::{Inline, plain},
    inputs::{sha256, strange_character},
};

const FACT: char = '\u{E000}';
const LINE: char = '\u{E001}';
const END: char = '\u{E002}';
/// Stands for the digit 0; the other nine follow. No Markdown rule knows them.
const ZERO: u32 = 0xE010;

/// The bound inlines of one rendering, by the number in their marker.
#[derive(Debug)]
pub struct Bindings {
    bound: Mutex<Vec<Inline>>,
    /// What the checks of the markers are made from.
    key: String,
}

/// A piece of rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenderedPiece {
    /// Text as the editor typed it, or as a register says it.
    Text(String),
    Bound(Inline),
    /// What follows stands on a later line of the template than this one.
    EndOfLine(u32),
    /// A character that nobody could read, or that would forge a marker.
    Strange(char),
}

/// The decimal digits of a marker's check.
const CHECK: usize = 8;

impl Bindings {
    /// None yet; the markers are checked by `key`.
    pub fn keyed(key: String) -> Self {
        Self { bound: Mutex::default(), key }
    }

    /// Remembers an inline and gives the marker to print for it.
    pub fn bind(&self, inline: Inline) -> String {
        let mut bound = self.bound.lock().unwrap_or_else(PoisonError::into_inner);
        bound.push(inline);
        let at = bound.len() - 1;
        marker(FACT, &format!("{at}{}", self.check(&at.to_string())))
    }

    /// The check of a position, of [`CHECK`] digits.
    fn check(&self, at: &str) -> String {
        let digest = sha256(format!("{} {at}", self.key).as_bytes());
        let number = u64::from_str_radix(&digest[..15], 16).expect("a digest is hexadecimal");
        format!("{:0CHECK$}", number % 10_u64.pow(8))
    }

    /// Rendered text as it is read, without marks.
    pub fn read(&self, text: &str) -> String {
        let pieces = self.resolve(text).into_iter();
        let inlines = pieces.filter_map(|piece| match piece {
            RenderedPiece::Text(text) => Some(Inline::Text(text)),
            RenderedPiece::Bound(inline) => Some(inline),
            RenderedPiece::EndOfLine(_) | RenderedPiece::Strange(_) => None,
        });
        plain(&inlines.collect::<Vec<_>>())
    }

    /// Cuts rendered text at its markers, and at each character that is none and means nothing to a reader.
    pub fn resolve(&self, text: &str) -> Vec<RenderedPiece> {
        let mut pieces = vec![];
        let mut rest = text;
        while let Some((start, strange)) = strange_character(rest).and_then(|c| Some((rest.find(c)?, c))) {
            if start > 0 {
                pieces.push(RenderedPiece::Text(rest[..start].to_owned()));
            }
            let (piece, length) =
                self.marked(&rest[start..]).unwrap_or((RenderedPiece::Strange(strange), strange.len_utf8()));
            pieces.push(piece);
            rest = &rest[start + length..];
        }
        if !rest.is_empty() {
            pieces.push(RenderedPiece::Text(rest.to_owned()));
        }
        pieces
    }

    /// The marker that a text begins with, and its length in bytes; none where it is not whole, or was printed by
    /// no fact.
    fn marked(&self, text: &str) -> Option<(RenderedPiece, usize)> {
        let kind = text.chars().next().filter(|c| matches!(*c, FACT | LINE))?;
        let (digits, _) = text[kind.len_utf8()..].split_once(END)?;
        let length = kind.len_utf8() + digits.len() + END.len_utf8();
        let digits = digits.chars().map(digit).collect::<Option<String>>()?;
        if kind == LINE {
            return Some((RenderedPiece::EndOfLine(digits.parse().ok()?), length));
        }
        let (at, check) = digits.split_at_checked(digits.len().checked_sub(CHECK)?)?;
        let bound = self.bound.lock().unwrap_or_else(PoisonError::into_inner);
        let inline = bound.get(at.parse::<usize>().ok()?).filter(|_| check == self.check(at))?;
        Some((RenderedPiece::Bound(inline.clone()), length))
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
            out.push_str(&marker(LINE, &number.to_string()));
            out.push_str("|\n");
            continue;
        }
        let is_structure = text.is_empty()
            || is_rule
            || text.trim_start().starts_with(['`', '|', '~'])
            || is_condition_alone(text)
            || is_definition(text)
            || text.trim_matches(['-', '*', '_', ' ']).is_empty()
            || text.trim_matches(['=', ' ']).is_empty();
        if is_in_tag || is_structure {
            out.push_str(line);
        } else {
            let at = if text.ends_with('}') { text.rfind(" {#") } else { closing_hashes(text) };
            // Behind a full stop, stars close only where nothing but a blank follows them: **So it is.**
            let end = text.trim_end_matches('*').len();
            let (running, anchor) = text.split_at(at.unwrap_or(end));
            out.push_str(running);
            out.push_str(&marker(LINE, &number.to_string()));
            out.push_str(anchor);
        }
        out.push('\n');
    }
    out
}

/// Whether a line writes an address apart from the words that lead there: `[name]: https://…`.
fn is_definition(line: &str) -> bool {
    let name = line.trim_start().strip_prefix('[').filter(|rest| !rest.starts_with('^'));
    name.and_then(|rest| rest.split_once("]:")).is_some_and(|(name, _)| !name.contains([']', '[']))
}

/// Where the hashes begin that close a heading, `## So ##`.
fn closing_hashes(line: &str) -> Option<usize> {
    let running = line.trim_end_matches('#');
    let is_closed = line.starts_with('#') && running.len() < line.len() && running.ends_with(' ');
    Some(running.trim_end().len()).filter(|end| is_closed && *end > 0)
}

/// Takes the line marks out of a text that is no prose: a heading's anchor, a float's address.
pub fn without_marks(text: &str) -> String {
    let is_mark = |c: char| matches!(c, FACT | LINE | END) || (ZERO..ZERO + 10).contains(&u32::from(c));
    text.chars().filter(|c| !is_mark(*c)).collect()
}

/// Whether nothing stands on a line: neither text nor anything bound.
pub fn is_blank(line: &str) -> bool {
    !line.contains(FACT) && without_marks(line).trim().is_empty()
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

fn marker(kind: char, digits: &str) -> String {
    let digits = digits.bytes().filter_map(|digit| char::from_u32(u32::from(digit - b'0') + ZERO));
    std::iter::once(kind).chain(digits).chain([END]).collect()
}

/// The digit that a character of a marker stands for.
fn digit(c: char) -> Option<char> {
    char::from_digit(u32::from(c).checked_sub(ZERO)?, 10)
}
