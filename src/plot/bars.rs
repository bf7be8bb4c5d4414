//! Grouped vertical bars, from zero.

use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    axis::{Axis, Zero},
    backend::{self, Area},
    bar, course,
    desk::Desk,
    footer::{self, Footer},
    grid::{Patch, count, index, pt},
    key::Key,
    lettering::Voice,
    paint::{self, Firmness, Ink},
    plane::{self, Plane},
    room::Room,
};
use crate::{data::status::Status, doc::figure::Bars, font::MissingGlyph, frame::item::Frame};

/// Between the bars of a group.
const BETWEEN: i32 = pt(2);

/// Draws the groups side by side, in each a bar for every series, with its value above if there is
/// room.
pub fn draw(bars: &Bars, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let inks = paint::inks_of(&bars.series, desk.theme);
    let values = bars.series.iter().flat_map(|series| course::points(series).map(|(_, datum)| datum.value));
    let axis = Axis::over(values, Zero::Always, 5, desk.lang);
    let (unit, unit_height) = plane::unit(desk, &bars.unit)?;
    let left = plane::gutter(desk, &axis)?;
    let grid = Grid::new(left, desk.width, bars.groups.len(), bars.series.len());
    let names = Names::measure(desk, bars, &inks, grid)?;
    let groups = Footer::measure(desk, &bars.groups, grid.step, 3, Voice::Label)?;

    let top = unit_height + names.key.height + desk.leading(Voice::Label);
    let below = names.below + groups.height(desk);
    let height = desk.height(top + below, 0, 0);
    let inner = Patch { left, top, right: desk.width, bottom: height - below };
    backend::frame(desk, height, |area| {
        plane::draw_unit(desk, area, &unit)?;
        names.key.draw(desk, area, unit_height + pt(2))?;
        let mut plane = plane::lay(desk, area, inner, 0.0..1.0, &axis)?;
        plane::draw_rules(desk, &mut plane)?;
        let mut room = Room::new(Patch { top: inner.top - desk.leading(Voice::Label), ..inner });
        room.take_rules(plane::rules(&plane, &axis));
        draw_bars(desk, area, &plane, room, bars, &inks, grid)?;
        plane::draw_level(desk, &plane, 0.0)?;
        names.draw(desk, area, bars, &inks, grid, inner.bottom)?;
        let middles: Vec<i32> = (0..bars.groups.len()).map(|group| grid.middle(group)).collect();
        groups.draw(desk, area, &middles, inner.bottom + names.below)
    })
}

/// Where the bars stand.
#[derive(Clone, Copy)]
struct Grid {
    left: i32,
    /// From group to group.
    step: i32,
    /// From bar to bar.
    pitch: i32,
    bars: i32,
}

impl Grid {
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
    desk: &Desk,
    area: &Area,
    plane: &Plane,
    mut room: Room,
    bars: &Bars,
    inks: &[Ink],
    grid: Grid,
) -> Result<(), MissingGlyph> {
    let zero = plane.backend_coord(&(0.0, 0.0)).1;
    let mut labels = vec![];
    for series in paint::back_to_front(inks).into_iter().rev() {
        for (group, datum) in
            course::points(&bars.series[series]).filter(|(group, _)| *group < bars.groups.len())
        {
            let (left, right) = grid.sides(group, series);
            let end = plane.backend_coord(&(index(0), datum.value)).1;
            let patch = Patch { left, top: end.min(zero), right, bottom: end.max(zero) };
            bar::draw(area, patch, inks[series], Firmness::from(datum.status))?;
            room.take(patch);
            if datum.status == Status::B && group > 0 {
                let between = grid.middle(group) - grid.step / 2;
                course::draw_break(area, (between, zero - pt(5)), inks[series])?;
            }
            let off = if datum.value < 0.0 { pt(6) } else { -pt(6) };
            labels.push((&datum.shown, inks[series], (left.midpoint(right), end + off)));
        }
    }
    for (shown, ink, middle) in labels {
        room.write(desk, area, shown, (ink.voice(), ink.text), &[middle])?;
    }
    Ok(())
}

/// The names of the series: under each bar where all are short, else in a key above.
struct Names {
    key: Key,
    /// The height of the names under the bars.
    below: i32,
}

impl Names {
    fn measure(desk: &Desk, bars: &Bars, inks: &[Ink], grid: Grid) -> Result<Self, MissingGlyph> {
        if bars.series.len() < 2 {
            return Ok(Self { key: Key::empty(), below: 0 });
        }
        let mut widest = 0;
        for (series, ink) in bars.series.iter().zip(inks) {
            widest = widest.max(desk.width_of(&series.label, ink.voice())?);
        }
        if widest + pt(3) <= grid.pitch {
            return Ok(Self { key: Key::empty(), below: desk.leading(Voice::Label) });
        }
        Ok(Self { key: Key::measure(desk, &bars.series, inks)?, below: 0 })
    }

    fn draw(
        &self,
        desk: &Desk,
        area: &Area,
        bars: &Bars,
        inks: &[Ink],
        grid: Grid,
        plot_bottom: i32,
    ) -> Result<(), MissingGlyph> {
        if self.below == 0 {
            return Ok(());
        }
        for group in 0..bars.groups.len() {
            for (position, (series, ink)) in bars.series.iter().zip(inks).enumerate() {
                let (left, right) = grid.sides(group, position);
                let pen = desk.pen(ink.voice(), ink.text, HPos::Center, VPos::Top);
                area.draw_text(&series.label, &pen, (left.midpoint(right), plot_bottom + footer::GAP / 2))?;
            }
        }
        Ok(())
    }
}
