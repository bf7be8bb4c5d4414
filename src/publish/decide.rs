//! Deciding: is the latest release still what would be made now?

use std::path::Path;

use super::{Next, error::PublishError, manifest::Manifest, release::Release};

/// Compares the latest release of `edition` with what is `wanted`. A number is never used twice:
/// a damaged release stays where it is, and the next one replaces it.
pub(super) fn decide(output: &Path, edition: &str, wanted: &Manifest) -> Result<Next, PublishError> {
    let Some(latest) = Release::latest(output, edition)? else {
        return Ok(Next::Make { release: Release::first(edition), because: vec![] });
    };
    let because = reasons(&output.join(latest.to_string()), wanted);
    if because.is_empty() {
        return Ok(Next::UpToDate(latest));
    }
    Ok(Next::Make { release: latest.next(), because })
}

/// Why the release in `folder` will not do.
fn reasons(folder: &Path, wanted: &Manifest) -> Vec<String> {
    match Manifest::read(folder) {
        Err(damage) => vec![damage],
        Ok(manifest) => [manifest.differences(wanted), manifest.damages(folder)].concat(),
    }
}
