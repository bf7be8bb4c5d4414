//! The table of contents: set without page numbers, numbered when the flow knows them.

use std::collections::BTreeMap;

use super::{
    Context, Piece, VolumePart, heading,
    inline::{self, Fit, TextLook},
    numbers::Lead,
    words,
};
use crate::{
    doc::{
        block::{Block, Content, DisplayLine, Heading, LineRole},
        inline::Inline,
    },
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag, Target},
        shape::{Geometry, Shape, Stroke},
    },
    lang::Lang,
    theme::Weight,
};

/// Sets the title and an entry for each heading after it in the first of `parts`, and for each of
/// the others; the page numbers are left blank.
pub(super) fn set(title: &str, parts: &[VolumePart], context: &mut Context) -> Vec<Piece> {
    let style = context.theme.text.heading(1);
    let look = TextLook::new(style, context.theme.color.accent);
    let lines = inline::lines(&[Inline::text(title)], &look, Fit::ragged(context.measure()), context);
    let scope = context.scope(Element::Paragraph);
    let mut pieces = Piece::column(lines, &[scope], style.space_above, style.space_below);
    Piece::keep(&mut pieces, true);

    let whole = context.scope(Element::Contents);
    let is_before = |block: &&Block| !matches!(block.content, Content::Contents { .. });
    let behind = parts.iter().skip(1).flat_map(|part| &part.document.blocks);
    let own = parts.iter().take(1).flat_map(|part| &part.document.blocks).skip_while(is_before);
    let mut label = None;
    for block in own.chain(behind) {
        let heading = match &block.content {
            Content::Heading(heading) if heading.level <= context.theme.contents.depth => heading,
            Content::Line(DisplayLine { role: LineRole::Label, text }) => {
                label = Some(text);
                continue;
            }
            _ => continue,
        };
        let path = vec![whole.clone(), context.scope(Element::ContentsItem)];
        let (frame, above) = set_entry(&listed(heading, label.take(), context.lang), context);
        pieces.push(Piece { above, entry: Some(heading.id.clone()), ..Piece::new(frame, path) });
    }
    let style = &context.theme.contents;
    for (is_listed, kind) in [(style.figures, ListKind::Figures), (style.tables, ListKind::Tables)] {
        if is_listed {
            pieces.extend(set_list(kind, parts, context));
        }
    }
    // The contents are read at a glance: they stand on one page if they can.
    Piece::keep(&mut pieces, false);
    pieces
}

/// What a list behind the contents lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListKind {
    Figures,
    Tables,
}

/// A small heading, and an entry for each figure or table that has a number.
fn set_list(kind: ListKind, parts: &[VolumePart], context: &mut Context) -> Vec<Piece> {
    let blocks = parts.iter().flat_map(|part| &part.document.blocks);
    let entries = blocks.filter_map(|block| match (&block.content, kind) {
        (Content::Figure(it), ListKind::Figures) => {
            let label = words::figure_label(context.lang, it.number);
            Some((&it.id, words::with_label(label, &it.title)))
        }
        (Content::Table(it), ListKind::Tables) => {
            let label = words::table_label(context.lang, it.number?);
            Some((&it.id, words::with_label(label, &it.caption)))
        }
        _ => None,
    });
    let entries: Vec<(&String, Vec<Inline>)> = entries.collect();
    if entries.is_empty() {
        return vec![];
    }
    let title = match kind {
        ListKind::Figures => words::figures(context.lang),
        ListKind::Tables => words::tables(context.lang),
    };
    let look = entry_look(true, context);
    let lines = inline::lines(&[Inline::text(title)], &look, Fit::ragged(context.measure()), context);
    let scope = context.scope(Element::Paragraph);
    let mut pieces = Piece::column(lines, &[scope], context.theme.contents.list_space, Abs::ZERO);
    let whole = context.scope(Element::Contents);
    for (id, text) in entries {
        let frame = set_line(&text, context);
        let path = vec![whole.clone(), context.scope(Element::ContentsItem)];
        pieces.push(Piece { entry: Some(id.clone()), ..Piece::new(frame, path) });
    }
    pieces
}

/// An entry of a list, without its page number.
fn set_line(text: &[Inline], context: &mut Context) -> Frame {
    let look = entry_look(false, context);
    let fit = Fit::ragged(context.measure() - context.theme.contents.number_width);
    let lines = inline::stack(inline::lines(text, &look, fit, context));
    let mut frame = Frame::new(Size::new(context.measure(), lines.size.height));
    frame.push_frame(Point::ORIGIN, lines);
    frame
}

