//! Margins and grid: where the text stands on its sheets.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lines::{Page, SeenLine};

/// The margins of the pages with odd and with even numbers, the cover left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margins {
    pub odd: Option<Sides>,
    pub even: Option<Sides>,
}

/// The white around the text of all pages of a kind, in millimetres to the tenth: at the sides where
/// most long lines begin and end, at the top to the highest baseline, at the bottom to the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sides {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// Measures the margins.
pub(super) fn margins(pages: &[Page]) -> Margins {
    let of = |odd: bool| {
        let mine = pages.iter().zip(1..).skip(1).filter(|(_, number)| (number % 2 == 1) == odd);
        sides(&mine.map(|(page, _)| page).collect::<Vec<_>>())
    };
    Margins { odd: of(true), even: of(false) }
}

fn sides(pages: &[&Page]) -> Option<Sides> {
    let lines = || {
        let lines = pages.iter().flat_map(|page| page.lines.iter().map(|line| (line, page.size)));
        lines.filter(|(line, _)| line.is_content)
    };
    Some(Sides {
        left: commonest(
            lines().filter(|(line, size)| is_long(line, *size)).map(|(line, _)| millimetres(line.left)),
        )?,
        top: millimetres(lines().map(|(line, size)| size[1] - line.baseline).reduce(f64::min)?),
        right: commonest(
            lines()
                .filter(|(line, size)| is_long(line, *size))
                .map(|(line, size)| millimetres(size[0] - line.right)),
        )?,
        bottom: millimetres(lines().map(|(line, _)| line.baseline).reduce(f64::min)?),
    })
}

/// The commonest distance between a long line and the next of its block, in points to the tenth.
pub(super) fn leading(pages: &[Page]) -> Option<f64> {
    let pairs = pages.iter().flat_map(|page| page.lines.windows(2).map(|pair| (pair, page.size)));
    commonest(pairs.filter_map(|(pair, size)| match pair {
        [line, next] if is_long(line, size) && line.goes_on_in(next) => Some(line.baseline - next.baseline),
        _ => None,
    }))
}

/// Whether a line is as long as only running text is: more than half of its sheet.
fn is_long(line: &SeenLine, size: [f64; 2]) -> bool {
    line.right - line.left > size[0] / 2.0
}

/// The length that is met most often, to the tenth.
fn commonest(lengths: impl Iterator<Item = f64>) -> Option<f64> {
    let mut times: BTreeMap<i32, usize> = BTreeMap::new();
    lengths.for_each(|length| *times.entry(tenths(length)).or_default() += 1);
    let (length, _) = times.into_iter().max_by_key(|(_, times)| *times)?;
    Some(f64::from(length) / 10.0)
}

/// A length in points as millimetres, to the tenth.
pub(super) fn millimetres(points: f64) -> f64 {
    f64::from(tenths(points * 25.4 / 72.0)) / 10.0
}

#[expect(clippy::cast_possible_truncation, reason = "a sheet is a few thousand points high")]
fn tenths(length: f64) -> i32 {
    (length * 10.0).round() as i32
}
