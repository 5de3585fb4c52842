//! What LibreTranslate speaks, and so Weblate and many an editor: exact matches as translations.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
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

async fn translate(
    State(counter): State<Arc<Counter>>,
    Json(asked): Json<Asked>,
) -> Result<Json<Value>, Refusal> {
    let from = match asked.source.as_str() {
        "auto" => counter.languages.0.clone(),
        given => language(given)?,
    };
    let to = language(&asked.target)?;
    let texts = match asked.q {
        Texts::One(text) => {
            let best = best(&counter, from, to, text).await?;
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
        let best = best(&counter, from.clone(), to.clone(), text).await?;
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
