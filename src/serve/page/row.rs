//! A segment as a row of the grid.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::store::{Draft, Placed};
use crate::unit::{Finding, Severity};
use crate::work::check::Checker;
use crate::work::fill::Segments;

/// A source of at most so many characters, alone in its paragraph and without a final mark, is
/// shown as a heading.
const HEADING: usize = 120;

/// What stands beside a segment in its row.
pub(super) struct Beside<'a> {
    /// What the checks found.
    pub(super) findings: &'a [Finding],
    /// What is being typed into it.
    pub(super) drafts: &'a [Draft],
    /// How many segments of the document have its text.
    pub(super) repetitions: Option<usize>,
    /// Whether a paragraph begins with it.
    pub(super) paragraph: bool,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// Who looks.
    pub(super) who: Option<&'a str>,
}

/// The row of a segment.
pub(super) fn row(
    words: Words,
    segments: &Segments,
    number: usize,
    placed: &Placed,
    beside: &Beside<'_>,
) -> Markup {
    let target = segments.target(placed);
    let state = target.and_then(|target| target.state);
    let shown = segments.shown(placed);
    let has_codes = has_codes(segments, placed);
    let document = &segments.document;
    let count = |severity| {
        let findings = beside.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let own = beside
        .drafts
        .iter()
        .find(|draft| Some(draft.who.as_str()) == beside.who && draft.text != shown.target);
    let others: Vec<&str> = beside
        .drafts
        .iter()
        .filter(|draft| Some(draft.who.as_str()) != beside.who)
        .map(|draft| draft.who.as_str())
        .collect();
    let conflict = placed
        .stored
        .unit
        .alternatives(&document.target_lang)
        .nth(1)
        .is_some();
    html! {
        div role="row" id={ "s" (number) }
            class={ "row" @if beside.paragraph { " paragraph" } @if beside.heading { " heading" } }
            data-number=(number)
            data-unit=(placed.stored.unit.id.to_string())
            data-state=(state.map_or("untranslated", crate::unit::State::as_str))
            data-findings=(errors + warnings)
            data-repetitions=[beside.repetitions]
            data-source=(shown.source)
            data-target=(shown.target)
            data-draft=[own.map(|draft| draft.text.as_str())]
            data-seen=[own.map(|draft| draft.seen.as_str())]
            data-locked=[target.and_then(|target| target.locked.as_deref())] {
            span.number role="rowheader" { (number) }
            div.source role="cell" lang=(document.source_lang.canonical()) dir="auto" {
                (text(&shown.source, has_codes))
            }
            div.target role="cell" lang=(document.target_lang.canonical()) dir="auto" {
                @match own {
                    Some(draft) => (text(&draft.text, has_codes)),
                    None => (text(&shown.target, has_codes)),
                }
            }
            div.state role="cell" {
                span.sign aria-hidden="true" { (state.map_or("○", crate::unit::State::sign)) }
                " " span.word { (words.state(state)) }
                @if let Some(target) = target {
                    @if target.locked.is_some() { span.mark { "🔒 " (words.say("locked", "锁定")) } }
                    @match (target.made_by, target.score) {
                        (Some(crate::unit::MadeBy::Human) | None, _) => {},
                        (Some(made_by), Some(score)) => span.soft { (words.made_by(made_by)) " " (score) " %" },
                        (Some(made_by), None) => span.soft { (words.made_by(made_by)) },
                    }
                }
                @if own.is_some() {
                    span.mark.draft { "✎ " (words.say("not confirmed yet", "尚未确认")) }
                }
                @for who in others {
                    span.mark.draft { "✎ " (who) }
                }
                @if errors > 0 {
                    span.mark.error { "✕ " (errors) " " (words.severity(Severity::Error)) }
                }
                @if warnings > 0 {
                    span.mark.warning { "▲ " (warnings) " " (words.severity(Severity::Warning)) }
                }
                @if conflict {
                    span.mark.warning { "⇄ " (words.say("the file has another text", "文件中另有译文")) }
                }
                @if let Some(count) = beside.repetitions.filter(|count| *count > 1) {
                    span.soft { "↻ " (count) "×" }
                }
            }
        }
    }
}

/// Whether the texts of a segment have inline codes.
pub(super) fn has_codes(segments: &Segments, placed: &Placed) -> bool {
    let texts = placed.stored.unit.source().into_iter();
    let mut texts = texts.chain(segments.target(placed));
    texts.any(|variant| !variant.codes.is_empty())
}

/// A text as people write it, its inline codes as chips.
pub(super) fn text(shown: &str, has_codes: bool) -> Markup {
    if !has_codes {
        return html! { (shown) };
    }
    html! {
        @for piece in pieces(shown) {
            @match piece {
                Ok(text) => (text),
                Err(code) => span.code { (code) },
            }
        }
    }
}

/// The pieces of a text as people write it: text, or else the label of an inline code.
pub(super) fn pieces(shown: &str) -> Vec<Result<String, String>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = shown;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let doubled = ["{{", "}}"]
            .iter()
            .find_map(|doubled| from.strip_prefix(doubled));
        let code = from.find('}').filter(|_| from.starts_with('{'));
        rest = match (doubled, code) {
            (None, Some(end)) => {
                let label = from.get(1..end).unwrap_or_default();
                pieces.push(Ok(std::mem::take(&mut text)));
                pieces.push(Err(label.to_owned()));
                from.get(end + 1..).unwrap_or_default()
            }
            (doubled, _) => {
                text.push_str(from.get(..1).unwrap_or_default());
                doubled.unwrap_or(from.get(1..).unwrap_or_default())
            }
        };
    }
    text.push_str(rest);
    pieces.push(Ok(text));
    pieces
}

