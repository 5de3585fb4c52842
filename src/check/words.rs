//! Finding words and phrases of a list in a text.

use std::borrow::Cow;
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
    found(text, phrase).filter_map(move |(at, found)| {
        let end = at + found.len();
        let part = joins(first) && joins(text.get(..at)?.chars().next_back())
            || joins(last) && joins(text.get(end..)?.chars().next());
        (!part).then_some(at..end)
    })
}

/// Where a string stands in a text. Most of what is looked for is nowhere, and to see that is far
/// quicker than to look for its places.
pub(super) fn found<'t>(
    text: &'t str,
    string: &'t str,
) -> impl Iterator<Item = (usize, &'t str)> + 't {
    let places = text.contains(string).then(|| text.match_indices(string));
    places.into_iter().flatten()
}

/// Whether a text holds one of the strings, be it as part of a word.
pub(super) fn holds(text: &str, strings: &[&str]) -> bool {
    strings.iter().any(|string| text.contains(string))
}

/// A text with a space in the place of each of the words.
pub(super) fn without<'t>(text: &'t str, words: &[&str]) -> Cow<'t, str> {
    let mut text = Cow::Borrowed(text);
    for word in words {
        if text.contains(word) {
            text = Cow::Owned(text.replace(word, " "));
        }
    }
    text
}
