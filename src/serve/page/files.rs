//! What files there are to have.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};

use super::document::in_address;
use super::frame::page;
use crate::serve::error::Refusal;
use crate::serve::files::{Made, Wanted, exported};
use crate::serve::words::Words;
use crate::serve::{Client, Counter};

/// What documents are exported as: a name for people, and the format.
const FORMATS: &[(&str, &str, &str)] = &[
    ("The document, translated", "译文文档（原格式）", "document"),
    ("The translation as text", "译文（纯文本）", "text"),
    ("TMX", "TMX", "tmx"),
    ("XLIFF 1.2", "XLIFF 1.2", "xliff"),
    ("XLIFF 2.1", "XLIFF 2.1", "xliff2"),
    ("A table for reviewers (Word)", "审校表（Word）", "review"),
    ("A table (Excel)", "表格（Excel）", "xlsx"),
    ("A page to read and print", "对照页（可打印）", "report"),
    ("PO", "PO", "po"),
    ("JSONL, for git", "JSONL（适合 git）", "jsonl"),
];

/// The formats that a document is exported as. Where there is no file, a page says why.
pub(super) fn exports(words: Words, document: &str) -> Markup {
    html! {
        details.menu {
            summary { (words.say("Export", "导出")) }
            ul {
                @for (english, chinese, format) in FORMATS {
                    li {
                        a href={ "/export?format=" (format) "&document=" (in_address(document)) } {
                            (words.say(english, chinese))
                        }
                    }
                }
            }
        }
    }
}

/// A file to keep; or why there is none.
pub(super) async fn export(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let words = Words::of(&headers);
    let said = match exported(&counter, &client, &wanted).await? {
        Made::File(file) => return Ok(file),
        Made::Nothing(said) => said,
    };
    let title = words.say("There is nothing to export", "没有可导出的内容");
    let content = html! {
        main #content {
            h1 { (title) }
            pre { (words.said(&said)) }
            p { a href="/" { (words.say("Back to the documents", "返回文档列表")) } }
        }
    };
    Ok(super::html(page(words, title, "", "plain", &content)))
}
