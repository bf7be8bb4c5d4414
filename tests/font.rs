//! The font book chooses faces by the language of a run, and finds what no face draws.

use std::{collections::BTreeSet, path::Path};

use briefing::{
    diag::Sink,
    font::{FontBook, Style},
    frame::geom::Abs,
    inputs::{File, Files},
    lang::Lang,
};

use crate::sample;

fn faces_of(text: &str, lang: Lang) -> Vec<String> {
    let fonts = sample::fonts();
    fonts
        .shape(text, lang, Style::default(), Abs::pt(10.0), briefing::frame::color::Color::BLACK)
        .unwrap()
        .iter()
        .map(|run| format!("{} {}", fonts.face(run.face).postscript_name(), run.text))
        .collect()
}

#[test]
fn an_apostrophe_takes_the_face_of_its_language() {
    assert_eq!(faces_of("China’s", Lang::En), ["SourceSerif4-Regular China’s"]);
    assert_eq!(faces_of("‘川’", Lang::Zh), ["NotoSerifSC-Regular ‘川’"]);
}

#[test]
fn digits_are_latin_in_both_languages() {
    let expected = ["NotoSerifSC-Regular 达", "SourceSerif4-Regular 2104.5", "NotoSerifSC-Regular 亿元"];
    assert_eq!(faces_of("达2104.5亿元", Lang::Zh), expected);
}

#[test]
fn a_character_that_one_half_lacks_comes_from_the_other() {
    assert_eq!(faces_of("₂", Lang::Zh), ["SourceSerif4-Regular ₂"]);
}

#[test]
fn a_character_that_no_face_draws_is_named() {
    let missing = sample::fonts().width("龑", Lang::Zh, Style::default(), Abs::pt(10.0)).unwrap_err();
    assert_eq!(
        missing.to_string(),
        "no face has 龑 (U+9F91); tried NotoSerifSC-Regular, SourceSerif4-Regular"
    );
}

#[test]
fn a_han_character_is_one_em_wide() {
    let width = sample::fonts().width("成渝", Lang::Zh, Style::default(), Abs::pt(10.0)).unwrap();
    assert!((width.to_pt() - 20.0).abs() < 1e-6, "{width:?}");
}

#[test]
fn a_missing_face_file_is_reported_by_name() {
    let mut sink = Sink::default();
    let mut faces = sample::theme().faces;
    *faces.serif.han[0].file.get_mut() = "NotoSerifSC-Regulr.ttf".to_owned();
    FontBook::load(&faces, &sample::faces(), &mut sink);
    let message = sink.iter().map(ToString::to_string).collect::<String>();
    assert!(message.contains("there is no file templates/fonts/NotoSerifSC-Regulr.ttf"), "{message}");
    assert!(message.contains("did you mean fonts/NotoSerifSC-Regular.ttf?"), "{message}");
}

/// A table of a face file: its record, and where it lies.
fn table(bytes: &[u8], tag: &str) -> (usize, std::ops::Range<usize>) {
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let mut records = (0..number(4) >> 16).map(|nth| 12 + 16 * nth);
    let record = records.find(|at| &bytes[*at..at + 4] == tag.as_bytes()).unwrap();
    (record, number(record + 8)..number(record + 8) + number(record + 12))
}

/// A face of the project with a table changed, its checksum made to fit again.
pub fn edited(name: &str, tag: &str, change: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut bytes = sample::faces().get(&format!("fonts/{name}")).unwrap().bytes.to_vec();
    let (record, range) = table(&bytes, tag);
    change(&mut bytes[range.clone()]);
    let words = bytes[range].chunks(4).enumerate().map(|(nth, chunk)| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        if tag == "head" && nth == 2 { 0 } else { u32::from_be_bytes(word) }
    });
    let sum = words.fold(0, u32::wrapping_add);
    bytes[record + 4..record + 8].copy_from_slice(&sum.to_be_bytes());
    bytes
}

