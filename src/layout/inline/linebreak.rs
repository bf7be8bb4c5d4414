//! Line breaking over the whole paragraph.
//!
//! Knuth and Plass, "Breaking paragraphs into lines" (1981): every line that could be is given
//! demerits by how far its gaps are from their natural width, and the row of lines with the
//! fewest is found by dynamic programming over the opportunities. The window of lines that can
//! end at an opportunity slides along with it, so the time grows linearly with the text.

use std::ops::Range;

use super::{
    Fit, LineAlign,
    opportunities::is_barred,
    prepare::{Atom, Paragraph, Turn},
};
use crate::{
    font::marks::{Class, may_hang},
    frame::geom::Abs,
};

/// A line: which atoms, and how far its gaps are from their natural width.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BrokenLine {
    pub atoms: Range<usize>,
    pub has_hyphen: bool,
    /// Whether the paragraph or a forced break ends it.
    pub is_last: bool,
    /// Of all gaps at their natural width.
    pub width: Abs,
    pub stretch: Abs,
    pub shrink: Abs,
}

// Demerits as in TeX: a line costs (LINE + badness + penalty)², and its badness is 100 × ratio³, where a gap at
// its usual limit has the ratio 1. What each of the others weighs is said as the ratio of a line that would
// otherwise cost as much: how far all gaps of a line are opened rather than that.

/// Plain TeX's `\linepenalty`: of two ways that look alike, the one with fewer lines.
const LINE: f64 = 10.0;
/// Ratio 1.03: gaps go to their usual limit before a word is parted. Twice as much as Knuth's 50, with which
/// too many words of the English briefing were parted beside the same text set by Typst.
const HYPHEN: f64 = 110.0;
/// Plain TeX's `\doublehyphendemerits`.
const CONSECUTIVE_HYPHENS: f64 = 10_000.0;
/// The last line begins with the end of a word, ratio 1.5. Plain TeX has 5,000 (`\finalhyphendemerits`), with
/// which one word of the briefing was parted so, where Typst parted none.
const LAST_HYPHEN: f64 = 120_000.0;
/// A loose line beside a tight one shows, ratio 0.85: half of plain TeX's `\adjdemerits`.
const UNEVEN: f64 = 5_000.0;
/// A single Han character, or a scrap of a word, alone on the last line, ratio 4.1: typesetters do not let
/// one (孤字) stand, whatever the lines before it take.
const WIDOWED_CHARACTER: f64 = 50_000_000.0;
/// A last line of less than a tenth of the measure, ratio 1.3: it looks like a gap between paragraphs.
const SHORT_LAST_LINE: f64 = 60_000.0;
/// A line too long for its measure, a point of excess: only where nothing else is possible. A paragraph of a
/// thousand lines at their worst costs as much.
const OVERFULL: f64 = 1e15;
/// A break within what ought to hold together, where it alone is wider than the measure, ratio 2.1: those
/// around it stay where they are.
const EMERGENCY: f64 = 1_000.0;
/// The worst a line can be, ratio 21: beyond it all are alike, so that the sum of a paragraph stays exact.
const WORST: f64 = 1_000_000.0;
/// How much of a ragged line may be left empty before it is as bad as a line at its limit, in ems: a word of
/// twelve letters that goes to the next line, at half an em a letter.
const RAG: f64 = 6.0;

/// An opportunity, with the best way to come to it.
struct BreakNode {
    /// The first atom of the line that begins here.
    start: usize,
    turn: Turn,
    is_emergency: bool,
    demerits: f64,
    from: usize,
    /// The ratio of the line that ends here.
    ratio: f64,
}

/// Finds the lines of a paragraph.
pub(super) fn linebreak(paragraph: &Paragraph, fit: Fit) -> Vec<BrokenLine> {
    if paragraph.atoms.is_empty() {
        return vec![];
    }
    let breaker = Breaker::new(paragraph, fit);
    let mut nodes = breaker.opportunities();
    let mut first = 0;
    for index in 1..nodes.len() {
        first = breaker.connect(&mut nodes, first, index);
    }
    breaker.trace(&nodes)
}

struct Breaker<'a> {
    paragraph: &'a Paragraph,
    fit: Fit,
    /// Widths, stretch and shrink of everything before each atom, its gaps included.
    sums: Vec<[Abs; 3]>,
}

impl<'a> Breaker<'a> {
    fn new(paragraph: &'a Paragraph, fit: Fit) -> Self {
        let mut sums = vec![[Abs::ZERO; 3]];
        for atom in &paragraph.atoms {
            let [width, stretch, shrink] = sums[sums.len() - 1];
            let gap = atom.gap;
            sums.push([width + atom.body + gap.width, stretch + gap.stretch, shrink + gap.shrink]);
        }
        Self { paragraph, fit, sums }
    }

    /// The paragraph's start, and every atom behind which a line may end.
    fn opportunities(&self) -> Vec<BreakNode> {
        let node = |start, turn, is_emergency| {
            let demerits = if start == 0 { 0.0 } else { f64::INFINITY };
            BreakNode { start, turn, is_emergency, demerits, from: 0, ratio: 0.0 }
        };
        let mut nodes = vec![node(0, Turn::Must, false)];
        let mut start = 0;
        for (index, atom) in self.paragraph.atoms.iter().enumerate() {
            if atom.turn == Turn::Never {
                continue;
            }
            let stretch = self.line(start, index + 1, Turn::May);
            if !(stretch.width - stretch.shrink).fits(self.measure(start)) {
                for inner in start..index {
                    let [before, after] = [&self.paragraph.atoms[inner], &self.paragraph.atoms[inner + 1]];
                    if !is_barred(before, after, self.paragraph.lang) {
                        nodes.push(node(inner + 1, Turn::May, true));
                    }
                }
            }
            nodes.push(node(index + 1, atom.turn, false));
            start = index + 1;
        }
        nodes
    }

