//! A segment as a row of the grid.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::{Extension, Json};
use maud::{Markup, html};
use serde::Deserialize;

use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::store::{Draft, Placed};
use crate::text::count;
use crate::unit::{CodeKind, Finding, InlineCode, Note, Severity};
use crate::work::check::Checker;
use crate::work::fill::Segments;

/// A source of at most so many characters, alone in its paragraph and without a final mark, is
/// shown as a heading.
const HEADING: usize = 120;

/// A code that stands alone is shown as it is written, of at most so many characters.
const WORD: usize = 24;

/// What stands beside a segment in its row.
pub(super) struct Beside<'a> {
    /// What the checks found.
    pub(super) findings: &'a [Finding],
    /// How many checks hold it against the rest of its document.
    pub(super) across: usize,
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
    let source = placed.stored.unit.source();
    let source_codes = source.map_or(&[][..], |source| &source.codes);
    let target_codes = target.map_or(&[][..], |target| &target.codes);
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
    let notes = said(segments, placed).count();
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
            data-across=(beside.across)
            data-words=(count::words(segments.source(placed)))
            data-notes=[(notes > 0).then_some(notes)]
            data-repetitions=[beside.repetitions]
            data-source=(shown.source)
            data-target=(shown.target)
            data-draft=[own.map(|draft| draft.text.as_str())]
            data-seen=[own.map(|draft| draft.seen.as_str())]
            data-locked=[target.and_then(|target| target.locked.as_deref())] {
            span.number role="rowheader" { (number) }
            div.source role="cell" lang=(document.source_lang.canonical()) dir="auto" {
                (text(&shown.source, source_codes))
            }
            div.target role="cell" lang=(document.target_lang.canonical()) dir="auto" {
                @match own {
                    // Whoever types writes the codes of the source.
                    Some(draft) => (text(&draft.text, source_codes)),
                    None => (text(&shown.target, target_codes)),
                }
            }
            div.state role="cell" {
                span.sign aria-hidden="true" { (state.map_or("○", crate::unit::State::sign)) }
                " " span.word { (words.state(state)) }
                @if let Some(target) = target {
                    @if target.locked.is_some() { span.mark { "🔒 " (words.say("locked", "锁定")) } }
                    @match (target.made_by, target.score) {
                        (Some(crate::unit::MadeBy::Human) | None, _) => {},
                        (Some(made_by), Some(score)) => span.soft { (words.made_by(made_by)) " " (score) "\u{a0}%" },
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
                @if notes > 0 {
                    span.mark title=(words.say("notes", "备注")) { "✉ " (notes) }
                }
                @if let Some(count) = beside.repetitions.filter(|count| *count > 1) {
                    span.soft { "↻ " (count) "×" }
                }
            }
        }
    }
}

/// What people said of a segment and of its translation.
fn said<'a>(segments: &'a Segments, placed: &'a Placed) -> impl Iterator<Item = &'a Note> {
    let target = segments.target(placed);
    let of_target = target.into_iter().flat_map(|target| &target.notes);
    let of_unit = placed.stored.unit.notes.iter();
    of_unit.chain(of_target).filter(|note| note.from.is_some())
}

/// A text as people write it, its inline codes as chips that say what they are.
pub(super) fn text(shown: &str, codes: &[InlineCode]) -> Markup {
    if codes.is_empty() {
        return html! { (shown) };
    }
    html! {
        @for piece in pieces(shown) {
            @match piece {
                Ok(text) => (text),
                Err(label) => {
                    @let code = code(&label, codes);
                    span.code title=[code.map(about)] {
                        (label) @if let Some(word) = code.and_then(word) { " " (word) }
                    }
                }
            }
        }
    }
}

/// The code that a label stands for: `1`, `/1`, `1/`.
pub(super) fn code<'a>(label: &str, codes: &'a [InlineCode]) -> Option<&'a InlineCode> {
    let (kind, id) = match (label.strip_prefix('/'), label.strip_suffix('/')) {
        (Some(id), _) => (CodeKind::Closing, id),
        (None, Some(id)) => (CodeKind::Alone, id),
        (None, None) => (CodeKind::Opening, label),
    };
    codes.iter().find(|code| code.kind == kind && code.id == id)
}

/// What a code is, and how its document writes it.
pub(super) fn about(code: &InlineCode) -> String {
    let [kind, data] = [&code.type_, &code.data].map(|said| said.as_deref().unwrap_or_default());
    match (kind, data) {
        ("", data) => data.to_owned(),
        (kind, "") => kind.to_owned(),
        (kind, data) => format!("{kind}: {data}"),
    }
}

/// What stands in the place of a code that stands alone, where it is short: it is read as a word.
pub(super) fn word(code: &InlineCode) -> Option<&str> {
    let data = code
        .data
        .as_deref()
        .filter(|_| code.kind == CodeKind::Alone)?;
    let is_short = !data.is_empty() && data.chars().count() <= WORD && !data.contains('\n');
    is_short.then_some(data)
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
pub(super) struct Stale {
    /// Those of these numbers.
    numbers: Vec<usize>,
    /// And those of which the whole document tells more or less by now than it did to who looks:
    /// how many findings, by number, where it was any.
    across: HashMap<usize, usize>,
}

/// Some rows, after they were changed.
pub(super) async fn some(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
    headers: HeaderMap,
    Json(stale): Json<Stale>,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let policy = counter.policy();
    let wholes = Arc::clone(&counter.wholes);
    let who = client.name.clone();
    let rows = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let segments = Segments::of(reader, document(reader, &name)?)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        let whole = wholes.now(reader, &checker, &policy, &segments)?;
        let counts = repetitions(&segments);
        let lang = &segments.document.target_lang;
        let mut rows = Vec::new();
        for (number, placed) in segments.numbered() {
            let told = stale.across.get(&number).copied().unwrap_or(0);
            if !stale.numbers.contains(&number) && whole.count(number) == told {
                continue;
            }
            let findings = checker.check_within(&whole, &segments, number);
            let drafts = reader.drafts(placed.stored.row, lang)?;
            let beside = Beside {
                findings: &findings,
                across: whole.count(number),
                drafts: &drafts,
                repetitions: counts.get(segments.source(placed)).copied(),
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
