//! Raised and lowered text within words: `x^n^`, `H~two~O`.
//!
//! CommonMark's extensions know these at the edges of words alone; formulas and units have them within.

use super::bind::Piece;
use crate::doc::inline::{Inline, Role};

/// A stretch of a text, with what is raised or lowered parted from the rest.
#[derive(Debug, PartialEq, Eq)]
pub enum Token {
    Text(String),
    Bound(Inline),
    EndOfLine(u32),
    /// A character that nothing sets.
    Strange(char),
    /// What follows, up to the end, is raised or lowered.
    Start(Role),
    End,
}

impl From<Piece> for Token {
    fn from(piece: Piece) -> Self {
        match piece {
            Piece::Text(text) => Self::Text(text),
            Piece::Bound(inline) => Self::Bound(inline),
            Piece::EndOfLine(line) => Self::EndOfLine(line),
            Piece::Strange(c) => Self::Strange(c),
        }
    }
}

/// Parts the pieces of a text. A mark without another on the same line, or with a blank between them, is text.
pub fn tokens(pieces: Vec<Piece>) -> Vec<Token> {
    let mut tokens = vec![];
    let mut open: Option<char> = None;
    let mut rest = pieces.into_iter().collect::<std::collections::VecDeque<_>>();
    while let Some(piece) = rest.pop_front() {
        match piece {
            piece @ (Piece::EndOfLine(_) | Piece::Bound(_) | Piece::Strange(_)) => {
                tokens.push(Token::from(piece));
            }
            Piece::Text(text) => {
                let is_mark = |c: char| open.map_or(matches!(c, '^' | '~'), |mark| c == mark);
                let found = text.char_indices().find(|(at, c)| {
                    // A call of a note that is not written is told as that.
                    let is_call = text[..*at].ends_with('[');
                    is_mark(*c) && (open.is_some() || !is_call && closes(*c, &text[at + 1..], rest.iter()))
                });
                let Some((at, mark)) = found else {
                    tokens.push(Token::Text(text));
                    continue;
                };
                let (before, after) = (text[..at].to_owned(), text[at + 1..].to_owned());
                if !before.is_empty() {
                    tokens.push(Token::Text(before));
                }
                tokens.push(match open.take() {
                    Some(_) => Token::End,
                    None => {
                        open = Some(mark);
                        Token::Start(if mark == '^' { Role::Superscript } else { Role::Subscript })
                    }
                });
                if !after.is_empty() {
                    rest.push_front(Piece::Text(after));
                }
            }
        }
    }
    tokens
}

/// Whether a mark is followed by something without a blank, and that by the mark again.
fn closes<'a>(mark: char, here: &str, rest: impl Iterator<Item = &'a Piece>) -> bool {
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
            Piece::Text(text) => in_text(text),
            Piece::EndOfLine(_) | Piece::Strange(_) => Some(false),
            // A bound number is something: what closes behind it encloses it.
            Piece::Bound(_) => in_text("0"),
        };
        if let Some(is_closed) = found {
            return is_closed;
        }
    }
    false
}
