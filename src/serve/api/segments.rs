//! Segments: given, set, drafted, paired anew.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{MOST, few};
use crate::serve::error::Refusal;
use crate::serve::shelf::{document, working};
use crate::serve::{Client, Counter};
use crate::store::{Draft, Writer};
use crate::unit::State as UnitState;
use crate::work::correct::{self, Correction};
use crate::work::fill::{self, Segments};
use crate::work::project::Occasion;
use crate::work::record::Record;

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Range {
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

fn record(segments: &Segments, number: usize) -> Result<Value, Refusal> {
    let placed = segments.number(number)?;
    Ok(json!(Record::segment(segments, number, placed)))
}

pub(super) async fn list(
    State(counter): State<Arc<Counter>>,
    Path(name): Path<String>,
    Query(range): Query<Range>,
) -> Result<Json<Value>, Refusal> {
    few(range.count)?;
    let answer = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let last = range.first.max(1).saturating_add(range.count) - 1;
        let segments = Segments::between(reader, document(reader, &name)?, range.first, last)?;
        let records: Vec<Value> = segments
            .numbered()
            .map(|(number, placed)| json!(Record::segment(&segments, number, placed)))
            .collect();
        Ok(json!({ "segments": records, "total": segments.count() }))
    });
    Ok(Json(answer.await?))
}

pub(super) async fn one(
    State(counter): State<Arc<Counter>>,
    Path((name, number)): Path<(String, usize)>,
) -> Result<Json<Value>, Refusal> {
    let answer = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let segments = Segments::around(reader, document(reader, &name)?, number)?;
        record(&segments, number)
    });
    Ok(Json(answer.await?))
}

/// What a segment is to be.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Set {
    /// Its translation, with its inline codes as people write them; without it, as it stands.
    text: Option<String>,
    /// Its state; without it, translated.
    state: Option<UnitState>,
    /// The translation that whoever sets this has seen; where it is another one by now, nothing is
    /// changed and both are told. Without it, whatever stands there goes into the history.
    seen: Option<String>,
    /// What the translator is to know, kept as a note of the translation.
    comment: Option<String>,
    /// What is asked of whoever wrote the text, kept as a note of the segment.
    query: Option<String>,
    /// Whether the same text elsewhere in the document, where it has no translation of its own, gets
    /// this one too.
    #[serde(default)]
    spread: bool,
}

impl Set {
    /// Whether it gives a translation or a state: without anything said, it confirms.
    fn gives(&self) -> bool {
        let says = self.comment.is_some() || self.query.is_some();
        self.text.is_some() || self.state.is_some() || !says
    }
}

/// What became of a segment.
#[derive(Debug, Serialize)]
pub(super) struct Became {
    changed: bool,
    segment: Value,
    /// The other segments that got the translation.
    spread: Vec<usize>,
}

pub(super) async fn set(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    Json(wanted): Json<Set>,
) -> Result<Json<Became>, Refusal> {
    let occasion = client.occasion()?;
    let became = counter.shelf.change(move |memory| {
        let place = format!("{name}:{number}");
        let command = occasion.command("set", vec![place.clone()]);
        let ((segments, spread), changed) = memory.change(&command, |writer| {
            let mut segments = Segments::around(writer, document(writer, &name)?, number)?;
            let spread = change(writer, &mut segments, number, &wanted, &occasion)?;
            writer.describe(match spread.len() {
                0 => place,
                1 => format!("{place} and 1 repetition"),
                count => format!("{place} and {count} repetitions"),
            });
            Ok::<_, Refusal>((segments, spread))
        })?;
        // Who only says something of it goes on typing.
        if wanted.gives() {
            let unit = segments.number(number)?.stored.row;
            memory.drop_draft(unit, &segments.document.target_lang, &occasion.who)?;
        }
        Ok(Became {
            changed,
            segment: record(&segments, number)?,
            spread,
        })
    });
    Ok(Json(became.await?))
}

