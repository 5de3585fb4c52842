//! What Apertium's APy speaks: so an OmegaT as it is asks us, and Weblate.
//!
//! Its clients show one text and no score, so only what says the same goes out, unless the service
//! is told otherwise; then the text says how like it is.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use serde_json::json;

use super::error::Refusal;
use super::languages::{language, three_letters};
use super::tmserver::held;
use super::{Counter, wanted};
use crate::text::LangTag;
use crate::work::matches;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/listPairs", get(pairs))
        .route("/translate", get(translate))
}

#[derive(Debug, Deserialize)]
struct Asked {
    q: String,
    langpair: String,
}

/// OmegaT reads the reply by what stands where, so its parts keep their order.
fn said(status: u16, data: &serde_json::Value, details: Option<String>) -> Response {
    let body = json!({
        "responseStatus": status,
        "responseData": data,
        "responseDetails": details,
    });
    (
        [(header::CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

async fn translate(
    State(counter): State<Arc<Counter>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let Some((from, to)) = asked.langpair.split_once('|') else {
        return Err(Refusal::Asked(
            "langpair is two languages: en|zh".to_owned(),
        ));
    };
    let (from, to) = (language(from)?, language(to)?);
    let best = best(&counter, from, to, asked.q).await?;
    let text = best.map_or(String::new(), |best| best.text);
    Ok(said(200, &json!({ "translatedText": text }), None))
}

/// The best translation that goes out as one.
pub(super) struct Best {
    pub(super) text: String,
}

/// The best translation of a text; one that is not of the very same text says so.
pub(super) async fn best(
    counter: &Counter,
    from: LangTag,
    to: LangTag,
    text: String,
) -> Result<Option<Best>, Refusal> {
    let least = counter.least;
    let answer = counter
        .shelf
        .ask(move |open| {
            let query = matches::Query {
                text: &text,
                ..matches::Query::default()
            };
            Ok(open.find((&from, &to), &query, &wanted(least, 1))?)
        })
        .await?;
    let found = answer.matches.into_iter().find(|found| found.net >= least);
    Ok(found.map(|found| Best {
        text: match found.net {
            100.. => found.target.text,
            net => format!("[{net} %] {}", found.target.text),
        },
    }))
}

async fn pairs(State(counter): State<Arc<Counter>>) -> Result<Response, Refusal> {
    let languages = held(&counter).await?;
    let mut pairs = Vec::new();
    for source in &languages {
        for target in &languages {
            if source.language() != target.language() {
                let pair = json!({
                    "sourceLanguage": three_letters(source),
                    "targetLanguage": three_letters(target),
                });
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
    }
    Ok(said(200, &json!(pairs), None))
}
