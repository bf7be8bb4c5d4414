//! What may be said of a value: of each record, of one that is added up, of a group.

use sqlparser::{
    ast::{
        BinaryOperator, CastKind, DataType, DateTimeField, DuplicateTreatment, ExactNumberInfo, Expr,
        Function, FunctionArg, FunctionArgExpr, FunctionArguments, Spanned as _, UnaryOperator, Value,
    },
    tokenizer::Location,
};

use super::{At, Check, VIEW};
use crate::{diag::Diagnostic, query::locus};

/// What adds up records, in small letters.
const AGGREGATES: [&str; 4] = ["count", "sum", "min", "max"];
/// What works on one value.
const FUNCTIONS: [&str; 4] = ["abs", "coalesce", "left", "lower"];
/// Digits of the widest decimal that every engine has.
const DIGITS: u64 = 38;

impl Check<'_> {
    pub(super) fn expr(&mut self, expr: &Expr, at: At) {
        if at == At::Group && self.keys.contains(expr) {
            return;
        }
        let place = expr.span().start;
        match expr {
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) if at == At::Group => {
                let message = format!("{expr} is neither grouped by nor added up");
                let fault = Diagnostic::error("ungrouped-column", message).at(locus(self.file, place));
                self.faults.push(fault.help("group by it, or add it up"));
            }
            Expr::Identifier(_) => {}
            Expr::CompoundIdentifier(path) if path.len() == 2 => {}
            Expr::Value(value) => self.literal(&value.value, place),
            Expr::Nested(inner) | Expr::IsNull(inner) | Expr::IsNotNull(inner) => self.expr(inner, at),
            Expr::UnaryOp { op: UnaryOperator::Not, expr } => self.expr(expr, at),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } if is_number(expr) => {}
            Expr::BinaryOp { left, op: BinaryOperator::And | BinaryOperator::Or, right } => {
                self.expr(left, at);
                self.expr(right, at);
            }
            Expr::BinaryOp { left, op, right } if is_comparison(op) => {
                let is_equality = matches!(op, BinaryOperator::Eq | BinaryOperator::NotEq);
                self.comparison(&[left, right], is_equality, place, at);
            }
            Expr::Between { expr, low, high, negated: _ } => {
                self.comparison(&[expr, low], false, place, at);
                self.comparison(&[expr, high], false, place, at);
            }
            Expr::InList { expr, list, negated: _ } => {
                list.iter().for_each(|it| self.comparison(&[expr, it], true, place, at));
            }
            Expr::Case { operand: None, conditions, else_result, .. } => {
                for when in conditions {
                    self.expr(&when.condition, at);
                    self.expr(&when.result, at);
                }
                else_result.iter().for_each(|it| self.expr(it, at));
            }
            Expr::Cast { kind: CastKind::Cast, expr, data_type, array: false, format: None } => {
                self.cast(expr, data_type, place, at);
            }
            Expr::Extract { field: DateTimeField::Year, expr, .. } => self.expr(expr, at),
            Expr::Substring { expr, substring_from: Some(from), substring_for, special: true, .. } => {
                self.expr(expr, at);
                self.expr(from, at);
                substring_for.iter().for_each(|it| self.expr(it, at));
            }
            Expr::Function(function) => self.function(function, place, at),
            other => self.refuse(&name_of(other), place, VIEW),
        }
    }

    /// A literal that every engine reads alike: a backslash escapes in some, and two quotation marks
    /// are none in Spark.
    fn literal(&mut self, value: &Value, at: Location) {
        match value {
            // The rules have refused those with a point.
            Value::Number(..) | Value::Null => {}
            Value::SingleQuotedString(text) if !text.contains(['\'', '\\']) => {}
            other => self.refuse(&other.to_string(), at, "compare with whole numbers, days and plain texts"),
        }
    }

    /// One side is a literal; what is smaller or greater than a text depends on the collation, but for
    /// days and years.
    fn comparison(&mut self, sides: &[&Expr; 2], is_equality: bool, place: Location, at: At) {
        sides.iter().for_each(|side| self.expr(side, at));
        let literal = sides.iter().find_map(|side| match side {
            Expr::Value(value) => Some(&value.value),
            Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match expr.as_ref() {
                Expr::Value(value) => Some(&value.value),
                _ => None,
            },
            _ => None,
        });
        match literal {
            None => self.refuse("a comparison of two columns", place, VIEW),
            Some(Value::SingleQuotedString(text)) if !is_equality && !is_day(text) => {
                self.refuse("a text that is smaller or greater", place, "compare days: '2023-01-01'");
            }
            Some(_) => {}
        }
    }

    fn cast(&mut self, expr: &Expr, data_type: &DataType, place: Location, at: At) {
        let (DataType::Decimal(info) | DataType::Numeric(info)) = data_type else {
            return self.refuse(&format!("a cast to {data_type}"), place, "cast to DECIMAL(38, 2) alone");
        };
        let scale = match info {
            ExactNumberInfo::PrecisionAndScale(digits, scale) if *digits <= DIGITS => {
                u64::try_from(*scale).ok()
            }
            ExactNumberInfo::Precision(digits) if *digits <= DIGITS => Some(0),
            _ => None,
        };
        let Some(scale) = scale.filter(|it| *it <= DIGITS) else {
            return self.refuse(&data_type.to_string(), place, "give it 38 digits at most: DECIMAL(38, 2)");
        };
        match expr {
            // '12.5' to one decimal or more: nothing is rounded, whoever casts.
            Expr::Value(value) => match &value.value {
                Value::SingleQuotedString(text)
                    if crate::snapshot::Exact::read(text)
                        .is_some_and(|it| u64::from(it.scale()) <= scale) => {}
                Value::Number(..) | Value::Null => {}
                _ => self.refuse("a cast that rounds", place, "give it the decimals that the digits have"),
            },
            _ if at == At::Added => {
                self.expr(expr, at);
                let cast = (expr.clone(), data_type.clone());
                if !self.casts.contains(&cast) {
                    self.casts.push(cast);
                }
            }
            _ => self.refuse("a cast of what is not added up", place, "cast within SUM, MIN or MAX"),
        }
    }

    fn function(&mut self, function: &Function, place: Location, at: At) {
        let Function { name, uses_odbc_syntax, parameters, args, filter, null_treatment, over, within_group } =
            function;
        let name = name.to_string().to_lowercase();
        let is_plain = !uses_odbc_syntax
            && *parameters == FunctionArguments::None
            && filter.is_none()
            && null_treatment.is_none()
            && over.is_none()
            && within_group.is_empty();
        let is_aggregate = AGGREGATES.contains(&name.as_str());
        let FunctionArguments::List(list) = args else {
            return self.refuse(&name, place, "give it arguments");
        };
        if !is_plain || !list.clauses.is_empty() {
            self.refuse(&format!("what {name} has besides its arguments"), place, "use CASE within it");
        }
        if !is_aggregate && !FUNCTIONS.contains(&name.as_str()) {
            let help = format!("it has {}; {VIEW}", [&AGGREGATES[..], &FUNCTIONS].concat().join(", "));
            return self.refuse(&name, place, &help);
        }
        if is_aggregate && at != At::Group {
            return self.refuse(&format!("{name} of each record"), place, "add up in SELECT or HAVING alone");
        }
        let is_distinct = list.duplicate_treatment == Some(DuplicateTreatment::Distinct);
        if is_distinct && name != "count" {
            self.refuse(&format!("{name} DISTINCT"), place, "COUNT(DISTINCT …) is");
        }
        for argument in &list.args {
            match argument {
                FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => {
                    self.expr(expr, if is_aggregate { At::Added } else { at });
                    if name == "sum" && !self.sums.contains(expr) {
                        self.sums.push(expr.clone());
                    }
                }
                FunctionArg::Unnamed(FunctionArgExpr::Wildcard) if name == "count" => {}
                other => self.refuse(&other.to_string(), place, "give it plain arguments"),
            }
        }
    }
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(value) if matches!(value.value, Value::Number(..)))
}

fn is_comparison(op: &BinaryOperator) -> bool {
    use BinaryOperator::{Eq, Gt, GtEq, Lt, LtEq, NotEq};
    matches!(op, Eq | NotEq | Lt | LtEq | Gt | GtEq)
}

/// A year, a month or a day, whose texts stand in the order of the days in every collation.
fn is_day(text: &str) -> bool {
    let parts = text.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit())));
    let parts = parts.collect::<Vec<_>>();
    let lengths = [4, 2, 2];
    parts.len() <= 3
        && parts.iter().zip(lengths).all(|((length, are_digits), it)| *length == it && *are_digits)
}

/// What an expression is called in a message: the operator, or its first word.
fn name_of(expr: &Expr) -> String {
    match expr {
        Expr::BinaryOp { op, .. } => op.to_string(),
        Expr::Like { .. } | Expr::ILike { .. } => "LIKE".to_owned(),
        Expr::Case { .. } => "CASE with a value after it".to_owned(),
        Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => {
            "a query in the query".to_owned()
        }
        Expr::TypedString(_) => "a typed text".to_owned(),
        other => {
            let text = other.to_string();
            text.split([' ', '(']).next().unwrap_or_default().to_owned()
        }
    }
}
