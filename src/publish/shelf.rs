//! The shelf: the releases that stand in an output folder.

use std::path::{Path, PathBuf};

use super::{Manifest, PublishError, Release, manifest::AS_OF, recovery::latest, release::names};
use crate::{
    data::before::Before,
    inputs::contents,
    lang::Lang,
    ledger::{
        Ledger,
        changes::{Changes, Compared},
        short_code,
    },
    output::{self, FACTS_CSV, FACTS_JSON},
};

/// A release as it was published, to be compared with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    pub manifest: Manifest,
    pub ledger: Ledger,
}

impl Published {
    /// What it says.
    pub fn compared(&self) -> Compared<'_> {
        Compared { release: &self.manifest.release, ledger: &self.ledger }
    }

    /// What a later release of its edition is told against.
    pub fn before(&self) -> Before {
        let as_of = self.manifest.options.get(AS_OF).and_then(|day| day.parse().ok());
        self.ledger.before(self.manifest.release.clone(), as_of)
    }

    /// Everything that differs from `before`, also in what both were made of.
    pub fn changes_since(&self, before: &Self) -> Changes {
        let made_of = before.manifest.differences(&self.manifest);
        Changes { made_of, ..Changes::between(before.compared(), self.compared()) }
    }
}

/// An output folder, to be looked at and left as it is.
#[derive(Debug, Clone)]
pub struct Shelf {
    output: PathBuf,
    /// Sorted by edition and number.
    releases: Vec<Release>,
    latest: Release,
}

impl Shelf {
    /// Looks into `output`.
    ///
    /// # Errors
    /// The folder cannot be read, or `latest` leads to no release.
    pub fn open(output: &Path) -> Result<Self, PublishError> {
        let mut releases: Vec<Release> =
            names(output)?.iter().filter_map(|name| Release::parse(name)).collect();
        releases.sort();
        let latest = latest(output)?.and_then(|target| Release::parse(&target));
        let latest = latest.filter(|release| releases.contains(release)).ok_or_else(|| {
            PublishError::unread(output, "no release stands there", "make one with `briefing build`")
        })?;
        Ok(Self { output: output.to_owned(), releases, latest })
    }

    /// The release that `latest` leads to.
    pub fn latest(&self) -> &Release {
        &self.latest
    }

    /// The release of that name; `latest` is one, too.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, name: &str) -> Result<&Release, PublishError> {
        let found = self.releases.iter().find(|release| release.to_string() == name);
        found.or((name == "latest").then_some(&self.latest)).ok_or_else(|| {
            let names: Vec<String> = self.releases.iter().map(ToString::to_string).collect();
            let message = format!("there is no release {name}; there are {}", names.join(", "));
            PublishError::unread(&self.output.join(name), message, "name one of them")
        })
    }

    /// The release of the same edition before `release`.
    pub fn before(&self, release: &Release) -> Option<&Release> {
        self.releases.iter().rfind(|other| other.edition() == release.edition() && *other < release)
    }

    /// The folder of a release.
    pub fn folder(&self, release: &Release) -> PathBuf {
        self.output.join(release.to_string())
    }

    /// What a release says, to be compared with another.
    ///
    /// # Errors
    /// Its manifest or its ledger cannot be read.
    pub fn read(&self, release: &Release) -> Result<Published, PublishError> {
        let folder = self.folder(release);
        let damaged =
            |what| PublishError::unread(&folder, what, "make a new release with `briefing build --force`");
        let manifest = Manifest::read(&folder).map_err(damaged)?;
        let ledger = read_ledger(&folder).map_err(damaged)?;
        Ok(Published { manifest, ledger })
    }

    /// The briefing of a release in one language, as it was written.
    ///
    /// # Errors
    /// The release has none in that language, or it cannot be read.
    pub fn briefing(&self, release: &Release, lang: Lang) -> Result<Vec<u8>, PublishError> {
        let path = self.folder(release).join(output::briefing(lang));
        contents(&path).map_err(PublishError::reading("read the briefing", &path))
    }

    /// The newest release whose facts have that short code; case and hyphen do not matter.
    pub fn with_code(&self, code: &str) -> Option<&Release> {
        let wanted = plain(code);
        self.releases
            .iter()
            .rev()
            .find(|release| self.digest(release).is_some_and(|digest| plain(&short_code(&digest)) == wanted))
    }

    /// The digest of a release's facts, as its manifest gives it.
    pub fn digest(&self, release: &Release) -> Option<String> {
        Manifest::read(&self.folder(release)).ok()?.files.get(FACTS_CSV).cloned()
    }
}

/// Reads the ledger of the release in `folder`.
///
/// # Errors
/// What is wrong with the file, in a few words.
pub(super) fn read_ledger(folder: &Path) -> Result<Ledger, String> {
    let bytes = contents(&folder.join(FACTS_JSON))
        .map_err(|error| format!("its {FACTS_JSON} cannot be read: {error}"))?;
    Ledger::from_json(&bytes).map_err(|error| format!("its {FACTS_JSON} is damaged: {error}"))
}

/// How many facts the release in `folder` has: the rows of its table.
pub fn count_facts(folder: &Path) -> usize {
    let table = contents(&folder.join(FACTS_CSV)).unwrap_or_default();
    csv::Reader::from_reader(table.as_slice()).byte_records().count()
}

/// A code as people type it: O for 0, I or L for 1 (Crockford's base 32).
fn plain(code: &str) -> String {
    let upper = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
    upper
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
