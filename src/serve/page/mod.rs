//! The editing page: plain HTML made here, with a little script and style that are part of the
//! program. `schemas/serve.md` says how it is reached.
//!
//! A row and what stands beside it are made in one place, here; the script asks for them anew after
//! a change instead of making its own.

mod analysis;
mod document;
mod files;
mod findings;
mod found;
mod frame;
mod home;
mod keys;
mod panel;
mod preview;
mod row;
mod settings;
mod terms;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html as markup};

use super::words::{COOKIE, Words};
use super::{Counter, access};

pub(super) use document::in_address;
pub use document::page_address;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/", get(home::show))
        .route("/documents/{document}", get(document::show))
        .route("/documents/{document}/preview", get(preview::show))
        .route("/documents/{document}/rows", post(row::some))
        .route("/documents/{document}/panel/{number}", get(panel::show))
        .route(
            "/documents/{document}/fragments/{number}",
            get(found::fragments),
        )
        .route(
            "/documents/{document}/findings/{number}",
            post(findings::show),
        )
        .route("/concordance", get(found::concordance))
        .route("/terms", get(terms::show))
        .route("/export", get(files::export))
        .route("/analyze", get(analysis::show))
        .route("/settings", get(settings::show))
        .route("/words/{language}", get(choose))
        .route("/assets/{name}", get(asset))
}

/// What the page needs beside its HTML, by name.
const ASSETS: &[(&str, &str, &str)] = &[
    ("page.css", "text/css", include_str!("assets/page.css")),
    ("grid.js", SCRIPT, include_str!("assets/grid.js")),
    ("segment.js", SCRIPT, include_str!("assets/segment.js")),
    ("keep.js", SCRIPT, include_str!("assets/keep.js")),
    ("keys.js", SCRIPT, include_str!("assets/keys.js")),
    ("drafts.js", SCRIPT, include_str!("assets/drafts.js")),
    ("preview.js", SCRIPT, include_str!("assets/preview.js")),
    ("filter.js", SCRIPT, include_str!("assets/filter.js")),
    ("complete.js", SCRIPT, include_str!("assets/complete.js")),
    ("ask.js", SCRIPT, include_str!("assets/ask.js")),
    ("type.js", SCRIPT, include_str!("assets/type.js")),
    ("home.js", SCRIPT, include_str!("assets/home.js")),
];

const SCRIPT: &str = "text/javascript";

async fn asset(Path(name): Path<String>) -> Response {
    let known = ASSETS.iter().find(|(known, _, _)| *known == name);
    match known {
        Some((_, kind, text)) => {
            let kind = format!("{kind}; charset=utf-8");
            (
                [(header::CONTENT_TYPE, kind)],
                Bytes::from_static(text.as_bytes()),
            )
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Keeps the language that a reader chose, and goes back to where they were.
async fn choose(Path(language): Path<String>, headers: HeaderMap) -> Response {
    let language = match language.as_str() {
        "zh" => "zh",
        _ => "en",
    };
    let back = headers
        .get(header::REFERER)
        .and_then(|back| back.to_str().ok())
        .and_then(|back| back.parse::<Uri>().ok())
        .and_then(|back| back.path_and_query().map(ToString::to_string))
        // A path that begins with two slashes is another computer's.
        .filter(|path| path.starts_with('/') && !path.starts_with("//"));
    let cookie = format!("{COOKIE}={language}; Path=/; Max-Age=31536000; SameSite=Strict");
    let back = Redirect::to(back.as_deref().unwrap_or("/"));
    ([(header::SET_COOKIE, cookie)], back).into_response()
}

/// Takes a secret out of the address, where others may see it, into a cookie of the browser, and
/// goes to the same page.
pub(super) fn enter(headers: &HeaderMap, uri: &Uri) -> Option<Response> {
    let is_page = uri.path() == "/" || uri.path().starts_with("/documents/");
    let secret = access::in_address(uri).filter(|_| is_page)?;
    let cookie = format!(
        "{}={secret}; Path=/; HttpOnly; SameSite=Strict",
        access::cookie_name(headers)
    );
    let cookie = HeaderValue::from_str(&cookie).ok()?;
    Some(([(header::SET_COOKIE, cookie)], Redirect::to(uri.path())).into_response())
}

/// Whether a page to read is asked for, by somebody and not by a program.
pub(super) fn is_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.contains("text/html"))
}

/// A refusal, as a page to read.
pub(super) async fn refused(words: Words, response: Response) -> Response {
    let status = response.status();
    let said = super::said(response).await;
    let said = serde_json::from_str::<serde_json::Value>(&said).ok();
    let said = said.as_ref().and_then(|said| said.get("error")?.as_str());
    let title = words.say("This cannot be shown", "无法显示");
    let content = markup! {
        main #content {
            h1 { (title) }
            @if status == StatusCode::UNAUTHORIZED {
                p { (words.say(
                    "Open the page by the address that `yiku edit` prints: it has the key.",
                    "请用 yiku edit 给出的地址打开本页，其中带有密钥。"
                )) }
            } @else {
                p { (words.said(said.unwrap_or_default())) }
                p { a href="/" { (words.say("Back to the documents", "返回文档列表")) } }
            }
        }
    };
    (
        status,
        html(frame::page(words, title, "", "plain", &content)),
    )
        .into_response()
}

/// A page as it is sent: nothing of another site may run in it or hold it in a frame.
fn html(markup: Markup) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::REFERRER_POLICY, "same-origin"),
    ];
    (headers, markup.into_string()).into_response()
}
