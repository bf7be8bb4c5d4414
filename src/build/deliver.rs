//! Delivering: every recipient's copy of a release, from one layout.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use super::stamp::Desk;
use crate::{
    diag::{Diagnostic, Sink},
    doc::lang::Lang,
    font::FontBook,
    inputs::{File, Files, sha256},
    plan::Plan,
    publish::{
        Lock, Manifest, Patience, PublishError, Release, Shelf,
        delivery::{DELIVERY, Delivery, secret},
        ledger::{FACTS_CSV, short_code},
        recipients::{Recipient, recipients},
    },
    render::pdf::copy::{Master, Protection, Stamp},
    theme::Theme,
};

/// What is to be delivered to whom.
#[derive(Debug, Clone)]
pub struct Order {
    pub templates: PathBuf,
    pub plan: String,
    pub output: PathBuf,
    /// `latest`, or by name.
    pub release: String,
    /// The list of recipients.
    pub recipients: PathBuf,
    /// The folder that the copies go to; `copies/<release>` under the output folder if none.
    pub to: Option<PathBuf>,
    pub is_zipped: bool,
}

/// The copies that were made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub place: PathBuf,
    pub copies: usize,
}

/// Makes every copy, or none: faults of the list are in `sink` then.
///
/// # Errors
/// The release cannot be read, or the copies cannot be written.
pub fn deliver(order: &Order, sink: &mut Sink) -> Result<Option<Delivered>, PublishError> {
    let shelf = Shelf::open(&order.output)?;
    let release = shelf.find(&order.release)?;
    let list = crate::publish::read_file(&order.recipients)?;
    let people = recipients(&File::new(order.recipients.display().to_string(), list), sink);
    let Some((theme, fonts)) = look(order, sink) else { return Ok(None) };
    let desk = Desk { theme: &theme, fonts: &fonts };
    let stamps: Vec<Option<Stamp>> = people.iter().map(|it| desk.stamp(it, sink)).collect();
    if sink.has_errors() {
        return Ok(None);
    }
    let source = Source::read(&shelf, release, &people)?;
    if !source.manifest.options.contains_key("approved-by") {
        let message =
            format!("nobody has approved the facts of {release}: every page says that it is a draft");
        sink.push(Diagnostic::warning("draft", message).help("`briefing approve`, then `briefing build`"));
    }
    let default = || order.output.join("copies").join(release.to_string());
    let place = order.to.clone().unwrap_or_else(default);
    // Releases may be made in the meantime: the one that is copied does not change.
    let parent = place.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _lock = Lock::take(parent, Patience::GiveUp)?;
    let delivery = Delivery::start(&place)?;
    let work: Vec<(&Recipient, Stamp)> =
        people.iter().zip(stamps).filter_map(|(it, stamp)| Some((it, stamp?))).collect();
    let rows = make_all(work, &source, &fonts, &delivery)?;
    delivery.write(DELIVERY, &source.record(&rows))?;
    if order.is_zipped {
        let names: Vec<String> = rows.iter().map(|row| row.file.clone()).collect();
        delivery.archive(&names)?;
    }
    Ok(Some(Delivered { place: delivery.finish()?, copies: rows.len() }))
}

/// The theme and the faces that the stamps are set in.
fn look(order: &Order, sink: &mut Sink) -> Option<(Theme, FontBook)> {
    let templates = Files::read(&order.templates, "templates", sink);
    let plan = templates.get(&format!("{}/briefing.toml", order.plan)).and_then(Plan::read);
    let plan = plan.map_err(|fault| sink.push(fault)).ok()?;
    let theme = templates.get(&format!("{}/{}", order.plan, plan.theme)).and_then(Theme::read);
    let theme = theme.map_err(|fault| sink.push(fault)).ok()?;
    let fonts = FontBook::load(&theme.faces, &templates, sink);
    (!sink.has_errors()).then_some((theme, fonts))
}

/// The release that copies are made of.
struct Source {
    manifest: Manifest,
    masters: BTreeMap<Lang, Master>,
}

/// What is recorded of a copy.
struct Row<'a> {
    recipient: &'a Recipient,
    file: String,
    digest: String,
}

