//! The facts that a plan names: from a few words to a complete key.

use std::{borrow::Cow, collections::BTreeMap, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{self, SeqAccess, Visitor, value::SeqAccessDeserializer},
};

use super::{
    Plan,
    fact_faults::{idle_parts, missing_parts, unknown_codes},
    meaning, written_out,
};
use crate::{
    data::{
        area::AreaCode,
        catalogue::Catalogue,
        fact::{Named, Show},
        indicator::{Indicator, IndicatorCode, IndicatorKind},
        metric::{FactKey, Metric, Rule},
        period::Period,
        public::Public,
        unit::{MANY, Scale},
    },
    diag::{Diagnostic, Locus, Sink, there_is},
    inputs::File,
    lang::Bilingual,
};

/// A fact, or a panel of facts over areas and periods, as the plan writes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(transform = written_out::with_more)]
pub struct FactSpec {
    /// How it is derived.
    pub metric: Metric,
    /// Of what, by its code in indicators.csv.
    pub indicator: IndicatorCode,
    /// Of which area, by its code in areas.csv.
    pub area: Option<AreaCode>,
    /// The areas of a panel.
    pub areas: Option<Vec<AreaCode>>,
    /// Of which period; the plan's end if it does not say.
    pub period: Option<PeriodSpec>,
    /// The periods of a panel.
    pub periods: Option<PeriodsSpec>,
    /// What it is compared with; the plan's base if it does not say.
    pub base: Option<PeriodSpec>,
    /// The whole of a share.
    pub of: Option<AreaCode>,
    /// The field of a rank.
    #[serde(default)]
    pub among: Vec<AreaCode>,
    /// The indicator whose value a conversion divides by.
    pub rate: Option<IndicatorCode>,
    /// The indicator that an intensity divides by.
    pub over: Option<IndicatorCode>,
    /// Of how many units of the other indicator an intensity is: 1000 for beds per 1,000 people.
    pub per: Option<u32>,
    /// The indicator whose share a gap is the distance to.
    pub share_of: Option<IndicatorCode>,
    /// The vintage family that every operand must belong to; of several, the first in which all of
    /// them were public.
    pub family: Option<FamilySpec>,
    /// Why operands of different vintage families may meet in this fact; printed with it.
    pub mixes_families: Option<Bilingual>,
    /// The multiple in which it is shown; the indicator's if it does not say.
    pub scale: Option<Scale>,
    /// The decimals that are shown, at that scale.
    #[serde(default, deserialize_with = "few_decimals")]
    pub decimals: Option<u32>,
}

impl FactSpec {
    /// Whether it is about a year by itself, which stays when the plan's periods move.
    pub fn names_a_year(&self) -> bool {
        let is_year = |it: &PeriodSpec| matches!(it, PeriodSpec::At(_));
        let listed = match &self.periods {
            Some(PeriodsSpec::List(list)) => list.as_slice(),
            _ => &[],
        };
        self.period.iter().chain(&self.base).chain(listed).any(is_year)
    }

    /// All that its keys are made of, as it is written.
    fn written(&self) -> String {
        fn each<T: fmt::Display>(list: &[T]) -> String {
            list.iter().map(T::to_string).collect::<Vec<_>>().join(" ")
        }
        let periods = match &self.periods {
            Some(PeriodsSpec::Span) => "span".to_owned(),
            Some(PeriodsSpec::Steps) => "steps".to_owned(),
            Some(PeriodsSpec::List(list)) => each(list),
            None => self.period.map_or_else(String::new, |it| it.to_string()),
        };
        let areas =
            self.areas.as_deref().or(self.area.as_ref().map(std::slice::from_ref)).unwrap_or_default();
        let parts = [
            ("", self.metric.name().to_owned()),
            ("", self.indicator.to_string()),
            ("", each(areas)),
            ("", periods),
            ("base ", each(self.base.as_slice())),
            ("of ", each(self.of.as_slice())),
            ("among ", each(&self.among)),
            ("rate ", each(self.rate.as_slice())),
            ("over ", each(self.over.as_slice())),
            ("per ", each(self.per.as_slice())),
            ("share-of ", each(self.share_of.as_slice())),
            ("family ", each(self.family.as_ref().map(FamilySpec::names).unwrap_or_default())),
        ];
        let parts = parts.iter().filter(|(_, it)| !it.is_empty()).map(|(word, it)| format!("{word}{it}"));
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// As many decimals as a quantity can have: more would be digits that nobody printed.
fn few_decimals<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<u32>, D::Error> {
    let decimals = Option::<u32>::deserialize(reader)?;
    match decimals {
        Some(many) if many > MOST_DECIMALS => {
            Err(de::Error::custom(format!("at most {MOST_DECIMALS} decimals are shown")))
        }
        decimals => Ok(decimals),
    }
}

/// The most decimals that a fact is shown with, those of a quantity.
const MOST_DECIMALS: u32 = 11;

/// One vintage family, or several of which the first that will do is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FamilySpec {
    One(String),
    FirstOf(Vec<String>),
}

impl FamilySpec {
    fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::FirstOf(names) => names,
        }
    }
}

