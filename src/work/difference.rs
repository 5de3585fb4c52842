//! What differs between two texts: by words, or by characters for Chinese.

use similar::{ChangeTag, TextDiff};

use crate::text::LangTag;

/// What became of a piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// It stands in both.
    Same,
    /// Only the old text has it.
    Gone,
    /// Only the new text has it.
    New,
}

/// What differs between two texts, in order; joined without the pieces that are gone they are the
/// new text. `None` where only white space does, which nobody would see marked.
#[must_use]
pub fn difference(old: &str, new: &str, lang: &LangTag) -> Option<Vec<(Piece, String)>> {
    let signs = |text: &str| text.split_whitespace().collect::<String>();
    if signs(old) == signs(new) {
        return None;
    }
    let diff = if lang.is_chinese() {
        TextDiff::from_graphemes(old, new)
    } else {
        TextDiff::from_unicode_words(old, new)
    };
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        let piece = match change.tag() {
            ChangeTag::Equal => Piece::Same,
            ChangeTag::Delete => Piece::Gone,
            ChangeTag::Insert => Piece::New,
        };
        match pieces.last_mut() {
            Some((last, text)) if *last == piece => text.push_str(change.value()),
            _ => pieces.push((piece, change.value().to_owned())),
        }
    }
    Some(pieces)
}
