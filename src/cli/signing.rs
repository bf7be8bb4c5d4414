//! Signing: with which key, if any.

use std::path::PathBuf;

use clap::Args;

use briefing::{
    diag::{Diagnostic, Locus},
    signature::SigningKey,
};

/// The variable that holds the key itself, for machines that hand secrets out so.
const KEY: &str = "BRIEFING_SIGNING_KEY";

#[derive(Debug, Clone, Args)]
pub struct SigningArgs {
    /// Sign with the key in this file [default: the key in the variable BRIEFING_SIGNING_KEY, if it is set]
    #[arg(long, value_name = "KEYFILE")]
    sign: Option<PathBuf>,
}

impl SigningArgs {
    /// The key to sign with, if there is one.
    ///
    /// # Errors
    /// It is none, or not kept well. A variable that is set and holds nothing is a fault, too: unsigned is not
    /// what was meant.
    pub fn key(&self) -> Result<Option<SigningKey>, Diagnostic> {
        if let Some(path) = &self.sign {
            return SigningKey::read(path).map(Some);
        }
        let Some(key) = std::env::var_os(KEY) else { return Ok(None) };
        let key = SigningKey::from_pem(&key.to_string_lossy());
        key.map(Some).map_err(|fault| fault.at(Locus::file(format!("the variable {KEY}"))))
    }
}
