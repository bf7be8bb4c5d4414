//! The words by which tables call their parts: what a heading says of the column below it, what a line above
//! the headings is about, how a note begins.

use crate::ingest::{
    describe::{Declared, Names},
    label::{key_and_value, name_key, plain},
    table::Cell,
};

/// What a row of headings or a column of labels is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Areas,
    Indicators,
    Periods,
    Units,
    /// Multiples of the units: Billions.
    Scale,
    /// Marks of the values in the row: p, e, b.
    Flags,
    /// The values themselves.
    Values,
    /// Numbers of rows, postal codes: nothing that is asked for.
    Nothing,
    /// Names of which the table does not say whose.
    Names,
}

impl From<Names> for Holds {
    fn from(names: Names) -> Self {
        match names {
            Names::Areas => Self::Areas,
            Names::Indicators => Self::Indicators,
        }
    }
}

/// Whether a heading is that of the codes of what another column names: Item Code (CPC) beside Item.
pub fn is_code_of(heading: &str, names: &[String]) -> bool {
    let name = heading.split('(').next().unwrap_or_default();
    let stem = ["code", "codes", "编码", "代码", "代碼", "コード"]
        .into_iter()
        .find_map(|word| name.strip_suffix(word));
    stem.is_some_and(|stem| !stem.is_empty() && names.iter().any(|name| name == stem))
}

/// What a heading says of the column below it: what the descriptor says, or else the heading itself.
pub fn holds(text: &str, declared: &Declared) -> Option<Holds> {
    let found = heading(text);
    if declared.ignores(text) {
        return found.map(|_| Holds::Nothing);
    }
    // A column by which rows are chosen says no more of them; a unit in it is a code of the publisher's.
    let is_said = |found: Holds| match found {
        Holds::Areas => declared.area.is_some(),
        Holds::Indicators => declared.indicator.is_some(),
        Holds::Periods => declared.period.is_some(),
        _ => true,
    };
    if let Some(found) = found.filter(|found| declared.only(text).is_some() && is_said(*found)) {
        return if found == Holds::Values { None } else { Some(Holds::Nothing) };
    }
    if let Some(mapped) = declared.mapped() {
        let said = [
            (&mapped.area, Holds::Areas),
            (&mapped.indicator, Holds::Indicators),
            (&mapped.period, Holds::Periods),
            (&mapped.value, Holds::Values),
            (&mapped.unit, Holds::Units),
            (&mapped.scale, Holds::Scale),
            (&mapped.flag, Holds::Flags),
        ];
        let key = name_key(text);
        let is_it = |name: &Option<String>| name.as_ref().is_some_and(|name| name_key(name) == key);
        if let Some((_, holds)) = said.iter().find(|(name, _)| is_it(name)) {
            return Some(*holds);
        }
        // What another column is said to hold, this one does not.
        return found.filter(|found| !said.iter().any(|(name, holds)| name.is_some() && holds == found));
    }
    found
}

impl Holds {
    /// Whether it says which indicator, area or period a value is of.
    pub fn is_key(self) -> bool {
        matches!(self, Self::Areas | Self::Indicators | Self::Periods | Self::Names)
    }
}

/// What a heading says of the labels below it.
pub fn heading(text: &str) -> Option<Holds> {
    const LONGEST: usize = 64;
    if text.len() > LONGEST || text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(match name_key(text).as_str() {
        "地区" | "地區" | "區域別" | "區域" | "縣市" | "縣市別" | "地域" | "都道府県" | "地区名称"
        | "省份" | "省市" | "省市区" | "省(市、区)" | "省" | "城市" | "市" | "地市" | "国家"
        | "国家和地区" | "国家(地区)" | "国别" | "region" | "area" | "province" | "city" | "country"
        | "countryname" | "countryorarea" | "location" | "entity" | "geo" | "ref_area" => Holds::Areas,
        "指标" | "指標" | "表章項目" | "指标名称" | "项目" | "indicator" | "indicators" | "indicatorname"
        | "item" => Holds::Indicators,
        "年份" | "年度" | "年" | "时间" | "時間" | "统计年度" | "統計年度" | "年次" | "時間軸(年次)"
        | "year" | "years" | "time" | "period" | "date" | "observation_date" | "ref_date" | "time_period" => {
            Holds::Periods
        }
        "单位" | "單位" | "単位" | "计量单位" | "unit" | "units" | "uom" => Holds::Units,
        "scale" | "scalar_factor" | "unit_mult" | "数量级" => Holds::Scale,
        "value" | "obs_value" | "数值" | "數值" | "值" | "値" | "观测值" => Holds::Values,
        "flag" | "flags" | "flagcodes" | "obs_flag" | "obs_status" | "status" => Holds::Flags,
        "dataflow" | "lastupdate" | "structure" | "structure_id" | "action" => Holds::Nothing,
        "代码" | "地区代码" | "行政区划代码" | "序号" | "code" | "countrycode" | "indicatorcode" | "no."
        | "no" => Holds::Nothing,
        "名称" | "name" => Holds::Names,
        _ => return None,
    })
}

/// What a line above the table says: 指标, 地区, 单位, 时间, with the column it fills.
pub fn said(cell: &Cell) -> Option<(LineTopic, String)> {
    // Most cells of a table are numbers.
    if !cell.text.contains([':', '：']) {
        return None;
    }
    let (key, value) = key_and_value(&cell.text)?;
    let said = match key.to_lowercase().as_str() {
        "指标" | "indicator" | "indicators" => LineTopic::Column("INDICATOR"),
        "地区" | "地區" | "地域" | "region" | "area" => LineTopic::Column("REF_AREA"),
        "时间" | "年份" | "time" | "year" | "period" => LineTopic::Column("TIME_PERIOD"),
        "单位" | "單位" | "単位" | "단위" | "计量单位" | "unit" | "units" | "einheit" | "unité"
        | "unidad" => LineTopic::Column("UNIT"),
        "数据库" | "database" | "表名" => LineTopic::Other,
        "数据来源" | "资料来源" | "来源" | "source" | "sources" => LineTopic::Note,
        _ => return None,
    };
    Some((said, value))
}

/// What a line above the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineTopic {
    Column(&'static str),
    Note,
    Other,
}

/// Words that notes begin with which say where a table is from.
const SOURCE_STARTS: [&str; 6] = ["数据来源", "资料来源", "資料來源", "来源", "source", "sources"];

/// Whether a line within the rows is a note: a word for one, and a sign or nothing behind it.
pub fn is_note(cell: &Cell) -> bool {
    const STARTS: [&str; 6] = ["注", "备注", "说明", "note", "notes", "footnote"];
    begins_with(cell, &STARTS) || begins_with(cell, &SOURCE_STARTS)
}

/// Whether a line that is known to be none of the rows says where the table is from.
pub fn names_source(cell: &Cell) -> bool {
    let text = plain(&cell.text).to_lowercase();
    SOURCE_STARTS.iter().any(|start| text.starts_with(start))
}

fn begins_with(cell: &Cell, starts: &[&str]) -> bool {
    let text = plain(&cell.text).to_lowercase();
    starts.iter().any(|start| {
        let rest = text.strip_prefix(start);
        rest.is_some_and(|rest| rest.trim_start().chars().next().is_none_or(|c| !c.is_alphabetic()))
    })
}
