//! Words for what the values of a table may be other than a level of a whole in a calendar year: another quantity, a
//! part of a year, something that only the looks of a cell tell.

use std::sync::LazyLock;

use regex::Regex;

use crate::ingest::label::plain;

/// Another quantity than a level of something: what it is, its words, and whether a note that has one speaks of the
/// values. Notes explain shares and growths that stand in other columns, too; nobody explains prices that way.
pub struct Quality {
    pub what: &'static str,
    words: &'static [&'static str],
    pub is_told_in_notes: bool,
}

pub const QUALITIES: [Quality; 13] = [
    Quality {
        what: "an index",
        words: &["指数", "index", "=100", "为100", "= 100"],
        is_told_in_notes: false,
    },
    Quality {
        what: "a growth",
        words: &[
            "增长",
            "增速",
            "增幅",
            "涨幅",
            "同比",
            "环比",
            "growth",
            "percentage change",
            "percent change",
            "% change",
            "y/y",
            "yoy",
            "year-on-year",
            "year on year",
        ],
        is_told_in_notes: false,
    },
    Quality {
        what: "a share",
        words: &[
            "比重",
            "占比",
            "构成",
            "份额",
            "share",
            "as a percentage",
            "as percentage",
            "percentage of",
            "% of",
        ],
        is_told_in_notes: false,
    },
    Quality {
        what: "a value per head",
        words: &["人均", "per capita", "per head", "per person"],
        is_told_in_notes: false,
    },
    Quality {
        what: "a value per many",
        words: &["每万人", "每十万", "每百万人", "per 100", "per 1,000", "per 1000", "per 10"],
        is_told_in_notes: true,
    },
    Quality {
        what: "constant prices",
        words: &[
            "不变价",
            "可比价",
            "扣除价格因素",
            "constant price",
            "constant-price",
            "in constant",
            "chained",
            "chain-linked",
            "volume measure",
        ],
        is_told_in_notes: true,
    },
    Quality {
        what: "purchasing power parities",
        words: &["购买力平价", "purchasing power", "international $", "international dollar"],
        is_told_in_notes: true,
    },
    Quality {
        what: "adjusted values",
        words: &["季节调整", "季调", "seasonally adjusted", "annual rates", "annualised", "annualized"],
        is_told_in_notes: true,
    },
    Quality {
        what: "a mean of several times",
        words: &["年平均", "年度平均", "年均", "moving average", "year average", "annual average"],
        is_told_in_notes: true,
    },
    Quality {
        what: "registered people", words: &["户籍", "registered population"], is_told_in_notes: true
    },
    Quality {
        what: "another coverage",
        words: &[
            "城镇口径",
            "农村口径",
            "乡村口径",
            "规上口径",
            "规模以上口径",
            "限额以上口径",
            "urban areas only",
            "urban only",
            "rural areas only",
            "rural only",
        ],
        is_told_in_notes: true,
    },
    Quality {
        what: "a part of the whole",
        words: &["规模以上", "限额以上", "城镇", "农村", "乡村"],
        is_told_in_notes: false,
    },
    Quality {
        what: "values that are written otherwise",
        words: &[
            "multiplied by",
            "divided by",
            "乘以",
            "除以",
            "括号内为负",
            "括号内数字为负",
            "括号表示负",
            "brackets denote negative",
            "parentheses denote negative",
            "brackets are negative",
            "parentheses are negative",
        ],
        is_told_in_notes: true,
    },
];

impl Quality {
    /// The first of its words that a text has and no other text accounts for.
    pub fn said(&self, text: &str, is_accounted: impl Fn(&str) -> bool) -> Option<&'static str> {
        let has_one_of = |words: &[&str]| words.iter().any(|it| text.contains(it));
        // What is said of both kinds of prices says which are whose, and that growths are of the constant ones.
        let is_of_prices = matches!(self.what, "constant prices" | "a growth" | "an index");
        let is_constant = || has_one_of(&["不变价", "可比价", "constant price"]);
        let has_both =
            is_of_prices && has_one_of(&["当年价", "现价", "现行价", "current price"]) && is_constant();
        if self.what == "constant prices"
            && !has_both
            && is_of_prices_of_a_year(text)
            && !is_accounted("不变价")
        {
            return Some("不变价");
        }
        let mut words = self.words.iter().copied().filter(|_| !has_both);
        words.find(|word| text.contains(word) && !is_accounted(word))
    }
}

/// Whether a text speaks of the prices of one year: at 2015 prices, 按2020年价格.
fn is_of_prices_of_a_year(text: &str) -> bool {
    static PRICES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?:19|20)\d\d prices|(?:19|20)\d\d年价格").expect("the pattern is a constant")
    });
    PRICES.is_match(text)
}

