//! Whose signatures count: public keys with the names of those who hold them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{PublicKey, Purpose, Signature};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
    toml,
};

/// The file of trusted keys, beside the project.
pub const TRUSTED_KEYS: &str = "trusted-keys.toml";

/// Keys whose signatures count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKeys {
    /// Where they are from, as it is told.
    pub from: String,
    pub keys: Vec<TrustedKey>,
}

/// A key with the name of who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustedKey {
    /// Who signs with it, as `verify` is to say it.
    pub name: String,
    /// The public key, as `briefing key` prints it.
    #[serde(deserialize_with = "public")]
    #[schemars(with = "String")]
    pub public: PublicKey,
    /// Why, or since when, nothing that it signed counts any more. A signature bears no day that somebody
    /// with the key could not have written himself: what was signed before does not count either.
    #[serde(default)]
    pub revoked: Option<String>,
}

fn public<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PublicKey, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// As the file is written.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TrustFile {
    /// The keys.
    #[serde(default)]
    key: Vec<TrustedKey>,
}

/// What a signature is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Somebody of that name has signed.
    Signed(String),
    /// The holder of a key that nobody here vouches for has signed.
    Unknown(PublicKey),
    /// It was signed with a key of somebody of that name that does not count any more, and why.
    Revoked(String, String),
    /// It is not of what it should be of.
    Void,
}

impl TrustedKeys {
    /// Reads a file of trusted keys.
    ///
    /// # Errors
    /// What is not of its form, a key that is none or stands there twice.
    pub fn read(file: &File) -> Result<Self, Vec<Diagnostic>> {
        let written: TrustFile = toml::read(file, None, "bad-keys")?;
        let mut seen = BTreeSet::new();
        let twice = written.key.iter().filter(|it| !seen.insert(it.public));
        let at = || Locus::file(&file.path);
        let fault = |it: &TrustedKey| {
            let message = format!("the key {} stands there twice, the second time as {}", it.public, it.name);
            Diagnostic::error("bad-keys", message).at(at()).help("leave one of the two")
        };
        let mut faults: Vec<Diagnostic> = twice.map(fault).collect();
        faults.extend(written.key.iter().filter(|it| it.name.trim().is_empty()).map(|it| {
            Diagnostic::error("bad-keys", format!("the key {} has no name", it.public))
                .at(at())
                .help("write who holds it")
        }));
        if faults.is_empty() { Ok(Self { from: file.path.clone(), keys: written.key }) } else { Err(faults) }
    }

    /// What a signature of `text` is worth.
    pub fn judge(&self, signature: &Signature, purpose: Purpose, text: &str) -> Judgement {
        let Some(signer) = signature.signer(purpose, text) else { return Judgement::Void };
        match self.keys.iter().find(|it| it.public == signer) {
            None => Judgement::Unknown(signer),
            Some(TrustedKey { name, revoked: Some(why), .. }) => {
                Judgement::Revoked(name.clone(), why.clone())
            }
            Some(TrustedKey { name, .. }) => Judgement::Signed(name.clone()),
        }
    }
}
