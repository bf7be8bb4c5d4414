//! Operands: the observations that a fact needs, and the formula over them.

use super::{
    catalogue::Catalogue,
    formula::Formula,
    indicator::Direction,
    metric::{FactKey, Rule},
    period::Period,
};

/// The country that exchange rates are observed for.
const RATE_AREA: &str = "CN";

/// An observation that a fact needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need<'a> {
    pub indicator: &'a str,
    pub area: &'a str,
    pub period: Period,
    /// The vintage family that it must belong to. An exchange rate has none: only the value's own
    /// operands are pinned.
    pub family: Option<&'a str>,
}

impl FactKey {
    /// How the fact is computed, and from what. A metric is defined here and nowhere else: what
    /// computes, prints and writes it reads this tree.
    pub fn formula<'a>(&'a self, catalogue: &Catalogue) -> Formula<Need<'a>> {
        let of_indicator = |indicator: &'a str, area: &'a str, period: Period| {
            Formula::Operand(Need { indicator, area, period, family: self.family.as_deref() })
        };
        let of_area = |area: &'a str, period: Period| of_indicator(&self.indicator, area, period);
        let own = |period: Period| of_area(&self.area, period);
        let end = || own(self.period);
        let ratio_to = |over: &'a str, period: Period| own(period) / of_indicator(over, &self.area, period);
        let share = |of: &'a str, period: Period| own(period) / of_area(of, period);
        let one = || Formula::Exact(1);
        let percent = |ratio: Formula<Need<'a>>| ratio * Formula::Exact(100);
        match &self.rule {
            Rule::Level => end(),
            Rule::AbsoluteChange { base } | Rule::PointChange { base } => end() - own(*base),
            Rule::PercentChange { base } => percent(end() / own(*base) - one()),
            Rule::AnnualRate { base } => {
                percent((end() / own(*base)).root(self.period.years_since(*base)) - one())
            }
            Rule::Index { base } => percent(end() / own(*base)),
            Rule::Multiple { base } => end() / own(*base),
            Rule::Share { of } => percent(share(of, self.period)),
            Rule::ShareChange { base, of } => percent(share(of, self.period)) - percent(share(of, *base)),
            Rule::IntensityChange { base, over } => {
                percent(ratio_to(over, self.period)) - percent(ratio_to(over, *base))
            }
            Rule::Intensity { over, .. } if self.has_one_unit_with(over, catalogue) => {
                percent(ratio_to(over, self.period))
            }
            Rule::Intensity { over, per: 1 } => ratio_to(over, self.period),
            Rule::Intensity { over, per } => ratio_to(over, self.period) * Formula::Exact(*per),
            Rule::Rank { among } => {
                let rivals = among.iter().filter(|rival| **rival != self.area);
                let indicator = catalogue.indicators.get(&self.indicator);
                Formula::Place {
                    own: Box::new(end()),
                    rivals: rivals.map(|rival| of_area(rival, self.period)).collect(),
                    lower_is_better: indicator.is_some_and(|it| it.direction == Direction::Lower),
                }
            }
            // A better rank is a lower number.
            Rule::RankChange { base } => own(*base) - end(),
            Rule::Conversion { rate } => {
                let rate = Need { indicator: rate, area: RATE_AREA, period: self.period, family: None };
                end() / Formula::Operand(rate)
            }
            Rule::Contribution { base, of } => percent((end() - own(*base)) / of_area(of, *base)),
            Rule::GrowthGap { base, of } => {
                percent(end() / own(*base) - of_area(of, self.period) / of_area(of, *base))
            }
            Rule::Gap { of, base, share_of } => {
                let (indicator, period) =
                    (share_of.as_ref().unwrap_or(&self.indicator), base.unwrap_or(self.period));
                let share = of_indicator(indicator, &self.area, period) / of_indicator(indicator, of, period);
                share * of_area(of, self.period) - end()
            }
        }
    }

    /// What the fact is computed from, in the order of the formula, each once.
    pub fn needs(&self, catalogue: &Catalogue) -> Vec<Need<'_>> {
        self.formula(catalogue).numbered().1
    }

    /// Whether its own indicator and another are in one unit of measure: then a quotient is in %.
    pub fn has_one_unit_with(&self, other: &str, catalogue: &Catalogue) -> bool {
        let measure = |code: &str| catalogue.indicators.get(code).map(|it| it.measure.as_str());
        measure(&self.indicator) == measure(other)
    }
}
