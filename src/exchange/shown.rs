//! Texts with their inline codes as people write them: `{1}` begins a span, `{/1}` ends it, `{1/}`
//! stands alone, and a brace of the text is doubled.
//!
//! A unit without codes is shown as it stands: there is nothing to tell its braces from.

use super::inline::{Numbers, Piece, Role};
use crate::unit::{InlineCode, Variant};

/// How the texts of a unit are shown to people, and read back from them.
#[derive(Debug)]
pub struct Shown {
    /// The source text.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// The codes that either has, by how they are written; none where the unit has none.
    codes: Vec<(String, InlineCode)>,
}

/// A code was written that the unit does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no code {{{code}}} in this segment")]
pub struct UnknownCode {
    /// What stands between its braces.
    pub code: String,
}

impl Shown {
    /// The texts of a unit.
    #[must_use]
    pub fn new(source: Option<&Variant>, target: Option<&Variant>) -> Self {
        let texts = [source, target];
        let has_codes = texts
            .iter()
            .flatten()
            .any(|variant| !variant.codes.is_empty());
        let mut numbers = Numbers::default();
        let mut codes: Vec<(String, InlineCode)> = Vec::new();
        let [source, target] = texts.map(|variant| match variant {
            None => String::new(),
            Some(variant) if !has_codes => variant.text.clone(),
            Some(variant) => {
                let pieces = numbers.pieces(variant);
                for (label, code) in pieces.iter().filter_map(labelled) {
                    // The source comes first, but a translation's own code is the nearer one.
                    codes.retain(|(known, _)| *known != label);
                    codes.push((label, code.clone()));
                }
                pieces.iter().map(piece).collect()
            }
        });
        Self {
            source,
            target,
            codes,
        }
    }

    /// The text and the codes that a person means by what they wrote. A brace that cannot be a
    /// code is text.
    ///
    /// # Errors
    /// [`UnknownCode`] where a code is none of the unit.
    pub fn understood(&self, written: &str) -> Result<(String, Vec<InlineCode>), UnknownCode> {
        if self.codes.is_empty() {
            return Ok((written.to_owned(), Vec::new()));
        }
        let (text, codes, unknown) = self.known_of(written);
        match unknown.into_iter().next() {
            Some(code) => Err(UnknownCode { code }),
            None => Ok((text, codes)),
        }
    }

    /// The text that is written with codes, those of them that the unit has, and how the others are
    /// written, which are left out.
    #[must_use]
    pub fn known_of(&self, written: &str) -> (String, Vec<InlineCode>, Vec<String>) {
        let mut text = String::with_capacity(written.len());
        let mut codes = Vec::new();
        let mut unknown = Vec::new();
        let mut rest = written;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            let label = label(from);
            rest = if let Some(after) = ["{{", "}}"]
                .iter()
                .find_map(|doubled| from.strip_prefix(doubled))
            {
                text.push_str(from.get(..1).unwrap_or_default());
                after
            } else if let Some(label) = label {
                match self.codes.iter().find(|(known, _)| known == label) {
                    Some((_, code)) => codes.push(InlineCode {
                        at: u32::try_from(text.len()).unwrap_or(u32::MAX),
                        ..code.clone()
                    }),
                    None => unknown.push(label.to_owned()),
                }
                from.get(label.len() + 2..).unwrap_or_default()
            } else {
                text.push_str(from.get(..1).unwrap_or_default());
                from.get(1..).unwrap_or_default()
            };
        }
        text.push_str(rest);
        (text, codes, unknown)
    }
}

/// What stands between the braces of a code, for one that stands in a text.
fn labelled<'a>(piece: &Piece<'a>) -> Option<(String, &'a InlineCode)> {
    let Piece::Code { code, number, role } = piece else {
        return None;
    };
    let label = match role {
        Role::Alone => format!("{number}/"),
        Role::Opening | Role::LoneOpening => format!("{number}"),
        Role::Closing(opening) => format!("/{opening}"),
        Role::LoneClosing => format!("/{number}"),
    };
    Some((label, code))
}

fn piece(piece: &Piece<'_>) -> String {
    match (piece, labelled(piece)) {
        (_, Some((label, _))) => format!("{{{label}}}"),
        (Piece::Text(text), None) => text.replace('{', "{{").replace('}', "}}"),
        (Piece::Code { .. }, None) => String::new(),
    }
}

/// What stands between the braces of a code that `text` begins with: figures, and a stroke before
/// or after them or none.
fn label(text: &str) -> Option<&str> {
    let (label, _) = text.strip_prefix('{')?.split_once('}')?;
    let figures = label
        .strip_prefix('/')
        .or_else(|| label.strip_suffix('/'))
        .unwrap_or(label);
    let is_label = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
    is_label.then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::testing::tag;
    use crate::unit::CodeKind;

    fn variant(text: &str, codes: &[(u32, CodeKind, &str)]) -> Variant {
        let mut variant = Variant::new(tag("en"), text);
        variant.codes = codes
            .iter()
            .map(|(at, kind, id)| InlineCode {
                at: *at,
                kind: *kind,
                id: (*id).to_owned(),
                pair: None,
                type_: None,
                data: Some(format!("<{id}>")),
            })
            .collect();
        variant
    }

    #[test]
    fn codes_are_written_by_number_and_found_again() {
        use CodeKind::{Alone, Closing, Opening};
        let source = variant(
            "the {IP} office",
            &[(4, Opening, "b"), (8, Closing, "b"), (15, Alone, "br")],
        );
        let target = variant("知识产权局", &[(0, Opening, "b"), (12, Closing, "b")]);
        let shown = Shown::new(Some(&source), Some(&target));
        assert_eq!(shown.source, "the {1}{{IP}}{/1} office{3/}");
        assert_eq!(shown.target, "{1}知识产权{/1}局");
        let (text, codes) = shown.understood(&shown.target).unwrap();
        assert_eq!((&text, &codes), (&target.text, &target.codes));
        let (text, codes) = shown.understood(&shown.source).unwrap();
        assert_eq!((&text, &codes), (&source.text, &source.codes));
        let (text, codes) = shown.understood("局{3/}{x} {").unwrap();
        assert_eq!(text, "局{x} {");
        assert_eq!((codes.len(), codes[0].at), (1, 3));
        let unknown = shown.understood("{7}局{/7}").unwrap_err();
        assert_eq!(unknown.to_string(), "there is no code {7} in this segment");
        let (text, codes, unknown) = shown.known_of("{7}局{/7}{3/}{{");
        assert_eq!((text.as_str(), codes.len()), ("局{", 1));
        assert_eq!(unknown, ["7", "/7"]);
    }

    #[test]
    fn braces_of_a_text_without_codes_are_only_braces() {
        let source = variant("Hello, {name} {1}", &[]);
        let shown = Shown::new(Some(&source), None);
        assert_eq!(shown.source, source.text);
        assert_eq!(
            shown.understood("你好，{name} {1}").unwrap(),
            ("你好，{name} {1}".to_owned(), Vec::new())
        );
    }
}
