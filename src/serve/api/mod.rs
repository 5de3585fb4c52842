//! Our own protocol: what the commands print with `--json`, asked for and changed over HTTP.
//! `schemas/serve.md` describes it, `schemas/openapi.json` for programs.

mod changes;
mod lookup;
mod segments;

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post, put};
use serde_json::{Value, json};

use super::Counter;
use super::error::Refusal;
use crate::work::record::Record;

/// The most texts that are answered, and segments that are given or taken, at once.
pub(super) const MOST: usize = 1000;

pub(super) fn routes() -> Router<Arc<Counter>> {
    Router::new()
        .route("/status", get(lookup::status))
        .route("/match", post(lookup::matches))
        .route("/search", get(lookup::concordance))
        .route("/terms", get(lookup::terms))
        .route(
            "/documents/{document}/segments",
            get(segments::list).post(segments::set_many),
        )
        .route(
            "/documents/{document}/segments/{number}",
            get(segments::one).put(segments::set),
        )
        .route(
            "/documents/{document}/segments/{number}/draft",
            put(segments::keep_draft).delete(segments::drop_draft),
        )
        .route(
            "/documents/{document}/segments/{number}/pairing",
            post(segments::pair),
        )
        .route(
            "/documents/{document}/segments/{number}/check",
            post(lookup::check),
        )
        .route("/documents/{document}/findings", get(lookup::findings))
        .route("/history", get(changes::history))
        .route("/undo", post(changes::undo))
        .route("/redo", post(changes::redo))
        .route("/events", get(changes::events))
}

/// What is printed, as values.
fn values(records: impl IntoIterator<Item = Record>) -> Value {
    records.into_iter().map(|record| json!(record)).collect()
}

fn few(count: usize) -> Result<(), Refusal> {
    match count {
        0..=MOST => Ok(()),
        _ => Err(Refusal::Asked(format!("at most {MOST} at once"))),
    }
}
