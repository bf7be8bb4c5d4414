//! A synthetic project of many counties: tables, code lists, a list of editions, a plan and texts.
//!
//! Seeded: the same numbers give the same bytes. No name and no value is that of a real place.

use std::fmt::Write as _;

/// What is to be made up.
#[derive(Debug, Clone, Copy)]
pub struct Country {
    pub provinces: usize,
    pub counties: usize,
    pub seed: u64,
}

/// A file of the project, by its path in it.
pub type Made = (&'static str, String);

/// The two parts of a county's name, and how they read in Latin letters.
const FIRST: [(&str, &str); 20] = [
    ("云", "yun"),
    ("清", "qing"),
    ("河", "he"),
    ("江", "jiang"),
    ("湖", "hu"),
    ("林", "lin"),
    ("泉", "quan"),
    ("石", "shi"),
    ("沙", "sha"),
    ("柳", "liu"),
    ("松", "song"),
    ("竹", "zhu"),
    ("梅", "mei"),
    ("兰", "lan"),
    ("菊", "ju"),
    ("桃", "tao"),
    ("杏", "xing"),
    ("莲", "lian"),
    ("荷", "hehua"),
    ("枫", "feng"),
];
const SECOND: [(&str, &str); 15] = [
    ("溪", "xi"),
    ("川", "chuan"),
    ("原", "yuan"),
    ("岭", "ling"),
    ("塘", "tang"),
    ("港", "gang"),
    ("湾", "wan"),
    ("桥", "qiao"),
    ("关", "guan"),
    ("坪", "ping"),
    ("岗", "gang"),
    ("峰", "feng"),
    ("谷", "gu"),
    ("洲", "zhou"),
    ("渡", "du"),
];
/// The heavenly stems and the earthly branches name the provinces.
const STEMS: [(&str, &str); 10] = [
    ("甲", "Jia"),
    ("乙", "Yi"),
    ("丙", "Bing"),
    ("丁", "Ding"),
    ("戊", "Wu"),
    ("己", "Ji"),
    ("庚", "Geng"),
    ("辛", "Xin"),
    ("壬", "Ren"),
    ("癸", "Gui"),
];
const BRANCHES: [(&str, &str); 4] = [("子", "zi"), ("寅", "yin"), ("辰", "chen"), ("申", "shen")];

/// Indicators of the tables: code, unit, multiplier, and the typical value of a county.
const INDICATORS: [(&str, &str, u32, u64); 5] = [
    ("RD_EXP", "CNY", 4, 90_000),
    ("GDP", "CNY", 4, 4_000_000),
    ("POPULATION", "PS", 0, 480_000),
    ("TECH_MARKET_TURNOVER", "CNY", 4, 120_000),
    ("INVENTION_PATENTS_GRANTED", "PAT", 0, 900),
];

const YEARS: std::ops::RangeInclusive<u16> = 2020..=2023;

impl Country {
    /// Every file of the project but faces and theme.
    pub fn files(self) -> Vec<Made> {
        vec![
            ("inputs/datapackage.json", DESCRIPTOR.to_owned()),
            ("inputs/indicators.csv", INDICATOR_LIST.to_owned()),
            ("inputs/sources.csv", SOURCE_LIST.to_owned()),
            ("inputs/areas.csv", self.areas()),
            ("inputs/counties.csv", self.observations()),
            ("templates/counties/briefing.toml", include_str!("briefing.toml").to_owned()),
            ("templates/counties/zh.md", include_str!("zh.md").to_owned()),
            ("templates/counties/en.md", include_str!("en.md").to_owned()),
            ("editions.csv", self.editions()),
        ]
    }

    fn province_of(self, county: usize) -> usize {
        county * self.provinces / self.counties
    }

    fn areas(self) -> String {
        let mut list = "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN,PARTS,ALIASES\n".to_owned();
        for county in 0..self.counties {
            let (code, [zh, en]) = (county_code(county), self.county(county));
            let [province, province_en] = province(self.province_of(county));
            row(
                &mut list,
                format_args!("{code},{province}省{zh},\"{en}, {province_en} Province\",{zh},{en},,"),
            );
        }
        for number in 0..self.provinces {
            let members = (0..self.counties).filter(|county| self.province_of(*county) == number);
            let parts = members.map(county_code).collect::<Vec<_>>().join("+");
            let [zh, en] = province(number);
            let code = province_code(number);
            row(&mut list, format_args!("{code},{zh}省,{en} Province,{zh}省,{en},{parts},"));
        }
        list
    }

    /// The name of a county: no two counties of a province have the same.
    fn county(self, county: usize) -> [String; 2] {
        let within =
            county - (0..county).filter(|it| self.province_of(*it) != self.province_of(county)).count();
        let ((first, first_en), (second, second_en)) =
            (FIRST[within % FIRST.len()], SECOND[within / FIRST.len() % SECOND.len()]);
        let mut en = format!("{first_en}{second_en}");
        en[..1].make_ascii_uppercase();
        [format!("{first}{second}县"), format!("{en} County")]
    }

    fn observations(self) -> String {
        let mut table =
            "INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS,QUALIFIER,\
                         VINTAGE,FAMILY,SOURCE_ID,SEEN\n"
                .to_owned();
        let mut random = Random(self.seed);
        for (indicator, unit, multiplier, typical) in INDICATORS {
            for county in 0..self.counties {
                // Counties differ by an order of magnitude; from year to year they change by some percent.
                let mut value = typical * (30 + random.below(170)) / 100;
                for year in YEARS {
                    let code = county_code(county);
                    let vintage = year + 1;
                    row(
                        &mut table,
                        format_args!(
                            "{indicator},{code},{year},{value},{unit},{multiplier},A,,{vintage}-10-31,,SYNTHETIC,yes"
                        ),
                    );
                    value = value * (97 + random.below(20)) / 100;
                }
            }
        }
        table
    }

    fn editions(self) -> String {
        let mut list = "EDITION,REF_AREA,WHOLE,LANGUAGES\n".to_owned();
        for county in 0..self.counties {
            let (code, whole) = (county_code(county), province_code(self.province_of(county)));
            row(&mut list, format_args!("{code},{code},{whole},zh;en"));
        }
        list
    }
}

fn row(text: &mut String, row: std::fmt::Arguments) {
    writeln!(text, "{row}").expect("a string takes what is written to it");
}

fn county_code(county: usize) -> String {
    format!("X{:04}", county + 1)
}

fn province_code(province: usize) -> String {
    format!("P{:02}", province + 1)
}

fn province(number: usize) -> [String; 2] {
    let ((stem, stem_en), (branch, branch_en)) =
        (STEMS[number % STEMS.len()], BRANCHES[number / STEMS.len() % BRANCHES.len()]);
    [format!("{stem}{branch}"), format!("{stem_en}{branch_en}")]
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

const DESCRIPTOR: &str = r#"{
  "name": "synthetic-counties",
  "title": "Synthetic data of counties, made up by a generator",
  "resources": [
    {"name": "indicators", "path": "indicators.csv", "briefing:role": "indicators"},
    {"name": "areas", "path": "areas.csv", "briefing:role": "areas"},
    {"name": "sources", "path": "sources.csv", "briefing:role": "sources"},
    {"name": "counties", "path": "counties.csv", "briefing:role": "observations"}
  ]
}
"#;

const INDICATOR_LIST: &str = "\
INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,UNIT_ZH,UNIT_EN,KIND,DIRECTION,SCALE,DECIMALS,ALIASES
RD_EXP,研发经费投入,R&D expenditure,CNY,元,yuan,level,higher,yi,2,
GDP,地区生产总值,GDP,CNY,元,yuan,level,higher,yi,1,
POPULATION,常住人口,Resident population,PS,人,people,count,higher,wan,1,
TECH_MARKET_TURNOVER,技术市场成交额,Technology market turnover,CNY,元,yuan,level,higher,yi,2,
INVENTION_PATENTS_GRANTED,发明专利授权量,Invention patents granted,PAT,件,patents,count,higher,one,0,
";

const SOURCE_LIST: &str = "\
SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN,TITLE_ZH,TITLE_EN,URL
SYNTHETIC,生成程序,A generator,模拟数据，不得引用,\"Synthetic data, not to be quoted\",
";
