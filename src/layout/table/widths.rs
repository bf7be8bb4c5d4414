//! Column widths, from what the columns hold.

use super::{numbers::PointLine, row::Cell};
use crate::{doc::table::Align, frame::geom::Abs, theme::TableStyle};

/// Width moves between columns in steps of that: about half a Han character of a table, less than which moves
/// no break.
const STEP: Abs = Abs::pt(4.0);
/// The most steps at once: three characters, as wide as most words of a cell, since one that comes back to the
/// line before frees it only as a whole.
const LONGEST_MOVE: u32 = 6;
/// Each makes the table lower, so that a table of a page comes to rest before it has as many as lines; this only
/// bounds the time of a longer one.
const MOST_MOVES: usize = 60;

/// How narrow a column may become and how wide it would like to be, its padding included.
#[derive(Debug, Clone, Copy)]
struct WidthRange {
    least: Abs,
    most: Abs,
}

/// Shares the measure out among columns.
/// The widths, and how wide the table is at least; if that is more than the measure, the columns of
/// text are narrower than their words.
///
/// Columns of numbers are never broken, columns of text no narrower than their longest word. If
/// all fit at their natural width, what is left over is spread evenly; if not, the short columns
/// of text keep theirs and the long ones share what is left by the roots of their lengths; then
/// width moves from column to column as long as that makes the table lower.
pub(super) fn share(
    head: &[Cell],
    rows: &[&[Cell]],
    aligns: &[Align],
    measure: Abs,
    style: &TableStyle,
) -> (Vec<Abs>, Abs) {
    let needs: Vec<WidthRange> =
        aligns.iter().enumerate().map(|(column, align)| need(column, *align, head, rows, style)).collect();
    let least: Abs = needs.iter().map(|need| need.least).sum();
    let most: Abs = needs.iter().map(|need| need.most).sum();
    if most.fits(measure) {
        let columns = f64::from(u32::try_from(needs.len().max(1)).expect("a table has few columns"));
        let spare = (measure - most) / columns;
        return (needs.iter().map(|need| need.most + spare).collect(), least);
    }
    if !least.fits(measure) {
        return (squeeze(&needs, aligns, measure), least);
    }
    (lower(fill(&needs, measure), &needs, rows, style), least)
}

/// Widths between least and most, in proportion to the root of the most, that fill the measure.
fn fill(needs: &[WidthRange], measure: Abs) -> Vec<Abs> {
    let at = |factor: f64| -> Vec<Abs> {
        let width =
            |need: &WidthRange| Abs::pt(factor * need.most.to_pt().sqrt()).max(need.least).min(need.most);
        needs.iter().map(width).collect()
    };
    let (mut low, mut high) = (0.0, measure.to_pt());
    for _ in 0..48 {
        let middle = f64::midpoint(low, high);
        let is_too_wide = at(middle).into_iter().sum::<Abs>() > measure;
        if is_too_wide { high = middle } else { low = middle }
    }
    at(low)
}

/// Moves width between columns in small steps, each time the one that saves the most lines.
fn lower(mut widths: Vec<Abs>, needs: &[WidthRange], rows: &[&[Cell]], style: &TableStyle) -> Vec<Abs> {
    let natural: Vec<Vec<(Vec<Abs>, Abs)>> =
        rows.iter().map(|row| row.iter().map(|cell| (cell.forced_lines(), cell.rag())).collect()).collect();
    let pad = style.pad_x * 2.0;
    let mut height = lines(&widths, &natural, pad);
    // A column gives at most all it has: so many steps end every search.
    for _ in 0..MOST_MOVES {
        let mut best: Option<(usize, Vec<Abs>)> = None;
        for (giver, taker) in pairs(widths.len()) {
            for steps in 1..=LONGEST_MOVE {
                let mut moved = widths.clone();
                moved[giver] -= STEP * f64::from(steps);
                moved[taker] += STEP * f64::from(steps);
                let fewest = best.as_ref().map_or(height, |(lines, _)| *lines);
                // A column that has all it wants holds names, and a name is not broken to save a line.
                let has_all = needs[giver].most.fits(widths[giver]);
                let is_allowed = !has_all && needs[giver].least.fits(moved[giver]);
                if is_allowed && lines(&moved, &natural, pad) < fewest {
                    best = Some((lines(&moved, &natural, pad), moved));
                }
            }
        }
        let Some((lines, moved)) = best else { break };
        (height, widths) = (lines, moved);
    }
    widths
}

/// How many lines the rows have together, guessed from the natural widths of their cells' lines and
/// what breaking wastes of each.
fn lines(widths: &[Abs], natural: &[Vec<(Vec<Abs>, Abs)>], pad: Abs) -> usize {
    let guess = |((cell, rag), width): (&(Vec<Abs>, Abs), &Abs)| -> usize {
        let room = *width - pad;
        let set =
            |line: &Abs| if line.fits(room) { 1 } else { whole((*line / (room - *rag).max(*rag)).ceil()) };
        cell.iter().map(set).sum()
    };
    natural.iter().map(|row| row.iter().zip(widths).map(guess).max().unwrap_or(1)).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of lines, at least 1")]
fn whole(lines: f64) -> usize {
    lines.clamp(1.0, 10_000.0) as usize
}

/// Every column with every other.
fn pairs(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |one| (0..columns).map(move |other| (one, other))).filter(|(a, b)| a != b)
}

fn need(column: usize, align: Align, head: &[Cell], rows: &[&[Cell]], style: &TableStyle) -> WidthRange {
    let pad = style.pad_x * 2.0;
    let body = || rows.iter().filter_map(|row| row.get(column));
    let widest = |width: fn(&Cell) -> Abs| body().map(width).fold(Abs::ZERO, Abs::max);
    let natural = match align {
        Align::End => PointLine::of(&body()).width(body()),
        Align::Start => widest(Cell::natural_width),
    };
    let (head_least, head_most) = (head[column].minimum_width(), head[column].natural_width());
    let least = match align {
        Align::End => natural,
        Align::Start => widest(Cell::minimum_width).max(natural.min(style.min_column)),
    };
    let least = least.max(head_least);
    WidthRange { least: least + pad, most: natural.max(head_most).max(least) + pad }
}

/// When not even the least fits: the numbers keep theirs, the text is broken within its words.
fn squeeze(needs: &[WidthRange], aligns: &[Align], measure: Abs) -> Vec<Abs> {
    let of = |wanted: Align| -> Abs {
        needs.iter().zip(aligns).filter(|(_, align)| **align == wanted).map(|(need, _)| need.least).sum()
    };
    let (numbers, texts) = (of(Align::End), of(Align::Start));
    let part = if texts > Abs::ZERO { ((measure - numbers) / texts).max(0.2) } else { 1.0 };
    needs
        .iter()
        .zip(aligns)
        .map(|(need, align)| if *align == Align::End { need.least } else { need.least * part })
        .collect()
}
