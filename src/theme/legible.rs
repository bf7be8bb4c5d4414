//! Legible: type that nobody can read is refused where the theme is read.

use super::{Palette, TextStyle, TextStyles, Theme};
use crate::frame::{color::Color, geom::Abs};

/// No type is set smaller. Five points is what printers call pearl, the smallest that was ever cut for
/// reading; on an office printer of 600 dpi a Han character of twenty strokes fills up below it.
pub const SMALLEST: Abs = Abs::pt(5.0);

/// The least contrast of text with the paper (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

impl TextStyles {
    /// Every style with its name in the theme.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'static str, &TextStyle)> {
        let named = [
            ("body", &self.body),
            ("caption", &self.caption),
            ("note", &self.note),
            ("table", &self.table),
            ("table-head", &self.table_head),
            ("table-dense", &self.table_dense),
            ("card-value", &self.card_value),
            ("card-label", &self.card_label),
            ("quote", &self.quote),
            ("contents", &self.contents),
            ("running", &self.running),
            ("folio", &self.folio),
            ("label", &self.label),
            ("opening", &self.opening),
            ("enclosure", &self.enclosure),
            ("closing", &self.closing),
            ("cover-kicker", &self.cover_kicker),
            ("cover-title", &self.cover_title),
            ("cover-subtitle", &self.cover_subtitle),
            ("cover-line", &self.cover_line),
        ];
        named.into_iter().chain(self.heading.iter().map(|style| ("heading", style)))
    }
}

/// What of a theme cannot be read, and what to do about it: type too small, lines that overlap, a colour
/// that is hardly darker than the paper.
pub(super) fn fault(theme: &Theme) -> Option<(String, &'static str)> {
    let of_text = theme.text.all().map(|(name, style)| (format!("text.{name}"), style));
    let chart = [("chart.label", &theme.chart.label), ("chart.tick", &theme.chart.tick)];
    let of_chart = chart.map(|(name, style)| (name.to_owned(), style));
    of_text
        .chain(of_chart)
        .find_map(|(name, style)| type_fault(&name, style))
        .or_else(|| color_fault(&theme.color))
}

fn type_fault(name: &str, style: &TextStyle) -> Option<(String, &'static str)> {
    let TextStyle { size, leading, .. } = style;
    if !SMALLEST.fits(*size) {
        let message = format!(
            "{name} is {:.1} pt high, the smallest that can be read is {:.0} pt",
            size.to_pt(),
            SMALLEST.to_pt()
        );
        return Some((message, "make it larger, and say less where it does not fit"));
    }
    if !size.fits(*leading) {
        let message = format!(
            "the lines of {name} are {:.1} pt high and {:.1} pt apart",
            size.to_pt(),
            leading.to_pt()
        );
        return Some((message, "make its leading longer than its size: they overlap"));
    }
    None
}

fn color_fault(colors: &Palette) -> Option<(String, &'static str)> {
    let set = [("text", colors.text), ("muted", colors.muted), ("accent", colors.accent)];
    let pale = set.into_iter().find(|(_, color)| contrast(*color) < LEAST_CONTRAST);
    pale.map(|(name, color)| {
        let message = format!(
            "color.{name} has a contrast of {:.1} with the paper, text needs {LEAST_CONTRAST}",
            contrast(color)
        );
        (message, "make it darker")
    })
}

fn contrast(color: Color) -> f64 {
    color.contrast(Color::WHITE)
}
