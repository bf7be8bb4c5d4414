//! How reliable a value is: SDMX `CL_OBS_STATUS`, and the qualifiers of prose.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An observation status, a code of SDMX `CL_OBS_STATUS` 2.2, ordered from the most to the least
/// reliable: a figure computed from several values is as reliable as the weakest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub enum Status {
    /// Normal.
    #[default]
    A,
    /// A break in the series: not comparable with the years before.
    B,
    /// Provisional.
    P,
    /// Estimated, or derived from other values.
    E,
    /// Of low reliability.
    U,
}

impl Status {
    /// Every status that an input may carry.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::P, Self::E, Self::U];

    /// The SDMX code.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::P => "P",
            Self::E => "E",
            Self::U => "U",
        }
    }

    /// The mark printed after a number, `[e]`; nothing for a normal value.
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::A => None,
            Self::B => Some("[b]"),
            Self::P => Some("[p]"),
            Self::E => Some("[e]"),
            Self::U => Some("[u]"),
        }
    }
}

/// Text that is no status code of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAStatus;

impl FromStr for Status {
    type Err = NotAStatus;

    fn from_str(code: &str) -> Result<Self, NotAStatus> {
        Self::ALL.into_iter().find(|it| it.code() == code).ok_or(NotAStatus)
    }
}

/// Why a cell has no value: the codes of SDMX `CL_OBS_STATUS` 2.2 for an observation without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Absence {
    /// There can be none: 无, not applicable.
    M,
    /// Below the smallest unit of the table.
    N,
    /// Missing: nobody says why.
    O,
    /// Suppressed.
    Q,
}

impl Absence {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::M, Self::N, Self::O, Self::Q];

    /// The SDMX code.
    pub fn code(self) -> &'static str {
        match self {
            Self::M => "M",
            Self::N => "N",
            Self::O => "O",
            Self::Q => "Q",
        }
    }
}

/// What a source says around a number: "more than 27,000", "about 6 percent".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    #[default]
    Exact,
    /// A lower bound.
    MoreThan,
    /// Somewhere near: a whole unit of the last digit each way.
    About,
}

impl Qualifier {
    /// The words of a `QUALIFIER` column.
    pub const WORDS: [(&str, Self); 3] =
        [("", Self::Exact), ("more_than", Self::MoreThan), ("about", Self::About)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, it)| *it == self).map_or("", |(word, _)| word)
    }
}
