//! Small multiples: panels of horizontal bars on one scale, the names once on the left.

use plotters::element::PathElement;
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    grid::{Patch, count, pt},
    lettering::LetterStyle,
    paint::{Firmness, Ink},
    plane,
    rows::{self, RowLabels},
    series_line,
    value_scale::ValueScale,
};
use crate::{doc::figure::Multiples, font::MissingGlyph, frame::item::Frame};

/// A panel is given this width at least: a name of ten Han characters fits above it.
const NARROWEST: i32 = pt(84);
/// Between panels: a judgement, more than anything within one has between its parts.
const BETWEEN: i32 = pt(10);
/// Between a bar and its value: under half a Han character, for panels are narrow.
const GAP: i32 = pt(3);
/// Of a bar: a judgement, as high as the lettering beside it.
const THICK: i32 = pt(10);

/// Draws the panels beside one another, in as many bands as they take.
pub fn draw(chart: &Multiples, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let (unit, unit_height) = plane::unit(canvas, &chart.unit)?;
    let names = rows::names_of(&chart.series);
    let rows = RowLabels::measure(canvas, &names, 0, THICK)?;
    let room = canvas.width - rows.left + BETWEEN;
    let panels = count(chart.panels.len().max(1));
    let a_band = (room / (NARROWEST + BETWEEN)).clamp(1, panels);
    let width = room / a_band - BETWEEN;
    let titles: Vec<Vec<String>> = chart
        .panels
        .iter()
        .map(|title| canvas.wrap(title, LetterStyle::Label, width, 3))
        .collect::<Result<_, _>>()?;
    let head =
        count(titles.iter().map(Vec::len).max().unwrap_or(0)) * canvas.leading(LetterStyle::Label) + pt(3);
    let values = chart.series.iter().flat_map(|row| series_line::points(row).map(|(_, datum)| datum.value));
    let axis = Axis::over(values, Zero::Always, 5, canvas.lang);
    let beyond = PanelMargins::measure(canvas, chart, &rows.inks, width)?;
    let band = head + rows.bottom + pt(8);
    let bands = (panels + a_band - 1) / a_band;

    backend::frame(canvas, unit_height + bands * band, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        for nth in 0..bands {
            RowLabels::measure(canvas, &names, unit_height + nth * band + head, THICK)?
                .draw_names(canvas, area)?;
        }
        for (panel, title) in titles.iter().enumerate() {
            let left = rows.left + count(panel) % a_band * (width + BETWEEN);
            let top = unit_height + count(panel) / a_band * band;
            let set = (LetterStyle::Label, canvas.theme.color.text);
            canvas.write(area, title, (left, top), set, (HPos::Left, VPos::Top))?;
            let scale = ValueScale::new(&axis, left + beyond.left, left + width - beyond.right);
            let panel = PlacedPanel { nth: panel, top: top + head, width, scale };
            panel.draw(canvas, area, chart, &rows)?;
        }
        Ok(())
    })
}

/// A panel and where it stands.
struct PlacedPanel<'a> {
    nth: usize,
    top: i32,
    width: i32,
    scale: ValueScale<'a>,
}

impl PlacedPanel<'_> {
    fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        chart: &Multiples,
        rows: &RowLabels,
    ) -> Result<(), MissingGlyph> {
        let zero = self.scale.x(0.0);
        for (row, series) in chart.series.iter().enumerate() {
            let Some((_, datum)) = series_line::points(series).find(|(position, _)| *position == self.nth)
            else {
                // Nothing there would look like zero.
                let pen = canvas.pen(LetterStyle::Tick, canvas.theme.color.muted, HPos::Left, VPos::Center);
                area.draw_text("—", &pen, (zero + GAP, self.top + rows.middle(row)))?;
                continue;
            };
            let (ink, (top, bottom), end) = (rows.inks[row], rows.sides(row), self.scale.x(datum.value));
            let patch = Patch {
                left: zero.min(end),
                top: self.top + top,
                right: zero.max(end),
                bottom: self.top + bottom,
            };
            bar::draw(area, patch, ink, Firmness::from(datum.status))?;
            let shown = canvas.cut(&datum.shown, ink.letter_style(), self.width / 2)?;
            let (x, h) = if end < zero { (end - GAP, HPos::Right) } else { (end + GAP, HPos::Left) };
            let pen = canvas.pen(ink.letter_style(), ink.text, h, VPos::Center);
            area.draw_text(&shown, &pen, (x, self.top + rows.middle(row)))?;
        }
        let foot = vec![(zero, self.top), (zero, self.top + rows.bottom)];
        area.draw(&PathElement::new(foot, plane::thin(canvas)))?;
        Ok(())
    }
}

/// The room for values beyond the ends of the bars, the same in every panel.
#[derive(Default)]
struct PanelMargins {
    left: i32,
    right: i32,
}

impl PanelMargins {
    fn measure(canvas: &Canvas, chart: &Multiples, inks: &[Ink], width: i32) -> Result<Self, MissingGlyph> {
        let mut beyond = Self::default();
        for (row, ink) in chart.series.iter().zip(inks) {
            for (_, datum) in series_line::points(row) {
                let shown = canvas.cut(&datum.shown, ink.letter_style(), width / 2)?;
                let room = canvas.width_of(&shown, ink.letter_style())? + GAP;
                let side = if datum.value < 0.0 { &mut beyond.left } else { &mut beyond.right };
                *side = room.max(*side);
            }
        }
        Ok(beyond)
    }
}
