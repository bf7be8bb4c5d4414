//! The publishers and documents behind the numbers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::code::code;
use crate::lang::Bilingual;

code! {
    /// The code of a source, `SOURCE_ID`.
    SourceCode
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub code: SourceCode,
    pub publisher: Bilingual,
    pub title: Bilingual,
    pub url: Option<String>,
    /// The day on which it came out; none for a series of publications, or where it is not known.
    pub published: Option<NaiveDate>,
    /// The day on which it was read at its address, where that was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<NaiveDate>,
}
