//! The rows of the indicator tables.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;

use super::{
    catalogue::CodeLists,
    columns::RoleColumns,
    exception::Exceptions,
    list::CodeList,
    memory::Memory,
    number::CellOrigin,
    row::{RowReader, for_each_row_of},
    unit::{RowUnit, unit},
};
use crate::{
    data::{
        area::Area,
        indicator::{Indicator, IndicatorKind},
        observation::{Missing, Observation},
        period::Period,
        quantity::Quantity,
        source::Source,
        status::{Absence, Qualifier, Status},
        unit::is_measure,
    },
    diag::{Diagnostic, Reported, Sink},
    ingest::table::{FURTHER_COLUMNS, OBSERVATION_COLUMNS, RoleTables},
};

pub(super) const COLUMNS: RoleColumns =
    RoleColumns { required: &OBSERVATION_COLUMNS, optional: &FURTHER_COLUMNS };

/// The columns of a table that prints its units, as published tables do: 亿元.
const PRINTED_UNITS: RoleColumns = RoleColumns {
    required: &[
        "INDICATOR",
        "REF_AREA",
        "TIME_PERIOD",
        "OBS_VALUE",
        "UNIT",
        "OBS_STATUS",
        "VINTAGE",
        "SOURCE_ID",
    ],
    optional: &FURTHER_COLUMNS,
};

/// Reads the indicator tables, in the order of the files: what they have, and what they say they
/// have not.
pub fn observations(
    batch: &RoleTables,
    lists: &CodeLists,
    sink: &mut Sink,
) -> (Vec<Observation>, Vec<Missing>) {
    let (mut rows, mut missing) = (Vec::new(), Vec::new());
    for table in &batch.tables {
        let prints_units =
            table.constants.contains_key("UNIT") || table.header.iter().any(|cell| &*cell.text == "UNIT");
        let columns = if prints_units { &PRINTED_UNITS } else { &COLUMNS };
        let mut exceptions = Exceptions::of(table, lists, sink);
        let mut known = Known::default();
        rows.reserve(table.rows.len());
        for_each_row_of(table, columns, sink, |row| {
            match observation(row, lists, &mut known, &mut exceptions) {
                Ok(Read::Value(observation)) => rows.push(observation),
                Ok(Read::Absent(absent)) => missing.push(absent),
                Ok(Read::Blank) | Err(_) => {}
            }
        });
        exceptions.report_unused(table, sink);
    }
    (rows, missing)
}

/// What a row turned out to say.
enum Read {
    Value(Observation),
    Absent(Missing),
    /// Nothing yet, of which the editor was warned.
    Blank,
}

/// What the cells of a table have said so far.
#[derive(Default)]
struct Known<'l> {
    indicators: Memory<&'l Indicator>,
    areas: Memory<&'l Area>,
    sources: Memory<&'l Source>,
    /// Units, each as one of this indicator.
    units: Memory<(&'l Indicator, RowUnit)>,
    vintages: Memory<NaiveDate>,
}

