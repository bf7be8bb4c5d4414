//! Merging: another day's answer beside what earlier days have left.

use std::{cmp::Ordering, collections::BTreeMap};

use chrono::NaiveDate;

use super::{AnswerTable, Exact, OBS_COUNT, OBS_VALUE, Snapshot, answer, table::SnapshotRow};
use crate::diag::{Diagnostic, Locus};

/// What an answer is held to.
#[derive(Debug, Clone, Copy)]
pub struct MergeRule {
    /// The day that what is new gets as its vintage.
    pub day: NaiveDate,
    /// Whether all values of a key have as many decimals: an engine's type has, a publisher who leaves
    /// noughts out has not.
    pub is_scale_fixed: bool,
}

/// What an answer said that the snapshot did not, each as a line for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SnapshotChanges {
    pub added: Vec<String>,
    pub revised: Vec<String>,
    /// How many values are as they were.
    pub same: usize,
}

impl SnapshotChanges {
    /// Whether the answer said nothing new.
    pub fn are_none(&self) -> bool {
        self.added.is_empty() && self.revised.is_empty()
    }
}

/// The snapshot with the answer in it. The number of records alone makes no new vintage.
///
/// # Errors
/// All at once: other columns than before; a value that is gone, has other decimals, or would be a
/// second one of its day. `at` is the snapshot.
pub fn merge(
    snapshot: &Snapshot,
    answer: &AnswerTable,
    rule: MergeRule,
    at: &Locus,
) -> Result<(Snapshot, SnapshotChanges), Vec<Diagnostic>> {
    if !snapshot.columns.is_empty() && snapshot.columns != answer.columns() {
        return Err(vec![other_columns(snapshot, answer, at)]);
    }
    let columns = answer.columns().to_vec();
    let mut newest = BTreeMap::<_, &SnapshotRow>::new();
    // Sorted by key and vintage: the last one of a key is the newest.
    newest.extend(snapshot.rows.iter().map(|row| (snapshot.key(row), row)));
    let (mut changes, mut faults, mut rows) = (SnapshotChanges::default(), Vec::new(), snapshot.rows.clone());
    for cells in answer.rows() {
        let before = newest.remove(&answer::key(&columns, cells));
        let comparison = Comparison { columns: &columns, cells, rule, at };
        match before.map(|row| comparison.with(row)) {
            None => changes.added.push(format!("{} {}", comparison.named(), comparison.value(cells))),
            Some(Ok(Some(revision))) => changes.revised.push(revision),
            Some(Ok(None)) => {
                changes.same += 1;
                continue;
            }
            Some(Err(fault)) => {
                faults.push(fault);
                continue;
            }
        }
        rows.push(SnapshotRow { cells: cells.clone(), vintage: rule.day });
    }
    faults.extend(newest.into_values().map(|row| withdrawn(&columns, row, at)));
    if !faults.is_empty() {
        return Err(first_of_each(faults));
    }
    rows.sort_by(|a, b| {
        let keys = answer::key(&columns, &a.cells).cmp(&answer::key(&columns, &b.cells));
        keys.then(a.vintage.cmp(&b.vintage))
    });
    Ok((Snapshot { columns, rows }, changes))
}

/// A row of the answer, as it is held against the newest of its key.
struct Comparison<'a> {
    columns: &'a [String],
    cells: &'a [String],
    rule: MergeRule,
    at: &'a Locus,
}

impl Comparison<'_> {
    /// What the row says otherwise, for a person; nothing where it says the same.
    fn with(&self, before: &SnapshotRow) -> Result<Option<String>, Diagnostic> {
        let (old, new) = (self.value(&before.cells), self.value(self.cells));
        let [old_number, new_number] = [old, new].map(|it| Exact::read(it).expect("values were checked"));
        let is_scale_other = old_number.scale() != new_number.scale();
        if is_scale_other && (self.rule.is_scale_fixed || old_number.is_same_number(new_number)) {
            let message = format!("{} has other decimals than before: {new} for {old}", self.named());
            let fault = Diagnostic::error("scale-changed", message).at(self.at.clone());
            return Err(fault.help(
                "cast it in the query to the decimals it had, such as CAST(amount AS DECIMAL(38, 2)); \
                 a precision that is meant to change begins a new snapshot",
            ));
        }
        let counts = self.columns.iter().map(|column| column == OBS_COUNT);
        let mut pairs = before.cells.iter().zip(self.cells).zip(counts);
        if pairs.all(|((old, new), is_count)| is_count || old == new) {
            return Ok(None);
        }
        let told = format!("{} {new}, {old} since {}", self.named(), before.vintage);
        match before.vintage.cmp(&self.rule.day) {
            Ordering::Less => Ok(Some(told)),
            Ordering::Equal => {
                Err(Diagnostic::error("vintage-taken", format!("two values of one day: {told}"))
                    .at(self.at.clone())
                    .help("pull again on another day; a day has one value, whoever asked when"))
            }
            Ordering::Greater => {
                let message = format!("the snapshot knows a later day than {}: {told}", self.rule.day);
                Err(Diagnostic::error("vintage-past", message)
                    .at(self.at.clone())
                    .help("leave --vintage out, or give it a later day: what is known is not made older"))
            }
        }
    }

    fn named(&self) -> String {
        answer::named(self.columns, self.cells)
    }

    fn value<'b>(&self, cells: &'b [String]) -> &'b str {
        let at = self.columns.iter().position(|column| column == OBS_VALUE);
        &cells[at.expect("an answer has values")]
    }
}

fn withdrawn(columns: &[String], row: &SnapshotRow, at: &Locus) -> Diagnostic {
    let message =
        format!("{}, known since {}, is not in the answer", answer::named(columns, &row.cells), row.vintage);
    Diagnostic::error("withdrawn", message).at(at.clone()).help(
        "ask those who keep the records; what was published stays in the snapshot, and a query that is \
         meant to answer less begins a new one",
    )
}

fn other_columns(snapshot: &Snapshot, answer: &AnswerTable, at: &Locus) -> Diagnostic {
    let [old, new] = [&snapshot.columns, answer.columns()].map(|it| it.join(", "));
    let message = format!("the answer has the columns {new}; the snapshot has {old}");
    Diagnostic::error("answer-columns", message)
        .at(at.clone())
        .help("name them in the query as before, in that order, or begin a new snapshot under another name")
}

/// The first faults of each code, and how many more there are: a table of a thousand rows has the same
/// one a thousand times.
pub fn first_of_each(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    /// As many as show a pattern.
    const SHOWN: usize = 3;
    let mut numbers = BTreeMap::<_, usize>::new();
    let mut kept: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let number = numbers.entry(fault.code).or_default();
        *number += 1;
        if *number <= SHOWN {
            kept.push(fault);
        }
    }
    for (code, number) in numbers.into_iter().filter(|(_, number)| *number > SHOWN) {
        let last = kept.iter_mut().rfind(|fault| fault.code == code).expect("the first ones were kept");
        last.hints.push(format!("there are {} more like this", number - SHOWN));
    }
    kept
}
