//! Marks: what XLIFF says of words in a text without changing how they look (`mrk` of 1.2 §2.3,
//! `mrk`, `sm` and `em` of 2.1 §4.7.3), such as that they are a term.
//!
//! In a text a mark is a pair of codes of the type `mark:term`. What else it says is the native
//! code of the first: `<mrk value="…">`.

use super::inline::{Piece, Role};
use super::xml::{Element, Node, Token, XmlReader, quoted};
use crate::unit::InlineCode;

/// What the types of codes that are marks begin with.
const MARK: &str = "mark:";
/// What stands before words of 1.2 where 2.x wants a prefix.
const PREFIX: &str = "yiku:";

/// What a mark says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Annotation {
    /// `generic`, `term`, `comment`, or a word of a tool.
    kind: String,
    /// Whether the words are to be translated, where that is said.
    translate: Option<bool>,
    /// Where more is said.
    reference: Option<String>,
    /// A comment, or what a term means.
    value: Option<String>,
}

impl Annotation {
    /// What a `mrk` or `sm` says; `None` of other elements.
    pub(super) fn of_node(node: &Node) -> Option<Self> {
        if !matches!(node.name.as_str(), "mrk" | "sm") {
            return None;
        }
        let get = |name: &str| node.get(name).map(str::to_owned);
        let said = get("mtype").or_else(|| get("type"));
        let said = said.as_deref().unwrap_or("generic");
        let kind = match said.strip_prefix("x-") {
            // What 2.x has and 1.2 has not.
            Some(word @ ("generic" | "comment")) => word,
            Some(word) if is_of_tool(word) => word,
            _ if said == "protected" => "generic",
            _ => said.strip_prefix(PREFIX).unwrap_or(said),
        };
        let translate = get("translate").map(|said| said != "no");
        // What the reference leads to has another name when the text is written again.
        let outside = |reference: &String| !reference.starts_with('#');
        // 1.2 has no place for a reference but the comment.
        let (comment, of_comment) = parted(get("comment"));
        Some(Self {
            kind: kind.to_owned(),
            translate: translate.or((said == "protected").then_some(false)),
            reference: get("ref").filter(outside).or(of_comment),
            value: get("value").or(comment),
        })
    }

    /// What the first code of a mark says; `None` of other codes.
    pub(super) fn of_code(code: &InlineCode) -> Option<Self> {
        let kind = code.type_.as_deref()?.strip_prefix(MARK)?;
        let mut said = Self {
            kind: kind.to_owned(),
            ..Self::default()
        };
        let mut xml = XmlReader::new(code.data.as_deref().unwrap_or_default().as_bytes());
        if matches!(xml.next(), Ok(Token::Start)) && xml.name() == "mrk" {
            let get = |name: &str| xml.attribute(name).map(str::to_owned);
            said.translate = get("translate").map(|said| said != "no");
            said.reference = get("ref");
            said.value = get("value");
        }
        Some(said)
    }

    /// The type of its codes.
    pub(super) fn type_(&self) -> String {
        format!("{MARK}{}", self.kind)
    }

    /// The native code of the first: what it says but for its type.
    pub(super) fn data(&self) -> Option<String> {
        let said = [
            ("translate", self.translate.map(yes_or_no)),
            ("ref", self.reference.as_deref()),
            ("value", self.value.as_deref()),
        ];
        let said: String = said
            .into_iter()
            .filter_map(|(name, value)| Some(format!(" {name}=\"{}\"", quoted(value?))))
            .collect();
        (!said.is_empty()).then(|| format!("<mrk{said}>"))
    }

