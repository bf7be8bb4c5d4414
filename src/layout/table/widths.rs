//! Column widths, from what the columns hold.

use super::row::Cell;
use crate::{doc::table::Align, frame::geom::Abs, theme::TableStyle};

/// How narrow a column may become and how wide it would like to be, its padding included.
#[derive(Debug, Clone, Copy)]
struct Need {
    least: Abs,
    most: Abs,
}

/// Shares the measure out among columns.
///
/// Columns of numbers are never broken, columns of text no narrower than their longest word. If
/// all fit at their natural width, what is left over is spread evenly; if not, the short columns
/// of text keep theirs and the long ones share what is left by the roots of their lengths, so that
/// none becomes a tall pillar beside a wide one.
pub(super) fn share(
    head: &[Cell],
    rows: &[Vec<Cell>],
    aligns: &[Align],
    measure: Abs,
    style: &TableStyle,
) -> Vec<Abs> {
    let needs: Vec<Need> =
        aligns.iter().enumerate().map(|(column, align)| need(column, *align, head, rows, style)).collect();
    let least: Abs = needs.iter().map(|need| need.least).sum();
    let most: Abs = needs.iter().map(|need| need.most).sum();
    if most.fits(measure) {
        let columns = f64::from(u32::try_from(needs.len().max(1)).expect("a table has few columns"));
        let spare = (measure - most) / columns;
        return needs.iter().map(|need| need.most + spare).collect();
    }
    if least.fits(measure) { fill(&needs, measure) } else { squeeze(&needs, aligns, measure) }
}

/// Widths between least and most, in proportion to the root of the most, that fill the measure.
fn fill(needs: &[Need], measure: Abs) -> Vec<Abs> {
    let at = |factor: f64| -> Vec<Abs> {
        let width = |need: &Need| Abs::pt(factor * need.most.to_pt().sqrt()).max(need.least).min(need.most);
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

fn need(column: usize, align: Align, head: &[Cell], rows: &[Vec<Cell>], style: &TableStyle) -> Need {
    let pad = style.pad_x * 2.0;
    let body = || rows.iter().filter_map(|row| row.get(column));
    let widest = |width: fn(&Cell) -> Abs| body().map(width).fold(Abs::ZERO, Abs::max);
    let natural = widest(Cell::natural_width);
    let (head_least, head_most) = (head[column].minimum_width(), head[column].natural_width());
    let least = match align {
        Align::End => natural,
        Align::Start => widest(Cell::minimum_width).max(natural.min(style.min_column)),
    };
    let least = least.max(head_least);
    Need { least: least + pad, most: natural.max(head_most).max(least) + pad }
}

/// When not even the least fits: the numbers keep theirs, the text is broken within its words.
fn squeeze(needs: &[Need], aligns: &[Align], measure: Abs) -> Vec<Abs> {
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
