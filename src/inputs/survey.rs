//! Tables that are too large to be read into memory: which files they are, and what they hold as one
//! digest.
//!
//! Every byte is hashed, as of any input: two tables that differ in one value have two digests. A
//! Parquet file's footer would be quicker, but it has sizes and extremes, not the values. The files
//! are hashed in parts of a megabyte, several at once; 100 million contracts take seconds.
//!
//! What is kept elsewhere (`s3://…`) is not fetched to be hashed: its descriptor entry says which
//! version of it is meant, and that counts as its digest.

use std::{
    fmt::Write as _,
    io::Read as _,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{hexadecimal, sha256};
use crate::diag::{Diagnostic, Locus};

/// A large table as it was found.
#[derive(Debug, Clone)]
pub struct Survey {
    /// As the descriptor names it: relative to the folder of the inputs, absolute, or a URL.
    pub name: String,
    /// What a reader opens: a file, a folder or a URL.
    pub place: String,
    /// Whether it is kept where only the cloud readers reach.
    pub is_remote: bool,
    /// The first bytes of its first file; none of what is remote.
    pub start: Vec<u8>,
    /// SHA-256, in hexadecimal, of a line `digest  path` for each file, as `sha256sum` writes them.
    pub digest: String,
}

impl Survey {
    /// Finds and hashes the files behind `name`. `version` is what the descriptor says of a remote
    /// table.
    ///
    /// # Errors
    /// There is no such file or folder, it holds none or cannot be read, it lies in the folder that
    /// is read whole, it has a link in it; or it is remote and has no version.
    pub fn of(name: &str, root: &Path, version: Option<&str>) -> Result<Self, Diagnostic> {
        let start = Vec::new();
        if name.contains("://") {
            let version = version.ok_or_else(|| no_version(name))?;
            let digest = sha256(format!("{version}  {name}\n").as_bytes());
            let (name, place) = (name.to_owned(), name.to_owned());
            return Ok(Self { name, place, is_remote: true, start, digest });
        }
        let place = root.join(name);
        refuse_inside(&place, root)?;
        let mut files = vec![];
        find(&place, &mut files)?;
        let first = files.first().ok_or_else(|| {
            let empty = Diagnostic::error("no-records", "the folder holds no file");
            empty.at(Locus::file(place.display().to_string())).help("put the records there")
        })?;
        let start = beginning(first).map_err(|error| unreadable(first, &error))?;
        let digest = digest(&files, &place)?;
        let (name, place) = (name.to_owned(), place.display().to_string());
        Ok(Self { name, place, is_remote: false, start, digest })
    }
}

fn no_version(name: &str) -> Diagnostic {
    Diagnostic::error("no-version", format!("nothing says which version of {name} is meant"))
        .at(Locus::file(name))
        .help("give it one in the descriptor, and a new one whenever it changes: \"version\": \"2025-01-31\"")
}

/// Everything in the folder of the inputs is read into memory.
fn refuse_inside(place: &Path, root: &Path) -> Result<(), Diagnostic> {
    let whole = [place, root].map(std::fs::canonicalize);
    if let [Ok(place), Ok(root)] = whole
        && place.starts_with(&root)
    {
        let inside = Diagnostic::error("records-inside", "the records lie in the folder that is read whole");
        return Err(inside
            .at(Locus::file(place.display().to_string()))
            .help("move them out of it, and name them as \"../…\""));
    }
    Ok(())
}

/// The files at or below `place` that are not empty, sorted by path.
#[expect(clippy::disallowed_methods, reason = "this module is part of the one reader")]
fn find(place: &Path, files: &mut Vec<PathBuf>) -> Result<(), Diagnostic> {
    let metadata = std::fs::symlink_metadata(place).map_err(|error| unreadable(place, &error))?;
    if metadata.is_symlink() {
        let link = Diagnostic::error("link", "links are not followed, the records were not read");
        return Err(link.at(Locus::file(place.display().to_string())).help("put the file itself there"));
    }
    if metadata.is_file() {
        files.extend((metadata.len() > 0).then(|| place.to_owned()));
        return Ok(());
    }
    let entries = std::fs::read_dir(place).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| unreadable(place, &error))?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().try_for_each(|path| find(path, files))
}

fn beginning(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut start = Vec::new();
    std::fs::File::open(file)?.take(4).read_to_end(&mut start)?;
    Ok(start)
}

/// The digest of all files, whose order is that of their paths, however many are hashed at once.
fn digest(files: &[PathBuf], place: &Path) -> Result<String, Diagnostic> {
    let digests = files.par_iter().map(|file| digest_of(file)).collect::<Result<Vec<_>, _>>()?;
    let list = files.iter().zip(digests).fold(String::new(), |mut list, (file, digest)| {
        let path = file.strip_prefix(place).unwrap_or(file);
        writeln!(list, "{digest}  {}", path.display()).expect("a string takes what is written to it");
        list
    });
    Ok(sha256(list.as_bytes()))
}

fn digest_of(path: &Path) -> Result<String, Diagnostic> {
    let mut hash = Sha256::new();
    let mut part = vec![0; 1 << 20];
    let mut read = || -> std::io::Result<()> {
        let mut file = std::fs::File::open(path)?;
        loop {
            match file.read(&mut part)? {
                0 => return Ok(()),
                length => hash.update(&part[..length]),
            }
        }
    };
    read().map_err(|error| unreadable(path, &error))?;
    Ok(hexadecimal(&hash.finalize()))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot be read: {error}"))
        .at(Locus::file(path.display().to_string()))
        .help("check that the records exist and may be read; their path is relative to the inputs")
}
