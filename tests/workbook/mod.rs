//! The workbook: what its cells compute, what they say, and what is found when somebody changes one.
#![expect(clippy::disallowed_methods, reason = "the tests look at the copies from outside")]

mod delivered;
mod formulas;
mod refused;
mod sheets;
mod verified;
