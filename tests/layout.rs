//! Layout: what a reader would see, rule by rule.

mod preview;
mod reading;
mod written;
