//! A face: a font file and what setting text needs to know of it.

use std::sync::Arc;

use harfrust::{
    Direction, Font, Language, Script, ShapePlan,
    font::metrics::{LineBox, Metrics},
};

use crate::{diag::Diagnostic, diag::Locus, inputs::File};

/// A font file, parsed once.
pub struct Face {
    path: String,
    data: Arc<[u8]>,
    font: Font,
    /// How text of the face's own script is shaped; made once, since making it reads every
    /// layout table.
    plan: ShapePlan,
}

impl Face {
    /// Parses a font file whose own script is `script`.
    ///
    /// # Errors
    /// The bytes are no font.
    pub fn parse(file: &File, script: Script, language: &Language) -> Result<Self, Diagnostic> {
        let blob: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(&file.bytes));
        let font = Font::new(blob, 0).ok_or_else(|| {
            Diagnostic::error("bad-face", "the file is no TrueType or OpenType face")
                .at(Locus::file(&file.path))
                .help("put the face's own file there")
        })?;
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

    /// Whether the face draws `c`.
    pub fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some()
    }

    pub(super) fn plan(&self) -> &ShapePlan {
        &self.plan
    }
}
