//! `briefing verify`: whether the file in one's hand is what it was sealed as.

use std::path::{Path, PathBuf};

use clap::Args;

use briefing::{
    diag::Diagnostic,
    inputs::File,
    output::FACTS_JSON,
    pipeline::verify::{Approved, FileOrigin, Signer, Verified, verify, verify_release},
    publish::{MANIFEST, read_file},
    signature::{PublicKey, TRUSTED_KEYS, TrustedKey, TrustedKeys},
};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The PDF or workbook of an edition or of a delegate's copy, its web page beside facts.json, or the folder of
    /// a release with all that is in it
    file: PathBuf,
    /// The folder of a release, to tell whether the file is of it [default: the file's own, if it is one]
    #[arg(long, value_name = "FOLDER")]
    release: Option<PathBuf>,
    /// A public key: the file has to be signed with one of these [default: those of trusted-keys.toml, if it is there]
    #[arg(long, value_name = "KEY")]
    key: Vec<PublicKey>,
}

/// What may be said of a file that nothing is wrong with, and no more.
fn standing(it: &Verified) -> String {
    let standing = match &it.standing {
        FileOrigin::Consistent => "consistent with itself".to_owned(),
        FileOrigin::Beside => format!("consistent with the {FACTS_JSON} beside it"),
        FileOrigin::Released(release) => format!("as released in {release}"),
        FileOrigin::Whole => "as its manifest says".to_owned(),
    };
    match (&it.signer, &it.standing) {
        (Signer::Nobody, _) => standing,
        (Signer::Known(name), FileOrigin::Consistent) => format!("signed by {name}"),
        (Signer::Known(name), _) => format!("signed by {name}, {standing}"),
        (Signer::Stranger(key), _) => {
            format!("{standing}, with a signature of a key that nobody has named ({key})")
        }
    }
}

/// What was stamped on a copy, and who stands behind that.
fn stamp(it: &Verified) -> String {
    let stamp = &it.stamp;
    match (&it.stamper, &it.signer) {
        _ if stamp.is_empty() => String::new(),
        (Signer::Known(name), _) => format!("; {stamp}, stamped by {name}"),
        (Signer::Nobody, Signer::Known(_)) => format!("; {stamp}, a stamp that nobody has signed"),
        _ => format!("; {stamp}"),
    }
}

/// Who has approved what it says, and who stands behind that.
fn approvals(it: &Verified) -> String {
    let told = it.approvals.iter().map(|Approved { by, signer }| match signer {
        Signer::Known(name) => format!("; approved by {by}, signed by {name}"),
        Signer::Nobody => format!("; approved by {by}, an approval that nobody has signed"),
        Signer::Stranger(key) => {
            format!("; approved by {by}, with a signature of a key that nobody has named ({key})")
        }
    });
    told.collect()
}

impl VerifyArgs {
    /// Reads the file and tells what is not as it was sealed or released; 1 if anything is not.
    pub fn run(&self) -> u8 {
        let trusted = match self.trusted() {
            Ok(trusted) => trusted,
            Err(faults) => {
                faults.iter().for_each(|fault| say(&fault.to_string()));
                return exit::REFUSED;
            }
        };
        let is_manifest = self.file.file_name().is_some_and(|it| it == MANIFEST);
        let verified = if self.file.is_dir() {
            verify_release(&self.file, trusted.as_ref())
        } else if is_manifest {
            verify_release(self.own_folder(), trusted.as_ref())
        } else {
            read_file(&self.file)
                .map_err(|error| error.to_string())
                .and_then(|bytes| verify(&bytes, self.folder().as_deref(), trusted.as_ref()))
        };
        match verified {
            Err(fault) => {
                say(&format!("{}: {fault}", self.file.display()));
                exit::REFUSED
            }
            Ok(it) if it.breaches.is_empty() => {
                answer(&format!(
                    "{} is {}: {}, code {}, {}{}{}",
                    self.file.display(),
                    standing(&it),
                    it.release,
                    it.code,
                    it.extent,
                    stamp(&it),
                    approvals(&it)
                ));
                exit::DONE
            }
            Ok(it) => {
                answer(&format!("{} is not what it was sealed as, {}:", self.file.display(), it.release));
                it.breaches.iter().for_each(|breach| answer(&format!("  {breach}")));
                exit::REFUSED
            }
        }
    }

    /// The keys whose signatures count; none where nobody has said so. Those beside the project are taken from
    /// where the program is run, never from where the file lies.
    fn trusted(&self) -> Result<Option<TrustedKeys>, Vec<Diagnostic>> {
        if !self.key.is_empty() {
            let key = |public: &PublicKey| TrustedKey {
                name: format!("the holder of {public}"),
                public: *public,
                revoked: None,
            };
            let keys = self.key.iter().map(key).collect();
            return Ok(Some(TrustedKeys { from: "--key".to_owned(), keys }));
        }
        let path = Path::new(TRUSTED_KEYS);
        // What is there and cannot be read is a fault: as if it were not there, anything would pass.
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        File::read(path).map_err(|fault| vec![fault]).and_then(|file| TrustedKeys::read(&file)).map(Some)
    }

    /// The folder that the file lies in.
    fn own_folder(&self) -> &Path {
        self.file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."))
    }

    fn folder(&self) -> Option<PathBuf> {
        // A page is held against its ledger, whoever has copied the two.
        let is_page = self.file.extension().is_some_and(|it| it == "html");
        let has = |folder: &Path, name: &str| folder.join(name).is_file();
        let own = Some(self.own_folder());
        let own = own.filter(|folder| has(folder, MANIFEST) || is_page && has(folder, FACTS_JSON));
        self.release.clone().or_else(|| own.map(Path::to_owned))
    }
}
