//! How a value reads: its digits, its unit, and the words of its source, in either language.
//!
//! Rounding happens here and nowhere before. One rule holds both languages together: the last
//! digit shown stands at the same place, whether it is written in 亿元 or in billion yuan.

use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::{
    data::{
        catalogue::Catalogue,
        fact::{Fact, Show},
        metric::Rule,
        quantity::Rounding,
        status::Qualifier,
        unit::{MANY, Scale, singular},
    },
    doc::reading::Reading,
    lang::Lang,
};

/// What every number of a document is written by.
#[derive(Debug, Clone)]
pub struct Writer {
    pub lang: Lang,
    pub rounding: Rounding,
    pub catalogue: Arc<Catalogue>,
}

/// The words before a number that is no exact one: 超过, more than.
pub fn qualified(qualifier: Qualifier, lang: Lang) -> &'static str {
    match qualifier {
        Qualifier::Exact => "",
        Qualifier::MoreThan => lang.pick("超过", "more than "),
        Qualifier::About => lang.pick("约", "about "),
    }
}

impl Writer {
    /// The reading of a fact.
    pub fn fact(&self, fact: &Fact, show: Show) -> Reading {
        self.read(fact, show, fact.value)
    }

    /// The reading of a fact without its sign, for sentences whose verb says the direction.
    pub fn magnitude(&self, fact: &Fact, show: Show) -> Reading {
        self.read(fact, show, fact.value.abs())
    }

    /// The bounds of a fact, two decimals finer than it is shown and rounded outwards; the one
    /// number when they are the same.
    pub fn bounds(&self, fact: &Fact, show: Show) -> String {
        let finer = Show { decimals: show.decimals + 2, ..show };
        let end = |value: Option<Decimal>, towards: RoundingStrategy| {
            value.map_or_else(|| "∞".to_owned(), |value| self.finite_end(value, finer, towards))
        };
        let lo = end(fact.bounds.lo(), RoundingStrategy::ToNegativeInfinity);
        let hi = end(fact.bounds.hi(), RoundingStrategy::ToPositiveInfinity);
        if lo == hi { lo } else { format!("{lo} … {hi}") }
    }

    fn finite_end(&self, value: Decimal, show: Show, towards: RoundingStrategy) -> String {
        let place = power_of_ten(show.scale.exponent());
        let outwards = (value / place).round_dp_with_strategy(show.decimals, towards).normalize() * place;
        let scaled = outwards / power_of_ten(self.exponent(show.scale));
        let decimals = scaled.normalize().scale();
        self.written(self.rounding.round(scaled, decimals))
    }

    /// The value at the scale at which it is shown, for the geometry of charts.
    pub fn scaled(&self, value: Decimal, show: Show) -> Decimal {
        value / power_of_ten(self.exponent(show.scale))
    }

    /// The digits of a value: rounded, grouped as the language groups.
    pub fn digits(&self, value: Decimal, show: Show) -> String {
        let exponent = self.exponent(show.scale);
        // The last digit's place is fixed by the Chinese scale; English may show more decimals
        // (billion against 亿), or none and zeros instead (27,000 against 2.7万).
        let decimals = i64::from(show.decimals) + i64::from(exponent) - i64::from(show.scale.exponent());
        let scaled = value / power_of_ten(exponent);
        let rounded = match u32::try_from(decimals) {
            Ok(decimals) => self.rounding.round(scaled, decimals),
            Err(_) => {
                let place = power_of_ten(u32::try_from(-decimals).unwrap_or_default());
                self.rounding.round(scaled / place, 0) * place
            }
        };
        self.written(rounded)
    }

    /// Digits with a true minus sign, grouped in English.
    fn written(&self, value: Decimal) -> String {
        let text = if value.is_zero() { value.abs().to_string() } else { value.to_string() };
        let text = text.replace('-', "−");
        match self.lang {
            Lang::Zh => text,
            Lang::En => grouped(&text),
        }
    }

    /// The unit of a panel, said once for many numbers: 亿元, billion yuan, %.
    pub fn unit(&self, fact: &Fact, show: Show) -> String {
        match fact.measure.as_str() {
            "PT" => "%".to_owned(),
            "PP" => self.lang.pick("个百分点", "percentage points").to_owned(),
            "RANK" => self.lang.pick("位次", "rank").to_owned(),
            "PLACES" => self.lang.pick("位", "places").to_owned(),
            "TIMES" => self.lang.pick("倍", "times").to_owned(),
            "INDEX" => match fact.key.base() {
                Some(base) => self.lang.pick(format!("{base}年＝100"), format!("{base} = 100")),
                None => String::new(),
            },
            _ => format!("{}{}", self.scale_word(show.scale), self.unit_word(fact)).trim().to_owned(),
        }
    }

