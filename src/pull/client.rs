//! The client: a driver is loaded, an engine is asked, its columns become text.
//!
//! Runs in a process of its own: see [`super::engine`].

use std::path::Path;

use adbc_core::{
    Connection as _, Database as _, Driver as _, LOAD_FLAG_DEFAULT, Statement as _,
    error::{Error, Status},
    options::{AdbcVersion, InfoCode, OptionDatabase, OptionValue},
};
use adbc_driver_manager::{ManagedConnection, ManagedDriver};
use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchReader as _, UnionArray,
    cast::AsArray as _,
    types::{
        ArrowPrimitiveType, Date32Type, Decimal128Type, Decimal256Type, Int8Type, Int16Type, Int32Type,
        Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{ArrowError, DataType, Field};
use chrono::NaiveDate;

use super::{
    engine::{AnswerColumn, ColumnKind, Question, Reply, Silence, Why},
    profile::{Profile, Setting},
};
use crate::inputs::File;

/// Asks the engine of a connection.
///
/// # Errors
/// Why there is no answer, in words that hold no secret of the connection.
pub fn ask(question: &Question) -> Result<Reply, Silence> {
    let profile = read(&question.profile)?;
    answer(&profile, question).map_err(|silence| Silence { words: profile.hiding(&silence.words), ..silence })
}

/// What was checked before this process was started may have changed meanwhile.
fn read(path: &str) -> Result<Profile, Silence> {
    let file =
        File::read(Path::new(path)).map_err(|fault| Silence::new(Why::DriverMissing, fault.message))?;
    Profile::read(&file, &|name| std::env::var(name).ok()).map_err(|faults| {
        let words = faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>().join("; ");
        Silence::new(Why::DriverMissing, words)
    })
}

fn answer(profile: &Profile, question: &Question) -> Result<Reply, Silence> {
    let missing = |error: Error| Silence::new(Why::DriverMissing, one_line(&error.message));
    let mut driver = if Path::new(&profile.driver).is_absolute() {
        ManagedDriver::load_dynamic_from_filename(&profile.driver, None, AdbcVersion::V110)
    } else {
        ManagedDriver::load_from_name(&profile.driver, None, AdbcVersion::V110, LOAD_FLAG_DEFAULT, None)
    }
    .map_err(missing)?;
    let options = profile.options.iter().map(|(name, setting)| {
        let value = match setting {
            Setting::Text(text) => OptionValue::String(text.clone()),
            Setting::Whole(number) => OptionValue::Int(*number),
        };
        (OptionDatabase::from(name.as_str()), value)
    });
    let reach = |error: Error| Silence::new(reason(&error, Why::Unreachable), one_line(&error.message));
    let database = driver.new_database_with_opts(options).map_err(reach)?;
    let mut connection = database.new_connection().map_err(reach)?;
    let engine = named(&connection, &[InfoCode::VendorName, InfoCode::VendorVersion]);
    let driver = named(&connection, &[InfoCode::DriverName, InfoCode::DriverVersion]);
    let execute = |error: Error| {
        let otherwise = match error.status {
            Status::IO | Status::Cancelled | Status::Timeout => Why::Unreachable,
            _ => Why::Query,
        };
        Silence::new(reason(&error, otherwise), one_line(&error.message))
    };
    let mut statement = connection.new_statement().map_err(execute)?;
    statement.set_sql_query(&question.query).map_err(execute)?;
    let reader = statement.execute().map_err(execute)?;
    let fields = reader.schema().fields().clone();
    let columns = fields.iter().map(|field| {
        let kind = kind(field).ok_or_else(|| {
            let words = format!("{} is {}", field.name(), field.data_type());
            Silence::new(Why::Inexact, words)
        });
        Ok(AnswerColumn { name: field.name().clone(), kind: kind? })
    });
    let columns = columns.collect::<Result<Vec<_>, Silence>>()?;
    let mut rows = Vec::new();
    for batch in reader {
        // What breaks here has broken in the middle of the answer, but for what cannot be computed.
        let batch = batch.map_err(|error| cut(&error))?;
        rows.extend(texts(&batch));
        if rows.len() > question.most_rows {
            return Err(Silence::new(Why::TooLong, format!("more than {} rows", question.most_rows)));
        }
    }
    Ok(Reply { columns, rows, engine, driver })
}

/// What an error of the iterator over an answer is.
fn cut(error: &ArrowError) -> Silence {
    let words = error.to_string();
    let is_computed = ["overflow", "out of range", "division by zero"].iter().any(|it| words.contains(it));
    Silence::new(if is_computed { Why::Query } else { Why::Cut }, one_line(&words))
}

/// Why an error came, by its SQLSTATE or its words where it has them: not every driver hands the state on.
fn reason(error: &Error, otherwise: Why) -> Why {
    let state = error.sqlstate.iter().map(|byte| char::from(byte.to_ne_bytes()[0])).collect::<String>();
    let words = error.message.to_lowercase();
    let is_login = ["authenticat", "access denied", "password", "login failed", "permission denied"];
    let is_lost = ["lost connection", "gone away", "connection was killed", "execution was interrupted"];
    match (&state[..2], error.status) {
        // A driver manager that does not find the engine's own driver.
        ("IM", _) => Why::DriverMissing,
        _ if words.contains("can't open lib") => Why::DriverMissing,
        ("28", _) | (_, Status::Unauthenticated | Status::Unauthorized) => Why::Refused,
        ("42", _) if state == "42501" => Why::Refused,
        // 70100 is MySQL's for a query that was ended.
        ("57" | "08" | "70", _) => Why::Cut,
        // The client library's own errors, MySQL's and MariaDB's, all of them of the connection.
        ("HY", _) if (2000..3000).contains(&error.vendor_code) && otherwise == Why::Query => Why::Cut,
        _ if is_lost.iter().any(|it| words.contains(it)) => Why::Cut,
        ("42" | "22", _) => Why::Query,
        _ if is_login.iter().any(|it| words.contains(it)) => Why::Refused,
        _ => otherwise,
    }
}

/// Drivers add traces and plans below the first line; of ODBC, the first says which call has failed, and
/// the second why.
fn one_line(words: &str) -> String {
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    match lines.next().filter(|_| first.starts_with("[ODBC]")) {
        Some(second) => format!("{first}: {second}"),
        None => first.to_owned(),
    }
}

/// What a connection calls itself: some of these names, in one text.
fn named(connection: &ManagedConnection, wanted: &[InfoCode]) -> String {
    let Ok(reader) = connection.get_info(None) else { return "an engine without a name".to_owned() };
    let batches = reader.filter_map(Result::ok).collect::<Vec<_>>();
    let names = wanted.iter().filter_map(|code| batches.iter().find_map(|batch| info(batch, *code)));
    // A driver that does not know its version says so in place of one.
    let is_said = |name: &String| !name.is_empty() && !name.contains("unknown");
    let names = names.map(|name| one_line(&name)).filter(is_said).collect::<Vec<_>>();
    if names.is_empty() { "an engine without a name".to_owned() } else { names.join(" ") }
}

fn info(batch: &RecordBatch, code: InfoCode) -> Option<String> {
    let codes = batch.column(0).as_primitive_opt::<UInt32Type>()?;
    let wanted = u32::from(&code);
    let row = codes.iter().position(|it| it == Some(wanted))?;
    let values = batch.column(1).as_any().downcast_ref::<UnionArray>()?;
    let value = values.value(row);
    let text = value.as_string_opt::<i32>()?;
    (!text.is_empty() && text.is_valid(0)).then(|| text.value(0).to_owned())
}

/// What a column holds, if each value of it has one exact text.
fn kind(field: &Field) -> Option<ColumnKind> {
    Some(match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => {
            // Types that Arrow does not have come as text, marked as what they are.
            match field.metadata().get("ARROW:extension:metadata") {
                Some(what) if what.contains("numeric") => ColumnKind::Numeric,
                _ => ColumnKind::Text,
            }
        }
        DataType::Int8 => ColumnKind::Whole(8),
        DataType::Int16 => ColumnKind::Whole(16),
        DataType::Int32 => ColumnKind::Whole(32),
        DataType::Int64 => ColumnKind::Whole(64),
        DataType::UInt8 => ColumnKind::Whole(9),
        DataType::UInt16 => ColumnKind::Whole(17),
        DataType::UInt32 => ColumnKind::Whole(33),
        DataType::UInt64 => ColumnKind::Whole(65),
        DataType::Decimal128(digits, _) | DataType::Decimal256(digits, _) => {
            ColumnKind::Decimal((*digits).into())
        }
        DataType::Date32 => ColumnKind::Day,
        DataType::Null => ColumnKind::Null,
        _ => return None,
    })
}

