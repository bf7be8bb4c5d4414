//! The theme: every measure, colour and face of a page, read from the plan's `theme.toml`.

use serde::Deserialize;

use crate::frame::{color::Color, geom::Abs};

/// How a briefing looks.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    pub page: PageStyle,
    pub color: Palette,
    pub text: TextStyles,
    pub chart: ChartStyle,
    /// The files of the faces, relative to `templates/fonts/`.
    pub faces: Faces,
}

/// The sheet and its margins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PageStyle {
    pub width: Abs,
    pub height: Abs,
    pub margin_top: Abs,
    pub margin_bottom: Abs,
    pub margin_inner: Abs,
    pub margin_outer: Abs,
    /// From the sheet's top to the running head's baseline.
    pub head: Abs,
    /// From the sheet's bottom to the page number's baseline.
    pub foot: Abs,
}

/// The colours of text, rules and charts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Palette {
    pub text: Color,
    /// Captions, notes, running heads.
    pub muted: Color,
    /// The subject of a chart, headings.
    pub accent: Color,
    /// The parts of the subject, in order.
    pub parts: Vec<Color>,
    /// What a chart compares with.
    pub context: Color,
    pub rule: Color,
    /// The ground of cards, table heads and quotations.
    pub ground: Color,
}

/// The styles of text, by what is set in them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TextStyles {
    pub body: TextStyle,
    /// Headings of level 1, 2, 3.
    pub heading: [TextStyle; 3],
    pub caption: TextStyle,
    pub note: TextStyle,
    pub table: TextStyle,
    pub table_head: TextStyle,
    pub card_value: TextStyle,
    pub card_label: TextStyle,
    pub quote: TextStyle,
    pub contents: TextStyle,
    pub running: TextStyle,
    pub cover_kicker: TextStyle,
    pub cover_title: TextStyle,
    pub cover_subtitle: TextStyle,
    pub cover_line: TextStyle,
}

/// A face, a size, and the distances around.
#[derive(Debug, Clone, PartialEq, Deserialize)]
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
    /// The indent of a paragraph's first line in ems: Chinese briefings indent by two characters.
    #[serde(default)]
    pub indent_zh: f64,
    #[serde(default)]
    pub indent_en: f64,
    #[serde(default)]
    pub justify: bool,
}

/// A pair of a Chinese and a Latin family that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    #[default]
    Serif,
    Sans,
}

/// The weight of a face; a family without one takes the next heavier, then the next lighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    #[default]
    Regular,
    Medium,
    Bold,
}

/// The sizes of a chart's parts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ChartStyle {
    /// Labels of series and values.
    pub label: TextStyle,
    /// Numbers and years at the axes, units.
    pub tick: TextStyle,
    pub line_width: Abs,
    pub rule_width: Abs,
    /// The height of a figure's drawing unless its kind needs another.
    pub height: Abs,
    /// How high a drawing may grow for labels that it could also leave out.
    pub max_height: Abs,
}

/// The faces of both families: for Han and full-width marks, and for Latin and digits.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faces {
    pub serif: FaceFamily,
    pub sans: FaceFamily,
}

/// A family's files; a missing weight is taken from the next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FaceFamily {
    pub han: Vec<FaceFile>,
    pub latin: Vec<FaceFile>,
}

/// A face file and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceFile {
    pub file: String,
    #[serde(default)]
    pub weight: Weight,
    #[serde(default)]
    pub italic: bool,
}
