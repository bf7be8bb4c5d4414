//! `briefing verify`: whether the file in one's hand is what was published.

use std::path::{Path, PathBuf};

use clap::Args;

use briefing::{
    output::FACTS_JSON,
    pipeline::verify::verify,
    publish::{MANIFEST, read_file},
};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The PDF of an edition or of a delegate's copy, or its web page beside facts.json
    file: PathBuf,
    /// The folder of its release, too, to compare with [default: the file's own, if it is one]
    #[arg(long, value_name = "FOLDER")]
    release: Option<PathBuf>,
}

impl VerifyArgs {
    /// Reads the file and tells what is not as it was published; 1 if anything is not.
    pub fn run(&self) -> u8 {
        let name = self.file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let verified = read_file(&self.file)
            .map_err(|error| error.to_string())
            .and_then(|bytes| verify(&bytes, name, self.folder().as_deref()));
        match verified {
            Err(fault) => {
                say(&format!("{}: {fault}", self.file.display()));
                exit::REFUSED
            }
            Ok(it) if it.breaches.is_empty() => {
                let stamp = if it.stamp.is_empty() { String::new() } else { format!("; {}", it.stamp) };
                answer(&format!(
                    "{} is {}, code {}: {} as published{stamp}",
                    self.file.display(),
                    it.release,
                    it.code,
                    it.extent
                ));
                exit::DONE
            }
            Ok(it) => {
                answer(&format!("{} is not as {} was published:", self.file.display(), it.release));
                it.breaches.iter().for_each(|breach| answer(&format!("  {breach}")));
                exit::REFUSED
            }
        }
    }

    fn folder(&self) -> Option<PathBuf> {
        // A page is held against its ledger, whoever has copied the two.
        let is_page = self.file.extension().is_some_and(|it| it == "html");
        let has = |folder: &Path, name: &str| folder.join(name).is_file();
        let own =
            self.file.parent().filter(|folder| has(folder, MANIFEST) || is_page && has(folder, FACTS_JSON));
        let own = own.map(Path::to_owned);
        self.release.clone().or(own)
    }
}
