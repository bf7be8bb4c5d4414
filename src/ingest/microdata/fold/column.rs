//! A column of a row group: as numbers of a dictionary, or as values to add up.

use polars::prelude::*;
use polars_arrow::{
    array::{Array, DictionaryArray, PrimitiveArray, Utf8ViewArray},
    bitmap::Bitmap,
    datatypes::{ArrowDataType, DTYPE_CATEGORICAL_NEW, Field, IntegerType},
    types::NativeType,
};
use polars_parquet::read::PhysicalType;

use super::parts::{ColumnChunk, RowGroup};

/// What a group has in a column that tells groups apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    Missing,
    /// A whole number, or a day as the number of days since 1970-01-01.
    Whole(i64),
    Text(PlSmallStr),
}

impl GroupKey {
    /// A value of a table; nothing if it is of another type.
    pub fn of(value: &AnyValue<'_>) -> Option<Self> {
        match value {
            AnyValue::Null => Some(Self::Missing),
            AnyValue::String(text) => Some(Self::Text((*text).into())),
            AnyValue::StringOwned(text) => Some(Self::Text(text.clone())),
            AnyValue::Int32(_) | AnyValue::Int64(_) => value.extract().map(Self::Whole),
            _ => None,
        }
    }
}

/// For each record, which of `keys` it has.
pub struct Codes {
    pub codes: Vec<u32>,
    pub keys: Vec<GroupKey>,
}

/// Whole numbers further apart than this are not told apart by their distance from the least.
const RANGE: i64 = 1 << 16;

impl Codes {
    /// Reads a column that tells groups apart. `None` if its texts have no dictionary, or its numbers
    /// lie far apart: there are many groups then.
    pub fn read(part: &RowGroup, name: &str, dtype: &DataType) -> Option<Self> {
        let chunk = part.chunk(name)?;
        if *dtype == DataType::String { Self::of_texts(&chunk) } else { Self::of_numbers(&chunk, dtype) }
    }

    fn of_texts(chunk: &ColumnChunk<'_>) -> Option<Self> {
        if !chunk.has_dictionary() || chunk.stored_as() != PhysicalType::ByteArray {
            return None;
        }
        // polars reads the dictionary's numbers themselves where this mark says that each page has them;
        // where one has not, it says so.
        let dtype = ArrowDataType::Dictionary(IntegerType::UInt32, Box::new(ArrowDataType::Utf8View), false);
        let mark = [(DTYPE_CATEGORICAL_NEW.into(), PlSmallStr::EMPTY)].into();
        let array = chunk.read(Field::new(PlSmallStr::EMPTY, dtype, true).with_metadata(mark))?;
        let array = array.as_any().downcast_ref::<DictionaryArray<u32>>()?;
        let texts = array.values().as_any().downcast_ref::<Utf8ViewArray>()?;
        let mut keys = texts.values_iter().map(|it| GroupKey::Text(it.into())).collect::<Vec<_>>();
        let codes = array.keys();
        let missing = u32::try_from(keys.len()).ok()?;
        let codes = match validity(codes) {
            None => codes.values().as_slice().to_vec(),
            Some(valid) => {
                keys.push(GroupKey::Missing);
                let codes = codes.values().iter().zip(valid.iter());
                codes.map(|(code, is_valid)| if is_valid { *code } else { missing }).collect()
            }
        };
        Some(Self { codes, keys })
    }

    fn of_numbers(chunk: &ColumnChunk<'_>, dtype: &DataType) -> Option<Self> {
        match Values::read(chunk, dtype)? {
            Values::Int32(array) => Self::of_array(&array),
            Values::UInt32(array) => Self::of_array(&array),
            Values::Int64(array) => Self::of_array(&array),
            Values::UInt64(_) | Values::Int128(_) => None,
        }
    }

    fn of_array<T: NativeType + Into<i64>>(array: &PrimitiveArray<T>) -> Option<Self> {
        let valid = validity(array);
        let is_valid = |index: usize| valid.is_none_or(|it| it.get_bit(index));
        let present = array.values().iter().enumerate().filter(|(index, _)| is_valid(*index));
        let (least, most) = present.fold((i64::MAX, i64::MIN), |(least, most), (_, value)| {
            let value = (*value).into();
            (least.min(value), most.max(value))
        });
        if least <= most && most.checked_sub(least).is_none_or(|it| it >= RANGE) {
            return None;
        }
        let mut keys = (least..=most).map(GroupKey::Whole).collect::<Vec<_>>();
        let missing = u32::try_from(keys.len()).ok()?;
        keys.extend(valid.map(|_| GroupKey::Missing));
        let code = |(index, value): (usize, &T)| {
            let code = u32::try_from((*value).into().wrapping_sub(least)).unwrap_or(missing);
            if is_valid(index) { code } else { missing }
        };
        Some(Self { codes: array.values().iter().enumerate().map(code).collect(), keys })
    }
}

/// Values to add up, no wider than they are stored: whole numbers, or decimals in units of their
/// last place.
pub enum Values {
    Int32(PrimitiveArray<i32>),
    UInt32(PrimitiveArray<u32>),
    Int64(PrimitiveArray<i64>),
    UInt64(PrimitiveArray<u64>),
    Int128(PrimitiveArray<i128>),
}

impl Values {
    pub fn read(chunk: &ColumnChunk<'_>, dtype: &DataType) -> Option<Self> {
        use ArrowDataType as A;
        let as_type = |dtype: ArrowDataType| chunk.read(Field::new(PlSmallStr::EMPTY, dtype, true));
        // Unsigned numbers lie in the same 32 or 64 bits.
        Some(match (dtype, chunk.stored_as()) {
            (DataType::UInt32, PhysicalType::Int32 | PhysicalType::Int64) => {
                Self::UInt32(as_array(&*as_type(A::UInt32)?)?)
            }
            (DataType::UInt64, PhysicalType::Int64) => Self::UInt64(as_array(&*as_type(A::UInt64)?)?),
            (_, PhysicalType::Int32) => Self::Int32(as_array(&*as_type(A::Int32)?)?),
            (_, PhysicalType::Int64) => Self::Int64(as_array(&*as_type(A::Int64)?)?),
            (DataType::Decimal(digits, decimals), _) => {
                Self::Int128(as_array(&*as_type(A::Decimal(*digits, *decimals))?)?)
            }
            _ => return None,
        })
    }
}

fn as_array<T: NativeType>(array: &dyn Array) -> Option<PrimitiveArray<T>> {
    array.as_any().downcast_ref::<PrimitiveArray<T>>().cloned()
}

/// Which values there are, unless all are.
pub fn validity<T: NativeType>(array: &PrimitiveArray<T>) -> Option<&Bitmap> {
    array.validity().filter(|it| it.unset_bits() > 0)
}
