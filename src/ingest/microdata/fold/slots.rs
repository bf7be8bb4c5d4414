//! A row group, folded: each record goes to a slot of its own kind, where it is added up.

use std::collections::BTreeMap;

use polars::prelude::*;
use polars_arrow::{array::PrimitiveArray, types::NativeType};

use super::{
    column::{Codes, GroupKey, Values, validity},
    parts::RowGroup,
    request::{FoldRequest, TallyKind, is_key},
};

/// What a row group comes to.
pub struct Folded {
    /// The keys of each column that tells groups apart, in the order of the request. A slot is a number
    /// whose digits, the first being the most significant, choose one of each.
    pub keys: Vec<Vec<GroupKey>>,
    /// How many records there are in each slot.
    pub counts: Vec<u64>,
    /// A sum for each tally, in the order of the request.
    pub sums: Vec<Vec<SlotSum>>,
}

/// What is added up in a slot.
#[derive(Debug, Clone, Copy)]
pub struct SlotSum {
    /// The values that are there.
    pub count: u64,
    /// Their sum, the least or the most of them.
    pub value: i128,
}

impl SlotSum {
    pub const NONE: Self = Self { count: 0, value: 0 };

    /// What two parts come to together; nothing if that is beyond 128 bits.
    pub fn with(self, other: Self, kind: TallyKind) -> Option<Self> {
        let value = match kind {
            _ if other.count == 0 => self.value,
            _ if self.count == 0 => other.value,
            TallyKind::Count | TallyKind::Sum => self.value.checked_add(other.value)?,
            TallyKind::Least => self.value.min(other.value),
            TallyKind::Most => self.value.max(other.value),
        };
        Some(Self { count: self.count + other.count, value })
    }
}

/// Slots that a small row group may have, too.
const SLOTS: usize = 1 << 16;
/// A group has so many records at least, on the average of all but the smallest row groups: adding
/// groups up costs more than adding up records.
const RECORDS: usize = 16;
const GROUPS: usize = 1 << 12;

/// Folds a row group. Nothing if it has nearly as many groups as records.
pub fn fold(part: &RowGroup, schema: &Schema, request: &FoldRequest) -> Option<Folded> {
    let mut slots = vec![0_u32; part.height()];
    let mut size = 1_usize;
    let mut keys = Vec::new();
    for name in &request.keys {
        if let Some(key) = part.constant(name) {
            keys.push(vec![key.clone()]);
            continue;
        }
        let dtype = schema.get(name).filter(|it| is_key(it))?;
        let column = Codes::read(part, name, dtype)?;
        size = size.checked_mul(column.keys.len()).filter(|it| *it <= part.height().max(SLOTS))?;
        let width = u32::try_from(column.keys.len()).ok()?;
        // Below `size`, which fits.
        slots.iter_mut().zip(&column.codes).for_each(|(slot, code)| *slot = *slot * width + code);
        keys.push(column.keys);
    }
    let mut counts = vec![0; size];
    slots.iter().for_each(|slot| counts[*slot as usize] += 1);
    let groups = counts.iter().filter(|it| **it > 0).count();
    if groups > GROUPS.max(part.height() / RECORDS) {
        return None;
    }
    let mut columns = BTreeMap::new();
    let mut sums = Vec::new();
    for tally in &request.tallies {
        let name = tally.column.as_str();
        if !columns.contains_key(name) {
            columns.insert(name, Values::read(&part.chunk(name)?, schema.get(name)?)?);
        }
        sums.push(match &columns[name] {
            Values::Int32(array) => sum(array, tally.kind, &slots, &counts, add),
            Values::UInt32(array) => sum(array, tally.kind, &slots, &counts, add),
            Values::Int64(array) => sum(array, tally.kind, &slots, &counts, add),
            Values::UInt64(array) => sum(array, tally.kind, &slots, &counts, add),
            Values::Int128(array) => sum(array, tally.kind, &slots, &counts, i128::checked_add),
        }?);
    }
    Some(Folded { keys, counts, sums })
}

/// A sum of values of 64 bits: a row group would need 2⁶³ of them to go beyond 128.
#[expect(clippy::unnecessary_wraps, reason = "it stands in the place of an addition that may fail")]
fn add(sum: i128, value: i128) -> Option<i128> {
    Some(sum.wrapping_add(value))
}

/// Adds up a column, slot by slot.
fn sum<T: NativeType + Into<i128>>(
    array: &PrimitiveArray<T>,
    kind: TallyKind,
    slots: &[u32],
    counts: &[u64],
    add: impl Fn(i128, i128) -> Option<i128>,
) -> Option<Vec<SlotSum>> {
    let valid = validity(array);
    let counts = match valid {
        None => counts.to_vec(),
        Some(valid) => {
            let mut present = vec![0; counts.len()];
            slots.iter().zip(valid.iter()).for_each(|(slot, is_valid)| {
                present[*slot as usize] += u64::from(is_valid);
            });
            present
        }
    };
    let start = match kind {
        TallyKind::Count | TallyKind::Sum => 0,
        TallyKind::Least => i128::MAX,
        TallyKind::Most => i128::MIN,
    };
    let mut values = vec![start; counts.len()];
    let mut put = |slot: u32, value: T| {
        let old = &mut values[slot as usize];
        *old = match kind {
            TallyKind::Count => 0,
            TallyKind::Sum => add(*old, value.into())?,
            TallyKind::Least => (*old).min(value.into()),
            TallyKind::Most => (*old).max(value.into()),
        };
        Some(())
    };
    let records = slots.iter().zip(array.values().iter());
    match valid {
        None => records.map(|(slot, value)| put(*slot, *value)).collect::<Option<()>>()?,
        Some(valid) => {
            let present = records.zip(valid.iter()).filter(|(_, is_valid)| *is_valid);
            present.map(|((slot, value), _)| put(*slot, *value)).collect::<Option<()>>()?;
        }
    }
    Some(counts.into_iter().zip(values).map(|(count, value)| SlotSum { count, value }).collect())
}
