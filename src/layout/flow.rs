//! The flow: pieces find their places on pages, by geometry alone.

use std::{collections::VecDeque, ops::Range, rc::Rc};

use super::{
    piece::{Piece, PieceKind},
    placement::{PieceRole, Placed, Placement},
};
use crate::frame::geom::Abs;

/// How much of a page is text when a float stands at its foot, at least: a judgement. LaTeX has 0.2
/// (`\textfraction`), of pages whose text is set less wide.
const LEAST_TEXT: f64 = 0.25;

/// Places pieces on pages of those heights (of a page, of one turned on its side), those that belong on the grid on
/// lines of that pitch.
///
/// What is kept together moves to the next page together, and the notes that it calls with it. A
/// float that does not fit waits for the next page while the text goes on: the first stands at that
/// page's top, the others at its foot as long as there is room for text between them. Floats stay
/// in order, and none passes the heading of a chapter. What stands on turned pages waits for the end of the page, too,
/// and no table passes it. A piece higher than a page gets one of its own
/// and stands out of it.
pub(super) fn place(pieces: &[Piece], heights: [Abs; 2], pitch: Option<Abs>) -> Placement {
    let mut flow = Flow {
        pieces,
        heights,
        is_turned: false,
        turned: VecDeque::new(),
        pitch,
        pages: vec![vec![]],
        y: Abs::ZERO,
        below: Abs::ZERO,
        waiting: VecDeque::new(),
        bottom: vec![],
        callers: vec![],
        notes: Abs::ZERO,
        page_of: vec![None; pieces.len()],
    };
    let mut next = 0;
    while next < pieces.len() {
        next = flow.step(next);
    }
    flow.flush();
    flow.finish()
}

struct Flow<'a> {
    pieces: &'a [Piece],
    /// Of the text of a page, and of a turned one.
    heights: [Abs; 2],
    /// Whether the page lies on its side.
    is_turned: bool,
    /// What waits for turned pages, each the pieces that follow one another there.
    turned: VecDeque<Range<usize>>,
    /// From line to line of the grid.
    pitch: Option<Abs>,
    pages: Vec<Vec<Placed>>,
    /// Where the latest piece of the page ends.
    y: Abs,
    /// The space that it wants below.
    below: Abs,
    waiting: VecDeque<usize>,
    /// The floats at the foot of the page.
    bottom: Vec<usize>,
    /// The pieces of the page that call notes.
    callers: Vec<usize>,
    /// The height of those notes.
    notes: Abs,
    page_of: Vec<Option<usize>>,
}

/// Pieces that must stand on one page, and the floats met among them that have to wait.
struct TiedPieces {
    pieces: Vec<usize>,
    floats: Vec<usize>,
    next: usize,
    /// Whether a heading would stand alone above floats that have to wait.
    is_stranded: bool,
}

