//! What all steps of a derivation know.

use std::collections::BTreeMap;

use super::series::Series;
use crate::{
    data::{metric::FactKey, public::Public},
    plan::facts::DeclaredFact,
};

/// What is to be derived, and from what.
pub struct Derivation<'a> {
    pub series: &'a Series,
    pub public: &'a Public<'a>,
    pub declared: &'a BTreeMap<String, DeclaredFact>,
    pub keys: &'a [FactKey],
}
