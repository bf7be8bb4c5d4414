//! What publishing is about: the contents of a release, and whether a new one is due.

use std::collections::BTreeMap;

use super::release::Release;
use crate::{ledger::Approval, output::Artifact, signature::SigningKey};

/// Everything that one release consists of.
#[derive(Debug, Clone)]
pub struct Contents {
    pub release: Release,
    pub files: Vec<Artifact>,
    /// Path and SHA-256 of every input, template and face.
    pub ingredients: Vec<(String, String)>,
    /// What the run was told, by name.
    pub options: BTreeMap<String, String>,
    /// Who has approved what it says.
    pub approvals: Vec<Approval>,
    /// Who signs the release as a whole.
    pub signer: Option<SigningKey>,
    /// How it was made. No part of what it says: it differs from run to run, and the manifest does
    /// not name it.
    pub record: Option<Artifact>,
}

/// What is to be done for an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// The latest release says it already, and its files are whole.
    UpToDate(Release),
    /// A new release is due, for these reasons; none for the first.
    Make { release: Release, because: Vec<String> },
}