impl Flow<'_> {
    /// Places what begins at `next`; returns what comes after it.
    fn step(&mut self, next: usize) -> usize {
        if self.pieces[next].is_turned {
            let behind = self.pieces[next..].iter().position(|piece| !piece.is_turned);
            let end = behind.map_or(self.pieces.len(), |behind| next + behind);
            self.turned.push_back(next..end);
            if self.is_fresh() && self.waiting.is_empty() {
                self.put_turned();
            }
            return end;
        }
        match self.pieces[next].kind {
            PieceKind::PageBreak => {
                self.flush();
                self.turn_if_used();
                next + 1
            }
            PieceKind::Page => {
                self.flush();
                self.turn_if_used();
                self.put(next);
                self.turn();
                next + 1
            }
            PieceKind::Float => {
                let is_next = self.waiting.is_empty();
                if is_next && self.bottom.is_empty() && self.fits(&[next]) {
                    self.put(next);
                } else if is_next && !self.bottom.is_empty() && self.fits(&[next]) {
                    self.bottom.push(next);
                } else {
                    self.waiting.push_back(next);
                }
                next + 1
            }
            PieceKind::Flow => {
                // A float belongs to its chapter: it never stands behind the next one's heading.
                if self.pieces[next].heading.as_ref().is_some_and(|heading| heading.level == 1) {
                    self.flush();
                }
                // A table is not read before the one that is called before it.
                if self.pieces[next].anchor.is_some() && !self.turned.is_empty() {
                    self.turn();
                }
                self.place_chunk(next)
            }
        }
    }

    fn place_chunk(&mut self, start: usize) -> usize {
        loop {
            let chunk = self.chunk(start);
            let fits = self.fits(&chunk.pieces) && !chunk.is_stranded;
            if fits || self.is_fresh() {
                self.put_all(&chunk.pieces);
                self.waiting.extend(chunk.floats);
                return chunk.next;
            }
            self.turn();
        }
    }

    /// Collects the pieces that are kept together from `start` on. A float that follows a heading
    /// comes with it if both fit here; else the heading goes with the text behind the float.
    fn chunk(&self, start: usize) -> TiedPieces {
        let mut chunk =
            TiedPieces { pieces: vec![start], floats: vec![], next: start + 1, is_stranded: false };
        let mut keeps = self.pieces[start].keeps_next;
        let is_alike = |next: usize| self.pieces.get(next).is_some_and(|it| it.is_turned == self.is_turned);
        while keeps && is_alike(chunk.next) {
            let next = chunk.next;
            match self.pieces[next].kind {
                PieceKind::Flow => {
                    chunk.pieces.push(next);
                    keeps = self.pieces[next].keeps_next;
                }
                PieceKind::Float => {
                    chunk.pieces.push(next);
                    keeps = false;
                    let is_next = self.waiting.is_empty() && self.bottom.is_empty();
                    let may_stay = is_next && chunk.floats.is_empty();
                    if !(may_stay && self.fits(&chunk.pieces)) {
                        chunk.pieces.pop();
                        chunk.floats.push(next);
                        keeps = true;
                    }
                }
                PieceKind::Page | PieceKind::PageBreak => break,
            }
            chunk.next += 1;
        }
        chunk.is_stranded = keeps && !chunk.floats.is_empty();
        chunk
    }

    /// Whether nothing stands on the page, so that what does not fit here fits nowhere.
    fn is_fresh(&self) -> bool {
        self.pages.last().is_none_or(Vec::is_empty)
    }

    fn fits(&self, chunk: &[usize]) -> bool {
        let (mut y, mut below) = (self.y, self.below);
        let mut is_top = self.is_fresh();
        for (position, index) in chunk.iter().enumerate() {
            let piece = &self.pieces[*index];
            if position == 0 && self.repeats_head(*index) {
                y += if is_top { Abs::ZERO } else { below };
                y += self.head_height(*index);
            } else if !is_top {
                y += below.max(piece.above);
            }
            y = self.on_grid(piece, y);
            y += piece.frame.size.height;
            below = piece.below;
            is_top = false;
        }
        let bottom: Abs = self.bottom.iter().map(|float| self.room_of(*float)).sum();
        (y + bottom + self.notes_with(chunk)).fits(self.height())
    }

    /// How high the text of the page is.
    fn height(&self) -> Abs {
        self.heights[usize::from(self.is_turned)]
    }

    /// What a float at the foot of the page takes.
    fn room_of(&self, float: usize) -> Abs {
        self.pieces[float].above + self.pieces[float].frame.size.height
    }

    /// The height of the page's notes with those that a chunk calls.
    fn notes_with(&self, chunk: &[usize]) -> Abs {
        let mut height = self.notes;
        for note in chunk.iter().flat_map(|index| &self.pieces[*index].notes) {
            height += if height > Abs::ZERO { note.below } else { note.above };
            height += note.frame.size.height;
        }
        height
    }

    /// Places a chunk, over several pages if it is higher than one.
    fn put_all(&mut self, chunk: &[usize]) {
        for index in chunk {
            if !self.fits(&[*index]) && !self.is_fresh() {
                self.turn();
            }
            self.put(*index);
        }
    }

    fn put(&mut self, index: usize) {
        let piece = &self.pieces[index];
        if self.repeats_head(index) {
            self.close_table(index - 1);
            if !self.is_fresh() {
                self.y += self.below;
            }
            self.push(index, PieceRole::RepeatedHead);
            self.y += self.head_height(index);
        } else if !self.is_fresh() {
            self.y += self.below.max(piece.above);
        }
        self.y = self.on_grid(piece, self.y);
        self.push(index, PieceRole::Itself);
        self.y += piece.frame.size.height;
        self.below = piece.below;
        self.page_of[index] = Some(self.pages.len() - 1);
        if !piece.notes.is_empty() {
            self.notes = self.notes_with(&[index]);
            self.callers.push(index);
        }
    }

    /// Where a piece that may not stand above `y` begins: there, or on the next line of the grid. A
    /// hundredth of a point that lengths have gathered on their way does not cost it a line.
    fn on_grid(&self, piece: &Piece, y: Abs) -> Abs {
        match self.pitch {
            Some(pitch) if piece.is_on_grid => pitch * ((y - Abs::pt(0.01)) / pitch).ceil().max(0.0),
            _ => y,
        }
    }

    fn push(&mut self, piece: usize, role: PieceRole) {
        let y = self.y;
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { piece, y, role });
        }
    }

    /// Whether a row is the first of its table on this page, but not the first of its table.
    fn repeats_head(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let is_same_table = match (&self.pieces[before].continuation, &self.pieces[index].continuation) {
            (Some(one), Some(other)) => Rc::ptr_eq(one, other),
            _ => false,
        };
        is_same_table && self.page_of[before].is_some_and(|page| page + 1 < self.pages.len())
    }

    fn head_height(&self, index: usize) -> Abs {
        self.pieces[index].continuation.as_ref().map_or(Abs::ZERO, |table| table.head.size.height)
    }

    /// Draws the rule below the last row of a table on an earlier page.
    fn close_table(&mut self, row: usize) {
        let height = self.pieces[row].frame.size.height;
        let Some(page) = self.page_of[row] else { return };
        let of_row = |placed: &&Placed| placed.piece == row && placed.role == PieceRole::Itself;
        let Some(y) = self.pages[page].iter().find(of_row).map(|placed| placed.y + height) else { return };
        self.pages[page].push(Placed { piece: row, y, role: PieceRole::InterimFoot });
    }

    /// Begins a page, with the floats that wait for it: one at its top, then at its foot.
    fn turn(&mut self) {
        self.end_page();
        self.begin_page();
        if self.is_turned {
            return;
        }
        self.put_turned();
        if let Some(float) = self.waiting.pop_front() {
            self.put(float);
        }
        while let Some(float) = self.waiting.front().copied() {
            self.bottom.push(float);
            let leaves_text = self.height_left().to_pt() >= self.height().to_pt() * LEAST_TEXT;
            if !leaves_text {
                self.bottom.pop();
                break;
            }
            self.waiting.pop_front();
        }
    }

    fn begin_page(&mut self) {
        self.pages.push(vec![]);
        self.y = Abs::ZERO;
        self.below = Abs::ZERO;
        self.notes = Abs::ZERO;
    }

    /// What is left of the page for text.
    fn height_left(&self) -> Abs {
        let bottom: Abs = self.bottom.iter().map(|float| self.room_of(*float)).sum();
        self.height() - self.y - self.below - bottom - self.notes
    }

    /// Places what stands at the foot of the page: floats, and the notes below them.
    fn end_page(&mut self) {
        let foot = self.height() - self.notes;
        let bottom = std::mem::take(&mut self.bottom);
        if !bottom.is_empty() {
            self.y = foot - bottom.iter().map(|float| self.room_of(*float)).sum();
            self.below = Abs::ZERO;
        }
        for float in bottom {
            self.put(float);
        }
        self.y = foot;
        for caller in std::mem::take(&mut self.callers) {
            for (position, note) in self.pieces[caller].notes.iter().enumerate() {
                let is_first = self.y == foot;
                self.y += if is_first { note.above } else { note.below };
                self.push(caller, PieceRole::Note(position));
                self.y += note.frame.size.height;
            }
        }
    }

    /// Places what waits for turned pages, from the page on that has just begun; one is begun behind it.
    fn put_turned(&mut self) {
        while let Some(Range { start, end }) = self.turned.pop_front() {
            self.is_turned = true;
            let mut next = start;
            while next < end {
                next = self.place_chunk(next);
            }
            self.end_page();
            self.is_turned = false;
            self.begin_page();
        }
    }

    fn turn_if_used(&mut self) {
        if !self.is_fresh() {
            self.end_page();
            self.begin_page();
        }
    }

    /// Places the floats that still wait: here if they fit, then on pages of their own.
    fn flush(&mut self) {
        let bottom = std::mem::take(&mut self.bottom);
        bottom.into_iter().rev().for_each(|float| self.waiting.push_front(float));
        while let Some(float) = self.waiting.front().copied() {
            if self.fits(&[float]) || self.is_fresh() {
                self.waiting.pop_front();
                self.put(float);
            } else {
                self.end_page();
                self.begin_page();
            }
        }
        if !self.turned.is_empty() {
            self.turn_if_used();
            self.put_turned();
        }
    }

    fn finish(mut self) -> Placement {
        self.end_page();
        if self.pages.len() > 1 && self.is_fresh() {
            self.pages.pop();
        }
        Placement { pages: self.pages }
    }
}
