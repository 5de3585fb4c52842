//! Keys: hashes that find equal texts with one probe, and what identifies a neighbour.

use crate::text::fold::identity;

use super::Content;

/// The first 8 bytes of a BLAKE3 hash: of a text's identity, or of its content.
///
/// Equal texts have equal keys. That two of a million texts share a key by chance happens once in
/// 37 million memories; where text is at hand, what a key finds is compared all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub u64);

impl Key {
    /// The neighbour before the first segment of a document.
    pub const START: Self = Self(0);
    /// The neighbour after the last segment of a document.
    pub const END: Self = Self(1);

    /// The key of a text as its identity is judged ([`identity`]): finds exact matches, and
    /// names a neighbour in a context.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self::of_bytes(b"text", &identity(text))
    }

    /// The key of a content: finds what scores 95 and more.
    #[must_use]
    pub fn of_content(content: &Content) -> Self {
        Self::of_bytes(b"content", content.as_str())
    }

    fn of_bytes(kind: &[u8], text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind);
        hasher.update(text.as_bytes());
        let mut bytes = [0; 8];
        hasher.finalize_xof().fill(&mut bytes);
        Self(u64::from_le_bytes(bytes))
    }
}

/// What stands before and after a segment in its document. `None` where that is not known, which
/// equals nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The key of the text before ([`Key::START`] if there is none).
    pub previous: Option<Key>,
    /// The key of the text after ([`Key::END`] if there is none).
    pub next: Option<Key>,
}

/// A hash of a short token, for tables that compare the tokens too. Not for keys: whoever wants
/// can make two tokens share it.
pub(super) fn of_token(token: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut hash = FACTOR ^ token.len() as u64;
    for chunk in token.chunks(8) {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(FACTOR);
        hash ^= hash >> 32;
    }
    hash.wrapping_mul(FACTOR) ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_keys() {
        assert_eq!(Key::of_text(" cafe\u{301}\r\nx"), Key::of_text("café\nx "));
        assert_ne!(Key::of_text("Café"), Key::of_text("café"));
        let content = |text| Key::of_content(&Content::of(text));
        assert_eq!(content("In 2024: CAFÉ"), content("in café (2025)"));
        assert_ne!(content("a b"), content("ab"));
        assert_ne!(content(""), Key::of_text(""));
    }
}