    /// Finds the best line that ends at `nodes[index]`; returns the first node from which one to
    /// the next node may begin.
    fn connect(&self, nodes: &mut [BreakNode], mut first: usize, index: usize) -> usize {
        let end = nodes[index].start;
        let turn = nodes[index].turn;
        while first + 1 < index {
            let line = self.line(nodes[first].start, end, turn);
            if (line.width - self.shrink(&line)).fits(self.measure(line.atoms.start)) {
                break;
            }
            first += 1;
        }
        for from in first..index {
            let line = self.line(nodes[from].start, end, turn);
            let ratio = self.ratio(&line);
            let demerits = nodes[from].demerits + self.demerits(&line, ratio, &nodes[from], &nodes[index]);
            if demerits < nodes[index].demerits {
                nodes[index].demerits = demerits;
                nodes[index].from = from;
                nodes[index].ratio = ratio;
            }
        }
        if turn == Turn::Must { index } else { first }
    }

    fn line(&self, start: usize, end: usize, turn: Turn) -> BrokenLine {
        let [width, stretch, shrink] = [0, 1, 2].map(|part| self.sums[end][part] - self.sums[start][part]);
        let atom = &self.paragraph.atoms[end - 1];
        let hyphen = match turn {
            Turn::Hyphen => self.paragraph.hyphen_width(atom.span),
            _ => Abs::ZERO,
        };
        BrokenLine {
            atoms: start..end,
            has_hyphen: turn == Turn::Hyphen,
            is_last: turn == Turn::Must,
            width: width - atom.gap.width + hyphen - self.hang(atom),
            stretch: stretch - atom.gap.stretch,
            shrink: shrink - atom.gap.shrink,
        }
    }

    /// How far a line's last mark hangs out of a justified line: whole, where the theme has it so.
    fn hang(&self, last: &Atom) -> Abs {
        let hangs = self.paragraph.style.hanging && self.fit.align == LineAlign::Justify;
        let is_full_width = last.class == Class::Closing;
        if hangs && is_full_width && may_hang(last.last) { last.body } else { Abs::ZERO }
    }

    /// The measure of the line that starts at an atom.
    fn measure(&self, start: usize) -> Abs {
        if start == 0 { self.fit.measure - self.fit.indent } else { self.fit.measure }
    }

    fn shrink(&self, line: &BrokenLine) -> Abs {
        if self.fit.align == LineAlign::Justify { line.shrink } else { Abs::ZERO }
    }

    /// How far a line is from its natural width: −1 as tight, 1 as loose as is usual.
    fn ratio(&self, line: &BrokenLine) -> f64 {
        let lack = self.measure(line.atoms.start) - line.width;
        if lack.to_pt().abs() < 0.01 {
            return 0.0;
        }
        if lack < Abs::ZERO {
            let shrink = self.shrink(line);
            return if shrink > Abs::ZERO { lack / shrink } else { f64::NEG_INFINITY };
        }
        if line.is_last {
            return 0.0;
        }
        let stretch = match self.fit.align {
            LineAlign::Justify => line.stretch,
            LineAlign::Start | LineAlign::Center | LineAlign::End => self.paragraph.size * RAG,
        };
        lack / stretch.max(Abs::pt(0.001))
    }

    fn demerits(&self, line: &BrokenLine, ratio: f64, from: &BreakNode, to: &BreakNode) -> f64 {
        let excess = line.width - self.shrink(line) - self.measure(line.atoms.start);
        if !excess.fits(Abs::ZERO) {
            return OVERFULL * (1.0 + excess.to_pt());
        }
        let badness = (100.0 * ratio.abs() * ratio * ratio).min(WORST);
        let penalty = if line.has_hyphen { HYPHEN } else { 0.0 };
        let mut demerits = (LINE + badness + penalty) * (LINE + badness + penalty);
        if line.has_hyphen && from.turn == Turn::Hyphen {
            demerits += CONSECUTIVE_HYPHENS;
        }
        if line.is_last && from.turn == Turn::Hyphen {
            demerits += LAST_HYPHEN;
        }
        if self.fit.align == LineAlign::Justify && from.start > 0 && (ratio - from.ratio).abs() > 1.0 {
            demerits += UNEVEN;
        }
        if to.is_emergency {
            demerits += EMERGENCY * EMERGENCY;
        }
        if line.is_last && line.atoms.start > 0 && self.is_scrap(line) {
            demerits += WIDOWED_CHARACTER;
        } else if line.is_last && line.atoms.start > 0 && line.width < self.fit.measure * 0.1 {
            demerits += SHORT_LAST_LINE;
        }
        demerits
    }

    /// Whether a last line is a single Han character, its marks aside, or less than an em and a
    /// half of anything.
    fn is_scrap(&self, line: &BrokenLine) -> bool {
        let atoms = &self.paragraph.atoms[line.atoms.clone()];
        let said = atoms.iter().filter(|atom| matches!(atom.class, Class::Han | Class::Word)).count();
        let has_word = atoms.iter().any(|atom| atom.class == Class::Word);
        said <= 1 || has_word && line.width < self.paragraph.size * 1.5
    }

    fn trace(&self, nodes: &[BreakNode]) -> Vec<BrokenLine> {
        let mut lines = vec![];
        let mut index = nodes.len() - 1;
        while index > 0 {
            let node = &nodes[index];
            lines.push(self.line(nodes[node.from].start, node.start, node.turn));
            index = node.from;
        }
        lines.reverse();
        lines
    }
}
