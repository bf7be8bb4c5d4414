//! The only reader: a folder becomes bytes with digests, and nothing is read twice. Tables that are
//! too large for that are surveyed: see [`Survey`].

mod survey;

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt::Write as _,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::diag::{Diagnostic, Locus, Sink, did_you_mean, there_is};

pub use survey::{Place, Stored, Survey};

/// A file as it was read.
#[derive(Debug, Clone)]
pub struct File {
    /// Relative, with forward slashes, beginning with its folder's label: `inputs/rd.csv`.
    pub path: String,
    pub bytes: Arc<Vec<u8>>,
    /// SHA-256, in hexadecimal.
    pub digest: String,
    /// Where its lines begin, once somebody asked for a place: a plan is asked for thousands.
    lines: OnceLock<Vec<usize>>,
    /// Whether it is UTF-8 and without strange characters, once somebody asked for its text.
    is_plain: OnceLock<bool>,
}

impl File {
    /// Takes bytes that were read, or made up by a test.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self {
            path: path.into(),
            digest: sha256(&bytes),
            bytes: Arc::new(bytes),
            lines: OnceLock::new(),
            is_plain: OnceLock::new(),
        }
    }

    /// Reads one file, wherever it is; its path is the one given.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let label = path.display().to_string();
        let bytes = contents(path).map_err(|error| {
            Diagnostic::error("unreadable", format!("cannot be read: {error}"))
                .at(Locus::file(&label))
                .help("check that the file exists and may be read")
        })?;
        Ok(Self::new(label, bytes))
    }

    /// The file as text.
    ///
    /// # Errors
    /// The first byte that is not UTF-8, or the first character that means nothing to a reader, located by its
    /// line.
    pub fn text(&self) -> Result<&str, Diagnostic> {
        let text = self.utf8()?;
        if *self.is_plain.get_or_init(|| strange_character(text).is_none()) {
            return Ok(text);
        }
        let strange =
            text.lines().zip(1..).find_map(|(line, number)| Some((strange_character(line)?, number)));
        match strange {
            Some((c, line)) => Err(no_character(c).at(Locus::line(&self.path, line))),
            None => Ok(text),
        }
    }

    /// The place of a byte, by line and column as a person counts them.
    pub fn place(&self, byte: usize) -> Locus {
        let lines = self.lines.get_or_init(|| {
            let ends = self.bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
            std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect()
        });
        let byte = byte.min(self.bytes.len());
        let line = lines.partition_point(|start| *start <= byte);
        let before = &self.bytes[lines[line - 1]..byte];
        let column = 1 + before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        let counted = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Locus::cell(&self.path, counted(line), counted(column))
    }

    fn utf8(&self) -> Result<&str, Diagnostic> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            let before = &self.bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            Diagnostic::error("not-utf8", "the file is not UTF-8 text")
                .at(Locus::line(&self.path, line))
                .help("save it as UTF-8")
        })
    }
}

/// The files of a folder, by path.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Where the folder is; only for messages.
    root: PathBuf,
    /// What the folder is called in messages, manifests and references: `inputs`.
    label: String,
    files: BTreeMap<String, File>,
    /// Large tables elsewhere that a file names, by that name.
    surveys: BTreeMap<String, Survey>,
}

impl Files {
    /// Reads every regular file under `root`, hidden ones excepted, side by side.
    ///
    /// Links are not followed out of the folder: a link is reported and left out.
    pub fn read(root: &Path, label: &str, sink: &mut Sink) -> Self {
        let mut files = Self { root: root.to_owned(), label: label.to_owned(), ..Self::default() };
        let mut listed = vec![];
        list(root, label, &mut listed, sink);
        let read = listed.into_par_iter().map(|(path, label)| match contents(&path) {
            Ok(bytes) => Ok(File::new(label, bytes)),
            Err(error) => Err(unreadable(&path, &error)),
        });
        for file in read.collect::<Vec<_>>() {
            match file {
                Ok(file) => drop(files.files.insert(file.path.clone(), file)),
                Err(fault) => sink.push(fault),
            }
        }
        files
    }

