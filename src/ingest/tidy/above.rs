//! What stands above the headings of a table: titles, and lines that say something of all of it.

use super::{
    anatomy::filled,
    cross::{Crossing, INDICATOR, REF_AREA, TIME_PERIOD, UNIT},
    left_out::Unread,
    lexicon::{Holds, LineTopic, said},
    named::{UnitOrMultiple, units_named},
    qualities::QUALITIES,
};
use crate::{
    diag::{Diagnostic, Sink},
    ingest::{
        calendar::{TimeText, YearMark, resolved, written, years},
        label::{key_and_value, lone_unit, name_and_unit, name_key, period, plain},
        table::Cell,
    },
};

impl Crossing<'_> {
    /// Reads the lines above the headings, and one in the corner of these. What the descriptor says of
    /// indicator, area and period counts for more; a unit is that of the table where it says one.
    pub fn read_above(&mut self) {
        let is_corner = |cell: &&Cell| matches!(said(cell), Some((LineTopic::Column(_), _)));
        let corner = self.anatomy.header.iter().filter_map(|row| row.first()).filter(is_corner);
        let above: Vec<Cell> = self.anatomy.above.iter().flat_map(|row| rejoined(&filled(row))).collect();
        let cells = above.iter().chain(corner).collect::<Vec<_>>();
        let mut units = Vec::new();
        for cell in cells {
            match said(cell) {
                Some((LineTopic::Column(INDICATOR), value)) => {
                    let (name, unit) = name_and_unit(&value);
                    self.check_said(INDICATOR, &name, cell);
                    self.say(INDICATOR, &cell.reading(&name));
                    if let Some(unit) = unit {
                        units.push((cell, unit));
                    }
                }
                Some((LineTopic::Column(TIME_PERIOD), value)) => match written(&value) {
                    Some(it) => match resolved(&it, false) {
                        Some((period, None | Some(YearMark::Known(_)))) => {
                            self.check_said(TIME_PERIOD, &period.to_string(), cell);
                            self.say(TIME_PERIOD, &cell.reading(&period.to_string()));
                        }
                        // 时间：2020-2023 over columns of years tells which of them were asked for.
                        _ if self.gives(Holds::Periods) => {
                            self.skip(cell, "a line that says how the table was selected");
                        }
                        _ => drop(self.ask(Unread::Either, cell)),
                    },
                    None => self.skip(cell, "a line that says how the table was selected"),
                },
                // Two units in one line do not say which is whose.
                Some((LineTopic::Column(UNIT), value)) if value.contains(['、', ',', ';', '，', '；']) => {
                    self.skip(cell, "more than one unit for the whole table");
                }
                Some((LineTopic::Column(UNIT), value)) => units.push((cell, value)),
                Some((LineTopic::Column(column), value)) => {
                    self.check_said(column, &value, cell);
                    self.say(column, &cell.reading(&value));
                }
                Some((LineTopic::Note, _)) => self.account.notes.push(cell.clone()),
                Some((LineTopic::Other, _)) => self.skip(cell, "a line that says how the table was selected"),
                None => {
                    self.skip(cell, "a title");
                    self.account.notes.push(cell.clone());
                    let named = units_named(&cell.text).into_iter().filter_map(|it| match it {
                        UnitOrMultiple::Unit(unit) => Some((cell, unit)),
                        UnitOrMultiple::Multiple(_) | UnitOrMultiple::Word(_) => None,
                    });
                    // A line may be nothing but a unit.
                    let lone = lone_unit(&cell.text).map(|unit| (cell, unit));
                    let named = named.chain(lone).collect::<Vec<_>>();
                    units.extend(named);
                    self.check_title(cell);
                    self.check_line(cell);
                }
            }
        }
        let corners = self.units_of_corners();
        units.extend(corners.iter().map(|(cell, unit)| (cell, unit.clone())));
        self.take_units(&units);
    }

    /// Units that stand with the heads of labels: 地区（万元）, or 单位：万元 on a line of its own below 地区.
    fn units_of_corners(&self) -> Vec<(Cell, String)> {
        let header = self.anatomy.header;
        let stubs = self.anatomy.stubs.iter().filter(|stub| stub.holds != Holds::Units);
        let corners = stubs.flat_map(|stub| header.iter().filter_map(|row| row.get(stub.column)));
        // A corner that is nothing but such a line was read above.
        let corners = corners.filter(|cell| said(cell).is_none());
        let of_line = |cell: &Cell, line: &str| {
            let of_table = match said(&Cell::declared(line)) {
                Some((LineTopic::Column(UNIT), unit)) => Some(unit),
                _ => None,
            };
            let named = units_named(line).into_iter().filter_map(|it| match it {
                UnitOrMultiple::Unit(unit) => Some(unit),
                UnitOrMultiple::Multiple(_) | UnitOrMultiple::Word(_) => None,
            });
            of_table.into_iter().chain(named).map(|unit| (cell.clone(), unit)).collect::<Vec<_>>()
        };
        let lines = corners.flat_map(|cell| cell.text.split('\n').map(move |line| (cell, line)));
        lines.flat_map(|(cell, line)| of_line(cell, line)).collect()
    }

    /// The unit that lines above say, if they say one. The descriptor's fills a gap.
    fn take_units(&mut self, units: &[(&Cell, String)]) {
        let Some((cell, first)) = units.first() else { return };
        if let Some((other, _)) = units[1..].iter().find(|(_, unit)| name_key(unit) != name_key(first)) {
            if !self.gives(Holds::Units) && self.source.declared.units.is_empty() {
                self.ask(Unread::Unit, other);
            }
            return;
        }
        if !self.table.constants.contains_key("UNIT_MEASURE") {
            self.table.constants.insert(UNIT, cell.reading(first));
        }
    }

    /// Asks about a line that says another indicator, area or time of the table than the entry does.
    fn check_said(&mut self, column: &'static str, value: &str, cell: &Cell) {
        let holds = match column {
            INDICATOR => Holds::Indicators,
            REF_AREA => Holds::Areas,
            _ => Holds::Periods,
        };
        let Some(said) = self.table.constants.get(column).filter(|_| !self.gives(holds)) else { return };
        let said = said.text.to_string();
        let key = |text: &str| {
            let key = name_key(text);
            let vocabulary = self.vocabulary;
            match column {
                INDICATOR => vocabulary.wordings.get(&key).cloned().unwrap_or(key),
                REF_AREA => vocabulary.area_codes.get(&key).cloned().unwrap_or(key),
                _ => key,
            }
        };
        if key(&said) != key(value) {
            let what = match column {
                INDICATOR => Unread::OtherMeasure("another indicator"),
                REF_AREA => Unread::OtherArea(said),
                _ => Unread::OtherYear(said),
            };
            self.ask(what, cell);
        }
    }

    /// Asks about a line under a key that is not known, and about brackets at the end of a title that may be the unit
    /// where the table says none.
    fn check_line(&mut self, cell: &Cell) {
        if let Some((key, value)) = key_and_value(&cell.text)
            && !value.is_empty()
            && units_named(&cell.text).is_empty()
            && may_be_key(&key, &cell.text)
            && !self.vocabulary.knows(&key)
        {
            self.ask(Unread::Line(key), cell);
        }
        let is_of_entry = self.source.declared.unit.is_some() && !self.gives(Holds::Units);
        let text = plain(&cell.text);
        if let Some(inner) = last_brackets(&text)
            && is_of_entry
            && units_named(&text).is_empty()
            && may_be_unit(inner)
            && self.vocabulary.areas_named(inner).is_empty()
            && !self.vocabulary.wordings.values().any(|it| it.contains(&inner.to_lowercase()))
        {
            let inner = inner.to_owned();
            self.ask(Unread::Brackets(inner), cell);
        }
    }

    /// A period that is said of the whole table, and a title that names other years.
    fn check_title(&mut self, cell: &Cell) {
        let named = years(&cell.text);
        if self.gives(Holds::Periods) {
            // 2010—2023年 over a column of 2015 is right, 2023年 over one of 2022 is not.
            let told = self.years_told();
            let named = years(&without_days(&cell.text));
            let is_far = |year: &u16| named.iter().min() > Some(year) || named.iter().max() < Some(year);
            if !named.is_empty() && !told.is_empty() && told.iter().all(is_far) {
                self.ask(Unread::OtherYear(told[0].to_string()), cell);
            }
            return;
        }
        let declared = self.source.declared.period.as_deref().and_then(period);
        let of_sheet = || self.source.sheet.name.as_deref().and_then(period);
        let Some(said) = declared.or_else(of_sheet) else { return };
        if !named.is_empty() && !named.contains(&said.calendar_year()) {
            self.ask(Unread::OtherYear(said.to_string()), cell);
        }
    }

    /// The years that headings and labels are of.
    fn years_told(&self) -> Vec<u16> {
        let anatomy = &self.anatomy;
        let levels =
            anatomy.header.iter().zip(&anatomy.levels).filter(|(_, holds)| **holds == Holds::Periods);
        let headings = levels.flat_map(|(row, _)| row).map(|cell| &*cell.text);
        let stubs = anatomy.stubs.iter().filter(|stub| stub.holds == Holds::Periods);
        let labels = stubs.flat_map(|stub| anatomy.labels(stub.column));
        let told = headings.chain(labels).filter_map(|text| match written(text)? {
            TimeText::Period(period, _) => Some(period.calendar_year()),
            _ => None,
        });
        told.collect()
    }

    /// Takes the period that the sheet's name says.
    pub fn read_sheet_name(&mut self, sink: &mut Sink) {
        let Some(name) = self.source.sheet.name.as_deref().filter(|_| !self.gives(Holds::Periods)) else {
            return;
        };
        let place = self.source.sheet.place();
        let declared = self.source.declared.period.as_deref().and_then(period);
        match (declared, written(name).map(|it| resolved(&it, false).map(|(period, _)| period))) {
            (Some(declared), _) if !years(name).is_empty() && !years(name).contains(&declared.calendar_year()) => {
                Self::contradicts(place, &declared.to_string(), sink);
            }
            (None, Some(Some(period))) => self.say(TIME_PERIOD, &Cell::declared(&period.to_string())),
            (None, Some(None)) => sink.push(
                Diagnostic::error("no-period", "the name of the sheet may be of a month or of several years")
                    .at(place)
                    .help("name it after one year or month (2023年12月), or say \"period\" in the entry (--period)"),
            ),
            _ => {}
        }
    }

    fn contradicts(place: crate::diag::Locus, period: &str, sink: &mut Sink) {
        sink.push(
            Diagnostic::error(
                "other-period",
                format!("the entry says {period} of the table, which names another year"),
            )
            .at(place)
            .help("leave \"period\" out (--period), or name the sheets that are of it: \"sheets\" (--sheet)"),
        );
    }
}