/// A period by its name in the plan, or by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum PeriodSpec {
    /// The plan's base, and so many periods later.
    Base(i32),
    /// The plan's end, and so many periods later.
    End(i32),
    /// The last period for which the fact was public.
    Latest,
    /// The one before the fact's own period, before the end where that is asked for.
    Previous,
    At(Period),
}

impl PeriodSpec {
    /// The period that is meant in a plan from `base` to `end`, of a fact of the period `own`; none for the
    /// latest, which the data know.
    pub fn of(self, (base, end): (Period, Period), own: Period) -> Option<Period> {
        match self {
            Self::Base(by) => Some(base.later(by)),
            Self::End(by) => Some(end.later(by)),
            Self::Previous => Some(own.later(-1)),
            Self::At(period) => Some(period),
            Self::Latest => None,
        }
    }
}

/// As the plan writes it: `base`, `end-1`, `latest`, `2022`.
impl fmt::Display for PeriodSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |f: &mut fmt::Formatter<'_>, from: &str, by: i32| match by {
            0 => f.write_str(from),
            by => write!(f, "{from}{by:+}"),
        };
        match self {
            Self::Base(by) => counted(f, "base", *by),
            Self::End(by) => counted(f, "end", *by),
            Self::Latest => f.write_str("latest"),
            Self::Previous => f.write_str("previous"),
            Self::At(period) => period.fmt(f),
        }
    }
}

impl TryFrom<String> for PeriodSpec {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let by = |name: &str| match text.strip_prefix(name)? {
            "" => Some(0),
            // `parse` takes a sign, and would take none.
            by if by.starts_with(['+', '-']) => by.parse().ok(),
            _ => None,
        };
        match text.as_str() {
            "latest" => Ok(Self::Latest),
            "previous" => Ok(Self::Previous),
            other => by("base").map(Self::Base).or_else(|| by("end").map(Self::End)).map_or_else(
                || {
                    let words = "base, end, latest, previous, or counted from one, end-1";
                    other
                        .parse()
                        .map(Self::At)
                        .map_err(|error| format!("{other:?} is {error}; or write {words}"))
                },
                Ok,
            ),
        }
    }
}

impl JsonSchema for PeriodSpec {
    fn schema_name() -> Cow<'static, str> {
        "PeriodName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": "^((base|end)([+-][0-9]+)?|latest|previous|[0-9]{4}(-[0-9]{2})?)$",
            "description": "base, end, latest, previous, counted from one (end-1), or a period by itself (2022)",
        })
    }
}

/// The periods of a panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodsSpec {
    /// `"span"`: every year from the base to the end.
    Span,
    /// `"steps"`: every year after the base to the end, each with the one before it as its base.
    Steps,
    List(Vec<PeriodSpec>),
}

impl<'de> Deserialize<'de> for PeriodsSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PeriodsVisitor;
        impl<'de> Visitor<'de> for PeriodsVisitor {
            type Value = PeriodsSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"span\", \"steps\" or a list such as [\"base\", \"end-1\", \"end\"]")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PeriodsSpec, E> {
                match text {
                    "span" => Ok(PeriodsSpec::Span),
                    "steps" => Ok(PeriodsSpec::Steps),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<PeriodsSpec, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(PeriodsSpec::List)
            }
        }
        deserializer.deserialize_any(PeriodsVisitor)
    }
}

impl JsonSchema for PeriodsSpec {
    fn schema_name() -> Cow<'static, str> {
        "PeriodsOfPanel".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let period = generator.subschema_for::<PeriodSpec>();
        json_schema!({
            "description": "\"span\", every year from the base to the end; \"steps\", every year after the base, each \
                compared with the one before; or a list of periods.",
            "anyOf": [{ "type": "string", "enum": ["span", "steps"] }, { "type": "array", "items": period }],
        })
    }
}

