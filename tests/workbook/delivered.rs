//! Delivery: the workbook goes along with the copies of those who ask for it.

use std::fs;

use briefing::render::xlsx::WorkbookTranscript;

use crate::project::Project;

#[test]
fn who_asks_for_the_workbook_gets_it_beside_the_copy_and_by_mail() {
    let project = Project::published(
        "NAME,LANGUAGE,COPY,EMAIL,SECTIONS,FORMATS\n张敏,zh,1,a@example.org,,pdf;xlsx\nZhao Wei,en,2,b@example.org,,\n\
         李明,zh,3,,rd,\"pdf, xlsx\"\n",
    );
    project
        .exec("deliver --dry-run --mail-from office@example.org")
        .must_succeed()
        .stdout_has("made 3 copies");
    let copies = "output/copies/2025-r1";
    assert_eq!(
        project.listing(copies),
        ["0001.xlsx", "0001.zh.pdf", "0002.en.pdf", "0003.xlsx", "0003.zh.pdf", "delivery.csv"]
    );
    let read = |file: &str| fs::read(project.path(copies).join(file)).unwrap();
    assert!(read("0001.xlsx") == project.latest("facts.xlsx"));
    // An excerpt has the sheets of its sections, and all facts, as its PDF has.
    let [whole, cut] = ["0001.xlsx", "0003.xlsx"].map(|file| WorkbookTranscript::read(&read(file)).unwrap());
    assert_eq!(whole.0["Facts"].len(), cut.0["Facts"].len());
    let figures = |it: &WorkbookTranscript| it.0.keys().filter(|it| it.starts_with("Figure_")).count();
    assert!(0 < figures(&cut) && figures(&cut) < figures(&whole));
    project.exec(&format!("verify {copies}/0003.xlsx")).must_succeed();
    let letter =
        |file: &str| fs::read_to_string(project.path("output/mail/2025-r1-dry-run").join(file)).unwrap();
    assert!(letter("0001.zh.eml").contains("filename=\"2025-r1-0001.xlsx\""));
    assert!(!letter("0002.en.eml").contains(".xlsx"));
    let record = fs::read_to_string(project.path(copies).join("delivery.csv")).unwrap();
    assert_eq!(record.lines().filter(|it| it.contains(".xlsx,")).count(), 2, "{record}");
    // What stands is not made again, and what nobody asks for any more goes.
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY\n张敏,zh,1\n").unwrap();
    project.exec("deliver").must_succeed();
    assert_eq!(project.listing(copies), ["0001.zh.pdf", "delivery.csv"]);
}

#[test]
fn a_format_that_does_not_go_by_mail_is_refused_in_its_row() {
    for (row, told) in [
        ("张敏,zh,1,,pdf;html", "error[html-by-mail]: FORMATS of copy 1 asks for html"),
        ("张敏,zh,1,,pdf;docx", "FORMATS of copy 1 has a format that is not delivered"),
        ("张敏,zh,1,,xlsx", "FORMATS of copy 1 leaves out pdf"),
        ("张敏,zh,1,sesame-1,pdf;xlsx", "error[open-workbook]: copy 1 is locked"),
    ] {
        let project = Project::sample();
        fs::create_dir_all(project.path("output")).unwrap();
        let file = briefing::inputs::File::read(&{
            let path = project.path("recipients.csv");
            fs::write(&path, format!("NAME,LANGUAGE,COPY,PASSWORD,FORMATS\n{row}\n")).unwrap();
            path
        });
        let mut sink = briefing::diag::Sink::default();
        let found = briefing::plan::recipients::recipients(&file.unwrap(), &mut sink);
        assert!(found.is_empty());
        let said = sink.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert!(said.contains(told), "{row}: {said}");
    }
}

#[test]
fn a_release_without_a_workbook_cannot_deliver_one() {
    let project = Project::short();
    project.exec("build --outputs pdf").must_succeed();
    fs::write(project.path("recipients.csv"), "NAME,LANGUAGE,COPY,FORMATS\n张敏,zh,1,pdf;xlsx\n").unwrap();
    project.exec("deliver").must_exit(1).stderr_has("no-workbook").stderr_has("recipients.csv:2");
}
