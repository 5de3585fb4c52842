//! The choices of ICU messages (ICU User Guide, "Formatting Messages"): `{n, plural, one {# file}
//! other {# files}}`; and those of Java's (`java.text.ChoiceFormat`): `{0, choice, 0#no file|1#one}`.
//! The text of each variant is one to translate; names, keywords and braces are what the program
//! reads.

use std::ops::Range;

/// A choice in a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice<'t> {
    /// Where it stands, with its braces.
    pub(super) whole: Range<usize>,
    /// Whether `#` in its variants stands for the number that it goes by.
    pub(super) is_plural: bool,
    /// Its variants.
    pub(super) variants: Vec<Variant<'t>>,
}

/// A variant: its keyword, and where its text stands.
type Variant<'t> = (&'t str, Range<usize>);

/// The choices of a message, in order, without those in each other.
pub(super) fn choices(message: &str) -> Vec<Choice<'_>> {
    let mut choices = Vec::new();
    let mut at = 0;
    while let Some(open) = message.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + open;
        // What is not closed is no message, and neither is what follows.
        let Some(end) = end_of_braces(message, start) else {
            break;
        };
        choices.extend(choice(message, start..end));
        at = end;
    }
    choices
}

/// Where the braces end that begin at a place. Between apostrophes a brace is text, if the first
/// stands right before one.
fn end_of_braces(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\'' if matches!(bytes.get(at + 1), Some(b'{' | b'}')) => {
                let inside = text.get(at + 1..).unwrap_or_default();
                at += inside.find('\'').map_or(inside.len(), |end| end + 1);
            }
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The choice that stands in braces, where that is what they hold.
fn choice(message: &str, whole: Range<usize>) -> Option<Choice<'_>> {
    let inside = message.get(whole.start + 1..whole.end - 1)?;
    let mut fields = inside.splitn(3, ',');
    let (name, kind, variants) = (fields.next()?, fields.next()?, fields.next()?);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let kind = kind.trim();
    if !name.trim().chars().all(is_name) {
        return None;
    }
    let start = whole.end - 1 - variants.len();
    let variants = match kind {
        "plural" | "select" | "selectordinal" => of_braces(message, start..whole.end - 1)?,
        "choice" => of_limits(variants, start)?,
        _ => return None,
    };
    (!variants.is_empty()).then_some(Choice {
        whole,
        is_plural: matches!(kind, "plural" | "selectordinal"),
        variants,
    })
}

/// The variants of a choice by keywords: `one {…} other {…}`.
fn of_braces(message: &str, range: Range<usize>) -> Option<Vec<Variant<'_>>> {
    let mut at = range.start;
    let mut found = Vec::new();
    loop {
        let rest = message.get(at..range.end)?;
        let Some(open) = rest.find('{') else {
            return Some(found);
        };
        // `offset:1` may stand before the first.
        let keyword = rest.get(..open)?.split_whitespace().next_back()?;
        let end = end_of_braces(message, at + open)?;
        found.push((keyword, at + open + 1..end - 1));
        at = end;
    }
}

/// The variants of a choice by limits: `0#…|1#…|1<…`.
fn of_limits(variants: &str, start: usize) -> Option<Vec<Variant<'_>>> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut begin = 0;
    let ends = variants.char_indices().filter(|(_, c)| {
        depth = match c {
            '{' => depth + 1,
            '}' => depth.saturating_sub(1),
            _ => depth,
        };
        *c == '|' && depth == 0
    });
    let ends: Vec<usize> = ends.map(|(at, _)| at).collect();
    for end in ends.into_iter().chain([variants.len()]) {
        let variant = variants.get(begin..end)?;
        let sign = variant.find(['#', '<', '≤'])?;
        let text = sign + variant.get(sign..)?.chars().next()?.len_utf8();
        let limit = variant.get(..text)?.trim();
        found.push((limit, start + begin + text..start + end));
        begin = end + 1;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::choices;
    use crate::document::tests::{assert_kept, original, shown, with};
    use crate::document::{Filled, Format, extract};

    #[test]
    fn only_choices_are_choices() {
        assert!(choices("{name} and {n, number}").is_empty());
        assert!(choices("{n, plural, one {a}").is_empty());
        assert!(choices("a '{n, plural, one {' b").is_empty());
        let found = choices("{n, plural, offset:1 =0 {no} other {a '}' b}}!");
        assert_eq!(found.len(), 1);
        let keywords: Vec<&str> = found[0].variants.iter().map(|(word, _)| *word).collect();
        assert_eq!(keywords, ["=0", "other"]);
    }

    #[test]
    fn the_choices_of_java_are_choices() {
        let text = "a=Found {0,choice,0#no files|1#one file|1<{0,number,integer} files} here\n";
        assert_eq!(
            shown(Format::Properties, text),
            ["Found {1/} here", "no files", "one file", "{1/} files"]
        );
        assert_kept(Format::Properties, text);
    }

    const TEXT: &str = r#"{
  "files": "{n, plural, =0 {No files} one {# file of {name}} other {# files}}",
  "who": "Sent {sex, select, male {by him {n, plural, other {# times}}} other {by them}} today"
}
"#;

    #[test]
    fn the_variants_of_a_choice_are_texts_and_nothing_else_of_it() {
        assert_eq!(
            shown(Format::Json, TEXT),
            [
                "No files",
                "{1/} file of {2/}",
                "{1/} files",
                "Sent {1/} today",
                "by him {1/}",
                "{1/} times",
                "by them",
            ]
        );
        let blocks = extract(&original(Format::Json, TEXT)).unwrap().to_blocks();
        let keys: Vec<&str> = blocks
            .iter()
            .filter_map(|block| block.key.as_deref())
            .collect();
        assert_eq!(keys[..3], ["files[=0]", "files[one]", "files[other]"]);
        assert_eq!(keys[5], "who[male][other]");
        assert_kept(Format::Json, TEXT);
    }

    #[test]
    fn a_translation_leaves_the_words_of_the_program() {
        let chinese = with(Format::Json, TEXT, |block| {
            Some(Filled {
                text: "译文".to_owned(),
                codes: block.codes.clone(),
            })
        });
        for kept in [
            "{n, plural, =0 {译文} one {",
            "{sex, select, male {",
            "{name}",
        ] {
            assert!(chinese.contains(kept), "{kept} in {chinese}");
        }
        let count = |text: &str, sign| text.matches(sign).count();
        for sign in ['{', '}', '#'] {
            assert_eq!(count(&chinese, sign), count(TEXT, sign), "{chinese}");
        }
    }
}
