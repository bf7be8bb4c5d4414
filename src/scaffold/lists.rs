//! The code lists of a project that is begun, and the descriptor that lists its tables.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::data::unit::{COMMON, PrintedUnit, Scale};

/// The country and its province-level areas, as `areas.csv` lists them: codes of ISO 3166-2, whose letters
/// are those of GB/T 2260, and the six digits of GB/T 2260 among the aliases.
pub const AREAS: &str = include_str!("areas.csv");

/// Indicators that yearbooks are full of, as `indicators.csv` lists them.
pub const KNOWN: &str = include_str!("indicators.csv");

/// Who publishes what statistics are made of: the code, the Chinese name and the English one.
const PUBLISHERS: [(&str, &str, &str); 14] = [
    ("NBS", "国家统计局", "National Bureau of Statistics"),
    ("NHC", "国家卫生健康委员会", "National Health Commission"),
    ("MOST", "科学技术部", "Ministry of Science and Technology"),
    ("MOE", "教育部", "Ministry of Education"),
    ("MOF", "财政部", "Ministry of Finance"),
    ("MOFCOM", "商务部", "Ministry of Commerce"),
    ("MOT", "交通运输部", "Ministry of Transport"),
    ("MEE", "生态环境部", "Ministry of Ecology and Environment"),
    ("MOHRSS", "人力资源和社会保障部", "Ministry of Human Resources and Social Security"),
    ("MOHURD", "住房和城乡建设部", "Ministry of Housing and Urban-Rural Development"),
    ("MARA", "农业农村部", "Ministry of Agriculture and Rural Affairs"),
    ("NEA", "国家能源局", "National Energy Administration"),
    ("CNIPA", "国家知识产权局", "China National Intellectual Property Administration"),
    ("GACC", "海关总署", "General Administration of Customs"),
];

/// What a table says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSaid<'a> {
    /// The file's name.
    pub name: &'a str,
    pub encoding: Option<&'a str>,
    pub layout: &'a str,
    /// Each indicator by its label, its code if it is known, its unit as printed, its decimals.
    pub indicators: Vec<(&'a str, Option<&'a str>, &'a str, u32)>,
    /// The areas that do not come along, as the table calls them.
    pub unlisted: &'a [String],
    /// Whether the table itself names the indicator.
    pub names_indicator: bool,
    /// What its editor says of it, as properties of its entry.
    pub answers: Map<String, Value>,
    /// The years that are marked for the sake of a note, with their status: `2023=P`.
    pub marked: &'a [String],
    pub publisher: Option<&'a str>,
}

/// A file of the inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFile {
    pub name: &'static str,
    pub text: String,
}

/// The descriptor and the code lists for some tables, and what in them an editor still has to say.
pub fn entries(tables: &[TableSaid], vintage: &str) -> (Vec<ListFile>, Vec<String>) {
    let mut lists = Lists::default();
    let listed: Vec<String> = tables.iter().map(|table| lists.entry(table, vintage)).collect();
    // Nothing in a table says it, and a briefing as of an earlier day would not know the values.
    lists.open.push(format!(
        "inputs/datapackage.json: the tables count as published on {vintage}, when they were had: write the day of each"
    ));
    let own = ["indicators", "areas", "sources"];
    let own = own.map(|role| format!("{{\"path\": \"{role}.csv\", \"briefing:role\": \"{role}\"}}"));
    let resources: Vec<String> = own.iter().chain(&listed).map(|it| format!("  {it}")).collect();
    let descriptor = format!(
        "{{\"$schema\": \"../schemas/descriptor.json\", \"resources\": [\n{}\n]}}\n",
        resources.join(",\n")
    );
    let files = vec![
        ListFile { name: "datapackage.json", text: descriptor },
        ListFile { name: "indicators.csv", text: lists.indicators() },
        ListFile { name: "areas.csv", text: lists.areas() },
        ListFile { name: "sources.csv", text: lists.sources() },
    ];
    (files, lists.open)
}