/// The rows of a batch as text.
fn texts(batch: &RecordBatch) -> Vec<Vec<Option<String>>> {
    let mut rows = vec![Vec::with_capacity(batch.num_columns()); batch.num_rows()];
    for column in batch.columns() {
        for (row, cells) in rows.iter_mut().enumerate() {
            cells.push(column.is_valid(row).then(|| text(column, row)).flatten());
        }
    }
    rows
}

fn text(column: &ArrayRef, row: usize) -> Option<String> {
    fn whole<T: ArrowPrimitiveType>(column: &ArrayRef, row: usize) -> String
    where
        T::Native: ToString,
    {
        column.as_primitive::<T>().value(row).to_string()
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        DataType::Int8 => whole::<Int8Type>(column, row),
        DataType::Int16 => whole::<Int16Type>(column, row),
        DataType::Int32 => whole::<Int32Type>(column, row),
        DataType::Int64 => whole::<Int64Type>(column, row),
        DataType::UInt8 => whole::<UInt8Type>(column, row),
        DataType::UInt16 => whole::<UInt16Type>(column, row),
        DataType::UInt32 => whole::<UInt32Type>(column, row),
        DataType::UInt64 => whole::<UInt64Type>(column, row),
        DataType::Decimal128(..) => column.as_primitive::<Decimal128Type>().value_as_string(row),
        DataType::Decimal256(..) => column.as_primitive::<Decimal256Type>().value_as_string(row),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row);
            NaiveDate::from_epoch_days(days)?.to_string()
        }
        _ => return None,
    })
}
