//! Three days, three briefings: the same inputs and texts, each right for its day.
#![expect(clippy::disallowed_methods, reason = "a test reads what an editor wrote")]

use super::project::Project;

/// The short briefing as it would have been made on `day`.
fn as_of(day: &str) -> Project {
    let project = Project::short();
    project.exec(&format!("build --as-of {day}")).must_succeed().stderr_has("made output/2025-r1");
    project
}

fn has_all(text: &str, expected: &[&str]) {
    for expected in expected {
        assert!(text.contains(expected), "lacks {expected}");
    }
}

fn has_none(text: &str, unexpected: &[&str]) {
    for unexpected in unexpected {
        assert!(!text.contains(unexpected), "says {unexpected}");
    }
}

#[test]
fn in_february_2025_the_countrys_intensity_is_2_65_on_gdp_before_the_census() {
    let project = as_of("2025-02-28");
    has_all(
        &project.text("briefing.en.pdf"),
        &[
            "Periodcompared2020–2023",
            "R&Dintensityin2023was2.65%",
            "risenby0.25percentagepointsinthecountry",
            "2.65%restsonGDPbeforethecensusrestatementandwaspublishedon2October2024",
        ],
    );
    has_all(
        &project.text("briefing.zh.pdf"),
        &[
            "2023年全国研发经费投入强度为2.65%",
            "2.65%的强度以经济普查修订前的国内（地区）生产总值为分母，2024年10月2日公布",
        ],
    );
    has_none(&project.text("briefing.en.pdf"), &["2.58%", "2.36%", "Notyetpublished"]);
}

#[test]
fn in_june_2026_it_is_2_58_on_restated_gdp_and_its_rise_is_judged_on_restated_gdp() {
    let project = as_of("2026-06-01");
    has_all(
        &project.text("briefing.en.pdf"),
        &[
            "R&Dintensityin2023was2.58%",
            "country’swas2.36%.Fromthereto2.58%in2023,calculatedinthesameway,ithasrisenby0.22percentagepoints",
            "2.58%restsonGDPasrestatedafterthefiftheconomiccensusandwaspublishedon29September2025",
            "2.65%publishedon2October2024restsonGDPbeforethecensusrestatement",
        ],
    );
    has_all(
        &project.text("briefing.zh.pdf"),
        &[
            "2023年全国研发经费投入强度为2.58%",
            "全国提高0.22个百分点",
            "2.58%的强度以第五次全国经济普查修订后的国内（地区）生产总值为分母，2025年9月29日公布",
        ],
    );
}

#[test]
fn in_june_2024_the_briefing_ends_in_2022_and_tells_what_it_leaves_out() {
    let project = Project::sample();
    project
        .exec("build --as-of 2024-06-30")
        .must_succeed()
        .stderr_has("note[earlier-end]: the briefing ends in 2022 instead of 2023\n  help: rd and market of 2023 were not known on 2024-06-30")
        .stderr_has("note[not-yet-published]: RD_EXP of 2023 was not known yet on 2024-06-30")
        .stderr_has("left out: rd_2023, rd_cn_2023, rd_sc_2023")
        .stderr_has("note[source-to-come]: CHINA_DAILY_2025 had not come out on 2024-06-30")
        .stderr_has("note[section-left-out]: the section proposals is left out");
    let en = project.text("briefing.en.pdf");
    has_all(&en, &["Periodcompared2020–2022", "190.16billionyuan", "6.18%", "29th", "Notknownby30June2024"]);
    has_none(
        &en,
        &["210.45billionyuan", "266.06billionyuan", "23rd", "27,000", "ChinaDaily", "ZhouXiaohua", "2.65%"],
    );
    let zh = project.text("briefing.zh.pdf");
    has_all(&zh, &["比较区间2020—2022年", "1901.6亿元", "第29位", "截至2024年6月30日不掌握的数据"]);
    has_none(&zh, &["2104.5亿元", "2660.6亿元", "第23位", "中国日报", "2.65%"]);
}

