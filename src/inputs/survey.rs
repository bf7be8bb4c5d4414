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

/// Where a large table is kept: the one place that tells a path from a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file or a folder, relative to the folder of the inputs or absolute.
    Disk(String),
    /// Where only the cloud readers reach; with the version of it that is meant, if the descriptor
    /// says one.
    Cloud { url: String, version: Option<String> },
}

impl Place {
    /// The place that a descriptor names.
    pub fn of(name: String, version: Option<String>) -> Self {
        if name.contains("://") { Self::Cloud { url: name, version } } else { Self::Disk(name) }
    }

    /// As the descriptor names it.
    pub fn name(&self) -> &str {
        match self {
            Self::Disk(name) | Self::Cloud { url: name, .. } => name,
        }
    }

    pub fn is_remote(&self) -> bool {
        matches!(self, Self::Cloud { .. })
    }
}

/// How the records of a large table are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    Parquet,
    /// Text in UTF-8.
    Csv,
}

impl Stored {
    /// By the first bytes of its first file.
    fn beginning_with(start: &[u8]) -> Self {
        if start == b"PAR1" { Self::Parquet } else { Self::Csv }
    }

    /// What is remote is not looked into: its name has to do.
    fn named(url: &str) -> Self {
        let ending = Path::new(url).extension();
        if ending.is_some_and(|it| it.eq_ignore_ascii_case("csv")) { Self::Csv } else { Self::Parquet }
    }
}

/// A large table as it was found.
#[derive(Debug, Clone)]
pub struct Survey {
    pub place: Place,
    /// What a reader opens: a file, a folder or a URL.
    pub opens: String,
    pub stored: Stored,
    /// SHA-256, in hexadecimal, of a line `digest  path` for each file, as `sha256sum` writes them.
    pub digest: String,
}

impl Survey {
    /// Finds and hashes the files at `place`; `root` is the folder of the inputs.
    ///
    /// # Errors
    /// There is no such file or folder, it holds none or cannot be read, it lies in the folder that
    /// is read whole, it has a link in it; or it is remote and has no version.
    pub fn of(place: &Place, root: &Path) -> Result<Self, Diagnostic> {
        match place {
            Place::Disk(path) => Self::on_disk(place, &root.join(path), root),
            Place::Cloud { url, version } => {
                let version = version.as_ref().ok_or_else(|| no_version(url))?;
                let digest = sha256(format!("{version}  {url}\n").as_bytes());
                Ok(Self { place: place.clone(), opens: url.clone(), stored: Stored::named(url), digest })
            }
        }
    }

    fn on_disk(place: &Place, path: &Path, root: &Path) -> Result<Self, Diagnostic> {
        refuse_inside(path, root)?;
        let mut files = vec![];
        find(path, &mut files)?;
        let first = files.first().ok_or_else(|| {
            let empty = Diagnostic::error("no-records", "the folder holds no file");
            empty.at(Locus::file(path.display().to_string())).help("put the records there")
        })?;
        let start = beginning(first).map_err(|error| unreadable(first, &error))?;
        let digest = digest(&files, path)?;
        let stored = Stored::beginning_with(&start);
        Ok(Self { place: place.clone(), opens: path.display().to_string(), stored, digest })
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
    if !metadata.is_dir() {
        return Err(unreadable(place, &std::io::Error::other("it is no regular file")));
    }
    let entries = std::fs::read_dir(place).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|error| unreadable(place, &error))?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().try_for_each(|path| find(path, files))
}

#[expect(clippy::disallowed_methods, reason = "this module is part of the one reader")]
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

#[expect(clippy::disallowed_methods, reason = "this module is part of the one reader")]
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
