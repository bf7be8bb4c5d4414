//! What a sheet of an .xlsx says beside its values: raised characters, merged cells, hidden rows and columns.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::{Reader, events::Event};

use super::xml::{attribute, character, part, raised};
use crate::ingest::table::{Cell, Merge};

/// What a sheet says beside its values. Rows and columns are counted from 1.
#[derive(Debug, Default)]
pub struct Beside {
    pub merges: Vec<Merge>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<u32>,
    pub comments: Vec<Cell>,
    /// As [`raised_texts`], of texts that stand in the sheet itself.
    pub raised: BTreeMap<String, String>,
}

/// The texts of a workbook that have raised characters, by their characters alone, as they are shown.
pub fn raised_texts(bytes: &[u8]) -> BTreeMap<String, String> {
    part(bytes, "xl/sharedStrings.xml").map(|xml| raised_in(&xml)).unwrap_or_default()
}

/// The texts with raised characters in a list of shared ones (`si`), or within a sheet (`is`).
fn raised_in(xml: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    if !["superscript", "subscript", "strike"].iter().any(|sign| xml.contains(sign)) {
        return texts;
    }
    let mut reader = Reader::from_str(xml);
    let (mut plain, mut shown, mut run) = (String::new(), String::new(), String::new());
    let (mut is_raised, mut is_lowered, mut is_struck, mut in_text) = (false, false, false, false);
    // Lowered digits behind a number are a mark as raised ones are; those of CO₂ are a part of its name.
    let is_number = |text: &str| {
        let mut digits = text.trim().bytes();
        digits.len() > 0 && digits.all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-'))
    };
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "vertAlign" => {
                let place = attribute(&e, "val");
                is_raised = place.as_deref() == Some("superscript");
                is_lowered = place.as_deref() == Some("subscript");
            }
            Event::Start(e) | Event::Empty(e) if matches!(e.local_name().as_ref(), "strike" | "dstrike") => {
                is_struck = !matches!(attribute(&e, "val").as_deref(), Some("0" | "false"));
            }
            Event::Start(e) if matches!(e.local_name().as_ref(), "si" | "is") => {
                plain.clear();
                shown.clear();
                (is_raised, is_lowered, is_struck) = (false, false, false);
            }
            Event::Start(e) if e.local_name().as_ref() == "r" => {
                (is_raised, is_lowered, is_struck) = (false, false, false);
            }
            Event::Start(e) if e.local_name().as_ref() == "t" => (in_text, run) = (true, String::new()),
            Event::Text(text) if in_text => run.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if in_text => run.push_str(&character(&reference)),
            Event::End(e) if e.local_name().as_ref() == "t" => {
                in_text = false;
                let is_mark = is_raised || is_lowered && is_number(&plain);
                plain.push_str(&run);
                shown.push_str(&if is_mark { raised(&run) } else { run.clone() });
                if is_struck {
                    // Whether it still holds is not for a program to say.
                    shown.push_str(" (struck out)");
                }
            }
            Event::End(e) if matches!(e.local_name().as_ref(), "si" | "is") && plain != shown => {
                texts.insert(key(&plain), shown.clone());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    texts
}

/// What two readings of one text have in common: readers differ in the spaces between runs.
pub fn key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What the sheet of that name says beside its values.
pub fn beside(bytes: &[u8], name: &str) -> Beside {
    let mut found = Beside::default();
    let Some(path) = path_of(bytes, name) else { return found };
    found.comments = comments(bytes, &path).unwrap_or_default();
    let Some(xml) = part(bytes, &path) else { return found };
    found.raised = raised_in(&xml);
    // Most sheets have none of these, and a large one takes time.
    if !["<mergeCell", "hidden=", ":mergeCell", "ht=\"0", "width=\"0"].iter().any(|sign| xml.contains(sign)) {
        return found;
    }
    let mut reader = Reader::from_str(&xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let is_hidden = || matches!(attribute(&e, "hidden").as_deref(), Some("1" | "true"));
                // A row or column of no size is not seen either.
                let is_flat = |name: &str| {
                    attribute(&e, name).and_then(|it| it.parse::<f64>().ok()).is_some_and(|size| size <= 0.0)
                };
                let number = |name: &str| attribute(&e, name).and_then(|it| it.parse::<u32>().ok());
                match e.local_name().as_ref() {
                    "row" if is_hidden() || is_flat("ht") => found.hidden_rows.extend(number("r")),
                    "col" if is_hidden() || is_flat("width") => {
                        if let (Some(first), Some(last)) = (number("min"), number("max")) {
                            found.hidden_columns.extend(first..=last.min(first.saturating_add(4096)));
                        }
                    }
                    "mergeCell" => found.merges.extend(attribute(&e, "ref").and_then(|it| Merge::parse(&it))),
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// The comments on cells of the sheet that lies there.
fn comments(bytes: &[u8], sheet: &str) -> Option<Vec<Cell>> {
    let (folder, file) = sheet.rsplit_once('/')?;
    let relations = part(bytes, &format!("{folder}/_rels/{file}.rels"))?;
    let mut reader = Reader::from_str(&relations);
    let target = loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e)
                if e.local_name().as_ref() == "Relationship"
                    && attribute(&e, "Type").is_some_and(|it| it.ends_with("/comments")) =>
            {
                break attribute(&e, "Target")?;
            }
            Event::Eof => return None,
            _ => {}
        }
    };
    let path = match (target.strip_prefix('/'), target.strip_prefix("../")) {
        (Some(absolute), _) => absolute.to_owned(),
        (None, Some(rest)) => format!("{}/{rest}", folder.rsplit_once('/')?.0),
        (None, None) => format!("{folder}/{target}"),
    };
    let xml = part(bytes, &path)?;
    let mut reader = Reader::from_str(&xml);
    let (mut found, mut place, mut text, mut in_text) = (Vec::new(), None, String::new(), false);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) if e.local_name().as_ref() == "comment" => {
                text.clear();
                place = attribute(&e, "ref").and_then(|it| Merge::parse(&format!("{it}:{it}")));
            }
            Event::Start(e) if e.local_name().as_ref() == "t" => in_text = true,
            Event::Text(it) if in_text => text.push_str(&it.xml10_content()),
            Event::GeneralRef(reference) if in_text => text.push_str(&character(&reference)),
            Event::End(e) if e.local_name().as_ref() == "t" => in_text = false,
            Event::End(e) if e.local_name().as_ref() == "comment" => {
                let place = place.take();
                found.extend(place.map(|at| Cell::new(text.trim(), at.rows.0, at.columns.0)));
            }
            Event::Eof => return Some(found),
            _ => {}
        }
    }
}

/// Where in the archive the sheet of that name lies.
fn path_of(bytes: &[u8], name: &str) -> Option<String> {
    let id = find(&part(bytes, "xl/workbook.xml")?, "sheet", "name", name, "id")?;
    let target = find(&part(bytes, "xl/_rels/workbook.xml.rels")?, "Relationship", "Id", &id, "Target")?;
    Some(match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// An attribute of the element that has another one of that value.
fn find(xml: &str, element: &str, by: &str, value: &str, wanted: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(e) | Event::Empty(e)
                if e.local_name().as_ref() == element && attribute(&e, by).as_deref() == Some(value) =>
            {
                return attribute(&e, wanted);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
