//! Rows of tables that have more cells than their heads: Markdown leaves the rest out without a word.

use crate::{
    compose::{
        bind::{RenderedPiece, is_blank, without_marks},
        scope::Scope,
    },
    diag::{Diagnostic, Locus},
    inputs::File,
};

/// The fault of each row that has more cells than its table has columns.
pub(super) fn overfull(rendered: &str, file: &File, scope: &Scope) -> Vec<Diagnostic> {
    let lines: Vec<&str> = rendered.lines().collect();
    let mut faults = vec![];
    // As many columns as the table has whose row comes next.
    let mut columns = None;
    for (at, line) in lines.iter().enumerate() {
        let text = without_marks(line);
        if is_rule(&text) && at > 0 {
            columns = Some(cells(&text).count());
            continue;
        }
        columns = columns.filter(|_| text.contains('|'));
        let Some(most) = columns else { continue };
        let surplus: Vec<&str> = cells(line).skip(most).collect();
        if surplus.iter().all(|cell| scope.bindings.read(cell).trim().is_empty()) {
            continue;
        }
        let said = scope.bindings.read(&surplus.join("|"));
        let message =
            format!("a row has more cells than its table has columns: “{}” is not set", said.trim());
        let help = "give the table one more column, in its head and in the line of dashes; a stroke within a cell is written \\|";
        faults.push(Diagnostic::error("lost-text", message).at(place(&lines[..=at], file, scope)).help(help));
    }
    faults
}

/// The line of dashes below a table's head.
fn is_rule(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let cell = cell.trim();
        let dashes = cell.trim_start_matches(':').trim_end_matches(':');
        !dashes.is_empty() && dashes.chars().all(|c| c == '-')
    };
    line.contains('|') && cells(line).all(is_dashes)
}

/// What stands between the strokes of a line, but for those at its ends.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let mut is_escaped = false;
    let parts = line.split(move |c: char| {
        let is_stroke = c == '|' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_stroke
    });
    let mut parts: Vec<&str> = parts.collect();
    if parts.last().is_some_and(|last| is_blank(last)) {
        parts.pop();
    }
    parts.into_iter()
}

/// Where the last of these lines of the rendered text stands in the template: a line that ends in a tag bears no
/// mark, and stands behind one that does.
fn place(lines: &[&str], file: &File, scope: &Scope) -> Locus {
    let mark = |line: &str| {
        scope.bindings.resolve(line).into_iter().find_map(|piece| match piece {
            RenderedPiece::EndOfLine(number) => Some(number),
            _ => None,
        })
    };
    let number = lines.iter().rev().zip(0..).find_map(|(line, behind)| Some(mark(line)? + behind));
    number.map_or_else(|| Locus::file(&file.path), |number| Locus::line(&file.path, number))
}
