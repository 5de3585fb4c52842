//! Files in and out over HTTP: import, export, filling from the memories, analysis.

use std::ffi::OsString;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use super::command::{self, Printed};
use super::error::Refusal;
use super::page::in_address;
use super::shelf::working;
use super::words::Words;
use super::{Client, Counter};
use crate::work::export;
use crate::work::project::Languages;

/// How much of a file is sent at a time, in bytes.
const PIECE: usize = 256 << 10;

/// The ending of each format's files. A document has that of the file that it came as.
const ENDINGS: &[(&str, &str)] = &[
    ("document", ""),
    ("text", "txt"),
    ("tmx", "tmx"),
    ("xliff", "xlf"),
    ("xliff2", "xlf"),
    ("review", "docx"),
    ("xlsx", "xlsx"),
    ("report", "html"),
    ("po", "po"),
    ("jsonl", "jsonl"),
    ("weblate", "json"),
    ("tbx", "tbx"),
    ("terms-csv", "csv"),
    ("terms-xlsx", "xlsx"),
];

/// What came of a command, as the page tells it.
fn told(headers: &HeaderMap, printed: &Printed) -> Json<Value> {
    let said = Words::of(headers).said(printed.said.trim());
    Json(json!({ "done": printed.done, "said": said }))
}

/// Imports a file, with its translation where there is one.
pub(super) async fn import(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    mut form: Multipart,
) -> Result<Json<Value>, Refusal> {
    let who = client.occasion()?.who;
    let folder = tempfile::tempdir().map_err(Refusal::Command)?;
    let (mut file, mut target) = (None, None);
    let mut options: Vec<OsString> = Vec::new();
    while let Some(field) = form.next_field().await? {
        match field.name().map(str::to_owned).as_deref() {
            Some("file") => file = received(folder.path(), "source", field).await?,
            Some("target") => target = received(folder.path(), "target", field).await?,
            Some(name @ ("from" | "to" | "name" | "as")) => {
                let option = format!("--{name}");
                let given = field.text().await?;
                // As one word, so that no text of a form is another option.
                if !given.trim().is_empty() {
                    options.push(format!("{option}={}", given.trim()).into());
                }
            }
            _ => {}
        }
    }
    let Some(file) = file else {
        return Err(Refusal::Asked("there is no file to import".to_owned()));
    };
    let mut arguments = vec![OsString::from("import")];
    arguments.extend(options);
    if let Some(target) = target {
        arguments.push("--target".into());
        arguments.push(target.into());
    }
    arguments.push(file.into());
    let mut printed = command::give(&counter, Some(&who), arguments).await?;
    // People know the file by its name alone.
    for side in ["source", "target"] {
        let folder = format!("{}/", folder.path().join(side).display());
        printed.said = printed.said.replace(&folder, "");
    }
    Ok(told(&headers, &printed))
}

/// Keeps a file that comes, under its own name, in a folder of its own; `None` where none was
/// chosen.
async fn received(
    folder: &Path,
    side: &str,
    mut field: Field<'_>,
) -> Result<Option<PathBuf>, Refusal> {
    let name = field.file_name().and_then(|name| {
        // Some browsers say the folders too.
        let name = name.rsplit(['/', '\\']).next()?;
        (!name.is_empty() && name != "." && name != "..").then(|| name.to_owned())
    });
    let Some(name) = name else { return Ok(None) };
    let folder = folder.join(side);
    std::fs::create_dir(&folder).map_err(Refusal::Command)?;
    let path = folder.join(name);
    let mut file = File::create_new(&path).map_err(Refusal::Command)?;
    while let Some(piece) = field.chunk().await? {
        file.write_all(&piece).map_err(Refusal::Command)?;
    }
    Ok(Some(path))
}

/// What is exported, and as what.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The format: `document` (as what it came as), `tmx`, `xliff`, `text` …
    pub(super) format: String,
    /// The document; without it, everything.
    pub(super) document: Option<String>,
}

/// A file that was made, or what was said where there is none.
pub(super) enum Made {
    /// The answer that sends it.
    File(Response),
    /// What the command said.
    Nothing(String),
}

/// Exports a document, or everything, over HTTP.
pub(super) async fn export(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    match exported(&counter, &client, &wanted).await? {
        Made::File(file) => Ok(file),
        Made::Nothing(said) => Err(Refusal::Asked(said)),
    }
}

/// Exports a document, or everything, as a file to keep.
pub(super) async fn exported(
    counter: &Arc<Counter>,
    client: &Client,
    wanted: &Wanted,
) -> Result<Made, Refusal> {
    let ending = ENDINGS.iter().find(|(format, _)| *format == wanted.format);
    let Some((format, ending)) = ending else {
        let known: Vec<&str> = ENDINGS.iter().map(|(format, _)| *format).collect();
        return Err(Refusal::Asked(format!(
            "the format is one of {}",
            known.join(", ")
        )));
    };
    let folder = tempfile::tempdir().map_err(Refusal::Command)?;
    let stem = wanted.document.as_deref().unwrap_or("yiku");
    let name = match *format {
        "document" => {
            let document = wanted.document.clone();
            let languages = counter.languages();
            let name = counter.shelf.ask(move |open| {
                let reader = working(open)?;
                let languages = Languages::unasked(languages);
                Ok(export::document_file(
                    reader,
                    document.as_deref(),
                    &languages,
                )?)
            });
            name.await?
        }
        "text" => format!("{stem}.{}.{ending}", counter.languages().1.canonical()).into(),
        _ => format!("{stem}.{ending}").into(),
    };
    // The ending says what a review table is.
    let ending = name.extension().unwrap_or_default();
    let path = folder.path().join("out").with_extension(ending);
    let mut arguments: Vec<OsString> = vec!["export".into()];
    if let Some(document) = &wanted.document {
        arguments.push(format!("--document={document}").into());
    }
    match *format {
        "review" => arguments.push("--review".into()),
        _ => arguments.extend(["--format", format, "--output"].map(OsString::from)),
    }
    arguments.push(path.clone().into());
    let printed = command::give(counter, client.name.as_deref(), arguments).await?;
    let file = match File::open(&path) {
        Ok(file) if printed.done => file,
        _ => return Ok(Made::Nothing(printed.said.trim().to_owned())),
    };
    let name = in_address(&name.to_string_lossy());
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    // The folder goes when the file has been sent, or nobody wants it any more.
    let sending = futures_util::stream::unfold((file, folder), |(mut file, folder)| async {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = (&mut file).take(PIECE as u64).read_to_end(&mut piece);
            (file, read.map(|_| Bytes::from(piece)))
        });
        let (file, piece) = read.await.ok()?;
        match piece {
            Ok(piece) if piece.is_empty() => None,
            piece => Some((piece, (file, folder))),
        }
    });
    Ok(Made::File(
        (headers, Body::from_stream(sending)).into_response(),
    ))
}

/// A document of the memory.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    /// Its name.
    pub(super) document: String,
}

/// Fills a document from the memories.
pub(super) async fn pretranslate(
    State(counter): State<Arc<Counter>>,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Json(Of { document }): Json<Of>,
) -> Result<Json<Value>, Refusal> {
    let who = client.occasion()?.who;
    let arguments = ["pretranslate", "--", &document]
        .map(OsString::from)
        .to_vec();
    let printed = command::give(&counter, Some(&who), arguments).await?;
    Ok(told(&headers, &printed))
}