/// A title without the days and months that it names: those are of its publication. Words for that say so of all.
pub fn without_days(text: &str) -> String {
    const PUBLISHED: [&str; 6] = ["发布", "更新", "公布", "updated", "published", "released"];
    let text = plain(text).to_lowercase();
    if PUBLISHED.iter().any(|word| text.contains(word)) {
        return String::new();
    }
    let words = text.split_inclusive(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '/' | '.' | '年'));
    // 2024-07-01, 2024年7月, but neither 2010-2023年 nor 2023年.
    let is_day = |word: &str| {
        let parts = word.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let lengths = parts.map(str::len).collect::<Vec<_>>();
        matches!(lengths[..], [4, 1 | 2, ..])
    };
    words.filter(|word| !is_day(word)).collect()
}

/// Whether a line may say something of its table under this key: short, and no word for what says nothing of values.
fn may_be_key(key: &str, line: &str) -> bool {
    const HARMLESS: [&str; 40] = [
        "表号",
        "表",
        "附表",
        "图",
        "表名",
        "标题",
        "制表机关",
        "制定机关",
        "文号",
        "批准文号",
        "批准机关",
        "备案文号",
        "有效期至",
        "有效期",
        "综合机关名称",
        "综合机关",
        "填报单位",
        "填表人",
        "编制单位",
        "发布机构",
        "发布单位",
        "联系人",
        "电话",
        "网址",
        "注",
        "附注",
        "备注",
        "说明",
        "table",
        "figure",
        "title",
        "dataset",
        "note",
        "notes",
        "contact",
        "http",
        "https",
        "link",
        "url",
        "copyright",
    ];
    const STARTS: [&str; 12] = [
        "更新", "发布", "导出", "下载", "查询", "update", "last", "extract", "download", "release", "publi",
        "data",
    ];
    let small = key.to_lowercase();
    let words = line.split(['：', ':']).next().unwrap_or_default().split_whitespace().count();
    let is_short = key.chars().count() <= if key.is_ascii() { 20 } else { 6 };
    is_short
        && words <= 3
        && !key.contains(|c: char| c.is_numeric())
        && !HARMLESS.contains(&small.as_str())
        && !STARTS.iter().any(|start| small.starts_with(start))
}

