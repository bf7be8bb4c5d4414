//! The publishers and documents behind the numbers.

use serde::{Deserialize, Serialize};

use crate::doc::lang::Bilingual;

/// The code of a source, `SOURCE_ID`.
pub type SourceCode = String;

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub code: SourceCode,
    pub publisher: Bilingual,
    pub title: Bilingual,
    pub url: Option<String>,
}
