//! Intake: what becomes of good tables.

use std::{collections::BTreeMap, path::Path};

use briefing::{
    data::{observation::Observation, status::Qualifier},
    diag::Sink,
    ingest::{Ingested, Role, ingest},
    inputs::{File, Files},
};
use proptest::prelude::*;

/// Inputs in memory, complete and free of faults until a test changes them.
pub struct Inputs {
    files: BTreeMap<String, Vec<u8>>,
}

pub const OBSERVATION_HEADER: &str = "INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,\
                                      QUALIFIER,VINTAGE,FAMILY,SOURCE_ID,SEEN\n";

impl Inputs {
    /// One file in every role.
    pub fn minimal() -> Self {
        let roles = [
            (
                "indicators",
                "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,KIND,DIRECTION,SCALE,DECIMALS\n\
                 RD_EXP,研发经费投入,R&D expenditure,CNY,level,higher,yi,1\n",
            ),
            (
                "areas",
                "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN,PARTS\n\
                 CN-SC,四川省,Sichuan,四川,Sichuan,\n\
                 CN-CQ,重庆市,Chongqing,重庆,Chongqing,\n\
                 SC_CQ,川渝,Sichuan and Chongqing,川渝,Both,CN-SC+CN-CQ\n",
            ),
            (
                "sources",
                "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN,TITLE_ZH,TITLE_EN,URL\n\
                 NBS,国家统计局,National Bureau of Statistics,统计公报,Communiqué,\n",
            ),
            ("rd", ""),
            (
                "facilities",
                "FACILITY,NAME_ZH,NAME_EN,CITY,KIND,SOURCE_ID\n\
                 city,科学城,Science City,CN-CQ,science_city,NBS\n",
            ),
            (
                "milestones",
                "MILESTONE,DATE,TEXT_ZH,TEXT_EN,SOURCE_ID\n\
                 plan,2021,印发规划纲要,The plan is issued,NBS\n",
            ),
            (
                "challenges",
                "CHALLENGE,TEXT_ZH,TEXT_EN,SPEAKER_ZH,SPEAKER_EN,ROLE_ZH,ROLE_EN,SOURCE_ID\n\
                 integration,融合不够,Weak integration,统计局,Bureau,机构,office,NBS\n",
            ),
            (
                "proposals",
                "PROPOSAL,ASK_ZH,ASK_EN,MEASURE_ZH,MEASURE_EN,CHALLENGE,EVIDENCE,ADDRESSEE_ZH,ADDRESSEE_EN,LEAD_ZH,LEAD_EN,SOURCE_ID\n\
                 support,加大支持,Support,明确牵头单位,Name a lead,integration,rd+rd_growth,国家有关部门,Central government,发展改革委,NDRC,NBS\n",
            ),
            (
                "claims",
                "CLAIM_ID,STATEMENT_ZH,STATEMENT_EN,FACT,CLAIMED_VALUE,UNIT,QUALIFIER,SOURCE_ID\n\
                 rd-level,研发投入2104.5亿元,R&D was 210.45 billion yuan,rd,210.45,billion CNY,,NBS\n",
            ),
        ];
        let entry = |name: &str| {
            let role = if name == "rd" { "observations" } else { name };
            format!("  {{\"path\": \"{name}.csv\", \"briefing:role\": \"{role}\"}}")
        };
        let entries = roles.map(|(name, _)| entry(name)).join(",\n");
        let descriptor = format!("{{\"name\": \"minimal\", \"resources\": [\n{entries}\n]}}\n");
        let files = roles.map(|(name, text)| (format!("{name}.csv"), text.as_bytes().to_vec()));
        let inputs = Self { files: BTreeMap::from(files) }.with("datapackage.json", descriptor);
        inputs.with(
            "rd.csv",
            format!(
                "{OBSERVATION_HEADER}\
                 RD_EXP,CN-SC,2020,1055.3,CNY,8,A,,2021-09-22,,NBS,yes\n\
                 RD_EXP,CN-CQ,2020,526.8,CNY,8,A,,2021-09-22,,NBS,yes\n"
            ),
        )
    }

