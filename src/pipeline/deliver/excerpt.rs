//! Excerpts: documents with the sections that a recipient asked for, set anew from what the release
//! was made from.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::DeliveryOrder;
use crate::{
    diag::{Diagnostic, Locus, Reported, Sink, did_you_mean},
    doc::block::Document,
    lang::Lang,
    layout::{
        VolumePart, layout_volume,
        stamp::{self, Stamper},
    },
    ledger::Ledger,
    output::{self, Output},
    pipeline::{Report, Request, edition::Composed, opened::OpenedSources, sources::Sources, workbook},
    plan::recipients::Recipient,
    publish::{Approvals, Manifest, Record, Release, SIGNED_BY, Shelf, Stopped},
    render::pdf,
    seal::{self, proofread},
};

/// The composed documents of a release, to be cut and set.
pub(super) struct Excerpts {
    composed: Composed,
    release: String,
}

impl Excerpts {
    /// Composes the documents of `release` again. None when the inputs or templates are no longer
    /// those of the release, which is reported.
    pub fn of(
        order: &DeliveryOrder,
        shelf: &Shelf,
        release: &Release,
        manifest: &Manifest,
        sink: &mut Sink,
    ) -> Result<Self, Stopped> {
        let mut record = Record::start();
        let mut report = Report { sink, record: &mut record, listen: &mut |_| {} };
        let as_of = as_of(manifest, release, report.sink)?;
        let request = request(order, manifest, as_of);
        let sources = Sources::read(&request, &mut report)?.of_own_subject();
        let approvals = Approvals::read(&order.output)?;
        let published = shelf.read(release)?;
        // Who signs a delivery need not be who signed the release.
        let mut options = sources.options(&approvals.of(&published.ledger));
        options.remove(SIGNED_BY);
        options.extend(manifest.options.get_key_value(SIGNED_BY).map(|(key, by)| (key.clone(), by.clone())));
        let wanted = Manifest::of(release, &sources.ingredients(), &options, &[]);
        let differences = manifest.differences(&wanted);
        if let Some(first) = differences.first() {
            let message = format!(
                "sections are set anew, and this is not what {release} was made from: {first}{}",
                if differences.len() > 1 { ", and more" } else { "" }
            );
            let fault = Diagnostic::error("another-source", message)
                .at(Locus::file(order.recipients.display().to_string()));
            let fault = fault.help("`briefing build`, then deliver that release");
            return Err(report.sink.error(fault).into());
        }
        let before = shelf.before(release).and_then(|it| shelf.read(it).ok());
        let release = release.to_string();
        let opened = OpenedSources::open(&sources, &mut report);
        let composed =
            opened.and_then(|it| sources.compose(&it, &release, before.as_ref(), &approvals, &mut report));
        Ok(Self { composed: composed?, release })
    }

    /// Reports every section of the list that no document has.
    pub fn check(&self, people: &[Recipient], sink: &mut Sink) {
        for person in people {
            let Some(document) = self.document(person.lang) else { continue };
            let known = document.sections();
            for section in person.sections.iter().filter(|it| !known.contains(&it.as_str())) {
                let message = format!("the briefing has no section {section}");
                let fault = Diagnostic::error("unknown-section", message).at(person.locus.clone());
                let hint = did_you_mean(section, known.iter().copied());
                let all = || format!("its sections are {}", known.join(", "));
                sink.push(fault.help(hint.unwrap_or_else(all)));
            }
        }
    }

    /// Sets an excerpt: with a contents, page numbers and a seal of its own.
    ///
    /// # Errors
    /// There is a fault in it.
    pub fn pdf(
        &self,
        lang: Lang,
        sections: &BTreeSet<String>,
        stamper: &Stamper,
        sink: &mut Sink,
    ) -> Result<Vec<u8>, Reported> {
        let document = self.document(lang).ok_or_else(|| sink.error(unspoken(lang)))?;
        let excerpt = document.excerpt(sections);
        let mut ledger = Ledger { passages: vec![], ..self.composed.ledger.clone() };
        ledger.add(&excerpt);
        let marks = self.composed.marks(&excerpt);
        let part =
            VolumePart { marks: &marks, ..VolumePart::unmarked(&excerpt, stamper.fonts, stamper.theme) };
        let pages = layout_volume(&[part], sink);
        let name = output::briefing(lang);
        let rendered = pdf::render(&pages, &excerpt.meta, lang, stamper.fonts);
        let rendered = rendered.map_err(|it| sink.error(it))?;
        let stamps = stamp::places(stamper.theme, &pages);
        // What the whole briefing shows is a fact in any part of it: the quotes are those of the whole, too.
        let (whole, package) = (&self.composed.ledger, &self.composed.package);
        let signer = self.composed.signer.as_ref();
        let file = seal::seal(rendered, &self.release, lang, whole, package, stamps, signer)
            .map_err(|it| sink.error(proofread::fault(&name, &it)))?;
        proofread::proofread(&name, &file, pages.pages.len(), &ledger, sink);
        sink.clean()?;
        Ok(file.bytes)
    }

    /// The workbook with the sheets of those sections alone; all facts are in it, as they are attached to
    /// every document.
    ///
    /// # Errors
    /// There is a fault in it.
    pub fn workbook(&self, sections: &BTreeSet<String>, sink: &mut Sink) -> Result<Vec<u8>, Reported> {
        let excerpts: Vec<Document> = self.composed.briefings.iter().map(|it| it.excerpt(sections)).collect();
        let mut ledger = Ledger { passages: vec![], ..self.composed.ledger.clone() };
        excerpts.iter().for_each(|document| ledger.add(document));
        workbook::of(excerpts.iter().collect(), &ledger, &self.composed, &self.release, sink)
    }

    fn document(&self, lang: Lang) -> Option<&Document> {
        self.composed.briefings.iter().find(|it| it.lang == lang)
    }
}

/// The fault of a copy in a language that the release was not made in.
fn unspoken(lang: Lang) -> Diagnostic {
    Diagnostic::error("no-language", format!("the release has no briefing in the language {lang}"))
        .help("give the recipient one of its languages, or make a release in this one, too")
}

/// The day that a release was told; none where it took the plan's.
fn as_of(manifest: &Manifest, release: &Release, sink: &mut Sink) -> Result<Option<NaiveDate>, Reported> {
    let Some(day) = manifest.options.get("as-of") else { return Ok(None) };
    day.parse().map(Some).map_err(|_| {
        let fault =
            Diagnostic::error("bad-manifest", format!("the manifest of {release} is as of {day:?}, no day"));
        sink.error(fault.help("make a new release with `briefing build --force`"))
    })
}

/// What the release was told when it was made.
fn request(order: &DeliveryOrder, manifest: &Manifest, as_of: Option<NaiveDate>) -> Request {
    let option = |name: &str| manifest.options.get(name);
    let languages = option("languages").map(|it| {
        Lang::ALL.into_iter().filter(|lang| it.split(',').any(|code| code == lang.code())).collect()
    });
    let outputs = match option("outputs") {
        Some(names) => names.split(',').filter_map(|name| name.parse().ok()).collect(),
        None => Output::DEFAULT.into(),
    };
    Request {
        inputs: order.inputs.clone(),
        templates: order.templates.clone(),
        output: order.output.clone(),
        plan: order.plan.clone(),
        languages,
        as_of,
        outputs: Some(outputs),
        signer: order.signer.clone(),
        ..Request::on(order.today)
    }
}
