//! The form of a workbook: nothing in it keeps from a reader what its cells say, or shows it as something else.
//!
//! These rules hold for every workbook of ours, whoever has saved it since: another program names its parts and
//! styles anew, but hides no row and shows no number in a format that reads as another.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader},
    path::Path,
};

use quick_xml::{
    Reader,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::parts::WorkbookParts;

/// The formats that every program knows by their numbers and that show a number as it is (ECMA-376, 18.8.30):
/// General, 0, 0.00, #,##0, #,##0.00, and text.
const PLAIN: [u32; 6] = [0, 1, 2, 3, 4, 49];

/// What is not of that form, a line each.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn misshapen(workbook: &[u8]) -> Result<Vec<String>, String> {
    let mut parts = WorkbookParts::of(workbook)?;
    let names = parts.names.clone();
    let mut form = Form::default();
    for name in &names {
        let is_note = name.to_ascii_lowercase().contains("comments");
        form.found.extend(is_note.then(|| "it has notes, which none of ours has".to_owned()));
        let kind = Path::new(name).extension();
        if name.starts_with("xl/") && kind.is_some_and(|it| it == "xml" || it == "rels") {
            let part = parts.read(name)?;
            form.read(name, BufReader::new(part))?;
        }
    }
    Ok(form.finish())
}

/// What was met so far.
#[derive(Default)]
struct Form {
    found: Vec<String>,
    /// What is hidden on a sheet, by its part.
    hidden: BTreeMap<String, BTreeSet<&'static str>>,
    /// The names of sheets by their relations, and the parts that these lead to.
    sheets: BTreeMap<String, String>,
    parts: BTreeMap<String, String>,
    /// The formats that are used, by their numbers, and those that are declared.
    used: BTreeSet<u32>,
    declared: BTreeMap<u32, String>,
}

impl Form {
    fn read(&mut self, part: &str, bytes: impl BufRead) -> Result<(), String> {
        let (mut reader, mut buffer) = (Reader::from_reader(bytes), vec![]);
        let mut is_in_cells = false;
        loop {
            let event =
                reader.read_event_into(&mut buffer).map_err(|error| format!("its {part}: {error}"))?;
            match event {
                Event::Eof => return Ok(()),
                Event::Start(it) | Event::Empty(it) => {
                    is_in_cells |= it.local_name().as_ref() == "cellXfs";
                    self.element(part, &it, is_in_cells);
                }
                Event::End(it) => is_in_cells &= it.local_name().as_ref() != "cellXfs",
                _ => {}
            }
            buffer.clear();
        }
    }

    fn element(&mut self, part: &str, it: &BytesStart<'_>, is_in_cells: bool) {
        let text = |key: &str| attribute(it, key);
        let number = |key: &str| text(key)?.parse::<f64>().ok();
        let is_set = |key: &str| text(key).is_some_and(|it| it == "1" || it == "true");
        let is_flat = |key: &str| number(key).is_some_and(|it| it < LEAST);
        let mut hide = |what| {
            self.hidden.entry(part.to_owned()).or_default().insert(what);
        };
        match it.local_name().as_ref() {
            "sheet" => {
                let name = text("name").unwrap_or_default();
                if text("state").is_some_and(|state| state != "visible") {
                    self.found.push(format!("the sheet {name} is hidden"));
                }
                self.sheets.insert(text("id").unwrap_or_default(), name);
            }
            "Relationship" => {
                let target = text("Target").unwrap_or_default();
                let target = target.trim_start_matches("/xl/").to_owned();
                self.parts.insert(format!("xl/{target}"), text("Id").unwrap_or_default());
            }
            "definedName" if text("name").is_none_or(|it| !it.starts_with("_xlnm")) => {
                let name = text("name").unwrap_or_default();
                self.found.push(format!("it has the name {name}, which none of ours has"));
            }
            "row" if is_set("hidden") || is_flat("ht") => hide("rows are hidden"),
            "sheetFormatPr" if is_set("zeroHeight") => hide("rows are hidden"),
            "col" if is_set("hidden") || is_flat("width") => hide("columns are hidden"),
            "mergeCell" => hide("cells are merged over others"),
            "dataValidation" => hide("cells have hints"),
            "numFmt" => {
                let id = text("numFmtId").and_then(|it| it.parse().ok()).unwrap_or_default();
                self.declared.insert(id, text("formatCode").unwrap_or_default());
            }
            "xf" if is_in_cells => {
                self.used.extend(text("numFmtId").and_then(|it| it.parse::<u32>().ok()));
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Vec<String> {
        for (part, hidden) in &self.hidden {
            let sheet = self.parts.get(part).and_then(|id| self.sheets.get(id)).unwrap_or(part);
            self.found.extend(hidden.iter().map(|what| format!("{sheet}: {what}, as on no sheet of ours")));
        }
        let strange = self.declared.values().filter(|code| !is_plain(code)).cloned();
        let unknown = self.used.iter().filter(|id| !PLAIN.contains(id) && !self.declared.contains_key(id));
        let told = strange.chain(unknown.map(|id| format!("number {id}")));
        self.found.extend(told.map(|it| format!("a format shows numbers otherwise than ours do: {it}")));
        self.found.dedup();
        self.found
    }
}

/// Below that (points, characters) a row or a column shows nothing.
const LEAST: f64 = 1.0;

/// Whether a number is shown in that format with its own digits, and as large as it is: `#,##0.00`.
fn is_plain(code: &str) -> bool {
    let (whole, decimals) = code.split_once('.').unwrap_or((code, "0"));
    code.eq_ignore_ascii_case("General")
        || code == "@"
        || ["0", "#,##0"].contains(&whole)
            && !decimals.is_empty()
            && decimals.bytes().all(|it| it == b'0' || it == b'#')
}

/// An attribute by its name, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|it| it.key.local_name().as_ref() == key)?;
    Some(unescape(&found.value).map_or_else(|_| found.value.to_string(), Cow::into_owned))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_plain_format_shows_a_number_with_its_own_digits() {
        for code in ["General", "@", "0", "#,##0", "#,##0.0", "0.00##"] {
            assert!(is_plain(code), "{code}");
        }
        for code in
            ["\"99.9\"", "\\9#,##0", ";;;", "0.0,", "#,##0,", "0%", "0.0E+0", "0;-0", "", "9", "0.", "[Red]0"]
        {
            assert!(!is_plain(code), "{code}");
        }
    }
}
