//! Laying a file over a whole one of the same form: what it does not say is taken from there.

use std::ops::Range;

use ::toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The span of what stands in no file that an editor wrote.
pub const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// `own` laid over `standard`: see [`super::read_over`].
pub(super) fn laid_over<'t>(
    standard: Spanned<DeTable<'t>>,
    own: Spanned<DeTable<'t>>,
    by_place: &[&str],
) -> Spanned<DeTable<'t>> {
    let span = own.span();
    let table = Over { by_place }.table(standard.into_inner(), own.into_inner(), "");
    Spanned::new(span, table)
}

struct Over<'a> {
    by_place: &'a [&'a str],
}

impl Over<'_> {
    fn table<'t>(&self, standard: DeTable<'t>, mut own: DeTable<'t>, path: &str) -> DeTable<'t> {
        let mut laid = DeTable::new();
        for (key, value) in standard {
            let path =
                if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
            let (key, value) = match own.remove_entry(key.get_ref().as_ref()) {
                Some((own_key, own_value)) => (own_key, self.value(value, own_value, &path)),
                None => (Spanned::new(NOWHERE, key.into_inner()), nowhere(value)),
            };
            laid.insert(key, value);
        }
        laid.extend(own);
        laid
    }

    fn value<'t>(
        &self,
        standard: Spanned<DeValue<'t>>,
        own: Spanned<DeValue<'t>>,
        path: &str,
    ) -> Spanned<DeValue<'t>> {
        let span = own.span();
        let value = match (standard.into_inner(), own.into_inner()) {
            (DeValue::Table(standard), DeValue::Table(own)) => {
                DeValue::Table(self.table(standard, own, path))
            }
            (DeValue::Array(standard), DeValue::Array(own)) if self.by_place.contains(&path) => {
                let mut places = standard.into_iter();
                // A deeper one than the standard has looks like its last.
                let mut last = None;
                DeValue::Array(
                    own.into_iter()
                        .map(|own| {
                            last = places.next().or_else(|| last.take());
                            match last.clone() {
                                Some(standard) => self.value(standard, own, path),
                                None => own,
                            }
                        })
                        .collect(),
                )
            }
            (_, own) => own,
        };
        Spanned::new(span, value)
    }
}

/// The value with the place taken off it and all within.
fn nowhere(value: Spanned<DeValue<'_>>) -> Spanned<DeValue<'_>> {
    let value = match value.into_inner() {
        DeValue::Table(table) => {
            let entries = table.into_iter();
            let entries =
                entries.map(|(key, value)| (Spanned::new(NOWHERE, key.into_inner()), nowhere(value)));
            DeValue::Table(entries.collect())
        }
        DeValue::Array(list) => DeValue::Array(list.into_iter().map(nowhere).collect()),
        plain => plain,
    };
    Spanned::new(NOWHERE, value)
}
