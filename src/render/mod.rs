//! Rendering: finished pages become a file that somebody can open.

pub mod html;
pub mod pdf;
pub mod picture;
pub mod png;
pub mod svg;
pub mod xlsx;
