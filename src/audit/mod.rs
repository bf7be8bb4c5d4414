//! Audit: what the finished documents say, held against the facts and against each other.
//!
//! `precision` asks whether a number is shown with more digits than its bounds carry, `twins`
//! whether the Chinese and the English document state the same magnitudes. Both read what was
//! written; neither trusts how it was written. `corrected` and `redeclared` hold values and names against the
//! release before. `unbound` walks all that is said, once it is written, for a number that nothing stands behind, and
//! `accounted` what finished outputs say beside their documents.

mod accounted;
mod around;
mod corrected;
mod language;
mod precision;
mod redeclared;
mod stale;
mod twins;
mod unbound;
mod wording;

pub use accounted::Accounted;
pub use around::around;
pub use corrected::corrected;
pub use language::language;
pub use precision::{precision, vanishing};
pub use redeclared::redeclared;
pub use stale::stale;
pub use twins::twins;
pub use unbound::{Listed, unbound};
pub use wording::wordings;
