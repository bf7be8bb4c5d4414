//! Rereading: a finished file is opened again, as a viewer would, and its pages give back their text.

use std::collections::{BTreeMap, btree_map::Entry};

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId, content::Content};

use super::attach::attached;
use crate::inputs::sha256;

/// Marks what was stamped on a copy: it is no part of what was published.
pub const STAMP: &[u8] = b"BRIEFING_Stamp";

/// What a file says when it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reread {
    pub pages: Vec<ReadPage>,
    /// The files inside it, by name.
    pub attachments: Vec<(String, Vec<u8>)>,
    /// The digest of every face and of what its glyphs stand for.
    pub faces: String,
    /// What the file lacks of a tagged, self-contained document, a line each.
    pub faults: Vec<String>,
}

/// A page read back. Texts that were placed apart are on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPage {
    /// What a reader who copies or listens gets.
    pub reads: String,
    /// What the glyphs show, whatever the page says that they mean.
    pub draws: String,
    /// The digest of everything that draws the page.
    pub digest: String,
    /// What was stamped on it afterwards.
    pub stamp: String,
}

impl Reread {
    /// The file of that name inside.
    pub fn attachment(&self, name: &str) -> Option<&[u8]> {
        self.attachments.iter().find(|it| it.0 == name).map(|it| it.1.as_slice())
    }
}

/// Reads a file back.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn reread(bytes: &[u8]) -> Result<Reread, String> {
    let document = Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err("it is encrypted: open it with its password and save it without".to_owned());
    }
    let mut encodings = Encodings::default();
    let mut pages = vec![];
    for (number, page) in document.get_pages() {
        let page = read_page(&document, page, &mut encodings)
            .map_err(|error| format!("its page {number} cannot be read: {error}"))?;
        pages.push(page);
    }
    let attachments = attached(&document);
    Ok(Reread { pages, attachments, faces: faces(&document), faults: faults(&document) })
}

/// The encodings of the fonts met so far, by the font's object: pages share them.
#[derive(Default)]
struct Encodings<'a>(BTreeMap<*const Dictionary, Encoding<'a>>);

fn read_page<'a>(
    document: &'a Document,
    page: ObjectId,
    encodings: &mut Encodings<'a>,
) -> lopdf::Result<ReadPage> {
    let fonts = document.get_page_fonts(page)?;
    for font in fonts.values() {
        let key = std::ptr::from_ref(*font);
        if let Entry::Vacant(unknown) = encodings.0.entry(key) {
            unknown.insert(font.get_font_encoding(document)?);
        }
    }
    let encoding = |name: &[u8]| encodings.0.get(&std::ptr::from_ref(*fonts.get(name)?));
    let (mut published, mut stamped) = (vec![], vec![]);
    for id in document.get_page_contents(page) {
        let stream = document.get_object(id)?.as_stream()?;
        let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
        let part = if stream.dict.has(STAMP) { &mut stamped } else { &mut published };
        part.extend(content);
        part.push(b'\n');
    }
    let content = Content::decode(&published)?;
    Ok(ReadPage {
        reads: read_content(&content, &encoding, Heed::Meaning)?,
        draws: read_content(&content, &encoding, Heed::Glyphs)?,
        digest: sha256(&published),
        stamp: read_content(&Content::decode(&stamped)?, &encoding, Heed::Meaning)?,
    })
}

/// What a reader goes by where glyphs and their meaning (`ActualText`) are both given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heed {
    Meaning,
    Glyphs,
}

fn read_content<'e, 'a: 'e>(
    content: &Content,
    encoding: &impl Fn(&[u8]) -> Option<&'e Encoding<'a>>,
    heed: Heed,
) -> lopdf::Result<String> {
    let mut reader = PageReader { text: String::new(), heed, spans: vec![], pending: None };
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
    heed: Heed,
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
        let actual = actual.filter(|_| self.heed == Heed::Meaning);
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
            Object::Integer(_) | Object::Real(_)
                if shown.as_float().is_ok_and(|moved| moved.abs() > APART) =>
            {
                self.apart();
            }
            _ => {}
        }
        Ok(())
    }
}

/// How far the pen moves between texts that have nothing to do with each other, in thousandths of
/// an em: more than any kerning, and more than the quarter em between Han and Latin.
const APART: f32 = 400.0;

/// The digest of every embedded face and of every table from glyphs to text.
fn faces(document: &Document) -> String {
    let content = |dict: &Dictionary, key: &[u8]| {
        let stream = document.get_object(dict.get(key).ok()?.as_reference().ok()?).ok()?.as_stream().ok()?;
        Some(sha256(&stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())))
    };
    let dicts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let published = dicts.filter(|dict| !dict.has(STAMP));
    let keys: [&[u8]; 2] = [b"FontFile2", b"ToUnicode"];
    let mut digests: Vec<String> =
        published.flat_map(|dict| keys.into_iter().filter_map(|key| content(dict, key))).collect();
    digests.sort();
    sha256(digests.concat().as_bytes())
}

/// What the catalogue lacks of a tagged, self-contained document, a line each.
pub(super) fn faults(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else { return vec!["it has no catalogue".to_owned()] };
    ["MarkInfo", "StructTreeRoot", "Lang", "Metadata", "OutputIntents"]
        .into_iter()
        .filter(|key| !catalog.has(key.as_bytes()))
        .map(|key| format!("its catalogue lacks {key}"))
        .collect()
}