/// Writes the page numbers into the entries: the number flush right, a leader before it, and the
/// whole line a link. `pages` are the indices of the pages by anchor.
pub(super) fn number(pieces: &mut [Piece], pages: &BTreeMap<String, usize>, context: &mut Context) {
    for piece in pieces {
        let Some(anchor) = &piece.entry else { continue };
        if let Some(page) = pages.get(anchor) {
            finish_entry(&mut piece.frame, anchor, page + 1, context);
        }
    }
}

/// A heading as it is listed: the label of its part before it (附件：关于……的建议), its lines run on.
fn listed(heading: &Heading, label: Option<&Vec<Inline>>, lang: Lang) -> Heading {
    let label = label.map(|label| label.iter().cloned().chain([Inline::text("：")]));
    let text = label.into_iter().flatten().chain(words::run_on(&heading.text, lang)).collect();
    Heading { text, ..heading.clone() }
}

/// An entry's number and text, and the space above it.
fn set_entry(heading: &Heading, context: &mut Context) -> (Frame, Abs) {
    let style = &context.theme.contents;
    let is_section = heading.level == 1;
    let look = entry_look(is_section, context);
    let indent = style.indent * f64::from(heading.level.saturating_sub(1));
    let measure = context.measure() - indent - style.number_width;
    let lines = inline::stack(heading::set_numbered(heading, &look, measure, context));
    let mut frame = Frame::new(Size::new(context.measure(), lines.size.height));
    frame.push_frame(Point::new(indent, Abs::ZERO), lines);
    (frame, if is_section { style.section_space } else { Abs::ZERO })
}

fn finish_entry(frame: &mut Frame, anchor: &str, page: usize, context: &mut Context) {
    let mut line = Frame::new(frame.size);
    line.start(Element::Reference);
    line.start(Element::Link);
    let text_end = ink_end(frame);
    let last_line = last_line_top(frame);
    line.items.append(&mut frame.items);

    let look = entry_look(false, context);
    let number = inline::prepare(&[Inline::Literal(page.to_string())], &look, context);
    let start = line.size.width - number.natural_width();
    let baseline = number.baseline();
    draw_leader(&mut line, (text_end, start, last_line + baseline), context);
    for text in number.lines(Fit::ragged(start)) {
        line.push_frame(Point::new(start, last_line), text);
    }
    line.push(Point::ORIGIN, FrameItem::Link(Target::Anchor(anchor.to_owned()), line.size));
    line.end();
    line.end();
    *frame = line;
}

/// A thin line from the text to the number, which the eye follows and a reader's voice does not.
fn draw_leader(line: &mut Frame, (from, to, y): (Abs, Abs, Abs), context: &Context) {
    let style = &context.theme.contents;
    let (from, to) = (from + style.leader_gap, to - style.leader_gap);
    if to <= from {
        return;
    }
    let color: Color = context.theme.color.context;
    let leader = Shape::stroked(
        Geometry::Line { to: Point::new(to - from, Abs::ZERO) },
        Stroke { dash: style.leader_dash.clone(), ..Stroke::solid(color, style.leader_width) },
    );
    line.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    line.push(Point::new(from, y), FrameItem::Shape(leader));
    line.end();
}

fn entry_look(is_section: bool, context: &Context) -> TextLook {
    // The whole entry is a link already.
    let mut look =
        TextLook::new(&context.theme.text.contents, context.theme.color.text).leading(Lead::Nowhere);
    if is_section {
        look.text.weight = Weight::Bold;
    }
    look
}

/// Where the text of an entry's last line ends.
fn ink_end(frame: &Frame) -> Abs {
    let mut end = Abs::ZERO;
    for (at, item) in &frame.items {
        match item {
            // The last line's group comes last and has the say.
            FrameItem::Group(inner) => end = at.x + ink_end(inner),
            FrameItem::Text(run) => end = end.max(at.x + run.width()),
            _ => {}
        }
    }
    end
}

/// Where an entry's last line begins.
fn last_line_top(frame: &Frame) -> Abs {
    frame
        .items
        .iter()
        .rev()
        .find_map(|(at, item)| match item {
            FrameItem::Group(inner) => Some(at.y + last_line_top(inner)),
            _ => None,
        })
        .unwrap_or_default()
}
