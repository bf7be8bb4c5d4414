//! Charts as files beside the PDFs.

use std::{collections::BTreeSet, path::Path};

use briefing::{
    build::{Format, Outcome, Request, build},
    diag::Sink,
    doc::lang::Lang,
};

/// The folder that a build of the project's own briefing made, and its keeper.
fn built(charts: &[Format]) -> (tempfile::TempDir, std::path::PathBuf) {
    let keeper = tempfile::tempdir().unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let request = Request {
        inputs: project.join("inputs"),
        templates: project.join("templates"),
        output: keeper.path().to_owned(),
        languages: Some(vec![Lang::En]),
        charts: charts.iter().copied().collect::<BTreeSet<_>>(),
        ..Request::default()
    };
    let mut sink = Sink::default();
    let outcome = build(&request, &mut sink, &mut |_, _| {}).unwrap();
    let messages: Vec<String> = sink.iter().map(ToString::to_string).collect();
    let Outcome::Made(place) = outcome else { panic!("{}", messages.join("\n")) };
    (keeper, place)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
fn each_chart_is_a_picture_with_its_words_when_asked_for() {
    let (_keeper, place) = built(&[Format::Svg, Format::Png]);
    let read = |name: &str| std::fs::read(place.join(name)).unwrap();
    let svg = String::from_utf8(read("charts/share-slope.en.svg")).unwrap();
    assert!(svg.contains("<desc>Slope chart: The region’s share of R&amp;D"), "{}", &svg[..600]);
    for word in ["Figure", "Sichuan–Chongqing", "Source:"] {
        assert!(svg.contains(&format!("aria-label=\"{word}")), "{word}");
    }
    assert!(!svg.contains("<text"), "glyphs are outlines");
    assert_eq!(read("charts/share-slope.en.png")[..8], *b"\x89PNG\r\n\x1a\n");
    let manifest = String::from_utf8(read("manifest.json")).unwrap();
    assert!(manifest.contains("\"charts/rd-lines.en.png\"") && manifest.contains("\"charts\": \"svg,png\""));
}

#[test]
fn no_picture_is_written_unasked() {
    let (_keeper, place) = built(&[]);
    assert!(!place.join("charts").exists());
}
