//! Pulling: what becomes of answers, what a snapshot keeps, which sums are believed.

#[cfg(feature = "pull")]
mod dialects;
mod intake;
mod merging;
mod proof;
