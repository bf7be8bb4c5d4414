//! The theme's colours can be read and told apart, whatever the sight of the reader.

use briefing::frame::color::Color;

use super::vision::{Sight, difference, lightness, linear};
use crate::sample;

/// Relative luminance by WCAG 2.
fn luminance(color: Color) -> f64 {
    let [r, g, b] = linear(color);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The accent, the parts and the context.
fn palette() -> Vec<Color> {
    let color = sample::theme().color;
    [color.accent].into_iter().chain(color.parts).chain([color.context]).collect()
}

/// Every two colours, with their places.
fn pairs(colors: &[Color]) -> Vec<(Color, Color)> {
    let before = |second: usize| (0..second).map(move |first| (first, second));
    (0..colors.len()).flat_map(before).map(|(first, second)| (colors[first], colors[second])).collect()
}

#[test]
fn eight_colours_are_told_apart_by_every_sight() {
    let palette = palette();
    assert_eq!(palette.len(), 8);
    for sight in Sight::ALL {
        for (one, other) in pairs(&palette) {
            let apart = difference(sight.of(one), sight.of(other));
            assert!(apart >= 8.0, "{sight:?}: {one:?} and {other:?} are only {apart:.1} apart");
        }
    }
}

#[test]
fn eight_colours_are_told_apart_in_grey() {
    for (one, other) in pairs(&palette()) {
        let apart = (lightness(one) - lightness(other)).abs();
        assert!(apart >= 3.0, "{one:?} and {other:?} are only {apart:.1} apart");
    }
}

#[test]
fn the_colours_that_meet_most_often_are_well_apart_in_grey() {
    let color = sample::theme().color;
    for (one, other) in pairs(&[color.accent, color.parts[0], color.parts[1], color.context]) {
        let apart = (lightness(one) - lightness(other)).abs();
        assert!(apart >= 9.0, "{one:?} and {other:?} are only {apart:.1} apart");
    }
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
