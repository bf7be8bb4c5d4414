//! The manifest: what a release was made of and what it consists of.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    error::PublishError,
    record::RUN,
    release::{Release, names},
};
use crate::{
    PROGRAM,
    inputs::{contents, sha256},
    ledger::Approval,
    output::Artifact,
    signature::{Purpose, Signature, SigningKey},
};

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";

/// The option that names the release whose facts the new one is held against, with their digest.
pub const SINCE: &str = "since";

/// The option that has the day as of which it is.
pub const AS_OF: &str = "as-of";

/// The option that has the public key that the release is signed with.
pub const SIGNED_BY: &str = "signed-by";

/// A release's ingredients and files, each with its SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub edition: String,
    pub release: String,
    pub program: String,
    pub options: BTreeMap<String, String>,
    pub ingredients: BTreeMap<String, String>,
    pub files: BTreeMap<String, String>,
    /// The words that were given for what it says, as they stood when it was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approvals: Vec<Approval>,
    /// Who stands behind all of this, and so behind each of its files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

impl Manifest {
    /// The manifest of a release made by this program.
    pub fn of(
        release: &Release,
        ingredients: &[(String, String)],
        options: &BTreeMap<String, String>,
        files: &[Artifact],
    ) -> Self {
        Self {
            edition: release.edition().to_owned(),
            release: release.to_string(),
            program: PROGRAM.to_owned(),
            options: options.clone(),
            ingredients: ingredients.iter().cloned().collect(),
            files: files.iter().map(|file| (file.name.clone(), sha256(&file.bytes))).collect(),
            approvals: vec![],
            signature: None,
        }
    }

    /// The digest of all that it says: what is signed.
    pub fn digest(&self) -> String {
        sha256(&Self { signature: None, ..self.clone() }.to_bytes())
    }

    /// The manifest with the signature of who stands behind the release.
    #[must_use]
    pub fn signed(self, key: &SigningKey) -> Self {
        let signature = key.sign(Purpose::Release, &self.digest());
        Self { signature: Some(signature), ..self }
    }

    /// Its bytes: the same manifest has the same ones.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("names and digests are plain text");
        bytes.push(b'\n');
        bytes
    }

    /// Reads the manifest of a release.
    ///
    /// # Errors
    /// What is wrong with the file, in a few words.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let bytes = contents(&folder.join(MANIFEST))
            .map_err(|error| format!("its {MANIFEST} cannot be read: {error}"))?;
        serde_json::from_slice(&bytes).map_err(|error| format!("its {MANIFEST} is damaged: {error}"))
    }

    /// What a release made of `wanted` would have that this one has not, a line each.
    pub fn differences(&self, wanted: &Self) -> Vec<String> {
        let mut found = vec![];
        if self.program != wanted.program {
            found.push(format!("made by {}, this is {}", self.program, wanted.program));
        }
        // What stood before a release is no reason to make another: by being made it changed that.
        let told = |manifest: &Self| {
            let mut options = manifest.options.clone();
            options.remove(SINCE);
            options
        };
        found.extend(changes("option ", &told(self), &told(wanted)));
        found.extend(changes("", &self.ingredients, &wanted.ingredients));
        found
    }

    /// A file of the release, if it is as it was published.
    pub fn file(&self, folder: &Path, name: &str) -> Option<Vec<u8>> {
        let bytes = super::read_file(&folder.join(name)).ok()?;
        (sha256(&bytes) == *self.files.get(name)?).then_some(bytes)
    }

    /// The files of the release that are no longer as they were published, a line each.
    pub fn damages(&self, folder: &Path) -> Vec<String> {
        let damage = |(name, digest): (&String, &String)| match contents(&folder.join(name)) {
            Err(error) => Some(format!("its {name} cannot be read: {error}")),
            Ok(bytes) => (sha256(&bytes) != *digest).then(|| format!("its {name} was altered")),
        };
        let digest = self.digest();
        let is_forged =
            self.signature.as_ref().is_some_and(|it| it.signer(Purpose::Release, &digest).is_none());
        let forged = is_forged.then(|| format!("its {MANIFEST} was altered after it was signed"));
        self.files.iter().filter_map(damage).chain(forged).collect()
    }
}

/// The files in a release's folder that its manifest does not name, a line each.
///
/// # Errors
/// The folder cannot be read.
pub fn strangers(folder: &Path, manifest: &Manifest) -> Result<Vec<String>, PublishError> {
    let mut found = vec![];
    for name in names(folder)? {
        // What is grouped lies in one folder below: charts/rd-lines.zh.svg.
        let inside = if folder.join(&name).is_dir() { names(&folder.join(&name))? } else { vec![] };
        let is_empty = inside.is_empty();
        found.extend(inside.into_iter().map(|file| format!("{name}/{file}")));
        if is_empty {
            found.push(name);
        }
    }
    let known = |name: &String| name == MANIFEST || name == RUN || manifest.files.contains_key(name);
    found.retain(|name| !known(name));
    Ok(found.into_iter().map(|name| format!("its manifest does not name {name}, which lies there")).collect())
}

/// What was added, removed or changed from one map to another.
fn changes(kind: &str, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let mut found: BTreeMap<&String, &str> = BTreeMap::new();
    for (name, value) in before {
        match after.get(name) {
            None => drop(found.insert(name, "removed")),
            Some(now) if now != value => drop(found.insert(name, "changed")),
            Some(_) => {}
        }
    }
    found.extend(after.keys().filter(|name| !before.contains_key(*name)).map(|name| (name, "added")));
    found.into_iter().map(|(name, what)| format!("{kind}{name} {what}")).collect()
}
