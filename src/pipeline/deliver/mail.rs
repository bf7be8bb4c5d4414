//! Mail: everybody's copy in a message of their own, in their language.

use std::{collections::BTreeMap, path::PathBuf};

use super::{copies::file_name, record::MadeCopy, source::OpenedRelease};
use crate::{
    audit::Accounted,
    diag::{Diagnostic, Sink},
    lang::Lang,
    ledger::short_code,
    output::{FACTS_CSV, Output},
    plan::recipients::Recipient,
    post::{Account, Enclosure, Letter, Mailbox, Postman, Relay, Unsent, mailbox},
    publish::{
        PublishError,
        postbook::{Addressee, MessageState, Postbook, write_draft},
    },
};

/// How copies are mailed.
#[derive(Clone)]
pub struct Mailing {
    pub from: Mailbox,
    /// When the messages say that they were sent, in seconds since 1970.
    pub sent: u64,
    pub way: Way,
    /// What somebody has found out of messages in doubt, by the number of the copy.
    pub settled: BTreeMap<u32, MessageState>,
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

/// Reports addresses that are none, and people who would be written to twice. No address is shown: what
/// is told ends in logs.
pub(super) fn check(people: &[Recipient], sink: &mut Sink) {
    let mut seen: BTreeMap<(String, &str), &Recipient> = BTreeMap::new();
    for person in people.iter().filter(|it| !it.email.is_empty()) {
        let address = match mailbox(&person.email) {
            Ok(mailbox) => mailbox.email.to_string().to_lowercase(),
            Err(fault) => {
                let message = format!("the EMAIL of copy {} cannot be written to: {fault}", person.copy);
                let fault = Diagnostic::error("bad-address", message).at(person.locus.clone());
                sink.push(fault.help("correct EMAIL, or leave it empty for a copy on paper"));
                continue;
            }
        };
        if let Some(before) = seen.insert((address, &person.name), person) {
            let message = format!("{} would get two messages", person.name);
            let fault = Diagnostic::error("mailed-twice", message);
            let fault = fault.at(person.locus.clone()).at(before.locus.clone());
            sink.push(fault.help("leave EMAIL empty in one of the rows"));
        }
    }
}

/// What every letter of a release says.
pub(super) struct Outbox<'a> {
    pub mailing: &'a Mailing,
    pub source: &'a OpenedRelease,
    /// The briefing's title, by language.
    pub title: &'a dyn Fn(Lang) -> String,
    /// The folder of books.
    pub folder: PathBuf,
}

