//! A timeline: events in their order on a line, or below one another where they are many.

use plotters::element::{Circle, PathElement};
use plotters_backend::text_anchor::{HPos, VPos};

use super::{
    backend::{self, Surface},
    canvas::Canvas,
    grid::{Spot, count, pt, units},
    lettering::LetterStyle,
    paint, plane,
};
use crate::{doc::figure::Timeline, font::MissingGlyph, frame::item::Frame};

/// An event across is given this width at least: ten Han characters or three English words a line.
const NARROWEST: i32 = pt(88);
/// And at most that: longer lines are left half empty by texts of events.
const WIDEST: i32 = pt(150);
/// Of the dots: a judgement, smaller than a letter, seen on the rule.
const RADIUS: i32 = 30;
/// Between neighbours across: a judgement, wider than a character, so that a line is not read on.
const BETWEEN: i32 = pt(12);
/// The lines that the text of an event may take: a sentence of 80 Han characters at the narrowest.
const MOST: usize = 8;

/// Draws the events across the width at equal distances if each has room there, else as a list.
pub fn draw(timeline: &Timeline, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let each = canvas.width / count(timeline.events.len().max(1));
    if each >= NARROWEST {
        draw_across(timeline, canvas, each.min(WIDEST))
    } else {
        draw_down(timeline, canvas)
    }
}

/// An event's words, broken to lines.
struct EventWords {
    date: Vec<String>,
    text: Vec<String>,
}

impl EventWords {
    fn measure(
        timeline: &Timeline,
        canvas: &Canvas,
        date: i32,
        text: i32,
    ) -> Result<Vec<Self>, MissingGlyph> {
        let words = |event: &crate::doc::figure::Event| {
            let date = canvas.wrap(&event.date, LetterStyle::Strong, date, 2)?;
            Ok(Self { date, text: canvas.wrap(&event.text, LetterStyle::Tick, text, MOST)? })
        };
        timeline.events.iter().map(words).collect()
    }

    fn draw(&self, canvas: &Canvas, area: &Surface, date: Spot, text: Spot) -> Result<(), MissingGlyph> {
        let color = &canvas.theme.color;
        canvas.write(area, &self.date, date, (LetterStyle::Strong, color.accent), (HPos::Left, VPos::Top))?;
        canvas.write(area, &self.text, text, (LetterStyle::Tick, color.text), (HPos::Left, VPos::Top))
    }

    fn heights(&self, canvas: &Canvas) -> (i32, i32) {
        let text = count(self.text.len()) * canvas.leading(LetterStyle::Tick);
        (count(self.date.len()) * canvas.leading(LetterStyle::Strong), text)
    }
}

/// Draws the line across, a dot for each event at equal distances, its words below it on a leader of
/// their own. The dates say when; years to scale would heap the words of a busy year and leave a quiet
/// decade blank.
fn draw_across(timeline: &Timeline, canvas: &Canvas, each: i32) -> Result<Frame, MissingGlyph> {
    let words = EventWords::measure(timeline, canvas, each - BETWEEN, each - BETWEEN)?;
    let (line, below) = (pt(6), pt(20));
    let tallest =
        words.iter().map(|it| it.heights(canvas)).map(|(date, text)| date + text).max().unwrap_or(0);
    let step = canvas.width / count(words.len().max(1));
    backend::frame(canvas, below + tallest + pt(2), |area| {
        let width = units(canvas.theme.chart.line_width);
        let muted = paint::line(canvas.theme.color.context, width);
        area.draw(&PathElement::new(vec![(0, line), (canvas.width, line)], muted))?;
        for (nth, words) in words.iter().enumerate() {
            let left = step * count(nth);
            let dot = left + RADIUS + pt(1);
            area.draw(&PathElement::new(vec![(dot, line), (dot, below - pt(2))], plane::thin(canvas)))?;
            let date = words.heights(canvas).0;
            words.draw(canvas, area, (left, below), (left, below + date))?;
            draw_dot(canvas, area, (dot, line))?;
        }
        Ok(())
    })
}

/// Draws the line down, a row for each event.
fn draw_down(timeline: &Timeline, canvas: &Canvas) -> Result<Frame, MissingGlyph> {
    let dates =
        canvas.widest(timeline.events.iter().map(|event| event.date.as_str()), LetterStyle::Strong)?;
    let dates = dates.min(canvas.share(22));
    let line = dates + pt(14);
    let left = line + pt(14);
    let words = EventWords::measure(timeline, canvas, dates, canvas.width - left)?;
    let row = |words: &EventWords| {
        let (date, text) = words.heights(canvas);
        date.max(text) + pt(6)
    };
    let height: i32 = words.iter().map(row).sum();
    backend::frame(canvas, height.max(pt(20)), |area| {
        let first = canvas.ascent(LetterStyle::Strong) - canvas.middle(LetterStyle::Strong);
        let end = height - words.last().map_or(0, row) + first;
        let muted = paint::line(canvas.theme.color.context, units(canvas.theme.chart.line_width));
        area.draw(&PathElement::new(vec![(line, first), (line, end)], muted))?;
        let mut y = 0;
        for words in &words {
            words.draw(canvas, area, (0, y), (left, y))?;
            draw_dot(canvas, area, (line, y + first))?;
            y += row(words);
        }
        Ok(())
    })
}

fn draw_dot(canvas: &Canvas, area: &Surface, at: Spot) -> Result<(), MissingGlyph> {
    area.draw(&Circle::new(at, RADIUS + 8, paint::fill(crate::frame::color::Color::WHITE)))?;
    area.draw(&Circle::new(at, RADIUS, paint::fill(canvas.theme.color.accent)))?;
    Ok(())
}
