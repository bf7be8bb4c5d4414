//! Templates: the editor's text, rendered with every name of the plan in scope.

use std::{collections::BTreeMap, sync::Arc};

use minijinja::{
    Environment, Error, ErrorKind, UndefinedBehavior, Value, escape_formatter, syntax::SyntaxConfig,
};
use regex::Regex;

use super::{
    Edition, appendix, asks,
    assertion::{Failed, asserting},
    bind::with_line_marks,
    conditions,
    idle::idle,
    numerals::{day_in_words, period_in_words},
    said::Branches,
    scope::Scope,
    slips,
    unread::unended_fence,
    values::{self, FactValue, Register},
};
use crate::{
    data::register::Nature,
    diag::{Diagnostic, Locus, Reported, Sink, there_is},
    doc::inline::Inline,
    inputs::File,
    lang::Lang,
    plan::subject::{SUBJECT, WHOLE},
};

/// Renders a text; every fact in it becomes a marker. `more` are names that this text alone has.
///
/// # Errors
/// It cannot be read or is no template, or it names what there is not.
pub fn render(
    file: &File,
    edition: &Edition,
    scope: &Arc<Scope>,
    more: BTreeMap<String, Value>,
    sink: &mut Sink,
) -> Result<String, Reported> {
    let text = file.text().map_err(|fault| sink.error(fault))?;
    if let Some(fault) =
        too_large(file, text).or_else(|| too_long(file, text)).or_else(|| unended_fence(file, text))
    {
        return Err(sink.error(fault));
    }
    let mut context = context(edition, scope);
    context.extend(more);
    let failed = Failed::against(edition.before);
    let mut environment = environment(&failed, scope);
    let (branches, watched) = Branches::of(text, &syntax());
    branches.watch(&mut environment);
    let marked = asserting(&with_line_marks(&watched));
    let faults = idle(file, &asserting(text), &syntax(), &context);
    if !faults.is_empty() {
        return Err(sink.all(faults));
    }
    let rendered = environment.template_from_named_str(&file.path, &marked).and_then(|template| {
        let unknown = template.undeclared_variables(false);
        let mut unknown: Vec<String> =
            unknown.into_iter().filter(|it| !is_known(it, &context, &environment)).collect();
        unknown.sort();
        if !unknown.is_empty() {
            let faults = unknown.iter().map(|name| unknown_name(file, text, name, &context)).collect();
            return Ok(Err(sink.all(faults)));
        }
        template.render(Value::from(context.clone())).map(Ok)
    });
    let read = |line: &str| {
        let rendered = environment.render_str(line, Value::from(context.clone())).ok()?;
        Some(scope.bindings.read(&rendered))
    };
    failed.report(file, text, edition.before, read, sink);
    let rendered = rendered.unwrap_or_else(|error| Err(sink.error(located(file, text, &error, &context))))?;
    branches.unsaid(file).into_iter().for_each(|note| sink.push(note));
    too_large(file, &rendered).map_or(Ok(rendered), |fault| Err(sink.error(fault)))
}

/// The longest text, in bytes, as it is written and as it is rendered: some thirty times the longest of the
/// house. To set a paragraph takes time and memory in proportion to it.
const LARGEST: usize = 1 << 20;

/// The fault of a text that is longer than anybody writes one.
fn too_large(file: &File, text: &str) -> Option<Diagnostic> {
    let message = format!("the text has {} KB, at most {} are set", text.len() >> 10, LARGEST >> 10);
    let fault = Diagnostic::error("bad-template", message).at(Locus::file(&file.path));
    (text.len() > LARGEST).then(|| fault.help("write a briefing: this would have some hundred pages"))
}

/// What rendering a text may take: an instruction, or 64 bytes of what it writes, is one. The longest text
/// of the house takes some twenty thousand.
const FUEL: u64 = 2_000_000;

/// The longest expression between two braces, in bytes: how deep one can nest is bounded by it.
const LONGEST: usize = 2000;

/// The fault of an expression that is longer than anybody writes one.
fn too_long(file: &File, text: &str) -> Option<Diagnostic> {
    // The first of two marks in one go: each by itself would be looked for to the end of the text where it has none.
    let first = |text: &str, marks: [&[u8; 2]; 2]| {
        text.as_bytes().windows(2).position(|pair| marks.iter().any(|mark| pair == *mark))
    };
    let mut rest = text;
    while let Some(start) = first(rest, [b"{{", b"{%"]) {
        let inside = &rest[start + 2..];
        let end = first(inside, [b"}}", b"%}"]).unwrap_or(inside.len());
        if end > LONGEST {
            let line = 1 + text[..text.len() - inside.len()].matches('\n').count();
            let message = format!("an expression has {end} bytes, at most {LONGEST} are read");
            let place = Locus::line(&file.path, u32::try_from(line).unwrap_or(u32::MAX));
            return Some(Diagnostic::error("bad-template", message).at(place).help("write it in parts"));
        }
        rest = &inside[end..];
    }
    None
}

/// How tags are written.
fn syntax() -> SyntaxConfig {
    // `{#` begins a heading's anchor in Markdown, so comments are written {## … ##}.
    // A condition on a line of its own leaves no line behind.
    let syntax = SyntaxConfig::builder()
        .comment_delimiters("{##", "##}")
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    syntax.expect("the delimiters differ from one another")
}

