//! The looks of cells: that whoever opens a workbook sees what its cells say, and all digits of it.
//!
//! A colour on its own ground, a letter of one point, a run of words in looks of their own, a format with fewer
//! decimals than the number has: none of these changes a cell, and each shows another number.

use std::{
    collections::BTreeMap,
    io::{BufReader, Read},
};

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    colors::{Palette, Rgb, contrast},
    form::attribute,
    known::{is_element, is_of_kind, is_part},
    parts::WorkbookParts,
};

/// Letters of fewer points are not read.
const SMALLEST: f64 = 6.0;

/// The least contrast of letters on their ground (WCAG 2.2, 1.4.3, of large text).
const LEAST_CONTRAST: f64 = 3.0;

/// No cell of ours is indented by more.
const MOST_INDENT: f64 = 2.0;

/// How far what a format shows may be from the number behind it: half of the last of the ten decimals that ours show,
/// or, in parts of it, of the fifteen digits that spreadsheets keep.
const LAST: f64 = 5.1e-11;
const NEAR: f64 = 5.1e-15;

/// What is told of a workbook's looks, a line for each kind on each sheet, with the first cell of it.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn misleading(workbook: &[u8]) -> Result<Vec<String>, String> {
    let mut parts = WorkbookParts::of(workbook)?;
    let names = parts.names.clone();
    let mut book = Book::default();
    // Styles and names of sheets before the sheets.
    let is_sheet = |name: &&String| name.starts_with("xl/worksheets/") && is_of_kind(name, "xml");
    let (sheets, others): (Vec<&String>, Vec<&String>) = names.iter().partition(is_sheet);
    for name in others.into_iter().chain(sheets) {
        if name.starts_with("xl/") && (is_of_kind(name, "xml") || is_of_kind(name, "rels")) {
            let part = parts.read(name)?;
            book.read(name, part)?;
        }
    }
    let strange = names.iter().filter(|it| !is_part(it) && !it.to_ascii_lowercase().contains("comments"));
    let strange = strange.map(|it| format!("it has the part {it}, as none of ours has"));
    let Book { found, sheets, targets, .. } = book;
    let of = |part: &str| {
        let target = part.trim_start_matches("xl/");
        let id = targets.iter().find(|(_, it)| it.trim_start_matches("/xl/") == target).map(|(id, _)| id);
        id.and_then(|id| sheets.get(id)).cloned().unwrap_or_else(|| part.to_owned())
    };
    let told = found.into_iter().map(|((part, what), (place, number))| {
        let more = if number > 1 { format!(", and so are {} more", number - 1) } else { String::new() };
        let place = if place.is_empty() { of(&part) } else { format!("{}!{place}", of(&part)) };
        format!("{place}: {what}{more}")
    });
    Ok(strange.chain(told).collect())
}

/// How cells of a style look.
#[derive(Debug, Clone, Default)]
struct Style {
    font: usize,
    fill: usize,
    format: u32,
    /// What keeps its words from being read as they are.
    faults: Vec<&'static str>,
}

#[derive(Debug, Clone, Default)]
struct Font {
    color: Option<Rgb>,
    faults: Vec<&'static str>,
}

#[derive(Default)]
struct Book {
    palette: Palette,
    fonts: Vec<Font>,
    fills: Vec<Option<Rgb>>,
    /// The codes of formats by their numbers.
    formats: BTreeMap<u32, String>,
    styles: Vec<Style>,
    /// Names of sheets by relation, parts by relation.
    sheets: BTreeMap<String, String>,
    targets: BTreeMap<String, String>,
    /// By part and kind: the first place, and how many there are.
    found: BTreeMap<(String, String), (String, usize)>,
}

impl Book {
    fn read(&mut self, part: &str, bytes: impl Read) -> Result<(), String> {
        let (mut reader, mut buffer) = (Reader::from_reader(BufReader::new(bytes)), vec![]);
        let (mut open, mut cell) = (vec![], Cell::default());
        loop {
            let event =
                reader.read_event_into(&mut buffer).map_err(|error| format!("its {part}: {error}"))?;
            match event {
                Event::Eof => return Ok(()),
                Event::Start(it) => {
                    self.element(part, &open, &it, &mut cell);
                    open.push(it.local_name().as_ref().to_owned());
                }
                Event::Empty(it) => self.element(part, &open, &it, &mut cell),
                Event::Text(text) if open.last().is_some_and(|it| it == "v") => {
                    cell.value.push_str(&text);
                }
                Event::End(it) => {
                    open.pop();
                    if it.local_name().as_ref() == "c" {
                        self.look_at(part, &std::mem::take(&mut cell));
                    }
                }
                _ => {}
            }
            buffer.clear();
        }
    }

