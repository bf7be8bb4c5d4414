//! `briefing inspect`: what a careful proofreader would mark in a finished file.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

use briefing::{
    frame::item::{Element, FrameItem},
    lang::Lang,
    render::pdf::inspect::inspect,
};
use lopdf::{Document, Object};

use super::{Sheet, bytes, pages, reading::run};
use crate::project::Project;

#[test]
fn a_briefing_is_measured_and_without_fault() {
    let project = Project::released();
    for (file, lang) in [("briefing.zh.pdf", "zh-CN"), ("briefing.en.pdf", "en-GB")] {
        let it = inspect(&project.latest(file)).unwrap();
        assert_eq!(it.faults, Vec::<String>::new(), "{file}");
        assert_eq!((it.lang.as_str(), it.sheet), (lang, [210.0, 297.0]));
        assert_eq!(it.claims, ["PDF/A-3a", "PDF/UA-1"]);
        assert!(it.faces.iter().all(|face| face.is_embedded && face.is_subset), "{:?}", it.faces);
        // The margins and the leading of the theme: 24 mm inside, 17.5 pt.
        let odd = it.margins.odd.unwrap();
        assert_eq!((odd.left, odd.right, it.leading), (24.0, 24.0, Some(17.5)), "{file}");
        for tag in ["Document", "Part", "H1", "H2", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody"]
        {
            assert!(it.tags.contains_key(tag), "{file} has no {tag}");
        }
        for tag in ["TR", "TH", "TD", "Figure", "Caption", "Note", "Link", "TOC", "TOCI", "Reference"] {
            assert!(it.tags.contains_key(tag), "{file} has no {tag}");
        }
        project.exec(&format!("inspect output/latest/{file}")).must_succeed().stdout_has("no fault found");
    }
    let told = project.exec("inspect output/latest/briefing.en.pdf --json").must_succeed().stdout();
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["faults"], serde_json::json!([]));
    assert!(json["tags"]["TR"].as_u64() > Some(100), "{}", json["tags"]);
}

/// What is wrong with a page of those lines.
fn faults_of(lang: Lang, lines: &[&str]) -> Vec<String> {
    let sheet = lines.iter().fold(Sheet::new(lang).start(Element::Paragraph), |sheet, line| sheet.line(line));
    inspect(&bytes(&pages([sheet.end()]), lang)).unwrap().faults
}

#[test]
fn what_may_not_stand_at_a_lines_edge_is_told() {
    assert_eq!(
        faults_of(Lang::Zh, &["川渝两地的投入", "，继续增长。"]),
        ["page 1: a line begins with ，: ，继续增长。"]
    );
    assert_eq!(
        faults_of(Lang::Zh, &["川渝两地（", "全域）增长。"]),
        ["page 1: a line ends with （: 川渝两地（"]
    );
    assert_eq!(
        faults_of(Lang::En, &["The two grew", ", and fast."]),
        ["page 1: a line begins with ,: , and fast."]
    );
    assert_eq!(faults_of(Lang::Zh, &["川渝两地（全域）", "继续增长。"]), Vec::<String>::new());
}

#[test]
fn a_number_parted_from_its_unit_is_told() {
    assert_eq!(
        faults_of(Lang::Zh, &["合计2104.5", "亿元，增长"]),
        ["page 1: a number is parted from its unit 亿: 合计2104.5"]
    );
    assert_eq!(
        faults_of(Lang::En, &["a total of 210.45", "billion yuan"]),
        ["page 1: a number is parted from its unit billion: a total of 210.45"]
    );
    assert_eq!(faults_of(Lang::En, &["a total of 210.45 billion", "yuan in 2023"]), Vec::<String>::new());
}

#[test]
fn a_damaged_file_has_faults() {
    let sheet = Sheet::new(Lang::En)
        .start(Element::Paragraph)
        .item(FrameItem::Text(run("ab", &[(26, 0..1), (27, 1..2)])));
    let mut document = Document::load_mem(&bytes(&pages([sheet.end()]), Lang::En)).unwrap();
    let catalog = document.catalog_mut().unwrap();
    catalog.remove(b"Lang");
    catalog.remove(b"StructTreeRoot");
    for object in document.objects.values_mut() {
        match object {
            Object::Dictionary(dict) => drop(dict.remove(b"FontFile2")),
            Object::Stream(stream) => {
                // The first glyph drawn is one that the face does not have.
                let content = stream.get_plain_content().unwrap();
                if content.windows(2).any(|it| it == b"TJ") {
                    let at = content.windows(2).position(|it| it == b"[(").unwrap() + 2;
                    let content = [&content[..at], &[0, 0], &content[at + 2..]].concat();
                    stream.set_plain_content(content);
                }
            }
            _ => {}
        }
    }
    let mut saved = vec![];
    document.save_to(&mut saved).unwrap();
    assert_eq!(
        inspect(&saved).unwrap().faults,
        [
            "its catalogue lacks StructTreeRoot",
            "its catalogue lacks Lang",
            "the face SourceSerif4-Regular is not embedded",
            "page 1 shows 1 glyphs that its faces do not have",
        ]
    );
    let project = Project::sample();
    std::fs::write(project.path("damaged.pdf"), saved).unwrap();
    project.exec("inspect damaged.pdf").must_exit(1).stdout_has("lacks Lang").stdout_has("tags       none");
    std::fs::write(project.path("none.pdf"), "no PDF").unwrap();
    project.exec("inspect none.pdf").must_exit(1).stderr_has("it cannot be opened");
}

/// The faults of a file whose first page has that content appended.
fn faults_with(content: &[u8]) -> Vec<String> {
    let sheet = Sheet::new(Lang::En).start(Element::Paragraph).line("The two grew fast.");
    let mut document = Document::load_mem(&bytes(&pages([sheet.end()]), Lang::En)).unwrap();
    let page = document.page_iter().next().unwrap();
    let mut whole = document.get_page_content(page);
    whole.extend_from_slice(content);
    document.change_page_content(page, whole).unwrap();
    let mut saved = vec![];
    document.save_to(&mut saved).unwrap();
    inspect(&saved).unwrap().faults
}

#[test]
fn what_lies_off_the_page_is_too_small_or_badly_nested_is_told_of_any_file() {
    let none = Vec::<String>::new();
    assert_eq!(faults_with(b""), none);
    assert_eq!(faults_with(b"\n0 0 10 10 re f q 1 0 0 1 5 5 cm 0 0 10 10 re f Q"), none);
    assert_eq!(faults_with(b"\n-30 0 10 10 re f"), ["page 1: ink reaches 30.0 pt off the page"]);
    assert_eq!(
        faults_with(b"\nq 2 0 0 2 -30 0 cm 0 0 10 10 re f Q"),
        ["page 1: ink reaches 30.0 pt off the page"]
    );
    // What is clipped to the page leaves no ink beside it.
    assert_eq!(faults_with(b"\nq 0 0 50 50 re W n -30 0 10 10 re f Q"), none);
    assert_eq!(faults_with(b"\nQ"), ["page 1: Q restores 1 state that was not saved (q)"]);
    assert_eq!(faults_with(b"\nq q"), ["page 1: q saves 2 states that is not restored (Q)"]);
}
