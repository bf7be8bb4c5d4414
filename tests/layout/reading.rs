//! Reading a finished page back: lines of text with their places.

use std::sync::OnceLock;

use briefing::{
    diag::Sink,
    doc::block::Document,
    frame::{
        geom::{Abs, Point},
        item::{Element, Frame, FrameItem, Tag},
        page::Pages,
    },
    theme::Theme,
};

use crate::sample;

/// The pages of a document that has no fault.
pub fn pages(document: &Document) -> Pages {
    pages_with(document, theme())
}

/// The same with text of that width.
pub fn pages_at(document: &Document, measure: Abs) -> Pages {
    let mut theme = theme().clone();
    theme.page.margin_outer = theme.page.margin_inner;
    theme.page.width = measure + theme.page.margin_inner * 2.0;
    pages_with(document, &theme)
}

/// The same without an indent.
pub fn pages_flush(document: &Document, measure: Abs) -> Pages {
    let mut theme = theme().clone();
    theme.page.margin_outer = theme.page.margin_inner;
    theme.page.width = measure + theme.page.margin_inner * 2.0;
    theme.text.body.indent_zh = 0.0;
    pages_with(document, &theme)
}

/// The same with marks that hang out of the lines.
pub fn pages_hanging(document: &Document, measure: Abs) -> Pages {
    let mut theme = theme().clone();
    theme.page.margin_outer = theme.page.margin_inner;
    theme.page.width = measure + theme.page.margin_inner * 2.0;
    theme.text.body.indent_zh = 0.0;
    theme.inline.hanging = true;
    pages_with(document, &theme)
}

/// The pages with the figures and the tables listed behind the sections.
pub fn pages_listing(document: &Document) -> Pages {
    let mut theme = theme().clone();
    (theme.contents.figures, theme.contents.tables) = (true, true);
    pages_with(document, &theme)
}

/// The theme, read once.
pub fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(sample::theme)
}

fn pages_with(document: &Document, theme: &Theme) -> Pages {
    let mut sink = Sink::default();
    let pages = briefing::layout::layout(document, sample::fonts(), theme, &mut sink);
    // A few blocks fill no pages.
    let told = sink.iter().filter(|it| it.code != "blank-foot");
    let faults: Vec<String> = told.map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{faults:?}");
    pages
}

/// A line of text as it stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadLine {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
}

/// Calls `see` with every item of a frame, groups opened, and its absolute place.
pub fn each(frame: &Frame, see: &mut impl FnMut(Point, &FrameItem)) {
    each_from(frame, Point::ORIGIN, see);
}

fn each_from(frame: &Frame, origin: Point, see: &mut impl FnMut(Point, &FrameItem)) {
    for (at, item) in &frame.items {
        match item {
            FrameItem::Group(inner) => each_from(inner, origin + *at, see),
            item => see(origin + *at, item),
        }
    }
}

/// The elements that a page opens, in order.
pub fn elements(page: &Frame) -> Vec<Element> {
    let mut found = vec![];
    each(page, &mut |_, item| {
        if let FrameItem::Tag(Tag::Start(element) | Tag::Part(_, element)) = item {
            found.push(element.clone());
        }
    });
    found
}

/// The lines of a page in the order in which they are drawn; runs on one baseline that follow each
/// other are one line.
pub fn lines(page: &Frame) -> Vec<ReadLine> {
    let mut found = vec![];
    each(page, &mut |at, item| {
        if let FrameItem::Text(run) = item {
            let (left, right) = (at.x.to_pt(), (at.x + run.width()).to_pt());
            found.push(ReadLine { text: run.text.clone(), left, right, baseline: at.y.to_pt() });
        }
    });
    let mut lines: Vec<ReadLine> = vec![];
    for run in found {
        match lines.last_mut() {
            Some(line) if (line.baseline - run.baseline).abs() < 0.01 && run.left >= line.right - 0.01 => {
                line.text.push_str(&run.text);
                line.right = run.right;
            }
            _ => lines.push(run),
        }
    }
    lines
}

/// The lines of the text of a page: without running head and page number.
pub fn body(page: &Frame) -> Vec<ReadLine> {
    let style = &theme().page;
    let (top, bottom) = (style.margin_top.to_pt(), (style.height - style.margin_bottom).to_pt());
    lines(page).into_iter().filter(|line| line.baseline > top && line.baseline < bottom + 0.01).collect()
}

/// The texts of the lines of a page's text.
pub fn body_texts(page: &Frame) -> Vec<String> {
    body(page).into_iter().map(|line| line.text).collect()
}
