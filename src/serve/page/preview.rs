//! The document as a reader will see it, as a page that can do nothing and fetch nothing.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::serve::Counter;
use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::work::export;

/// What the page may do: show itself. It is not ours; whatever scripts, forms and addresses it has
/// stand still.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let page = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        Ok(export::preview(reader, document(reader, &name)?)?)
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_DNS_PREFETCH_CONTROL, "off"),
    ];
    Ok((headers, page.await?).into_response())
}
