//! The two languages of a briefing.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

/// A language that a briefing is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    /// Both languages, in the order in which they are made.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The code used in file names and on the command line: `zh` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The wording in it, of the Chinese and the English one.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The BCP 47 tag written into the PDF.
    pub fn bcp47(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en-GB",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Whether a character is a Chinese one.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// What a wording is called in a JSON Schema.
pub const BILINGUAL: &str = "Wording";

/// The same thing said in both languages; blank in one that nothing is made in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Default)]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

impl Bilingual {
    /// Pairs the two wordings.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The wording in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Reads `{ zh = "床位", en = "beds" }`, or `"床位"` where everything is said in one language. That no language
/// is missed which something is made in is seen to where a file's form is checked.
impl<'de> Deserialize<'de> for Bilingual {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, deny_unknown_fields, expecting = "a wording: { zh = \"…\", en = \"…\" }")]
        enum BilingualSpec {
            Once(String),
            Each {
                #[serde(default)]
                zh: String,
                #[serde(default)]
                en: String,
            },
        }
        Ok(match BilingualSpec::deserialize(deserializer)? {
            BilingualSpec::Once(text) => Self { zh: text.clone(), en: text },
            BilingualSpec::Each { zh, en } => Self { zh, en },
        })
    }
}

impl JsonSchema for Bilingual {
    fn schema_name() -> Cow<'static, str> {
        BILINGUAL.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What is said, in each language of the plan; a text alone where there is but one.",
            "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "properties": { "zh": { "type": "string" }, "en": { "type": "string" } },
                    "additionalProperties": false,
                },
            ],
        })
    }
}