    /// As [`Self::read`]; a folder that is not there has no files.
    pub fn read_if_there(root: &Path, label: &str, sink: &mut Sink) -> Self {
        if root.exists() { Self::read(root, label, sink) } else { Self::from_memory(label, []) }
    }

    /// Takes files that are already in memory.
    pub fn from_memory(label: &str, files: impl IntoIterator<Item = File>) -> Self {
        let files = files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Self { label: label.to_owned(), files, ..Self::default() }
    }

    /// The file at `path`, relative to the folder.
    ///
    /// # Errors
    /// The file is not there: where it was looked for, and the most similar name that is.
    pub fn get(&self, path: &str) -> Result<&File, Diagnostic> {
        let full = format!("{}/{path}", self.label);
        self.files.get(&full).ok_or_else(|| {
            let mut diagnostic = Diagnostic::error("missing-file", format!("there is no file {full}"))
                .at(Locus::file(self.root.join(path).display().to_string()));
            // Without the folder, which every name has in common.
            let folder = format!("{}/", self.label);
            let names = self.files.keys().filter_map(|name| name.strip_prefix(&folder));
            let alike = names.filter(|name| kind(name) == kind(path));
            if let Some(hint) = did_you_mean(path, alike) {
                diagnostic = diagnostic.help(hint);
            }
            diagnostic
        })
    }

    /// Whether there is a file at `path`, relative to the folder.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(&format!("{}/{path}", self.label))
    }

    /// The file at `path`, relative to the folder `from` in this one: `../house/theme.toml` from a plan's.
    ///
    /// # Errors
    /// Those of [`Self::get`]; a path that leads out of the folder.
    pub fn get_from(&self, from: &str, path: &str) -> Result<&File, Diagnostic> {
        let mut steps: Vec<&str> = from.split('/').collect();
        let outside = || {
            let message = format!("{path} leads out of {}/", self.label);
            Diagnostic::error("missing-file", message)
                .at(Locus::file(self.root.join(from).display().to_string()))
                .help(format!("put the file into {}/ and name it from the plan's folder", self.label))
        };
        for step in path.split('/') {
            match step {
                "." => {}
                // The first step of an absolute path.
                "" => return Err(outside()),
                ".." => drop(steps.pop().ok_or_else(outside)?),
                name => steps.push(name),
            }
        }
        let path = steps.join("/");
        let folder = format!("{}/", self.label);
        let names = self.files.keys().filter_map(|name| name.strip_prefix(&folder));
        // Without a name that is nearly so, all of its kind.
        let alike = || names.filter(|name| kind(name) == kind(&path)).collect::<Vec<&str>>();
        self.get(&path).map_err(|fault| match alike() {
            alike if fault.hints.is_empty() && !alike.is_empty() => fault.help(there_is(&path, alike)),
            _ => fault,
        })
    }

    /// Takes a file in that lies elsewhere, as if it lay at `path`: `from` is where it lies, relative to
    /// the folder. What lies in the folder itself is not replaced.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn take_in(&mut self, path: &str, from: &str) -> Result<(), Diagnostic> {
        let label = format!("{}/{path}", self.label);
        if let Entry::Vacant(place) = self.files.entry(label.clone()) {
            let read = File::read(&self.root.join(from))?;
            place.insert(File { path: label, ..read });
        }
        Ok(())
    }

    /// Surveys a large table that one of the files names, relative to the folder; once, however
    /// often it is named.
    ///
    /// # Errors
    /// Those of [`Survey::of`].
    pub fn survey(&mut self, place: &Place) -> Result<(), Diagnostic> {
        if !self.surveys.contains_key(place.name()) {
            self.surveys.insert(place.name().to_owned(), Survey::of(place, &self.root)?);
        }
        Ok(())
    }

    /// The large table at that place, where it could be surveyed.
    pub fn surveyed(&self, place: &Place) -> Option<&Survey> {
        self.surveys.get(place.name())
    }

    /// Every large table, sorted by name.
    pub fn surveys(&self) -> impl Iterator<Item = &Survey> {
        self.surveys.values()
    }

    /// Every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }
}

