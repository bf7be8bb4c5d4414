//! What a workbook says beside its cells: heads and feet of print, properties, names of columns.

use std::io::{BufReader, Read};

use quick_xml::{Reader, events::Event};

use super::{form::attribute, known::is_of_kind, parts::WorkbookParts};

/// What is said beside cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsBeside {
    /// A name that a table gives a column, which takes the place of its letter while the table is scrolled.
    Column(String),
    /// Other words, and where they stand.
    Free(&'static str, String),
}

/// Properties that are shown of a file.
const PROPERTIES: [&str; 8] =
    ["title", "subject", "description", "keywords", "category", "contentStatus", "Company", "Manager"];

/// Heads and feet of print.
const PRINTED: [&str; 6] =
    ["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"];

/// What a workbook says beside its cells.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn words_beside(workbook: &[u8]) -> Result<Vec<WordsBeside>, String> {
    let mut parts = WorkbookParts::of(workbook)?;
    let mut found = vec![];
    for name in parts.names.clone() {
        let is_spoken = ["docProps/", "xl/tables/", "xl/worksheets/"].iter().any(|it| name.starts_with(it));
        if is_spoken && is_of_kind(&name, "xml") {
            let part = parts.read(&name)?;
            read(&name, part, &mut found)?;
        }
    }
    Ok(found)
}

fn read(part: &str, bytes: impl Read, found: &mut Vec<WordsBeside>) -> Result<(), String> {
    let (mut reader, mut buffer) = (Reader::from_reader(BufReader::new(bytes)), vec![]);
    let mut words: Option<(&'static str, String)> = None;
    loop {
        let event = reader.read_event_into(&mut buffer).map_err(|error| format!("its {part}: {error}"))?;
        match event {
            Event::Eof => return Ok(()),
            Event::Start(it) | Event::Empty(it) => {
                let name = it.local_name();
                let name = name.as_ref();
                if PRINTED.contains(&name) {
                    words = Some(("a head or foot of print", String::new()));
                } else if part.starts_with("docProps/") && PROPERTIES.contains(&name) {
                    words = Some(("its properties", String::new()));
                } else if name == "tableColumn" {
                    found.push(WordsBeside::Column(attribute(&it, "name").unwrap_or_default()));
                } else if name == "table" {
                    let said =
                        ["altText", "altTextSummary"].into_iter().filter_map(|key| attribute(&it, key));
                    found.extend(said.map(|it| WordsBeside::Free("what is read out of a table", it)));
                }
            }
            Event::Text(text) => {
                if let Some((_, said)) = &mut words {
                    said.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                if let Some((_, said)) = &mut words {
                    said.push(if &*name == "amp" { '&' } else { ' ' });
                }
            }
            Event::End(_) => {
                if let Some((place, said)) = words.take() {
                    let said = if place == "its properties" { said } else { printed(&said) };
                    found.push(WordsBeside::Free(place, said));
                }
            }
            _ => {}
        }
        buffer.clear();
    }
}

/// What is printed of a head or foot: without its codes, `&L`, `&P`, `&"Calibri,Regular"`, `&11` (ECMA-376, 18.3.1.39).
fn printed(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, code)) = rest.split_once('&') {
        out.push_str(before);
        let length = match code.chars().next() {
            Some('"') => code[1..].find('"').map_or(code.len(), |at| at + 2),
            Some('K') => code.len().min(7),
            Some(c) if c.is_ascii_digit() => code.bytes().take_while(u8::is_ascii_digit).count().min(3),
            Some(c) => c.len_utf8(),
            None => 0,
        };
        out.push(' ');
        rest = code.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn codes_of_a_head_are_not_printed() {
        assert_eq!(
            printed("&L&\"Calibri,Bold\"&11R&&D 2.5%&R&P / &N").split_whitespace().collect::<Vec<_>>(),
            ["R", "D", "2.5%", "/"]
        );
    }
}
