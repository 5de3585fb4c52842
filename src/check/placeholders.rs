//! Q28: placeholders, tags and addresses that do not come through.

use super::span::{Span, SpanKind, backticks};
use super::{Check, Reading, in_source, in_target};
use crate::unit::{Finding, Message, Severity, Side};

/// Placeholders, tags, URLs and mail addresses lost, added or changed.
pub(super) struct Placeholders;

impl Check for Placeholders {
    fn id(&self) -> &'static str {
        "Q28"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let mut extra: Vec<(String, &Span)> = pair
            .target_spans()
            .iter()
            .map(|span| (key(pair.target, span), span))
            .collect();
        let mut lost: Vec<&Span> = Vec::new();
        for span in pair.source_spans() {
            let wanted = key(pair.source, span);
            if let Some(at) = extra.iter().position(|(key, _)| *key == wanted) {
                extra.swap_remove(at);
            } else {
                lost.push(span);
            }
        }
        // Whoever turns the order round numbers them: %d of %d, %2$d 个中的 %1$d 个.
        lost.retain(|span| {
            let wanted = key(pair.source, span);
            let same = |(key, _): &(String, &Span)| unnumbered(key) == unnumbered(&wanted);
            extra
                .iter()
                .position(same)
                .map(|at| extra.swap_remove(at))
                .is_none()
        });
        let mut added: Vec<&Span> = extra.into_iter().map(|(_, span)| span).collect();
        added.sort_by_key(|span| span.range.start);
        let none_lost = lost.iter().all(|span| span.kind != SpanKind::Tag);
        for (text, spans, side) in [
            (pair.source, lost, Side::Source),
            (pair.target, added, Side::Target),
        ] {
            // The tags of one segment are one finding.
            let (tags, others): (Vec<&Span>, Vec<&Span>) = spans
                .into_iter()
                .partition(|span| span.kind == SpanKind::Tag);
            let code = backticks(text);
            let in_code = |span: &Span| code.iter().any(|code| code.contains(&span.range.start));
            let theirs = if side == Side::Source {
                pair.target
            } else {
                pair.source
            };
            for span in others {
                let severity = match in_code(span) || is_relative(&key(text, span), span, theirs) {
                    true => Severity::Info,
                    false => Severity::Error,
                };
                findings.push(finding(text, &[span], severity, side));
            }
            // What is lost at an edge was cut off with the layout; what is lost inside was there.
            let cut = |tag: &&Span| side == Side::Target || is_at_edge(text, tag);
            let is_cell =
                |tag: &&Span| CELLS.contains(&key(text, tag).trim_start_matches(['<', '/']));
            let layout = tags.iter().all(|tag| is_layout(text, tag) && cut(tag))
                || side == Side::Target && tags.iter().any(is_cell);
            let metavariables = tags.iter().all(|tag| in_code(tag));
            let markup = side == Side::Target && none_lost && is_balanced(text, &tags);
            let severity = match layout || markup || metavariables {
                true => Severity::Info,
                false => Severity::Error,
            };
            if !tags.is_empty() {
                findings.push(finding(text, &tags, severity, side));
            }
        }
    }
}

/// That spans of a text are not in the other.
fn finding(text: &str, spans: &[&Span], severity: Severity, side: Side) -> Finding {
    let pieces = spans.iter().filter_map(|span| text.get(span.range.clone()));
    let pieces: Vec<&str> = pieces.collect();
    let (verb, other, other_zh) = match (pieces.len(), side) {
        (1, Side::Source) => ("is", "translation", "译文"),
        (1, Side::Target) => ("is", "source", "原文"),
        (_, Side::Source) => ("are", "translation", "译文"),
        (_, Side::Target) => ("are", "source", "原文"),
    };
    let message = Message {
        english: format!("“{}” {verb} not in the {other}", pieces.join("”, “")),
        chinese: format!("{other_zh}中没有“{}”", pieces.join("”“")),
    };
    let range = match spans {
        [span] => span.range.clone(),
        [first, .., last] => first.range.start..last.range.end,
        [] => 0..0,
    };
    match side {
        Side::Source => in_source("Q28", severity, range, message),
        Side::Target => in_target("Q28", severity, range, message),
    }
}

