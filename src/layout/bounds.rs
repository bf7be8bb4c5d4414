//! Bounds: what does not fit where it has to stand is a fault at its block, never a page that
//! somebody finds cut.

use super::{
    Context, Piece,
    inline::{Fit, Paragraph},
    piece::PieceKind,
};
use crate::{
    diag::Diagnostic,
    doc::{block::Content, table::Table},
    frame::{
        geom::{Abs, Point},
        item::{Frame, FrameItem},
        text::GlyphRun,
    },
};

/// How much of a long word a message shows, in characters.
const SHOWN: usize = 40;

/// Reports a word, a number with its unit or a reference that is longer than a line of its text.
///
/// Such a line would be broken between two letters, or stand out of its column.
pub(super) fn check_words(paragraph: &Paragraph, fit: Fit, context: &mut Context) {
    let room = fit.measure;
    let Some((word, width)) = paragraph.longest_word() else { return };
    if width.fits(room) {
        return;
    }
    let shown: String = word.chars().take(SHOWN).collect();
    let message = format!(
        "{} is {:.0} pt long and may not be parted, a line here has {:.0} pt",
        if shown.len() < word.len() { format!("{shown}…") } else { shown },
        width.to_pt(),
        room.max(Abs::ZERO).to_pt()
    );
    context.fault(Diagnostic::error("word-too-long", message).help(
        "write it shorter or with a space or a hyphen where it may be parted, or make the type smaller or the page wider in the theme",
    ));
}

/// Reports a table whose columns need more than the width of the text.
pub(super) fn check_table(table: &Table, needed: Abs, context: &mut Context) {
    let room = context.measure();
    if needed.fits(room) {
        return;
    }
    let message = format!(
        "a table of {} columns needs {:.0} pt, the text is {:.0} pt wide",
        table.columns.len(),
        needed.to_pt(),
        room.to_pt()
    );
    let fault = Diagnostic::error("table-too-wide", message);
    let turned = context.theme.page.turned().text_width();
    let fault = if needed.fits(turned) {
        let how = match table.id.as_str() {
            "" => "write {.turned} on a line of its own before it".to_owned(),
            id => format!("write turned = true under [tables.{id}]"),
        };
        fault.help(format!("a page turned on its side has {:.0} pt: {how}", turned.to_pt()))
    } else {
        fault
    };
    context.fault(
        fault
            .help("show fewer periods or areas in it, or split it into two tables")
            .help("a larger scale makes the numbers shorter; shorter names make the heads narrower"),
    );
}

/// Reports the pieces of a block that are higher than a page, with the notes that they call and the
/// head that they repeat.
pub(super) fn check_heights(pieces: &[Piece], content: &Content, context: &mut Context) {
    let room = context.page().text_height();
    for piece in pieces.iter().filter(|piece| piece.kind != PieceKind::PageBreak) {
        let needed = piece.frame.size.height + head_above(piece) + notes_below(piece);
        if !needed.fits(room) {
            context.fault(too_high(content, needed, room));
        }
    }
}

/// Reports text that stands out of the box it was set for: a cell, a card, a drawing.
pub(super) fn check_widths(pieces: &[Piece], context: &mut Context) {
    if let Some(run) = pieces.iter().find_map(|piece| protruding(&piece.frame, context.theme.inline.hanging))
    {
        let shown: String = run.text.chars().take(SHOWN).collect();
        context.fault(
            Diagnostic::error("off-the-page", format!("“{shown}” would stand out of the room it has"))
                .help("write it shorter, show less in one row, or make the page wider in the theme"),
        );
    }
}

fn head_above(piece: &Piece) -> Abs {
    piece.continuation.as_ref().map_or(Abs::ZERO, |table| table.head.size.height)
}

fn notes_below(piece: &Piece) -> Abs {
    piece.notes.iter().map(|note| note.above.max(note.below) + note.frame.size.height).sum()
}

fn too_high(content: &Content, needed: Abs, room: Abs) -> Diagnostic {
    let (what, help) = match content {
        Content::Cover(_) => {
            ("the cover", "say less on it, or make its type and distances smaller in the theme")
        }
        Content::Table(_) => {
            ("a row of the table", "say less in its longest cell, or give that column more room")
        }
        Content::Figure(_) => ("the figure", "show fewer rows or series, or split it into two figures"),
        Content::Cards(_) => {
            ("a row of cards", "shorten the cards' texts, or give cards.columns fewer in the theme")
        }
        _ => ("what may not be parted here", "shorten it and the notes that it calls"),
    };
    let message =
        format!("{what} is {:.0} pt high, a page has room for {:.0} pt", needed.to_pt(), room.to_pt());
    Diagnostic::error("too-high", message).help(help)
}

/// The first run of text that ends to the right of the frame it is set in, or begins to the left of
/// it. A mark that hangs by the theme's leave is none.
fn protruding(frame: &Frame, hangs: bool) -> Option<&GlyphRun> {
    frame.items.iter().find_map(|(at, item)| match item {
        FrameItem::Group(inner) => protruding(inner, hangs),
        FrameItem::Text(run) if !stands_in(*at, run, frame, hangs) => Some(run),
        _ => None,
    })
}

fn stands_in(at: Point, run: &GlyphRun, frame: &Frame, hangs: bool) -> bool {
    // Lengths are added up glyph by glyph: a tenth of a point is no fault that anybody sees.
    let slack = Abs::pt(0.1) + if hangs { run.size } else { Abs::ZERO };
    (Abs::ZERO - slack) <= at.x && (at.x + run.width()).fits(frame.size.width + slack)
}

/// Reports what stands around the text if it is longer than that is wide: the running head's title,
/// or the foot with the page's number and the code beside it.
pub(super) fn check_running(what: &str, help: &str, needed: Abs, context: &mut Context) {
    let room = context.measure();
    if needed.fits(room) {
        return;
    }
    // The same on every page, and so said once.
    let message = format!("{what} is wider than the text, which has {:.0} pt", room.to_pt());
    context.fault(Diagnostic::error("running-too-long", message).help(help));
}
