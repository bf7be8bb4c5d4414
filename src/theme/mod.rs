//! The theme: every measure, colour and face of a page, read from a file beside the plan.
//!
//! A style is a theme and nothing else: `theme.toml` is the designed briefing, `gbt9704.toml` the
//! official document, and the same engine sets both.

mod face;
mod legible;
mod numbering;
mod page;
mod text;

use schemars::JsonSchema;
use serde::Deserialize;

pub use self::{
    face::{FaceFamily, FaceFile, Faces, Family, Weight},
    legible::SMALLEST,
    numbering::{Numbering, Scheme},
    page::{Furniture, Grid, PageStyle},
    text::{Alignment, TextStyle, TextStyles},
};
use crate::{
    diag::Diagnostic,
    doc::table::Density,
    frame::{color::Color, geom::Abs},
    inputs::File,
};

/// Every key with its value where a theme does not name it.
pub const STANDARD: &str = include_str!("standard.toml");

/// How a document looks.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Theme {
    pub page: PageStyle,
    /// Lines at fixed places with fixed squares for characters; none for a page that is set by its
    /// blocks.
    pub grid: Option<Grid>,
    pub furniture: Furniture,
    /// How headings are numbered.
    pub numbering: Numbering,
    pub color: Palette,
    pub text: TextStyles,
    pub inline: InlineStyle,
    pub list: ListStyle,
    pub quote: QuoteStyle,
    #[serde(default)]
    pub footnote: FootnoteStyle,
    pub cards: CardsStyle,
    pub table: TableStyle,
    pub figure: FigureStyle,
    pub contents: ContentsStyle,
    pub cover: CoverStyle,
    pub chart: ChartStyle,
    #[serde(default)]
    pub code: CodeStyle,
    #[serde(default)]
    pub mark: MarkStyle,
    pub faces: Faces,
}

impl Theme {
    /// Reads a theme, which names what differs from [the standard one](STANDARD).
    ///
    /// # Errors
    /// What is not TOML; every key that is not known, at its line; a theme without a heading's style;
    /// margins that leave no room for text; type that nobody can read; a grid that its type area does not
    /// hold.
    pub fn read(file: &File) -> Result<Self, Vec<Diagnostic>> {
        let mut theme: Self = crate::toml::read_over(file, STANDARD, &["text.heading"], "bad-theme")?;
        theme.faces.locate(file);
        theme.check(file).map_err(|fault| vec![fault])?;
        Ok(theme)
    }

    /// The look of a briefing that has no theme of its own.
    pub fn standard() -> Self {
        Self::read(&File::new("the standard theme", ""))
            .expect("the standard is held against its form by a test")
    }
}

/// The colours of text, rules and charts.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
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

/// Spacing within a line, and what its lines may be stretched by.
///
/// The distances of CLREQ 3.1 and 3.2; ems are those of the text before the gap.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct InlineStyle {
    /// Between a Han character and a Latin letter or digit, in ems.
    pub han_latin: f64,
    pub han_latin_min: f64,
    pub han_latin_max: f64,
    /// Between two Han characters when a line is stretched by what is usual, in ems.
    pub han_stretch: f64,
    /// How much of the blank half of a full-width mark a tight line may take, in ems.
    pub mark_shrink: f64,
    /// By how much of itself a word space grows or shrinks.
    pub word_stretch: f64,
    pub word_shrink: f64,
    /// Beyond so many times the usual stretch a line is left ragged rather than torn apart.
    pub loosest: f64,
    /// The size of the mark of a fact's status, of the size of the text.
    pub status_size: f64,
    /// How far it is raised, in ems of the text.
    pub status_raise: f64,
    /// Between a heading's number and its text, in ems.
    pub number_gap: f64,
    /// The shortest English word that is hyphenated, in letters.
    pub hyphenate_from: usize,
    /// Whether a full-width comma or point at the end of a justified line hangs out of it.
    #[serde(default)]
    pub hanging: bool,
}

/// Lists.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ListStyle {
    /// From the edge of the text to the item's text; the label hangs in it.
    pub indent: Abs,
    /// From the label to the item's text.
    pub label_gap: Abs,
    pub bullet: String,
    pub item_gap: Abs,
}

/// Quotations.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuoteStyle {
    pub indent: Abs,
    pub bar_width: Abs,
    /// From the words to their speaker.
    pub speaker_gap: Abs,
}

