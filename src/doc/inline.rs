//! Runs of text, in which every number still knows what it is.

use serde::Serialize;

use super::reading::Reading;
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
    /// What is no emphasis and is set apart all the same.
    Role(TextRole, Vec<Inline>),
    /// A reference to a figure, a table or a heading by its anchor.
    Reference {
        anchor: String,
        shown: String,
    },
    /// The page on which an anchor stands, which only the layout knows: no part of what is said.
    Page {
        anchor: String,
        /// In brackets behind a sentence, （第4页） or (p. 4); else the number alone.
        is_aside: bool,
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

/// What a stretch of text is, where it is not only said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TextRole {
    /// What is typed into a machine, as it is: `briefing build`.
    Code,
    /// Raised, as the number of a power.
    Superscript,
    /// Lowered, as the number of atoms.
    Subscript,
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
    pub shown: Reading,
    /// Whether `shown` says the unit; in a column or an axis that says it once, a number does not.
    pub has_unit: bool,
    /// The power of ten of the unit that it is shown in: 8 for 亿元.
    #[serde(skip)]
    pub exponent: u32,
    /// The mark of its status, `[e]`, set smaller after the number; empty for a normal value.
    pub mark: String,
}

impl Inline {
    /// Plain text, as it would be read out.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// The fact, where it is one.
    pub fn fact(&self) -> Option<&ShownFact> {
        match self {
            Self::Fact(fact) => Some(fact),
            _ => None,
        }
    }

    /// The note that is called, where one is.
    pub fn footnote(&self) -> Option<&Footnote> {
        match self {
            Self::Footnote(note) => Some(note),
            _ => None,
        }
    }
}

/// A run's inlines in reading order with emphasis opened: what is said, a note by its call alone.
pub fn leaves(run: &[Inline]) -> Vec<&Inline> {
    let mut leaves = vec![];
    for inline in run {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Role(_, inner) => {
                leaves.extend(self::leaves(inner));
            }
            leaf => leaves.push(leaf),
        }
    }
    leaves
}

/// As [`leaves`], with what the notes say behind each call.
pub fn leaves_and_notes(run: &[Inline]) -> Vec<&Inline> {
    let mut all = vec![];
    for leaf in leaves(run) {
        all.push(leaf);
        all.extend(leaf.footnote().into_iter().flat_map(|note| leaves_and_notes(&note.text)));
    }
    all
}

/// Lets every inline of [`leaves_and_notes`] be written in.
pub fn for_each_leaf(run: &mut [Inline], change: &mut impl FnMut(&mut Inline)) {
    for inline in run {
        match inline {
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Role(_, inner) => {
                for_each_leaf(inner, change);
            }
            leaf => {
                change(leaf);
                if let Inline::Footnote(note) = leaf {
                    for_each_leaf(&mut note.text, change);
                }
            }
        }
    }
}

/// The facts that a run shows, those of its notes apart.
pub fn shown_facts(run: &[Inline]) -> Vec<&ShownFact> {
    leaves(run).into_iter().filter_map(|leaf| leaf.fact()).collect()
}

/// The notes that a run calls, in order.
pub fn footnotes(run: &[Inline]) -> Vec<&Footnote> {
    leaves(run).into_iter().filter_map(|leaf| leaf.footnote()).collect()
}

/// The text of a run without its structure, for outlines, alternative texts and tests.
pub fn plain(run: &[Inline]) -> String {
    let mut out = String::new();
    for leaf in leaves(run) {
        match leaf {
            Inline::Text(text) | Inline::Literal(text) => out.push_str(text),
            Inline::Fact(fact) => {
                out.push_str(&fact.shown);
                out.push_str(&fact.mark);
            }
            Inline::Reference { shown, .. } | Inline::Link { shown, .. } => out.push_str(shown),
            // The call is no part of what is said, and its note stands elsewhere.
            Inline::Footnote(_)
            | Inline::Page { .. }
            | Inline::Strong(_)
            | Inline::Emphasis(_)
            | Inline::Role(..) => {}
            Inline::Break => out.push('\n'),
        }
    }
    out
}
