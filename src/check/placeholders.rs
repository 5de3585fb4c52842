//! Q28: placeholders, tags and addresses that do not come through.

use super::span::{Span, SpanKind};
use super::{Check, Reading, in_source, in_target};
use crate::unit::{Finding, Severity};

/// Placeholders, tags, URLs and mail addresses lost, added or changed.
pub(super) struct Placeholders;

impl Check for Placeholders {
    fn id(&self) -> &'static str {
        "Q28"
    }

    fn check(&self, pair: &Reading<'_>, findings: &mut Vec<Finding>) {
        let source = pair.source_spans();
        let mut target: Vec<(String, &Span)> = pair
            .target_spans()
            .iter()
            .map(|span| (key(pair.target, span), span))
            .collect();
        for span in source {
            let wanted = key(pair.source, span);
            if let Some(at) = target.iter().position(|(key, _)| *key == wanted) {
                target.swap_remove(at);
            } else {
                let text = pair.source.get(span.range.clone()).unwrap_or_default();
                let message = format!("“{text}” is not in the translation");
                findings.push(in_source(
                    self.id(),
                    Severity::Error,
                    span.range.clone(),
                    message,
                ));
            }
        }
        target.sort_by_key(|(_, span)| span.range.start);
        for (_, span) in target {
            let text = pair.target.get(span.range.clone()).unwrap_or_default();
            let message = format!("“{text}” is not in the source");
            findings.push(in_target(
                self.id(),
                Severity::Error,
                span.range.clone(),
                message,
            ));
        }
    }
}

/// What two spans are compared by: a tag by its name, an address without the language in its path.
fn key(text: &str, span: &Span) -> String {
    let text = text.get(span.range.clone()).unwrap_or_default();
    match span.kind {
        SpanKind::Placeholder => text.to_owned(),
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
