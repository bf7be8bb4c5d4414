//! The font book chooses faces by the language of a run, and finds what no face draws.

use briefing::{
    diag::Sink,
    font::{FontBook, Style},
    frame::geom::Abs,
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