    /// Puts a file there, in the place of one of that name.
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), bytes.into());
        self
    }

    /// Takes a file away.
    pub fn without(mut self, path: &str) -> Self {
        self.files.remove(path).expect("a file to be taken away is there");
        self
    }

    /// Writes `new` for `old`, which the file holds once.
    pub fn set(self, path: &str, old: &str, new: &str) -> Self {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{path} holds {old:?} once");
        self.with(path, text.replace(old, new))
    }

    /// The files, as a run reads them.
    pub fn files(&self) -> Files {
        let file = |(path, bytes): (&String, &Vec<u8>)| File::new(format!("inputs/{path}"), bytes.clone());
        Files::from_memory("inputs", self.files.iter().map(file))
    }

    pub fn ingest(&self) -> (Option<Ingested>, Sink) {
        let mut sink = Sink::default();
        let ingested = ingest(&self.files(), &mut sink).ok();
        (ingested, sink)
    }

    /// Every diagnostic of an intake, as it would be printed.
    pub fn diagnostics(&self) -> String {
        printed(&self.ingest().1)
    }

    /// The observations of an intake that has nothing to report.
    fn observations(&self) -> Vec<Observation> {
        let (ingested, sink) = self.ingest();
        assert_eq!(printed(&sink), "");
        ingested.unwrap().observations.rows().to_vec()
    }
}

