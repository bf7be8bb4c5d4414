//! Vector shapes.

use super::{
    color::Color,
    geom::{Abs, Point, Size},
};

/// A geometry with its paint; its coordinates are relative to where the item is placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub geometry: Geometry,
    pub fill: Option<Color>,
    pub stroke: Option<Stroke>,
}

/// What is painted.
#[derive(Debug, Clone, PartialEq)]
pub enum Geometry {
    /// A straight line from the item's place to `to`.
    Line { to: Point },
    /// A rectangle whose top left corner is the item's place.
    Rect(Size),
    /// A circle whose centre is the item's place.
    Circle { radius: Abs },
    /// Straight lines from point to point.
    Path { points: Vec<Point>, is_closed: bool },
}

/// How an outline is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Stroke {
    pub color: Color,
    pub width: Abs,
    /// Lengths of dashes and gaps in turn; empty for a solid line.
    pub dash: Vec<Abs>,
}

impl Stroke {
    /// A solid line.
    pub fn solid(color: Color, width: Abs) -> Self {
        Self { color, width, dash: vec![] }
    }
}

impl Shape {
    /// A filled shape.
    pub fn filled(geometry: Geometry, fill: Color) -> Self {
        Self { geometry, fill: Some(fill), stroke: None }
    }

    /// An outlined shape.
    pub fn stroked(geometry: Geometry, stroke: Stroke) -> Self {
        Self { geometry, fill: None, stroke: Some(stroke) }
    }
}
