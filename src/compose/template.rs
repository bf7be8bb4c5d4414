//! Templates: the editor's text, rendered with every name of the plan in scope.

use std::{collections::BTreeMap, sync::Arc};

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value, syntax::SyntaxConfig};

use super::{
    Edition, appendix, asks,
    assertion::{Failed, asserting},
    bind::with_line_marks,
    conditions,
    numerals::{day_in_words, period_in_words},
    scope::Scope,
    values::{self, FactValue, Register},
};
use crate::{
    data::register::Nature,
    diag::{Diagnostic, Locus, Sink, did_you_mean},
    doc::inline::Inline,
    inputs::File,
    lang::Lang,
    plan::subject::{SUBJECT, WHOLE},
};

/// Renders a text; every fact in it becomes a marker. `more` are names that this text alone has. None
/// when it was reported why not.
pub fn render(
    file: &File,
    edition: &Edition,
    scope: &Arc<Scope>,
    more: BTreeMap<String, Value>,
    sink: &mut Sink,
) -> Option<String> {
    let text = file.text().map_err(|fault| sink.push(fault)).ok()?;
    let mut context = context(edition, scope);
    context.extend(more);
    let failed = Failed::against(edition.before);
    let environment = environment(&failed);
    let marked = asserting(&with_line_marks(text));
    let rendered = environment.template_from_named_str(&file.path, &marked).and_then(|template| {
        let unknown = template.undeclared_variables(false);
        let mut unknown: Vec<String> =
            unknown.into_iter().filter(|it| !is_known(it, &context, &environment)).collect();
        unknown.sort();
        if !unknown.is_empty() {
            unknown.iter().for_each(|name| sink.push(unknown_name(file, text, name, &context)));
            return Ok(None);
        }
        template.render(Value::from(context.clone())).map(Some)
    });
    let read = |line: &str| {
        let rendered = environment.render_str(line, Value::from(context.clone())).ok()?;
        Some(scope.bindings.read(&rendered))
    };
    failed.report(file, text, edition.before, read, sink);
    rendered.unwrap_or_else(|error| {
        sink.push(located(file, text, &error));
        None
    })
}

fn environment(failed: &Failed) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // `{#` begins a heading's anchor in Markdown, so comments are written {## … ##}.
    // A condition on a line of its own leaves no line behind.
    let syntax = SyntaxConfig::builder()
        .comment_delimiters("{##", "##}")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    environment.set_syntax(syntax.expect("the delimiters differ from one another"));
    environment.add_filter("direction", direction);
    environment.add_filter("compared", compared);
    environment.add_filter("in_words", |value: &Value| fact(value)?.in_words());
    conditions::add_to(&mut environment);
    let failed = failed.clone();
    environment.add_function(
        "assert",
        move |line: u32, written: &str, left: &Value, operator: &str, right: &Value| {
            failed.judge(line, written, (left, operator, right))
        },
    );
    environment
}

fn direction(value: &Value, up: &str, down: &str, flat: &str) -> Result<String, Error> {
    Ok(fact(value)?.direction(up, down, flat)?.to_owned())
}

fn compared(value: &Value, other: &Value, more: &str, less: &str, same: &str) -> Result<String, Error> {
    Ok(fact(value)?.compared(fact(other)?, more, less, same)?.to_owned())
}

pub fn fact(value: &Value) -> Result<&FactValue, Error> {
    let message = "only a fact can be judged: name one, or a cell of a panel";
    value.downcast_object_ref::<FactValue>().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, message))
}

/// Every name that a template may use.
fn context(edition: &Edition, scope: &Arc<Scope>) -> BTreeMap<String, Value> {
    let lang = scope.writer.lang;
    let literal = |text: String| Value::from(scope.bindings.bind(Inline::Literal(text)));
    let facts = scope.facts.names().map(|(name, named)| (name.to_owned(), values::named(scope, named)));
    let literals = edition.plan.literals.iter().map(|(name, it)| (name.clone(), literal(it.text.clone())));
    let own = [
        ("base", edition.plan.base.to_string()),
        ("end", edition.plan.end.to_string()),
        ("as_of", day_in_words(edition.as_of, lang)),
        ("edition", edition.plan.edition.clone()),
        ("release", edition.release.to_owned()),
        ("code", edition.code.to_owned()),
    ];
    let own = own.map(|(name, text)| (name.to_owned(), literal(text)));
    let is_partial = !scope.facts.awaited().is_empty();
    let own = own.into_iter().chain([("left_out".to_owned(), Value::from(is_partial))]);
    facts.chain(literals).chain(own).chain(areas(edition, lang)).chain(registers(edition, scope)).collect()
}

