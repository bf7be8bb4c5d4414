//! Tables: caption, head, rows, notes; a row is never parted, a head is repeated.
//!
//! `prepare cells → share out the width → rows → pieces`

mod numbers;
mod row;
mod widths;

use std::rc::Rc;

use self::{
    row::{Cell, CellGrid},
    widths::share,
};
use super::{
    Context, Piece, bounds,
    inline::{self, Fit, TextLook},
    numbers::{Lead, row_anchor},
    piece::{Continuation, ElementScope},
    words,
};
use crate::{
    data::fact::FactId,
    doc::{
        inline::Inline,
        table::{self, Align, Density, RowKind, Table},
    },
    frame::{
        geom::{Abs, Point},
        item::{Element, Frame, FrameItem},
    },
    theme::Weight,
};

/// Sets a table over the whole measure.
pub(super) fn set(table: &Table, context: &mut Context) -> Vec<Piece> {
    let head = prepare_head(table, context);
    let rows = prepare_rows(table, context);
    let style = context.theme.table.at(table.density);
    let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
    // A group's row spans the columns: it has no say in their widths.
    let is_cells = |row: &&PreparedRow| row.kind != RowKind::Group;
    let cells: Vec<&[Cell]> = rows.iter().filter(is_cells).map(|row| row.cells.as_slice()).collect();
    let (widths, least) = share(&head, &cells, &aligns, context.measure(), &style);
    bounds::check_table(table, least, context);
    let grid = CellGrid::new(widths, aligns, &cells, style.clone(), context);

    let whole = context.scope(Element::Table);
    let mut pieces = set_caption(table, &whole, context);
    let head = grid.head(&head);
    pieces.push(piece_of_head(head.clone(), &whole, context));
    pieces.extend(set_rows(table, &grid, &rows, head, &whole, context));
    pieces.extend(set_notes(table, context));
    anchor(&mut pieces, table);
    if let Some(first) = pieces.first_mut() {
        first.above = style.space_above;
    }
    if let Some(last) = pieces.last_mut() {
        last.below = style.space_below;
    }
    pieces
}

/// A row whose cells are shaped.
struct PreparedRow {
    kind: RowKind,
    entry_of: Option<FactId>,
    cells: Vec<Cell>,
}

fn prepare_head(table: &Table, context: &mut Context) -> Vec<Cell> {
    let mut look = body_look(table, context).display();
    look.text.weight = context.theme.text.table_head.weight;
    table.columns.iter().map(|column| inline::prepare(&column.head, &look, context)).collect()
}

fn prepare_rows(table: &Table, context: &mut Context) -> Vec<PreparedRow> {
    let plain = body_look(table, context);
    let mut bold = plain.clone();
    bold.text.weight = Weight::Bold;
    let entry = plain.clone().leading(Lead::Text);
    let prepare_row = |row: &table::TableRow| {
        let look = match (&row.entry_of, row.kind) {
            (Some(_), _) => &entry,
            (None, RowKind::Plain) => &plain,
            (None, _) => &bold,
        };
        let cells = row.cells.iter().map(|cell| inline::prepare(cell, look, context)).collect();
        PreparedRow { kind: row.kind, entry_of: row.entry_of.clone(), cells }
    };
    table.rows.iter().map(prepare_row).collect()
}

fn body_look(table: &Table, context: &Context) -> TextLook {
    let text = &context.theme.text;
    let style = match table.density {
        Density::Regular => &text.table,
        Density::Dense => &text.table_dense,
    };
    TextLook::new(style, context.theme.color.text)
}

fn set_caption(table: &Table, whole: &ElementScope, context: &mut Context) -> Vec<Piece> {
    let lines = caption_lines(table, "", context);
    let style = &context.theme.text.caption;
    let path = [whole.clone(), context.scope(Element::Caption)];
    let mut pieces = Piece::column(lines, &path, style.space_above, style.space_below);
    Piece::keep(&mut pieces, true);
    pieces
}

fn caption_lines(table: &Table, suffix: &str, context: &mut Context) -> Vec<Frame> {
    let mut caption = table.caption.clone();
    if let Some(number) = table.number {
        caption = words::with_label(words::table_label(context.lang, number), &caption);
    }
    if caption.is_empty() {
        return vec![];
    }
    caption.push(Inline::Text(suffix.to_owned()));
    let look = TextLook::new(&context.theme.text.caption, context.theme.color.text);
    inline::balanced(&caption, &look, context.measure(), context)
}

fn piece_of_head(head: Frame, whole: &ElementScope, context: &mut Context) -> Piece {
    let path = vec![whole.clone(), context.scope(Element::TableHead), context.scope(Element::TableRow)];
    Piece { keeps_next: true, ..Piece::new(head, path) }
}

/// The rows; the first two stay together with the head, the last two with each other.
fn set_rows(
    table: &Table,
    grid: &CellGrid,
    rows: &[PreparedRow],
    head: Frame,
    whole: &ElementScope,
    context: &mut Context,
) -> Vec<Piece> {
    let body = context.scope(Element::TableBody);
    let continuation = Rc::new(Continuation { head: repeated_head(table, head, context), foot: grid.foot() });
    let count = rows.len();
    let mut pieces = vec![];
    for (index, row) in rows.iter().enumerate() {
        let is_last = index + 1 == count;
        let path = vec![whole.clone(), body.clone(), context.scope(Element::TableRow)];
        let ends_block = is_last && table.notes.is_empty();
        let mut frame = match (row.kind, row.cells.as_slice()) {
            (RowKind::Group, [cell, ..]) => {
                bounds::check_words(cell, Fit::ragged(context.measure()), context);
                grid.group(cell)
            }
            (_, cells) => grid.row(cells, is_last),
        };
        if let Some(fact) = &row.entry_of {
            frame.push(Point::ORIGIN, FrameItem::Anchor(row_anchor(fact)));
        }
        pieces.push(Piece {
            keeps_next: !ends_block && (index == 0 || index + 2 >= count || row.kind == RowKind::Group),
            continuation: Some(Rc::clone(&continuation)),
            ..Piece::new(frame, path)
        });
    }
    pieces
}

/// The caption with the word for "continued", and the head.
fn repeated_head(table: &Table, head: Frame, context: &mut Context) -> Frame {
    let caption = inline::stack(caption_lines(table, words::continued(context.lang), context));
    let gap = if caption.items.is_empty() { Abs::ZERO } else { context.theme.text.caption.space_below };
    let mut whole = Frame::new(head.size);
    let top = caption.size.height + gap;
    whole.push_frame(Point::ORIGIN, caption);
    whole.push_frame(Point::new(Abs::ZERO, top), row::without_tags(head));
    whole.size.height += top;
    whole
}

fn set_notes(table: &Table, context: &mut Context) -> Vec<Piece> {
    let style = &context.theme.text.note;
    let look = TextLook::new(style, context.theme.color.muted);
    let mut pieces = vec![];
    for note in &table.notes {
        let lines = inline::lines(note, &look, Fit::ragged(context.measure()), context);
        let scope = context.scope(Element::Note);
        pieces.extend(Piece::column(lines, &[scope], style.space_above, Abs::ZERO));
    }
    if let Some(first) = pieces.first_mut() {
        first.above = context.theme.figure.gap;
    }
    pieces
}

fn anchor(pieces: &mut [Piece], table: &Table) {
    if let Some(first) = pieces.first_mut() {
        first.frame.items.insert(0, (Point::ORIGIN, FrameItem::Anchor(table.id.clone())));
        first.anchor = Some(table.id.clone());
    }
}
