//! What translate-toolkit's tmserver and amaGama speak, and so Weblate, Okapi, Virtaal.
//!
//! A script of another site could read what is wrapped for it (JSONP), so `callback` is not obeyed.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Extension, Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::error::Refusal;
use super::languages::{language, posix};
use super::{Client, Counter, wanted};
use crate::text::LangTag;
use crate::unit::Variant;
use crate::work::matches;
use crate::work::pair;
use crate::work::project::Occasion;

/// What amaGama does where it is not told otherwise, in percent.
const MIN: f64 = 70.0;
/// Likewise, how many matches.
const MAX: usize = 5;
/// More are not given at once.
const MOST: usize = 30;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/languages", get(languages))
        .route("/languages/", get(languages))
        .route("/{from}/{to}/unit", get(unit_asked))
        .route("/{from}/{to}/unit/", get(unit_asked))
        .route(
            "/{from}/{to}/unit/{text}",
            get(unit_named).put(keep).post(keep),
        )
}

#[derive(Debug, Default, Deserialize)]
struct Asked {
    source: Option<String>,
    min_similarity: Option<f64>,
    max_candidates: Option<usize>,
}

/// A match as clients read it. `quality` is a number with a decimal point: Okapi takes no other.
#[derive(Debug, Serialize)]
struct Candidate {
    source: String,
    target: String,
    quality: f64,
    context: String,
}

async fn unit_named(
    State(counter): State<Arc<Counter>>,
    Path((from, to, text)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Candidate>>, Refusal> {
    candidates(&counter, &from, &to, text, &asked).await
}

async fn unit_asked(
    State(counter): State<Arc<Counter>>,
    Path((from, to)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Json<Vec<Candidate>>, Refusal> {
    let Some(text) = asked.source.clone() else {
        return Err(Refusal::Asked(
            "which text? …/unit/TEXT or ?source=TEXT".to_owned(),
        ));
    };
    candidates(&counter, &from, &to, text, &asked).await
}

async fn candidates(
    counter: &Counter,
    from: &str,
    to: &str,
    text: String,
    asked: &Asked,
) -> Result<Json<Vec<Candidate>>, Refusal> {
    let (from, to) = (language(from)?, language(to)?);
    let min = asked.min_similarity.unwrap_or(MIN).clamp(1.0, 101.0) as u8;
    let max = asked.max_candidates.unwrap_or(MAX).clamp(1, MOST);
    let answer = counter
        .shelf
        .ask(move |open| {
            let query = matches::Query {
                text: &text,
                ..matches::Query::default()
            };
            Ok(open.find((&from, &to), &query, &wanted(min, max))?)
        })
        .await?;
    let candidates = answer.matches.into_iter().map(|found| Candidate {
        quality: f64::from(found.net.min(100)),
        source: found.source.text,
        target: found.target.text,
        context: String::new(),
    });
    Ok(Json(candidates.collect()))
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Languages {
    source_languages: Vec<String>,
    target_languages: Vec<String>,
}

async fn languages(State(counter): State<Arc<Counter>>) -> Result<Json<Languages>, Refusal> {
    let languages = held(&counter).await?;
    let names: Vec<String> = languages.iter().map(posix).collect();
    Ok(Json(Languages {
        source_languages: names.clone(),
        target_languages: names,
    }))
}

/// The languages that the memories hold.
pub(super) async fn held(counter: &Counter) -> Result<Vec<LangTag>, Refusal> {
    counter
        .shelf
        .ask(|open| {
            let mut all = Vec::new();
            for asked in open.asked() {
                all.extend(asked.reader.languages()?.into_keys());
            }
            all.sort();
            all.dedup();
            Ok(all)
        })
        .await
}

/// A pair as clients send it.
#[derive(Debug, Deserialize)]
struct Sent {
    source: Option<String>,
    target: String,
}

async fn keep(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((from, to, text)): Path<(String, String, String)>,
    Json(sent): Json<Sent>,
) -> Result<(), Refusal> {
    let who = client.may_write()?.to_owned();
    let source = Variant::new(language(&from)?, sent.source.unwrap_or(text));
    let target = Variant::new(language(&to)?, sent.target);
    if source.text.trim().is_empty() || target.text.trim().is_empty() {
        return Err(Refusal::Asked("a pair has two texts".to_owned()));
    }
    let occasion = Occasion {
        who: who.clone(),
        at: Timestamp::now(),
    };
    counter
        .shelf
        .change(move |memory| {
            let command = occasion.command("serve", vec!["tmserver".to_owned()]);
            memory.change(&command, |writer| {
                writer.describe("1 pair from a tool");
                pair::keep(writer, &who, &source, &target, &occasion)
            })?;
            Ok(())
        })
        .await
}
