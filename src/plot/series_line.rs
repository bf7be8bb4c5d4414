//! A series as a line: its line with its gaps, its points with their marks.

use plotters::{
    element::{Circle, PathElement, Polygon},
    series::{DashedLineSeries, LineSeries},
};

use super::{
    backend::Surface,
    grid::{Spot, index, pt},
    paint::{self, Firmness, Ink, Marker},
    plane::Plane,
};
use crate::{
    data::status::Status,
    doc::figure::{ChartSeries, Datum},
    font::MissingGlyph,
    frame::color::Color,
};

/// Of a dash and of the gap behind it.
const DASH: (i32, i32) = (pt(3), pt(2));
/// So many points are marked each; with more, only those that say something of their own.
const FEW: usize = 16;

/// The numbers of a series with their positions; what is no number counts as missing.
pub fn points(series: &ChartSeries) -> impl Iterator<Item = (usize, &Datum)> {
    let present = |(position, datum): (usize, &'_ Option<Datum>)| {
        datum.as_ref().filter(|datum| datum.value.is_finite()).map(|_| position)
    };
    series
        .points
        .iter()
        .enumerate()
        .filter_map(present)
        .filter_map(|position| series.points[position].as_ref().map(|datum| (position, datum)))
}

/// Draws the line of a series, dashed towards values that are estimated.
///
/// It is not joined over a missing value, nor into one that the source calls a break.
pub fn draw_line(plane: &mut Plane, series: &ChartSeries, ink: Ink) -> Result<(), MissingGlyph> {
    let style = paint::line(ink.color, ink.width);
    for (is_dashed, stretch) in stretches(series) {
        if is_dashed {
            plane.draw_series(DashedLineSeries::new(stretch, DASH.0, DASH.1, style))?;
        } else {
            plane.draw_series(LineSeries::new(stretch, style))?;
        }
    }
    Ok(())
}

/// The joined stretches of a line, each dashed or solid throughout.
fn stretches(series: &ChartSeries) -> Vec<(bool, Vec<(f64, f64)>)> {
    let mut stretches: Vec<(bool, Vec<(f64, f64)>)> = vec![];
    let mut previous: Option<(usize, &Datum)> = None;
    for (position, datum) in points(series) {
        let place = (index(position), datum.value);
        let from = previous.filter(|(before, _)| before + 1 == position && datum.status != Status::B);
        if let Some((before, start)) = from {
            let is_dashed = [start, datum].iter().any(|end| Firmness::from(end.status) == Firmness::Soft);
            match stretches.last_mut() {
                Some((dashed, stretch))
                    if *dashed == is_dashed && stretch.last() == Some(&(index(before), start.value)) =>
                {
                    stretch.push(place);
                }
                _ => stretches.push((is_dashed, vec![(index(before), start.value), place])),
            }
        }
        previous = Some((position, datum));
    }
    stretches
}

/// Marks the points of a series.
///
/// Of the context only those that would not be seen without: ends, points on no line, values that
/// are not firm.
pub fn draw_points(
    area: &Surface,
    plane: &Plane,
    series: &ChartSeries,
    ink: Ink,
) -> Result<(), MissingGlyph> {
    let all: Vec<(usize, &Datum)> = points(series).collect();
    for (nth, (position, datum)) in all.iter().enumerate() {
        let is_joined =
            |other: Option<&(usize, &Datum)>| other.is_some_and(|(at, _)| at.abs_diff(*position) == 1);
        let is_end = nth + 1 == all.len() || nth == 0;
        let is_inside =
            is_joined(nth.checked_sub(1).map(|before| &all[before])) && is_joined(all.get(nth + 1));
        let firmness = Firmness::from(datum.status);
        let is_busy = ink.is_context() || all.len() > FEW;
        if !is_busy || is_end || !is_inside || firmness != Firmness::Firm {
            let at = plane.backend_coord(&(index(*position), datum.value));
            draw_marker(area, at, ink, firmness)?;
        }
    }
    Ok(())
}

/// Draws a point: full where the value is firm, tinted and outlined where it is provisional,
/// hollow where it is estimated.
pub fn draw_marker(area: &Surface, at: Spot, ink: Ink, firmness: Firmness) -> Result<(), MissingGlyph> {
    let radius = ink.radius();
    let inner = match firmness {
        Firmness::Firm => ink.color,
        Firmness::Provisional => paint::tint(ink.color, 45),
        Firmness::Soft => Color::WHITE,
    };
    let outline = paint::line(ink.color, 10);
    let corners: &[Spot] = match ink.marker {
        Marker::Circle => {
            area.draw(&Circle::new(at, radius, paint::fill(inner)))?;
            area.draw(&Circle::new(at, radius, outline))?;
            return Ok(());
        }
        Marker::Square => &[(-9, -9), (9, -9), (9, 9), (-9, 9)],
        Marker::Diamond => &[(0, -13), (13, 0), (0, 13), (-13, 0)],
        Marker::Triangle => &[(0, -12), (12, 9), (-12, 9)],
        Marker::Wedge => &[(0, 12), (-12, -9), (12, -9)],
        Marker::Plus => &[
            (-4, -12),
            (4, -12),
            (4, -4),
            (12, -4),
            (12, 4),
            (4, 4),
            (4, 12),
            (-4, 12),
            (-4, 4),
            (-12, 4),
            (-12, -4),
            (-4, -4),
        ],
    };
    let corner = |(x, y): &Spot| (at.0 + x * radius / 10, at.1 + y * radius / 10);
    let mut path: Vec<Spot> = corners.iter().map(corner).collect();
    area.draw(&Polygon::new(path.clone(), paint::fill(inner)))?;
    path.push(path[0]);
    area.draw(&PathElement::new(path, outline))?;
    Ok(())
}

/// Marks where the source calls a series broken: two short strokes in the gap before the value.
pub fn draw_breaks(
    area: &Surface,
    plane: &Plane,
    series: &ChartSeries,
    ink: Ink,
) -> Result<(), MissingGlyph> {
    let all: Vec<(usize, &Datum)> = points(series).collect();
    for pair in all.windows(2).filter(|pair| pair[1].1.status == Status::B) {
        let [before, after] =
            [pair[0], pair[1]].map(|(position, datum)| plane.backend_coord(&(index(position), datum.value)));
        draw_break(area, (before.0.midpoint(after.0), before.1.midpoint(after.1)), ink)?;
    }
    Ok(())
}

/// Two slanted strokes beside one another.
pub fn draw_break(area: &Surface, (x, y): Spot, ink: Ink) -> Result<(), MissingGlyph> {
    for dx in [-12, 12] {
        let stroke = vec![(x + dx - 14, y + 32), (x + dx + 14, y - 32)];
        area.draw(&PathElement::new(stroke, paint::line(ink.color, 10)))?;
    }
    Ok(())
}

/// The straight lines of a series, for labels to keep clear of.
pub fn lines(plane: &Plane, series: &ChartSeries) -> Vec<(Spot, Spot)> {
    let spot = |place: &(f64, f64)| plane.backend_coord(place);
    stretches(series)
        .iter()
        .flat_map(|(_, stretch)| {
            stretch.windows(2).map(|pair| (spot(&pair[0]), spot(&pair[1]))).collect::<Vec<_>>()
        })
        .collect()
}
