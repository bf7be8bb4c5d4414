//! Fonts: the glyphs that a document uses, cut out of their faces and made ready to embed.
//!
//! `collect → subset → measure`

use std::{cmp::Reverse, collections::BTreeMap};

use lopdf::{Document, Object};
use printpdf::{Codepoint, FontId, Op, ParsedFont, PdfFont, PdfFontHandle, Pt, TextItem};
use subsetter::GlyphRemapper;
use unicode_normalization::char::is_combining_mark;
use write_fonts::{FontBuilder, read::FontRef, types::Tag};

use super::{cluster::clusters, measure::Measured};
use crate::{
    diag::{Diagnostic, Locus},
    font::{Face, FontBook},
    frame::{
        item::{Frame, FrameItem},
        page::Pages,
        text::{FaceId, GlyphRun},
    },
    inputs::sha256,
};

/// What copies as nothing: stands in `ToUnicode` for a glyph that only ever continues a
/// cluster. PDF/A-3a wants some character for every glyph (ISO 19005-3, 6.2.11.7.2), and the
/// cluster's `ActualText` says the right one.
const NO_TEXT: &str = "\u{200B}";

/// The faces of a document, each cut down to the glyphs that it uses.
pub struct Subsets {
    by_face: BTreeMap<FaceId, Subset>,
}

/// A face cut down.
pub struct Subset {
    /// Six capitals from the content, the name of the font on the pages too.
    pub tag: String,
    /// The height of its capitals, in thousandths of an em.
    pub cap_height: i64,
    /// The slant in degrees, negative to the right.
    pub italic_angle: i64,
    /// Whether its strokes end in serifs, as its name says.
    pub is_serif: bool,
    codes: Vec<Code>,
    /// Which of the codes each glyph of the whole face has, as far as the subset has it.
    places: Vec<Option<usize>>,
    font: ParsedFont,
}

/// How the pages write a glyph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Its number in the subset.
    pub number: u16,
    /// Its width, in thousandths of an em.
    pub width: u16,
    /// The one text that `ToUnicode` gives it.
    pub text: String,
}

impl Subsets {
    /// Cuts down every face that `pages` use.
    ///
    /// # Errors
    /// A face whose tables cannot be read, or that does not draw what stands on a page.
    pub fn of(pages: &Pages, fonts: &FontBook) -> Result<Self, Diagnostic> {
        let mut usage = Usage::default();
        pages.pages.iter().for_each(|page| usage.collect(page));
        let mut by_face = BTreeMap::new();
        for (id, votes) in usage.votes {
            by_face.insert(id, Subset::new(fonts.face(id), &votes)?);
        }
        Ok(Self { by_face })
    }

    /// The subset of a face that the pages use.
    pub fn get(&self, face: FaceId) -> &Subset {
        self.by_face.get(&face).expect("every face of the pages was collected")
    }

    /// Every subset.
    pub fn iter(&self) -> impl Iterator<Item = &Subset> {
        self.by_face.values()
    }
}

/// Reports a glyph that stands for a letter or a digit, and draws nothing or takes no room.
fn check_drawn(face: &Face, glyph: u16, code: &Code) -> Result<(), Diagnostic> {
    // Marks above and below letters take none, and what is blank is meant to be.
    let is_drawn = |c: &char| c.is_alphanumeric() && !is_combining_mark(*c);
    let Some(shown) = code.text.chars().next().filter(is_drawn) else { return Ok(()) };
    let lacks = match () {
        () if !face.draws(glyph) => "draws nothing",
        () if code.width == 0 => "leaves no room",
        () => return Ok(()),
    };
    let message = format!("the face {} {lacks} for {shown}", face.postscript_name());
    let fault = Diagnostic::error("blank-glyph", message).at(Locus::file(face.path()));
    Err(fault.help("name a face that has it: a reader would see nothing where a letter is meant"))
}

impl Subset {
    /// Cuts `face` down to the glyphs of `votes`.
    fn new(face: &Face, votes: &Votes) -> Result<Self, Diagnostic> {
        let measured = Measured::of(face);
        let mut numbers = GlyphRemapper::new();
        let mut places = vec![None; votes.keys().last().map_or(0, |last| usize::from(*last) + 1)];
        let mut codes = vec![];
        for (&glyph, texts) in votes {
            places[usize::from(glyph)] = Some(codes.len());
            let number = numbers.remap(glyph);
            let code = Code { number, width: measured.width(glyph), text: elect(texts) };
            check_drawn(face, glyph, &code)?;
            codes.push(code);
        }
        let program = subsetter::subset(face.data(), 0, &numbers).map_err(|error| {
            let message = format!("the face {} cannot be cut down: {error}", face.postscript_name());
            Diagnostic::error("bad-face", message)
                .at(Locus::file(face.path()))
                .help("put an intact TrueType or OpenType face there")
        })?;
        let program = drawing_tables(program);
        let widths = codes.iter().map(|code| (code.number, code.width)).collect();
        let tag = subset_tag(&program);
        Ok(Self {
            cap_height: measured.cap_height.into(),
            italic_angle: measured.italic_angle.into(),
            is_serif: face.postscript_name().contains("Serif"),
            codes,
            places,
            font: measured.font(program, widths, format!("{tag}+{}", face.postscript_name())),
            tag,
        })
    }

