//! Idle text: what a template holds and can never print, whatever the data and the day are. It looks as if it were
//! said, and is not.

use std::collections::BTreeMap;

use minijinja::{
    Value,
    machinery::{
        Span,
        ast::{BinOpKind, CallArg, Expr, Stmt, UnaryOpKind},
        parse,
    },
    syntax::SyntaxConfig,
};

use super::{bind::without_marks, values};
use crate::{
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// The faults of a text: conditions that nothing decides, loops through nothing, names that nothing prints. A text
/// that cannot be read has none.
pub fn idle(
    file: &File,
    text: &str,
    syntax: &SyntaxConfig,
    context: &BTreeMap<String, Value>,
) -> Vec<Diagnostic> {
    let Ok(Stmt::Template(template)) = parse(text, &file.path, syntax.clone()) else { return vec![] };
    let mut reader = IdleReader { file, text, context, scopes: vec![], faults: vec![] };
    reader.body(&template.children, vec![]);
    reader.faults
}

/// What an answer hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hangs {
    /// On nothing: it was typed, or is a text that is always there.
    OnNothing,
    /// It is a fact or a panel itself, which no answer is.
    Fact,
    /// On the data, the registers or the day.
    OnData,
}

/// A name that the text gives.
struct Given {
    name: String,
    hangs: Hangs,
    span: Span,
    is_used: bool,
}

struct IdleReader<'a> {
    file: &'a File,
    text: &'a str,
    context: &'a BTreeMap<String, Value>,
    /// The names of each body that is open, from the outermost to the innermost.
    scopes: Vec<Vec<Given>>,
    faults: Vec<Diagnostic>,
}

