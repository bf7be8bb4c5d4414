//! Drawings that more than one output shows: each is drawn once, by whoever asks first.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use crate::{
    font::MissingGlyph,
    frame::{geom::Abs, item::Frame},
    lang::Lang,
};

/// The drawings of one edition's documents in one theme, by language, figure and width.
///
/// The documents agree in what a figure of a name is: they are the same, or cut from the same.
#[derive(Debug, Default)]
pub struct Drawings(Mutex<BTreeMap<DrawingKey, Arc<OnceLock<Drawn>>>>);

/// Language, figure and the bits of the width.
type DrawingKey = (Lang, String, u64);

/// A drawing, or the character that it cannot set.
pub(super) type Drawn = Result<Arc<Frame>, MissingGlyph>;

impl Drawings {
    /// The drawing of that figure, which is drawn where nobody has.
    pub(super) fn get(
        &self,
        (lang, figure, width): (Lang, &str, Abs),
        draw: impl FnOnce() -> Result<Frame, MissingGlyph>,
    ) -> Drawn {
        let key = (lang, figure.to_owned(), width.to_pt().to_bits());
        // A map of cells is never half changed.
        let mut drawings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = Arc::clone(drawings.entry(key).or_default());
        drop(drawings);
        // Two figures are drawn side by side; who wants the same waits for it.
        cell.get_or_init(|| draw().map(Arc::new)).clone()
    }
}
