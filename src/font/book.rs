//! The font book: which face draws which character.

use std::{fmt, ops::Range};

use harfrust::{Language, Script};

use super::face::Face;
use crate::{
    diag::Sink,
    doc::lang::Lang,
    frame::text::FaceId,
    inputs::Files,
    theme::{FaceFamily, Faces, Family, Weight},
};

/// How a run of text is to look; the face follows from it, character for character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style {
    pub family: Family,
    pub weight: Weight,
    pub italic: bool,
}

/// Every face of a theme.
#[derive(Default)]
pub struct FontBook {
    faces: Vec<Face>,
    shelves: Vec<(Family, Half, Vec<Shelved>)>,
}

/// A family's half: its Han face and its Latin face are different files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Han,
    Latin,
}

/// A face on its family's shelf.
struct Shelved {
    id: FaceId,
    weight: Weight,
    italic: bool,
}

/// A character that no face of the asked family draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingGlyph {
    pub character: char,
    /// The faces that were tried, by name.
    pub tried: Vec<String>,
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { character, tried } = self;
        write!(f, "no face has {character} (U+{:04X}); tried {}", u32::from(*character), tried.join(", "))
    }
}

impl std::error::Error for MissingGlyph {}

impl FontBook {
    /// Parses the faces that a theme names, from the files under `fonts/`.
    ///
    /// A file that is missing or no face is reported, and the book goes without it.
    pub fn load(faces: &Faces, files: &Files, sink: &mut Sink) -> Self {
        let mut book = Self::default();
        for (family, files_of) in [(Family::Serif, &faces.serif), (Family::Sans, &faces.sans)] {
            book.load_family(family, files_of, files, sink);
        }
        book
    }

    /// The face of that position.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// Every face, in order.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0_u16..).map(FaceId).zip(&self.faces)
    }

    fn load_family(&mut self, family: Family, faces: &FaceFamily, files: &Files, sink: &mut Sink) {
        let halves = [
            (Half::Han, &faces.han, Script::HAN, "zh-hans"),
            (Half::Latin, &faces.latin, Script::LATIN, "en"),
        ];
        for (half, list, script, language) in halves {
            let language: Language = language.parse().expect("the tag is not empty");
            let mut shelf = vec![];
            for wanted in list {
                let face = files
                    .get(&format!("fonts/{}", wanted.file))
                    .and_then(|file| Face::parse(file, script, &language));
                match face {
                    Err(diagnostic) => sink.push(diagnostic),
                    Ok(face) => {
                        let id = FaceId(u16::try_from(self.faces.len()).expect("a theme names few faces"));
                        self.faces.push(face);
                        shelf.push(Shelved { id, weight: wanted.weight, italic: wanted.italic });
                    }
                }
            }
            self.shelves.push((family, half, shelf));
        }
    }

    /// Cuts `text` into stretches of one face each.
    ///
    /// # Errors
    /// The first character that no face of the family draws.
    pub(super) fn itemize(
        &self,
        text: &str,
        lang: Lang,
        style: Style,
    ) -> Result<Vec<(FaceId, Range<usize>)>, MissingGlyph> {
        let mut stretches: Vec<(FaceId, Range<usize>)> = vec![];
        for (start, c) in text.char_indices() {
            let face = self.choose(c, lang, style)?;
            let end = start + c.len_utf8();
            match stretches.last_mut() {
                Some((last, range)) if *last == face => range.end = end,
                _ => stretches.push((face, start..end)),
            }
        }
        Ok(stretches)
    }

    /// The face for a character: the language's own half first, then the other.
    fn choose(&self, c: char, lang: Lang, style: Style) -> Result<FaceId, MissingGlyph> {
        let halves = if is_han(c, lang) { [Half::Han, Half::Latin] } else { [Half::Latin, Half::Han] };
        let mut tried = vec![];
        for half in halves {
            let Some(id) = self.nearest(half, style) else { continue };
            if self.face(id).has(c) {
                return Ok(id);
            }
            tried.push(self.face(id).postscript_name().to_owned());
        }
        Err(MissingGlyph { character: c, tried })
    }

    /// The face of a half that comes nearest to a style: italic where there is one, then the same
    /// weight, a heavier one, a lighter one.
    fn nearest(&self, half: Half, style: Style) -> Option<FaceId> {
        let (_, _, shelf) =
            self.shelves.iter().find(|(family, of, _)| (*family, *of) == (style.family, half))?;
        shelf
            .iter()
            .min_by_key(|face| {
                let lighter = face.weight < style.weight;
                let distance = (face.weight as u8).abs_diff(style.weight as u8);
                (face.italic != style.italic, lighter, distance)
            })
            .map(|face| face.id)
    }
}

/// Whether the Han face draws a character of a run in `lang`.
///
/// The quotes, the apostrophe, the dash, the dots and the middle dot belong to both scripts under
/// one code point: their face follows the language, or *China’s* would get a full-width mark.
fn is_han(c: char, lang: Lang) -> bool {
    match c {
        '‘' | '’' | '“' | '”' | '…' | '—' | '·' => lang == Lang::Zh,
        _ => matches!(u32::from(c),
            0x2E80..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF),
    }
}
