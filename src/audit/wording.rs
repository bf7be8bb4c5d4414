//! Wording: what the plan says in both languages is under the same rule as its texts.

use toml::Value;

use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::numeral::{GAP, numerals},
    inputs::File,
    lang::Lang,
};

/// Reports every numeral in a wording of the plan: titles, labels, notes, decisions, whatever is said as
/// `{ zh = …, en = … }`. `literals` are the texts that the plan lists with a reason.
pub fn wordings(plan: &File, literals: &[&str], sink: &mut Sink) {
    let Ok(text) = plan.text() else { return };
    let Ok(table) = text.parse::<toml::Table>() else { return };
    let mut said = vec![];
    collect(&Value::Table(table), &mut said);
    for (lang, wording) in said {
        let free = literals.iter().fold(wording.clone(), |text, it| text.replace(it, &GAP.to_string()));
        for found in numerals(&free, lang) {
            let numeral = &free[found];
            let message = format!("the plan says {numeral}, which is bound to no fact");
            let fault =
                Diagnostic::error("unbound-numeral", message).at(locus(plan, text, &wording, numeral));
            sink.push(fault.help("say it without, or list it under [literals] with its reason"));
        }
    }
}

/// The wordings below a value, each with its language.
fn collect(value: &Value, said: &mut Vec<(Lang, String)>) {
    match value {
        Value::Table(table) => {
            for lang in Lang::ALL {
                if let Some(Value::String(text)) = table.get(lang.code()) {
                    said.push((lang, text.clone()));
                }
            }
            table.values().for_each(|value| collect(value, said));
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, said)),
        _ => {}
    }
}

/// Where the plan has a wording.
fn locus(plan: &File, text: &str, wording: &str, numeral: &str) -> Locus {
    let line = text.lines().position(|line| line.contains(wording)).map_or(1, |at| at + 1);
    Locus::line(&plan.path, u32::try_from(line).unwrap_or(u32::MAX)).showing(numeral)
}
