//! Reference pictures: every kind in both languages as a short SVG that is reviewed like code.
//!
//! `BRIEFING_REFERENCE=1 cargo test plot::reference` writes them anew.

use std::path::PathBuf;

use briefing::{lang::Lang, render::svg};

use super::{column, draw, real};

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/plot/reference").join(name)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its references, and writes them when asked to")]
fn every_kind_looks_as_it_was_reviewed() {
    let mut changed = vec![];
    for lang in Lang::ALL {
        for (kind, chart) in real::charts(lang) {
            let name = format!("{kind}.{lang}.svg");
            let sketch = svg::sketch(&draw(&chart, column(), lang));
            if std::env::var_os("BRIEFING_REFERENCE").is_some() {
                std::fs::write(path(&name), &sketch).unwrap();
            } else if std::fs::read_to_string(path(&name)).ok().as_ref() != Some(&sketch) {
                changed.push(name);
            }
        }
    }
    assert!(changed.is_empty(), "look at them, then set BRIEFING_REFERENCE=1: {}", changed.join(", "));
}