impl IdleReader<'_> {
    /// Reads the statements of a body, which knows these names besides those around it.
    fn body(&mut self, body: &[Stmt], given: Vec<Given>) {
        self.scopes.push(given);
        for statement in body {
            self.statement(statement);
        }
        for given in self.scopes.pop().unwrap_or_default() {
            self.report_unused(&given);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::EmitExpr(it) => self.read(&it.expr),
            Stmt::Do(it) => {
                self.read(&it.call.expr);
                self.read_arguments(&it.call.args);
            }
            Stmt::IfCond(it) => {
                self.condition(&it.expr);
                self.body(&it.true_body, vec![]);
                self.body(&it.false_body, vec![]);
            }
            Stmt::ForLoop(it) => {
                self.read(&it.iter);
                let hangs = self.hangs(&it.iter);
                let list = it.iter.as_const();
                if list.as_ref().is_some_and(|list| list.len() == Some(0)) {
                    let help = "go through a panel or a register, or take the loop out";
                    self.fault(
                        "idle-text",
                        "goes through nothing: what it holds is never printed",
                        help,
                        it.iter.span(),
                    );
                } else if list.is_some() && !it.else_body.is_empty() {
                    let help = "take {% else %} out with what it holds";
                    self.fault(
                        "idle-text",
                        "is never empty: what stands behind {% else %} is never printed",
                        help,
                        it.iter.span(),
                    );
                }
                let mut given = vec![];
                Self::declare(&it.target, hangs, &mut given);
                given.push(Given {
                    name: "loop".to_owned(),
                    hangs: Hangs::OnData,
                    span: it.iter.span(),
                    is_used: true,
                });
                given.iter_mut().for_each(|it| it.is_used = true);
                if let Some(filter) = &it.filter_expr {
                    self.scopes.push(given);
                    self.condition(filter);
                    given = self.scopes.pop().unwrap_or_default();
                }
                self.body(&it.body, given);
                self.body(&it.else_body, vec![]);
            }
            Stmt::WithBlock(it) => {
                let mut given = vec![];
                for (target, expr) in &it.assignments {
                    self.read(expr);
                    let hangs = self.hangs(expr);
                    Self::declare(target, hangs, &mut given);
                }
                self.body(&it.body, given);
            }
            Stmt::Set(it) => {
                self.read(&it.expr);
                let hangs = self.hangs(&it.expr);
                self.set(&it.target, hangs);
            }
            Stmt::SetBlock(it) => {
                self.body(&it.body, vec![]);
                self.set(&it.target, Hangs::OnNothing);
            }
            Stmt::AutoEscape(it) => self.body(&it.body, vec![]),
            Stmt::FilterBlock(it) => {
                self.read(&it.filter);
                self.body(&it.body, vec![]);
            }
            Stmt::Template(_) | Stmt::EmitRaw(_) => {}
        }
    }

    /// Gives a name in the body that is read; one that had it before and that nothing has read is told.
    fn set(&mut self, target: &Expr, hangs: Hangs) {
        let mut given = vec![];
        Self::declare(target, hangs, &mut given);
        let Some(scope) = self.scopes.last_mut() else { return };
        let is_renewed = |old: &Given| given.iter().any(|new| new.name == old.name);
        let (renewed, kept): (Vec<Given>, Vec<Given>) =
            std::mem::take(scope).into_iter().partition(is_renewed);
        scope.extend(kept.into_iter().chain(given));
        renewed.iter().for_each(|old| self.report_unused(old));
    }

    fn declare(target: &Expr, hangs: Hangs, given: &mut Vec<Given>) {
        match target {
            Expr::Var(it) => {
                given.push(Given { name: it.id.to_owned(), hangs, span: it.span(), is_used: false });
            }
            Expr::List(it) => it.items.iter().for_each(|item| Self::declare(item, hangs, given)),
            Expr::Tuple(it) => it.items.iter().for_each(|item| Self::declare(item, hangs, given)),
            _ => {}
        }
    }

    fn report_unused(&mut self, given: &Given) {
        if !given.is_used {
            let help = format!("print it, {{{{ {} }}}}, or take it out with what it holds", given.name);
            self.fault(
                "idle-text",
                "is set and never used: what it holds is never printed",
                &help,
                given.span,
            );
        }
    }

    /// Reads what is asked: each part of it has to hang on the data.
    fn condition(&mut self, expr: &Expr) {
        match expr {
            Expr::UnaryOp(it) if matches!(it.op, UnaryOpKind::Not) => self.condition(&it.expr),
            Expr::BinOp(it) if matches!(it.op, BinOpKind::ScAnd | BinOpKind::ScOr) => {
                self.condition(&it.left);
                self.condition(&it.right);
            }
            _ => {
                self.read(expr);
                match self.hangs(expr) {
                    Hangs::OnData => {}
                    Hangs::OnNothing => {
                        let help = "ask a fact, {% if rd is above(other) %}, or take the condition out with what it hides; notes of the editors are written {## so ##}";
                        self.fault(
                            "idle-text",
                            "asks nothing of the data: it is always answered alike",
                            help,
                            expr.span(),
                        );
                    }
                    Hangs::Fact => {
                        let help = "ask is published, is above(other), is below(other), is marked, is reported or is resting_on(source)";
                        self.fault(
                            "idle-text",
                            "is a number, and no question: it is always answered with yes",
                            help,
                            expr.span(),
                        );
                    }
                }
            }
        }
    }

    /// Reads an expression whose value is printed or handed on.
    fn read(&mut self, expr: &Expr) {
        match expr {
            Expr::Var(it) => {
                let given = self.scopes.iter_mut().rev().flat_map(|scope| scope.iter_mut().rev());
                if let Some(given) = given.into_iter().find(|given| given.name == it.id) {
                    given.is_used = true;
                }
            }
            Expr::Const(_) => {}
            Expr::Slice(it) => {
                self.read(&it.expr);
                [&it.start, &it.stop, &it.step].into_iter().flatten().for_each(|part| self.read(part));
            }
            Expr::UnaryOp(it) => self.read(&it.expr),
            Expr::BinOp(it) => {
                if matches!(it.op, BinOpKind::ScAnd | BinOpKind::ScOr) {
                    self.report_choice(expr);
                }
                if is_comparison(it.op) {
                    self.report_compared(&[&it.left, &it.right]);
                }
                self.read(&it.left);
                self.read(&it.right);
            }
            Expr::Compare(it) => {
                let sides: Vec<&Expr> =
                    std::iter::once(&it.expr).chain(it.ops.iter().map(|it| &it.expr)).collect();
                self.report_compared(&sides);
                self.read(&it.expr);
                it.ops.iter().for_each(|it| self.read(&it.expr));
            }
            Expr::IfExpr(it) => {
                self.condition(&it.test_expr);
                self.read(&it.true_expr);
                it.false_expr.iter().for_each(|it| self.read(it));
            }
            Expr::Filter(it) => {
                it.expr.iter().for_each(|it| self.read(it));
                self.read_arguments(&it.args);
            }
            Expr::Test(it) => {
                self.read(&it.expr);
                self.read_arguments(&it.args);
            }
            Expr::GetAttr(it) => self.read(&it.expr),
            Expr::GetItem(it) => {
                let is_typed =
                    matches!(it.expr, Expr::List(_) | Expr::Tuple(_) | Expr::Map(_) | Expr::Const(_));
                // Of a list that is gone through in step with a loop, each is said in its turn.
                if is_typed && self.hangs(&it.subscript_expr) == Hangs::OnNothing {
                    self.report_choice(expr);
                }
                self.read(&it.expr);
                self.read(&it.subscript_expr);
            }
            Expr::Call(it) => {
                self.read(&it.expr);
                self.read_arguments(&it.args);
            }
            Expr::List(it) => it.items.iter().for_each(|it| self.read(it)),
            Expr::Tuple(it) => it.items.iter().for_each(|it| self.read(it)),
            Expr::Map(it) => it.keys.iter().chain(&it.values).for_each(|it| self.read(it)),
        }
    }

    fn read_arguments(&mut self, arguments: &[CallArg]) {
        for argument in arguments {
            self.read(value_of(argument));
        }
    }

    /// Reports a fact that is held against something by a sign: `{% if rd_growth > 10 %}` would be answered whatever the
    /// fact is.
    fn report_compared(&mut self, sides: &[&Expr]) {
        let Some(fact) = sides.iter().find(|side| self.hangs(side) == Hangs::Fact) else { return };
        let (name, span) = (self.written(fact.span()), fact.span());
        let message = format!("the fact {name} is compared by a sign, which knows nothing of its bounds");
        let locus = Locus::cell(&self.file.path, u32::from(span.start_line), u32::from(span.start_col) + 1);
        let fault = Diagnostic::error("bad-template", message).at(locus);
        self.faults.push(fault.help(format!(
            "write {{% if {name} is above(other) %}}, with a fact or a number, or is below(other)"
        )));
    }

    /// What stands at a place of the text, without the word before a comparison, which the parser counts to it.
    fn written(&self, span: Span) -> &str {
        let written = self.text.get(span.start_offset as usize..span.end_offset as usize).unwrap_or_default();
        let words = ["if ", "elif ", "and ", "or ", "not "];
        words.iter().find_map(|word| written.strip_prefix(word)).unwrap_or(written).trim()
    }

    fn report_choice(&mut self, expr: &Expr) {
        let help = "write the one that is meant, or ask a fact: {% if … %} … {% else %} … {% endif %}";
        self.fault(
            "idle-text",
            "chooses among what is typed there: the rest is never printed",
            help,
            expr.span(),
        );
    }

    /// What the value of an expression hangs on.
    fn hangs(&self, expr: &Expr) -> Hangs {
        let all = |parts: &[&Expr]| {
            let is_idle = parts.iter().all(|part| self.hangs(part) == Hangs::OnNothing);
            if is_idle { Hangs::OnNothing } else { Hangs::OnData }
        };
        match expr {
            Expr::Const(_) => Hangs::OnNothing,
            Expr::Var(it) => {
                let mut given = self.scopes.iter().rev().flat_map(|scope| scope.iter().rev());
                match (given.find(|given| given.name == it.id), self.context.get(it.id)) {
                    (Some(given), _) => given.hangs,
                    (None, Some(value)) if values::is_fact(value) => Hangs::Fact,
                    // A year or a literal of the plan is bound: always there, and equal to nothing that is typed.
                    (None, Some(value)) if value.as_str().is_some_and(|it| without_marks(it) != it) => {
                        Hangs::OnNothing
                    }
                    _ => Hangs::OnData,
                }
            }
            Expr::GetAttr(it) if matches!(it.name, "area" | "area_name" | "basis") => Hangs::OnData,
            Expr::GetAttr(it) => self.hangs(&it.expr),
            Expr::GetItem(it) => self.hangs(&it.expr),
            Expr::Slice(it) => self.hangs(&it.expr),
            Expr::UnaryOp(it) => all(&[&it.expr]),
            Expr::BinOp(it) => all(&[&it.left, &it.right]),
            Expr::Compare(it) => {
                let parts: Vec<&Expr> =
                    std::iter::once(&it.expr).chain(it.ops.iter().map(|it| &it.expr)).collect();
                all(&parts)
            }
            Expr::IfExpr(it) => {
                let parts: Vec<&Expr> =
                    [&it.test_expr, &it.true_expr].into_iter().chain(it.false_expr.as_ref()).collect();
                all(&parts)
            }
            Expr::Filter(it) => {
                let parts: Vec<&Expr> = it.expr.iter().chain(it.args.iter().map(value_of)).collect();
                all(&parts)
            }
            Expr::Test(it) => {
                let parts: Vec<&Expr> =
                    std::iter::once(&it.expr).chain(it.args.iter().map(value_of)).collect();
                all(&parts)
            }
            Expr::Call(_) => Hangs::OnData,
            Expr::List(it) => all(&it.items.iter().collect::<Vec<_>>()),
            Expr::Tuple(it) => all(&it.items.iter().collect::<Vec<_>>()),
            Expr::Map(it) => all(&it.keys.iter().chain(&it.values).collect::<Vec<_>>()),
        }
    }

    /// Reports what is written at a place of the text: `what` follows upon it.
    fn fault(&mut self, code: &'static str, what: &str, help: &str, span: Span) {
        let locus = Locus::cell(&self.file.path, u32::from(span.start_line), u32::from(span.start_col) + 1);
        let message = format!("“{}” {what}", self.written(span));
        self.faults.push(Diagnostic::error(code, message).at(locus).help(help));
    }
}

fn is_comparison(how: BinOpKind) -> bool {
    use BinOpKind::{Eq, Gt, Gte, In, Lt, Lte, Ne};
    matches!(how, Eq | Ne | Lt | Lte | Gt | Gte | In)
}

/// The expression that an argument hands on.
fn value_of<'a, 'b>(argument: &'a CallArg<'b>) -> &'a Expr<'b> {
    match argument {
        CallArg::Pos(it) | CallArg::Kwarg(_, it) | CallArg::PosSplat(it) | CallArg::KwargSplat(it) => it,
    }
}
