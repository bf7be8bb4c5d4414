//! The reference in Chinese: made of the one in English, sentence by sentence, so that a changed sentence asks for its
//! translation.

use std::collections::BTreeMap;

/// What a person translated: a line in English, a line in Chinese, a blank line.
const WORDS: &str = include_str!("reference.zh.txt");

/// The head of a table whose rows are words of both languages as they are.
const OF_BOTH: &str = "in English";

/// A page of Markdown in Chinese. Code, names and listings stay as they are.
///
/// # Panics
/// A sentence has no translation, or a translation no sentence: all are named.
pub fn translated(page: &str) -> String {
    let words: BTreeMap<&str, &str> =
        WORDS.split("\n\n").filter_map(|it| it.trim().split_once('\n')).collect();
    let mut translation = Translation { words, missing: vec![], used: vec![] };
    let mut fence: Option<&str> = None;
    let mut is_of_both = false;
    let mut lines = vec![];
    for line in page.lines() {
        is_of_both = line.starts_with('|') && (is_of_both || line.contains(OF_BOTH));
        let is_kept = line.starts_with("![") || is_of_both && !line.contains(OF_BOTH);
        lines.push(match (fence, line.strip_prefix("```")) {
            (_, Some(language)) => {
                fence = fence.is_none().then_some(language);
                line.to_owned()
            }
            (Some("text"), None) => translation.line(line),
            (Some(_), None) => line.to_owned(),
            (None, None) if is_kept => line.to_owned(),
            (None, None) if line.starts_with('|') => translation.row(line),
            (None, None) => translation.line(line),
        });
    }
    let unused = translation.words.keys().filter(|it| !translation.used.contains(&(**it).to_owned()));
    let unused: Vec<&&str> = unused.collect();
    assert!(
        translation.missing.is_empty(),
        "translate in tests/guide/reference.zh.txt: {:#?}",
        translation.missing
    );
    assert!(unused.is_empty(), "in tests/guide/reference.zh.txt and not in the reference: {unused:#?}");
    lines.join("\n") + "\n"
}

struct Translation<'a> {
    words: BTreeMap<&'a str, &'a str>,
    missing: Vec<String>,
    used: Vec<String>,
}

impl Translation<'_> {
    /// A heading, a paragraph or a line of a listing, with what stands before it.
    fn line(&mut self, line: &str) -> String {
        let said = line.trim_start_matches(['#', ' ']);
        line[..line.len() - said.len()].to_owned() + &self.piece(said)
    }

    /// A row of a table, cell by cell. A bar that belongs to a cell is written `\|`.
    fn row(&mut self, row: &str) -> String {
        let cells = row.replace("\\|", "\0");
        let cells =
            cells.trim_matches('|').split('|').map(|cell| self.piece(&cell.trim().replace('\0', "\\|")));
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    }

    /// A piece in Chinese. What has no letters outside of code stays.
    fn piece(&mut self, piece: &str) -> String {
        if let Some(words) = self.words.get(piece) {
            self.used.push(piece.to_owned());
            return (*words).to_owned();
        }
        let mark = if piece.contains("``") { "``" } else { "`" };
        let is_code = piece.contains("``") && piece.ends_with('`');
        let prose = piece.split(mark).step_by(2).any(|it| it.contains(|c: char| c.is_ascii_alphabetic()));
        if prose && !is_code {
            self.missing.push(piece.to_owned());
        }
        piece.to_owned()
    }
}
