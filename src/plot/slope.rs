//! A slope chart: two periods, a line from the one to the other for each series.

use plotters::element::PathElement;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    canvas::Canvas,
    end_labels::EndLabels,
    grid::{Patch, Spot, count, index, pt, units},
    labels::{LabelExtent, spread},
    lettering::LetterStyle,
    paint::{self, Ink},
    plane::{self, Plane},
    series_line,
};
use crate::{
    doc::figure::{ChartSeries, Datum, Slope},
    font::MissingGlyph,
    frame::item::Frame,
};

/// Between the values on the left and the first period: a judgement, clear of the dot that stands on it.
const GAP: i32 = pt(7);

/// Draws the slopes. Every value is written at its end, so no axis is.
pub fn draw(slope: &Slope, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let inks = paint::inks_of(&slope.series, canvas.theme);
    let ends = EndLabels::measure(canvas, &slope.series, &inks, |series| at(series, 1))?;
    let starts = Starts::measure(canvas, &slope.series, &inks)?;
    let values =
        slope.series.iter().flat_map(|series| series_line::points(series).map(|(_, datum)| datum.value));
    let axis = Axis::over(values, Zero::IfNear, 5, canvas.lang).bare();
    let (unit, unit_height) = plane::unit(canvas, &plane::said(&slope.unit, &axis, canvas.lang))?;

    let left = starts.width + GAP;
    // Drawn wider, all slopes look flat.
    let widest = units(canvas.theme.chart.height) * 7 / 4;
    let right = (canvas.width - ends.width()).min(left + widest);
    let periods = Periods::measure(canvas, &slope.periods, right - left)?;
    let top = unit_height + periods.height + canvas.leading(LetterStyle::Label) / 2;
    let below = canvas.leading(LetterStyle::Label) / 2;
    let (must, may) = ends.heights(canvas);
    let height = canvas.height(top + below, must, may);
    let inner = Patch { left, top, right, bottom: height - below };

    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        let mut plane = plane::lay(canvas, area, inner, 0.0..1.0, &axis)?;
        periods.draw(canvas, area, inner, unit_height)?;
        for series in paint::back_to_front(&inks) {
            series_line::draw_line(&mut plane, &slope.series[series], inks[series])?;
            series_line::draw_breaks(area, &plane, &slope.series[series], inks[series])?;
            series_line::draw_points(area, &plane, &slope.series[series], inks[series])?;
        }
        let bounds = (top - below, height);
        starts.draw(canvas, area, &plane, slope, bounds)?;
        ends.draw(canvas, area, right, bounds, |series| {
            let last = series_line::points(&slope.series[series]).last();
            last.map(|(position, datum)| plane.backend_coord(&(index(position), datum.value)))
        })
    })
}

/// The number of a series at one of the two periods.
fn at(series: &ChartSeries, period: usize) -> Option<&Datum> {
    series_line::points(series).find(|(position, _)| *position == period).map(|(_, datum)| datum)
}

/// The values at the first period.
struct Starts {
    inks: Vec<Ink>,
    shown: Vec<Option<String>>,
    width: i32,
}

impl Starts {
    fn measure(canvas: &Canvas, series: &[ChartSeries], inks: &[Ink]) -> Result<Self, MissingGlyph> {
        let mut width = 0;
        let mut shown = vec![];
        for (series, ink) in series.iter().zip(inks) {
            let value = at(series, 0)
                .map(|datum| canvas.cut(&datum.shown, ink.letter_style(), canvas.share(20)))
                .transpose()?;
            width = width.max(canvas.widest(value.as_deref(), ink.letter_style())?);
            shown.push(value);
        }
        Ok(Self { inks: inks.to_vec(), shown, width })
    }

    /// Writes the values left of the plot; of the context only as many as there is room for.
    fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        plane: &Plane,
        slope: &Slope,
        (lo, hi): (i32, i32),
    ) -> Result<(), MissingGlyph> {
        let mut placed: Vec<(usize, Spot)> = vec![];
        let mut room = hi - lo;
        let front_to_back = paint::back_to_front(&self.inks).into_iter().rev();
        for series in front_to_back {
            let Some(datum) = at(&slope.series[series], 0) else { continue };
            let line = canvas.leading(self.inks[series].letter_style());
            if room >= line || !self.inks[series].is_context() {
                room -= line;
                placed.push((series, plane.backend_coord(&(0.0, datum.value))));
            }
        }
        placed.sort_unstable();
        let extent = |(series, at): &(usize, Spot)| LabelExtent {
            middle: at.1,
            length: canvas.leading(self.inks[*series].letter_style()),
        };
        let extents: Vec<LabelExtent> = placed.iter().map(extent).collect();
        for ((series, at), middle) in placed.into_iter().zip(spread(&extents, lo, hi)) {
            let ink = self.inks[series];
            let text = self.shown[series].as_deref().unwrap_or_default();
            let right = at.0 - GAP;
            area.draw_text(
                text,
                &canvas.pen(ink.letter_style(), ink.text, HPos::Right, VPos::Center),
                (right, middle),
            )?;
        }
        Ok(())
    }
}

/// The names of the periods above the plot, with a rule down from each.
struct Periods {
    lines: [Vec<String>; 2],
    height: i32,
}

impl Periods {
    fn measure(canvas: &Canvas, periods: &[String; 2], apart: i32) -> Result<Self, MissingGlyph> {
        let wrap = |label: &String| canvas.wrap(label, LetterStyle::Label, apart / 2 - pt(4), 2);
        let lines = [wrap(&periods[0])?, wrap(&periods[1])?];
        let height = count(lines[0].len().max(lines[1].len())) * canvas.leading(LetterStyle::Label);
        Ok(Self { lines, height })
    }

    fn draw(&self, canvas: &Canvas, area: &Surface, inner: Patch, y: i32) -> Result<(), MissingGlyph> {
        let set = (LetterStyle::Label, canvas.theme.color.text);
        for (lines, x) in self.lines.iter().zip([inner.left, inner.right - 1]) {
            let half = canvas.widest(lines.iter().map(String::as_str), LetterStyle::Label)? / 2 + 1;
            let middle = x.clamp(half, canvas.width - half);
            canvas.write(area, lines, (middle, y), set, (HPos::Center, VPos::Top))?;
            let down = vec![(x, inner.top - pt(3)), (x, inner.bottom)];
            area.draw(&PathElement::new(down, plane::thin(canvas)))?;
        }
        Ok(())
    }
}
