//! Preparing: spans become atoms, the things a line is made of, with gaps between them.

use std::ops::Range;

use super::{
    TextLook,
    collect::{Bond, Collected, Link, Span},
    opportunities, spacing,
};
use crate::{
    font::marks::{Class, class},
    frame::{
        geom::Abs,
        text::{FaceId, Glyph, GlyphRun},
    },
    lang::Lang,
    layout::context::Context,
    theme::InlineStyle,
};

/// A paragraph, shaped once, to be set at any measure.
pub(in crate::layout) struct Paragraph {
    pub(super) lang: Lang,
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    pub(super) links: Vec<Link>,
    pub(super) atoms: Vec<Atom>,
    pub(super) style: InlineStyle,
    pub(super) size: Abs,
    pub(super) leading: Abs,
    /// The blank half of a full-width mark at the end, which a line's edge takes away.
    pub(super) tail: Abs,
    /// A hyphen in the look of each span that has words to hyphenate, by the span's position.
    pub(super) hyphens: Vec<Option<GlyphRun>>,
}

/// A cluster of glyphs that is never parted, and the gap behind it.
#[derive(Debug, Clone)]
pub(super) struct Atom {
    /// Its bytes in the paragraph's text.
    pub range: Range<usize>,
    pub span: usize,
    pub face: FaceId,
    pub glyphs: Vec<Glyph>,
    pub class: Class,
    pub first: char,
    pub last: char,
    /// Its width without the blank half of a full-width mark, none for a space.
    pub body: Abs,
    /// How far its glyphs are drawn to the left because their left half is blank.
    pub shift: Abs,
    pub gap: Gap,
    pub turn: Turn,
}

/// The space between two atoms; it goes where the line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Gap {
    pub width: Abs,
    pub stretch: Abs,
    pub shrink: Abs,
    /// Whether a line that needs more than the usual stretch finds it here.
    pub is_elastic: bool,
}

/// Whether a line may end behind an atom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Never,
    May,
    /// With a hyphen.
    Hyphen,
    Must,
}

/// Shapes the spans and finds the gaps and the opportunities between their atoms.
pub(super) fn prepare(collected: Collected, look: &TextLook, context: &mut Context) -> Paragraph {
    let Collected { mut spans, links } = collected;
    let mut text = String::new();
    let mut atoms = vec![];
    for (index, span) in spans.iter_mut().enumerate() {
        if span.bond == Bond::Break {
            mark_break(&mut atoms);
            continue;
        }
        let runs = shape(span, context);
        for run in runs {
            split(&run, index, text.len(), context.lang, &mut atoms);
            text.push_str(&run.text);
        }
    }
    let theme = context.theme;
    let mut paragraph = Paragraph {
        lang: context.lang,
        text,
        spans,
        links,
        atoms,
        style: theme.inline.clone(),
        size: look.text.size,
        leading: look.text.leading,
        tail: Abs::ZERO,
        hyphens: vec![],
    };
    opportunities::find(&mut paragraph, look.breaking);
    spacing::space(&mut paragraph);
    paragraph.hyphens = shape_hyphens(&paragraph, context);
    paragraph
}

impl Paragraph {
    /// How much of a ragged line stays empty on average: half a word and the space before it in
    /// English, half a character and now and then a mark in Chinese.
    pub fn rag(&self) -> Abs {
        self.size * if self.lang == Lang::En { 1.6 } else { 0.7 }
    }

    /// The width of the whole set in one line (the longest, where breaks are forced).
    pub fn natural_width(&self) -> Abs {
        self.widths(|turn| turn == Turn::Must).into_iter().fold(Abs::ZERO, Abs::max)
    }

    /// The widths of the stretches between forced breaks, each set in one line.
    pub fn forced_lines(&self) -> Vec<Abs> {
        self.widths(|turn| turn == Turn::Must)
    }

    /// The same with the blank behind its last mark, as it would stand before more text.
    pub fn label_width(&self) -> Abs {
        self.natural_width() + self.tail
    }

    /// The width of the widest stretch that is never broken.
    pub fn minimum_width(&self) -> Abs {
        self.widths(|turn| turn != Turn::Never).into_iter().fold(Abs::ZERO, Abs::max)
    }

    /// The widest stretch that is never broken, and its width.
    pub fn longest_word(&self) -> Option<(&str, Abs)> {
        let mut longest: Option<(&str, Abs)> = None;
        let mut start = 0;
        let ends = self.atoms.iter().filter(|atom| atom.turn != Turn::Never);
        for (atom, width) in ends.zip(self.widths(|turn| turn != Turn::Never)) {
            if longest.is_none_or(|(_, widest)| width > widest) {
                longest = Some((self.text[start..atom.range.end].trim(), width));
            }
            start = atom.range.end;
        }
        longest
    }

