//! The official document: GB/T 9704—2012 measured on finished pages.

use std::sync::OnceLock;

use briefing::{
    diag::Sink,
    doc::block::{Content, DisplayLine, LineRole},
    font::FontBook,
    frame::{
        geom::Abs,
        item::{Frame, FrameItem},
        page::Pages,
    },
    inputs::File,
    lang::Lang,
    layout::{VolumePart, layout_volume},
    theme::{Scheme, Theme},
};

use crate::{
    font::edited,
    layout::{
        reading,
        written::{Written, text},
    },
    sample,
};

/// `templates/two-sessions/gbt9704.toml`, with what a test writes otherwise.
fn theme_with(old: &str, new: &str) -> Theme {
    Theme::read(&theme_file(old, new)).unwrap_or_else(|faults| panic!("{}", faults[0]))
}

fn theme_file(old: &str, new: &str) -> File {
    let templates = sample::templates();
    let file = templates.get("two-sessions/gbt9704.toml").unwrap();
    let written = file.text().unwrap();
    assert!(written.contains(old), "the theme says {old}");
    File::new(&*file.path, written.replacen(old, new, 1).into_bytes())
}

fn theme() -> &'static Theme {
    static THEME: OnceLock<Theme> = OnceLock::new();
    THEME.get_or_init(|| theme_with("", ""))
}

fn set(written: &Written) -> Pages {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    let mut sink = Sink::default();
    let fonts = FONTS.get_or_init(|| FontBook::load(&theme().faces, &sample::faces(), &mut Sink::default()));
    let pages = briefing::layout::layout(&written.0, fonts, theme(), &mut sink);
    assert!(!sink.has_errors(), "{sink:?}");
    pages
}

/// The lines within the type area.
fn body(page: &Frame) -> Vec<reading::ReadLine> {
    let bottom = Abs::mm(37.0 + 225.0).to_pt();
    reading::lines(page).into_iter().filter(|line| line.baseline < bottom).collect()
}

/// Where the first line's baseline stands when every line of the type area is taken up by one of
/// body text: half of what the leading leaves, and 0.88 em of the Han square.
fn baseline(line: usize) -> f64 {
    let (pitch, size) = (Abs::mm(225.0).to_pt() / 22.0, 15.79);
    37.0 * 72.0 / 25.4 + pitch * f64::from(u32::try_from(line).unwrap()) + (28.99 - size) / 2.0 + 0.88 * size
}

#[test]
fn a_full_page_has_22_lines_of_28_characters() {
    let pages = set(&Written::new(Lang::Zh).paragraphs(2, &"川渝共建科技创新中心".repeat(80))).pages;
    let lines = body(&pages[0]);
    assert_eq!(lines.len(), 22);
    // The first line is indented by two characters.
    assert_eq!(lines[0].text.chars().count(), 26);
    for line in &lines[1..] {
        assert_eq!(line.text.chars().count(), 28, "{}", line.text);
    }
}

#[test]
fn lines_fill_the_type_area_from_28_mm_to_184_mm_and_stand_on_the_grid() {
    let pages = set(&Written::new(Lang::Zh).paragraphs(2, &"川渝共建科技创新中心".repeat(80))).pages;
    for (index, line) in body(&pages[0]).iter().enumerate() {
        assert!((line.baseline - baseline(index)).abs() < 0.02, "line {index}: {}", line.baseline);
        let left = if index == 0 { 28.0 + 156.0 / 14.0 } else { 28.0 };
        assert!((line.left - Abs::mm(left).to_pt()).abs() < 0.1, "line {index}: {}", line.left);
        assert!((line.right - Abs::mm(184.0).to_pt()).abs() < 0.01, "line {index}: {}", line.right);
    }
}

#[test]
fn title_headings_and_what_follows_a_table_return_to_the_grid() {
    let written = Written::new(Lang::Zh)
        .heading(1, "t", "", "关于支持川渝共同建设具有全国影响力的科技创新中心的建议")
        .heading(2, "a", "一、", "基本情况")
        .paragraph("正文。")
        .table("表题", "事项 | 单位", &["甲 | 乙", "丙 | 丁"], &["注"])
        .heading(3, "b", "（一）", "投入")
        .paragraph("表后的正文。");
    let lines = body(&set(&written).pages[0]);
    let line = |text: &str| lines.iter().find(|line| line.text.contains(text)).unwrap().baseline;
    // Two lines of title, one left blank.
    assert!((line("一、") - baseline(3)).abs() < 0.05);
    for text in ["（一）", "表后"] {
        let place = (line(text) - baseline(0)) / (Abs::mm(225.0).to_pt() / 22.0);
        assert!((place - place.round()).abs() < 0.01, "{text} stands at line {place}");
    }
}

