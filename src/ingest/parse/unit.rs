//! The unit of a row: a code with a power of ten, or as a table prints it.

use super::{catalogue::measure, row::RowReader};
use crate::{
    data::{
        indicator::Indicator,
        unit::{PrintedUnit, singular},
    },
    diag::{Diagnostic, Reported},
    ingest::table::excerpt,
};

/// 万亿, the largest multiplier that statistics are printed in.
const MOST_MULTIPLIER: u32 = 12;

/// The powers of ten that lie between a row's value and its indicator's unit of measure.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowUnit {
    /// By which the value is to be multiplied.
    pub multiplier: u32,
    /// By which it is to be divided: 1 for ‰ where the measure is %.
    pub smaller: u32,
}

/// The unit of a row of that indicator.
///
/// # Errors
/// It is none, or not that of the indicator.
pub fn unit(row: &mut RowReader<'_>, indicator: Result<&Indicator, Reported>) -> Result<RowUnit, Reported> {
    if row.has("UNIT") {
        return printed_unit(row, indicator);
    }
    // A unit that the list of indicators defines is known by its indicator.
    let own =
        indicator.ok().map(|it| it.measure.clone()).filter(|own| *own == *row.cell("UNIT_MEASURE").text);
    let measure = own.map_or_else(|| measure("UNIT_MEASURE", row), Ok);
    let checked = measure.and_then(|measure| match indicator {
        Ok(indicator) if indicator.measure != measure => {
            Err(mismatch(&measure, indicator, "UNIT_MEASURE", row))
        }
        _ => Ok(()),
    });
    let multiplier = row.whole_number("UNIT_MULT", MOST_MULTIPLIER)?;
    checked.map(|()| RowUnit { multiplier, smaller: 0 })
}

fn printed_unit(
    row: &mut RowReader<'_>,
    indicator: Result<&Indicator, Reported>,
) -> Result<RowUnit, Reported> {
    let text = row.optional_text("UNIT");
    if text.trim().is_empty() {
        let name = indicator.map_or("the row", |it| it.code.as_str());
        let fault = Diagnostic::error("no-unit", format!("nothing says the unit of {name}"));
        let help = "say it in the descriptor, as a table would print it: \"briefing\": {\"unit\": \"亿元\"}";
        return Err(row.error(fault.at(row.locus("OBS_VALUE")).help(help)));
    }
    let unit = PrintedUnit::parse(&text);
    let known = |it: &Indicator| unit.filter(|unit| unit.measures.contains(&it.measure.as_str()));
    let words = |it: &Indicator| {
        PrintedUnit::exponent_of(&text, &[&it.unit.zh, &it.unit.en, &singular(&it.unit.en), &it.measure])
    };
    let exponent = indicator.ok().and_then(|it| known(it).map(|unit| unit.exponent).or_else(|| words(it)));
    let Some(exponent) = exponent else {
        return Err(match (unit, indicator) {
            (Some(_), Err(reported)) => reported,
            (Some(_), Ok(indicator)) => mismatch(&text, indicator, "UNIT", row),
            (None, _) => {
                let fault = Diagnostic::error("unknown-unit", format!("there is no unit {}", excerpt(&text)));
                let place = row.locus("UNIT");
                let measured = indicator.ok().map(|it| {
                    format!("{} is measured in {}: {}, {}", it.code, it.measure, it.unit.zh, it.unit.en)
                });
                let fault = measured.into_iter().fold(fault, Diagnostic::help);
                let fault = fault.answer("unit", format!("{text}="), Some("the unit that it stands for"));
                row.error(fault.at(place).help("the units are 亿元, 万元, 万人, 件, 个, %, ‰, km² and the like")
                    .help(format!("if it is a publisher's code, say what it stands for: \"units\": {{{:?}: …}} (--unit {}=…)", excerpt(&text), excerpt(&text)))
                    .help(
                    "a unit of your own is defined in indicators.csv: UNIT_MEASURE KWH, UNIT_ZH 千瓦时, UNIT_EN kWh",
                ))
            }
        });
    };
    let power = exponent.unsigned_abs();
    Ok(if exponent < 0 {
        RowUnit { multiplier: 0, smaller: power }
    } else {
        RowUnit { multiplier: power, smaller: 0 }
    })
}

fn mismatch(unit: &str, indicator: &Indicator, column: &str, row: &mut RowReader<'_>) -> Reported {
    let message = format!("{} is measured in {}, the row is in {unit}", indicator.code, indicator.measure);
    let mismatch = Diagnostic::error("unit-mismatch", message).at(row.locus(column));
    row.error(mismatch.help("correct the unit, or give what is measured in it an indicator of its own"))
}