/// Makes a segment what it is to be. Returns the segments that its translation spread to.
fn change(
    writer: &Writer<'_>,
    segments: &mut Segments,
    number: usize,
    wanted: &Set,
    occasion: &Occasion,
) -> Result<Vec<usize>, Refusal> {
    let placed = segments.number(number)?;
    if let Some(seen) = &wanted.seen
        && segments.shown(placed).target != *seen
    {
        let now = record(segments, number)?;
        return Err(Refusal::Changed { now });
    }
    let state = wanted.state.unwrap_or(UnitState::Translated);
    let stands = segments.shown(segments.number(number)?).target;
    // What stands is not written anew to be marked.
    let text = wanted.text.as_ref();
    let text = text.filter(|text| state == UnitState::Translated || **text != stands);
    if let Some(text) = text {
        fill::set(writer, segments, number, text, occasion)?;
        segments.look_again(writer, number)?;
    }
    let is_marked = match (&wanted.text, wanted.state) {
        (None, None) => wanted.gives(),
        (None, Some(_)) => true,
        (Some(_), _) => state != UnitState::Translated,
    };
    if is_marked {
        fill::mark(writer, segments, number, state, occasion)?;
        segments.look_again(writer, number)?;
    }
    if let Some(comment) = &wanted.comment {
        fill::comment(writer, segments, number, comment, occasion)?;
        segments.look_again(writer, number)?;
    }
    if let Some(query) = &wanted.query {
        fill::query(writer, segments, number, query, occasion)?;
        segments.look_again(writer, number)?;
    }
    Ok(
        match wanted.spread && wanted.gives() && state.is_confirmed() {
            true => fill::spread(writer, segments, number, occasion)?,
            false => Vec::new(),
        },
    )
}

/// One of several segments that are set.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Numbered {
    number: usize,
    #[serde(flatten)]
    set: Set,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Many {
    segments: Vec<Numbered>,
}

/// Sets several segments as one change: all of them, or none.
pub(super) async fn set_many(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
    Json(wanted): Json<Many>,
) -> Result<Json<Value>, Refusal> {
    few(wanted.segments.len())?;
    let occasion = client.occasion()?;
    let became = counter.shelf.change(move |memory| {
        let command = occasion.command("set", vec![name.clone()]);
        let (records, changed) = memory.change(&command, |writer| {
            let mut segments = Segments::of(writer, document(writer, &name)?)?;
            for Numbered { number, set } in &wanted.segments {
                let spread = change(writer, &mut segments, *number, set, &occasion)?;
                for number in spread {
                    segments.look_again(writer, number)?;
                }
            }
            writer.describe(format!("{} segments of {name}", wanted.segments.len()));
            let numbers = wanted.segments.iter().map(|numbered| numbered.number);
            numbers
                .map(|number| record(&segments, number))
                .collect::<Result<Vec<_>, Refusal>>()
        })?;
        Ok(json!({ "changed": changed, "segments": records }))
    });
    Ok(Json(became.await?))
}

/// What is being typed into a segment.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Typed {
    text: String,
    /// The translation that stood there when the typing began.
    seen: String,
}

pub(super) async fn keep_draft(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    Json(typed): Json<Typed>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let kept = counter.shelf.change(move |memory| {
        let (unit, lang) = {
            let reader = memory.read()?;
            let segments = Segments::around(&reader, document(&reader, &name)?, number)?;
            let unit = segments.number(number)?.stored.row;
            (unit, segments.document.target_lang)
        };
        let draft = Draft {
            at: occasion.date(),
            who: occasion.who,
            text: typed.text,
            seen: typed.seen,
        };
        Ok(memory.keep_draft(unit, &lang, &draft)?)
    });
    kept.await?;
    Ok(Json(json!({ "kept": true })))
}

pub(super) async fn drop_draft(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let dropped = counter.shelf.change(move |memory| {
        let (unit, lang) = {
            let reader = memory.read()?;
            let segments = Segments::around(&reader, document(&reader, &name)?, number)?;
            let unit = segments.number(number)?.stored.row;
            (unit, segments.document.target_lang)
        };
        Ok(memory.drop_draft(unit, &lang, &occasion.who)?)
    });
    Ok(Json(json!({ "dropped": dropped.await? })))
}

/// How the pairing of a segment is corrected.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Pairing {
    how: Correction,
}

/// Corrects how a segment is paired with its translation, as `yiku align --fix` does.
pub(super) async fn pair(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    Json(Pairing { how }): Json<Pairing>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let segmenter = Arc::clone(&counter.segmenter);
    let corrected = counter.shelf.change(move |memory| {
        let arguments = vec![
            "--fix".to_owned(),
            format!("{name}:{number}"),
            how.as_str().to_owned(),
        ];
        let command = occasion.command("align", arguments);
        let ((was, is), changed) = memory.change(&command, |writer| {
            let segments = Segments::of(writer, document(writer, &name)?)?;
            let numbers = correct::correct(writer, &segments, number, how, &segmenter, &occasion)?;
            writer.describe(format!("{name}:{number} {}", how.as_str()));
            Ok::<_, Refusal>(numbers)
        })?;
        Ok(json!({
            "changed": changed,
            "was": { "first": was.start(), "last": was.end() },
            "is": { "first": is.start(), "last": is.end() },
        }))
    });
    Ok(Json(corrected.await?))
}
