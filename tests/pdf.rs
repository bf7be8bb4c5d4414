//! The PDF says what the pages say, to the eye, to the clipboard and to a screen reader.

use std::collections::BTreeMap;

use briefing::{
    doc::{block::Meta, lang::Lang},
    font::{FontBook, Style},
    frame::{
        color::Color,
        geom::{Abs, Point, Size},
        item::{Element, Frame, FrameItem, Tag, Target},
        page::{OutlineEntry, Pages},
        shape::{Geometry, Shape, Stroke},
        text::{Glyph, GlyphRun},
    },
    render::pdf::render,
};
use lopdf::{
    Dictionary, Document, Object,
    content::{Content, Operation},
};
use proptest::prelude::*;

use crate::sample;

/// A page on which lines are set one under the other.
struct Sheet {
    frame: Frame,
    fonts: &'static FontBook,
    lang: Lang,
    y: Abs,
}

impl Sheet {
    fn new(lang: Lang) -> Self {
        let size = Size::new(Abs::mm(210.0), Abs::mm(297.0));
        Self { frame: Frame::new(size), fonts: sample::fonts(), lang, y: Abs::pt(72.0) }
    }

    fn line(mut self, text: &str) -> Self {
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

    fn item(mut self, item: FrameItem) -> Self {
        self.frame.push(Point::new(Abs::pt(72.0), self.y), item);
        self
    }

    fn start(mut self, element: Element) -> Self {
        self.frame.start(element);
        self
    }

    fn end(mut self) -> Self {
        self.frame.end();
        self
    }

    fn tagged(self, element: Element, text: &str) -> Self {
        self.start(element).line(text).end()
    }

    fn artifact(self, text: &str) -> Self {
        self.item(FrameItem::Tag(Tag::Artifact)).line(text).end()
    }
}

fn meta() -> Meta {
    Meta {
        title: "川渝科技创新 <2020–2023>".to_owned(),
        short_title: "川渝".to_owned(),
        author: "Sichuan & Chongqing".to_owned(),
        subject: "R&D".to_owned(),
        keywords: vec!["科技创新".to_owned(), "R&D".to_owned()],
        release: "2025-r1".to_owned(),
        as_of: "2025-02-28".to_owned(),
        code: String::new(),
        foot: String::new(),
    }
}

fn pages(sheets: impl IntoIterator<Item = Sheet>) -> Pages {
    Pages { pages: sheets.into_iter().map(|sheet| sheet.frame).collect(), outline: vec![] }
}

fn bytes(pages: &Pages, lang: Lang) -> Vec<u8> {
    render(pages, &meta(), lang, sample::fonts()).unwrap()
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

/// What a reader copies from a page: a line for each sequence of marked content, its tag before it.
///
/// Text outside of every sequence, and text whose sequence has no tag, gives a line with `?`.
fn copied(document: &Document, page: usize) -> String {
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

/// The structure tree, an element a line, with what matters of its attributes and contents.
fn structure(document: &Document) -> String {
    let root = dict(document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut lines = vec![];
    outline_element(document, dict(document, root.get(b"K").unwrap()), 0, &mut lines);
    lines.join("\n")
}

fn outline_element(document: &Document, element: &Dictionary, depth: usize, lines: &mut Vec<String>) {
    let name =
        |dict: &Dictionary, key: &[u8]| String::from_utf8(dict.get(key).unwrap().as_name().unwrap().to_vec());
    let mut line = format!("{}{}", "  ".repeat(depth), name(element, b"S").unwrap());
    if let Ok(alt) = element.get(b"Alt") {
        line.push_str(&[" “", &string(alt), "”"].concat());
    }
    if let Ok(attributes) = element.get(b"A").map(|it| dict(document, it)) {
        for (key, value) in attributes.iter().filter(|(key, _)| *key != b"O" && *key != b"Placement") {
            let key = String::from_utf8_lossy(key);
            line.push_str(&[" ", &key].concat());
            if let Object::Name(value) = value {
                line.push_str(&["=", &String::from_utf8_lossy(value)].concat());
            }
        }
    }
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => vec![],
    };
    let mut below = vec![];
    for kid in &kids {
        match document.dereference(kid).unwrap().1 {
            Object::Integer(mcid) => line.push_str(&[" #", &mcid.to_string()].concat()),
            Object::Dictionary(kid) if kid.has_type(b"OBJR") => line.push_str(" link"),
            Object::Dictionary(kid) => below.push(kid),
            _ => unreachable!(),
        }
    }
    lines.push(line);
    for kid in below {
        outline_element(document, kid, depth + 1, lines);
    }
}

const SENTENCE: &str = "2023年川渝研发经费合计2104.5亿元,比2020年增长33.0%。";

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
fn run(text: &str, glyphs: &[(u16, std::ops::Range<usize>)]) -> GlyphRun {
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

/// Where a viewer puts the glyphs of a page that shows glyph 26 of one face at 12 pt, in points.
fn places(document: &Document, width: f64) -> Vec<(f64, f64)> {
    let page = document.page_iter().next().unwrap();
    let content = Content::decode(&document.get_page_content(page)).unwrap();
    let number = |object: &Object| object.as_float().map(f64::from);
    let mut places = vec![];
    let (mut x, mut y) = (0.0, 0.0);
    for Operation { operator, operands } in &content.operations {
        match operator.as_str() {
            "Tm" => (x, y) = (number(&operands[4]).unwrap(), number(&operands[5]).unwrap()),
            "TJ" => {
                for item in operands[0].as_array().unwrap() {
                    if let Ok(back) = number(item) {
                        x -= back * 12.0 / 1000.0;
                    } else {
                        places.push((x, y));
                        x += width;
                    }
                }
            }
            _ => {}
        }
    }
    places
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn glyphs_stand_where_they_were_set(
        moves in prop::collection::vec((0.0..30.0_f64, -4.0..4.0_f64, prop::sample::select(vec![0.0, 0.0, 0.0, 5.0])), 1..40)
    ) {
        let mut spaced = run(&"a".repeat(moves.len()), &(0..moves.len()).map(|at| (26, at..at + 1)).collect::<Vec<_>>());
        let mut expected = vec![];
        let mut x = 0.0;
        for (glyph, (advance, right, rise)) in spaced.glyphs.iter_mut().zip(moves) {
            (glyph.advance, glyph.x_offset, glyph.y_offset) = (Abs::pt(advance), Abs::pt(right), Abs::pt(rise));
            expected.push((72.0 + x + right, 841.89 - 72.0 + rise));
            x += advance;
        }
        let face = sample::fonts().face(spaced.face);
        let units = face.font().glyph_metrics().h_advance(harfrust::GlyphId::from(26_u16));
        let width = (f64::from(units) * 1000.0 / f64::from(face.units_per_em())).round() * 12.0 / 1000.0;
        let document = read(&pages([Sheet::new(Lang::En).item(FrameItem::Text(spaced))]), Lang::En);
        let places = places(&document, width);
        prop_assert_eq!(places.len(), expected.len());
        for (place, expected) in places.iter().zip(&expected) {
            // A line starts at a hundredth of a point, a glyph at half a thousandth of an em.
            prop_assert!((place.0 - expected.0).abs() < 0.0125 && (place.1 - expected.1).abs() < 0.01);
        }
    }
}

#[test]
fn the_file_ends_in_a_compressed_cross_reference() {
    let bytes = bytes(&pages([Sheet::new(Lang::Zh).line(SENTENCE)]), Lang::Zh);
    let end = bytes.windows(9).rposition(|window| window == b"startxref").unwrap();
    let offset = String::from_utf8(bytes[end..].to_vec()).unwrap();
    let start: usize = offset.lines().nth(1).unwrap().parse().unwrap();
    let head = String::from_utf8_lossy(&bytes[start..start + 200]);
    assert!(head.contains("/Type/XRef") && head.contains("/Filter/FlateDecode"), "{head}");
}

#[test]
fn every_font_is_embedded_and_cut_down() {
    let sheet = Sheet::new(Lang::Zh).line(SENTENCE);
    let bytes = bytes(&pages([sheet]), Lang::Zh);
    assert!(bytes.len() < 30_000, "{} bytes", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.page_iter().next().unwrap();
    let mut names = vec![];
    for font in document.get_page_fonts(page).unwrap().values() {
        let descendant = &font.get_deref(b"DescendantFonts", &document).unwrap().as_array().unwrap()[0];
        let descendant = dict(&document, descendant);
        let descriptor = dict(&document, descendant.get(b"FontDescriptor").unwrap());
        assert_eq!(descriptor.get(b"FontName").unwrap(), font.get(b"BaseFont").unwrap());
        let program = descriptor.get_deref(b"FontFile2", &document).unwrap().as_stream().unwrap();
        assert!(program.decompressed_content().unwrap().len() < 20_000);
        let name = String::from_utf8(font.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap();
        let (tag, name) = name.split_once('+').unwrap();
        assert!(tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()), "{tag}");
        names.push(name.to_owned());
    }
    names.sort();
    assert_eq!(names, ["NotoSerifSC-Regular", "SourceSerif4-Regular"]);
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let sheet = || {
        let target = Target::Url("https://example.org/".to_owned());
        Sheet::new(Lang::Zh)
            .tagged(Element::Paragraph, SENTENCE)
            .item(FrameItem::Link(target, Size::new(Abs::pt(80.0), Abs::pt(18.0))))
    };
    let pages = pages([sheet(), sheet()]);
    let first = bytes(&pages, Lang::Zh);
    assert!(first == bytes(&pages, Lang::Zh));
    let elsewhere = std::thread::spawn(move || bytes(&pages, Lang::Zh)).join().unwrap();
    assert!(first == elsewhere);
    assert!(first.starts_with(b"%PDF-1.7\n"));
}

#[test]
fn the_identifier_follows_the_content() {
    let identifier = |text: &str| {
        let document = read(&pages([Sheet::new(Lang::Zh).line(text)]), Lang::Zh);
        document.trailer.get(b"ID").unwrap().clone()
    };
    assert_ne!(identifier("甲"), identifier("乙"));
}

#[test]
fn what_is_in_no_tag_is_an_artifact() {
    let rule = Shape::stroked(
        Geometry::Line { to: Point::new(Abs::pt(50.0), Abs::ZERO) },
        Stroke::solid(Color::BLACK, Abs::pt(0.5)),
    );
    let sheet = Sheet::new(Lang::Zh)
        .artifact("页眉")
        .start(Element::Paragraph)
        .line("正文")
        .item(FrameItem::Shape(rule))
        .line("接着")
        .item(FrameItem::Tag(Tag::Artifact))
        .tagged(Element::Span, "批注号")
        .end()
        .end()
        .line("1");
    let document = read(&pages([sheet]), Lang::Zh);
    assert_eq!(copied(&document, 0), "Artifact 页眉\nP 正文\nArtifact \nP 接着\nArtifact 批注号1");
    assert_eq!(structure(&document), "Document\n  P #0 #1");
}

#[test]
fn the_structure_tree_is_the_tags() {
    let url = Target::Url("https://example.org/".to_owned());
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let rectangle = Shape::filled(Geometry::Rect(area), Color::BLACK);
    let first = Sheet::new(Lang::Zh)
        .tagged(Element::Heading(1), "一、创新")
        .start(Element::Paragraph)
        .line("见")
        .start(Element::Link)
        .item(FrameItem::Link(url.clone(), area))
        .line("这里")
        .end()
        .line("。")
        .end()
        .start(Element::Figure { alt: "川渝 2104.5".to_owned() })
        .item(FrameItem::Shape(rectangle))
        .line("图")
        .end()
        .item(FrameItem::Link(url, area));
    let second = Sheet::new(Lang::Zh)
        .start(Element::Table)
        .start(Element::TableHead)
        .start(Element::TableRow)
        .tagged(Element::HeaderCell, "地区")
        .end()
        .end()
        .end()
        .start(Element::List)
        .start(Element::ListItem)
        .tagged(Element::Label, "1.")
        .tagged(Element::ListBody, "甲")
        .end()
        .end()
        .tagged(Element::Note, "注")
        .start(Element::DataCell)
        .end();
    let document = read(&pages([first, second]), Lang::Zh);
    assert_eq!(
        structure(&document),
        "\
Document
  H1 #0
  P #1 #3
    Link link #2
  Figure “川渝 2104.5” BBox #4
  Link link
  Table
    THead
      TR
        TH Scope=Column #0
  L ListNumbering=Decimal
    LI
      Lbl #1
      LBody #2
  Note #3
  TD"
    );
}

#[test]
fn content_and_links_find_their_way_back_to_the_tree() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let link = FrameItem::Link(Target::Url("https://example.org/".to_owned()), area);
    let sheet = |text: &str| Sheet::new(Lang::Zh).start(Element::Link).item(link.clone()).line(text).end();
    let document = read(&pages([sheet("甲"), sheet("乙")]), Lang::Zh);
    let root = dict(&document, document.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let parents = dict(&document, root.get(b"ParentTree").unwrap());
    let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
    let entry =
        |key: &Object| numbers.chunks(2).find(|pair| pair[0] == *key).map(|pair| pair[1].clone()).unwrap();
    for page in document.page_iter() {
        let dictionary = document.get_dictionary(page).unwrap();
        let elements = entry(dictionary.get(b"StructParents").unwrap());
        let element = elements.as_array().unwrap()[0].clone();
        let annotation = document.get_page_annotations(page).unwrap()[0];
        assert_eq!(entry(annotation.get(b"StructParent").unwrap()), element);
        let element = dict(&document, &element);
        assert_eq!(element.get(b"Pg").unwrap().as_reference().unwrap(), page);
        assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Link");
    }
}

#[test]
fn links_lead_to_addresses_and_places() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let to = |target: Target, text: &str| {
        let link = FrameItem::Link(target, area);
        Sheet::new(Lang::Zh).start(Element::Link).item(link).line(text).end()
    };
    let document = read(
        &pages([
            to(Target::Url("https://example.org/?a=(1)".to_owned()), "网址"),
            to(Target::Anchor("fig-1".to_owned()), "图1"),
            Sheet::new(Lang::Zh).item(FrameItem::Anchor("fig-1".to_owned())).line("图"),
        ]),
        Lang::Zh,
    );
    let ids: Vec<_> = document.page_iter().collect();
    let annotation = |page: usize| document.get_page_annotations(ids[page]).unwrap()[0];
    let action = dict(&document, annotation(0).get(b"A").unwrap());
    assert_eq!(string(action.get(b"URI").unwrap()), "https://example.org/?a=(1)");
    assert_eq!(string(annotation(0).get(b"Contents").unwrap()), "网址");
    let destination = annotation(1).get(b"Dest").unwrap().as_array().unwrap();
    assert_eq!(destination[0].as_reference().unwrap(), ids[2]);
    assert_eq!(destination[3], Object::Real(769.89));
    let rect: Vec<f32> = annotation(0)
        .get(b"Rect")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_float().unwrap())
        .collect();
    assert_eq!(rect, [72.0, 751.89, 152.0, 769.89]);
}

#[test]
fn a_link_to_nowhere_is_an_error() {
    let area = Size::new(Abs::pt(80.0), Abs::pt(18.0));
    let link = FrameItem::Link(Target::Anchor("fig-9".to_owned()), area);
    let error =
        render(&pages([Sheet::new(Lang::Zh).item(link)]), &meta(), Lang::Zh, sample::fonts()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "error[dangling-link]: a link on page 1 leads to fig-9, which is on no page\n  \
         help: give the heading, figure or table that anchor, or correct the reference"
    );
}

#[test]
fn the_outline_nests_as_the_headings_do() {
    let entry = |level, title: &str, page| OutlineEntry {
        level,
        title: title.to_owned(),
        anchor: title.to_owned(),
        page,
    };
    let mut pages =
        pages([Sheet::new(Lang::Zh).item(FrameItem::Anchor("一、甲".to_owned())), Sheet::new(Lang::Zh)]);
    pages.outline = vec![
        entry(1, "一、甲", 0),
        entry(2, "1.1", 0),
        entry(3, "1.1.1", 1),
        entry(2, "1.2", 1),
        entry(1, "二、乙", 1),
    ];
    let document = read(&pages, Lang::Zh);
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
    let ids: Vec<_> = document.page_iter().collect();

    let mut lines = vec![];
    let mut todo = vec![(dict(&document, catalog.get(b"Outlines").unwrap()).get(b"First").unwrap(), 0)];
    while let Some((item, depth)) = todo.pop() {
        let item = dict(&document, item);
        let destination = item.get(b"Dest").unwrap().as_array().unwrap();
        let page = ids.iter().position(|id| *id == destination[0].as_reference().unwrap()).unwrap();
        lines.push(format!("{}{} p. {}", "  ".repeat(depth), string(item.get(b"Title").unwrap()), page + 1));
        todo.extend(item.get(b"Next").map(|next| (next, depth)));
        todo.extend(item.get(b"First").map(|first| (first, depth + 1)));
    }
    assert_eq!(lines, ["一、甲 p. 1", "  1.1 p. 1", "    1.1.1 p. 2", "  1.2 p. 2", "二、乙 p. 2"]);
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

#[test]
fn the_file_says_what_it_is() {
    let document = read(&pages([Sheet::new(Lang::Zh).line("甲")]), Lang::Zh);
    let catalog = document.catalog().unwrap();
    assert_eq!(
        catalog.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap(),
        &Object::Boolean(true)
    );
    let preferences = catalog.get(b"ViewerPreferences").unwrap().as_dict().unwrap();
    assert_eq!(preferences.get(b"DisplayDocTitle").unwrap(), &Object::Boolean(true));

    let info = dict(&document, document.trailer.get(b"Info").unwrap());
    let entries: Vec<String> = info
        .iter()
        .map(|(key, value)| format!("{} {}", String::from_utf8_lossy(key), string(value)))
        .collect();
    let program = concat!("briefing ", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        entries.join("\n").replace(program, "PROGRAM"),
        "\
Title 川渝科技创新 <2020–2023>
Author Sichuan & Chongqing
Subject R&D
Keywords 科技创新, R&D
Creator PROGRAM
Producer PROGRAM
CreationDate D:20250228000000Z
ModDate D:20250228000000Z"
    );

    let metadata = catalog.get_deref(b"Metadata", &document).unwrap().as_stream().unwrap();
    let xmp = String::from_utf8(metadata.content.clone()).unwrap();
    for claim in [
        "<rdf:li xml:lang=\"x-default\">川渝科技创新 &lt;2020–2023&gt;</rdf:li>",
        "<rdf:li>Sichuan &amp; Chongqing</rdf:li>",
        "<xmp:CreateDate>2025-02-28T00:00:00Z</xmp:CreateDate>",
        "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(xmp.contains(claim), "{claim}\n{xmp}");
    }
}

#[test]
fn the_colour_profile_is_well_formed() {
    let document = read(&pages([Sheet::new(Lang::Zh).line("甲")]), Lang::Zh);
    let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
    let profile = dict(&document, &intents[0]).get_deref(b"DestOutputProfile", &document).unwrap();
    let profile = profile.as_stream().unwrap().decompressed_content().unwrap();
    let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!(number(0), profile.len());
    assert_eq!(&profile[36..40], b"acsp");
    // White is the sum of the primaries, to within rounding.
    let tag = |name: &[u8; 4]| {
        let tags = 132..132 + 12 * number(128);
        let entry = tags.step_by(12).find(|at| profile[*at..*at + 4] == *name).unwrap();
        assert!(number(entry + 4) + number(entry + 8) <= profile.len());
        assert_eq!(number(entry + 4) % 4, 0);
        number(entry + 4)
    };
    for place in [8, 12, 16] {
        let sum: usize = [b"rXYZ", b"gXYZ", b"bXYZ"].map(|name| number(tag(name) + place)).iter().sum();
        assert!(sum.abs_diff(number(tag(b"wtpt") + place)) <= 1, "{place}: {sum}");
    }
    assert_eq!(tag(b"rTRC"), tag(b"bTRC"));
}

#[test]
fn shapes_are_painted_as_they_say() {
    let blue = Color::rgb(0, 0, 255);
    let dashed = Stroke { color: blue, width: Abs::pt(2.0), dash: vec![Abs::pt(3.0), Abs::pt(2.0)] };
    let corner =
        vec![Point::ORIGIN, Point::new(Abs::pt(10.0), Abs::pt(20.0)), Point::new(Abs::pt(20.0), Abs::ZERO)];
    let shapes = [
        Shape::filled(Geometry::Rect(Size::new(Abs::pt(10.0), Abs::pt(20.0))), blue),
        Shape::stroked(Geometry::Path { points: corner.clone(), is_closed: false }, dashed),
        Shape {
            geometry: Geometry::Path { points: corner, is_closed: true },
            fill: Some(blue),
            stroke: Some(Stroke::solid(blue, Abs::pt(2.0))),
        },
    ];
    let sheet =
        shapes.into_iter().fold(Sheet::new(Lang::En), |sheet, shape| sheet.item(FrameItem::Shape(shape)));
    let document = read(&pages([sheet]), Lang::En);
    let page = document.page_iter().next().unwrap();
    let content = String::from_utf8(document.get_page_content(page)).unwrap();
    assert_eq!(
        content.trim_end(),
        "\
/Artifact BMC
0 0 1 rg
72 749.89 10 20 re
f
0 0 1 RG
2 w
[3 2] 0 d
72 769.89 m
82 749.89 l
92 769.89 l
S
[] 0 d
72 769.89 m
82 749.89 l
92 769.89 l
h
b
EMC"
    );
}
