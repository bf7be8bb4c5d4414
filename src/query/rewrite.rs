//! A portable query as an engine reads it, with what proves its answer.

use std::ops::ControlFlow;

use sqlparser::{
    ast::{
        BinaryOperator, DuplicateTreatment, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Ident,
        ObjectName, ObjectNamePart, Value, VisitMut as _, VisitorMut,
    },
    dialect::GenericDialect,
    parser::Parser,
};

use super::{Dialect, portable::Portable};

/// A query as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten {
    pub text: String,
    /// The names of the answer's first columns, as the editor wrote them; those after them are proofs.
    pub columns: Vec<String>,
    pub proofs: Vec<Proof>,
}

/// What columns of an answer prove, by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The sum, the least, the greatest and the number of what is added up, in this column and the next.
    Sum { of: String, at: usize },
    /// How many values a cast has changed: 0.
    Cast { of: String, at: usize },
    /// How many spellings of a key the engine took for one: 1.
    Key { of: String, at: usize },
}

impl Portable {
    /// Writes the query for an engine that calls the records `table`; `None` where that is no name.
    pub fn rewritten(&self, dialect: Dialect, table: &str) -> Option<Rewritten> {
        let table = table_name(table, dialect)?;
        let engine = Engine { dialect };
        let mut columns = Vec::new();
        let mut items = Vec::new();
        for (alias, expr) in &self.items {
            columns.push(alias.value.clone());
            items.push(format!("{} AS {}", engine.expr(expr), engine.name(alias)));
        }
        let mut proofs = Vec::new();
        let mut prove = |text: String| {
            let at = items.len();
            items.push(format!("{text} AS proof_{}", at + 1));
            at
        };
        for expr in &self.sums {
            let (of, summed) = (format!("SUM({expr})"), engine.expr(expr));
            let at = prove(format!("SUM({summed})"));
            for name in ["MIN", "MAX", "COUNT"] {
                prove(format!("{name}({summed})"));
            }
            proofs.push(Proof::Sum { of, at });
        }
        for (expr, data_type) in &self.casts {
            // What does not fit becomes NULL in some engines, and is left out of a sum.
            let value = engine.expr(expr);
            let is_same = format!("{value} IS NULL OR {value} = CAST({value} AS {data_type})");
            let at = prove(format!("COUNT(CASE WHEN {is_same} THEN NULL ELSE 1 END)"));
            proofs.push(Proof::Cast { of: format!("CAST({expr} AS {data_type})"), at });
        }
        if !dialect.compares_exactly() {
            for key in &self.keys {
                let at = prove(format!("COUNT(DISTINCT CAST({} AS BINARY))", engine.expr(key)));
                proofs.push(Proof::Key { of: key.to_string(), at });
            }
        }
        let keys = self.keys.iter().map(|key| engine.expr(key)).collect::<Vec<_>>().join(", ");
        let clauses = [
            Some(format!("SELECT {} FROM {table} AS {}", items.join(", "), engine.name(&self.records))),
            self.filter.as_ref().map(|it| format!("WHERE {}", engine.expr(it))),
            (!keys.is_empty()).then(|| format!("GROUP BY {keys}")),
            self.having.as_ref().map(|it| format!("HAVING {}", engine.expr(it))),
        ];
        let text = clauses.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some(Rewritten { text, columns, proofs })
    }
}

/// The name of a table as an engine reads it: `lake.contracts`, parts of other letters in quotation marks.
fn table_name(name: &str, dialect: Dialect) -> Option<String> {
    let mut parser = Parser::new(&GenericDialect {}).try_with_sql(name).ok()?;
    let mut parsed = parser.parse_object_name(false).ok()?;
    parser.expect_token(&sqlparser::tokenizer::Token::EOF).ok()?;
    for part in &mut parsed.0 {
        let ObjectNamePart::Identifier(ident) = part else { return None };
        *ident = quoted(ident, dialect)?;
    }
    Some(ObjectName(parsed.0).to_string())
}

/// A name with the quotation marks of the dialect, where it has any.
fn quoted(ident: &Ident, dialect: Dialect) -> Option<Ident> {
    if ident.value.contains(['"', '`']) {
        return None;
    }
    Some(Ident { quote_style: ident.quote_style.map(|_| dialect.quote()), ..ident.clone() })
}

struct Engine {
    dialect: Dialect,
}

impl Engine {
    fn name(&self, ident: &Ident) -> String {
        quoted(ident, self.dialect).map_or_else(String::new, |it| it.to_string())
    }

    fn expr(&self, expr: &Expr) -> String {
        let mut expr = expr.clone();
        let _ = expr.visit(&mut Spelling { dialect: self.dialect });
        expr.to_string()
    }
}

/// Spells an expression as a dialect does.
struct Spelling {
    dialect: Dialect,
}

impl VisitorMut for Spelling {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(name) => respell(name, self.dialect),
            Expr::CompoundIdentifier(path) => path.iter_mut().for_each(|it| respell(it, self.dialect)),
            _ if !self.dialect.compares_exactly() => compare_exactly(expr),
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

fn respell(ident: &mut Ident, dialect: Dialect) {
    if let Some(quoted) = quoted(ident, dialect) {
        *ident = quoted;
    }
}

/// Where texts are compared without their case: compares their bytes as well.
fn compare_exactly(expr: &mut Expr) {
    let exact = match expr {
        Expr::BinaryOp { left, op: op @ (BinaryOperator::Eq | BinaryOperator::NotEq), right }
            if is_text(left) || is_text(right) =>
        {
            let and = if *op == BinaryOperator::Eq { "AND" } else { "OR" };
            format!("({left} {op} {right} {and} {} {op} {})", binary(left), binary(right))
        }
        Expr::InList { expr, list, negated } if list.iter().any(is_text) => {
            let [list, bytes] =
                [list.iter().map(ToString::to_string).collect::<Vec<_>>(), list.iter().map(binary).collect()];
            let (within, and) = if *negated { ("NOT IN", "OR") } else { ("IN", "AND") };
            let [list, bytes] = [list, bytes].map(|it| it.join(", "));
            format!("({expr} {within} ({list}) {and} {} {within} ({bytes}))", binary(expr))
        }
        Expr::Function(function) => {
            let FunctionArguments::List(list) = &mut function.args else { return };
            if list.duplicate_treatment == Some(DuplicateTreatment::Distinct) {
                for argument in &mut list.args {
                    if let FunctionArg::Unnamed(FunctionArgExpr::Expr(it)) = argument {
                        *it = verbatim(binary(it));
                    }
                }
            }
            return;
        }
        _ => return,
    };
    *expr = verbatim(exact);
}

fn binary(expr: &Expr) -> String {
    format!("CAST({expr} AS BINARY)")
}

fn is_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Value(value) if matches!(value.value, Value::SingleQuotedString(_)))
}

/// An expression that prints as this text.
fn verbatim(text: String) -> Expr {
    Expr::Identifier(Ident::new(text))
}
