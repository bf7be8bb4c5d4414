//! The backend: what plotters draws is appended to a frame, shape by shape and text by text.

use plotters::{
    coord::Shift,
    drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea},
};
use plotters_backend::{
    BackendColor, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};

use super::{
    canvas::Canvas,
    grid::{Spot, length, point},
    lettering::LetterStyle,
};
use crate::{
    font::MissingGlyph,
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape, Stroke},
    },
};

/// The whole drawing in units.
pub type Surface<'a> = DrawingArea<FrameBackend<'a>, Shift>;

/// A frame that plotters draws into.
pub struct FrameBackend<'a> {
    frame: &'a mut Frame,
    canvas: &'a Canvas<'a>,
    size: (i32, i32),
}

/// A frame as wide as the canvas and `height` units high, with what `paint` draws into it.
pub fn frame(
    canvas: &Canvas,
    height: i32,
    paint: impl FnOnce(&Surface) -> Result<(), MissingGlyph>,
) -> Result<Frame, MissingGlyph> {
    let mut frame = Frame::new(Size::new(length(canvas.width), length(height)));
    let backend = FrameBackend { frame: &mut frame, canvas, size: (canvas.width, height) };
    paint(&backend.into_drawing_area())?;
    Ok(frame)
}

/// plotters hands our own error back to us.
impl From<DrawingAreaErrorKind<Self>> for MissingGlyph {
    fn from(error: DrawingAreaErrorKind<Self>) -> Self {
        match error {
            DrawingAreaErrorKind::BackendError(DrawingErrorKind::DrawingError(missing)) => missing,
            other => {
                unreachable!("the backend is not shared, measures text itself, and no title is set: {other}")
            }
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<MissingGlyph>>;

impl FrameBackend<'_> {
    /// Fills or outlines `geometry`; a transparent style draws nothing.
    fn paint<S: BackendStyle>(&mut self, at: Spot, geometry: Geometry, style: &S, fill: bool) {
        let color = style.color();
        if color.alpha > 0.0 {
            let shape = if fill {
                Shape::filled(geometry, opaque(color))
            } else {
                Shape::stroked(geometry, stroke(style))
            };
            self.frame.push(point(at), FrameItem::Shape(shape));
        }
    }
}

impl DrawingBackend for FrameBackend<'_> {
    type ErrorType = MissingGlyph;

    fn get_size(&self) -> (u32, u32) {
        (self.size.0.unsigned_abs(), self.size.1.unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: Spot, color: BackendColor) -> Drawn {
        self.paint(at, Geometry::Rect(Size::new(length(1), length(1))), &color, true);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: Spot, to: Spot, style: &S) -> Drawn {
        let to = point((to.0 - from.0, to.1 - from.1));
        self.paint(from, Geometry::Line { to }, style, false);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: Spot, to: Spot, style: &S, fill: bool) -> Drawn {
        let size = Size::new(length(to.0 - from.0), length(to.1 - from.1));
        self.paint(from, Geometry::Rect(size), style, fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = Spot>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<Point> = path.into_iter().map(point).collect();
        if points.len() < 2 {
            return Ok(());
        }
        self.paint((0, 0), Geometry::Path { points, is_closed: false }, style, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: Spot, radius: u32, style: &S, fill: bool) -> Drawn {
        let radius = Abs::pt(f64::from(radius) / 10.0);
        self.paint(at, Geometry::Circle { radius }, style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = Spot>>(&mut self, path: I, style: &S) -> Drawn {
        let points = path.into_iter().map(point).collect();
        self.paint((0, 0), Geometry::Path { points, is_closed: true }, style, true);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: Spot) -> Drawn {
        let voice = LetterStyle::named(style.family().as_str());
        let runs =
            self.canvas.shape(text, voice, opaque(style.color())).map_err(DrawingErrorKind::DrawingError)?;
        let width: Abs = runs.iter().map(crate::frame::text::GlyphRun::width).sum();
        let left = match style.anchor().h_pos {
            HPos::Left => Abs::ZERO,
            HPos::Center => -(width / 2.0),
            HPos::Right => -width,
        };
        let down = match style.anchor().v_pos {
            VPos::Top => self.canvas.ascent(voice),
            VPos::Center => self.canvas.middle(voice),
            VPos::Bottom => -self.canvas.descent(voice),
        };
        let mut pen = point(at) + Point::new(left, length(down));
        for run in runs {
            let advance = run.width();
            self.frame.push(pen, FrameItem::Text(run));
            pen.x += advance;
        }
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<MissingGlyph>> {
        let voice = LetterStyle::named(style.family().as_str());
        let width = self.canvas.width_of(text, voice).map_err(DrawingErrorKind::DrawingError)?;
        Ok((width.unsigned_abs(), self.canvas.leading(voice).unsigned_abs()))
    }
}

fn opaque(color: BackendColor) -> Color {
    let (r, g, b) = color.rgb;
    Color::rgb(r, g, b)
}

fn stroke<S: BackendStyle>(style: &S) -> Stroke {
    Stroke::solid(opaque(style.color()), Abs::pt(f64::from(style.stroke_width()) / 10.0))
}