#[test]
fn the_title_is_set_in_22_points_in_the_middle() {
    let page = &set(&Written::new(Lang::Zh).heading(1, "t", "", "关于科技创新中心的建议")).pages[0];
    let line = &body(page)[0];
    let middle = Abs::mm(28.0 + 78.0).to_pt();
    assert!((f64::midpoint(line.left, line.right) - middle).abs() < 0.01, "{line:?}");
    assert!((line.right - line.left - 11.0 * 22.0).abs() < 0.01, "{line:?}");
}

#[test]
fn headings_are_counted_in_the_four_ways_of_the_standard() {
    let zh: &Scheme = &theme().numbering.zh;
    let places: [&[u32]; 6] = [&[1], &[1, 1], &[1, 12], &[1, 2, 3], &[1, 2, 3, 4], &[1, 2, 3, 4, 21]];
    let numbers = places.map(|counts| zh.number(counts));
    assert_eq!(numbers, ["", "一、", "十二、", "（三）", "4.", "（21）"]);
    let briefing = sample::theme().numbering;
    assert_eq!(briefing.zh.number(&[2, 3]), "（三）");
    assert_eq!(briefing.en.number(&[2, 3]), "2.3");
}

#[test]
fn headings_are_indented_by_two_characters_and_their_second_line_is_not() {
    let name = "推动重庆成都两地高校与企业科研院所开放共享大型科研仪器设备并联合攻关";
    let lines = body(&set(&Written::new(Lang::Zh).heading(2, "h", "一、", name)).pages[0]);
    let left = |line: usize| (lines[line].left - Abs::mm(28.0).to_pt()) / 15.79;
    assert!((left(0) - 2.0).abs() < 0.01 && left(1).abs() < 0.01, "{lines:?}");
}

#[test]
fn the_number_stands_right_on_odd_and_left_on_even_pages_7_mm_below_the_text() {
    let pages = set(&Written::new(Lang::Zh).paragraphs(3, &"川渝共建科技创新中心".repeat(80))).pages;
    let folio = |page: usize| reading::lines(&pages[page]).pop().unwrap();
    let (odd, even) = (folio(0), folio(1));
    assert_eq!([odd.text.as_str(), even.text.as_str()], ["— 1 —", "— 2 —"]);
    // One character of its own size in from the edge of the text.
    assert!((odd.right - (Abs::mm(184.0).to_pt() - 14.0)).abs() < 0.01, "{odd:?}");
    assert!((even.left - (Abs::mm(28.0).to_pt() + 14.0)).abs() < 0.01, "{even:?}");
    // The rules stand in the middle of the Han square, 0.38 em above the baseline.
    let rule = odd.baseline - 0.38 * 14.0;
    assert!((rule - Abs::mm(37.0 + 225.0 + 7.0).to_pt()).abs() < 0.1, "{odd:?}");
}

#[test]
fn who_signs_stands_four_characters_in_from_the_right() {
    let line = |role, words: &str| Content::Line(DisplayLine { role, text: text(words) });
    let written = Written::new(Lang::Zh)
        .block(line(LineRole::Label, "附件"))
        .block(line(LineRole::Opening, "提出者："))
        .block(line(LineRole::Closing, "年月日"));
    let lines = body(&set(&written).pages[0]);
    let [label, opening, closing] = &lines[..] else { panic!("{lines:?}") };
    assert!((label.left - Abs::mm(28.0).to_pt()).abs() < 0.01 && (opening.left - label.left).abs() < 0.01);
    assert!((closing.right - (Abs::mm(184.0).to_pt() - 4.0 * 15.79)).abs() < 0.01, "{closing:?}");
}

#[test]
fn a_grid_that_the_type_area_does_not_hold_is_refused() {
    let fault = Theme::read(&theme_file("characters = 28", "characters = 30")).unwrap_err()[0].to_string();
    assert_eq!(
        fault,
        "error[bad-theme]: a grid of 22 lines of 30 characters needs 473.7 × 637.8 pt, the margins leave 442.2 × 637.8 pt
  --> templates/two-sessions/gbt9704.toml
  help: make text.body smaller, its leading shorter, or the margins narrower"
    );
}

#[test]
fn a_theme_that_nobody_could_read_is_refused() {
    for (from, to, fault) in [
        ("margin-top = \"37mm\"", "margin-top = \"300mm\"", "the margins leave"),
        ("width = \"210mm\"", "width = \"1e30mm\"", "a PDF has 14400 pt at most"),
        ("height = \"297mm\"", "height = \"5081mm\"", "a PDF has 14400 pt at most"),
        ("width = \"210mm\"", "width = \"0mm\"", "the margins leave"),
        ("height = \"297mm\"", "height = \"10mm\"", "the margins leave"),
        ("size = \"15.79pt\"", "size = \"4pt\"", "is 4.0 pt high, the smallest that can be read is 5 pt"),
        ("accent = \"#000000\"", "accent = \"#f0f0f0\"", "color.accent has a contrast of 1.1 with the paper"),
    ] {
        let found = Theme::read(&theme_file(from, to)).unwrap_err()[0].to_string();
        assert!(found.contains(fault), "{found}");
    }
}

