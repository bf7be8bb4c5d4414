//! The brief: the page to speak from and the proposal, without the rest.

use briefing::{
    doc::{block::Content, inline::plain},
    lang::Lang,
};

use crate::{layout::written::Written, project::Project};

#[test]
fn the_brief_is_the_sections_that_say_so_behind_the_cover() {
    let contents = Content::Contents { title: "目录".to_owned() };
    let mut written = Written::new(Lang::Zh)
        .cover("", "川渝共建科技创新中心", "", &[])
        .one_page("summary", "一页要点")
        .paragraph("份额下降<@rd>，见<rd|二>。")
        .block(contents)
        .heading(1, "rd", "二、", "研发投入")
        .paragraph("正文");
    let Content::Heading(heading) = &mut written.0.blocks[1].content else { panic!("the page's heading") };
    heading.is_brief = true;
    let brief = written.0.brief().expect("a section says so");
    let runs = brief.blocks.iter().flat_map(|block| block.content.runs());
    let said: Vec<String> = runs.map(|run| plain(run)).filter(|it| !it.is_empty()).collect();
    // No page of another file is named, and no contents are listed.
    assert_eq!(said, ["川渝共建科技创新中心", "节选", "一页要点", "一页要点", "份额下降，见二。"]);
}

#[test]
fn a_text_without_such_a_section_makes_no_brief() {
    let project = Project::short();
    let run = project.exec("build --brief");
    run.must_exit(1).stderr_has("error[no-brief]: the text in en has no section for the brief");
    assert!(Written::new(Lang::Zh).heading(1, "rd", "", "研发投入").0.brief().is_none());
}
