//! Assembling: pieces go onto their sheets, with tags, running heads and page numbers.
//!
//! Pages are numbered from the cover, which is 1 and does not show it.

use super::{
    Context, Piece,
    flow::{Placed, Plan, Role},
    footnote,
    inline::{self, Align, Fit, Look},
    piece::{HeadingMark, Kind, Scope},
};
use crate::{
    doc::{block::Document, inline::Inline},
    frame::{
        geom::{Abs, Point},
        item::{Frame, FrameItem, Tag},
        page::{OutlineEntry, Pages},
        shape::{Geometry, Shape, Stroke},
    },
};

/// Puts every piece of `plan` on its page.
pub(super) fn assemble(
    mut pieces: Vec<Piece>,
    plan: &Plan,
    document: &Document,
    context: &mut Context,
) -> Pages {
    let mut pages = Pages::default();
    let mut section = String::new();
    for (index, placed) in plan.pages.iter().enumerate() {
        let mut page = Frame::new(context.theme.page.size());
        let headings: Vec<HeadingMark> = headings_on(placed, &pieces);
        if let Some(first) = headings.iter().find(|heading| heading.level == 1) {
            section.clone_from(&first.name);
        }
        let is_cover = placed.iter().any(|placed| pieces[placed.piece].kind == Kind::Page);
        if !is_cover {
            draw_running_head(&mut page, index, &document.meta.short_title, &section, context);
        }
        fill(&mut page, index, placed, &mut pieces, context);
        if !is_cover {
            draw_running_foot(&mut page, index, &document.meta.foot, context);
        }
        // The next page goes on in the latest section.
        if let Some(last) = headings.iter().rfind(|heading| heading.level == 1) {
            section.clone_from(&last.name);
        }
        pages.outline.extend(headings.into_iter().map(|heading| outline_entry(heading, index)));
        pages.pages.push(page);
    }
    pages
}

fn headings_on(placed: &[Placed], pieces: &[Piece]) -> Vec<HeadingMark> {
    placed.iter().filter_map(|placed| pieces[placed.piece].heading.clone()).collect()
}

fn outline_entry(heading: HeadingMark, page: usize) -> OutlineEntry {
    OutlineEntry { level: heading.level, title: heading.title, anchor: heading.anchor, page }
}

/// Draws the pieces of a page within the tags they stand in; what goes on on the next page is
/// closed here and opened there again.
fn fill(page: &mut Frame, index: usize, placed: &[Placed], pieces: &mut [Piece], context: &Context) {
    let left = context.theme.page.text_left(index);
    let top = context.theme.page.margin_top;
    let mut open: Vec<Scope> = vec![];
    let mut has_notes = false;
    for Placed { piece, y, role } in placed {
        let piece = &mut pieces[*piece];
        let at = Point::new(left + piece.x, top + *y);
        match (role, &piece.continuation) {
            (Role::Itself, _) => {
                enter(page, &mut open, &piece.path);
                page.push_frame(at, std::mem::take(&mut piece.frame));
            }
            (Role::RepeatedHead, Some(table)) => {
                enter(page, &mut open, &[]);
                artifact(page, at, table.head.clone());
            }
            (Role::InterimFoot, Some(table)) => {
                enter(page, &mut open, &[]);
                artifact(page, at, table.foot.clone());
            }
            (Role::Note(note), _) => {
                let at = Point::new(left, top + *y);
                if !has_notes {
                    enter(page, &mut open, &[]);
                    page.push_frame(at, footnote::rule(context));
                    has_notes = true;
                }
                let note = &mut piece.notes[*note];
                enter(page, &mut open, &note.path);
                page.push_frame(at, std::mem::take(&mut note.frame));
            }
            _ => {}
        }
    }
    enter(page, &mut open, &[]);
}

/// Closes and opens tags until `path` is what is open.
fn enter(page: &mut Frame, open: &mut Vec<Scope>, path: &[Scope]) {
    let shared = open.iter().zip(path).take_while(|(one, other)| one.id == other.id).count();
    for _ in shared..open.len() {
        page.end();
    }
    open.truncate(shared);
    for scope in &path[shared..] {
        page.start(scope.element.clone());
        open.push(scope.clone());
    }
}

fn artifact(page: &mut Frame, at: Point, frame: Frame) {
    page.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    page.push_frame(at, frame);
    page.end();
}

/// The short title at the left, the section's name at the right, a rule below.
fn draw_running_head(page: &mut Frame, index: usize, title: &str, section: &str, context: &mut Context) {
    let theme = context.theme;
    let mut head = Frame::new(page.size);
    let left = theme.page.text_left(index);
    let at = Point::new(left, theme.page.head);
    draw_running(&mut head, title, Align::Start, at, context);
    draw_running(&mut head, &shortened(title, section, context), Align::End, at, context);
    let rule = Shape::stroked(
        Geometry::Line { to: Point::new(context.measure(), Abs::ZERO) },
        Stroke::solid(theme.color.rule, theme.chart.rule_width),
    );
    let below = theme.page.head + theme.text.running.leading - theme.text.running.size * 0.5;
    head.push(Point::new(left, below), FrameItem::Shape(rule));
    artifact(page, Point::ORIGIN, head);
}

/// A section's name as far as there is room beside the title, cut behind a word.
fn shortened(title: &str, section: &str, context: &mut Context) -> String {
    let look = Look::new(&context.theme.text.running, context.theme.color.muted).display();
    let title = inline::prepare(&[Inline::text(title)], &look, context).natural_width();
    let room = context.measure() - title - look.text.size * 3.0;
    let section = inline::prepare(&[Inline::text(section)], &look, context);
    let mut lines = section.texts(Fit::ragged(room)).into_iter();
    match (lines.next(), lines.next()) {
        (Some(first), Some(_)) => format!("{}…", first.trim_end()),
        (first, _) => first.unwrap_or_default(),
    }
}

/// The page's number at the outer edge of its foot, what the edition says of itself at the inner.
fn draw_running_foot(page: &mut Frame, index: usize, text: &str, context: &mut Context) {
    let theme = context.theme;
    let mut foot = Frame::new(page.size);
    let (outer, inner) =
        if index.is_multiple_of(2) { (Align::End, Align::Start) } else { (Align::Start, Align::End) };
    let baseline = theme.page.height - theme.page.foot;
    let at = Point::new(theme.page.text_left(index), baseline);
    draw_running(&mut foot, &(index + 1).to_string(), outer, at, context);
    draw_running(&mut foot, text, inner, at, context);
    artifact(page, Point::ORIGIN, foot);
}

/// Sets a line of running text with its baseline at a place.
fn draw_running(page: &mut Frame, text: &str, align: Align, at: Point, context: &mut Context) {
    let look = Look::new(&context.theme.text.running, context.theme.color.muted);
    let text = inline::prepare(&[Inline::text(text)], &look, context);
    let fit = Fit { align, ..Fit::ragged(context.measure()) };
    let top = Point::new(at.x, at.y - text.baseline());
    if let Some(line) = text.lines(fit).into_iter().next() {
        page.push_frame(top, line);
    }
}
