//! The portable core: what every engine answers alike, and polars too.
//!
//! What was seen to differ from engine to engine is left out: arithmetic (it goes round in some), text
//! put together (`||` is OR in MySQL, NULL wins in some), GREATEST, LENGTH, ROUND, MOD (polars gives the remainder the sign of the
//! divisor, all others that of the dividend), casts that round,
//! text that is smaller or greater (collations). So are joins, queries within the query and WITH: sums
//! in them could not be proven. A view in the database does all of that, and is a table here.

use sqlparser::{
    ast::{
        self, BinaryOperator, CastKind, DataType, DateTimeField, DuplicateTreatment, ExactNumberInfo, Expr,
        Function, FunctionArg, FunctionArgExpr, FunctionArguments, GroupByExpr, Ident, Select, SelectFlavor,
        SelectItem, SetExpr, Spanned as _, TableFactor, UnaryOperator, Value,
    },
    tokenizer::Location,
};

use super::{Query, RECORDS, locus};
use crate::{diag::Diagnostic, inputs::File};

/// What adds up records, in small letters.
const AGGREGATES: [&str; 4] = ["count", "sum", "min", "max"];
/// What works on one value.
const FUNCTIONS: [&str; 4] = ["abs", "coalesce", "left", "lower"];
/// Digits of the widest decimal that every engine has.
const DIGITS: u64 = 38;

/// A query in the portable core: a plain SELECT of groups.
#[derive(Debug, Clone)]
pub struct Portable {
    /// What each column of the answer is called and holds.
    pub items: Vec<(Ident, Expr)>,
    pub filter: Option<Expr>,
    /// What it groups by, without its aliases.
    pub keys: Vec<Expr>,
    pub having: Option<Expr>,
    /// What is added up in it, each once.
    pub sums: Vec<Expr>,
    /// What is cast before it is added up, and to what, each once.
    pub casts: Vec<(Expr, DataType)>,
    /// What it calls the records.
    pub records: Ident,
}

/// Where an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// It is asked of each record.
    Record,
    /// It is asked of each record, and added up.
    Added,
    /// It is asked of a group.
    Group,
}

impl Portable {
    /// Takes the query for portable.
    ///
    /// # Errors
    /// All that is not, each by its name.
    pub fn of(query: &Query<'_>) -> Result<Self, Vec<Diagnostic>> {
        let mut check = Check { file: query.file, keys: vec![], sums: vec![], casts: vec![], faults: vec![] };
        let portable = check.query(&query.parsed);
        match portable {
            Some(portable) if check.faults.is_empty() => {
                Ok(Self { sums: check.sums, casts: check.casts, keys: check.keys, ..portable })
            }
            _ => Err(check.faults),
        }
    }
}

struct Check<'a> {
    file: &'a File,
    keys: Vec<Expr>,
    sums: Vec<Expr>,
    casts: Vec<(Expr, DataType)>,
    faults: Vec<Diagnostic>,
}

