//! What a query may ask: what has one exact answer, whatever the order of the records.
//!
//! Counts, sums and extremes of whole numbers and decimals are such. A mean or a quotient is not
//! exact, and belongs in the plan besides, which knows how a ratio is bounded; a first or a last
//! record depends on the order; a row limit hides groups; and nothing may be read but the records
//! that the descriptor names.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use sqlparser::{
    ast::{
        BinaryOperator, DataType, Expr, Function, GroupByExpr, Ident, Query, Select, SelectItem,
        Spanned as _, TableFactor, Value, ValueWithSpan, Visitor, visit_expressions,
    },
    tokenizer::Location,
};

use super::locus;
use crate::{diag::Diagnostic, inputs::File};

/// What a query calls the records.
pub const RECORDS: &str = "records";

/// The functions that a query may use, in small letters: aggregates, then what works on one value.
const FUNCTIONS: [&str; 31] = [
    "count",
    "sum",
    "min",
    "max", // of exact values
    "abs",
    "sign",
    "mod",
    "greatest",
    "least",
    "coalesce",
    "ifnull",
    "nullif",
    "if", // of any
    "concat",
    "left",
    "right",
    "lower",
    "upper",
    "ltrim",
    "rtrim",
    "replace",
    "substr",
    "split_part",
    "lpad",
    "length",
    "strpos",
    "starts_with",
    "ends_with",
    "regexp_like", // of texts
    "date_part",
    "strftime", // of days
];

/// The rules, as a query is held against them; and what it names on the way.
pub struct Rules<'a> {
    file: &'a File,
    pub faults: Vec<Diagnostic>,
    pub columns: Vec<Ident>,
    /// The names that the query gives, each where it does first.
    pub aliases: BTreeMap<String, Location>,
    pub grouped: BTreeSet<String>,
    pub added: BTreeSet<String>,
    /// The names of the queries that it begins with.
    within: BTreeSet<String>,
}

impl<'a> Rules<'a> {
    pub fn new(file: &'a File) -> Self {
        Self {
            file,
            faults: Vec::new(),
            columns: Vec::new(),
            aliases: BTreeMap::new(),
            grouped: BTreeSet::new(),
            added: BTreeSet::new(),
            within: BTreeSet::new(),
        }
    }

    fn refuse(&mut self, code: &'static str, message: String, at: Location, help: &str) {
        self.faults.push(Diagnostic::error(code, message).at(locus(self.file, at)).help(help));
    }

    fn check_function(&mut self, function: &Function) {
        let name = function.name.to_string().to_lowercase();
        let at = function.name.0.first().map_or(Location::empty(), |part| part.span().start);
        if function.over.is_some() {
            self.refuse(
                "order-dependent",
                format!("{name} OVER depends on the order of the records"),
                at,
                "group the records instead",
            );
        } else if !FUNCTIONS.contains(&name.as_str()) {
            self.refuse(
                "inexact-function",
                format!("{name} is not among the functions that have one exact answer"),
                at,
                "count and add up here, and leave ratios and means to the plan",
            );
        }
        if name == "sum" {
            let _ = visit_expressions(function, |expr| {
                if let Some(column) = column(expr) {
                    self.added.insert(column.value.clone());
                }
                ControlFlow::<()>::Continue(())
            });
        }
    }
}

impl Visitor for Rules<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        let tables = query.with.iter().flat_map(|with| &with.cte_tables);
        for alias in tables.map(|table| &table.alias) {
            self.within.insert(alias.name.value.clone());
            for column in &alias.columns {
                self.aliases.entry(column.name.value.clone()).or_insert(column.name.span.start);
            }
        }
        if query.limit_clause.is_some() || query.fetch.is_some() {
            self.refuse(
                "partial-answer",
                "the query limits its rows, and says no longer what it leaves out".to_owned(),
                query.span().start,
                "take LIMIT and OFFSET away; what is shown, the plan says",
            );
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &Select) -> ControlFlow<()> {
        for item in &select.projection {
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                self.aliases.entry(alias.value.clone()).or_insert(alias.span.start);
            }
        }
        if let GroupByExpr::Expressions(keys, _) = &select.group_by {
            self.grouped.extend(keys.iter().filter_map(column).map(|it| it.value.clone()));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        let is_known = match factor {
            TableFactor::Table { name, args: None, .. } => {
                let name = name.to_string();
                name == RECORDS || self.within.contains(&name)
            }
            TableFactor::Derived { .. } | TableFactor::NestedJoin { .. } => true,
            _ => false,
        };
        if !is_known {
            let message = format!("the query may not read {factor}");
            self.refuse("foreign-table", message, factor.span().start, "the table is called records");
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Function(function) => self.check_function(function),
            Expr::BinaryOp { op: BinaryOperator::Divide, .. } => self.refuse(
                "inexact-function",
                "a quotient is not exact".to_owned(),
                expr.span().start,
                "make two indicators, and let the plan divide them",
            ),
            Expr::Cast { data_type, .. } if is_float(data_type) => self.refuse(
                "inexact-function",
                format!("{data_type} is not exact"),
                expr.span().start,
                "cast to DECIMAL(38, 2), with the decimals it has",
            ),
            _ => self.columns.extend(column(expr).cloned()),
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &ValueWithSpan) -> ControlFlow<()> {
        if let Value::Number(digits, _) = &value.value
            && digits.contains(['.', 'e', 'E'])
        {
            let help = format!("write CAST('{digits}' AS DECIMAL(38, 2)), with the decimals it has");
            self.refuse(
                "inexact-function",
                format!("{digits} would be read as a float"),
                value.span.start,
                &help,
            );
        }
        ControlFlow::Continue(())
    }
}

/// The column that an expression is, if it is one.
pub fn column(expr: &Expr) -> Option<&Ident> {
    match expr {
        Expr::Identifier(name) => Some(name),
        Expr::CompoundIdentifier(path) => path.last(),
        _ => None,
    }
}

fn is_float(data_type: &DataType) -> bool {
    let name = data_type.to_string().to_lowercase();
    ["float", "double", "real"].iter().any(|start| name.starts_with(start))
}
