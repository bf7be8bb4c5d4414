//! The program's own words about facts, in both languages: units, captions of columns, sources.

use std::collections::BTreeSet;

use super::show::Writer;
use crate::{
    data::{
        fact::{Fact, Show},
        metric::{FactKey, Metric},
        observation::Observation,
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
        let is_zh = self.lang == Lang::Zh;
        let of = key.of.as_deref().map(|of| self.area(of)).unwrap_or_default();
        match key.metric {
            Metric::Level => String::new(),
            Metric::AbsoluteChange => if is_zh { "增加额" } else { "increase" }.to_owned(),
            Metric::PercentChange => if is_zh { "增速" } else { "growth" }.to_owned(),
            Metric::AnnualRate => if is_zh { "年均增速" } else { "annual growth" }.to_owned(),
            Metric::Index => if is_zh { "指数" } else { "index" }.to_owned(),
            Metric::Share if !self.is_part(key) => {
                if is_zh {
                    format!("与{of}之比")
                } else {
                    format!("ratio to {of}")
                }
            }
            Metric::Share if is_zh => format!("占{of}比重"),
            Metric::Share => format!("share of {of}"),
            Metric::PointChange if key.of.is_some() && !self.is_part(key) => {
                if is_zh {
                    format!("与{of}之比变动")
                } else {
                    format!("change in ratio to {of}")
                }
            }
            Metric::PointChange if key.of.is_some() && is_zh => format!("占{of}比重变动"),
            Metric::PointChange if key.of.is_some() => format!("change in share of {of}"),
            Metric::PointChange => if is_zh { "变动" } else { "change" }.to_owned(),
            Metric::Rank => if is_zh { "位次" } else { "rank" }.to_owned(),
            Metric::RankChange => if is_zh { "位次前移" } else { "places gained" }.to_owned(),
            Metric::Multiple => if is_zh { "倍数" } else { "multiple" }.to_owned(),
            Metric::Contribution if is_zh => format!("对{of}增长的贡献"),
            Metric::Contribution => format!("contribution to the growth of {of}"),
            Metric::GrowthGap if is_zh => format!("增速与{of}之差"),
            Metric::GrowthGap => format!("growth less that of {of}"),
            Metric::Intensity if is_zh => {
                format!("与{}之比", self.indicator(key.over.as_deref().unwrap_or_default()))
            }
            Metric::Intensity => {
                format!("relative to {}", self.indicator(key.over.as_deref().unwrap_or_default()))
            }
            Metric::Conversion => if is_zh { "折算额" } else { "converted" }.to_owned(),
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
        match (key.base, self.lang) {
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
        let titles = codes.into_iter().filter_map(|code| self.catalogue.sources.get(code)).map(|source| {
            let (publisher, title) = (source.publisher.get(self.lang), source.title.get(self.lang));
            match (self.lang, title.is_empty()) {
                (_, true) => publisher.to_owned(),
                (Lang::Zh, _) => format!("{publisher}《{title}》"),
                (Lang::En, _) => format!("{publisher}, {title}"),
            }
        });
        let titles: Vec<String> = titles.collect();
        match self.lang {
            Lang::Zh => format!("资料来源：{}", titles.join("；")),
            Lang::En => format!("Source: {}", titles.join("; ")),
        }
    }
}
