//! Signatures: who stands behind what a file says (Ed25519, RFC 8032).
//!
//! A key is a file of its own, never part of a plan. The same key signs the same with the same bytes: a
//! signature changes nothing about same inputs, same bytes.

mod trust;

use std::{fmt, path::Path, str::FromStr, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use rustls_pki_types::{PrivatePkcs8KeyDer, pem::PemObject as _};
use serde::{Deserialize, Serialize};

pub use self::trust::{Judgement, TRUSTED_KEYS, TrustedKey, TrustedKeys};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// What is signed: a signature for one purpose is none for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The seal of a PDF.
    Seal,
    /// The seal of a workbook.
    Workbook,
    /// What is stamped on a copy, and on which document.
    Copy,
    /// The manifest of a release, and with it every file that it names.
    Release,
    /// Somebody's word for what a release says.
    Approval,
}

impl Purpose {
    /// The bytes that are signed for a text, most often a digest.
    fn message(self, text: &str) -> Vec<u8> {
        let purpose = match self {
            Self::Seal => "seal",
            Self::Workbook => "workbook",
            Self::Copy => "copy",
            Self::Release => "release",
            Self::Approval => "approval",
        };
        format!("briefing {purpose} 1\n{text}").into_bytes()
    }
}

/// The half of a key that everybody may know: 32 bytes, written in base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicKey([u8; 32]);

impl FromStr for PublicKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bytes = STANDARD.decode(text.trim()).ok().and_then(|bytes| bytes.try_into().ok());
        bytes
            .map(Self)
            .ok_or_else(|| "a public key is 44 characters, as `briefing key` prints them".to_owned())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A signature with the key that is said to have made it, both in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    pub key: String,
    pub signature: String,
}

impl Signature {
    /// The key, where it is one and has signed `text` for that purpose.
    pub fn signer(&self, purpose: Purpose, text: &str) -> Option<PublicKey> {
        let key: PublicKey = self.key.parse().ok()?;
        let signature = STANDARD.decode(&self.signature).ok()?;
        let verified = UnparsedPublicKey::new(&ED25519, key.0).verify(&purpose.message(text), &signature);
        verified.ok().map(|()| key)
    }
}

/// The half of a key that signs. It is shown to nobody.
#[derive(Clone)]
pub struct SigningKey(Arc<Ed25519KeyPair>);

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.public())
    }
}

/// What stands before the 32 secret bytes in PKCS#8 (RFC 8410, section 7).
const PKCS8: [u8; 16] =
    [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

impl SigningKey {
    /// The key of 32 secret bytes.
    pub fn of(secret: &[u8; 32]) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(secret).expect("32 bytes are a key (RFC 8032, 5.1.5)");
        Self(Arc::new(pair))
    }

    /// The file of the key of 32 secret bytes: PKCS#8 as PEM, which OpenSSL reads and writes, too.
    pub fn pem(secret: &[u8; 32]) -> String {
        let der = STANDARD.encode([PKCS8.as_slice(), secret].concat());
        format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n")
    }

    /// Reads a key out of its file.
    ///
    /// # Errors
    /// It is no such file, or others than its owner may read it. Nothing of it is shown.
    pub fn read(path: &Path) -> Result<Self, Diagnostic> {
        let at = Locus::file(path.display().to_string());
        if is_open(path) {
            let fault = Diagnostic::error("open-key", "others than its owner may read this key").at(at);
            return Err(fault.help("chmod 600; if others have read it, revoke it in trusted-keys.toml"));
        }
        let file = File::read(path)?;
        let text = file.text().map_err(|_| Self::none().at(at.clone()))?;
        Self::from_pem(text).map_err(|fault| fault.at(at))
    }

    /// Reads a key as it stands in its file.
    ///
    /// # Errors
    /// It is none.
    pub fn from_pem(text: &str) -> Result<Self, Diagnostic> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(text.as_bytes()).map_err(|_| Self::none())?;
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(der.secret_pkcs8_der());
        pair.map(|pair| Self(Arc::new(pair))).map_err(|_| Self::none())
    }

    fn none() -> Diagnostic {
        let fault = Diagnostic::error("no-key", "this is no Ed25519 key in PKCS#8 (PEM)");
        fault.help("`briefing key FILE` makes one, `openssl genpkey -algorithm ed25519` does, too")
    }

    pub fn public(&self) -> PublicKey {
        let bytes = self.0.public_key().as_ref().try_into();
        PublicKey(bytes.expect("public keys have 32 bytes (RFC 8032, 5.1.5)"))
    }

    /// Signs a text for a purpose.
    pub fn sign(&self, purpose: Purpose, text: &str) -> Signature {
        let signature = self.0.sign(&purpose.message(text));
        Signature { key: self.public().to_string(), signature: STANDARD.encode(signature.as_ref()) }
    }
}

/// Whether others than its owner may read a file.
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|it| it.permissions().mode() & 0o077 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    // RFC 8032, 7.1, test 1.
    const SECRET: [u8; 32] = [
        0x9D, 0x61, 0xB1, 0x9D, 0xEF, 0xFD, 0x5A, 0x60, 0xBA, 0x84, 0x4A, 0xF4, 0x92, 0xEC, 0x2C, 0xC4, 0x44,
        0x49, 0xC5, 0x69, 0x7B, 0x32, 0x69, 0x19, 0x70, 0x3B, 0xAC, 0x03, 0x1C, 0xAE, 0x7F, 0x60,
    ];

    #[test]
    fn a_key_is_that_of_the_standard_and_comes_back_from_its_file() {
        let key = SigningKey::of(&SECRET);
        assert_eq!(key.public().to_string(), "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        let read = SigningKey::from_pem(&SigningKey::pem(&SECRET)).expect("a key of our own");
        assert_eq!(read.public(), key.public());
        assert_eq!(read.sign(Purpose::Seal, "x"), key.sign(Purpose::Seal, "x"));
        assert!(!format!("{key:?}").contains(&STANDARD.encode(SECRET)));
    }

    #[test]
    fn a_signature_holds_for_its_own_text_key_and_purpose_alone() {
        let (key, other) = (SigningKey::of(&SECRET), SigningKey::of(&[7; 32]));
        let signature = key.sign(Purpose::Seal, "text");
        assert_eq!(signature.signer(Purpose::Seal, "text"), Some(key.public()));
        assert_eq!(signature.signer(Purpose::Seal, "texts"), None);
        assert_eq!(signature.signer(Purpose::Copy, "text"), None);
        let claimed = Signature { key: other.public().to_string(), ..signature.clone() };
        assert_eq!(claimed.signer(Purpose::Seal, "text"), None);
        let broken = Signature { signature: "AAAA".to_owned(), ..signature };
        assert_eq!(broken.signer(Purpose::Seal, "text"), None);
    }
}