/// Elements that lay a page out: where one text has them and the other not, the file was cut so.
const LAYOUT: &[&str] = &[
    "p",
    "td",
    "tr",
    "th",
    "table",
    "tbody",
    "thead",
    "ul",
    "ol",
    "li",
    "div",
    "dl",
    "dd",
    "dt",
    "br",
    "hr",
    "section",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

/// Those of a table: a text that has one of them too much was cut out of a table, with all it has.
const CELLS: &[&str] = &["td", "tr", "table", "tbody"];

/// Whether an address of one text stands in the other without its host.
fn is_relative(key: &str, span: &Span, theirs: &str) -> bool {
    span.kind == SpanKind::Url
        && key
            .split_once('/')
            .is_some_and(|(_, path)| path.len() > 3 && theirs.contains(path))
}

fn is_layout(text: &str, tag: &Span) -> bool {
    let name = key(text, tag);
    LAYOUT.contains(&name.trim_start_matches(['<', '/']))
}

/// Whether nothing but tags stands before a tag, or behind it.
fn is_at_edge(text: &str, tag: &Span) -> bool {
    let is_blank = |part: Option<&str>| {
        let mut inside = false;
        part.unwrap_or_default().chars().all(|c| {
            inside = c == '<' || inside && c != '>';
            inside || !c.is_alphanumeric()
        })
    };
    is_blank(text.get(..tag.range.start)) || is_blank(text.get(tag.range.end..))
}

/// Whether tags open and close one another: a translator marked up what the source has bare.
fn is_balanced(text: &str, tags: &[&Span]) -> bool {
    let mut open: Vec<String> = Vec::new();
    let inline = tags.iter().filter(|tag| !is_layout(text, tag));
    inline
        .map(|tag| key(text, tag))
        .all(|name| match name.strip_prefix("</") {
            Some(name) => open.pop().is_some_and(|last| last == format!("<{name}")),
            None => {
                open.push(name);
                true
            }
        })
        && open.is_empty()
}

/// What two spans are compared by: a tag by its name, an address without the language in its path.
fn key(text: &str, span: &Span) -> String {
    let text = text.get(span.range.clone()).unwrap_or_default();
    match span.kind {
        SpanKind::Placeholder => chosen(text).unwrap_or(text).to_owned(),
        SpanKind::Mail => text.to_ascii_lowercase(),
        SpanKind::Tag => text
            .split(|c: char| c.is_whitespace() || c == '>')
            .next()
            .unwrap_or(text)
            .trim_end_matches('/')
            .to_ascii_lowercase(),
        SpanKind::Url => {
            let lower = text.to_ascii_lowercase();
            let bare = lower
                .trim_start_matches("https://")
                .trim_start_matches("http://");
            bare.split(['/', '?', '&', '='])
                .filter(|part| !is_language(part) && !part.is_empty())
                .collect::<Vec<_>>()
                .join("/")
        }
    }
}

/// A conversion of printf without its place: `%2$d` is a `%d`.
fn unnumbered(key: &str) -> String {
    let numbered = key.strip_prefix('%').and_then(|rest| rest.split_once('$'));
    match numbered {
        Some((place, rest)) if place.bytes().all(|b| b.is_ascii_digit()) => format!("%{rest}"),
        _ => key.to_owned(),
    }
}

/// What a placeholder of the Unicode message format chooses by (`{count, plural`): the forms it
/// chooses among are those of the language.
fn chosen(text: &str) -> Option<&str> {
    let mut commas = text.match_indices(',');
    let (first, _) = commas.next()?;
    let (second, _) = commas.next()?;
    let kind = text.get(first + 1..second)?.trim();
    matches!(kind, "plural" | "select" | "selectordinal").then(|| text.get(..second))?
}

/// Whether a part of an address names a language: `en`, `zh-cn`, `zh_hans`.
fn is_language(part: &str) -> bool {
    let mut pieces = part.split(['-', '_']);
    let language = pieces.next().unwrap_or_default();
    let known = [
        "en", "zh", "fr", "de", "es", "ru", "ar", "ja", "ko", "pt", "it", "cn",
    ];
    known.contains(&language)
        && pieces
            .next()
            .is_none_or(|region| matches!(region.len(), 2 | 4))
        && pieces.next().is_none()
}
