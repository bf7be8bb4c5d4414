//! Assembling: pieces go onto their sheets, with tags, running heads and page numbers.
//!
//! Pages are numbered from the cover, which is 1 and does not show it.

use super::{
    Context, Piece, bounds, code, footnote, image,
    inline::{self, Fit, LineAlign, TextLook},
    piece::{ElementScope, HeadingMark, PieceKind},
    placement::{PieceRole, Placed, Placement},
};
use crate::{
    doc::{block::DocumentMeta, inline::Inline},
    frame::{
        geom::{Abs, Point, Size},
        item::{Frame, FrameItem, Tag},
        page::{OutlineEntry, Pages},
        shape::{Geometry, Shape, Stroke},
    },
    theme::{Furniture, TextStyle},
};

/// Between the title and the section's name in a running head, in ems: less, and they read as one.
const LEAST_BETWEEN: f64 = 3.0;
/// The least room for a section's name in a running head, in ems; six Han characters or two English
/// words say which section it is, less says nothing.
const SHORTEST_SECTION: f64 = 6.0;
/// How high a logo in a running head is, in ems: as far as its middle is from the rule, twice.
const HIGHEST_LOGO: f64 = 1.8;

/// Puts every piece of `plan` on its page, the first of which has the index `first` in the volume.
pub(super) fn assemble(
    pages: &mut Pages,
    mut pieces: Vec<Piece>,
    plan: &Placement,
    first: usize,
    context: &mut Context,
) {
    let meta = context.meta;
    let mut section = String::new();
    for (index, placed) in (first..).zip(&plan.pages) {
        context.is_turned = placed.iter().any(|placed| pieces[placed.piece].is_turned);
        let mut page = Frame::new(context.page().size());
        let headings: Vec<HeadingMark> = headings_on(placed, &pieces);
        if let Some(first) = headings.iter().find(|heading| heading.level == 1) {
            section.clone_from(&first.name);
        }
        let is_cover = placed.iter().any(|placed| pieces[placed.piece].kind == PieceKind::Page);
        if !is_cover && context.theme.furniture.has_head {
            draw_running_head(&mut page, index, &meta.short_title, &section, context);
        }
        fill(&mut page, index, placed, &mut pieces, context);
        if !is_cover {
            draw_running_foot(&mut page, index, meta, context);
        }
        // The next page goes on in the latest section.
        if let Some(last) = headings.iter().rfind(|heading| heading.level == 1) {
            section.clone_from(&last.name);
        }
        pages.numbers.push((!is_cover).then_some(index + 1));
        pages.outline.extend(headings.into_iter().map(|heading| outline_entry(heading, index)));
        pages.pages.push(page);
    }
}

fn headings_on(placed: &[Placed], pieces: &[Piece]) -> Vec<HeadingMark> {
    placed.iter().filter_map(|placed| pieces[placed.piece].heading.clone()).collect()
}

fn outline_entry(heading: HeadingMark, page: usize) -> OutlineEntry {
    OutlineEntry { level: heading.level, title: heading.title, anchor: heading.anchor, page }
}