/// Which rows are made anew.
#[derive(Debug, Deserialize)]
pub(super) struct Numbers {
    numbers: String,
}

/// Some rows, after they were changed.
pub(super) async fn some(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
    Query(Numbers { numbers }): Query<Numbers>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let numbers: Vec<usize> = numbers
        .split(',')
        .filter_map(|number| number.parse().ok())
        .take(super::super::api::MOST)
        .collect();
    let policy = counter.policy();
    let who = client.name.clone();
    let rows = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut rows = Vec::new();
        for number in numbers {
            let segments = Segments::around(reader, document(reader, &name)?, number)?;
            let placed = segments.number(number)?;
            let terms = open.terms(&segments.document)?;
            let checker = Checker {
                terms,
                policy: &policy,
            };
            let findings = checker.check_segment(&segments, number);
            let lang = &segments.document.target_lang;
            let drafts = reader.drafts(placed.stored.row, lang)?;
            let beside = Beside {
                findings: &findings,
                drafts: &drafts,
                repetitions: None,
                paragraph: is_paragraph(&segments, number),
                heading: is_heading(&segments, number),
                who: who.as_deref(),
            };
            rows.push(row(words, &segments, number, placed, &beside));
        }
        Ok(rows)
    });
    let rows = rows.await?;
    Ok(super::html(html! { @for row in rows { (row) } }))
}

/// Whether a paragraph begins with a segment.
pub(super) fn is_paragraph(segments: &Segments, number: usize) -> bool {
    number <= 1 || segments.paragraph(number) != segments.paragraph(number - 1)
}

/// Whether a segment looks like a heading.
pub(super) fn is_heading(segments: &Segments, number: usize) -> bool {
    let Ok(placed) = segments.number(number) else {
        return false;
    };
    let source = segments.source(placed).trim();
    let alone = is_paragraph(segments, number)
        && (segments.number(number + 1).is_err() || is_paragraph(segments, number + 1));
    alone
        && source.chars().count() <= HEADING
        && !source.ends_with([
            '.', '!', '?', ':', ';', '。', '！', '？', '：', '；', '…', ',',
        ])
}

/// How many segments have each source text.
pub(super) fn repetitions(segments: &Segments) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for placed in &segments.placed {
        *counts.entry(segments.source(placed)).or_insert(0) += 1;
    }
    counts
}
