//! A scale across: values become places from left to right, with light rules at its ticks.

use plotters::{coord::ranged1d::Ranged as _, element::PathElement};

use super::{
    axis::Axis,
    backend::Surface,
    canvas::Canvas,
    footer::Footer,
    grid::{Patch, count},
    lettering::LetterStyle,
    plane,
};
use crate::font::MissingGlyph;

/// An axis of values between two places.
pub struct ValueScale<'a> {
    axis: &'a Axis,
    left: i32,
    right: i32,
}

impl<'a> ValueScale<'a> {
    /// The scale of `axis` from `left` to `right`, or as much as there is when they have crossed.
    pub fn new(axis: &'a Axis, left: i32, right: i32) -> Self {
        Self { axis, left, right: right.max(left + 1) }
    }

    /// The place of a value.
    pub fn x(&self, value: f64) -> i32 {
        self.axis.map(&value, (self.left, self.right)).clamp(self.left, self.right)
    }

    /// The numbers at the ticks, to be set below.
    pub fn numbers(&self, canvas: &Canvas) -> Result<Footer, MissingGlyph> {
        let labels: Vec<String> = self.axis.values().iter().map(|value| self.axis.label(*value)).collect();
        let step = (self.right - self.left) / count(labels.len().max(1));
        Footer::measure(canvas, &labels, step, 1, LetterStyle::Tick)
    }

    /// Draws a thin rule at every tick of `inner`, and the numbers below it.
    pub fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        inner: Patch,
        numbers: &Footer,
    ) -> Result<(), MissingGlyph> {
        let places: Vec<i32> = self.axis.values().iter().map(|value| self.x(*value)).collect();
        for &x in &places {
            area.draw(&PathElement::new(vec![(x, inner.top), (x, inner.bottom)], plane::thin(canvas)))?;
        }
        numbers.draw(canvas, area, &places, inner.bottom)
    }
}
