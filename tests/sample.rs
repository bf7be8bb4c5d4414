//! The frozen project's inputs, templates and theme, and the shipped faces, read once for all tests.

use std::{path::Path, sync::OnceLock};

use briefing::{diag::Sink, font::FontBook, inputs::Files, theme::Theme};

use crate::project::{frozen, repository};

/// The frozen project's folder of that name.
pub fn folder(name: &str) -> Files {
    read(&frozen().join(name), name)
}

fn read(path: &Path, name: &str) -> Files {
    let mut sink = Sink::default();
    let files = Files::read(path, name, &mut sink);
    assert!(!sink.has_errors());
    files
}

/// `templates/` of the frozen project.
pub fn templates() -> Files {
    folder("templates")
}

/// The shipped faces, where a theme names them.
pub fn faces() -> Files {
    read(&repository().join("templates"), "templates")
}

/// The theme of the two-sessions briefing.
pub fn theme() -> Theme {
    let templates = templates();
    let file = templates.get("two-sessions/theme.toml").unwrap();
    Theme::read(file).unwrap()
}

/// Its faces.
pub fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut sink = Sink::default();
        let fonts = FontBook::load(&theme().faces, &faces(), &mut sink);
        assert!(!sink.has_errors());
        fonts
    })
}
