//! What the program has to say about its inputs: located, collected, printed together.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

/// How much a diagnostic weighs: an error stops the edition, a warning and a note do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
    /// Nothing is wrong: something that the day or the plan brings with it, and that must be seen.
    Note,
}

/// A place in a file as a person counts it: lines, rows and columns start at 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Locus {
    path: String,
    line: Option<u32>,
    column: Option<u32>,
    found: String,
}

impl Locus {
    /// Points at a whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: None, column: None, found: String::new() }
    }

    /// Points at a line of a file.
    pub fn line(path: impl Into<String>, line: u32) -> Self {
        Self { line: Some(line), ..Self::file(path) }
    }

    /// Points at a column of a line: a cell of a table or a character of a text.
    pub fn cell(path: impl Into<String>, line: u32, column: u32) -> Self {
        Self { column: Some(column), ..Self::line(path, line) }
    }

    /// The file and the line, where it points at one.
    pub fn row(&self) -> Option<(&str, u32)> {
        Some((&self.path, self.line?))
    }

    /// Whether it points into that file, or a sheet of it.
    pub fn is_in(&self, path: &str) -> bool {
        self.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('!'))
    }

    /// Adds what stands at the place, quoted to the reader.
    #[must_use]
    pub fn showing(mut self, found: impl Into<String>) -> Self {
        self.found = found.into();
        self
    }
}

impl fmt::Display for Locus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        if !self.found.is_empty() {
            write!(f, "   {}", self.found)?;
        }
        Ok(())
    }
}

/// One thing found wrong, where it was found, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    pub severity: Severity,
    /// A stable, searchable name in kebab case, such as `duplicate-observation`.
    pub code: &'static str,
    /// What was found: lower case, no full stop.
    pub message: String,
    pub loci: Vec<Locus>,
    pub hints: Vec<String>,
    /// Options that settle it, to be offered where somebody can be asked.
    pub answers: Vec<Answer>,
    /// The one thing that it is about, wherever and in whatever language it is said; nothing where each place is a
    /// fault by itself.
    pub about: Option<String>,
}

/// An option of a command that settles what is open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// Its name: `mark`.
    pub option: &'static str,
    /// What is known of its value: `①=`, or all of it.
    pub given: String,
    /// What is to be added; nothing where all is given.
    pub wanted: Option<&'static str>,
}

impl Diagnostic {
    /// Starts an error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            loci: vec![],
            hints: vec![],
            answers: vec![],
            about: None,
        }
    }

    /// Starts a warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Starts a note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// Adds a place.
    #[must_use]
    pub fn at(mut self, locus: Locus) -> Self {
        if self.loci.last() != Some(&locus) {
            self.loci.push(locus);
        }
        self
    }

    /// Adds an option that settles it: what is known of its value, and what is wanted behind that.
    #[must_use]
    pub fn answer(
        mut self,
        option: &'static str,
        given: impl Into<String>,
        wanted: Option<&'static str>,
    ) -> Self {
        self.answers.push(Answer { option, given: given.into(), wanted });
        self
    }

    /// Says what it is about: all that is found of one kind about one thing is told as one fault.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl Diagnostic {
    /// Adds the places and the cures of another about the same thing.
    fn take_in(&mut self, other: &Self) {
        let places = other.loci.iter().filter(|it| !self.loci.contains(it)).cloned().collect::<Vec<_>>();
        let cures = other.hints.iter().filter(|it| !self.hints.contains(it)).cloned().collect::<Vec<_>>();
        self.loci.extend(places);
        self.hints.extend(cures);
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(f, "{severity}[{}]: {}", self.code, self.message)?;
        for locus in &self.loci {
            write!(f, "\n  --> {locus}")?;
        }
        for hint in &self.hints {
            write!(f, "\n  help: {hint}")?;
        }
        Ok(())
    }
}

/// Proof that an error was reported: who has one has nothing to show, and nothing left to say.
///
/// Only a [`Sink`] that holds an error gives it, so that nothing goes missing without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// Collects the diagnostics of a run, so that every fault is reported at once.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    /// The same, to be looked up: a table of a million faults is told of in a second.
    known: BTreeSet<Diagnostic>,
    errors: usize,
}