fn environment(failed: &Failed, scope: &Arc<Scope>) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax());
    environment.set_formatter(|out, state, value| match values::of_many(value) {
        Some(message) => Err(Error::new(ErrorKind::InvalidOperation, message)),
        None => escape_formatter(out, state, value),
    });
    environment.add_filter("direction", direction);
    environment.add_filter("compared", compared);
    environment.add_filter("in_words", |value: &Value| FactValue::of(value)?.in_words());
    conditions::add_to(&mut environment, scope);
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
    Ok(FactValue::of(value)?.direction(up, down, flat)?.to_owned())
}

fn compared(value: &Value, other: &Value, more: &str, less: &str, same: &str) -> Result<String, Error> {
    Ok(FactValue::of(value)?.compared(FactValue::of(other)?, more, less, same)?.to_owned())
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
    diagnostic
        .help(there_is(name, context.keys().map(String::as_str)))
        .help("or declare it under [facts] in briefing.toml")
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

fn located(file: &File, text: &str, error: &Error, context: &BTreeMap<String, Value>) -> Diagnostic {
    let slip = (error.kind() == ErrorKind::SyntaxError).then(|| slips::first(text)).flatten();
    let line = slip.as_ref().map_or(error.line().unwrap_or(1), |(line, _)| *line);
    let shown = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let shown: String = shown.trim().chars().take(60).collect();
    let message = match error.kind() {
        ErrorKind::WriteFailure => {
            "what is asked for there was not there yet on the day that counts".to_owned()
        }
        ErrorKind::OutOfFuel => "the text takes too long to write, or is too long".to_owned(),
        ErrorKind::UndefinedError => "a name after a point or in brackets has no value here".to_owned(),
        _ => error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
    };
    let fault = Diagnostic::error("bad-template", message).at(Locus::line(
        &file.path,
        u32::try_from(line).unwrap_or(1),
    )
    .showing(shown));
    match error.kind() {
        ErrorKind::SyntaxError if slip.is_some() => {
            slip.into_iter().fold(fault, |it, (_, help)| it.help(help))
        }
        ErrorKind::InvalidOperation => fault,
        ErrorKind::UnknownFilter => fault.help(there_is(&named(error), FILTERS)),
        ErrorKind::UnknownTest => fault.help(there_is(&named(error), conditions::TESTS)),
        ErrorKind::SyntaxError if error.detail().is_some_and(|it| it.starts_with("unknown statement")) => {
            fault.help(there_is(
                error.detail().and_then(|it| it.split_whitespace().next_back()).unwrap_or_default(),
                STATEMENTS,
            ))
        }
        ErrorKind::MissingArgument
            if text.lines().nth(line.saturating_sub(1)).is_some_and(|it| it.contains("assert(")) =>
        {
            fault.help(
                "a sentence takes something for granted so: {% assert rd > other %}, on a line before it",
            )
        }
        kind => {
            let lacking = lacking(text.lines().nth(line.saturating_sub(1)).unwrap_or_default(), context);
            let usual = match kind {
                ErrorKind::UndefinedError => {
                    "check that the panel has that area and period, and that the name is spelt right"
                }
                _ => "check the tag's spelling: {{ name }}, {% if … %} … {% endif %}",
            };
            if lacking.is_empty() {
                fault.help(usual)
            } else {
                lacking.into_iter().fold(fault, Diagnostic::help)
            }
        }
    }
}

/// The statements of the templates.
const STATEMENTS: [&str; 11] =
    ["assert", "elif", "else", "endfor", "endif", "endset", "endwith", "for", "if", "set", "with"];

/// The filters of the templates.
const FILTERS: [&str; 4] = ["compared", "direction", "in_words", "unpublished"];

/// The name that an error is about: of “filter directions is unknown”, directions.
fn named(error: &Error) -> String {
    let detail = error.detail().unwrap_or_default();
    detail.split_whitespace().nth(1).unwrap_or_default().trim_matches('`').to_owned()
}

/// What in the tags of a line has no value, with what its panel has: `beds["SC"]["2031"]`.
fn lacking(line: &str, context: &BTreeMap<String, Value>) -> Vec<String> {
    let path = Regex::new(r#"([\p{L}_][\p{L}\p{N}_]*)((?:\[["'][^"']*["']\]|\.[\p{L}_][\p{L}\p{N}_]*)+)"#);
    let step = Regex::new(r#"\[["']([^"']*)["']\]|\.([\p{L}_][\p{L}\p{N}_]*)"#);
    let (path, step) = (path.expect("a fixed pattern"), step.expect("a fixed pattern"));
    let mut told = vec![];
    // Whether something was there may be asked of what was not.
    let is_asked =
        |after: &str| [" is published", " is not published"].iter().any(|it| after.starts_with(it));
    for found in path.captures_iter(line).filter(|it| !is_asked(&line[it.get_match().end()..])) {
        let Some(mut value) = context.get(&found[1]).cloned() else { continue };
        let mut written = found[1].to_owned();
        for it in step.captures_iter(&found[2]) {
            let name = it.get(1).or(it.get(2)).map_or("", |name| name.as_str());
            let next = value.get_attr(name).ok().filter(|next| !values::is_nothing(next));
            let Some(next) = next else {
                let known = values::known(&value);
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                let lacks = if values::is_to_come(&value) {
                    format!(
                        "{written} was not known yet: say it between {{% if {written} is published %}} and {{% endif %}}"
                    )
                } else if known.contains(&name) {
                    format!(
                        "{written} has no value for {name}: it belongs to no vintage family that the plan names"
                    )
                } else {
                    format!("{written} has no {name}: {}", there_is(name, known))
                };
                if !told.contains(&lacks) {
                    told.push(lacks);
                }
                break;
            };
            written.push_str(&it[0]);
            value = next;
        }
    }
    told
}
