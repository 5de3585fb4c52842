//! What is found beside the matches of a segment: its known pieces, and words elsewhere.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::serve::Counter;
use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::words::Words;
use crate::unit::Side;
use crate::work::fill::Segments;
use crate::work::search::Hit;
use crate::work::{fragments, memories, search};

/// How many places of a phrase are shown.
const HITS: usize = 30;

/// The pieces of a segment that are known.
pub(super) async fn fragments(
    State(counter): State<Arc<Counter>>,
    Path((name, number)): Path<(String, usize)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let found = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let segments = Segments::around(reader, document(reader, &name)?, number)?;
        let source = segments.source(segments.number(number)?).to_owned();
        let languages = (
            &segments.document.source_lang,
            &segments.document.target_lang,
        );
        let found = open.fragments(languages, &source)?;
        Ok((source, found, segments.document.target_lang.canonical()))
    });
    let (source, found, to) = found.await?;
    Ok(super::html(html! {
        @if found.is_empty() { p.soft { (words.say("No piece or number of it is known.", "没有已知的片段或数字。")) } }
        ul.fragments {
            @for fragment in &found {
                li {
                    span { (source.get(fragment.range.clone()).unwrap_or_default()) } " "
                    @for target in &fragment.targets {
                        button type="button" lang=(to) data-insert=(target) data-piece { (target) } " "
                    }
                    span.soft { (match fragment.from {
                        fragments::From::Memory => words.say("memory", "记忆库"),
                        fragments::From::Number => words.say("number", "数字"),
                    }) }
                }
            }
        }
    }))
}

#[derive(Debug, Deserialize)]
pub(super) struct Phrase {
    q: String,
}

/// Where words stand in the memories.
pub(super) async fn concordance(
    State(counter): State<Arc<Counter>>,
    Query(Phrase { q }): Query<Phrase>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let Some(query) = search::Query::new(&q) else {
        return Ok(super::html(html! {
            p.soft { (words.say("Which words?", "检索什么？")) }
        }));
    };
    let found = counter.shelf.ask(move |open| {
        let wanted = search::Wanted {
            max: HITS,
            ..search::Wanted::default()
        };
        Ok(memories::search(open.asked(), &query, &wanted)?)
    });
    let found = found.await?;
    Ok(super::html(html! {
        p.soft {
            @match (words, found.total) {
                (Words::English, 0) => "No segment has these words.",
                (Words::Chinese, 0) => "没有包含这些词的句段。",
                (Words::English, total) => { (total) " segments" },
                (Words::Chinese, total) => { "共 " (total) " 段" },
            }
            @if found.total > found.hits.len() {
                (words.say(", the first ", "，显示前 ")) (found.hits.len())
            }
        }
        ol.hits {
            @for hit in &found.hits { (hit_of(words, hit)) }
        }
    }))
}

fn hit_of(words: Words, hit: &Hit) -> Markup {
    let (source, target) = match hit.side {
        Side::Source => (&hit.ranges, &hit.other_ranges),
        Side::Target => (&hit.other_ranges, &hit.ranges),
    };
    html! {
        li {
            p { (found(&hit.source.text, source)) }
            p { (found(&hit.target.text, target)) }
            p.soft {
                (words.said(&hit.place.to_string())) " "
                @if !hit.target.text.is_empty() {
                    button type="button" data-insert=(hit.target.text) { (words.say("Insert", "插入")) }
                }
            }
        }
    }
}

/// A text with the words that were searched for marked.
fn found(text: &str, ranges: &[std::ops::Range<usize>]) -> Markup {
    let mut from = 0;
    let mut out = Vec::new();
    for range in ranges.iter().filter(|range| !range.is_empty()) {
        if let (Some(before), Some(word)) = (text.get(from..range.start), text.get(range.clone())) {
            out.push(html! { (before) mark { (word) } });
            from = range.end;
        }
    }
    html! { @for piece in out { (piece) } (text.get(from..).unwrap_or_default()) }
}