    /// The `mrk` of 1.2, which has no place for a reference but its comment, and for a type only
    /// where the words are to be translated. Without `mid`: in a target that must be one of
    /// `seg-source`.
    pub(super) fn in_1(&self) -> Element<'_> {
        let kind = match self.kind.as_str() {
            _ if self.translate == Some(false) => "protected".to_owned(),
            word if MTYPES.contains(&word) || is_extended(word) => word.to_owned(),
            word => format!("x-{}", joined(word)),
        };
        let comment = match (&self.value, &self.reference) {
            (Some(value), Some(reference)) => Some(format!("{value} ({reference})")),
            (value, reference) => value.clone().or_else(|| reference.clone()),
        };
        Element::new("mrk")
            .with("mtype", kind)
            .maybe("comment", comment)
    }

    /// The `mrk` or `sm` of 2.x. A comment has a value or a reference, and one alone.
    pub(super) fn in_2(&self, name: &'static str, id: String) -> Element<'_> {
        let (reference, value) = (self.reference.as_deref(), self.value.as_deref());
        let is_comment = self.kind == "comment";
        let kind = match self.kind.as_str() {
            "comment" if reference.is_none() && value.is_none() => "generic".to_owned(),
            word @ ("generic" | "term" | "comment") => word.to_owned(),
            word if is_of_tool(word) => word.to_owned(),
            word => format!("{PREFIX}{}", joined(word).replace(':', "-")),
        };
        Element::new(name)
            .with("id", id)
            .maybe("translate", self.translate.map(yes_or_no))
            .with("type", kind)
            .maybe("ref", reference.filter(|_| !is_comment || value.is_none()))
            .maybe("value", value)
    }
}

/// What a comment of 1.2 says, and the address behind it, in brackets, or in its place.
fn parted(comment: Option<String>) -> (Option<String>, Option<String>) {
    let Some(comment) = comment else {
        return (None, None);
    };
    let bracketed = comment
        .strip_suffix(')')
        .and_then(|all| all.rsplit_once(" ("));
    match bracketed {
        _ if is_address(&comment) => (None, Some(comment)),
        Some((said, address)) if is_address(address) => {
            (Some(said.to_owned()), Some(address.to_owned()))
        }
        _ => (Some(comment), None),
    }
}

fn is_address(text: &str) -> bool {
    let on_the_web = text.starts_with("http://") || text.starts_with("https://");
    on_the_web && !text.contains(char::is_whitespace)
}

/// The words that 1.2 knows for `mtype`, but for that of a segment.
const MTYPES: &[&str] = &[
    "abbrev",
    "abbreviated-form",
    "abbreviation",
    "acronym",
    "appellation",
    "collocation",
    "common-name",
    "datetime",
    "equation",
    "expanded-form",
    "formula",
    "head-term",
    "initialism",
    "international-scientific-term",
    "internationalism",
    "logical-expression",
    "materials-management-unit",
    "name",
    "near-synonym",
    "part-number",
    "phrase",
    "phraseological-unit",
    "protected",
    "romanized-form",
    "set-phrase",
    "short-form",
    "sku",
    "standard-text",
    "symbol",
    "synonym",
    "synonymous-phrase",
    "term",
    "transcribed-form",
    "transliterated-form",
    "truncated-term",
    "variant",
];

fn is_extended(word: &str) -> bool {
    let rest = word.strip_prefix("x-");
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Whether a word is one of a tool with its prefix, as 2.x wants them.
fn is_of_tool(word: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && !part.contains([':', ' ', '\t', '\n', '\r']);
    word.split_once(':')
        .is_some_and(|(prefix, rest)| is_part(prefix) && is_part(rest))
}

fn joined(word: &str) -> String {
    let words: Vec<&str> = word.split_whitespace().collect();
    match words.is_empty() {
        true => "mark".to_owned(),
        false => words.join("-"),
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// How a mark can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As an element around what is between its ends.
    Around,
    /// As two elements, since it crosses another.
    Apart,
}

/// How the marks of a text can be written: the form of each piece that is an end of one.
pub(super) fn forms(pieces: &[Piece<'_>]) -> Vec<Option<Form>> {
    let mut forms = vec![None; pieces.len()];
    let mut around: Vec<(usize, usize)> = Vec::new();
    for (begin, piece) in pieces.iter().enumerate() {
        let Piece::Code { code, number, role } = piece else {
            continue;
        };
        if *role != Role::Opening || !code.is_mark() {
            continue;
        }
        let ends = |piece: &Piece<'_>| match piece {
            Piece::Code { role, .. } => *role == Role::Closing(*number),
            Piece::Text(_) => false,
        };
        let Some(length) = pieces.iter().skip(begin).position(ends) else {
            continue;
        };
        let end = begin + length;
        let crosses = |other: &(usize, usize)| begin < other.1 && other.1 < end;
        let form = match around.iter().any(crosses) {
            true => Form::Apart,
            false => Form::Around,
        };
        if form == Form::Around {
            around.push((begin, end));
        }
        for at in [begin, end] {
            if let Some(place) = forms.get_mut(at) {
                *place = Some(form);
            }
        }
    }
    forms
}

#[cfg(test)]
mod tests;
