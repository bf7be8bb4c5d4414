//! Tables: panels of facts side by side, and the registers.

use rust_decimal::Decimal;

use super::{
    Edition, asks,
    figures::{Panel, unknown_fact},
    numerals::period_in_words,
    scope::{Scope, ShownPart},
    table_body::{TableBody, literal},
    wording::capitalised,
};
use crate::{
    data::{
        area::AreaCode,
        fact::{Named, Show},
        metric::Metric,
        period::Period,
        register::Proposal,
    },
    diag::{Diagnostic, Locus, Reported, Sink},
    doc::{
        inline::Inline,
        table::{Align, Column, RowKind, TableRow},
    },
    lang::Lang,
    plan::floats::{TableKind, TableSpec},
};

/// What a table is made of.
pub struct Tabulation<'a> {
    pub edition: &'a Edition<'a>,
    pub scope: &'a Scope,
    pub spec: &'a TableSpec,
    /// Where the text calls the table.
    pub locus: &'a Locus,
}

impl Tabulation<'_> {
    /// Binds the table to its facts or register.
    ///
    /// # Errors
    /// It is a table of panels that name nothing, or that do not fit together.
    pub fn body(&self, id: &str, sink: &mut Sink) -> Result<TableBody, Reported> {
        Ok(match self.spec.kind {
            TableKind::Panel => self.panels(id, sink)?,
            TableKind::Challenges => self.challenges(),
            TableKind::Proposals => self.proposals(sink),
            TableKind::Facilities => self.facilities(),
            TableKind::Milestones => self.milestones(),
            TableKind::Facts => super::appendix::facts(self.scope),
            TableKind::Quoted => super::quoted::heads(self.lang()),
            TableKind::Claims => super::appendix::claims(self.edition, self.scope, sink),
            TableKind::LeftOut => super::appendix::left_out(self.scope),
            TableKind::Sources => super::references::sources(self.edition, self.scope),
        })
    }

    fn lang(&self) -> Lang {
        self.scope.writer.lang
    }

    fn panels(&self, id: &str, sink: &mut Sink) -> Result<TableBody, Reported> {
        let mut named: Vec<&Named> = vec![];
        for name in &self.spec.panels {
            match self.scope.named(name) {
                Some(it) => named.push(it),
                None => sink.push(unknown_fact(name, self.scope, self.locus)),
            }
        }
        let panels: Vec<Panel> = named.iter().map(|it| Panel::new(self.scope, it)).collect();
        let empty = || {
            Diagnostic::error("table-empty", format!("table {id}: there is nothing to list"))
                .at(self.locus.clone())
                .help("name its panels in the plan")
        };
        let areas = &panels.first().ok_or_else(|| sink.because(empty))?.areas;
        if let Some(other) = panels.iter().find(|it| it.areas != *areas) {
            let message = format!("the panels of a table are over {areas:?} and {:?}", other.areas);
            let fault = Diagnostic::error("table-areas", message).at(self.locus.clone());
            return Err(sink.error(fault.help("give all of them the same areas in the same order")));
        }
        let mut body = TableBody { unit: self.common_unit(&panels, &named), ..TableBody::default() };
        body.text_column(self.lang(), "地区", "Area");
        for (panel, named) in panels.iter().zip(&named) {
            let columns =
                panel.periods.iter().map(|period| self.panel_column(panel, named, *period, &body.unit));
            let columns: Vec<Column> = columns.collect();
            body.columns.extend(columns);
        }
        body.rows = areas.iter().map(|area| self.panel_row(&panels, &named, area)).collect();
        let facts = || panels.iter().flat_map(|panel| panel.facts.values());
        body.notes.push(literal(self.scope.writer.sources(facts())));
        if panels.iter().zip(&named).any(|(panel, named)| self.is_off_by_rounding(panel, named.show)) {
            body.notes.push(literal(match self.lang() {
                Lang::Zh => "因四舍五入，分项之和与总数可能不等。",
                Lang::En => "Because of rounding, parts may not add up to their total.",
            }));
        }
        Ok(body)
    }

    /// Whether the shown levels of some area's parts add up to another number than the one shown for
    /// the area: the unrounded ones do, or the data would have been refused.
    fn is_off_by_rounding(&self, panel: &Panel, show: Show) -> bool {
        let writer = &self.scope.writer;
        let shown = |area: &AreaCode, period: Period| {
            let fact = panel.fact(area, period).filter(|it| it.key.metric() == Metric::Level)?;
            Some(writer.rounding.round(fact.value / show.scale.factor(), show.decimals))
        };
        let wholes = panel.areas.iter().filter_map(|area| writer.catalogue.areas.get(area));
        wholes.filter(|whole| !whole.parts.is_empty()).any(|whole| {
            panel.periods.iter().any(|period| {
                let parts: Option<Vec<Decimal>> =
                    whole.parts.iter().map(|part| shown(part, *period)).collect();
                let total = shown(&whole.code, *period);
                parts.zip(total).is_some_and(|(parts, total)| parts.iter().sum::<Decimal>() != total)
            })
        })
    }

    /// The unit of the first panel, said once in the caption if the panel has several columns; of panels of
    /// different indicators only where they have it in common.
    fn common_unit(&self, panels: &[Panel], named: &[&Named]) -> String {
        let unit = |(panel, named): (&Panel, &&Named)| {
            panel.facts.values().next().map(|fact| self.scope.writer.unit(fact, named.show))
        };
        let mut units: Vec<String> = panels.iter().zip(named).filter_map(unit).collect();
        units.dedup();
        if !self.is_one_indicator() && units.len() > 1 {
            return String::new();
        }
        let first = panels.first().zip(named.first()).filter(|(panel, _)| panel.periods.len() > 1);
        let unit = first.and_then(|(panel, named)| {
            panel.facts.values().next().map(|fact| self.scope.writer.unit(fact, named.show))
        });
        unit.unwrap_or_default()
    }

    /// A column's head, in lines: what is measured, when, and the unit if the caption has another.
    fn panel_column(&self, panel: &Panel, named: &Named, period: Period, common_unit: &str) -> Column {
        let writer = &self.scope.writer;
        let fact = panel.areas.iter().find_map(|area| panel.fact(area, period));
        let lines = fact.map(|fact| {
            let is_series = panel.periods.len() > 1;
            let is_indicator_said = self.is_one_indicator();
            let indicator = (!is_indicator_said).then(|| writer.indicator(&fact.key.indicator));
            let metric = Some(writer.metric(&fact.key)).filter(|_| !(is_series && is_indicator_said));
            let span = if is_series { period.to_string() } else { writer.span(&fact.key) };
            let span = Some(span).filter(|_| is_series || is_indicator_said);
            let unit = Some(writer.unit(fact, named.show)).filter(|unit| unit != common_unit);
            [indicator, metric, span, unit].into_iter().flatten().filter(|line| !line.is_empty()).collect()
        });
        let lines: Vec<String> = lines.unwrap_or_default();
        let mut head = vec![];
        for line in lines {
            let is_first = head.is_empty();
            if !is_first {
                head.push(Inline::Break);
            }
            head.push(Inline::Literal(if is_first { capitalised(&line) } else { line }));
        }
        Column { head, align: Align::End }
    }

    /// Whether every panel of the table is about the same indicator, which its caption then says.
    fn is_one_indicator(&self) -> bool {
        let named = self.spec.panels.iter().filter_map(|name| self.scope.named(name));
        let mut indicators: Vec<&str> =
            named.filter_map(|it| it.keys.first()).map(|key| key.indicator.as_str()).collect();
        indicators.dedup();
        indicators.len() == 1
    }

    fn panel_row(&self, panels: &[Panel], named: &[&Named], area: &AreaCode) -> TableRow {
        let mut cells = vec![literal(self.scope.writer.area(area))];
        for (panel, named) in panels.iter().zip(named) {
            cells.extend(panel.periods.iter().map(|period| match panel.fact(area, *period) {
                Some(fact) => vec![self.scope.show(fact, named.show, ShownPart::Number)],
                None => literal("—"),
            }));
        }
        let is_subject = self.spec.subject.contains(area);
        let kind = if is_subject { RowKind::Subject } else { RowKind::Plain };
        TableRow { cells, kind, entry_of: None }
    }

    fn challenges(&self) -> TableBody {
        let lang = self.lang();
        let mut body = TableBody::default();
        body.text_column(lang, "短板", "Challenge");
        body.text_column(lang, "提出者", "Who says so");
        body.text_column(lang, "身份", "In which role");
        for it in &self.edition.registers.challenges {
            body.row([&it.text, &it.speaker, &it.role].map(|text| literal(text.get(lang))).into());
        }
        body
    }

    /// The asks with the challenge each answers, the facts it rests on, and who is to handle it.
    fn proposals(&self, sink: &mut Sink) -> TableBody {
        let lang = self.lang();
        let mut body = TableBody::default();
        body.text_column(lang, "建议与措施", "Ask and measure");
        body.text_column(lang, "对应短板", "Challenge it answers");
        body.text_column(lang, "数据依据", "Evidence");
        body.text_column(lang, "提请对象、办理单位", "Addressed to, handled by");
        let registers = self.edition.registers;
        for it in registers.asks() {
            let challenge = registers.challenges.iter().find(|other| other.id == it.challenge);
            let challenge = challenge.map_or("—", |challenge| challenge.text.get(lang));
            let ask = Inline::Strong(literal(it.ask.get(lang)));
            body.row(vec![
                vec![ask, Inline::Break, Inline::Literal(it.measure.get(lang).to_owned())],
                literal(challenge),
                self.evidence(it, sink),
                handlers(it, lang),
            ]);
        }
        body
    }

    fn evidence(&self, proposal: &Proposal, sink: &mut Sink) -> Vec<Inline> {
        let mut inlines = vec![];
        for (fact, show) in asks::evidence(proposal, self.scope, sink) {
            if !inlines.is_empty() {
                inlines.push(Inline::Break);
            }
            inlines.push(Inline::Literal(self.scope.writer.what(&fact.key)));
            inlines.push(self.scope.show(fact, show, ShownPart::Whole));
        }
        inlines
    }

    fn facilities(&self) -> TableBody {
        let lang = self.lang();
        let mut body = TableBody::default();
        body.text_column(lang, "名称", "Name");
        body.text_column(lang, "所在地", "City");
        let facilities = &self.edition.registers.facilities;
        let has_states = facilities.iter().any(|it| !it.state.get(lang).is_empty());
        if has_states {
            body.text_column(lang, "状态", "State");
        }
        for it in facilities {
            let mut cells = vec![literal(it.name.get(lang)), literal(self.scope.writer.area(&it.city))];
            if has_states {
                cells.push(literal(it.state.get(lang)));
            }
            body.row(cells);
        }
        body
    }

    fn milestones(&self) -> TableBody {
        let lang = self.lang();
        let mut body = TableBody::default();
        body.text_column(lang, "时间", "Date");
        body.text_column(lang, "事项", "Event");
        for it in &self.edition.registers.milestones {
            body.row(vec![literal(period_in_words(it.date, lang)), literal(it.text.get(lang))]);
        }
        body
    }
}

/// Whom an ask is put to, who leads its handling and who takes part, a line each.
fn handlers(proposal: &Proposal, lang: Lang) -> Vec<Inline> {
    let lead = asks::lead(proposal, lang);
    let co = asks::co(proposal, lang);
    let mut lines = vec![
        proposal.addressee.get(lang).to_owned(),
        match lang {
            Lang::Zh => format!("主办：{lead}"),
            Lang::En => format!("Lead: {lead}"),
        },
    ];
    if !co.is_empty() {
        lines.push(match lang {
            Lang::Zh => format!("会办：{co}"),
            Lang::En => format!("With: {co}"),
        });
    }
    let mut inlines = vec![];
    for line in lines {
        if !inlines.is_empty() {
            inlines.push(Inline::Break);
        }
        inlines.push(Inline::Literal(line));
    }
    inlines
}