fn observation<'l>(
    row: &mut RowReader<'_>,
    lists: &'l CodeLists,
    known: &mut Known<'l>,
    exceptions: &mut Exceptions<'_>,
) -> Result<Read, Reported> {
    let indicator = code("INDICATOR", &lists.indicators, &mut known.indicators, row);
    let area = code("REF_AREA", &lists.areas, &mut known.areas, row);
    let codes = [indicator.ok().map(|it| it.code.as_ref()), area.ok().map(|it| it.code.as_ref())];
    names(row, lists, codes);
    let period = row.period("TIME_PERIOD");
    // A row that was handed out to be filled in, and was not.
    if ["OBS_VALUE", "OBS_STATUS"].iter().all(|column| row.cell(column).text.is_empty()) {
        return value(row, Ok(RowUnit::default())).map(|_| Read::Blank);
    }
    exceptions.apply(row, indicator.ok().map(|it| &*it.code), area.ok().map(|it| &*it.code), period.ok());
    let absence = absence(row);
    let unit = known_unit(row, indicator, &mut known.units);
    let printed = if absence.is_none() { value(row, unit) } else { Ok(None) };
    let statuses = Status::ALL.map(|status| (status.code(), status));
    let status = absence.is_none().then(|| row.choice("OBS_STATUS", "unknown-status", &statuses)).transpose();
    let qualifier = row.choice("QUALIFIER", "unknown-qualifier", &Qualifier::WORDS);
    let cell = row.cell("VINTAGE").clone();
    let vintage = match known.vintages.recall(&cell) {
        Some(vintage) => Ok(vintage),
        None => known.vintages.keep(&cell, row.date("VINTAGE")),
    };
    check_time(row, period.ok(), vintage.ok());
    let source = code("SOURCE_ID", &lists.sources, &mut known.sources, row);
    // Kept for the editor; a value that nobody saw in a document carries status U or E as well.
    let seen = row.choice("SEEN", "unknown-seen", &[("", ()), ("yes", ()), ("no", ())]);
    let (indicator, ()) = (indicator?, seen?);
    if let Some(absence) = absence {
        let (indicator, area) = (indicator.code.clone(), area?.code.clone());
        let cell = row.cell_ref("OBS_VALUE");
        let (period, vintage) = (period?, vintage?);
        return Ok(Read::Absent(Missing { indicator, area, period, vintage, absence, cell }));
    }
    // A blank value is told of before what else the row says is asked for.
    let (Some(printed), Some(status)) = (printed?, status?) else { return Ok(Read::Blank) };
    Ok(Read::Value(Observation {
        indicator: indicator.code.clone(),
        area: area?.code.clone(),
        period: period?,
        vintage: vintage?,
        family: row.optional_text("FAMILY"),
        printed,
        measure: indicator.measure.clone(),
        multiplier: unit?.multiplier,
        is_counted: indicator.kind == IndicatorKind::Count && !is_measure(&indicator.measure),
        status,
        qualifier: qualifier?,
        source: source?.code.clone(),
        cell: row.cell_ref("OBS_VALUE"),
    }))
}

/// Reports a value that was published before the time began that it is of: nobody has observed it. Forecasts stand
/// beside observations in many published tables; in a tidy one somebody has written both days into the row.
fn check_time(row: &mut RowReader<'_>, period: Option<Period>, vintage: Option<NaiveDate>) {
    let (Some(period), Some(vintage)) = (period, vintage) else { return };
    let begins = (i32::from(period.calendar_year()), u32::from(period.month().unwrap_or(1)));
    let published = (vintage.year(), vintage.month());
    // A year that has just begun when its value is published is most often the one after the year that was meant.
    let has_just_begun = period.month().is_none() && begins == published;
    if row.place() == CellOrigin::Tidy && has_just_begun {
        let message = format!("a value of {period} was published on {vintage}");
        let early = Diagnostic::warning("early-value", message).at(row.locus("TIME_PERIOD"));
        row.report(
            early.help("look at both: is it of the year before? a forecast or an aim is no observation"),
        );
    } else if row.place() != CellOrigin::Tidy && begins > published {
        let early = Diagnostic::error(
            "future-period",
            format!("the value was published on {vintage}, before the time that it is of"),
        );
        row.report(early.at(row.locus("TIME_PERIOD")).help(
            "a forecast or an aim is no observation: leave it out, its heading by \"ignore\" (--ignore); or correct VINTAGE",
        ));
    }
}

/// What a list says of the row's code.
fn code<'l, T>(
    column: &str,
    list: &'l CodeList<T>,
    known: &mut Memory<&'l T>,
    row: &mut RowReader<'_>,
) -> Result<&'l T, Reported> {
    let cell = row.cell(column);
    if let Some(found) = known.recall(cell) {
        return Ok(found);
    }
    let cell = cell.clone();
    known.keep(&cell, row.code(column, list))
}

