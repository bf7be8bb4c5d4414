//! Colours: the theme's as variables, by day and, lightness turned round, by night.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use crate::{
    frame::{
        color::Color,
        item::{Frame, FrameItem},
    },
    theme::Palette,
};

/// The paper by night. Not black: on a screen white on black glares, and smears while it is moved.
const NIGHT: Color = Color::rgb(0x14, 0x18, 0x1e);

/// The least contrast of text with the ground (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;

/// The colours of a page and of the drawings on it.
pub(super) struct Colors {
    /// Names by colour; a drawing's colour that has none is called by its digits.
    named: Vec<(&'static str, Color)>,
    drawn: BTreeMap<Color, String>,
    /// Behind cards and rows.
    ground: Color,
}

impl Colors {
    /// Those of a theme and of what was drawn in it.
    pub fn of<'a>(palette: &Palette, drawings: impl Iterator<Item = &'a Frame>) -> Self {
        let named = vec![
            ("paper", Color::WHITE),
            ("text", palette.text),
            ("muted", palette.muted),
            ("accent", palette.accent),
            ("rule", palette.rule),
            ("ground", palette.ground),
        ];
        let mut found = BTreeSet::new();
        drawings.for_each(|frame| find(frame, &mut found));
        let mut colors = Self { named, drawn: BTreeMap::new(), ground: palette.ground };
        for color in found {
            let name = colors.named.iter().find(|it| it.1 == color).map(|it| it.0.to_owned());
            let name = name.unwrap_or_else(|| format!("c{:02x}{:02x}{:02x}", color.r, color.g, color.b));
            colors.drawn.insert(color, name);
        }
        colors
    }

    /// How a drawing says a colour.
    pub fn variable(&self, color: Color) -> String {
        format!("var(--{})", self.drawn.get(&color).map_or("text", String::as_str))
    }

    /// The declarations of the variables, by day and by night.
    pub fn declared(&self) -> [String; 2] {
        let drawn = self.drawn.iter().filter(|(color, _)| !self.named.iter().any(|it| it.1 == **color));
        let all: Vec<(&str, Color)> =
            self.named.iter().copied().chain(drawn.map(|(color, name)| (name.as_str(), *color))).collect();
        let declare = |shade: &dyn Fn(Color) -> Color| {
            let mut declared = String::new();
            for (name, color) in &all {
                let Color { r, g, b } = shade(*color);
                // Writing into a string cannot fail.
                let _ = write!(declared, "--{name}:#{r:02x}{g:02x}{b:02x};");
            }
            declared
        };
        let ground = by_night(self.ground, NIGHT);
        [declare(&|color| color), declare(&|color| by_night(color, ground))]
    }
}

fn find(frame: &Frame, found: &mut BTreeSet<Color>) {
    for (_, item) in &frame.items {
        match item {
            FrameItem::Group(inner) => find(inner, found),
            FrameItem::Text(run) => drop(found.insert(run.color)),
            FrameItem::Shape(shape) => {
                let stroke = shape.stroke.as_ref().map(|it| it.color);
                found.extend(shape.fill.into_iter().chain(stroke));
            }
            FrameItem::Picture(..) | FrameItem::Link(..) | FrameItem::Anchor(_) | FrameItem::Tag(_) => {}
        }
    }
}

/// A colour on dark paper: as far from it in lightness as by day from white, in the same hue. What is
/// legible by day is legible by night, on the paper and on `ground`.
fn by_night(color: Color, ground: Color) -> Color {
    if color == Color::WHITE {
        return NIGHT;
    }
    // White would become nearly the paper, black nearly white.
    let mut night = color.with_lightness(0.94 - 0.84 * color.lightness());
    let is_legible = |night: Color| [NIGHT, ground].iter().all(|it| night.contrast(*it) >= LEAST_CONTRAST);
    let is_read = color.contrast(Color::WHITE) >= LEAST_CONTRAST;
    while is_read && !is_legible(night) && night.lightness() < 0.98 {
        night = night.with_lightness(night.lightness() + 0.02);
    }
    night
}

#[cfg(test)]
mod tests {
    use super::{LEAST_CONTRAST, NIGHT, by_night};
    use crate::frame::color::Color;

    #[test]
    fn what_is_read_by_day_is_read_by_night() {
        let steps = || (0..=255_u8).step_by(51);
        for (r, g, b) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let color = Color::rgb(r, g, b);
            if color.contrast(Color::WHITE) >= LEAST_CONTRAST {
                let ground = by_night(Color::rgb(0xf4, 0xf1, 0xec), NIGHT);
                let night = by_night(color, ground);
                let least = night.contrast(NIGHT).min(night.contrast(ground));
                assert!(least >= LEAST_CONTRAST, "{color:?} is {night:?} by night: {least}");
            }
        }
    }
}
