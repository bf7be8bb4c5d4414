//! Signers: whose signatures a file, its stamp and its approvals bear.

use crate::{
    ledger::Approval,
    signature::{Judgement, PublicKey, Purpose, Signature, TrustedKeys},
};

/// Who stands behind a file, a stamp or an approval. What does not hold is a breach, and nobody's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signer {
    Nobody,
    /// Somebody whose signature counts, by name.
    Known(String),
    /// The holder of a key; none was named whose signatures count.
    Stranger(PublicKey),
}

/// Somebody's word for what a release says, and whose signature it bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    /// As the cover says it: `Zhao Wei (Head of office)`.
    pub by: String,
    pub signer: Signer,
}

/// Who has made a signature of a digest, if there is one.
///
/// # Errors
/// It does not hold, or does not count any more, in a few words.
pub(super) fn signer(
    signature: Option<&Signature>,
    (purpose, digest): (Purpose, &str),
    what: &str,
    trusted: Option<&TrustedKeys>,
) -> Result<Signer, String> {
    let Some(signature) = signature else { return Ok(Signer::Nobody) };
    let nobody = TrustedKeys { from: String::new(), keys: vec![] };
    match trusted.unwrap_or(&nobody).judge(signature, purpose, digest) {
        Judgement::Signed(name) => Ok(Signer::Known(name)),
        Judgement::Unknown(key) if trusted.is_none() => Ok(Signer::Stranger(key)),
        Judgement::Unknown(key) => {
            Err(format!("{what} bears a signature of {key}, whose key is not trusted"))
        }
        Judgement::Revoked(name, why) => {
            Err(format!("{what} bears a signature with a key of {name} that was revoked: {why}"))
        }
        Judgement::Void => Err(format!("the signature that it bears is none of {what}")),
    }
}

/// Who has signed a seal. It is a breach where nobody has whose signature counts, and somebody should have.
pub(super) fn sealed_by(
    signature: Option<&Signature>,
    signed: (Purpose, &str),
    trusted: Option<&TrustedKeys>,
    breaches: &mut Vec<String>,
) -> Signer {
    let what = if signed.0 == Purpose::Release { "its release" } else { "its seal" };
    match (signer(signature, signed, what, trusted), trusted) {
        (Ok(Signer::Nobody), Some(TrustedKeys { from, .. })) => {
            breaches.push(format!("nobody has signed it, and {from} says whose signature it should bear"));
            Signer::Nobody
        }
        (Ok(signer), _) => signer,
        (Err(breach), _) => {
            breaches.push(breach);
            Signer::Nobody
        }
    }
}

/// Who has approved what a release says, by its manifest.
pub(super) fn approved(
    approvals: &[Approval],
    trusted: Option<&TrustedKeys>,
    breaches: &mut Vec<String>,
) -> Vec<Approved> {
    let judged = approvals.iter().map(|it| {
        let by = format!("{} ({})", it.by, it.role);
        let (digest, what) = (it.digest(), format!("the approval of {by}"));
        let signer = signer(it.signature.as_ref(), (Purpose::Approval, &digest), &what, trusted);
        let signer = signer.unwrap_or_else(|breach| {
            breaches.push(breach);
            Signer::Nobody
        });
        Approved { by, signer }
    });
    judged.collect()
}