#[derive(Default)]
struct Lists {
    /// Rows of `indicators.csv`, by code in the order of the tables.
    indicators: Vec<(String, String)>,
    /// The codes that labels of the tables were given, each with its label.
    named: Vec<(String, String)>,
    /// Names of areas beside those that come along, as the tables call them.
    areas: Vec<String>,
    /// Codes and names of publishers.
    sources: Vec<(String, String, String)>,
    /// What is left to be said, each a sentence.
    open: Vec<String>,
}

impl Lists {
    /// The descriptor's entry of a table.
    fn entry(&mut self, table: &TableSaid, vintage: &str) -> String {
        let mut briefing = vec![("layout", json!(table.layout))];
        let stem = table.name.rsplit_once('.').map_or(table.name, |(stem, _)| stem);
        let several = table.indicators.len() > 1;
        for (label, code, unit, decimals) in &table.indicators {
            let code = self.indicator(table.name, stem, several, (label, *code, unit, *decimals));
            if !table.names_indicator {
                briefing.push(("indicator", json!(code)));
            }
        }
        briefing.extend(table.answers.iter().map(|(key, value)| (key.as_str(), value.clone())));
        for mark in table.marked {
            self.open.push(format!(
                "inputs/datapackage.json: a note of {} says something of a year, which is marked for it, {mark}: read the note and see that this is right",
                table.name
            ));
        }
        self.unlisted(table);
        briefing.extend([("vintage", json!(vintage)), ("source", json!(self.source(table)))]);
        let pair = |(key, value): &(&str, Value)| format!("\"{key}\": {value}");
        let said: Vec<String> = briefing.iter().map(pair).collect();
        let encoding = table.encoding.map_or_else(String::new, |it| format!(", \"encoding\": {}", json!(it)));
        format!(
            "{{\"path\": {}{encoding}, \"briefing:role\": \"observations\",\n   \"briefing\": {{{}}}}}",
            json!(table.name),
            said.join(", ")
        )
    }

    /// Lists the areas of a table that do not come along, for the editor to name.
    fn unlisted(&mut self, table: &TableSaid) {
        let new: Vec<&String> = table.unlisted.iter().filter(|name| !self.areas.contains(name)).collect();
        let Some(first) = new.first() else { return };
        let shown: Vec<&str> = new.iter().take(SHOWN).map(|name| name.as_str()).collect();
        let more = if new.len() > SHOWN { format!(" and {} more", new.len() - SHOWN) } else { String::new() };
        self.open.push(format!(
            "inputs/areas.csv: {}{more}, of {}, {}: see that each is an area and not a slip, and name it in English",
            shown.join(", "),
            table.name,
            if new.len() == 1 {
                format!("is listed as {}", area_code(first, self.areas.len()).0)
            } else {
                "do not come along and are listed at the end".to_owned()
            }
        ));
        self.areas.extend(new.into_iter().cloned());
    }

    fn areas(&self) -> String {
        let rows = self.areas.iter().enumerate().map(|(nth, name)| {
            let (code, english) = area_code(name, nth);
            let short = short_name(name);
            let fields = [&code, name, &english, &short, &english].map(|it| quoted(it));
            format!("{},,\n", fields.join(","))
        });
        [AREAS.to_owned()].into_iter().chain(rows).collect()
    }

