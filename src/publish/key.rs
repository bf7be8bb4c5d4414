//! A key that is made: the one file that nobody else may read.

use std::path::Path;

use super::{delivery::secret, disk::Disk, error::PublishError};
use crate::signature::SigningKey;

/// Makes a key and writes it to a file of its own, which its owner alone may read.
///
/// # Errors
/// Something stands there already, or the file cannot be written.
pub fn make_key(path: &Path) -> Result<SigningKey, PublishError> {
    if path.symlink_metadata().is_ok() {
        let help = "name another file, or show its public key with --public";
        return Err(PublishError::refused(path, "something stands there already", help));
    }
    let secret = secret()?;
    let written = Disk::private().write(path, SigningKey::pem(&secret).as_bytes());
    written.map_err(PublishError::writing("write the key", path))?;
    Ok(SigningKey::of(&secret))
}
