//! Notes that say something of some of the values alone: that those of a year are provisional, or cover less than
//! the others. Where the values carry no mark of it, it is asked about: they would reach a page as normal ones.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    above::without_days,
    cross::{Crossing, TIME_PERIOD},
    left_out::Unread,
    lexicon::{names_source, said},
};
use crate::{
    data::status::Status,
    ingest::{
        calendar::{written, years},
        describe::Exception,
        label::{period, plain},
        table::Cell,
    },
};

/// Words for values that are not final. *Estimate* is none: what is known of people and households is an estimate
/// in most publications, and normal there.
const PROVISIONAL: [&str; 18] = [
    "初步",
    "快报",
    "速报",
    "速報",
    "预计",
    "預計",
    "暂定",
    "暫定",
    "暂估",
    "預測",
    "预测",
    "provisional",
    "preliminary",
    "vorläufig",
    "provisoire",
    "forecast",
    "projected",
    "nowcast",
];

/// Further words that say it in a comment, which is of a single cell, and in a title of one of the years.
const ESTIMATED: [&str; 4] = ["估计", "估算", "推算", "estimate"];

/// Words for values that are not comparable with those beside them.
const BREAKS: [&str; 8] = [
    "不可比",
    "口径调整",
    "口径变化",
    "口径有调整",
    "口徑調整",
    "break in series",
    "not comparable",
    "not strictly comparable",
];

fn words() -> impl Iterator<Item = &'static &'static str> {
    PROVISIONAL.iter().chain(&BREAKS)
}

impl Crossing<'_> {
    /// Asks about notes that qualify values which carry no mark.
    pub fn check_notes(&mut self) {
        let is_marked = self.marked_years();
        let (Some(first), Some(last)) = (is_marked.keys().next(), is_marked.keys().next_back()) else {
            return;
        };
        // Whoever says what marks or single values are has read what is said of them.
        let declared = self.source.declared;
        let is_silent = declared.marks.is_empty()
            && !declared.exceptions.iter().any(Exception::says_status)
            && is_marked.values().all(|it| !it);
        let is_above = |cell: &Cell| self.anatomy.above.iter().flatten().any(|it| it == cell);
        let mut asked = Vec::new();
        for cell in self.account.notes.iter().filter(|cell| !names_source(cell)) {
            let text = plain(&without_titles(&cell.text)).to_lowercase();
            let named = years(&without_days(&text));
            let is_of_all = named.iter().min() <= Some(first) && named.iter().max() >= Some(last);
            let of_years = named.iter().filter(|year| is_marked.get(year) == Some(&false));
            let of_years = of_years.copied().collect::<BTreeSet<_>>();
            let is_of_cell = self.source.sheet.comments.contains(cell);
            let is_of_some = is_above(cell) && !of_years.is_empty() && !is_of_all;
            let of_some = ESTIMATED.iter().filter(|_| is_of_cell || is_of_some);
            let word = words().chain(of_some).find(|word| says(&text, word));
            if !of_years.is_empty() && !is_of_all && !is_above(cell) && said(cell).is_none() {
                let is_provisional = word.is_some_and(|word| PROVISIONAL.contains(word));
                let status = if is_provisional { Status::P } else { Status::B };
                let of_year = |year: u16| (Unread::NoteOfYear(year.to_string(), status), cell.clone());
                asked.extend(of_years.into_iter().map(of_year));
            } else if let Some(word) = word.filter(|_| is_silent) {
                asked.push((Unread::NoteOfStatus(word), cell.clone()));
            }
        }
        for (what, cell) in asked {
            self.ask(what, &cell);
        }
    }

    /// The years of the values, each with whether all of its values carry a mark, or the entry says which do.
    fn marked_years(&self) -> BTreeMap<u16, bool> {
        let position = |name: &str| self.table.header.iter().position(|cell| &*cell.text == name);
        let (time, status) = (position(TIME_PERIOD), position("OBS_STATUS"));
        let constant = self.table.constants.get(TIME_PERIOD);
        let mut found = BTreeMap::new();
        for row in &self.table.rows {
            let time = time.and_then(|at| row.get(at)).or(constant);
            let Some(period) = time.and_then(|cell| period(&cell.text)) else { continue };
            let is_normal = status
                .and_then(|at| row.get(at))
                .is_none_or(|cell| cell.text.is_empty() || &*cell.text == Status::A.code());
            *found.entry(period.calendar_year()).or_insert(true) &= !is_normal;
        }
        let exceptions = self.source.declared.exceptions.iter().filter(|it| it.says_status());
        for period in exceptions.filter_map(|it| period(it.period.as_deref()?)) {
            found.entry(period.calendar_year()).and_modify(|is_marked| *is_marked = true);
        }
        found
    }
}

/// Whether a text may qualify some of the values of a table: it is more than a time, and names a year or says that
/// something is not final.
pub fn may_qualify(text: &str) -> bool {
    let small = plain(text).to_lowercase();
    let is_prose = small.chars().any(char::is_alphabetic) && written(text).is_none();
    is_prose && (!years(&small).is_empty() || words().any(|word| small.contains(word)))
}

/// Whether a note says a word, beyond telling what a sign of it stands for: `p = provisional`, `(p) provisional`.
fn says(text: &str, word: &str) -> bool {
    const PARTS: [char; 10] = ['=', ':', '：', '-', '–', '—', '表', '示', '为', '為'];
    let is_sign = |before: &str| {
        let shorn = before.trim_end_matches(' ').trim_end_matches(|c| c == ' ' || PARTS.contains(&c));
        let sign =
            shorn.rsplit([' ', ',', ';', ':', '，', '；', '：', '\n', '(', '（']).next().unwrap_or_default();
        let is_parted = shorn.len() < before.trim_end().len() || sign.ends_with([')', '）']);
        let sign = sign.trim_end_matches([')', '）', '”', '"', '\'']).trim_start_matches(['“', '"', '\'']);
        let has_length = (1..=2).contains(&sign.chars().count());
        let is_number = !sign.is_empty() && sign.chars().all(char::is_numeric);
        (is_parted || is_number) && has_length && !sign.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
    };
    text.match_indices(word).any(|(at, _)| !is_sign(&text[..at]))
}

/// A note without the titles of publications that it names: 《四川统计年鉴2023》 is of no year of the table.
pub fn without_titles(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 => rest.push(c),
            _ => {}
        }
    }
    rest
}
