//! The copies, made on every core.

use std::path::Path;

use rayon::prelude::*;

use super::{
    record::{self, MadeCopy},
    source::OpenedRelease,
};
use crate::{
    font::FontBook,
    frame::stamp::Stamp,
    inputs::sha256,
    output::Output,
    plan::recipients::Recipient,
    publish::{
        PublishError,
        delivery::{Delivery, secret},
    },
    render::pdf::copy::Protection,
    signature::SigningKey,
};

/// Makes and writes the copies that are not there yet; returns what is to be recorded of all, by copy
/// number.
pub(super) fn make_all<'a>(
    work: Vec<(&'a Recipient, Stamp)>,
    source: &OpenedRelease,
    fonts: &FontBook,
    signer: Option<&SigningKey>,
    delivery: &Delivery,
) -> Result<Vec<MadeCopy<'a>>, PublishError> {
    let release = source.digest();
    let row = |(recipient, stamp): (&'a Recipient, Option<Stamp>)| {
        let output = if stamp.is_some() { Output::Pdf } else { Output::Workbook };
        let file = file_name(recipient, output);
        let order = record::order(recipient, output, signer.map(SigningKey::public), &release);
        let digest = match delivery.finished(&file, &order) {
            Some(bytes) => sha256(&bytes),
            None => {
                let bytes = match stamp {
                    Some(stamp) => make(source, recipient, stamp, fonts, signer)?,
                    None => source.workbook(recipient).to_vec(),
                };
                delivery.write(&file, &order, &bytes)?;
                sha256(&bytes)
            }
        };
        Ok(MadeCopy { recipient, output, file, digest, order })
    };
    // Nothing is stamped on the workbook that goes along.
    let files = work.into_par_iter().flat_map_iter(|(recipient, stamp)| {
        let workbook = recipient.has_workbook.then_some((recipient, None));
        std::iter::once((recipient, Some(stamp))).chain(workbook)
    });
    let mut rows = files.map(row).collect::<Result<Vec<MadeCopy>, PublishError>>()?;
    rows.sort_by_key(|row| (row.recipient.copy, row.output));
    Ok(rows)
}

/// Copies are named by their numbers alone: a name may hold anything.
pub(super) fn file_name(recipient: &Recipient, output: Output) -> String {
    match output {
        Output::Workbook => format!("{:04}.xlsx", recipient.copy),
        _ => format!("{:04}.{}.pdf", recipient.copy, recipient.lang),
    }
}

fn make(
    source: &OpenedRelease,
    recipient: &Recipient,
    stamp: Stamp,
    fonts: &FontBook,
    signer: Option<&SigningKey>,
) -> Result<Vec<u8>, PublishError> {
    let owner = sha256(&secret()?);
    let protection = Protection { password: &recipient.password, owner_password: &owner, key: secret()? };
    let protection = (!recipient.password.is_empty()).then_some(&protection);
    let copy = source.master(recipient).copy(stamp, recipient.lang, fonts, protection, signer);
    copy.map_err(|fault| {
        let place = Path::new("copies").join(file_name(recipient, Output::Pdf));
        PublishError::refused(&place, fault.message, "change the recipient's password")
    })
}
