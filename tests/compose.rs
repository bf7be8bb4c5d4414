//! Composition: a text and its facts become a document; every number stays bound.

use briefing::{
    data::{
        register::{Milestone, Registers},
        status::Qualifier,
    },
    derive::judge::judge,
    diag::Sink,
    doc::{
        block::{Content, Document},
        inline::{Inline, footnotes, plain},
    },
    inputs::File,
    lang::{Bilingual, Lang},
};

use crate::desk::{self, Desk};

pub const FACTS: &str = r#"
[literals]
report = { text = "2024", reason = "a report's year" }
[facts]
rd = { metric = "level", indicator = "RD", area = "A" }
rd_growth = { metric = "percent_change", indicator = "RD", area = "A" }
other_growth = { metric = "percent_change", indicator = "RD", area = "B" }
rate_change = { metric = "point_change", indicator = "RATE", area = "A" }
firms = { metric = "level", indicator = "FIRMS", area = "A" }
place = { metric = "level", indicator = "PLACE", area = "A" }
trillion = { metric = "level", indicator = "RD", area = "B", scale = "wanyi", decimals = 2 }
panel = { metric = "level", indicator = "RD", areas = ["A", "B"], periods = "span" }
[figures.lines]
kind = "lines"
panel = "panel"
subject = ["A"]
[tables.both]
kind = "panel"
panels = ["panel"]
subject = ["A"]
"#;

/// What is typed of a thing that was not published, with the words that are found.
const TYPED: [(Lang, &str, &str); 9] = [
    (Lang::Zh, "按普查修订后的强度尚未公布。", "未公布"),
    (Lang::Zh, "这一数据没有对外发布。", "没有对外发布"),
    (Lang::Zh, "未见修订后强度公布。", "未见修订后强度公布"),
    (Lang::En, "Restated intensity has *not yet* been published.", "not yet been published"),
    (Lang::En, "It was never released.", "never released"),
    (
        Lang::En,
        "No intensity on restated GDP had been published.",
        "No intensity on restated GDP had been published",
    ),
    (Lang::En, "It hasn’t been announced.", "n’t been announced"),
    (Lang::En, "It has yet to be made public.", "yet to be made public"),
    (Lang::En, "The unpublished intensity.", "unpublished"),
];

#[test]
fn what_was_not_published_is_said_through_the_fact_that_was_not_known() {
    for (lang, typed, words) in TYPED {
        let (_, sink) = composed(typed, lang);
        let told: Vec<String> = sink.iter().map(ToString::to_string).collect();
        let said = format!("error[unbound-unpublished]: “{words}” is typed, and would be said on every day");
        assert!(sink.errors() == 1 && told[0].starts_with(&said), "{typed}: {told:?}");
    }
    let said = [
        (Lang::Zh, "公报没有说明原因；没有名单，办理结果未见；发布会公布了增幅。"),
        (Lang::En, "No list was found; the data published do not explain it; none was about innovation."),
    ];
    for (lang, free) in said {
        assert_eq!(composed(free, lang).1.errors(), 0, "{free}");
    }
}

pub const OBSERVATIONS: &str = "
    RD A 2020 1582.1 e8
    RD A 2021 1818.3 e8
    RD A 2022 1901.6 e8
    RD A 2023 2104.5 e8 E
    RD B 2020 24393.1 e8
    RD B 2021 27956.3 e8
    RD B 2022 30782.9 e8
    RD B 2023 33357.1 e8
    RATE A 2020 6.49
    RATE A 2023 6.31
    FIRMS A 2023 2.7 e4 more_than
    PLACE A 2023 23
";

