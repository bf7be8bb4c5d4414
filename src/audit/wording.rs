//! Wording: what the plan says in both languages is under the same rule as its texts.

use toml::Value;

use crate::{
    diag::{Diagnostic, Locus, Sink},
    doc::numeral::{GAP, ListedCounts, numerals, without_listed_counts},
    inputs::File,
    lang::{Lang, is_han},
};

/// Reports every numeral in a wording of the plan: titles, labels, notes, decisions, whatever is said as
/// `{ zh = …, en = … }`. `literals` are the texts that the plan lists with a reason,
/// `counts` what may be counted.
pub fn wordings(plan: &File, literals: &[&str], counts: &ListedCounts, sink: &mut Sink) {
    let Ok(text) = plan.text() else { return };
    let Ok(table) = text.parse::<toml::Table>() else { return };
    let mut said = vec![];
    collect(&Value::Table(table), &mut said);
    for (lang, wording) in said {
        if is_foreign(&wording, lang) {
            let message = format!("the plan says “{wording}” for {lang}, which is another language");
            let fault = Diagnostic::error("wrong-language", message);
            sink.push(
                fault.at(locus(plan, text, &wording, &wording)).help("exchange the two, or translate it"),
            );
        }
        let free = literals.iter().fold(wording.clone(), |text, it| text.replace(it, &GAP.to_string()));
        let free = without_listed_counts(&free, counts);
        for found in numerals(&free) {
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

/// Whether a wording is in another language: Chinese without a Chinese character, but for a few letters that may be
/// a name or an abbreviation; English that has more of these than letters.
fn is_foreign(wording: &str, lang: Lang) -> bool {
    /// `R&D`, `GDP`, `GII`, and two of them.
    const ABBREVIATED: usize = 10;
    let han = wording.chars().filter(|c| is_han(*c)).count();
    let letters = wording.chars().filter(|c| c.is_alphabetic()).count() - han;
    match lang {
        Lang::Zh => han == 0 && letters > ABBREVIATED,
        Lang::En => han > letters,
    }
}

/// Where the plan has a wording.
fn locus(plan: &File, text: &str, wording: &str, numeral: &str) -> Locus {
    let line = text.lines().position(|line| line.contains(wording)).map_or(1, |at| at + 1);
    Locus::line(&plan.path, u32::try_from(line).unwrap_or(u32::MAX)).showing(numeral)
}