    fn element(&mut self, part: &str, open: &[String], it: &BytesStart<'_>, cell: &mut Cell) {
        let name = it.local_name();
        let name = name.as_ref();
        let parent = open.last().map_or("", String::as_str);
        match part {
            "xl/workbook.xml" | "xl/_rels/workbook.xml.rels" => self.of_workbook(part, name, it),
            "xl/sharedStrings.xml" => self.of_words(part, "", parent, name, it),
            "xl/styles.xml" => self.of_styles(open, parent, name, it),
            _ if part.starts_with("xl/theme/") => {
                self.palette.take(parent, name, |key| attribute(it, key));
            }
            _ if part.starts_with("xl/worksheets/_rels/") => {
                let target = attribute(it, "Target").unwrap_or_default();
                if attribute(it, "TargetMode").is_some_and(|it| it == "External") && !target.starts_with('#')
                {
                    self.tell(part, "", "a link leads out of it");
                }
            }
            _ if part.starts_with("xl/worksheets/") => self.of_sheet(part, open, name, it, cell),
            _ => {}
        }
    }

    fn of_workbook(&mut self, part: &str, name: &str, it: &BytesStart<'_>) {
        let text = |key: &str| attribute(it, key).unwrap_or_default();
        match name {
            "sheet" => drop(self.sheets.insert(text("id"), text("name"))),
            "Relationship" => drop(self.targets.insert(text("Id"), text("Target"))),
            "calcPr" if is_off(it, "fullPrecision") => {
                self.tell(part, "", "it computes with what is shown, and not with what is in its cells");
            }
            "workbookView" if attribute(it, "visibility").is_some_and(|it| it != "visible") => {
                self.tell(part, "", "its window is hidden");
            }
            _ => {}
        }
    }

    fn of_styles(&mut self, open: &[String], parent: &str, name: &str, it: &BytesStart<'_>) {
        let number = |key: &str| attribute(it, key)?.parse::<usize>().ok();
        let color = || self.palette.color(|key| attribute(it, key));
        let is_of_cells = open.iter().any(|it| it == "cellXfs");
        match (parent, name) {
            ("numFmts", "numFmt") => {
                let id = attribute(it, "numFmtId").and_then(|it| it.parse().ok()).unwrap_or_default();
                self.formats.insert(id, attribute(it, "formatCode").unwrap_or_default());
            }
            ("fonts", "font") => self.fonts.push(Font::default()),
            ("font", _) if open.iter().any(|it| it == "fonts") => {
                let color = (name == "color").then(color).flatten();
                let fault = fault_of_letters(name, it, color);
                if let Some(font) = self.fonts.last_mut() {
                    font.color = color.or(font.color);
                    font.faults.extend(fault);
                }
            }
            ("fills", "fill") => self.fills.push(None),
            ("patternFill", "fgColor") if open.iter().any(|it| it == "fills") => {
                let color = color();
                if let Some(fill) = self.fills.last_mut() {
                    *fill = color;
                }
            }
            ("cellXfs", "xf") => self.styles.push(Style {
                font: number("fontId").unwrap_or_default(),
                fill: number("fillId").unwrap_or_default(),
                format: attribute(it, "numFmtId").and_then(|it| it.parse().ok()).unwrap_or_default(),
                faults: vec![],
            }),
            ("xf", "alignment") if is_of_cells => {
                let Some(style) = self.styles.last_mut() else { return };
                let is = |key: &str, refused: &[&str]| {
                    attribute(it, key).is_some_and(|it| refused.contains(&it.as_str()))
                };
                if is("horizontal", &["fill", "centerContinuous"]) {
                    style.faults.push("is repeated, or set over other cells");
                }
                if attribute(it, "textRotation").is_some_and(|it| it != "0") {
                    style.faults.push("is turned");
                }
                if is("shrinkToFit", &["1", "true"]) {
                    style.faults.push("is shrunk to its cell");
                }
                let indent = attribute(it, "indent").and_then(|it| it.parse::<f64>().ok());
                if indent.is_some_and(|it| it > MOST_INDENT) {
                    style.faults.push("is moved out of its cell");
                }
            }
            (_, "tableStyleElement") => self.tell("xl/styles.xml", "", "tables have looks of their own"),
            _ => {}
        }
    }