#[test]
fn a_doubling_and_a_third_are_said_in_words_that_the_bounds_allow() {
    let facts = r#"[facts]
change = { metric = "percent_change", indicator = "RD", area = "A" }
share = { metric = "share", indicator = "RD", area = "A", of = "B" }
"#;
    let said = |base: &str, end: &str, whole: &str, text: &str, lang| {
        let rows = format!("RD A 2020 {base} e8\nRD A 2023 {end} e8\nRD B 2020 9.0 e8\nRD B 2023 {whole} e8");
        let (facts_of, mut sink) = Desk::new(&rows).facts(facts.split("[facts]").nth(1).unwrap());
        let (_, plan) = Desk::plan(facts);
        let file = File::new("templates/t.md", format!("# 节 {{#rd}}\n\n{text}\n").into_bytes());
        let document = desk::composed(&plan, facts_of, &Registers::default(), &file, lang, &mut sink);
        let report = sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        let run = document.map(|it| plain(it.blocks.last().unwrap().content.runs()[0]));
        run.unwrap_or(report)
    };
    let change = "{{ change | in_words }}";
    for (base, end, zh, en) in [
        ("100.0", "301.0", "增长两倍以上", "more than tripled"),
        ("100.0", "201.0", "增长一倍以上", "more than doubled"),
        ("1.0", "2.0", "约增长一倍", "about doubled"),
        ("100.0", "49.0", "减少一半以上", "more than halved"),
    ] {
        assert_eq!(said(base, end, "900.0", change, Lang::Zh), zh);
        assert_eq!(said(base, end, "900.0", change, Lang::En), en);
    }
    // 2.0 stands for 1.95 to 2.05: whether it has more than doubled is open; 1.9 has not doubled.
    let told = said("100.0", "150.0", "900.0", change, Lang::En);
    assert!(told.contains("is 50.0%: no simple proportion, print the number"), "{told}");
    let share = "{{ share | in_words }}";
    for (end, whole, zh, en) in [
        ("100.0", "300.0", "约三分之一", "about a third"),
        ("102.0", "300.0", "略高于三分之一", "just over a third"),
        ("149.0", "300.0", "略低于一半", "just under half"),
    ] {
        assert_eq!(said("90.0", end, whole, share, Lang::Zh), zh);
        assert_eq!(said("90.0", end, whole, share, Lang::En), en);
    }
}

/// The document of a text in one section, and what was reported.
fn composed(text: &str, lang: Lang) -> (Option<Document>, Sink) {
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts(FACTS.split("[facts]").nth(1).unwrap());
    let (_, plan) = Desk::plan(FACTS);
    let registers = Registers {
        milestones: vec![Milestone {
            id: "plan".to_owned(),
            date: "2025-01".parse().unwrap(),
            text: Bilingual::new("印发规划", "the plan is issued"),
            source: "NBS".into(),
        }],
        ..Registers::default()
    };
    let file = File::new("templates/plan/text.md", format!("# Section {{#rd}}\n\n{text}\n").into_bytes());
    let document = desk::composed(&plan, facts, &registers, &file, lang, &mut sink);
    (document, sink)
}

/// The paragraphs of a text, as they are read.
fn read(text: &str, lang: Lang) -> String {
    let (document, sink) = composed(text, lang);
    let messages: Vec<String> = sink.iter().map(ToString::to_string).collect();
    assert!(!sink.has_errors(), "{}", messages.join("\n"));
    let paragraph = |content: &Content| match content {
        Content::Paragraph(run) | Content::Note(run) => Some(plain(run)),
        Content::List(list) => {
            Some(list.items.iter().map(|it| format!("• {}", plain(it))).collect::<Vec<_>>().join("\n"))
        }
        Content::Quote(quote) => Some(format!("{} | {}", plain(&quote.text), plain(&quote.speaker))),
        _ => None,
    };
    document.unwrap().blocks.iter().filter_map(|it| paragraph(&it.content)).collect::<Vec<_>>().join("\n")
}

/// What is reported about a text, without the warnings about floats that it does not call.
fn reported(text: &str, lang: Lang) -> String {
    let (_, sink) = composed(text, lang);
    let messages = sink.iter().map(ToString::to_string).filter(|it| !it.contains("uncalled-float"));
    messages.collect::<Vec<_>>().join("\n")
}