impl Check<'_> {
    fn refuse(&mut self, what: &str, at: Location, help: &str) {
        let message = format!("{what} is not in the core that every engine answers alike");
        let fault = Diagnostic::error("not-portable", message).at(locus(self.file, at));
        self.faults.push(fault.help(help.to_owned()));
    }

    fn query(&mut self, query: &ast::Query) -> Option<Portable> {
        // All parts by name: a part that another version of the parser knows must not slip through.
        let ast::Query {
            with,
            body,
            // The answer is sorted here.
            order_by: _,
            limit_clause: _, // refused by the rules
            fetch,
            locks,
            for_clause,
            settings,
            format_clause,
            pipe_operators,
        } = query;
        let at = query.span().start;
        if with.is_some() {
            self.refuse("WITH", at, VIEW);
        }
        let is_plain = fetch.is_none()
            && locks.is_empty()
            && for_clause.is_none()
            && settings.is_none()
            && format_clause.is_none()
            && pipe_operators.is_empty();
        if !is_plain {
            self.refuse("what stands after the query", at, "end it after HAVING");
        }
        match body.as_ref() {
            SetExpr::Select(select) => self.select(select),
            other => {
                self.refuse("more than one SELECT", other.span().start, VIEW);
                None
            }
        }
    }

    fn select(&mut self, select: &Select) -> Option<Portable> {
        let Select {
            select_token: _,
            optimizer_hints,
            distinct,
            select_modifiers,
            top,
            top_before_distinct: _,
            projection,
            exclude,
            into,
            from,
            lateral_views,
            prewhere,
            selection,
            connect_by,
            group_by,
            cluster_by,
            distribute_by,
            sort_by,
            having,
            named_window,
            qualify,
            window_before_qualify: _,
            value_table_mode,
            flavor,
        } = select;
        let at = select.span().start;
        let is_plain = optimizer_hints.is_empty()
            && select_modifiers.is_none()
            && top.is_none()
            && exclude.is_none()
            && into.is_none()
            && lateral_views.is_empty()
            && prewhere.is_none()
            && connect_by.is_empty()
            && cluster_by.is_empty()
            && distribute_by.is_empty()
            && sort_by.is_empty()
            && named_window.is_empty()
            && qualify.is_none()
            && value_table_mode.is_none()
            && *flavor == SelectFlavor::Standard;
        if !is_plain {
            self.refuse(
                "a clause of one engine's own",
                at,
                "SELECT … FROM records WHERE … GROUP BY … HAVING",
            );
        }
        if distinct.is_some() {
            self.refuse("SELECT DISTINCT", at, "group by the columns instead");
        }
        let records = self.records(from, at);
        let items = projection.iter().filter_map(|item| self.item(item)).collect::<Vec<_>>();
        self.keys = self.grouped(group_by, &items, at);
        for key in self.keys.clone() {
            self.expr(&key, At::Record);
        }
        for (_, expr) in &items {
            self.expr(expr, At::Group);
        }
        if let Some(filter) = selection {
            self.expr(filter, At::Record);
        }
        if let Some(having) = having {
            self.expr(having, At::Group);
        }
        let (filter, having) = (selection.clone(), having.clone());
        Some(Portable { items, filter, having, records: records?, keys: vec![], sums: vec![], casts: vec![] })
    }

    /// The one table, and what it is called.
    fn records(&mut self, from: &[ast::TableWithJoins], at: Location) -> Option<Ident> {
        match from {
            [ast::TableWithJoins { relation: TableFactor::Table { name, alias, .. }, joins }]
                if joins.is_empty() && name.to_string() == RECORDS =>
            {
                match alias {
                    None => Some(Ident::new(RECORDS)),
                    Some(alias) if alias.columns.is_empty() => Some(alias.name.clone()),
                    Some(_) => {
                        self.refuse("a table whose columns are named anew", at, "name them in the SELECT");
                        None
                    }
                }
            }
            _ => {
                self.refuse("anything but one table", at, VIEW);
                None
            }
        }
    }

    fn item(&mut self, item: &SelectItem) -> Option<(Ident, Expr)> {
        match item {
            SelectItem::ExprWithAlias { expr, alias } => Some((alias.clone(), expr.clone())),
            SelectItem::UnnamedExpr(expr) if super::column(expr).is_some() => {
                Some((super::column(expr)?.clone(), expr.clone()))
            }
            other => {
                self.refuse("a column without a name", other.span().start, "name it: … AS REF_AREA");
                None
            }
        }
    }

    /// What is grouped by; an alias stands for what it names.
    fn grouped(&mut self, group_by: &GroupByExpr, items: &[(Ident, Expr)], at: Location) -> Vec<Expr> {
        let GroupByExpr::Expressions(keys, modifiers) = group_by else {
            self.refuse("GROUP BY ALL", at, "name what it groups by");
            return vec![];
        };
        if !modifiers.is_empty() {
            self.refuse("a subtotal (ROLLUP, CUBE)", at, "the briefing adds up itself");
        }
        let named = |key: &Expr| match key {
            Expr::Identifier(name) => items.iter().find(|(alias, _)| alias == name).map(|(_, it)| it.clone()),
            _ => None,
        };
        let mut found = Vec::new();
        for key in keys {
            match key {
                Expr::Value(_) => {
                    self.refuse("GROUP BY a number", key.span().start, "name what it groups by");
                }
                _ => found.push(named(key).unwrap_or_else(|| key.clone())),
            }
        }
        found
    }

    fn expr(&mut self, expr: &Expr, at: At) {
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

/// What an editor does about anything that is not in the core.
const VIEW: &str = "make a view of it in the database, and name that as the table";

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
