//! Rereading: a finished file is opened again, as a viewer would, and its pages give back their text.

use std::collections::BTreeMap;

use lopdf::{Document, Encoding, Object, ObjectId, content::Content};

/// What a file says when it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reread {
    /// The text of each page in the order in which it is drawn; texts that were placed apart are on
    /// lines of their own.
    pub pages: Vec<String>,
    /// What the file lacks of a tagged, self-contained document, a line each.
    pub faults: Vec<String>,
}

/// Reads a file back.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn reread(bytes: &[u8]) -> Result<Reread, String> {
    let document = Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
    if document.is_encrypted() {
        return Err("it is encrypted: open it with its password and save it without".to_owned());
    }
    let mut encodings = Encodings::default();
    let mut pages = vec![];
    for (number, page) in document.get_pages() {
        let text = page_text(&document, page, &mut encodings)
            .map_err(|error| format!("its page {number} cannot be read: {error}"))?;
        pages.push(text);
    }
    Ok(Reread { pages, faults: faults(&document) })
}

/// The encodings of the fonts met so far, by the font's object: pages share them.
#[derive(Default)]
struct Encodings<'a>(BTreeMap<*const lopdf::Dictionary, Encoding<'a>>);

fn page_text<'a>(
    document: &'a Document,
    page: ObjectId,
    encodings: &mut Encodings<'a>,
) -> lopdf::Result<String> {
    let fonts = document.get_page_fonts(page)?;
    for font in fonts.values() {
        let key = std::ptr::from_ref(*font);
        if !encodings.0.contains_key(&key) {
            encodings.0.insert(key, font.get_font_encoding(document)?);
        }
    }
    let encoding = |name: &[u8]| encodings.0.get(&std::ptr::from_ref(*fonts.get(name)?));
    let content = Content::decode(&document.get_page_content(page))?;
    let mut reader = PageReader { text: String::new(), spans: vec![], pending: None };
    let mut current = None;
    for operation in &content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("Tf", [Object::Name(name), ..]) => current = encoding(name),
            ("Tm" | "Td" | "TD" | "T*" | "BT", _) => reader.apart(),
            ("BDC", [_, properties]) => reader.begin(properties),
            ("BMC", _) => reader.spans.push(false),
            ("EMC", _) => reader.end(),
            ("Tj" | "TJ", [shown]) => {
                if let Some(encoding) = current {
                    reader.show(shown, encoding)?;
                }
            }
            _ => {}
        }
    }
    Ok(reader.text)
}

struct PageReader {
    text: String,
    /// The open marked contents, and whether each says its text itself (`ActualText`).
    spans: Vec<bool>,
    /// What the open span says, until its first glyph shows where it stands.
    pending: Option<String>,
}

impl PageReader {
    /// What follows stands somewhere else.
    fn apart(&mut self) {
        let is_inside = self.spans.contains(&true) && self.pending.is_none();
        if !self.text.ends_with('\n') && !is_inside {
            self.text.push('\n');
        }
    }

    fn begin(&mut self, properties: &Object) {
        let actual = properties.as_dict().and_then(|it| it.get(b"ActualText"));
        let actual = actual.ok().and_then(|text| lopdf::decode_text_string(text).ok());
        self.spans.push(actual.is_some());
        self.pending = actual;
    }

    fn end(&mut self) {
        self.spans.pop();
        self.text.push_str(&self.pending.take().unwrap_or_default());
    }

    fn show(&mut self, shown: &Object, encoding: &Encoding) -> lopdf::Result<()> {
        match shown {
            Object::String(..) if self.spans.contains(&true) => {
                self.text.push_str(&self.pending.take().unwrap_or_default());
            }
            Object::String(bytes, _) => self.text.push_str(&Document::decode_text(encoding, bytes)?),
            Object::Array(parts) => parts.iter().try_for_each(|part| self.show(part, encoding))?,
            // Runs on one baseline are shown in one go, with the pen moved between them.
            Object::Integer(_) | Object::Real(_) => {
                if shown.as_float().is_ok_and(|moved| moved.abs() > APART) {
                    self.apart();
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// How far the pen moves between texts that have nothing to do with each other, in thousandths of
/// an em: more than any kerning, and more than the quarter em between Han and Latin.
const APART: f32 = 400.0;

fn faults(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else { return vec!["it has no catalogue".to_owned()] };
    ["MarkInfo", "StructTreeRoot", "Lang", "Metadata", "OutputIntents"]
        .into_iter()
        .filter(|key| !catalog.has(key.as_bytes()))
        .map(|key| format!("its catalogue lacks {key}"))
        .collect()
}
