//! The descriptor's entry for a table: what is there already, what is said now, and where it is put.

use serde_json::{Map, Value, json};

use super::EditorAnswers;
use crate::{
    ingest::{describe::Layout, open::Format, read::DESCRIPTOR},
    inputs::Files,
};

/// The entry that the descriptor has of the file already; an empty one where it has none.
pub fn entry_of(name: &str, inputs: &Files) -> Map<String, Value> {
    let text = inputs.get(DESCRIPTOR).ok().and_then(|file| file.text().ok());
    let package =
        text.and_then(|text| serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).ok());
    let resources = package.as_ref().and_then(|package| package.get("resources")?.as_array());
    let entry = resources.into_iter().flatten().find(|resource| resource["path"] == name);
    entry.and_then(Value::as_object).cloned().unwrap_or_default()
}

/// The `briefing` property of the entry: what is there already, and what is said now in its place.
pub fn properties(there: &Map<String, Value>, said: &EditorAnswers) -> Map<String, Value> {
    let mut briefing = there.get("briefing").and_then(Value::as_object).cloned().unwrap_or_default();
    let single = [
        ("indicator", &said.indicator),
        ("area", &said.area),
        ("period", &said.period),
        ("unit", &said.unit),
        ("vintage", &said.vintage),
        ("family", &said.family),
        ("source", &said.source),
        ("rows", &said.rows),
        ("hidden", &said.hidden),
        ("decimal", &said.decimal),
    ];
    for (property, value) in single {
        if let Some(value) = value {
            briefing.insert(property.to_owned(), json!(value));
        }
    }
    let whole =
        [("skip-rows", said.skip_rows.map(u64::from)), ("header-rows", said.header_rows.map(|it| it as u64))];
    for (property, rows) in whole {
        if let Some(rows) = rows {
            briefing.insert(property.to_owned(), json!(rows));
        }
    }
    for (property, values) in [("sheets", &said.sheets), ("ignore", &said.ignore)] {
        if !values.is_empty() {
            briefing.insert(property.to_owned(), json!(values));
        }
    }
    // One word says whose names all the headings are.
    if let Some(names) = said.columns.get("headings") {
        briefing.insert("columns".to_owned(), json!(names));
    } else if !said.columns.is_empty() {
        briefing.insert("columns".to_owned(), json!(said.columns));
    }
    let maps =
        [("only", &said.only), ("units", &said.units), ("marks", &said.marks), ("symbols", &said.symbols)];
    for (property, values) in maps {
        if !values.is_empty() {
            briefing.insert(property.to_owned(), json!(values));
        }
    }
    briefing
}

/// The resource under which the table would be taken in, as the descriptor writes it.
pub fn entry(
    name: &str,
    format: Format,
    layout: Option<Layout>,
    mut properties: Map<String, Value>,
) -> String {
    if let Some(layout) = layout {
        properties.insert("layout".to_owned(), json!(layout.name()));
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase().replace([' ', '_'], "-");
    let mut lines = vec![format!("\"name\": {}", json!(stem)), format!("\"path\": {}", json!(name))];
    if let Format::Delimited(_, encoding) = format {
        lines.push(format!("\"encoding\": {}", json!(encoding.to_lowercase())));
    }
    lines.push("\"briefing:role\": \"observations\"".to_owned());
    lines.push(format!("\"briefing\": {}", Value::Object(properties)));
    format!("    {{\n      {}\n    }}", lines.join(",\n      "))
}

/// The descriptor with an entry more, its text else unchanged. `None` when it lists the file already
/// or has no list of resources.
pub fn with_entry(descriptor: &str, name: &str, entry: &str) -> Option<String> {
    let package: Value = serde_json::from_str(descriptor.trim_start_matches('\u{feff}')).ok()?;
    let resources = package.get("resources")?.as_array()?;
    if resources.iter().any(|resource| resource["path"] == name) {
        return None;
    }
    let end = end_of_resources(descriptor)?;
    let before = descriptor[..end].trim_end();
    let comma = if resources.is_empty() { "" } else { "," };
    Some(format!("{before}{comma}\n{entry}\n  {}", &descriptor[end..]))
}

/// Where the list of resources ends: the place of its bracket.
fn end_of_resources(descriptor: &str) -> Option<usize> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0, false, false);
    let mut start = None;
    let mut last_string = (0, 0);
    for (at, c) in descriptor.char_indices() {
        if is_quoted {
            is_quoted = is_escaped || c != '"';
            is_escaped = c == '\\' && !is_escaped;
            last_string.1 = at;
            continue;
        }
        match c {
            '"' => {
                is_quoted = true;
                last_string = (at + 1, at + 1);
            }
            '{' | '[' => {
                depth += 1;
                let is_resources = &descriptor[last_string.0..last_string.1] == "resources";
                if c == '[' && depth == 2 && is_resources {
                    start = Some(at);
                }
            }
            '}' | ']' => {
                if c == ']' && depth == 2 && start.is_some() {
                    return Some(at);
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    None
}
