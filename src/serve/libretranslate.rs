//! What LibreTranslate speaks, and so Weblate and many an editor: exact matches as translations.
//!
//! Its clients send JSON or a form, and their secret within it.

use std::sync::Arc;

use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Counter;
use super::apertium::best;
use super::error::Refusal;
use super::languages::language;
use super::tmserver::held;

/// The most texts that are answered at once.
const MOST: usize = 1000;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/translate", post(translate))
        .route("/languages", get(languages))
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Texts {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Deserialize)]
struct Asked {
    q: Texts,
    source: String,
    target: String,
}

/// What a form asks: one text.
#[derive(Debug, Deserialize)]
struct AskedByForm {
    q: String,
    source: String,
    target: String,
}

#[derive(Debug, Deserialize)]
struct Keyed {
    api_key: Option<String>,
}

/// Whether a request has its secret in its body, where it has one.
pub(super) fn has_key_within(request: &Request) -> bool {
    request.method() == Method::POST && request.uri().path() == "/translate"
}

/// The secret within a request, and the request as it was.
pub(super) async fn key_within(request: Request) -> Result<(Option<String>, Request), Refusal> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, super::MOST_BODY)
        .await
        .map_err(|_| Refusal::Asked("more than can be asked at once".to_owned()))?;
    let keyed = match is_form(&parts.headers) {
        true => serde_urlencoded::from_bytes::<Keyed>(&body).ok(),
        false => serde_json::from_slice::<Keyed>(&body).ok(),
    };
    let key = keyed.and_then(|keyed| keyed.api_key);
    Ok((key, Request::from_parts(parts, body.into())))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    })
}

/// What is asked, as JSON or as a form.
async fn asked(request: Request) -> Result<Asked, Response> {
    if !is_form(request.headers()) {
        let Json(asked) = Json::<Asked>::from_request(request, &())
            .await
            .map_err(IntoResponse::into_response)?;
        return Ok(asked);
    }
    let Form(asked) = Form::<AskedByForm>::from_request(request, &())
        .await
        .map_err(IntoResponse::into_response)?;
    Ok(Asked {
        q: Texts::One(asked.q),
        source: asked.source,
        target: asked.target,
    })
}

async fn translate(
    State(counter): State<Arc<Counter>>,
    request: Request,
) -> Result<Json<Value>, Response> {
    let asked = asked(request).await?;
    let answered = translated(&counter, asked).await;
    answered.map_err(IntoResponse::into_response)
}

async fn translated(counter: &Counter, asked: Asked) -> Result<Json<Value>, Refusal> {
    let from = match asked.source.as_str() {
        "auto" => counter.languages().0,
        given => language(given)?,
    };
    let to = language(&asked.target)?;
    let texts = match asked.q {
        Texts::One(text) => {
            let best = best(counter, from, to, text).await?;
            let text = best.map_or(String::new(), |best| best.text);
            return Ok(Json(json!({ "translatedText": text })));
        }
        Texts::Many(texts) => texts,
    };
    if texts.len() > MOST {
        return Err(Refusal::Asked(format!("at most {MOST} texts at once")));
    }
    let mut translated = Vec::with_capacity(texts.len());
    for text in texts {
        let best = best(counter, from.clone(), to.clone(), text).await?;
        translated.push(best.map_or(String::new(), |best| best.text));
    }
    Ok(Json(json!({ "translatedText": translated })))
}

#[derive(Debug, Serialize)]
struct Language {
    code: String,
    name: String,
    targets: Vec<String>,
}

async fn languages(State(counter): State<Arc<Counter>>) -> Result<Json<Vec<Language>>, Refusal> {
    let held = held(&counter).await?;
    let code = |lang: &crate::text::LangTag| lang.given().to_owned();
    let languages = held.iter().map(|lang| Language {
        code: code(lang),
        name: lang.name().to_owned(),
        targets: held
            .iter()
            .filter(|other| other.language() != lang.language())
            .map(code)
            .collect(),
    });
    Ok(Json(languages.collect()))
}
