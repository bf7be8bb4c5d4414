//! Soundness: whether a file draws what its characters mean, as far as a program can tell.
//!
//! A damaged face leaves letters out, sets them on one spot or draws one digit as another, and nothing else in a
//! document would tell. The faces that come with the program are known by their digests; any other is
//! named in the theme with its own, and looked over here.

use harfrust::{
    Font, GlyphId,
    font::glyph::outline::{DrawMemory, DrawOptions, PathSink},
};
use read_fonts::TableProvider as _;

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
    theme::FaceFile,
};

/// The digests of the faces in `templates/fonts`.
pub const SHIPPED: [&str; 11] = [
    // NotoSansSC-Bold, -Medium, -Regular
    "dca9d7cac429292736e4c59d43836b6a00c8ec0ec22dc766563e52a88d777d55",
    "7173e048bf78560a2bf17c31de02098196e58837f267410c44dd2b20598aa37b",
    "5f1169a62231f788c584d6c732eab902d71086c817edaffeb8ed2b8473b27bcb",
    // NotoSerifSC-Bold, -Regular
    "74d91b21db3a49722c68e31f2f76c2d3276b4855d5a8246bf5887f62bd969e67",
    "4b0a64ddfaa61f7b9cff6af3a0ccbbccd557b4a56815b1d1ff75580f65623e02",
    // SourceSans3-Bold, -Regular, -SemiBold
    "7109021766e915ecd9721e28d11dfc732d57affda49e4ca15bb6d1529add7fdd",
    "393fb5b878ceed04aebc34b097e853ae5138c51d0c34b496ce8e2b47e0d0b94a",
    "bd2550fce2d295b0bf20bd8b1b7f1477da834f1066bd850aafdb4787a67a63ca",
    // SourceSerif4-Bold, -Italic, -Regular
    "162a20188bb5c72582b77ca1c3a03480b743695b1c3c04dd0d79ead4e74f4533",
    "8abc06ebcf3a84d6e18763fad2fd237c9149104f16963f459c8763390048aff2",
    "d47da11c5f55f031d9ec54c3172865d76009b2cbab5c706dfa73866b00096639",
];

/// Whether a face is one of those that come with the program.
pub(super) fn is_shipped(file: &File) -> bool {
    SHIPPED.contains(&file.digest.as_str())
}

/// Holds a file against the digest that the theme gives of it, or against those of the shipped faces.
///
/// # Errors
/// It is another file, or one that nobody has vouched for: it is not even parsed.
pub(super) fn vouched(file: &File, wanted: &FaceFile) -> Result<(), Diagnostic> {
    let at = |fault: Diagnostic| fault.at(Locus::file(&file.path));
    let digest = &file.digest;
    match &wanted.sha256 {
        Some(named) if named.eq_ignore_ascii_case(digest) => Ok(()),
        Some(_) => {
            let message = format!("the file is not the face that the theme means: its digest is {digest}");
            Err(at(Diagnostic::error("another-face", message))
                .help("put the face back, or look at what this one draws and write its digest"))
        }
        None if is_shipped(file) => Ok(()),
        None => {
            let message = "the file is none of the faces that come with the program";
            Err(at(Diagnostic::error("unknown-face", message)).help(format!(
                "put the face back; a face of your own is named with its digest: {{ file = \"{}\", sha256 = \"{digest}\" }}",
                wanted.file.get_ref()
            )))
        }
    }
}

/// What is wrong with a face that did not come with the program, a phrase each.
pub(super) fn faults(font: &Font, bytes: &[u8]) -> Vec<String> {
    let mut found = of_tables(bytes);
    // As it is written: the library that sets text makes do with any.
    let units = font.tables().head().map_or(0, |head| head.units_per_em());
    // OpenType, head: a valid value is from 16 to 16384. Viewers take another face for one with any other.
    if !(16..=16384).contains(&units) {
        found.push(format!("an em of it has {units} units, viewers take 16 to 16384"));
    }
    found.extend(of_digits(font));
    found
}

