//! Figures and tables as the plan declares them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    data::{area::AreaCode, period::Period},
    lang::Bilingual,
};

/// A figure: a kind of chart over a panel of facts, over single facts, or over a register.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FigureSpec {
    /// How it is drawn.
    pub kind: FigureKind,
    /// The panel: a series an area, a point a period.
    pub panel: Option<String>,
    /// The panels of small multiples, in order.
    #[serde(default)]
    pub panels: Vec<String>,
    /// The panels of a scatter: what is measured to the right, and upwards.
    pub x: Option<String>,
    pub y: Option<String>,
    /// The area through which a scatter is parted into quadrants.
    pub cross: Option<AreaCode>,
    /// What it means to lie top left, top right, bottom left, bottom right of it.
    #[serde(default)]
    pub quadrants: Vec<Bilingual>,
    /// Bars, steps or wholes of single facts.
    #[serde(default)]
    pub rows: Vec<RowSpec>,
    /// Areas drawn in the accent.
    #[serde(default)]
    pub subject: Vec<AreaCode>,
    /// Areas drawn in the second colours.
    #[serde(default)]
    pub parts: Vec<AreaCode>,
    /// What the series of a bar chart are.
    #[serde(default)]
    pub by: By,
    /// A level to compare with.
    pub reference: Option<f64>,
    /// The first year of a timeline; all its milestones where there is none.
    pub from: Option<Period>,
    /// The rows of a matrix.
    #[serde(default)]
    pub kinds: Vec<KindSpec>,
    /// Whether it stands on a page turned on its side.
    #[serde(default)]
    pub turned: bool,
}

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// A line an area from one period to another: a `panel` of two periods.
    Slope,
    /// A line an area over the periods of a `panel`; `reference` is a level to compare with.
    Lines,
    /// Bars of a `panel`, grouped by its periods, or by its areas with `by = "period"`.
    Bars,
    /// Bars on one another: parts of a whole, a `panel`.
    StackedBars,
    /// A bar an area, the largest first: the last period of a `panel`.
    RankedBars,
    /// A line an area over places in a ranking: a `panel` of ranks.
    Ranks,
    /// A bar of its whole a row: `rows` of single shares.
    ShareBars,
    /// Two points an area, joined: a `panel` of two periods.
    Dumbbells,
    /// A hundred squares a row: `rows` of single shares.
    Waffles,
    /// Areas to scale, one within the other, where a map would say more than is known: `rows` of single facts.
    NestedSquares,
    /// Bars side by side, a column a panel: `panels` over the same areas.
    Multiples,
    /// Steps from a start to an end: `rows` of single facts.
    Waterfall,
    /// A point an area: `x` and `y` name panels, `cross` and `quadrants` part the plane.
    Scatter,
    /// Values with what they can be: `rows` of single facts.
    Intervals,
    /// A small line an area beside its numbers: a `panel`.
    Sparklines,
    /// The register of milestones.
    Timeline,
    /// The register of facilities: `kinds` are its rows.
    Matrix,
}

/// What the series of a bar chart are; its groups are the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum By {
    #[default]
    Area,
    Period,
}

/// A bar, step or whole that stands for one fact.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowSpec {
    pub fact: String,
    /// Which area's, where the name is that of a panel.
    pub area: Option<AreaCode>,
    /// The area's name where it is named, else when and where the fact holds.
    pub label: Option<Bilingual>,
    #[serde(default)]
    pub subject: bool,
}

/// A kind of facility and its name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindSpec {
    pub id: String,
    pub name: Bilingual,
}

/// A table: panels side by side, or a register.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TableSpec {
    /// What it holds.
    pub kind: TableKind,
    /// Panels over the same areas; each gives a column a period.
    #[serde(default)]
    pub panels: Vec<String>,
    /// Areas set in bold.
    #[serde(default)]
    pub subject: Vec<AreaCode>,
    /// The section whose sentences are listed.
    pub section: Option<String>,
    /// Whether it stands on a page turned on its side, for a table that is too wide for the others.
    #[serde(default)]
    pub turned: bool,
}

/// The kinds of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// Panels side by side: a row an area, a column a period.
    Panel,
    /// The register of challenges.
    Challenges,
    /// The register of proposals.
    Proposals,
    /// The register of facilities.
    Facilities,
    /// The register of milestones.
    Milestones,
    /// Every fact that the document shows, with bounds, formula and sources.
    Facts,
    /// The sentences of a section that hold a number, with what each rests on.
    Quoted,
    /// What others printed, against the facts.
    Claims,
    /// What was not published yet on the day that counts.
    LeftOut,
    /// The sources that the facts rest on.
    Sources,
}
