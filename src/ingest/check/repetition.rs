//! One value for one key.

use std::collections::BTreeMap;

use crate::{
    data::observation::Observation,
    diag::{Diagnostic, Sink},
};

/// Keeps one row a key, the first, and reports the others.
///
/// A key is indicator, area, period, vintage and family. The same value again is a warning; another
/// value, or the same under another status, is an error that shows every cell.
pub fn keep_one_a_key(rows: Vec<Observation>, sink: &mut Sink) -> Vec<Observation> {
    let mut by_key = BTreeMap::<_, Vec<&Observation>>::new();
    for row in &rows {
        let key = (&row.indicator, &row.area, row.period, row.vintage, &row.family);
        by_key.entry(key).or_default().push(row);
    }
    let mut repeated = by_key.into_values().filter(|group| group.len() > 1).collect::<Vec<_>>();
    // In the order of the files, as a person works through them.
    repeated.sort_by(|a, b| a[0].cell.cmp(&b[0].cell));
    for group in &repeated {
        sink.push(repetition(group));
    }
    let surplus = repeated.iter().flat_map(|group| &group[1..]).map(|row| row.cell.clone());
    let surplus = surplus.collect::<std::collections::BTreeSet<_>>();
    rows.into_iter().filter(|row| !surplus.contains(&row.cell)).collect()
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
    match values.collect::<std::collections::BTreeSet<_>>().len() {
        2 => "two".to_owned(),
        more => more.to_string(),
    }
}
