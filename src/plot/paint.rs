//! Paint: the colour, marker and voice of a series, and the look of a value by its status.

use plotters::style::{Color as _, RGBColor, ShapeStyle};

use super::{grid::units, lettering::LetterStyle};
use crate::{
    data::status::Status,
    doc::figure::{ChartSeries, Emphasis},
    frame::color::Color,
    theme::Theme,
};

/// How a series looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    pub emphasis: Emphasis,
    pub color: Color,
    /// Of its labels.
    pub text: Color,
    /// The second cue, which reads without colour.
    pub marker: Marker,
    /// Of its line, in units.
    pub width: i32,
}

/// The form of a series' points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Circle,
    Square,
    Diamond,
    Triangle,
    /// A triangle on its tip.
    Wedge,
    Plus,
}

/// The markers of parts, in the order of their colours.
const MARKERS: [Marker; 6] =
    [Marker::Square, Marker::Diamond, Marker::Triangle, Marker::Wedge, Marker::Plus, Marker::Circle];

/// How sure a value is, as far as its mark shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Firmness {
    Firm,
    /// Provisional: hatched, outlined.
    Provisional,
    /// Estimated or of low reliability: hollow, dashed.
    Soft,
}

impl From<Status> for Firmness {
    fn from(status: Status) -> Self {
        match status {
            Status::A | Status::B => Self::Firm,
            Status::P => Self::Provisional,
            Status::E | Status::U => Self::Soft,
        }
    }
}

/// The inks of several series by their emphasis: one accent for the subject, a colour and a marker
/// for each part, grey for the rest.
pub fn inks(emphases: impl IntoIterator<Item = Emphasis>, theme: &Theme) -> Vec<Ink> {
    emphases.into_iter().map(|emphasis| ink(emphasis, theme)).collect()
}

/// The inks of rows of numbers.
pub fn inks_of(series: &[ChartSeries], theme: &Theme) -> Vec<Ink> {
    inks(series.iter().map(|it| it.emphasis), theme)
}

fn ink(emphasis: Emphasis, theme: &Theme) -> Ink {
    let palette = &theme.color;
    let line = units(theme.chart.line_width);
    match emphasis {
        Emphasis::Subject => {
            let color = palette.accent;
            Ink { emphasis, color, text: color, marker: Marker::Circle, width: line * 5 / 4 }
        }
        Emphasis::Part(nth) => {
            let nth = usize::from(nth);
            let color = palette.parts.get(nth % palette.parts.len().max(1)).copied().unwrap_or(palette.text);
            Ink { emphasis, color, text: color, marker: MARKERS[nth % MARKERS.len()], width: line }
        }
        Emphasis::Context => {
            let (color, text) = (palette.context, palette.muted);
            Ink { emphasis, color, text, marker: Marker::Circle, width: line * 5 / 8 }
        }
    }
}

impl Ink {
    /// The voice of its labels.
    pub fn letter_style(self) -> LetterStyle {
        match self.emphasis {
            Emphasis::Subject => LetterStyle::Strong,
            Emphasis::Part(_) => LetterStyle::Label,
            Emphasis::Context => LetterStyle::Tick,
        }
    }

    /// Of its points, in units.
    pub fn radius(self) -> i32 {
        match self.emphasis {
            Emphasis::Subject => 24,
            Emphasis::Part(_) => 21,
            Emphasis::Context => 16,
        }
    }

    /// Whether the series may lose a label that finds no room.
    pub fn is_context(self) -> bool {
        self.emphasis == Emphasis::Context
    }
}

/// The positions of `inks` in the order in which they are drawn: the subject last, on top.
pub fn back_to_front(inks: &[Ink]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..inks.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(inks[index].emphasis));
    order
}

/// A colour mixed with white: of `percent` 100 nothing is lost, of 0 all.
pub fn tint(color: Color, percent: u16) -> Color {
    let mix = |channel: u8| {
        let mixed = (u16::from(channel) * percent + 255 * (100 - percent)) / 100;
        u8::try_from(mixed).expect("a mean of two bytes is a byte")
    };
    Color::rgb(mix(color.r), mix(color.g), mix(color.b))
}

/// White or the text's colour, whichever reads on `ground`.
pub fn on(ground: Color, theme: &Theme) -> Color {
    // The weights of Rec. 601; 120 of 255 is where white and the dark text have like contrast.
    let [r, g, b] = [ground.r, ground.g, ground.b].map(u32::from);
    if (299 * r + 587 * g + 114 * b) / 1000 < 120 { Color::WHITE } else { theme.color.text }
}

/// plotters' style for a filled shape.
pub fn fill(color: Color) -> ShapeStyle {
    RGBColor(color.r, color.g, color.b).filled()
}

/// plotters' style for a line `width` units wide.
pub fn line(color: Color, width: i32) -> ShapeStyle {
    RGBColor(color.r, color.g, color.b).stroke_width(width.unsigned_abs())
}
