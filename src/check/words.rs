//! Finding words and phrases of a list in a text.

use std::ops::Range;

use crate::text::script::is_cjk;

/// Where a phrase stands in a text; one of Latin letters only as whole words. `text` is to be in
/// small letters where the phrase is.
pub(super) fn places<'t>(
    text: &'t str,
    phrase: &'t str,
) -> impl Iterator<Item = Range<usize>> + 't {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c));
    let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
    text.match_indices(phrase).filter_map(move |(at, found)| {
        let end = at + found.len();
        let part = joins(first) && joins(text.get(..at)?.chars().next_back())
            || joins(last) && joins(text.get(end..)?.chars().next());
        (!part).then_some(at..end)
    })
}

/// Whether a text holds one of the strings, be it as part of a word.
pub(super) fn holds(text: &str, strings: &[&str]) -> bool {
    strings.iter().any(|string| text.contains(string))
}
