//! Vintages to come: nobody has published a value on a day that is still to come.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{data::observation::Observation, diag::Diagnostic};

/// A warning for each day after `today`, and each file, on which values are said to have been published; with their
/// first places. A build asks this of a clock that may be wrong, so that it is no error there.
pub fn future_vintages(observations: &[Observation], today: NaiveDate) -> Vec<Diagnostic> {
    /// As many places show whether it is a slip of one row or the day of a whole table.
    const PLACES: usize = 3;
    let mut to_come = BTreeMap::<_, Vec<&Observation>>::new();
    for it in observations.iter().filter(|it| it.vintage > today) {
        to_come.entry((it.vintage, it.cell.path.clone())).or_default().push(it);
    }
    let told = to_come.into_iter().map(|((day, _), rows)| {
        let values = if rows.len() == 1 { "1 value is".to_owned() } else { format!("{} values are", rows.len()) };
        let message = format!("{values} said to be published on {day}, which is still to come");
        let fault = Diagnostic::warning("future-vintage", message);
        let fault = rows.iter().take(PLACES).fold(fault, |fault, it| fault.at(it.cell.locus()));
        fault.help("correct the vintage, in the column VINTAGE or in the entry of datapackage.json; until that day the values count for nothing")
    });
    told.collect()
}