/// A name of the plan with what it means and where it is declared.
#[derive(Debug, Clone)]
pub struct DeclaredFact {
    pub named: Named,
    pub locus: Locus,
}

impl Plan {
    /// The plan on the day that counts: its end gives way to the last period for which the facts
    /// that it is said to need were public. Which facts these are is checked, too.
    #[must_use]
    pub fn on_the_day(self, file: &File, public: &Public, sink: &mut Sink) -> Self {
        let mut needed = vec![];
        for name in &self.end_needs {
            match self.facts.iter().find(|(known, _)| known.get_ref() == name.get_ref()) {
                Some((known, spec)) => needed.push((known.get_ref().as_str(), spec.get_ref())),
                None => {
                    let message = format!("the end needs {}, which is no fact of the plan", name.get_ref());
                    let fault = Diagnostic::error("unknown-fact", message).at(crate::toml::locus(file, name));
                    let known = self.facts.keys().map(|known| known.get_ref().as_str());
                    sink.push(fault.help(there_is(name.get_ref(), known)));
                }
            }
        }
        let is_known_for = |spec: &FactSpec, end: Period| {
            let plan = Self { end, ..self.clone() };
            Completion { plan: &plan, public }.keys(spec).iter().all(|it| public.has(it))
        };
        let is_public = |end: &Period| needed.iter().all(|(_, spec)| is_known_for(spec, *end));
        let end = self.base.through(self.end).skip(1).collect::<Vec<_>>().into_iter().rev().find(is_public);
        match end {
            Some(end) if end < self.end => {
                let message = format!("the briefing ends in {end} instead of {}", self.end);
                let lacking = needed.iter().filter(|(_, spec)| !is_known_for(spec, self.end));
                let lacking: Vec<&str> = lacking.map(|(name, _)| *name).collect();
                let were = if lacking.len() == 1 { "was" } else { "were" };
                let help =
                    format!("{} of {} {were} not known on {}", lacking.join(" and "), self.end, public.day);
                sink.push(Diagnostic::note("earlier-end", message).help(help));
                Self { end, ..self }
            }
            _ => self,
        }
    }

    /// Completes every fact of the plan: periods filled in, codes looked up, the way it is shown.
    ///
    /// What cannot be completed is reported at its line and left out.
    pub fn declare(
        &self,
        file: &File,
        catalogue: &Catalogue,
        public: &Public,
        sink: &mut Sink,
    ) -> BTreeMap<String, DeclaredFact> {
        let mut declared = BTreeMap::new();
        let mut facts: Vec<_> = self.facts.iter().collect();
        // Reported in the order in which they are written.
        facts.sort_by_key(|(name, _)| name.span().start);
        for (name, spec) in facts {
            let locus = crate::toml::locus(file, name);
            match (Completion { plan: self, public }).complete(spec.get_ref(), catalogue) {
                Ok(named) => drop(declared.insert(name.get_ref().clone(), DeclaredFact { named, locus })),
                Err(faults) => faults.into_iter().for_each(|fault| sink.push(fault.at(locus.clone()))),
            }
        }
        declared
    }
}

/// What a fact is completed from.
pub(super) struct Completion<'a> {
    pub plan: &'a Plan,
    pub public: &'a Public<'a>,
}

