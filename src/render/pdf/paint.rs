//! Paint: a shape becomes a path with its colours.

use printpdf::{
    Line, LineDashPattern, LinePoint, Op, PaintMode, Point, Polygon, PolygonRing, Pt, Rect, Rgb, WindingOrder,
};

use super::{
    number::{channel, point},
    tags::Area,
};
use crate::frame::{
    color::Color,
    geom,
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
    /// The operators that make fillings and text `color`.
    pub fn fill(&mut self, color: Color) -> Option<Op> {
        (self.fill.replace(color) != Some(color)).then(|| Op::SetFillColor { col: device_rgb(color) })
    }

    /// The operators that draw lines as `stroke` says.
    fn stroke(&mut self, stroke: &Stroke) -> Vec<Op> {
        let before = self.stroke.replace(stroke.clone());
        let mut ops = vec![];
        if before.as_ref().map(|it| it.color) != Some(stroke.color) {
            ops.push(Op::SetOutlineColor { col: device_rgb(stroke.color) });
        }
        if before.as_ref().map(|it| it.width) != Some(stroke.width) {
            ops.push(Op::SetOutlineThickness { pt: Pt(point(stroke.width.to_pt())) });
        }
        if before.as_ref().map_or(&[][..], |it| &it.dash) != stroke.dash {
            let pattern: Vec<f32> = stroke.dash.iter().map(|length| point(length.to_pt())).collect();
            ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &pattern) });
        }
        ops
    }
}

/// The operators that paint `shape` at a place in points from the bottom left of the page.
pub fn paint(shape: &Shape, at: (f64, f64), brush: &mut Brush) -> Vec<Op> {
    let mut ops: Vec<Op> = vec![];
    ops.extend(shape.fill.and_then(|color| brush.fill(color)));
    ops.extend(shape.stroke.iter().flat_map(|stroke| brush.stroke(stroke)));
    let mode = match (shape.fill, &shape.stroke) {
        (Some(_), None) => PaintMode::Fill,
        (None, Some(_)) => PaintMode::Stroke,
        (Some(_), Some(_)) => PaintMode::FillStroke,
        (None, None) => return vec![],
    };
    match &shape.geometry {
        Geometry::Line { to } => ops.push(line(at, &[geom::Point::ORIGIN, *to])),
        Geometry::Rect(_) => ops.push(rectangle(extent(shape, at), mode)),
        Geometry::Circle { radius } => ops.push(circle(at, radius.to_pt(), mode)),
        Geometry::Path { points, is_closed: true } => ops.push(polygon(ring(at, points), mode)),
        Geometry::Path { points, is_closed: false } => {
            // Filling closes a path, drawing its line must not.
            if shape.fill.is_some() {
                ops.push(polygon(ring(at, points), PaintMode::Fill));
            }
            if shape.stroke.is_some() {
                ops.push(line(at, points));
            }
        }
    }
    ops
}

/// The area that a shape covers, its line's width left out.
pub fn extent(shape: &Shape, (x, y): (f64, f64)) -> Area {
    let spot = |to: &geom::Point| {
        let (x, y) = (x + to.x.to_pt(), y - to.y.to_pt());
        Area { left: x, bottom: y, right: x, top: y }
    };
    let origin = spot(&geom::Point::ORIGIN);
    match &shape.geometry {
        Geometry::Line { to } => origin.around(spot(to)),
        Geometry::Rect(size) => origin.around(spot(&geom::Point::new(size.width, size.height))),
        Geometry::Circle { radius } => {
            let radius = *radius;
            spot(&geom::Point::new(-radius, -radius)).around(spot(&geom::Point::new(radius, radius)))
        }
        Geometry::Path { points, .. } => points.iter().map(spot).reduce(Area::around).unwrap_or(origin),
    }
}

fn line(at: (f64, f64), points: &[geom::Point]) -> Op {
    Op::DrawLine { line: Line { points: ring(at, points), is_closed: false } }
}

fn rectangle(area: Area, mode: PaintMode) -> Op {
    let (left, bottom) = (point(area.left), point(area.bottom));
    let (width, height) = (point(area.right - area.left), point(area.top - area.bottom));
    let mut rectangle = Rect::from_xywh(Pt(left), Pt(bottom), Pt(width), Pt(height));
    rectangle.mode = Some(mode);
    Op::DrawRectangle { rectangle }
}

/// Four quarters from the rightmost point on, counter-clockwise.
fn circle((x, y): (f64, f64), radius: f64, mode: PaintMode) -> Op {
    let handle = radius * KAPPA;
    let points = [
        (radius, 0.0, false),
        (radius, handle, true),
        (handle, radius, true),
        (0.0, radius, false),
        (-handle, radius, true),
        (-radius, handle, true),
        (-radius, 0.0, false),
        (-radius, -handle, true),
        (-handle, -radius, true),
        (0.0, -radius, false),
        (handle, -radius, true),
        (radius, -handle, true),
        (radius, 0.0, false),
    ];
    let points = points.map(|(right, up, bezier)| LinePoint { p: spot(x + right, y + up), bezier });
    polygon(points.to_vec(), mode)
}

fn polygon(points: Vec<LinePoint>, mode: PaintMode) -> Op {
    let rings = vec![PolygonRing { points }];
    Op::DrawPolygon { polygon: Polygon { rings, mode, winding_order: WindingOrder::NonZero } }
}

fn ring((x, y): (f64, f64), points: &[geom::Point]) -> Vec<LinePoint> {
    let place = |to: &geom::Point| spot(x + to.x.to_pt(), y - to.y.to_pt());
    points.iter().map(|to| LinePoint { p: place(to), bezier: false }).collect()
}

fn spot(x: f64, y: f64) -> Point {
    Point { x: Pt(point(x)), y: Pt(point(y)) }
}

fn device_rgb(color: Color) -> printpdf::Color {
    let (r, g, b) = (channel(color.r), channel(color.g), channel(color.b));
    printpdf::Color::Rgb(Rgb { r, g, b, icc_profile: None })
}
