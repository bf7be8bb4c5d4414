//! SVG: a frame as a picture to look at, its text as outlines.

use std::fmt::Write;

use harfrust::{
    GlyphId,
    font::glyph::outline::{DrawMemory, DrawOptions, PathSink},
};

use crate::{
    font::FontBook,
    frame::{
        color::Color,
        geom::{Abs, Point},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape, Stroke},
        text::GlyphRun,
    },
};

/// Writes `frame` as an SVG document, one unit a point.
///
/// Lengths are rounded to a hundredth, so the same frame is the same text on every machine. Links,
/// anchors and tags leave no trace.
pub fn render(frame: &Frame, fonts: &FontBook) -> String {
    let [width, height] = [frame.size.width, frame.size.height].map(number);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\">\n"
    );
    write_frame(&mut svg, frame, fonts, Point::ORIGIN);
    svg.push_str("</svg>\n");
    svg
}

fn write_frame(svg: &mut String, frame: &Frame, fonts: &FontBook, origin: Point) {
    for (at, item) in &frame.items {
        let at = origin + *at;
        match item {
            FrameItem::Group(inner) => write_frame(svg, inner, fonts, at),
            FrameItem::Text(run) => write_run(svg, run, fonts, at),
            FrameItem::Shape(shape) => write_shape(svg, shape, at),
            FrameItem::Link(..) | FrameItem::Anchor(_) | FrameItem::Tag(_) => {}
        }
    }
}

fn write_shape(svg: &mut String, shape: &Shape, at: Point) {
    let paint = paint(shape.fill, shape.stroke.as_ref());
    let [x, y] = [at.x, at.y].map(number);
    // Writing into a string cannot fail.
    let _ = match &shape.geometry {
        Geometry::Line { to } => {
            let to = at + *to;
            writeln!(svg, "<path d=\"M{x} {y}L{} {}\"{paint}/>", number(to.x), number(to.y))
        }
        Geometry::Rect(size) => {
            let [width, height] = [size.width, size.height].map(number);
            writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>")
        }
        Geometry::Circle { radius } => {
            writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\"{paint}/>", number(*radius))
        }
        Geometry::Path { points, is_closed } => {
            let spots = points.iter().map(|point| at + *point);
            let spots: Vec<String> = spots.map(|it| format!("{} {}", number(it.x), number(it.y))).collect();
            let close = if *is_closed { "Z" } else { "" };
            writeln!(svg, "<path d=\"M{}{close}\"{paint}/>", spots.join("L"))
        }
    };
}

fn paint(fill: Option<Color>, stroke: Option<&Stroke>) -> String {
    let mut paint = format!(" fill=\"{}\"", fill.map_or_else(|| "none".to_owned(), hex));
    if let Some(stroke) = stroke {
        let _ = write!(paint, " stroke=\"{}\" stroke-width=\"{}\"", hex(stroke.color), number(stroke.width));
        if !stroke.dash.is_empty() {
            let dash: Vec<String> = stroke.dash.iter().map(|length| number(*length)).collect();
            let _ = write!(paint, " stroke-dasharray=\"{}\"", dash.join(" "));
        }
    }
    paint
}

/// Writes a run as one path; its text is kept as a label, for reading the file.
fn write_run(svg: &mut String, run: &GlyphRun, fonts: &FontBook, at: Point) {
    let font = fonts.face(run.face).font();
    let outlines = font.outline_glyphs();
    let size = run.size.to_pt();
    let scale = size / f64::from(fonts.face(run.face).units_per_em());
    let mut pen = at;
    let mut outline = Outline { path: String::new(), origin: at, scale };
    for glyph in &run.glyphs {
        outline.origin = pen + Point::new(glyph.x_offset, -glyph.y_offset);
        if let Some(shape) = outlines.get(GlyphId::from(glyph.id)) {
            // A face that cannot draw one of its glyphs leaves a hole in the preview, nothing else.
            let _ = shape.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut outline);
        }
        pen.x += glyph.advance;
    }
    let label = run.text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let _ =
        writeln!(svg, "<path aria-label=\"{label}\" fill=\"{}\" d=\"{}\"/>", hex(run.color), outline.path);
}

/// A glyph's outline, moved and scaled from design units upwards to points downwards.
struct Outline {
    path: String,
    origin: Point,
    scale: f64,
}

impl Outline {
    fn step<const N: usize>(&mut self, command: char, points: [(f32, f32); N]) {
        self.path.push(command);
        for (nth, (x, y)) in points.into_iter().enumerate() {
            let x = self.origin.x + Abs::pt(f64::from(x) * self.scale);
            let y = self.origin.y - Abs::pt(f64::from(y) * self.scale);
            let gap = if nth == 0 { "" } else { " " };
            let _ = write!(self.path, "{gap}{} {}", number(x), number(y));
        }
    }
}

impl PathSink for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', [(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', [(x, y)]);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.step('Q', [(cx0, cy0), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', [(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

/// A length in points with at most two decimals: `12`, `12.5`, `-0.25`.
fn number(length: Abs) -> String {
    let text = format!("{:.2}", length.to_pt());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}
