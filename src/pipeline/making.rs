//! Making: the phases, from observations to finished files.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Report,
    edition::{Composed, Made},
    opened::OpenedSources,
    outputs,
    sources::Sources,
};
use crate::{
    audit,
    compose::{self, changes_page::ChangesPage, compose, edition_notice::EditionNotice},
    data::{
        claim::{Claim, Verdict},
        fact::Facts,
        public::Public,
    },
    derive::{derive, judge::verdicts},
    diag::{Diagnostic, Reported, Severity, Sink},
    doc::block::Document,
    ingest::Ingested,
    inputs::File,
    lang::Lang,
    layout::Drawings,
    ledger::{
        Approval, Ledger,
        changes::{Changes, Compared},
        short_code,
    },
    output::Output,
    plan::Plan,
    plot,
    publish::{Approvals, Published, RowCounts},
    seal::package::Package,
};

impl Sources {
    /// The files of the release. Every phase goes as far as it can, so that one run finds the
    /// faults of all.
    ///
    /// # Errors
    /// A fault was found anywhere: nothing of it counts then.
    pub fn make(
        &self,
        opened: &OpenedSources,
        release: &str,
        before: Option<&Published>,
        approvals: &Approvals,
        report: &mut Report,
    ) -> Result<Made, Reported> {
        let composed = self.compose(opened, release, before, approvals, report)?;
        let looks = &opened.looks;
        // Without a face nothing can be laid out.
        if looks.briefing.fonts.faces().next().is_none() {
            return Err(report.sink.because(|| Diagnostic::error("no-faces", "the theme names no face")));
        }
        let files = outputs::make(&self.outputs, &composed, looks, release, report);
        report.sink.clean()?;
        Ok(Made { files, ledger: composed.ledger })
    }

    /// The briefings, the proposal and what they rest on.
    ///
    /// # Errors
    /// There is nothing to compose from.
    pub fn compose(
        &self,
        opened: &OpenedSources,
        release: &str,
        before: Option<&Published>,
        approvals: &Approvals,
        report: &mut Report,
    ) -> Result<Composed, Reported> {
        let ingested = &opened.ingested;
        let public = Public::on(self.as_of, &ingested.observations, &ingested.catalogue);
        let mut registers = ingested.registers.clone().on_the_day(&public, report.sink);
        let (plan, facts) = self.facts(opened, &public, &mut registers.claims, report)?;
        report.record.rows = rows_of(&facts, ingested);
        let verdicts = verdicts(&registers, &facts);
        let mut ledger = Ledger::of(&facts, &registers.claims, &verdicts);
        let digest = ledger.digest();
        (report.record.facts, report.record.digest) = (ledger.facts.len(), Some(digest.clone()));
        let said_before = before.map(Published::before);
        let edition = compose::Edition {
            plan: &plan,
            catalogue: Arc::clone(&ingested.catalogue),
            registers: &registers,
            facts: Arc::new(facts),
            as_of: self.as_of,
            release,
            code: &short_code(&digest),
            before: said_before.as_ref(),
            numbering: &self.theme.numbering,
            templates: &self.templates,
            verdicts: &verdicts,
        };
        let plan_file = self.templates.get(&format!("{}/briefing.toml", self.folder));
        if let (Some(before), Ok(file)) = (&said_before, plan_file) {
            audit::redeclared(&edition.facts, before, (file, self.as_of), report.sink);
            audit::corrected(&edition.facts, before, report.sink);
        }
        let mut documents = compose::Documents::default();
        for lang in &self.languages {
            match self.templates.get(&format!("{}/{lang}.md", self.folder)) {
                Ok(text) => {
                    documents.briefings.extend(compose(&edition, text, *lang, report.sink));
                    let asserted = compose::assertions(text).into_iter();
                    ledger.assertions.extend(asserted.map(|written| format!("{lang}: {written}")));
                }
                Err(fault) => report.sink.push(fault),
            }
        }
        audit::twins(&documents.briefings, report.sink);
        // What a faulty table lacks turns verdicts: no decision is stale because of it.
        if opened.is_whole {
            self.report_stale(&ingested.registers.claims, &verdicts, report.sink);
        }
        documents.proposal = self.proposal(&edition, report.sink).ok().flatten();
        for document in documents.iter() {
            audit::around(document, &edition.facts, report.sink);
            audit::language(document, report.sink);
        }
        documents.iter().for_each(|document| ledger.add(document));
        let notice = EditionNotice { sunset: self.sunset(), approvals: approvals.of(&ledger) };
        notice.report(report.sink);
        // Before the page of changes is written: it quotes the release before, as that was.
        self.report_unbound(documents.iter(), (ingested, &registers.claims), report.sink);
        let now = Compared { release, ledger: &ledger };
        let changes = before.map(|before| Changes::between(before.compared(), now));
        if let (Some(before), Some(changes), true) = (before, &changes, notice.approvals.is_empty()) {
            report_lapse(&approvals.of(&before.ledger), changes, report.sink);
        }
        let page = before.zip(changes.as_ref()).map(|(before, changes)| ChangesPage {
            before: before.compared(),
            after: &ledger,
            changes,
            facts: &edition.facts,
            catalogue: &edition.catalogue,
            rounding: self.plan.rounding,
        });
        take_back_what_follows(report.sink);
        let has_workbook = self.outputs.contains(&Output::Workbook);
        let about = compose::AboutEdition { notice: &notice, has_workbook, changes: page };
        let documents = about.written_into(documents);
        report.phase("compose", &format!("{} documents", documents.iter().count()));
        let catalogue = Arc::clone(&edition.catalogue);
        let descriptions = compose::describe(&edition.facts, &catalogue, self.plan.rounding);
        let all: Vec<&Document> = documents.iter().collect();
        let mut accounted = audit::Accounted::of(documents.iter(), &ledger, &catalogue, &registers.claims);
        self.plan.literals.values().for_each(|it| accounted.take(&it.text));
        let (package, grounds) = Package::of(&ledger, release, &self.ingredients(), &all, &plot::scales);
        let (facts, claims) = (Arc::clone(&edition.facts), registers.claims);
        Ok(Composed {
            briefings: documents.briefings,
            proposal: documents.proposal,
            grounds,
            ledger,
            descriptions,
            catalogue,
            facts,
            claims,
            package,
            accounted,
            changes,
            drawings: Drawings::default(),
            signer: self.signer.clone(),
        })
    }

