//! Inline codes: what a text holds that is not text (bold, a link, a placeholder).

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What an inline code does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CodeKind {
    /// Begins a span.
    Opening,
    /// Ends a span.
    Closing,
    /// Stands alone.
    Alone,
}

/// An inline code beside the text that holds it.
// Its texts are mostly so short that they need no room of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InlineCode {
    /// Byte position in the text; several codes at one position stand in order.
    pub at: u32,
    /// Begins, ends, or stands alone.
    pub kind: CodeKind,
    /// The code's id in its text.
    pub id: SmolStr,
    /// The id of the other half of a pair, where it differs from `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pair: Option<SmolStr>,
    /// The type a tool gave it, such as `bold`.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<SmolStr>,
    /// The native code, such as `<b>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<SmolStr>,
}

/// Codes, found by what they do and by their ids: at once where they are asked for in their order,
/// and never by looking through all of them again.
#[derive(Debug)]
pub struct CodeIndex<'c> {
    codes: &'c [InlineCode],
    /// The one after that which was found last.
    next: usize,
    by_id: Option<HashMap<(CodeKind, &'c str), usize>>,
}

impl<'c> CodeIndex<'c> {
    /// An index of codes.
    #[must_use]
    pub fn new(codes: &'c [InlineCode]) -> Self {
        Self {
            codes,
            next: 0,
            by_id: None,
        }
    }

    /// The place of the first code of that kind and id.
    pub fn find(&mut self, kind: CodeKind, id: &str) -> Option<usize> {
        let next = self.codes.get(self.next);
        let at = match next.is_some_and(|code| code.kind == kind && code.id == id) {
            true => self.next,
            false => {
                let by_id = self.by_id.get_or_insert_with(|| {
                    let codes = self.codes.iter().enumerate().rev();
                    let named = codes.map(|(at, code)| ((code.kind, code.id.as_str()), at));
                    named.collect()
                });
                *by_id.get(&(kind, id))?
            }
        };
        self.next = at + 1;
        Some(at)
    }
}

impl InlineCode {
    /// Whether it only says something of the words in it, such as that they are a term, and changes
    /// nothing in how they look: `mark:term`.
    #[must_use]
    pub fn is_mark(&self) -> bool {
        let kind = self.type_.as_deref();
        kind.is_some_and(|kind| kind.starts_with("mark:"))
    }

    /// Whether what it does to text is on or off, so that in text that looks so already it takes it
    /// away: `bold`.
    #[must_use]
    pub fn changes_look(&self) -> bool {
        const LOOKS: [&str; 5] = ["superscript", "subscript", "bold", "italic", "underlined"];
        let kind = self.type_.as_deref();
        kind.is_some_and(|kind| LOOKS.contains(&kind))
    }
}
