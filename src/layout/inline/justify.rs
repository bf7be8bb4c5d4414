//! Justifying: the gaps of a line take up what it lacks or give what it has too much.

use super::{
    LineAlign,
    linebreak::BrokenLine,
    prepare::{Gap, Paragraph},
};
use crate::frame::geom::Abs;

/// The widths of the gaps behind the atoms of `line`, none behind the last.
pub(super) fn justify(paragraph: &Paragraph, line: &BrokenLine, measure: Abs, align: LineAlign) -> Vec<Abs> {
    let atoms = &paragraph.atoms[line.atoms.clone()];
    let mut gaps: Vec<Gap> = atoms.iter().map(|atom| atom.gap).collect();
    if let Some(last) = gaps.last_mut() {
        *last = Gap::default();
    }
    let lack = measure - line.width;
    if align != LineAlign::Justify {
        return gaps.iter().map(|gap| gap.width).collect();
    }
    if lack < Abs::ZERO {
        return shrunk(&gaps, -lack, line.shrink);
    }
    let is_torn = lack > line.stretch * paragraph.style.loosest;
    if line.is_last || is_torn {
        return gaps.iter().map(|gap| gap.width).collect();
    }
    stretched(&gaps, lack, line.stretch)
}

fn shrunk(gaps: &[Gap], excess: Abs, shrink: Abs) -> Vec<Abs> {
    let ratio = if shrink > Abs::ZERO { (excess / shrink).min(1.0) } else { 0.0 };
    gaps.iter().map(|gap| gap.width - gap.shrink * ratio).collect()
}

// Up to the usual limit every gap gives in proportion; what a line needs beyond that comes in equal
// parts from the elastic gaps (word spaces in English, between squares in Chinese), so that the
// gap between Han and Latin never exceeds half an em.
fn stretched(gaps: &[Gap], lack: Abs, stretch: Abs) -> Vec<Abs> {
    if lack.fits(stretch) {
        let ratio = if stretch > Abs::ZERO { lack / stretch } else { 0.0 };
        return gaps.iter().map(|gap| gap.width + gap.stretch * ratio).collect();
    }
    let elastic = gaps.iter().filter(|gap| gap.is_elastic).count();
    let rest = lack - stretch;
    let share = |gap: &Gap| match elastic {
        0 => gap.stretch * (rest / stretch),
        _ if gap.is_elastic => rest / count(elastic),
        _ => Abs::ZERO,
    };
    gaps.iter().map(|gap| gap.width + gap.stretch + share(gap)).collect()
}

#[expect(clippy::cast_precision_loss, reason = "a line has far fewer gaps than 2^52")]
fn count(gaps: usize) -> f64 {
    gaps as f64
}
