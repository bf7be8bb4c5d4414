//! A timeline: events in their order on a line, or below one another where they are many.

use plotters::element::{Circle, PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Area},
    desk::Desk,
    grid::{Spot, count, pt, units},
    lettering::Voice,
    paint, plane,
};
use crate::{doc::figure::Timeline, font::MissingGlyph, frame::item::Frame};

/// An event across is given this width at least: ten Han characters or three English words a line.
const NARROWEST: i32 = pt(88);
/// And at most that.
const WIDEST: i32 = pt(150);
/// Of the dots.
const RADIUS: i32 = 30;
/// Between neighbours across.
const BETWEEN: i32 = pt(12);
/// The lines that the text of an event may take.
const MOST: usize = 8;

/// Draws the events across the width at equal distances if each has room there, else as a list.
pub fn draw(timeline: &Timeline, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let each = desk.width / count(timeline.events.len().max(1));
    if each >= NARROWEST { draw_across(timeline, desk, each.min(WIDEST)) } else { draw_down(timeline, desk) }
}

/// An event's words, broken to lines.
struct Words {
    date: Vec<String>,
    text: Vec<String>,
}

impl Words {
    fn measure(timeline: &Timeline, desk: &Desk, date: i32, text: i32) -> Result<Vec<Self>, MissingGlyph> {
        let words = |event: &crate::doc::figure::Event| {
            let date = desk.wrap(&event.date, Voice::Strong, date, 2)?;
            Ok(Self { date, text: desk.wrap(&event.text, Voice::Tick, text, MOST)? })
        };
        timeline.events.iter().map(words).collect()
    }

    fn draw(&self, desk: &Desk, area: &Area, date: Spot, text: Spot) -> Result<(), MissingGlyph> {
        let color = &desk.theme.color;
        desk.write(area, &self.date, date, (Voice::Strong, color.accent), (HPos::Left, VPos::Top))?;
        desk.write(area, &self.text, text, (Voice::Tick, color.text), (HPos::Left, VPos::Top))
    }

    fn heights(&self, desk: &Desk) -> (i32, i32) {
        let text = count(self.text.len()) * desk.leading(Voice::Tick);
        (count(self.date.len()) * desk.leading(Voice::Strong), text)
    }
}

/// Draws the line across, a dot for each event at equal distances, its words below it on a leader of
/// their own. The dates say when; years to scale would heap the words of a busy year and leave a quiet
/// decade blank.
fn draw_across(timeline: &Timeline, desk: &Desk, each: i32) -> Result<Frame, MissingGlyph> {
    let words = Words::measure(timeline, desk, each - BETWEEN, each - BETWEEN)?;
    let (line, below) = (pt(6), pt(20));
    let tallest = words.iter().map(|it| it.heights(desk)).map(|(date, text)| date + text).max().unwrap_or(0);
    let step = desk.width / count(words.len().max(1));
    backend::frame(desk, below + tallest + pt(2), |area| {
        let width = units(desk.theme.chart.line_width);
        let muted = paint::line(desk.theme.color.context, width);
        area.draw(&PathElement::new(vec![(0, line), (desk.width, line)], muted))?;
        for (nth, words) in words.iter().enumerate() {
            let left = step * count(nth);
            let dot = left + RADIUS + pt(1);
            area.draw(&PathElement::new(vec![(dot, line), (dot, below - pt(2))], plane::thin(desk)))?;
            let date = words.heights(desk).0;
            words.draw(desk, area, (left, below), (left, below + date))?;
            draw_dot(desk, area, (dot, line))?;
        }
        Ok(())
    })
}

/// Draws the line down, a row for each event.
fn draw_down(timeline: &Timeline, desk: &Desk) -> Result<Frame, MissingGlyph> {
    let dates = desk.widest(timeline.events.iter().map(|event| event.date.as_str()), Voice::Strong)?;
    let dates = dates.min(desk.share(22));
    let line = dates + pt(14);
    let left = line + pt(14);
    let words = Words::measure(timeline, desk, dates, desk.width - left)?;
    let row = |words: &Words| {
        let (date, text) = words.heights(desk);
        date.max(text) + pt(6)
    };
    let height: i32 = words.iter().map(row).sum();
    backend::frame(desk, height.max(pt(20)), |area| {
        let first = desk.ascent(Voice::Strong) - desk.middle(Voice::Strong);
        let end = height - words.last().map_or(0, row) + first;
        let muted = paint::line(desk.theme.color.context, units(desk.theme.chart.line_width));
        area.draw(&PathElement::new(vec![(line, first), (line, end)], muted))?;
        let mut y = 0;
        for words in &words {
            words.draw(desk, area, (0, y), (left, y))?;
            draw_dot(desk, area, (line, y + first))?;
            y += row(words);
        }
        Ok(())
    })
}

fn draw_dot(desk: &Desk, area: &Area, at: Spot) -> Result<(), MissingGlyph> {
    area.draw(&Circle::new(at, RADIUS + 8, paint::fill(crate::frame::color::Color::WHITE)))?;
    area.draw(&Circle::new(at, RADIUS, paint::fill(desk.theme.color.accent)))?;
    Ok(())
}
