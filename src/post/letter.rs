//! Letters: what is written to a recipient, and as a message of the Internet (RFC 5322, MIME).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use lettre::{
    Message,
    message::{Attachment, MultiPart, SinglePart, header::ContentType},
};

pub use lettre::message::Mailbox;

use crate::inputs::sha256;

/// A file that goes with a letter.
#[derive(Debug, Clone)]
pub struct Enclosure {
    /// Its name, in ASCII.
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// A letter with a copy attached.
#[derive(Debug, Clone)]
pub struct Letter {
    pub from: Mailbox,
    pub to: Mailbox,
    pub subject: String,
    pub text: String,
    pub enclosures: Vec<Enclosure>,
    /// What tells this letter from all others: the release and whom it is for. Its identifier is made
    /// from it, so that a letter that is sent again is known to be the same.
    pub key: String,
    /// When it is sent, in seconds since 1970.
    pub sent: u64,
}

/// An address as people write it, `name@example.org` or `Name <name@example.org>`.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    text.parse().map_err(|error| format!("it is no address: {error}"))
}

impl Letter {
    /// Its identifier, without the brackets.
    pub fn id(&self) -> String {
        format!("{}@{}", &sha256(self.key.as_bytes())[..32], self.from.email.domain())
    }

    /// The message. The same letter gives the same bytes.
    ///
    /// # Errors
    /// What keeps it from being one, in a few words.
    pub fn message(&self) -> Result<Message, String> {
        let parts = MultiPart::mixed()
            // lettre draws one by lot.
            .boundary(format!("briefing-{}", &sha256(self.key.as_bytes())[..24]))
            .singlepart(SinglePart::plain(self.text.clone()));
        let parts = self.enclosures.iter().fold(parts, |parts, it| {
            let media_type = ContentType::parse(it.media_type).expect("a media type");
            parts.singlepart(Attachment::new(it.name.clone()).body(it.bytes.clone(), media_type))
        });
        Message::builder()
            .from(self.from.clone())
            .to(self.to.clone())
            .subject(self.subject.clone())
            .date(at(self.sent))
            .message_id(Some(format!("<{}>", self.id())))
            .multipart(parts)
            .map_err(|error| format!("no message can be made for {}: {error}", self.to))
    }
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}
