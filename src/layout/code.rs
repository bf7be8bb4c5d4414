//! The address at which a paper copy is checked as a QR code, for a telephone held over the page (ISO/IEC 18004).

use qrcodegen::{QrCode, QrCodeEcc};

use crate::{
    frame::{
        geom::{Abs, Point, Size},
        item::{Frame, FrameItem},
        shape::{Geometry, Shape, Stroke},
    },
    theme::Theme,
};

/// Around a code nothing may stand for the breadth of four of its modules (ISO/IEC 18004, 6.3.8).
const QUIET: f64 = 4.0;

/// Draws `address`, with the quiet around it. None where the theme wants none.
///
/// A row of modules is a dashed line: one shape instead of ten.
pub(super) fn draw(address: &str, theme: &Theme) -> Option<Frame> {
    let side = theme.code.size;
    if side <= Abs::ZERO {
        return None;
    }
    // A quarter of it may be lost to a fold or a stamp.
    let code = QrCode::encode_text(address, QrCodeEcc::Quartile).ok()?;
    let modules = usize::try_from(code.size()).ok()?;
    let module = side * (1.0 / f64::from(code.size()));
    let mut frame = Frame::new(Size::new(side + module * (2.0 * QUIET), side + module * (2.0 * QUIET)));
    for row in 0..code.size() {
        let dark: Vec<bool> = (0..code.size()).map(|column| code.get_module(column, row)).collect();
        let Some(first) = dark.iter().position(|it| *it) else { continue };
        let last = modules - dark.iter().rev().position(|it| *it).unwrap_or(0);
        let runs = dark[first..last].chunk_by(|one, other| one == other);
        let at = |modules: usize| module * modules_as_f64(modules);
        let line = Shape::stroked(
            Geometry::Line { to: Point::new(at(last - first), Abs::ZERO) },
            Stroke { color: theme.color.muted, width: module, dash: runs.map(|run| at(run.len())).collect() },
        );
        let middle = module * (QUIET + f64::from(row) + 0.5);
        frame.push(Point::new(module * QUIET + at(first), middle), FrameItem::Shape(line));
    }
    Some(frame)
}

#[expect(clippy::cast_precision_loss, reason = "a code has a few dozen modules a side")]
fn modules_as_f64(modules: usize) -> f64 {
    modules as f64
}
