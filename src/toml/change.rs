//! Changing a file that an editor wrote: values alone, not its comments nor its order.

use toml_edit::DocumentMut;

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// The text of a file with other words behind some of its topmost keys.
///
/// # Errors
/// It is no TOML.
pub fn changed(file: &File, words: &[(&str, &str)]) -> Result<String, Diagnostic> {
    let fault = |what: String| Diagnostic::error("bad-plan", what).at(Locus::file(&file.path));
    let mut document: DocumentMut =
        file.text()?.parse().map_err(|error: toml_edit::TomlError| fault(error.message().to_owned()))?;
    for (key, word) in words {
        let value = document.get_mut(key).and_then(toml_edit::Item::as_value_mut);
        let value = value.ok_or_else(|| fault(format!("{key} has no value to be changed")))?;
        // What stands around a value, a comment behind it, is its decoration.
        let decor = value.decor().clone();
        *value = toml_edit::Value::from(*word);
        *value.decor_mut() = decor;
    }
    Ok(document.to_string())
}
