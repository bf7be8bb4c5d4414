//! `briefing verify`: whether the file in one's hand is what it was sealed as.

use std::path::{Path, PathBuf};

use clap::Args;

use briefing::{
    output::FACTS_JSON,
    pipeline::verify::{Standing, verify},
    publish::{MANIFEST, read_file},
};

use super::{
    exit,
    terminal::{answer, say},
};

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// The PDF or workbook of an edition or of a delegate's copy, or its web page beside facts.json
    file: PathBuf,
    /// The folder of a release, to tell whether the file is of it [default: the file's own, if it is one]
    #[arg(long, value_name = "FOLDER")]
    release: Option<PathBuf>,
}

impl VerifyArgs {
    /// Reads the file and tells what is not as it was sealed or released; 1 if anything is not.
    pub fn run(&self) -> u8 {
        let verified = read_file(&self.file)
            .map_err(|error| error.to_string())
            .and_then(|bytes| verify(&bytes, self.folder().as_deref()));
        match verified {
            Err(fault) => {
                say(&format!("{}: {fault}", self.file.display()));
                exit::REFUSED
            }
            Ok(it) if it.breaches.is_empty() => {
                let stamp = if it.stamp.is_empty() { String::new() } else { format!("; {}", it.stamp) };
                let standing = match &it.standing {
                    Standing::Consistent => "consistent with itself".to_owned(),
                    Standing::Beside => format!("consistent with the {FACTS_JSON} beside it"),
                    Standing::Released(release) => format!("as released in {release}"),
                };
                answer(&format!(
                    "{} is {standing}: {}, code {}, {}{stamp}",
                    self.file.display(),
                    it.release,
                    it.code,
                    it.extent
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
