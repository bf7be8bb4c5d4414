//! Outputs: whatever a plan asks for, each file of a release can be made, and agrees with what it carries.

use tempfile::TempDir;

use crate::project::{Project, copy, repository};

/// The project beside this file: each kind of fact and figure, over tables of three areas.
pub fn project() -> Project {
    let project = Project { folder: TempDir::new().unwrap() };
    for folder in ["inputs", "templates"] {
        copy(&repository().join("tests/outputs").join(folder), &project.path(folder));
    }
    copy(&repository().join("templates/fonts"), &project.path("templates/fonts"));
    project
}

#[test]
fn whatever_a_plan_asks_for_every_output_is_made_and_agrees_with_itself() {
    let project = project();
    project.exec("build --outputs pdf,html,xlsx").must_succeed();
    for file in ["briefing.zh.pdf", "briefing.en.pdf", "briefing.html", "facts.xlsx"] {
        project
            .exec(&format!("verify output/latest/{file}"))
            .must_succeed()
            .stdout_has("as released in 2024-r1");
    }
}
