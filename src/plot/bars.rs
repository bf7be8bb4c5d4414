//! Grouped vertical bars, from zero.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Surface},
    bar,
    canvas::Canvas,
    footer::{self, Footer},
    grid::{Patch, count, index, pt},
    key::Key,
    label_space::LabelSpace,
    lettering::LetterStyle,
    paint::{self, Firmness, Ink},
    plane::{self, Plane},
    series_line,
};
use crate::{data::status::Status, doc::figure::Bars, font::MissingGlyph, frame::item::Frame, lang::Lang};

/// Between the bars of a group: a judgement, less than between groups.
const BETWEEN: i32 = pt(2);

/// What the heights of the bars are read from.
pub fn axis(bars: &Bars, lang: Lang) -> Axis {
    let values =
        bars.series.iter().flat_map(|series| series_line::points(series).map(|(_, datum)| datum.value));
    Axis::over(values, Zero::Always, 5, lang)
}

/// Draws the groups side by side, in each a bar for every series, with its value above if there is
/// room.
pub fn draw(bars: &Bars, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let inks = paint::inks_of(&bars.series, canvas.theme);
    let axis = axis(bars, canvas.lang);
    let (unit, unit_height) = plane::unit(canvas, &bars.unit)?;
    let left = plane::gutter(canvas, &axis)?;
    let grid = BarGrid::new(left, canvas.width, bars.groups.len(), bars.series.len());
    let names = SeriesNames::measure(canvas, bars, &inks, grid)?;
    let groups = Footer::measure(canvas, &bars.groups, grid.step, 3, LetterStyle::Label)?;

    let top = unit_height + names.key.height + canvas.leading(LetterStyle::Label);
    let below = names.below + groups.height(canvas);
    let height = canvas.height(top + below, 0, 0);
    let inner = Patch { left, top, right: canvas.width, bottom: height - below };
    backend::frame(canvas, height, |area| {
        plane::draw_unit(canvas, area, &unit)?;
        names.key.draw(canvas, area, unit_height + pt(2))?;
        let mut plane = plane::lay(canvas, area, inner, 0.0..1.0, &axis)?;
        plane::draw_rules(canvas, &mut plane)?;
        let mut room =
            LabelSpace::new(Patch { top: inner.top - canvas.leading(LetterStyle::Label), ..inner });
        room.take_rules(plane::rules(&plane, &axis));
        draw_bars(canvas, area, &plane, room, bars, &inks, grid)?;
        plane::draw_level(canvas, &plane, 0.0)?;
        names.draw(canvas, area, bars, &inks, grid, inner.bottom)?;
        let middles: Vec<i32> = (0..bars.groups.len()).map(|group| grid.middle(group)).collect();
        groups.draw(canvas, area, &middles, inner.bottom + names.below)
    })
}

/// Where the bars stand.
#[derive(Clone, Copy)]
struct BarGrid {
    left: i32,
    /// From group to group.
    step: i32,
    /// From bar to bar.
    pitch: i32,
    bars: i32,
}

impl BarGrid {
    fn new(left: i32, right: i32, groups: usize, bars: usize) -> Self {
        let step = (right - left) / count(groups.max(1));
        let bars = count(bars.max(1));
        let pitch = (step * 4 / 5 / bars).min(pt(40)).max(1);
        Self { left, step, pitch, bars }
    }

    fn middle(self, group: usize) -> i32 {
        self.left + self.step * count(group) + self.step / 2
    }

    /// The left and the right side of a bar.
    fn sides(self, group: usize, bar: usize) -> (i32, i32) {
        let left = self.middle(group) - self.pitch * self.bars / 2 + self.pitch * count(bar);
        let gap = if self.pitch > pt(6) { BETWEEN } else { self.pitch / 5 };
        (left + gap / 2, left + self.pitch - gap / 2)
    }
}

/// Draws the bars, then the values beside their ends: the subject's first.
fn draw_bars(
    canvas: &Canvas,
    area: &Surface,
    plane: &Plane,
    mut space: LabelSpace,
    bars: &Bars,
    inks: &[Ink],
    grid: BarGrid,
) -> Result<(), MissingGlyph> {
    let zero = plane.backend_coord(&(0.0, 0.0)).1;
    let mut labels = vec![];
    for series in paint::back_to_front(inks).into_iter().rev() {
        for (group, datum) in
            series_line::points(&bars.series[series]).filter(|(group, _)| *group < bars.groups.len())
        {
            let (left, right) = grid.sides(group, series);
            let end = plane.backend_coord(&(index(0), datum.value)).1;
            let patch = Patch { left, top: end.min(zero), right, bottom: end.max(zero) };
            bar::draw(area, patch, inks[series], Firmness::from(datum.status))?;
            space.take(patch);
            if datum.status == Status::B && group > 0 {
                let between = grid.middle(group) - grid.step / 2;
                series_line::draw_break(area, (between, zero - pt(5)), inks[series])?;
            }
            let off = if datum.value < 0.0 { pt(6) } else { -pt(6) };
            labels.push((&datum.shown, inks[series], (left.midpoint(right), end + off)));
        }
    }
    for (shown, ink, middle) in labels {
        space.write(canvas, area, shown, (ink.letter_style(), ink.text), &[middle])?;
    }
    Ok(())
}

/// The names of the series: under each bar where all are short, else in a key above.
struct SeriesNames {
    key: Key,
    /// The height of the names under the bars.
    below: i32,
}

impl SeriesNames {
    fn measure(canvas: &Canvas, bars: &Bars, inks: &[Ink], grid: BarGrid) -> Result<Self, MissingGlyph> {
        if bars.series.len() < 2 {
            return Ok(Self { key: Key::empty(), below: 0 });
        }
        let mut widest = 0;
        for (series, ink) in bars.series.iter().zip(inks) {
            widest = widest.max(canvas.width_of(&series.label, ink.letter_style())?);
        }
        if widest + pt(3) <= grid.pitch {
            return Ok(Self { key: Key::empty(), below: canvas.leading(LetterStyle::Label) });
        }
        Ok(Self { key: Key::measure(canvas, &bars.series, inks)?, below: 0 })
    }

    fn draw(
        &self,
        canvas: &Canvas,
        area: &Surface,
        bars: &Bars,
        inks: &[Ink],
        grid: BarGrid,
        plot_bottom: i32,
    ) -> Result<(), MissingGlyph> {
        if self.below == 0 {
            return Ok(());
        }
        for group in 0..bars.groups.len() {
            for (position, (series, ink)) in bars.series.iter().zip(inks).enumerate() {
                let (left, right) = grid.sides(group, position);
                let pen = canvas.pen(ink.letter_style(), ink.text, HPos::Center, VPos::Top);
                area.draw_text(&series.label, &pen, (left.midpoint(right), plot_bottom + footer::GAP / 2))?;
            }
        }
        Ok(())
    }
}
