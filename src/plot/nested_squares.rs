//! Nested squares: areas to one scale, the smaller in the corner of the larger. No map: they tell sizes, not places.

use plotters::element::DashedPathElement;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    grid::{Patch, count, pt},
    labels::{LabelExtent, spread},
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane,
};
use crate::{
    doc::figure::{Bar, NestedSquares},
    font::MissingGlyph,
    frame::{color::Color, item::Frame},
};

/// The side of the largest square: a judgement, four rows of ranked bars, whose place it may take.
const SIDE: i32 = pt(72);
/// From the largest square to the labels: a judgement, as from lines to the labels at their ends.
const GAP: i32 = pt(14);
/// Between a value and its name: half a Han character, as between words.
const BETWEEN: i32 = pt(4);
/// The white between a square and the one around it: a judgement, seen in a grey copy of two full ones.
const RIM: i32 = 10;

/// Draws the squares from the bottom left, the largest first, each joined with its label on the right.
pub fn draw(chart: &NestedSquares, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &chart.unit)?;
    let mut bars: Vec<&Bar> = chart.squares.iter().filter(|it| it.datum.value > 0.0).collect();
    bars.retain(|it| it.datum.value.is_finite());
    bars.sort_by(|one, other| other.datum.value.total_cmp(&one.datum.value));
    let inks = paint::inks(bars.iter().map(|it| it.emphasis), canvas.theme);
    let most = SIDE.min(canvas.share(40));
    let mut squares = vec![];
    for (bar, ink) in bars.iter().zip(inks) {
        squares.push(Square::measure(canvas, bar, ink, side(bar, &bars, most), canvas.width - most - GAP)?);
    }
    let words: i32 = squares.iter().map(|it| it.label.length(canvas)).sum();
    let top = unit_height + pt(3);
    let bottom = top + most.max(words);
    backend::frame(canvas, bottom, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        for (nth, square) in squares.iter().enumerate() {
            square.draw(area, bottom, nth > 0)?;
        }
        let extents: Vec<LabelExtent> = squares
            .iter()
            .enumerate()
            .map(|(nth, it)| {
                let inner = squares.get(nth + 1).map_or(0, |inner| inner.side);
                LabelExtent {
                    middle: bottom - i32::midpoint(it.side, inner),
                    length: it.label.length(canvas),
                }
            })
            .collect();
        for ((square, extent), middle) in squares.iter().zip(&extents).zip(spread(&extents, top, bottom)) {
            let ends = [(square.side + pt(2), extent.middle), (most + GAP - pt(3), middle)];
            let rule = paint::line(paint::tint(square.label.ink.text, 80), 4);
            area.draw(&DashedPathElement::new(ends, pt(1), pt(2), rule))?;
            square.label.draw(canvas, area, (most + GAP, middle))?;
        }
        Ok(())
    })
}

/// The side whose square is to the largest one's as the values are.
fn side(bar: &Bar, bars: &[&Bar], most: i32) -> i32 {
    let largest = bars.iter().map(|it| it.datum.value).fold(bar.datum.value, f64::max);
    rounded(f64::from(most) * (bar.datum.value / largest).sqrt())
}

#[expect(clippy::cast_possible_truncation, reason = "no more than the largest square's side")]
fn rounded(length: f64) -> i32 {
    length.round() as i32
}

/// A square with its label.
struct Square {
    side: i32,
    firmness: Firmness,
    label: SquareLabel,
}

impl Square {
    fn measure(canvas: &Canvas, bar: &Bar, ink: Ink, side: i32, width: i32) -> Result<Self, MissingGlyph> {
        let label = SquareLabel::measure(canvas, bar, ink, width)?;
        Ok(Self { side, firmness: Firmness::from(bar.datum.status), label })
    }

    fn draw(&self, area: &Surface, bottom: i32, is_inner: bool) -> Result<(), MissingGlyph> {
        let square = Patch { left: 0, top: bottom - self.side, right: self.side, bottom };
        if is_inner {
            let rim = Patch { top: square.top - RIM, right: square.right + RIM, ..square };
            bar::fill(area, rim, Color::WHITE)?;
        }
        bar::draw(area, square, self.label.ink, self.firmness)
    }
}

/// A value and, beside it, what has it.
struct SquareLabel {
    shown: String,
    /// From the label's left to its name.
    indent: i32,
    name: Vec<String>,
    ink: Ink,
}

impl SquareLabel {
    fn measure(canvas: &Canvas, bar: &Bar, ink: Ink, width: i32) -> Result<Self, MissingGlyph> {
        let shown = canvas.cut(&bar.datum.shown, LetterStyle::Strong, width / 2)?;
        let indent = canvas.width_of(&shown, LetterStyle::Strong)? + BETWEEN;
        let name = canvas.wrap(&bar.label, LetterStyle::Tick, width - indent, 3)?;
        Ok(Self { shown, indent, name, ink })
    }

    /// How high it is, with the space to the next.
    fn length(&self, canvas: &Canvas) -> i32 {
        let name = count(self.name.len()) * canvas.leading(LetterStyle::Tick);
        name.max(canvas.leading(LetterStyle::Strong)) + pt(2)
    }

    fn draw(&self, canvas: &Canvas, area: &Surface, (x, middle): (i32, i32)) -> Result<(), MissingGlyph> {
        let side = (HPos::Left, VPos::Center);
        let shown = std::slice::from_ref(&self.shown);
        canvas.write(area, shown, (x, middle), (LetterStyle::Strong, self.ink.text), side)?;
        let first = middle - (count(self.name.len()) - 1) * canvas.leading(LetterStyle::Tick) / 2;
        let set = (LetterStyle::Tick, canvas.theme.color.text);
        canvas.write(area, &self.name, (x + self.indent, first), set, side)
    }
}
