//! A copy of a project that a test may run the program in, and break.
//!
//! `inputs/` and `templates/` beside this file are the two-sessions briefing as it once was, frozen: what the
//! rules make of it does not change when an editor corrects a cell. The faces are the shipped ones.
#![expect(clippy::disallowed_methods, reason = "the tests look at the output from outside")]

use std::{
    ffi::OsString,
    fs::Permissions,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::LazyLock,
};

use tempfile::TempDir;

use crate::pdf::conformance::must_conform;

/// A copy of a project's inputs and templates that a test may break.
pub struct Project {
    pub folder: TempDir,
}

/// How a run ended.
pub struct Run {
    command: String,
    pub output: Output,
}

impl Project {
    /// The frozen project of the tests.
    pub fn sample() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["inputs", "templates"] {
            copy(&frozen().join(name), &folder.path().join(name));
        }
        let faces = "templates/fonts";
        copy(&repository().join(faces), &folder.path().join(faces));
        Self { folder }
    }

    /// The frozen project cut to its summary and the section on R&D: a cover and three pages in each language, with
    /// everything that pages have, for tests of what is done with a release and not of what it says.
    pub fn short() -> Self {
        let project = Self::sample();
        let folder = project.path("templates/two-sessions");
        let rewrite = |file: &str, cut: &dyn Fn(&str) -> String| {
            let text = std::fs::read_to_string(folder.join(file)).unwrap();
            std::fs::write(folder.join(file), cut(&text)).unwrap();
        };
        let is_kept = |section: &&str| ["{#summary", "{#rd}"].iter().any(|mark| section.contains(mark));
        for file in ["zh.md", "en.md"] {
            rewrite(file, &|text| {
                let (cover, sections) = text.split_once("\n# ").unwrap();
                let kept = sections.split("\n# ").filter(is_kept).map(|section| format!("\n# {section}"));
                format!("{cover}{}\n", kept.collect::<String>())
            });
        }
        rewrite("briefing.toml", &|text| {
            let without = |text: &str, from: &str, to: &str| {
                let (before, rest) = text.split_once(from).unwrap();
                format!("{before}{}", &rest[rest.find(to).unwrap()..])
            };
            let plan = without(text, "\n    \"background\",", "\n    \"rd\",");
            let plan = without(&plan, "\n    \"market\",", "\n]");
            without(&plan, "\n[proposal]\n", "\n[")
        });
        project
    }

    /// The project that ships, as its editors have it today.
    pub fn live() -> Self {
        let folder = TempDir::new().unwrap();
        for name in ["inputs", "templates"] {
            copy(&repository().join(name), &folder.path().join(name));
        }
        Self { folder }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn exec(&self, arguments: &str) -> Run {
        self.exec_with(arguments, &[])
    }

    /// As [`Self::exec`], with more in the environment.
    pub fn exec_with(&self, arguments: &str, environment: &[(&str, &str)]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_briefing"))
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .env("NO_COLOR", "1")
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        if ["build", "deliver"].iter().any(|command| arguments.starts_with(command)) {
            look_over(&self.path("output"));
        }
        Run { command: arguments.to_owned(), output }
    }

    /// The frozen project with its first release, which is made once for all tests that begin there.
    pub fn released() -> Self {
        static OUTPUT: LazyLock<Kept> = LazyLock::new(|| {
            let project = Project::sample();
            project.exec("build").must_succeed();
            Kept::of(&project.path("output"))
        });
        let project = Self::sample();
        OUTPUT.put(&project.path("output"));
        project
    }

    /// As [`Self::released`], with the second release, in which one cell of research spending was corrected.
    pub fn corrected() -> Self {
        static OUTPUT: LazyLock<Kept> = LazyLock::new(|| {
            let project = Project::released();
            project.correct();
            project.exec("build").must_succeed();
            Kept::of(&project.path("output"))
        });
        let project = Self::sample();
        project.correct();
        OUTPUT.put(&project.path("output"));
        project
    }

    /// Corrects a cell that both briefings rest on.
    pub fn correct(&self) {
        self.set("inputs/rd.csv", "CN-SC,2022,1215.0,", "CN-SC,2022,1218.0,");
    }

    /// As [`Self::released`], of the short project.
    pub fn short_released() -> Self {
        static OUTPUT: LazyLock<Kept> = LazyLock::new(|| {
            let project = Project::short();
            project.exec("build").must_succeed();
            Kept::of(&project.path("output"))
        });
        let project = Self::short();
        OUTPUT.put(&project.path("output"));
        project
    }

    /// As [`Self::released`], with a list of recipients.
    pub fn published(list: &str) -> Self {
        Self::released().with_recipients(list)
    }

    /// As [`Self::short_released`], with a list of recipients.
    pub fn short_published(list: &str) -> Self {
        Self::short_released().with_recipients(list)
    }

    fn with_recipients(self, list: &str) -> Self {
        std::fs::write(self.path("recipients.csv"), list).unwrap();
        self
    }

    /// Replaces the only place where `file`, in whatever encoding, says `old`.
    pub fn set(&self, file: &str, old: &str, new: &str) {
        let path = self.path(file);
        let bytes = std::fs::read(&path).unwrap();
        let places: Vec<usize> =
            (0..bytes.len()).filter(|at| bytes[*at..].starts_with(old.as_bytes())).collect();
        assert_eq!(places.len(), 1, "{file} says {old:?} once");
        let changed = [&bytes[..places[0]], new.as_bytes(), &bytes[places[0] + old.len()..]].concat();
        std::fs::write(path, changed).unwrap();
    }

    pub fn latest(&self, file: &str) -> Vec<u8> {
        std::fs::read(self.path("output/latest").join(file)).unwrap()
    }

    /// The text of a PDF of the latest release, page after page, without spaces and line breaks.
    pub fn text(&self, file: &str) -> String {
        let document = lopdf::Document::load_mem(&self.latest(file)).unwrap();
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        without_spaces(&document.extract_text(&pages).unwrap())
    }

    /// As [`Self::text`], of the page with the summary alone.
    pub fn summary(&self, file: &str) -> String {
        let document = lopdf::Document::load_mem(&self.latest(file)).unwrap();
        without_spaces(&document.extract_text(&[2]).unwrap())
    }
}

