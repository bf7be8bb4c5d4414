//! What changed from one release to the next, and why.

use std::collections::{BTreeMap, BTreeSet};

use briefing::{
    lang::Lang,
    ledger::{Entry, Ledger, Operand, Passage, PassageFact, PassageKind},
    publish::{Manifest, Published},
};
use serde_json::Value;

use crate::project::Project;

/// The sum of research spending of one year, from one cell.
fn spending(period: &str, value: &str, printed: &str, vintage: &str) -> Entry {
    Entry {
        id: format!("level(RD_EXP, SC_CQ, {period})").into(),
        names: vec!["rd".to_owned()],
        own_names: vec!["rd".to_owned()],
        metric: "level".to_owned(),
        subject: "level(RD_EXP, SC_CQ)".to_owned(),
        period: period.to_owned(),
        value: value.to_owned(),
        lo: None,
        hi: None,
        unit: "CNY".into(),
        status: "A".to_owned(),
        qualifier: "exact".to_owned(),
        formula: printed.to_owned(),
        exponent: 8,
        operands: vec![Operand {
            status: "A".to_owned(),
            indicator: "RD_EXP".into(),
            area: "SC_CQ".into(),
            period: period.to_owned(),
            vintage: vintage.to_owned(),
            family: String::new(),
            printed: printed.to_owned(),
            multiplier: 8,
            slack: "0.05".to_owned(),
            cell: "inputs/rd.csv:2:4".to_owned(),
            source: "NBS".into(),
        }],
    }
}

fn sentence(text: &str, facts: &[&Entry]) -> Passage {
    let shown = |entry: &&Entry| PassageFact { id: entry.id.clone(), shown: entry.value.clone() };
    Passage {
        lang: Lang::En,
        kind: PassageKind::Sentence,
        part: "rd".to_owned(),
        place: "en.md:3".to_owned(),
        text: text.to_owned(),
        facts: facts.iter().map(shown).collect(),
    }
}

fn release(name: &str, facts: Vec<Entry>, passages: Vec<Passage>) -> Published {
    let manifest = Manifest {
        edition: "2025".to_owned(),
        release: name.to_owned(),
        program: "briefing".to_owned(),
        options: BTreeMap::new(),
        ingredients: BTreeMap::new(),
        files: BTreeMap::new(),
        approvals: vec![],
        signature: None,
    };
    Published { manifest, ledger: Ledger { facts, passages, ..Ledger::default() } }
}

