//! Outlines of glyphs as paths.

use std::fmt::Write as _;

use super::number;
use crate::frame::geom::{Abs, Point};

/// Writes a step of a glyph's outline, moved to `origin` and scaled from design units upwards to points downwards.
pub(super) fn step(path: &mut String, (origin, scale): (Point, f64), command: char, points: &[(f32, f32)]) {
    path.push(command);
    for (nth, (x, y)) in points.iter().enumerate() {
        let x = origin.x + Abs::pt(f64::from(*x) * scale);
        let y = origin.y - Abs::pt(f64::from(*y) * scale);
        let gap = if nth == 0 { "" } else { " " };
        let _ = write!(path, "{gap}{} {}", number(x, 2), number(y, 2));
    }
}