    /// The code of an indicator, which is listed by it.
    fn indicator(
        &mut self,
        file: &str,
        stem: &str,
        several: bool,
        (label, code, unit, decimals): (&str, Option<&str>, &str, u32),
    ) -> String {
        let known = code.and_then(|code| KNOWN.lines().find(|line| line.starts_with(&format!("{code},"))));
        // What is counted in something else is something else, by whatever name.
        let known = known.filter(|row| is_measured_in(row, unit));
        if let (Some(code), Some(row)) = (code, known) {
            self.list(code, as_precise(row, unit, decimals));
            return code.to_owned();
        }
        let is_plain = |text: &str| text.is_ascii() && text.starts_with(|c: char| c.is_ascii_alphabetic());
        let (code, english) = match (is_plain(label), is_plain(stem) && !several) {
            (true, _) => (as_code(label), label.to_owned()),
            (false, true) => (as_code(stem), capital(&stem.replace(['-', '_'], " "))),
            (false, false) => {
                let letter = letter(self.indicators.len());
                (format!("INDICATOR_{letter}"), format!("Indicator {letter}"))
            }
        };
        let chinese = if label.is_empty() { stem } else { label };
        let code = self.free_code(&code, chinese);
        self.open.push(format!(
            "inputs/indicators.csv: {code} of {file} is called {chinese} and {english}; say it better, and what its KIND and DIRECTION are"
        ));
        let (measure, zh, en, scale) = measure(unit);
        let kind = match measure.as_str() {
            "PT" => "share",
            "RANK" => "rank",
            "CNY" | "USD" | "KM2" | "T" | "TCE" | "KWH" | "M2" | "M3" | "KM" | "MU" | "KG" | "HOUR" => {
                "level"
            }
            measure if measure.contains("_PER_") => "rate",
            _ => "count",
        };
        let fields = [&code, chinese, &english, &measure, &zh, &en, kind, "neither", scale_name(scale)];
        let fields: Vec<String> = fields.iter().map(|it| quoted(it)).collect();
        self.list(&code, format!("{},{decimals},", fields.join(",")));
        code
    }

    /// A code that no indicator of another name has: “A b” and “A-b” are both A_B by their letters.
    fn free_code(&mut self, code: &str, name: &str) -> String {
        let is_of_another = |code: &str| self.named.iter().any(|(it, of)| it == code && of != name);
        let others = (0..).map(|nth| format!("{code}_{}", letter(nth)));
        let free = std::iter::once(code.to_owned()).chain(others).find(|code| !is_of_another(code));
        let code = free.expect("letters go on for ever");
        self.named.push((code.clone(), name.to_owned()));
        code
    }

    fn list(&mut self, code: &str, row: String) {
        if !self.indicators.iter().any(|(known, _)| known == code) {
            self.indicators.push((code.to_owned(), row));
        }
    }

    /// The code of who published a table, who is listed by it.
    fn source(&mut self, table: &TableSaid) -> String {
        let known = |name: &str| PUBLISHERS.iter().find(|(_, zh, en)| name == *zh || name == *en);
        let (code, zh, en) = match (table.publisher, table.publisher.and_then(known)) {
            (_, Some((code, zh, en))) => ((*code).to_owned(), (*zh).to_owned(), (*en).to_owned()),
            (Some(name), None) => {
                if let Some((code, ..)) = self.sources.iter().find(|(_, zh, en)| zh == name || en == name) {
                    return code.clone();
                }
                let letter = letter(self.sources.len());
                let en = if name.is_ascii() {
                    name.to_owned()
                } else {
                    format!("Source {letter} (name it in English)")
                };
                self.open.push(format!("inputs/sources.csv: name {name}, of {}, in English", table.name));
                (format!("SOURCE_{letter}"), name.to_owned(), en)
            }
            (None, None) => {
                self.open.push(format!("inputs/sources.csv: {} does not say who published it", table.name));
                ("UNNAMED".to_owned(), "来源待填".to_owned(), "Source to be named".to_owned())
            }
        };
        if !self.sources.iter().any(|(listed, ..)| *listed == code) {
            self.sources.push((code.clone(), zh, en));
        }
        code
    }

    fn indicators(&self) -> String {
        let head = KNOWN.lines().next().unwrap_or_default();
        let rows = self.indicators.iter().map(|(_, row)| row.as_str());
        [head].into_iter().chain(rows).flat_map(|row| [row, "\n"]).collect()
    }

    fn sources(&self) -> String {
        let rows =
            self.sources.iter().map(|(code, zh, en)| format!("{code},{},{}\n", quoted(zh), quoted(en)));
        format!("SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN\n{}", rows.collect::<String>())
    }
}

/// Whether a row of the list of indicators can be measured in a unit that a table prints, or does not.
fn is_measured_in(row: &str, printed: &str) -> bool {
    let fields: Vec<&str> = row.split(',').collect();
    let (measure, zh, en) = (fields[3], fields[4], fields[5]);
    let known = PrintedUnit::parse(printed).is_some_and(|unit| unit.measures.contains(&measure));
    printed.is_empty() || known || PrintedUnit::exponent_of(printed, &[zh, en]).is_some()
}