    fn of_sheet(&mut self, part: &str, open: &[String], name: &str, it: &BytesStart<'_>, cell: &mut Cell) {
        match name {
            "c" => {
                *cell = Cell {
                    place: attribute(it, "r").unwrap_or_default(),
                    style: attribute(it, "s").and_then(|it| it.parse().ok()).unwrap_or_default(),
                    kind: attribute(it, "t").unwrap_or_default(),
                    value: String::new(),
                };
                if attribute(it, "vm").is_some() {
                    self.tell(part, &cell.place.clone(), "shows something in place of its value");
                }
            }
            _ if open.iter().any(|it| it == "is") => {
                let parent = open.last().map_or("", String::as_str);
                self.of_words(part, &cell.place.clone(), parent, name, it);
            }
            "sheetView" if is_off(it, "showZeros") => self.tell(part, "", "noughts are not shown"),
            "sheetView" if attribute(it, "topLeftCell").is_some_and(|it| it != "A1") => {
                self.tell(part, "", "does not open at its title");
            }
            "hyperlink" if attribute(it, "tooltip").is_some() => self.tell(part, "", "links have hints"),
            _ if !is_element(name) => self.tell(part, "", &format!("has {name}, as no sheet of ours")),
            _ => {}
        }
    }

    /// A stretch of words with looks of its own: programs part words in that way that are set in several faces.
    fn of_words(&mut self, part: &str, place: &str, parent: &str, name: &str, it: &BytesStart<'_>) {
        let color = (name == "color").then(|| self.palette.color(|key| attribute(it, key))).flatten();
        let fault = match (parent, name) {
            (_, "rPh") => Some("has readings beside its words"),
            ("rPr", _) => fault_of_letters(name, it, color).or_else(|| {
                let is_faint = color.is_some_and(|it| contrast(it, Rgb::WHITE) < LEAST_CONTRAST);
                is_faint.then_some("does not stand out from its ground")
            }),
            _ => None,
        };
        if let Some(fault) = fault {
            self.tell(part, place, fault);
        }
    }

    /// Holds a cell that says something against its style.
    fn look_at(&mut self, part: &str, cell: &Cell) {
        let Some(style) = self.styles.get(cell.style).cloned() else { return };
        if cell.value.is_empty() && cell.kind != "inlineStr" {
            return;
        }
        let font = self.fonts.get(style.font).cloned().unwrap_or_default();
        for what in style.faults.iter().chain(&font.faults) {
            self.tell(part, &cell.place, what);
        }
        let ground = self.fills.get(style.fill).copied().flatten().unwrap_or(Rgb::WHITE);
        if contrast(font.color.unwrap_or(Rgb::BLACK), ground) < LEAST_CONTRAST {
            self.tell(part, &cell.place, "does not stand out from its ground");
        }
        let is_number = matches!(cell.kind.as_str(), "" | "n");
        if let (true, Ok(number)) = (is_number, cell.value.parse::<f64>())
            && !self.shows(style.format, number)
        {
            self.tell(part, &cell.place, "is shown with fewer digits than it has");
        }
    }

    /// Whether a format shows all digits of a number.
    fn shows(&self, format: u32, number: f64) -> bool {
        let code = match format {
            // Whatever fits into the cell.
            0 => return false,
            1 | 3 => "0",
            2 | 4 => "0.00",
            49 => return true,
            other => self.formats.get(&other).map_or("", String::as_str),
        };
        if code == "@" {
            return true;
        }
        let decimals = code.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let shown: f64 = format!("{number:.decimals$}").parse().unwrap_or(f64::NAN);
        let is_code = code.bytes().all(|it| matches!(it, b'#' | b',' | b'0' | b'.'));
        is_code && (shown - number).abs() <= LAST.max(number.abs() * NEAR)
    }

    fn tell(&mut self, part: &str, place: &str, what: &str) {
        let part = part.replace("worksheets/_rels/", "worksheets/").replace(".xml.rels", ".xml");
        let entry = self.found.entry((part, what.to_owned())).or_insert_with(|| (place.to_owned(), 0));
        entry.1 += 1;
    }
}

#[derive(Default)]
struct Cell {
    place: String,
    style: usize,
    kind: String,
    value: String,
}

/// What keeps letters that have this property from being read as they are.
fn fault_of_letters(name: &str, it: &BytesStart<'_>, color: Option<Rgb>) -> Option<&'static str> {
    let value = attribute(it, "val");
    let is_set = value.as_ref().is_none_or(|it| it == "1" || it == "true");
    match name {
        "color" => color.is_none().then_some("is in a colour that nobody knows"),
        "sz" => {
            let size = value.and_then(|it| it.parse::<f64>().ok());
            size.is_none_or(|it| it < SMALLEST).then_some("is too small to be read")
        }
        "strike" => is_set.then_some("is struck out"),
        "vertAlign" => value.is_none_or(|it| it != "baseline").then_some("is raised or lowered"),
        _ => None,
    }
}

fn is_off(it: &BytesStart<'_>, key: &str) -> bool {
    attribute(it, key).is_some_and(|it| it == "0" || it == "false")
}
