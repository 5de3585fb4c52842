//! The termbase: looked up, added to, exported.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::document::in_address;
use super::frame::page;
use crate::serve::error::Refusal;
use crate::serve::shelf::working;
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::term::{Concept, TermStatus};
use crate::work::term;

/// How many concepts are shown at once.
const SHOWN: usize = 300;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    /// The concept that is changed.
    edit: Option<String>,
}

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Query(Asked { q, edit }): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let asked = q.clone();
    let concepts = counter.shelf.ask(move |open| {
        let concepts = working(open)?.concepts()?;
        Ok(term::with_words(concepts, &asked))
    });
    let concepts = concepts.await?;
    let may_change = client.may_change();
    let content = html! {
        main #content {
            h1 { (words.say("Termbase", "术语库")) }
            form role="search" action="/terms" {
                label { (words.say("Terms with", "检索术语")) " "
                    input type="search" name="q" value=(q); }
                button { (words.say("Search", "检索")) }
                " " a href="/export?format=tbx" { (words.say("Export as TBX", "导出 TBX")) }
                " " a href="/export?format=terms-csv" { "CSV" }
                " " a href="/export?format=terms-xlsx" { "Excel" }
            }
            @if may_change {
                @match concepts.iter().find(|concept| Some(&concept.id) == edit.as_ref()) {
                    Some(concept) => (changing(words, concept)),
                    None => (adding(words, &counter)),
                }
            }
            p.soft {
                @match words {
                    Words::English => { (concepts.len()) " concepts" },
                    Words::Chinese => { "共 " (concepts.len()) " 个概念" },
                }
                @if concepts.len() > SHOWN {
                    (words.say(", the first ", "，显示前 ")) (SHOWN)
                }
            }
            @if concepts.is_empty() {
                p { (words.say(
                    "No term holds that. A termbase (TBX, CSV, Excel) is imported on the first page.",
                    "没有匹配的术语。可在首页导入术语库（TBX、CSV、Excel）。"
                )) }
            } @else {
                (table(words, &concepts, &q, may_change))
            }
        }
    };
    let title = words.say("Termbase", "术语库");
    Ok(super::html(page(
        words, title, "home.js", "terms", &content,
    )))
}

fn table(words: Words, concepts: &[Concept], q: &str, may_change: bool) -> Markup {
    html! {
        table.list.concepts {
            thead {
                tr {
                    th scope="col" { (words.say("Concept", "概念")) }
                    th scope="col" { (words.say("Terms", "术语")) }
                    th scope="col" { (words.say("Domain", "领域")) }
                    th scope="col" { (words.say("Definition", "定义")) }
                    @if may_change { th scope="col" { (words.say("To do", "操作")) } }
                }
            }
            tbody {
                @for concept in concepts.iter().take(SHOWN) {
                    tr {
                        th scope="row" { (concept.id) }
                        td {
                            ul.plain {
                                @for term in &concept.terms {
                                    li lang=(term.lang.canonical()) {
                                        @match term.status {
                                            TermStatus::Preferred => (term.text),
                                            TermStatus::Admitted => { (term.text) span.soft { " · " (words.say("admitted", "可用")) } },
                                            TermStatus::Forbidden => { s.forbidden { (term.text) } span.soft { " · " (words.say("forbidden", "禁用")) } },
                                        }
                                    }
                                }
                            }
                        }
                        td { (concept.domain) }
                        td { (concept.definition) }
                        @if may_change {
                            td {
                                a href={ "/terms?q=" (in_address(q)) "&edit=" (in_address(&concept.id)) "#change-term" } {
                                    (words.say("Change", "修改"))
                                } " "
                                button type="button" data-remove=(in_address(&concept.id)) {
                                    (words.say("Remove", "删除"))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn adding(words: Words, counter: &Counter) -> Markup {
    let (from, to) = &counter.languages();
    html! {
        form.card #new-term aria-labelledby="new-term-title" {
            h2 #new-term-title { (words.say("Add a term", "添加术语")) }
            div.fields {
                label { (words.said(from.name())) input type="text" name="source" required lang=(from.canonical()); }
                label { (words.said(to.name())) input type="text" name="target" required lang=(to.canonical()); }
                label { (words.say("Use", "用法"))
                    (statuses(words, TermStatus::Preferred))
                }
                label { (words.say("Definition or note", "定义或说明")) input type="text" name="definition"; }
            }
            button type="submit" { (words.say("Add", "添加")) }
        }
    }
}

/// The choice of whether a term is to be used.
fn statuses(words: Words, now: TermStatus) -> Markup {
    html! {
        select name="status" {
            @for status in TermStatus::ALL {
                option value=(status.as_str()) selected[status == now] {
                    (match status {
                        TermStatus::Preferred => words.say("preferred", "首选"),
                        TermStatus::Admitted => words.say("admitted", "可用"),
                        TermStatus::Forbidden => words.say("forbidden", "禁用"),
                    })
                }
            }
        }
    }
}

/// A concept as it stands, to be changed.
fn changing(words: Words, concept: &Concept) -> Markup {
    html! {
        form.card #change-term data-concept=(in_address(&concept.id)) autocomplete="off" aria-labelledby="change-term-title" {
            h2 #change-term-title { (words.say("Change ", "修改 ")) span.file { (concept.id) } }
            p.soft { (words.say("A term that is left empty goes.", "留空的术语将被删除。")) }
            @for term in &concept.terms {
                div.fields {
                    label { (words.said(term.lang.name()))
                        input type="text" name="text" value=(term.text) lang=(term.lang.canonical()); }
                    input type="hidden" name="was" value=(term.text);
                    label { (words.say("Use", "用法")) (statuses(words, term.status)) }
                }
            }
            div.fields {
                label { (words.say("Domain", "领域")) input type="text" name="domain" value=(concept.domain); }
                label { (words.say("Definition", "定义")) input type="text" name="definition" size="48" value=(concept.definition); }
            }
            p {
                button type="submit" { (words.say("Save", "保存")) } " "
                a href="/terms" { (words.say("Leave as it is", "不修改")) }
            }
        }
    }
}