    /// How the pages write `glyph`, a number of the whole face.
    pub fn code(&self, glyph: u16) -> &Code {
        let place = self.places.get(usize::from(glyph)).copied().flatten();
        &self.codes[place.expect("every glyph of the pages was collected")]
    }

    /// The name by which the pages select the font.
    pub fn id(&self) -> FontId {
        FontId(self.tag.clone())
    }

    /// Operators that show every glyph once: from these the assembler learns which glyphs there are,
    /// how wide they are and what they stand for.
    pub fn specimen(&self) -> [Op; 4] {
        let glyph = |code: &Code| Codepoint::with_cid(code.number, 0.0, code.text.clone());
        let items = vec![TextItem::GlyphIds(self.codes.iter().map(glyph).collect())];
        let font = PdfFontHandle::External(self.id());
        [
            Op::StartTextSection,
            Op::SetFont { font, size: Pt(1.0) },
            Op::ShowText { items },
            Op::EndTextSection,
        ]
    }

    /// The font as the assembler embeds it.
    pub fn font(&self) -> PdfFont {
        PdfFont::new(self.font.clone())
    }
}

/// The tables that draw: of a TrueType face a PDF needs no others (ISO 32000-1, 9.9), and names
/// alone would be a sixth of a small subset.
const DRAWING: [Tag; 9] = [
    Tag::new(b"cvt "),
    Tag::new(b"fpgm"),
    Tag::new(b"glyf"),
    Tag::new(b"head"),
    Tag::new(b"hhea"),
    Tag::new(b"hmtx"),
    Tag::new(b"loca"),
    Tag::new(b"maxp"),
    Tag::new(b"prep"),
];

/// A font program without the tables that do not draw; another kind of program stays as it is.
fn drawing_tables(program: Vec<u8>) -> Vec<u8> {
    let Ok(font) = FontRef::new(&program) else { return program };
    if font.table_data(Tag::new(b"glyf")).is_none() {
        return program;
    }
    let mut builder = FontBuilder::new();
    for tag in DRAWING {
        if let Some(table) = font.table_data(tag) {
            builder.add_raw(tag, table);
        }
    }
    builder.build()
}

/// How often each glyph of a face stood for each text.
type Votes = BTreeMap<u16, Vec<(String, usize)>>;

/// What the pages use of the faces.
#[derive(Default)]
struct Usage {
    votes: BTreeMap<FaceId, Votes>,
}

impl Usage {
    fn collect(&mut self, frame: &Frame) {
        for (_, item) in &frame.items {
            match item {
                FrameItem::Group(frame) => self.collect(frame),
                FrameItem::Text(run) => self.collect_run(run),
                FrameItem::Shape(_)
                | FrameItem::Picture(..)
                | FrameItem::Link(..)
                | FrameItem::Anchor(_)
                | FrameItem::Tag(_) => {}
            }
        }
    }

    /// Only a glyph alone in its cluster says what it stands for: the others share.
    fn collect_run(&mut self, run: &GlyphRun) {
        let votes = self.votes.entry(run.face).or_default();
        for cluster in clusters(run) {
            for glyph in cluster.glyphs {
                let texts = votes.entry(glyph.id).or_default();
                if cluster.glyphs.len() == 1 && !cluster.claimed.is_empty() {
                    vote(texts, cluster.claimed);
                }
            }
        }
    }
}

fn vote(texts: &mut Vec<(String, usize)>, text: &str) {
    match texts.iter_mut().find(|(known, _)| known == text) {
        Some((_, times)) => *times += 1,
        None => texts.push((text.to_owned(), 1)),
    }
}

/// The text that a glyph stood for most often; of several, the first in code point order.
fn elect(texts: &[(String, usize)]) -> String {
    let winner = texts.iter().max_by_key(|(text, times)| (*times, Reverse(text)));
    winner.map_or_else(|| NO_TEXT.to_owned(), |(text, _)| text.clone())
}

/// A tag of six capitals for a subset (ISO 32000-1, 9.6.4), from its content.
fn subset_tag(program: &[u8]) -> String {
    let digest = sha256(program);
    let number = u64::from_str_radix(&digest[..12], 16).expect("a digest is hexadecimal");
    let letter = |place: u32| char::from(b'A' + u8::try_from(number / 26_u64.pow(place) % 26).unwrap_or(0));
    (0..6).map(letter).collect()
}

/// Corrects what the assembler cannot know of the fonts: their descriptors.
pub fn describe(document: &mut Document, subsets: &Subsets) {
    for subset in subsets.iter() {
        let name = subset.font.font_name.as_deref().unwrap_or_default().as_bytes();
        let descriptor =
            document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok()).find(|dict| {
                dict.has_type(b"FontDescriptor")
                    && dict.get(b"FontName").and_then(Object::as_name).is_ok_and(|it| it == name)
            });
        let descriptor = descriptor.expect("the assembler describes every font");
        descriptor.set("CapHeight", subset.cap_height);
        descriptor.set("ItalicAngle", subset.italic_angle);
        descriptor.set("Flags", flags(subset));
    }
}

/// The flags of a descriptor (ISO 32000-1, table 123). A subset is symbolic: its characters are
/// not those of the standard Latin set.
fn flags(subset: &Subset) -> i64 {
    let serif = if subset.is_serif { 1 << 1 } else { 0 };
    let italic = if subset.italic_angle == 0 { 0 } else { 1 << 6 };
    serif | 1 << 2 | italic
}
