//! The proposal: its three forms, what it rests on, and the file that it makes.

use briefing::inputs::File;

use crate::{project::Project, sample};

const FILE: &str = "proposal.zh.pdf";

/// The project with a proposal of that kind.
fn of_kind(kind: &str) -> Project {
    let project = Project::sample();
    project.set("templates/two-sessions/briefing.toml", "kind = \"建议\"", &format!("kind = \"{kind}\""));
    project
}

/// How often a text says something.
fn times(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

#[test]
fn a_suggestion_gives_situation_analysis_and_every_ask_and_leaves_open_who_and_when() {
    let project = Project::released();
    let text = project.text(FILE);
    for part in ["具有全国影响力的科技创新中心的建议", "一、基本情况", "二、问题分析", "三、具体建议"]
    {
        assert_eq!(times(&text, part), 1, "{part} in {text}");
    }
    for ask in ["（一）加大国家层面支持力度", "（三）聚焦人工智能", "（五）优化营商环境"]
    {
        assert!(text.contains(ask), "{ask} in {text}");
    }
    assert!(text.contains("领衔代表：＿＿") && text.contains("2025年月日"), "{text}");
    // Every ask cites its numbers, and the matrix their sources and the bodies.
    assert!(text.contains("数据依据是：2023年川渝R&D经费投入为2104.5亿元，"), "{text}");
    assert!(text.contains("资料来源：国家统计局《"), "{text}");
    assert_eq!(times(&text, "待明确"), 5, "four asks and the note: {text}");

    // The same proposal is the annex of the Chinese briefing, and a table of the English one.
    let annexed = project.text("briefing.zh.pdf");
    assert!(annexed.contains("附件关于支持川渝共同建设具有全国影响力"), "{annexed}");
    let english = project.text("briefing.en.pdf");
    assert!(english.contains("Lead:NationalDevelopment") && english.contains("Lead:tobenamed"), "{english}");

    project
        .exec(&format!("verify output/latest/{FILE}"))
        .must_succeed()
        .stdout_has("is as released in 2025-r1");
    assert!(project.latest_text("manifest.json").contains(FILE));
}

/// The project with a proposal of two delegations.
fn of_delegations(more: &str) -> Project {
    let project = Project::sample();
    let form = format!("kind = \"建议\"\nproposer = \"delegations\"\n{more}");
    project.set("templates/two-sessions/briefing.toml", "kind = \"建议\"", &form);
    project
}

#[test]
fn delegations_put_one_matter_a_paper_to_a_national_body() {
    let project = of_delegations("asks = [\"central_support\"]");
    project.exec("build --lang zh --outputs pdf,proposal").must_succeed();
    let text = project.text(FILE);
    assert!(text.contains("加大国家层面支持力度") && !text.contains("吸引集聚各类人才"), "{text}");
}

#[test]
fn an_ask_of_delegations_that_no_national_body_leads_is_refused() {
    of_delegations("")
        .exec("check")
        .must_exit(1)
        .stderr_has("nobody is to lead the ask university_cooperation");
    let project = of_delegations("asks = [\"central_support\"]");
    project.set("inputs/proposals.csv", "国家发展和改革委员会", "重庆市人民政府");
    project.exec("check").must_exit(1).stderr_has("is put to 重庆市人民政府, which is no national body");
}

#[test]
fn delegations_put_forward_no_paper_of_the_consultative_conference() {
    let project = of_delegations("asks = [\"central_support\"]");
    project.set("templates/two-sessions/briefing.toml", "kind = \"建议\"", "kind = \"提案\"");
    project
        .exec("check --lang zh")
        .must_exit(1)
        .stderr_has("error[no-such-paper]: delegations put forward no 提案");
}

#[test]
fn an_ask_that_the_register_has_not_is_refused() {
    let project = of_delegations("asks = [\"central_suport\"]");
    project.exec("check").must_exit(1).stderr_has("no ask is called central_suport");
}

#[test]
fn a_proposal_bears_no_status_marks_and_a_table_keeps_them() {
    let project = Project::released();
    assert_eq!(times(&project.text(FILE), "%[e]"), 0);
    assert!(times(&project.text("briefing.zh.pdf"), "[e]") > 0);
}

#[test]
fn a_motion_gives_cause_grounds_and_scheme() {
    let project = of_kind("议案");
    project.exec("build --lang zh --outputs pdf,proposal").must_succeed();
    let text = project.text(FILE);
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"));
    assert!(at("科技创新中心的议案") < at("一、案由"));
    assert!(at("一、案由") < at("二、案据") && at("二、案据") < at("三、方案"));
    assert!(text.contains("联名代表：＿＿"), "{text}");
}

#[test]
fn a_consultative_proposal_is_one_matter_each() {
    let project = of_kind("提案");
    project.exec("build --lang zh --outputs pdf,proposal").must_succeed();
    let text = project.text(FILE);
    for title in ["关于深化重庆、成都两地高校合作的提案", "关于吸引集聚各类人才的提案"]
    {
        assert_eq!(times(&text, title), 1, "{title} in {text}");
    }
    for part in ["一、情况", "二、分析", "三、建议", "第一提案人：＿＿", "附表"] {
        assert!(times(&text, part) >= 5, "{part} in {text}");
    }
}

#[test]
fn a_text_without_a_part_of_its_form_is_refused() {
    let project = Project::sample();
    project.set("templates/two-sessions/proposal.zh.md", "## 问题分析 {#analysis}", "### 问题分析");
    project
        .exec("check")
        .must_exit(1)
        .stderr_has("error[proposal-form]: the parts of a 建议 are situation, analysis, asks; the text has situation, asks")
        .stderr_has("--> templates/two-sessions/proposal.zh.md")
        .stderr_has("help: write, in this order, ## 情况 {#situation}, ## 分析 {#analysis}, ## 建议 {#asks}");
}

#[test]
fn a_number_typed_into_the_proposal_is_refused() {
    let project = Project::sample();
    let text = "templates/two-sessions/proposal.zh.md";
    project.set(text, "投入总量与所占份额走向不同。", "投入总量达2104.5亿元，份额走向不同。");
    let run = project.exec("check --lang zh").must_exit(1);
    run.stderr_has("error[unbound-numeral]: the numeral 2104.5").stderr_has(&format!("--> {text}:"));
}

#[test]
fn a_picture_that_is_missing_and_a_reference_to_nothing_are_refused_in_the_proposal_too() {
    let project = Project::sample();
    let text = "templates/two-sessions/proposal.zh.md";
    let added = "投入总量与所占份额走向不同。\n\n![示意图](nowhere.png)\n\n见[附图](#nowhere)。\n\n";
    project.set(text, "投入总量与所占份额走向不同。", added);
    let run = project.exec("check --lang zh").must_exit(1);
    run.stderr_has("error[missing-file]: ")
        .stderr_has("error[dangling-reference]: nothing here is called nowhere");
}

#[test]
fn evidence_that_the_plan_does_not_declare_is_located_at_its_cell() {
    let project = Project::sample();
    project.set("inputs/proposals.csv", ",hightech+rd+rd_growth,", ",hightech+rd_grwth,");
    project
        .exec("check --lang zh")
        .must_exit(1)
        .stderr_has("rd_grwth")
        .stderr_has("--> inputs/proposals.csv:5:7");
}

#[test]
fn a_plan_without_a_proposal_makes_none() {
    // The short one: the plan of the others without its [proposal], the text beside it all the same.
    let project = Project::short_released();
    assert!(project.path("templates/two-sessions/proposal.zh.md").exists());
    assert!(!project.listing("output/latest").contains(&FILE.to_owned()));
    assert!(!project.text("briefing.zh.pdf").contains("附件关于"));
}

#[test]
fn the_proposal_is_made_in_chinese_alone() {
    let project = Project::sample();
    project.exec("build --lang en --outputs pdf,proposal").must_succeed();
    assert!(!project.listing("output/latest").contains(&FILE.to_owned()));
}

#[test]
fn the_register_of_the_project_names_no_body_that_no_source_names() {
    let templates = sample::folder("inputs");
    let register: &File = templates.get("proposals.csv").unwrap();
    let mut reader = csv::Reader::from_reader(register.bytes.as_slice());
    let leads: Vec<String> = reader.records().map(|row| row.unwrap()[9].to_owned()).collect();
    assert_eq!(leads, ["国家发展和改革委员会", "", "", "", ""]);
}
