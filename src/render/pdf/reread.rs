//! Rereading: a finished file is opened again, as a viewer would, and its pages give back their text.
//!
//! The library that reads here is none of those that write: what they agree on is in the file.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::{
    Pdf,
    content::UntypedIter,
    object::{Object, String as Text},
};
use lopdf::{Document, StringFormat};

use super::{
    graph::{
        Asides, Dict, Digests, Graph, ReadGraph, Value, WrittenGraph, asides, contents, described,
        disagreements, facets, fonts, misshapen, pages, trailer, weight,
    },
    stamped::{self, Stamped},
    transcript::PageTranscript,
};

/// Marks what was stamped on a copy: it is no part of what was published.
pub const STAMP: &[u8] = b"BRIEFING_Stamp";

/// What a file says when it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reread {
    pub pages: Vec<ReadPage>,
    /// The release that its metadata name, where they are as this program writes them.
    pub release: Option<String>,
    /// What it says beside its pages.
    pub asides: Asides,
    /// The files inside it, by name.
    pub attachments: Vec<(String, Vec<u8>)>,
    /// What is said of them, by name.
    pub descriptions: BTreeMap<String, String>,
    /// The digests of all that it shows and says, but for stamps.
    pub digests: Digests,
    /// What was stamped on it afterwards.
    pub stamped: Stamped,
    /// What the file lacks of a tagged, self-contained document, or has and no file of ours has, a line
    /// each.
    pub faults: Vec<String>,
}

/// A page read back. Texts that were placed apart are on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPage {
    /// What a reader who copies or listens gets.
    pub reads: String,
    /// What the glyphs show, whatever the page says that they mean.
    pub draws: String,
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
    /// A page with the transcript of its writer.
    pub(super) fn written(transcript: PageTranscript) -> Self {
        Self::new(transcript, String::new())
    }

    fn new(PageTranscript { reads, draws, .. }: PageTranscript, stamp: String) -> Self {
        Self { reads, draws, stamp }
    }
}

/// Reads a file back.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn reread(bytes: &[u8]) -> Result<Reread, String> {
    weight::check(bytes)?;
    let trailer = trailer(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| "it cannot be opened: it is no PDF, or damaged")?;
    let graph = ReadGraph::of(&pdf, trailer);
    let catalogue = graph.entries(graph.root());
    let (leaves, _) = pages(&graph);
    let mut known = Fonts::default();
    let digests = facets(&graph);
    let pages: Vec<ReadPage> = leaves.iter().map(|page| known.read(&graph, &graph.entries(*page))).collect();
    let draws: Vec<&str> = pages.iter().map(|page| page.draws.as_str()).collect();
    let faults = faults(|key| catalogue.contains_key(key.as_bytes()));
    Ok(Reread {
        faults: [faults, misshapen(&graph), disagreements(&graph, &draws)].concat(),
        release: described(&graph, &catalogue),
        pages,
        asides: asides(&graph),
        attachments: attached(&graph, &catalogue),
        descriptions: descriptions(&graph, &catalogue),
        stamped: stamped::stamped(&graph, &digests),
        digests,
    })
}

/// The digests of a file as the library reads it that writes them: two readers that know nothing of
/// each other do not err alike.
///
/// # Errors
/// What keeps it from being read, in a few words.
pub fn second_opinion(bytes: &[u8]) -> Result<Digests, String> {
    let document = Document::load_mem(bytes).map_err(|error| format!("it cannot be opened: {error}"))?;
    let graph = WrittenGraph::of(&document).ok_or("it cannot be opened: it has no catalogue")?;
    Ok(facets(&graph))
}

/// What the catalogue lacks of a tagged, self-contained document, a line each.
pub(super) fn faults(has: impl Fn(&str) -> bool) -> Vec<String> {
    let wanted = ["MarkInfo", "StructTreeRoot", "Lang", "Metadata", "OutputIntents"];
    wanted.into_iter().filter(|key| !has(key)).map(|key| format!("its catalogue lacks {key}")).collect()
}

/// The files inside a document, by name.
fn attached(graph: &impl Graph, catalogue: &Dict) -> Vec<(String, Vec<u8>)> {
    let file = |file: &Value| {
        let file = graph.resolve(file).into_dict()?;
        let name = text(file.get(b"UF".as_slice())?.as_text()?)?;
        let stream = graph.dict(&file, b"EF").get(b"F".as_slice())?.as_ref()?;
        Some((name, graph.data(stream).unwrap_or_default()))
    };
    graph.array(catalogue, b"AF").iter().filter_map(file).collect()
}

/// What is said of the files inside a document, by their names.
fn descriptions(graph: &impl Graph, catalogue: &Dict) -> BTreeMap<String, String> {
    let files = graph.array(catalogue, b"AF");
    let of_file = |file: &Value| {
        let file = graph.dict_of(file);
        let said = |key: &[u8]| file.get(key).and_then(Value::as_text).and_then(text);
        Some((said(b"UF")?, said(b"Desc").unwrap_or_default()))
    };
    files.iter().filter_map(of_file).collect()
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub(super) fn text(string: &[u8]) -> Option<String> {
    let string = lopdf::Object::String(string.to_vec(), StringFormat::Literal);
    lopdf::decode_text_string(&string).ok()
}

/// Bytes of a page's operators that are read; of a page of ours they are some hundred thousand.
const MOST_OPERATORS: usize = 16 << 20;

/// What the glyphs of the fonts met so far stand for: pages share them.
#[derive(Default)]
struct Fonts {
    known: Vec<(Value, Option<CMap>)>,
}

impl Fonts {
    fn read(&mut self, graph: &impl Graph, page: &Dict) -> ReadPage {
        let mut named = BTreeMap::new();
        for (name, font) in fonts(graph, page) {
            let place = self.known.iter().position(|(known, _)| *known == font).unwrap_or_else(|| {
                let table = graph.dict_of(&font).get(b"ToUnicode".as_slice()).and_then(Value::as_ref);
                let table = table.and_then(|table| CMap::parse(&graph.data(table)?, |_| None));
                self.known.push((font, table));
                self.known.len() - 1
            });
            named.insert(name, place);
        }
        let meanings = |name: &[u8]| self.known.get(*named.get(name)?)?.1.as_ref();
        let (mut published, mut stamps) = (vec![], vec![]);
        for part in contents(graph, page) {
            let Some(id) = part.as_ref() else { continue };
            let is_stamp = graph.entries(id).contains_key(STAMP);
            let operators = if is_stamp { &mut stamps } else { &mut published };
            // A page may name one stream a thousand times.
            if operators.len() <= MOST_OPERATORS {
                operators.extend(graph.data(id).unwrap_or_default());
                operators.push(b'\n');
            }
        }
        let stamp = transcript(&stamps, &meanings).reads;
        ReadPage::new(transcript(&published, &meanings), stamp)
    }
}

/// What operators say, in fonts whose glyphs have those meanings.
fn transcript<'f>(operators: &[u8], meanings: &impl Fn(&[u8]) -> Option<&'f CMap>) -> PageTranscript {
    let mut transcript = PageTranscript::default();
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
    text(properties.get::<Text<'_>>("ActualText")?.as_bytes())
}

fn show(shown: &Object<'_>, font: &CMap, transcript: &mut PageTranscript) {
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
