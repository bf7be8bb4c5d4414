//! SVG: a frame as a picture to look at, its text as outlines or, where a page has faces of its own, words.

mod outline;
mod styles;

use std::fmt::Write;

use harfrust::GlyphId;

use crate::{
    font::{FontBook, outline::draw},
    frame::{
        color::Color,
        geom::{Abs, Point},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape, Stroke},
        text::GlyphRun,
    },
    lang::is_han,
    theme::Weight,
};

pub use self::styles::Styles;

/// Writes `frame` as an SVG document, one unit a point.
///
/// Lengths are rounded to a hundredth, so the same frame is the same text on every machine. Links,
/// anchors and tags leave no trace.
pub fn render(frame: &Frame, fonts: &FontBook) -> String {
    SvgWriter::new(Text::Outlines(fonts), 2, &hex).write(frame, None)
}

/// Writes `frame` as a picture that can say what it shows: as [`render`], with a title and a
/// description for those who cannot see it.
pub fn picture(frame: &Frame, fonts: &FontBook, title: &str, description: &str) -> String {
    SvgWriter::new(Text::Outlines(fonts), 2, &hex).write(frame, Some([title, description]))
}

/// Writes `frame` as a short text to be reviewed: words stay words, lengths are whole points.
pub fn sketch(frame: &Frame) -> String {
    SvgWriter::new(Text::Words, 0, &hex).write(frame, None)
}

/// Writes `frame` as part of a web page: as wide as its place there, words as text in the page's faces,
/// as wide as they were set. How things look is said by classes, which `styles` knows.
pub fn inline(
    frame: &Frame,
    fonts: &FontBook,
    styles: &mut Styles,
    color: &dyn Fn(Color) -> String,
) -> String {
    let mut document = SvgWriter { styles: Some(styles), ..SvgWriter::new(Text::Set(fonts), 1, color) };
    let [width, height] = [frame.size.width, frame.size.height].map(|it| document.number(it));
    let _ = writeln!(document.svg, "<svg viewBox=\"0 0 {width} {height}\">");
    document.write_frame(frame, Point::ORIGIN);
    document.write_line();
    document.write_paths();
    document.svg.push_str("</svg>\n");
    document.svg
}

/// An SVG document in the making.
struct SvgWriter<'a> {
    svg: String,
    text: Text<'a>,
    /// Of a length.
    decimals: usize,
    /// Begun and not written yet.
    line: Option<SvgLine>,
    /// The same, with its look.
    path: Option<(String, String)>,
    color: &'a dyn Fn(Color) -> String,
    /// Where looks are collected; none where each thing says its own.
    styles: Option<&'a mut Styles>,
}