impl Outbox<'_> {
    /// Sends everybody their copy who has not been sent it yet. `copy` gives a copy's bytes.
    ///
    /// # Errors
    /// The relay cannot be reached, or the book cannot be written. What was sent till then is in it.
    pub fn send(
        &self,
        rows: &[MadeCopy],
        copy: &dyn Fn(&str) -> Result<Vec<u8>, PublishError>,
        sink: &mut Sink,
    ) -> Result<Mailed, PublishError> {
        let release = &self.source.manifest.release;
        let copies: Vec<&MadeCopy> = rows.iter().filter(|row| row.output == Output::Pdf).collect();
        let addressed: Vec<&MadeCopy> =
            copies.iter().copied().filter(|row| !row.recipient.email.is_empty()).collect();
        let mut mailed = Mailed { without: copies.len() - addressed.len(), ..Mailed::default() };
        let (relay, account) = match &self.mailing.way {
            Way::Relay(relay, account) => (relay.clone(), account.clone()),
            Way::DryRun => {
                mailed.place = self.folder.join(format!("{release}-dry-run"));
                for row in addressed {
                    let message = self.letter(row, copy)?.message().map_err(|it| self.failed(it))?;
                    let name = format!("{}.eml", row.file.trim_end_matches(".pdf"));
                    write_draft(&mailed.place, &name, &message.formatted())?;
                    mailed.sent += 1;
                }
                return Ok(mailed);
            }
        };
        let mut post = Post {
            outbox: self,
            book: Postbook::open(&self.folder, release)?,
            postman: Postman::new(relay, account),
        };
        post.settle(&addressed)?;
        post.book.path().clone_into(&mut mailed.place);
        for row in addressed {
            match post.book.state(&addressee(row.recipient)) {
                Some(MessageState::Sent) => mailed.before += 1,
                Some(MessageState::Sending) => {
                    sink.push(doubtful(row.recipient, "an earlier run was cut off"));
                }
                None | Some(MessageState::Refused | MessageState::Unsent) => {
                    let letter = self.letter(row, copy)?;
                    match post.send(&letter, row)? {
                        Ok(()) => mailed.sent += 1,
                        Err(left) => sink.push(left),
                    }
                }
            }
        }
        Ok(mailed)
    }

    /// The letter with a copy, and with the workbook where it goes along. `copy` gives a file's bytes.
    fn letter(
        &self,
        row: &MadeCopy,
        copy: &dyn Fn(&str) -> Result<Vec<u8>, PublishError>,
    ) -> Result<Letter, PublishError> {
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
                    "{name}：\n\n随信附上《{title}》，供您本人使用。版次{release}，第{number}号，数据编码{code}。\n{}{}",
                    if recipient.has_workbook {
                        "另附各数的工作簿，可逐格核对、试算。\n"
                    } else {
                        ""
                    },
                    if is_locked { "文件已加密，口令另行告知。\n" } else { "" }
                ),
            ),
            Lang::En => (
                format!("{title} ({release}, copy {number})"),
                format!(
                    "Dear {name},\n\nattached is your own copy of “{title}”: release {release}, copy {number}, data code {code}.\n{}{}",
                    if recipient.has_workbook {
                        "Its numbers are attached as a workbook, too, which computes them from their cells.\n"
                    } else {
                        ""
                    },
                    if is_locked { "It is locked; the password reaches you by another way.\n" } else { "" }
                ),
            ),
        };
        let address = mailbox(&recipient.email).expect("the addresses were checked").email;
        let release_file = |file: &str| format!("{release}-{file}");
        let pdf = Output::Pdf.media_type();
        let mut enclosures =
            vec![Enclosure { name: release_file(&row.file), media_type: pdf, bytes: copy(&row.file)? }];
        if recipient.has_workbook {
            let file = file_name(recipient, Output::Workbook);
            let bytes = copy(&file)?;
            enclosures.push(Enclosure {
                name: release_file(&file),
                media_type: Output::Workbook.media_type(),
                bytes,
            });
        }
        let letter = Letter {
            from: self.mailing.from.clone(),
            to: Mailbox::new(Some(name.clone()), address),
            subject,
            text,
            enclosures,
            key: format!("{release} {name} {}", recipient.email.to_lowercase()),
            sent: self.mailing.sent,
        };
        self.check(&letter, [release.as_str(), &title, &code, &number.to_string(), name, &row.file])?;
        Ok(letter)
    }

    /// Whether a letter says no number but those of its copy: release, title, code, number, name.
    fn check<'a>(
        &self,
        letter: &Letter,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), PublishError> {
        let mut accounted = Accounted::default();
        known.into_iter().for_each(|text| accounted.take(text));
        let sender = letter.from.name.as_deref().unwrap_or_default();
        let names = letter.enclosures.iter().map(|it| it.name.as_str());
        let words = [sender, &letter.subject, &letter.text].into_iter().chain(names);
        let mut sink = Sink::default();
        accounted.report("the message", words, |_| false, &mut sink);
        match sink.iter().next() {
            None => Ok(()),
            Some(fault) => {
                let help = "take the number out of --from, or out of the list";
                Err(PublishError::refused(&self.folder, fault.message.clone(), help))
            }
        }
    }

    fn failed(&self, what: String) -> PublishError {
        PublishError::unanswered(
            &self.folder,
            what,
            "run again: whoever was sent the release is not sent it again",
        )
    }
}

/// The post of one run: the book, and who carries the letters.
struct Post<'a> {
    outbox: &'a Outbox<'a>,
    book: Postbook,
    postman: Postman,
}

