//! Texts with their inline codes as people write them: `{1}` begins a span, `{/1}` ends it, `{1/}`
//! stands alone, and a brace of the text is doubled.
//!
//! A unit without codes is shown as it stands: there is nothing to tell its braces from.

use std::ops::Range;

use super::inline::{Numbers, Piece, Role};
use crate::unit::{CodeKind, InlineCode, Side, Variant};

/// How the texts of a unit are shown to people, and read back from them.
#[derive(Debug)]
pub struct Shown {
    /// The source text.
    pub source: String,
    /// The translation; empty where there is none.
    pub target: String,
    /// The codes that either has, by how they are written; none where the unit has none.
    codes: Vec<(String, InlineCode)>,
    /// How the codes of each text are written, with their places in it, in bytes.
    places: [Vec<(usize, String)>; 2],
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
        let mut places = [Vec::new(), Vec::new()];
        for (variant, places) in texts.into_iter().zip(&mut places) {
            let Some(variant) = variant.filter(|_| has_codes) else {
                continue;
            };
            let mut at = 0;
            for piece in numbers.pieces(variant) {
                match piece {
                    Piece::Text(text) => at += text.len(),
                    Piece::Code { code, number, role } => {
                        let label = labelled(number, role);
                        places.push((at, label.clone()));
                        // The source comes first, but a translation's own code is the nearer one.
                        codes.retain(|(known, _)| *known != label);
                        codes.push((label, code.clone()));
                    }
                }
            }
        }
        let mut shown = Self {
            source: String::new(),
            target: String::new(),
            codes,
            places,
        };
        let [source, target] = [(Side::Source, source), (Side::Target, target)]
            .map(|(side, variant)| variant.map_or(String::new(), |it| shown.text(side, &it.text)));
        (shown.source, shown.target) = (source, target);
        shown
    }

    /// The codes that begin something or stand alone, by how they are written, in the order of their
    /// numbers.
    #[must_use]
    pub fn codes(&self) -> Vec<(&str, &InlineCode)> {
        let codes = self.codes.iter();
        let codes = codes.filter(|(_, code)| code.kind != CodeKind::Closing);
        let mut codes: Vec<_> = codes.map(|(label, code)| (label.as_str(), code)).collect();
        codes.sort_by_key(|(label, _)| label.trim_end_matches('/').parse::<usize>().ok());
        codes
    }

    fn text(&self, side: Side, text: &str) -> String {
        let pieces = self.pieces(side, text, &[]);
        pieces.into_iter().map(|(_, piece)| piece).collect()
    }

    /// A text of the unit as people see it, in pieces; those that stand at `ranges`, in bytes of the
    /// text without its codes, are marked. Of places that overlap the first is marked.
    #[must_use]
    pub fn pieces(&self, side: Side, text: &str, ranges: &[Range<usize>]) -> Vec<(bool, String)> {
        let places = match side {
            Side::Source => &self.places[0],
            Side::Target => &self.places[1],
        };
        let mut places = places.iter().peekable();
        // What stands between two places. Codes at its beginning belong to a marked piece, and those
        // at its end to what follows one.
        let mut between = |from: usize, to: usize, marked: bool| -> Option<String> {
            let mut out = String::new();
            let mut done = from;
            while let Some((at, label)) = places.next_if(|(at, _)| match marked {
                true => *at < to,
                false => *at < to || (*at == to && to == text.len()),
            }) {
                out.push_str(&self.braced(text.get(done..*at)?));
                out.push_str(&format!("{{{label}}}"));
                done = *at;
            }
            out.push_str(&self.braced(text.get(done..to)?));
            Some(out)
        };
        let mut pieces = Vec::new();
        let mut end = 0;
        for range in ranges {
            if range.start < end || text.get(range.clone()).is_none_or(str::is_empty) {
                continue;
            }
            let (Some(before), Some(word)) = (
                between(end, range.start, false),
                between(range.start, range.end, true),
            ) else {
                continue;
            };
            pieces.push((false, before));
            pieces.push((true, word));
            end = range.end;
        }
        pieces.push((false, between(end, text.len(), false).unwrap_or_default()));
        pieces.retain(|(_, piece)| !piece.is_empty());
        pieces
    }

    /// A text of somebody as one of the unit is shown, to be compared with it: one in which codes of the
    /// unit are written already stays as it is.
    #[must_use]
    pub fn alike(&self, written: &str) -> String {
        match self.understood(written) {
            Ok((_, codes)) if !codes.is_empty() => written.to_owned(),
            _ => self.braced(written),
        }
    }

    /// Text as it is shown: with its braces doubled where there are codes to tell them from.
    fn braced(&self, text: &str) -> String {
        match self.codes.is_empty() {
            true => text.to_owned(),
            false => text.replace('{', "{{").replace('}', "}}"),
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

/// What stands between the braces of a code.
fn labelled(number: usize, role: Role) -> String {
    match role {
        Role::Alone => format!("{number}/"),
        Role::Opening | Role::LoneOpening => format!("{number}"),
        Role::Closing(opening) => format!("/{opening}"),
        Role::LoneClosing => format!("/{number}"),
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

    fn variant(text: &str, codes: &[(u32, CodeKind, &str)]) -> Variant {
        let mut variant = Variant::new(tag("en"), text);
        variant.codes = codes
            .iter()
            .map(|(at, kind, id)| InlineCode {
                at: *at,
                kind: *kind,
                id: (*id).into(),
                pair: None,
                type_: None,
                data: Some(format!("<{id}>").into()),
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
    fn a_place_is_marked_where_it_stands_between_codes() {
        use CodeKind::{Alone, Closing, Opening};
        let source = variant(
            "the {IP} office",
            &[(4, Opening, "b"), (8, Closing, "b"), (15, Alone, "br")],
        );
        let shown = Shown::new(Some(&source), None);
        let marked = |ranges: &[Range<usize>]| {
            let pieces = shown.pieces(Side::Source, &source.text, ranges);
            let pieces = pieces
                .into_iter()
                .map(|(is_marked, piece)| match is_marked {
                    true => format!("[{piece}]"),
                    false => piece,
                });
            pieces.collect::<String>()
        };
        assert_eq!(marked(&[]), shown.source);
        assert_eq!(marked(&[5..7, 5..6]), "the {1}{{[IP]}}{/1} office{3/}");
        assert_eq!(
            marked(&[0..7, 2..6, 9..15]),
            "[the {1}{{IP]}}{/1} [office]{3/}"
        );
        assert_eq!(marked(&[4..8, 4..5]), "the [{1}{{IP}}]{/1} office{3/}");
        assert_eq!(marked(&[9..99, 9..9]), shown.source);
        assert_eq!(shown.alike("an {IP} office"), "an {{IP}} office");
        assert_eq!(shown.alike("an {1}IP{/1} office"), "an {1}IP{/1} office");
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