/// What becomes of text.
#[derive(Clone, Copy)]
enum Text<'a> {
    /// The outlines of these faces.
    Outlines(&'a FontBook),
    /// Text in whatever face the reader has.
    Words,
    /// The same, in the weights of these faces.
    Set(&'a FontBook),
}

// Writing into a string cannot fail.
impl<'a> SvgWriter<'a> {
    fn new(text: Text<'a>, decimals: usize, color: &'a dyn Fn(Color) -> String) -> Self {
        Self { svg: String::new(), text, decimals, line: None, path: None, color, styles: None }
    }

    fn write(mut self, frame: &Frame, words: Option<[&str; 2]>) -> String {
        let [width, height] = [frame.size.width, frame.size.height].map(|it| self.number(it));
        let role = if words.is_some() { " role=\"img\"" } else { "" };
        let _ = writeln!(
            self.svg,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
             viewBox=\"0 0 {width} {height}\"{role}>"
        );
        if let Some([title, description]) = words.map(|words| words.map(escaped)) {
            let _ = writeln!(self.svg, "<title>{title}</title>\n<desc>{description}</desc>");
        }
        self.write_frame(frame, Point::ORIGIN);
        self.svg.push_str("</svg>\n");
        self.svg
    }

    fn write_frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in &frame.items {
            let at = origin + *at;
            match item {
                FrameItem::Group(inner) => self.write_frame(inner, at),
                FrameItem::Text(run) => self.write_run(run, at),
                FrameItem::Shape(shape) => {
                    self.write_line();
                    self.write_shape(shape, at);
                }
                // Charts have none.
                FrameItem::Picture(..) | FrameItem::Link(..) | FrameItem::Anchor(_) | FrameItem::Tag(_) => {}
            }
        }
    }

    fn write_run(&mut self, run: &GlyphRun, at: Point) {
        match self.text {
            Text::Outlines(fonts) => self.write_outlines(run, fonts, at),
            Text::Words => self.write_words(&SvgLine::of(run, at, false), ""),
            Text::Set(fonts) => {
                let next = SvgLine::of(run, at, fonts.weight(run.face) != Weight::Regular);
                match &mut self.line {
                    Some(line) if line.goes_on(&next) => line.append(&next),
                    _ => {
                        self.write_line();
                        self.line = Some(next);
                    }
                }
            }
        }
    }

    /// Writes the line that was begun.
    fn write_line(&mut self) {
        if let Some(line) = self.line.take() {
            self.write_paths();
            // Han characters are as wide as they are high in every face: between them there is nothing to stretch.
            // The glyphs of a number are stretched with it: pushed together, they would cover its point.
            let count = line.text.chars().count();
            let han = line.text.chars().filter(|c| is_han(*c)).count();
            let has_one_width = han * 4 >= count * 3 && !line.text.contains(|c: char| c.is_ascii_digit());
            let how = if count < 2 || has_one_width { "" } else { " lengthAdjust=\"spacingAndGlyphs\"" };
            self.write_words(&line, how);
        }
    }

    fn write_shape(&mut self, shape: &Shape, at: Point) {
        let paint = self.paint(shape.fill, shape.stroke.as_ref());
        if !matches!(shape.geometry, Geometry::Line { .. } | Geometry::Path { .. }) {
            self.write_paths();
        }
        let [x, y] = [at.x, at.y].map(|it| self.number(it));
        let _ = match &shape.geometry {
            Geometry::Line { to } => {
                let to = at + *to;
                let [to_x, to_y] = [to.x, to.y].map(|it| self.number(it));
                let line = match self.text {
                    Text::Set(_) if y == to_y => format!("H{to_x}"),
                    Text::Set(_) if x == to_x => format!("V{to_y}"),
                    _ => format!("L{to_x} {to_y}"),
                };
                self.write_path(format!("M{x} {y}{line}"), paint);
                Ok(())
            }
            Geometry::Rect(size) => {
                let [width, height] = [size.width, size.height].map(|it| self.number(it));
                writeln!(self.svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{paint}/>")
            }
            Geometry::Circle { radius } => {
                let radius = self.number(*radius);
                writeln!(self.svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"{paint}/>")
            }
            Geometry::Path { points, is_closed } => {
                let spots = points.iter().map(|point| at + *point);
                let spots: Vec<String> =
                    spots.map(|it| format!("{} {}", self.number(it.x), self.number(it.y))).collect();
                let close = if *is_closed { "Z" } else { "" };
                self.write_path(format!("M{}{close}", spots.join("L")), paint);
                Ok(())
            }
        };
    }

    /// Writes a path. On a web page, strokes of one look that follow each other are one path: they cross without a
    /// trace, as they are opaque. Filled ones would leave holes in each other.
    fn write_path(&mut self, path: String, paint: String) {
        let is_stroke = self.styles.as_ref().is_some_and(|styles| styles.is_stroke(&paint));
        match &mut self.path {
            Some((begun, look)) if is_stroke && *look == paint => begun.push_str(&path),
            _ => {
                self.write_paths();
                self.path = Some((path, paint));
                if !is_stroke {
                    self.write_paths();
                }
            }
        }
    }

    /// Writes the path that was begun.
    fn write_paths(&mut self) {
        if let Some((path, paint)) = self.path.take() {
            let _ = writeln!(self.svg, "<path d=\"{path}\"{paint}/>");
        }
    }

    fn paint(&mut self, fill: Option<Color>, stroke: Option<&Stroke>) -> String {
        let mut look = vec![("fill", fill.map_or_else(|| "none".to_owned(), self.color))];
        if let Some(stroke) = stroke {
            look.push(("stroke", (self.color)(stroke.color)));
            // Never in whole points: no line would be left of a thin one.
            look.push(("stroke-width", number(stroke.width, self.decimals.max(1))));
            if !stroke.dash.is_empty() {
                let dash: Vec<String> = stroke.dash.iter().map(|length| self.number(*length)).collect();
                look.push(("stroke-dasharray", dash.join(" ")));
            }
        }
        self.look(&look)
    }

    /// The attributes of a look, or its class.
    fn look(&mut self, look: &[(&str, String)]) -> String {
        match &mut self.styles {
            Some(styles) => format!(" class=\"{}\"", styles.class(look)),
            None => look.iter().fold(String::new(), |mut said, (name, value)| {
                let _ = write!(said, " {name}=\"{value}\"");
                said
            }),
        }
    }

    /// Writes a run as one path; its text is kept as a label, for reading the file.
    fn write_outlines(&mut self, run: &GlyphRun, fonts: &FontBook, at: Point) {
        let font = fonts.face(run.face).font();
        let scale = run.size.to_pt() / f64::from(fonts.face(run.face).units_per_em());
        let (mut pen, mut path) = (at, String::new());
        for glyph in &run.glyphs {
            let origin = pen + Point::new(glyph.x_offset, -glyph.y_offset);
            let step =
                |command, points: &[(f32, f32)]| outline::step(&mut path, (origin, scale), command, points);
            // A face that cannot draw one of its glyphs leaves a hole in the preview, nothing else.
            let _ = draw(font, GlyphId::from(glyph.id), step);
            pen.x += glyph.advance;
        }
        let (label, fill) = (escaped(&run.text), (self.color)(run.color));
        let _ = writeln!(self.svg, "<path aria-label=\"{label}\" fill=\"{fill}\" d=\"{path}\"/>");
    }

    /// Writes a line as text in whatever face the reader has, as wide as it was set.
    fn write_words(&mut self, line: &SvgLine, how: &str) {
        let [x, y, width] = [line.at.x, line.at.y, line.width].map(|it| self.number(it));
        let mut look = vec![("font-size", number(line.size, 1)), ("fill", (self.color)(line.color))];
        if line.is_bold {
            look.push(("font-weight", "bold".to_owned()));
        }
        let (look, words) = (self.look(&look), escaped(&line.text));
        let _ =
            writeln!(self.svg, "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\"{how}{look}>{words}</text>");
    }

    fn number(&self, length: Abs) -> String {
        number(length, self.decimals)
    }
}

/// Words of one look on one baseline, whatever faces they were set in.
struct SvgLine {
    at: Point,
    width: Abs,
    size: Abs,
    color: Color,
    is_bold: bool,
    text: String,
}

impl SvgLine {
    fn of(run: &GlyphRun, at: Point, is_bold: bool) -> Self {
        let GlyphRun { size, color, .. } = *run;
        Self { at, width: run.width(), size, color, is_bold, text: run.text.clone() }
    }

    /// Whether `next` is the same line further on: a gap as wide as a blank is no longer one.
    fn goes_on(&self, next: &Self) -> bool {
        let gap = (next.at.x - self.at.x - self.width).to_pt();
        self.at.y == next.at.y
            && gap.abs() < self.size.to_pt() / 5.0
            && (self.size, self.color, self.is_bold) == (next.size, next.color, next.is_bold)
    }

    fn append(&mut self, next: &Self) {
        self.width = next.at.x + next.width - self.at.x;
        self.text.push_str(&next.text);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// A length in points with at most so many decimals: `12`, `12.5`, `-0.25`.
fn number(length: Abs, decimals: usize) -> String {
    let text = format!("{:.decimals$}", length.to_pt());
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn hex(color: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}
