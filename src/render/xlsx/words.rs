//! Words of the workbook for what the ledger has codes for, in both languages.

use super::sheet::both;
use crate::data::status::{Qualifier, Status};

/// A status, behind its code of SDMX `CL_OBS_STATUS`.
pub fn status(status: Status) -> String {
    let (zh, en) = match status {
        Status::A => ("正常", "normal"),
        Status::B => ("序列中断", "break in the series"),
        Status::P => ("初步数", "provisional"),
        Status::E => ("估计或推算", "estimated"),
        Status::U => ("可靠性低", "low reliability"),
    };
    format!("{}: {}", status.code(), both(zh, en))
}

/// What is said around a number.
pub fn qualifier(qualifier: Qualifier) -> String {
    let (zh, en) = match qualifier {
        Qualifier::Exact => ("照数", "as it stands"),
        Qualifier::MoreThan => ("超过", "more than"),
        Qualifier::About => ("约", "about"),
    };
    both(zh, en)
}

/// A unit of measure, before its code; a code that is not known stands for itself.
pub fn unit(code: &str) -> String {
    let (zh, en) = match code {
        "CNY" => ("元", "yuan"),
        "USD" => ("美元", "US dollars"),
        "CNY_PER_USD" => ("元/美元", "yuan per US dollar"),
        "PT" => ("%", "%"),
        "PP" => ("百分点", "percentage points"),
        "RANK" => ("位次", "rank"),
        "PLACES" => ("位", "places"),
        "TIMES" => ("倍", "times"),
        "COUNT" => ("个", "count"),
        "ENT" => ("家", "enterprises"),
        "PAT" => ("件", "patents"),
        "KM2" => ("平方公里", "km²"),
        "PS" => ("人", "persons"),
        "PAT_PER_10K_PS" => ("件/万人", "patents per 10,000 persons"),
        "INDEX" => ("指数", "index"),
        other => return other.to_owned(),
    };
    both(zh, en)
}

/// What the data say of a claim, by the ledger's word for it.
pub fn verdict(word: &str) -> String {
    let zh = match word {
        "holds" => "成立",
        "holds truncated" => "仅按截尾成立",
        "not independent" => "一致，但非独立核实",
        "contradicted" => "与数据不符",
        "undecidable" => "公布精度不足以判定",
        "not comparable" => "单位不同，不可比",
        "not yet decidable" => "尚不能判定",
        "no data" => "没有可对照的数据",
        _ => "",
    };
    both(zh, word)
}
