//! The program's own words about facts, in both languages: units, captions of columns, sources.

use std::collections::BTreeSet;

use super::show::Writer;
use crate::{
    data::{
        fact::{Fact, Show},
        metric::{FactKey, Rule},
        observation::Observation,
        period::Period,
    },
    lang::Lang,
};

impl Writer {
    /// The short name of an area, for series and rows.
    pub fn area(&self, code: &str) -> String {
        let area = self.catalogue.areas.get(code);
        area.map_or_else(|| code.to_owned(), |area| area.short.get(self.lang).to_owned())
    }

    /// The name of an indicator.
    pub fn indicator(&self, code: &str) -> String {
        let indicator = self.catalogue.indicators.get(code);
        indicator.map_or_else(|| code.to_owned(), |indicator| indicator.name.get(self.lang).to_owned())
    }

    /// What a metric is called, after the name of its indicator.
    pub fn metric(&self, key: &FactKey) -> String {
        let words = |zh: &str, en: &str| self.lang.pick(zh, en).to_owned();
        match &key.rule {
            Rule::Level => String::new(),
            Rule::AbsoluteChange { .. } => words("增加额", "increase"),
            // 增速 is said of one year; what several add up to is 累计增长.
            Rule::PercentChange { base } if key.period.calendar_year() > base.calendar_year() + 1 => {
                words("累计增长", "growth")
            }
            Rule::PercentChange { .. } => words("增速", "growth"),
            Rule::AnnualRate { .. } => words("年均增速", "annual growth"),
            Rule::Index { .. } => words("指数", "index"),
            Rule::Share { of } => {
                let of = self.area(of);
                if self.is_part(key) {
                    words(&format!("占{of}比重"), &format!("share of {of}"))
                } else {
                    words(&format!("与{of}之比"), &format!("ratio to {of}"))
                }
            }
            Rule::ShareChange { of, .. } => {
                let of = self.area(of);
                if self.is_part(key) {
                    words(&format!("占{of}比重变动"), &format!("change in share of {of}"))
                } else {
                    words(&format!("与{of}之比变动"), &format!("change in ratio to {of}"))
                }
            }
            Rule::PointChange { .. } | Rule::IntensityChange { .. } => words("变动", "change"),
            Rule::Rank { .. } => words("位次", "rank"),
            Rule::RankChange { .. } => words("位次前移", "places gained"),
            Rule::Multiple { .. } => words("倍数", "multiple"),
            Rule::Contribution { of, .. } => {
                let of = self.area(of);
                words(&format!("对{of}增长的贡献"), &format!("contribution to the growth of {of}"))
            }
            Rule::GrowthGap { of, .. } => {
                let of = self.area(of);
                words(&format!("增速与{of}之差"), &format!("growth less that of {of}"))
            }
            Rule::Intensity { over, .. } => {
                let over = self.indicator(over);
                words(&format!("与{over}之比"), &format!("relative to {over}"))
            }
            Rule::Conversion { .. } => words("折算额", "converted"),
            Rule::Gap { of, base, share_of } => self.gap(&self.area(of), *base, share_of.as_deref()),
        }
    }

    /// What a gap is the distance to: 与按2020年占全国比重计算之差额, gap to its 2020 share of China.
    fn gap(&self, of: &str, base: Option<Period>, share_of: Option<&str>) -> String {
        let other = share_of.map(|code| self.indicator(code));
        match self.lang {
            Lang::Zh => {
                let year = base.map(|base| format!("{base}年")).unwrap_or_default();
                format!("与按{year}{}占{of}比重计算的差额", other.unwrap_or_default())
            }
            Lang::En => {
                let year = base.map(|base| format!("{base} ")).unwrap_or_default();
                let by = other.map(|other| format!(" by {other}")).unwrap_or_default();
                format!("gap to its {year}share of {of}{by}")
            }
        }
    }

    /// Whether the areas' values make up the country's, so that a quotient of the two is a share.
    fn is_part(&self, key: &FactKey) -> bool {
        self.catalogue.indicators.get(&key.indicator).is_none_or(|indicator| indicator.makes_up_whole)
    }

    /// What a panel shows: indicator, metric, unit. 研发经费投入占全国比重（%）.
    pub fn panel(&self, fact: &Fact, show: Show) -> String {
        let unit = self.unit(fact, show);
        let (indicator, metric) = (self.indicator(&fact.key.indicator), self.metric(&fact.key));
        match (self.lang, unit.is_empty()) {
            (Lang::Zh, false) => format!("{indicator}{metric}（{unit}）"),
            (Lang::Zh, true) => format!("{indicator}{metric}"),
            (Lang::En, no_unit) => {
                let comma = if metric.is_empty() { "" } else { ", " };
                let unit = if no_unit { String::new() } else { format!(" ({unit})") };
                format!("{indicator}{comma}{metric}{unit}")
            }
        }
    }

    /// What one fact is, before its number: 川渝R&D经费投入增速：, Sichuan, R&D expenditure, growth:.
    pub fn what(&self, key: &FactKey) -> String {
        let (area, indicator, metric) =
            (self.area(&key.area), self.indicator(&key.indicator), self.metric(key));
        match self.lang {
            Lang::Zh => format!("{area}{indicator}{metric}："),
            Lang::En if metric.is_empty() => format!("{area}, {indicator}: "),
            Lang::En => format!("{area}, {indicator}, {metric}: "),
        }
    }

