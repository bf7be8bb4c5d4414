//! Rereading: a finished file is opened again, as a viewer would, and its pages give back their text.
//!
//! The library that reads here is none of those that write: what they agree on is in the file.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::{
    LoadPdfError, Pdf,
    content::UntypedIter,
    object::{Array, Dict, Object, ObjectIdentifier, Stream, String as Text},
    page::Page,
};
use lopdf::StringFormat;

use super::transcript::Transcript;
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

impl ReadPage {
    /// A page as its operators were written, with the transcript of their writer.
    pub(super) fn written(operators: &[u8], transcript: Transcript) -> Self {
        Self::new(&[operators, b"\n"].concat(), transcript, String::new())
    }

    fn new(published: &[u8], Transcript { reads, draws, .. }: Transcript, stamp: String) -> Self {
        Self { reads, draws, digest: sha256(published), stamp }
    }
}

/// Reads a file back.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn reread(bytes: &[u8]) -> Result<Reread, String> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => "it is encrypted: open it with its password and save it without",
        LoadPdfError::Invalid => "it cannot be opened: it is no PDF, or damaged",
    })?;
    let catalog: Option<Dict<'_>> = pdf.xref().get(pdf.xref().root_id());
    let catalog = catalog.ok_or("it cannot be opened: it has no catalogue")?;
    let mut fonts = Fonts::default();
    let pages: Vec<ReadPage> = pdf.pages().iter().map(|page| fonts.read(page)).collect();
    Ok(Reread {
        pages,
        attachments: attached(&catalog),
        faces: faces(fonts.digests),
        faults: faults(|key| catalog.contains_key(key)),
    })
}

/// The digest of all faces from those of each program and of each table from glyphs to text.
pub(super) fn faces(mut digests: Vec<String>) -> String {
    digests.sort();
    sha256(digests.concat().as_bytes())
}

/// What the catalogue lacks of a tagged, self-contained document, a line each.
pub(super) fn faults(has: impl Fn(&str) -> bool) -> Vec<String> {
    let wanted = ["MarkInfo", "StructTreeRoot", "Lang", "Metadata", "OutputIntents"];
    wanted.into_iter().filter(|key| !has(key)).map(|key| format!("its catalogue lacks {key}")).collect()
}

