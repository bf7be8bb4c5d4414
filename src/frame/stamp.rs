//! A stamp: what makes a copy somebody's own, as it is drawn, and where alone it may stand.

use serde::{Deserialize, Serialize};

use super::item::Frame;

/// What is stamped on a copy; each frame is as large as the sheet.
pub struct Stamp {
    pub cover: Frame,
    /// On every other page.
    pub page: Frame,
    /// Below what every page shows, turned to run up from the bottom left.
    pub watermark: Option<Frame>,
    /// On a page that lies on its side, which has frames of its own size.
    pub turned_page: Frame,
    /// Below what such a page shows.
    pub turned_watermark: Option<Frame>,
}

/// Where the lines of a stamp stand, and how they look: a document says it before any copy is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampPlaces {
    pub cover: StampPlace,
    pub page: StampPlace,
    /// Of the sheet before it is turned.
    pub watermark: StampPlace,
    /// Those on pages that lie on their side, in a document that has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned: Option<TurnedPlaces>,
}

/// Where the lines stand on a page that lies on its side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnedPlaces {
    pub page: StampPlace,
    pub watermark: StampPlace,
}

/// Where a line stands. Lengths are hundredths of a point, counted from the bottom left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StampPlace {
    /// The size of its characters, at most.
    pub size: i64,
    /// Red, green, blue.
    pub color: [u8; 3],
    pub baseline: i64,
    pub across: Across,
    /// How wide it may be; one that would be wider is set smaller.
    pub room: i64,
}

/// What is where across the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Across {
    /// The line's beginning.
    Left(i64),
    /// Its middle.
    Middle(i64),
}
