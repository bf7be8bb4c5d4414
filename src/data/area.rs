//! Reference areas: provinces, clusters, and the sums of several.

use serde::{Deserialize, Serialize};

use super::code::code;
use crate::lang::Bilingual;

code! {
    /// The code of a reference area, SDMX `REF_AREA`: `CN-SC`, `SC_CQ`.
    AreaCode
}

/// A reference area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    pub code: AreaCode,
    pub name: Bilingual,
    /// The name on charts and in narrow columns.
    pub short: Bilingual,
    /// The areas whose values add up to this one's where it has none of its own; empty for a
    /// simple area.
    pub parts: Vec<AreaCode>,
    /// Further names under which tables print it.
    #[serde(default)]
    pub aliases: Vec<String>,
}
