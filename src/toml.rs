//! TOML files of the templates: read into their nouns, with the place of what is wrong.

use ::toml::Spanned;
use serde::de::DeserializeOwned;

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// Reads a file into what it describes.
///
/// # Errors
/// What is not TOML, misses a key or has one that is not known, at its line, as a fault of that code.
pub fn read<T: DeserializeOwned>(file: &File, code: &'static str) -> Result<T, Diagnostic> {
    let text = file.text()?;
    ::toml::from_str(text).map_err(|error| {
        let message = error.message().replace('\n', ", ");
        let (line, column) = line_and_column(text, error.span().map_or(0, |span| span.start));
        let shown = text.lines().nth(line as usize - 1).unwrap_or_default().trim();
        Diagnostic::error(code, message).at(Locus::cell(&file.path, line, column).showing(shown))
    })
}

/// The place of a value in its file.
pub fn locus<T>(file: &File, at: &Spanned<T>) -> Locus {
    let text = file.text().unwrap_or_default();
    let (line, column) = line_and_column(text, at.span().start);
    Locus::cell(&file.path, line, column)
}

/// Line and column, as a person counts them, of a byte of a text.
fn line_and_column(text: &str, byte: usize) -> (u32, u32) {
    let before = &text[..byte.min(text.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}