#[test]
fn one_fact_reads_alike_in_both_languages() {
    let reads = |text: &str| [read(text, Lang::Zh), read(text, Lang::En)];
    assert_eq!(reads("{{ rd }}"), ["2104.5亿元[e]", "210.45 billion yuan[e]"]);
    assert_eq!(reads("{{ rd_growth }}"), ["33.0%[e]", "33.0%[e]"]);
    assert_eq!(reads("{{ rate_change }}"), ["−0.18个百分点", "−0.18 percentage points"]);
    assert_eq!(reads("{{ firms }}"), ["超过2.7万家", "more than 27,000"]);
    assert_eq!(reads("{{ place }}"), ["第23位", "23rd"]);
    assert_eq!(reads("{{ trillion }}"), ["3.34万亿元", "3.34 trillion yuan"]);
    assert_eq!(reads("{{ rd.number }}"), ["2104.5[e]", "210.45[e]"]);
    assert_eq!(reads("{{ rate_change.magnitude }}"), ["0.18个百分点", "0.18 percentage points"]);
}

#[test]
fn cells_of_a_panel_are_found_by_area_and_period() {
    assert_eq!(
        read("{{ panel['A']['2022'] }}, {{ panel['B'].base }}", Lang::En),
        "190.16 billion yuan, 2,439.31 billion yuan"
    );
}

#[test]
fn the_plans_own_numerals_are_literals() {
    let text = "{{ base }}–{{ end }}, {{ as_of }}, {{ release }}, {{ report }}, {{ milestones.plan.date }}";
    assert_eq!(read(text, Lang::En), "2020–2023, 28 February 2025, 2025-r1, 2024, January 2025");
    assert_eq!(read(text, Lang::Zh), "2020–2023, 2025年2月28日, 2025-r1, 2024, 2025年1月");
}

#[test]
fn the_word_for_a_direction_comes_from_the_bounds() {
    let text = "{{ rd_growth | direction('rose', 'fell', 'stood') }} {{ rate_change | direction('rose', 'fell', 'stood') }}";
    assert_eq!(read(text, Lang::En), "rose fell");
}

#[test]
fn the_word_for_a_comparison_comes_from_the_bounds_of_both() {
    let text = "{{ rd_growth | compared(other_growth, 'faster', 'slower', 'alike') }} \
                {{ rd_growth | compared(rd_growth, 'faster', 'slower', 'alike') }}";
    assert_eq!(read(text, Lang::En), "slower alike");
}

#[test]
fn a_number_stays_bound_to_its_fact_down_to_the_document() {
    let (document, _) = composed("Spending was **{{ rd }}**.", Lang::En);
    let blocks = document.unwrap().blocks;
    let Content::Paragraph(run) = &blocks[1].content else { panic!("{blocks:?}") };
    let Inline::Strong(strong) = &run[1] else { panic!("{run:?}") };
    let Inline::Fact(fact) = &strong[0] else { panic!("{strong:?}") };
    assert_eq!(fact.id, "level(RD, A, 2023)");
}

#[test]
fn notes_are_numbered_in_the_order_of_their_calls_and_keep_their_facts() {
    let text = "Spending rose[^how].\n\n- slowly[^why]\n\n[^why]: Nobody knows.\n[^how]: By {{ rd_growth }},\n\
                see [](#rd).\n";
    let (document, sink) = composed(text, Lang::En);
    assert!(!sink.has_errors(), "{:?}", sink.iter().map(ToString::to_string).collect::<Vec<_>>());
    let document = document.unwrap();
    let runs = document.blocks.iter().flat_map(|block| block.content.runs());
    let notes = runs.flat_map(|run| footnotes(run));
    let found: Vec<String> =
        notes.map(|it| format!("{} {}: {}", it.number, it.name, plain(&it.text))).collect();
    assert_eq!(found, ["1 how: By 33.0%[e], see Section.", "2 why: Nobody knows."]);
}

#[test]
fn a_number_typed_into_a_note_is_reported_at_its_line() {
    let found = reported("Spending rose[^how].\n\n[^how]: By 33.0%.\n", Lang::En);
    assert!(found.contains("unbound-numeral") && found.contains("text.md:5"), "{found}");
}

