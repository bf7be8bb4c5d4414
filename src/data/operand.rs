//! Operands: the observations that a fact needs, by the part that each plays.

use super::{
    metric::{FactKey, Metric},
    period::Period,
};

/// The part that an operand plays in its fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The value itself; at the end of a change.
    End,
    /// The value that a change starts from.
    Base,
    /// The whole of a share, at the end.
    WholeEnd,
    /// The whole of a share, at the base.
    WholeBase,
    /// The rate of a conversion.
    Rate,
    /// The other indicator, which an intensity divides by.
    Over,
    /// The same, at the base.
    OverBase,
    /// Another area in the field of a rank.
    Rival,
}

impl Role {
    /// The name in tables and formulas.
    pub fn name(self) -> &'static str {
        match self {
            Self::End => "END",
            Self::Base => "BASE",
            Self::WholeEnd => "WHOLE_END",
            Self::WholeBase => "WHOLE_BASE",
            Self::Rate => "RATE",
            Self::Over => "OVER",
            Self::OverBase => "OVER_BASE",
            Self::Rival => "RIVAL",
        }
    }
}

/// The country that exchange rates are observed for.
const RATE_AREA: &str = "CN";

/// An observation that a fact needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need<'a> {
    pub role: Role,
    pub indicator: &'a str,
    pub area: &'a str,
    pub period: Period,
    /// The vintage family that it must belong to. An exchange rate has none: only the value's own
    /// operands are pinned.
    pub family: Option<&'a str>,
}

impl FactKey {
    /// What the fact is computed from.
    pub fn needs(&self) -> Vec<Need<'_>> {
        let need = |role, indicator, area, period| {
            let family = self.family.as_deref().filter(|_| role != Role::Rate);
            Need { role, indicator, area, period, family }
        };
        let (own, area) = (self.indicator.as_str(), self.area.as_str());
        let mut needs = vec![need(Role::End, own, area, self.period)];
        needs.extend(self.base.map(|base| need(Role::Base, own, area, base)));
        if let Some(of) = &self.of {
            needs.push(need(Role::WholeEnd, own, of, self.period));
            needs.extend(self.base.map(|base| need(Role::WholeBase, own, of, base)));
        }
        if let Some(rate) = &self.rate {
            needs.push(need(Role::Rate, rate, RATE_AREA, self.period));
        }
        if let Some(over) = &self.over {
            needs.push(need(Role::Over, over, area, self.period));
            let base = self.base.filter(|_| self.metric == Metric::PointChange);
            needs.extend(base.map(|base| need(Role::OverBase, over, area, base)));
        }
        let rivals = self.among.iter().filter(|rival| **rival != self.area);
        needs.extend(rivals.map(|rival| need(Role::Rival, own, rival, self.period)));
        needs
    }
}