/// Lists every regular file under `folder` with its label, in the order of their names.
#[expect(clippy::disallowed_methods, reason = "this module is the one reader")]
fn list(folder: &Path, label: &str, listed: &mut Vec<(PathBuf, String)>, sink: &mut Sink) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return sink.push(unreadable(folder, &error)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let Some(name) = path.file_name().and_then(|name| name.to_str()).map(str::to_owned) else {
            sink.push(
                Diagnostic::error("file-name", "the file's name is not UTF-8")
                    .at(Locus::file(path.display().to_string()))
                    .help("rename it"),
            );
            continue;
        };
        if name.starts_with(['.', '~']) {
            continue;
        }
        let label = format!("{label}/{name}");
        if path.is_symlink() {
            let link = Diagnostic::error("link", "links are not followed, the file was not read");
            sink.push(link.at(Locus::file(path.display().to_string())).help("put the file itself there"));
        } else if path.is_dir() {
            list(&path, &label, listed, sink);
        } else {
            listed.push((path, label));
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable", format!("cannot be read: {error}"))
        .at(Locus::file(path.display().to_string()))
        .help("check that the folder exists and may be read, or name another on the command line")
}

/// The most bytes of a file that are read into memory, 256 MB: twice the largest table that is read, and
/// some fifty times the largest face. Records beyond that are streamed: see [`Survey`].
const MOST: u64 = 256 << 20;

/// What a file holds. A pipe or a device is no file: it may never end, or never begin.
///
/// # Errors
/// It cannot be read, is no regular file, or has more than 256 MB.
#[expect(clippy::disallowed_methods, reason = "this module is the one reader")]
pub fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let irregular = || io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file");
    // To open a pipe is to wait for whoever writes to it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(irregular());
    }
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(irregular());
    }
    let too_large = |size: u64| {
        let message = format!("it has {} MB, at most {} are read", size >> 20, MOST >> 20);
        io::Error::new(io::ErrorKind::FileTooLarge, message)
    };
    if metadata.len() > MOST {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    // Some files of the kernel's say that they are empty and are not.
    if bytes.len() as u64 > MOST { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

/// The first character of a text that means nothing to a reader: one of private use, which every program
/// reads otherwise (and this one for its own marks), a noncharacter, or a control character.
pub fn strange_character(text: &str) -> Option<char> {
    let is_strange = |c: &char| match *c {
        '\t' | '\n' | '\r' => false,
        c if c.is_control() => true,
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' | '\u{FDD0}'..='\u{FDEF}' => true,
        c => u32::from(c) & 0xFFFE == 0xFFFE,
    };
    text.chars().find(is_strange)
}

/// The fault of a text with a character that means nothing to a reader.
pub fn no_character(c: char) -> Diagnostic {
    let message = format!("U+{:04X} is no character that a reader could see", u32::from(c));
    Diagnostic::error("strange-character", message)
        .help("take it out; from an export in GB18030 it stands for a character that only its maker knows")
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// A digest as it is written.
pub fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string takes what is written to it");
        hex
    })
}

/// What a file's name says of what it holds: all pictures are alike.
fn kind(name: &str) -> String {
    const PICTURES: [&str; 6] = ["png", "jpg", "jpeg", "svg", "gif", "webp"];
    let kind = name.rsplit_once('.').map_or(String::new(), |(_, kind)| kind.to_lowercase());
    if PICTURES.contains(&kind.as_str()) { "picture".to_owned() } else { kind }
}
