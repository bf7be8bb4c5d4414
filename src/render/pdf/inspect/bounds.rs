//! Bounds: what a reader cannot see, because it lies outside the page or is too small.

use super::{
    lines::{Page, SeenLine},
    space::BoundingBox,
};

/// Rounding of places is no ink outside the page.
const SLACK: f64 = 0.5;
/// Type below that many points is hardly read on paper, and not at all from a copy of it.
const SMALLEST: f64 = 5.0;

/// Text and ink outside the crop box, type too small, states saved and restored unevenly.
pub(super) fn faults(pages: &[Page]) -> Vec<String> {
    pages.iter().zip(1..).flat_map(|(page, number)| of_page(page, number)).collect()
}

fn of_page(page: &Page, number: usize) -> Vec<String> {
    let mut faults = vec![];
    let off: Vec<&SeenLine> =
        page.lines.iter().filter(|line| line.extent().excess(page.crop) > SLACK).collect();
    faults.extend(off.first().map(|line| {
        format!(
            "page {number}: {} stand off the page, the first: {}",
            counted(off.len(), "line"),
            line.text.trim()
        )
    }));
    let excess = page.shapes.iter().map(|shape| shape.excess(page.crop)).fold(0.0, f64::max);
    if excess > SLACK {
        faults.push(format!("page {number}: ink reaches {excess:.1} pt off the page"));
    }
    let small: Vec<&SeenLine> = page.lines.iter().filter(|line| line.smallest < SMALLEST - 0.05).collect();
    faults.extend(small.first().map(|line| {
        let size = small.iter().map(|line| line.smallest).fold(SMALLEST, f64::min);
        let lines = counted(small.len(), "line");
        format!(
            "page {number}: {lines} in type of {size:.1} pt, less than {SMALLEST:.0}: {}",
            line.text.trim()
        )
    }));
    let [restored, saved] = page.unbalanced;
    if restored > 0 {
        faults
            .push(format!("page {number}: Q restores {} that was not saved (q)", counted(restored, "state")));
    }
    if saved > 0 {
        faults.push(format!("page {number}: q saves {} that is not restored (Q)", counted(saved, "state")));
    }
    faults
}

impl SeenLine {
    /// Where its ink lies at least: a Han character reaches 0.12 em below the baseline, a capital 0.7 em
    /// above it. Faces differ, and what surely lies within is not to be reported.
    fn extent(&self) -> BoundingBox {
        let (below, above) = (self.size * 0.12, self.size * 0.7);
        BoundingBox::of([(self.left, self.baseline - below), (self.right, self.baseline + above)])
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
