//! Pairing: every fact finds its operands, and they stand side by side in one row.

use polars::prelude::{col as column, *};

use super::{
    KEY, Request,
    change::Rule,
    in_order,
    name::{FACT, PIN, ROLE, ROWS, RULE, YEARS},
};
use crate::{
    data::{
        metric::{FactKey, Metric},
        observation::{Observation, col},
        period::Period,
    },
    diag::{Diagnostic, Sink},
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
    /// Another area in the field of a rank.
    Rival,
}

impl Role {
    /// The roles that stand side by side in a fact's row.
    pub const PAIRED: [Self; 5] = [Self::End, Self::Base, Self::WholeEnd, Self::WholeBase, Self::Rate];

    /// The value of the column `ROLE`, and the prefix of the role's columns once paired.
    pub fn name(self) -> &'static str {
        match self {
            Self::End => "END",
            Self::Base => "BASE",
            Self::WholeEnd => "WHOLE_END",
            Self::WholeBase => "WHOLE_BASE",
            Self::Rate => "RATE",
            Self::Rival => "RIVAL",
        }
    }
}

/// The country that exchange rates are observed for.
const RATE_AREA: &str = "CN";

/// What a fact needs: role, indicator, area, period.
fn needs(key: &FactKey) -> Vec<(Role, &str, &str, Period)> {
    let mut needs = vec![(Role::End, key.indicator.as_str(), key.area.as_str(), key.period)];
    if let Some(base) = key.base {
        needs.push((Role::Base, &key.indicator, &key.area, base));
    }
    if let Some(of) = &key.of {
        needs.push((Role::WholeEnd, &key.indicator, of, key.period));
        needs.extend(key.base.map(|base| (Role::WholeBase, key.indicator.as_str(), of.as_str(), base)));
    }
    if let Some(rate) = &key.rate {
        needs.push((Role::Rate, rate, RATE_AREA, key.period));
    }
    let rivals = key.among.iter().filter(|area| **area != key.area);
    needs.extend(rivals.map(|area| (Role::Rival, key.indicator.as_str(), area.as_str(), key.period)));
    needs
}

/// One row a fact and operand: `FACT`, `ROLE`, the key of the value, and the value itself, null
/// where the series has none.
///
/// # Errors
/// What polars reports.
pub fn operands(series: LazyFrame, keys: &[FactKey]) -> PolarsResult<DataFrame> {
    let rows: Vec<_> = (0_u32..)
        .zip(keys)
        .flat_map(|(fact, key)| needs(key).into_iter().map(move |need| (fact, need, key)))
        .collect();
    // An exchange rate has no vintage family: only the value's own operands are pinned.
    let pin = |role: Role, key: &FactKey| match role {
        Role::Rate => String::new(),
        _ => key.family.clone().unwrap_or_default(),
    };
    let wanted = DataFrame::new(
        rows.len(),
        vec![
            Column::new(FACT.into(), rows.iter().map(|(fact, ..)| *fact).collect::<Vec<_>>()),
            Column::new(ROLE.into(), rows.iter().map(|(_, need, _)| need.0.name()).collect::<Vec<_>>()),
            Column::new(col::INDICATOR.into(), rows.iter().map(|(_, need, _)| need.1).collect::<Vec<_>>()),
            Column::new(col::REF_AREA.into(), rows.iter().map(|(_, need, _)| need.2).collect::<Vec<_>>()),
            Column::new(
                col::TIME_PERIOD.into(),
                rows.iter().map(|(_, need, _)| need.3.to_string()).collect::<Vec<_>>(),
            ),
            Column::new(PIN.into(), rows.iter().map(|(_, need, key)| pin(need.0, key)).collect::<Vec<_>>()),
        ],
    )?;
    wanted.lazy().join(series, KEY.map(column), KEY.map(column), in_order(JoinType::Left)).collect()
}

/// One row a fact: `FACT`, `RULE`, `YEARS`, and for each role its value and bounds.
///
/// # Errors
/// What polars reports.
pub fn side_by_side(operands: &DataFrame, keys: &[FactKey]) -> PolarsResult<LazyFrame> {
    let years = |key: &FactKey| key.base.map(|base| f64::from(key.period.years_since(base)));
    let facts = DataFrame::new(
        keys.len(),
        vec![
            Column::new(FACT.into(), (0_u32..).take(keys.len()).collect::<Vec<_>>()),
            Column::new(RULE.into(), keys.iter().map(|key| Rule::of(key).name()).collect::<Vec<_>>()),
            Column::new(YEARS.into(), keys.iter().map(years).collect::<Vec<_>>()),
        ],
    )?;
    let paired = Role::PAIRED.into_iter().fold(facts.lazy(), |paired, role| {
        let values = operands.clone().lazy().filter(column(ROLE).eq(lit(role.name()))).select([
            column(FACT),
            column(col::OBS_VALUE).alias(role.column(col::OBS_VALUE)),
            column(col::LO).alias(role.column(col::LO)),
            column(col::HI).alias(role.column(col::HI)),
        ]);
        paired.join(values, [column(FACT)], [column(FACT)], in_order(JoinType::Left))
    });
    Ok(paired)
}

impl Role {
    /// The role's column of that kind once paired: `END_LO`.
    pub fn column(self, kind: &str) -> String {
        format!("{}_{kind}", self.name())
    }
}

impl Request<'_> {
    /// Reports each observation that a fact needs and the data do not have.
    pub(super) fn report_missing(&self, operands: &DataFrame, sink: &mut Sink) -> PolarsResult<()> {
        let facts = operands.column(FACT)?.u32()?;
        let indicators = operands.column(col::INDICATOR)?.str()?;
        let areas = operands.column(col::REF_AREA)?.str()?;
        let periods = operands.column(col::TIME_PERIOD)?.str()?;
        let is_missing = operands.column(ROWS)?.is_null();
        for row in 0..operands.height() {
            if is_missing.get(row) != Some(true) {
                continue;
            }
            let (Some(fact), Some(indicator), Some(area), Some(period)) =
                (facts.get(row), indicators.get(row), areas.get(row), periods.get(row))
            else {
                continue;
            };
            sink.push(self.missing(&self.keys[fact as usize], indicator, area, period));
        }
        Ok(())
    }

    fn missing(&self, key: &FactKey, indicator: &str, area: &str, period: &str) -> Diagnostic {
        let mut message = format!("no value for {indicator}, {area}, {period} by {}", self.as_of);
        if let Some(family) = &key.family {
            message = format!("{message} in the family {family}");
        }
        let mut diagnostic = Diagnostic::error("missing-observation", message);
        for (name, declared) in self.declared {
            if declared.named.keys.contains(key) {
                diagnostic = diagnostic.at(declared.locus.clone().showing(name));
            }
        }
        let is_asked = |it: &&Observation| {
            it.indicator == indicator && it.area == area && it.period.to_string() == period
        };
        let mut others = self.observations.rows().iter().filter(is_asked).map(|it| it.vintage);
        match others.find(|vintage| *vintage > self.as_of) {
            Some(later) => {
                diagnostic.help(format!("it was published on {later}: a later `as-of` would see it"))
            }
            None => diagnostic.help("add the observation to the inputs, or take the fact out of the plan"),
        }
    }
}

/// Whether a key's value is a rank within a field, which [`super::rank`] computes.
pub fn is_ranked(key: &FactKey) -> bool {
    key.metric == Metric::Rank
}
