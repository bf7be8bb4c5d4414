//! The post book: who was sent a release, so that nobody is sent it twice.
//!
//! Before a message is handed over, the book says that it is being sent; afterwards, that it was or
//! was refused. Each line is on the disk before the next thing is done. Whatever happens in between,
//! a message is sent at most once: one of which the book says only that it was being sent may have
//! arrived, and is not sent again. Whoever knows that it did not takes the line out.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{disk::Disk, error::PublishError};
use crate::plan::recipients::Recipient;

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Sending,
    Sent,
    Refused,
}

impl State {
    const ALL: [Self; 3] = [Self::Sending, Self::Sent, Self::Refused];

    fn word(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Refused => "refused",
        }
    }
}

/// The book of a release, `mail/2025-r1.csv` in the output folder.
pub struct Postbook {
    path: PathBuf,
    disk: Disk,
    states: BTreeMap<Addressee, State>,
}

/// Somebody who gets one message a release: the address without regard to case, and the name, for
/// several people may share an address.
type Addressee = (String, String);

const COLUMNS: &str = "COPY,NAME,EMAIL,STATE,MESSAGE\n";

impl Postbook {
    /// Opens the book of `release` in the folder of books; begins it if there is none.
    ///
    /// # Errors
    /// It cannot be read, or not be begun.
    #[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
    pub fn open(folder: &Path, release: &str) -> Result<Self, PublishError> {
        let disk = Disk::default();
        let path = folder.join(format!("{release}.csv"));
        disk.create_folders(folder).map_err(unwritten(folder))?;
        if !path.exists() {
            disk.append(&path, COLUMNS.as_bytes()).map_err(unwritten(&path))?;
            disk.sync(folder).map_err(unwritten(folder))?;
        }
        let text = fs::read_to_string(&path).map_err(PublishError::io("read the post book", &path))?;
        if !text.is_empty() && !text.ends_with('\n') {
            // A line that was being written when the run was killed: what it would have said has not
            // happened, or the line before says that it may have.
            disk.append(&path, b"\n").map_err(unwritten(&path))?;
        }
        Ok(Self { path, disk, states: states(&text) })
    }

    /// How far the message to somebody has come; none if nobody has begun to send it.
    pub fn state(&self, recipient: &Recipient) -> Option<State> {
        self.states.get(&addressee(recipient)).copied()
    }

    /// Writes down how far it has come.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note(&mut self, recipient: &Recipient, state: State, message: &str) -> Result<(), PublishError> {
        let copy = recipient.copy.to_string();
        let mut row = csv::Writer::from_writer(vec![]);
        row.write_record([&copy, &recipient.name, &recipient.email, state.word(), message])
            .expect("writing to memory does not fail");
        let row = row.into_inner().expect("writing to memory does not fail");
        self.disk.append(&self.path, &row).map_err(unwritten(&self.path))?;
        self.states.insert(addressee(recipient), state);
        Ok(())
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn unwritten(path: &Path) -> impl FnOnce(std::io::Error) -> PublishError {
    PublishError::io("write the post book", path)
}

fn addressee(recipient: &Recipient) -> Addressee {
    (recipient.email.to_lowercase(), recipient.name.clone())
}

/// The last that the book says of everybody; lines that were cut off say nothing.
fn states(text: &str) -> BTreeMap<Addressee, State> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut found = BTreeMap::new();
    for row in reader.records().filter_map(Result::ok).filter(|row| row.len() == 5) {
        if let Some(state) = State::ALL.into_iter().find(|state| state.word() == &row[3]) {
            found.insert((row[2].to_lowercase(), row[1].to_owned()), state);
        }
    }
    found
}

/// Writes a message that is not to be sent into a folder, to be looked at.
///
/// # Errors
/// It cannot be written.
pub fn write_draft(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), PublishError> {
    let disk = Disk::default();
    let path = folder.join(name);
    let written = disk
        .create_folders(folder)
        .and_then(|()| disk.replace(&path, &folder.join(format!("{}{name}", super::settle::WRITING)), bytes));
    written.map_err(PublishError::io("write the message", &path))
}
