//! What is copied from a page, or read out.

use std::collections::BTreeMap;

use briefing::{
    font::Style,
    frame::{
        color::Color,
        geom::Abs,
        item::{Element, FrameItem},
        text::{Glyph, GlyphRun},
    },
    lang::Lang,
    render::pdf::{render, reread::reread},
};
use lopdf::{Dictionary, Document, content::Content};

use super::{SENTENCE, Sheet, meta, pages, read, string};
use crate::sample;

/// What a reader copies from a page: a line for each sequence of marked content, its tag before it.
///
/// Text outside of every sequence, and text whose sequence has no tag, gives a line with `?`.
pub(super) fn copied(document: &Document, page: usize) -> String {
    let page = document.page_iter().nth(page).unwrap();
    let tables = to_unicode(document, page);
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let mut lines: Vec<(String, String)> = vec![];
    let mut open: Vec<String> = vec![];
    let mut actual_text = 0;
    let mut font: &[u8] = &[];
    for operation in &content.operations {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "BDC" | "BMC" => {
                let tag = String::from_utf8(operands[0].as_name().unwrap().to_vec()).unwrap();
                let properties = operands.get(1).and_then(|it| it.as_dict().ok());
                if open.is_empty() {
                    lines.push((tag.clone(), String::new()));
                }
                if let Some(text) = properties.and_then(|it| it.get(b"ActualText").ok()) {
                    lines.last_mut().unwrap().1.push_str(&string(text));
                    actual_text = open.len() + 1;
                }
                open.push(tag);
            }
            "EMC" => {
                if actual_text == open.len() {
                    actual_text = 0;
                }
                open.pop().unwrap();
            }
            "Tf" => font = operands[0].as_name().unwrap(),
            "TJ" | "Tj" => {
                assert!(!open.is_empty(), "text outside of marked content");
                let codes = operands[0].as_array().unwrap().iter().filter_map(|it| it.as_str().ok());
                for code in codes.flat_map(|bytes| bytes.chunks(2)) {
                    let code = format!("{:02X}{:02X}", code[0], code[1]);
                    if actual_text == 0 {
                        lines.last_mut().unwrap().1.push_str(&tables[font][&code]);
                    }
                }
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "a sequence is not closed");
    lines.into_iter().map(|(tag, text)| format!("{tag} {text}")).collect::<Vec<_>>().join("\n")
}

/// The `ToUnicode` tables of a page's fonts, by font and code.
fn to_unicode(document: &Document, page: lopdf::ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<String, String>> {
    let fonts = document.get_page_fonts(page).unwrap();
    let table = |font: &Dictionary| {
        let stream = font.get_deref(b"ToUnicode", document).unwrap().as_stream().unwrap();
        let cmap = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
        let pairs =
            cmap.lines().filter_map(|line| line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
        pairs
            .filter(|(code, _)| *code != "0000" || !cmap.contains("codespacerange\n<0000>"))
            .map(|(code, text)| {
                let bytes =
                    (0..text.len()).step_by(4).map(|at| u16::from_str_radix(&text[at..at + 4], 16).unwrap());
                (code.to_owned(), String::from_utf16(&bytes.collect::<Vec<_>>()).unwrap())
            })
            .collect()
    };
    fonts.into_iter().map(|(name, font)| (name, table(font))).collect()
}

#[test]
fn a_file_is_read_back_as_its_writer_says_that_it_reads() {
    let sheets = [
        Sheet::new(Lang::Zh).tagged(Element::Paragraph, SENTENCE).tagged(Element::Paragraph, "一〜二～三～"),
        Sheet::new(Lang::Zh).artifact("running head 2023").tagged(Element::Paragraph, "Sichuan fi 35,000"),
        Sheet::new(Lang::Zh).tagged(Element::Heading(1), "2020–2023 “AV” 1/2"),
    ];
    let rendered = render(&pages(sheets), &meta(), Lang::Zh, sample::fonts()).unwrap();
    let (written, digests) = (rendered.pages.clone(), rendered.digests());
    let file = reread(&rendered.save()).unwrap();
    assert_eq!(file.pages, written);
    assert_eq!(file.digests, digests);
    // Digits stand in a face of their own, and so apart.
    let sentence = "2023 年川渝研发经费合计 2104.5 亿元 , 比 2020 年增长 33.0% 。".replace(' ', "\n");
    assert_eq!(file.pages[0].reads, format!("\n{sentence}\n一〜二～三～"));
    // The wave dash and the tilde share a glyph: what the page means is told apart from what it draws.
    assert_ne!(file.pages[0].draws, file.pages[0].reads);
}

#[test]
fn sentences_of_both_languages_copy_in_reading_order() {
    let zh =
        Sheet::new(Lang::Zh).tagged(Element::Heading(1), "一、研发经费").tagged(Element::Paragraph, SENTENCE);
    assert_eq!(copied(&read(&pages([zh]), Lang::Zh), 0), format!("H1 一、研发经费\nP {SENTENCE}"));
    let text = "The office’s offer: 210.45 billion yuan — “efficient” flight…";
    let en = Sheet::new(Lang::En).tagged(Element::Paragraph, text);
    assert_eq!(copied(&read(&pages([en]), Lang::En), 0), format!("P {text}"));
}

#[test]
fn characters_that_share_a_glyph_copy_as_themselves() {
    // Every such pair of the Han face, as far as it is chosen for both.
    let fonts = sample::fonts();
    let shape = |text: &str| fonts.shape(text, Lang::Zh, Style::default(), Abs::pt(12.0), Color::BLACK);
    let han = shape("一").unwrap()[0].face;
    let mut by_glyph: BTreeMap<u32, String> = BTreeMap::new();
    for (c, glyph) in fonts.face(han).font().charmap().unicodes() {
        let c = char::from_u32(c).unwrap();
        if shape(&c.to_string()).is_ok_and(|runs| runs[0].face == han && !runs[0].text.trim().is_empty()) {
            by_glyph.entry(glyph.to_u32()).or_default().push(c);
        }
    }
    let twins: Vec<String> = by_glyph.into_values().filter(|text| text.chars().count() > 1).collect();
    assert!(twins.len() > 3, "{twins:?}");
    let text = twins.concat();
    let sheet = Sheet::new(Lang::Zh).tagged(Element::Paragraph, &text);
    assert_eq!(copied(&read(&pages([sheet]), Lang::Zh), 0), format!("P {text}"));
}

/// A run of the given glyphs, each with the bytes that it stands for.
pub(super) fn run(text: &str, glyphs: &[(u16, std::ops::Range<usize>)]) -> GlyphRun {
    let shaped = sample::fonts().shape("a", Lang::En, Style::default(), Abs::pt(12.0), Color::BLACK).unwrap();
    let glyph = |(id, range): &(u16, std::ops::Range<usize>)| Glyph {
        id: *id,
        range: range.clone(),
        ..shaped[0].glyphs[0].clone()
    };
    GlyphRun { text: text.to_owned(), glyphs: glyphs.iter().map(glyph).collect(), ..shaped[0].clone() }
}

#[test]
fn glyphs_and_characters_need_not_pair() {
    let cases = [
        // A ligature, alone and beside the same glyph for something else.
        run("office", &[(20, 0..1), (21, 1..4), (22, 4..5), (23, 5..6)]),
        run("ffi", &[(21, 0..3)]),
        run("fl", &[(21, 0..2)]),
        // A character of two glyphs, and one whose later glyph is a letter elsewhere.
        run("éa", &[(24, 0..2), (25, 2..2), (26, 2..3)]),
        run("éc", &[(24, 0..2), (22, 2..2), (22, 2..3)]),
        // A space that no glyph draws, at the end and between.
        run("a b ", &[(26, 0..1), (27, 2..3)]),
        // A hyphen that is not in the text.
        run("b", &[(27, 0..1), (28, 1..1)]),
    ];
    let said: Vec<String> = cases.iter().map(|run| run.text.clone()).collect();
    let sheet = cases
        .into_iter()
        .fold(Sheet::new(Lang::En).start(Element::Paragraph), |sheet, run| sheet.item(FrameItem::Text(run)));
    assert_eq!(copied(&read(&pages([sheet.end()]), Lang::En), 0), format!("P {}", said.concat()));
}

#[test]
fn an_empty_glyph_takes_no_other_glyphs_place() {
    let b = sample::fonts().shape("b", Lang::En, Style::default(), Abs::pt(12.0), Color::BLACK).unwrap();
    let item = FrameItem::Text(run("ab", &[(0, 0..1), (b[0].glyphs[0].id, 1..2)]));
    let sheet = Sheet::new(Lang::En).start(Element::Paragraph).item(item).end();
    let rendered = render(&pages([sheet]), &meta(), Lang::En, sample::fonts()).unwrap();
    let file = reread(&rendered.save()).unwrap();
    assert_eq!(file.pages[0].draws, "\nab");
}

#[test]
fn text_in_another_language_says_so() {
    let mut sheet = Sheet::new(Lang::Zh).start(Element::Paragraph).line("指数");
    sheet.lang = Lang::En;
    let document = read(&pages([sheet.line("Nature Index").end()]), Lang::Zh);
    let page = document.page_iter().next().unwrap();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let languages: Vec<String> = content
        .operations
        .iter()
        .filter_map(|it| it.operands.get(1)?.as_dict().ok()?.get(b"Lang").ok().map(string))
        .collect();
    assert_eq!(languages, ["en-GB"]);
    assert_eq!(string(document.catalog().unwrap().get(b"Lang").unwrap()), "zh-CN");
}
