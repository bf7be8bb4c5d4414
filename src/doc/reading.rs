//! How a value reads: its digits, and what is written around them.

use std::{fmt, ops::Deref};

use serde::Serialize;

/// A value in words and digits, in the order in which they are read: 超过2.7万家, $1.2 billion, 33rd.
///
/// It is read as its text, and still knows which part of it is the number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Reading {
    text: String,
    /// Where the digits begin and end in it, in bytes.
    digits: (usize, usize),
}

impl Reading {
    /// Puts it together: what is written before the digits (超过, "more than ", 第, "$"), the digits with their
    /// sign, and what is written behind them (亿元, " billion yuan", "%", 位, "rd").
    pub fn new(before: &str, digits: &str, after: &str) -> Self {
        let end = before.len() + digits.len();
        Self { text: format!("{before}{digits}{after}"), digits: (before.len(), end) }
    }

    /// A number alone, or words in its place: about a third.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let end = text.len();
        Self { text, digits: (0, end) }
    }

    /// What is written before the digits.
    pub fn before(&self) -> &str {
        &self.text[..self.digits.0]
    }

    /// The digits with their sign; the words, where it is words.
    pub fn digits(&self) -> &str {
        &self.text[self.digits.0..self.digits.1]
    }

    /// What is written behind the digits.
    pub fn after(&self) -> &str {
        &self.text[self.digits.1..]
    }

    /// The whole of it.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Deref for Reading {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl From<Reading> for String {
    fn from(reading: Reading) -> Self {
        reading.text
    }
}
