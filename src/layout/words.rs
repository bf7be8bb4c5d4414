//! The few words that layout itself sets, in both languages.

use crate::{doc::inline::Inline, lang::Lang};

/// What stands before a figure's title: `图1 ` or `Figure 1 `.
pub(super) fn figure_label(lang: Lang, number: u32) -> String {
    label(lang, "图", "Figure", number)
}

/// What stands before a table's caption: `表1 ` or `Table 1 `.
pub(super) fn table_label(lang: Lang, number: u32) -> String {
    label(lang, "表", "Table", number)
}

/// The page that something stands on: behind a sentence in brackets, else its number alone.
pub(super) fn page(lang: Lang, number: usize, is_aside: bool) -> String {
    match lang {
        _ if !is_aside => number.to_string(),
        Lang::Zh => format!("（第{number}页）"),
        Lang::En => format!("(p.\u{a0}{number})"),
    }
}

/// What the list of figures is called.
pub(super) fn figures(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "图目录",
        Lang::En => "Figures",
    }
}

/// What the list of tables is called.
pub(super) fn tables(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "表目录",
        Lang::En => "Tables",
    }
}

/// What stands behind the caption of a table that goes on.
pub(super) fn continued(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "（续）",
        Lang::En => " (continued)",
    }
}

/// What introduces the speaker of a quotation.
pub(super) fn speaker_dash(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "——",
        Lang::En => "— ",
    }
}

/// Whether a heading's number needs a space behind it; `一、` and `（一）` bring their own.
pub(super) fn is_spaced_number(number: &str) -> bool {
    !number.is_empty() && !number.ends_with(['、', '）', '．'])
}

/// `text` without its forced breaks, for a place where it goes on in one line.
pub(super) fn run_on(text: &[Inline], lang: Lang) -> Vec<Inline> {
    let joint = Inline::text(if lang == Lang::En { " " } else { "" });
    let joined = text.iter().map(|inline| if *inline == Inline::Break { &joint } else { inline });
    joined.cloned().collect()
}

/// `text` with a label in front.
pub(super) fn with_label(label: String, text: &[Inline]) -> Vec<Inline> {
    std::iter::once(Inline::Literal(label)).chain(text.iter().cloned()).collect()
}

// No-break spaces: the label does not end a line.
fn label(lang: Lang, zh: &str, en: &str, number: u32) -> String {
    match lang {
        Lang::Zh => format!("{zh}{number}\u{a0}\u{a0}"),
        Lang::En => format!("{en}\u{a0}{number}\u{a0}\u{a0}"),
    }
}
