//! What a query needs of folded records, and the query as it is asked of them.

use std::{collections::BTreeSet, fmt, ops::ControlFlow};

use polars::prelude::{DataType, Schema};
use sqlparser::{
    ast::{
        Distinct, DuplicateTreatment, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments,
        GroupByExpr, Ident, ObjectName, Query, Select, SelectItem, SetExpr, Statement, TableFactor,
        TableWithJoins, VisitMut as _, VisitorMut,
    },
    dialect::GenericDialect,
    parser::Parser,
};

use crate::query::{RECORDS, column};

/// What is added up of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TallyKind {
    Count,
    Sum,
    Least,
    Most,
}

/// Something that is added up, as a column of folded records bears it for its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tally {
    pub kind: TallyKind,
    pub column: String,
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} of {}", self.kind, self.column)
    }
}

/// The number of records of a group. No column is called this.
pub const ALL: &str = "Count of *";

/// A query that may be asked of folded records.
pub struct FoldRequest {
    /// The query as it is asked of them: `COUNT(*)` is `SUM("Count of *")`, `SUM(amount)` is
    /// `SUM("Sum of amount")`.
    pub text: String,
    /// The columns outside its aggregates.
    pub keys: BTreeSet<String>,
    pub tallies: BTreeSet<Tally>,
}

impl FoldRequest {
    /// What `query` needs of records with such columns; nothing if it cannot do with folded ones.
    ///
    /// It is one SELECT of the records alone whose every row is a group. Inside its aggregates stands
    /// a column, or something that does not depend on how many records are alike.
    pub fn of(query: &str, schema: &Schema) -> Option<Self> {
        let mut statements = Parser::parse_sql(&GenericDialect {}, query).ok()?;
        let [statement] = statements.as_mut_slice() else { return None };
        let select = lone_select(statement)?;
        let is_grouped = matches!(&select.group_by, GroupByExpr::Expressions(keys, _) if !keys.is_empty());
        let mut rewriting = Rewriting { schema, keys: BTreeSet::new(), tallies: BTreeSet::new() };
        statement.visit(&mut rewriting).continue_value()?;
        let Rewriting { keys, tallies, .. } = rewriting;
        // Without groups the answer is one row, unless a column stands by itself.
        if !is_grouped && !keys.is_empty() {
            return None;
        }
        let names = tallies.iter().map(ToString::to_string).chain([ALL.to_owned()]);
        let is_clear = names.into_iter().all(|name| !schema.contains(&name));
        is_clear.then(|| Self { text: statement.to_string(), keys, tallies })
    }
}

/// The SELECT that a statement is, over nothing but the records.
fn lone_select(statement: &Statement) -> Option<&Select> {
    let Statement::Query(query) = statement else { return None };
    let Query { with: None, body, .. } = query.as_ref() else { return None };
    let SetExpr::Select(select) = body.as_ref() else { return None };
    let is_plain = |item: &SelectItem| match item {
        SelectItem::ExprWithAlias { .. } => true,
        // The name of another would be made from what stands in it, and that is rewritten.
        SelectItem::UnnamedExpr(expr) => column(expr).is_some(),
        _ => false,
    };
    let is_records = match select.from.as_slice() {
        [TableWithJoins { relation: TableFactor::Table { name, alias, sample: None, .. }, joins }] => {
            let is_renamed = alias.as_ref().is_some_and(|it| !it.columns.is_empty());
            joins.is_empty() && !is_renamed && name.to_string() == RECORDS
        }
        _ => false,
    };
    let is_grouping =
        matches!(&select.group_by, GroupByExpr::Expressions(_, modifiers) if modifiers.is_empty());
    let is_whole = !matches!(select.distinct, Some(Distinct::On(_)));
    (is_records && is_grouping && is_whole && select.projection.iter().all(is_plain)).then_some(select)
}

/// Puts tallies in the place of aggregates; breaks off at what cannot be rewritten.
struct Rewriting<'a> {
    schema: &'a Schema,
    keys: BTreeSet<String>,
    tallies: BTreeSet<Tally>,
}

impl Rewriting<'_> {
    fn rewrite(&mut self, function: &mut Function) -> ControlFlow<()> {
        let kind = match function.name.to_string().to_lowercase().as_str() {
            "count" => TallyKind::Count,
            "sum" => TallyKind::Sum,
            "min" => TallyKind::Least,
            "max" => TallyKind::Most,
            _ => return ControlFlow::Continue(()),
        };
        let FunctionArguments::List(arguments) = &mut function.args else { return ControlFlow::Break(()) };
        let is_repeatable = matches!(kind, TallyKind::Least | TallyKind::Most)
            || arguments.duplicate_treatment == Some(DuplicateTreatment::Distinct);
        let name = match arguments.args.as_slice() {
            [FunctionArg::Unnamed(FunctionArgExpr::Wildcard)] if kind == TallyKind::Count => ALL.to_owned(),
            [FunctionArg::Unnamed(FunctionArgExpr::Expr(expr))] => {
                match column(expr).filter(|it| self.is_added_up(&it.value)) {
                    Some(column) if !is_repeatable || arguments.duplicate_treatment.is_none() => {
                        let tally = Tally { kind, column: column.value.clone() };
                        let name = tally.to_string();
                        self.tallies.insert(tally);
                        name
                    }
                    // The same of the groups as of the records, whose values are all among them.
                    _ if is_repeatable => return ControlFlow::Continue(()),
                    _ => return ControlFlow::Break(()),
                }
            }
            _ => return ControlFlow::Break(()),
        };
        if function.filter.is_some() || !arguments.clauses.is_empty() {
            return ControlFlow::Break(());
        }
        let name = Expr::Identifier(Ident::with_quote('"', name));
        arguments.args = vec![FunctionArg::Unnamed(FunctionArgExpr::Expr(name))];
        if kind == TallyKind::Count {
            function.name = ObjectName::from(vec![Ident::new("SUM")]);
        }
        ControlFlow::Continue(())
    }

    fn is_added_up(&self, column: &str) -> bool {
        self.schema.get(column).is_some_and(|dtype| dtype.is_integer() || dtype.is_decimal())
    }
}

impl VisitorMut for Rewriting<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        match expr {
            Expr::Function(function) => self.rewrite(function),
            // What they ask of another table, or of the same as it was.
            Expr::Subquery(_) | Expr::Exists { .. } | Expr::InSubquery { .. } => ControlFlow::Break(()),
            _ => {
                let name = column(expr).map(|it| it.value.as_str());
                self.keys.extend(name.filter(|it| self.schema.contains(it)).map(str::to_owned));
                ControlFlow::Continue(())
            }
        }
    }
}

/// Whether groups can be told apart by a column of this type.
pub fn is_key(dtype: &DataType) -> bool {
    use DataType as D;
    matches!(
        dtype,
        D::String | D::Date | D::Int8 | D::Int16 | D::Int32 | D::Int64 | D::UInt8 | D::UInt16 | D::UInt32
    )
}