/// The changed facts from one to another, a line each.
fn told(old: Entry, new: Entry) -> String {
    let changes = release("r2", vec![new], vec![]).changes_since(&release("r1", vec![old], vec![]));
    let line = |it: &briefing::ledger::changes::FactChange| {
        let value = |state: &Option<briefing::ledger::changes::FactState>| {
            state.as_ref().map_or("none".to_owned(), |state| state.value.clone())
        };
        format!("{}: {} → {}, {}", it.names.join(" "), value(&it.old), value(&it.new), it.reason)
    };
    changes.facts.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_change_of_a_fact_has_its_reason() {
    let old = || spending("2023", "100", "100", "2024-10-02");
    assert_eq!(told(old(), old()), "");
    assert_eq!(told(old(), spending("2023", "110", "110", "2024-10-02")), "rd: 100 → 110, correction");
    assert_eq!(told(old(), spending("2023", "110", "110", "2025-01-10")), "rd: 100 → 110, revision");
    assert_eq!(told(old(), spending("2024", "120", "120", "2025-10-02")), "rd: 100 → 120, new period");
    assert_eq!(told(old(), spending("2023", "100.5", "100", "2024-10-02")), "rd: 100 → 100.5, method");
    let share = Entry {
        id: "share(RD_EXP, SC_CQ/CN, 2023)".into(),
        subject: "share(RD_EXP, SC_CQ/CN)".to_owned(),
        ..spending("2023", "6.3", "100", "2024-10-02")
    };
    assert_eq!(told(old(), share), "rd: 100 → 6.3, method");
    let other =
        Entry { names: vec!["other".to_owned()], own_names: vec![], ..spending("2022", "90", "90", "") };
    assert_eq!(told(old(), other), "other[\"SC_CQ\"][\"2022\"]: none → 90, added\nrd: 100 → none, removed");
}

#[test]
fn a_status_that_changes_alone_is_a_change() {
    let old = spending("2023", "100", "100", "2024-10-02");
    let provisional = Entry { status: "P".to_owned(), ..old.clone() };
    assert_eq!(told(old, provisional), "rd: 100 → 100, correction");
}

#[test]
fn passages_are_touched_by_facts_by_words_or_by_going() {
    let (old, new) = (spending("2023", "100", "100", "1"), spending("2023", "90", "90", "1"));
    let before = release(
        "r1",
        vec![old.clone()],
        vec![
            sentence("It spent 100.", &[&old]),
            sentence("Spending rose.", &[]),
            sentence("Nothing else.", &[]),
            sentence("Soon forgotten.", &[]),
        ],
    );
    let after = release(
        "r2",
        vec![new.clone()],
        vec![
            sentence("It spent 90.", &[&new]),
            sentence("Spending fell.", &[]),
            sentence("Nothing else.", &[]),
        ],
    );
    let changes = after.changes_since(&before);
    let told: Vec<String> = changes
        .passages
        .iter()
        .map(|it| format!("{:?} {} {}", it.touch, it.text, it.facts.join(",")))
        .collect();
    assert_eq!(told, ["Fact It spent 90. rd", "Words Spending fell. ", "Gone Soon forgotten. "]);
}

#[test]
fn one_cell_lists_exactly_the_facts_that_rest_on_it_and_their_passages_in_both_languages() {
    let project = Project::corrected();
    let ledger = std::fs::read_to_string(project.path("output/2025-r1/facts.json")).unwrap();
    let ledger: Value = serde_json::from_str(&ledger).unwrap();
    let rests = |fact: &&Value| {
        fact["operands"].as_array().unwrap().iter().any(|it| it["cell"] == "inputs/rd.csv:30:4")
    };
    let id = |fact: &Value| fact["id"].as_str().unwrap().to_owned();
    let expected: BTreeSet<String> =
        ledger["facts"].as_array().unwrap().iter().filter(rests).map(id).collect();
    assert!(expected.len() > 5);

    let changes: Value = serde_json::from_str(&project.exec("diff --json").must_succeed().stdout()).unwrap();
    let changed = changes["facts"].as_array().unwrap();
    assert_eq!(changed.iter().map(|it| id(&it["new"])).collect::<BTreeSet<_>>(), expected);
    assert!(changed.iter().all(|it| it["reason"] == "correction"));

    // What a passage shows, its language aside, is what it is touched by.
    let passages = changes["passages"].as_array().unwrap();
    let touched = |lang: &str| -> BTreeSet<String> {
        let of_lang = passages.iter().filter(|it| it["lang"] == lang);
        of_lang
            .flat_map(|it| it["facts"].as_array().unwrap())
            .map(|it| it.as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(touched("zh"), touched("en"));
    assert!(touched("en").contains("rd_2022") && !touched("en").contains("market_growth"));

    let told = project.exec("diff --lang en --facts --limit 2").must_succeed().stdout();
    let more = format!("… and {} more: `briefing diff` has them", expected.len() - 2);
    assert!(told.contains(&more) && !told.contains("亿元") && !told.contains("Passages"), "{told}");
    let told = project.latest_text("changes.md");
    assert!(told.starts_with("# Changes from 2025-r1 to 2025-r2\n"), "{told}");
    for expected in [
        "- RD_EXP CN-SC 2022: 1215.0 → 1218.0, published 2023-09-18 (inputs/rd.csv:30:4)",
        "1215.0亿元 (121500000000 CNY) | 1218.0亿元 (121800000000 CNY) | correction |",
        "121.50 billion yuan (121500000000 CNY) | 121.80 billion yuan (121800000000 CNY) | correction |",
        "rd_by_area[\"CN-SC\"][\"2022\"] |",
        "- inputs/rd.csv changed",
    ] {
        assert!(told.contains(expected), "{told}\nlacks {expected}");
    }
}

/// The text of the page that tells of the changes, without spaces; nothing where there is none.
fn since_page(project: &Project, file: &str, heading: &str) -> String {
    let pages = briefing::render::pdf::reread::reread(&project.latest(file)).unwrap().pages;
    let text: String =
        pages.iter().flat_map(|page| page.reads.chars()).filter(|c| !c.is_whitespace()).collect();
    text.rsplit_once(heading).map(|(_, page)| page.to_owned()).unwrap_or_default()
}

/// How many bars stand in the margins of a document.
fn bars(project: &Project, file: &str) -> usize {
    let document = lopdf::Document::load_mem(&project.latest(file)).unwrap();
    let content = |page| String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    // As wide as the theme has them, and as nothing else is.
    document.page_iter().map(|page| content(page).matches(" 1.5 ").count()).sum()
}

#[test]
fn the_new_paper_lists_what_changed_since_the_old_one_in_both_languages() {
    let first = Project::released();
    for (file, heading) in [("briefing.zh.pdf", "自第1版以来的变化"), ("briefing.en.pdf", "Sincerelease1")]
    {
        assert_eq!(since_page(&first, file, heading), "");
    }
    let project = Project::corrected();
    let changes: Value = serde_json::from_str(&project.exec("diff --json").must_succeed().stdout()).unwrap();
    // Those that no page shows are in changes.md alone.
    let count = |lang: &str| {
        let facts = changes["facts"].as_array().unwrap().iter();
        facts.filter(|it| ["old", "new"].iter().any(|of| it[of]["shown"][lang].is_string())).count()
    };
    for (file, lang, heading, expected) in [
        (
            "briefing.zh.pdf",
            "zh",
            "自第1版以来的变化",
            [format!("有{}项数据", count("zh")), "1215.0→1218.0，发布日期".to_owned(), "更正".to_owned()],
        ),
        (
            "briefing.en.pdf",
            "en",
            "Sincerelease1",
            [
                format!("2025-r1{}facts", count("en")),
                "1215.0→1218.0,published".to_owned(),
                "correction".to_owned(),
            ],
        ),
    ] {
        let page = since_page(&project, file, heading);
        for expected in expected {
            assert!(page.contains(&expected), "{page}\nlacks {expected}");
        }
        // Every sentence and chart that `diff` lists in the language is on the page, and no other.
        let passages = changes["passages"].as_array().unwrap().iter();
        let read: Vec<&Value> = passages.filter(|it| it["lang"] == lang && it["kind"] != "row").collect();
        assert!(read.len() > 3);
        for passage in &read {
            let text: String =
                passage["text"].as_str().unwrap().chars().filter(|c| !c.is_whitespace()).collect();
            let head: String = text.chars().take(12).collect();
            assert!(page.contains(&head), "{page}\nlacks {head}");
        }
        assert!(!page.contains("gii") && bars(&project, file) > 0);
    }
    project.exec("build").must_succeed().stderr_has("2025-r2 is up to date");
    project.exec("verify output/latest/briefing.zh.pdf").must_succeed();
}

#[test]
fn a_release_that_only_words_changed_says_so() {
    let project = Project::short_released();
    project.set("templates/two-sessions/en.md", "# R&D: spending", "# R&D: the spending");
    project.exec("build").must_succeed();
    let english = since_page(&project, "briefing.en.pdf", "Sincerelease1");
    assert!(english.starts_with("Against2025-r1nofacthaschanged,onlywords."), "{english}");
    assert!(english.contains("Heading:R&D:thespending"), "{english}");
    let chinese = since_page(&project, "briefing.zh.pdf", "自第1版以来的变化");
    assert!(chinese.starts_with("与2025-r1相比，数据、文句和判断均无变化。"), "{chinese}");
}

#[test]
fn the_same_releases_give_the_same_page() {
    // Made by two runs of their own, from one first release.
    let pages = [(); 2].map(|()| {
        let project = Project::short_released();
        project.correct();
        project.exec("build --lang en").must_succeed();
        assert_ne!(since_page(&project, "briefing.en.pdf", "Sincerelease1"), "");
        project.latest("briefing.en.pdf")
    });
    assert!(pages[0] == pages[1]);
}

#[test]
fn a_value_that_only_moved_to_another_line_is_no_news() {
    let project = Project::short_released();
    let table = std::fs::read_to_string(project.path("inputs/rd.csv")).unwrap();
    let (head, rows) = table.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.rotate_left(3);
    std::fs::write(project.path("inputs/rd.csv"), format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    project.exec("build").must_succeed();
    project.exec("diff").must_succeed().stdout_has("no fact, passage or claim changed");
}

#[test]
fn the_code_on_paper_tells_whether_it_is_current() {
    let project = Project::short_released();
    let page = {
        let pdf = project.latest("briefing.en.pdf");
        briefing::render::pdf::reread::reread(&pdf).unwrap().pages.swap_remove(3).reads
    };
    let is_code = |word: &&str| word.len() == 9 && word.as_bytes()[4] == b'-';
    let words = page.split_whitespace().find(is_code);
    let code = words.unwrap().to_owned();
    project.exec(&format!("status {code}")).must_exit(0).stdout_has("is current");
    project.exec("build --force").must_succeed();
    project
        .exec(&format!("status {}", code.to_lowercase().replace('-', "")))
        .must_exit(0)
        .stdout_has("2025-r2");
    project.correct();
    project.exec("build").must_succeed();
    project
        .exec(&format!("status {code}"))
        .must_exit(1)
        .stdout_has("is 2025-r2, and 2025-r3 has replaced it")
        .stdout_has("correction");
    project.exec("status ZZZZ-ZZZZ").must_exit(1).stdout_has("no release has this code");
}

#[test]
fn diff_and_status_say_what_they_miss() {
    Project::short().exec("diff").must_exit(6).stderr_has("no release stands there");
    let project = Project::short_released();
    project.exec("diff").must_exit(0).stderr_has("only one release");
    project
        .exec("diff 2025-r7 2025-r1")
        .must_exit(6)
        .stderr_has("there is no release 2025-r7; there are 2025-r1");
}
