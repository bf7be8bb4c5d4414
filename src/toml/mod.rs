//! TOML files of the templates: read into their nouns, with the place of what is wrong.
//!
//! `text → tree → form (every key that is missing or unknown) → noun`

mod change;
mod form;
mod over;

use ::toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer},
};
use schemars::{JsonSchema, schema_for};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    diag::{Diagnostic, Locus},
    inputs::{File, no_character, strange_character},
    lang::Lang,
};

pub use change::changed;
pub use over::NOWHERE;

/// Reads a file into what it describes; what is said in several languages must be said in each of
/// `languages`, or of the file's own `languages` without them.
///
/// # Errors
/// What is not TOML; every key that is missing, unknown or has a word that is none of its words; else the
/// first value that cannot be read. Each at its line, as a fault of that code.
pub fn read<T: DeserializeOwned + JsonSchema>(
    file: &File,
    languages: Option<&[Lang]>,
    code: &'static str,
) -> Result<T, Vec<Diagnostic>> {
    read_rewritten(file, languages, code, |_| Ok(()))
}

/// As [`read`], of a file that may say in short what `rewrite` says in full before it is read.
///
/// # Errors
/// As [`read`], and those of `rewrite`.
pub fn read_rewritten<T: DeserializeOwned + JsonSchema>(
    file: &File,
    languages: Option<&[Lang]>,
    code: &'static str,
    rewrite: impl FnOnce(&mut DeTable<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let mut tree = parse(file, code)?;
    form::check::<T>(file, &tree, form::Demand::Whole { languages }, code)?;
    rewrite(tree.get_mut())?;
    noun(file, tree, code)
}

/// Reads a file that names only what differs from `standard`, a whole file of the same form.
///
/// Tables are laid over each other key by key; a list replaces the list, but for those in `by_place`
/// (`text.heading`), whose entries are laid over the entries at their places.
///
/// # Errors
/// As [`read`], but no key can be missing.
pub fn read_over<T: DeserializeOwned + JsonSchema>(
    file: &File,
    standard: &str,
    by_place: &[&str],
    code: &'static str,
) -> Result<T, Vec<Diagnostic>> {
    let tree = parse(file, code)?;
    form::check::<T>(file, &tree, form::Demand::Part, code)?;
    let standard = DeTable::parse(standard).expect("the standard is read by a test");
    noun(file, over::laid_over(standard, tree, by_place), code)
}

/// The JSON Schema of what a file may say; of one that names only what differs, without a key that is needed.
pub fn schema_of<T: JsonSchema>(is_whole: bool) -> Value {
    fn free(schema: &mut Value) {
        match schema {
            Value::Object(object) => {
                object.remove("required");
                object.values_mut().for_each(free);
            }
            Value::Array(list) => list.iter_mut().for_each(free),
            _ => {}
        }
    }
    let mut schema = schema_for!(T).to_value();
    if !is_whole {
        free(&mut schema);
    }
    schema
}

/// The place of a value in its file; of the file alone where the value is not from it.
pub fn locus<T>(file: &File, at: &Spanned<T>) -> Locus {
    if at.span() == NOWHERE {
        return Locus::file(&file.path);
    }
    file.place(at.span().start)
}

fn parse<'f>(file: &'f File, code: &'static str) -> Result<Spanned<DeTable<'f>>, Vec<Diagnostic>> {
    let text = file.text().map_err(|fault| vec![fault])?;
    let tree = DeTable::parse(text).map_err(|error| vec![fault(file, &error, code)])?;
    let mut strange = vec![];
    strange_characters(file, tree.get_ref(), &mut strange);
    if strange.is_empty() { Ok(tree) } else { Err(strange) }
}

/// Reports the characters that mean nothing to a reader and that an escape has let in: `"\uE000"`.
fn strange_characters(file: &File, table: &DeTable<'_>, faults: &mut Vec<Diagnostic>) {
    fn of(file: &File, value: &Spanned<DeValue<'_>>, faults: &mut Vec<Diagnostic>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let found = strange_character(text);
                faults.extend(found.map(|c| no_character(c).at(locus(file, value))));
            }
            DeValue::Array(list) => list.iter().for_each(|it| of(file, it, faults)),
            DeValue::Table(table) => strange_characters(file, table, faults),
            _ => {}
        }
    }
    for (key, value) in table {
        faults.extend(strange_character(key.get_ref()).map(|c| no_character(c).at(locus(file, key))));
        of(file, value, faults);
    }
}

fn noun<T: DeserializeOwned>(
    file: &File,
    tree: Spanned<DeTable<'_>>,
    code: &'static str,
) -> Result<T, Vec<Diagnostic>> {
    T::deserialize(Deserializer::from(tree)).map_err(|error| vec![fault(file, &error, code)])
}

fn fault(file: &File, error: &::toml::de::Error, code: &'static str) -> Diagnostic {
    let text = file.text().unwrap_or_default();
    let message = error.message().replace('\n', ", ");
    let start = error.span().filter(|span| *span != NOWHERE).map_or(0, |span| span.start.min(text.len()));
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let shown = text[line..].lines().next().unwrap_or_default().trim();
    let told = Diagnostic::error(code, message.as_str()).at(file.place(start).showing(shown));
    // The parser names the form that it wants, which is not what an editor of a plan calls it.
    let forms = [
        ("expected a sequence", "write a list, in brackets: [\"…\"]"),
        ("expected a string", "write it in quotation marks: \"…\""),
        ("expected a boolean", "write true or false, without quotation marks"),
        ("expected a map", "write keys with their values, in braces: { … = … }"),
    ];
    let help = forms.iter().find(|(form, _)| message.contains(form)).map(|(_, help)| *help);
    help.into_iter().fold(told, Diagnostic::help)
}
