//! Translation unit, variant, inline code, state: the plain values everything else speaks of.
//!
//! A [`Unit`] is one meaning in several languages; a [`Variant`] is its text in one of them.
//! Nothing here reads, writes or decides.

mod code;
mod finding;
mod state;

pub use code::{CodeIndex, CodeKind, InlineCode};
pub use finding::{Finding, Message, Severity, Side};
pub use state::{MadeBy, State};

use serde::{Deserialize, Serialize};

use crate::text::LangTag;

/// What identifies a unit for ever: 16 bytes of BLAKE3 over its origin, its folded source and
/// which occurrence of that source it is. No clock, no chance and no row number goes into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitId(pub [u8; 16]);

impl UnitId {
    /// The id of the `nth` (0-based) unit of `origin` whose identity text is `source`.
    #[must_use]
    pub fn new(origin: &Origin, source: &str, nth: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        let (kind, name) = match origin {
            Origin::Document(name) => ("document", name),
            Origin::Memory(name) => ("memory", name),
        };
        for part in [kind, name, &crate::text::fold::identity(source)] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hasher.update(&nth.to_le_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(id)
    }

    /// The id whose [`Display`](std::fmt::Display) form is `hex`: 32 hexadecimal digits.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits: Vec<u8> = hex
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit))
            .collect();
        (digits.len() == 32).then_some(())?;
        Some(Self(bytes.try_into().ok()?))
    }
}

/// The two hexadecimal digits of each byte, the first one lower.
const DIGITS: [u16; 256] = {
    let hex = b"0123456789abcdef";
    let mut digits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        digits[byte] = u16::from_le_bytes([hex[byte >> 4], hex[byte & 15]]);
        byte += 1;
    }
    digits
};

impl std::fmt::Display for UnitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A large export waits for digits that are put together one by one in memory.
        for four in self.0.as_chunks::<4>().0 {
            let digits = four.iter().rev().fold(0, |digits: u64, byte| {
                digits << 16 | u64::from(DIGITS[usize::from(*byte)])
            });
            f.write_str(std::str::from_utf8(&digits.to_le_bytes()).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl Serialize for UnitId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where a unit comes from. A document gives it a place and neighbours; an imported memory does
/// not, whatever the order of the file was.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A document, by the name that people call it.
    Document(String),
    /// An imported memory, by its name.
    Memory(String),
}

impl Origin {
    /// The name of the document or memory.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Document(name) | Self::Memory(name) => name,
        }
    }
}

/// A note for people, kept in order and written again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Note {
    /// The text of the note.
    pub text: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
}

/// A property as a tool wrote it (TMX `prop`), kept in order and written again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Property {
    /// The type of the property, such as `x-context`.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What translators filter by. Empty text stands for "not said".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Fields {
    /// Whose text it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub client: String,
    /// The project it was translated in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub project: String,
    /// The domain, such as "intellectual property".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub domain: String,
    /// The subject, narrower than the domain.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
}

/// A text in one language, exactly as it came, without its inline codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its language.
    pub lang: LangTag,
    /// The text, exactly as it came.
    pub text: String,
    /// The inline codes of the text, by position.
    pub codes: Vec<InlineCode>,
    /// How far the translation is; `None` for a source text.
    pub state: Option<State>,
    /// How the text came about; `None` where a file did not say.
    pub made_by: Option<MadeBy>,
    /// The score of what it was made from, in percent (a match, or the aligner's confidence).
    pub score: Option<u8>,
    /// Why it must not be changed, where it must not.
    pub locked: Option<String>,
    /// Who wrote or confirmed it.
    pub author: Option<String>,
    /// When, as RFC 3339 in UTC.
    pub date: Option<String>,
    /// The text as its document's file gave it, where a person has changed it since.
    pub as_imported: Option<String>,
    /// Notes on this text.
    pub notes: Vec<Note>,
    /// Properties of this text.
    pub properties: Vec<Property>,
}

impl Variant {
    /// A text with nothing else said of it.
    #[must_use]
    pub fn new(lang: LangTag, text: impl Into<String>) -> Self {
        Self {
            lang,
            text: text.into(),
            codes: Vec::new(),
            state: None,
            made_by: None,
            score: None,
            locked: None,
            author: None,
            date: None,
            as_imported: None,
            notes: Vec::new(),
            properties: Vec::new(),
        }
    }

    /// Whether the translation is confirmed: translated or higher, and not rejected.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.state.is_some_and(State::is_confirmed)
    }
}

/// One meaning in several languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What identifies it for ever.
    pub id: UnitId,
    /// Where it comes from.
    pub origin: Origin,
    /// The language it is translated from.
    pub source_lang: LangTag,
    /// Its texts, in order; a language may stand more than once (alternatives, the first counts).
    pub variants: Vec<Variant>,
    /// Byte offsets in the source where one sentence ends and the next begins (before its white
    /// space), where the unit joins several.
    pub cuts: Vec<u32>,
    /// What translators filter by.
    pub fields: Fields,
    /// Notes on the unit.
    pub notes: Vec<Note>,
    /// Properties of the unit.
    pub properties: Vec<Property>,
}

impl Unit {
    /// The source text; `None` for a translation without counterpart.
    #[must_use]
    pub fn source(&self) -> Option<&Variant> {
        self.variants.iter().find(|v| v.lang == self.source_lang)
    }

    /// Orders the texts as they are kept: the source first, then by language; several in one
    /// language stay in their order.
    pub fn source_first(&mut self) {
        if self.variants.is_sorted_by(|a, b| self.order(a, b).is_le()) {
            return;
        }
        let mut variants = std::mem::take(&mut self.variants);
        variants.sort_by(|a, b| self.order(a, b));
        self.variants = variants;
    }

    /// The order in which two of its texts are kept; that of those in one language stands.
    #[must_use]
    pub fn order(&self, a: &Variant, b: &Variant) -> std::cmp::Ordering {
        let not_source = |variant: &Variant| variant.lang != self.source_lang;
        not_source(a)
            .cmp(&not_source(b))
            .then_with(|| a.lang.given().cmp(b.lang.given()))
    }

    /// The first text in `lang`.
    #[must_use]
    pub fn variant(&self, lang: &LangTag) -> Option<&Variant> {
        self.variants.iter().find(|v| v.lang == *lang)
    }

    /// All texts in `lang`, the one that counts first.
    pub fn alternatives<'a>(&'a self, lang: &'a LangTag) -> impl Iterator<Item = &'a Variant> {
        self.variants.iter().filter(move |v| v.lang == *lang)
    }
}
