//! Releases: an edition's publications, counted from 1.

use std::{fmt, path::Path};

use super::error::PublishError;

/// One publication of an edition, `2025-r3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    edition: String,
    number: u32,
}

impl Release {
    /// The first release of an edition.
    pub fn first(edition: &str) -> Self {
        Self { edition: edition.to_owned(), number: 1 }
    }

    /// The one after it.
    #[must_use]
    pub fn next(&self) -> Self {
        Self { edition: self.edition.clone(), number: self.number.saturating_add(1) }
    }

    /// The edition that it publishes.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// Reads `2025-r3`.
    pub fn parse(name: &str) -> Option<Self> {
        let (edition, number) = name.rsplit_once("-r")?;
        let release = Self { edition: edition.to_owned(), number: number.parse().ok()? };
        // 2025-r03, 2025-r+3 and one behind which no number is left are somebody else's folders.
        (release.number > 0 && release.number < u32::MAX && release.to_string() == name).then_some(release)
    }

    /// The latest release of `edition` under `output`; none before the first.
    ///
    /// # Errors
    /// The output folder cannot be read.
    pub fn latest(output: &Path, edition: &str) -> Result<Option<Self>, PublishError> {
        let releases = names(output)?.into_iter().filter_map(|name| Self::parse(&name));
        Ok(releases.filter(|release| release.edition == edition).max())
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-r{}", self.edition, self.number)
    }
}

/// The names of what stands under `output`, sorted; none where it does not exist.
#[expect(clippy::disallowed_methods, reason = "publish looks after its own folder")]
pub(super) fn names(output: &Path) -> Result<Vec<String>, PublishError> {
    let entries = match std::fs::read_dir(output) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(vec![]),
        entries => entries.map_err(PublishError::writing("read the output folder", output))?,
    };
    let mut names = vec![];
    for entry in entries {
        let entry = entry.map_err(PublishError::writing("read the output folder", output))?;
        names.extend(entry.file_name().into_string());
    }
    names.sort();
    Ok(names)
}
