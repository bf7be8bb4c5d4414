//! The theme's colours can be read and told apart.

use briefing::frame::color::Color;

use crate::sample;

/// Relative luminance by WCAG 2.
fn luminance(color: Color) -> f64 {
    let [r, g, b] = [color.r, color.g, color.b].map(|channel| {
        let share = f64::from(channel) / 255.0;
        #[expect(clippy::disallowed_methods, reason = "a test compares with two decimals")]
        let bright = ((share + 0.055) / 1.055).powf(2.4);
        if share <= 0.03928 { share / 12.92 } else { bright }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn every_colour_of_text_stands_out_from_the_page() {
    let color = sample::theme().color;
    let inks = [("text", color.text), ("muted", color.muted), ("accent", color.accent)];
    for (name, ink) in inks.into_iter().chain(color.parts.iter().map(|part| ("part", *part))) {
        for ground in [Color::WHITE, color.ground] {
            assert!(
                contrast(ink, ground) >= 4.5,
                "{name} {ink:?} on {ground:?}: {:.2}",
                contrast(ink, ground)
            );
        }
    }
}

#[test]
fn values_inside_bars_can_be_read() {
    let color = sample::theme().color;
    for part in color.parts.iter().chain([&color.accent]) {
        assert!(contrast(Color::WHITE, *part) >= 4.5, "white on {part:?}");
    }
    assert!(contrast(color.text, color.context) >= 4.5, "{:.2}", contrast(color.text, color.context));
}

#[test]
fn lines_stand_out_from_the_page() {
    let context = sample::theme().color.context;
    assert!(contrast(context, Color::WHITE) >= 3.0, "{:.2}", contrast(context, Color::WHITE));
}
