//! The nouns of a document: what is said, in which order, before it has a place on a page.

pub mod block;
pub mod description;
pub mod excerpt;
pub mod figure;
pub mod inline;
pub mod marks;
pub mod movement;
pub mod numeral;
pub mod prose;
pub mod reading;
pub mod sheets;
pub mod table;
