//! Notes at the foot of the page: called in the text by a raised number, set below a short rule.

use std::collections::BTreeMap;

use super::{
    Context, Piece,
    inline::{self, Fit, TextLook, note_anchor},
};
use crate::{
    doc::{
        block::Content,
        inline::{Footnote, Inline, footnotes},
    },
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag, Target},
        shape::{Geometry, Shape},
    },
};

/// Sets the notes that a block calls, and gives each to the one of its pieces that calls it.
pub(super) fn attach(pieces: &mut [Piece], content: &Content, context: &mut Context) {
    let called = content.runs().into_iter().flat_map(|run| footnotes(run));
    let mut notes: BTreeMap<String, Piece> =
        called.map(|note| (note_anchor(note.number), set(note, context))).collect();
    if notes.is_empty() {
        return;
    }
    for piece in pieces {
        let found = links(&piece.frame).into_iter().filter_map(|anchor| notes.remove(anchor));
        piece.notes = found.collect();
    }
}

/// The rule between the text and the notes, ending where the first of them begins.
pub(super) fn rule(context: &Context) -> Frame {
    let style = &context.theme.footnote;
    let size = Size::new(style.rule_length, style.rule_width);
    let mut frame = Frame::new(size);
    let rule = Shape::filled(Geometry::Rect(size), context.theme.color.muted);
    let above = style.rule_gap + style.rule_width;
    frame.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    frame.push(Point::new(Abs::ZERO, -above), FrameItem::Shape(rule));
    frame.end();
    frame
}

/// A note: its number, and its text hanging beside it.
fn set(note: &Footnote, context: &mut Context) -> Piece {
    let style = context.theme.footnote.clone();
    let look = TextLook::new(&context.theme.text.note, context.theme.color.muted);
    let number = [Inline::Literal(note.number.to_string())];
    let label = inline::stack(inline::lines(&number, &look, Fit::ragged(style.label_width), context));
    let measure = context.measure() - style.label_width;
    let text = inline::stack(inline::lines(&note.text, &look, Fit::ragged(measure), context));

    let mut frame = Frame::new(Size::new(context.measure(), text.size.height.max(label.size.height)));
    frame.push(Point::ORIGIN, FrameItem::Anchor(note_anchor(note.number)));
    frame.start(Element::Label);
    frame.push_frame(Point::ORIGIN, label);
    frame.end();
    frame.push_frame(Point::new(style.label_width, Abs::ZERO), text);
    let path = vec![context.scope(Element::Note)];
    let above = style.space_above + style.rule_width + style.rule_gap;
    Piece { above, below: style.note_gap, ..Piece::new(frame, path) }
}

/// The anchors that a frame links to, in order.
fn links(frame: &Frame) -> Vec<&str> {
    let mut found = vec![];
    for (_, item) in &frame.items {
        match item {
            FrameItem::Link(Target::Anchor(anchor), _) => found.push(anchor.as_str()),
            FrameItem::Group(inner) => found.extend(links(inner)),
            _ => {}
        }
    }
    found
}