/// Draws the pieces of a page within the tags they stand in. What goes on on the next page is
/// closed here and goes on there as the same element.
fn fill(page: &mut Frame, index: usize, placed: &[Placed], pieces: &mut [Piece], context: &Context) {
    let left = context.page().text_left(index);
    let top = context.page().margin_top;
    let mut open: Vec<ElementScope> = vec![];
    let mut has_notes = false;
    for Placed { piece, y, role } in placed {
        let piece = &mut pieces[*piece];
        let at = Point::new(left + piece.x, top + *y);
        match (role, &piece.continuation) {
            (PieceRole::Itself, _) => {
                if piece.is_marked {
                    enter(page, &mut open, &[]);
                    draw_mark(page, Point::new(left, at.y), piece.frame.size.height, context);
                }
                enter(page, &mut open, &piece.path);
                page.push_frame(at, std::mem::take(&mut piece.frame));
            }
            (PieceRole::RepeatedHead, Some(table)) => {
                enter(page, &mut open, &[]);
                artifact(page, at, table.head.clone());
            }
            (PieceRole::InterimFoot, Some(table)) => {
                enter(page, &mut open, &[]);
                artifact(page, at, table.foot.clone());
            }
            (PieceRole::Note(note), _) => {
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

/// Draws a bar in the margin, to the left of the text.
fn draw_mark(page: &mut Frame, at: Point, height: Abs, context: &Context) {
    let style = &context.theme.mark;
    let bar = Shape::filled(Geometry::Rect(Size::new(style.width, height)), context.theme.color.accent);
    let mut frame = Frame::new(page.size);
    frame.push(Point::new(at.x - style.gap - style.width, at.y), FrameItem::Shape(bar));
    artifact(page, Point::ORIGIN, frame);
}

/// Closes and opens tags until `path` is what is open.
fn enter(page: &mut Frame, open: &mut Vec<ElementScope>, path: &[ElementScope]) {
    let shared = open.iter().zip(path).take_while(|(one, other)| one.id == other.id).count();
    for _ in shared..open.len() {
        page.end();
    }
    open.truncate(shared);
    for scope in &path[shared..] {
        page.push(Point::ORIGIN, FrameItem::Tag(Tag::Part(scope.id, scope.element.clone())));
        open.push(scope.clone());
    }
}

fn artifact(page: &mut Frame, at: Point, frame: Frame) {
    page.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
    page.push_frame(at, frame);
    page.end();
}

/// The cover's logo where the theme has it so, the short title at the left, the section's name at the right, a
/// rule below.
fn draw_running_head(page: &mut Frame, index: usize, title: &str, section: &str, context: &mut Context) {
    let theme = context.theme;
    let mut head = Frame::new(page.size);
    let left = context.page().text_left(index);
    let at = Point::new(left, context.page().head);
    let mut beside = Abs::ZERO;
    if let Some(logo) = context.logo.filter(|_| theme.furniture.head_logo) {
        // Its middle on the middle of the letters, and as high as leaves the rule below it free.
        let letters = theme.text.running.size;
        let drawn = image::undescribed(logo, Size::new(context.measure() * 0.25, letters * HIGHEST_LOGO));
        beside = drawn.size.width + letters;
        let middle = at.y - letters * 0.35;
        head.push_frame(Point::new(left, middle - drawn.size.height * 0.5), drawn);
    }
    draw_running(&mut head, title, LineAlign::Start, Point::new(left + beside, at.y), context);
    draw_running(&mut head, &shortened(title, section, beside, context), LineAlign::End, at, context);
    let rule = Shape::stroked(
        Geometry::Line { to: Point::new(context.measure(), Abs::ZERO) },
        Stroke::solid(theme.color.rule, theme.chart.rule_width),
    );
    let below = context.page().head + theme.text.running.leading - theme.text.running.size * 0.5;
    head.push(Point::new(left, below), FrameItem::Shape(rule));
    artifact(page, Point::ORIGIN, head);
}

/// A section's name if there is room for it beside the title, else what stands before its colon; what is
/// still too long is cut behind a word.
fn shortened(title: &str, section: &str, beside: Abs, context: &mut Context) -> String {
    let look = TextLook::new(&context.theme.text.running, context.theme.color.muted).display();
    let title = beside + inline::prepare(&[Inline::text(title)], &look, context).natural_width();
    bounds::check_running(
        "the running head",
        "shorten `short-title` in the plan, or make text.running smaller in the theme",
        title,
        context,
    );
    let room = (context.measure() - title - look.text.size * LEAST_BETWEEN).max(Abs::ZERO);
    if room < look.text.size * SHORTEST_SECTION {
        return String::new();
    }
    // 研发投入：总量增长，份额下降 says its subject before the colon, and its finding behind it.
    let subject = section.split_once(['：', ':']).map(|(subject, _)| subject);
    let mut cut = String::new();
    for name in std::iter::once(section).chain(subject) {
        let mut lines =
            inline::prepare(&[Inline::text(name)], &look, context).texts(Fit::ragged(room)).into_iter();
        match (lines.next(), lines.next()) {
            (Some(first), Some(_)) => cut = format!("{}…", first.trim_end()),
            (first, _) => return first.unwrap_or_default(),
        }
    }
    cut
}

/// The page's number near the outer edge of its foot, what the edition says of itself at the inner,
/// and beside it, where an address answers, the square for a telephone.
fn draw_running_foot(page: &mut Frame, index: usize, meta: &DocumentMeta, context: &mut Context) {
    let theme = context.theme;
    let mut foot = Frame::new(page.size);
    let (outer, inner) = if index.is_multiple_of(2) {
        (LineAlign::End, LineAlign::Start)
    } else {
        (LineAlign::Start, LineAlign::End)
    };
    let baseline = context.page().height - context.page().foot;
    let at = Point::new(context.page().text_left(index), baseline);
    draw_folio(&mut foot, index + 1, outer, at, context);
    let mut beside = Abs::ZERO;
    if let Some(code) = meta.verify.as_ref().and_then(|address| code::draw(address, theme)) {
        let Size { width, height } = code.size;
        // Its middle on the middle of the letters, its dark modules flush with the text.
        let quiet = (width - theme.code.size) * 0.5;
        let x = match inner {
            LineAlign::End => at.x + context.measure() - width + quiet,
            _ => at.x - quiet,
        };
        foot.push_frame(Point::new(x, baseline - theme.text.running.size * 0.35 - height * 0.5), code);
        beside = width - quiet;
    }
    let x = if inner == LineAlign::End { at.x - beside } else { at.x + beside };
    draw_running(&mut foot, &meta.foot, inner, Point::new(x, at.y), context);
    let said = running_width(&meta.foot, &theme.text.running, context);
    let number = running_width(&folio(index + 1, context), &theme.text.folio, context);
    bounds::check_running(
        "the foot, with the page's number and the code,",
        "make text.running or code.size smaller in the theme, or leave the code out with size = 0pt",
        said + number + beside + theme.text.running.size,
        context,
    );
    artifact(page, Point::ORIGIN, foot);
}

/// The page's number between its marks.
fn folio(number: usize, context: &Context) -> String {
    let Furniture { before_number, after_number, .. } = &context.theme.furniture;
    format!("{before_number}{number}{after_number}")
}

/// How wide a line around the text is.
fn running_width(text: &str, style: &TextStyle, context: &mut Context) -> Abs {
    let look = TextLook::new(style, context.theme.color.muted);
    inline::prepare(&[Inline::text(text)], &look, context).natural_width()
}

fn draw_folio(foot: &mut Frame, number: usize, align: LineAlign, at: Point, context: &mut Context) {
    let style = &context.theme.text.folio;
    let inset = style.size * context.theme.furniture.number_inset;
    let text = folio(number, context);
    let look = TextLook::new(style, context.theme.color.muted);
    let fit = Fit { indent: inset, align, ..Fit::ragged(context.measure()) };
    draw_line(foot, &text, &look, fit, at, context);
}

/// Sets a line of running text with its baseline at a place.
fn draw_running(page: &mut Frame, text: &str, align: LineAlign, at: Point, context: &mut Context) {
    let look = TextLook::new(&context.theme.text.running, context.theme.color.muted);
    let fit = Fit { align, ..Fit::ragged(context.measure()) };
    draw_line(page, text, &look, fit, at, context);
}

fn draw_line(page: &mut Frame, text: &str, look: &TextLook, fit: Fit, at: Point, context: &mut Context) {
    let text = inline::prepare(&[Inline::text(text)], look, context);
    let top = Point::new(at.x, at.y - text.baseline());
    if let Some(line) = text.lines(fit).into_iter().next() {
        page.push_frame(top, line);
    }
}
