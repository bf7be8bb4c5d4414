//! An approval: somebody's word for facts.

use serde::{Deserialize, Serialize};

/// Somebody's word for the facts of a release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub by: String,
    pub role: String,
    /// The day it was given.
    pub on: String,
    /// The release that was read.
    pub release: String,
    /// The digest of its facts.
    pub facts: String,
    /// The short code made from it, as it is printed.
    pub code: String,
}
