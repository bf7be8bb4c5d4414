//! How long a document of tables and text takes, from its blocks to its pages and on to a PDF, at
//! 10, 100 and 300 pages of each language: ten times the pages, ten times the time.
//!
//! Set limits: 3 s and 300 MB for 300 pages (the memory by `/usr/bin/time -v` around a run of one
//! case, `cargo bench --bench layout -- --test 'zh/300'`).
#![allow(clippy::unwrap_used, reason = "a measurement may stop where it stands")]

use std::{hint::black_box, path::Path};

use briefing::{
    diag::{Locus, Sink},
    doc::{
        block::{Block, Content, Document, DocumentMeta, Heading, List, Paging},
        inline::{Inline, ShownFact},
        reading::Reading,
        table::{Align, Column, Density, RowKind, Table, TableRow},
    },
    font::FontBook,
    frame::page::Pages,
    inputs::Files,
    lang::Lang,
    render::pdf,
    theme::Theme,
};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

/// What the documents say, over and over.
struct Words {
    lang: Lang,
    heading: &'static str,
    /// Three stretches of text, a fact behind the first and the second.
    paragraph: [&'static str; 3],
    facts: [&'static str; 2],
    item: &'static str,
    caption: &'static str,
    head: [&'static str; 4],
    names: [&'static str; 3],
    remark: &'static str,
    note: &'static str,
}

const ZH: Words = Words {
    lang: Lang::Zh,
    heading: "研发投入：总量增长，份额下降",
    paragraph: [
        "同期全国研发经费增长较快。重庆快于全国，四川慢于全国，合计慢于全国；川渝占全国研发经费的份额因此变为",
        "。总量与份额走向不同，引用时宜并提。国家超级计算成都中心、中新（重庆）国际超算中心等平台相继建成，西部（成都）科学城、西部（重庆）科学城“一城多园”联动推进——高新技术企业",
        "，效能尚缺度量，GII与WIPO的口径亦不尽相同。只看首尾，会漏掉关键之处：二者时间重合，现有数据不足以断定因果。",
    ],
    facts: ["6.31%", "27000家以上"],
    item: "川渝增长快于全国，份额较上年上升；技术市场活跃度提高，但有跳升因素，不宜当作常态外推。",
    caption: "川渝与全国、京沪粤研发经费投入（亿元）",
    head: ["地区", "数值", "增长（%）", "说明"],
    names: ["四川省", "重庆市", "全国"],
    remark: "两省市全域合计，非双城经济圈范围，按当年价格计算。",
    note: "资料来源：国家统计局、科学技术部、财政部《全国科技经费投入统计公报》。",
};

const EN: Words = Words {
    lang: Lang::En,
    heading: "Research and development: more money, a smaller share",
    paragraph: [
        "National spending rose faster in the same years. Chongqing was faster than the country, Sichuan slower, and both together slower; their share of national spending accordingly went to ",
        ". Total and share went different ways and should be quoted together. Key research facilities were established: a national high-end aviation technology innovation centre, a national supercomputing centre in Chengdu, and the China–Singapore supercomputing centre in Chongqing. The region is home to ",
        ", whose effectiveness has still to be measured. The end points alone hide the decisive step: both coincide in time, and the available data do not suffice to establish a cause.",
    ],
    facts: ["6.31%", "27,000 high-tech companies"],
    item: "The two regions grew faster than the country, and their share rose; the technology market became livelier, but with a jump that should not be taken for the rule.",
    caption: "R&D spending of Sichuan and Chongqing, the country and three leading regions (billion yuan)",
    head: ["Area", "Value", "Growth (%)", "Remarks"],
    names: ["Sichuan", "Chongqing", "China"],
    remark: "The whole of both provinces, not the Economic Circle, at current prices.",
    note: "Source: National Bureau of Statistics, Ministry of Science and Technology, Ministry of Finance.",
};

impl Words {
    /// A document of that many sections: text, a list, a table of forty rows.
    fn document(&self, sections: usize) -> Document {
        let blocks = (1..=sections).flat_map(|number| self.section(number));
        let blocks = (1..)
            .zip(blocks)
            .map(|(line, content)| Block { content, locus: Locus::line("templates/bench.md", line) });
        Document { lang: self.lang, meta: meta(), blocks: blocks.collect() }
    }

    fn section(&self, number: usize) -> Vec<Content> {
        let text = [Inline::text(self.heading)].to_vec();
        let id = format!("section-{number}");
        let heading = Heading {
            level: 1,
            id,
            number: number.to_string(),
            text,
            paging: Paging::RunOn,
            is_brief: false,
        };
        let items = vec![vec![Inline::text(self.item)]; 3];
        let mut section = vec![Content::Heading(heading)];
        section.extend(std::iter::repeat_n(Content::Paragraph(self.paragraph()), 5));
        section.push(Content::List(List { is_ordered: true, items, ..List::default() }));
        section.push(Content::Table(self.table(number)));
        section
    }

    fn paragraph(&self) -> Vec<Inline> {
        let [first, second, third] = self.paragraph.map(Inline::text);
        let [one, other] = self.facts.map(fact);
        vec![first, one, second, other, third]
    }

    fn table(&self, number: usize) -> Table {
        let aligns = [Align::Start, Align::End, Align::End, Align::Start];
        let columns = self.head.into_iter().zip(aligns);
        let row = |row: usize| TableRow {
            entry_of: None,
            kind: if row == 0 { RowKind::Subject } else { RowKind::Plain },
            cells: vec![
                vec![Inline::text(self.names[row % 3])],
                vec![fact(&format!("{}.{}", 900 + row * 37, row % 10))],
                vec![fact(&format!("{}.{}", row % 40, row % 7))],
                vec![Inline::text(self.remark)],
            ],
        };
        Table {
            id: format!("table-{number}"),
            number: u32::try_from(number).ok(),
            caption: vec![Inline::text(self.caption)],
            columns: columns.map(|(head, align)| Column { head: vec![Inline::text(head)], align }).collect(),
            rows: (0..40).map(row).collect(),
            notes: vec![vec![Inline::text(self.note)]],
            density: Density::Regular,
            is_turned: false,
        }
    }
}

fn fact(shown: &str) -> Inline {
    let (id, shown) = ("rd".into(), Reading::plain(shown));
    Inline::Fact(ShownFact { id, shown, has_unit: true, exponent: 0, mark: String::new() })
}

fn meta() -> DocumentMeta {
    DocumentMeta {
        title: "briefing".to_owned(),
        short_title: "briefing".to_owned(),
        author: "briefing".to_owned(),
        subject: String::new(),
        keywords: vec![],
        release: "2025-r1".to_owned(),
        as_of: chrono::NaiveDate::from_ymd_opt(2025, 2, 28).unwrap(),
        code: String::new(),
        foot: String::new(),
        verify: None,
    }
}

/// The faces and the theme of the two-sessions briefing.
fn templates() -> (FontBook, Theme) {
    let mut sink = Sink::default();
    let files = Files::read(Path::new("templates"), "templates", &mut sink);
    let theme: Theme = toml::from_str(files.get("two-sessions/theme.toml").unwrap().text().unwrap()).unwrap();
    let fonts = FontBook::load(&theme.faces, &files, &mut sink);
    assert!(!sink.has_errors());
    (fonts, theme)
}

fn lay_out(document: &Document, fonts: &FontBook, theme: &Theme) -> Pages {
    let mut sink = Sink::default();
    let pages = briefing::layout::layout(document, fonts, theme, &mut sink);
    assert!(!sink.has_errors());
    pages
}

fn measure(criterion: &mut Criterion) {
    let (fonts, theme) = templates();
    for (name, words) in [("zh", ZH), ("en", EN)] {
        let mut group = criterion.benchmark_group(name);
        for pages in [10, 100, 300] {
            let document = words.document(pages / 2);
            group.bench_function(BenchmarkId::new("layout", pages), |bencher| {
                bencher.iter(|| black_box(lay_out(&document, &fonts, &theme)));
            });
            group.bench_function(BenchmarkId::new("layout and PDF", pages), |bencher| {
                bencher.iter(|| {
                    let laid_out = lay_out(&document, &fonts, &theme);
                    black_box(pdf::render(&laid_out, &document.meta, document.lang, &fonts).unwrap().save())
                });
            });
        }
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(10); targets = measure }
criterion_main!(benches);
