//! Metrics: how the last run ended, in the text format that Prometheus reads.

use std::{fmt::Write as _, fs, path::Path};

use super::{
    disk::Disk,
    error::PublishError,
    record::{Record, today, unix_seconds},
};
use crate::inputs::contents;

/// The metric that outlasts a failed run.
const LAST_SUCCESS: &str = "briefing_last_success_timestamp_seconds";

/// Writes the metrics of a run to `path`, in one step: a monitor never reads half a file.
///
/// The time of the last success is carried over from the file when this run was none.
///
/// # Errors
/// The file cannot be written.
pub fn write_metrics(record: &Record, path: &Path) -> Result<(), PublishError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .map_err(PublishError::writing("make the folder of the metrics", folder))?;
    }
    // In the place of a device or a pipe there would be a file afterwards.
    if fs::metadata(path).is_ok_and(|it| !it.is_file()) {
        let irregular = std::io::Error::other("it is no regular file");
        return Err(PublishError::writing("write the metrics", path)(irregular));
    }
    let before = String::from_utf8_lossy(&contents(path).unwrap_or_default()).into_owned();
    let last_success = before.lines().find_map(|line| line.strip_prefix(LAST_SUCCESS)?.trim().parse().ok());
    let text = metrics(record, last_success);
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let written = Disk::default().replace(path, Path::new(&fresh), text.as_bytes());
    written.map_err(PublishError::writing("write the metrics", path))
}

fn metrics(record: &Record, last_success: Option<u64>) -> String {
    let is_success = matches!(record.result.as_str(), "made" | "up-to-date");
    let now = unix_seconds();
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, value: String| {
        writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}")
            .expect("writing to memory does not fail");
    };
    gauge("briefing_last_run_timestamp_seconds", "When the last run ended.", now.to_string());
    if let Some(time) = if is_success { Some(now) } else { last_success } {
        gauge(LAST_SUCCESS, "When a run last made a release or found it up to date.", time.to_string());
    }
    gauge("briefing_last_run_success", "Whether the last run succeeded.", u8::from(is_success).to_string());
    let seconds = format!("{:.3}", record.milliseconds / 1e3);
    gauge("briefing_last_run_duration_seconds", "How long the last run took.", seconds);
    gauge("briefing_facts", "Facts of the latest release.", record.facts.to_string());
    gauge("briefing_warnings", "Warnings of the last run.", record.warnings.len().to_string());
    gauge("briefing_errors", "Errors of the last run.", record.errors.len().to_string());
    if let Some(day) = record.as_of {
        let age = (today() - day).num_days();
        gauge("briefing_data_age_days", "Days since the day as of which the data count.", age.to_string());
    }
    text
}