impl Completion<'_> {
    fn complete(&self, spec: &FactSpec, catalogue: &Catalogue) -> Result<Named, Vec<Diagnostic>> {
        let mut faults = unknown_codes(spec, catalogue);
        faults.extend(missing_parts(spec));
        faults.extend(idle_parts(spec));
        let Some(indicator) = catalogue.indicators.get(&spec.indicator).filter(|_| faults.is_empty()) else {
            return Err(faults);
        };
        faults.extend(Self::nonsense(spec, indicator, catalogue));
        faults.extend(meaning::faults(spec, catalogue));
        if !faults.is_empty() {
            return Err(faults);
        }
        let keys = self.keys(spec);
        if let Some(fault) = backwards(spec.metric, &keys) {
            return Err(vec![fault]);
        }
        Ok(Named {
            show: show(spec, indicator),
            keys,
            is_panel: spec.areas.is_some() || spec.periods.is_some(),
            written: spec.written(),
            mixes_families: spec.mixes_families.clone(),
        })
    }

    /// The keys of a fact or panel, all of one vintage family where the plan asks for any: what
    /// stands side by side is of one account.
    pub fn keys(&self, spec: &FactSpec) -> Vec<FactKey> {
        let families = spec.family.as_ref().map(FamilySpec::names).unwrap_or_default();
        let of_family = |family: &String| self.keys_of(spec, Some(family));
        let is_public = |keys: &Vec<FactKey>| keys.iter().all(|key| self.public.has(key));
        match families {
            [] => self.keys_of(spec, None),
            [only] => of_family(only),
            [.., last] => families.iter().map(of_family).find(is_public).unwrap_or_else(|| of_family(last)),
        }
    }

    fn keys_of(&self, spec: &FactSpec, family: Option<&String>) -> Vec<FactKey> {
        let areas = spec.areas.clone().unwrap_or_else(|| spec.area.iter().cloned().collect());
        let key = |rule: &Rule, area: &AreaCode, period: Period| FactKey {
            rule: rule.clone(),
            indicator: spec.indicator.clone(),
            area: area.clone(),
            period,
            family: family.cloned(),
        };
        let Plan { base, end, .. } = *self.plan;
        // `own` is the fact's period: the one that `previous` comes before.
        let resolve = |period: PeriodSpec, own: Period, rule: &Rule, area: &AreaCode| {
            period.of((base, end), own).unwrap_or_else(|| {
                self.public.latest(&spec.indicator, |period| key(rule, area, period)).unwrap_or(end)
            })
        };
        let rule_of = |own: Period, area: &AreaCode| {
            let usual = match spec.periods {
                Some(PeriodsSpec::Steps) => PeriodSpec::Previous,
                _ => PeriodSpec::Base(0),
            };
            let from = resolve(spec.base.unwrap_or(usual), own, &Rule::Level, area);
            // What is missing for a rule is reported where the plan is completed.
            rule(spec, from).ok()
        };
        let keys_of_area = |area: &AreaCode| -> Vec<FactKey> {
            // The base of a `latest` fact is no period before it: it is asked for before it is known.
            let Some(any) = rule_of(end, area) else { return vec![] };
            let periods = match &spec.periods {
                Some(PeriodsSpec::Span) => base.through(end).collect(),
                Some(PeriodsSpec::Steps) => base.through(end).skip(1).collect(),
                Some(PeriodsSpec::List(list)) => {
                    list.iter().map(|it| resolve(*it, end, &any, area)).collect()
                }
                None => vec![resolve(spec.period.unwrap_or(PeriodSpec::End(0)), end, &any, area)],
            };
            periods.into_iter().filter_map(|own| Some(key(&rule_of(own, area)?, area, own))).collect()
        };
        areas.iter().flat_map(keys_of_area).collect()
    }

    /// Metrics that make no sense for the kind of indicator.
    fn nonsense(spec: &FactSpec, indicator: &Indicator, catalogue: &Catalogue) -> Vec<Diagnostic> {
        let kind = indicator.kind;
        let shared = spec.share_of.as_ref().and_then(|code| catalogue.indicators.get(code));
        let instead = match spec.metric {
            Metric::PercentChange
            | Metric::AnnualRate
            | Metric::Index
            | Metric::Multiple
            | Metric::GrowthGap
                if kind == IndicatorKind::Rank =>
            {
                Some("a rank does not grow in percent: use rank_change")
            }
            Metric::PercentChange | Metric::AnnualRate | Metric::GrowthGap
                if kind == IndicatorKind::Share =>
            {
                Some("the change of a percentage is in points: use point_change")
            }
            Metric::PointChange
                if spec.of.is_none() && spec.over.is_none() && kind != IndicatorKind::Share =>
            {
                Some("only percentages change in points: add `of` or `over`, or use absolute_change")
            }
            Metric::RankChange if kind != IndicatorKind::Rank => Some("only ranks are gained in places"),
            Metric::Share | Metric::Contribution | Metric::Gap if !kind.is_additive() => {
                Some("only what adds up over areas has shares")
            }
            Metric::Gap if shared.is_some_and(|it| !it.kind.is_additive()) => {
                Some("only what adds up over areas has shares: name another indicator in `share-of`")
            }
            _ => None,
        };
        let name = spec.metric.name();
        let message = || format!("{name} makes no sense for {}", indicator.code);
        instead.map(|help| Diagnostic::error("metric-kind", message()).help(help)).into_iter().collect()
    }
}

