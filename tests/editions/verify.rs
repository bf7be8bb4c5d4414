//! Verification: a changed digit is found, wherever it stands, and named.

use briefing::{
    pipeline::verify::verify,
    render::pdf::reread::STAMP,
    seal::{
        package,
        recompute::{contradictions, evaluate},
    },
};
use lopdf::{Document, Object, ObjectId, content::Content};

use crate::project::Project;

/// Numbers that look random and are the same on every run (Knuth's MMIX constants).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// The codes of the ten digits in a font, as far as it has them.
fn digit_codes(document: &Document, font: &lopdf::Dictionary) -> Vec<(char, [u8; 2])> {
    let encoding = font.get_font_encoding(document).unwrap();
    let code = |number: u16| {
        let bytes = number.to_be_bytes();
        let text = Document::decode_text(&encoding, &bytes).ok()?;
        let mut characters = text.chars();
        let digit = characters.next().filter(char::is_ascii_digit)?;
        characters.next().is_none().then_some((digit, bytes))
    };
    (1..600).filter_map(code).collect()
}

/// Where a digit may be changed: anywhere, or inside a drawing alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Where {
    Anywhere,
    InFigures,
}

/// Draws another digit in the place of a random one of a page; tells which page and which digits.
pub fn change_page(document: &mut Document, dice: &mut Dice, place: Where) -> Option<(usize, char, char)> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let index = dice.roll(pages.len());
    let fonts = document.get_page_fonts(pages[index]).unwrap();
    let codes: std::collections::BTreeMap<Vec<u8>, _> =
        fonts.iter().map(|(name, font)| (name.clone(), digit_codes(document, font))).collect();
    let is_published =
        |id: &ObjectId| !document.get_object(*id).unwrap().as_stream().unwrap().dict.has(STAMP);
    let content_id = document.get_page_contents(pages[index]).into_iter().find(is_published).unwrap();
    let stream = document.get_object(content_id).unwrap().as_stream().unwrap();
    let bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let mut content = Content::decode(&bytes).unwrap();
    let mut current = vec![];
    let mut places = vec![];
    let mut open: Vec<bool> = vec![];
    for (nth, operation) in content.operations.iter().enumerate() {
        match (operation.operator.as_str(), operation.operands.first()) {
            ("Tf", Some(Object::Name(name))) => current.clone_from(&codes[name]),
            ("BDC" | "BMC", Some(tag)) => open.push(tag.as_name().is_ok_and(|it| it == b"Figure")),
            ("EMC", _) => drop(open.pop()),
            ("TJ", _) if place == Where::InFigures && !open.contains(&true) => {}
            ("TJ", Some(Object::Array(parts))) => {
                for (part, object) in parts.iter().enumerate() {
                    let Object::String(bytes, _) = object else { continue };
                    for (place, code) in bytes.chunks(2).enumerate() {
                        if let Some((digit, _)) = current.iter().find(|it| it.1 == code) {
                            places.push((nth, part, place * 2, *digit, current.clone()));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    if places.is_empty() {
        return None;
    }
    let (nth, part, place, digit, codes) = places.swap_remove(dice.roll(places.len()));
    let others: Vec<_> = codes.into_iter().filter(|it| it.0 != digit).collect();
    if others.is_empty() {
        return None;
    }
    let (other, code) = others[dice.roll(others.len())];
    let parts = content.operations[nth].operands[0].as_array_mut().unwrap();
    let Object::String(bytes, _) = &mut parts[part] else { unreachable!() };
    bytes[place..place + 2].copy_from_slice(&code);
    let bytes = content.encode().unwrap();
    document.get_object_mut(content_id).unwrap().as_stream_mut().unwrap().set_plain_content(bytes);
    Some((index + 1, digit, other))
}

/// Changes a random digit of a random attachment; tells which attachment.
fn change_attachment(document: &mut Document, dice: &mut Dice) -> String {
    let files = document.catalog().unwrap().get(b"AF").unwrap().as_array().unwrap().clone();
    let file = document.get_dictionary(files[dice.roll(files.len())].as_reference().unwrap()).unwrap();
    let name = lopdf::decode_text_string(file.get(b"UF").unwrap()).unwrap();
    let id = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
    let stream = document.get_object_mut(id).unwrap().as_stream_mut().unwrap();
    let mut bytes = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
    if digits.is_empty() {
        return change_attachment(document, dice);
    }
    let at = digits[dice.roll(digits.len())];
    bytes[at] = if bytes[at] == b'9' { b'0' } else { bytes[at] + 1 };
    stream.set_plain_content(bytes);
    name
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A copy with the summary and a section with charts: few pages with everything that pages have.
fn excerpt() -> Document {
    let project = Project::short_released();
    let list = "NAME,LANGUAGE,COPY,SECTIONS\nZhao Wei,en,1,summary rd\n";
    std::fs::write(project.path("recipients.csv"), list).unwrap();
    project.exec("deliver").must_succeed();
    Document::load_mem(&std::fs::read(project.path("output/copies/2025-r1/0001.en.pdf")).unwrap()).unwrap()
}

#[test]
fn two_hundred_changed_digits_are_all_found() {
    let original = excerpt();
    assert_eq!(verify(&saved(original.clone()), None, None).unwrap().breaches, Vec::<String>::new());
    let mut dice = Dice(7);
    let (mut on_pages, mut attached) = (0, 0);
    while on_pages + attached < 200 {
        let mut document = original.clone();
        let named = if dice.roll(4) > 0 {
            let Some((page, _, _)) = change_page(&mut document, &mut dice, Where::Anywhere) else { continue };
            on_pages += 1;
            format!("page {page}: ")
        } else {
            attached += 1;
            change_attachment(&mut document, &mut dice)
        };
        let told = match verify(&saved(document), None, None) {
            Ok(verified) => verified.breaches.join("\n"),
            Err(fault) => fault,
        };
        assert!(told.contains(&named), "{named} was changed, and {told:?} was found");
    }
    assert!(on_pages > 100 && attached > 20, "{on_pages} on pages, {attached} in attachments");
}

#[test]
fn a_changed_digit_in_a_drawing_is_found() {
    let original = excerpt();
    let mut dice = Dice(11);
    for _ in 0..10 {
        let mut document = original.clone();
        let changed = std::iter::repeat_with(|| change_page(&mut document, &mut dice, Where::InFigures));
        let (page, _, new) = changed.take(100).flatten().next().expect("a drawing has labels");
        let told = verify(&saved(document), None, None).unwrap().breaches.join("\n");
        assert!(told.contains(&format!("page {page}: ")) && told.contains(new), "{told}");
    }
}

#[test]
fn what_was_published_passes_and_what_was_not_is_named_by_its_old_number() {
    let project = Project::short_released();
    project
        .exec("verify output/latest/briefing.zh.pdf")
        .must_exit(0)
        .stdout_has("is as released in 2025-r1: 2025-r1, code ");
    let mut document = Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    let mut dice = Dice(1);
    let (page, _, _) = std::iter::repeat_with(|| change_page(&mut document, &mut dice, Where::Anywhere))
        .flatten()
        .next()
        .unwrap();
    std::fs::write(project.path("held.pdf"), saved(document)).unwrap();
    project
        .exec("verify held.pdf")
        .must_exit(1)
        .stdout_has("held.pdf is not what it was sealed as, 2025-r1:")
        .stdout_has(&format!("page {page}: "))
        .stdout_has(" was sealed\n");
    std::fs::write(project.path("note.pdf"), "no PDF").unwrap();
    project.exec("verify note.pdf").must_exit(1).stderr_has("it cannot be opened");
    project.exec("verify nowhere.pdf").must_exit(1).stderr_has("cannot read the file");
}

#[test]
fn a_changed_row_of_the_attached_facts_is_named_by_the_release_beside_it() {
    let project = Project::short_released();
    let mut document = Document::load_mem(&project.latest("briefing.en.pdf")).unwrap();
    let mut dice = Dice(3);
    while change_attachment(&mut document, &mut dice) != "facts.csv" {}
    std::fs::write(project.path("held.pdf"), saved(document)).unwrap();
    project
        .exec("verify held.pdf --release output/2025-r1")
        .must_exit(1)
        .stdout_has("the attached facts.csv was altered")
        .stdout_has("  facts.csv:");
}

#[test]
fn a_fact_that_its_formula_does_not_give_is_a_contradiction() {
    assert_eq!(
        evaluate("(((1357.8 + 746.7) ÷ (1055.3 + 526.8))^(1/3) − 1) × 100").map(f64::round),
        Some(10.0)
    );
    assert_eq!(evaluate("7 − 2 − 1"), Some(4.0));
    assert_eq!(evaluate("2 × 10^3"), Some(2000.0));
    // A place, and a formula that begins with a sign, which a table writes behind an apostrophe.
    assert_eq!(evaluate("1 + #(3 < 5, 2, (1 + 3))"), Some(3.0));
    assert_eq!(evaluate("1 + #(3 > 5, 2)"), Some(2.0));
    assert_eq!(contradictions(b"FACT,VALUE,FORMULA\nfall,1.5,'-1 \xe2\x88\x92 -2.5\n"), Vec::<String>::new());
    for broken in ["", "1 +", "(1", "1)", "a", "1 2 x", "#(1)", "#(1 < )", "#(1 < 2", "1 < 2"] {
        assert_eq!(evaluate(broken), None, "{broken}");
    }
    let table = "FACT,VALUE,FORMULA\nlevel,210450000000,(1357.8 + 746.7)\nshare,6.4,2 ÷ 32 × 100\n\
                 change,0.0708320108,686.6 ÷ 30782.9 × 100 − 526.8 ÷ 24393.1 × 100\n";
    assert_eq!(
        contradictions(table.as_bytes()),
        ["share: facts.csv:3 says 6.4, and 2 ÷ 32 × 100 gives 6.25"]
    );
}

#[test]
fn a_document_takes_along_the_data_that_its_facts_compute_with() {
    let project = Project::short_released();
    let read = briefing::render::pdf::reread::reread(&project.latest("briefing.zh.pdf")).unwrap();
    let attached = |name: &str| String::from_utf8(read.attachment(name).unwrap().to_vec()).unwrap();
    let observations = attached("observations.csv");
    let row = "datastructure,BRIEFING:OBSERVATIONS(1.0),I,\
               RD_EXP,CN-SC,2023,1357.8,8,A,2024-10-02,,NBS_RD_BULLETIN,inputs/rd.csv:31:4";
    assert!(observations.lines().any(|line| line == row), "{observations}");
    assert!(attached("datapackage.json").contains("\"path\": \"observations.csv\""));
    assert!(attached("manifest.json").contains("\"inputs/rd.csv\": \""));
    let facts = attached("facts.csv");
    let found = |observations: &str| package::contradictions(observations.as_bytes(), facts.as_bytes());
    assert_eq!(found(&observations), Vec::<String>::new());
    let told = found(&observations.replace("2023,1357.8,", "2023,1357.9,")).join("\n");
    assert!(told.contains("level(RD_EXP, SC_CQ, 2023): inputs/rd.csv:31:4 says 1357.9"), "{told}");
    let told = found(&observations.replace(&format!("{row}\n"), "")).join("\n");
    assert!(told.contains("observations.csv lacks inputs/rd.csv:31:4"), "{told}");
}
