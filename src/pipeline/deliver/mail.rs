//! Mail: everybody's copy in a message of their own, in their language.

use std::{collections::BTreeMap, path::PathBuf};

use super::{record::Row, source::Source};
use crate::{
    diag::{Diagnostic, Sink},
    lang::Lang,
    ledger::short_code,
    output::FACTS_CSV,
    plan::recipients::Recipient,
    post::{Account, Letter, Mailbox, Postman, Relay, Unsent, mailbox},
    publish::{
        PublishError,
        postbook::{Postbook, State, write_draft},
    },
};

/// How copies are mailed.
#[derive(Clone)]
pub struct Mailing {
    pub from: Mailbox,
    /// When the messages say that they were sent, in seconds since 1970.
    pub sent: u64,
    pub way: Way,
}

/// What becomes of the messages.
#[derive(Clone)]
pub enum Way {
    /// They are written into a folder and not sent.
    DryRun,
    Relay(Relay, Option<Account>),
}

/// What became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mailed {
    /// Sent, or written, by this run.
    pub sent: usize,
    /// Sent by a run before.
    pub before: usize,
    /// Recipients without an address.
    pub without: usize,
    /// Where it is written down, or the messages are.
    pub place: PathBuf,
}

/// Reports addresses that are none, and people who would be written to twice.
pub(super) fn check(people: &[Recipient], sink: &mut Sink) {
    let mut seen: BTreeMap<(String, &str), &Recipient> = BTreeMap::new();
    for person in people.iter().filter(|it| !it.email.is_empty()) {
        if let Err(fault) = mailbox(&person.email) {
            let fault = Diagnostic::error("bad-address", fault).at(person.locus.clone());
            sink.push(fault.help("correct EMAIL, or leave it empty for a copy on paper"));
        }
        if let Some(before) = seen.insert((person.email.to_lowercase(), &person.name), person) {
            let message = format!("{} would get two messages", person.name);
            let fault = Diagnostic::error("mailed-twice", message);
            let fault = fault.at(person.locus.clone()).at(before.locus.clone());
            sink.push(fault.help("leave EMAIL empty in one of the rows"));
        }
    }
}

/// What every letter of a release says.
pub(super) struct Office<'a> {
    pub mailing: &'a Mailing,
    pub source: &'a Source,
    /// The briefing's title, by language.
    pub title: &'a dyn Fn(Lang) -> String,
    /// The folder of books.
    pub folder: PathBuf,
}