/// The fault of a change that leads nowhere or back: no rate of growth takes no year, and what fell from one year to
/// an earlier one has risen.
fn backwards(metric: Metric, keys: &[FactKey]) -> Option<Diagnostic> {
    let years = |key: &FactKey| key.base().map(|base| key.period.years_since(base));
    let least = i32::from(metric == Metric::AnnualRate);
    // What is held against a share of another period is no change.
    let key =
        keys.iter().filter(|_| metric.needs_base()).find(|key| years(key).is_some_and(|it| it < least))?;
    let message =
        format!("{} of {} in {} has no earlier year as its base", metric.name(), key.indicator, key.period);
    let fault = Diagnostic::error("fact-base", message);
    Some(fault.help("name an earlier `base`; periods = \"steps\" leaves the base itself out"))
}

/// The rule that a fact asks for, against `base` where it compares with one.
///
/// # Errors
/// What it lacks.
pub(super) fn rule(spec: &FactSpec, base: Period) -> Result<Rule, &'static str> {
    let of = |what| spec.of.clone().ok_or(what);
    let whole = || of("`of`, the area that is the whole");
    Ok(match spec.metric {
        Metric::Level => Rule::Level,
        Metric::AbsoluteChange => Rule::AbsoluteChange { base },
        Metric::PercentChange => Rule::PercentChange { base },
        Metric::AnnualRate => Rule::AnnualRate { base },
        Metric::Index => Rule::Index { base },
        Metric::Multiple => Rule::Multiple { base },
        Metric::RankChange => Rule::RankChange { base },
        Metric::Share => Rule::Share { of: whole()? },
        Metric::Contribution => Rule::Contribution { base, of: whole()? },
        Metric::GrowthGap => Rule::GrowthGap { base, of: of("`of`, the area to compare with")? },
        Metric::PointChange => match (spec.of.clone(), spec.over.clone()) {
            (None, None) => Rule::PointChange { base },
            (Some(of), None) => Rule::ShareChange { base, of },
            (None, Some(over)) => Rule::IntensityChange { base, over },
            (Some(_), Some(_)) => return Err("either `of` or `over`, not both"),
        },
        Metric::Intensity => {
            let over = spec.over.clone().ok_or("`over`, the indicator to divide by")?;
            let per = spec.per.unwrap_or(1);
            if MANY.iter().all(|(many, _)| *many != per) {
                return Err("`per` as 100, 1000, 10000, 100000 or 1000000");
            }
            Rule::Intensity { over, per }
        }
        Metric::Conversion => {
            Rule::Conversion { rate: spec.rate.clone().ok_or("`rate`, the exchange rate's indicator")? }
        }
        Metric::Rank if spec.among.is_empty() => return Err("`among`, the areas that are ranked"),
        Metric::Rank => Rule::Rank { among: spec.among.clone() },
        // To its own share it is the share of an earlier period, the plan's base unless it says
        // otherwise; to that of another indicator, the share of the same period.
        Metric::Gap => {
            let share_of = spec.share_of.clone().filter(|other| *other != spec.indicator);
            let base = (share_of.is_none() || spec.base.is_some()).then_some(base);
            Rule::Gap { of: whole()?, base, share_of }
        }
    })
}

/// How a fact is shown unless the plan says otherwise.
fn show(spec: &FactSpec, indicator: &Indicator) -> Show {
    let (scale, decimals) = match spec.metric {
        Metric::Level | Metric::AbsoluteChange | Metric::Gap => (indicator.scale, indicator.decimals),
        Metric::Conversion => (Scale::Yi, 1),
        Metric::PointChange if spec.of.is_none() && spec.over.is_none() => (Scale::One, indicator.decimals),
        Metric::PercentChange
        | Metric::AnnualRate
        | Metric::Index
        | Metric::Share
        | Metric::PointChange
        | Metric::Contribution
        | Metric::GrowthGap
        | Metric::Multiple
        | Metric::Intensity => (Scale::One, 1),
        Metric::Rank | Metric::RankChange => (Scale::One, 0),
    };
    Show { scale: spec.scale.unwrap_or(scale), decimals: spec.decimals.unwrap_or(decimals) }
}
