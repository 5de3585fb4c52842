//! Our own protocol: what the commands print with `--json`, asked for and changed over HTTP.
//! `schemas/serve.md` describes it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::error::Refusal;
use super::languages::language;
use super::shelf::Open;
use super::{Client, Counter, wanted};
use crate::store;
use crate::unit::State as UnitState;
use crate::work::check::{Checker, Terms};
use crate::work::fill::{self, Segments};
use crate::work::memories;
use crate::work::project::Occasion;
use crate::work::record::Record;
use crate::work::{matches, search, status};

/// The most texts that are answered, and segments that are given, at once.
const MOST: usize = 1000;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/status", get(progress))
        .route("/match", post(find))
        .route("/search", get(concordance))
        .route("/documents/{document}/segments", get(segments))
        .route(
            "/documents/{document}/segments/{number}",
            get(segment).put(set),
        )
        .route("/history", get(history))
}

/// What is printed, as values.
fn values(records: impl IntoIterator<Item = Record>) -> Value {
    records.into_iter().map(|record| json!(record)).collect()
}

/// The memory that is worked in.
fn working<'r>(open: &Open<'r>) -> Result<&'r store::Reader<'r>, Refusal> {
    let asked = open.asked().first();
    asked.map(|asked| &asked.reader).ok_or(Refusal::Busy)
}

async fn progress(State(counter): State<Arc<Counter>>) -> Result<Json<Value>, Refusal> {
    let policy = counter.policy.clone();
    let records = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let concepts = reader.concepts()?;
        let mut records = Vec::new();
        for document in reader.documents()? {
            let segments = Segments::of(reader, document)?;
            let progress = status::progress(reader, &segments)?;
            let terms = Terms::new(
                concepts.clone(),
                &segments.document.source_lang,
                &segments.document.target_lang,
            );
            let checker = Checker {
                terms: &terms,
                policy: &policy,
            };
            let counts = status::counts(checker.check_document(&segments).iter().flatten());
            records.push(Record::status(&progress, counts));
        }
        Ok(records)
    });
    Ok(Json(json!({ "documents": values(records.await?) })))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Find {
    queries: Vec<Text>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default = "min")]
    min: u8,
    #[serde(default = "max")]
    max: usize,
}

fn min() -> u8 {
    70
}

fn max() -> usize {
    5
}

async fn find(
    State(counter): State<Arc<Counter>>,
    Json(asked): Json<Find>,
) -> Result<Json<Value>, Refusal> {
    few(asked.queries.len())?;
    let lang = |given: &Option<String>, otherwise| match given {
        Some(given) => language(given),
        None => Ok(Clone::clone(otherwise)),
    };
    let from = lang(&asked.from, &counter.languages.0)?;
    let to = lang(&asked.to, &counter.languages.1)?;
    let wanted = wanted(asked.min, asked.max);
    let records = counter.shelf.ask(move |open| {
        let mut records = Vec::new();
        for (number, query) in asked.queries.iter().enumerate() {
            let query = matches::Query {
                text: &query.text,
                previous: query.previous.as_deref(),
                next: query.next.as_deref(),
                ..matches::Query::default()
            };
            let answer = open.find((&from, &to), &query, &wanted)?;
            let found = answer.matches.iter();
            records.extend(found.map(|found| Record::matched(number, found, false)));
        }
        Ok(records)
    });
    Ok(Json(json!({ "matches": values(records.await?) })))
}