/// A face of the project with another `fsType`.
fn licensed(rights: u16) -> Vec<u8> {
    edited("NotoSansSC-Regular.ttf", "OS/2", |table| table[8..10].copy_from_slice(&rights.to_be_bytes()))
}

/// What is said of a theme whose 小标宋 is a face of the user's at that path, and its book.
fn with_own_face(file: Option<File>) -> (FontBook, Vec<String>) {
    let digest = file.as_ref().map(|it| it.digest.as_str()).unwrap_or_default();
    let theme = theme_with(
        r#"han = [{ file = "NotoSerifSC-Bold.ttf", weight = "bold" }]"#,
        &format!(
            r#"han = [{{ file = "two-sessions/faces/Own.ttf", weight = "bold", sha256 = "{digest}" }}]"#
        ),
    );
    let templates = sample::faces();
    let files = templates.iter().cloned().chain(file);
    let files = briefing::inputs::Files::from_memory("templates", files);
    let mut sink = Sink::default();
    let book = FontBook::load(&theme.faces, &files, &mut sink);
    (book, sink.iter().map(ToString::to_string).collect())
}

const OWN: &str = "templates/two-sessions/faces/Own.ttf";

#[test]
fn a_theme_may_name_a_face_of_the_users_own() {
    let (book, faults) = with_own_face(Some(File::new(OWN, licensed(0))));
    assert_eq!(faults, Vec::<String>::new());
    let style = briefing::font::Style { family: briefing::theme::Family::Title, ..Default::default() };
    let black = briefing::frame::color::Color::BLACK;
    let runs = book.shape("川渝", Lang::Zh, style, Abs::pt(22.0), black).unwrap();
    assert_eq!(book.face(runs[0].face).path(), OWN);
}

#[test]
fn a_face_that_is_missing_is_located_in_the_theme() {
    let (_, faults) = with_own_face(None);
    let [fault] = &faults[..] else { panic!("{faults:?}") };
    assert!(fault.contains("there is no file templates/two-sessions/faces/Own.ttf"), "{fault}");
    assert!(fault.contains("--> templates/two-sessions/gbt9704.toml:1"), "{fault}");
}

#[test]
fn a_file_that_is_no_face_is_located() {
    let (_, faults) = with_own_face(Some(File::new(OWN, b"no face".to_vec())));
    let [fault] = &faults[..] else { panic!("{faults:?}") };
    assert!(fault.starts_with("error[bad-face]: the file is no TrueType or OpenType face"), "{fault}");
    assert!(fault.contains(&format!("--> {OWN}")) && fault.contains("gbt9704.toml:1"), "{fault}");
}

#[test]
fn a_face_that_may_not_be_embedded_is_refused() {
    for (rights, forbidden) in
        [(2, "be embedded"), (0x100, "be embedded in part"), (0x200, "with its outlines")]
    {
        let (_, faults) = with_own_face(Some(File::new(OWN, licensed(rights))));
        let [fault] = &faults[..] else { panic!("{faults:?}") };
        assert!(fault.starts_with("error[face-licence]: the face may not be embedded"), "{fault}");
        assert!(fault.contains(forbidden) && fault.contains("gbt9704.toml:1"), "{fault}");
    }
    // 4 and 8 allow a document to be previewed and printed, or edited.
    assert_eq!(with_own_face(Some(File::new(OWN, licensed(8)))).1, Vec::<String>::new());
}