/// The row's unit, for that indicator.
fn known_unit<'l>(
    row: &mut RowReader<'_>,
    indicator: Result<&'l Indicator, Reported>,
    known: &mut Memory<(&'l Indicator, RowUnit)>,
) -> Result<RowUnit, Reported> {
    // A code and a power of ten stand in two cells.
    let Some(indicator) = indicator.ok().filter(|_| row.has("UNIT")) else { return unit(row, indicator) };
    let cell = row.cell("UNIT");
    if let Some((_, unit)) = known.recall(cell).filter(|(of, _)| std::ptr::eq(*of, indicator)) {
        return Ok(unit);
    }
    let cell = cell.clone();
    let unit = unit(row, Ok(indicator));
    known.keep(&cell, unit.map(|unit| (indicator, unit))).map(|(_, unit)| unit)
}

/// Holds the names beside the codes against these: who changes a row changes both.
fn names(row: &mut RowReader<'_>, lists: &CodeLists, codes: [Option<&str>; 2]) {
    let is_of = |column: &str, name: &str| {
        let indicator =
            || lists.indicators.find(name).ok().and_then(Result::ok).map(|it| it.code.to_string());
        let area = || lists.areas.find(name).ok().and_then(Result::ok).map(|it| it.code.to_string());
        if column.starts_with("NAME") { indicator() } else { area() }
    };
    for (column, code, of) in [
        ("NAME_ZH", codes[0], "INDICATOR"),
        ("NAME_EN", codes[0], "INDICATOR"),
        ("AREA_ZH", codes[1], "REF_AREA"),
        ("AREA_EN", codes[1], "REF_AREA"),
    ] {
        let (name, Some(code)) = (row.optional_text(column), code) else { continue };
        if !name.is_empty() && is_of(column, &name).as_deref() != Some(code) {
            let fault =
                Diagnostic::error("name-of-another", format!("{column} is not what {code} is called"));
            let fault = fault.at(row.locus(column).showing(&name)).at(row.locus(of).showing(code));
            row.report(fault.help("correct the one or the other; the names may be deleted, too"));
        }
    }
}

/// Why the row has no value, where it says so: a blank value with a status that only such a row has.
fn absence(row: &RowReader<'_>) -> Option<Absence> {
    let is_blank = row.cell("OBS_VALUE").text.is_empty();
    let status = is_blank.then(|| row.cell("OBS_STATUS"))?;
    Absence::ALL.into_iter().find(|absence| absence.code() == &*status.text)
}

/// The printed value. A blank one is missing, which is no fault and never 0.
fn value(row: &mut RowReader<'_>, unit: Result<RowUnit, Reported>) -> Result<Option<Quantity>, Reported> {
    if row.cell("OBS_VALUE").text.is_empty() {
        let missing = Diagnostic::warning("missing-value", "OBS_VALUE is blank, the row is left out");
        row.report(
            missing.at(row.locus("OBS_VALUE")).help("fill it in when it is known; a zero is written 0"),
        );
        return Ok(None);
    }
    let printed = row.quantity("OBS_VALUE")?;
    let unit = unit.unwrap_or_default();
    let Some(printed) = printed.in_larger_unit(unit.smaller).filter(|it| fits(*it, unit.multiplier)) else {
        let large = Diagnostic::error("too-large", "the value in whole units is ten quadrillion or more");
        return Err(row.error(large.at(row.locus("OBS_VALUE")).help("check its digits and UNIT_MULT")));
    };
    Ok(Some(printed))
}

/// Whether the value in whole units stays below 10¹⁶: with its twelve decimals it is exact in the
/// 28 digits of a decimal then. The world's product in yuan is a tenth of that.
fn fits(printed: Quantity, multiplier: u32) -> bool {
    let limit = Decimal::from(10_u64.pow(16 - multiplier));
    printed.value().abs() < limit
}
