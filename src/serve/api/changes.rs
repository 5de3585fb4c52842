//! What was changed: its history, taking it back, and hearing of it as it happens.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::{Extension, Json};
use futures_util::Stream;
use serde_json::{Value, json};

use super::{MOST, settings, values};
use crate::serve::error::Refusal;
use crate::serve::shelf::working;
use crate::serve::words::Words;
use crate::serve::{Client, Counter};
use crate::store::Reversal;
use crate::work::record::Record;

pub(super) async fn history(State(counter): State<Arc<Counter>>) -> Result<Json<Value>, Refusal> {
    let changes = counter
        .shelf
        .ask(|open| Ok(working(open)?.changes()?))
        .await?;
    let newest = changes.iter().rev().take(MOST);
    Ok(Json(
        json!({ "changes": values(newest.map(Record::change)) }),
    ))
}

/// Takes back the last change of whoever asks that still stands.
pub(super) async fn undo(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let reversal = counter.shelf.change(move |memory| {
        let changes = memory.read()?.changes()?;
        let own = changes
            .iter()
            .rev()
            .find(|change| change.stands() && change.who == occasion.who);
        let Some(own) = own else { return Ok(None) };
        let command = occasion.command("undo", vec![own.number.to_string()]);
        Ok(memory.undo(&command, Some(own.number))?)
    });
    let reversal = reversal.await?;
    follow(&counter, reversal.as_ref()).await?;
    Ok(Json(told(Words::of(&headers), reversal)))
}

/// Does again what the last undo took back.
pub(super) async fn redo(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let reversal = counter.shelf.change(move |memory| {
        let command = occasion.command("redo", Vec::new());
        Ok(memory.redo(&command)?)
    });
    let reversal = reversal.await?;
    follow(&counter, reversal.as_ref()).await?;
    Ok(Json(told(Words::of(&headers), reversal)))
}

/// What the memory is worked by may be what was taken back.
async fn follow(counter: &Counter, reversal: Option<&Reversal>) -> Result<(), Refusal> {
    match reversal {
        Some(reversal) if reversal.change.command == settings::COMMAND => {
            settings::follow(counter).await
        }
        _ => Ok(()),
    }
}

fn told(words: Words, reversal: Option<Reversal>) -> Value {
    match reversal {
        Some(Reversal {
            change, conflicts, ..
        }) => json!({
            "changed": true,
            "said": format!("{} {}", words.said(&change.command), words.said(&change.summary)),
            "change": Record::change(&change),
            "left": conflicts.len(),
        }),
        None => json!({ "changed": false }),
    }
}

/// Tells of every change, by whomever, until the connection ends.
pub(super) async fn events(
    State(counter): State<Arc<Counter>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let heard = counter.news.subscribe();
    let events = futures_util::stream::unfold(heard, |mut heard| async {
        let event = match heard.recv().await {
            Ok(news) => Event::default().event("change").data(news.as_ref()),
            // Who does not listen for long looks at everything anew.
            Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {
                Event::default().event("missed").data("{}")
            }
            Err(tokio::sync::broadcast::error::RecvError::Closed) => return None,
        };
        Some((Ok(event), heard))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}