/// What the edition is about, by name: `{{ subject.name }}`, `{{ whole.short }}`.
fn areas(edition: &Edition, lang: Lang) -> impl Iterator<Item = (String, Value)> {
    let areas = [(SUBJECT, edition.subject()), (WHOLE, edition.whole())];
    areas.into_iter().filter_map(move |(word, area)| {
        let area = area?;
        Some((word.to_owned(), record(&[("name", area.name.get(lang)), ("short", area.short.get(lang))])))
    })
}

fn registers(edition: &Edition, scope: &Arc<Scope>) -> Vec<(String, Value)> {
    let lang = scope.writer.lang;
    let registers = edition.registers;
    let milestones = registers.milestones.iter().map(|it| {
        let date = scope.bindings.bind(Inline::Literal(period_in_words(it.date, lang)));
        (it.id.clone(), record(&[("date", &date), ("text", it.text.get(lang))]))
    });
    let facilities = registers.facilities.iter().map(|it| {
        let fields = [("name", &it.name), ("state", &it.state)];
        (it.id.clone(), record(&fields.map(|(name, text)| (name, text.get(lang)))))
    });
    let challenges = registers.challenges.iter().map(|it| {
        let fields = [("text", &it.text), ("speaker", &it.speaker), ("role", &it.role)];
        (it.id.clone(), record(&fields.map(|(name, text)| (name, text.get(lang)))))
    });
    let proposals = registers.proposals.iter().map(|it| {
        let (lead, co) = (asks::lead(it, lang), asks::co(it, lang));
        let nature = if it.nature == Nature::Ask { "ask" } else { "commitment" };
        let fields = [
            ("ask", it.ask.get(lang)),
            ("measure", it.measure.get(lang)),
            ("addressee", it.addressee.get(lang)),
            ("lead", lead),
            ("co", &co),
            ("nature", nature),
        ];
        (it.id.clone(), record(&fields))
    });
    // What others printed may be said as theirs: bound to the claim, not to a fact.
    let claims = registers.claims.iter().map(|it| {
        let printed = scope.bindings.bind(Inline::Literal(appendix::as_printed(it, scope)));
        (it.id.clone(), record(&[("printed", &printed)]))
    });
    [
        ("milestones", milestones.collect()),
        ("facilities", facilities.collect()),
        ("challenges", challenges.collect()),
        ("proposals", proposals.collect::<Vec<_>>()),
        ("claims", claims.collect()),
    ]
    .map(|(name, records)| {
        let entries = registers.to_come.iter().filter_map(|it| it.split_once('.'));
        let to_come = entries.filter(|(register, _)| *register == name).map(|(_, id)| id.to_owned());
        (name.to_owned(), Value::from_object(Register { records, to_come: to_come.collect() }))
    })
    .into()
}

fn record(fields: &[(&str, &str)]) -> Value {
    let fields = fields.iter().map(|(name, text)| ((*name).to_owned(), Value::from(*text)));
    Value::from(fields.collect::<BTreeMap<String, Value>>())
}

fn is_known(name: &str, context: &BTreeMap<String, Value>, environment: &Environment) -> bool {
    context.contains_key(name) || environment.globals().any(|(global, _)| global == name)
}

fn unknown_name(file: &File, text: &str, name: &str, context: &BTreeMap<String, Value>) -> Diagnostic {
    let mut diagnostic =
        Diagnostic::error("unknown-name", format!("the plan declares no fact or literal named {name}"));
    for (line, number) in text.lines().zip(1_u32..) {
        if let Some(column) = word_in_tag(line, name) {
            diagnostic = diagnostic.at(Locus::cell(&file.path, number, column));
        }
    }
    match did_you_mean(name, context.keys().map(String::as_str)) {
        Some(hint) => diagnostic.help(hint),
        None => diagnostic.help("declare it under [facts] in briefing.toml"),
    }
}

/// The column, counted from 1, of a name as a whole word behind the first `{` of a line.
fn word_in_tag(line: &str, name: &str) -> Option<u32> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let tag = line.find('{')?;
    let at = line.match_indices(name).map(|(at, _)| at).find(|at| {
        let before = line[..*at].chars().next_back();
        let after = line[*at + name.len()..].chars().next();
        *at > tag && !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })?;
    u32::try_from(line[..at].chars().count() + 1).ok()
}

fn located(file: &File, text: &str, error: &Error) -> Diagnostic {
    let line = error.line().unwrap_or(1);
    let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let shown: String = shown.trim().chars().take(60).collect();
    let message = match error.kind() {
        ErrorKind::UndefinedError => "a name after a point or in brackets has no value here".to_owned(),
        _ => error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    };
    let fault = Diagnostic::error("bad-template", message).at(Locus::line(
        &file.path,
        u32::try_from(line).unwrap_or(1),
    )
    .showing(shown));
    match error.kind() {
        ErrorKind::InvalidOperation => fault,
        _ => fault.help("check the tag's spelling, and that the panel has that area and period"),
    }
}