impl Office<'_> {
    /// Sends everybody their copy who has not been sent it yet. `copy` gives a copy's bytes.
    ///
    /// # Errors
    /// The relay cannot be reached, or the book cannot be written. What was sent till then is in it.
    pub fn send(
        &self,
        rows: &[Row],
        copy: &dyn Fn(&str) -> Result<Vec<u8>, PublishError>,
        sink: &mut Sink,
    ) -> Result<Mailed, PublishError> {
        let release = &self.source.manifest.release;
        let addressed: Vec<&Row> = rows.iter().filter(|row| !row.recipient.email.is_empty()).collect();
        let mut mailed = Mailed { without: rows.len() - addressed.len(), ..Mailed::default() };
        let (relay, account) = match &self.mailing.way {
            Way::Relay(relay, account) => (relay.clone(), account.clone()),
            Way::DryRun => {
                mailed.place = self.folder.join(format!("{release}-dry-run"));
                for row in addressed {
                    let message =
                        self.letter(row, copy(&row.file)?).message().map_err(|it| self.failed(it))?;
                    let name = format!("{}.eml", row.file.trim_end_matches(".pdf"));
                    write_draft(&mailed.place, &name, &message.formatted())?;
                    mailed.sent += 1;
                }
                return Ok(mailed);
            }
        };
        let mut book = Postbook::open(&self.folder, release)?;
        book.path().clone_into(&mut mailed.place);
        let mut postman = Postman::new(relay, account);
        for row in addressed {
            match book.state(row.recipient) {
                Some(State::Sent) => mailed.before += 1,
                Some(State::Sending) => {
                    sink.push(doubtful(row.recipient, &book, "an earlier run was cut off"));
                }
                None | Some(State::Refused) => {
                    let letter = self.letter(row, copy(&row.file)?);
                    mailed.sent +=
                        usize::from(self.hand_over(&letter, row, &mut postman, &mut book, sink)?);
                }
            }
        }
        Ok(mailed)
    }

    /// Hands a letter over; whether it was taken.
    fn hand_over(
        &self,
        letter: &Letter,
        row: &Row,
        postman: &mut Postman,
        book: &mut Postbook,
        sink: &mut Sink,
    ) -> Result<bool, PublishError> {
        let message = letter.message().map_err(|it| self.failed(it))?;
        postman.knock().map_err(|it| self.failed(format!("the relay does not answer: {it}")))?;
        book.note(row.recipient, State::Sending, &letter.id())?;
        match postman.hand_over(&message) {
            Ok(()) => {
                book.note(row.recipient, State::Sent, &letter.id())?;
                Ok(true)
            }
            Err(Unsent::Refused(why)) => {
                book.note(row.recipient, State::Refused, &letter.id())?;
                let message =
                    format!("the relay does not take the message to {}: {why}", row.recipient.email);
                let fault = Diagnostic::error("refused", message).at(row.recipient.locus.clone());
                sink.push(fault.help("correct the address, then run again: nobody else is written to"));
                Ok(false)
            }
            Err(Unsent::InDoubt(why)) => {
                sink.push(doubtful(row.recipient, book, &why));
                Ok(false)
            }
        }
    }

    fn letter(&self, row: &Row, copy: Vec<u8>) -> Letter {
        let manifest = &self.source.manifest;
        let (release, recipient) = (&manifest.release, row.recipient);
        let Recipient { name, copy: number, lang, .. } = recipient;
        let title = (self.title)(*lang);
        let code = manifest.files.get(FACTS_CSV).map(|digest| short_code(digest)).unwrap_or_default();
        let is_locked = !recipient.password.is_empty();
        let (subject, text) = match lang {
            Lang::Zh => (
                format!("{title}（{release}，第{number}号）"),
                format!(
                    "{name}：\n\n随信附上《{title}》，供您本人使用。版次{release}，第{number}号，数据编码{code}。\n{}",
                    if is_locked { "文件已加密，口令另行告知。\n" } else { "" }
                ),
            ),
            Lang::En => (
                format!("{title} ({release}, copy {number})"),
                format!(
                    "Dear {name},\n\nattached is your own copy of “{title}”: release {release}, copy {number}, data code {code}.\n{}",
                    if is_locked { "It is locked; the password reaches you by another way.\n" } else { "" }
                ),
            ),
        };
        let address = mailbox(&recipient.email).expect("the addresses were checked").email;
        Letter {
            from: self.mailing.from.clone(),
            to: Mailbox::new(Some(name.clone()), address),
            subject,
            text,
            file: format!("{release}-{}", row.file),
            copy,
            key: format!("{release} {name} {}", recipient.email.to_lowercase()),
            sent: self.mailing.sent,
        }
    }

    fn failed(&self, what: String) -> PublishError {
        PublishError::new(&self.folder, what, "run again: whoever was sent the release is not sent it again")
    }
}

/// A message of which nobody knows whether it was taken: it is not sent again.
fn doubtful(recipient: &Recipient, book: &Postbook, why: &str) -> Diagnostic {
    let message = format!("the message to {} may or may not have been sent: {why}", recipient.email);
    let help =
        format!("ask; if it did not arrive, take its line out of {} and run again", book.path().display());
    Diagnostic::warning("in-doubt", message).at(recipient.locus.clone()).help(help)
}
