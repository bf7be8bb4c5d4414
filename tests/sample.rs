//! The project's own inputs, templates, faces and theme, read once for all tests.

use std::{path::Path, sync::OnceLock};

use briefing::{diag::Sink, font::FontBook, inputs::Files, theme::Theme};

/// The repository's folder of that name.
pub fn folder(name: &str) -> Files {
    let mut sink = Sink::default();
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name), name, &mut sink);
    assert!(!sink.has_errors());
    files
}

/// `templates/`, faces included.
pub fn templates() -> Files {
    folder("templates")
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
        let fonts = FontBook::load(&theme().faces, &templates(), &mut sink);
        assert!(!sink.has_errors());
        fonts
    })
}