/// A row of the list of indicators, with no more decimals than a table has which counts at the same scale.
fn as_precise(row: &str, printed: &str, decimals: u32) -> String {
    const SCALE: usize = 8;
    const DECIMALS: usize = 9;
    let mut fields: Vec<&str> = row.split(',').collect();
    let (_, _, _, scale) = measure(printed);
    let own = decimals.to_string();
    let is_less = fields[DECIMALS].parse::<u32>().is_ok_and(|known| decimals < known);
    if is_less && fields[SCALE] == scale_name(scale) {
        fields[DECIMALS] = &own;
    }
    fields.join(",")
}

/// The code of a unit as a table prints it, its words, and the scale at which the table counts.
fn measure(printed: &str) -> (String, String, String, Scale) {
    let words: BTreeSet<&str> = COMMON.iter().map(|(zh, ..)| *zh).collect();
    let common = words.iter().find_map(|zh| Some((*zh, PrintedUnit::exponent_of(printed, &[zh])?)));
    if let Some((zh, exponent)) = common
        && let Some((_, en, code)) = COMMON.iter().find(|(word, ..)| *word == zh)
    {
        return ((*code).to_owned(), zh.to_owned(), (*en).to_owned(), scale(exponent));
    }
    if let Some(unit) = PrintedUnit::parse(printed)
        && let Some(code) = unit.measures.first()
    {
        let (zh, en) = match *code {
            "CNY" => ("元", "yuan"),
            "USD" => ("美元", "dollars"),
            "PS" => ("人", "people"),
            "PAT" => ("件", "patents"),
            "ENT" => ("家", "enterprises"),
            "COUNT" => ("个", ""),
            "KM2" => ("平方公里", "km²"),
            _ => ("", ""),
        };
        return ((*code).to_owned(), zh.to_owned(), en.to_owned(), scale(unit.exponent));
    }
    // A word that nobody foresaw counts things, and stands in no English sentence.
    let plain = printed.trim();
    let multiples = ["万亿", "亿", "千万", "百万", "万", "千", "百"];
    let word = multiples.iter().find_map(|multiple| plain.strip_prefix(multiple)).unwrap_or(plain);
    let exponent = PrintedUnit::exponent_of(printed, &[word]).unwrap_or_default();
    ("COUNT".to_owned(), word.to_owned(), String::new(), scale(exponent))
}

fn scale(exponent: i32) -> Scale {
    match exponent {
        ..=3 => Scale::One,
        4..=7 => Scale::Wan,
        8..=11 => Scale::Yi,
        _ => Scale::Wanyi,
    }
}

fn scale_name(scale: Scale) -> &'static str {
    match scale {
        Scale::One => "one",
        Scale::Wan => "wan",
        Scale::Yi => "yi",
        Scale::Wanyi => "wanyi",
    }
}

/// As many areas as are told by name.
const SHOWN: usize = 4;

/// The code of an area that does not come along, and what it is called in English until somebody says it.
fn area_code(name: &str, nth: usize) -> (String, String) {
    let code = as_code(name);
    if name.is_ascii() && code.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (code, name.to_owned());
    }
    (format!("AREA_{}", letter(nth)), format!("Area {}", letter(nth)))
}

/// 广州市 is 广州 on charts.
fn short_name(name: &str) -> String {
    let ends = ["自治州", "地区", "市", "县", "区"];
    let short = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|it| it.chars().count() > 1);
    short.unwrap_or(name).to_owned()
}

/// A name as a code: letters, digits and low lines, in capitals.
fn as_code(name: &str) -> String {
    let letters = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' });
    let code: String = letters.collect();
    code.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A, B, … Z, and AA behind it: a digit in a name would be read as a number of the text.
pub(super) fn letter(nth: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    if nth < 26 { letter(nth).to_string() } else { format!("{}{}", letter(nth / 26 - 1), letter(nth)) }
}

/// A field of a table, in quotation marks where it needs them.
fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
