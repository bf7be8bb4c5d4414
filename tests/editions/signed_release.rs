//! A release as one signed thing, and approvals that are somebody's: the manifest, and with it every file.

use std::{fs, path::Path};

use crate::project::Project;

fn key(project: &Project, name: &str) -> String {
    project.exec(&format!("key {name}.pem --name {name}")).must_succeed().stdout()
}

/// Replaces the only place where a file says something.
fn replace(path: &Path, old: &str, new: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old}");
    fs::write(path, text.replace(old, new)).unwrap();
}

#[test]
fn a_release_is_one_signed_thing_with_whoever_has_approved_it() {
    let project = Project::released();
    let [office, head, other] = ["office", "head", "other"].map(|name| key(&project, name));
    let approve = "approve --by Zhao --role head --templates templates";
    project.exec(approve).must_succeed();
    // To sign what one has said before is to say it again; to sign it again is not.
    let given = project.exec(&format!("{approve} --sign head.pem")).must_succeed();
    given.stdout_has("Zhao (head) has approved the facts").stdout_has(", signed with ");
    let approvals = project.path("output/approvals.json");
    let once = fs::read_to_string(&approvals).unwrap();
    project.exec(&format!("{approve} --sign head.pem")).must_succeed();
    assert_eq!(fs::read_to_string(&approvals).unwrap(), once);
    project.exec("approve --by Zhao --withdraw --sign head.pem").must_exit(2);

    let build = "build --sign office.pem --outputs html,facts";
    project.exec(build).must_succeed().stderr_has("made output/2025-r2");
    project.exec(build).must_succeed().stderr_has("2025-r2 is up to date");

    let trust = |keys: &[&str]| fs::write(project.path("trusted-keys.toml"), keys.concat()).unwrap();
    let verify = |file: &str| project.exec(&format!("verify output/2025-r2/{file}"));
    let page = "briefing.html";
    let told = verify(page).must_succeed().stdout();
    assert!(told.contains("with a signature of a key that nobody has named"), "{told}");
    trust(&[&office, &head]);
    let whose = "approved by Zhao (head), signed by head";
    for (file, standing) in [
        (page, "as released in 2025-r2"),
        ("facts.csv", "as released in 2025-r2"),
        ("", "as its manifest says"),
    ] {
        verify(file).must_succeed().stdout_has(&format!("signed by office, {standing}")).stdout_has(whose);
    }
    verify("manifest.json").must_succeed().stdout_has("signed by office, as its manifest says");
    // An approval that nobody here vouches for is told, and so is one that was never signed.
    trust(&[&office, &other]);
    verify("").must_exit(1).stdout_has("the approval of Zhao (head) bears a signature of ");
    trust(&[&head, &other]);
    verify(page).must_exit(1).stdout_has("its release bears a signature of ");
    trust(&[&office, &head]);

    // Whatever somebody alters in it: a file, a name, the manifest with it, the signature taken away.
    let folder = project.path("output/2025-r2");
    let manifest = folder.join("manifest.json");
    let whole = fs::read_to_string(&manifest).unwrap();
    fs::write(folder.join("briefing.en.pdf"), "more").unwrap();
    verify("").must_exit(1).stdout_has("its manifest does not name briefing.en.pdf, which lies there");
    fs::remove_file(folder.join("briefing.en.pdf")).unwrap();
    for (old, new) in [("\"by\": \"Zhao\"", "\"by\": \"Li\""), ("\"as-of\": \"", "\"as-of\": \"1")] {
        replace(&manifest, old, new);
        for file in ["", page] {
            verify(file).must_exit(1).stdout_has("its manifest.json was altered after it was signed");
        }
        fs::write(&manifest, &whole).unwrap();
    }
    let mut unsigned: serde_json::Value = serde_json::from_str(&whole).unwrap();
    unsigned.as_object_mut().unwrap().remove("signature");
    fs::write(&manifest, serde_json::to_vec(&unsigned).unwrap()).unwrap();
    for file in ["", page, "facts.csv"] {
        let told = verify(file).must_exit(1).stdout_has("nobody has signed it").stdout();
        assert!(!told.contains("signed by office"), "{told}");
    }
    fs::write(&manifest, whole).unwrap();
    // A word that was signed cannot be put into somebody's mouth, nor moved to other words.
    replace(&approvals, "\"by\": \"Zhao\"", "\"by\": \"Li\"");
    project.exec(build).must_exit(6).stderr_has("the signature of Li is none of what is approved");
}
