//! The document as a reader will see it, with what is being typed, as a page that can do nothing and
//! fetch nothing.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::document::drafts;
use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::{Client, Counter};
use crate::work::export;
use crate::work::fill::Segments;

/// What the page may do: show itself. It is not ours; whatever scripts, forms and addresses it has
/// stand still.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

pub(super) async fn show(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
) -> Result<Response, Refusal> {
    let page = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut segments = Segments::of(reader, document(reader, &name)?)?;
        for (number, drafts) in drafts(reader, &segments)? {
            let own = drafts
                .iter()
                .find(|draft| Some(&draft.who) == client.name.as_ref());
            if let Some(draft) = own.filter(|draft| !draft.text.is_empty()) {
                // A code that is half typed is none yet: until it is, what stood there is seen.
                let _ = segments.propose(number, &draft.text);
            }
        }
        Ok(export::preview(reader, &segments)?)
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_DNS_PREFETCH_CONTROL, "off"),
    ];
    Ok((headers, page.await?).into_response())
}