/// The files inside a document, by name.
fn attached(catalog: &Dict<'_>) -> Vec<(String, Vec<u8>)> {
    let files = catalog.get::<Array<'_>>("AF").unwrap_or_default();
    let file = |file: Dict<'_>| {
        let stream: Stream<'_> = file.get::<Dict<'_>>("EF")?.get("F")?;
        Some((text(&file.get::<Text<'_>>("UF")?)?, plain(&stream)))
    };
    files.iter::<Dict<'_>>().filter_map(file).collect()
}

/// What a stream holds, compressed or not.
fn plain(stream: &Stream<'_>) -> Vec<u8> {
    stream.decoded_data().map_or_else(|_| stream.raw_data().into_owned(), std::borrow::Cow::into_owned)
}

/// A text string (ISO 32000-1, 7.9.2.2).
fn text(string: &Text<'_>) -> Option<String> {
    let string = lopdf::Object::String(string.as_bytes().to_vec(), StringFormat::Literal);
    lopdf::decode_text_string(&string).ok()
}

/// The fonts met so far, by their object: pages share them.
#[derive(Default)]
struct Fonts {
    /// What the glyphs of each stand for.
    known: BTreeMap<Option<ObjectIdentifier>, Option<CMap>>,
    /// Of every program and every table from glyphs to text; of stamps none.
    digests: Vec<String>,
}

impl Fonts {
    fn read(&mut self, page: &Page<'_>) -> ReadPage {
        let fonts = &page.resources().fonts;
        let named = fonts.keys().filter_map(|name| Some((name.to_vec(), fonts.get::<Dict<'_>>(name)?)));
        let named: BTreeMap<Vec<u8>, Dict<'_>> = named.collect();
        for font in named.values() {
            if self.known.contains_key(&font.obj_id()) {
                continue;
            }
            let meanings: Option<Stream<'_>> = font.get("ToUnicode");
            let meanings = meanings.map(|stream| plain(&stream));
            if !font.contains_key(STAMP) {
                self.digests.extend(meanings.iter().chain(&program(font)).map(|it| sha256(it)));
            }
            let meanings = meanings.and_then(|table| CMap::parse(&table, |_| None));
            self.known.insert(font.obj_id(), meanings);
        }
        let meanings = |name: &[u8]| self.known.get(&named.get(name)?.obj_id())?.as_ref();
        let (mut published, mut stamped) = (vec![], vec![]);
        for stream in contents(page) {
            let part = if stream.dict().contains_key(STAMP) { &mut stamped } else { &mut published };
            part.extend(plain(&stream));
            part.push(b'\n');
        }
        let stamp = transcript(&stamped, &meanings).reads;
        ReadPage::new(&published, transcript(&published, &meanings), stamp)
    }
}

/// The program of a composite font.
fn program(font: &Dict<'_>) -> Option<Vec<u8>> {
    let descendants: Array<'_> = font.get("DescendantFonts")?;
    let descriptor: Dict<'_> = descendants.iter::<Dict<'_>>().next()?.get("FontDescriptor")?;
    let program = ["FontFile2", "FontFile3"].into_iter().find_map(|key| descriptor.get::<Stream<'_>>(key));
    program.map(|stream| plain(&stream))
}

/// The streams that draw a page.
fn contents<'a>(page: &Page<'a>) -> Vec<Stream<'a>> {
    match page.raw().get::<Stream<'_>>("Contents") {
        Some(only) => vec![only],
        None => page.raw().get::<Array<'_>>("Contents").unwrap_or_default().iter().collect(),
    }
}

/// What operators say, in fonts whose glyphs have those meanings.
fn transcript<'f>(operators: &[u8], meanings: &impl Fn(&[u8]) -> Option<&'f CMap>) -> Transcript {
    let mut transcript = Transcript::default();
    let mut font = None;
    let mut operators = UntypedIter::new(operators);
    while let Some(instruction) = operators.next() {
        let mut operands = instruction.operands();
        match &**instruction.operator {
            b"Tf" => {
                let name = operands.next().and_then(|name| name.clone().into_name());
                font = name.and_then(|name| meanings(&name));
            }
            b"Tm" | b"Td" | b"TD" | b"T*" | b"BT" => transcript.apart(),
            b"BDC" => transcript.begin(operands.nth(1).and_then(actual)),
            b"BMC" => transcript.begin(None),
            b"EMC" => transcript.end(),
            b"Tj" | b"TJ" => {
                if let (Some(shown), Some(font)) = (operands.next(), font) {
                    show(shown, font, &mut transcript);
                }
            }
            _ => {}
        }
    }
    transcript
}

/// What a span says itself.
fn actual(properties: &Object<'_>) -> Option<String> {
    let Object::Dict(properties) = properties else { return None };
    text(&properties.get::<Text<'_>>("ActualText")?)
}

fn show(shown: &Object<'_>, font: &CMap, transcript: &mut Transcript) {
    match shown {
        Object::String(glyphs) => {
            let glyphs = glyphs
                .as_bytes()
                .chunks(2)
                .map(|code| code.iter().fold(0, |it, byte| it << 8 | u32::from(*byte)));
            glyphs.for_each(|glyph| transcript.show(&meaning(font, glyph)));
        }
        Object::Array(parts) => parts.iter::<Object<'_>>().for_each(|part| show(&part, font, transcript)),
        Object::Number(moved) => transcript.moved(moved.as_f32()),
        _ => {}
    }
}

/// What a glyph stands for.
fn meaning(font: &CMap, glyph: u32) -> String {
    match font.lookup_bf_string(glyph) {
        Some(BfString::Char(character)) => character.to_string(),
        Some(BfString::String(text)) => text,
        None => char::REPLACEMENT_CHARACTER.to_string(),
    }
}