impl Post<'_> {
    /// Writes down what somebody has found out of messages in doubt.
    fn settle(&mut self, rows: &[&MadeCopy]) -> Result<(), PublishError> {
        for (copy, state) in &self.outbox.mailing.settled {
            let row = rows.iter().find(|row| row.recipient.copy == *copy);
            let addressee = row.map(|row| addressee(row.recipient));
            let doubted = addressee.filter(|it| self.book.state(it) == Some(MessageState::Sending));
            let Some(addressee) = doubted else {
                let message = format!("the message to copy {copy} is not in doubt");
                let help = "settle only what the run before has told as being in doubt";
                return Err(PublishError::refused(self.book.path(), message, help));
            };
            self.book.note(&addressee, *state, "settled")?;
        }
        Ok(())
    }

    /// Sends a letter; if it cannot be, what is to be told of that. What breaks before the relay's
    /// go-ahead is tried once more at once: a relay may close after each message.
    ///
    /// # Errors
    /// The book cannot be written, or the relay cannot be reached at all.
    fn send(&mut self, letter: &Letter, row: &MadeCopy) -> Result<Result<(), Diagnostic>, PublishError> {
        let message = letter.message().map_err(|it| self.outbox.failed(it))?;
        let (addressee, id) = (addressee(row.recipient), letter.id());
        let mut unsent = None;
        for _ in 0..2 {
            let connected = self.postman.connect_if_needed();
            connected.map_err(|it| self.outbox.failed(format!("the relay does not answer: {it}")))?;
            self.book.note(&addressee, MessageState::Sending, &id)?;
            match self.postman.hand_over(&message) {
                Ok(()) => {
                    self.book.note(&addressee, MessageState::Sent, &id)?;
                    return Ok(Ok(()));
                }
                Err(Unsent::Refused(why)) => {
                    self.book.note(&addressee, MessageState::Refused, &id)?;
                    return Ok(Err(refused(row.recipient, &why)));
                }
                Err(Unsent::InDoubt(why)) => return Ok(Err(doubtful(row.recipient, &why))),
                Err(Unsent::NotBegun(why)) => {
                    self.book.note(&addressee, MessageState::Unsent, &id)?;
                    unsent = Some(unreached(row.recipient, &why));
                }
            }
        }
        Ok(unsent.map_or(Ok(()), Err))
    }
}

fn addressee(recipient: &Recipient) -> Addressee {
    let address = mailbox(&recipient.email).expect("the addresses were checked").email;
    let address = address.to_string().to_lowercase();
    Addressee { copy: recipient.copy, name: recipient.name.clone(), address }
}

/// A message that the relay does not take.
fn refused(recipient: &Recipient, why: &str) -> Diagnostic {
    // Relays say the address again.
    let why = why.replace(&recipient.email, "…");
    let message = format!("the relay does not take the message to {}: {why}", named(recipient));
    let fault = Diagnostic::error("refused", message).at(recipient.locus.clone());
    fault.help("correct the address, then run again: nobody else is written to")
}

/// A message that never got as far as the relay's go-ahead.
fn unreached(recipient: &Recipient, why: &str) -> Diagnostic {
    let message = format!("the message to {} was not sent: {why}", named(recipient));
    let fault = Diagnostic::error("unsent", message).at(recipient.locus.clone());
    fault.help("run again: nobody else is written to")
}

/// Whom a message is for, without the address: what is told ends in logs.
fn named(recipient: &Recipient) -> String {
    format!("{} (copy {})", recipient.name, recipient.copy)
}

/// A message of which nobody knows whether it was taken: it is not sent again.
fn doubtful(recipient: &Recipient, why: &str) -> Diagnostic {
    let message = format!("the message to {} may or may not have been sent: {why}", named(recipient));
    let copy = recipient.copy;
    let help = format!(
        "ask, then run again with --settle {copy}=sent if it arrived, or --settle {copy}=unsent to send it again"
    );
    Diagnostic::error("in-doubt", message).at(recipient.locus.clone()).help(help)
}
