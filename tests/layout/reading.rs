//! Reading a finished page back: lines of text with their places.

use briefing::{
    diag::Sink,
    doc::block::Document,
    frame::{
        geom::Abs,
        item::{Frame, FrameItem},
        page::Pages,
    },
};

use crate::sample;

/// The pages of a document that has no fault.
pub fn pages(document: &Document) -> Pages {
    let mut sink = Sink::default();
    let pages = briefing::layout::layout(document, sample::fonts(), &sample::theme(), &mut sink);
    let faults: Vec<String> = sink.iter().map(ToString::to_string).collect();
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

/// Every run of a frame with its absolute place.
fn runs(frame: &Frame, x: Abs, y: Abs, out: &mut Vec<ReadLine>) {
    for (at, item) in &frame.items {
        match item {
            FrameItem::Group(inner) => runs(inner, x + at.x, y + at.y, out),
            FrameItem::Text(run) => {
                let left = (x + at.x).to_pt();
                let right = left + run.width().to_pt();
                out.push(ReadLine { text: run.text.clone(), left, right, baseline: (y + at.y).to_pt() });
            }
            _ => {}
        }
    }
}

/// The lines of a page in the order in which they are drawn; runs on one baseline that follow each
/// other are one line.
pub fn lines(page: &Frame) -> Vec<ReadLine> {
    let mut found = vec![];
    runs(page, Abs::ZERO, Abs::ZERO, &mut found);
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
    let style = sample::theme().page;
    let (top, bottom) = (style.margin_top.to_pt(), (style.height - style.margin_bottom).to_pt());
    lines(page).into_iter().filter(|line| line.baseline > top && line.baseline < bottom + 0.01).collect()
}

/// The texts of the lines of a page's text.
pub fn body_texts(page: &Frame) -> Vec<String> {
    body(page).into_iter().map(|line| line.text).collect()
}
