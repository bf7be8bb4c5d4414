//! A connection: an ADBC connection profile, which is kept outside the inputs.
//!
//! ```toml
//! profile_version = 1
//! driver = "/opt/adbc/libadbc_driver_postgresql.so"
//!
//! [Options]
//! uri = "postgresql://reader:{{ env_var(WAREHOUSE_PASSWORD) }}@db.example:5432/stat?sslmode=verify-full"
//!
//! [briefing]
//! dialect = "postgresql"
//! ```
//!
//! The format is ADBC's; the table `briefing` is ours, and other programs leave it aside. Secrets come
//! from the environment, and are known here so that no message ever says one.

use std::path::PathBuf;

use ::toml::{Table, Value};

use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// A connection that may be made: its variables are there, and no secret of it goes over plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The file that says it.
    pub path: String,
    /// The driver: a shared library, by path or name.
    pub driver: String,
    pub options: Vec<(String, Setting)>,
    /// The dialect's name.
    pub dialect: String,
    secrets: Vec<String>,
}

/// What a driver is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    Text(String),
    Whole(i64),
}

/// What a message says where a secret stood.
const HIDDEN: &str = "•••";

/// Parts of an option's name that say that its value is a secret.
const SECRET_NAMES: [&str; 5] = ["password", "token", "secret", "authorization", "credential"];

impl Profile {
    /// Reads a connection; `variable` is the environment.
    ///
    /// # Errors
    /// All at once: it is no such file, a variable is absent or empty, or a secret would go over plain
    /// text.
    pub fn read(file: &File, variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, Vec<Diagnostic>> {
        let at = || Locus::file(&file.path);
        let text = file.text().map_err(|fault| vec![fault])?;
        let table = text.parse::<Table>().map_err(|error| {
            // The parser shows the line, in which a password may stand.
            let fault = Diagnostic::error("connection-profile", format!("no TOML: {}", error.message()));
            vec![fault.at(at()).help("the format is that of an ADBC connection profile, version 1")]
        })?;
        let mut faults = Vec::new();
        let mut faulty = |message: String, help: &str| {
            faults.push(Diagnostic::error("connection-profile", message).at(at()).help(help));
        };
        if table.get("profile_version").and_then(Value::as_integer) != Some(1) {
            faulty("it is no profile of version 1".to_owned(), "write profile_version = 1");
        }
        let driver = table.get("driver").and_then(Value::as_str).unwrap_or_default().to_owned();
        if driver.is_empty() {
            faulty("it names no driver".to_owned(), "write driver = \"/…/libadbc_driver_postgresql.so\"");
        }
        let ours = table.get("briefing").and_then(Value::as_table).cloned().unwrap_or_default();
        let dialect = ours.get("dialect").and_then(Value::as_str).unwrap_or_default().to_owned();
        if dialect.is_empty() {
            let help = "write [briefing] and dialect = \"postgresql\", \"spark\" or \"mysql\"";
            faulty("nothing says which SQL the engine reads".to_owned(), help);
        }
        let mut options = Vec::new();
        let given = table.get("Options").and_then(Value::as_table).cloned().unwrap_or_default();
        if let Err(name) = flatten(&given, "", &mut options) {
            faulty(format!("the option {name} is no text or whole number"), "write it as a text");
        }
        let mut secrets = Vec::new();
        for (name, setting) in &mut options {
            let Setting::Text(text) = setting else { continue };
            match resolved(text, variable) {
                Ok((full, found)) => {
                    *text = full;
                    secrets.extend(found);
                }
                Err(fault) => faults.push(fault.at(at().showing(name.as_str()))),
            }
            if SECRET_NAMES.iter().any(|it| name.to_lowercase().contains(it)) {
                secrets.push(text.clone());
            }
            secrets.extend(password_of(text).map(str::to_owned));
        }
        secrets.retain(|secret| !secret.is_empty());
        let profile = Self { path: file.path.clone(), driver, options, dialect, secrets };
        let is_vouched = ours.get("transport").and_then(Value::as_str) == Some("encrypted");
        if !is_vouched && !profile.secrets.is_empty() && !profile.is_protected() {
            let plain = "a password or token would go over the network in plain text";
            faults.push(Diagnostic::error("plain-text", plain).at(at()).help(
                "have it encrypted: sslmode=verify-full, grpc+tls://, use_ssl=true; where the driver is told so \
                 elsewhere, write transport = \"encrypted\" under [briefing]",
            ));
        }
        if faults.is_empty() { Ok(profile) } else { Err(faults) }
    }

    /// A text without the secrets of the connection.
    pub fn hiding(&self, text: &str) -> String {
        let mut hidden = text.to_owned();
        // The longest first: one may be the beginning of another.
        let mut secrets = self.secrets.iter().collect::<Vec<_>>();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        for secret in secrets {
            hidden = hidden.replace(secret.as_str(), HIDDEN);
        }
        hidden
    }

    /// Whether what is sent is encrypted, or does not leave the machine, as far as the address says.
    fn is_protected(&self) -> bool {
        let uri = self.options.iter().find_map(|(name, setting)| match setting {
            Setting::Text(text) if name == "uri" => Some(text.as_str()),
            _ => None,
        });
        let Some((scheme, rest)) = uri.and_then(|uri| uri.split_once("://")) else { return false };
        match scheme {
            "grpc+tls" | "https" => true,
            "grpc+unix" => true,
            "sc" => rest.split(';').any(|it| it == "use_ssl=true") || is_loopback(rest),
            "postgres" | "postgresql" => {
                let query = rest.split_once('?').map_or("", |(_, query)| query);
                let said = |name: &str| {
                    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
                    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
                };
                let is_encrypted = matches!(said("sslmode"), Some("require" | "verify-ca" | "verify-full"));
                let is_elsewhere = ["host", "hostaddr"].iter().any(|name| {
                    said(name)
                        .is_some_and(|it| !it.starts_with('/') && !it.starts_with("%2F") && !is_host_here(it))
                });
                is_encrypted || is_loopback(rest) && !is_elsewhere
            }
            _ => is_loopback(rest),
        }
    }
}

/// The options of a profile, those of tables within it under names with points.
fn flatten(table: &Table, before: &str, options: &mut Vec<(String, Setting)>) -> Result<(), String> {
    for (key, value) in table {
        let name = format!("{before}{key}");
        match value {
            Value::String(text) => options.push((name, Setting::Text(text.clone()))),
            Value::Integer(number) => options.push((name, Setting::Whole(*number))),
            Value::Boolean(flag) => options.push((name, Setting::Text(flag.to_string()))),
            Value::Table(inner) => flatten(inner, &format!("{name}."), options)?,
            _ => return Err(name),
        }
    }
    Ok(())
}

/// A text with its variables filled in, and what they were.
fn resolved(
    text: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<(String, Vec<String>), Diagnostic> {
    let (mut full, mut found) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, after)) = after.split_once("}}") else { break };
        let name = inner.trim().strip_prefix("env_var(").and_then(|it| it.strip_suffix(')'));
        let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
            let fault = Diagnostic::error("connection-profile", "what stands in {{ }} is no variable");
            return Err(fault.help("write {{ env_var(NAME) }}"));
        };
        // ADBC's own reader takes an absent variable for an empty text, and logs in without a password.
        let value = variable(name).filter(|value| !value.is_empty()).ok_or_else(|| {
            let message = format!("the environment has no {name}, or an empty one");
            Diagnostic::error("absent-variable", message).help("set it where the pull is run")
        })?;
        full += before;
        full += &value;
        found.push(value);
        rest = after;
    }
    Ok((full + rest, found))
}

