//! The portable core: what every engine answers alike, and polars too.
//!
//! What was seen to differ from engine to engine is left out: arithmetic (it goes round in some), text
//! put together (`||` is OR in MySQL, NULL wins in some), GREATEST, LENGTH, ROUND, MOD (polars gives the remainder the sign of the
//! divisor, all others that of the dividend), casts that round,
//! text that is smaller or greater (collations). So are joins, queries within the query and WITH: sums
//! in them could not be proven. A view in the database does all of that, and is a table here.

mod expressions;

use sqlparser::{
    ast::{
        self, DataType, Expr, GroupByExpr, Ident, Select, SelectFlavor, SelectItem, SetExpr, Spanned as _,
        TableFactor,
    },
    tokenizer::Location,
};

use super::{Query, RECORDS, locus};
use crate::{diag::Diagnostic, inputs::File};

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
}

/// What an editor does about anything that is not in the core.
const VIEW: &str = "make a view of it in the database, and name that as the table";