    /// Where a line's baseline stands below its top.
    ///
    /// The Han square reaches 0.88 em above the baseline and 0.12 em below it (the ideographic
    /// em-box of the faces); half of the leading that is left goes above it.
    pub fn baseline(&self) -> Abs {
        (self.leading - self.size) / 2.0 + self.size * 0.88
    }

    /// The width of a status mark at the end, which hangs out of a column of numbers.
    pub fn hanging_mark(&self) -> Abs {
        let hangs = |atom: &&Atom| self.spans[atom.span].bond == Bond::Status;
        self.atoms.iter().rev().take_while(hangs).map(|atom| atom.body + atom.gap.width).sum()
    }

    /// Whether it is nothing but a number and its mark, or has no digit at all.
    pub fn is_bare_number(&self) -> bool {
        let has_digit = self.text.contains(|c: char| c.is_ascii_digit());
        let is_bare = |atom: &Atom| {
            let is_mark = self.spans[atom.span].bond.is_mark();
            is_mark || atom.first.is_ascii_digit() || "+−-.,%".contains(atom.first)
        };
        !has_digit || self.atoms.iter().all(is_bare)
    }

    /// The width of what stands behind the whole digits of a number: the point and what follows it,
    /// the sign of percent, the mark.
    pub fn behind_digits(&self) -> Abs {
        let is_mark = |atom: &Atom| self.spans[atom.span].bond.is_mark();
        let whole = self.atoms.iter().take_while(|atom| !is_mark(atom) && !".%".contains(atom.first));
        let behind = &self.atoms[whole.count()..];
        behind.iter().map(|atom| atom.body + atom.gap.width).sum()
    }

    /// The widths of the stretches that end where `ends` says so.
    fn widths(&self, ends: impl Fn(Turn) -> bool) -> Vec<Abs> {
        let mut widths = vec![];
        let mut width = Abs::ZERO;
        for atom in &self.atoms {
            width += atom.body;
            if ends(atom.turn) {
                widths.push(width);
                width = Abs::ZERO;
            } else {
                width += atom.gap.width;
            }
        }
        widths
    }
}

/// Shapes a span; what no face has is reported and left out.
fn shape(span: &mut Span, context: &mut Context) -> Vec<GlyphRun> {
    loop {
        match context.fonts.shape(&span.text, context.lang, span.font, span.size, span.color) {
            Ok(runs) => return runs,
            Err(missing) => {
                context.report(&missing);
                span.text = span.text.replace(missing.character, "");
            }
        }
    }
}

fn mark_break(atoms: &mut [Atom]) {
    if let Some(atom) = atoms.last_mut() {
        atom.turn = Turn::Must;
    }
}

/// Cuts a run into its clusters.
fn split(run: &GlyphRun, span: usize, offset: usize, lang: Lang, atoms: &mut Vec<Atom>) {
    let mut glyphs = run.glyphs.iter().peekable();
    while let Some(glyph) = glyphs.next() {
        let said = &run.text[glyph.range.clone()];
        let mut cluster = vec![glyph.clone()];
        while let Some(more) = glyphs.next_if(|next| next.range.is_empty()) {
            cluster.push(more.clone());
        }
        let first = said.chars().next().unwrap_or(' ');
        let last = said.chars().next_back().unwrap_or(' ');
        let advance: Abs = cluster.iter().map(|glyph| glyph.advance).sum();
        let mut class = class(first, lang);
        // A mark drawn narrower than its square has no blank half to give.
        let is_full_width = advance >= run.size * 0.9;
        if matches!(class, Class::Opening | Class::Closing) && !is_full_width {
            class = Class::Other;
        }
        let half = run.size * 0.5;
        let (body, shift) = match class {
            Class::Opening => (advance - half, -half),
            Class::Closing => (advance - half, Abs::ZERO),
            // The interpunct of names stands in half a square (GB/T 15834—2011, 5.1.7).
            Class::Middle if first == '·' && is_full_width => (advance - half, -(half * 0.5)),
            Class::Space => (Abs::ZERO, Abs::ZERO),
            _ => (advance, Abs::ZERO),
        };
        let range = offset + glyph.range.start..offset + glyph.range.end;
        let blank = if class == Class::Middle { Abs::ZERO } else { advance - body };
        let (face, gap) = (run.face, Gap { width: blank, ..Gap::default() });
        let turn = Turn::Never;
        atoms.push(Atom { range, span, face, glyphs: cluster, class, first, last, body, shift, gap, turn });
    }
}

fn shape_hyphens(paragraph: &Paragraph, context: &mut Context) -> Vec<Option<GlyphRun>> {
    let mut hyphens = vec![None; paragraph.spans.len()];
    for atom in paragraph.atoms.iter().filter(|atom| atom.turn == Turn::Hyphen) {
        if hyphens[atom.span].is_none() {
            let span = &paragraph.spans[atom.span];
            let mut hyphen = Span { text: "-".to_owned(), ..span.clone() };
            hyphens[atom.span] = shape(&mut hyphen, context).into_iter().next();
        }
    }
    hyphens
}
