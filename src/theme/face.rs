//! Faces: the files that a theme names, ours or the user's own.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{diag::Locus, inputs::File};

/// A pair of a Chinese and a Latin family that match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    #[default]
    Serif,
    Sans,
    /// For the title of an official document.
    Title,
    /// For its second headings.
    Kai,
}

/// The weight of a face; a family without one takes the next heavier, then the next lighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Default, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    #[default]
    Regular,
    Medium,
    Bold,
}

/// The faces of a theme's families, and those that are tried when a family lacks a character.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Faces {
    pub serif: FaceFamily,
    pub sans: FaceFamily,
    /// 小标宋; set in the serif where a theme names none.
    pub title: Option<FaceFamily>,
    /// 楷体; set in the serif where a theme names none.
    pub kai: Option<FaceFamily>,
    /// Where the files lie that are named without a slash, from `templates/`; `fonts` without. Many
    /// projects share one folder that way.
    pub folder: Option<String>,
    /// For rare characters: what no face of a family draws is looked for here, in order.
    #[serde(default)]
    pub fallback: Vec<FaceFile>,
}

impl Faces {
    /// The families that the theme names.
    pub fn families(&self) -> impl Iterator<Item = (Family, &FaceFamily)> {
        let own = [(Family::Serif, &self.serif), (Family::Sans, &self.sans)];
        let more = [(Family::Title, self.title.as_ref()), (Family::Kai, self.kai.as_ref())];
        own.into_iter().chain(more.into_iter().filter_map(|(family, faces)| Some((family, faces?))))
    }

    /// Every file that the theme names.
    pub fn files(&self) -> impl Iterator<Item = &FaceFile> {
        let all = self.families().flat_map(|(_, family)| family.han.iter().chain(&family.latin));
        all.chain(&self.fallback)
    }

    /// The files that lie outside `templates/`, each with where it lies, from there.
    pub fn elsewhere(&self) -> impl Iterator<Item = (&FaceFile, String)> {
        let named = self.files().filter(|face| !face.file.get_ref().contains('/'));
        named.filter_map(|face| Some((face, format!("{}/{}", self.folder.as_ref()?, face.file.get_ref()))))
    }

    /// Remembers the line of each file's name, for messages.
    pub(super) fn locate(&mut self, theme: &File) {
        let families = [Some(&mut self.serif), Some(&mut self.sans), self.title.as_mut(), self.kai.as_mut()];
        let named = families.into_iter().flatten().flat_map(|it| it.han.iter_mut().chain(&mut it.latin));
        for face in named.chain(&mut self.fallback) {
            face.locus = Some(crate::toml::locus(theme, &face.file).showing(face.file.get_ref()));
        }
    }
}

/// A family's files; a missing weight is taken from the next.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FaceFamily {
    pub han: Vec<FaceFile>,
    pub latin: Vec<FaceFile>,
}

/// A face file and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaceFile {
    /// A name in `templates/fonts/`, or a path in `templates/` if it has a slash.
    #[schemars(with = "String")]
    pub file: Spanned<String>,
    #[serde(default)]
    pub weight: Weight,
    #[serde(default)]
    pub italic: bool,
    /// The SHA-256 of a face that did not come with the program: what it draws is taken for what it means, so
    /// somebody has to have looked at that very file.
    pub sha256: Option<String>,
    /// Where the theme names it.
    #[serde(skip)]
    pub locus: Option<Locus>,
}

impl FaceFile {
    /// The file's path in `templates/`.
    #[must_use]
    pub fn path(&self) -> String {
        let name = self.file.get_ref();
        if name.contains('/') { name.clone() } else { format!("fonts/{name}") }
    }
}
