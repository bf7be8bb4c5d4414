//! An approval: somebody's word for what is said.

use serde::{Deserialize, Serialize};

use crate::{
    inputs::sha256,
    signature::{Purpose, Signature, SigningKey},
};

/// Somebody's word for what a release says: its facts, and its passages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub by: String,
    pub role: String,
    /// The day it was given.
    pub on: String,
    /// The release that was read.
    pub release: String,
    /// The digest of its facts.
    pub facts: String,
    /// The digest of what it says with them: see [`Ledger::said`](super::Ledger::said).
    #[serde(default)]
    pub said: String,
    /// The short code made from it, as it is printed.
    pub code: String,
    /// The day it was withdrawn, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// Whose word it is, if it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

impl Approval {
    /// The digest of who said what of which release, and when: what is signed. That it was withdrawn is no part
    /// of the word that was given.
    pub fn digest(&self) -> String {
        let word = Self { withdrawn: None, signature: None, ..self.clone() };
        sha256(&serde_json::to_vec(&word).expect("an approval is plain text"))
    }

    /// The approval with the signature of who gives it.
    #[must_use]
    pub fn signed(self, key: &SigningKey) -> Self {
        let signature = key.sign(Purpose::Approval, &self.digest());
        Self { signature: Some(signature), ..self }
    }

    /// Whether it bears a signature that is none of it.
    pub fn is_forged(&self) -> bool {
        let digest = self.digest();
        self.signature.as_ref().is_some_and(|it| it.signer(Purpose::Approval, &digest).is_none())
    }
}