    /// The proposal in its form; none for a plan without one, where no Chinese is made, and before
    /// anything was proposed.
    fn proposal(&self, edition: &compose::Edition, sink: &mut Sink) -> Result<Option<Document>, Reported> {
        let (Some(spec), Some(theme), true) =
            (&self.plan.proposal, &self.official, self.languages.contains(&Lang::Zh))
        else {
            return Ok(None);
        };
        if edition.registers.proposals.is_empty() && !edition.registers.to_come.is_empty() {
            let message = format!("nothing had been proposed by {}", self.as_of);
            sink.push(
                Diagnostic::note("no-proposal-yet", message).help("the briefing is made without its annex"),
            );
            return Ok(None);
        }
        let text = self.templates.get(&format!("{}/{}", self.folder, spec.text));
        let text = text.map_err(|fault| sink.error(fault))?;
        compose::annex(edition, spec, &theme.numbering, text, sink).map(Some)
    }

    /// Walks the finished documents for numbers that no gate has told of.
    fn report_unbound<'a>(
        &self,
        documents: impl Iterator<Item = &'a Document>,
        (ingested, claims): (&Ingested, &[Claim]),
        sink: &mut Sink,
    ) {
        if sink.iter().any(|it| UNBOUND.contains(&it.code)) {
            return;
        }
        let Plan { base, end, edition, .. } = &self.plan;
        let titles = ingested.catalogue.sources.values().flat_map(|it| [&it.publisher, &it.title]);
        let quoted = titles.chain(claims.iter().map(|it| &it.statement));
        let listed = audit::Listed {
            literals: self.plan.literals.values().map(|it| it.text.as_str()).collect(),
            quoted: quoted.flat_map(|it| [it.zh.as_str(), &it.en]).collect(),
            years: vec![base.to_string(), end.to_string(), edition.clone()],
            counts: self.plan.listed_counts(&ingested.catalogue),
        };
        documents.for_each(|document| audit::unbound(document, &listed, sink));
    }

    /// Tells what the plan still decides or lists although nothing needs it.
    fn report_stale(&self, claims: &[Claim], verdicts: &BTreeMap<String, Verdict>, sink: &mut Sink) {
        let Ok(file) = self.templates.get(&format!("{}/briefing.toml", self.folder)) else { return };
        let is_text = |file: &&File| file.path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md");
        let texts: Vec<&File> = self.templates.iter().filter(is_text).collect();
        audit::stale((&self.plan, file), (claims, verdicts), &texts, sink);
    }

    /// The plan on the day that counts, and the facts that it declares, with those that `claims` of earlier
    /// periods are judged by.
    ///
    /// # Errors
    /// There is no plan.
    pub(super) fn facts(
        &self,
        opened: &OpenedSources,
        public: &Public,
        claims: &mut [Claim],
        report: &mut Report,
    ) -> Result<(Plan, Facts), Reported> {
        let ingested = &opened.ingested;
        let plan_file = self.templates.get(&format!("{}/briefing.toml", self.folder));
        let plan_file = plan_file.map_err(|fault| report.sink.error(fault))?;
        let literals: Vec<&str> = self.plan.literals.values().map(|it| it.text.as_str()).collect();
        let counts = self.plan.listed_counts(&ingested.catalogue);
        audit::wordings(plan_file, &literals, &counts, report.sink);
        let plan = self.plan.clone().on_the_day(plan_file, public, report.sink);
        let mut declared = plan.declare(plan_file, &ingested.catalogue, public, report.sink);
        plan.declare_claimed(claims, &mut declared, public, report.sink);
        // What a faulty table lacks was reported where it is wrong: not again where it is missed.
        let mut derivation = Sink::default();
        let facts = derive(&opened.series, public, &declared, &mut derivation);
        if opened.is_whole {
            report.sink.append(derivation);
        }
        audit::precision(&facts, &declared, report.sink);
        audit::vanishing(&facts, &declared, report.sink);
        report.phase("derive", &format!("{} facts", facts.iter().count()));
        Ok((plan, facts))
    }
}

