//! Outputs: the kinds of files that a release holds, and what they are called.

pub mod table;

use std::{borrow::Cow, fmt, str::FromStr};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::lang::Lang;

/// The facts as a table.
pub const FACTS_CSV: &str = "facts.csv";

/// The whole ledger.
pub const FACTS_JSON: &str = "facts.json";

/// The web page.
pub const WEBPAGE: &str = "briefing.html";

/// The facts as a workbook that computes them.
pub const WORKBOOK: &str = "facts.xlsx";

/// A kind of file that a run can make.
///
/// Whoever adds one names it here, gives it a module in `render/`, and the pipeline's `outputs` a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum Output {
    /// The briefing, tagged and typeset, once a language.
    Pdf,
    /// Cover, the sections to speak from and the proposal, once a language.
    Brief,
    /// The proposal as an official document by itself.
    Proposal,
    /// The briefing as one web page, in all languages of the edition.
    Webpage,
    /// Each chart as a picture of its own, once a language.
    Charts(PictureFormat),
    /// The facts as formulas over their cells, with a sheet behind each figure and table.
    Workbook,
    /// The ledger: as a table for people, whole for programs.
    Facts,
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PictureFormat {
    Svg,
    Png,
}

/// A file of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// A plain file name, `briefing.zh.pdf`, or one in a folder, `charts/rd-lines.zh.svg`.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl JsonSchema for Output {
    fn schema_name() -> Cow<'static, str> {
        "Output".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": Self::ALL.map(Self::name) })
    }
}

impl Output {
    /// All, in the order in which they are made.
    pub const ALL: [Self; 8] = [
        Self::Pdf,
        Self::Brief,
        Self::Proposal,
        Self::Webpage,
        Self::Charts(PictureFormat::Svg),
        Self::Charts(PictureFormat::Png),
        Self::Workbook,
        Self::Facts,
    ];

    /// What a run makes that is told nothing else.
    pub const DEFAULT: [Self; 5] = [Self::Pdf, Self::Proposal, Self::Webpage, Self::Workbook, Self::Facts];

    /// Its name in the plan and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Brief => "brief",
            Self::Proposal => "proposal",
            Self::Webpage => "html",
            Self::Charts(PictureFormat::Svg) => "charts-svg",
            Self::Charts(PictureFormat::Png) => "charts-png",
            Self::Workbook => "xlsx",
            Self::Facts => "facts",
        }
    }

    /// The media type of its files (RFC 6838).
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf | Self::Brief | Self::Proposal => "application/pdf",
            Self::Webpage => "text/html",
            Self::Charts(PictureFormat::Svg) => "image/svg+xml",
            Self::Charts(PictureFormat::Png) => "image/png",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Facts => "text/csv",
        }
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Output {
    type Err = String;

    /// By its name.
    ///
    /// # Errors
    /// There is none of that name: says which there are.
    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|output| output.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("there is no output {name}; there are {names}")
        })
    }
}

impl TryFrom<String> for Output {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

impl PictureFormat {
    /// How the name of a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }
}

/// The file of the briefing in a language.
pub fn briefing(lang: Lang) -> String {
    format!("briefing.{lang}.pdf")
}

/// The file of the brief in a language.
pub fn brief(lang: Lang) -> String {
    format!("brief.{lang}.pdf")
}

/// The file of the proposal.
pub fn proposal(lang: Lang) -> String {
    format!("proposal.{lang}.pdf")
}

/// The file of a chart.
pub fn chart(figure: &str, lang: Lang, format: PictureFormat) -> String {
    format!("charts/{figure}.{lang}.{}", format.ending())
}
