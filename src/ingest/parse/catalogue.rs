//! The code lists: indicators, reference areas, sources.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    area_codes::codes_of,
    columns::RoleColumns,
    list::{CodeList, Noun},
    row::RowReader,
    words,
};
use crate::{
    data::{
        area::{Area, AreaCode},
        catalogue::Catalogue,
        indicator::{Direction, Indicator, IndicatorKind},
        source::Source,
        unit::{MeasureCode, Scale, is_code, is_measure, measure_of_code},
    },
    diag::{Diagnostic, Reported, Sink, did_you_mean},
    ingest::{label::name_key, role::Role, table::Tables, tidy::Vocabulary},
    lang::Bilingual,
};

pub(super) const INDICATOR_COLUMNS: RoleColumns = RoleColumns {
    required: &["INDICATOR", "NAME_ZH", "NAME_EN", "UNIT_MEASURE", "KIND", "DIRECTION", "SCALE", "DECIMALS"],
    optional: &["UNIT_ZH", "UNIT_EN", "ALIASES", "WHOLE"],
};

pub(super) const AREA_COLUMNS: RoleColumns = RoleColumns {
    required: &["REF_AREA", "NAME_ZH", "NAME_EN", "SHORT_ZH", "SHORT_EN"],
    optional: &["PARTS", "ALIASES"],
};

pub(super) const SOURCE_COLUMNS: RoleColumns = RoleColumns {
    required: &["SOURCE_ID", "PUBLISHER_ZH", "PUBLISHER_EN"],
    optional: &["TITLE_ZH", "TITLE_EN", "URL", "PUBLISHED", "ACCESSED"],
};

/// More decimals than a quantity can have would show digits that nobody printed.
const MOST_DECIMALS: u32 = 11;

/// The code lists as they were read.
#[derive(Debug)]
pub struct CodeLists {
    pub indicators: CodeList<Indicator>,
    pub areas: CodeList<Area>,
    pub sources: CodeList<Source>,
}

impl CodeLists {
    /// Reads the three lists from tables that are tidy.
    pub fn parse(tables: &Tables, sink: &mut Sink) -> Self {
        let noun = Noun { word: "indicator", unknown: "unknown-indicator" };
        let batch = tables.batch(Role::Indicators);
        let indicators =
            CodeList::read(noun, batch, &INDICATOR_COLUMNS, sink, indicator).named(names_of_indicator);
        let noun = Noun { word: "area", unknown: "unknown-area" };
        let areas =
            CodeList::read(noun, tables.batch(Role::Areas), &AREA_COLUMNS, sink, area).named(names_of_area);
        check_parts(&areas, sink);
        let noun = Noun { word: "source", unknown: "unknown-source" };
        let sources = CodeList::read(noun, tables.batch(Role::Sources), &SOURCE_COLUMNS, sink, source);
        Self { indicators, areas, sources }
    }

    /// The names of areas and indicators.
    pub fn vocabulary(&self) -> Vocabulary {
        let mut areas = self.areas.keys();
        // Digits alone may be a value as well as a code.
        areas.retain(|key| !key.bytes().all(|byte| byte.is_ascii_digit()));
        let mut wordings = BTreeMap::new();
        for (code, _, indicator) in self.indicators.iter() {
            let names = names_of_indicator(indicator);
            let joined = names.join("\n").to_lowercase();
            for name in names.iter().map(String::as_str).chain([code]) {
                wordings.insert(name_key(name), joined.clone());
            }
        }
        let mut area_codes = BTreeMap::new();
        for (code, _, area) in self.areas.iter() {
            for name in names_of_area(area).iter().map(String::as_str).chain([code]) {
                area_codes.insert(name_key(name), code.to_owned());
            }
        }
        Vocabulary { areas, indicators: self.indicators.keys(), wordings, area_codes }
    }

    /// The good rows.
    pub fn into_catalogue(self) -> Catalogue {
        Catalogue {
            indicators: self.indicators.into_map(),
            areas: self.areas.into_map(),
            sources: self.sources.into_map(),
        }
    }
}

fn names_of_indicator(it: &Indicator) -> Vec<String> {
    [&it.name.zh, &it.name.en].into_iter().chain(&it.aliases).cloned().collect()
}

fn names_of_area(it: &Area) -> Vec<String> {
    let names = [&it.name.zh, &it.name.en, &it.short.zh, &it.short.en];
    names.into_iter().chain(&it.aliases).cloned().chain(codes_of(&it.code)).collect()
}

