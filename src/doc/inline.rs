//! Runs of text, in which every number still knows what it is.

use serde::Serialize;

use crate::data::fact::FactId;

/// A piece of a paragraph, a cell, a caption or a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Inline {
    Text(String),
    /// A number that is a fact: it stays one down to the page.
    Fact(ShownFact),
    /// A numeral that is no measurement: a year of the plan, a date, the name of a report.
    Literal(String),
    Strong(Vec<Inline>),
    Emphasis(Vec<Inline>),
    /// A reference to a figure, a table or a heading by its anchor.
    Reference {
        anchor: String,
        shown: String,
    },
    /// A web address.
    Link {
        url: String,
        shown: String,
    },
    /// The call of a note at the foot of the page.
    Footnote(Footnote),
    /// A forced line break.
    Break,
}

/// A note: it stands at the foot of the page that calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Footnote {
    /// What the text calls it by, `usd` for `[^usd]`.
    pub name: String,
    /// Its place among the notes of the document, from 1.
    pub number: u32,
    pub text: Vec<Inline>,
}

/// A fact as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownFact {
    pub id: FactId,
    /// The number with its unit, as it is read: `2104.5亿元`, `33.0%`.
    pub shown: String,
    /// Whether `shown` says the unit; in a column or an axis that says it once, a number does not.
    pub has_unit: bool,
    /// The mark of its status, `[e]`, set smaller after the number; empty for a normal value.
    pub mark: String,
}

impl Inline {
    /// Plain text, as it would be read out.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn write_plain(&self, out: &mut String) {
        match self {
            Self::Text(text) | Self::Literal(text) => out.push_str(text),
            Self::Fact(fact) => {
                out.push_str(&fact.shown);
                out.push_str(&fact.mark);
            }
            Self::Strong(inner) | Self::Emphasis(inner) => inner.iter().for_each(|it| it.write_plain(out)),
            Self::Reference { shown, .. } | Self::Link { shown, .. } => out.push_str(shown),
            // The call is no part of what is said, and its note stands elsewhere.
            Self::Footnote(_) => {}
            Self::Break => out.push('\n'),
        }
    }
}

/// The notes that a run calls, in order.
pub fn footnotes<'a>(inlines: &'a [Inline]) -> Vec<&'a Footnote> {
    let notes_of = |inline: &'a Inline| match inline {
        Inline::Footnote(note) => vec![note],
        Inline::Strong(inner) | Inline::Emphasis(inner) => footnotes(inner),
        _ => vec![],
    };
    inlines.iter().flat_map(notes_of).collect()
}

/// The text of a run without its structure, for outlines, alternative texts and tests.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    inlines.iter().for_each(|it| it.write_plain(&mut out));
    out
}