    /// What one fact is, in a sentence: 2020—2023年川渝R&D经费投入增速.
    pub fn cited(&self, key: &FactKey) -> String {
        let (area, span) = (self.area(&key.area), self.span(key));
        let (indicator, metric) = (self.indicator(&key.indicator), self.metric(key));
        match self.lang {
            Lang::Zh => format!("{span}{area}{indicator}{metric}"),
            Lang::En if metric.is_empty() => format!("{indicator}, {area}, {span}"),
            Lang::En => format!("{indicator}, {metric}, {area}, {span}"),
        }
    }

    /// The unit that a source prints a value in, 10⁸ yuan being 亿元; empty for plain numbers.
    pub fn printed_unit(&self, observation: &Observation) -> String {
        let indicator = self.catalogue.indicators.get(&observation.indicator);
        let unit = indicator.map_or("", |it| it.unit.get(self.lang));
        match (observation.multiplier, self.lang) {
            (0, _) => String::new(),
            (4, Lang::Zh) => format!("万{unit}"),
            (8, Lang::Zh) => format!("亿{unit}"),
            (12, Lang::Zh) => format!("万亿{unit}"),
            (4, Lang::En) => format!("10⁴ {unit}"),
            (8, Lang::En) => format!("10⁸ {unit}"),
            (12, Lang::En) => format!("10¹² {unit}"),
            (power, _) => format!("10^{power} {unit}"),
        }
    }

    /// Where and when a fact holds, under a heading that says what it measures.
    pub fn place(&self, key: &FactKey) -> String {
        let (area, span) = (self.area(&key.area), self.span(key));
        match self.lang {
            Lang::Zh => format!("{area}，{span}"),
            Lang::En => format!("{area}, {span}"),
        }
    }

    /// The periods of a fact: 2020—2023年, 2020–2023.
    pub fn span(&self, key: &FactKey) -> String {
        match (key.base(), self.lang) {
            (Some(base), Lang::Zh) => format!("{base}—{}年", key.period),
            (None, Lang::Zh) => format!("{}年", key.period),
            (Some(base), Lang::En) => format!("{base}–{}", key.period),
            (None, Lang::En) => key.period.to_string(),
        }
    }

    /// Where facts come from: the publications behind them, once each.
    pub fn sources<'a>(&self, facts: impl IntoIterator<Item = &'a Fact>) -> String {
        let codes: BTreeSet<&str> =
            facts.into_iter().flat_map(|fact| &fact.operands).map(|it| it.source.as_str()).collect();
        // What comes out every year is said once, with its years.
        let mut series: Vec<(&str, Serial)> = vec![];
        for source in codes.into_iter().filter_map(|code| self.catalogue.sources.get(code)) {
            let (publisher, title) = (source.publisher.get(self.lang), source.title.get(self.lang));
            let serial = Serial::of(title);
            match series.iter_mut().find(|(other, it)| *other == publisher && it.stem == serial.stem) {
                Some((_, known)) if !serial.years.is_empty() => known.years.extend(serial.years),
                _ => series.push((publisher, serial)),
            }
        }
        let titles =
            series.into_iter().map(|(publisher, serial)| match (self.lang, serial.stem.is_empty()) {
                (_, true) => publisher.to_owned(),
                // 《》 stand around Chinese titles; a title in another script keeps its own.
                (Lang::Zh, _) if serial.stem.is_ascii() => format!("{publisher}，{}", serial.stem),
                (Lang::Zh, _) => format!("{publisher}《{}》{}", serial.stem, serial.in_years("（", "年）")),
                (Lang::En, _) => format!("{publisher}, {}{}", serial.stem, serial.in_years(" (", ")")),
            });
        let titles: Vec<String> = titles.collect();
        match self.lang {
            Lang::Zh => format!("资料来源：{}", titles.join("；")),
            Lang::En => format!("Source: {}", titles.join("; ")),
        }
    }
}

/// A title without its year, and the years in which it came out.
struct Serial {
    stem: String,
    years: BTreeSet<u16>,
}

impl Serial {
    /// Cuts the year off a title that begins with it (2023年…) or ends with it (… in 2023).
    fn of(title: &str) -> Self {
        let year = |text: &str| (text.len() == 4).then(|| text.parse().ok()).flatten();
        // 2025年1月9日… begins with a day, which is no number of a series.
        let first =
            title.split_once('年').filter(|(_, rest)| !rest.starts_with(|c: char| c.is_ascii_digit()));
        let first = first.and_then(|(before, rest)| Some((year(before)?, rest)));
        let last = title.rsplit_once(' ').and_then(|(rest, behind)| Some((year(behind)?, rest)));
        match first.or(last) {
            Some((year, rest)) => {
                Self { stem: rest.trim_end_matches(" in").to_owned(), years: BTreeSet::from([year]) }
            }
            None => Self { stem: title.to_owned(), years: BTreeSet::new() },
        }
    }

    /// 2020、2022, or 2020—2023 where none is left out; nothing without years.
    fn in_years(&self, before: &str, after: &str) -> String {
        let (Some(first), Some(last)) = (self.years.first(), self.years.last()) else { return String::new() };
        let is_zh = after.contains('年');
        let is_whole = self.years.len() > 2 && usize::from(last - first) + 1 == self.years.len();
        let years = if is_whole {
            format!("{first}{}{last}", if is_zh { "—" } else { "–" })
        } else {
            let years: Vec<String> = self.years.iter().map(u16::to_string).collect();
            years.join(if is_zh { "、" } else { ", " })
        };
        format!("{before}{years}{after}")
    }
}

/// The words with a capital at their head.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
