//! Charts: every kind with real and with hard data, in both languages.
//!
//! `BRIEFING_CHARTS=folder cargo test plot::` also writes each real chart there as SVG, to be
//! looked at.

mod declared;
mod files;
mod hard;
mod honest;
mod palette;
mod picture;
pub mod real;
mod reference;
mod sense;
mod vision;

use briefing::{
    doc::figure::Chart,
    frame::{
        geom::{Abs, Point},
        item::{Frame, FrameItem},
        text::GlyphRun,
    },
    lang::Lang,
    plot,
    render::svg,
};

use crate::sample;

/// The width of a page's column.
pub fn column() -> Abs {
    Abs::mm(162.0)
}

pub fn draw(chart: &Chart, width: Abs, lang: Lang) -> Frame {
    plot::draw(chart, width, lang, sample::fonts(), &sample::theme()).unwrap()
}

/// The texts of a frame with their boxes: left, top, right, bottom in points.
///
/// Runs of one line that follow one another without a gap are one text.
fn texts(frame: &Frame) -> Vec<(String, [f64; 4])> {
    let mut texts: Vec<(String, [f64; 4])> = vec![];
    for (at, item) in &frame.items {
        let FrameItem::Text(run) = item else { continue };
        let [left, top, right, bottom] = bounds(*at, run);
        match texts.last_mut() {
            Some((text, before)) if (before[2] - left).abs() < 1e-6 && (before[1] - top).abs() < 1e-6 => {
                text.push_str(&run.text);
                before[2] = right;
            }
            _ => texts.push((run.text.clone(), [left, top, right, bottom])),
        }
    }
    texts
}

/// From the top of Han characters and accents to the bottom of descenders.
fn bounds(at: Point, run: &GlyphRun) -> [f64; 4] {
    let (x, y, size) = (at.x.to_pt(), at.y.to_pt(), run.size.to_pt());
    [x, y - 0.82 * size, x + run.width().to_pt(), y + 0.2 * size]
}

fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] - 0.01 && b[0] < a[2] - 0.01 && a[1] < b[3] - 0.01 && b[1] < a[3] - 0.01
}

/// Every corner of what a frame paints, strokes not counted.
fn painted(frame: &Frame) -> Vec<(f64, f64)> {
    use briefing::frame::shape::Geometry;
    let corners = |(at, item): &(Point, FrameItem)| -> Vec<Point> {
        let FrameItem::Shape(shape) = item else { return vec![] };
        match &shape.geometry {
            Geometry::Line { to } => vec![*at, *at + *to],
            Geometry::Rect(size) => vec![*at, *at + Point::new(size.width, size.height)],
            Geometry::Circle { radius } => {
                vec![*at + Point::new(-*radius, -*radius), *at + Point::new(*radius, *radius)]
            }
            Geometry::Path { points, .. } => points.iter().map(|point| *at + *point).collect(),
        }
    };
    frame.items.iter().flat_map(corners).map(|point| (point.x.to_pt(), point.y.to_pt())).collect()
}

/// The faults that a reader would see.
fn faults(name: &str, frame: &Frame) -> Vec<String> {
    let (width, height) = (frame.size.width.to_pt(), frame.size.height.to_pt());
    let texts = texts(frame);
    let mut faults = vec![];
    for (position, (text, bounds)) in texts.iter().enumerate() {
        if bounds[0] < -0.01 || bounds[1] < -0.01 || bounds[2] > width + 0.01 || bounds[3] > height + 0.01 {
            faults
                .push(format!("{name}: {text:?} stands out of the drawing: {bounds:?}, {width} × {height}"));
        }
        for (other, _) in texts[..position].iter().filter(|(_, other)| overlap(bounds, other)) {
            faults.push(format!("{name}: {text:?} and {other:?} overlap at {bounds:?}"));
        }
    }
    for (x, y) in painted(frame) {
        if x < -0.01 || y < -0.01 || x > width + 0.01 || y > height + 0.01 {
            faults.push(format!("{name}: something is painted outside, at {x}, {y} of {width} × {height}"));
        }
    }
    faults
}

#[test]
fn no_text_overlaps_another_or_leaves_the_drawing_in_chinese() {
    assert_flawless(Lang::Zh);
}

#[test]
fn no_text_overlaps_another_or_leaves_the_drawing_in_english() {
    assert_flawless(Lang::En);
}

/// Draws every real and every hard chart as wide as a column and as half a column.
fn assert_flawless(lang: Lang) {
    let mut found = vec![];
    for (name, chart) in real::charts(lang).into_iter().chain(hard::charts(lang)) {
        let frame = draw(&chart, column(), lang);
        dump(&format!("{name}.{lang}"), &frame);
        let narrow = draw(&chart, Abs::mm(78.0), lang);
        dump(&format!("{name}.narrow.{lang}"), &narrow);
        found.extend(faults(&name, &frame));
        found.extend(faults(&format!("{name}, narrow"), &narrow));
    }
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found.join("\n"));
}

/// Writes the chart as SVG if a folder is named for it.
#[expect(clippy::disallowed_methods, reason = "a test that is asked for pictures writes them")]
fn dump(name: &str, frame: &Frame) {
    if let Ok(folder) = std::env::var("BRIEFING_CHARTS") {
        let path = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(path, svg::render(frame, sample::fonts())).unwrap();
    }
}

#[test]
fn the_labels_of_the_subject_are_never_dropped() {
    for lang in Lang::ALL {
        for (name, chart) in hard::crowds(lang) {
            let frame = draw(&chart, column(), lang);
            let all: String = texts(&frame).into_iter().map(|(text, _)| text).collect();
            assert!(all.contains(hard::subject(lang)), "{name} {lang}: {all}");
        }
    }
}

#[test]
fn text_is_never_smaller_than_seven_points() {
    for (name, chart) in real::charts(Lang::Zh) {
        for (_, item) in &draw(&chart, column(), Lang::Zh).items {
            if let FrameItem::Text(run) = item {
                assert!(run.size >= Abs::pt(7.0), "{name}: {:?} is {:?}", run.text, run.size);
            }
        }
    }
}
