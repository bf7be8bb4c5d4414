//! Approving: what is put on a cover has to be drawn there.

use std::path::Path;

use super::deliver::look;
use crate::{
    diag::{Diagnostic, Locus, Sink},
    font::Style,
};

/// Reports each text that the faces of the plan's theme cannot draw in one of its languages.
pub fn can_be_drawn(templates: &Path, plan: Option<&str>, texts: &[&str], sink: &mut Sink) {
    let Ok((plan, theme, fonts)) = look(templates, plan, sink) else { return };
    let line = &theme.text.cover_line;
    let style = Style { family: line.family, weight: line.weight, italic: false };
    for lang in plan.languages {
        for text in texts {
            if let Err(missing) = fonts.shape(text, lang, style, line.size, theme.color.text) {
                let fault = Diagnostic::error("rare-character", missing.to_string());
                let fault = fault.at(Locus::file("the name on the cover").showing(*text));
                sink.push(fault.help("add a face that has it to the theme, or write the name otherwise"));
            }
        }
    }
}