fn few(count: usize) -> Result<(), Refusal> {
    match count {
        0..=MOST => Ok(()),
        _ => Err(Refusal::Asked(format!("at most {MOST} at once"))),
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    q: String,
    document: Option<String>,
    lang: Option<String>,
    #[serde(default = "hits")]
    max: usize,
}

fn hits() -> usize {
    50
}

async fn concordance(
    State(counter): State<Arc<Counter>>,
    Query(asked): Query<Words>,
) -> Result<Json<Value>, Refusal> {
    let query = search::Query::new(&asked.q)
        .ok_or_else(|| Refusal::Asked("there is no word to search for".to_owned()))?;
    let lang = asked.lang.as_deref().map(language).transpose()?;
    let found = counter.shelf.ask(move |open| {
        let wanted = search::Wanted {
            document: asked.document.as_deref(),
            lang: lang.as_ref(),
            max: asked.max,
        };
        Ok(memories::search(open.asked(), &query, &wanted)?)
    });
    let found = found.await?;
    Ok(Json(json!({
        "hits": values(found.hits.iter().map(Record::hit)),
        "total": found.total,
    })))
}

/// A document of the working memory, with its segments.
fn document(reader: &store::Reader<'_>, name: &str) -> Result<Segments, Refusal> {
    let document = fill::documents(reader, Some(name))?.into_iter().next();
    let document = document.ok_or_else(|| Refusal::Asked(format!("which document is {name}?")))?;
    Ok(Segments::of(reader, document)?)
}

fn record(segments: &Segments, number: usize) -> Result<Value, Refusal> {
    let placed = segments.number(number)?;
    Ok(json!(Record::segment(segments, number, placed)))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    #[serde(default = "first")]
    first: usize,
    #[serde(default = "most")]
    count: usize,
}

fn first() -> usize {
    1
}

fn most() -> usize {
    MOST
}

async fn segments(
    State(counter): State<Arc<Counter>>,
    Path(name): Path<String>,
    Query(range): Query<Range>,
) -> Result<Json<Value>, Refusal> {
    few(range.count)?;
    let answer = counter.shelf.ask(move |open| {
        let segments = document(working(open)?, &name)?;
        let last = segments.placed.len();
        let end = range.first.saturating_add(range.count).min(last + 1);
        let records = (range.first.max(1)..end).map(|number| record(&segments, number));
        let records: Vec<Value> = records.collect::<Result<_, _>>()?;
        Ok(json!({ "segments": records, "total": last }))
    });
    Ok(Json(answer.await?))
}

async fn segment(
    State(counter): State<Arc<Counter>>,
    Path((name, number)): Path<(String, usize)>,
) -> Result<Json<Value>, Refusal> {
    let answer = counter
        .shelf
        .ask(move |open| record(&document(working(open)?, &name)?, number));
    Ok(Json(answer.await?))
}

/// What a segment is to be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    /// Its translation; without it, as it stands.
    text: Option<String>,
    /// Its state; without it, translated.
    state: Option<UnitState>,
    /// The translation that whoever sets this has seen; where it is another one by now, nothing is
    /// changed and both are told. Without it, whatever stands there goes into the history.
    seen: Option<String>,
}

/// What became of a segment.
#[derive(Debug, Serialize)]
struct Became {
    changed: bool,
    segment: Value,
}

async fn set(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    Json(wanted): Json<Set>,
) -> Result<Json<Became>, Refusal> {
    let occasion = Occasion {
        who: client.may_write()?.to_owned(),
        at: Timestamp::now(),
    };
    let became = counter.shelf.change(move |memory| {
        let place = format!("{name}:{number}");
        let command = occasion.command("set", vec![place.clone()]);
        let (segment, changed) = memory.change(&command, |writer| {
            let mut segments = document(writer, &name)?;
            let stands = segments.target(segments.number(number)?);
            if let Some(seen) = &wanted.seen
                && stands.map_or("", |stands| &stands.text) != seen
            {
                let now = record(&segments, number)?;
                return Err(Refusal::Changed { now });
            }
            if let Some(text) = &wanted.text {
                fill::set(writer, &segments, number, text, &occasion)?;
                segments.look_again(writer, number)?;
            }
            let state = wanted.state.unwrap_or(UnitState::Translated);
            if wanted.text.is_none() || state != UnitState::Translated {
                fill::mark(writer, &segments, number, state, &occasion)?;
                segments.look_again(writer, number)?;
            }
            writer.describe(place);
            record(&segments, number)
        })?;
        Ok(Became { changed, segment })
    });
    Ok(Json(became.await?))
}

async fn history(State(counter): State<Arc<Counter>>) -> Result<Json<Value>, Refusal> {
    let changes = counter
        .shelf
        .ask(|open| Ok(working(open)?.changes()?))
        .await?;
    let newest = changes.iter().rev().take(MOST);
    Ok(Json(
        json!({ "changes": values(newest.map(Record::change)) }),
    ))
}
