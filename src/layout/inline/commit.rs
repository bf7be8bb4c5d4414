//! Committing: a line's atoms become glyph runs on a baseline.

use super::{
    Fit, LineAlign,
    collect::{Bond, Link, Span},
    linebreak::BrokenLine,
    prepare::{Atom, Paragraph},
};
use crate::frame::{
    geom::{Abs, Point, Size},
    item::{Element, Frame, FrameItem},
    text::{Glyph, GlyphRun},
};

/// What a hyphen at a line's end says: SOFT HYPHEN, no part of the word (ISO 32000-1, 14.8.2.2.3).
const SOFT_HYPHEN: &str = "\u{ad}";

impl Paragraph {
    /// The width of a hyphen in the look of a span.
    pub(super) fn hyphen_width(&self, span: usize) -> Abs {
        self.hyphens.get(span).and_then(Option::as_ref).map_or(Abs::ZERO, GlyphRun::width)
    }
}

/// Draws a line: a frame as wide as the measure, as high as the leading.
pub(super) fn commit(paragraph: &Paragraph, line: &BrokenLine, gaps: &[Abs], fit: Fit) -> Frame {
    let frame = Frame::new(Size::new(fit.measure, paragraph.leading));
    let atoms = &paragraph.atoms[line.atoms.clone()];
    let set: Abs = atoms.iter().map(|atom| atom.body).sum::<Abs>() + gaps.iter().copied().sum();
    let x = match fit.align {
        LineAlign::Justify | LineAlign::Start => fit.indent,
        LineAlign::Center => (fit.measure - set) / 2.0,
        LineAlign::End => fit.measure - fit.indent - set,
    };
    let mut pen = Pen { paragraph, frame, x, run: None, link: None };
    for (atom, gap) in atoms.iter().zip(gaps) {
        pen.draw(atom, *gap);
    }
    if line.has_hyphen
        && let Some(last) = atoms.last()
    {
        pen.hyphen(last.span);
    }
    pen.finish()
}

/// Where the next glyph goes, and what is being gathered.
struct Pen<'a> {
    paragraph: &'a Paragraph,
    frame: Frame,
    x: Abs,
    run: Option<OpenRun>,
    link: Option<OpenLink>,
}

/// A link that the next atom may still belong to.
struct OpenLink {
    link: usize,
    x: Abs,
    /// Whether it calls a note.
    is_call: bool,
}

/// A run that the next atom may still belong to.
struct OpenRun {
    x: Abs,
    span: usize,
    run: GlyphRun,
}

impl Pen<'_> {
    fn draw(&mut self, atom: &Atom, gap: Abs) {
        let span = &self.paragraph.spans[atom.span];
        if self.link.as_ref().map(|open| open.link) != span.link {
            self.close_link();
            self.open_link(span);
        }
        let is_same = |open: &OpenRun| open.span == atom.span && open.run.face == atom.face;
        if !self.run.as_ref().is_some_and(is_same) {
            self.flush();
        }
        let x = self.x;
        let open = self.run.get_or_insert_with(|| OpenRun {
            x,
            span: atom.span,
            run: GlyphRun {
                face: atom.face,
                size: span.size,
                color: span.color,
                lang: self.paragraph.lang,
                text: String::new(),
                glyphs: vec![],
            },
        });
        let start = open.run.text.len();
        open.run.text.push_str(&self.paragraph.text[atom.range.clone()]);
        let end = open.run.text.len();
        let count = atom.glyphs.len();
        for (index, glyph) in atom.glyphs.iter().enumerate() {
            let natural: Abs = atom.glyphs.iter().map(|glyph| glyph.advance).sum();
            let narrowed = if index + 1 == count { atom.body + gap - natural } else { Abs::ZERO };
            open.run.glyphs.push(Glyph {
                advance: glyph.advance + narrowed,
                x_offset: glyph.x_offset + atom.shift,
                y_offset: glyph.y_offset + span.raise,
                range: if index == 0 { start..end } else { end..end },
                ..*glyph
            });
        }
        self.x += atom.body + gap;
    }

    fn hyphen(&mut self, span: usize) {
        let Some(hyphen) = self.paragraph.hyphens.get(span).and_then(Option::as_ref) else { return };
        let width = hyphen.width();
        if let Some(open) = &mut self.run {
            let start = open.run.text.len();
            open.run.text.push_str(SOFT_HYPHEN);
            let range = start..open.run.text.len();
            open.run
                .glyphs
                .extend(hyphen.glyphs.iter().map(|glyph| Glyph { range: range.clone(), ..*glyph }));
        }
        self.x += width;
    }

    fn flush(&mut self) {
        if let Some(OpenRun { x, run, .. }) = self.run.take() {
            self.frame.push(Point::new(x, self.paragraph.baseline()), FrameItem::Text(run));
        }
    }

    fn open_link(&mut self, span: &Span) {
        self.flush();
        let Some(link) = span.link else { return };
        let is_call = span.bond == Bond::Call;
        if is_call {
            self.frame.start(Element::Reference);
        }
        self.frame.start(Element::Link);
        self.link = Some(OpenLink { link, x: self.x, is_call });
    }

    fn close_link(&mut self) {
        self.flush();
        if let Some(OpenLink { link, x, is_call }) = self.link.take() {
            let area = Size::new(self.x - x, self.paragraph.leading);
            let at = Point::new(x, Abs::ZERO);
            let Link { target, anchor } = self.paragraph.links[link].clone();
            self.frame.push(at, FrameItem::Link(target, area));
            self.frame.end();
            if is_call {
                self.frame.end();
            }
            if let Some(anchor) = anchor {
                self.frame.push(at, FrameItem::Anchor(anchor));
            }
        }
    }

    fn finish(mut self) -> Frame {
        self.close_link();
        self.flush();
        self.frame
    }
}