#[test]
fn a_rare_character_comes_from_the_face_named_for_it() {
    let theme = theme_with("fallback = []", r#"fallback = [{ file = "NotoSansSC-Bold.ttf" }]"#);
    let faces = |theme: &Theme| {
        let mut theme = theme.clone();
        // A serif that draws no Han at all.
        theme.faces.serif.han = theme.faces.serif.latin.clone();
        let book = FontBook::load(&theme.faces, &sample::faces(), &mut Sink::default());
        let style = briefing::font::Style::default();
        let runs = book.shape("川", Lang::Zh, style, Abs::pt(16.0), briefing::frame::color::Color::BLACK);
        runs.map(|runs| book.face(runs[0].face).postscript_name().to_owned())
    };
    assert_eq!(faces(&theme).unwrap(), "NotoSansSC-Bold");
    assert!(faces(&theme_with("", "")).is_err());
}

#[test]
fn an_annex_in_another_style_is_bound_behind_listed_and_counted_on() {
    let briefing = Written::new(Lang::Zh)
        .contents("目录")
        .page_break()
        .heading(1, "rd", "一、", "研发投入")
        .paragraph("正文。");
    let label = Content::Line(DisplayLine { role: LineRole::Label, text: text("附件") });
    let annex = Written::new(Lang::Zh).block(label).heading(1, "proposal", "", "关于投入的建议");
    let own = sample::theme();
    let mut books =
        FontBook::load_all([&own.faces, &theme().faces], &sample::faces(), &mut Sink::default()).into_iter();
    let (first, second) = (books.next().unwrap(), books.next().unwrap());
    let parts =
        [VolumePart::unmarked(&briefing.0, &first, &own), VolumePart::unmarked(&annex.0, &second, theme())];
    let mut sink = Sink::default();
    let pages = layout_volume(&parts, &mut sink);
    assert!(!sink.has_errors(), "{sink:?}");
    let texts: Vec<String> = reading::lines(&pages.pages[0]).into_iter().map(|line| line.text).collect();
    assert!(texts.iter().any(|line| line == "附件：关于投入的建议3"), "{texts:?}");
    let annex = reading::lines(&pages.pages[2]);
    let texts: Vec<&str> = annex.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["附件", "关于投入的建议", "— 3 —"]);
    // 附件 stands in the first line of the grid, the title in the third.
    assert!((annex[0].baseline - baseline(0)).abs() < 0.02, "{annex:?}");
    let outline: Vec<(&str, usize)> = pages.outline.iter().map(|it| (it.anchor.as_str(), it.page)).collect();
    assert_eq!(outline, [("rd", 1), ("proposal", 2)]);
    // The faces that both themes name are one face each.
    let names: Vec<&str> = first.faces().map(|(_, face)| face.path()).collect();
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(names.len(), distinct.len(), "{names:?}");
}

#[test]
fn the_day_does_not_stand_on_a_page_without_a_word_of_the_text() {
    let line =
        Content::Line(DisplayLine { role: LineRole::Closing, text: text("2025年　　月　　日") });
    for lines in 19..24 {
        let words = "川渝共建科技创新中心".repeat(28 * lines / 10);
        let pages = set(&Written::new(Lang::Zh).paragraph(&words).block(line.clone())).pages;
        let last = body(pages.last().unwrap());
        assert!(last.len() > 1 && last.last().unwrap().text.contains('日'), "{lines} lines: {last:?}");
    }
}

#[test]
fn no_line_is_too_long_for_its_measure() {
    let written = Written::new(Lang::Zh).paragraphs(
        4,
        "川渝两省市全域研发经费投入{2104.5亿元[e]}，比基年增长{33.0%[e]}；同期全国增长{36.7%}（见附表），“双城经济圈”以占全国{6.5%}的地区生产总值承担定位——理应得到支持。",
    );
    for page in &set(&written).pages {
        for line in body(page) {
            assert!(line.right < Abs::mm(184.0).to_pt() + 0.05, "{line:?}");
        }
        reading::each(page, &mut |_, item| {
            if let FrameItem::Text(run) = item {
                assert!(run.size <= Abs::pt(15.79) + Abs::pt(0.01));
            }
        });
    }
}

#[test]
fn no_line_is_left_blank_but_below_the_title_and_above_what_is_annexed() {
    let line = |role, words: &str| Content::Line(DisplayLine { role, text: text(words) });
    let written = Written::new(Lang::Zh)
        .heading(1, "t", "", "关于某事的建议")
        .heading(2, "a", "一、", "情况")
        .paragraph("正文一。")
        .paragraph("正文二。")
        .heading(3, "b", "（一）", "投入")
        .paragraph("正文三。")
        .block(line(LineRole::Enclosure, "附件：数据依据"))
        .block(line(LineRole::Closing, "年月日"));
    let lines = body(&set(&written).pages[0]);
    let pitch = Abs::mm(225.0).to_pt() / 22.0;
    let places: Vec<String> =
        lines.iter().map(|it| format!("{:.0}", (it.baseline - baseline(0)) / pitch)).collect();
    assert_eq!(places.join(" "), "0 2 3 4 5 6 8 10", "{lines:?}");
}

#[test]
fn a_distance_that_would_tear_the_grid_is_refused() {
    let fault =
        Theme::read(&theme_file("space-below = \"0pt\", indent-zh", "space-below = \"5pt\", indent-zh"))
            .unwrap_err()[0]
            .to_string();
    assert!(fault.contains("text.body has 5.00 pt above or below it"), "{fault}");
}
