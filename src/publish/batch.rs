//! The manifest of a batch: which editions one list asked for, and what stands of each.
//!
//! A batch that is spread over machines leaves a part a shard; merged, the parts are the manifest
//! that one machine would have written, byte for byte.

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use super::{disk::Disk, error::PublishError, release::names, replace::replace};
use crate::{
    PROGRAM,
    inputs::{File, contents, sha256},
};

/// The manifest's file name in the output folder.
pub const BATCH: &str = "batch.json";

/// A fixed part of a list, `3/16`: every sixteenth row, from the third on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shard {
    number: usize,
    of: usize,
}

impl Shard {
    /// The whole list.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether the row at `index`, counted from 0, belongs to it.
    pub fn has(self, index: usize) -> bool {
        index % self.of == self.number - 1
    }

    fn file(self) -> String {
        match self {
            Self::WHOLE => BATCH.to_owned(),
            Self { number, of } => format!("batch.{number}-of-{of}.json"),
        }
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("write a part and of how many, from 1 on, such as 3/16".to_owned()),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// What a batch, or a shard of one, has come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    program: String,
    /// The digest of everything that was read, the list included.
    sources: String,
    shard: Shard,
    /// How many editions the whole list asks for.
    listed: usize,
    /// By their place in the list, from 1 on.
    editions: BTreeMap<usize, EditionState>,
}

/// What stands of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionState {
    pub edition: String,
    /// The newest release, and the digest of its facts; none where its inputs or texts have errors,
    /// or it could not be written.
    pub release: Option<String>,
    pub facts: Option<String>,
}

impl Batch {
    /// Starts the manifest of a shard of a list of `listed` editions.
    pub fn start(ingredients: &[(String, String)], list: &File, shard: Shard, listed: usize) -> Self {
        let lines = ingredients.iter().map(|(path, digest)| format!("{digest}  {path}\n"));
        let lines = lines.chain([list.digest.clone()]).collect::<String>();
        let (program, sources) = (PROGRAM.to_owned(), sha256(lines.as_bytes()));
        Self { program, sources, shard, listed, editions: BTreeMap::new() }
    }

    /// Enters what stands of the edition at `index`, counted from 0.
    pub fn enter(&mut self, index: usize, standing: EditionState) {
        self.editions.insert(index + 1, standing);
    }

    /// How many editions stand, and how many do not.
    pub fn count(&self) -> (usize, usize) {
        let standing = self.editions.values().filter(|it| it.release.is_some()).count();
        (standing, self.editions.len() - standing)
    }

    /// Writes the manifest into the output folder, in one step, and returns its place.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, output: &Path) -> Result<PathBuf, PublishError> {
        std::fs::create_dir_all(output).map_err(PublishError::writing("make the output folder", output))?;
        let mut bytes = serde_json::to_vec_pretty(self).expect("names and digests are plain text");
        bytes.push(b'\n');
        replace(output, &self.shard.file(), &bytes, &Disk::default())?;
        Ok(output.join(self.shard.file()))
    }

    /// Merges the parts in `output` into the manifest of the whole batch.
    ///
    /// # Errors
    /// A part cannot be read, one is missing, or they were made of different sources: all parts that
    /// are at fault are named.
    pub fn merge(output: &Path) -> Result<Self, PublishError> {
        let mut parts = parts(output)?.into_iter();
        let help = "run the shards of one list, 1/N to N/N, into one folder, then merge";
        let Some((first_name, first)) = parts.next() else {
            return Err(PublishError::refused(output, "there is no part of a batch", help));
        };
        let mut merged = Self { shard: Shard::WHOLE, ..first.clone() };
        let mut strange = vec![];
        let mut found = vec![first.shard.number];
        for (name, part) in parts {
            if part.is_of(&first) {
                found.push(part.shard.number);
                merged.editions.extend(part.editions);
            } else {
                strange.push(name);
            }
        }
        if !strange.is_empty() {
            let message = format!("made of other sources than {first_name}: {}", strange.join(", "));
            return Err(PublishError::refused(output, message, help));
        }
        let missing = (1..=first.shard.of).filter(|number| !found.contains(number));
        let missing: Vec<String> = missing.map(|number| format!("{number}/{}", first.shard.of)).collect();
        if !missing.is_empty() {
            let message = format!("the batch lacks {}", missing.join(", "));
            return Err(PublishError::refused(output, message, help));
        }
        Ok(merged)
    }

    /// Whether both are parts of one batch.
    fn is_of(&self, other: &Self) -> bool {
        let of = |it: &Self| (it.program.clone(), it.sources.clone(), it.listed, it.shard.of);
        of(self) == of(other)
    }
}

/// The parts of batches in a folder, by name.
fn parts(output: &Path) -> Result<Vec<(String, Batch)>, PublishError> {
    let is_part = |name: &String| name.starts_with("batch.") && name.contains("-of-");
    let read = |name: String| {
        let path = output.join(&name);
        let bytes = contents(&path).map_err(PublishError::reading("read the part", &path))?;
        let part = serde_json::from_slice(&bytes).map_err(|error| {
            let help = "run that shard again";
            PublishError::refused(&path, format!("the part of the batch is damaged: {error}"), help)
        })?;
        Ok((name, part))
    };
    names(output)?.into_iter().filter(is_part).map(read).collect()
}
