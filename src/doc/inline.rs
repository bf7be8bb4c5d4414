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
    /// A forced line break.
    Break,
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
            Self::Break => out.push('\n'),
        }
    }
}

/// The text of a run without its structure, for outlines, alternative texts and tests.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    inlines.iter().for_each(|it| it.write_plain(&mut out));
    out
}
