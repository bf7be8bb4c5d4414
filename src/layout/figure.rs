//! Figures: title, subtitle, drawing and notes, never parted.

use std::sync::Arc;

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook},
    piece::PieceKind,
    words,
};
use crate::{
    doc::{
        figure::{Chart, Figure},
        inline::Inline,
    },
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem},
    },
    plot,
};

/// Sets a figure as one piece, which floats if it does not fit.
pub(super) fn set(figure: &Figure, context: &mut Context) -> Vec<Piece> {
    let theme = context.theme;
    let mut whole = Stack::new(context.measure());
    whole.frame.push(Point::ORIGIN, FrameItem::Anchor(figure.id.clone()));

    whole.frame.start(Element::Caption);
    let title = words::with_label(words::figure_label(context.lang, figure.number), &figure.title);
    whole.title(&title, &TextLook::new(&theme.text.caption, theme.color.text), context);
    if !figure.subtitle.is_empty() {
        whole.text(&figure.subtitle, &TextLook::new(&theme.text.card_label, theme.color.muted), context);
    }
    whole.frame.end();

    whole.space(theme.figure.gap);
    whole.frame.start(Element::Figure { alt: figure.alt.clone() });
    let drawing = drawing((&figure.id, &figure.chart), context.measure(), context);
    whole.append(Arc::unwrap_or_clone(drawing));
    whole.frame.end();

    if !figure.notes.is_empty() {
        whole.space(theme.figure.gap);
    }
    for note in &figure.notes {
        whole.frame.start(Element::Note);
        whole.text(note, &TextLook::new(&theme.text.note, theme.color.muted), context);
        whole.frame.end();
    }
    let style = &theme.figure;
    let path = vec![context.scope(Element::Part)];
    let (above, below) = (style.space_above, style.space_below);
    let anchor = Some(figure.id.clone());
    vec![Piece { above, below, kind: PieceKind::Float, anchor, ..Piece::new(whole.frame, path) }]
}

/// A chart's drawing; a character that it cannot set is reported like one of the text, and nothing is
/// drawn.
pub(super) fn drawing((id, chart): (&str, &Chart), width: Abs, context: &mut Context) -> Arc<Frame> {
    let draw = || plot::draw(chart, width, context.lang, context.fonts, context.theme);
    let drawn = match context.drawings {
        Some(shared) => shared.get((context.lang, id, width), draw),
        None => draw().map(Arc::new),
    };
    drawn.unwrap_or_else(|missing| {
        context.report(&missing);
        Arc::new(Frame::new(Size::new(width, Abs::ZERO)))
    })
}

/// Things below one another.
struct Stack {
    frame: Frame,
}

impl Stack {
    fn new(width: Abs) -> Self {
        Self { frame: Frame::new(Size::new(width, Abs::ZERO)) }
    }

    fn space(&mut self, height: Abs) {
        self.frame.size.height += height;
    }

    fn title(&mut self, text: &[Inline], look: &TextLook, context: &mut Context) {
        let width = self.frame.size.width;
        self.append(inline::stack(inline::balanced(text, look, width, context)));
    }

    fn text(&mut self, text: &[Inline], look: &TextLook, context: &mut Context) {
        let fit = Fit::ragged(self.frame.size.width);
        self.append(inline::stack(inline::lines(text, look, fit, context)));
    }

    fn append(&mut self, frame: Frame) {
        let height = frame.size.height;
        self.frame.push_frame(Point::new(Abs::ZERO, self.frame.size.height), frame);
        self.space(height);
    }
}
