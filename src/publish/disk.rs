//! The disk: every change that publishing makes to the file system goes through here.
//!
//! A run may be killed, or the disk be full, at any of these operations. So that a test can let it
//! happen at each, one after the other, a disk can be made that fails at the operation of a number.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, symlink},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::error::PublishError;

/// The file system, as publishing changes it.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    fault: Option<Arc<DiskFault>>,
    /// Whether what is made may be read by its owner alone.
    is_private: bool,
}

/// What happens at which operation.
#[derive(Debug)]
struct DiskFault {
    kind: FaultKind,
    at: usize,
    done: AtomicUsize,
}

/// How a disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The run is killed: nothing happens any more, no cleaning up either.
    Killed,
    /// Nothing more can be written; what is there can still be removed.
    Full,
}

impl Disk {
    /// A disk that fails at its operation of that number, counted from 0, and ever after. A file that
    /// was being written is there, with half of its bytes.
    pub fn failing(kind: FaultKind, at: usize) -> Self {
        let fault = DiskFault { kind, at, done: AtomicUsize::new(0) };
        Self { fault: Some(Arc::new(fault)), is_private: false }
    }

    /// The disk for what names people: its files are 0600, its folders 0700.
    pub fn private() -> Self {
        Self { is_private: true, ..Self::default() }
    }

    /// Whether its fault has come.
    pub fn has_failed(&self) -> bool {
        self.fault.as_ref().is_some_and(|it| it.done.load(Ordering::Relaxed) > it.at)
    }

    pub(super) fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.operation(true)?;
        self.folders().create(path)
    }

    pub(super) fn create_folders(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() {
            return Ok(());
        }
        self.operation(true)?;
        self.folders().recursive(true).create(path)
    }

    /// Makes a new file and writes its bytes through to the disk.
    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.operation(true)?;
        let file = self.files().write(true).create_new(true).open(path)?;
        self.fill(file, bytes)
    }

    /// Writes bytes behind those of a file, through to the disk; makes it if it is not there.
    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub(super) fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.operation(true)?;
        let file = self.files().append(true).create(true).open(path)?;
        self.fill(file, bytes)
    }

    /// How files are opened: for everybody, as the umask has it, or for their owner alone.
    fn files(&self) -> OpenOptions {
        let mut options = OpenOptions::new();
        options.mode(if self.is_private { 0o600 } else { 0o666 });
        options
    }

    fn folders(&self) -> DirBuilder {
        let mut folders = DirBuilder::new();
        folders.mode(if self.is_private { 0o700 } else { 0o777 });
        folders
    }

    fn fill(&self, mut file: File, bytes: &[u8]) -> io::Result<()> {
        let half = bytes.len() / 2;
        file.write_all(&bytes[..half])?;
        self.operation(true)?;
        file.write_all(&bytes[half..])?;
        self.operation(true)?;
        file.sync_all()
    }

    /// Writes a file anew, in one step: nobody ever reads half of it.
    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub(super) fn replace(&self, path: &Path, fresh: &Path, bytes: &[u8]) -> io::Result<()> {
        let write = || {
            self.operation(true)?;
            let file = self.files().write(true).create(true).truncate(true).open(fresh)?;
            self.fill(file, bytes)?;
            self.rename(fresh, path)
        };
        write().inspect_err(|_| {
            // Best effort: the error to tell is the one that came first.
            let _ = self.remove_file(fresh);
        })
    }

    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation(true)?;
        fs::rename(from, to)
    }

    pub(super) fn link(&self, target: &str, path: &Path) -> io::Result<()> {
        self.operation(true)?;
        symlink(target, path)
    }

    /// Makes the names in a folder outlast a power cut.
    #[expect(clippy::disallowed_methods, reason = "publish is the one writer")]
    pub(super) fn sync(&self, folder: &Path) -> io::Result<()> {
        self.operation(true)?;
        File::open(folder)?.sync_all()
    }

    pub(super) fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.operation(false)?;
        fs::remove_file(path)
    }

    pub(super) fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.operation(false)?;
        fs::remove_dir_all(path)
    }

    /// Counts an operation, which fails if its number has come.
    fn operation(&self, writes: bool) -> io::Result<()> {
        let Some(fault) = &self.fault else { return Ok(()) };
        if fault.done.fetch_add(1, Ordering::Relaxed) < fault.at {
            return Ok(());
        }
        match fault.kind {
            FaultKind::Killed => Err(io::Error::other("the run was killed")),
            FaultKind::Full if writes => Err(ErrorKind::StorageFull.into()),
            FaultKind::Full => Ok(()),
        }
    }
}

/// Makes the names in a folder outlast a power cut.
pub(super) fn sync_folder(folder: &Path, disk: &Disk) -> Result<(), PublishError> {
    disk.sync(folder).map_err(PublishError::writing("write the folder", folder))
}