    /// The power of ten that a scale's word stands for in the language.
    pub fn exponent(&self, scale: Scale) -> u32 {
        match self.lang {
            Lang::Zh => scale.exponent(),
            Lang::En => scale.exponent_en(),
        }
    }

    fn read(&self, fact: &Fact, show: Show, value: Decimal) -> Reading {
        let digits = self.digits(value, show);
        let qualifier = qualified(fact.qualifier, self.lang);
        let (sign, unit) = self.around(fact, show, &digits);
        Reading::new(&format!("{qualifier}{sign}"), &digits, &unit)
    }

    /// What is written directly before and after the digits.
    fn around(&self, fact: &Fact, show: Show, digits: &str) -> (&'static str, String) {
        let scale = self.scale_word(show.scale);
        match (fact.measure.as_str(), self.lang) {
            ("PT", _) => ("", "%".to_owned()),
            ("INDEX", _) => ("", String::new()),
            ("PP", Lang::Zh) => ("", "个百分点".to_owned()),
            ("PP", Lang::En) => ("", " percentage points".to_owned()),
            ("RANK", Lang::Zh) => ("第", "位".to_owned()),
            ("RANK", Lang::En) => ("", ordinal_ending(digits).to_owned()),
            ("PLACES", Lang::Zh) => ("", "位".to_owned()),
            ("PLACES", Lang::En) => ("", if digits == "1" { " place" } else { " places" }.to_owned()),
            ("TIMES", Lang::Zh) => ("", "倍".to_owned()),
            ("TIMES", Lang::En) => ("", " times".to_owned()),
            ("USD", Lang::En) => ("$", scale.to_owned()),
            // In English the thing counted is the noun of the sentence: 11 large facilities.
            ("COUNT" | "ENT" | "PAT", Lang::En) => ("", scale.to_owned()),
            (_, Lang::En) if digits == "1" && show.scale == Scale::One => {
                ("", singular(&self.unit_word(fact)))
            }
            _ => ("", format!("{scale}{}", self.unit_word(fact))),
        }
    }

    fn scale_word(&self, scale: Scale) -> &'static str {
        match (scale, self.lang) {
            (Scale::One, _) | (Scale::Wan, Lang::En) => "",
            (Scale::Wan, Lang::Zh) => "万",
            (Scale::Yi, Lang::Zh) => "亿",
            (Scale::Wanyi, Lang::Zh) => "万亿",
            (Scale::Yi, Lang::En) => " billion",
            (Scale::Wanyi, Lang::En) => " trillion",
        }
    }

    fn unit_word(&self, fact: &Fact) -> String {
        let word = match &fact.key.rule {
            Rule::Conversion { .. } if fact.measure == "USD" => self.lang.pick("美元", "dollars").to_owned(),
            Rule::Conversion { .. } => fact.measure.to_string(),
            Rule::Intensity { over, per } => self.unit_per_unit(&fact.key.indicator, over, *per),
            _ => self
                .catalogue
                .indicators
                .get(&fact.key.indicator)
                .map(|indicator| indicator.unit.get(self.lang).to_owned())
                .unwrap_or_default(),
        };
        match self.lang {
            Lang::Zh => word,
            Lang::En => format!(" {word}"),
        }
    }
}

impl Writer {
    /// The unit of an intensity of two units: 元/人, yuan per person; 张/千人, beds per 1,000 people.
    fn unit_per_unit(&self, indicator: &str, over: &str, many: u32) -> String {
        let unit = |code: &str| {
            let indicator = self.catalogue.indicators.get(code);
            indicator.map_or_else(String::new, |it| it.unit.get(self.lang).to_owned())
        };
        let (unit, per) = (unit(indicator), unit(over));
        match (self.lang, many) {
            (Lang::Zh, 1) => format!("{unit}/{per}"),
            (Lang::En, 1) => format!("{unit} per {}", singular(&per)),
            (Lang::Zh, many) => {
                let many = MANY.iter().find(|(number, _)| *number == many);
                format!("{unit}/{}{per}", many.map_or("", |(_, word)| word))
            }
            (Lang::En, many) => format!("{unit} per {} {per}", grouped(&many.to_string())),
        }
    }
}

fn power_of_ten(exponent: u32) -> Decimal {
    Decimal::from(10_u64.pow(exponent))
}

/// Groups the digits before the point in threes by commas.
fn grouped(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('−').map_or(("", whole), |digits| ("−", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// The ending of an English ordinal: 1st, 2nd, 3rd, 11th, 23rd.
fn ordinal_ending(digits: &str) -> &'static str {
    match digits.as_bytes() {
        [.., b'1', b'1' | b'2' | b'3'] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    }
}
