//! What of a text is near a place. What belongs to a place (a name before a mark, a brace that
//! closes) is looked for as far as it can reach, so that a text of nothing but marks takes no longer
//! than others.

/// The beginning of a text, of so many bytes at most.
pub fn head(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

/// The end of a text, of so many bytes at most.
pub fn tail(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_never_cut() {
        assert_eq!((head("中文", 4), tail("中文", 4)), ("中", "文"));
        assert_eq!((head("中文", 9), tail("中文", 9)), ("中文", "中文"));
        assert_eq!((head("中文", 2), tail("中文", 0)), ("", ""));
    }
}