impl Project {
    /// The names in the output folder, sorted; a folder's own names behind it.
    pub fn listing(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(folder)) else { return vec![] };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// A text of the latest release.
    pub fn latest_text(&self, file: &str) -> String {
        String::from_utf8(self.latest(file)).unwrap()
    }
}

impl Run {
    pub fn must_succeed(self) -> Self {
        self.must_exit(0)
    }

    pub fn must_exit(self, code: i32) -> Self {
        assert_eq!(self.output.status.code(), Some(code), "{}: {}", self.command, self.stderr());
        self
    }

    pub fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    pub fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.output.stdout).into_owned()
    }

    pub fn stdout_has(self, expected: &str) -> Self {
        let stdout = self.stdout();
        assert!(stdout.contains(expected), "{}: {stdout}\nlacks {expected}", self.command);
        self
    }

    pub fn stderr_has(self, expected: &str) -> Self {
        let stderr = self.stderr();
        assert!(stderr.contains(expected), "{}: {stderr}\nlacks {expected}", self.command);
        self
    }
}

/// What stood at a path, kept in memory.
enum Kept {
    Folder(Vec<(OsString, Kept)>),
    File(Vec<u8>, Permissions),
    Link(PathBuf),
}

impl Kept {
    fn of(path: &Path) -> Self {
        let metadata = std::fs::symlink_metadata(path).unwrap();
        if metadata.is_symlink() {
            return Self::Link(std::fs::read_link(path).unwrap());
        }
        if !metadata.is_dir() {
            return Self::File(std::fs::read(path).unwrap(), metadata.permissions());
        }
        let entries = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
        Self::Folder(entries.map(|entry| (entry.file_name(), Self::of(&entry.path()))).collect())
    }

    fn put(&self, path: &Path) {
        match self {
            Self::Folder(entries) => {
                std::fs::create_dir_all(path).unwrap();
                entries.iter().for_each(|(name, kept)| kept.put(&path.join(name)));
            }
            Self::File(bytes, permissions) => {
                std::fs::write(path, bytes).unwrap();
                std::fs::set_permissions(path, permissions.clone()).unwrap();
            }
            Self::Link(to) => std::os::unix::fs::symlink(to, path).unwrap(),
        }
    }
}

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The frozen project of the tests, without faces.
pub fn frozen() -> PathBuf {
    repository().join("tests/project")
}

/// Holds every PDF in a folder against the standards that it claims to keep, as far as it can be
/// opened without a password.
fn look_over(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            look_over(&path);
        } else if path.extension().is_some_and(|extension| extension == "pdf") {
            let bytes = std::fs::read(&path).unwrap();
            if !bytes.windows(8).any(|window| window == b"/Encrypt") {
                must_conform(&path.display().to_string(), &bytes);
            }
        }
    }
}

pub fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
