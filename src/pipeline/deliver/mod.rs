//! Delivering: every recipient's copy of a release, and the messages that carry it.
//!
//! `list → stamps → masters → copies → record (→ mail)`
//!
//! Whatever can be wrong with the list is told before anything is made or sent.

mod copies;
mod excerpt;
mod mail;
mod record;
mod source;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub use self::mail::{Mailed, Mailing, Way};
use self::{mail::Outbox, source::OpenedRelease};
use super::sources::{read_plan, read_theme};
use crate::{
    diag::{Diagnostic, Reported, Sink},
    font::FontBook,
    frame::stamp::Stamp,
    inputs::{File, Files},
    layout::stamp::Stamper,
    plan::{
        Plan,
        recipients::{self, recipients},
    },
    publish::{Lock, Patience, Shelf, Stopped, delivery::Delivery, read_file},
    signature::SigningKey,
    theme::Theme,
};

/// What is to be delivered to whom.
#[derive(Clone)]
pub struct DeliveryOrder {
    pub inputs: PathBuf,
    pub templates: PathBuf,
    /// The plan's folder; the only one there is without.
    pub plan: Option<String>,
    pub output: PathBuf,
    /// `latest`, or by name.
    pub release: String,
    /// The list of recipients.
    pub recipients: PathBuf,
    /// The folder that the copies go to; `copies/<release>` under the output folder if none.
    pub to: Option<PathBuf>,
    pub is_zipped: bool,
    /// The day that the plan's sunset is held against.
    pub today: NaiveDate,
    /// Signs the copies, and what is set anew for them.
    pub signer: Option<SigningKey>,
    /// Whether the copies are mailed, too, and how.
    pub mailing: Option<Mailing>,
}

/// The copies that were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub place: PathBuf,
    pub copies: usize,
    pub mailed: Option<Mailed>,
}

/// Makes every copy, or none. A run that was killed is gone on
/// from where it stopped.
///
/// # Errors
/// A fault of the list, the plan or the theme; the release cannot be read, or the copies cannot be written.
pub fn deliver(order: &DeliveryOrder, sink: &mut Sink) -> Result<Delivered, Stopped> {
    let shelf = Shelf::open(&order.output)?;
    let release = shelf.find(&order.release)?;
    let list = File::read(&order.recipients);
    let list = list.map_err(|fault| sink.error(fault.help(recipients::columns())))?;
    let people = recipients(&list, sink);
    let (plan, theme, fonts) = look(&order.templates, order.plan.as_deref(), sink)?;
    let stamper = Stamper { theme: &theme, fonts: &fonts };
    if order.mailing.is_some() {
        mail::check(&people, sink);
    }
    let stamps: Vec<Result<Stamp, Reported>> = people.iter().map(|it| stamper.stamp(it, sink)).collect();
    sink.clean()?;
    let source = OpenedRelease::read(order, &shelf, release, &people, &stamper, sink)?;
    if !source.is_approved() {
        let message =
            format!("nobody has approved the facts of {release}: every page says that it is a draft");
        sink.push(Diagnostic::warning("draft", message).help("`briefing approve`, then `briefing build`"));
    }
    let default = || order.output.join("copies").join(release.to_string());
    let place = order.to.clone().unwrap_or_else(default);
    // Releases may be made in the meantime: the one that is copied does not change.
    let parent = place.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _lock = Lock::take(parent, Patience::GiveUp)?;
    let delivery = Delivery::start(&place, record::recorded)?;
    let work = people.iter().zip(stamps).filter_map(|(it, stamp)| Some((it, stamp.ok()?))).collect();
    let rows = copies::make_all(work, &source, &fonts, order.signer.as_ref(), &delivery)?;
    let names: Vec<String> = rows.iter().map(|row| row.file.clone()).collect();
    delivery.record(&record::record(&source.manifest, &rows), &names)?;
    if order.is_zipped {
        delivery.archive(&names)?;
    }
    delivery.finish()?;
    let mut delivered = Delivered { place, copies: people.len(), mailed: None };
    if let Some(mailing) = &order.mailing {
        let folder = order.output.join("mail");
        let _lock = Lock::take(&folder, Patience::GiveUp)?;
        let title = |lang| plan.meta.title.get(lang).to_owned();
        let outbox = Outbox { mailing, source: &source, title: &title, folder };
        let copy = |file: &str| read_file(&delivered.place.join(file));
        delivered.mailed = Some(outbox.send(&rows, &copy, sink)?);
    }
    Ok(delivered)
}

/// The plan, and the theme and the faces that the stamps are set in.
pub(super) fn look(
    templates: &Path,
    plan: Option<&str>,
    sink: &mut Sink,
) -> Result<(Plan, Theme, FontBook), Reported> {
    let mut templates = Files::read(templates, "templates", sink);
    let (folder, read) = read_plan(&templates, plan, None, sink)?;
    let theme = read_theme(&mut templates, &folder, read.theme.as_deref(), sink)?;
    let fonts = FontBook::load(&theme.faces, &templates, sink);
    sink.clean()?;
    Ok((read, theme, fonts))
}
