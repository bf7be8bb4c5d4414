//! The faces of a briefing, and text shaped in them.
//!
//! `files → book of faces → shaped runs`. No face of the system is ever read.

mod book;
mod face;
mod line;
pub mod marks;
pub mod outline;
mod shape;
mod sound;

pub use book::{FontBook, MissingGlyph, Style};
pub use face::Face;
pub use sound::SHIPPED;
