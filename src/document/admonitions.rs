//! What Python-Markdown and MkDocs mark beside CommonMark: admonitions (`!!! note "Title"`), such as open
//! (`??? tip`), tabs (`=== "Title"`), each with what stands in it four spaces further to the right, and
//! abbreviations (`*[HTML]: …`).
//!
//! They are masked before the text is read, byte for byte: what begins one by a rule, or by the mark of a
//! heading where it has a title, and what stands in it by the mark of an item.

use std::borrow::Cow;
use std::ops::Range;

/// The marks that begin one.
const MARKS: [&str; 4] = ["!!!", "???+", "???", "==="];

/// What a text has somewhere that has one of them.
const BEGINNINGS: [&str; 4] = ["!!! ", "???+ ", "??? ", "=== \""];

/// How far to the right of its mark stands what is in it.
const INDENT: usize = 4;

/// A text in Markdown with them masked; it is as long as it was.
pub(super) fn masked(text: Cow<'_, str>) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        BEGINNINGS.iter().any(|begin| rest.starts_with(begin))
    };
    let has_abbreviation = memchr::memmem::find(bytes, b"*[").is_some();
    if !has_abbreviation && !memchr::memchr3_iter(b'!', b'?', b'=', bytes).any(begins) {
        return text;
    }
    let mut out = text.as_bytes().to_vec();
    let mut fill = |range: Range<usize>, with: u8| {
        out.get_mut(range).unwrap_or_default().fill(with);
    };
    let mut lines = Lines { text: &text, at: 0 };
    while let Some(line) = lines.next() {
        let shown = text.get(line.clone()).unwrap_or_default();
        let start = line.start + shown.len() - shown.trim_start_matches(' ').len();
        let source = shown.trim();
        if let Some(mark) = abbreviation(source) {
            heading(&mut fill, start..start + mark);
            continue;
        }
        let Some(title) = admonition(source) else {
            continue;
        };
        let Some(body) = lines.body(start - line.start + INDENT) else {
            continue;
        };
        if title.is_empty() {
            fill(start..start + source.len(), b'*');
        } else {
            heading(&mut fill, start..start + title.start);
            fill(start + title.end..start + source.len(), b' ');
        }
        fill(body - INDENT..body, b' ');
        fill(body - INDENT..body - INDENT + 1, b'-');
    }
    String::from_utf8(out).map_or(text, Cow::Owned)
}

/// Masks the mark before a title by that of a heading, which has six signs at most and a space behind
/// them.
fn heading(fill: &mut impl FnMut(Range<usize>, u8), mark: Range<usize>) {
    let signs = (mark.len() - 1).min(6);
    fill(mark.start..mark.start + signs, b'#');
    fill(mark.start + signs..mark.end, b' ');
}

/// The lines of a text, without their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl Lines<'_> {
    fn next(&mut self) -> Option<Range<usize>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes());
        let line = self.at..self.at + length.unwrap_or(rest.len());
        self.at = line.end + usize::from(length.is_some());
        Some(line)
    }

    /// Where the text of the next line begins that is not blank, if that stands so far to the right.
    fn body(&self, indent: usize) -> Option<usize> {
        let mut behind = Self { ..*self };
        while let Some(line) = behind.next() {
            let shown = self.text.get(line.clone()).unwrap_or_default();
            if shown.trim().is_empty() {
                continue;
            }
            let spaces = shown.len() - shown.trim_start_matches(' ').len();
            return (spaces >= indent).then_some(line.start + indent);
        }
        None
    }
}

/// Where the title stands in the line that begins one; nowhere where it has none.
fn admonition(line: &str) -> Option<Range<usize>> {
    let mark = MARKS.iter().find(|mark| line.starts_with(**mark))?;
    let kinds = line.get(mark.len()..)?;
    let (kinds, title) = match kinds.split_once('"') {
        Some((kinds, title)) => {
            let title = title.strip_suffix('"')?;
            let start = mark.len() + kinds.len() + 1;
            (kinds, start..start + title.len())
        }
        None => (kinds, 0..0),
    };
    let is_kind = |kind: &str| {
        let of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '!');
        kind.chars().all(of_name)
    };
    let has_kind = !kinds.trim().is_empty();
    // A tab has a title, an admonition a kind.
    let fits = if *mark == "===" {
        title.start > 0
    } else {
        has_kind
    };
    (fits && kinds.starts_with(' ') && kinds.split_whitespace().all(is_kind)).then_some(title)
}

/// How long the mark of an abbreviation is in the line that says what it stands for.
fn abbreviation(line: &str) -> Option<usize> {
    let name = line.strip_prefix("*[")?;
    let end = name.find("]:")?;
    let says = name.get(end + 2..)?;
    let is_said = end > 0 && !says.trim().is_empty();
    is_said.then(|| line.len() - says.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::document::Format;
    use crate::document::tests::{assert_kept, shown};

    const TEXT: &str = "# Pumps

!!! tip \"Before you start\"
    Keep the *box*
    for returns.

    - And the bill

    ```
    !!! not \"this\"
        nor this
    ```

    ??? note
        Inside of it.

???+ warning inline end \"\"

    Mind the step.

1. Open it.

    !!! danger
        Not with wet hands.

=== \"On Linux\"
    Run it.

=== \"On “Windows”\"
    Click it.

The HTML of the page.

*[HTML]: Hyper Text Markup Language
*[W3C]: World Wide Web Consortium
";

    #[test]
    fn admonitions_and_tabs_are_their_titles_and_what_stands_in_them() {
        assert_eq!(
            shown(Format::Markdown, TEXT),
            [
                "Pumps",
                "Before you start",
                "Keep the {1}box{/1} for returns.",
                "And the bill",
                "Inside of it.",
                "Mind the step.",
                "Open it.",
                "Not with wet hands.",
                "On Linux",
                "Run it.",
                "On “Windows”",
                "Click it.",
                "The HTML of the page.",
                "Hyper Text Markup Language",
                "World Wide Web Consortium",
            ]
        );
        assert_kept(Format::Markdown, TEXT);
    }

    #[test]
    fn what_only_looks_like_one_is_text() {
        for text in [
            "!!! wow\n\nNo body.\n",
            "!!!\n    Code\n",
            "=== Title\n    a\n",
            "??? who, me?\n    a\n",
            "!!! note \"never ends\n    a\n",
            "A *[b]: c* d\n",
        ] {
            assert_eq!(masked(text.into()), text, "{text}");
        }
    }
}
