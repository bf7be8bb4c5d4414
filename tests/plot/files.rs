//! Charts as files beside the PDFs.

use crate::project::Project;

#[test]
fn each_chart_is_a_picture_with_its_words_when_asked_for() {
    let project = Project::sample();
    project.exec("build --lang en --charts svg,png").must_succeed();
    let read = |name: &str| project.latest(name);
    let svg = String::from_utf8(read("charts/share-slope.en.svg")).unwrap();
    assert!(svg.contains("<desc>Slope chart: The region’s share of R&amp;D"), "{}", &svg[..600]);
    for word in ["Figure", "Sichuan–Chongqing", "Source:"] {
        assert!(svg.contains(&format!("aria-label=\"{word}")), "{word}");
    }
    assert!(!svg.contains("<text"), "glyphs are outlines");
    assert_eq!(read("charts/share-slope.en.png")[..8], *b"\x89PNG\r\n\x1a\n");
    let manifest = String::from_utf8(read("manifest.json")).unwrap();
    assert!(
        manifest.contains("\"charts/rd-lines.en.png\"")
            && manifest.contains("\"outputs\": \"pdf,proposal,html,charts-svg,charts-png,xlsx,facts\"")
    );
}

#[test]
fn no_picture_is_written_unasked() {
    let project = Project::released();
    assert!(!project.path("output/latest/charts").exists());
}
