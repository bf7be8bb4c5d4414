//! The nouns of a finished page: things at places, in points, y downwards from the top left.

pub mod color;
pub mod geom;
pub mod item;
pub mod page;
pub mod shape;
pub mod stamp;
pub mod text;
