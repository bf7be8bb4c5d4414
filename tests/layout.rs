//! Layout: what a reader would see, rule by rule.

mod blocks;
mod bounds;
mod flow;
mod footnotes;
mod pages;
mod paragraphs;
mod preview;
mod properties;
pub mod reading;
pub mod written;
