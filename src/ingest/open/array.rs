//! A value of a column as text, by the type of the column.
//!
//! A float does not know how many decimals were printed: it is given the shortest digits that lead back
//! to it, which are those that somebody wrote if they wrote no more than it can hold.

use chrono::{DateTime, Days, NaiveDate};
use polars_arrow::{
    array::{
        Array, BinaryArray, BinaryViewArray, BooleanArray, DictionaryArray, DictionaryKey, PrimitiveArray,
        Utf8Array, Utf8ViewArray,
    },
    datatypes::{ArrowDataType, IntegerType, TimeUnit},
    types::NativeType,
};
use rust_decimal::Decimal;

/// The text of the value at `index`; blank where there is none, `None` where its type is not read.
pub fn text_of(array: &dyn Array, index: usize) -> Option<String> {
    if array.is_null(index) {
        return Some(String::new());
    }
    Some(match array.dtype() {
        ArrowDataType::Null => String::new(),
        ArrowDataType::Boolean => of::<BooleanArray>(array)?.value(index).to_string(),
        ArrowDataType::Int8 => number::<i8>(array, index)?.to_string(),
        ArrowDataType::Int16 => number::<i16>(array, index)?.to_string(),
        ArrowDataType::Int32 => number::<i32>(array, index)?.to_string(),
        ArrowDataType::Int64 => number::<i64>(array, index)?.to_string(),
        ArrowDataType::UInt8 => number::<u8>(array, index)?.to_string(),
        ArrowDataType::UInt16 => number::<u16>(array, index)?.to_string(),
        ArrowDataType::UInt32 => number::<u32>(array, index)?.to_string(),
        ArrowDataType::UInt64 => number::<u64>(array, index)?.to_string(),
        ArrowDataType::Float32 => number::<f32>(array, index)?.to_string(),
        ArrowDataType::Float64 => number::<f64>(array, index)?.to_string(),
        ArrowDataType::Decimal(_, scale) => {
            let scale = u32::try_from(*scale).ok()?;
            Decimal::try_from_i128_with_scale(number::<i128>(array, index)?, scale).ok()?.to_string()
        }
        ArrowDataType::Date32 => day(i64::from(number::<i32>(array, index)?))?.to_string(),
        ArrowDataType::Timestamp(unit, _) => moment(number::<i64>(array, index)?, *unit)?,
        ArrowDataType::Utf8 => of::<Utf8Array<i32>>(array)?.value(index).to_owned(),
        ArrowDataType::LargeUtf8 => of::<Utf8Array<i64>>(array)?.value(index).to_owned(),
        ArrowDataType::Utf8View => of::<Utf8ViewArray>(array)?.value(index).to_owned(),
        // Older writers do not note that their bytes are text.
        ArrowDataType::Binary => utf8(of::<BinaryArray<i32>>(array)?.value(index))?,
        ArrowDataType::LargeBinary => utf8(of::<BinaryArray<i64>>(array)?.value(index))?,
        ArrowDataType::BinaryView => utf8(of::<BinaryViewArray>(array)?.value(index))?,
        ArrowDataType::Dictionary(key, ..) => match key {
            IntegerType::Int8 => of_category::<i8>(array, index)?,
            IntegerType::Int16 => of_category::<i16>(array, index)?,
            IntegerType::Int32 => of_category::<i32>(array, index)?,
            IntegerType::Int64 => of_category::<i64>(array, index)?,
            IntegerType::UInt8 => of_category::<u8>(array, index)?,
            IntegerType::UInt16 => of_category::<u16>(array, index)?,
            IntegerType::UInt32 => of_category::<u32>(array, index)?,
            IntegerType::UInt64 => of_category::<u64>(array, index)?,
            _ => return None,
        },
        _ => return None,
    })
}

fn of<A: 'static>(array: &dyn Array) -> Option<&A> {
    array.as_any().downcast_ref()
}

fn number<T: NativeType>(array: &dyn Array, index: usize) -> Option<T> {
    Some(of::<PrimitiveArray<T>>(array)?.value(index))
}

fn of_category<K: DictionaryKey>(array: &dyn Array, index: usize) -> Option<String> {
    let array = of::<DictionaryArray<K>>(array)?;
    text_of(&**array.values(), array.key_value(index))
}

fn utf8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

/// The day that lies so many days after 1970-01-01.
fn day(days: i64) -> Option<NaiveDate> {
    let step = Days::new(days.unsigned_abs());
    if days < 0 {
        NaiveDate::default().checked_sub_days(step)
    } else {
        NaiveDate::default().checked_add_days(step)
    }
}

/// A moment; a day alone at its beginning.
fn moment(since: i64, unit: TimeUnit) -> Option<String> {
    let moment = match unit {
        TimeUnit::Second => DateTime::from_timestamp(since, 0)?,
        TimeUnit::Millisecond => DateTime::from_timestamp_millis(since)?,
        TimeUnit::Microsecond => DateTime::from_timestamp_micros(since)?,
        TimeUnit::Nanosecond => DateTime::from_timestamp_nanos(since),
    };
    let text = moment.naive_utc().to_string();
    Some(text.strip_suffix(" 00:00:00").map_or_else(|| text.clone(), str::to_owned))
}
