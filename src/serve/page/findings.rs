//! What the checks find in a segment, and what mends it.

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
use crate::unit::{Finding, Severity, Side};
use crate::work::check::Checker;
use crate::work::fill::Segments;

/// What may be done about findings: what is accepted is kept by a project.
#[derive(Clone, Copy)]
pub(super) struct May {
    mend: bool,
    accept: bool,
}

impl May {
    pub(super) fn of(counter: &Counter, client: &Client) -> Self {
        let mend = client.may_change();
        Self {
            mend,
            accept: mend && counter.project().is_some(),
        }
    }
}

/// What the checks found, with what mends it.
pub(super) fn list(words: Words, findings: &[Finding], target: &str, may: May) -> Markup {
    html! {
        @if findings.is_empty() {
            p.soft { "✓ " (words.say("Nothing found.", "未发现问题。")) }
        }
        ul.findings {
            @for (place, finding) in findings.iter().enumerate() {
                li class=(finding.severity.as_str()) {
                    @match finding.severity {
                        Severity::Error => "✕ ",
                        Severity::Warning => "▲ ",
                        Severity::Info => "ⓘ ",
                    }
                    strong { (words.severity(finding.severity)) } " " (words.message(&finding.message))
                    @if finding.side == Side::Target && !finding.range.is_empty() {
                        span.soft { " “" (target.get(finding.range.clone()).unwrap_or_default()) "”" }
                    }
                    " " span.soft { (finding.check) }
                    @if may.mend {
                        @if let Some(fix) = &finding.fix && finding.side == Side::Target {
                            " "
                            button type="button" data-fix=(fix)
                                data-start=(utf16(target, finding.range.start))
                                data-end=(utf16(target, finding.range.end)) {
                                (words.say("Mend", "修正")) " → " (fix)
                            }
                        }
                    }
                    @if may.accept {
                        " " button type="button" data-accept=(place) { (words.say("Accept", "接受")) }
                    }
                }
            }
        }
    }
}

/// A place in a text as scripts of a browser count it.
fn utf16(text: &str, at: usize) -> usize {
    text.get(..at)
        .map_or(0, |before| before.encode_utf16().count())
}

/// A translation that is being typed.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    text: String,
}

/// What the checks find in what is being typed.
pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    headers: HeaderMap,
    Json(typed): Json<Typed>,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let policy = counter.policy();
    let wholes = Arc::clone(&counter.wholes);
    let found = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut segments = Segments::around(reader, document(reader, &name)?, number)?;
        let target = segments.propose(number, &typed.text)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        Ok((wholes.check_segment(&checker, &segments, number), target))
    });
    let (findings, target) = found.await?;
    Ok(super::html(list(
        words,
        &findings,
        &target,
        May::of(&counter, &client),
    )))
}
