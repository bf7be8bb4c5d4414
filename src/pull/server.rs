//! A server of statistics: one GET, and whether what came is an answer.

use std::{io::ErrorKind, time::Duration};

use ureq::{
    Agent, Error,
    http::{Response, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};

use crate::{
    PROGRAM,
    diag::{Diagnostic, Locus},
    snapshot::ServerAsked,
};

/// More than this is no table that a briefing reads, in bytes.
const LARGEST: u64 = 256 << 20;

/// What a server sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Got {
    /// None where it says that nothing has changed since the pull before.
    pub body: Option<Vec<u8>>,
    pub host: String,
    /// The server, as it calls itself.
    pub server: String,
    /// What it calls this state of its answer.
    pub etag: Option<String>,
}

/// Why there is no answer.
#[derive(Debug)]
pub struct NoAnswer {
    pub fault: Box<Diagnostic>,
    /// Whether the same question would get the same again.
    pub is_final: bool,
}

/// Asks a server, which may take as long as `deadline`. `etag` is what it called its answer the last
/// time.
///
/// # Errors
/// It cannot be reached, is too late, refuses, or breaks off.
pub fn get(asked: &ServerAsked, etag: Option<&str>, deadline: Duration) -> Result<Got, NoAnswer> {
    let at = Locus::file(&asked.url);
    let refuse = |code, message: String, help: &str, is_final| NoAnswer {
        fault: Box::new(Diagnostic::error(code, message).at(at.clone()).help(help)),
        is_final,
    };
    let host = host_of(&asked.url).ok_or_else(|| {
        let message = "the address is not https://".to_owned();
        refuse("plain-text", message, "what comes in plain text could be anybody's; use https", true)
    })?;
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(deadline))
        .http_status_as_error(false)
        .tls_config(tls)
        .user_agent(PROGRAM)
        .build()
        .into();
    // Eurostat packs its answer for whoever could unpack it, and does not say so.
    let mut request = agent.get(&asked.url).header(header::ACCEPT_ENCODING, "identity");
    if let Some(accept) = &asked.accept {
        request = request.header(header::ACCEPT, accept);
    }
    if let Some(etag) = etag {
        request = request.header(header::IF_NONE_MATCH, etag);
    }
    let broken = |error: &Error| {
        let (code, help) = match error {
            Error::Timeout(_) => ("server-late", "pull again, or give it longer with --deadline"),
            Error::BodyExceedsLimit(_) => ("long-answer", "ask for less: fewer areas, indicators or years"),
            Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => ("server-cut", "pull again"),
            Error::Protocol(_) => ("server-cut", "pull again"),
            _ => ("server-unreachable", "check the address, and whether the network leads there"),
        };
        let is_final = matches!(error, Error::BodyExceedsLimit(_) | Error::BadUri(_));
        refuse(code, format!("no answer: {error}"), &format!("{help}; nothing was written"), is_final)
    };
    let mut response = request.call().map_err(|error| broken(&error))?;
    let said = |response: &Response<ureq::Body>, name: header::HeaderName| {
        response.headers().get(name).and_then(|it| it.to_str().ok()).map(str::to_owned)
    };
    let status = response.status();
    let retry = said(&response, header::RETRY_AFTER);
    let server = said(&response, header::SERVER).unwrap_or_else(|| "a server without a name".to_owned());
    let etag = said(&response, header::ETAG);
    let got = |body| Got { body, host, server, etag };
    match status {
        StatusCode::OK => {
            let body = response.body_mut().with_config().limit(LARGEST).read_to_vec();
            Ok(got(Some(body.map_err(|error| broken(&error))?)))
        }
        StatusCode::NOT_MODIFIED => Ok(got(None)),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            let when = retry.map_or(String::new(), |when| format!(", and asks to wait: Retry-After {when}"));
            let message = format!("the server has had too many questions ({status}){when}");
            Err(refuse(
                "server-busy",
                message,
                "pull again later, and less often; nothing was written",
                false,
            ))
        }
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            let message = format!("the server refuses ({status})");
            Err(refuse("server-refused", message, "see whether it knows this machine's address", false))
        }
        StatusCode::PAYLOAD_TOO_LARGE => {
            let message = format!("the question asks for too much ({status})");
            Err(refuse("long-answer", message, "ask for fewer areas, indicators or years", true))
        }
        status if status.is_server_error() => {
            let message = format!("the server is in trouble ({status})");
            Err(refuse("server-broken", message, "pull again later; nothing was written", false))
        }
        status => {
            let message = format!("the server makes no sense of the question ({status})");
            Err(refuse("server-question", message, "try the address in a browser", true))
        }
    }
}

/// The host of an address, if what it sends is encrypted or does not come over a network.
fn host_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    let is_here = scheme == "http" && super::profile::is_loopback(rest);
    (scheme == "https" || is_here).then(|| host.to_owned())
}
