//! The unit of a row: a code with a power of ten, or as a table prints it.

use super::{catalogue::measure, row::RowReader};
use crate::{
    data::{
        indicator::Indicator,
        unit::{PrintedUnit, singular},
    },
    diag::Diagnostic,
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

/// The unit of a row of that indicator. `None` after a fault, which is reported.
pub fn unit(row: &mut RowReader<'_>, indicator: Option<&Indicator>) -> Option<RowUnit> {
    if row.has("UNIT") {
        return printed_unit(row, indicator);
    }
    // A unit that the list of indicators defines is known by its indicator.
    let own = indicator.map(|it| it.measure.clone()).filter(|own| *own == *row.cell("UNIT_MEASURE").text);
    let measure = own.or_else(|| measure("UNIT_MEASURE", row));
    let is_right = measure.is_some_and(|measure| {
        let mismatch = indicator.filter(|it| it.measure != measure);
        if let Some(indicator) = mismatch {
            report_mismatch(&measure, indicator, "UNIT_MEASURE", row);
        }
        mismatch.is_none()
    });
    let multiplier = row.whole_number("UNIT_MULT", MOST_MULTIPLIER)?;
    is_right.then_some(RowUnit { multiplier, smaller: 0 })
}

fn printed_unit(row: &mut RowReader<'_>, indicator: Option<&Indicator>) -> Option<RowUnit> {
    let text = row.optional_text("UNIT");
    if text.trim().is_empty() {
        let name = indicator.map_or("the row", |it| it.code.as_str());
        let fault = Diagnostic::error("no-unit", format!("nothing says the unit of {name}"));
        row.report(
            fault.at(row.locus("OBS_VALUE")).help(
                "say it in the descriptor, as a table would print it: \"briefing\": {\"unit\": \"亿元\"}",
            ),
        );
        return None;
    }
    let unit = PrintedUnit::parse(&text);
    let known = |it: &Indicator| unit.filter(|unit| unit.measures.contains(&it.measure.as_str()));
    let words = |it: &Indicator| {
        PrintedUnit::exponent_of(&text, &[&it.unit.zh, &it.unit.en, &singular(&it.unit.en), &it.measure])
    };
    let exponent = indicator.and_then(|it| known(it).map(|unit| unit.exponent).or_else(|| words(it)));
    let Some(exponent) = exponent else {
        match (unit, indicator) {
            // What the indicator is, is not known because of a fault that was reported.
            (Some(_), None) => {}
            (Some(_), Some(indicator)) => report_mismatch(&text, indicator, "UNIT", row),
            (None, _) => {
                let fault = Diagnostic::error("unknown-unit", format!("there is no unit {}", excerpt(&text)));
                let place = row.locus("UNIT");
                let measured = indicator.map(|it| {
                    format!("{} is measured in {}: {}, {}", it.code, it.measure, it.unit.zh, it.unit.en)
                });
                let fault = measured.into_iter().fold(fault, Diagnostic::help);
                let fault = fault.answer("unit", format!("{text}="), Some("the unit that it stands for"));
                row.report(fault.at(place).help("the units are 亿元, 万元, 万人, 件, 个, %, ‰, km² and the like")
                    .help(format!("if it is a publisher's code, say what it stands for: \"units\": {{{:?}: …}} (--unit {}=…)", excerpt(&text), excerpt(&text)))
                    .help(
                    "a unit of your own is defined in indicators.csv: UNIT_MEASURE KWH, UNIT_ZH 千瓦时, UNIT_EN kWh",
                ));
            }
        }
        return None;
    };
    let power = exponent.unsigned_abs();
    Some(if exponent < 0 {
        RowUnit { multiplier: 0, smaller: power }
    } else {
        RowUnit { multiplier: power, smaller: 0 }
    })
}

fn report_mismatch(unit: &str, indicator: &Indicator, column: &str, row: &mut RowReader<'_>) {
    let message = format!("{} is measured in {}, the row is in {unit}", indicator.code, indicator.measure);
    let mismatch = Diagnostic::error("unit-mismatch", message).at(row.locus(column));
    row.report(mismatch.help("correct the unit, or give what is measured in it an indicator of its own"));
}
