//! Every parser survives whatever bytes it is given: a bounded run of the targets in `fuzz/`, drawn from the same seed
//! every time.
#![expect(clippy::disallowed_methods, reason = "the seeds are read as they lie")]

use std::{fs, path::Path};

use crate::{editions::Dice, project::repository};

#[path = "../fuzz/parsers.rs"]
mod parsers;

/// What stands between values of the formats, or at the edge of what they can say.
const PIECES: [&[u8]; 24] = [
    b"[",
    b"]",
    b"{",
    b"}",
    b"{{",
    b"}}",
    b"{%",
    b"%}",
    b"(",
    b")",
    b"\"",
    b"\0",
    b"\xff",
    b",",
    b"|",
    b"=",
    b"#",
    b"**",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"nan",
    "\u{e000}".as_bytes(),
    "三成".as_bytes(),
];

/// The seed of a parser, and how often it is changed: files that hold much take longer to read.
fn seed(parser: &str) -> (Vec<u8>, usize) {
    let read = |path: &str| fs::read(repository().join(path)).unwrap();
    match parser {
        "plan" => (read("tests/project/templates/two-sessions/briefing.toml"), 30),
        "text" => (read("tests/project/templates/two-sessions/en.md"), 12),
        "theme" => (read("src/theme/standard.toml"), 30),
        "tables" => (read("tests/project/inputs/rd.csv"), 20),
        "pdf" => (small_pdf(), 120),
        "ledger" => {
            let fact = r#"{"facts":[],"claims":[],"passages":[],"assertions":[]}"#;
            (fact.as_bytes().to_vec(), 200)
        }
        other => panic!("{other} has no seed"),
    }
}

/// A page with a line of text and a file inside.
fn small_pdf() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let font =
        document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Times" });
    let content = document
        .add_object(Stream::new(dictionary! {}, b"BT /F 12 Tf 1 0 0 1 72 700 Tm (36.7%) Tj ET".to_vec()));
    let file = document.add_object(Stream::new(dictionary! {}, br#"{"release":"2025-r1"}"#.to_vec()));
    let spec = document.add_object(dictionary! {
        "UF" => Object::string_literal("seal.json"), "EF" => dictionary! { "F" => file },
    });
    let tree = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } },
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    document.set_object(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 });
    let root = dictionary! { "Type" => "Catalog", "Pages" => tree, "AF" => vec![spec.into()] };
    let root = document.add_object(root);
    document.trailer.set("Root", root);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Changes some bytes: one by one, a stretch taken out or doubled, a piece put in.
fn changed(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len().max(1)).min(bytes.len());
        let end = (at + dice.roll(40)).min(bytes.len());
        match dice.roll(4) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let stretch = bytes[at..end].repeat(1 + dice.roll(20));
                bytes.splice(at..at, stretch);
            }
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())].repeat(1 + dice.roll(3) * dice.roll(200));
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

#[test]
fn no_parser_breaks_on_bytes_that_somebody_changed() {
    for (name, parse) in parsers::PARSERS {
        let (seed, times) = seed(name);
        parse(&seed);
        let mut dice = Dice(20_250_228);
        for nth in 0..times {
            let bytes = changed(&seed, &mut dice);
            let ended = std::panic::catch_unwind(|| parse(&bytes));
            assert!(ended.is_ok(), "{name} breaks on its change {nth}");
        }
    }
}

#[test]
fn every_parser_has_a_target_of_its_own() {
    let fuzz = repository().join("fuzz");
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    let targets = fs::read_dir(fuzz.join("fuzz_targets")).unwrap().count();
    assert_eq!(targets, parsers::PARSERS.len());
    for (name, _) in parsers::PARSERS {
        let path = format!("fuzz_targets/{name}.rs");
        assert!(Path::new(&fuzz).join(&path).is_file() && manifest.contains(&path), "{name}");
        let target = fs::read_to_string(fuzz.join(&path)).unwrap();
        assert!(target.contains(&format!("parsers::{name}(bytes)")), "{name}");
    }
}
