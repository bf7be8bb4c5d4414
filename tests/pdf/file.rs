//! The file as a whole: its fonts, its bytes, what it says of itself.

use briefing::{
    frame::{
        geom::{Abs, Size},
        item::{Element, FrameItem, Target},
    },
    lang::Lang,
    render::pdf::render,
};
use lopdf::{Document, Object};

use super::{SENTENCE, Sheet, bytes, dict, meta, pages, read, string};
use crate::{project::Project, sample};

#[test]
fn the_file_ends_in_a_compressed_cross_reference() {
    let bytes = bytes(&pages([Sheet::new(Lang::Zh).line(SENTENCE)]), Lang::Zh);
    let end = bytes.windows(9).rposition(|window| window == b"startxref").unwrap();
    let offset = String::from_utf8(bytes[end..].to_vec()).unwrap();
    let start: usize = offset.lines().nth(1).unwrap().parse().unwrap();
    let head = String::from_utf8_lossy(&bytes[start..start + 200]);
    assert!(head.contains("/Type/XRef") && head.contains("/Filter/FlateDecode"), "{head}");
}

/// Where each stream of a file ends: the byte before the end of line before `endstream`.
fn stream_ends(file: &[u8]) -> Vec<u8> {
    let end = b"\nendstream";
    (1..file.len()).filter(|at| file[*at..].starts_with(end)).map(|at| file[at - 1]).collect()
}

#[test]
fn no_stream_ends_in_a_carriage_return() {
    // Of so many streams, one in 256 would by chance: each page says its own number.
    let ends: Vec<u8> = (0..25)
        .flat_map(|at| {
            let sheets = (0..24).map(|page| Sheet::new(Lang::En).line(&format!("{at}.{page}")));
            stream_ends(&render(&pages(sheets), &meta(), Lang::En, sample::fonts()).unwrap().save())
        })
        .collect();
    assert!(ends.len() > 600, "{}", ends.len());
    assert!(!ends.contains(&b'\r'));
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
Subject R&D
Keywords 科技创新, R&D
Creator PROGRAM
Producer PROGRAM
Author Sichuan & Chongqing
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
fn info_and_metadata_say_the_same() {
    let project = Project::released();
    for file in ["briefing.zh.pdf", "briefing.en.pdf"] {
        let document = Document::load_mem(&project.latest(file)).unwrap();
        let info = dict(&document, document.trailer.get(b"Info").unwrap());
        let metadata = document.catalog().unwrap().get_deref(b"Metadata", &document).unwrap();
        let xmp = String::from_utf8(metadata.as_stream().unwrap().content.clone()).unwrap();
        let said = |name: &str| {
            let (_, rest) = xmp.split_once(&format!("<{name}>")).unwrap();
            let (inner, _) = rest.split_once(&format!("</{name}>")).unwrap();
            // Of a list or of alternatives the first, which stands between marks.
            let items: Vec<&str> = inner.split(['<', '>']).filter(|it| !it.is_empty()).collect();
            let first = items.iter().position(|it| it.starts_with("rdf:li")).map_or(0, |at| at + 1);
            items[first].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
        };
        for (key, name) in [
            ("Title", "dc:title"),
            ("Author", "dc:creator"),
            ("Subject", "dc:description"),
            ("Keywords", "pdf:Keywords"),
            ("Creator", "xmp:CreatorTool"),
            ("Producer", "pdf:Producer"),
        ] {
            assert_eq!(string(info.get(key.as_bytes()).unwrap()), said(name), "{file}: {key}");
        }
        for (key, name) in [("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")] {
            let digits: String = said(name).chars().filter(|c| !matches!(c, '-' | ':' | 'T')).collect();
            assert_eq!(string(info.get(key.as_bytes()).unwrap()), format!("D:{digits}"), "{file}: {key}");
        }
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
