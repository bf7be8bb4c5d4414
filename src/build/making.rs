//! Making: the phases, from observations to finished files.

use std::{collections::BTreeSet, sync::Arc};

use super::{Report, charts, proofread, sealing, sources::Sources, standing::Standing, workshop::Workshop};
use crate::{
    audit,
    compose::{self, compose},
    data::{before::Before, fact::Facts, public::Public},
    derive::{derive, judge::verdicts},
    diag::Sink,
    doc::block::Document,
    ingest::Ingested,
    layout::layout,
    plan::Plan,
    publish::{
        Approvals, Artifact, Rows,
        ledger::{Ledger, short_code},
    },
    render::pdf,
};

/// What an edition consists of, before it is published.
pub(super) struct Made {
    pub files: Vec<Artifact>,
    pub ledger: Ledger,
}

impl Sources {
    /// The files of the release. Every phase goes as far as it can, so that one run finds the
    /// faults of all; none of it counts if any was found.
    pub fn make(
        &self,
        workshop: &Workshop,
        release: &str,
        before: Option<&Before>,
        approvals: &Approvals,
        report: &mut Report,
    ) -> Option<Made> {
        let (documents, ledger) = self.documents(workshop, release, before, approvals, report)?;
        let fonts = &workshop.fonts;
        // Without a face nothing can be laid out; why there is none was reported.
        fonts.faces().next()?;
        let pages: Vec<_> = documents.iter().map(|it| layout(it, fonts, &self.theme, report.sink)).collect();
        let counts: Vec<String> = pages.iter().map(|it| it.pages.len().to_string()).collect();
        report.phase("layout", &format!("{} pages", counts.join(" + ")));
        if report.sink.has_errors() {
            return None;
        }
        let mut files = vec![];
        for (document, pages) in documents.iter().zip(&pages) {
            let name = format!("briefing.{}.pdf", document.lang);
            match pdf::render(pages, &document.meta, document.lang, fonts) {
                Ok(bytes) => files.push(Artifact { name, bytes }),
                Err(fault) => report.sink.push(fault),
            }
        }
        let sizes: Vec<String> = files.iter().map(|it| format!("{} KB", it.bytes.len() / 1024)).collect();
        report.phase("render", &sizes.join(" + "));
        if !report.sink.has_errors() {
            Self::seal(&mut files, &documents, release, &ledger, report.sink);
            for ((document, pages), file) in documents.iter().zip(&pages).zip(&files) {
                proofread::proofread(file, document.lang, pages.pages.len(), &ledger, report.sink);
            }
            report.phase("proof", &format!("{} files", files.len()));
        }
        if !self.charts.is_empty() {
            for document in &documents {
                files.extend(charts::charts(document, &self.charts, fonts, &self.theme, report.sink));
            }
            report.phase("charts", &format!("{} files", files.len() - documents.len()));
        }
        (!report.sink.has_errors()).then_some(Made { files, ledger })
    }

    /// Attaches to every document its facts and its seal.
    fn seal(files: &mut [Artifact], documents: &[Document], release: &str, ledger: &Ledger, sink: &mut Sink) {
        for (file, document) in files.iter_mut().zip(documents) {
            match sealing::seal(file, release, document.lang, ledger) {
                Ok(sealed) => *file = sealed,
                Err(fault) => sink.push(proofread::fault(&file.name, &fault)),
            }
        }
    }

    /// The documents, one a language, and what they rest on. None when there is nothing to compose
    /// from.
    fn documents(
        &self,
        workshop: &Workshop,
        release: &str,
        before: Option<&Before>,
        approvals: &Approvals,
        report: &mut Report,
    ) -> Option<(Vec<Document>, Ledger)> {
        let ingested = &workshop.ingested;
        let public = Public::on(self.as_of, &ingested.observations, &ingested.catalogue);
        let (plan, facts) = self.facts(workshop, &public, report)?;
        let registers = ingested.registers.clone().on_the_day(&public, report.sink);
        report.record.rows = rows_of(&facts, ingested);
        let verdicts = verdicts(&registers, &facts);
        let mut ledger = Ledger::of(&facts, &registers.claims, &verdicts);
        let digest = ledger.digest();
        (report.record.facts, report.record.digest) = (ledger.facts.len(), Some(digest.clone()));
        let edition = compose::Edition {
            plan: &plan,
            catalogue: Arc::clone(&ingested.catalogue),
            registers: &registers,
            facts: Arc::new(facts),
            as_of: self.as_of,
            release,
            code: &short_code(&digest),
            before,
            numbering: &self.theme.numbering,
            verdicts: &verdicts,
        };
        let standing = Standing { sunset: self.sunset(), approvals: approvals.of(&digest) };
        standing.report(report.sink);
        let mut documents = vec![];
        for lang in &self.languages {
            match self.templates.get(&format!("{}/{lang}.md", self.folder)) {
                Ok(text) => documents.extend(compose(&edition, text, *lang, report.sink)),
                Err(fault) => report.sink.push(fault),
            }
        }
        audit::twins(&documents, report.sink);
        for document in &mut documents {
            standing.mark(document);
            ledger.add(document);
        }
        report.phase("compose", &format!("{} documents", documents.len()));
        Some((documents, ledger))
    }

    /// The plan on the day that counts, and the facts that it declares. None without a plan.
    fn facts(&self, workshop: &Workshop, public: &Public, report: &mut Report) -> Option<(Plan, Facts)> {
        let ingested = &workshop.ingested;
        let plan_file = self.templates.get(&format!("{}/briefing.toml", self.folder)).ok()?;
        let plan = self.plan.clone().on_the_day(plan_file, public, report.sink);
        let declared = plan.declare(plan_file, &ingested.catalogue, public, report.sink);
        // What a faulty table lacks was reported where it is wrong: not again where it is missed.
        let mut derivation = Sink::default();
        let facts = derive(&ingested.observations, &ingested.catalogue, &declared, public, &mut derivation);
        if workshop.is_whole {
            report.sink.append(derivation);
        }
        audit::precision(&facts, &declared, report.sink);
        report.phase("derive", &format!("{} facts", facts.iter().count()));
        Some((plan, facts))
    }
}

/// How many values were read, how many of them the facts rest on, and how many a table said it does
/// not have.
fn rows_of(facts: &Facts, ingested: &Ingested) -> Rows {
    let used: BTreeSet<_> = facts.iter().flat_map(|fact| &fact.operands).map(|it| &it.cell).collect();
    let refused = ingested.missing.len();
    Rows { read: ingested.observations.rows().len() + refused, used: used.len(), refused }
}
