//! The exceptions that the descriptor makes for rows of a table.

use super::{catalogue::CodeLists, list::CodeList, row::RowReader};
use crate::{
    data::{area::AreaCode, indicator::IndicatorCode, period::Period, status::Absence},
    diag::{Diagnostic, Sink},
    ingest::{describe::Exception, label, table::RawTable},
};

/// The exceptions of a table, with their names resolved to codes.
pub struct Exceptions<'a> {
    resolved: Vec<Resolved<'a>>,
}

struct Resolved<'a> {
    exception: &'a Exception,
    indicator: Option<IndicatorCode>,
    area: Option<AreaCode>,
    period: Option<Period>,
    is_used: bool,
}

impl<'a> Exceptions<'a> {
    /// Resolves them; one that names what does not exist is reported.
    pub fn of(table: &'a RawTable, lists: &CodeLists, sink: &mut Sink) -> Self {
        let mut resolved = Vec::new();
        for exception in &table.exceptions {
            let period = exception.period.as_deref().map(|text| {
                label::period(text).ok_or_else(|| {
                    Diagnostic::error("not-a-period", format!("an exception is for {text}, no time period"))
                        .help("write a year (2023) or a month (2025-01)")
                })
            });
            let indicator = code(&lists.indicators, exception.indicator.as_deref(), |it| &it.code);
            let area = code(&lists.areas, exception.area.as_deref(), |it| &it.code);
            match (period.transpose(), indicator, area) {
                (Ok(period), Ok(indicator), Ok(area)) => {
                    resolved.push(Resolved { exception, indicator, area, period, is_used: false });
                }
                (period, indicator, area) => {
                    let faults = [period.err(), indicator.err(), area.err()];
                    faults.into_iter().flatten().for_each(|fault| sink.push(fault.at(table.entry.clone())));
                }
            }
        }
        Self { resolved }
    }

    /// Has the row say what the exceptions for it say.
    pub fn apply(
        &mut self,
        row: &mut RowReader<'_>,
        indicator: Option<&str>,
        area: Option<&str>,
        period: Option<Period>,
    ) {
        for it in &mut self.resolved {
            let is_for =
                |wanted: Option<&str>, has: Option<&str>| wanted.is_none_or(|wanted| has == Some(wanted));
            let is_same_period = it.period.is_none_or(|wanted| period == Some(wanted));
            if !is_for(it.indicator.as_deref(), indicator)
                || !is_for(it.area.as_deref(), area)
                || !is_same_period
            {
                continue;
            }
            it.is_used = true;
            // Why a value is absent, its own cell says.
            let status = row.cell("OBS_STATUS");
            let is_absent = Absence::ALL.iter().any(|absence| absence.code() == &*status.text);
            for (column, said) in it.exception.says() {
                if column != "OBS_STATUS" || !is_absent {
                    row.except(column, said);
                }
            }
        }
    }

    /// Warns of an exception that no row is of: a misspelt year, or one that was needed once.
    pub fn report_unused(&self, table: &RawTable, sink: &mut Sink) {
        for it in self.resolved.iter().filter(|it| !it.is_used) {
            let exception = it.exception;
            let of = [&exception.indicator, &exception.area, &exception.period];
            let of = of.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
            let unused = Diagnostic::warning("unused-exception", format!("no row is of {of}"));
            sink.push(unused.at(table.entry.clone()).help("correct the exception, or delete it"));
        }
    }
}

/// The code of what is called so.
fn code<T, C: Clone + From<String>>(
    list: &CodeList<T>,
    called: Option<&str>,
    code: impl Fn(&T) -> &C,
) -> Result<Option<C>, Diagnostic> {
    let Some(called) = called else { return Ok(None) };
    // A faulty row of the list was reported there; nothing is of it then.
    Ok(Some(list.find(called)?.map_or_else(|_| C::from(called.to_owned()), |it| code(it).clone())))
}