#[test]
fn every_fault_of_calls_and_notes_is_reported() {
    let found = |text: &str| -> Vec<String> {
        let (_, sink) = composed(text, Lang::En);
        let faults = sink.iter().filter(|it| it.code != "uncalled-float");
        faults.map(|it| format!("{} {}", it.code, it.loci[0])).collect()
    };
    assert_eq!(found("Rose[^how]."), ["dangling-note templates/plan/text.md:3"]);
    let text = "Rose[^how], rose[^how].\n\n[^how]: So.";
    assert_eq!(found(text), ["twice-called-note templates/plan/text.md:3"]);
    assert_eq!(found("Rose.\n\n[^how]: So."), ["uncalled-note templates/plan/text.md:5"]);
    let text = "Rose[^how].\n\n## Head[^how]\n\n[^how]: So.";
    assert_eq!(found(text), ["misplaced-note templates/plan/text.md:5"]);
    let text = "Rose[^how].\n\n[^how]: So[^why].\n\n[^why]: Hence.";
    assert_eq!(found(text)[0], "misplaced-note templates/plan/text.md:5");
}

#[test]
fn lists_and_quotations_keep_their_parts() {
    let text = "- one {{ rd_growth }}\n- another\n\n> They said so.\n> — Somebody, a role";
    assert_eq!(read(text, Lang::En), "• one 33.0%[e]\n• another\nThey said so. | Somebody, a role");
}

#[test]
fn a_line_break_in_chinese_is_no_space() {
    assert_eq!(read("成渝\n地区", Lang::Zh), "成渝地区");
    assert_eq!(read("Chengdu\nregion", Lang::En), "Chengdu region");
}

