//! Makes up technology contracts, as many as are wanted, and inputs whose query adds them up.
//!
//! `cargo run --profile microdata --features microdata --example contracts -- --rows 1000000 --out FOLDER`
//!
//! `FOLDER/contracts/year=2020/…` has the records as Parquet, `FOLDER/inputs` what briefing reads.
//! The same number of rows gives the same values. A quarter of a million records are in memory at a
//! time. Nothing in it is true: the files, their metadata and the source of the indicators say so.
#![expect(clippy::disallowed_methods, reason = "the generator writes what briefing will read")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "what is counted and drawn here fits whichever type it is put in"
)]
#![allow(clippy::unwrap_used, reason = "a generator may stop where it stands")]

use std::{fmt::Write as _, fs, path::Path, path::PathBuf};

use clap::Parser;
use polars::prelude::*;
use polars_io::parquet::write::{KeyValueMetadata, ParquetWriter};

#[derive(Parser)]
struct Wanted {
    /// Contracts in all, in equal parts over the years
    #[arg(long)]
    rows: u64,
    /// A folder, which is made
    #[arg(long)]
    out: PathBuf,
}

const YEARS: [u16; 5] = [2020, 2021, 2022, 2023, 2024];
const PROVINCES: u64 = 31;
const FIELDS: [&str; 11] =
    ["IT", "AERO", "MANUF", "BIOMED", "MATER", "ENERGY", "ENV", "AGRI", "NUCL", "TRANSP", "BUILD"];
/// Records of a row group, and of a file.
const GROUP: u64 = 250_000;
const FILE: u64 = 2_500_000;

fn main() {
    let Wanted { rows, out } = Wanted::parse();
    for (year, index) in YEARS.into_iter().zip(0..) {
        let shares = YEARS.len() as u64;
        write_year(&out.join("contracts"), year, rows * index / shares, rows * (index + 1) / shares);
    }
    write_inputs(&out.join("inputs"));
}

/// The contracts from `first` up to `end`, in files of a folder of their own.
fn write_year(contracts: &Path, year: u16, first: u64, end: u64) {
    let folder = contracts.join(format!("year={year}"));
    fs::create_dir_all(&folder).unwrap();
    for from in (first..end).step_by(FILE as usize) {
        let to = end.min(from + FILE);
        let file = fs::File::create(folder.join(format!("synthetic-{from:012}.parquet"))).unwrap();
        let mark = KeyValueMetadata::from_static(vec![(
            "synthetic".to_owned(),
            "made up for a measurement".to_owned(),
        )]);
        let writer = ParquetWriter::new(file)
            .with_key_value_metadata(Some(mark))
            .with_row_group_size(Some(GROUP as usize));
        let mut writer = writer.batched(batch(from, from).schema()).unwrap();
        for group in (from..to).step_by(GROUP as usize) {
            writer.write_batch(&batch(group, to.min(group + GROUP))).unwrap();
        }
        writer.finish().unwrap();
    }
}

/// Provinces, fields and sums are skewed, as in life: the first of each have the most.
fn batch(from: u64, to: u64) -> DataFrame {
    let draws = (from..to).map(|id| (id, Draws(id))).collect::<Vec<_>>();
    let provinces = draws.iter().map(|(_, it)| province(it.skewed(1, PROVINCES))).collect::<Vec<_>>();
    let fields =
        draws.iter().map(|(_, it)| FIELDS[it.skewed(2, FIELDS.len() as u64) as usize]).collect::<Vec<_>>();
    // In fen: from one yuan up to a hundred million.
    let fen = draws.iter().map(|(_, it)| {
        let largest = 10_u64.pow(3 + it.skewed(3, 8) as u32);
        i128::from(100 + it.of(4) % largest)
    });
    let amounts: Int128Chunked = fen.map(Some).collect();
    let amounts = amounts.with_name("amount".into()).into_decimal(15, 2).unwrap().into_column();
    let ids = draws.iter().map(|(id, _)| *id as i64).collect::<Vec<_>>();
    let columns = vec![
        Column::new("id".into(), ids),
        Column::new("province".into(), provinces),
        Column::new("field".into(), fields),
        amounts,
    ];
    DataFrame::new(draws.len(), columns).unwrap()
}

fn province(index: u64) -> String {
    format!("P{:02}", index + 1)
}

/// The numbers drawn for a contract: a hash of it and of what they are for (SplitMix64, Steele et al.
/// 2014), so that they do not depend on what was drawn before.
struct Draws(u64);

impl Draws {
    fn of(&self, purpose: u64) -> u64 {
        let mut z = (self.0 * 8 + purpose).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `end`; the smaller of two draws.
    fn skewed(&self, purpose: u64, end: u64) -> u64 {
        let both = self.of(purpose);
        (both % end).min((both >> 32) % end)
    }
}

/// Code lists, the query, and the descriptor that names the records.
fn write_inputs(inputs: &Path) {
    fs::create_dir_all(inputs).unwrap();
    let mut indicators = "INDICATOR,NAME_ZH,NAME_EN,UNIT_MEASURE,KIND,DIRECTION,SCALE,DECIMALS\n".to_owned();
    for field in FIELDS {
        writeln!(
            indicators,
            "TURNOVER_{field},虚构成交额（{field}）,Synthetic turnover ({field}),CNY,level,higher,yi,1"
        )
        .unwrap();
    }
    let mut areas = "REF_AREA,NAME_ZH,NAME_EN,SHORT_ZH,SHORT_EN\n".to_owned();
    for code in (0..PROVINCES).map(province) {
        writeln!(areas, "{code},虚构省{code},Synthetic province {code},省{code},{code}").unwrap();
    }
    let files = [
        ("indicators.csv", indicators.as_str()),
        ("areas.csv", &areas),
        ("sources.csv", "SOURCE_ID,PUBLISHER_ZH,PUBLISHER_EN\nSYNTHETIC,虚构数据,Synthetic data\n"),
        ("turnover.sql", include_str!("turnover.sql")),
        ("datapackage.json", include_str!("datapackage.json")),
    ];
    for (name, text) in files {
        fs::write(inputs.join(name), text).unwrap();
    }
}
