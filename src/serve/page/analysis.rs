//! What translators are paid by: the table of `yiku analyze`.

use std::ffi::OsString;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;

use super::frame::page;
use crate::serve::command;
use crate::serve::error::Refusal;
use crate::serve::files::Of;
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::text::count::Convention;

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Query(Of { document }): Query<Of>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let arguments = ["analyze", "--json", "--", &document].map(OsString::from);
    let printed = command::give(&counter, client.name.as_deref(), arguments.to_vec()).await?;
    // One record, since one document was asked for.
    let analysis: Option<Value> = serde_json::from_str(printed.out.trim()).ok();
    let title = words.say("Analysis", "统计分析");
    let content = html! {
        main #content {
            h1 { (title) ": " (document) }
            @if let Some(analysis) = &analysis { (table(words, analysis)) (basis(words, analysis)) }
            @if !printed.said.trim().is_empty() { pre.soft { (words.said(printed.said.trim())) } }
            p { a href="/" { (words.say("Back to the documents", "返回文档列表")) } }
        }
    };
    Ok(super::html(page(words, title, "", "plain", &content)))
}

fn table(words: Words, analysis: &Value) -> Markup {
    let rows = analysis["rows"].as_array().map_or(&[][..], Vec::as_slice);
    // What is rare is shown where there is some.
    let shown = |row: &&Value| {
        let name = row["row"].as_str().unwrap_or_default();
        let is_rare = name.starts_with("internal-")
            || ["repetition-across-files", "numbers-only", "locked"].contains(&name);
        !is_rare || row["segments"] != 0
    };
    let figure = |value: &Value| value.as_f64().map(|value| (value * 10.0).round() / 10.0);
    html! {
        table.list {
            thead {
                tr {
                    th scope="col" { (words.say("Like", "匹配")) }
                    @for (english, chinese) in [
                        ("Segments", "句段"), ("Words", "字数"), ("Characters", "字符"),
                        ("With spaces", "含空格"), ("%", "%"), ("Rate", "费率"), ("Weighted", "加权字数"),
                    ] { th.figure scope="col" { (words.say(english, chinese)) } }
                }
            }
            tbody {
                @for row in rows.iter().filter(shown) {
                    tr {
                        th scope="row" { (row_name(words, row["row"].as_str().unwrap_or_default())) }
                        @for column in ["segments", "words", "characters", "characters_with_spaces", "percent", "rate", "weighted"] {
                            td.figure { @if let Some(value) = figure(&row[column]) { (value) } }
                        }
                    }
                }
            }
        }
    }
}

fn row_name(words: Words, row: &str) -> &str {
    match row {
        "101" => words.say("101, in its context", "101（上下文相同）"),
        "repetition" => words.say("repetitions", "重复"),
        "repetition-across-files" => words.say("repetitions of other files", "跨文件重复"),
        "new" => words.say("new", "新句段"),
        "numbers-only" => words.say("numbers only", "只有数字"),
        "locked" => words.say("locked", "锁定"),
        "total" => words.say("total", "合计"),
        "internal-95-99" => words.say("95-99, within the text", "95-99（文内）"),
        "internal-85-94" => words.say("85-94, within the text", "85-94（文内）"),
        "internal-75-84" => words.say("75-84, within the text", "75-84（文内）"),
        "internal-50-74" => words.say("50-74, within the text", "50-74（文内）"),
        other => other,
    }
}

/// What was compared, and how it was counted.
fn basis(words: Words, analysis: &Value) -> Markup {
    let text = |name: &str| analysis[name].as_str().unwrap_or_default().to_owned();
    let mut known = Convention::ALL.into_iter();
    let counted = known
        .find(|it| Some(it.as_str()) == analysis["count"].as_str())
        .map_or("", Convention::title);
    html! {
        p.soft {
            (text("from")) " → " (text("to"))
            @if let Some(memory) = analysis["memory"].as_str() {
                " · " (words.say("memory: ", "记忆库：")) (memory)
            }
            " · " (words.say("matches from ", "匹配下限 ")) (analysis["min"].to_string()) " %"
            " · " (words.say("words counted as by ", "字数计法：")) (counted)
            " · " (words.say("rates: ", "费率：")) (words.said(&text("rates")))
        }
    }
}