#[test]
fn a_typed_digit_is_reported_where_it_stands_with_the_fact_it_may_be() {
    insta::assert_snapshot!(reported("It grew by 33.0%,\nor 44%.", Lang::En), @r#"
    error[unbound-numeral]: the numeral 33.0% is bound to no fact
      --> templates/plan/text.md:3:12   33.0%
      help: rd_growth has this value: write {{ rd_growth }}
    error[unbound-numeral]: the numeral 44% is bound to no fact
      --> templates/plan/text.md:4:4   44%
      help: declare a fact for it in briefing.toml, or, where it measures nothing, a literal: [literals.NAME], text = "44%", reason = "…"
    "#);
}

#[test]
fn every_unknown_name_is_reported_at_once() {
    insta::assert_snapshot!(reported("{{ rd_grwth }} and {{ nothing_like_it }}", Lang::En), @r"
    error[unknown-name]: the plan declares no fact or literal named nothing_like_it
      --> templates/plan/text.md:3:23
      help: there is as_of, base, challenges, claims, code, edition, end, facilities, firms, left_out, milestones, other_growth, panel, place, proposals, rate_change, rd, rd_growth, release, report, trillion
      help: or declare it under [facts] in briefing.toml
    error[unknown-name]: the plan declares no fact or literal named rd_grwth
      --> templates/plan/text.md:3:4
      help: did you mean rd_growth? there is as_of, base, challenges, claims, code, edition, end, facilities, firms, left_out, milestones, other_growth, panel, place, proposals, rate_change, rd, rd_growth, release, report, trillion
      help: or declare it under [facts] in briefing.toml
    ");
}

#[test]
fn an_assertion_that_holds_prints_nothing() {
    assert_eq!(read("{% assert rd_growth < other_growth %}\nIt was slower.", Lang::En), "It was slower.");
    assert_eq!(read("{% assert rd_growth > 30 %}\nIt was fast.", Lang::En), "It was fast.");
}

#[test]
fn an_assertion_that_the_data_turn_stops_the_build_with_its_sentence() {
    let text = "{% assert rd_growth > other_growth %}\nIt grew faster.\n\n{% assert rd_growth > rd_growth %}\nAlike.";
    insta::assert_snapshot!(reported(text, Lang::En), @r"
    error[assertion]: rd_growth > other_growth does not hold: 33.0% and 36.7%
      --> templates/plan/text.md:3
      help: rewrite the sentence that rests on it: It grew faster.
    error[assertion]: rd_growth > rd_growth is not certain: 33.0% and 33.0%
      --> templates/plan/text.md:6
      help: rewrite the sentence that rests on it: Alike.
    ");
}

#[test]
fn a_quantity_in_words_is_reported_like_one_in_digits() {
    insta::assert_snapshot!(reported("It rose by a third.", Lang::En), @r#"
    error[unbound-numeral]: the numeral a third is bound to no fact
      --> templates/plan/text.md:3:12   a third
      help: declare a fact for it in briefing.toml, or, where it measures nothing, a literal: [literals.NAME], text = "a third", reason = "…"
    "#);
    insta::assert_snapshot!(reported("占全国三成。", Lang::Zh), @r#"
    error[unbound-numeral]: the numeral 三成 is bound to no fact
      --> templates/plan/text.md:3:4   三成
      help: declare a fact for it in briefing.toml, or, where it measures nothing, a literal: [literals.NAME], text = "三成", reason = "…"
    "#);
}

#[test]
fn a_panel_without_that_area_is_reported() {
    insta::assert_snapshot!(reported("First.\n\n{{ panel['X'].end }}", Lang::En), @r"
    error[bad-template]: a name after a point or in brackets has no value here
      --> templates/plan/text.md:5   {{ panel['X'].end }}
      help: panel has no X: there is A, B
    ");
}

#[test]
fn a_reference_to_nothing_and_an_unknown_float_are_reported() {
    insta::assert_snapshot!(reported("See [](#linse).\n\n![Title](figure:line)\n\n![Both](table:both)", Lang::En), @r"
    error[unknown-float]: the plan declares no figure line
      --> templates/plan/text.md:5
      help: did you mean lines?
      help: or declare it in briefing.toml
    error[dangling-reference]: nothing here is called linse
      --> templates/plan/text.md:3
      help: there is both, rd
    ");
}

#[test]
fn a_section_that_a_text_lacks_is_reported() {
    let (_, sink) = composed("", Lang::En);
    assert!(!sink.has_errors());
    let (facts, mut sink) = Desk::new(OBSERVATIONS).facts("");
    let (_, mut plan) = Desk::plan("[facts]");
    plan.sections.push("market".to_owned());
    let file = File::new("templates/plan/en.md", b"# R&D {#rd}\n".to_vec());
    desk::composed(&plan, facts, &Registers::default(), &file, Lang::En, &mut sink);
    insta::assert_snapshot!(sink.iter().map(ToString::to_string).collect::<String>(), @r"
    error[missing-section]: the text has no section market
      --> templates/plan/en.md
      help: write a heading with that anchor, or take it out of the plan
    ");
}

#[test]
fn figures_and_tables_carry_the_facts_of_their_panel() {
    let (document, _) =
        composed("![Growth of {{ rd_growth }}](figure:lines)\n\n![By area](table:both)", Lang::Zh);
    let blocks = document.unwrap().blocks;
    let Content::Figure(figure) = &blocks[1].content else { panic!("{blocks:?}") };
    insta::assert_snapshot!(figure.alt, @"折线图：Growth of 33.0%[e]。A：2020 1582.1，2021 1818.3，2022 1901.6，2023 2104.5[e]；B：2020 24393.1，2021 27956.3，2022 30782.9，2023 33357.1。");
    let Content::Table(table) = &blocks[2].content else { panic!("{blocks:?}") };
    let rows =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
    let heads = table.columns.iter().map(|column| plain(&column.head)).collect::<Vec<_>>().join(" | ");
    let text = [plain(&table.caption), heads].into_iter().chain(rows).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(text, @r"
    By area（亿元）
    地区 | 2020 | 2021 | 2022 | 2023
    A | 1582.1 | 1818.3 | 1901.6 | 2104.5[e]
    B | 24393.1 | 27956.3 | 30782.9 | 33357.1
    ");
}

#[test]
fn a_table_whose_parts_do_not_add_up_for_rounding_says_so() {
    let notes = |second: &str| {
        let rows =
            format!("RD A 2020 1.44 e8\nRD A 2023 1.44 e8\nRD B 2020 {second} e8\nRD B 2023 {second} e8");
        let facts = "[facts]\npanel = { metric = 'level', indicator = 'RD', areas = ['AB', 'A', 'B'], periods = ['base', 'end'] }\n\
                     [tables.both]\nkind = 'panel'\npanels = ['panel']";
        let (derived, mut sink) = Desk::new(&rows).facts(facts.lines().nth(1).unwrap());
        let (_, plan) = Desk::plan(facts);
        let file = File::new("templates/plan/en.md", b"# R&D {#rd}\n\n![Both](table:both)\n".to_vec());
        let blocks =
            desk::composed(&plan, derived, &Registers::default(), &file, Lang::En, &mut sink).unwrap().blocks;
        let Content::Table(table) = &blocks[1].content else { panic!("{blocks:?}") };
        table.notes.iter().map(|note| plain(note)).collect::<Vec<_>>().join("\n")
    };
    // 1.4 + 1.4 = 2.8 and 2.88 reads 2.9; 1.4 + 1.0 = 2.4.
    assert!(notes("1.44").contains("parts may not add up"), "{}", notes("1.44"));
    assert!(!notes("1.00").contains("parts may not add up"));
}

#[test]
fn a_claim_is_about_a_fact_a_milestone_or_nothing_that_the_data_know() {
    use briefing::{
        data::{
            claim::{Claim, Verdict},
            provenance::CellRef,
        },
        derive::judge::verdicts,
    };
    let claim = |id: &str, about: &str, printed: &str, measure: &str, source: &str| Claim {
        period: None,
        base_period: None,
        id: id.to_owned(),
        statement: Bilingual::new("", ""),
        fact: about.to_owned(),
        printed: printed.parse().unwrap(),
        measure: measure.into(),
        multiplier: 0,
        qualifier: Qualifier::Exact,
        source: source.into(),
        cell: CellRef { path: "".into(), sheet: None, row: 1, column: 1, group: None },
    };
    let milestone = Milestone {
        id: "plan".to_owned(),
        date: "2021".parse().unwrap(),
        text: Bilingual::new("", ""),
        source: "NBS".into(),
    };
    let registers = Registers {
        milestones: vec![milestone],
        claims: vec![
            claim("right", "milestones.plan", "2021", "YEAR", "PAPER"),
            claim("same", "milestones.plan", "2021", "YEAR", "NBS"),
            claim("wrong", "milestones.plan", "2020", "YEAR", "PAPER"),
            claim("other", "", "4", "ORDINAL", "PAPER"),
            claim("early", "rd", "2104.5", "CNY", "PAPER"),
        ],
        ..Registers::default()
    };
    let desk = Desk::new("RD A 2023 2104.5 e8 @2025-09-29");
    let (facts, _) = desk.facts("rd = { metric = 'level', indicator = 'RD', area = 'A' }");
    let found: Vec<(String, Verdict)> = verdicts(&registers, &facts).into_iter().collect();
    let expected = [
        ("early", Verdict::NotYet),
        ("other", Verdict::NoData),
        ("right", Verdict::Holds),
        ("same", Verdict::NotIndependent),
        ("wrong", Verdict::Contradicted),
    ];
    assert_eq!(found, expected.map(|(id, verdict)| (id.to_owned(), verdict)));
}

#[test]
fn what_was_printed_is_said_with_its_unit_though_no_fact_judges_it() {
    use briefing::data::{claim::Claim, provenance::CellRef};
    let claim = Claim {
        period: None,
        base_period: None,
        id: "share".to_owned(),
        statement: Bilingual::new("", ""),
        fact: String::new(),
        printed: "6.5".parse().unwrap(),
        measure: "PT".into(),
        multiplier: 0,
        qualifier: Qualifier::Exact,
        source: "NBS".into(),
        cell: CellRef { path: "".into(), sheet: None, row: 1, column: 1, group: None },
    };
    let registers = Registers { claims: vec![claim], ..Registers::default() };
    let facts = "rd = { metric = 'level', indicator = 'RD', area = 'A' }";
    let (derived, mut sink) = Desk::new("RD A 2023 2104.5 e8").facts(facts);
    let (_, plan) = Desk::plan(&format!("[facts]\n{facts}\n"));
    let text = "# 节 {#rd}\n\n占{{ claims[\"share\"].printed }}以上。\n";
    let file = File::new("templates/t.md", text.as_bytes());
    let document = desk::composed(&plan, derived, &registers, &file, Lang::Zh, &mut sink).unwrap();
    assert_eq!(plain(document.blocks.last().unwrap().content.runs()[0]), "占6.5%以上。");
}

#[test]
fn what_is_said_of_a_fact_that_was_not_known_is_told_as_not_known() {
    let facts = "rd = { metric = 'level', indicator = 'RD', area = 'A' }";
    let (derived, mut sink) = Desk::new("RD A 2023 2104.5 e8 @2025-09-29").facts(facts);
    let (_, plan) = Desk::plan(&format!("[facts]\n{facts}\n"));
    let text = "# 节 {#rd}\n\n{% if rd is published %}{{ rd }}{% endif %}，{{ rd.vintage }}公布，{{ rd.vintage }}。\n";
    let file = File::new("templates/t.md", text.as_bytes());
    assert!(desk::composed(&plan, derived, &Registers::default(), &file, Lang::Zh, &mut sink).is_none());
    let told = sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let help = "help: rd was not known yet: say it between {% if rd is published %} and {% endif %}";
    assert_eq!(told.matches("help: rd ").count(), 1, "{told}");
    assert!(told.contains(help), "{told}");
}

#[test]
fn claims_are_judged_at_the_precision_they_were_printed_with() {
    use briefing::data::{
        claim::{Claim, Verdict},
        provenance::CellRef,
    };
    let claim = |printed: &str, measure: &str, multiplier: u32, qualifier: Qualifier| Claim {
        period: None,
        base_period: None,
        id: "c".to_owned(),
        statement: Bilingual::new("", ""),
        fact: String::new(),
        printed: printed.parse().unwrap(),
        measure: measure.into(),
        multiplier,
        qualifier,
        source: briefing::data::source::SourceCode::default(),
        cell: CellRef { path: "".into(), sheet: None, row: 1, column: 1, group: None },
    };
    let desk = Desk::new("RD A 2023 81986.7 e8\nRD A 2020 50000 e8\nFIRMS A 2023 2.7 e4 more_than");
    let level = desk.fact("metric = 'level', indicator = 'RD', area = 'A'");
    let growth = desk.fact("metric = 'percent_change', indicator = 'RD', area = 'A'");
    let firms = desk.fact("metric = 'level', indicator = 'FIRMS', area = 'A'");
    let exact = |printed, measure, multiplier| claim(printed, measure, multiplier, Qualifier::Exact);
    assert_eq!(judge(&exact("8.20", "CNY", 12), &level), Verdict::Holds);
    assert_eq!(judge(&exact("8.19", "CNY", 12), &level), Verdict::HoldsTruncated);
    assert_eq!(judge(&exact("8.18", "CNY", 12), &level), Verdict::Contradicted);
    assert_eq!(judge(&exact("64", "PT", 0), &growth), Verdict::Holds);
    assert_eq!(judge(&exact("63.974", "PT", 0), &growth), Verdict::Undecidable);
    assert_eq!(judge(&exact("64", "CNY", 0), &growth), Verdict::NotComparable);
    assert_eq!(judge(&claim("27000", "COUNT", 0, Qualifier::MoreThan), &firms), Verdict::Holds);
    let mut same_source = exact("8.20", "CNY", 12);
    same_source.source = "NBS".into();
    assert_eq!(judge(&same_source, &level), Verdict::NotIndependent);
    assert_eq!(judge(&claim("28000", "COUNT", 0, Qualifier::MoreThan), &firms), Verdict::Contradicted);
}

#[test]
fn nothing_that_is_written_is_lost_without_a_word() {
    for (text, told) in [
        ("- one\n  - two\n    - three\n      - four", "a fourth level of a list is not set"),
        ("- one\n  - nested\n\n  more", "text behind a list within a list is not set: “more”"),
        ("~~This is withdrawn.~~", "struck-out text is not set"),
        ("Our ![logo](logo.png) here.", "a picture in a line is not set"),
        ("![](logo.png)", "the picture logo.png says nothing to those who cannot see it"),
        ("A remark <!-- for us --> here.", "a tag or a comment is not set"),
        (
            "![Lines](figure:lines) and words beside it",
            "text beside figure:lines is not set: “and words beside it”",
        ),
        ("![Lines](figure:lines)\nwords below it", "text beside figure:lines is not set: “words below it”"),
        ("```cover\nRestricted\n```", "a line of the cover is not set: “Restricted”"),
        ("```cards\na | b | c | d | lost\n```", "a part of a card is not set"),
        ("```cards\na | b | c | words\n```", "the trend of a card has 0 values in 0 units"),
        ("Text.\n\n# Extra {#extra}\n\nMore.", "the plan does not name the section extra: it is not set"),
    ] {
        let (_, sink) = composed(text, Lang::En);
        let messages: Vec<String> = sink.iter().map(ToString::to_string).collect();
        assert!(messages.iter().any(|it| it.contains(told)), "{text}: {}", messages.join("\n"));
    }
}

#[test]
fn a_slip_of_the_pen_is_told_where_it_was_made_with_how_it_is_written() {
    for (text, told) in [
        ("It was {{ rd }}.\n\nAnd {{ rd_growth.\n\n# On {#on}", "text.md:5   And {{ rd_growth."),
        ("And {{ rd_growth.", "a tag that is begun, {{, is ended on its line: }}"),
        ("{{ rd_growth | direction(“rose”, “fell”, “stood”) }}", "within a tag, write straight marks: \"…\""),
        ("{% if rd is published %}It was.", "what {% if … %} begins is ended with {% endif %}"),
        ("It was.{% endif %}", "nothing is begun that this ends"),
        ("{{ panel }}", "which is no number: name an area and a period"),
        ("{{ proposals }}", "a list stands here"),
        ("{{ left_out }}", "a yes or no stands here: ask it with {% if … %}"),
        ("```note\nA remark.\n\nMore.", "error[unended-fence]: a fence is begun and not ended"),
        ("Energy is $E=mc$ here.", "error[unread-mark]: $ would stand on the page"),
        ("Until 2023 it grew.", "help: write {{ end }}, which is the plan's"),
    ] {
        let told_is = reported(text, Lang::En);
        assert!(told_is.contains(told), "{text}: {told_is}");
    }
    assert_eq!(reported("It costs US$ and HK$ alike.", Lang::En), "");
}

#[test]
fn a_mark_that_nothing_reads_does_not_stand_on_the_page() {
    for (text, mark) in [
        ("A ~~withdrawn word.", "~~"),
        ("A ** bold ** word.", "**"),
        ("Raised x^y here.", "^"),
        ("A tag {name} of one brace.", "{"),
        ("A [link] (elsewhere) and [another](not closed", "]("),
        ("- [ ] to be done", "[ ]"),
        ("A [reference][elsewhere] here.", "]["),
        ("A ==bright== word.", "=="),
        (":::warning\nText.", ":::"),
        ("Escaped \\word.", "\\"),
    ] {
        let told = reported(text, Lang::En);
        assert!(told.contains(&format!("error[unread-mark]: {mark} would stand")), "{text}: {told}");
    }
    assert_eq!(reported("Signed: ________", Lang::En), "");
    assert_eq!(reported("**Bold**, *slanted*, a [link](https://example.org).", Lang::En), "");
}
