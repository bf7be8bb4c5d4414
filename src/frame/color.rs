//! Colours: sRGB, eight bits a channel.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Color {
    pub r: u8,
    pub g: u8,
    pub b: u8,
}

impl Color {
    pub const BLACK: Self = Self::rgb(0, 0, 0);
    pub const WHITE: Self = Self::rgb(255, 255, 255);

    /// The colour of the three channels.
    pub const fn rgb(r: u8, g: u8, b: u8) -> Self {
        Self { r, g, b }
    }

    /// The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it but for the exponent: 2.5 instead
    /// of 2.4 needs no more than a root, which all machines compute alike, and at 4.5 errs by a twentieth.
    pub fn contrast(self, other: Self) -> f64 {
        let [one, two] = [self.luminance(), other.luminance()];
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                return value / 12.92;
            }
            let base = (value + 0.055) / 1.055;
            base * base * base.sqrt()
        };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Its lightness, from 0 for black to 1 for white (the L of HSL).
    pub fn lightness(self) -> f64 {
        let channels = self.channels();
        let [most, least] =
            [channels.into_iter().fold(0.0, f64::max), channels.into_iter().fold(1.0, f64::min)];
        f64::midpoint(most, least)
    }

    /// The same hue at another lightness, as saturated, but for a pale colour, which stays one: its channels
    /// are no further apart than they were.
    #[must_use]
    pub fn with_lightness(self, lightness: f64) -> Self {
        // In HSL the channels stand around the lightness, as far from it as saturation and the room to
        // the nearer end allow.
        let room = |lightness: f64| 1.0 - (2.0 * lightness - 1.0).abs();
        let was = self.lightness();
        let factor = if room(was) > 0.0 { (room(lightness) / room(was)).min(1.0) } else { 0.0 };
        let [r, g, b] = self.channels().map(|channel| byte(lightness + (channel - was) * factor));
        Self { r, g, b }
    }

    fn channels(self) -> [f64; 3] {
        [self.r, self.g, self.b].map(|channel| f64::from(channel) / 255.0)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255")]
fn byte(channel: f64) -> u8 {
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Reads `"#1a3c6e"`.
impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = || serde::de::Error::custom(format!("{text:?} is not a colour: write #1a3c6e"));
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
        let number = u32::from_str_radix(digits, 16).map_err(|_| wrong())?;
        let [_, r, g, b] = number.to_be_bytes();
        Ok(Self { r, g, b })
    }
}

impl JsonSchema for Color {
    fn schema_name() -> Cow<'static, str> {
        "Color".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "description": "A colour: #1a3c6e." })
    }
}
