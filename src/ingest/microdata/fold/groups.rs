//! The groups of all row groups together, and the table that they make.

use std::collections::BTreeMap;

use polars::prelude::*;

use super::{
    column::GroupKey,
    request::{ALL, FoldRequest, Tally, TallyKind},
    slots::{Folded, SlotSum},
};

/// More groups are not kept: polars had better have them.
const MOST: usize = 1 << 20;

/// All groups, in whatever order their row groups came.
pub struct Groups {
    /// The columns that tell groups apart, each with a number for every key of it.
    columns: Vec<(Field, BTreeMap<GroupKey, u32>)>,
    /// What is added up, with the type of its column.
    tallies: Vec<(Tally, DataType)>,
    /// By the numbers of its keys: the records of a group, and the sums of each tally.
    groups: BTreeMap<Vec<u32>, (u64, Vec<SlotSum>)>,
}

impl Groups {
    pub fn new(schema: &Schema, request: &FoldRequest) -> Option<Self> {
        let field = |name: &String| Some(Field::new(name.into(), schema.get(name)?.clone()));
        let columns = request.keys.iter().map(|it| Some((field(it)?, BTreeMap::new())));
        let tallies = request.tallies.iter().map(|it| Some((it.clone(), schema.get(&it.column)?.clone())));
        let (columns, tallies) = (columns.collect::<Option<_>>()?, tallies.collect::<Option<_>>()?);
        Some(Self { columns, tallies, groups: BTreeMap::new() })
    }

    /// Adds a row group; nothing if there are too many groups, or a sum is beyond 128 bits.
    pub fn add(&mut self, folded: &Folded) -> Option<()> {
        let numbers = self.columns.iter_mut().zip(&folded.keys).map(|((_, known), keys)| {
            let number = |key: &GroupKey| match known.get(key) {
                Some(number) => Some(*number),
                None => {
                    let number = u32::try_from(known.len()).ok()?;
                    known.insert(key.clone(), number);
                    Some(number)
                }
            };
            keys.iter().map(number).collect::<Option<Vec<_>>>()
        });
        let numbers = numbers.collect::<Option<Vec<_>>>()?;
        for (slot, count) in folded.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let mut rest = slot;
            let mut key = vec![0; numbers.len()];
            for (digit, numbers) in key.iter_mut().zip(&numbers).rev() {
                *digit = numbers[rest % numbers.len()];
                rest /= numbers.len();
            }
            let none = || (0, vec![SlotSum::NONE; self.tallies.len()]);
            let (records, sums) = self.groups.entry(key).or_insert_with(none);
            *records += count;
            for ((sum, (tally, _)), more) in sums.iter_mut().zip(&self.tallies).zip(&folded.sums) {
                *sum = sum.with(more[slot], tally.kind)?;
            }
        }
        (self.groups.len() <= MOST).then_some(())
    }

    /// A row a group.
    pub fn into_frame(self) -> Option<DataFrame> {
        let mut columns = Vec::new();
        for (index, (field, known)) in self.columns.iter().enumerate() {
            let mut keys = known.iter().map(|(key, number)| (*number, key)).collect::<Vec<_>>();
            keys.sort_unstable();
            let keys = self.groups.keys().map(|numbers| keys[numbers[index] as usize].1);
            columns.push(key_column(field, keys)?);
        }
        let records = self.groups.values().map(|(records, _)| u32::try_from(*records).ok());
        columns.push(Column::new(ALL.into(), records.collect::<Option<Vec<_>>>()?));
        for (index, (tally, dtype)) in self.tallies.iter().enumerate() {
            columns.push(tally_column(tally, dtype, self.groups.values().map(|(_, sums)| sums[index]))?);
        }
        DataFrame::new(self.groups.len(), columns).ok()
    }
}

fn key_column<'a>(field: &Field, keys: impl Iterator<Item = &'a GroupKey>) -> Option<Column> {
    let name = field.name.clone();
    if field.dtype == DataType::String {
        let text = |key: &'a GroupKey| match key {
            GroupKey::Missing => Some(None),
            GroupKey::Text(text) => Some(Some(text.as_str())),
            GroupKey::Whole(_) => None,
        };
        return Some(Column::new(name, keys.map(text).collect::<Option<Vec<_>>>()?));
    }
    let number = |key: &GroupKey| match key {
        GroupKey::Missing => Some(None),
        GroupKey::Whole(number) => Some(Some(*number)),
        GroupKey::Text(_) => None,
    };
    let numbers = Column::new(name, keys.map(number).collect::<Option<Vec<_>>>()?);
    // A day is made of 32 bits.
    let is_day = field.dtype == DataType::Date;
    let numbers = if is_day { numbers.strict_cast(&DataType::Int32).ok()? } else { numbers };
    numbers.strict_cast(&field.dtype).ok()
}

/// The column of a tally: of the type that polars gives the same aggregate of the records.
fn tally_column(tally: &Tally, dtype: &DataType, sums: impl Iterator<Item = SlotSum>) -> Option<Column> {
    let name = PlSmallStr::from(tally.to_string());
    if tally.kind == TallyKind::Count {
        let counts = sums.map(|sum| u32::try_from(sum.count).ok()).collect::<Option<Vec<_>>>()?;
        return Some(Column::new(name, counts));
    }
    // A sum of nothing, like an extreme of nothing, is not there.
    let sums = sums.map(|sum| (sum.count > 0).then_some(sum.value)).collect::<Int128Chunked>();
    let sums = sums.with_name(name);
    match dtype {
        DataType::Decimal(digits, decimals) => {
            let digits = if tally.kind == TallyKind::Sum { super::super::records::DIGITS } else { *digits };
            Some(sums.into_decimal(digits, *decimals).ok()?.into_column())
        }
        _ => Some(sums.into_column()),
    }
}