/// Tables that viewers need and it lacks, that end behind its end, or whose checksum is not theirs (OpenType,
/// “Calculating checksums”).
fn of_tables(bytes: &[u8]) -> Vec<String> {
    const NEEDED: [&[u8; 4]; 5] = [b"cmap", b"head", b"hhea", b"hmtx", b"maxp"];
    let Some(records) = records(bytes) else { return vec!["its list of tables is cut off".to_owned()] };
    let mut found = vec![];
    for record in &records {
        let name = String::from_utf8_lossy(&record.tag).into_owned();
        let end = record.offset.checked_add(record.length).filter(|end| *end <= bytes.len());
        match end.map(|end| &bytes[record.offset..end]) {
            None => found.push(format!("its table {name} is cut off")),
            Some(table) if checksum(record.tag, table) != record.checksum => {
                found.push(format!("its table {name} was altered"));
            }
            Some(_) => {}
        }
    }
    let has = |tag: &[u8; 4]| records.iter().any(|it| it.tag == *tag);
    let outlines = has(b"CFF ") || has(b"CFF2") || has(b"glyf") && has(b"loca");
    found.extend(
        NEEDED
            .into_iter()
            .filter(|tag| !has(tag))
            .map(|tag| format!("it has no table {}", tag.escape_ascii())),
    );
    if !outlines {
        found.push("it has no outlines".to_owned());
    }
    found
}

struct TableRecord {
    tag: [u8; 4],
    checksum: u32,
    offset: usize,
    length: usize,
}

/// The records of its tables; of a collection those of the first face.
fn records(bytes: &[u8]) -> Option<Vec<TableRecord>> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let size = |at: usize| number(at).and_then(|it| usize::try_from(it).ok());
    let start = if bytes.starts_with(b"ttcf") { size(12)? } else { 0 };
    let count = size(start.checked_add(4)?)? >> 16;
    let record = |nth: usize| {
        let at = start + 12 + 16 * nth;
        let tag = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(TableRecord { tag, checksum: number(at + 4)?, offset: size(at + 8)?, length: size(at + 12)? })
    };
    (0..count).map(record).collect()
}

fn checksum(tag: [u8; 4], table: &[u8]) -> u32 {
    let word = |(nth, chunk): (usize, &[u8])| {
        // The third word of `head` makes up for the whole file's sum, and counts as nothing.
        if &tag == b"head" && nth == 2 {
            return 0;
        }
        let mut bytes = [0; 4];
        bytes[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(bytes)
    };
    table.chunks(4).enumerate().map(word).fold(0, u32::wrapping_add)
}

/// Digits that it draws not at all, on one spot, or like another.
fn of_digits(font: &Font) -> Vec<String> {
    let mut found = vec![];
    let mut drawn: Vec<(char, Vec<u32>)> = vec![];
    for digit in '0'..='9' {
        let Some(glyph) = font.charmap().map_unicode(digit) else { continue };
        let outline = outline(font, glyph);
        match drawn.iter().find(|(_, other)| *other == outline) {
            _ if outline.is_empty() => found.push(format!("it draws nothing for {digit}")),
            Some((other, _)) => found.push(format!("it draws {digit} as it draws {other}")),
            None if font.glyph_metrics().h_advance(glyph) <= 0.0 => {
                found.push(format!("its {digit} has no width"));
            }
            None => {}
        }
        drawn.push((digit, outline));
    }
    found
}

/// Whether a glyph draws anything. What cannot be drawn to its end is as good as not drawn.
pub(super) fn draws(font: &Font, glyph: GlyphId) -> bool {
    !outline(font, glyph).is_empty()
}

/// What a glyph draws, in a form that is the same for the same outline; nothing for a blank.
fn outline(font: &Font, glyph: GlyphId) -> Vec<u32> {
    let mut drawn = RelativeOutline::default();
    if let Some(shape) = font.outline_glyphs().get(glyph)
        && shape.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut drawn).is_err()
    {
        return vec![];
    }
    drawn.path
}

/// An outline as commands and numbers, bit by bit, from its first point on: where a glyph stands beside its origin
/// does not tell digits apart.
#[derive(Default)]
struct RelativeOutline {
    path: Vec<u32>,
    start: Option<(f32, f32)>,
}

impl RelativeOutline {
    fn step<const N: usize>(&mut self, command: char, points: [(f32, f32); N]) {
        self.path.push(command.into());
        for (x, y) in points {
            let (left, bottom) = *self.start.get_or_insert((x, y));
            self.path.extend([x - left, y - bottom].map(f32::to_bits));
        }
    }
}

impl PathSink for RelativeOutline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', [(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', [(x, y)]);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.step('Q', [(cx0, cy0), (x, y)]);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.step('C', [(cx0, cy0), (cx1, cy1), (x, y)]);
    }

    fn close(&mut self) {
        self.step('Z', []);
    }
}
