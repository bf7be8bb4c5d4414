//! The observations: every value that a fact rests on, as its source printed it, and what it stands for.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Material,
    live::{Cells, Sheeted},
    sheet::{SheetCell, SheetColumn, UNBOUNDED, WorkbookSheet, number},
    words,
};
use crate::{data::observation::Observation, lang::Bilingual};

/// Where the cells of observations are.
pub const AT: Sheeted = Sheeted { sheet: "Observations", value: 'G', lo: 'H', hi: 'I' };

/// The observations behind the facts, each once. Those of one indicator and period stand
/// together: a sum over areas that are neighbours is a range.
pub struct Observed<'a> {
    rows: Vec<&'a Observation>,
    places: BTreeMap<ValueKey<'a>, usize>,
}

/// Tells one observation from all others, in the order of the sheet: indicator, period, vintage family, area,
/// vintage, cell.
type ValueKey<'a> = (&'a str, String, &'a str, &'a str, String, String);

fn key(it: &Observation) -> ValueKey<'_> {
    (&it.indicator, it.period.to_string(), &it.family, &it.area, it.vintage.to_string(), it.cell.to_string())
}

impl<'a> Observed<'a> {
    /// Those of all facts.
    pub fn of(material: &Material<'a>) -> Self {
        let operands = material.facts.iter().flat_map(|fact| &fact.operands);
        let found: BTreeMap<ValueKey, &Observation> = operands.map(|it| (key(it), it)).collect();
        let places = found.keys().cloned().zip(0..).collect();
        Self { rows: found.into_values().collect(), places }
    }

    /// The cells of an observation.
    pub fn cells(&self, it: &Observation) -> Option<Cells> {
        let place = self.places.get(&key(it))?;
        let bounds = it.bounds();
        Some(Cells {
            row: WorkbookSheet::row(*place),
            value: number(it.value()),
            lo: number(bounds.lo()?),
            hi: bounds.hi().map(number),
        })
    }

    /// The sheet.
    pub fn sheet(&self, material: &Material) -> WorkbookSheet {
        let row = |(nth, it): (usize, &&Observation)| row(it, WorkbookSheet::row(nth), material);
        WorkbookSheet {
            name: AT.sheet.to_owned(),
            title: "观测值 / Observations".to_owned(),
            about: "各数所依据的每一个公布值，照原样录入；改动“原值”一格，各数随之重算。 / Every published value that a \
                    number rests on, with the digits printed; change a cell of “Value as printed” and the facts \
                    follow."
                .to_owned(),
            columns: columns(),
            rows: self.rows.iter().enumerate().map(row).collect(),
        }
    }
}

fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::new("指标", "Indicator", 34),
        SheetColumn::new("地区", "Reference area", 22),
        SheetColumn::new("时期", "Time period", 10),
        SheetColumn::new("原值", "Value as printed", 14),
        SheetColumn::new("末位之半", "Half unit of its last digit", 13),
        SheetColumn::new("十的乘方", "Power of ten", 10),
        SheetColumn::new("全值", "Whole value", 22),
        SheetColumn::new("下限", "Lower bound", 22),
        SheetColumn::new("上限", "Upper bound", 22),
        SheetColumn::new("计量单位", "Unit of measure", 16),
        SheetColumn::new("状态", "Status", 22),
        SheetColumn::new("限定", "Qualifier", 14),
        SheetColumn::new("发布日", "Vintage", 12),
        SheetColumn::new("核算口径", "Vintage family", 16),
        SheetColumn::new("来源", "Source", 64),
        SheetColumn::new("出处", "Cell", 24),
        SheetColumn::new("指标代码", "Indicator code", 22),
        SheetColumn::new("地区代码", "Area code", 12),
    ]
}

fn row(it: &Observation, row: usize, material: &Material) -> Vec<SheetCell> {
    let catalogue = material.catalogue;
    let named =
        |name: Option<&Bilingual>, code: &str| name.map_or_else(|| SheetCell::text(code), SheetCell::both);
    let source = catalogue.sources.get(&it.source).map(|source| Bilingual {
        zh: format!("{} {}", source.publisher.zh, source.title.zh),
        en: format!("{} {}", source.publisher.en, source.title.en),
    });
    let bounds = it.bounds();
    let end = |sign: char, end: Option<Decimal>| match end {
        Some(end) => SheetCell::Live(format!("(D{row}{sign}E{row})*10^F{row}"), end),
        None => SheetCell::text(UNBOUNDED),
    };
    vec![
        named(catalogue.indicators.get(&it.indicator).map(|it| &it.name), &it.indicator),
        named(catalogue.areas.get(&it.area).map(|it| &it.name), &it.area),
        SheetCell::text(it.period.to_string()),
        SheetCell::Number(it.printed.value()),
        SheetCell::Number(it.slack().normalize()),
        SheetCell::Number(it.multiplier.into()),
        SheetCell::Live(format!("D{row}*10^F{row}"), it.value().normalize()),
        end('-', bounds.lo().map(|it| it.normalize())),
        end('+', bounds.hi().map(|it| it.normalize())),
        SheetCell::text(words::unit(&it.measure)),
        SheetCell::text(words::status(it.status)),
        SheetCell::text(words::qualifier(it.qualifier)),
        SheetCell::text(it.vintage.to_string()),
        SheetCell::text(it.family.as_str()),
        named(source.as_ref(), &it.source),
        SheetCell::text(it.cell.to_string()),
        SheetCell::text(it.indicator.as_str()),
        SheetCell::text(it.area.as_str()),
    ]
}
