//! The PDF says what the pages say, to the eye, to the clipboard and to a screen reader.

pub mod conformance;
mod file;
mod inspect;
mod links;
mod places;
mod reading;
mod structure;

use briefing::{
    doc::block::DocumentMeta,
    font::{FontBook, Style},
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag},
        page::Pages,
    },
    lang::Lang,
    render::pdf::render,
};
use lopdf::{Dictionary, Document, Object};

use crate::sample;

/// A page on which lines are set one under the other.
struct Sheet {
    pub(super) frame: Frame,
    fonts: &'static FontBook,
    pub(super) lang: Lang,
    y: Abs,
}

impl Sheet {
    pub(super) fn new(lang: Lang) -> Self {
        let size = Size::new(Abs::mm(210.0), Abs::mm(297.0));
        Self { frame: Frame::new(size), fonts: sample::fonts(), lang, y: Abs::pt(72.0) }
    }

    pub(super) fn line(mut self, text: &str) -> Self {
        let size = Abs::pt(12.0);
        let runs = self.fonts.shape(text, self.lang, Style::default(), size, Color::BLACK).unwrap();
        let mut x = Abs::pt(72.0);
        for run in runs {
            let width = run.width();
            self.frame.push(Point::new(x, self.y), FrameItem::Text(run));
            x += width;
        }
        self.y += Abs::pt(18.0);
        self
    }

    pub(super) fn item(mut self, item: FrameItem) -> Self {
        self.frame.push(Point::new(Abs::pt(72.0), self.y), item);
        self
    }

    pub(super) fn start(mut self, element: Element) -> Self {
        self.frame.start(element);
        self
    }

    pub(super) fn end(mut self) -> Self {
        self.frame.end();
        self
    }

    pub(super) fn tagged(self, element: Element, text: &str) -> Self {
        self.start(element).line(text).end()
    }

    pub(super) fn artifact(self, text: &str) -> Self {
        self.item(FrameItem::Tag(Tag::Artifact)).line(text).end()
    }
}

fn meta() -> DocumentMeta {
    DocumentMeta {
        title: "川渝科技创新 <2020–2023>".to_owned(),
        short_title: "川渝".to_owned(),
        author: "Sichuan & Chongqing".to_owned(),
        subject: "R&D".to_owned(),
        keywords: vec!["科技创新".to_owned(), "R&D".to_owned()],
        release: "2025-r1".to_owned(),
        as_of: chrono::NaiveDate::from_ymd_opt(2025, 2, 28).unwrap(),
        code: String::new(),
        verify: None,
        foot: String::new(),
    }
}

fn pages(sheets: impl IntoIterator<Item = Sheet>) -> Pages {
    Pages { pages: sheets.into_iter().map(|sheet| sheet.frame).collect(), ..Pages::default() }
}

/// The file of `pages`, which keeps the standards that it claims to keep.
fn bytes(pages: &Pages, lang: Lang) -> Vec<u8> {
    let bytes = render(pages, &meta(), lang, sample::fonts()).unwrap().save();
    conformance::must_conform("the pages", &bytes);
    bytes
}

fn read(pages: &Pages, lang: Lang) -> Document {
    Document::load_mem(&bytes(pages, lang)).unwrap()
}

/// A dictionary of the object graph, followed through references.
fn dict<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    document.dereference(object).unwrap().1.as_dict().unwrap()
}

/// A text string as a reader sees it.
fn string(object: &Object) -> String {
    let bytes = object.as_str().unwrap();
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(units) => {
            let units: Vec<u16> =
                units.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

const SENTENCE: &str = "2023年川渝研发经费合计2104.5亿元,比2020年增长33.0%。";
