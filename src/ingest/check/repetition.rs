//! One value for one key.

use std::collections::{BTreeMap, BTreeSet};

use super::series::Series;
use crate::{
    data::{observation::Observation, provenance::CellRef},
    diag::{Diagnostic, Sink},
};

/// Keeps one row a key in each series, the first, and reports the others. Returns the cells of those.
///
/// A key is indicator, area, period, vintage and family. The same value again is a warning; another
/// value, or the same under another status, is an error that shows every cell.
pub fn report_repetitions(series: &mut [Series<'_>], sink: &mut Sink) -> BTreeSet<CellRef> {
    let mut repeated = Vec::new();
    for values in series.iter() {
        for alike in values.chunk_by(|a, b| (a.period, a.vintage) == (b.period, b.vintage)) {
            if alike.len() > 1 {
                let mut by_family = BTreeMap::<_, Vec<&Observation>>::new();
                alike.iter().for_each(|row| by_family.entry(&row.family).or_default().push(row));
                repeated.extend(by_family.into_values().filter(|group| group.len() > 1));
            }
        }
    }
    // In the order of the files, as a person works through them.
    repeated.sort_by(|a, b| a[0].cell.cmp(&b[0].cell));
    let (again, differing): (Vec<_>, Vec<_>) =
        repeated.iter().map(|group| repetition(group)).partition(|it| it.code == "repeated-row");
    differing.into_iter().for_each(|fault| sink.push(fault));
    if again.len() > FEW {
        sink.push(once(&again, &repeated));
    } else {
        again.into_iter().for_each(|warning| sink.push(warning));
    }
    let surplus = repeated.iter().flat_map(|group| &group[1..]).map(|row| row.cell.clone());
    let surplus = surplus.collect::<BTreeSet<_>>();
    if !surplus.is_empty() {
        series.iter_mut().for_each(|values| values.retain(|row| !surplus.contains(&row.cell)));
    }
    surplus
}

/// As many rows as are told one by one: a table that repeats another says it of hundreds.
const FEW: usize = 3;

/// All that is there twice, told once.
fn once(again: &[Diagnostic], repeated: &[Vec<&Observation>]) -> Diagnostic {
    let files: BTreeSet<&str> = repeated.iter().flatten().map(|row| row.cell.path.as_ref()).collect();
    let files: Vec<&str> = files.into_iter().collect();
    let message = format!("{} values are there twice, alike, in {}", again.len(), files.join(", "));
    let places = again.iter().take(FEW).filter_map(|it| it.loci.last().cloned());
    let warning = places.fold(Diagnostic::warning("repeated-row", message), Diagnostic::at);
    warning.help("nothing is wrong with that; delete the rows that were there before")
}

fn repetition(group: &[&Observation]) -> Diagnostic {
    let first = group[0];
    let key = format!("{}, {}, {}", first.indicator, first.area, first.period);
    let differ = |same: fn(&Observation, &Observation) -> bool| group.iter().any(|row| !same(row, first));
    let diagnostic = if differ(|a, b| a.printed == b.printed && a.multiplier == b.multiplier) {
        Diagnostic::error("duplicate-observation", format!("{} different values for {key}", number(group)))
            .help("give the later value its own VINTAGE, or delete the wrong row")
    } else if differ(|a, b| a.status == b.status && a.qualifier == b.qualifier) {
        Diagnostic::error("duplicate-observation", format!("one value in two states for {key}"))
            .help("delete the row whose OBS_STATUS or QUALIFIER is wrong")
    } else {
        Diagnostic::warning("repeated-row", format!("the same value again for {key}"))
            .help("delete all of the rows but one")
    };
    group
        .iter()
        .fold(diagnostic, |diagnostic, row| diagnostic.at(row.cell.locus().showing(row.printed.to_string())))
}

/// How many different values there are, as a word where it is the usual number.
fn number(group: &[&Observation]) -> String {
    let values = group.iter().map(|row| (row.printed.to_string(), row.multiplier));
    match values.collect::<BTreeSet<_>>().len() {
        2 => "two".to_owned(),
        more => more.to_string(),
    }
}