/// The password that stands in an address: `scheme://name:password@host`.
fn password_of(uri: &str) -> Option<&str> {
    let (_, rest) = uri.split_once("://")?;
    let authority = rest.split(['/', '?', ';']).next()?;
    let (user, _) = authority.rsplit_once('@')?;
    user.split_once(':').map(|(_, password)| password)
}

/// Whether each host of an address, without its scheme, is this machine.
pub(super) fn is_loopback(rest: &str) -> bool {
    let authority = rest.split(['/', '?', ';']).next().unwrap_or_default();
    let hosts = authority.rsplit_once('@').map_or(authority, |(_, hosts)| hosts);
    hosts.split(',').all(|host| {
        let name = match host.strip_prefix('[') {
            Some(rest) => rest.split_once(']').map_or(rest, |(name, _)| name),
            None => host.split_once(':').map_or(host, |(name, _)| name),
        };
        is_host_here(name)
    })
}

fn is_host_here(host: &str) -> bool {
    let is_v4 = |host: &str| host.parse::<std::net::Ipv4Addr>().is_ok_and(|it| it.is_loopback());
    host.is_empty() || host == "localhost" || host == "::1" || is_v4(host)
}

/// Where the profile of that name may stand: the folders of `ADBC_PROFILE_PATH`, then the user's own.
pub fn places(name: &str, variable: &dyn Fn(&str) -> Option<String>) -> Vec<PathBuf> {
    let listed = variable("ADBC_PROFILE_PATH").unwrap_or_default();
    let own = variable("HOME").map(|home| format!("{home}/.config/adbc/profiles"));
    let folders = listed.split(':').filter(|it| !it.is_empty()).map(str::to_owned).chain(own);
    folders.map(|folder| PathBuf::from(folder).join(format!("{name}.toml"))).collect()
}
