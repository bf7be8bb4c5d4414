//! Tables generated in many writings: each is read as the table that it was made from, or refused; never as
//! another.

use std::collections::BTreeMap;

use briefing::{data::observation::Observation, ingest::Ingested};
use proptest::prelude::*;
use rust_decimal::Decimal;
use rust_xlsxwriter::{Format, Workbook};

use super::{SAID, published};
use crate::ingest::Inputs;

/// Values by area and year, with one decimal.
type Values = BTreeMap<(&'static str, u16), u32>;

const AREAS: [&str; 2] = ["四川省", "重庆市"];

fn values() -> impl Strategy<Value = Values> {
    let years = prop::collection::btree_set(1990_u16..2024, 1..6);
    (years, prop::collection::vec(20_000_u32..90_000, 12)).prop_map(|(years, numbers)| {
        let keys = years.into_iter().flat_map(|year| AREAS.map(|area| (area, year)));
        keys.zip(numbers).collect()
    })
}

/// How a table is written.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a way to write or not")]
struct Writing {
    separator: char,
    encoding: &'static str,
    has_years_in_rows: bool,
    has_groups: bool,
    is_latest_first: bool,
    unit: usize,
    year: usize,
    notes: usize,
    ends_in_separator: bool,
}

fn writing() -> impl Strategy<Value = Writing> {
    let encodings = prop::sample::select(vec!["UTF-8", "GB18030", "UTF-16LE"]);
    let separators = prop::sample::select(vec![',', ';', '\t', '|']);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (separators, encodings, flags, 0_usize..4, 0_usize..4, 0_usize..4).prop_map(
        |(separator, encoding, flags, unit, year, notes)| Writing {
            separator,
            encoding,
            has_years_in_rows: flags.0,
            has_groups: flags.1,
            is_latest_first: flags.2,
            unit,
            year,
            notes,
            ends_in_separator: flags.3,
        },
    )
}

impl Writing {
    /// The lines of a table: cells that are not yet parted.
    fn lines(&self, values: &Values) -> Vec<Vec<String>> {
        let mut years = values.keys().map(|(_, year)| *year).collect::<Vec<_>>();
        years.sort_unstable();
        years.dedup();
        if self.is_latest_first {
            years.reverse();
        }
        let year = |year: &u16| match self.year {
            0 => year.to_string(),
            1 => format!("{year}年"),
            2 => format!("{year}年末"),
            _ => format!(" {year} "),
        };
        let number = |area: &'static str, year: u16| {
            let tenths = values[&(area, year)];
            let whole = (tenths / 10).to_string();
            let group = whole.len() > 3 && self.has_groups;
            let whole = if group {
                format!("{},{}", &whole[..whole.len() - 3], &whole[whole.len() - 3..])
            } else {
                whole
            };
            let text = format!("{whole}.{}", tenths % 10);
            if group && self.separator == ',' { format!("\"{text}\"") } else { text }
        };
        let corner = if self.unit == 3 { "单位：亿元" } else { "地区" }.to_owned();
        let mut lines = match self.unit {
            0 => vec![vec!["指标：研发经费投入(亿元)".to_owned()]],
            1 => vec![vec!["指标：研发经费投入".to_owned()], vec![String::new(), "单位：亿元".to_owned()]],
            2 => vec![vec!["各地区".to_owned()], vec!["指标：研发经费投入（亿元）".to_owned()]],
            _ => vec![vec!["指标：研发经费投入".to_owned()]],
        };
        if self.has_years_in_rows {
            let corner = if self.unit == 3 { corner } else { "年份".to_owned() };
            lines.push([vec![corner], AREAS.map(str::to_owned).to_vec()].concat());
            lines.extend(
                years
                    .iter()
                    .map(|at| [vec![year(at)], AREAS.map(|area| number(area, *at)).to_vec()].concat()),
            );
        } else {
            lines.push([vec![corner], years.iter().map(year).collect()].concat());
            for area in AREAS {
                lines.push(
                    [vec![area.to_owned()], years.iter().map(|year| number(area, *year)).collect()].concat(),
                );
            }
        }
        let notes = ["注：按当年价格计算。", "数据来源：国家统计局", "1 初步核算。"];
        lines.extend(notes.iter().take(self.notes).map(|note| vec![(*note).to_owned()]));
        lines
    }

    fn bytes(&self, lines: &[Vec<String>]) -> Vec<u8> {
        let separator = self.separator.to_string();
        let end = if self.ends_in_separator { &*separator } else { "" };
        let text = lines
            .iter()
            .map(|cells| format!("{}{end}\n", cells.join(&separator)))
            .collect::<Vec<_>>()
            .concat();
        match self.encoding {
            "GB18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
            "UTF-16LE" => format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            _ => text.into_bytes(),
        }
    }
}