fn printed(sink: &Sink) -> String {
    sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn real_inputs() -> (Files, Ingested) {
    let mut sink = Sink::default();
    let files = Files::read(Path::new("tests/project/inputs"), "inputs", &mut sink);
    let ingested = ingest(&files, &mut sink);
    assert_eq!(printed(&sink), "");
    (files, ingested.unwrap())
}

#[test]
fn the_minimal_inputs_have_no_fault() {
    assert_eq!(Inputs::minimal().observations().len(), 2);
}

#[test]
fn the_inputs_of_the_briefing_have_no_fault() {
    let (_, ingested) = real_inputs();
    assert_eq!(ingested.observations.rows().len(), 353);
    assert_eq!(ingested.catalogue.indicators.len(), 17);
    assert_eq!(ingested.catalogue.areas.len(), 11);
    assert_eq!(ingested.catalogue.sources.len(), 14);
    let registers = ingested.registers;
    let sizes = [
        registers.facilities.len(),
        registers.milestones.len(),
        registers.challenges.len(),
        registers.proposals.len(),
        registers.claims.len(),
    ];
    assert_eq!(sizes, [6, 4, 3, 5, 19]);
}

/// What was taken in before the inputs were files as published: their formats change no fact.
#[test]
fn the_inputs_of_the_briefing_say_what_the_tidy_rows_said() {
    let (_, ingested) = real_inputs();
    let row = |it: &Observation| {
        let qualifier = match it.qualifier {
            Qualifier::Exact => "",
            Qualifier::MoreThan => "more_than",
            Qualifier::About => "about",
        };
        let status = it.status.code();
        let Observation {
            indicator,
            area,
            period,
            printed,
            measure,
            multiplier,
            vintage,
            family,
            source,
            ..
        } = it;
        format!(
            "{indicator},{area},{period},{printed},{measure},{multiplier},{status},{qualifier},{vintage},{family},{source}"
        )
    };
    let mut rows = ingested.observations.rows().iter().map(row).collect::<Vec<_>>();
    rows.sort();
    let expected = include_str!("intake/observations.csv").lines().skip(1).collect::<Vec<_>>();
    assert_eq!(rows, expected);
}

#[test]
fn the_inputs_of_the_briefing_come_in_every_shape() {
    let (_, ingested) = real_inputs();
    let rows = ingested.observations.rows();
    let cell = |indicator: &str, area: &str, period: &str, family: &str| {
        let is_it = |it: &&Observation| {
            it.indicator == indicator
                && it.area == area
                && it.period.to_string() == period
                && it.family == family
        };
        rows.iter().find(is_it).unwrap().cell.to_string()
    };
    assert_eq!(cell("TECH_MARKET_TURNOVER", "CN-SC", "2023", ""), "inputs/nbs-technology-market.csv:9:3");
    assert_eq!(cell("GDP", "CN-SC", "2020", "precensus5"), "inputs/economy-by-province.xlsx!Sheet1!C9");
    assert_eq!(cell("FISCAL_ST_EXP", "CN-BJ", "2022", ""), "inputs/economy-by-province.xlsx!Sheet1!J5");
    assert_eq!(cell("GII_CLUSTER_RANK", "CHENGDU", "2024", ""), "inputs/clusters.csv:8:8");
    assert_eq!(cell("FX_CNY_USD_FED", "CN", "2022", ""), "inputs/exchange-rates.parquet:5:4");
    assert_eq!(ingested.missing, []);
    let notes = ingested.notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>();
    assert_eq!(
        notes,
        [
            "注：各地区合计与全国数不等。",
            "数据来源：国家统计局",
            "各地区生产总值和地方财政科技支出",
            "注：地区生产总值为第五次全国经济普查修订前的数据；最后一年为初步核算数。",
            "资料来源：国家统计局国家数据",
        ]
    );
}

#[test]
fn every_indicator_of_the_briefing_has_observations() {
    let (_, ingested) = real_inputs();
    for code in ingested.catalogue.indicators.keys() {
        assert!(ingested.observations.rows().iter().any(|row| row.indicator == *code), "{code}");
    }
}

/// The Table Schema is for other programs; it must say what the files are all the same.
#[test]
fn the_descriptor_describes_the_columns_of_the_files() {
    let (files, _) = real_inputs();
    let descriptor = files.get("datapackage.json").unwrap().text().unwrap();
    let package: serde_json::Value = serde_json::from_str(descriptor).unwrap();
    let resources = package["resources"].as_array().unwrap();
    for resource in resources {
        let path = resource["path"].as_str().unwrap();
        let Some(fields) = resource["schema"]["fields"].as_array() else {
            assert!(
                Path::new(path).extension().is_some_and(|it| it != "csv") || !resource["briefing"].is_null()
            );
            continue;
        };
        let names = fields.iter().map(|field| field["name"].as_str().unwrap()).collect::<Vec<_>>().join(",");
        let text = files.get(path).unwrap().text().unwrap();
        assert_eq!(text.lines().next(), Some(names.as_str()), "{path}");
        let role = resource["briefing:role"].as_str().unwrap();
        assert!(Role::ALL.map(Role::name).contains(&role), "{path}: {role}");
    }
}

#[test]
fn an_observation_keeps_its_digits_and_its_cell() {
    let inputs = Inputs::minimal().set("rd.csv", "2020,526.8,", "2020,526.80,");
    let chongqing = &inputs.observations()[1];
    assert_eq!(chongqing.printed.to_string(), "526.80");
    assert_eq!(chongqing.cell.to_string(), "inputs/rd.csv:3:4");
    assert_eq!(chongqing.value().to_string(), "52680000000.00");
}

#[test]
fn a_byte_order_mark_belongs_to_no_cell() {
    let text = format!("\u{feff}{OBSERVATION_HEADER}RD_EXP,CN-SC,2020,1055.3,CNY,8,A,,2021-09-22,,NBS,\n");
    assert_eq!(Inputs::minimal().with("rd.csv", text).observations().len(), 1);
}

#[test]
fn lines_are_counted_through_blank_lines_and_every_kind_of_line_end() {
    let header =
        "INDICATOR,FAMILY,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,VINTAGE,SOURCE_ID";
    for (line_end, name) in [("\n", "LF"), ("\r\n", "CR LF"), ("\r", "CR")] {
        let row = |area, family| format!("RD_EXP,{family},{area},2020,1.0,CNY,8,A,2021-09-22,NBS");
        let lines = ["", header, "", "", &row("CN-SC", "\"two\nlines\""), "", &row("CN-CQ", "one")];
        let inputs = Inputs::minimal().with("rd.csv", lines.map(|line| format!("{line}{line_end}")).concat());
        let cells = inputs.observations().iter().map(|row| row.cell.to_string()).collect::<Vec<_>>();
        assert_eq!(cells, ["inputs/rd.csv:6:5", "inputs/rd.csv:8:5"], "{name}");
    }
}

#[test]
fn the_columns_of_a_table_may_stand_in_any_order() {
    let table = "SOURCE_ID,VINTAGE,OBS_STATUS,UNIT_MULT,UNIT_MEASURE,OBS_VALUE,TIME_PERIOD,REF_AREA,INDICATOR\n\
                 NBS,2021-09-22,A,8,CNY,1055.3,2020,CN-SC,RD_EXP\n";
    let rows = Inputs::minimal().with("rd.csv", table).observations();
    assert_eq!(rows[0].cell.to_string(), "inputs/rd.csv:2:6");
    assert_eq!(rows[0].family, "");
    assert_eq!(rows[0].qualifier, Qualifier::Exact);
}

#[test]
fn a_theme_is_added_by_a_file_and_an_entry() {
    let entry = "{\"path\": \"rd.csv\", \"briefing:role\": \"observations\"}";
    let more = format!("{entry},\n  {}", entry.replace("rd.csv", "more.csv"));
    let table = format!("{OBSERVATION_HEADER}RD_EXP,SC_CQ,2023,2104.5,CNY,8,A,,2024-10-02,,NBS,no\n");
    let inputs = Inputs::minimal().set("datapackage.json", entry, &more).with("more.csv", table);
    assert_eq!(inputs.observations()[2].cell.to_string(), "inputs/more.csv:2:4");
}

#[test]
fn a_later_vintage_and_another_family_are_other_keys() {
    let table = format!(
        "{OBSERVATION_HEADER}\
         RD_EXP,CN-SC,2020,1055.3,CNY,8,A,,2021-09-22,first,NBS,\n\
         RD_EXP,CN-SC,2020,1055.4,CNY,8,A,,2022-09-22,first,NBS,\n\
         RD_EXP,CN-SC,2020,1055.5,CNY,8,A,,2022-09-22,restated,NBS,\n"
    );
    assert_eq!(Inputs::minimal().with("rd.csv", table).observations().len(), 3);
}

/// What an observation says, without the place where it says it.
fn statement(row: &Observation) -> String {
    let mut row = row.clone();
    row.cell.path = "".into();
    row.cell.row = 0;
    format!("{row:?}")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn any_order_of_rows_gives_the_same_observations(
        values in prop::collection::btree_map((2000_u16..2030, 1_u8..=28), (200_000_u32..900_000, 0_usize..4), 1..20),
        seed in prop::collection::vec(any::<u16>(), 20),
    ) {
        let rows = values.iter().map(|((year, day), (digits, decimals))| {
            let value = format!("{digits}.{:0<decimals$}1", "");
            format!("RD_EXP,CN-SC,{year},{value},CNY,8,A,,2024-02-{day:02},,NBS,yes\n")
        });
        let rows = rows.collect::<Vec<_>>();
        let mut shuffled = rows.iter().zip(&seed).collect::<Vec<_>>();
        shuffled.sort_by_key(|(_, place)| **place);
        let shuffled = shuffled.into_iter().map(|(row, _)| row.clone()).collect::<Vec<_>>();
        let observed = |rows: &[String]| {
            let table = format!("{OBSERVATION_HEADER}{}", rows.concat());
            let mut said = Inputs::minimal().with("rd.csv", table).observations().iter().map(statement).collect::<Vec<_>>();
            said.sort();
            said
        };
        prop_assert_eq!(observed(&rows).len(), rows.len());
        prop_assert_eq!(observed(&rows), observed(&shuffled));
    }

    #[test]
    fn no_bytes_in_a_table_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        Inputs::minimal().with("rd.csv", bytes).ingest();
    }

    #[test]
    fn no_cell_makes_it_panic(cells in prop::collection::vec("[-+0-9.,%A-Z\"\n\r ]{0,30}", 12)) {
        let table = format!("{OBSERVATION_HEADER}{}\n", cells.join(","));
        Inputs::minimal().with("rd.csv", table).ingest();
    }

    #[test]
    fn no_number_makes_it_panic(value in "[-+]?[0-9]{1,29}(\\.[0-9]{1,13})?", multiplier in 0_u32..20) {
        let row = format!("RD_EXP,CN-SC,2020,{value},CNY,{multiplier},A,about,2021-09-22,,NBS,\n");
        Inputs::minimal().with("rd.csv", format!("{OBSERVATION_HEADER}{row}")).ingest();
    }
}