/// What is said of the sample's theme where its serif is a face of those bytes, named with a digest.
fn with_face(bytes: Vec<u8>, digest: Option<&str>) -> String {
    const NAME: &str = "SourceSerif4-Regular.ttf";
    let face = File::new(format!("templates/fonts/{NAME}"), bytes);
    let mut faces = sample::theme().faces;
    faces.serif.latin[0].sha256 =
        digest.map(|it| if it.is_empty() { face.digest.clone() } else { it.to_owned() });
    let others = sample::faces();
    let others: Vec<File> = others.iter().filter(|it| it.path != face.path).cloned().collect();
    let files = Files::from_memory("templates", others.into_iter().chain([face]));
    let mut sink = Sink::default();
    FontBook::load(&faces, &files, &mut sink);
    sink.iter().map(ToString::to_string).collect()
}

/// A face that draws a digit as it draws another.
fn exchanged(name: &str, one: char, other: char) -> Vec<u8> {
    let fonts = sample::fonts();
    let (_, face) = fonts.faces().find(|(_, it)| it.path().ends_with(name)).unwrap();
    let glyph = |c: char| face.font().charmap().map_unicode(c).unwrap().to_u32() as usize;
    let (one, other) = (glyph(one), glyph(other));
    let bytes = sample::faces().get(&format!("fonts/{name}")).unwrap().bytes.to_vec();
    // OpenType, head: indexToLocFormat says whether an offset has two bytes or four.
    let size = 2 + 2 * usize::from(bytes[table(&bytes, "head").1.start + 51]);
    edited(name, "loca", |offsets| {
        let outline = offsets[one * size..(one + 2) * size].to_vec();
        // The glyph behind it is looked at by nothing here.
        offsets[other * size..(other + 2) * size].copy_from_slice(&outline);
    })
}

#[test]
fn the_shipped_faces_are_known_by_their_digests() {
    let known: BTreeSet<&str> = briefing::font::SHIPPED.into_iter().collect();
    let files = sample::faces();
    let faces = files.iter().filter(|it| Path::new(&it.path).extension().is_some_and(|it| it == "ttf"));
    assert_eq!(faces.map(|it| it.digest.as_str()).collect::<BTreeSet<_>>(), known);
}

#[test]
fn a_face_that_nobody_has_vouched_for_is_not_taken() {
    let other = || edited("SourceSerif4-Regular.ttf", "OS/2", |table| table[0] ^= 1);
    let found = with_face(other(), None);
    assert!(
        found.starts_with("error[unknown-face]: the file is none of the faces that come with the program")
    );
    assert!(found.contains("sha256 = \""), "{found}");
    assert!(with_face(other(), Some("00")).starts_with("error[another-face]"));
    assert_eq!(with_face(other(), Some("")), "");
}

#[test]
fn a_face_that_draws_its_digits_wrongly_or_is_damaged_is_refused() {
    const NAME: &str = "SourceSerif4-Regular.ttf";
    let whole = sample::faces().get(&format!("fonts/{NAME}")).unwrap().bytes.to_vec();
    let refused = |bytes: Vec<u8>, fault: &str| {
        let found = with_face(bytes, Some(""));
        assert!(found.starts_with("error[bad-face]") && found.contains(fault), "{fault}: {found}");
    };
    refused(edited(NAME, "loca", |table| table.fill(0)), "it draws nothing for 0; it draws nothing for 1");
    refused(edited(NAME, "hmtx", |table| table.fill(0)), "its 0 has no width");
    refused(edited(NAME, "head", |table| table[18..20].copy_from_slice(&[0, 1])), "an em of it has 1 units");
    refused(exchanged(NAME, '3', '0'), "it draws 3 as it draws 0");
    let (_, glyphs) = table(&whole, "glyf");
    refused(whole[..glyphs.start + 100].to_vec(), "its table glyf is cut off");
    let mut flipped = whole.clone();
    flipped[glyphs.start + 100] ^= 1;
    refused(flipped, "its table glyf was altered");
}
