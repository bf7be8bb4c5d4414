//! Dumbbells: a row a name, in it the value before and the value after, joined.

use plotters::{chart::ChartBuilder, element::PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    canvas::Canvas,
    grid::{Spot, pt},
    lettering::LetterStyle,
    paint::{self, Firmness, Ink, Marker},
    plane,
    rows::{self, RowLabels},
    series_line,
};
use crate::{
    doc::figure::{ChartSeries, Datum, Dumbbells, Emphasis},
    font::MissingGlyph,
    frame::item::Frame,
};

/// Between a dot's middle and its value: a judgement, clear of the dot and nearer to it than to the next row.
const GAP: i32 = pt(6);
/// Between a dot of the key and its period: a judgement, as close as a word to its bullet.
const KEY_GAP: i32 = pt(5);

/// Draws the rows in the order in which they come. Every value is written, so no axis is.
pub fn draw(chart: &Dumbbells, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let values =
        chart.rows.iter().flat_map(|row| series_line::points(row).take(2).map(|(_, datum)| datum.value));
    let axis = Axis::over(values, Zero::IfNear, 5, canvas.lang);
    let (unit, unit_height) = plane::unit(canvas, &plane::said(&chart.unit, &axis, canvas.lang))?;
    let key = PeriodKey::measure(canvas, &chart.periods)?;
    let top = unit_height + key.height + pt(4);
    let rows = RowLabels::measure(canvas, &rows::names_of(&chart.rows), top, pt(11))?;
    let beyond = DotMargins::measure(canvas, &chart.rows, &rows.inks)?;
    backend::frame(canvas, rows.bottom + pt(2), |area| {
        plane::draw_unit(canvas, area, &unit)?;
        key.draw(canvas, area, unit_height)?;
        rows.draw_names(canvas, area)?;
        let scale = ChartBuilder::on(area)
            .margin_left(rows.left + beyond.left)
            .margin_right(beyond.right)
            .build_cartesian_2d(axis.range.clone(), 0.0..1.0)?;
        for (row, series) in chart.rows.iter().enumerate() {
            let y = rows.middle(row);
            let spot = |datum: &Datum| (scale.backend_coord(&(datum.value, 0.0)).0, y);
            Dumbbell::of(series, spot).draw(canvas, area, rows.left, after(canvas, rows.inks[row]))?;
        }
        Ok(())
    })
}

/// A row's two values with their places.
struct Dumbbell<'a> {
    ends: Vec<(usize, &'a Datum, Spot)>,
}

impl<'a> Dumbbell<'a> {
    fn of(series: &'a ChartSeries, spot: impl Fn(&Datum) -> Spot) -> Self {
        let ends = series_line::points(series).take_while(|(position, _)| *position < 2);
        Self { ends: ends.map(|(position, datum)| (position, datum, spot(datum))).collect() }
    }

    /// Draws the joint, the dots, and outside them the values: of the smaller one left, of the
    /// larger one right; a rule leads there from the name, whose end is at `name`.
    fn draw(&self, canvas: &Canvas, area: &Surface, name: i32, ink: Ink) -> Result<(), MissingGlyph> {
        if let [(_, _, from), (_, after, to)] = self.ends[..]
            && after.status != crate::data::status::Status::B
        {
            let joint = paint::line(paint::tint(ink.color, 55), ink.width * 3 / 2);
            area.draw(&PathElement::new(vec![from, to], joint))?;
        }
        for (position, datum, at) in &self.ends {
            let dot = if *position == 0 { before(canvas) } else { ink };
            series_line::draw_marker(area, *at, dot, Firmness::from(datum.status))?;
        }
        for (nth, (_, datum, at)) in self.ends.iter().enumerate() {
            let is_left = match self.ends.get(1 - nth) {
                Some((.., other)) => at.0 < other.0 || at.0 == other.0 && nth == 0,
                None => false,
            };
            let shown = canvas.cut(&datum.shown, ink.letter_style(), canvas.share(15))?;
            let (x, h) = if is_left { (at.0 - GAP, HPos::Right) } else { (at.0 + GAP, HPos::Left) };
            if is_left {
                let end = (x - canvas.width_of(&shown, ink.letter_style())? - GAP).max(name);
                area.draw(&PathElement::new(vec![(name, at.1), (end, at.1)], plane::thin(canvas)))?;
            }
            area.draw_text(&shown, &canvas.pen(ink.letter_style(), ink.text, h, VPos::Center), (x, at.1))?;
        }
        Ok(())
    }
}

/// The look of the earlier value, in whatever row.
fn before(canvas: &Canvas) -> Ink {
    let (color, text) = (canvas.theme.color.context, canvas.theme.color.muted);
    Ink { emphasis: Emphasis::Part(0), color, text, marker: Marker::Circle, width: 0 }
}

/// The look of the later value: darker than the earlier one, also where nothing is picked out.
fn after(canvas: &Canvas, ink: Ink) -> Ink {
    let color = if ink.is_context() { canvas.theme.color.muted } else { ink.color };
    Ink { color, marker: Marker::Circle, ..ink }
}

/// The room for values left and right of the dots.
struct DotMargins {
    left: i32,
    right: i32,
}

impl DotMargins {
    fn measure(canvas: &Canvas, rows: &[ChartSeries], inks: &[Ink]) -> Result<Self, MissingGlyph> {
        let mut widest = 0;
        for (row, ink) in rows.iter().zip(inks) {
            for (_, datum) in series_line::points(row).take(2) {
                let shown = canvas.cut(&datum.shown, ink.letter_style(), canvas.share(15))?;
                widest = widest.max(canvas.width_of(&shown, ink.letter_style())?);
            }
        }
        Ok(Self { left: widest + GAP, right: widest + GAP })
    }
}

/// Which dot is which period, above the rows.
struct PeriodKey {
    names: Vec<String>,
    height: i32,
}

impl PeriodKey {
    fn measure(canvas: &Canvas, periods: &[String; 2]) -> Result<Self, MissingGlyph> {
        let name = |period: &String| canvas.cut(period, LetterStyle::Label, canvas.share(40));
        Ok(Self {
            names: periods.iter().map(name).collect::<Result<_, _>>()?,
            height: canvas.leading(LetterStyle::Label),
        })
    }

    fn draw(&self, canvas: &Canvas, area: &Surface, top: i32) -> Result<(), MissingGlyph> {
        let accent = canvas.theme.color.text;
        let after = Ink { color: accent, text: accent, ..before(canvas) };
        let mut x = pt(3);
        for (name, dot) in self.names.iter().zip([before(canvas), after]) {
            let y = top + self.height / 2;
            series_line::draw_marker(area, (x, y), dot, Firmness::Firm)?;
            let pen = canvas.pen(LetterStyle::Label, dot.text, HPos::Left, VPos::Center);
            area.draw_text(name, &pen, (x + KEY_GAP, y))?;
            x += KEY_GAP + canvas.width_of(name, LetterStyle::Label)? + pt(14);
        }
        Ok(())
    }
}
