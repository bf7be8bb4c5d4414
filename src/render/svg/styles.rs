//! How things look, each look once for all drawings of a page.

use std::collections::BTreeMap;

/// The looks of the drawings of a page, in the order in which they occur first.
#[derive(Debug, Default)]
pub struct Styles {
    rules: Vec<String>,
    known: BTreeMap<String, usize>,
}

impl Styles {
    /// The class of a look.
    pub(super) fn class(&mut self, look: &[(&str, String)]) -> String {
        let rule: Vec<String> = look.iter().map(|(name, value)| declaration(name, value)).collect();
        let rule = rule.join(";");
        let nth = self.known.get(&rule).copied().unwrap_or_else(|| {
            self.known.insert(rule.clone(), self.rules.len());
            self.rules.push(rule);
            self.rules.len() - 1
        });
        format!("d{nth}")
    }

    /// Whether the attribute names a look that only strokes.
    pub(super) fn is_stroke(&self, class: &str) -> bool {
        let nth = class.trim_start_matches(" class=\"d").trim_end_matches('"').parse::<usize>().ok();
        let rule = nth.and_then(|nth| self.rules.get(nth));
        rule.is_some_and(|rule| rule.starts_with("fill:none") && rule.contains("stroke:"))
    }

    /// A rule a class.
    pub fn to_css(&self) -> String {
        let rules = self.rules.iter().enumerate().map(|(nth, rule)| format!(".d{nth}{{{rule}}}"));
        rules.chain([String::new()]).collect::<Vec<_>>().join("\n")
    }
}

/// An attribute as CSS says it, where a size needs a unit.
fn declaration(name: &str, value: &str) -> String {
    if name == "font-size" { format!("{name}:{value}px") } else { format!("{name}:{value}") }
}
