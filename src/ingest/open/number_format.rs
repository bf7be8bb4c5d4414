//! Number formats (ECMA-376, 18.8.31): a stored number as its sheet shows it.
//!
//! Digits that are stored and not shown are not read: nobody published them. What a format hides, or shows
//! in a way that is no plain number, is not read either, and its cell says why.

use rust_decimal::{Decimal, RoundingStrategy};

/// How many characters a sheet shows of a number that has no format.
const GENERAL: usize = 11;

/// A number as its format shows it, without separators of thousands.
pub fn shown_number(number: f64, format: &str) -> String {
    let stored = digits(number);
    let Ok(value) = Decimal::from_str_exact(&stored) else { return stored };
    let read = NumberFormat::parse(format).and_then(|format| format.show(value));
    read.unwrap_or_else(|why| format!("{stored} in a format {why}: {format}"))
}

/// A number as a spreadsheet keeps it: to fifteen digits, which hides the noise of binary fractions
/// (0.1 + 0.2).
fn digits(number: f64) -> String {
    let shortest = number.to_string();
    if shortest.bytes().filter(u8::is_ascii_digit).count() <= 15 {
        return shortest;
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

/// Why a number cannot be read as it is shown.
type Why = &'static str;

#[derive(Debug, Clone, PartialEq, Eq)]
enum FormatToken {
    /// `0`, `#` or `?`.
    Digit(char),
    Literal(char),
    Point,
    Comma,
    Percent,
    General,
}

/// The sections of a format: for numbers above zero, below it, and zero.
#[derive(Debug)]
struct NumberFormat {
    sections: Vec<Vec<FormatToken>>,
}

impl NumberFormat {
    fn parse(format: &str) -> Result<Self, Why> {
        let mut sections = vec![Vec::new()];
        let mut chars = format.chars().peekable();
        while let Some(c) = chars.next() {
            let tokens = sections.last_mut().expect("there is always one");
            match c {
                ';' => sections.push(Vec::new()),
                '"' => tokens.extend(chars.by_ref().take_while(|c| *c != '"').map(FormatToken::Literal)),
                '\\' => tokens.extend(chars.next().map(FormatToken::Literal)),
                '_' => {
                    chars.next();
                    tokens.push(FormatToken::Literal(' '));
                }
                // Fills the width of the column.
                '*' => {
                    chars.next();
                }
                '[' => {
                    let inner = chars.by_ref().take_while(|c| *c != ']').collect::<String>();
                    if inner.starts_with(['<', '>', '=']) {
                        return Err("with conditions");
                    }
                    if inner.starts_with("DBNum")
                        || matches!(inner.as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss")
                    {
                        return Err("of its own kind");
                    }
                    let currency = inner.strip_prefix('$').and_then(|it| it.split('-').next());
                    tokens.extend(currency.unwrap_or_default().chars().map(FormatToken::Literal));
                }
                '0' | '#' | '?' => tokens.push(FormatToken::Digit(c)),
                '.' => tokens.push(FormatToken::Point),
                ',' => tokens.push(FormatToken::Comma),
                '%' => tokens.push(FormatToken::Percent),
                '@' => tokens.push(FormatToken::General),
                'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => return Err("in powers of ten"),
                '/' => return Err("of a fraction"),
                'G' | 'g' => {
                    let rest = chars.clone().collect::<String>();
                    let name = ["eneral", "/通用格式"].into_iter().find(|it| rest.starts_with(it));
                    tokens.push(if name.is_some() { FormatToken::General } else { FormatToken::Literal(c) });
                    for _ in name.into_iter().flat_map(str::chars) {
                        chars.next();
                    }
                }
                other => tokens.push(FormatToken::Literal(other)),
            }
        }
        Ok(Self { sections })
    }

    fn show(&self, value: Decimal) -> Result<String, Why> {
        let numbers = &self.sections[..self.sections.len().min(3)];
        let is_negative = value.is_sign_negative() && !value.is_zero();
        let (section, sign) = match numbers {
            [only] => (only, if is_negative { "-" } else { "" }),
            [_, negative, ..] if is_negative => (negative, ""),
            [positive, _] => (positive, ""),
            [_, _, zero] if value.is_zero() => (zero, ""),
            [positive, ..] => (positive, ""),
            [] => return Err("without sections"),
        };
        if section.is_empty() && self.sections.len() > 1 {
            return Err("that hides it");
        }
        let shown = show(section, value.abs())?;
        let has_sign = shown.contains(['-', '(', '−', '△', '▲']);
        if is_negative && sign.is_empty() && !has_sign {
            return Err("that hides the sign");
        }
        Ok(format!("{sign}{}", shown.trim()))
    }
}

/// A value without its sign, as a section shows it.
fn show(section: &[FormatToken], value: Decimal) -> Result<String, Why> {
    let is_placeholder = |token: &FormatToken| matches!(token, FormatToken::Digit(_));
    if section.is_empty() || section.contains(&FormatToken::General) && !section.iter().any(is_placeholder) {
        let shown = general(value)?;
        let text = section.iter().map(|token| match token {
            FormatToken::General => shown.clone(),
            FormatToken::Literal(c) => c.to_string(),
            FormatToken::Percent => "%".to_owned(),
            _ => String::new(),
        });
        return Ok(if section.is_empty() { shown } else { text.collect() });
    }
    let Some(last) = section.iter().rposition(is_placeholder) else {
        // Text alone stands for the number: "-" for zero.
        let text = section
            .iter()
            .filter_map(|token| if let FormatToken::Literal(c) = token { Some(*c) } else { None });
        let text = text.collect::<String>();
        return if text.trim().is_empty() { Err("that hides it") } else { Ok(text) };
    };
    let point = section.iter().position(|token| *token == FormatToken::Point).unwrap_or(section.len());
    let mut value = value;
    for token in section {
        if *token == FormatToken::Percent {
            value = value.checked_mul(Decimal::ONE_HUNDRED).ok_or("of too large a number")?;
        }
    }
    // Commas behind the last digit, or before the point, divide by a thousand each.
    let end = section[..point].iter().rposition(is_placeholder).map_or(0, |at| at + 1);
    let behind = if point < section.len() { &section[last + 1..] } else { &[] };
    let scaling = section[end..point].iter().chain(behind);
    let thousands = scaling.filter(|token| **token == FormatToken::Comma).count().min(9);
    for _ in 0..thousands {
        value /= Decimal::ONE_THOUSAND;
    }
    let places = section[point..].iter().filter(|token| is_placeholder(token)).count();
    let places = u32::try_from(places).unwrap_or(u32::MAX);
    let mut value = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    value.rescale(places);
    let text = value.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let whole = if whole == "0" { "" } else { whole };
    let after = fraction_shown(&section[point..], fraction);
    let before = whole_shown(&section[..point], whole);
    let before = if before.is_empty() && !after.is_empty() { "0".to_owned() } else { before };
    Ok(format!("{before}{after}"))
}

/// The digits before the point: put into the places from the right, and all that are left at the first.
fn whole_shown(tokens: &[FormatToken], digits: &str) -> String {
    let mut left = digits.chars().rev();
    let first = tokens.iter().position(|token| matches!(token, FormatToken::Digit(_)));
    let mut shown = Vec::new();
    for (at, token) in tokens.iter().enumerate().rev() {
        match token {
            FormatToken::Digit(sign) => {
                match left.next() {
                    Some(digit) => shown.push(digit),
                    None if *sign == '0' => shown.push('0'),
                    None => {}
                }
                if Some(at) == first {
                    shown.extend(left.by_ref());
                }
            }
            FormatToken::Literal(c) => shown.push(*c),
            FormatToken::Percent => shown.push('%'),
            FormatToken::Comma | FormatToken::Point | FormatToken::General => {}
        }
    }
    shown.into_iter().rev().collect()
}

/// The point and the digits behind it; those that only a `#` asks for are left out where they are zero.
fn fraction_shown(tokens: &[FormatToken], digits: &str) -> String {
    let wanted = tokens
        .iter()
        .filter_map(|token| if let FormatToken::Digit(sign) = token { Some(*sign) } else { None });
    let needed =
        wanted.clone().collect::<Vec<_>>().iter().rposition(|sign| *sign == '0').map_or(0, |at| at + 1);
    let significant = digits.trim_end_matches('0').len().max(needed);
    let mut left = digits.chars().take(significant);
    let mut shown = String::new();
    for token in tokens {
        match token {
            FormatToken::Point if significant > 0 => shown.push('.'),
            FormatToken::Digit(_) => shown.extend(left.next()),
            FormatToken::Literal(c) => shown.push(*c),
            FormatToken::Percent => shown.push('%'),
            FormatToken::Point | FormatToken::Comma | FormatToken::General => {}
        }
    }
    shown
}

/// A number without a format: as many decimals as fit into eleven characters.
fn general(value: Decimal) -> Result<String, Why> {
    let text = value.normalize().to_string();
    if text.len() <= GENERAL {
        return Ok(text);
    }
    let whole = text.split('.').next().unwrap_or_default().len();
    if whole > GENERAL || value < Decimal::new(1, 4) {
        return Err("that shows it in powers of ten");
    }
    let places = u32::try_from((GENERAL - 1).saturating_sub(whole)).unwrap_or_default();
    let rounded = value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    Ok(rounded.normalize().to_string())
}
