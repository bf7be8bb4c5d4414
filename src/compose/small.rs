//! Raised and lowered text within words: `x^n^`, `H~two~O`.
//!
//! CommonMark's extensions know these at the edges of words alone; formulas and units have them within.

use super::bind::RenderedPiece;
use crate::doc::inline::{Inline, TextRole};

/// A stretch of a text, with what is raised or lowered parted from the rest.
#[derive(Debug, PartialEq, Eq)]
pub enum SmallToken {
    Text(String),
    Bound(Inline),
    EndOfLine(u32),
    /// A character that nothing sets.
    Strange(char),
    /// What follows, up to the end, is raised or lowered.
    Start(TextRole),
    End,
}

impl From<RenderedPiece> for SmallToken {
    fn from(piece: RenderedPiece) -> Self {
        match piece {
            RenderedPiece::Text(text) => Self::Text(text),
            RenderedPiece::Bound(inline) => Self::Bound(inline),
            RenderedPiece::EndOfLine(line) => Self::EndOfLine(line),
            RenderedPiece::Strange(c) => Self::Strange(c),
        }
    }
}

/// Parts the pieces of a text. A mark without another on the same line, or with a blank between them, is text.
pub fn tokens(pieces: Vec<RenderedPiece>) -> Vec<SmallToken> {
    let mut tokens = vec![];
    let mut open: Option<char> = None;
    let mut rest = pieces.into_iter().collect::<std::collections::VecDeque<_>>();
    while let Some(piece) = rest.pop_front() {
        match piece {
            piece @ (RenderedPiece::EndOfLine(_) | RenderedPiece::Bound(_) | RenderedPiece::Strange(_)) => {
                tokens.push(SmallToken::from(piece));
            }
            RenderedPiece::Text(text) => {
                let is_mark = |c: char| open.map_or(matches!(c, '^' | '~'), |mark| c == mark);
                let found = text.char_indices().find(|(at, c)| {
                    // A call of a note that is not written is told as that.
                    let is_call = text[..*at].ends_with('[');
                    is_mark(*c) && (open.is_some() || !is_call && closes(*c, &text[at + 1..], rest.iter()))
                });
                let Some((at, mark)) = found else {
                    tokens.push(SmallToken::Text(text));
                    continue;
                };
                let (before, after) = (text[..at].to_owned(), text[at + 1..].to_owned());
                if !before.is_empty() {
                    tokens.push(SmallToken::Text(before));
                }
                tokens.push(match open.take() {
                    Some(_) => SmallToken::End,
                    None => {
                        open = Some(mark);
                        SmallToken::Start(if mark == '^' {
                            TextRole::Superscript
                        } else {
                            TextRole::Subscript
                        })
                    }
                });
                if !after.is_empty() {
                    rest.push_front(RenderedPiece::Text(after));
                }
            }
        }
    }
    tokens
}

/// Whether a mark is followed by something without a blank, and that by the mark again.
fn closes<'a>(mark: char, here: &str, rest: impl Iterator<Item = &'a RenderedPiece>) -> bool {
    let mut is_empty = true;
    let mut in_text = |text: &str| {
        for c in text.chars() {
            if c == mark {
                return Some(!is_empty);
            }
            if c.is_whitespace() {
                return Some(false);
            }
            is_empty = false;
        }
        None
    };
    if let Some(is_closed) = in_text(here) {
        return is_closed;
    }
    for piece in rest {
        let found = match piece {
            RenderedPiece::Text(text) => in_text(text),
            RenderedPiece::EndOfLine(_) | RenderedPiece::Strange(_) => Some(false),
            // A bound number is something: what closes behind it encloses it.
            RenderedPiece::Bound(_) => in_text("0"),
        };
        if let Some(is_closed) = found {
            return is_closed;
        }
    }
    false
}
