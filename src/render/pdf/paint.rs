//! Paint: a shape becomes a path with its colours.

use lopdf::Object;

use super::{
    content::PageContent,
    number::{channel, point},
    tags::PageArea,
};
use crate::frame::{
    color::Color,
    geom::{self, Abs},
    shape::{Geometry, Shape, Stroke},
};

/// How far the control points of a quarter circle stand from its ends, in radii; the curve is off
/// the circle by less than 0.03 % of the radius.
const KAPPA: f64 = 0.552_284_75;

/// The colours and the line that are in force, so that nothing is said twice.
#[derive(Debug, Default)]
pub struct Brush {
    fill: Option<Color>,
    stroke: Option<Stroke>,
}

impl Brush {
    /// Makes fillings and text `color`.
    pub fn fill(&mut self, color: Color, content: &mut PageContent) {
        if self.fill.replace(color) != Some(color) {
            content.op("rg", device_rgb(color));
        }
    }

    /// Draws lines as `stroke` says.
    fn stroke(&mut self, stroke: &Stroke, content: &mut PageContent) {
        let before = self.stroke.replace(stroke.clone());
        if before.as_ref().map(|it| it.color) != Some(stroke.color) {
            content.op("RG", device_rgb(stroke.color));
        }
        if before.as_ref().map(|it| it.width) != Some(stroke.width) {
            content.op("w", [length(stroke.width)]);
        }
        if before.as_ref().map_or(&[][..], |it| &it.dash) != stroke.dash {
            let pattern: Vec<Object> = stroke.dash.iter().map(|it| length(*it)).collect();
            content.op("d", [Object::Array(pattern), 0.into()]);
        }
    }
}

/// What is done with a path (ISO 32000-1, 8.5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paint {
    Fill,
    Stroke,
    Both,
}

impl Paint {
    /// The operator, for a path that it closes first where that makes a difference.
    fn operator(self) -> &'static str {
        match self {
            Self::Fill => "f",
            Self::Stroke => "s",
            Self::Both => "b",
        }
    }
}

/// Paints `shape` at a place in points from the bottom left of the page.
pub fn paint(shape: &Shape, at: (f64, f64), brush: &mut Brush, content: &mut PageContent) {
    let paint = match (shape.fill, &shape.stroke) {
        (Some(_), None) => Paint::Fill,
        (None, Some(_)) => Paint::Stroke,
        (Some(_), Some(_)) => Paint::Both,
        (None, None) => return,
    };
    if let Some(color) = shape.fill {
        brush.fill(color, content);
    }
    if let Some(stroke) = &shape.stroke {
        brush.stroke(stroke, content);
    }
    match &shape.geometry {
        Geometry::Line { to } => line(at, &[geom::Point::ORIGIN, *to], content),
        Geometry::Rect(_) => rectangle(extent(shape, at), paint, content),
        Geometry::Circle { radius } => circle(at, radius.to_pt(), paint, content),
        Geometry::Path { points, is_closed: true } => {
            path(at, points, content);
            content.op(paint.operator(), []);
        }
        Geometry::Path { points, is_closed: false } => {
            // Filling closes a path, drawing its line must not.
            if shape.fill.is_some() {
                path(at, points, content);
                content.op("f", []);
            }
            if shape.stroke.is_some() {
                line(at, points, content);
            }
        }
    }
}

/// The area that a shape covers, its line's width left out.
pub fn extent(shape: &Shape, (x, y): (f64, f64)) -> PageArea {
    let spot = |to: &geom::Point| {
        let (x, y) = (x + to.x.to_pt(), y - to.y.to_pt());
        PageArea { left: x, bottom: y, right: x, top: y }
    };
    let origin = spot(&geom::Point::ORIGIN);
    match &shape.geometry {
        Geometry::Line { to } => origin.around(spot(to)),
        Geometry::Rect(size) => origin.around(spot(&geom::Point::new(size.width, size.height))),
        Geometry::Circle { radius } => {
            let radius = *radius;
            spot(&geom::Point::new(-radius, -radius)).around(spot(&geom::Point::new(radius, radius)))
        }
        Geometry::Path { points, .. } => points.iter().map(spot).reduce(PageArea::around).unwrap_or(origin),
    }
}

fn line(at: (f64, f64), points: &[geom::Point], content: &mut PageContent) {
    path(at, points, content);
    content.op("S", []);
}

fn rectangle(area: PageArea, paint: Paint, content: &mut PageContent) {
    let sides = [area.left, area.bottom, area.right - area.left, area.top - area.bottom];
    content.op("re", sides.map(|side| Object::Real(point(side))));
    content.op(paint.operator(), []);
}

/// Four quarters from the rightmost point on, counter-clockwise.
fn circle((x, y): (f64, f64), radius: f64, paint: Paint, content: &mut PageContent) {
    let handle = radius * KAPPA;
    let quarters = [
        [(radius, handle), (handle, radius), (0.0, radius)],
        [(-handle, radius), (-radius, handle), (-radius, 0.0)],
        [(-radius, -handle), (-handle, -radius), (0.0, -radius)],
        [(handle, -radius), (radius, -handle), (radius, 0.0)],
    ];
    content.op("m", spot(x + radius, y));
    for quarter in quarters {
        content.op("c", quarter.map(|(right, up)| spot(x + right, y + up)).concat());
    }
    content.op(paint.operator(), []);
}

/// The path through `points`, from the first on.
fn path((x, y): (f64, f64), points: &[geom::Point], content: &mut PageContent) {
    for (index, to) in points.iter().enumerate() {
        let operator = if index == 0 { "m" } else { "l" };
        content.op(operator, spot(x + to.x.to_pt(), y - to.y.to_pt()));
    }
}

fn spot(x: f64, y: f64) -> [Object; 2] {
    [x, y].map(|it| Object::Real(point(it)))
}

fn length(length: Abs) -> Object {
    Object::Real(point(length.to_pt()))
}

fn device_rgb(color: Color) -> [Object; 3] {
    [color.r, color.g, color.b].map(|it| Object::Real(channel(it)))
}
