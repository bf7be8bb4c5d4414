//! The relay: the server that takes messages and passes them on (SMTP, RFC 5321).

use std::{str::FromStr, time::Duration};

use lettre::{
    Message,
    address::Envelope,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{SmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::{ClientId, Extension, MailBodyParameter, MailParameter},
    },
};

/// How long the relay may take for an answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where the relay is, and how it is spoken to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    host: String,
    port: u16,
    security: Security,
    /// The name of the account; none where the relay wants none.
    pub user: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Security {
    /// Encrypted from the first byte on.
    Tls,
    /// Encrypted before anything is said that matters.
    StartTls,
    /// On this machine alone.
    Plain,
}

impl FromStr for Relay {
    type Err = String;

    /// Reads `smtps://user@host:465` or `smtp://user@host:587`. Unless the relay is this machine, what
    /// is said to it is encrypted. A password is refused: a command line is seen by others.
    fn from_str(address: &str) -> Result<Self, String> {
        let (scheme, rest) = address.split_once("://").unwrap_or_default();
        let (user, place) = rest.rsplit_once('@').map_or((None, rest), |(user, place)| (Some(user), place));
        if user.is_some_and(|user| user.contains(':')) {
            return Err("take the password out: it is read from the environment or a file".to_owned());
        }
        let (host, port) =
            place.trim_end_matches('/').rsplit_once(':').unwrap_or((place.trim_end_matches('/'), ""));
        let is_here = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
        let (security, usual) = match scheme {
            "smtps" => (Security::Tls, 465),
            "smtp" if is_here => (Security::Plain, 25),
            "smtp" => (Security::StartTls, 587),
            _ => return Err("it begins with smtps:// or smtp://".to_owned()),
        };
        let port =
            if port.is_empty() { usual } else { port.parse().map_err(|_| format!("{port} is no port"))? };
        if host.is_empty() {
            return Err("it names no host".to_owned());
        }
        Ok(Self { host: host.to_owned(), port, security, user: user.map(str::to_owned) })
    }
}

/// An account on the relay.
#[derive(Clone)]
pub struct Account {
    pub user: String,
    pub password: String,
}

/// Why a message was not sent, or may not have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// The relay gave no answer before it could have taken anything: it may be tried again.
    NotBegun(String),
    /// The relay said that it does not take it.
    Refused(String),
    /// The connection broke while it was being handed over: it may have been taken.
    InDoubt(String),
}

/// Carries messages to a relay, all over one connection as long as it lasts.
pub struct Postman {
    relay: Relay,
    account: Option<Account>,
    connection: Option<SmtpConnection>,
}

impl Postman {
    pub fn new(relay: Relay, account: Option<Account>) -> Self {
        Self { relay, account, connection: None }
    }

    /// Makes sure that the relay listens. Nothing is sent by that.
    ///
    /// # Errors
    /// It cannot be reached, or does not accept the account.
    pub fn connect_if_needed(&mut self) -> Result<(), String> {
        if self.connection.as_mut().is_some_and(SmtpConnection::test_connected) {
            return Ok(());
        }
        let Relay { host, port, .. } = &self.relay;
        let connected = self.connect();
        let connection = connected.map_err(|error| format!("{host}:{port}: {}", in_full(&error)))?;
        self.connection = Some(connection);
        Ok(())
    }

    fn connect(&self) -> Result<SmtpConnection, Error> {
        let Relay { host, port, security, .. } = &self.relay;
        let hello = ClientId::default();
        let tls = match security {
            Security::Plain => None,
            Security::Tls | Security::StartTls => Some(TlsParameters::new(host.clone())?),
        };
        let at_once = tls.as_ref().filter(|_| *security == Security::Tls);
        let place = (host.trim_matches(['[', ']']), *port);
        let mut connection = SmtpConnection::connect(place, Some(PATIENCE), &hello, at_once, None)?;
        if let (Security::StartTls, Some(tls)) = (security, &tls) {
            connection.starttls(tls, &hello)?;
        }
        if let Some(Account { user, password }) = &self.account {
            let credentials = Credentials::new(user.clone(), password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials)?;
        }
        Ok(connection)
    }

    /// Hands a message over to the relay that [`Self::connect_if_needed`] has found listening.
    ///
    /// # Errors
    /// It was not taken, or nobody knows whether it was.
    pub fn hand_over(&mut self, message: &Message) -> Result<(), Unsent> {
        let Some(connection) = &mut self.connection else {
            return Err(Unsent::NotBegun("there is no connection".to_owned()));
        };
        let bytes = message.formatted();
        let handed = announce(connection, message.envelope(), &bytes)
            .map_err(|error| unsent(&error, Unsent::NotBegun))
            .and_then(|()| {
                let taken = connection.message(&bytes).map(drop);
                taken.map_err(|error| unsent(&error, Unsent::InDoubt))
            });
        if handed.is_err() {
            // What the relay makes of the rest of this conversation is not known.
            connection.abort();
            self.connection = None;
        }
        handed
    }
}

/// Says who writes to whom, as [`SmtpConnection::send`] does, up to the relay's go-ahead (354 to DATA):
/// till then it has nothing that it could deliver (RFC 5321, 4.1.1.4).
fn announce(connection: &mut SmtpConnection, envelope: &Envelope, message: &[u8]) -> Result<(), Error> {
    let mut parameters = vec![];
    let server = connection.server_info();
    let mut addresses = envelope.to().iter().chain(envelope.from());
    // Without the extension the relay refuses such an address itself.
    if addresses.any(|it| !it.to_string().is_ascii()) && server.supports_feature(Extension::SmtpUtfEight) {
        parameters.push(MailParameter::SmtpUtfEight);
    }
    if !message.is_ascii() && server.supports_feature(Extension::EightBitMime) {
        parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    connection.command(Mail::new(envelope.from().cloned(), parameters))?;
    for to in envelope.to() {
        connection.command(Rcpt::new(to.clone(), vec![]))?;
    }
    connection.command(Data)?;
    Ok(())
}

impl Drop for Postman {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.connection {
            // A courtesy: everything that was to be said has been.
            drop(connection.quit());
        }
    }
}

/// A refusal where the relay has said so, and otherwise what silence means at that point.
fn unsent(error: &Error, silence: fn(String) -> Unsent) -> Unsent {
    let is_answer = error.is_permanent() || error.is_transient();
    if is_answer { Unsent::Refused(in_full(error)) } else { silence(in_full(error)) }
}

/// An error with its causes.
fn in_full(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