#[test]
fn a_value_is_not_known_before_the_paper_that_it_was_read_in() {
    // The bulletin of October 2024 gave Sichuan; Chongqing is from a report of February 2025.
    let project = Project::sample();
    project
        .exec("build --as-of 2024-12-31")
        .must_succeed()
        .stderr_has("help: rd of 2023 was not known on 2024-12-31");
    has_all(&project.text("briefing.en.pdf"), &["Periodcompared2020–2022"]);
}

#[test]
fn a_number_of_a_later_day_cannot_be_stated_without_a_condition() {
    let project = Project::short();
    let heading = "## Intensity";
    project.set("templates/two-sessions/en.md", heading, &format!("Lately {{{{ rd_2023 }}}}.\n\n{heading}"));
    project.exec("check --lang en").must_succeed();
    project
        .exec("check --lang en --as-of 2024-06-30")
        .must_exit(1)
        .stderr_has("error[stated-too-early]: percent_change(RD_EXP, SC_CQ, 2022..2023) was not known yet")
        .stderr_has("RD_EXP, SC_CQ, 2023 came out on 2025-02-28")
        .stderr_has("say it between {% if … is published %} and {% endif %}");
}

#[test]
fn a_sentence_that_something_was_not_published_is_refused_from_the_day_on_which_it_was() {
    let project = Project::short();
    let heading = "## Intensity";
    let said = r#"Restated intensity {{ intensity_restated | unpublished("is not out yet") }}."#;
    project.set("templates/two-sessions/en.md", heading, &format!("{said}\n\n{heading}"));
    project.exec("check").must_succeed();
    project
        .exec("check --as-of 2025-10-15")
        .must_exit(1)
        .stderr_has("the text says “is not out yet”, but it had been published, as 2.58%");
}

#[test]
fn the_same_inputs_give_the_same_bytes_with_any_number_of_threads() {
    // The release that the tests begin with has as many threads as the machine has cores.
    let released = Project::released();
    let files = released.listing("output/latest");
    for file in ["facts.json", "briefing.zh.pdf", "briefing.html", "facts.xlsx", "manifest.json"] {
        assert!(files.contains(&file.to_owned()), "{files:?} lacks {file}");
    }
    for threads in ["1", "8"] {
        let project = Project::sample();
        let pools = ["POLARS_MAX_THREADS", "RAYON_NUM_THREADS"].map(|pool| (pool, threads));
        project.exec_with("build --quiet", &pools).must_succeed();
        assert_eq!(project.listing("output/latest"), files);
        for file in files.iter().filter(|file| *file != "run.json") {
            assert!(project.latest(file) == released.latest(file), "{threads} threads: {file} differs");
        }
    }
}

#[test]
fn what_the_data_turn_is_told_with_its_sentence_and_its_values_old_and_new() {
    let project = Project::short_released();
    project.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1315.0,");
    project
        .exec("build --lang en")
        .must_exit(1)
        .stderr_has("error[assertion]: rd_sc_2022 < 1 does not hold: 8.28% and 1")
        .stderr_has("help: in 2025-r1 it was 0.04% and 1")
        .stderr_has("help: rewrite the sentence that rests on it: The share was lost in 2022.");
}

#[test]
fn a_claim_that_the_data_turn_is_told_with_its_value_old_and_new() {
    let project = Project::released();
    project.set("inputs/clusters.csv", "CHENGDU,2024,23,", "CHENGDU,2024,24,");
    project
        .exec("build --lang en")
        .must_exit(1)
        .stderr_has("error[undisposed-claim]: the data contradict the claim gii-chengdu")
        .stderr_has("help: in 2025-r1 it held: level(GII_CLUSTER_RANK, CHENGDU, 2024) was 23 RANK");
}

#[test]
fn an_assertion_that_was_taken_out_is_told() {
    let project = Project::short_released();
    let text = std::fs::read_to_string(project.path("templates/two-sessions/en.md")).unwrap();
    let assertion = text.lines().find(|line| line.starts_with("{% assert ")).unwrap();
    project.set("templates/two-sessions/en.md", &format!("{assertion}\n"), "");
    project.exec("build --lang en").must_succeed();
    let written = assertion.trim_start_matches("{% assert ").trim_end_matches(" %}");
    project
        .exec("diff")
        .must_succeed()
        .stdout_has("No longer asserted")
        .stdout_has(&format!("en: {written}"));
}
