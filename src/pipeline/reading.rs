//! What is to be read again, as it reads in the draft and as it read in the last release.
//!
//! `open sentences → their paragraphs in both ledgers → a page of Markdown`

use std::{fmt::Write as _, path::Path};

use super::{edition::Made, sources::Sources};
use crate::{
    ledger::{Ledger, PassageKind},
    output::Artifact,
    plan::reread::{OpenSentence, REREAD, open_sentences},
    publish::Shelf,
};

/// The page for the folder of drafts; none where nothing is to be read again.
pub(super) fn reading(sources: &Sources, made: &Made, output: &Path) -> Option<Artifact> {
    let open = open_sentences(&sources.templates, &sources.folder, &sources.inputs);
    if open.is_empty() {
        return None;
    }
    let shelf = Shelf::open(output).ok();
    let before = shelf.and_then(|it| it.read(it.latest()).ok());
    let page =
        written(&open, &made.ledger, before.as_ref().map(|it| (it.manifest.release.as_str(), &it.ledger)));
    Some(Artifact { name: REREAD.to_owned(), bytes: page.into_bytes() })
}

/// A paragraph stands where its line does: sentences that are open stand as they stood when the list was written.
fn written(open: &[OpenSentence], now: &Ledger, before: Option<(&str, &Ledger)>) -> String {
    let release = before.map_or("no release", |(release, _)| release);
    let mut page = format!(
        "# To be read again\n\nEach paragraph with an open sentence: how it read in {release}, and how it reads now. \
         Boxes are ticked in `{REREAD}` beside the plan.\n"
    );
    for file in open.chunk_by(|one, next| one.path == next.path) {
        let _ = write!(page, "\n## {}\n", file[0].path);
        for section in file.chunk_by(|one, next| one.section == next.section) {
            let _ = write!(page, "\n### {}\n\n", section[0].section.1);
            let block = |it: &OpenSentence| block(now, it.path, it.line);
            for of_block in section.chunk_by(|one, next| block(one) == block(next)) {
                let (path, Some(line)) = (of_block[0].path, block(&of_block[0])) else {
                    let lines: Vec<String> = of_block.iter().map(|it| it.line.to_string()).collect();
                    let _ = writeln!(page, "- {}: on the cover, or not in this draft", lines.join(", "));
                    continue;
                };
                let is = paragraph(now, path, line);
                let was = before.map(|(_, it)| paragraph(it, path, line)).filter(|it| !it.is_empty());
                let _ = match was {
                    Some(was) if was == is => writeln!(page, "- {line} as it was: {is}"),
                    Some(was) => writeln!(page, "- {line} was: {was}\n  - now: {is}"),
                    None => writeln!(page, "- {line} reads: {is}"),
                };
            }
        }
    }
    page
}

/// The line that begins the paragraph, the list or the cards in which a line stands.
fn block(ledger: &Ledger, path: &str, line: u32) -> Option<u32> {
    let begins = |place: &str| place.strip_prefix(path)?.strip_prefix(':')?.parse::<u32>().ok();
    ledger.passages.iter().filter_map(|it| begins(&it.place)).filter(|begin| *begin <= line).max()
}

/// What a ledger says of a block, as it was printed.
fn paragraph(ledger: &Ledger, path: &str, line: u32) -> String {
    let place = format!("{path}:{line}");
    // The rows of a table are numbers alone.
    let said = ledger
        .passages
        .iter()
        .filter(|it| it.place == place && it.kind != PassageKind::Row)
        .map(|it| it.text.as_str());
    // The head of a column has lines of its own, which would end the item of the list.
    said.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