#[test]
fn a_word_for_another_unit_and_a_word_of_another_language() {
    let list = |zh: &str, en: &str| {
        let head = "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,UNIT_ZH,UNIT_EN,KIND,DIRECTION,SCALE,DECIMALS\n";
        let row = format!("RD_EXP,研发经费投入,R&D expenditure,CNY,{zh},{en},level,higher,yi,1\n");
        Inputs::minimal().with("indicators.csv", format!("{head}{row}")).diagnostics()
    };
    assert_eq!(list("元", "yuan"), "");
    for (zh, en) in
        [("万元", "yuan"), ("元", "dollars"), ("元", "billion yuan"), ("家", "yuan"), ("yuan", "元")]
    {
        assert!(
            list(zh, en).contains("error[unit-word]") || list(zh, en).contains("error[wrong-language]"),
            "{zh} {en}"
        );
    }
}

#[test]
fn a_value_that_its_kind_cannot_have_is_refused_at_its_cell_and_an_amount_below_nothing_asked_about() {
    let of = |kind: &str, unit: &str, value: &str| {
        Inputs::minimal()
            .set("indicators.csv", "CNY,level,higher,yi", &format!("{unit},{kind},higher,one"))
            .with(
                "rd.csv",
                format!("{OBSERVATION_HEADER}RD_EXP,CN-SC,2020,{value},{unit},0,A,,2021-09-22,,NBS,yes\n"),
            )
            .diagnostics()
    };
    for (kind, unit, value) in
        [("count", "CNY", "0"), ("rank", "RANK", "1"), ("level", "CNY", "0.0"), ("rate", "CNY", "-1")]
    {
        assert_eq!(of(kind, unit, value), "", "{kind} {value}");
    }
    insta::assert_snapshot!(of("count", "CNY", "-3"), @r"
    error[count-range]: RD_EXP of CN-SC in 2020 is -3, and nothing is counted below zero
      --> inputs/rd.csv:2:4   -3
      help: correct the sign; an amount that may be negative is of the kind level
    ");
    insta::assert_snapshot!(of("rank", "RANK", "1.5"), @r"
    error[rank-range]: RD_EXP of CN-SC in 2020 is 1.5, and places are 1, 2, 3 …
      --> inputs/rd.csv:2:4   1.5
      help: correct the value; what is no place in a ranking is of another kind
    ");
    insta::assert_snapshot!(of("level", "CNY", "-12.5"), @r"
    warning[negative-level]: an amount of RD_EXP is negative
      --> inputs/rd.csv:2:4   -12.5
      help: check the sign; of a balance or a decrease it may be right
    ");
}

#[test]
fn a_share_beyond_its_whole_is_refused_at_its_cell() {
    let inputs = Inputs::minimal()
        .set("indicators.csv", "CNY,level,higher,yi", "PT,share,higher,one")
        .with("rd.csv", format!("{OBSERVATION_HEADER}RD_EXP,CN-SC,2020,111.1,PT,0,A,,2021-09-22,,NBS,yes\n"));
    insta::assert_snapshot!(inputs.diagnostics(), @r"
    error[share-range]: RD_EXP of CN-SC in 2020 is 111.1%, which is no share of a whole
      --> inputs/rd.csv:2:4   111.1
      help: correct the value or its unit; what may exceed its whole is of the kind rate
    ");
}