/// What the gates tell a number by that nothing stands behind.
const UNBOUND: [&str; 2] = ["unbound-numeral", "number-in-text"];

/// How many values were read, how many of them the facts rest on, and how many a table said it does
/// not have.
fn rows_of(facts: &Facts, ingested: &Ingested) -> RowCounts {
    let used: BTreeSet<_> = facts.iter().flat_map(|fact| &fact.operands).map(|it| &it.cell).collect();
    let refused = ingested.missing.len();
    RowCounts { read: ingested.observations.rows().len() + refused, used: used.len(), refused }
}

/// A cell that leaps against its neighbours turns every sentence that rests on it: the cell is told, and how many wait.
fn take_back_what_follows(sink: &mut Sink) {
    /// What is said of sentences whose data have turned.
    const TURNED: [&str; 5] =
        ["against-comparison", "against-sign", "assertion", "twice-signed", "undisposed-claim"];
    if !sink.iter().any(|it| it.code == "magnitude" && it.severity == Severity::Error) {
        return;
    }
    let waiting = sink.take_back(&TURNED);
    if waiting > 0 {
        let message =
            format!("{waiting} sentences and claims are judged when the cell that leaps is settled");
        let note = Diagnostic::note("judged-later", message);
        sink.push(note.help(
            "correct the cell, or give its value the status B where the series breaks, and check again",
        ));
    }
}

/// Tells that what was approved is no longer what is said, and where it first differs.
fn report_lapse(approvals: &[Approval], changes: &Changes, sink: &mut Sink) {
    if approvals.is_empty() {
        return;
    }
    let names: Vec<&str> = approvals.iter().map(|it| it.by.as_str()).collect();
    let (facts, passages) = (changes.facts.len(), changes.passages.len());
    let message = format!(
        "{} approved {}, and {facts} facts and {passages} passages have changed since: this is a draft",
        names.join(", "),
        changes.from
    );
    let mut note = Diagnostic::note("approval-lapsed", message);
    for passage in changes.passages.iter().take(3) {
        note = note.help(format!("{}: {}", passage.place, passage.text.replace('\n', "; ")));
    }
    sink.push(note.help("changes.md has them all; read them, then `briefing approve`"));
}
