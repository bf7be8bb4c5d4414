//! Lengths, points and sizes.

use std::{
    borrow::Cow,
    ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign},
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

/// A length in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Abs(f64);

impl Abs {
    pub const ZERO: Self = Self(0.0);

    /// A length in points.
    pub const fn pt(points: f64) -> Self {
        Self(points)
    }

    /// A length in millimetres.
    pub fn mm(millimetres: f64) -> Self {
        Self(millimetres * 72.0 / 25.4)
    }

    /// The length in points.
    pub fn to_pt(self) -> f64 {
        self.0
    }

    /// The longer of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The shorter of two lengths.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// Whether the length fits into `space`, a hundredth of a point of rounding forgiven.
    pub fn fits(self, space: Self) -> bool {
        self.0 <= space.0 + 0.01
    }
}

impl Add for Abs {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Abs {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Abs {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f64> for Abs {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }
}

impl Div<f64> for Abs {
    type Output = Self;
    fn div(self, divisor: f64) -> Self {
        Self(self.0 / divisor)
    }
}

impl Div for Abs {
    type Output = f64;
    fn div(self, other: Self) -> f64 {
        self.0 / other.0
    }
}

impl AddAssign for Abs {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl SubAssign for Abs {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}

impl std::iter::Sum for Abs {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        lengths.fold(Self::ZERO, Add::add)
    }
}

/// Reads `"18mm"` or `"9.5pt"`, as a theme writes lengths.
impl<'de> Deserialize<'de> for Abs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let length = text
            .strip_suffix("mm")
            .and_then(|digits| digits.trim().parse().ok().map(Self::mm))
            .or_else(|| text.strip_suffix("pt").and_then(|digits| digits.trim().parse().ok().map(Self::pt)));
        length
            .ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not a length: write 18mm or 9.5pt")))
    }
}

impl JsonSchema for Abs {
    fn schema_name() -> Cow<'static, str> {
        "Abs".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9.]+ *(mm|pt)$", "description": "A length: 18mm or 9.5pt." })
    }
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    pub x: Abs,
    pub y: Abs,
}

impl Point {
    pub const ORIGIN: Self = Self { x: Abs::ZERO, y: Abs::ZERO };

    /// The place `x` to the right of the origin and `y` below it.
    pub const fn new(x: Abs, y: Abs) -> Self {
        Self { x, y }
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

/// A width and a height.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Size {
    pub width: Abs,
    pub height: Abs,
}

impl Size {
    /// The size `width` by `height`.
    pub const fn new(width: Abs, height: Abs) -> Self {
        Self { width, height }
    }
}
