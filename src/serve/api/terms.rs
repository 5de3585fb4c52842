//! The termbase: looked up and changed.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use super::values;
use crate::serve::error::Refusal;
use crate::serve::shelf::working;
use crate::serve::{Client, Counter};
use crate::store::Writer;
use crate::term::TermStatus;
use crate::work::record::Record;
use crate::work::term::{self, Edited, Form, NewTerm};

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// What its terms contain; without it, all.
    #[serde(default)]
    q: String,
}

/// The termbase, or what of it has a word.
pub(super) async fn list(
    State(counter): State<Arc<Counter>>,
    Query(asked): Query<Asked>,
) -> Result<Json<Value>, Refusal> {
    let concepts = counter.shelf.ask(move |open| {
        let concepts = working(open)?.concepts()?;
        Ok(term::with_words(concepts, &asked.q))
    });
    let concepts = concepts.await?;
    let records = concepts.iter().map(Record::concept);
    Ok(Json(json!({ "concepts": values(records) })))
}

/// A term to be added.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    source: String,
    target: String,
    #[serde(default = "preferred")]
    status: TermStatus,
    #[serde(default)]
    definition: String,
}

fn preferred() -> TermStatus {
    TermStatus::Preferred
}

pub(super) async fn add(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Json(new): Json<New>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    if new.source.trim().is_empty() || new.target.trim().is_empty() {
        return Err(Refusal::Asked(
            "a term needs text in both languages".to_owned(),
        ));
    }
    let new = NewTerm {
        languages: counter.languages(),
        exact_case: false,
        note: String::new(),
        domain: String::new(),
        source: new.source.trim().to_owned(),
        target: new.target.trim().to_owned(),
        status: new.status,
        definition: new.definition,
    };
    let added = counter.shelf.change(move |memory| {
        let told = vec![new.source.clone(), new.target.clone()];
        let command = occasion.command("term add", told);
        let (concept, changed) = memory.change(&command, |writer| term::add(writer, &new))?;
        Ok(json!({ "changed": changed, "concept": Record::concept(&concept) }))
    });
    Ok(Json(added.await?))
}

/// A concept as it is to be.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Changed {
    /// Its terms, in the order in which they stand.
    terms: Vec<ChangedTerm>,
    domain: String,
    definition: String,
}

/// A term of it.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct ChangedTerm {
    /// What it was when whoever changes it read it.
    was: String,
    /// What it is to be; empty where it is to go.
    text: String,
    status: TermStatus,
}

pub(super) async fn edit(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
    Json(changed): Json<Changed>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let (source, _) = counter.languages();
    let form = |term: ChangedTerm| Form {
        was: term.was,
        text: term.text,
        status: term.status,
    };
    let edited = Edited {
        forms: changed.terms.into_iter().map(form).collect(),
        domain: changed.domain,
        definition: changed.definition,
    };
    let changed = counter.shelf.change(move |memory| {
        let command = occasion.command("term edit", vec![id.clone()]);
        let work = |writer: &Writer<'_>| term::edit(writer, &id, &edited, &source);
        let (concept, changed) = memory.change(&command, work)?;
        Ok(json!({ "changed": changed, "concept": Record::concept(&concept) }))
    });
    Ok(Json(changed.await?))
}

pub(super) async fn remove(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let occasion = client.occasion()?;
    let removed = counter.shelf.change(move |memory| {
        let command = occasion.command("term remove", vec![id.clone()]);
        let (removed, _) = memory.change(&command, |writer| {
            writer.describe(id.clone());
            writer.remove_concept(&id)
        })?;
        Ok(json!({ "changed": removed }))
    });
    Ok(Json(removed.await?))
}
