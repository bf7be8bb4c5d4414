//! A stamp: what makes a copy somebody's own, as it is drawn.

use super::item::Frame;

/// What is stamped on a copy; each frame is as large as the sheet.
pub struct Stamp {
    pub cover: Frame,
    /// On every other page.
    pub page: Frame,
    /// Below what every page shows, turned to run up from the bottom left.
    pub watermark: Option<Frame>,
}
