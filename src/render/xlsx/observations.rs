//! The observations: every value that a fact rests on, as its source printed it, and what it stands for.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Material,
    live::{Cells, Sheeted},
    sheet::{Cell, Column, Sheet, UNBOUNDED, number},
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
            row: Sheet::row(*place),
            value: number(it.value()),
            lo: number(bounds.lo()?),
            hi: bounds.hi().map(number),
        })
    }

    /// The sheet.
    pub fn sheet(&self, material: &Material) -> Sheet {
        let row = |(nth, it): (usize, &&Observation)| row(it, Sheet::row(nth), material);
        Sheet {
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

fn columns() -> Vec<Column> {
    vec![
        Column::new("指标", "Indicator", 34),
        Column::new("地区", "Reference area", 22),
        Column::new("时期", "Time period", 10),
        Column::new("原值", "Value as printed", 14),
        Column::new("末位之半", "Half unit of its last digit", 13),
        Column::new("十的乘方", "Power of ten", 10),
        Column::new("全值", "Whole value", 22),
        Column::new("下限", "Lower bound", 22),
        Column::new("上限", "Upper bound", 22),
        Column::new("计量单位", "Unit of measure", 16),
        Column::new("状态", "Status", 22),
        Column::new("限定", "Qualifier", 14),
        Column::new("发布日", "Vintage", 12),
        Column::new("核算口径", "Vintage family", 16),
        Column::new("来源", "Source", 64),
        Column::new("出处", "Cell", 24),
        Column::new("指标代码", "Indicator code", 22),
        Column::new("地区代码", "Area code", 12),
    ]
}

fn row(it: &Observation, row: usize, material: &Material) -> Vec<Cell> {
    let catalogue = material.catalogue;
    let named = |name: Option<&Bilingual>, code: &str| name.map_or_else(|| Cell::text(code), Cell::both);
    let source = catalogue.sources.get(&it.source).map(|source| Bilingual {
        zh: format!("{} {}", source.publisher.zh, source.title.zh),
        en: format!("{} {}", source.publisher.en, source.title.en),
    });
    let bounds = it.bounds();
    let end = |sign: char, end: Option<Decimal>| match end {
        Some(end) => Cell::Live(format!("(D{row}{sign}E{row})*10^F{row}"), end),
        None => Cell::text(UNBOUNDED),
    };
    vec![
        named(catalogue.indicators.get(&it.indicator).map(|it| &it.name), &it.indicator),
        named(catalogue.areas.get(&it.area).map(|it| &it.name), &it.area),
        Cell::text(it.period.to_string()),
        Cell::Number(it.printed.value()),
        Cell::Number(it.slack().normalize()),
        Cell::Number(it.multiplier.into()),
        Cell::Live(format!("D{row}*10^F{row}"), it.value().normalize()),
        end('-', bounds.lo().map(|it| it.normalize())),
        end('+', bounds.hi().map(|it| it.normalize())),
        Cell::text(words::unit(&it.measure)),
        Cell::text(words::status(it.status)),
        Cell::text(words::qualifier(it.qualifier)),
        Cell::text(it.vintage.to_string()),
        Cell::text(it.family.as_str()),
        named(source.as_ref(), &it.source),
        Cell::text(it.cell.to_string()),
        Cell::text(it.indicator.as_str()),
        Cell::text(it.area.as_str()),
    ]
}
