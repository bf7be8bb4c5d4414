//! The cover: a band, the occasion, the title, and who it is for.

use super::{
    Context, Piece, image,
    inline::{self, Fit, TextLook},
    piece::PieceKind,
};
use crate::{
    doc::{block::Cover, inline::Inline},
    frame::{
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        shape::{Geometry, Shape},
    },
};

/// Sets the cover on a page of its own.
pub(super) fn set(cover: &Cover, context: &mut Context) -> Vec<Piece> {
    let theme = context.theme;
    let (styles, colors, style) = (&theme.text, &theme.color, &theme.cover);
    let size = Size::new(context.measure(), theme.page.text_height());
    let mut sheet = CoverSheet { frame: Frame::new(size), y: style.top };

    sheet.band(context);
    if let Some(logo) = &cover.logo {
        // It stands in the room above the title, and not higher than half of it.
        let most = Size::new(context.measure() * 0.5, style.top * 0.4);
        let drawn = image::drawn(logo, most);
        let below = Abs::pt(6.0);
        sheet.frame.push_frame(Point::new(Abs::ZERO, style.top - drawn.size.height - below * 2.0), drawn);
    }
    sheet.text(&cover.kicker, &TextLook::new(&styles.cover_kicker, colors.accent), context);
    sheet.y += style.kicker_gap;
    sheet.text(&cover.title, &TextLook::new(&styles.cover_title, colors.text), context);
    sheet.y += style.title_gap;
    sheet.text(&cover.subtitle, &TextLook::new(&styles.cover_subtitle, colors.muted), context);
    sheet.y += style.rule_gap;
    sheet.rule(context);
    sheet.y += style.rule_gap;
    if !cover.lines.is_empty() {
        sheet.frame.start(Element::List);
        for (label, text) in &cover.lines {
            sheet.line(label, text, context);
        }
        sheet.frame.end();
    }
    // A cover that says more than its page holds is higher than that, and so refused.
    sheet.frame.size.height = sheet.frame.size.height.max(sheet.y);
    let path = vec![context.scope(Element::Part)];
    vec![Piece { kind: PieceKind::Page, ..Piece::new(sheet.frame, path) }]
}

struct CoverSheet {
    frame: Frame,
    y: Abs,
}

impl CoverSheet {
    fn text(&mut self, text: &[Inline], look: &TextLook, context: &mut Context) {
        if text.is_empty() {
            return;
        }
        let lines = inline::stack(inline::balanced(text, look, context.measure(), context));
        let height = lines.size.height;
        self.frame.start(Element::Paragraph);
        self.frame.push_frame(Point::new(Abs::ZERO, self.y), lines);
        self.frame.end();
        self.y += height;
    }

    /// A label in muted colour and its text beside it.
    fn line(&mut self, label: &[Inline], text: &[Inline], context: &mut Context) {
        let style = &context.theme.text.cover_line;
        let width = context.theme.cover.label_width;
        let colors = &context.theme.color;
        let label = inline::lines(label, &TextLook::new(style, colors.muted), Fit::ragged(width), context);
        let fit = Fit::ragged(context.measure() - width);
        let text = inline::lines(text, &TextLook::new(style, colors.text), fit, context);
        let (label, text) = (inline::stack(label), inline::stack(text));
        let height = label.size.height.max(text.size.height);
        self.frame.start(Element::ListItem);
        for (element, x, frame) in [(Element::Label, Abs::ZERO, label), (Element::ListBody, width, text)] {
            self.frame.start(element);
            self.frame.push_frame(Point::new(x, self.y), frame);
            self.frame.end();
        }
        self.frame.end();
        self.y += height;
    }

    /// The band along the top of the whole sheet.
    fn band(&mut self, context: &Context) {
        let page = &context.page();
        let corner = Point::new(-page.text_left(0), -page.margin_top);
        self.fill(corner, Size::new(page.width, context.theme.cover.band), context);
    }

    fn rule(&mut self, context: &Context) {
        let style = &context.theme.cover;
        self.fill(Point::new(Abs::ZERO, self.y), Size::new(style.rule_length, style.rule_width), context);
    }

    fn fill(&mut self, at: Point, size: Size, context: &Context) {
        let shape = Shape::filled(Geometry::Rect(size), context.theme.color.accent);
        self.frame.push(Point::ORIGIN, FrameItem::Tag(Tag::Artifact));
        self.frame.push(at, FrameItem::Shape(shape));
        self.frame.end();
    }
}