impl Source {
    /// Reads the documents in the languages of the recipients, as they were published.
    fn read(shelf: &Shelf, release: &Release, people: &[Recipient]) -> Result<Self, PublishError> {
        let folder = shelf.folder(release);
        let damaged = |what: String| {
            PublishError::new(&folder, what, "make a new release with `briefing build --force`")
        };
        let manifest = Manifest::read(&folder).map_err(damaged)?;
        let mut masters = BTreeMap::new();
        for lang in people.iter().map(|it| it.lang) {
            if masters.contains_key(&lang) {
                continue;
            }
            let name = format!("briefing.{lang}.pdf");
            let bytes = manifest.file(&folder, &name);
            let bytes = bytes.ok_or_else(|| damaged(format!("its {name} is missing or was altered")))?;
            masters.insert(lang, Master::open(&bytes).map_err(damaged)?);
        }
        Ok(Self { manifest, masters })
    }

    fn make(&self, recipient: &Recipient, stamp: Stamp, fonts: &FontBook) -> Result<Vec<u8>, PublishError> {
        let master = &self.masters[&recipient.lang];
        let owner = sha256(&secret()?);
        let protection = Protection { password: &recipient.password, owner_password: &owner, key: secret()? };
        let protection = (!recipient.password.is_empty()).then_some(&protection);
        master.copy(stamp, recipient.lang, fonts, protection).map_err(|fault| {
            let place = Path::new("copies").join(file_name(recipient));
            PublishError::new(&place, fault.message, "change the recipient's password")
        })
    }

    /// Who got which file: the record of the delivery. No password is in it.
    fn record(&self, rows: &[Row]) -> Vec<u8> {
        let mut table = csv::Writer::from_writer(vec![]);
        let code = self.manifest.files.get(FACTS_CSV).map(|digest| short_code(digest)).unwrap_or_default();
        let head = [
            "COPY",
            "NAME",
            "DELEGATION",
            "LANGUAGE",
            "EMAIL",
            "FILE",
            "SHA256",
            "RELEASE",
            "CODE",
            "ENCRYPTED",
        ];
        table.write_record(head).expect("writing to memory does not fail");
        for Row { recipient, file, digest } in rows {
            let copy = recipient.copy.to_string();
            let encrypted = if recipient.password.is_empty() { "no" } else { "AES-256" };
            let row = [
                &copy,
                &recipient.name,
                &recipient.delegation,
                recipient.lang.code(),
                &recipient.email,
                file,
                digest,
                &self.manifest.release,
                &code,
                encrypted,
            ];
            table.write_record(row).expect("every row has the columns of the head");
        }
        table.into_inner().expect("writing to memory does not fail")
    }
}

/// Copies are named by their numbers alone: a name may hold anything.
fn file_name(recipient: &Recipient) -> String {
    format!("{:04}.{}.pdf", recipient.copy, recipient.lang)
}

/// Makes and writes the copies on every core; returns what is to be recorded, by copy number.
fn make_all<'a>(
    work: Vec<(&'a Recipient, Stamp)>,
    source: &Source,
    fonts: &FontBook,
    delivery: &Delivery,
) -> Result<Vec<Row<'a>>, PublishError> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work: Vec<std::sync::Mutex<Option<(&Recipient, Stamp)>>> =
        work.into_iter().map(|it| std::sync::Mutex::new(Some(it))).collect();
    let labour = || -> Result<Vec<Row<'a>>, PublishError> {
        let mut rows = vec![];
        while let Some(cell) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            let taken = cell.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
            let Some((recipient, stamp)) = taken else { continue };
            let bytes = source.make(recipient, stamp, fonts)?;
            let file = file_name(recipient);
            delivery.write(&file, &bytes)?;
            rows.push(Row { recipient, file, digest: sha256(&bytes) });
        }
        Ok(rows)
    };
    let mut rows = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..threads).map(|_| scope.spawn(labour)).collect();
        let done = hands.into_iter().map(|hand| hand.join().expect("making a copy does not panic"));
        done.collect::<Result<Vec<_>, _>>().map(|rows| rows.into_iter().flatten().collect::<Vec<_>>())
    })?;
    rows.sort_by_key(|row| row.recipient.copy);
    Ok(rows)
}
