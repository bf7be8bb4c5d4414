//! Recomputation: whether each fact of a table is what its own formula gives.

use crate::output::table::original;

/// How far a result may be from the value beside it, in parts of it or, below one, in units: formulas print
/// every digit of their operands, values ten decimals, of which a difference of two shares has lost a digit.
const TOLERANCE: f64 = 1e-9;

/// The facts of a `facts.csv` whose value is not what their formula gives, a line each.
///
/// Formulas are in the units that sources print, values in whole units: a power of ten may stand
/// between them.
pub fn contradictions(table: &[u8]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table);
    let Ok(head) = reader.headers().cloned() else { return vec!["facts.csv is no table".to_owned()] };
    let column = |name: &str| head.iter().position(|it| it == name);
    let (Some(fact), Some(value), Some(formula)) = (column("FACT"), column("VALUE"), column("FORMULA"))
    else {
        return vec!["facts.csv lacks FACT, VALUE or FORMULA".to_owned()];
    };
    let mut found = vec![];
    for (row, line) in reader.records().zip(2..) {
        let Ok(row) = row else {
            found.push(format!("facts.csv:{line} is no row of it"));
            continue;
        };
        let (fact, value, formula) = (&row[fact], &row[value], original(&row[formula]));
        match (value.parse::<f64>(), evaluate(formula)) {
            (Ok(stated), Some(result)) if agree(stated, result) => {}
            (_, Some(result)) => {
                found.push(format!("{fact}: facts.csv:{line} says {value}, and {formula} gives {result}"));
            }
            (_, None) => found.push(format!("{fact}: facts.csv:{line} has no formula: {formula}")),
        }
    }
    found
}

fn agree(stated: f64, result: f64) -> bool {
    if stated == 0.0 || result == 0.0 {
        return (stated - result).abs() < TOLERANCE;
    }
    let scale = (stated / result).abs().log10().round();
    let expected = result * 10_f64.powi(scale_of(scale));
    (0.0..=12.0).contains(&scale) && (stated - expected).abs() < TOLERANCE * expected.abs().max(1.0)
}

#[expect(clippy::cast_possible_truncation, reason = "the logarithm of a ratio of two doubles is below 700")]
fn scale_of(scale: f64) -> i32 {
    scale as i32
}

/// The value of a formula of numbers, `+ − × ÷ / ^`, brackets, and `#(a < b, c)`, which is how many of those behind the
/// sign are greater than what is before it; none where it is no such formula.
pub fn evaluate(formula: &str) -> Option<f64> {
    let signs: Vec<char> = formula.chars().filter(|c| !c.is_whitespace()).collect();
    let mut reader = FormulaReader { signs: &signs, depth: 0 };
    let value = reader.sum()?;
    reader.signs.is_empty().then_some(value)
}

/// How deep brackets and signs may stand within each other; a formula of ours has four.
const DEEPEST: usize = 64;

struct FormulaReader<'a> {
    signs: &'a [char],
    /// The brackets and signs that are open.
    depth: usize,
}

impl FormulaReader<'_> {
    /// Takes the next sign if it is one of those.
    fn take(&mut self, wanted: &[char]) -> Option<char> {
        let (first, rest) = self.signs.split_first()?;
        wanted.contains(first).then(|| self.signs = rest)?;
        Some(*first)
    }

    fn sum(&mut self) -> Option<f64> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '−', '-']) {
            let next = self.product()?;
            value = if sign == '+' { value + next } else { value - next };
        }
        Some(value)
    }

    fn product(&mut self) -> Option<f64> {
        let mut value = self.power()?;
        while let Some(sign) = self.take(&['×', '÷', '/']) {
            let next = self.power()?;
            value = if sign == '×' { value * next } else { value / next };
        }
        Some(value)
    }

    #[expect(clippy::disallowed_methods, reason = "a check within a tolerance, which reaches no output")]
    fn power(&mut self) -> Option<f64> {
        let value = self.atom()?;
        match self.take(&['^']) {
            Some(_) => Some(value.powf(self.atom()?)),
            None => Some(value),
        }
    }

    fn atom(&mut self) -> Option<f64> {
        self.depth += 1;
        let value = if self.depth > DEEPEST { None } else { self.inner_atom() };
        self.depth -= 1;
        value
    }

    /// How many of some values are greater, or less, than one.
    fn count(&mut self) -> Option<f64> {
        self.take(&['('])?;
        let own = self.sum()?;
        let sign = self.take(&['<', '>'])?;
        let mut count = 0.0;
        loop {
            let other = self.sum()?;
            count += f64::from(u8::from(if sign == '<' { own < other } else { own > other }));
            if self.take(&[',']).is_none() {
                return self.take(&[')']).map(|_| count);
            }
        }
    }

    fn inner_atom(&mut self) -> Option<f64> {
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            return self.take(&[')']).map(|_| value);
        }
        if self.take(&['#']).is_some() {
            return self.count();
        }
        if self.take(&['−', '-']).is_some() {
            return Some(-self.atom()?);
        }
        let digits = self.signs.iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
        let (number, rest) = self.signs.split_at(digits);
        self.signs = rest;
        number.iter().collect::<String>().parse().ok()
    }
}
