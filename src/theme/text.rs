//! Styles of text: a face, a size and the distances around, one for each thing that is set.

use schemars::JsonSchema;
use serde::Deserialize;

use super::face::{Family, Weight};
use crate::{frame::geom::Abs, lang::Lang};

/// The styles of text, by what is set in them.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextStyles {
    pub body: TextStyle,
    /// Headings, from level 1 down; a deeper one looks like the last.
    pub heading: Vec<TextStyle>,
    pub caption: TextStyle,
    pub note: TextStyle,
    pub table: TextStyle,
    pub table_head: TextStyle,
    pub table_dense: TextStyle,
    pub card_value: TextStyle,
    pub card_label: TextStyle,
    pub quote: TextStyle,
    pub contents: TextStyle,
    pub running: TextStyle,
    /// The page's number.
    pub folio: TextStyle,
    /// A line that says what the pages behind it are: 附件.
    pub label: TextStyle,
    /// A line before the text, to whom or from whom it is.
    pub opening: TextStyle,
    /// A line behind the text: what is annexed to it.
    pub enclosure: TextStyle,
    /// A line behind the text: who signs, the day.
    pub closing: TextStyle,
    pub cover_kicker: TextStyle,
    pub cover_title: TextStyle,
    pub cover_subtitle: TextStyle,
    pub cover_line: TextStyle,
}

/// A face, a size, and the distances around.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextStyle {
    pub family: Family,
    #[serde(default)]
    pub weight: Weight,
    pub size: Abs,
    /// From baseline to baseline.
    pub leading: Abs,
    #[serde(default)]
    pub space_above: Abs,
    #[serde(default)]
    pub space_below: Abs,
    /// The indent of a paragraph's first line in ems, from the edge at which its lines begin:
    /// Chinese briefings indent by two characters.
    #[serde(default)]
    pub indent_zh: f64,
    #[serde(default)]
    pub indent_en: f64,
    #[serde(default)]
    pub align: Alignment,
}

/// Where the lines of a style begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Alignment {
    /// Flush left, ragged right.
    #[default]
    Start,
    /// At both edges, the last line where it ends.
    Justify,
    Center,
    /// Flush right.
    End,
}

impl TextStyles {
    /// The style of a heading of that level, from 1.
    #[must_use]
    pub fn heading(&self, level: u8) -> &TextStyle {
        let index = usize::from(level).clamp(1, self.heading.len()) - 1;
        &self.heading[index]
    }
}

impl TextStyle {
    /// The first line's indent in a text of that language.
    #[must_use]
    pub fn indent(&self, lang: Lang) -> Abs {
        self.size * if lang == Lang::Zh { self.indent_zh } else { self.indent_en }
    }
}