/// What was read, by area and year in tenths; `None` where something is to be settled first.
fn read(inputs: &Inputs) -> Option<BTreeMap<(String, String), Decimal>> {
    let (ingested, sink) = inputs.ingest();
    let Ingested { observations, .. } = ingested.filter(|_| !sink.has_errors())?;
    let row = |row: &Observation| ((row.area.to_string(), row.period.to_string()), row.value());
    Some(observations.rows().iter().map(row).collect())
}

fn expected(values: &Values) -> BTreeMap<(String, String), Decimal> {
    let code = |area: &str| if area == "四川省" { "CN-SC" } else { "CN-CQ" };
    let value = |tenths: u32| Decimal::from(tenths) * Decimal::from(10_000_000_u32);
    values.iter().map(|((area, year), it)| ((code(area).to_owned(), year.to_string()), value(*it))).collect()
}

/// What may stand in a table besides, where it says something that nobody asked about.
#[derive(Debug, Clone)]
enum Foreign {
    Column(&'static str, &'static str),
    Line(&'static str),
    Mark(&'static str),
    SecondTable,
    NoLabel,
    Unit,
}

fn foreign() -> impl Strategy<Value = Foreign> {
    prop::sample::select(vec![
        Foreign::Column("口径", "规模以上工业"),
        Foreign::Column("城市", "成都市"),
        Foreign::Column("Series Name", "per head"),
        Foreign::Line("规模以上工业企业"),
        Foreign::Line("比上年增长（%）"),
        Foreign::Line("注：下行为快报数。"),
        Foreign::Line("续表"),
        Foreign::Mark("①"),
        Foreign::Mark("（修订）"),
        Foreign::Mark("*"),
        Foreign::SecondTable,
        Foreign::NoLabel,
        Foreign::Unit,
    ])
}

impl Foreign {
    /// Puts it among the lines of a table of areas in rows and years in columns.
    fn put(&self, lines: &mut Vec<Vec<String>>, place: usize) {
        let header = lines.iter().position(|line| line.len() > 1 && line[0] == "地区").unwrap();
        let rows = header + 1..header + 1 + AREAS.len();
        match self {
            Self::Column(heading, text) => {
                for (at, line) in lines.iter_mut().enumerate() {
                    if at == header {
                        line.insert(1, (*heading).to_owned());
                    } else if rows.contains(&at) {
                        line.insert(1, (*text).to_owned());
                    }
                }
            }
            Self::Line(text) => lines.insert(rows.start + place % 2, vec![(*text).to_owned()]),
            Self::Mark(mark) => {
                let years = lines[header].len() - 1;
                lines[header][1 + place % years].push_str(mark);
            }
            Self::SecondTable => {
                let years = (1950..).take(lines[header].len() - 1).map(|year| format!("{year}年"));
                let line = std::iter::once(String::new()).chain(years).collect();
                lines.insert(rows.start + 1, line);
            }
            Self::NoLabel => lines[rows.start][0].clear(),
            Self::Unit => lines.insert(0, vec!["单位：万元".to_owned()]),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn every_writing_of_a_table_gives_its_values(values in values(), writing in writing()) {
        let inputs = published("t.csv", writing.bytes(&writing.lines(&values)), SAID);
        prop_assert_eq!(read(&inputs), Some(expected(&values)), "{}", inputs.diagnostics());
    }

    #[test]
    fn what_stands_in_a_table_besides_is_asked_about(
        values in values(), writing in writing(), foreign in foreign(), place in any::<usize>(),
    ) {
        let writing = Writing { has_years_in_rows: false, unit: writing.unit % 3, ..writing };
        let mut lines = writing.lines(&values);
        foreign.put(&mut lines, place);
        let inputs = published("t.csv", writing.bytes(&lines), SAID);
        prop_assert_eq!(read(&inputs), None, "{:?}", lines);
    }

    #[test]
    fn a_comma_between_digits_is_read_in_one_way_or_asked_about(
        thousandths in prop::collection::vec(1_u32..9_999_999, 1..4), is_decimal in any::<bool>(),
    ) {
        let write = |it: &u32| if is_decimal {
            format!("{},{:03}", it / 1000, it % 1000)
        } else if *it > 999_999 {
            format!("{},{:03},{:03}", it / 1_000_000, it / 1000 % 1000, it % 1000)
        } else {
            format!("{},{:03}", it / 1000, it % 1000)
        };
        let years = (2000_u32..).zip(&thousandths);
        let header = years.clone().map(|(year, _)| format!(";{year}")).collect::<Vec<_>>().concat();
        let cells = years.clone().map(|(_, it)| format!(";{}", write(it))).collect::<Vec<_>>().concat();
        let table = format!("Region{header}\nSichuan{cells}\n");
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
        if let Some(found) = read(&published("t.csv", table.clone(), &said)) {
            let unit = Decimal::from(100_000_000_u32) / Decimal::from(if is_decimal { 1000_u32 } else { 1 });
            let meant = years.clone().map(|(year, it)| (("CN-SC".to_owned(), year.to_string()), Decimal::from(*it) * unit));
            prop_assert_eq!(found, meant.collect::<BTreeMap<_, _>>(), "{}", table);
        }
    }

    #[test]
    fn a_number_is_read_as_its_sheet_shows_it(millionths in -9_000_000_000_i64..9_000_000_000, format in 0_usize..6) {
        // The format, the decimals that it shows, the power of ten that it divides by, its sign.
        let (code, places, power, sign) = [
            ("0.0", 1, 0, ""), ("#,##0.00", 2, 0, ""), ("#,##0,", 0, 3, ""), ("0.0,", 1, 3, ""),
            ("0.00%", 2, -2, "%"), ("0_ ;-0 ", 0, 0, ""),
        ][format];
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, "地区").unwrap().write(0, 1, "2023年").unwrap();
        #[expect(clippy::cast_precision_loss, reason = "a sheet stores floats, of fifteen digits")]
        let stored = millionths as f64 / 1e6;
        let shown = Format::new().set_num_format(code);
        sheet.write(1, 0, "四川省").unwrap().write_with_format(1, 1, stored, &shown).unwrap();
        let said = format!("{SAID}, \"indicator\": \"RD_EXP\", \"unit\": \"亿元\"");
        let inputs = published("t.xlsx", book.save_to_buffer().unwrap(), &said);
        let inputs = if sign == "%" { inputs.set("indicators.csv", "CNY,level,higher,yi,1", "PT,rate,higher,one,2") } else { inputs };
        let inputs = if sign == "%" { inputs.set("datapackage.json", "\"unit\": \"亿元\"", "\"unit\": \"%\"") } else { inputs };
        let mut meant = Decimal::new(millionths, 6);
        for _ in 0..power.max(0) { meant /= Decimal::TEN; }
        for _ in power.min(0)..0 { meant *= Decimal::TEN; }
        let mut meant = meant.round_dp_with_strategy(places, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        meant.rescale(places);
        let (ingested, sink) = inputs.ingest();
        prop_assert!(!sink.has_errors(), "{}", inputs.diagnostics());
        let observations = ingested.unwrap().observations;
        prop_assert_eq!(observations.rows()[0].printed.value(), meant);
        prop_assert_eq!(observations.rows()[0].printed.decimals(), places);
    }
}
