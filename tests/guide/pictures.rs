//! The pictures of the guide: every kind of figure and of table, as the program draws it.

use briefing::{
    data::register::Registers,
    diag::Sink,
    doc::{
        block::{Content, Document},
        table::Table,
    },
    frame::{geom::Abs, item::Frame},
    ingest::ingest,
    inputs::File,
    lang::Lang,
    layout::layout,
    render::svg,
};

use super::kept;
use crate::{
    compose::{FACTS, OBSERVATIONS},
    desk::{self, Desk},
    plot::{column, draw, real},
    sample,
};

/// The kinds of figures by the names of the charts of the tests that show them best.
pub const FIGURES: [(&str, &str); 17] = [
    ("slope", "slope"),
    ("lines", "lines"),
    ("bars", "bars"),
    ("stacked-bars", "stacked"),
    ("ranked-bars", "ranked-bars"),
    ("ranks", "ranks"),
    ("share-bars", "share-bars"),
    ("dumbbells", "dumbbells"),
    ("waffles", "waffles"),
    ("nested-squares", "nested-squares"),
    ("multiples", "multiples"),
    ("waterfall", "waterfall"),
    ("scatter", "scatter"),
    ("intervals", "intervals"),
    ("sparklines", "sparklines"),
    ("timeline", "timeline"),
    ("matrix", "matrix"),
];

/// The kinds of tables.
pub const TABLES: [&str; 10] = [
    "panel",
    "challenges",
    "proposals",
    "facilities",
    "milestones",
    "facts",
    "quoted",
    "claims",
    "left-out",
    "sources",
];

/// Rows of a table that are shown: enough to see how it goes on.
const ROWS: usize = 4;

#[test]
fn every_kind_of_figure_has_its_picture() {
    let charts = real::charts(Lang::En);
    for (kind, name) in FIGURES {
        let (_, chart) = charts.iter().find(|(it, _)| it == name).unwrap();
        kept(&format!("pictures/{kind}.svg"), &picture(&draw(chart, column(), Lang::En)));
    }
}

#[test]
fn every_kind_of_table_has_its_picture() {
    for kind in TABLES {
        let mut table = table(kind);
        table.rows.truncate(ROWS);
        kept(&format!("pictures/table-{kind}.svg"), &set(table));
    }
}

/// A table of that kind, composed of a small plan and a few rows of the registers.
fn table(kind: &str) -> Table {
    let keys = match kind {
        "panel" => "panels = [\"panel\"]",
        "quoted" => "section = \"rd\"",
        _ => "",
    };
    let call = format!("\n[tables.shown]\nkind = \"{kind}\"\n{keys}\n");
    // One that was not published on the day that counts.
    let rows = match kind {
        "left-out" => OBSERVATIONS.replace("PLACE A 2023 23", "PLACE A 2023 23 @2025-12-31"),
        _ => OBSERVATIONS.to_owned(),
    };
    let (facts, mut sink) = Desk::new(&rows).facts(FACTS.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(&format!("{FACTS}{call}"));
    let text = "# Section {#rd}\n\nSpending came to {{ rd }}, {{ rd_growth }} more than in {{ base }}.\n\n\
        ![What it lists](table:shown)\n";
    let file = File::new("templates/plan/text.md", text.as_bytes().to_vec());
    let document = desk::composed(&plan, facts, &registers(), &file, Lang::En, &mut sink);
    let told = || sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let document = document.unwrap_or_else(|| panic!("{kind}: {}", told()));
    let tables = document.blocks.into_iter().filter_map(|block| match block.content {
        Content::Table(table) => Some(table),
        _ => None,
    });
    tables.into_iter().next().unwrap_or_else(|| panic!("no table {kind}"))
}

/// The first rows of the registers of the sample, as far as the small plan can say them.
fn registers() -> Registers {
    let ingested = ingest(&sample::folder("inputs"), &mut Sink::default()).unwrap();
    let mut registers = ingested.registers;
    registers.facilities.truncate(ROWS);
    registers.milestones.truncate(ROWS);
    registers.challenges.truncate(ROWS);
    registers.proposals.truncate(ROWS);
    registers.claims.retain(|it| it.id == "rd-level");
    let sources = registers.facilities.iter_mut().map(|it| &mut it.source);
    let sources = sources.chain(registers.milestones.iter_mut().map(|it| &mut it.source));
    let sources = sources.chain(registers.challenges.iter_mut().map(|it| &mut it.source));
    let sources = sources.chain(registers.proposals.iter_mut().map(|it| &mut it.source));
    sources.chain(registers.claims.iter_mut().map(|it| &mut it.source)).for_each(|it| *it = "NBS".into());
    registers.claims.iter_mut().for_each(|it| "rd".clone_into(&mut it.fact));
    registers
}

/// The table by itself on a sheet as high as it is.
fn set(table: Table) -> String {
    let mut theme = sample::theme();
    theme.page.width = column() + Abs::mm(8.0);
    theme.page.height = Abs::mm(297.0);
    [theme.page.margin_inner, theme.page.margin_outer] = [Abs::mm(4.0); 2];
    [theme.page.margin_top, theme.page.margin_bottom] = [Abs::mm(4.0); 2];
    theme.furniture.has_head = false;
    let (mut document, _) = empty();
    document.blocks[0].content = Content::Table(table);
    let mut sink = Sink::default();
    let mut pages = layout(&document, sample::fonts(), &theme, &mut sink);
    let mut frame = pages.pages.swap_remove(0);
    let foot = frame.items.iter().map(|(at, _)| at.y).filter(|y| *y < Abs::mm(270.0));
    frame.size.height = foot.fold(Abs::mm(10.0), Abs::max) + Abs::mm(7.0);
    picture(&frame)
}

/// Words stay words, so that the picture is short, in a face that is like those of the pages.
fn picture(frame: &Frame) -> String {
    let faces = "<svg font-family=\"'Source Sans 3', 'Noto Sans', Helvetica, Arial, sans-serif\" ";
    svg::sketch(frame).replacen("<svg ", faces, 1)
}

/// A document of one block.
fn empty() -> (Document, Sink) {
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(FACTS.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(FACTS);
    let file = File::new("templates/plan/text.md", b"# Section {#rd}\n".to_vec());
    let document = desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink);
    let mut document = document.unwrap();
    document.blocks.truncate(1);
    (document, sink)
}
