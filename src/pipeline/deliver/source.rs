//! The source: the documents of a release that copies are made of.

use std::collections::{BTreeMap, BTreeSet};

use super::{DeliveryOrder, excerpt::Excerpts};
use crate::{
    diag::{Diagnostic, Sink},
    inputs::sha256,
    lang::Lang,
    layout::stamp::Stamper,
    output::{self, WORKBOOK},
    plan::recipients::Recipient,
    publish::{Manifest, PublishError, Release, Shelf, Stopped},
    render::pdf::copy::Master,
};

/// Which document somebody gets a copy of: its language, and its sections if not all of them.
type Extent = (Lang, BTreeSet<String>);

/// A release, opened to be copied.
pub(super) struct OpenedRelease {
    pub manifest: Manifest,
    masters: BTreeMap<Extent, Master>,
    /// The workbook with the sheets of those sections, of all where there are none.
    workbooks: BTreeMap<BTreeSet<String>, Vec<u8>>,
}

impl OpenedRelease {
    /// Reads the documents as they were published, and sets every excerpt that somebody gets, once.
    ///
    /// # Errors
    /// A fault of the list or of what excerpts are set from, or the release is damaged.
    pub fn read(
        order: &DeliveryOrder,
        shelf: &Shelf,
        release: &Release,
        people: &[Recipient],
        stamper: &Stamper,
        sink: &mut Sink,
    ) -> Result<Self, Stopped> {
        let folder = shelf.folder(release);
        let damaged = |what: String| {
            PublishError::unread(&folder, what, "make a new release with `briefing build --force`")
        };
        let manifest = Manifest::read(&folder).map_err(damaged)?;
        let parts: BTreeSet<Extent> = people.iter().map(part).collect();
        let is_cut = parts.iter().any(|(_, sections)| !sections.is_empty());
        let excerpts = if is_cut {
            let excerpts = Excerpts::of(order, shelf, release, &manifest, sink)?;
            excerpts.check(people, sink);
            Some(excerpts)
        } else {
            None
        };
        sink.clean()?;
        let mut masters = BTreeMap::new();
        for (lang, sections) in parts {
            let bytes = match &excerpts {
                Some(excerpts) if !sections.is_empty() => excerpts.pdf(lang, &sections, stamper, sink),
                _ => {
                    let name = output::briefing(lang);
                    let bytes = manifest.file(&folder, &name);
                    Ok(bytes.ok_or_else(|| damaged(format!("its {name} is missing or was altered")))?)
                }
            };
            masters.insert((lang, sections), Master::open(&bytes?).map_err(damaged)?);
        }
        let asking: Vec<&Recipient> = people.iter().filter(|it| it.has_workbook).collect();
        if let Some(first) = asking.first().filter(|_| !manifest.files.contains_key(WORKBOOK)) {
            let message = format!("FORMATS asks for the workbook, and {release} has none");
            let fault = Diagnostic::error("no-workbook", message).at(first.locus.clone());
            let help = "make a release with xlsx among its outputs, or take xlsx out of FORMATS";
            return Err(sink.error(fault.help(help)).into());
        }
        let mut workbooks = BTreeMap::new();
        for sections in asking.iter().map(|it| &it.sections).collect::<BTreeSet<_>>() {
            let bytes = match &excerpts {
                Some(excerpts) if !sections.is_empty() => excerpts.workbook(sections, sink),
                _ => {
                    let bytes = manifest.file(&folder, WORKBOOK);
                    Ok(bytes.ok_or_else(|| damaged(format!("its {WORKBOOK} is missing or was altered")))?)
                }
            };
            workbooks.insert(sections.clone(), bytes?);
        }
        Ok(Self { manifest, masters, workbooks })
    }

    /// The workbook that goes along with somebody's copy.
    pub fn workbook(&self, recipient: &Recipient) -> &[u8] {
        &self.workbooks[&recipient.sections]
    }

    /// The document that somebody gets a copy of.
    pub fn master(&self, recipient: &Recipient) -> &Master {
        &self.masters[&part(recipient)]
    }

    /// Whether the pages do not say that they are a draft.
    pub fn is_approved(&self) -> bool {
        self.manifest.options.contains_key("approved-by")
    }

    /// What the release consists of, in a digest.
    pub fn digest(&self) -> String {
        sha256(&self.manifest.to_bytes())
    }
}

fn part(recipient: &Recipient) -> Extent {
    (recipient.lang, recipient.sections.clone())
}
