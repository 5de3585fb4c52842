//! Our own protocol: what the commands print with `--json`, asked for and changed over HTTP.
//! `schemas/serve.md` describes it for people, `schemas/openapi.json` for programs.

mod changes;
#[cfg(test)]
mod describe;
mod lookup;
mod segments;
pub(super) mod settings;
mod terms;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};
use serde_json::{Value, json};

use super::error::Refusal;
use super::{Counter, files};
use crate::work::record::Record;

/// The most texts that are answered, and segments that are given or taken, at once.
pub(super) const MOST: usize = 1000;

/// What is answered: the handlers, and by which method and path each is reached, so that the
/// description can be held against it.
struct Routes {
    router: Router<Arc<Counter>>,
    list: Vec<(Method, &'static str)>,
}

impl Routes {
    fn on<H, T>(mut self, method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, Arc<Counter>>,
        T: 'static,
    {
        if let Ok(filter) = MethodFilter::try_from(method.clone()) {
            self.router = self.router.route(path, on(filter, handler));
        }
        self.list.push((method, path));
        self
    }

    fn all() -> Self {
        const SEGMENTS: &str = "/documents/{document}/segments";
        const SEGMENT: &str = "/documents/{document}/segments/{number}";
        const DRAFT: &str = "/documents/{document}/segments/{number}/draft";
        const PAIRING: &str = "/documents/{document}/segments/{number}/pairing";
        const CHECK: &str = "/documents/{document}/segments/{number}/check";
        const ACCEPT: &str = "/documents/{document}/segments/{number}/accept";
        let none = Self {
            router: Router::new(),
            list: Vec::new(),
        };
        none.on(Method::GET, "/status", lookup::status)
            .on(Method::POST, "/match", lookup::matches)
            .on(Method::GET, "/search", lookup::concordance)
            .on(Method::GET, SEGMENTS, segments::list)
            .on(Method::POST, SEGMENTS, segments::set_many)
            .on(Method::GET, SEGMENT, segments::one)
            .on(Method::PUT, SEGMENT, segments::set)
            .on(Method::PUT, DRAFT, segments::keep_draft)
            .on(Method::DELETE, DRAFT, segments::drop_draft)
            .on(Method::POST, PAIRING, segments::pair)
            .on(Method::POST, CHECK, lookup::check)
            .on(Method::POST, ACCEPT, lookup::accept)
            .on(
                Method::GET,
                "/documents/{document}/findings",
                lookup::findings,
            )
            .on(Method::GET, "/terms", terms::list)
            .on(Method::POST, "/terms", terms::add)
            .on(Method::PUT, "/terms/{concept}", terms::edit)
            .on(Method::DELETE, "/terms/{concept}", terms::remove)
            .on(
                Method::POST,
                "/import",
                // A memory to import may be of any size; it goes to the disk as it comes.
                files::import.layer(DefaultBodyLimit::disable()),
            )
            .on(Method::GET, "/export", files::export)
            .on(Method::POST, "/pretranslate", files::pretranslate)
            .on(Method::GET, "/settings", settings::show)
            .on(Method::PUT, "/settings", settings::set)
            .on(Method::GET, "/history", changes::history)
            .on(Method::POST, "/undo", changes::undo)
            .on(Method::POST, "/redo", changes::redo)
            .on(Method::GET, "/events", changes::events)
    }
}

pub(super) fn routes() -> Router<Arc<Counter>> {
    Routes::all().router
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
