//! The font book: which face draws which character.

use std::{collections::BTreeMap, fmt, ops::Range, sync::Arc};

use harfrust::{Language, Script};

use super::{face::Face, marks::has_han_face, sound};
use crate::{
    diag::{Diagnostic, Sink},
    frame::text::FaceId,
    inputs::Files,
    lang::Lang,
    theme::{FaceFile, Faces, Family, Weight},
};

/// How a run of text is to look; the face follows from it, character for character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Style {
    pub family: Family,
    pub weight: Weight,
    pub italic: bool,
}

/// Every face of a theme.
///
/// The books of the themes of one volume are loaded together: they number their faces alike, so
/// that pages set from any of them can be bound.
#[derive(Default)]
pub struct FontBook {
    faces: Arc<Vec<Face>>,
    shelves: Vec<(Family, Half, Vec<Shelved>)>,
    /// What is tried when a family lacks a character.
    fallback: Vec<FaceId>,
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
    /// Parses the faces that a theme names, from the files of `templates/`.
    ///
    /// A file that is missing, no face, or not to be embedded is reported, and the book goes
    /// without it.
    pub fn load(faces: &Faces, files: &Files, sink: &mut Sink) -> Self {
        Self::load_all([faces], files, sink).pop().unwrap_or_default()
    }

    /// The same for several themes: a book each, in their order.
    pub fn load_all<'t>(
        themes: impl IntoIterator<Item = &'t Faces>,
        files: &Files,
        sink: &mut Sink,
    ) -> Vec<Self> {
        let mut loader = Loader { files, sink, faces: vec![], known: BTreeMap::new() };
        let books: Vec<Self> = themes.into_iter().map(|faces| loader.book(faces)).collect();
        let faces = Arc::new(loader.faces);
        books.into_iter().map(|book| Self { faces: Arc::clone(&faces), ..book }).collect()
    }

    /// The face of that position.
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[usize::from(id.0)]
    }

    /// The weight that the theme takes a face for; regular for one that stands in for rare characters.
    pub fn weight(&self, id: FaceId) -> Weight {
        let shelved = self.shelves.iter().flat_map(|(_, _, shelf)| shelf).find(|it| it.id == id);
        shelved.map_or_else(Weight::default, |it| it.weight)
    }

    /// Every face, in order.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0_u16..).map(FaceId).zip(self.faces.iter())
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
        let [han, latin] = [Half::Han, Half::Latin].map(|half| self.nearest(half, style));
        let mut stretches: Vec<(FaceId, Range<usize>)> = vec![];
        for (start, c) in text.char_indices() {
            let halves = if has_han_face(c, lang) { [han, latin] } else { [latin, han] };
            let face = self.choose(c, halves)?;
            let end = start + c.len_utf8();
            match stretches.last_mut() {
                Some((last, range)) if *last == face => range.end = end,
                _ => stretches.push((face, start..end)),
            }
        }
        Ok(stretches)
    }

    /// The face for a character: the language's own half first, then the other, then what the theme
    /// names for rare ones.
    fn choose(&self, c: char, halves: [Option<FaceId>; 2]) -> Result<FaceId, MissingGlyph> {
        let candidates = halves.into_iter().flatten().chain(self.fallback.iter().copied());
        candidates.clone().find(|id| self.face(*id).has(c)).ok_or_else(|| MissingGlyph {
            character: c,
            tried: candidates.map(|id| self.face(id).postscript_name().to_owned()).collect(),
        })
    }

    /// The face of a half that comes nearest to a style: italic where there is one, then the same
    /// weight, a heavier one, a lighter one.
    fn nearest(&self, half: Half, style: Style) -> Option<FaceId> {
        let shelf = |family| self.shelves.iter().find(|(of, it, _)| (*of, *it) == (family, half));
        // 小标宋 and 楷体 are the serif where the theme names none of them.
        let (_, _, shelf) = shelf(style.family).or_else(|| shelf(Family::Serif))?;
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

/// Parses each file once, whichever themes name it.
struct Loader<'a> {
    files: &'a Files,
    sink: &'a mut Sink,
    faces: Vec<Face>,
    known: BTreeMap<(String, Script), FaceId>,
}

impl Loader<'_> {
    fn book(&mut self, faces: &Faces) -> FontBook {
        let mut shelves = vec![];
        for (family, files) in faces.families() {
            for (half, list) in [(Half::Han, &files.han), (Half::Latin, &files.latin)] {
                let shelved = |wanted: &FaceFile| {
                    let id = self.face(wanted, half)?;
                    Some(Shelved { id, weight: wanted.weight, italic: wanted.italic })
                };
                shelves.push((family, half, list.iter().filter_map(shelved).collect()));
            }
        }
        let fallback = faces.fallback.iter().filter_map(|wanted| self.face(wanted, Half::Han)).collect();
        FontBook { faces: Arc::default(), shelves, fallback }
    }

    /// The number of a face; none when it was reported why there is none.
    fn face(&mut self, wanted: &FaceFile, half: Half) -> Option<FaceId> {
        let (script, language) = match half {
            Half::Han => (Script::HAN, "zh-hans"),
            Half::Latin => (Script::LATIN, "en"),
        };
        let path = wanted.path();
        if let Some(id) = self.known.get(&(path.clone(), script)) {
            return Some(*id);
        }
        let language: Language = language.parse().expect("the tag is not empty");
        let elsewhere = "put it there, or say in the theme where it lies: [faces] folder = \"…\"";
        let file = self.files.get(&path).map_err(|fault| fault.help(elsewhere));
        let face = file.and_then(|file| {
            sound::vouched(file, wanted)?;
            Face::parse(file, script, &language)
        });
        let located = |fault: Diagnostic| match &wanted.locus {
            Some(locus) => fault.at(locus.clone()),
            None => fault,
        };
        let face = face.map_err(|fault| self.sink.push(located(fault))).ok()?;
        let id = FaceId(u16::try_from(self.faces.len()).expect("a theme names few faces"));
        self.faces.push(face);
        self.known.insert((path, script), id);
        Some(id)
    }
}
