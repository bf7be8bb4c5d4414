//! An approval: somebody's word for what is said.

use serde::{Deserialize, Serialize};

/// Somebody's word for what a release says: its facts, and its passages.
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
    /// The digest of what it says with them: see [`Ledger::said`](super::Ledger::said).
    #[serde(default)]
    pub said: String,
    /// The short code made from it, as it is printed.
    pub code: String,
    /// The day it was withdrawn, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
}
