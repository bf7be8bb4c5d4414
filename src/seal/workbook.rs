//! The seal of a workbook: what each of its cells says and computes, and the facts that it rests on.
//!
//! It lets anybody who holds the file check it, offline and without the release, like the seal of a
//! document: a changed digit is told with its cell, and so is a formula.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::recompute;
use crate::{
    PROGRAM,
    inputs::sha256,
    ledger::{Ledger, numerals::numerals, short_code},
    output::FACTS_CSV,
    render::xlsx::{
        FactsWorkbook, WordsBeside, WorkbookTranscript, attach, attached, is_saved_anew, misleading,
        misshapen, parts_digest, words_beside,
    },
    signature::{Purpose, Signature, SigningKey},
};

/// What a workbook says, cell by cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkbookSeal {
    pub release: String,
    /// The short code that every sheet bears.
    pub code: String,
    /// `facts.csv`, as it was published.
    pub facts: String,
    pub cells: WorkbookTranscript,
    /// The digest of its parts as they were written; none in seals of older versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parts: String,
    /// The digest of the seal without this line, and without the signature of it.
    pub seal: String,
    /// Who stands behind it, if somebody does: a signature of the digest above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
}

/// The same without its digest and signature, in the order in which it is written.
#[derive(Serialize)]
struct Undigested<'a> {
    release: &'a str,
    code: &'a str,
    facts: &'a str,
    cells: &'a WorkbookTranscript,
    #[serde(skip_serializing_if = "str::is_empty")]
    parts: &'a str,
    seal: &'a str,
}

impl WorkbookSeal {
    /// The seal without digest and signature, as JSON.
    fn bare(&self) -> String {
        let Self { release, code, facts, cells, parts, .. } = self;
        let bare = Undigested { release, code, facts, cells, parts, seal: "" };
        serde_json::to_string(&bare).expect("text and maps of text")
    }

    fn own_digest(&self) -> String {
        sha256(self.bare().as_bytes())
    }
}

/// How a seal without digest ends.
const NO_DIGEST: &str = "\"\"}";

/// Attaches the seal to a workbook, and returns it too. It is what those say who wrote the cells; `signer` stands
/// behind it.
///
/// # Errors
/// The workbook takes none, in a few words.
pub fn seal(
    workbook: &[u8],
    book: &FactsWorkbook,
    release: &str,
    ledger: &Ledger,
    signer: Option<&SigningKey>,
) -> Result<(Vec<u8>, WorkbookSeal), String> {
    let facts = ledger.to_csv();
    let seal = WorkbookSeal {
        release: release.to_owned(),
        code: short_code(&sha256(&facts)),
        facts: String::from_utf8_lossy(&facts).into_owned(),
        cells: book.transcript(),
        parts: parts_digest(workbook)?,
        seal: String::new(),
        signature: None,
    };
    let bare = seal.bare();
    let digest = sha256(bare.as_bytes());
    let signature = signer.map(|key| key.sign(Purpose::Workbook, &digest));
    let seal = WorkbookSeal { seal: digest, signature, ..seal };
    // It is large: what was digested is not written again, and the digest is the last that it lacks.
    let mut json = bare.strip_suffix(NO_DIGEST).ok_or("its seal does not end in its digest")?.to_owned();
    json.push_str(&serde_json::to_string(&seal.seal).expect("text"));
    if let Some(signature) = &seal.signature {
        json.push_str(",\"signature\":");
        json.push_str(&serde_json::to_string(signature).expect("a map of text"));
    }
    json.push('}');
    let sealed = attach(workbook, &json)?;
    if attached(&sealed)?.is_none_or(|found| found != json) {
        return Err("its seal is not what was put into it".to_owned());
    }
    Ok((sealed, seal))
}

/// What a workbook that was just made says otherwise than its book, whose cells its seal tells, a line each; that was
/// read back when it was put in.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn misprints(workbook: &[u8], seal: &WorkbookSeal) -> Result<Vec<String>, String> {
    Ok(seal.cells.differences(&WorkbookTranscript::read(workbook)?))
}

/// The seal of a workbook; none where it has none, as one that another program wrote anew.
///
/// # Errors
/// It is no workbook, or its seal cannot be read, in a few words.
pub fn read(workbook: &[u8]) -> Result<Option<WorkbookSeal>, String> {
    let read =
        |text: String| serde_json::from_str(&text).map_err(|error| format!("its seal was altered: {error}"));
    attached(workbook)?.map(read).transpose()
}

/// What of a workbook is not as it was sealed, a line each.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn breaches(workbook: &[u8], seal: &WorkbookSeal) -> Result<Vec<String>, String> {
    let mut found = vec![];
    if seal.own_digest() != seal.seal {
        found.push("its seal was altered".to_owned());
    }
    if short_code(&sha256(seal.facts.as_bytes())) != seal.code {
        found.push(format!("the {FACTS_CSV} in its seal was altered"));
    }
    found.extend(recompute::contradictions(seal.facts.as_bytes()));
    found.extend(seal.cells.differences(&WorkbookTranscript::read(workbook)?));
    found.extend(misshapen(workbook)?);
    found.extend(misleading(workbook)?);
    found.extend(unspoken(workbook, seal)?);
    if found.is_empty() && !has_its_parts(workbook, seal)? && !is_saved_anew(workbook)? {
        let what = "what is no cell of it was altered: its names, links, heads of print, properties or looks";
        found.push(what.to_owned());
    }
    Ok(found)
}

/// What a workbook says beside its cells and none of them says, a line each: columns called otherwise than by their
/// heads, numbers in heads of print and properties.
fn unspoken(workbook: &[u8], seal: &WorkbookSeal) -> Result<Vec<String>, String> {
    let cells = || seal.cells.0.values().flat_map(BTreeMap::values).map(|it| it.says.as_str());
    // A line of a head is broken as it is written.
    let even = |text: &str| text.replace("_x000a_", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut heads, mut known) = (None, None);
    let mut found = BTreeSet::new();
    for words in words_beside(workbook)? {
        match words {
            WordsBeside::Column(name) => {
                let heads = heads.get_or_insert_with(|| cells().map(even).collect::<BTreeSet<_>>());
                if !heads.contains(&even(&name)) {
                    found.insert(format!("a table calls a column {name}, as no cell does"));
                }
            }
            WordsBeside::Free(place, text) => {
                let known = known.get_or_insert_with(|| {
                    let said = cells().chain([seal.release.as_str(), &seal.code, PROGRAM]);
                    said.flat_map(numerals).collect::<BTreeSet<_>>()
                });
                let strange = numerals(&text).into_iter().filter(|it| !known.contains(it));
                found.extend(strange.map(|it| format!("{place} says {it}, which no cell says")));
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Whether all parts of a workbook are as they were written; one that another program has saved since is not, and then
/// only its cells can be held against the seal.
///
/// # Errors
/// It is no workbook, in a few words.
pub fn has_its_parts(workbook: &[u8], seal: &WorkbookSeal) -> Result<bool, String> {
    Ok(seal.parts.is_empty() || parts_digest(workbook)? == seal.parts)
}
