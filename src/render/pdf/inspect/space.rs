//! Space: places and extents on a page, in points from the bottom left.

/// The six numbers of a transformation (ISO 32000-1, 8.3.3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Transform(pub [f64; 6]);

impl Transform {
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// That of an operator's operands; too few leave everything where it is.
    pub fn of(operands: &[f64]) -> Self {
        operands.try_into().map_or(Self::IDENTITY, Self)
    }

    /// This transformation, then another.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let [one, other] = [self.0, next.0];
        let linear =
            |row: usize, column: usize| one[row * 2] * other[column] + one[row * 2 + 1] * other[2 + column];
        Self([
            linear(0, 0),
            linear(0, 1),
            linear(1, 0),
            linear(1, 1),
            linear(2, 0) + other[4],
            linear(2, 1) + other[5],
        ])
    }

    /// The same from a place of its own units.
    #[must_use]
    pub fn shifted(self, x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y]).then(self)
    }

    /// Where a point comes to stand.
    pub fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [xx, xy, yx, yy, dx, dy] = self.0;
        (x * xx + y * yx + dx, x * xy + y * yy + dy)
    }

    /// How high a unit becomes.
    pub fn height(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }
}

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct BoundingBox {
    left: f64,
    bottom: f64,
    right: f64,
    top: f64,
}

impl BoundingBox {
    /// The rectangle with those two opposite corners.
    pub fn of([one, other]: [(f64, f64); 2]) -> Self {
        Self {
            left: one.0.min(other.0),
            bottom: one.1.min(other.1),
            right: one.0.max(other.0),
            top: one.1.max(other.1),
        }
    }

    /// The smallest that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.max(other.right),
            top: self.top.max(other.top),
        }
    }

    /// What both share.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        }
    }

    pub fn size(self) -> [f64; 2] {
        [self.right - self.left, self.top - self.bottom]
    }

    /// How far it reaches out of another, in points; nothing for one that lies within it.
    pub fn excess(self, other: Self) -> f64 {
        let sides = [
            other.left - self.left,
            other.bottom - self.bottom,
            self.right - other.right,
            self.top - other.top,
        ];
        sides.into_iter().fold(0.0, f64::max)
    }
}
