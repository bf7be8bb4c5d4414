//! The post book: who was sent a release, so that nobody is sent it twice and nobody is forgotten.
//!
//! Before a message is handed over, the book says that it is being sent; afterwards, that it was, was
//! refused, or never got as far as the relay's go-ahead. Each line is on the disk before the next thing
//! is done. Whatever happens in between, a message is sent at most once: one of which the book says only
//! that it was being sent may have arrived, and is not sent again until somebody has settled what became
//! of it.
//!
//! Every line ends with a check of its own. A run that was killed can leave one torn line, the last: what
//! it would have said has not happened, or the line before says that it may have. It is taken out when the
//! book is opened. Anything else that cannot be read stops the post: a book that is guessed at sends twice.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{disk::Disk, error::PublishError, replace::replace};
use crate::{
    inputs::{contents, sha256},
    output::table::{self, CsvTable},
};

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// It is being handed over; said before the relay hears of it.
    Sending,
    /// The relay has taken it, or somebody has settled that it arrived.
    Sent,
    /// The relay does not take it.
    Refused,
    /// It did not get as far as the relay's go-ahead, or somebody has settled that it did not arrive.
    Unsent,
}

impl MessageState {
    const ALL: [Self; 4] = [Self::Sending, Self::Sent, Self::Refused, Self::Unsent];

    fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Unsent => "unsent",
        }
    }
}

/// The book of a release, `mail/2025-r1.csv` in the output folder.
pub struct Postbook {
    path: PathBuf,
    disk: Disk,
    states: BTreeMap<MessageKey, MessageState>,
}

/// Somebody who gets one message a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// The number of their copy.
    pub copy: u32,
    pub name: String,
    /// The address alone, in lower case: `Li <li@example.org>` and `LI@example.org` are one.
    pub address: String,
}

/// What tells one from another: several people may share an address.
type MessageKey = (String, String);

/// The columns; the check covers the others.
const COLUMNS: [&str; 6] = ["COPY", "NAME", "EMAIL", "STATE", "MESSAGE", "CHECK"];

const HELP: &str =
    "restore it from a backup; without one, ask who has the message, and move the book away to begin anew";

impl Postbook {
    /// Opens the book of `release` in the folder of books; begins it if there is none.
    ///
    /// # Errors
    /// It cannot be read or begun; it is none of ours, or was altered.
    pub fn open(folder: &Path, release: &str) -> Result<Self, PublishError> {
        let (disk, name) = (Disk::private(), format!("{release}.csv"));
        let path = folder.join(&name);
        disk.create_folders(folder).map_err(unwritten(folder))?;
        let head = CsvTable::new(COLUMNS).into_bytes();
        if !path.exists() {
            replace(folder, &name, &head, &disk)?;
        }
        let bytes = contents(&path).map_err(PublishError::reading("read the post book", &path))?;
        let damaged = |what: &str| PublishError::unread(&path, format!("the post book {what}"), HELP);
        let Some(rest) = bytes.strip_prefix(head.as_slice()) else {
            return Err(damaged("does not begin with its head"));
        };
        // A line that was being written when the run was killed ends without a line's end.
        let whole = rest.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
        if whole < rest.len() {
            replace(folder, &name, &bytes[..head.len() + whole], &disk)?;
        }
        let mut states = BTreeMap::new();
        for (line, number) in rest[..whole].split_inclusive(|byte| *byte == b'\n').zip(2..) {
            let (key, state) = read(line).ok_or_else(|| damaged(&format!("was altered in line {number}")))?;
            states.insert(key, state);
        }
        Ok(Self { path, disk, states })
    }

    /// How far the message to somebody has come; none if nobody has begun to send it.
    pub fn state(&self, addressee: &Addressee) -> Option<MessageState> {
        self.states.get(&addressee.key()).copied()
    }

    /// Writes down how far it has come.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note(
        &mut self,
        addressee: &Addressee,
        state: MessageState,
        message: &str,
    ) -> Result<(), PublishError> {
        let copy = addressee.copy.to_string();
        let fields = [copy.as_str(), &addressee.name, &addressee.address, state.word(), message];
        let fields = fields.map(table::text);
        let check = check(&fields);
        let row = table::line(fields.iter().map(String::as_str).chain([check.as_str()]));
        self.disk.append(&self.path, &row).map_err(unwritten(&self.path))?;
        self.states.insert(addressee.key(), state);
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn unwritten(path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
    PublishError::writing("write the post book", path)
}

impl Addressee {
    fn key(&self) -> MessageKey {
        (self.address.clone(), self.name.clone())
    }
}

/// The first eight digits of the digest of a line's fields: enough to tell a torn or altered line.
fn check(fields: &[String]) -> String {
    sha256(fields.join("\u{1f}").as_bytes())[..8].to_owned()
}

/// What a line says; none if it is not whole.
fn read(line: &[u8]) -> Option<(MessageKey, MessageState)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(line);
    let row = reader.records().next()?.ok()?;
    let fields: Vec<String> = row.iter().map(str::to_owned).collect();
    let (last, fields) = fields.split_last().filter(|(_, fields)| fields.len() + 1 == COLUMNS.len())?;
    let state = MessageState::ALL.into_iter().find(|state| state.word() == fields[3])?;
    // A name is as it was written, with the sign that keeps a spreadsheet from computing with it.
    let name = table::original(&fields[1]).to_owned();
    (*last == check(fields)).then(|| ((fields[2].clone(), name), state))
}

/// Writes a message that is not to be sent into a folder, to be looked at.
///
/// # Errors
/// It cannot be written.
pub fn write_draft(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
    let disk = Disk::private();
    let path = folder.join(name);
    let written = disk.create_folders(folder).and_then(|()| {
        disk.replace(&path, &folder.join(format!("{}{name}", super::recovery::WRITING)), bytes)
    });
    written.map_err(PublishError::writing("write the message", &path))
}