/// The column `ALIASES`: names under which tables print it, parted by semicolons.
fn aliases(row: &RowReader<'_>) -> Vec<String> {
    let text = row.optional_text("ALIASES");
    text.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn indicator(code: String, row: &mut RowReader<'_>) -> Result<Indicator, Reported> {
    let name = row.prose("NAME");
    let worded = row.optional_prose("UNIT");
    let unit = row.optional_bilingual("UNIT");
    let measure = measure_of_indicator(&unit, row);
    ["NAME", "UNIT"].into_iter().for_each(|stem| words::check_language(stem, row));
    if let Ok(measure) = &measure {
        words::check_unit(measure, &unit, row);
    }
    let kind = row.choice(
        "KIND",
        "unknown-kind",
        &[
            ("level", IndicatorKind::Level),
            ("count", IndicatorKind::Count),
            ("share", IndicatorKind::Share),
            ("rank", IndicatorKind::Rank),
            ("rate", IndicatorKind::Rate),
        ],
    );
    let direction = row.choice(
        "DIRECTION",
        "unknown-direction",
        &[("higher", Direction::Higher), ("lower", Direction::Lower), ("neither", Direction::Neither)],
    );
    let scale = row.choice(
        "SCALE",
        "unknown-scale",
        &[("one", Scale::One), ("wan", Scale::Wan), ("yi", Scale::Yi), ("wanyi", Scale::Wanyi)],
    );
    let decimals = row.whole_number("DECIMALS", MOST_DECIMALS);
    let makes_up_whole = row.choice("WHOLE", "unknown-whole", &[("", true), ("sum", true), ("other", false)]);
    Ok(Indicator {
        code: code.into(),
        name: name?,
        measure: measure?,
        unit: worded?,
        kind: kind?,
        direction: direction?,
        scale: scale?,
        decimals: decimals?,
        makes_up_whole: makes_up_whole?,
        aliases: aliases(row),
    })
}

/// The unit of measure of an indicator: one that the program knows, or one that the row defines by saying
/// its word in both languages.
fn measure_of_indicator(unit: &Bilingual, row: &mut RowReader<'_>) -> Result<MeasureCode, Reported> {
    let code = row.optional_text("UNIT_MEASURE");
    let is_defined = is_code(&code) && !unit.zh.trim().is_empty() && !unit.en.trim().is_empty();
    if is_defined { Ok(code.into()) } else { measure("UNIT_MEASURE", row) }
}

/// A unit of measure that the program knows.
pub fn measure(column: &str, row: &mut RowReader<'_>) -> Result<MeasureCode, Reported> {
    use crate::data::unit::{MEASURES, PLAIN_MEASURES};
    let code = row.text(column)?;
    if is_measure(&code) {
        return Ok(code.into());
    }
    if let Some(measure) = measure_of_code(&code) {
        return Ok(measure.into());
    }
    let known = MEASURES.iter().chain(&PLAIN_MEASURES).copied();
    let hint = did_you_mean(&code, known.clone())
        .unwrap_or_else(|| format!("the units are {}", known.collect::<Vec<_>>().join(", ")));
    let unknown = Diagnostic::error("unknown-unit", format!("there is no unit of measure {code}"));
    let own = "or define it in indicators.csv, in capitals, with its words: KWH, UNIT_ZH 千瓦时, UNIT_EN kWh";
    Err(row.error(unknown.at(row.locus(column)).help(hint).help(own)))
}

fn area(code: String, row: &mut RowReader<'_>) -> Result<Area, Reported> {
    let parts = row.optional_text("PARTS");
    let parts: Vec<AreaCode> =
        parts.split('+').map(str::trim).filter(|part| !part.is_empty()).map(AreaCode::from).collect();
    let name = row.name_of_sum("NAME", parts.len());
    let short = row.name_of_sum("SHORT", parts.len());
    ["NAME", "SHORT"].into_iter().for_each(|stem| words::check_language(stem, row));
    Ok(Area { code: code.into(), name: name?, short: short?, parts, aliases: aliases(row) })
}

/// Reports parts that are no areas, and parts that have parts themselves: a sum is of simple areas,
/// so that none is counted twice and no area is part of itself.
fn check_parts(areas: &CodeList<Area>, sink: &mut Sink) {
    for (code, locus, area) in areas.iter() {
        for part in &area.parts {
            match areas.find(part) {
                Err(unknown) => sink.push(unknown.at(locus.clone())),
                Ok(Ok(found)) if !found.parts.is_empty() => sink.push(
                    Diagnostic::error("nested-parts", format!("{part}, a part of {code}, has parts itself"))
                        .at(locus.clone())
                        .help("list the simple areas that the whole consists of"),
                ),
                Ok(_) => {}
            }
        }
    }
}

fn source(code: String, row: &mut RowReader<'_>) -> Result<Source, Reported> {
    let publisher = row.issuers("PUBLISHER")?;
    ["PUBLISHER", "TITLE"].into_iter().for_each(|stem| words::check_language(stem, row));
    let url = Some(row.optional_text("URL")).filter(|url| !url.is_empty());
    let published = optional_date("PUBLISHED", row)?;
    let accessed = optional_date("ACCESSED", row)?;
    let is_before = accessed.zip(published).is_some_and(|(read, out)| read < out);
    if accessed.is_some() && (url.is_none() || is_before) {
        let message = if is_before {
            "ACCESSED lies before PUBLISHED, and nobody reads what has not come out"
        } else {
            "ACCESSED is the day on which the address was read, and there is no URL"
        };
        let help = "write the day on which the document was read at its URL, or leave it blank";
        row.report(Diagnostic::error("access-day", message).at(row.locus("ACCESSED")).help(help));
    }
    let title = row.optional_bilingual("TITLE");
    Ok(Source { code: code.into(), publisher, title, url, published, accessed })
}

/// A day, where the cell has one.
fn optional_date(column: &str, row: &mut RowReader<'_>) -> Result<Option<NaiveDate>, Reported> {
    if row.optional_text(column).is_empty() { Ok(None) } else { row.date(column).map(Some) }
}
