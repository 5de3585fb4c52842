//! What is asked of the memories without changing them: matches, words, terms, findings, progress.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{few, values};
use crate::serve::error::Refusal;
use crate::serve::languages::language;
use crate::serve::shelf::{document, working};
use crate::serve::{Client, Counter, wanted, words};
use crate::work::check::Checker;
use crate::work::check::waivers::Waivers;
use crate::work::fill::Segments;
use crate::work::record::Record;
use crate::work::{matches, memories, search, status};

pub(super) async fn status(State(counter): State<Arc<Counter>>) -> Result<Json<Value>, Refusal> {
    let policy = counter.policy();
    let records = counter.shelf.ask(move |open| {
        let mut records = Vec::new();
        for document in working(open)?.documents()? {
            let reader = working(open)?;
            let segments = Segments::of(reader, document)?;
            let progress = status::progress(reader, &segments)?;
            let terms = open.terms(&segments.document)?;
            let checker = Checker {
                terms,
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Find {
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

pub(super) async fn matches(
    State(counter): State<Arc<Counter>>,
    Json(asked): Json<Find>,
) -> Result<Json<Value>, Refusal> {
    few(asked.queries.len())?;
    let lang = |given: &Option<String>, otherwise| match given {
        Some(given) => language(given),
        None => Ok(Clone::clone(otherwise)),
    };
    let usual = counter.languages();
    let from = lang(&asked.from, &usual.0)?;
    let to = lang(&asked.to, &usual.1)?;
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

#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    q: String,
    document: Option<String>,
    lang: Option<String>,
    #[serde(default = "hits")]
    max: usize,
}

fn hits() -> usize {
    50
}

pub(super) async fn concordance(
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
            ..search::Wanted::default()
        };
        Ok(memories::search(open.asked(), &query, &wanted)?)
    });
    let found = found.await?;
    Ok(Json(json!({
        "hits": values(found.hits.iter().map(Record::hit)),
        "total": found.total,
    })))
}

/// What the checks find in a document, said in the language that is asked for.
pub(super) async fn findings(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let words = words::Words::of(&headers);
    let policy = counter.policy();
    let records = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let segments = Segments::of(reader, document(reader, &name)?)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        let found = checker.check_document(&segments);
        let mut records = Vec::new();
        for ((number, placed), findings) in segments.numbered().zip(&found) {
            let target = segments.target(placed).map_or("", |target| &target.text);
            let source = segments.source(placed);
            records.extend(findings.iter().map(|finding| {
                let message = words.message(&finding.message);
                Record::finding(format!("{name}:{number}"), finding, message, source, target)
            }));
        }
        Ok(records)
    });
    Ok(Json(json!({ "findings": values(records.await?) })))
}

/// A translation that is not in the memory yet.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Proposed {
    text: String,
}

/// What the checks would find in a segment, were a text its translation.
pub(super) async fn check(
    State(counter): State<Arc<Counter>>,
    headers: HeaderMap,
    Path((name, number)): Path<(String, usize)>,
    Json(Proposed { text }): Json<Proposed>,
) -> Result<Json<Value>, Refusal> {
    let words = words::Words::of(&headers);
    let policy = counter.policy();
    let records = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut segments = Segments::around(reader, document(reader, &name)?, number)?;
        let target = segments.propose(number, &text)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        let source = segments.source(segments.number(number)?);
        let found = checker.check_segment(&segments, number);
        let records = found.iter().map(|finding| {
            let message = words.message(&finding.message);
            Record::finding(
                format!("{name}:{number}"),
                finding,
                message,
                source,
                &target,
            )
        });
        Ok(values(records))
    });
    Ok(Json(json!({ "findings": records.await? })))
}

/// A finding that is accepted: its place among those of the text.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Accepted {
    text: String,
    place: usize,
}

/// Accepts a finding: it stays silent until the source or the translation changes. In a project it
/// is kept in its file of waivers.
pub(super) async fn accept(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Path((name, number)): Path<(String, usize)>,
    Json(accepted): Json<Accepted>,
) -> Result<Json<Value>, Refusal> {
    client.occasion()?;
    let Some(file) = counter.project().map(|project| project.waivers()) else {
        return Err(Refusal::Asked(
            "findings are accepted in a project, which keeps them in its waivers.tsv".to_owned(),
        ));
    };
    let policy = counter.policy();
    let wholes = Arc::clone(&counter.wholes);
    let found = counter.shelf.ask(move |open| {
        let reader = working(open)?;
        let mut segments = Segments::around(reader, document(reader, &name)?, number)?;
        let target = segments.propose(number, &accepted.text)?;
        let terms = open.terms(&segments.document)?;
        let checker = Checker {
            terms,
            policy: &policy,
        };
        let found = wholes.check_segment(&checker, &segments, number);
        let finding = found.into_iter().nth(accepted.place);
        let source = segments.source(segments.number(number)?).to_owned();
        Ok((format!("{name}:{number}"), source, target, finding))
    });
    let (segment, source, target, finding) = found.await?;
    let Some(finding) = finding else {
        return Err(Refusal::Asked(
            "this finding is not there any more".to_owned(),
        ));
    };
    // As the file is now: somebody may have added to it.
    let mut waivers = Waivers::read(&file)?;
    waivers.add(&segment, &source, &target, &finding, "");
    waivers.write(&file)?;
    counter.check_by(|policy| policy.waivers = waivers);
    Ok(Json(json!({ "accepted": finding.check })))
}