/// Whether a note is so short that it says nothing else: Annual growth rate.
pub fn is_brief(text: &str) -> bool {
    let has_sentence = text.contains(['。', '.', '；', ';', '，', ',', '：', ':', '=', '、']);
    let length = if text.is_ascii() { text.split_whitespace().count() * 3 } else { text.chars().count() };
    !has_sentence && length <= 12
}

/// The currency that a text names, where `accounted` has none of its words.
pub fn other_currency(text: &str, accounted: &str) -> Option<&'static str> {
    const CURRENCIES: [&[&str]; 9] = [
        &["欧元", "€", "(eur)", " eur ", "eur)", "euros"],
        &["英镑", "£", "gbp", "pounds sterling"],
        &["日元", "日圆", "円", "jpy", "yen"],
        &["港元", "港币", "hkd", "hk$"],
        &["卢布", "₽", "руб"],
        &["卢比", "₹", "rupee", "rupiah"],
        &["韩元", "₩", "원"],
        &["里亚尔", "雷亚尔", "reais"],
        &["美元", "us$", "usd", "dollar"],
    ];
    let is_in = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    CURRENCIES.iter().find(|words| is_in(text, words) && !is_in(accounted, words)).map(|words| words[0])
}

/// What a text says of a time that is no calendar year, in its own words: 1—9月, first half, fiscal year.
pub fn stretch(text: &str) -> Option<String> {
    static STRETCH: LazyLock<Regex> = LazyLock::new(|| {
        const MONTH: &str = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?";
        let pattern = format!(
            r"前[一二三两]?个?季度|[一二三四1-4]季度|[上下]半年|\d{{1,2}}\s*月?\s*[-–—~～至到]\s*\d{{1,2}}\s*个?月|截[至止][^。；;]{{0,10}}?\d{{1,2}}月|累计|当月|本月|财年|财政年度|first (?:half|quarter|\w+ (?:months|quarters))|\bq[1-4]\b|\bh[12]\b|year[- ]to[- ]date|\bytd\b|(?:fiscal|financial) years?|years? (?:ended|ending)|\b{MONTH}\s*(?:-|–|—|to)\s*{MONTH}\b"
        );
        Regex::new(&pattern).expect("the pattern is a constant")
    });
    let text = plain(text).to_lowercase();
    let is_whole = |found: &str| {
        let digits = found.split(|c: char| !c.is_ascii_digit()).filter(|it| !it.is_empty());
        let digits = digits.collect::<Vec<_>>();
        // 1—12月 and 截至2023年12月 are the whole year.
        digits.last() == Some(&"12")
            && (digits.len() < 2 || matches!(digits[0], "1" | "01") || digits[0].len() == 4)
            || found.starts_with("jan") && found.contains("dec")
    };
    STRETCH.find_iter(&text).map(|it| it.as_str()).find(|it| !is_whole(it)).map(str::to_owned)
}

/// What a line begins with where that is a month, or says that its values are of several years together.
pub fn part_named_first(text: &str) -> Option<String> {
    static MONTH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\d{4}年\d{1,2}月(?:份|末|底)?(?:[^\d日]|$)|^\d{6}$|时期|\d{4}\s*[-–—~至]\s*\d{4}年?(?:年均|平均|合计|累计)")
            .expect("the pattern is a constant")
    });
    MONTH.find(&plain(text)).map(|it| it.as_str().to_owned())
}

/// What a note says of the looks of cells, which are not read: italics, a fill.
pub fn looks(text: &str) -> Option<&'static str> {
    const LOOKS: [&str; 20] = [
        "italic",
        "boldface",
        "in bold",
        "shaded",
        "shading",
        "highlighted",
        "underlined",
        "in red",
        "in blue",
        "in grey",
        "斜体",
        "黑体",
        "加粗",
        "阴影",
        "底纹",
        "底色",
        "红色",
        "蓝色",
        "灰色",
        "下划线",
    ];
    let text = plain(text).to_lowercase();
    LOOKS.into_iter().find(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_no_calendar_year() {
        for text in [
            "2023年1—9月各地区",
            "前三季度",
            "2023年上半年",
            "Jan-Sep 2023",
            "the first nine months",
            "year ended June",
            "注：截至9月底",
            "注：2023年为1-11月数",
            "Q3 2023",
            "FY: financial year",
        ] {
            assert!(stretch(text).is_some(), "{text}");
        }
        for text in [
            "2023年各地区生产总值",
            "1-12月",
            "截至2023年12月底",
            "2019-2023年",
            "表2-1 各季",
            "January–December 2023",
            "更新时间：2023-10-02",
        ] {
            assert_eq!(stretch(text), None, "{text}");
        }
    }
}