/// Notes at the foot of a page, set like other notes; a theme need not say how.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct FootnoteStyle {
    /// The size of the number that calls a note, of the size of the text.
    pub call_size: f64,
    /// How far it is raised, in ems of the text.
    pub call_raise: f64,
    /// From the text down to the rule, at least.
    pub space_above: Abs,
    pub rule_length: Abs,
    pub rule_width: Abs,
    /// From the rule to the first note.
    pub rule_gap: Abs,
    /// Between notes.
    pub note_gap: Abs,
    /// The room for a note's number, beside which its text hangs.
    pub label_width: Abs,
}

impl Default for FootnoteStyle {
    fn default() -> Self {
        Self {
            call_size: 0.65,
            call_raise: 0.36,
            space_above: Abs::pt(8.0),
            rule_length: Abs::mm(30.0),
            rule_width: Abs::pt(0.5),
            rule_gap: Abs::pt(4.0),
            note_gap: Abs::pt(1.5),
            label_width: Abs::pt(11.0),
        }
    }
}

/// Key-figure cards.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CardsStyle {
    /// The most cards of a row.
    pub columns: usize,
    pub gap: Abs,
    pub pad: Abs,
    /// Between the value, the label and the note.
    pub line_gap: Abs,
    /// The size of the unit of a card's value, of the size of its number.
    pub unit_size: f64,
    /// The accent rule at a card's top.
    pub rule_width: Abs,
    pub space_above: Abs,
    pub space_below: Abs,
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableStyle {
    pub pad_x: Abs,
    pub pad_y: Abs,
    /// The padding of a dense table.
    pub dense_pad_x: Abs,
    pub dense_pad_y: Abs,
    /// The narrowest a column of text becomes while its words would allow less.
    pub min_column: Abs,
    /// The rules above the head and below the last row.
    pub outer_rule: Abs,
    /// The rule below the head.
    pub head_rule: Abs,
    /// The rules between rows.
    pub row_rule: Abs,
    pub space_above: Abs,
    pub space_below: Abs,
}

impl TableStyle {
    /// The style of a table of that density.
    #[must_use]
    pub fn at(&self, density: Density) -> Self {
        match density {
            Density::Regular => self.clone(),
            Density::Dense => Self { pad_x: self.dense_pad_x, pad_y: self.dense_pad_y, ..self.clone() },
        }
    }
}

/// Figures.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FigureStyle {
    /// Between the words and the drawing.
    pub gap: Abs,
    pub space_above: Abs,
    pub space_below: Abs,
}

/// The table of contents.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ContentsStyle {
    /// The deepest level that is listed.
    pub depth: u8,
    /// How far each level is indented below the one above.
    pub indent: Abs,
    /// The room for the page number at the right.
    pub number_width: Abs,
    /// From the text to the leader and from the leader to the number.
    pub leader_gap: Abs,
    pub leader_width: Abs,
    /// Lengths of dots and gaps in turn.
    pub leader_dash: Vec<Abs>,
    pub section_space: Abs,
    /// Whether the figures are listed behind the sections, and the tables behind these.
    #[serde(default)]
    pub figures: bool,
    #[serde(default)]
    pub tables: bool,
    /// Above a list of figures or tables.
    #[serde(default)]
    pub list_space: Abs,
}

/// The cover.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CoverStyle {
    /// The band of accent colour along the sheet's top edge.
    pub band: Abs,
    /// From the top of the text area to the kicker.
    pub top: Abs,
    pub kicker_gap: Abs,
    pub title_gap: Abs,
    /// The rule between the words and the lines.
    pub rule_width: Abs,
    pub rule_length: Abs,
    pub rule_gap: Abs,
    /// The width of the labels of the lines.
    pub label_width: Abs,
}

/// The square in the foot of every page that leads to where a paper copy is checked, if the plan names that.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CodeStyle {
    /// The side of the square, without the quiet around it; nothing for no code.
    pub size: Abs,
}

impl Default for CodeStyle {
    fn default() -> Self {
        Self { size: Abs::mm(8.0) }
    }
}

/// The bar in the margin beside what has changed since the release before.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct MarkStyle {
    /// Between the bar and the text.
    pub gap: Abs,
    pub width: Abs,
}

impl Default for MarkStyle {
    fn default() -> Self {
        Self { gap: Abs::pt(8.0), width: Abs::pt(1.5) }
    }
}

/// The sizes of a chart's parts.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
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
