//! A face: a font file and what setting text needs to know of it.

use std::sync::Arc;

use harfrust::{
    Direction, Font, GlyphId, Language, Script, ShapePlan,
    font::metrics::{LineBox, Metrics},
};
use read_fonts::TableProvider as _;

use super::sound::{self, is_shipped};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// A font file, parsed once.
pub struct Face {
    path: String,
    data: Arc<Vec<u8>>,
    font: Font,
    /// How text of the face's own script is shaped; made once, since making it reads every
    /// layout table.
    plan: ShapePlan,
}

impl Face {
    /// Parses a font file whose own script is `script`.
    ///
    /// # Errors
    /// The bytes are no font, its licence does not let a part of it go into a document, or it is none of the
    /// shipped ones and not sound.
    pub fn parse(file: &File, script: Script, language: &Language) -> Result<Self, Diagnostic> {
        let blob: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(&file.bytes);
        let font = Font::new(blob, 0).ok_or_else(|| {
            Diagnostic::error("bad-face", "the file is no TrueType or OpenType face")
                .at(Locus::file(&file.path))
                .help("put the face's own file there")
        })?;
        check_licence(&font, file)?;
        check_soundness(&font, file)?;
        let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(script), Some(language), &[]);
        Ok(Self { path: file.path.clone(), data: Arc::clone(&file.bytes), font, plan })
    }

    /// The file, as messages and manifests name it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole font file.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// The parsed font: metrics, outlines, character map.
    pub fn font(&self) -> &Font {
        &self.font
    }

    /// The face's own name, `NotoSerifSC-Regular`.
    pub fn postscript_name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or(&self.path);
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    /// Design units an em.
    pub fn units_per_em(&self) -> u16 {
        self.font.units_per_em()
    }

    /// Measurements of the whole face, in design units.
    pub fn metrics(&self) -> &Metrics {
        self.font.metrics()
    }

    /// Ascent and descent of a line in ems, the descent negative, from `hhea`.
    pub fn line_box(&self) -> (f64, f64) {
        let units = f64::from(self.units_per_em());
        self.metrics().hhea_line.as_ref().map_or((0.88, -0.12), |line: &LineBox| {
            (line.ascender.to_f64() / units, line.descender.to_f64() / units)
        })
    }

    /// The height of capitals and lining figures in ems.
    pub fn cap_height(&self) -> f64 {
        let units = f64::from(self.units_per_em());
        self.metrics().cap_height.map_or(0.7, |height| height.to_f64() / units)
    }

    /// Whether a glyph draws anything.
    pub fn draws(&self, glyph: u16) -> bool {
        sound::draws(&self.font, GlyphId::from(glyph))
    }

    /// Whether the face draws `c`.
    pub fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some()
    }

    pub(super) fn plan(&self) -> &ShapePlan {
        &self.plan
    }
}

/// Reports a face that leaves digits out or draws them alike, or that a viewer would not take.
fn check_soundness(font: &Font, file: &File) -> Result<(), Diagnostic> {
    if is_shipped(file) {
        return Ok(());
    }
    match &sound::faults(font, &file.bytes)[..] {
        [] => Ok(()),
        faults => Err(Diagnostic::error("bad-face", format!("the face is damaged: {}", faults.join("; ")))
            .at(Locus::file(&file.path))
            .help("get the face from its maker again")),
    }
}

/// Reports a face whose maker forbids what is done with every face here: to embed its outlines, cut
/// down to the glyphs in use (OpenType, OS/2, fsType).
fn check_licence(font: &Font, file: &File) -> Result<(), Diagnostic> {
    const RESTRICTED: u16 = 0x0002;
    const NOT_IN_PART: u16 = 0x0100;
    const BITMAPS_ONLY: u16 = 0x0200;
    let rights = font.tables().os2().map_or(0, |os2| os2.fs_type());
    let forbidden = match rights {
        _ if rights & RESTRICTED != 0 => "be embedded",
        _ if rights & NOT_IN_PART != 0 => "be embedded in part",
        _ if rights & BITMAPS_ONLY != 0 => "be embedded with its outlines",
        _ => return Ok(()),
    };
    let message = format!("the face may not {forbidden}, says its maker (fsType {rights:#06x})");
    Err(Diagnostic::error("face-licence", message)
        .at(Locus::file(&file.path))
        .help("name a face whose licence allows it, such as one under the SIL Open Font License"))
}
