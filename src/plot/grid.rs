//! plotters' whole-number coordinates: one unit is a tenth of a point.

use crate::frame::geom::{Abs, Point};

const UNITS_PER_POINT: f64 = 10.0;

/// A place in units, y downwards from the drawing's top left corner.
pub type Spot = (i32, i32);

/// A length in units, rounded to the nearest.
#[expect(clippy::cast_possible_truncation, reason = "a page is some ten thousand units wide")]
pub fn units(length: Abs) -> i32 {
    (length.to_pt() * UNITS_PER_POINT).round() as i32
}

/// Points as units: `pt(8)` is 80.
pub const fn pt(points: i32) -> i32 {
    points * 10
}

/// Units as a length.
pub fn length(units: i32) -> Abs {
    Abs::pt(f64::from(units) / UNITS_PER_POINT)
}

/// Units as a place in a frame.
pub fn point((x, y): Spot) -> Point {
    Point::new(length(x), length(y))
}

/// A number of things as a factor of lengths.
pub fn count(things: usize) -> i32 {
    i32::try_from(things).expect("a chart has fewer things than units")
}

/// A position in a list as a coordinate.
pub fn index(position: usize) -> f64 {
    f64::from(count(position))
}

/// A rectangle in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patch {
    pub left: i32,
    pub top: i32,
    pub right: i32,
    pub bottom: i32,
}

impl Patch {
    /// The patch `by` units larger on every side.
    pub fn grown(self, by: i32) -> Self {
        let Self { left, top, right, bottom } = self;
        Self { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
    }

    /// Whether the two share more than an edge.
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether `inner` lies in it.
    pub fn holds(self, inner: Self) -> bool {
        self.left <= inner.left
            && inner.right <= self.right
            && self.top <= inner.top
            && inner.bottom <= self.bottom
    }

    /// Whether the straight line between two spots runs through it.
    pub fn is_crossed(self, (from, to): (Spot, Spot)) -> bool {
        // Liang–Barsky: the part of the line that is inside each edge, narrowed edge by edge.
        let [dx, dy] = [to.0 - from.0, to.1 - from.1].map(f64::from);
        let edges = [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ];
        let mut inside = (0.0, 1.0);
        for (toward, space) in edges {
            let space = f64::from(space);
            if toward == 0.0 && space < 0.0 {
                return false;
            }
            if toward < 0.0 {
                inside.0 = f64::max(inside.0, space / toward);
            } else if toward > 0.0 {
                inside.1 = f64::min(inside.1, space / toward);
            }
        }
        inside.0 <= inside.1
    }
}