/// What stands in the brackets that a text ends in.
fn last_brackets(text: &str) -> Option<&str> {
    [('(', ')'), ('[', ']'), ('【', '】')].into_iter().find_map(|(open, close)| {
        let inner = text.strip_suffix(close)?.rsplit_once(open)?.1.trim();
        (!inner.is_empty()).then_some(inner)
    })
}

/// Whether brackets may hold a unit: no time, no number of a part, no kind of prices.
fn may_be_unit(text: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "续",
        "合计",
        "按",
        "当年价",
        "现价",
        "现行价",
        "总计",
        "continued",
        "cont.",
        "current price",
        "total",
        "年鉴",
    ];
    let small = text.to_lowercase();
    let is_number = small.chars().all(|c| c.is_numeric() || "一二三四五六七八九十ivx-.".contains(c));
    // What speaks of another quantity is asked about as that.
    let is_quality = QUALITIES.iter().any(|it| it.said(&small, |_| false).is_some());
    !is_number && !is_quality && years(text).is_empty() && !OTHERS.iter().any(|word| small.contains(word))
}

/// The cells of a line, what stands between brackets in one: an unquoted comma parts `Persons (1,000)` in two, and
/// neither says how many a person is.
fn rejoined(cells: &[&Cell]) -> Vec<Cell> {
    let is_open = |text: &str| text.matches(['(', '（']).count() > text.matches([')', '）']).count();
    let mut whole: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        match whole.last_mut().filter(|before| is_open(&before.text)) {
            Some(before) => before.text = format!("{},{}", before.text, cell.text).into(),
            None => whole.push((*cell).clone()),
        }
    }
    whole
}
