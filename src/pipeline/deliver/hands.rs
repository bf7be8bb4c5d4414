//! Many hands: the copies are made on every core.

use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{record::Row, source::Source};
use crate::{
    font::FontBook,
    frame::stamp::Stamp,
    inputs::sha256,
    plan::recipients::Recipient,
    publish::{
        PublishError,
        delivery::{Delivery, secret},
    },
    render::pdf::copy::Protection,
};

/// Makes and writes the copies that are not there yet; returns what is to be recorded of all, by copy
/// number.
pub(super) fn make_all<'a>(
    work: Vec<(&'a Recipient, Stamp)>,
    source: &Source,
    fonts: &FontBook,
    delivery: &Delivery,
) -> Result<Vec<Row<'a>>, PublishError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work: Vec<Mutex<Option<(&Recipient, Stamp)>>> =
        work.into_iter().map(|it| Mutex::new(Some(it))).collect();
    let labour = || -> Result<Vec<Row<'a>>, PublishError> {
        let mut rows = vec![];
        while let Some(cell) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            let taken = cell.lock().unwrap_or_else(PoisonError::into_inner).take();
            let Some((recipient, stamp)) = taken else { continue };
            let file = file_name(recipient);
            let digest = match delivery.finished(&file) {
                Some(bytes) => sha256(&bytes),
                None => {
                    let bytes = make(source, recipient, stamp, fonts)?;
                    delivery.write(&file, &bytes)?;
                    sha256(&bytes)
                }
            };
            rows.push(Row { recipient, file, digest });
        }
        Ok(rows)
    };
    let mut rows = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(labour)).collect();
        let done = hands.into_iter().map(|hand| hand.join().expect("making a copy does not panic"));
        done.collect::<Result<Vec<_>, _>>().map(|rows| rows.into_iter().flatten().collect::<Vec<_>>())
    })?;
    rows.sort_by_key(|row| row.recipient.copy);
    Ok(rows)
}

/// Copies are named by their numbers alone: a name may hold anything.
pub(super) fn file_name(recipient: &Recipient) -> String {
    format!("{:04}.{}.pdf", recipient.copy, recipient.lang)
}

fn make(
    source: &Source,
    recipient: &Recipient,
    stamp: Stamp,
    fonts: &FontBook,
) -> Result<Vec<u8>, PublishError> {
    let owner = sha256(&secret()?);
    let protection = Protection { password: &recipient.password, owner_password: &owner, key: secret()? };
    let protection = (!recipient.password.is_empty()).then_some(&protection);
    source.master(recipient).copy(stamp, recipient.lang, fonts, protection).map_err(|fault| {
        let place = Path::new("copies").join(file_name(recipient));
        PublishError::new(&place, fault.message, "change the recipient's password")
    })
}