impl Sink {
    /// Takes a diagnostic in. The same one twice (from two languages, say) is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.known.insert(diagnostic.clone()) {
            self.errors += usize::from(diagnostic.severity == Severity::Error);
            self.found.push(diagnostic);
        }
    }

    /// Takes in what keeps its reporter from going on: an error, whatever it was meant to be.
    pub fn error(&mut self, diagnostic: Diagnostic) -> Reported {
        self.push(Diagnostic { severity: Severity::Error, ..diagnostic });
        Reported(())
    }

    /// Takes in all that keeps its reporter from going on.
    ///
    /// # Panics
    /// There is nothing: who refuses says why.
    pub fn all(&mut self, faults: Vec<Diagnostic>) -> Reported {
        assert!(!faults.is_empty(), "who refuses says why");
        faults.into_iter().for_each(|fault| self.push(Diagnostic { severity: Severity::Error, ..fault }));
        Reported(())
    }

    /// Proof of an error that was reported before. What is only missed because of it is not told again; where
    /// there is none, `fault` is.
    pub fn because(&mut self, fault: impl FnOnce() -> Diagnostic) -> Reported {
        self.clean().err().unwrap_or_else(|| self.error(fault()))
    }

    /// Whether an edition may be made.
    ///
    /// # Errors
    /// An error was reported.
    pub fn clean(&self) -> Result<(), Reported> {
        if self.has_errors() { Err(Reported(())) } else { Ok(()) }
    }

    /// An empty sink for work that goes on beside this: whoever asks is told of the errors here, too.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { errors: self.errors, ..Self::default() }
    }

    /// Takes everything in that another sink has collected.
    pub fn append(&mut self, other: Self) {
        other.found.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Takes back what only follows from another error, which stays: all errors of these codes. Tells how many.
    pub fn take_back(&mut self, codes: &[&str]) -> usize {
        let follows = |it: &Diagnostic| it.severity == Severity::Error && codes.contains(&it.code);
        let before = self.found.len();
        self.found.retain(|it| !follows(it));
        self.known.retain(|it| !follows(it));
        let taken = before - self.found.len();
        self.errors -= taken;
        taken
    }

    /// Whether an edition must not be made.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors were found.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings were found.
    pub fn warnings(&self) -> usize {
        self.found.iter().filter(|it| it.severity == Severity::Warning).count()
    }

    /// The diagnostics as they are told: alike ones once, with their first places and how many there are, and what
    /// is about one thing once, with all its places and what to do at each.
    ///
    /// Those that differ only in their one place are alike. A few of them are told as they are: five places show
    /// whether it is a column or a habit, and still fit above the next fault on a screen of 24 lines.
    pub fn grouped(&self) -> Vec<Diagnostic> {
        const FEW: usize = 5;
        let key = |it: &Diagnostic| {
            (it.loci.len() == 1).then(|| (it.severity, it.code, it.message.clone(), it.hints.clone()))
        };
        let mut alike = BTreeMap::<_, Vec<&Diagnostic>>::new();
        for diagnostic in &self.found {
            if let Some(key) = key(diagnostic) {
                alike.entry(key).or_default().push(diagnostic);
            }
        }
        let mut told: Vec<Diagnostic> = Vec::new();
        for diagnostic in &self.found {
            if diagnostic.about.is_some() {
                let is_same = |it: &&mut Diagnostic| {
                    (it.severity, it.code, &it.about)
                        == (diagnostic.severity, diagnostic.code, &diagnostic.about)
                };
                match told.iter_mut().find(is_same) {
                    Some(first) => first.take_in(diagnostic),
                    None => told.push(diagnostic.clone()),
                }
                continue;
            }
            let group = key(diagnostic).map(|key| alike[&key].as_slice()).unwrap_or_default();
            if group.len() <= FEW {
                told.push(diagnostic.clone());
            } else if std::ptr::eq(group[0], diagnostic) {
                let loci = group.iter().take(FEW).flat_map(|it| it.loci.iter().cloned()).collect();
                let more = format!("there are {} more of the kind", group.len() - FEW);
                told.push(Diagnostic { loci, ..diagnostic.clone() }.help(more));
            }
        }
        told
    }

    /// The diagnostics in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }
}

/// Proposes the candidate that `found` was probably meant to be.
///
/// Likeness is Jaro–Winkler (`strsim`), whatever the case of the letters; below 0.8 nothing is proposed rather than something odd.
pub fn did_you_mean<'a>(found: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let found = found.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&found, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| format!("did you mean {candidate}?"))
}

/// The names that there are, behind the one that was probably meant: what to say to an unknown name.
///
/// Of many the first twenty are told, so that the list is read and not passed over; a last few are not held back.
pub fn there_is<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    const LAST_FEW: usize = 4;
    let known: Vec<&str> = known.into_iter().collect();
    let shown = if known.len() <= MOST + LAST_FEW { known.len() } else { MOST };
    let meant = did_you_mean(found, known.iter().copied());
    let meant = meant.map_or(String::new(), |meant| format!("{meant} "));
    let told = known.iter().take(shown).copied().collect::<Vec<_>>().join(", ");
    match known.len() {
        1 if !meant.is_empty() => meant.trim_end().to_owned(),
        0 => "there is none yet".to_owned(),
        all if all == shown => format!("{meant}there is {told}"),
        more => format!("{meant}there is {told}, and {} more", more - shown),
    }
}
